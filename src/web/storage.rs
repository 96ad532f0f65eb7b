//! What the browser remembers for us; without it (private windows, full disks) nothing breaks,
//! it is only forgotten.
//!
//! What a newer version stored is never written over: this one stores its own beside it. What
//! cannot be read is put aside, not thrown away.

use std::cell::RefCell;

use leptos::prelude::window;
use web_sys::Storage;

use crate::app::warning::Warning;
use crate::lesson::restored::Restored;

/// Before every key, so that neighbours on one origin do not collide.
const PREFIX: &str = "anycast-lab.";
/// Damaged texts kept of one key.
const MAX_ASIDE: usize = 3;

thread_local! {
    /// What has to be told of what was found.
    static FOUND: RefCell<Vec<Warning>> = const { RefCell::new(Vec::new()) };
}

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

/// Remembers nothing under `key` any more.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // What stays there is asked for again.
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}

/// What stands under `key`, read, and the key to write it back to. If a newer version's stands
/// there, the one beside it is taken; if that is a newer one's too, there is no such key.
#[must_use]
pub fn restored<T>(
    key: &str,
    read: impl Fn(Option<&str>) -> Restored<T>,
) -> (Option<String>, Option<T>) {
    for key in [key.to_owned(), format!("{key}.1")] {
        let text = get(&key);
        match read(text.as_deref()) {
            Restored::Good(value) => return (Some(key), Some(value)),
            Restored::Newer => note(Warning::NewerStored),
            Restored::Damaged => {
                note(Warning::SetAside);
                put_aside(&key, &text.unwrap_or_default());
                return (Some(key), None);
            }
        }
    }
    (None, None)
}

/// What was found amiss, once each; whoever asks tells it.
#[must_use]
pub fn found() -> Vec<Warning> {
    FOUND.take()
}

fn note(warning: Warning) {
    FOUND.with_borrow_mut(|found| {
        if !found.contains(&warning) {
            found.push(warning);
        }
    });
}

fn put_aside(key: &str, text: &str) {
    let places: Vec<String> = (1..=MAX_ASIDE).map(|n| format!("{key}.set-aside.{n}")).collect();
    let place = places.iter().find(|place| get(place).is_none());
    set(place.unwrap_or(&places[MAX_ASIDE - 1]), text);
    if let Some(storage) = storage() {
        // What stays there is put aside again on the next visit.
        let _ = storage.remove_item(&format!("{PREFIX}{key}"));
    }
}
