//! How a class did, step by step: of what is verified.

use std::collections::BTreeMap;

use super::found::Entry;
use crate::engine::base::text::Slug;
use crate::lesson::audit::Grade;

/// What came of a lesson in all codes that count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// The lesson.
    pub lesson: Slug,
    /// So many codes.
    pub codes: usize,
    /// Its steps, in order.
    pub steps: Vec<StepRate>,
}

/// What came of a step: how many of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRate {
    /// The step.
    pub step: Slug,
    /// Answered right, or foretold.
    pub right: usize,
    /// Answered wrong, or foretold otherwise.
    pub wrong: usize,
    /// All goals met.
    pub met: usize,
    /// The solution shown.
    pub shown: usize,
    /// Left out.
    pub skipped: usize,
    /// Not done.
    pub open: usize,
    /// Read, or played.
    pub seen: usize,
    /// Hints asked for, together.
    pub hints: usize,
}

impl StepRate {
    /// Of how many codes this is.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.right + self.wrong + self.met + self.shown + self.skipped + self.open + self.seen
    }

    /// How many got it wrong or did not get it: in percent, rounded; nothing, of nobody.
    #[must_use]
    pub fn error_percent(&self) -> Option<usize> {
        let failed = self.wrong + self.shown + self.skipped + self.open;
        let all = self.all();
        (all > 0).then(|| (failed * 200 + all) / (2 * all))
    }

    fn count(&mut self, grade: Grade) {
        *match grade {
            Grade::Foretold | Grade::Right => &mut self.right,
            Grade::Surprised | Grade::Wrong => &mut self.wrong,
            Grade::Met => &mut self.met,
            Grade::Shown => &mut self.shown,
            Grade::Skipped => &mut self.skipped,
            Grade::Open => &mut self.open,
            Grade::Seen => &mut self.seen,
        } += 1;
    }
}

/// The rates of every lesson of which there is a code that counts.
#[must_use]
pub fn rates<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Rates> {
    let mut all: BTreeMap<&Slug, Rates> = BTreeMap::new();
    for entry in entries {
        let (Some(lesson), Some(result)) = (&entry.lesson, entry.counts()) else { continue };
        let rates = all.entry(lesson).or_default();
        rates.lesson.clone_from(lesson);
        rates.codes += 1;
        for claim in &result.steps {
            let place = rates.steps.iter().position(|rate| rate.step == claim.step);
            let place = place.unwrap_or_else(|| {
                let step = claim.step.clone();
                rates.steps.push(StepRate { step, ..StepRate::default() });
                rates.steps.len() - 1
            });
            rates.steps[place].count(claim.grade);
            rates.steps[place].hints += usize::from(claim.hints);
        }
    }
    all.into_values().collect()
}
