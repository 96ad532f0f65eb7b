//! How much of the past a session keeps: every bound in one place.

/// Events between two keyframes at least: one seek replays about so many, as long as all
/// keyframes have room.
pub const KEYFRAME_SPACING: u64 = 2_000;

/// Keyframes of the branch that is played. Beyond, they are thinned out, most where neither the
/// playhead nor the head is near.
pub const MAX_KEYFRAMES: usize = 32;

/// Bytes that the keyframes of the branch that is played may take beyond what they share, about.
/// Half of the world may change between two of them: then there are fewer.
pub const MAX_KEYFRAME_BYTES: usize = 64 << 20;

/// Keyframes of every other branch, its head not counted.
pub const MAX_KEYFRAMES_ASIDE: usize = 4;

/// Branches kept; whoever acts in the past beyond that is told.
pub const MAX_BRANCHES: usize = 8;

/// Events that one seek may handle at once; the rest is for the frames that follow.
pub const MAX_EVENTS_PER_SEEK: u64 = 20_000;

/// Bins of each series in the record of what happened.
pub const MAX_BINS: usize = 1_024;

/// Moments of rest in the record; the oldest are forgotten.
pub const MAX_RESTS: usize = 256;

/// Commands that a run taken up again may have; as many can be undone.
pub const MAX_LOG: usize = 2_000;

/// Events that taking up a run may handle.
pub const MAX_EVENTS_TO_RESUME: u64 = 5_000_000;
