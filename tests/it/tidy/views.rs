//! What a view must not be made of.

use super::{Text, assert_tidy, texts};

#[test]
fn every_element_has_something_that_is_not_literal() {
    let web = texts(&[".rs"]).into_iter().filter(|text| text.path.starts_with("src/web/"));
    let problems: Vec<String> = web.flat_map(|text| check(&text)).collect();
    assert_tidy(&problems);
}

/// An element whose attributes and children are all literal becomes a string for `innerHTML`, which
/// the page's policy refuses: the page breaks where it is first shown.
fn check(text: &Text) -> Vec<String> {
    let starts = text.text.match_indices('<').map(|(at, _)| at);
    starts
        .filter_map(|at| {
            let element = literal_element(&text.text[at + 1..])?;
            let line = text.text[..at].lines().count();
            Some(format!(
                "{}:{line}: <{element}>: give it one attribute or child that is not literal",
                text.path
            ))
        })
        .collect()
}

/// The name of the element that begins here, if all of it is literal and no other is inside.
fn literal_element(rest: &str) -> Option<&str> {
    let name_ends = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, mut rest) = rest.split_at(name_ends);
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let mut attributes = 0;
    loop {
        rest = rest.trim_start();
        if let Some(inside) = rest.strip_prefix('>') {
            let after = without_texts(inside);
            let has_text = after.len() < inside.trim_start().len();
            let is_literal = after.starts_with("</") && (has_text || attributes > 0);
            return is_literal.then_some(name);
        }
        if rest.starts_with("/>") {
            return (attributes > 0).then_some(name);
        }
        let value = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-:".contains(c))?;
        let literal = rest[value..].strip_prefix("=\"")?;
        rest = &literal[literal.find('"')? + 1..];
        attributes += 1;
    }
}

/// What comes after texts in quotes.
fn without_texts(inside: &str) -> &str {
    let mut rest = inside.trim_start();
    while let Some(text) = rest.strip_prefix('"') {
        let Some(end) = text.find('"') else { return rest };
        rest = text[end + 1..].trim_start();
    }
    rest
}

#[test]
fn an_element_that_is_all_literal_is_found() {
    let problems = |text: &str| check(&Text::new("src/web/a.rs", text)).len();
    assert_eq!(problems("<path d=\"M1 1H9\"></path>"), 1);
    assert_eq!(problems("<div\n    class=\"lane\"\n    aria-hidden=\"true\"\n>\n</div>"), 1);
    assert_eq!(problems("<input type=\"text\" />"), 1);
    assert_eq!(problems("<span class=\"grip\">\"⠿\"</span>"), 1);
    assert_eq!(problems("<b>\"a\" \"b\"</b>"), 1);
    assert_eq!(problems("<b>\"a\"{b}</b>"), 0);
    assert_eq!(problems("<path d=path></path>"), 0);
    assert_eq!(problems("<div class=\"lane\">{\"\"}</div>"), 0);
    assert_eq!(problems("<br/> a < b, Vec<u8>"), 0);
}
