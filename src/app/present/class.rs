//! What an instructor sees of the codes that were handed in: a row each, and how each step went.

use std::collections::BTreeMap;

use crate::app::i18n::Lang;
use crate::app::place::Place;
use crate::app::present::shelf::{ChapterView, Row, shelf};
use crate::app::receipt::found::Entry;
use crate::app::receipt::rates::{Rates, StepRate, rates};
use crate::app::receipt::roll::Roll;
use crate::app::receipt::verdict::Kind;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::lesson::audit::Grade;
use crate::lesson::catalog::Catalog;
use crate::lesson::progress::Progress;
use crate::say;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassView {
    /// A row for each code that is checked, in the order in which they came.
    pub rows: Vec<CodeRow>,
    /// How many codes have which verdict, in words; those of which there are none are left out.
    pub counts: Vec<(Kind, String)>,
    /// How each lesson went.
    pub lessons: Vec<LessonRates>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// Its number, from 1.
    pub number: usize,
    /// Who did it; nothing, where the code does not say so.
    pub student: String,
    /// The class.
    pub class: String,
    /// The lesson's title, or its slug.
    pub lesson: String,
    /// What was found.
    pub kind: Kind,
    /// The same in a word.
    pub found: String,
    /// And why, in a sentence.
    pub why: String,
    /// What came of it, where that counts.
    pub result: Option<ResultRow>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// Points, of so many.
    pub score: String,
    /// Minutes of simulated time.
    pub minutes: String,
    /// Hints asked for.
    pub hints: String,
    /// Steps whose solution was shown.
    pub shown: String,
    /// Steps left out.
    pub skipped: String,
    /// Steps not done.
    pub open: String,
    /// The steps answered wrong.
    pub wrong: Vec<Slug>,
}

/// How a lesson went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonRates {
    /// Its title, or its slug.
    pub title: String,
    /// So many codes count.
    pub codes: usize,
    /// Its steps, but for those that are only read.
    pub steps: Vec<StepRow>,
}

/// How a step went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// The step.
    pub step: Slug,
    /// Where it is.
    pub to: String,
    /// How many failed: in percent.
    pub percent: String,
    /// How it went, in words.
    pub about: String,
    /// The parts of the bar, in order: what they are, where they begin and how long they are, in
    /// thousandths.
    pub bar: Vec<(Part, usize, usize)>,
}

/// A part of a step's bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Right, or met.
    Good,
    /// Wrong.
    Wrong,
    /// Shown.
    Shown,
    /// Left out, or not done.
    Left,
}

impl Part {
    /// Its class in style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "is-good",
            Self::Wrong => "is-wrong",
            Self::Shown => "is-shown",
            Self::Left => "is-left",
        }
    }
}

/// All of it, as far as it is checked.
#[must_use]
pub fn class(roll: &Roll, catalog: Option<&Catalog>, lang: Lang) -> ClassView {
    let titles = Titles { catalog, lang };
    let rows = roll.entries().enumerate().map(|(n, entry)| row(n + 1, entry, titles)).collect();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for entry in roll.entries() {
        *counts.entry(entry.verdict.kind()).or_default() += 1;
    }
    let count = |(kind, count): (Kind, usize)| {
        (kind, say!(lang, "class-count", count = count, found = kind.word(lang)))
    };
    let lessons = rates(roll.entries());
    ClassView {
        rows,
        counts: counts.into_iter().map(count).collect(),
        lessons: lessons.iter().map(|rates| lesson(rates, titles)).collect(),
    }
}

/// Lessons of one chapter, to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The chapter's name, with its number if it has one.
    pub name: String,
    /// Its lessons, with their titles; with the numbers that they have on the shelf.
    pub lessons: Vec<(Slug, String)>,
}

