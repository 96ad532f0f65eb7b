//! Free play in the middle of a lesson: the same world as it is, with every command, and a way
//! back to the very same point.

use super::Tutor;
use super::in_lab::lesson_changes;
use crate::app::changes::Changes;
use crate::app::lab::Lab;
use crate::app::playback::Playback;
use crate::app::session::Session;

/// A lesson put aside: nothing of it changes while one plays.
#[derive(Clone, Debug)]
pub struct Parked {
    tutor: Tutor,
    session: Session,
    playback: Playback,
}

impl Parked {
    /// The lesson.
    #[must_use]
    pub const fn tutor(&self) -> &Tutor {
        &self.tutor
    }
}

impl Lab {
    /// Whether one may play freely now: not while an answer is open, which that would tell.
    #[must_use]
    pub fn allows_free_play(&self) -> bool {
        self.parked.is_none() && self.tutor.as_ref().is_some_and(|tutor| !tutor.is_frozen())
    }

    /// Puts the lesson aside, and plays with its world as it is.
    pub(in crate::app) fn park(&mut self) -> Changes {
        if !self.allows_free_play() {
            return Changes::NONE;
        }
        let Some(tutor) = self.tutor.take() else { return Changes::NONE };
        let (session, playback) = (self.session.clone(), self.playback);
        self.parked = Some(Box::new(Parked { tutor, session, playback }));
        self.changed_hands()
    }

    /// Goes on with the lesson where it was left.
    pub(in crate::app) fn unpark(&mut self) -> Changes {
        let Some(parked) = self.parked.take() else { return Changes::NONE };
        let Parked { tutor, mut session, playback } = *parked;
        // Whoever counts what was told must not take new items for old ones.
        session.news_mut().go_on_after(self.session.news());
        session.recent.go_on_after(&self.session.recent);
        (self.tutor, self.session, self.playback) = (Some(tutor), session, playback);
        self.playback.is_playing &= !self.is_frozen();
        self.changed_hands()
    }

    fn changed_hands(&mut self) -> Changes {
        (self.travel.heading, self.travel.settling, self.travel.notice) = (None, None, None);
        let mut changes = lesson_changes();
        changes.add(Changes::moment());
        changes
    }
}
