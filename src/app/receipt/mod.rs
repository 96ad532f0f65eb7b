//! Completion codes: what was done in a lesson, as a text that can be handed in.
//!
//! A receipt says which lesson it is of and of what content, which program made it, who did it if a
//! class link said so, all that was done, and what came of that. Whoever has the same lab does it
//! again ([`check`]) and finds whether the one follows from the other. That is all that it proves:
//! these actions give this result in this version of the lesson with this seed. It does not prove
//! who gave them, nor that nobody helped.
//!
//! ```text
//! lab1. base64url( checksum ++ deflate( JSON of the receipt ) ) .end
//! ```
//!
//! It ends in a word of its own, so that one that was cut is told from one that was changed, and
//! so that it may be broken into lines by whatever carries it.

pub mod check;
pub mod class;
pub mod codec;
pub mod content;
pub mod csv;
pub mod found;
pub mod material;
pub mod rates;
pub mod roll;
pub mod verdict;

use serde::{Deserialize, Serialize};

use crate::engine::base::text::Slug;
use crate::lesson::audit::{Found, Grade};
use crate::lesson::progress::Score;
use crate::lesson::trail::Trail;
use class::Pupil;
use content::Mark;

/// The one format that this version reads and writes.
pub const FORMAT: &str = "anycast-lab/receipt/1";

/// The version of this program.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The longest text of a receipt, in characters.
pub const MAX_CHARS: usize = 48 << 10;

/// The largest receipt, unpacked, in bytes.
pub const MAX_BYTES: usize = 256 << 10;

/// The most receipts that are looked at together.
pub const MAX_RECEIPTS: usize = 2_000;

/// What was done in a lesson, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// The version of the program that made it.
    pub program: String,
    /// The lesson.
    pub lesson: Slug,
    /// The content of `lesson.json`, and of the file of its world.
    pub content: (Mark, Mark),
    /// The fingerprint of the world as it was opened: of the engine that opened it.
    pub opened: Mark,
    /// The fingerprint of the world as it was left.
    pub end: Mark,
    /// Who did it, if a class link said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pupil: Option<Pupil>,
    /// What was done.
    pub trail: Trail,
    /// What came of it, step by step.
    pub claims: Vec<Claim>,
}

/// What is claimed of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Form", into = "Form")]
pub struct Claim {
    /// The step.
    pub step: Slug,
    /// What came of it.
    pub grade: Grade,
    /// What that counts.
    pub score: Score,
    /// Hints that were asked for.
    pub hints: u8,
}

/// A claim as it is written: short.
#[derive(Serialize, Deserialize)]
struct Form(Slug, Grade, u32, u32, u8);

impl From<Form> for Claim {
    fn from(Form(step, grade, points, of, hints): Form) -> Self {
        Self { step, grade, score: Score { points, of }, hints }
    }
}

impl From<Claim> for Form {
    fn from(Claim { step, grade, score: Score { points, of }, hints }: Claim) -> Self {
        Self(step, grade, points, of, hints)
    }
}

impl From<&Found> for Claim {
    fn from(found: &Found) -> Self {
        let Found { step, grade, score, hints, .. } = found.clone();
        Self { step, grade, score, hints }
    }
}

impl Receipt {
    /// The score that is claimed for the whole.
    #[must_use]
    pub fn score(&self) -> Score {
        total(&self.claims)
    }
}

/// The sum of scores.
#[must_use]
pub fn total(claims: &[Claim]) -> Score {
    let none = Score { points: 0, of: 0 };
    claims.iter().fold(none, |sum, claim| Score {
        points: sum.points.saturating_add(claim.score.points),
        of: sum.of.saturating_add(claim.score.of),
    })
}
