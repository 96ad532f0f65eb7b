//! Turns: what can wait is done by one a frame, each in its turn, so that no frame takes long and
//! nobody waits for ever.

use super::changes::{Aspect, Changes};

/// What gives this frame and the next much to do: marks change, then ways.
const MUCH: [Aspect; 2] = [Aspect::Topology, Aspect::Selection];
/// Frames without a turn, one after another, at most.
const MOST_WITHOUT: u8 = 2;

/// Who has the turn of a frame.
///
/// Whoever wants one is called by their place in a fixed order, once a frame. A frame goes to the
/// first that is pressed, because somebody waits to see what they just did; else to the first that
/// comes after whoever had the last, so that one that always wants keeps no other from it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turns {
    /// Whether nobody has taken this frame's.
    is_free: bool,
    /// How many frames have much to do from the next one on.
    busy: u8,
    /// How many had no turn to give since the last that had one.
    without: u8,
    /// The place of whoever is called.
    called: usize,
    /// The first place that may take one.
    next: usize,
}

impl Turns {
    /// A frame begins, in which this is new: it has a turn to give, or none.
    pub fn begin(&mut self, changes: Changes) {
        if self.is_free {
            // Nobody after the last wanted it: once more from the first.
            self.next = 0;
        }
        if MUCH.iter().any(|&aspect| changes.has(aspect)) {
            self.busy = MOST_WITHOUT;
        } else if changes.has(Aspect::Language) {
            self.busy = self.busy.max(1);
        }
        self.is_free = self.busy == 0 || self.without == MOST_WITHOUT;
        self.without = if self.is_free { 0 } else { self.without + 1 };
        self.busy = if self.is_free { 0 } else { self.busy - 1 };
    }

    /// Now the one at this place is called.
    pub const fn call(&mut self, place: usize) {
        self.called = place;
    }

    /// Whether the one who is called has the turn. It is taken by that.
    #[must_use]
    pub const fn take(&mut self, is_pressed: bool) -> bool {
        if !self.is_free || !is_pressed && self.called < self.next {
            return false;
        }
        self.is_free = false;
        if !is_pressed {
            self.next = self.called + 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many turns each of these gets in so many frames, in all of which this is new.
    fn turns(wants: &[bool], frames: u32, changes: Changes) -> Vec<u32> {
        let mut turns = Turns::default();
        let mut had = vec![0; wants.len()];
        for _ in 0..frames {
            turns.begin(changes);
            for (place, _) in wants.iter().enumerate().filter(|(_, wants)| **wants) {
                turns.call(place);
                had[place] += u32::from(turns.take(false));
            }
        }
        had
    }

    #[test]
    fn whoever_always_wants_a_turn_keeps_no_other_from_it() {
        let had = turns(&[true, true, false, true], 100, Changes::NONE);
        assert!(had.iter().sum::<u32>() >= 70, "few frames are lost: {had:?}");
        assert_eq!(had[2], 0);
        assert!([had[0], had[1], had[3]].iter().all(|&had| had >= 24), "{had:?}");
    }

    #[test]
    fn whoever_is_pressed_has_the_next_turn_and_the_others_go_on_after_it() {
        let mut turns = Turns::default();
        let mut frame = |pressed: bool| {
            turns.begin(Changes::NONE);
            let mut had = None;
            for place in 0..4 {
                turns.call(place);
                if turns.take(pressed && place == 0) {
                    had = Some(place);
                }
            }
            had
        };
        let had: Vec<_> = [false, false, true, false, false].map(&mut frame).into();
        assert_eq!(had, [Some(0), Some(1), Some(0), Some(2), Some(3)]);
    }

    #[test]
    fn a_frame_with_much_to_do_gives_none_but_not_for_ever() {
        let much = Changes::NONE.with(Aspect::Topology);
        assert_eq!(turns(&[true], 2, much), [0]);
        let had = turns(&[true, true], 120, much);
        assert!(had.iter().all(|&had| had >= 10), "{had:?}");
    }
}
