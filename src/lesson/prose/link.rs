//! Where a link of prose leads: elsewhere, or to what it says of its own words: that they are a
//! number from somewhere, or a term.

use super::node::{Inline, Source};
use crate::engine::base::text::Slug;

/// Said of a link that a page must not follow.
pub(super) const ELSEWHERE: &str = "a link may lead to http://…, https://… or #… only";

/// What a link makes of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A way to another page, or to another place of this one.
    Away(String),
    /// A number.
    Number(Source),
    /// A term.
    Term(Slug),
}

impl Target {
    /// The words, so linked.
    pub(super) fn around(self, inner: Vec<Inline>) -> Inline {
        match self {
            Self::Away(to) => Inline::Link(to, inner),
            Self::Number(source) => Inline::Number { source, inner },
            Self::Term(term) => Inline::Term(term, inner),
        }
    }
}

/// Reads a link's address and title.
///
/// # Errors
/// What is wrong with it, in a sentence to its author.
pub(super) fn target(to: &str, title: &str) -> Result<Target, String> {
    let Some(fragment) = to.strip_prefix('#') else { return away(to) };
    // The page's own places begin with `#/`; nothing else of it can be gone to.
    if fragment.starts_with('/') {
        return away(to);
    }
    let (family, of) = match fragment.split_once('/') {
        Some((family, of)) => (family, Some(of)),
        None => (fragment, None),
    };
    match (family, of) {
        ("computed", of) => {
            Ok(Target::Number(Source::Computed(slug(of, "#computed/figure", "figure")?)))
        }
        ("term", of) => Ok(Target::Term(slug(of, "#term/word", "word")?)),
        ("measured", None) => measured(title).map(Target::Number),
        ("claimed", None) => claimed(title).map(Target::Number),
        _ => Err(format!(
            "`{to}` leads nowhere; there are #/lesson/…, #/world/…, #computed/…, #measured, \
             #claimed and #term/…"
        )),
    }
}

fn away(to: &str) -> Result<Target, String> {
    let is_plain = !to.chars().any(|c| c.is_control() || c.is_whitespace());
    let is_known = ["https://", "http://", "#/"].iter().any(|start| to.starts_with(start));
    if is_plain && is_known { Ok(Target::Away(to.to_owned())) } else { Err(ELSEWHERE.to_owned()) }
}

fn slug(of: Option<&str>, form: &str, what: &str) -> Result<Slug, String> {
    let slug = Slug::new(of.unwrap_or_default());
    if slug.is_well_formed() {
        Ok(slug)
    } else {
        Err(format!("names no {what}: write `{form}`, a slug of 1 to 64 of a-z 0-9 and -"))
    }
}

fn measured(title: &str) -> Result<Source, String> {
    let title = title.trim();
    if title.is_empty() {
        return Err("does not say who measured it: `[…](#measured \"who, year\")`".to_owned());
    }
    if !has_year(title) {
        return Err(format!("does not say in which year it was measured: `{title}`"));
    }
    Ok(Source::Measured(title.to_owned()))
}

fn claimed(title: &str) -> Result<Source, String> {
    match title.trim() {
        "" => Err("does not say who claims it: `[…](#claimed \"who\")`".to_owned()),
        title => Ok(Source::Claimed(title.to_owned())),
    }
}

/// Whether four digits on their own are a year of this age.
fn has_year(title: &str) -> bool {
    let numbers = title.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|number| number.len() == 4).any(|number| ("1900".."2100").contains(&number))
}
