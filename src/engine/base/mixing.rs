//! Numbers that stand for larger things, where speed counts and nobody means harm.

use super::digest::Intake;

/// Every bit of the input moves every bit of the output (`SplitMix64`'s finalizer).
#[must_use]
pub const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

/// A state taken in fast: 128 bits, for comparing states of one world with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mixer(u64, u64);

impl Intake for Mixer {
    const IS_FOR_ALL_WORLDS: bool = false;

    fn number(&mut self, n: u64) {
        self.0 = mixed(self.0 ^ n);
        self.1 = (self.1.rotate_left(23) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            self.number(byte.into());
        }
        self.number(0x100);
    }
}
