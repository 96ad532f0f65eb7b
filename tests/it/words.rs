//! Every word exists in both languages, and every word is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser;

type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(tag: &str) -> Messages {
    let path = format!("{}/assets/i18n/{tag}.ftl", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).expect("the words are there");
    let resource = parser::parse(source.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{tag}.ftl does not parse: {errors:?}"));
    let mut messages = Messages::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message.value.as_ref().expect("a message has a value");
        let mut variables = BTreeSet::new();
        in_pattern(pattern, &mut variables);
        let id = message.id.name.to_owned();
        assert!(messages.insert(id, variables).is_none(), "{tag}: {} twice", message.id.name);
    }
    messages
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            for variant in variants {
                in_pattern(&variant.value, variables);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. }, ..
        } => positional.iter().for_each(|argument| in_inline(argument, variables)),
        _ => {}
    }
}

fn sources(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("i18n.rs")
        {
            *all += &std::fs::read_to_string(&path).expect("a source is text");
        }
    }
}

/// The sources of the app and the page, without white space: calls span lines.
fn code() -> String {
    let mut all = String::new();
    for folder in ["app", "web"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder), &mut all);
    }
    all.retain(|c| !c.is_whitespace());
    all
}

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    let (english, chinese) = (messages("en"), messages("zh"));
    assert!(english.len() > 100);
    for (id, variables) in &english {
        assert_eq!(chinese.get(id), Some(variables), "message {id}");
    }
    for id in chinese.keys() {
        assert!(english.contains_key(id), "{id} is Chinese only");
    }
}

#[test]
fn every_message_asked_for_exists() {
    let (english, code) = (messages("en"), code());
    let mut asked = 0;
    for opening in ["say!(", ".text(\"", "say("] {
        for (at, _) in code.match_indices(opening) {
            let call = &code[at..];
            let literal = call.split('"').nth(1).unwrap_or_default();
            let before = call.split('"').next().unwrap_or_default();
            let is_call = before.len() < 40 && !before.contains([';', '{', '$']);
            if is_call && !literal.is_empty() {
                assert!(english.contains_key(literal), "no message {literal}");
                asked += 1;
            }
        }
    }
    assert!(asked > 80, "the scan finds calls: {asked}");
}

#[test]
fn every_message_is_asked_for() {
    let code = code();
    for id in messages("en").keys() {
        assert!(code.contains(&format!("\"{id}\"")), "nobody says {id}");
    }
}

/// Those that the page opens with are copied out of all of them by build.rs.
#[test]
fn the_first_words_are_those_of_the_list_and_the_same() {
    let folder = format!("{}/assets/i18n", env!("CARGO_MANIFEST_DIR"));
    let read = |path: String| std::fs::read_to_string(path).expect("it is there");
    let list = read(format!("{folder}/first.txt"));
    let listed: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    for tag in ["en", "zh"] {
        let all = read(format!("{folder}/{tag}.ftl"));
        let some = read(format!("{}/first-{tag}.ftl", env!("OUT_DIR")));
        let patterns = |source: &str| -> BTreeMap<String, String> {
            let resource = parser::parse(source.to_owned()).expect("it parses");
            let messages = resource.body.into_iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some((message.id.name, format!("{:?}", message.value))),
                _ => None,
            });
            messages.collect()
        };
        let (all, some) = (patterns(&all), patterns(&some));
        assert_eq!(some.keys().map(String::as_str).collect::<BTreeSet<_>>(), listed, "{tag}");
        for (id, pattern) in some {
            assert_eq!(Some(&pattern), all.get(&id), "{tag}: {id}");
        }
    }
}
