//! What a learner did in one run of a lesson: enough to live it again, and to prove it.
//!
//! It holds the commands given and the lesson's own, with their time and step count, as links to
//! runs do; and step by step when it began and was done, what was answered, looked at, asked for.
//! World and lesson are not in it: the lesson is known by its name beside it, its form by the seed.
//! A run can be lived again as long as lesson, world and engine are the same.
//!
//! Within a step, commands before [`Passage::begun`] are the lesson's own, those up to
//! [`Passage::done`] the learner's; after that there are only packets, or, where the solution was
//! shown or the step skipped, its solution.

use serde::{Deserialize, Serialize};

use super::format::Answer;
use super::restored::Restored;
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;

/// The one format that this version reads and writes.
pub const FORMAT: &str = "anycast-lab/trail/1";
/// What formats of other versions begin with, too.
const FAMILY: &str = "anycast-lab/trail/";

/// Commands that are kept: of a longer run it is known what was done in its steps, and no more.
pub const MAX_DEEDS: usize = 500;
/// Steps that are kept, and routers looked at in each.
pub const MAX_PASSAGES: usize = 64;
/// Routers that are kept of those looked at in a step.
pub const MAX_EXPLAINED: usize = 64;
/// The largest text that is read or written, in bytes.
pub const MAX_BYTES: usize = 128 << 10;

/// A run of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Trail {
    /// [`FORMAT`].
    format: String,
    /// What the world's randomness comes from, and the lesson's form, if that is drawn.
    pub seed: u64,
    /// What was done to the world, in order; absent: it is not known, or it is too much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lived: Option<Lived>,
    /// The steps, in the order in which they were begun.
    pub steps: Vec<Passage>,
}

/// What was done to the world.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lived {
    /// The commands, in order.
    pub deeds: Vec<Deed>,
    /// The furthest moment.
    pub head: Moment,
}

/// A command, and when it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// The time.
    pub at: SimTime,
    /// How many events had been handled.
    pub steps: u64,
    /// The command.
    pub command: Command,
}

/// A moment of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The time.
    pub at: SimTime,
    /// How many events had been handled.
    pub steps: u64,
    /// How many commands had been given.
    pub deeds: usize,
}

/// A step, as it was gone through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Passage {
    /// The step.
    pub step: Slug,
    /// Which variant took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<Slug>,
    /// When it began, what the lesson itself does being done; absent: in another run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Moment>,
    /// When it was done, or skipped; absent: it is not, or in another run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Moment>,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The routers whose explanation was opened before it was done, and when first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explained: Vec<(Slug, Moment)>,
    /// Hints that were asked for.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hints: u8,
    /// Whether its solution was shown.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_shown: bool,
    /// Whether it was skipped.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_skipped: bool,
    /// If it was: the goals that held by then, those only to be kept not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Slug>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
const fn is_zero(count: &u8) -> bool {
    *count == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
const fn is_false(is: &bool) -> bool {
    !*is
}

impl Trail {
    /// A run that begins.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { format: FORMAT.to_owned(), seed, lived: None, steps: Vec::new() }
    }

    /// How a step was gone through, if it was begun.
    #[must_use]
    pub fn passage(&self, step: &Slug) -> Option<&Passage> {
        self.steps.iter().find(|passage| passage.step == *step)
    }

    /// The same, to be written on; it is begun by that.
    pub fn passage_mut(&mut self, step: &Slug) -> &mut Passage {
        let place = self.steps.iter().position(|passage| passage.step == *step);
        let place = place.unwrap_or_else(|| {
            if self.steps.len() >= MAX_PASSAGES {
                self.steps.remove(0);
            }
            self.steps.push(Passage { step: step.clone(), ..Passage::default() });
            self.steps.len() - 1
        });
        &mut self.steps[place]
    }

    /// A step begins: it stands last from now on.
    pub fn begin(&mut self, step: &Slug) -> &mut Passage {
        if let Some(place) = self.steps.iter().position(|passage| passage.step == *step) {
            let passage = self.steps.remove(place);
            self.steps.push(passage);
        }
        self.passage_mut(step)
    }

    /// The world begins anew: when what was done in it is not known any more. What was answered
    /// and asked for stays.
    pub fn begin_again(&mut self) {
        self.lived = None;
        for passage in &mut self.steps {
            (passage.begun, passage.done) = (None, None);
            passage.explained.clear();
        }
    }

    /// The text to store.
    #[must_use]
    pub fn to_text(&self) -> String {
        let text = serde_json::to_string(self).expect("slugs and numbers always make JSON");
        if text.len() <= MAX_BYTES {
            return text;
        }
        let mut brief = self.clone();
        brief.begin_again();
        serde_json::to_string(&brief).expect("slugs and numbers always make JSON")
    }
}

