//! The page declares the policy of DESIGN.md § 11, and itself keeps to it.

use super::{Text, assert_tidy, paths_below, texts};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
                      form-action 'none'; require-trusted-types-for 'script'; \
                      trusted-types lab";

#[test]
fn the_page_keeps_its_policy() {
    let pages = texts(&["index.html"]);
    let problems: Vec<String> = pages.iter().flat_map(check).collect();
    assert_tidy(&problems);
}

#[test]
fn the_page_carries_every_scenario() {
    let page = &texts(&["index.html"])[0];
    assert_tidy(&left_behind(&page.text, &paths_below("assets/scenarios")));
}

/// Scenarios that Trunk is not told to copy into the built folder.
fn left_behind(page: &str, paths: &[String]) -> Vec<String> {
    paths
        .iter()
        .filter(|path| path.matches('/').count() == 2 && Text::new(path, "").has_ending(".json"))
        .filter(|path| !page.contains(&format!("rel=\"copy-file\" href=\"{path}\"")))
        .map(|path| format!("{path}: index.html has no copy-file line for it"))
        .collect()
}

#[test]
fn a_scenario_left_behind_is_found() {
    let line = "<link data-trunk rel=\"copy-file\" href=\"assets/scenarios/a.json\">";
    let paths = ["a.json", "b.json", "make/c.json", "SOURCE.md"]
        .map(|name| format!("assets/scenarios/{name}"));
    assert_eq!(left_behind(line, &paths).len(), 1);
}

fn check(page: &Text) -> Vec<String> {
    let mut problems = Vec::new();
    let mut say = |what: &str| problems.push(format!("{}: {what}", page.path));
    let text = without_comments(&page.text);
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    match text.find(&meta) {
        None => say("the policy is not that of DESIGN.md § 11"),
        Some(at) if ["<link", "<script", "<style"].iter().any(|tag| text[..at].contains(tag)) => {
            say("something loads before the policy holds");
        }
        Some(_) => {}
    }
    if text.contains(" style=") || text.contains("<style") {
        say("a style in the page itself");
    }
    if text
        .split("<script")
        .skip(1)
        .any(|tag| !tag.split('>').next().unwrap_or("").contains("src="))
    {
        say("a script in the page itself");
    }
    let is_handler = |word: &str| word.starts_with("on") && word.contains("=\"");
    if text.split_whitespace().any(is_handler) {
        say("an event handler in the page itself");
    }
    if ["href=\"/", "src=\"/", "href=\"http", "src=\"http"].iter().any(|bad| text.contains(bad)) {
        say("an address that is not relative");
    }
    problems
}

fn without_comments(text: &str) -> String {
    text.split("<!--")
        .enumerate()
        .map(|(index, part)| match part.split_once("-->") {
            Some((_, after)) if index > 0 => after,
            _ => part,
        })
        .collect()
}

#[test]
fn a_page_that_breaks_it_is_found() {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let problems = |page: &str| check(&Text::new("index.html", page)).len();
    assert_eq!(problems(&meta), 0);
    assert_eq!(problems(&format!("<!-- <link> -->{meta}<script src=\"a.js\"></script>")), 0);
    assert_eq!(problems(""), 1);
    assert_eq!(problems(&meta.replace("style-src 'self'", "style-src 'unsafe-inline'")), 1);
    for bad in [
        "<p style=\"color: red\">",
        "<style>p {}</style>",
        "<script>go()</script>",
        "<p onclick=\"go()\">",
        "<a href=\"/lessons\">",
        "<img src=\"https://example.net/a.png\">",
    ] {
        assert_eq!(problems(&format!("{meta}{bad}")), 1, "{bad}");
    }
    assert_eq!(problems(&format!("<link href=\"a.css\">{meta}")), 1);
}
