//! The words that prose links to, fetched when the first of them is asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lesson::problem::Problems;
use crate::lesson::prose::glossary::{Glossary, read};
use crate::web::fetch;

thread_local! {
    /// By language.
    static KEPT: RefCell<BTreeMap<&'static str, Arc<Glossary>>> = RefCell::default();
}

/// The words of a language, if they are here.
#[must_use]
pub fn kept(language: &'static str) -> Option<Arc<Glossary>> {
    KEPT.with_borrow(|kept| kept.get(language).cloned())
}

/// The words of a language. `None` where they cannot be had; they are asked for again next time.
pub async fn of(language: &'static str) -> Option<Arc<Glossary>> {
    if let Some(here) = kept(language) {
        return Some(here);
    }
    let file = format!("glossary.{language}.md");
    let text = fetch::text(&format!("lessons/{file}")).await.ok()?;
    // Its problems are told by `lessons check`; learners read what is good.
    let glossary = Arc::new(read(&text, &mut Problems::of(file)));
    KEPT.with_borrow_mut(|kept| kept.insert(language, Arc::clone(&glossary)));
    Some(glossary)
}
