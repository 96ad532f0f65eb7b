//! Lessons from beside the page, and what the learner did in them from the browser's memory.

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::engine::base::text::Slug;
use crate::lesson::LANGUAGES;
use crate::lesson::catalog;
use crate::lesson::load::{Files, Loaded, load};
use crate::lesson::problem::Problem;
use crate::lesson::progress::{self, LessonProgress, Progress};
use crate::web::bridge::Bridge;
use crate::web::fetch;
use crate::web::storage;

const KEY: &str = "progress";

/// A lesson of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub slug: Slug,
    /// The lesson, or what is wrong with it.
    pub lesson: Result<Arc<Loaded>, Vec<Problem>>,
}

/// A lesson on its way.
pub type Reading<'a> = Pin<Box<dyn Future<Output = Result<Arc<Loaded>, Vec<Problem>>> + 'a>>;

/// The lessons, once they have come.
pub type Lessons = RwSignal<Option<Vec<Entry>>>;

/// Every lesson of the list, in order. Where there is no list there are no lessons.
pub async fn all() -> Vec<Entry> {
    let Ok(text) = fetch::text("lessons/index.json").await else { return Vec::new() };
    let slugs = match catalog::read(&text) {
        Ok(catalog) => catalog.lessons,
        Err(problems) => {
            return vec![Entry { slug: "index".into(), lesson: Err(problems) }];
        }
    };
    let mut entries = Vec::new();
    for slug in slugs {
        let lesson = one(&slug).await;
        entries.push(Entry { slug, lesson });
    }
    entries
}

/// One lesson.
///
/// # Errors
/// What is wrong with it; a file that did not come is among that.
#[must_use]
pub fn one(slug: &Slug) -> Reading<'_> {
    // In a box, so that it does not become a part of opening a world without a lesson.
    Box::pin(read_one(slug))
}

async fn read_one(slug: &Slug) -> Result<Arc<Loaded>, Vec<Problem>> {
    let mut files = Files { folder: slug.to_string(), ..Files::default() };
    files.structure = text(&format!("lessons/{slug}/lesson.json")).await;
    for (language, place) in LANGUAGES.iter().zip(&mut files.prose) {
        *place = text(&format!("lessons/{slug}/{language}.md")).await;
    }
    load(&files).map(Arc::new)
}

async fn text(path: &str) -> Option<String> {
    fetch::text(path).await.ok()
}

/// What was done in all lessons.
#[must_use]
pub fn remembered() -> Progress {
    kept().1
}

/// Where progress is stored, and what it is.
fn kept() -> (Option<String>, Progress) {
    let (key, progress) = storage::restored(KEY, progress::restore);
    (key, progress.unwrap_or_default())
}

/// What was done in one lesson.
#[must_use]
pub fn remembered_of(slug: &Slug) -> LessonProgress {
    remembered().lessons.remove(slug).unwrap_or_default()
}

/// Remembers from now on whatever is done in the lesson that is open.
pub fn remember(bridge: Bridge) {
    let done = bridge.memo(&[Aspect::Lesson], |lab| {
        let tutor = lab.tutor.as_ref()?;
        Some((tutor.lesson().slug.clone(), tutor.progress().clone()))
    });
    Effect::new(move |_| {
        let Some((slug, done)) = done.get() else { return };
        let (Some(key), mut progress) = kept() else { return };
        if progress.lessons.get(&slug) != Some(&done) {
            progress.lessons.insert(slug, done);
            storage::set(&key, &progress.to_text());
        }
    });
}
