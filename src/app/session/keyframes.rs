//! Keyframes: situations kept, so that a moment of the past is near to one of them.
//!
//! Up to `MAX_KEYFRAMES × KEYFRAME_SPACING` events the past is evenly covered, and a seek replays
//! no more than one spacing. After that the gaps grow in proportion to the distance from where the
//! learner is or was last: memory stays bounded.

use std::sync::Arc;

use super::limits::{KEYFRAME_SPACING, MAX_KEYFRAME_BYTES, MAX_KEYFRAMES};
use super::moment::Moment;
use super::situation::Keyframe;
use crate::engine::base::time::SimTime;

/// The keyframes of one branch, in order. The first is the world as it was opened, and stays.
#[derive(Clone, Debug)]
pub(super) struct Keyframes(Vec<Arc<Keyframe>>);

impl Keyframes {
    pub fn new(opened: Arc<Keyframe>) -> Self {
        Self(vec![opened])
    }

    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// The world as it was opened.
    pub fn first(&self) -> &Arc<Keyframe> {
        &self.0[0]
    }

    /// The latest that is not later than `at`.
    pub fn before(&self, at: SimTime) -> &Arc<Keyframe> {
        let after = self.0.partition_point(|kept| kept.now() <= at);
        &self.0[after.saturating_sub(1)]
    }

    /// The latest by which no more had happened than by `moment`.
    pub fn before_moment(&self, moment: &Moment) -> &Arc<Keyframe> {
        let has_passed = |kept: &Arc<Keyframe>| kept.moment().progress() <= moment.progress();
        &self.0[self.0.partition_point(has_passed).saturating_sub(1)]
    }

    /// Whether the moment is so far from both its neighbours that it is worth keeping.
    pub fn is_due(&self, steps: u64, spacing: u64) -> bool {
        let after = self.0.partition_point(|kept| kept.steps() <= steps);
        let is_far = |from: u64, to: u64| to.saturating_sub(from) >= spacing;
        let before = self.0[after.saturating_sub(1)].steps();
        is_far(before, steps) && self.0.get(after).is_none_or(|next| is_far(steps, next.steps()))
    }

    /// Keeps one; `head` is how many events the branch has lived through.
    pub fn keep(&mut self, keyframe: Arc<Keyframe>, head: u64) {
        let steps = keyframe.steps();
        let place = self.0.partition_point(|kept| kept.steps() <= steps);
        self.0.insert(place, keyframe);
        while self.is_too_much() {
            self.thin_one(steps, head.max(steps));
        }
    }

    /// How much memory they take that they do not share with the world as it was opened, about, in
    /// bytes.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|kept| kept.bytes()).sum()
    }

    /// Whether one has to go. The first and the last stay, whatever they take.
    fn is_too_much(&self) -> bool {
        let is_heavy = || self.bytes() > MAX_KEYFRAME_BYTES;
        self.0.len() > MAX_KEYFRAMES || self.0.len() > 2 && is_heavy()
    }

    /// Forgets those after a moment: that history never was.
    pub fn cut(&mut self, moment: &Moment) {
        self.0.retain(|kept| kept.moment().progress() <= moment.progress());
    }

    /// Those up to a moment: what a branch that leaves there shares.
    pub fn up_to(&self, moment: &Moment) -> Self {
        let mut shared = self.clone();
        shared.cut(moment);
        shared
    }

    /// Thins out until so many are left; nobody is there.
    pub fn thin_to(&mut self, count: usize) {
        while self.0.len() > count.max(1) {
            let head = self.0.last().map_or(0, |last| last.steps());
            if self.0.len() == 2 {
                self.0.pop();
            } else {
                self.thin_one(head, head);
            }
        }
    }

    /// Gives up the keyframe that is missed least: whose gap is small for its distance.
    fn thin_one(&mut self, playhead: u64, head: u64) {
        let steps = |place: usize| self.0[place].steps();
        let cost = |place: &usize| {
            let gap = steps(place + 1) - steps(place - 1);
            let away = steps(*place).abs_diff(playhead).min(steps(*place).abs_diff(head));
            gap.saturating_mul(1_024) / (away + KEYFRAME_SPACING)
        };
        if let Some(place) = (1..self.0.len() - 1).min_by_key(cost) {
            self.0.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::session::situation::Situation;
    use crate::engine::sim::setup::Setup;

    #[test]
    fn heavy_keyframes_make_room_for_each_other() {
        let text = include_str!("../../../assets/scenarios/disagree.json");
        let mut situation = Situation::opened(&Setup::from_json(text).unwrap(), 1);
        let mut heavy = || {
            situation.world.step(&mut Vec::new());
            let mut kept = situation.keep();
            kept.bytes = MAX_KEYFRAME_BYTES / 5;
            Arc::new(kept)
        };
        let mut keyframes = Keyframes::new(heavy());
        let opened = keyframes.first().steps();
        for _ in 0..12 {
            let kept = heavy();
            let latest = kept.steps();
            keyframes.keep(kept, latest);
            assert!(keyframes.bytes() <= MAX_KEYFRAME_BYTES);
            assert_eq!(keyframes.first().steps(), opened);
            assert_eq!(keyframes.0.last().map(|kept| kept.steps()), Some(latest));
        }
        assert_eq!(keyframes.len(), 5);
    }
}
