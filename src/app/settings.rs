//! How somebody wants the page to look and move: for this visit by the address, for all visits
//! by the settings.

use crate::lesson::restored::Restored;

/// An enumeration of choices, each with the name that stands in addresses and in storage.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $choice:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$about])* $choice,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$choice,)+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$choice => $text,)+ }
            }

            /// The one with this name.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choices! {
    /// Bright or dark.
    ThemeWish {
        /// As the system.
        Auto = "auto",
        /// Dark.
        Dark = "dark",
        /// Light.
        Light = "light",
        /// Light, with thicker lines and larger names, for the last row of a lecture hall.
        Projector = "projector",
    }
}

choices! {
    /// Whether things may move by themselves.
    MotionWish {
        /// As the system.
        Auto = "auto",
        /// They may.
        Full = "full",
        /// They step instead of gliding.
        Reduced = "reduced",
    }
}

choices! {
    /// The colours of the map.
    PaletteWish {
        /// Okabe and Ito's, which people see alike however they see colours.
        OkabeIto = "okabe-ito",
        /// None at all: as a black-and-white printer would show it.
        Grey = "grey",
    }
}

choices! {
    /// A part of the page that can be shown alone.
    Panel {
        /// The map, with the time under it.
        Map = "map",
        /// The lesson, or the list of them.
        Lesson = "lesson",
        /// What is selected.
        Routes = "routes",
        /// The table of PoPs and clients.
        Pops = "pops",
        /// The log of what happened.
        Log = "log",
        /// The looking glass.
        Glass = "glass",
    }
}

/// Before the settings as they are stored: the version of their form.
const VERSION: &str = "1?";

/// What was chosen for all visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language; absent: as the browser wishes.
    pub lang: Option<super::i18n::Lang>,
    /// Bright or dark.
    pub theme: Option<ThemeWish>,
    /// Whether things may move.
    pub motion: Option<MotionWish>,
}

impl Settings {
    /// The text to store: parameters as in the address, after the version of this form.
    #[must_use]
    pub fn to_text(self) -> String {
        let parts = [
            ("lang", self.lang.map(super::i18n::Lang::tag)),
            ("theme", self.theme.map(ThemeWish::name)),
            ("motion", self.motion.map(MotionWish::name)),
        ];
        let said: Vec<String> = parts
            .iter()
            .filter_map(|(key, value)| value.map(|value| format!("{key}={value}")))
            .collect();
        format!("{VERSION}{}", said.join("&"))
    }

    /// Reads what was stored.
    #[must_use]
    pub fn restore(stored: Option<&str>) -> Restored<Self> {
        let Some(text) = stored else { return Restored::Good(Self::default()) };
        let Some(query) = text.strip_prefix(VERSION) else {
            let version = text.split_once('?').and_then(|(version, _)| version.parse::<u32>().ok());
            return if version.is_some_and(|it| it > 1) {
                Restored::Newer
            } else {
                Restored::Damaged
            };
        };
        let (read, problems) = super::parameters::read(query);
        if !problems.is_empty() {
            return Restored::Damaged;
        }
        Restored::Good(Self { lang: read.lang, theme: read.theme, motion: read.motion })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::i18n::Lang;

    #[test]
    fn settings_survive_being_stored() {
        let all = Settings {
            lang: Some(Lang::Zh),
            theme: Some(ThemeWish::Projector),
            motion: Some(MotionWish::Reduced),
        };
        for settings in [all, Settings::default()] {
            assert_eq!(Settings::restore(Some(&settings.to_text())), Restored::Good(settings));
        }
        assert_eq!(Settings::restore(None), Restored::Good(Settings::default()));
    }

    #[test]
    fn what_is_damaged_and_what_is_newer_are_told_apart() {
        for damaged in ["", "dark", "1?theme=pink", "1?theme", "0?theme=dark", "\u{0}?", "-2?"] {
            assert_eq!(Settings::restore(Some(damaged)), Restored::Damaged, "{damaged:?}");
        }
        assert_eq!(Settings::restore(Some("2?{\"theme\":1}")), Restored::Newer);
    }
}
