//! Feeds the parser `receipt_text`; see `../parsers.rs`.
#![no_main]

#[path = "../parsers.rs"]
mod parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parsers::feed("receipt_text", bytes));
