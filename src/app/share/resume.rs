//! Taking a shared run up.

use super::run::{DIGEST_CHARS, SharedRun};
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::news::refused;
use crate::app::session::Session;
use crate::app::session::limits::{MAX_EVENTS_TO_RESUME, MAX_LOG};
use crate::app::session::resume::{Flaw, LeftOut};
use crate::app::warning::Warning;
use crate::engine::sim::setup::Setup;
use crate::say;

/// Commands left out that are named one by one; the others are counted.
pub const MAX_NAMED: usize = 8;

impl Lab {
    /// Opens a run that was shared, held at the moment that its sender looked at. What could not
    /// be done as it was written is told, and the rest stands.
    #[must_use]
    pub fn resume(setup: Setup, run: &SharedRun, lang: Lang) -> (Self, Vec<Warning>) {
        let resumed = Session::resume(setup, run.seed, &run.written);
        let mut lab = Self::of_session(resumed.session, lang);
        lab.playback.is_playing = false;
        let count = resumed.left_out.len();
        let mut warnings: Vec<Warning> =
            resumed.left_out.into_iter().take(MAX_NAMED).map(Warning::LeftOut).collect();
        if count > MAX_NAMED {
            warnings.push(Warning::MoreLeftOut { count: count - MAX_NAMED });
        }
        if !resumed.is_complete {
            warnings.push(Warning::NotTheWholeRun);
        }
        let is_other = |told: &String| lab.world().digest().to_string()[..DIGEST_CHARS] != told[..];
        if warnings.is_empty() && run.digest.as_ref().is_some_and(is_other) {
            warnings.push(Warning::OtherOutcome);
        }
        (lab, warnings)
    }
}

/// A command that was left out, in words.
pub(in crate::app) fn left_out(lang: Lang, left_out: &LeftOut) -> String {
    let why = match &left_out.flaw {
        Flaw::Refused(refusal) => refused(lang, None, refusal),
        Flaw::OutOfOrder { .. } => say!(lang, "run-flaw-order"),
        Flaw::OtherHistory { .. } => say!(lang, "run-flaw-history"),
        Flaw::TooFar { .. } => say!(lang, "run-flaw-far", most = MAX_EVENTS_TO_RESUME),
        Flaw::TooMany => say!(lang, "run-flaw-many", most = MAX_LOG),
    };
    say!(lang, "warning-left-out", number = left_out.index + 1, why = why)
}
