//! The browser: DOM, canvas, clock, storage, URL.

pub mod bridge;
pub mod frame;

/// Starts the page.
pub fn start() {}
