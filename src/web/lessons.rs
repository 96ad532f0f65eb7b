//! Lessons from beside the page, and what the learner did in them from the browser's memory.
//!
//! Of all lessons only the list comes by itself, and the one to do next.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::present::shelf;
use crate::app::tutor::Tutor;
use crate::app::tutor::in_lab::Kept;
use crate::engine::base::text::Slug;
use crate::lesson::LANGUAGES;
use crate::lesson::catalog::{self, Catalog};
use crate::lesson::dropped::Trial;
use crate::lesson::load::{Files, Loaded, load};
use crate::lesson::problem::Problem;
use crate::lesson::progress::{self, LessonProgress, Progress};
use crate::lesson::trail;
use crate::web::bridge::Bridge;
use crate::web::{entropy, fetch, pupil, storage};

const KEY: &str = "progress";
/// Lessons in a row that may be broken before none is recommended.
const MAX_TRIED: usize = 3;

/// The list of lessons, and what has been fetched for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The list; none where there is no such file.
    pub catalog: Option<Arc<Catalog>>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The lesson to do next.
    pub next: Option<(Slug, Arc<Loaded>)>,
    /// What is wrong with lessons that were fetched.
    pub broken: BTreeMap<Slug, Vec<Problem>>,
}

thread_local! {
    /// Lessons that the learner gave to the page to try them, and the languages that they lack.
    static TRIED: RefCell<BTreeMap<Slug, Tried>> = RefCell::default();
}

/// A lesson that is tried, and the languages that it lacks.
type Tried = (Arc<Loaded>, Vec<&'static str>);

/// Takes a lesson of the learner's own in place of the one of that name, until the page is left.
pub fn try_out(trial: Trial) {
    let slug = trial.loaded.lesson.slug.clone();
    TRIED.with_borrow_mut(|all| all.insert(slug, (Arc::new(trial.loaded), trial.missing)));
}

/// If this lesson is the learner's own: the languages that it lacks.
#[must_use]
pub fn lacks_of_tried(slug: &Slug) -> Option<Vec<&'static str>> {
    TRIED.with_borrow(|all| all.get(slug).map(|(_, missing)| missing.clone()))
}

/// A lesson on its way.
pub type Reading<'a> = Pin<Box<dyn Future<Output = Result<Arc<Loaded>, Vec<Problem>>> + 'a>>;

/// The list, once it has come.
pub type Lessons = RwSignal<Option<Shelf>>;

/// The list and the lesson to do next, as they are now; what of it is here is not fetched again.
pub async fn restocked(shelf: Option<Shelf>) -> Shelf {
    let mut shelf = match shelf {
        Some(shelf) => shelf,
        None => list().await,
    };
    recommend(&mut shelf).await;
    shelf
}

async fn list() -> Shelf {
    let mut shelf = Shelf::default();
    let Ok(text) = fetch::text("lessons/index.json").await else { return shelf };
    match catalog::read(&text) {
        Ok(catalog) => shelf.catalog = Some(Arc::new(catalog)),
        Err(problems) => shelf.problems = problems,
    }
    shelf
}

