//! One learner's session: log, playback, selection, language, view models.

pub mod address;
pub mod changes;
pub mod comparison;
pub mod facts;
mod glide;
pub mod i18n;
pub mod inspection;
pub mod intent;
pub mod lab;
pub mod looking_glass;
pub mod news;
pub mod parameters;
pub mod place;
pub mod playback;
pub mod present;
pub mod receipt;
pub mod recorded_lesson;
pub mod selection;
pub mod session;
pub mod settings;
pub mod share;
pub mod stretch;
pub mod travel;
pub mod turns;
pub mod tutor;
pub mod warning;
pub mod watch;
pub mod world_index;

/// The seed of a world that nobody chose one for.
pub const DEFAULT_SEED: u64 = 1;
