//! Runs as text: packed, checked, in letters that every address bar lets through.

use super::problem::RunProblem;
use super::run::SharedRun;
use super::sealed::{self, Broken};
use super::{MAX_BYTES, MAX_CHARS};
use crate::app::parameters::quoted;
use crate::engine::base::text::Slug;

/// The version that is written.
const VERSION: &str = "v1";

/// The text of a run in this world.
///
/// # Errors
/// It would be longer than [`MAX_CHARS`].
pub fn encode(world: &Slug, run: &SharedRun) -> Result<String, RunProblem> {
    let json = run.to_json();
    if json.len() > MAX_BYTES {
        return Err(RunProblem::TooLarge);
    }
    let text = format!("{VERSION}.{}", sealed::pack(world.as_str(), json.as_bytes()));
    if text.len() > MAX_CHARS {
        return Err(RunProblem::TooLong { chars: text.len() });
    }
    Ok(text)
}

/// The text around what is packed: version and checksum, whatever it is.
#[must_use]
pub fn seal(world: &Slug, packed: &[u8]) -> String {
    format!("{VERSION}.{}", sealed::seal(world.as_str(), packed))
}

/// The run that a text says, in this world.
///
/// # Errors
/// The first thing that keeps it from being read: what follows cannot be looked at.
pub fn decode(world: &Slug, text: &str) -> Result<SharedRun, RunProblem> {
    if text.len() > MAX_CHARS {
        return Err(RunProblem::TooLong { chars: text.len() });
    }
    let (version, body) = text.split_once('.').ok_or(RunProblem::NoVersion)?;
    if version != VERSION {
        let number = version.strip_prefix('v').and_then(|digits| digits.parse::<u32>().ok());
        return Err(match number {
            Some(2..) => RunProblem::Newer { version: quoted(version) },
            _ => RunProblem::NoVersion,
        });
    }
    let json = sealed::unpack(world.as_str(), body, MAX_BYTES).map_err(|broken| match broken {
        Broken::Letters => RunProblem::Letters,
        Broken::Damaged => RunProblem::Damaged,
        Broken::TooLarge => RunProblem::TooLarge,
    })?;
    SharedRun::of_json(&json)
}
