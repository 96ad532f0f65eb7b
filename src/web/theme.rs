//! Bright or dark: the system's wish, or the learner's own.

use leptos::prelude::*;

use crate::web::storage;

const KEY: &str = "theme";

/// A wish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// As the system.
    #[default]
    Auto,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Wish {
    /// What was wished last time.
    #[must_use]
    pub fn remembered() -> Self {
        match storage::get(KEY).as_deref() {
            Some("dark") => Self::Dark,
            Some("light") => Self::Light,
            _ => Self::Auto,
        }
    }

    /// The next one around.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Auto,
        }
    }

    /// Makes it so, and remembers it.
    pub fn fulfil(self) {
        let Some(root) = document().document_element() else { return };
        let name = match self {
            Self::Auto => {
                // An element without attributes is the worst that can be meant by a failure.
                let _ = root.remove_attribute("data-theme");
                storage::remove(KEY);
                return;
            }
            Self::Dark => "dark",
            Self::Light => "light",
        };
        let _ = root.set_attribute("data-theme", name);
        storage::set(KEY, name);
    }
}
