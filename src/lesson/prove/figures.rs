//! Figures: numbers that prose quotes, computed again, and compared to the decimals written.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::base::text::Slug;
use crate::engine::sim::world::World;
use crate::lesson::check::in_base;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{Figure, Lesson, Milli};
use crate::lesson::load::Loaded;
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::prose::node::{Block, Inline, Source, each_inline, words};
use crate::lesson::quantity::{Dimension, quantity};

/// What figures are; absent: there is no such number.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures(BTreeMap<Slug, Option<Milli>>);

impl Figures {
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Computes the figures of this moment.
    pub fn take(
        &mut self,
        lesson: &Lesson,
        is_of_now: impl Fn(&Figure) -> bool,
        (world, evidence): (&World, &Evidence),
    ) {
        for (name, figure) in lesson.figures.iter().filter(|(_, figure)| is_of_now(figure)) {
            self.0.insert(name.clone(), figure.measure.value(world, evidence));
        }
    }
}

/// Compares all that prose quotes. A figure that nobody quotes, or that there is not, is a problem.
pub(super) fn quoted(loaded: &Loaded, figures: &Figures) -> Vec<Problem> {
    let lesson = &loaded.lesson;
    let mut used: BTreeSet<&Slug> = BTreeSet::new();
    let mut all = Vec::new();
    for (language, prose) in &loaded.prose {
        let mut problems = Problems::of(format!("{}/{language}.md", lesson.slug));
        let mut look = |blocks: &'_ [Block], line: usize| {
            each_inline(blocks, &mut |inline| {
                let Inline::Number { source: Source::Computed(name), inner } = inline else {
                    return;
                };
                if let Some((name, figure)) = lesson.figures.get_key_value(name) {
                    used.insert(name);
                    let value = figures.0.get(name).copied().flatten();
                    if let Some(message) = wrong(name, figure, value, &words(inner)) {
                        problems.at_line(line, message);
                    }
                } else {
                    let message = format!("lesson.json has no figure `{name}`");
                    problems.at_line(line, message);
                }
            });
        };
        look(&prose.summary, 1);
        for step in prose.steps.values() {
            look(&step.text, step.line);
            step.sections.iter().for_each(|section| look(&section.blocks, section.line));
        }
        all.extend(problems.into_list());
    }
    let mut problems = Problems::of(format!("{}/lesson.json", lesson.slug));
    for name in lesson.figures.keys() {
        let place = format!("figures.{name}");
        if matches!(figures.0.get(name), Some(None)) {
            problems.add(place.as_str(), "there is no such number at that moment");
        }
        if !used.contains(name) {
            let message = format!("no prose quotes it: `[…](#computed/{name})`");
            problems.add(place, message);
        }
    }
    all.extend(problems.into_list());
    all
}

/// What is wrong with a number as prose writes it.
fn wrong(name: &Slug, figure: &Figure, value: Option<Milli>, text: &str) -> Option<String> {
    let value = value?;
    let (dimension, base) = in_base(&figure.measure, value);
    let unit = figure.measure.unit().name();
    let Some(written) = quantity(text) else {
        return Some(format!("`{text}` is no number; `{name}` is {value} {unit}"));
    };
    if written.dimension != dimension {
        let wants = match dimension {
            Dimension::Count => "names a unit, but a count has none".to_owned(),
            _ => format!("needs a unit like {unit}"),
        };
        return Some(format!("`{text}` {wants}; `{name}` is {value} {unit}"));
    }
    let is_right = written.is(base);
    (!is_right).then(|| format!("`{text}` is not so: `{name}` is {value} {unit}"))
}