/// Fetches the lesson to do next, if it is another than before. One that is broken is passed by.
async fn recommend(shelf: &mut Shelf) {
    let Some(catalog) = shelf.catalog.clone() else { return };
    for _ in 0..MAX_TRIED {
        let broken = &shelf.broken;
        let next = shelf::next(&catalog, &remembered(), &|slug| broken.contains_key(slug));
        if next.as_ref() == shelf.next.as_ref().map(|(slug, _)| slug) {
            return;
        }
        shelf.next = None;
        let Some(slug) = next else { return };
        match one(&slug).await {
            Ok(loaded) => {
                shelf.next = Some((slug, loaded));
                return;
            }
            Err(problems) => {
                shelf.broken.insert(slug, problems);
            }
        }
    }
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
    if let Some((own, _)) = TRIED.with_borrow(|all| all.get(slug).cloned()) {
        return Ok(own);
    }
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

/// The same of a lesson: what is done for a class is kept by itself, since it is another run.
fn kept_for(slug: &Slug) -> (Option<String>, Progress) {
    let Some(pupil) = pupil::of(slug) else { return kept() };
    let key = format!("class.{:016x}.{KEY}", pupil.seed(slug));
    let (key, progress) = storage::restored(&key, progress::restore);
    (key, progress.unwrap_or_default())
}

/// What was done in one lesson; nothing in one that is tried.
#[must_use]
pub fn remembered_of(slug: &Slug) -> LessonProgress {
    if lacks_of_tried(slug).is_some() {
        return LessonProgress::default();
    }
    kept_for(slug).1.lessons.remove(slug).unwrap_or_default()
}

/// The seed of a run that begins now: in a class it is always the learner's own.
#[must_use]
pub fn fresh_seed(bridge: Bridge) -> u64 {
    let lesson = bridge.with(|lab| lab.tutor.as_ref().map(|tutor| tutor.lesson().slug.clone()));
    let own = lesson.and_then(|lesson| Some(pupil::of(&lesson)?.seed(&lesson)));
    own.unwrap_or_else(entropy::seed)
}

/// What is kept of a lesson; nothing of one that is tried.
#[must_use]
pub fn kept_of(slug: &Slug) -> Kept {
    let is_tried = lacks_of_tried(slug).is_some();
    let trail = || storage::restored(&run_key(slug), trail::restore).1.flatten();
    Kept {
        progress: remembered_of(slug),
        trail: if is_tried { None } else { trail() },
        fresh: Some(pupil::of(slug).map_or_else(entropy::seed, |pupil| pupil.seed(slug))),
    }
}

fn run_key(slug: &Slug) -> String {
    match pupil::of(slug) {
        Some(pupil) => format!("class.{:016x}.run", pupil.seed(slug)),
        None => format!("run.{slug}"),
    }
}

/// Adds what was done elsewhere to what is remembered. Returns in how many lessons there was
/// something new; `None` where nothing can be stored.
#[must_use]
pub fn add(elsewhere: Progress) -> Option<usize> {
    let (key, mut progress) = kept();
    let key = key?;
    let changed = progress.add(elsewhere);
    storage::set(&key, &progress.to_text());
    Some(changed)
}

/// Remembers from now on whatever is done in the lesson that is open.
pub fn remember(bridge: Bridge) {
    if bridge.with(|lab| lab.tutor.is_some()) {
        remember_run(bridge);
    }
    let done = bridge.memo(&[Aspect::Lesson], |lab| done_in(lab.tutor.as_ref()?));
    Effect::new(move |_| {
        let Some((slug, done)) = done.get() else { return };
        if lacks_of_tried(&slug).is_none() {
            remember_done(slug, done);
        }
    });
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn remember_done(slug: Slug, done: Done) {
    let (Some(key), mut progress) = kept_for(&slug) else { return };
    let mut done = match done {
        Done::Lesson(done) => *done,
        Done::Practice { step, variant } => {
            let mut done = progress.lessons.get(&slug).cloned().unwrap_or_default();
            done.practised.entry(step).or_default().insert(variant);
            done
        }
    };
    let before = progress.lessons.get(&slug);
    // What was practised meanwhile, in another window, is not forgotten.
    for (step, variants) in before.into_iter().flat_map(|before| &before.practised) {
        done.practised.entry(step.clone()).or_default().extend(variants.iter().cloned());
    }
    // Whoever plays it again keeps the better score.
    done.score = match (before.and_then(|before| before.score), done.score) {
        (Some(before), Some(now)) => Some(now.better(before)),
        (before, now) => now.or(before),
    };
    if before == Some(&done) {
        return;
    }
    // What is done for a class is done: the list of lessons says so, too.
    if pupil::of(&slug).is_some() && done.score.is_some() {
        let done = BTreeMap::from([(slug.clone(), done.clone())]);
        let _ = add(Progress { lessons: done, ..Progress::default() });
    }
    progress.lessons.insert(slug, done);
    storage::set(&key, &progress.to_text());
}

/// Remembers what is done to the lesson's world: with every command, and when the page is left.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn remember_run(bridge: Bridge) {
    let run = bridge.memo(&[Aspect::Lesson, Aspect::Branches], run_in);
    let store = |(slug, text): &(Slug, String)| {
        if lacks_of_tried(slug).is_none() {
            storage::set(&run_key(slug), text);
        }
    };
    Effect::new(move |_| run.with(|run| run.as_ref().map(store).unwrap_or_default()));
    let leave = move || {
        if let Some(run) = bridge.try_with(run_in).flatten() {
            store(&run);
        }
    };
    let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| leave());
    let gone = window_event_listener(leptos::ev::pagehide, move |_| leave());
    on_cleanup(move || {
        hidden.remove();
        gone.remove();
    });
}

fn run_in(lab: &Lab) -> Option<(Slug, String)> {
    let tutor = lab.tutor.as_ref()?;
    let trail = tutor.trail(&lab.session)?;
    Some((tutor.lesson().slug.clone(), trail.to_text()))
}

/// What there is to remember of the lesson that is open.
#[derive(Clone, Debug, PartialEq)]
enum Done {
    /// All of it.
    Lesson(Box<LessonProgress>),
    /// That a variant of a step was practised.
    Practice {
        /// The step.
        step: Slug,
        /// The variant.
        variant: Slug,
    },
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn done_in(tutor: &Tutor) -> Option<(Slug, Done)> {
    let slug = tutor.lesson().slug.clone();
    if let Some(practice) = tutor.practice() {
        let step = tutor.shown_step().slug.clone();
        let is_done = tutor.progress().done.contains(&step);
        let variant = practice.variant.clone();
        return is_done.then_some((slug, Done::Practice { step, variant }));
    }
    let mut done = tutor.progress().clone();
    done.note_steps(tutor.lesson());
    if tutor.progress().is_complete(tutor.lesson()) {
        done.score = done.score.or(Some(tutor.score()));
    }
    Some((slug, Done::Lesson(Box::new(done))))
}
