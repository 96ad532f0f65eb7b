//! What changes history: giving a command, taking one back, putting it back.

use std::sync::Arc;

use super::branch::Fork;
use super::limits::{MAX_BRANCHES, MAX_KEYFRAMES_ASIDE};
use super::moment::{LogEntry, Moment};
use super::run::Until;
use super::situation::Tip;
use super::{Branch, Passed, Session};
use crate::app::playback::MAX_EVENTS_PER_SKIP;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;

/// Why a command was not carried out; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The world refuses it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It was given in the past, and there are [`MAX_BRANCHES`] branches already.
    #[error("there are {MAX_BRANCHES} branches already")]
    TooManyBranches,
}

impl Session {
    /// Carries out a command now, and writes it down. In the past, this begins another branch.
    ///
    /// # Errors
    /// A command that is denied changes nothing.
    pub fn apply(&mut self, command: Command) -> Result<Passed, Denial> {
        self.now.world.accepts(&command)?;
        if !self.is_live() {
            self.fork()?;
        }
        let Moment { at, steps, .. } = self.now.moment();
        let branch = self.branch_mut();
        branch.undone.clear();
        branch.reach = at;
        branch.log.push(LogEntry { at, steps, command });
        let mut passed = Passed { events: 1, is_done: true, ..Passed::default() };
        self.now.pass_one(&self.branches[self.current].log, &mut passed.facts);
        self.now.take_in(&passed.facts);
        self.recent.push(&passed.facts);
        Ok(passed)
    }

    /// The command that [`Session::undo`] would take back.
    #[must_use]
    pub fn undoable(&self) -> Option<&LogEntry> {
        self.branch().log.last()
    }

    /// The command that [`Session::redo`] would put back.
    #[must_use]
    pub fn redoable(&self) -> Option<&LogEntry> {
        self.branch().undone.last()
    }

    /// Takes the branch's last command back, as if it had never been given; the time stays, or
    /// comes as near as [`MAX_EVENTS_PER_SKIP`] go. Nothing, if there is none.
    pub fn undo(&mut self) -> Option<Passed> {
        let branch = self.branch_mut();
        let entry = branch.log.pop()?;
        let from = Moment::before(&entry, branch.log.len());
        branch.undone.push(entry);
        Some(self.rewrite(from, from))
    }

    /// Puts the command back that was taken back last. Nothing, if there is none.
    pub fn redo(&mut self) -> Option<Passed> {
        let branch = self.branch_mut();
        let entry = branch.undone.pop()?;
        let from = Moment::before(&entry, branch.log.len());
        branch.log.push(entry);
        Some(self.rewrite(from, Moment { entries: from.entries + 1, ..from }))
    }

    /// Goes back to an earlier moment of this branch; what was done since is as if it had never
    /// been, here and on other branches.
    pub fn return_to(&mut self, moment: &Moment) {
        self.keep_only_current();
        self.branch_mut().log.truncate(moment.entries);
        self.forget_after(moment);
        let kept = Arc::clone(self.branch().keyframes.before_moment(moment));
        self.now.return_to(&kept);
        self.run(Until::Moment(*moment), u64::MAX);
        self.recent.skip();
    }

    /// The log has changed: what was known after `from` is not so any more. The branch is lived
    /// again up to the playhead's time; up to `least`, if the playhead has not come so far.
    fn rewrite(&mut self, from: Moment, least: Moment) -> Passed {
        let playhead = self.now.moment();
        self.forget_after(&from);
        let kept = Arc::clone(self.branch().keyframes.before_moment(&from));
        self.recent.skip();
        if playhead.progress() <= from.progress() && playhead.at < from.at {
            // What is seen stays as it is; the head alone is another.
            let seen = self.now.keep();
            self.now.return_to(&kept);
            self.run(Until::Moment(least), u64::MAX);
            self.leave_for(&seen);
            return Passed { is_done: true, ..Passed::default() };
        }
        self.now.return_to(&kept);
        self.run(Until::Moment(from), u64::MAX);
        if playhead.steps == from.steps {
            // Nothing happened since: no event of this instant is to happen by this.
            return self.run(Until::Moment(Moment { at: playhead.at, ..least }), u64::MAX);
        }
        self.run(Until::Time(playhead.at), MAX_EVENTS_PER_SKIP)
    }

    /// Forgets what was known after a moment.
    fn forget_after(&mut self, moment: &Moment) {
        let branch = self.branch_mut();
        branch.keyframes.cut(moment);
        branch.tip = None;
        branch.reach = moment.at;
        if let Some(fork) = &mut branch.fork
            && moment.progress() < fork.at.progress()
        {
            fork.at = *moment;
        }
    }

    /// Begins another branch at the playhead.
    fn fork(&mut self) -> Result<(), Denial> {
        if self.branches.len() == MAX_BRANCHES {
            return Err(Denial::TooManyBranches);
        }
        let at = self.now.moment();
        let left = self.branch();
        let branch = Branch {
            id: self.next_branch,
            fork: Some(Fork { from: left.id, at }),
            log: left.log[..at.entries].to_vec(),
            undone: Vec::new(),
            keyframes: left.keyframes.up_to(&at),
            tip: None,
            reach: at.at,
        };
        self.next_branch = branch.id.next();
        self.put_aside();
        self.branches.push(branch);
        self.current = self.branches.len() - 1;
        Ok(())
    }

    /// Keeps what is needed to come back to the present branch.
    pub(super) fn put_aside(&mut self) {
        if self.is_live() {
            let tip = Tip::new(self.now.keep());
            self.branch_mut().tip = Some(tip);
        }
        self.branch_mut().keyframes.thin_to(MAX_KEYFRAMES_ASIDE);
    }
}
