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

/// Collects what a digest is made of.
#[derive(Clone, Debug, Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Adds a number.
    pub fn number(&mut self, n: u64) {
        self.0.update(n.to_le_bytes());
    }

    /// Adds text, with its length so that neighbours cannot run together.
    pub fn text(&mut self, text: &str) {
        self.number(u64::try_from(text.len()).unwrap_or(u64::MAX));
        self.0.update(text.as_bytes());
    }

    /// The fingerprint of all that was added.
    #[must_use]
    pub fn finish(self) -> Digest {
        let full = self.0.finalize();
        let mut first = [0_u8; 16];
        first.copy_from_slice(&full[..16]);
        Digest(first)
    }
}
