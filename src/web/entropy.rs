//! Randomness from the browser: the one place where any enters. The engine is told a seed.

/// A seed that nobody chose; the usual one if the browser has no randomness to give. Thirty-two
/// bits, so that it can be read aloud.
#[must_use]
pub fn seed() -> u64 {
    getrandom::u32().map_or(crate::app::DEFAULT_SEED, u64::from)
}
