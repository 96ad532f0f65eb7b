//! Runs as text: packed, checked, in letters that every address bar lets through.

use base64ct::{Base64UrlUnpadded, Encoding};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use sha2::{Digest, Sha256};

use super::problem::RunProblem;
use super::run::SharedRun;
use super::{MAX_BYTES, MAX_CHARS};
use crate::app::parameters::quoted;
use crate::engine::base::text::Slug;

/// The version that is written.
const VERSION: &str = "v1";
/// How hard to pack: a link is made once and sent to many.
const LEVEL: u8 = 9;
/// Bytes of the checksum.
const CHECK: usize = 4;

/// The text of a run in this world.
///
/// # Errors
/// It would be longer than [`MAX_CHARS`].
pub fn encode(world: &Slug, run: &SharedRun) -> Result<String, RunProblem> {
    let json = run.to_json();
    if json.len() > MAX_BYTES {
        return Err(RunProblem::TooLarge);
    }
    let packed = compress_to_vec(json.as_bytes(), LEVEL);
    let text = seal(world, &packed);
    if text.len() > MAX_CHARS {
        return Err(RunProblem::TooLong { chars: text.len() });
    }
    Ok(text)
}

/// The text around what is packed: version and checksum, whatever it is.
#[must_use]
pub fn seal(world: &Slug, packed: &[u8]) -> String {
    let mut bytes = checksum(world, packed).to_vec();
    bytes.extend(packed);
    format!("{VERSION}.{}", Base64UrlUnpadded::encode_string(&bytes))
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
    let bytes = Base64UrlUnpadded::decode_vec(body).map_err(|_| RunProblem::Letters)?;
    let (check, packed) = bytes.split_at_checked(CHECK).ok_or(RunProblem::Damaged)?;
    if *check != checksum(world, packed) {
        return Err(RunProblem::Damaged);
    }
    let json = decompress_to_vec_with_limit(packed, MAX_BYTES).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            RunProblem::TooLarge
        } else {
            RunProblem::Damaged
        }
    })?;
    SharedRun::of_json(&json)
}

fn checksum(world: &Slug, packed: &[u8]) -> [u8; CHECK] {
    let mut hash = Sha256::new();
    hash.update(world.as_str());
    hash.update([0]);
    hash.update(packed);
    let full = hash.finalize();
    std::array::from_fn(|place| full[place])
}
