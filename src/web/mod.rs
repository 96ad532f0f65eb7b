//! The browser: DOM, canvas, clock, storage, URL.

pub mod bridge;
pub mod frame;
pub mod map;

/// Starts the page.
pub fn start() {}
