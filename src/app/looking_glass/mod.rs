//! The looking glass: a router's own view, asked by the commands that engineers know.
//!
//! It only reads: no command of it changes the world, so none is in the log of a run.

mod answer;
pub mod complete;
pub mod grammar;
pub mod output;
pub mod parse;
pub mod probe;
pub mod screen;
pub mod view;
pub mod vocabulary;
