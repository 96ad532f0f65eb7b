//! Which run this is: what somebody else needs to see the same.

use crate::app::lab::Lab;

/// What identifies a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The seed.
    pub seed: String,
    /// Commands given so far.
    pub commands: String,
    /// The fingerprint of the world as it was opened.
    pub digest: String,
    /// The fingerprint of the world at this moment; none while time runs, since then it would be
    /// another one with each event.
    pub now: Option<String>,
    /// Whether another seed may be asked for: not in a lesson.
    pub can_reseed: bool,
}

/// Which run this is.
#[must_use]
pub fn run(lab: &Lab) -> Run {
    Run {
        seed: lab.session.seed().to_string(),
        commands: lab.session.log().len().to_string(),
        digest: lab.session.opening_digest().to_string(),
        now: (!lab.playback.is_playing).then(|| lab.world().digest().to_string()),
        can_reseed: lab.tutor.is_none(),
    }
}
