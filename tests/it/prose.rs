//! Prose: what Markdown may do, and that nothing else comes of it.

use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::prose::node::{Block, Inline, filled, words};
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
    fn in_line(line: &[Inline], all: &mut Vec<String>) {
        for inline in line {
            match inline {
                Inline::Link(to, inner) => {
                    all.push(to.clone());
                    in_line(inner, all);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) => in_line(inner, all),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    fn in_blocks(blocks: &[Block], all: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading(_, line) | Block::Paragraph(line) => in_line(line, all),
                Block::List(_, items) => items.iter().for_each(|item| in_blocks(item, all)),
                Block::Quote(inner) => in_blocks(inner, all),
                Block::Code(_) => {}
            }
        }
    }
    let mut all = Vec::new();
    in_blocks(blocks, &mut all);
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
