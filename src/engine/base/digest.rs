//! A fingerprint of a world's state, equal on every target.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The first 128 bits of a SHA-256 over a world's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 16]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Something that takes in a state, number by number.
pub trait Intake {
    /// Whether what comes of it is compared with other worlds', on other targets: then things go in
    /// by what they are, never by a number that they have in one world.
    const IS_FOR_ALL_WORLDS: bool;

    /// Adds a number.
    fn number(&mut self, n: u64);

    /// Adds text.
    fn text(&mut self, text: &str);
}

/// Collects what a digest is made of.
#[derive(Clone, Debug, Default)]
pub struct Digester(Sha256);

impl Intake for Digester {
    const IS_FOR_ALL_WORLDS: bool = true;

    fn number(&mut self, n: u64) {
        self.0.update(n.to_le_bytes());
    }

    /// With its length, so that neighbours cannot run together.
    fn text(&mut self, text: &str) {
        self.number(u64::try_from(text.len()).unwrap_or(u64::MAX));
        self.0.update(text.as_bytes());
    }
}

impl Digester {
    /// The fingerprint of all that was added.
    #[must_use]
    pub fn finish(self) -> Digest {
        let full = self.0.finalize();
        let mut first = [0_u8; 16];
        first.copy_from_slice(&full[..16]);
        Digest(first)
    }
}
