//! The result card at a lesson's end: step by step what was said and what came of it, and how well
//! it was done. How many predictions came true is told apart: they count by having been made.

use super::Tutor;
use super::words::Words;
use crate::app::i18n::Lang;
use crate::app::tutor::score::Mark;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::format::{Step, Task};
use crate::lesson::progress::Score;
use crate::say;

/// What came of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardView {
    /// The steps in which something was asked or done.
    pub rows: Vec<CardRow>,
    /// How well it was done.
    pub score: Score,
    /// The same in percent.
    pub percent: u32,
    /// How many predictions came true, of how many.
    pub predicted: (usize, usize),
    /// Hints taken, solutions shown, steps skipped: in words.
    pub helped: String,
    /// A variant to try, by its step and name.
    pub variant: Option<(Slug, Slug)>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// The step.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What came of it.
    pub mark: Mark,
    /// The same in words.
    pub said: String,
    /// How much it counts.
    pub score: Score,
}

impl Tutor {
    /// The result card; as far as the lesson is done.
    pub(super) fn card(&self, lang: Lang, network: &Network) -> CardView {
        let steps = &self.lesson().steps;
        let asked = steps.iter().filter(|step| matches!(step.task, Task::Ask(_) | Task::Do(_)));
        let rows: Vec<CardRow> = asked.map(|step| self.row(step, lang, network)).collect();
        let score = self.score();
        let count = |wanted: Mark| rows.iter().filter(|row| row.mark == wanted).count();
        let right = count(Mark::Predicted { is_right: true });
        let wrong = count(Mark::Predicted { is_right: false });
        let hints: usize = steps
            .iter()
            .filter_map(|step| self.trail.passage(&step.slug))
            .map(|passage| usize::from(passage.hints))
            .sum();
        let helped = say!(
            lang,
            "card-helped",
            hints = hints,
            shown = count(Mark::Shown),
            skipped = count(Mark::Skipped),
        );
        CardView {
            percent: percent(score),
            predicted: (right, right + wrong),
            variant: self.variant_to_try(),
            rows,
            score,
            helped,
        }
    }

    fn row(&self, step: &Step, lang: Lang, network: &Network) -> CardRow {
        let words = Words::new(lang, network, step.form.as_ref());
        let prose = self.loaded.step_prose(lang.tag(), step);
        let title = prose.map_or_else(|| step.slug.to_string(), |prose| words.line(&prose.title));
        let mark = self.mark(step);
        CardRow {
            slug: step.slug.clone(),
            said: self.said(step, mark, &words),
            score: self.score_of(step),
            title,
            mark,
        }
    }

    fn said(&self, step: &Step, mark: Mark, words: &Words) -> String {
        let lang = words.lang();
        let passage = self.trail.passage(&step.slug);
        let hints = passage.map_or(0, |passage| usize::from(passage.hints));
        let with_hints = |said: String| match hints {
            0 => said,
            _ => format!("{said} {}", say!(lang, "card-hints", hints = hints)),
        };
        match (mark, &step.task) {
            (Mark::Predicted { is_right } | Mark::Answered { is_right }, Task::Ask(inquiry)) => {
                let predicted = self.progress.predictions.get(&step.slug);
                let said = words.answer(inquiry, predicted.map(|one| &one.chosen));
                if is_right {
                    return with_hints(say!(lang, "card-right", said = said));
                }
                let actual = predicted.and_then(|one| one.outcome.as_ref());
                let actual = words.answer(inquiry, actual);
                with_hints(say!(lang, "card-wrong", said = said, actual = actual))
            }
            (Mark::Done, Task::Do(exercise)) => {
                with_hints(say!(lang, "card-done", goals = exercise.goals.len()))
            }
            (Mark::Skipped, Task::Do(exercise)) => {
                let held = passage.map_or(0, |passage| passage.held.len());
                say!(lang, "card-skipped-goals", held = held, goals = exercise.goals.len())
            }
            (Mark::Skipped, _) => say!(lang, "card-skipped"),
            (Mark::Shown, _) => say!(lang, "card-shown"),
            _ => say!(lang, "card-open"),
        }
    }

    /// A variant that was not practised yet; else any.
    fn variant_to_try(&self) -> Option<(Slug, Slug)> {
        let steps = self.lesson().steps.iter();
        let all = steps.flat_map(|step| {
            let taken = step.form.as_ref().map(|form| &form.variant);
            let others = step.variants.iter().filter(move |one| Some(&one.slug) != taken);
            others.map(move |variant| (&step.slug, &variant.slug))
        });
        let is_new = |(step, variant): &(&Slug, &Slug)| {
            self.progress.practised.get(*step).is_none_or(|done| !done.contains(*variant))
        };
        let found = all.clone().find(is_new).or_else(|| all.clone().next());
        found.map(|(step, variant)| (step.clone(), variant.clone()))
    }

    /// Another form of a step to practise, once it is done.
    pub(super) fn another(&self, step: &Step) -> Option<(Slug, Slug)> {
        if let Some(practice) = &self.practice {
            return practice.others.first().map(|other| (step.slug.clone(), other.clone()));
        }
        let taken = step.form.as_ref().map(|form| &form.variant);
        let done = self.progress.practised.get(&step.slug);
        let others = || step.variants.iter().map(|one| &one.slug).filter(|one| Some(*one) != taken);
        let is_new = |one: &&Slug| done.is_none_or(|done| !done.contains(*one));
        let found = others().find(is_new).or_else(|| others().next());
        found.map(|variant| (step.slug.clone(), variant.clone()))
    }
}

/// So much of so much, in whole percent; of nothing, all.
const fn percent(score: Score) -> u32 {
    match (score.points * 100 + score.of / 2).checked_div(score.of) {
        Some(percent) => percent,
        None => 100,
    }
}
