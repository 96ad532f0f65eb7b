//! Every pair of colours that meets on the page can be told apart, in every theme: words at 4.5
//! to 1 or more, marks and the edges of fields at 3 to 1 [WCAG 2.2, 1.4.3 and 1.4.11].

use std::collections::BTreeMap;

use anycast_lab::engine::base::letter::Letter;
use anycast_lab::scene::draw_list::Rgba;
use anycast_lab::scene::palette::{CASING, Theme, node_style};

use super::{Text, assert_tidy, texts};

/// Custom properties that are colours, by name.
type Tokens = BTreeMap<String, u32>;

const GROUNDS: [&str; 3] = ["bg", "surface", "raised"];
/// What is read on a ground, and how much it has to stand out.
const ON_GROUNDS: [(&str, f64); 5] =
    [("text", 4.5), ("muted", 4.5), ("accent", 4.5), ("edge", 3.0), ("accent", 3.0)];

/// The themes: the selector after which each one's tokens stand, and the file.
const THEMES: [(&str, &str); 5] = [
    ("\n:root {", "assets/style/lab.css"),
    ("\n:root[data-theme=\"light\"] {", "assets/style/lab.css"),
    (":root:not([data-theme=\"dark\"], [data-theme=\"projector\"]) {", "assets/style/lab.css"),
    ("\n:root[data-theme=\"projector\"] {", "assets/style/lab.css"),
    (":root[data-theme] {", "assets/style/later/print.css"),
];

fn tokens(style: &str, selector: &str) -> Option<Tokens> {
    let block = style.split_once(selector)?.1.split_once('}')?.0;
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let hex = value.trim().strip_suffix(';')?.strip_prefix('#')?;
        Some((name.to_owned(), u32::from_str_radix(hex, 16).ok()?))
    };
    Some(block.lines().filter_map(token).collect())
}

/// Relative luminance [WCAG 2.2].
fn luminance(color: u32) -> f64 {
    let channel = |shift: u32| {
        let share = f64::from((color >> shift) & 0xFF) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

/// Contrast ratio [WCAG 2.2].
fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What does not stand out enough among these tokens.
fn check(theme: &str, tokens: &Tokens) -> Vec<String> {
    let mut problems = Vec::new();
    let mut pair = |front: &str, back: &str, least: f64| match (tokens.get(front), tokens.get(back))
    {
        (Some(&a), Some(&b)) if contrast(a, b) < least => problems.push(format!(
            "{theme}: --{front} on --{back} has {:.2}; at least {least}",
            contrast(a, b)
        )),
        (Some(_), Some(_)) => {}
        _ => problems.push(format!("{theme}: --{front} or --{back} is missing")),
    };
    for ground in GROUNDS {
        for (front, least) in ON_GROUNDS {
            pair(front, ground, least);
        }
    }
    pair("on-accent", "accent", 4.5);
    problems
}

#[test]
fn every_pair_of_tokens_can_be_told_apart() {
    let mut problems = Vec::new();
    for (selector, path) in THEMES {
        let style = &texts(&[path])[0];
        match tokens(&style.text, selector) {
            Some(tokens) => problems.extend(check(selector.trim(), &tokens)),
            None => problems.push(format!("{path}: no `{}`", selector.trim())),
        }
    }
    assert_tidy(&problems);
}

#[test]
fn the_light_theme_is_the_same_by_choice_and_by_the_system() {
    let style = &texts(&["assets/style/lab.css"])[0];
    assert_eq!(tokens(&style.text, THEMES[1].0), tokens(&style.text, THEMES[2].0));
}

#[test]
fn a_weak_pair_is_found() {
    let style = Text::new("a.css", "\n:root {\n  --bg: #ffffff;\n  --text: #777777;\n}");
    let found = check("a", &tokens(&style.text, "\n:root {").unwrap());
    assert!(found.iter().any(|one| one.contains("--text on --bg has 4.48")), "{found:?}");
    assert!(found.iter().any(|one| one.contains("--muted or --bg is missing")));
}

/// On the map, the hues are the same in all themes: they, their casing or their letter stand out.
#[test]
fn what_is_on_the_map_stands_out() {
    let rgb = |Rgba(color): Rgba| color >> 8;
    let mut problems = Vec::new();
    for theme in [Theme::Dark, Theme::Light, Theme::Projector] {
        let palette = theme.palette();
        for (place, ground) in [("sea", palette.sea), ("land", palette.land)] {
            let ground = rgb(ground);
            let mut least = |what: &str, color: u32, least: f64| {
                let found = contrast(color, ground);
                if found < least {
                    problems.push(format!("{theme:?}: {what} on {place} has {found:.2}"));
                }
            };
            least("text", rgb(palette.text), 4.5);
            least("neutral", rgb(palette.neutral), 3.0);
            least("accent", rgb(palette.accent), 3.0);
            for letter in Letter::all().take(7) {
                let style = node_style(letter);
                // The darkest hue on dark land is seen by its letter.
                let parts = [style.hue, CASING, style.ink].map(rgb);
                let best = parts
                    .into_iter()
                    .max_by(|a, b| contrast(*a, ground).total_cmp(&contrast(*b, ground)));
                least(&format!("the mark {letter}"), best.unwrap(), 3.0);
            }
        }
    }
    for letter in Letter::all().take(7) {
        let style = node_style(letter);
        let found = contrast(rgb(style.ink), rgb(style.hue));
        if found < 4.5 {
            problems.push(format!("{letter} on its hue has {found:.2}"));
        }
    }
    assert_tidy(&problems);
}
