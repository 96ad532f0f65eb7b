//! The browser: DOM, canvas, clock, storage, URL.

/// Starts the page.
pub fn start() {}
