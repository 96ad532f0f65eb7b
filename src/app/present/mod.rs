//! Small view models, made from the lab: what panels show, in the learner's language.

pub mod acts;
pub mod air;
pub mod client;
pub mod detour;
mod deviations;
pub mod distance;
pub mod flight;
pub mod ladder;
pub mod lens;
pub mod link;
pub mod map;
pub mod names;
pub mod news;
pub mod pop;
pub mod profile;
pub mod quantity;
pub mod rib;
pub mod rib_card;
pub mod router;
pub mod run;
pub mod timers;
pub mod transport;
pub mod twin;
pub mod welcome;
