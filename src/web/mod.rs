//! The browser: DOM, canvas, clock, storage, URL.

pub mod bridge;
pub mod components;
mod crash;
mod entropy;
pub mod fetch;
pub mod frame;
pub mod language;
pub mod lessons;
pub mod location;
pub mod map;
mod rest;
pub mod storage;
pub mod theme;
pub mod worlds;

use leptos::prelude::*;

/// Starts the page.
pub fn start() {
    crash::show_panics();
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    mount_to_body(components::app::App);
}
