//! What the style sheets leave alone, because it costs more than it looks.

use super::{Text, assert_tidy, texts};

/// `:has()` on something small: a choice in a dialog.
const SMALL: [&str; 1] = [".choices label:has("];

#[test]
fn no_change_styles_the_whole_page_anew() {
    let problems: Vec<String> = texts(&[".css"]).iter().flat_map(check).collect();
    assert_tidy(&problems);
}

/// Whatever changes inside an element whose style asks `:has()`, all of that element is styled
/// anew: with the stage or the root, thousands of elements, many times a second.
fn check(style: &Text) -> Vec<String> {
    let is_bad = |line: &&str| line.contains(":has(") && !SMALL.iter().any(|it| line.contains(it));
    let bad = style.text.lines().filter(is_bad);
    bad.map(|line| {
        format!("{}: {}: let the element say it, with a class or data-…", style.path, line.trim())
    })
    .collect()
}

#[test]
fn a_style_that_asks_what_is_inside_is_found() {
    let problems = |text: &str| check(&Text::new("a.css", text)).len();
    assert_eq!(problems(".choices label:has(:checked) {}\n.stage[data-time=\"open\"] {}"), 0);
    assert_eq!(problems(":root:has(#boot) {}"), 1);
}
