//! Going through time, and keeping several histories: what the timeline and the buttons beside it
//! ask for. *Seek* moves the eye, *undo* changes history.

use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::app::playback::MAX_EVENTS_PER_FRAME;
use crate::app::session::settle::Settling;
use crate::app::session::{Branch, BranchId, Denial, Passed};
use crate::app::stretch::Stretch;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::command::Command;
use crate::lesson::format::Pace;

/// What one asks of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeIntent {
    /// To hold time, and look at the moment so long after the beginning.
    Seek(Span),
    /// To hold time, and look at the beginning.
    Start,
    /// To look at the furthest moment lived.
    Head,
    /// To hold time, and let one millisecond pass.
    StepMs,
    /// To put the command back that was taken back last.
    Redo,
    /// To go over to another branch.
    Switch(BranchId),
    /// To forget a branch.
    Remove(BranchId),
    /// To compare the present with another branch.
    Compare(BranchId),
    /// To hold this moment fast, and compare the present with it.
    Pin,
    /// To compare no more.
    Unpin,
    /// To let time run at the pace of one kind of thing.
    Through(Pace),
    /// To see this stretch of time on the timeline; absent: all of it.
    Show(Option<Stretch>),
    /// To see half as long a stretch of it, about the playhead.
    Nearer,
    /// To see twice as long a stretch.
    Farther,
}

impl TimeIntent {
    /// Whether it is about where in time one is, not about how it is shown.
    pub(in crate::app) const fn is_leap(self) -> bool {
        !matches!(
            self,
            Self::Compare(_)
                | Self::Pin
                | Self::Unpin
                | Self::Through(_)
                | Self::Show(_)
                | Self::Nearer
                | Self::Farther
                | Self::Remove(_)
        )
    }
}

/// What was last done with time: said once, where what happens in the world is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Another moment is looked at.
    Sought {
        /// When.
        at: SimTime,
        /// Whether it is the furthest moment lived.
        is_head: bool,
    },
    /// A command in the past began another branch.
    Forked(BranchId),
    /// Another branch is played.
    Switched(BranchId),
    /// A branch was forgotten.
    Removed,
    /// This moment was pinned.
    Pinned,
    /// Another branch is compared with.
    Compared(BranchId),
    /// Nothing is compared any more.
    Unpinned,
    /// This command was taken back.
    Undone(Command),
    /// This command was put back.
    Redone(Command),
    /// There are as many branches as there may be.
    TooManyBranches,
    /// In a lesson one acts in the step that is played, not before it.
    BeforeStep,
}

/// What of time is a matter of the view.
#[derive(Clone, Debug, Default)]
pub struct Travel {
    /// The stretch of time that the timeline shows; absent: all of it.
    pub stretch: Option<Stretch>,
    /// Where the playhead is still on its way to, because it is too far for one frame.
    pub heading: Option<SimTime>,
    /// How far the way to convergence has been gone, if it is longer than one frame.
    pub settling: Option<Settling>,
    /// What was last done.
    pub notice: Option<Notice>,
}

impl Lab {
    /// Whether what was undone may be put back.
    #[must_use]
    pub fn allows_redo(&self) -> bool {
        self.session.redoable().is_some()
            && self.tutor.as_ref().is_none_or(|tutor| tutor.allows_redo(&self.session))
    }

    /// Whether another branch may be gone over to: in a lesson only as long as its step is open,
    /// since the next one begins where this one ends.
    #[must_use]
    pub fn allows_switch(&self) -> bool {
        self.tutor.as_ref().is_none_or(|tutor| !tutor.is_passed())
    }

