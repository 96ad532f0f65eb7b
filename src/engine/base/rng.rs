//! Randomness that replays: one stream per purpose and entity, forked from the world's seed.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// What a stream of random numbers is for. Purposes never share a stream, so that drawing one
/// number more for one of them leaves every other as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// MRAI jitter of one session end [RFC 4271 § 10].
    MraiJitter,
    /// When a client network sends its first packet.
    FirstPacket,
    /// How long a router works on each UPDATE.
    Processing,
    /// When a session end last heard of its neighbour.
    Keepalive,
    /// When a resolver's caches ask again.
    DnsCache,
    /// When a node's health is checked.
    HealthCheck,
    /// Whether a packet is among those that a link or node drops for want of room.
    PacketLoss,
    /// Which form of a lesson's steps a run has.
    LessonForm,
}

impl Purpose {
    const fn number(self) -> u64 {
        match self {
            Self::MraiJitter => 1,
            Self::FirstPacket => 2,
            Self::Processing => 3,
            Self::Keepalive => 4,
            Self::DnsCache => 40,
            Self::HealthCheck => 41,
            Self::PacketLoss => 5,
            Self::LessonForm => 60,
        }
    }
}

/// One stream of random numbers, the same on every target. Its whole state is how many numbers
/// were drawn, so a world can be cloned and fingerprinted with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u8; 32],
    drawn: u64,
}

impl Stream {
    /// The stream for `purpose` and `entity` (an id's number) in the world of this seed.
    #[must_use]
    pub fn fork(seed: u64, purpose: Purpose, entity: u32) -> Self {
        let mut key = [0_u8; 32];
        key[0..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&purpose.number().to_le_bytes());
        key[16..20].copy_from_slice(&entity.to_le_bytes());
        Self { key, drawn: 0 }
    }

    /// A number from `low` to `high`, both included. Equal bounds draw nothing.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        if low >= high {
            return low;
        }
        let mut key = self.key;
        key[24..32].copy_from_slice(&self.drawn.to_le_bytes());
        self.drawn += 1;
        ChaCha8Rng::from_seed(key).random_range(low..=high)
    }

    /// How many numbers were drawn.
    #[must_use]
    pub const fn drawn(&self) -> u64 {
        self.drawn
    }
}
