//! Anycast Lab: a small, honest Internet to learn anycast in.
//!
//! The layers and who may import whom are told in `ARCHITECTURE.md`;
//! `tests/it/tidy.rs` keeps them.

pub mod app;
pub mod engine;
#[cfg(not(target_arch = "wasm32"))]
pub mod headless;
pub mod lesson;
pub mod scene;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod web;
