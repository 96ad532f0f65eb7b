//! What every other part of the engine stands on: time, ids, randomness, digests.

pub mod digest;
pub mod ids;
pub mod letter;
pub mod located;
pub mod mixing;
pub mod rng;
pub mod text;
pub mod time;