/// All lessons, as they stand on the shelf. Myths are sentences, and have no numbers there.
#[must_use]
pub fn choices(catalog: &Catalog, lang: Lang) -> Vec<Group> {
    let shelf = shelf(catalog, &Progress::default(), None, lang);
    let group = |chapter: ChapterView| {
        let is_of_myths = chapter.is_of_myths();
        let lesson = |row: Row| {
            let title = if is_of_myths {
                row.title
            } else {
                say!(lang, "class-option", number = row.number, title = row.title)
            };
            (row.slug, title)
        };
        Group {
            name: match chapter.number {
                Some(number) => say!(lang, "class-option", number = number, title = chapter.name),
                None => chapter.name,
            },
            lessons: chapter.rows.into_iter().map(lesson).collect(),
        }
    };
    shelf.chapters.into_iter().map(group).collect()
}

/// Where titles are found.
#[derive(Clone, Copy)]
struct Titles<'a> {
    catalog: Option<&'a Catalog>,
    lang: Lang,
}

impl Titles<'_> {
    fn of(self, lesson: &Slug) -> String {
        let listed = self.catalog.and_then(|catalog| catalog.listed(lesson.as_str()));
        listed.map_or_else(|| lesson.to_string(), |one| self.lang.of(&one.title).to_owned())
    }
}

fn row(number: usize, entry: &Entry, titles: Titles<'_>) -> CodeRow {
    let lang = titles.lang;
    let pupil = entry.pupil.as_ref();
    let result = entry.counts().map(|result| {
        let score = result.score();
        let count = |grade| result.count(grade).to_string();
        ResultRow {
            score: say!(lang, "class-score", points = score.points, of = score.of),
            minutes: minutes(result.lasted),
            hints: result.hints().to_string(),
            shown: count(Grade::Shown),
            skipped: count(Grade::Skipped),
            open: count(Grade::Open),
            wrong: result.wrong().cloned().collect(),
        }
    });
    CodeRow {
        number,
        student: pupil.map(|pupil| pupil.student.to_string()).unwrap_or_default(),
        class: pupil.map(|pupil| pupil.class.to_string()).unwrap_or_default(),
        lesson: entry.lesson.as_ref().map(|lesson| titles.of(lesson)).unwrap_or_default(),
        kind: entry.verdict.kind(),
        found: entry.verdict.kind().word(lang),
        why: entry.verdict.sentence(lang),
        result,
    }
}

/// Minutes, to the tenth.
fn minutes(span: Span) -> String {
    let tenths = span.as_us() / 6_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn lesson(rates: &Rates, titles: Titles<'_>) -> LessonRates {
    let of_note = |step: &&StepRate| step.seen < step.all();
    let steps = rates.steps.iter().filter(of_note);
    LessonRates {
        title: titles.of(&rates.lesson),
        codes: rates.codes,
        steps: steps.map(|step| step_row(&rates.lesson, step, titles.lang)).collect(),
    }
}

fn step_row(lesson: &Slug, rate: &StepRate, lang: Lang) -> StepRow {
    let about = say!(
        lang,
        "class-step",
        all = rate.all(),
        wrong = rate.wrong,
        shown = rate.shown,
        skipped = rate.skipped,
        open = rate.open,
        hints = rate.hints,
    );
    let parts = [
        (Part::Wrong, rate.wrong),
        (Part::Shown, rate.shown),
        (Part::Left, rate.skipped + rate.open),
        (Part::Good, rate.right + rate.met + rate.seen),
    ];
    let mut from = 0;
    let all = rate.all().max(1);
    let bar = parts.map(|(part, count)| {
        let piece = (part, from * 1_000 / all, count * 1_000 / all);
        from += count;
        piece
    });
    StepRow {
        step: rate.step.clone(),
        to: format!("#{}/{}", Place::Lesson(lesson.clone()).fragment(), rate.step),
        percent: rate.error_percent().map(|percent| format!("{percent} %")).unwrap_or_default(),
        about,
        bar: bar.into_iter().filter(|(.., length)| *length > 0).collect(),
    }
}
