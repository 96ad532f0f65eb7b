//! One learner's session: log, playhead, share links, view models.

/// The seed of a world that nobody chose one for.
pub const DEFAULT_SEED: u64 = 1;