    /// Does what is asked of time.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    pub(in crate::app) fn travel(&mut self, intent: TimeIntent) -> Changes {
        match intent {
            TimeIntent::Seek(shown) => {
                self.playback.is_playing = false;
                self.seek(self.session.opened_at() + shown)
            }
            TimeIntent::Start => {
                self.playback.is_playing = false;
                self.travel.heading = None;
                self.session.seek_start();
                self.sought()
            }
            TimeIntent::Head => {
                self.travel.heading = None;
                self.session.seek_head();
                self.sought()
            }
            TimeIntent::StepMs if self.is_frozen() => Changes::NONE,
            TimeIntent::StepMs => {
                self.playback.is_playing = false;
                self.let_pass(|session| session.advance(Span::from_ms(1), MAX_EVENTS_PER_FRAME))
            }
            TimeIntent::Redo => self.redo(),
            TimeIntent::Switch(id) => self.switch(id),
            TimeIntent::Remove(id) => {
                let is_gone = self.session.remove(id);
                self.noticed_if(is_gone, Notice::Removed)
            }
            TimeIntent::Compare(id) => {
                let is_there = self.session.pin_branch(id);
                self.noticed_if(is_there, Notice::Compared(id))
            }
            TimeIntent::Pin => {
                self.session.pin_now();
                self.noticed_if(true, Notice::Pinned)
            }
            TimeIntent::Unpin => {
                let was_pinned = self.session.unpin();
                self.noticed_if(was_pinned, Notice::Unpinned)
            }
            TimeIntent::Through(pace) => {
                self.playback.speed = pace.speed();
                Changes::one(Aspect::Clock)
            }
            TimeIntent::Show(stretch) => self.show_stretch(stretch),
            TimeIntent::Nearer => {
                self.show_stretch(Some(self.stretch().scaled(self.now_shown(), 2)))
            }
            TimeIntent::Farther => {
                let wider = self.stretch().widened(self.now_shown());
                let is_all = self.whole().is_within(wider);
                self.show_stretch((!is_all).then_some(wider))
            }
        }
    }

    /// The stretch that the timeline shows.
    #[must_use]
    pub fn stretch(&self) -> Stretch {
        self.travel.stretch.unwrap_or_else(|| self.whole())
    }

    /// All of time that was lived, on any branch.
    #[must_use]
    pub fn whole(&self) -> Stretch {
        let reaches = self.session.branches().iter().map(Branch::reach);
        let latest = reaches.max().unwrap_or_else(|| self.session.opened_at());
        Stretch::whole(self.session.shown(latest))
    }

    /// Goes on towards the moment that was too far for one frame; nothing, if there is none.
    pub(in crate::app) fn head_on(&mut self) -> Option<Changes> {
        let at = self.travel.heading?;
        let passed = self.session.run_to(at);
        self.travel.heading = (!passed.is_done).then_some(at);
        if self.session.is_live() {
            self.witness(&passed);
        }
        Some(Changes::moment())
    }

    /// Sets out for convergence; whoever asks again on the way stays where that has led.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    pub(in crate::app) fn settle(&mut self) -> Changes {
        if self.travel.settling.take().is_some() {
            return Changes::one(Aspect::Clock);
        }
        self.travel.settling = Some(Settling::default());
        self.settle_on().unwrap_or_default()
    }

    /// Goes on towards convergence; nothing, if that is not where one is going.
    pub(in crate::app) fn settle_on(&mut self) -> Option<Changes> {
        let mut way = self.travel.settling.take()?;
        let at_once = self.playback.at_once;
        let changes = self.let_pass(|session| session.settle_on(&mut way, at_once));
        // A lesson may have come to a question: then time stands still.
        self.travel.settling = Some(way).filter(|way| !way.is_over() && !self.is_frozen());
        Some(changes)
    }

    /// What came of a command that was given, or denied.
    pub(in crate::app) fn gave(
        &mut self,
        before: BranchId,
        given: Result<Passed, Denial>,
    ) -> Changes {
        match given {
            Ok(passed) => {
                let id = self.session.branch().id();
                if id == before {
                    self.travel.notice = None;
                    return self.account(&passed, true);
                }
                self.travel.notice = Some(Notice::Forked(id));
                if let Some(tutor) = &mut self.tutor {
                    tutor.forked(before, &self.session);
                }
                self.witness(&passed);
                Changes::moment()
            }
            Err(Denial::Refused(refusal)) => {
                let at = self.session.world().now();
                self.travel.notice = None;
                self.session.news_mut().refuse(at, refusal);
                Changes::one(Aspect::History).with(Aspect::Branches)
            }
            Err(Denial::TooManyBranches) => self.noticed_if(true, Notice::TooManyBranches),
        }
    }

    pub(in crate::app) fn undo(&mut self) -> Changes {
        if !self.allows_undo() {
            return Changes::NONE;
        }
        let at = self.session.world().now();
        let command = self.session.undoable().map(|entry| entry.command.clone());
        let Some((command, passed)) = command.zip(self.session.undo()) else {
            return Changes::NONE;
        };
        if let Some(tutor) = &mut self.tutor {
            tutor.undone(&self.session);
        }
        self.rewritten(at, &passed, Notice::Undone(command))
    }

    fn redo(&mut self) -> Changes {
        if !self.allows_redo() {
            return Changes::NONE;
        }
        let at = self.session.world().now();
        let command = self.session.redoable().map(|entry| entry.command.clone());
        let Some((command, passed)) = command.zip(self.session.redo()) else {
            return Changes::NONE;
        };
        if let Some(tutor) = &mut self.tutor {
            tutor.undone(&self.session);
        }
        self.witness(&passed);
        self.rewritten(at, &passed, Notice::Redone(command))
    }

    /// A history was lived again up to the time that it was, or is on its way there.
    fn rewritten(&mut self, at: SimTime, passed: &Passed, notice: Notice) -> Changes {
        self.travel.heading = (!passed.is_done).then_some(at);
        self.travel.notice = Some(notice);
        Changes::moment()
    }

    fn seek(&mut self, at: SimTime) -> Changes {
        let passed = self.session.seek(at);
        self.travel.heading = (!passed.is_done).then(|| at.min(self.session.head_at()));
        self.sought()
    }

    fn sought(&mut self) -> Changes {
        let (at, is_head) = (self.session.world().now(), self.session.is_live());
        self.travel.notice = Some(Notice::Sought { at, is_head });
        self.follow();
        Changes::moment()
    }

    fn switch(&mut self, id: BranchId) -> Changes {
        if !self.allows_switch() {
            return Changes::NONE;
        }
        let left = self.session.branch().id();
        let at = self.session.world().now();
        let Some(passed) = self.session.switch(id) else { return Changes::NONE };
        if let Some(tutor) = &mut self.tutor {
            tutor.switched(left, id, &self.session);
        }
        self.travel.heading = (!passed.is_done).then(|| at.min(self.session.head_at()));
        self.travel.notice = Some(Notice::Switched(id));
        Changes::moment()
    }

    fn show_stretch(&mut self, stretch: Option<Stretch>) -> Changes {
        self.travel.stretch = stretch;
        Changes::one(Aspect::Branches)
    }

    /// Keeps the playhead on the stretch that is shown.
    pub(in crate::app) fn follow(&mut self) {
        let now = self.now_shown();
        if let Some(stretch) = &mut self.travel.stretch {
            *stretch = stretch.following(now);
        }
    }

    fn now_shown(&self) -> Span {
        self.session.shown_time()
    }

    pub(in crate::app) fn noticed_if(&mut self, is_so: bool, notice: Notice) -> Changes {
        if !is_so {
            return Changes::NONE;
        }
        self.travel.notice = Some(notice);
        Changes::one(Aspect::Branches).with(Aspect::History)
    }
}
