//! Feeds the parser `as_rel`; see `../parsers.rs`.
#![no_main]

#[path = "../parsers.rs"]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::feed("as_rel", bytes));
