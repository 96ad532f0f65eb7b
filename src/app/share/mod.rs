//! A run in an address: `#/world/first-light?run=v1.…`.
//!
//! ```text
//! v1. base64url( checksum ++ deflate( JSON of the run ) )
//! ```
//!
//! It carries the log, never the state: world, seed, commands with their time and step count, the
//! furthest moment lived and the one looked at. Things in it are named by slugs. The world's name
//! stands readably before it, so that a damaged link still leads somewhere; the checksum covers
//! it. Whoever opens a link has every command checked as if it had been clicked
//! ([`Session::resume`](crate::app::session::Session::resume)).
//!
//! Links of every old version open forever: a change to what is written gets another version, and
//! keeps the reader of this one. A golden link in `tests/it/share.rs` watches over that.

pub mod codec;
pub mod link;
pub mod problem;
pub mod qr;
pub mod resume;
pub mod run;
pub mod sealed;

/// The longest text of a run that is read or written, in characters.
pub const MAX_CHARS: usize = 32 << 10;

/// The largest run, unpacked, in bytes.
pub const MAX_BYTES: usize = 512 << 10;
