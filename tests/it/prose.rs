//! Prose: what Markdown may do, and that nothing else comes of it.

use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::prose::node::{
    Block, Inline, Source, each_inline, filled, named, named_words, words,
};
use anycast_lab::lesson::prose::{self, Key, MAX_DEPTH, Prose};

fn read(text: &str) -> (Prose, Vec<String>) {
    let mut problems = Problems::of("en.md");
    let prose = prose::read(text, &mut problems);
    let list = problems.into_list().iter().map(ToString::to_string).collect();
    (prose, list)
}

/// The blocks of a step's text.
fn body(text: &str) -> (Vec<Block>, Vec<String>) {
    let (prose, problems) = read(&format!("# T\n\ns\n\n## S {{#s}}\n\n{text}\n"));
    (prose.steps["s"].text.clone(), problems)
}

#[test]
fn sections_are_found_by_their_names() {
    let (prose, problems) = read(
        "# Title\n\nSummary.\n\n## First {#one}\n\nText.\n\n### hint\n\nA.\n\n### hint\n\nB.\n\n\
         ### goal: x\n\nDo *it*.\n\n### not yet：x\n\nNow {actual}.\n\n## Second {#two}\n\nMore.\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((prose.title.as_str(), prose.steps.len()), ("Title", 2));
    let one = &prose.steps["one"];
    assert_eq!((one.title.as_str(), one.line, one.hints().count()), ("First", 5, 2));
    let not_yet = one.section(&Key::NotYet("x".into())).expect("it is there");
    assert_eq!(
        filled(not_yet, "actual", "3"),
        [Block::Paragraph(vec![Inline::Text("Now 3.".to_owned())])]
    );
}

#[test]
fn markdown_becomes_nodes() {
    let (blocks, problems) = body(
        "A *b* **c** `d` [e](https://example.com/).\nNext line.\n\n1. one\n2. two\n   - deep\n\n\
         > quote\n\n#### head\n\n```\ncode <b>\n```",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let [Block::Paragraph(line), Block::List(Some(1), items), Block::Quote(_), rest @ ..] =
        blocks.as_slice()
    else {
        panic!("{blocks:?}")
    };
    assert_eq!(words(line), "A b c d e. Next line.");
    let link = Inline::Link("https://example.com/".into(), vec![Inline::Text("e".into())]);
    assert!(line.contains(&link));
    assert!(matches!(items[1].as_slice(), [Block::Paragraph(_), Block::List(None, _)]));
    assert!(matches!(rest, [Block::Heading(4, _), Block::Code(code)] if code == "code <b>\n"));
}

#[test]
fn chinese_lines_join_without_a_space() {
    let (blocks, _) = body("一个地址，\n许多扇门\n就是 BGP\n和 *任播*\n（anycast）。");
    let [Block::Paragraph(line)] = blocks.as_slice() else { panic!("{blocks:?}") };
    assert_eq!(words(line), "一个地址，许多扇门就是 BGP 和 任播（anycast）。");
}

#[test]
fn emphasis_that_markdown_does_not_see_is_told() {
    let (_, problems) = body("**接入点（PoP）**是一间机房。");
    assert!(problems[0].contains("emphasises nothing"), "{problems:?}");
}

/// No node of our tree can hold HTML; what is left is where links lead.
fn links(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    each_inline(blocks, &mut |inline| {
        if let Inline::Link(to, _) = inline {
            all.push(to.clone());
        }
    });
    all
}

#[test]
fn dangerous_links_keep_their_words_only() {
    for to in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/elsewhere",
        "lesson.json",
        "mailto:a@b.example",
        "<javascript:alert(1)>",
        "<https://x.example/\u{1}>",
    ] {
        let (blocks, problems) = body(&format!("before [words]({to}) after"));
        assert!(links(&blocks).is_empty(), "{to}: {blocks:?}");
        assert!(!problems.is_empty() || format!("{blocks:?}").contains("[words]"), "{to}");
    }
    for to in ["https://example.com/", "http://example.com/", "#/world/first-light"] {
        assert_eq!(links(&body(&format!("[words]({to})")).0), [to]);
    }
    assert!(links(&body("<javascript:alert(1)>").0).is_empty());
    assert!(links(&body("[a][b]\n\n[b]: javascript:alert(1)").0).is_empty());
}

/// The only link-like part of a text.
fn only(text: &str) -> Inline {
    let (blocks, problems) = body(text);
    assert!(problems.is_empty(), "{text}: {problems:?}");
    let mut found = Vec::new();
    each_inline(&blocks, &mut |inline| match inline {
        Inline::Link(..) | Inline::Number { .. } | Inline::Term(..) => found.push(inline.clone()),
        _ => {}
    });
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

#[test]
fn numbers_say_whose_they_are() {
    let inner = |text: &str| vec![Inline::Text(text.to_owned())];
    for (text, words, source) in [
        ("> [113 ms](#computed/lima)", "113 ms", Source::Computed("lima".into())),
        (
            "- [3 minutes](#measured \"Labovitz et al., 2000\")",
            "3 minutes",
            Source::Measured("Labovitz et al., 2000".into()),
        ),
        ("[31](#claimed \"<b>who\")", "31", Source::Claimed("<b>who".into())),
    ] {
        assert_eq!(only(text), Inline::Number { source, inner: inner(words) });
    }
    assert_eq!(
        only("**a [catchment](#term/catchment)**"),
        Inline::Term("catchment".into(), inner("catchment"))
    );
}

#[test]
fn a_number_without_its_source_and_a_word_without_its_name_are_told() {
    for (link, told) in [
        ("#computed", "names no figure"),
        ("#computed/", "names no figure"),
        ("#computed/Lima", "names no figure"),
        ("#measured", "who measured it"),
        ("#measured \"Labovitz et al.\"", "in which year"),
        ("#measured \"Labovitz, 20001\"", "in which year"),
        ("#measured/x \"Labovitz, 2000\"", "leads nowhere"),
        ("#claimed", "who claims it"),
        ("#claimed \" \"", "who claims it"),
        ("#term", "names no word"),
        ("#term/Hot potato", "[words]"),
        ("#terms/anycast", "leads nowhere"),
        ("#main", "leads nowhere"),
    ] {
        let (prose, problems) = read(&format!("# T\n\n## S {{#s}}\n\nA\n[words]({link})\n"));
        let text = &prose.steps["s"].text;
        assert!(links(text).is_empty());
        let [Block::Paragraph(line)] = text.as_slice() else { panic!("{text:?}") };
        assert!(words(line).contains("words"), "{link}: the words stay");
        let all = problems.join("\n") + &words(line);
        assert!(all.contains(told), "{link}: {all}");
        assert!(problems.iter().all(|told| told.contains("line 6")), "{problems:?}");
    }
}

#[test]
fn things_are_named_wherever_words_are() {
    let (blocks, problems) = body(
        "**{quipu}** asks {node:tokyo}, {nobody} and `{quipu}`: {\n\n\
         - [{ms}](#computed/x) to [the {quipu}](#term/client)\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let name = |hole: &str| match hole {
        "quipu" => Some("Quipu · Lima".to_owned()),
        "node:tokyo" => Some("{quipu}".to_owned()),
        "ms" => Some("113 ms".to_owned()),
        _ => None,
    };
    let all: Vec<String> = named(&blocks, &name)
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => words(line),
            Block::List(_, items) => {
                let Block::Paragraph(line) = &items[0][0] else { panic!("{items:?}") };
                words(line)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let first = "Quipu · Lima asks {quipu}, {nobody} and {quipu}: {";
    assert_eq!(all, [first, "113 ms to the Quipu · Lima"]);
    assert_eq!(named_words("{{quipu}} {", &name), "{Quipu · Lima} {");
}

#[test]
fn a_variant_and_what_is_too_low_or_too_high_have_sections() {
    let (prose, problems) = read(
        "# T\n\n## A {#one}\n\na\n\n### too low\n\nl\n\n### Too high\n\nh\n\n\
         ## B {#one/other}\n\nb\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let [low, high] = prose.steps["one"].sections.as_slice() else { panic!("{prose:?}") };
    assert_eq!((&low.key, &high.key), (&Key::TooLow, &Key::TooHigh));
    assert_eq!((low.key.to_string(), high.key.to_string()), ("too low".into(), "too high".into()));
    assert_eq!(prose.steps["one/other"].title, "B");
    for id in ["one/", "/one", "one/two/three", "One"] {
        let (_, problems) = read(&format!("# T\n\n## A {{#{id}}}\n\na\n"));
        assert!(problems[0].contains("names no step"), "{id}: {problems:?}");
    }
}

#[test]
fn raw_html_and_images_are_dropped_and_told() {
    for text in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div onclick=\"x\">\n\nhello\n\n</div>",
        "![alt](https://example.com/track.gif)",
        "<style>* { display: none }</style>",
        "<iframe src=\"https://example.com\"></iframe>",
    ] {
        let (blocks, problems) = body(text);
        assert!(!problems.is_empty(), "{text}: nothing told");
        let shown = format!("{blocks:?}");
        assert!(!shown.contains('<') && !shown.contains("onerror"), "{text}: {shown}");
    }
    assert!(body("<!-- for authors -->").1.is_empty());
    // No tag to Markdown: words, and shown as such.
    let (blocks, _) = body("<svg/onload=alert(1)>");
    assert!(matches!(blocks.as_slice(), [Block::Paragraph(line)] if words(line).contains("svg")));
}

#[test]
fn deep_nesting_is_cut_off() {
    fn depth(blocks: &[Block]) -> usize {
        let inner = blocks.iter().map(|block| match block {
            Block::Quote(inner) => depth(inner),
            Block::List(_, items) => items.iter().map(|item| depth(item)).max().unwrap_or(0),
            _ => 0,
        });
        1 + inner.max().unwrap_or(0)
    }
    for text in [
        "> ".repeat(20_000) + "x",
        "- ".repeat(20_000) + "x",
        "*".repeat(50_000) + "x" + &"*".repeat(50_000),
        "[".repeat(50_000) + "x" + &"](https://a.example)".repeat(1000),
        "`".repeat(100_000),
        "1. ".repeat(10_000) + "x",
    ] {
        let (blocks, _) = body(&text);
        assert!(depth(&blocks) <= MAX_DEPTH + 1);
    }
}

#[test]
fn a_megabyte_is_refused_in_one_message() {
    let (prose, problems) = read(&"# a\n".repeat(1 << 18));
    assert_eq!(prose, Prose::default());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("at most"), "{problems:?}");
}

#[test]
fn problems_are_many_but_not_endless() {
    let (_, problems) = read(&"### nowhere\n".repeat(10_000));
    assert!((10..=200).contains(&problems.len()), "{}", problems.len());
}
