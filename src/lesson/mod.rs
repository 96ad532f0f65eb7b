//! What is asked, as data: lessons, their prose, their goals, and the proof that they work.
//!
//! A lesson is a folder of files (see `lessons/README.md`). This layer reads them, judges a world
//! by them and proves them solvable; it shows nothing and knows no language by name but those in
//! [`LANGUAGES`].

pub mod audit;
pub mod catalog;
pub mod check;
pub mod command_kind;
pub mod draft;
pub mod draw;
pub mod dropped;
pub mod evidence;
pub mod format;
pub mod goal;
pub mod json;
pub mod load;
pub mod measured;
pub mod named;
pub mod passage;
pub mod problem;
pub mod progress;
pub mod prose;
pub mod prove;
pub mod quantity;
pub mod question;
pub mod resolve;
pub mod restored;
pub mod things;
pub mod trail;
pub mod worlds;

/// The languages that every lesson is written in; `<tag>.md` holds its prose.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];
