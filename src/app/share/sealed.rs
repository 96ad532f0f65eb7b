//! Bytes as text that every address bar and every mail lets through: packed, and with a checksum.
//!
//! ```text
//! base64url( checksum ++ deflate( bytes ) )
//! ```
//!
//! The checksum also covers a word that is known beside it, such as the world's name.

use base64ct::{Base64UrlUnpadded, Encoding};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use sha2::{Digest, Sha256};

/// How hard to pack: a text is made once and sent to many.
const LEVEL: u8 = 9;
/// Bytes of the checksum.
const CHECK: usize = 4;

/// Why a text cannot be unsealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It holds a character that does not belong there, or ends too early.
    Letters,
    /// Its checksum is wrong.
    Damaged,
    /// Unpacked, it is larger than allowed.
    TooLarge,
}

/// Packs and seals bytes.
#[must_use]
pub fn pack(word: &str, bytes: &[u8]) -> String {
    seal(word, &compress_to_vec(bytes, LEVEL))
}

/// Seals what is packed, whatever it is.
#[must_use]
pub fn seal(word: &str, packed: &[u8]) -> String {
    let mut bytes = checksum(word, packed).to_vec();
    bytes.extend(packed);
    Base64UrlUnpadded::encode_string(&bytes)
}

/// What is packed in a text, of at most so many bytes.
///
/// # Errors
/// The first thing that keeps it from being read: what follows cannot be looked at.
pub fn unpack(word: &str, text: &str, most: usize) -> Result<Vec<u8>, Broken> {
    let (is_whole, bytes) = open(word, text, most)?;
    if is_whole { Ok(bytes) } else { Err(Broken::Damaged) }
}

/// The same, also where the checksum is wrong; tells whether it is right.
///
/// # Errors
/// Nothing can be read.
pub fn open(word: &str, text: &str, most: usize) -> Result<(bool, Vec<u8>), Broken> {
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| Broken::Letters)?;
    let (check, packed) = bytes.split_at_checked(CHECK).ok_or(Broken::Damaged)?;
    let is_whole = *check == checksum(word, packed);
    match decompress_to_vec_with_limit(packed, most) {
        Ok(bytes) => Ok((is_whole, bytes)),
        Err(error) if is_whole && error.status == TINFLStatus::HasMoreOutput => {
            Err(Broken::TooLarge)
        }
        Err(_) => Err(Broken::Damaged),
    }
}

fn checksum(word: &str, packed: &[u8]) -> [u8; CHECK] {
    let mut hash = Sha256::new();
    hash.update(word);
    hash.update([0]);
    hash.update(packed);
    let full = hash.finalize();
    std::array::from_fn(|place| full[place])
}
