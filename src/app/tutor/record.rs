//! What is written down of a run, as it is gone through.

use super::Tutor;
use crate::app::session::{LogEntry, Moment, Session};
use crate::engine::base::ids::RouterId;
use crate::lesson::format::{Answer, Task};
use crate::lesson::trail::{self, Deed, Lived, MAX_DEEDS, MAX_EXPLAINED, Passage, Trail};

impl From<Moment> for trail::Moment {
    fn from(moment: Moment) -> Self {
        Self { at: moment.at, steps: moment.steps, deeds: moment.entries }
    }
}

impl From<trail::Moment> for Moment {
    fn from(moment: trail::Moment) -> Self {
        Self { at: moment.at, steps: moment.steps, entries: moment.deeds }
    }
}

impl From<&LogEntry> for Deed {
    fn from(entry: &LogEntry) -> Self {
        Self { at: entry.at, steps: entry.steps, command: entry.command.clone() }
    }
}

impl From<&Deed> for LogEntry {
    fn from(deed: &Deed) -> Self {
        Self { at: deed.at, steps: deed.steps, command: deed.command.clone() }
    }
}

impl Tutor {
    /// The run so far, to be stored; none of a variant that is only practised.
    #[must_use]
    pub fn trail(&self, session: &Session) -> Option<Trail> {
        if self.practice.is_some() {
            return None;
        }
        let mut trail = self.trail.clone();
        let log = session.log();
        trail.lived = (log.len() <= MAX_DEEDS).then(|| Lived {
            deeds: log.iter().map(Deed::from).collect(),
            head: session.head().into(),
        });
        Some(trail)
    }

    /// How the step that is worked on is gone through.
    pub(super) fn passage(&mut self) -> &mut Passage {
        let slug = self.step().slug.clone();
        self.trail.passage_mut(&slug)
    }

    /// Hints that were asked for in the step that is shown.
    pub(super) fn hints(&self) -> usize {
        let passage = self.trail.passage(&self.shown_step().slug);
        passage.map_or(0, |passage| usize::from(passage.hints))
    }

    pub(super) fn note_begun(&mut self) {
        let variant = self.step().form.as_ref().map(|form| form.variant.clone());
        let begun = Some(self.mark.into());
        let is_done = self.is_done(self.step());
        let slug = self.step().slug.clone();
        let passage = self.trail.begin(&slug);
        (passage.variant, passage.begun) = (variant, begun);
        passage.explained.clear();
        if !is_done {
            passage.done = None;
            passage.is_skipped = false;
            passage.held.clear();
        }
    }

    pub(super) fn note_done(&mut self, session: &Session) {
        self.passage().done = Some(session.head().into());
    }

    pub(super) fn note_answer(&mut self, answer: &Answer) {
        self.passage().answer = Some(answer.clone());
    }

    pub(super) fn note_hint(&mut self) {
        if self.has_hints {
            let passage = self.passage();
            passage.hints = passage.hints.saturating_add(1);
        }
    }

    pub(super) fn note_explained(&mut self, router: RouterId, session: &Session) {
        if self.is_done(self.step()) {
            return;
        }
        let slug = session.world().network().routers[router].slug.clone();
        let at = session.head().into();
        let explained = &mut self.passage().explained;
        let is_new = explained.iter().all(|(known, _)| *known != slug);
        if is_new && explained.len() < MAX_EXPLAINED {
            explained.push((slug, at));
        }
    }

    pub(super) fn note_shown(&mut self) {
        self.passage().is_shown = true;
    }

    /// The step is skipped now: what of it holds, counts.
    pub(super) fn note_skipped(&mut self, session: &Session) {
        let held = match &self.step().task {
            Task::Do(exercise) => {
                let goals = exercise.goals.iter().zip(&self.standings);
                let held = goals.filter(|(goal, standing)| standing.holds && !goal.keep);
                held.map(|(goal, _)| goal.slug.clone()).collect()
            }
            _ => Vec::new(),
        };
        let done = session.head().into();
        let passage = self.passage();
        (passage.is_skipped, passage.held, passage.done) = (true, held, Some(done));
    }
}