/// Reads what was stored; nothing, if nothing was.
#[must_use]
pub fn restore(stored: Option<&str>) -> Restored<Option<Trail>> {
    let Some(text) = stored else { return Restored::Good(None) };
    match read(text) {
        Some(trail) => Restored::Good(Some(trail)),
        None if is_newer(text) => Restored::Newer,
        None => Restored::Damaged,
    }
}

/// Reads a trail; nothing, if it is none of this version.
#[must_use]
pub fn read(text: &str) -> Option<Trail> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let trail: Trail = serde_json::from_str(text).ok()?;
    let deeds = trail.lived.as_ref().map_or(0, |lived| lived.deeds.len());
    let is_bounded = deeds <= MAX_DEEDS
        && trail.steps.len() <= MAX_PASSAGES
        && trail.steps.iter().all(|passage| passage.explained.len() <= MAX_EXPLAINED);
    (trail.format == FORMAT && is_bounded).then_some(trail)
}

fn is_newer(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let format = value.as_ref().and_then(|value| value.get("format")?.as_str());
    let version = format.and_then(|format| format.strip_prefix(FAMILY)?.parse::<u32>().ok());
    version.is_some_and(|version| version > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Trail {
        let mut trail = Trail::new(7);
        let moment = Moment { at: SimTime::from_us(5), steps: 3, deeds: 1 };
        let command = Command::Withdraw { node: "tokyo".into() };
        let deed = Deed { at: SimTime::from_us(4), steps: 2, command };
        trail.lived = Some(Lived { deeds: vec![deed], head: moment });
        let passage = trail.passage_mut(&"a".into());
        (passage.begun, passage.hints, passage.is_shown) = (Some(moment), 2, true);
        passage.explained.push(("albatross-lima".into(), moment));
        trail.passage_mut(&"b".into()).answer = Some("miami".into());
        trail
    }

    #[test]
    fn a_trail_survives_being_stored() {
        let trail = sample();
        assert_eq!(restore(Some(&trail.to_text())), Restored::Good(Some(trail)));
        assert_eq!(restore(None), Restored::Good(None));
    }

    #[test]
    fn one_of_another_version_or_damaged_is_told_apart() {
        let text = sample().to_text();
        let newer = text.replace("trail/1", "trail/2");
        assert_eq!(restore(Some(&newer)), Restored::Newer);
        for damaged in ["", "{", "null", &text[1..], &text.replace("seed", "sead")] {
            assert_eq!(restore(Some(damaged)), Restored::Damaged, "{damaged}");
        }
    }

    #[test]
    fn of_a_run_that_is_too_long_only_the_steps_are_kept() {
        let mut trail = sample();
        let lived = trail.lived.as_mut().expect("it is there");
        let long = Slug::new(&"x".repeat(60));
        let command = Command::Withdraw { node: long };
        let deed = Deed { at: SimTime::ZERO, steps: 0, command };
        lived.deeds = vec![deed; 2_000];
        let text = trail.to_text();
        assert!(text.len() < MAX_BYTES);
        let read = read(&text).expect("it is a trail");
        assert_eq!((read.lived, read.steps.len()), (None, 2));
        assert_eq!((read.steps[0].hints, read.steps[0].begun), (2, None));
    }
}
