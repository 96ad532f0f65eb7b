//! The browser: DOM, canvas, clock, storage, URL.

pub mod bridge;
mod clipboard;
pub mod components;
mod crash;
mod entropy;
pub mod fetch;
pub mod files;
mod flight;
pub mod frame;
pub mod glossary;
pub mod language;
pub mod lessons;
pub mod location;
pub mod map;
mod pupil;
mod receipts;
mod rest;
pub mod settings;
pub mod storage;
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
