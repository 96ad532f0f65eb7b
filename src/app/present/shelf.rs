//! The list of lessons: chapters, how far the learner has come, and what is next.

use crate::app::i18n::Lang;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::lesson::catalog::{Catalog, Chapter, ChapterKind, Listed};
use crate::lesson::progress::{Progress, Score};

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfView {
    /// Its chapters, in order.
    pub chapters: Vec<ChapterView>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterView {
    /// Its name in files.
    pub slug: String,
    /// Its number, from 1; myths have none.
    pub number: Option<usize>,
    /// Its name.
    pub name: String,
    /// How many of its lessons are done.
    pub done: usize,
    /// Its lessons, in order.
    pub rows: Vec<Row>,
}

impl ChapterView {
    /// Whether it is made of sentences to be tried.
    #[must_use]
    pub const fn is_of_myths(&self) -> bool {
        self.number.is_none()
    }
}

/// A lesson of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its number, from 1, through all chapters of lessons; of a myth, among the myths.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// How long it takes, roughly.
    pub minutes: u8,
    /// Where it is.
    pub to: String,
    /// How far the learner has come in it.
    pub state: State,
    /// The titles of lessons to do before, which are not done.
    pub after: Vec<String>,
    /// Whether it is the one to do next.
    pub is_next: bool,
}

/// How far the learner has come in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    New,
    /// Some of it is done.
    Begun {
        /// So many steps.
        done: usize,
        /// Of so many, if that is known.
        of: Option<usize>,
    },
    /// All of it is done.
    Done {
        /// How well, if something in it counted.
        score: Option<Score>,
    },
}

/// How far the learner has come in this lesson.
#[must_use]
pub fn state(progress: &Progress, slug: &Slug) -> State {
    let Some(lesson) = progress.lessons.get(slug) else { return State::New };
    let tally = lesson.tally();
    if tally.is_complete() {
        return State::Done { score: lesson.score.filter(|score| score.of > 0) };
    }
    match tally.done {
        0 => State::New,
        done => State::Begun { done, of: tally.of },
    }
}

/// The lesson to do next: one that was begun, else the first that is not done and asks for nothing
/// that is not; then the myths. None is recommended that `is_broken`.
#[must_use]
pub fn next(
    catalog: &Catalog,
    progress: &Progress,
    is_broken: &dyn Fn(&Slug) -> bool,
) -> Option<Slug> {
    let state = |listed: &Listed| state(progress, &listed.slug);
    let is_done = |slug: &Slug| matches!(self::state(progress, slug), State::Done { .. });
    let open: Vec<(&Chapter, &Listed)> = catalog
        .lessons()
        .filter(|(_, listed)| !is_done(&listed.slug) && !is_broken(&listed.slug))
        .collect();
    let is_lesson = |chapter: &Chapter| chapter.kind == ChapterKind::Lessons;
    // What the list lacks cannot be done before.
    let waits = |listed: &Listed| {
        listed.requires.iter().any(|one| catalog.listed(one.as_str()).is_some() && !is_done(one))
    };
    let begun = |(_, one): &&(&Chapter, &Listed)| matches!(state(one), State::Begun { .. });
    let ready = |(chapter, one): &&(&Chapter, &Listed)| is_lesson(chapter) && !waits(one);
    let first = open.iter().find(begun).or_else(|| open.iter().find(ready));
    let first = first.or_else(|| open.iter().find(|(chapter, _)| is_lesson(chapter)));
    first.or_else(|| open.first()).map(|(_, listed)| listed.slug.clone())
}

/// The list, in a language; `next` is the lesson to do next.
#[must_use]
pub fn shelf(catalog: &Catalog, progress: &Progress, next: Option<&Slug>, lang: Lang) -> ShelfView {
    let (mut chapters, mut lessons) = (0, 0);
    let chapter = |chapter: &Chapter| {
        let is_of_lessons = chapter.kind == ChapterKind::Lessons;
        let before = if is_of_lessons { lessons } else { 0 };
        let rows = chapter.lessons.iter().zip(before + 1..);
        let rows: Vec<Row> = rows
            .map(|(listed, number)| row(catalog, progress, next, lang, (listed, number)))
            .collect();
        if is_of_lessons {
            chapters += 1;
            lessons += rows.len();
        }
        ChapterView {
            slug: chapter.slug.to_string(),
            number: is_of_lessons.then_some(chapters),
            name: lang.of(&chapter.name).to_owned(),
            done: rows.iter().filter(|row| matches!(row.state, State::Done { .. })).count(),
            rows,
        }
    };
    ShelfView { chapters: catalog.chapters.iter().map(chapter).collect() }
}

fn row(
    catalog: &Catalog,
    progress: &Progress,
    next: Option<&Slug>,
    lang: Lang,
    (listed, number): (&Listed, usize),
) -> Row {
    let state = state(progress, &listed.slug);
    let is_missing = |slug: &&Slug| !matches!(self::state(progress, slug), State::Done { .. });
    // Whoever has begun knows what they do.
    let required = match state {
        State::New => listed.requires.as_slice(),
        State::Begun { .. } | State::Done { .. } => &[],
    };
    let missing = required.iter().filter(is_missing);
    let after = missing.filter_map(|slug| catalog.listed(slug.as_str()));
    Row {
        number,
        title: lang.of(&listed.title).to_owned(),
        minutes: listed.minutes,
        to: format!("#{}", Place::Lesson(listed.slug.clone()).fragment()),
        state,
        after: after.map(|one| lang.of(&one.title).to_owned()).collect(),
        is_next: next == Some(&listed.slug),
        slug: listed.slug.clone(),
    }
}
