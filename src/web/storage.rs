//! What the browser remembers for us; without it (private windows, full disks) nothing breaks,
//! it is only forgotten.

use leptos::prelude::window;
use web_sys::Storage;

/// Before every key, so that neighbours on one origin do not collide.
const PREFIX: &str = "anycast-lab.";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is remembered under `key`.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Remembers `value` under `key`, if it can.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: the next visit begins afresh, this one goes on.
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

/// Forgets what is under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}
