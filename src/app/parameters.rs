//! What follows the `?` in the address's fragment: `#/world/atlas?lang=zh&theme=projector`.
//!
//! Reading never fails: what is understood applies, and everything else is told, all at once.

use super::i18n::{Lang, Pseudo};
use super::playback::Speed;
use super::settings::{MotionWish, PaletteWish, Panel, ThemeWish};
use crate::engine::base::text::Slug;
use crate::say;

/// Parameters looked at; nobody needs more, and a list of complaints has to end.
pub const MAX_PARAMETERS: usize = 24;
/// So much of what somebody wrote is repeated to them.
const MAX_QUOTED: usize = 40;

/// Every parameter that there is.
pub const KEYS: [&str; 12] = [
    "lang", "theme", "motion", "speed", "hints", "embed", "only", "seed", "palette", "run",
    "variant", "class",
];

/// What an address asks for, beside the place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The language.
    pub lang: Option<Lang>,
    /// Bright or dark.
    pub theme: Option<ThemeWish>,
    /// Whether things may move.
    pub motion: Option<MotionWish>,
    /// How fast time runs.
    pub speed: Option<Speed>,
    /// Whether lessons offer hints.
    pub has_hints: Option<bool>,
    /// Whether the page is part of another one, and leaves the bar and the rails away.
    pub is_embedded: Option<bool>,
    /// The one panel that is shown.
    pub only: Option<Panel>,
    /// What the world's randomness comes from.
    pub seed: Option<u64>,
    /// The colours of the map.
    pub palette: Option<PaletteWish>,
    /// A run that was shared, not read yet ([`super::share`]).
    pub run: Option<String>,
    /// Another form of a lesson's step.
    pub variant: Option<Slug>,
    /// The class for which a lesson is done, not read yet ([`super::receipt::class`]).
    pub class: Option<String>,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterProblem {
    /// There is none of this name.
    Unknown {
        /// The name.
        key: String,
    },
    /// It cannot be this.
    Bad {
        /// Its name.
        key: &'static str,
        /// What it was.
        value: String,
    },
    /// It is there more than once.
    Twice {
        /// Its name.
        key: &'static str,
    },
    /// There are more than [`MAX_PARAMETERS`].
    TooMany,
    /// The seed is not the address's to choose: a lesson or a shared run brings its own.
    SeedIsGiven,
    /// A variant is one of a lesson's step, and the address names none.
    VariantOfNothing,
    /// A class does a lesson, and nothing else.
    ClassWithoutLesson,
}

/// Reads a query, without its `?`: what is understood, and everything that is not.
#[must_use]
pub fn read(query: &str) -> (Parameters, Vec<ParameterProblem>) {
    let mut parameters = Parameters::default();
    let mut problems = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut parts = query.split('&').filter(|part| !part.is_empty());
    for part in parts.by_ref().take(MAX_PARAMETERS) {
        let (name, raw) = part.split_once('=').unwrap_or((part, ""));
        let Some(&key) = KEYS.iter().find(|&&key| key == name) else {
            problems.push(ParameterProblem::Unknown { key: quoted(name) });
            continue;
        };
        if seen.contains(&key) {
            problems.push(ParameterProblem::Twice { key });
            continue;
        }
        seen.push(key);
        let value = decoded(raw);
        if value.is_empty() || parameters.take(key, &value).is_none() {
            problems.push(ParameterProblem::Bad { key, value: quoted(&value) });
        }
    }
    if parts.next().is_some() {
        problems.push(ParameterProblem::TooMany);
    }
    (parameters, problems)
}

impl Parameters {
    /// Takes a value in; nothing, if the parameter cannot be that.
    fn take(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "lang" => self.lang = Some(language(value)?),
            "theme" => self.theme = Some(ThemeWish::of_name(value)?),
            "motion" => self.motion = Some(MotionWish::of_name(value)?),
            "speed" => self.speed = Some(speed(value)?),
            "hints" => self.has_hints = Some(switch(value)?),
            "embed" => self.is_embedded = Some(switch(value)?),
            "only" => self.only = Some(Panel::of_name(value)?),
            "seed" => self.seed = Some(number(value)?),
            "palette" => self.palette = Some(PaletteWish::of_name(value)?),
            "run" => self.run = Some(value.to_owned()),
            "variant" => self.variant = Some(slug(value)?),
            "class" => self.class = Some(value.to_owned()),
            _ => return None,
        }
        Some(())
    }
}

fn language(value: &str) -> Option<Lang> {
    let pseudo = Pseudo::ALL.into_iter().map(Lang::Pseudo);
    Lang::ALL.into_iter().chain(pseudo).find(|lang| lang.parameter() == value)
}

fn slug(value: &str) -> Option<Slug> {
    Some(Slug::new(value)).filter(Slug::is_well_formed)
}

fn speed(value: &str) -> Option<Speed> {
    Speed::all().find(|speed| speed.label().trim_end_matches('×') == value)
}

fn switch(value: &str) -> Option<bool> {
    match value {
        "on" | "1" => Some(true),
        "off" | "0" => Some(false),
        _ => None,
    }
}

/// Digits alone: `+1` is a number to Rust.
fn number(value: &str) -> Option<u64> {
    value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse().ok()).flatten()
}

/// Programs that pass addresses on may write `%2F` for `/`.
fn decoded(raw: &str) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What somebody wrote, short enough to be shown.
pub(in crate::app) fn quoted(text: &str) -> String {
    let is_long = text.chars().nth(MAX_QUOTED).is_some();
    let shown = text.chars().take(MAX_QUOTED).map(|c| if c.is_control() { '\u{FFFD}' } else { c });
    shown.chain(is_long.then_some('…')).collect()
}

impl ParameterProblem {
    /// It, in words, with what would be right.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { key } => {
                say!(lang, "parameter-unknown", key = key.as_str(), known = KEYS.join(", "))
            }
            Self::Bad { key, value } => say!(
                lang,
                "parameter-bad",
                key = *key,
                value = value.as_str(),
                allowed = allowed(lang, key),
            ),
            Self::Twice { key } => say!(lang, "parameter-twice", key = *key),
            Self::TooMany => say!(lang, "parameter-too-many", most = MAX_PARAMETERS),
            Self::SeedIsGiven => say!(lang, "parameter-seed-given"),
            Self::VariantOfNothing => say!(lang, "parameter-variant-of-nothing"),
            Self::ClassWithoutLesson => say!(lang, "parameter-class-alone"),
        }
    }
}

/// What a parameter can be.
fn allowed(lang: Lang, key: &str) -> String {
    let names: Vec<String> = match key {
        "lang" => {
            let pseudo = Pseudo::ALL.into_iter().map(Lang::Pseudo);
            Lang::ALL.into_iter().chain(pseudo).map(|it| it.parameter().to_owned()).collect()
        }
        "theme" => ThemeWish::ALL.iter().map(|it| it.name().to_owned()).collect(),
        "motion" => MotionWish::ALL.iter().map(|it| it.name().to_owned()).collect(),
        "speed" => Speed::all().map(|it| it.label().trim_end_matches('×').to_owned()).collect(),
        "only" => Panel::ALL.iter().map(|it| it.name().to_owned()).collect(),
        "palette" => PaletteWish::ALL.iter().map(|it| it.name().to_owned()).collect(),
        "seed" => return say!(lang, "parameter-number", most = u64::MAX.to_string()),
        "run" => return say!(lang, "parameter-run"),
        "variant" => return say!(lang, "parameter-variant"),
        "class" => return say!(lang, "parameter-class"),
        _ => ["on", "off", "1", "0"].map(str::to_owned).to_vec(),
    };
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_understood() {
        let query = "lang=zh&theme=projector&motion=reduced&speed=1/20&hints=off&embed=1\
                     &only=map&seed=18446744073709551615&palette=grey&run=v1.abc&variant=bogota\
                     &class=%E7%BD%91%E7%BB%9C%207";
        let (read, problems) = read(query);
        assert_eq!(problems, []);
        let all = Parameters {
            lang: Some(Lang::Zh),
            theme: Some(ThemeWish::Projector),
            motion: Some(MotionWish::Reduced),
            speed: Some(Speed::WATCHABLE),
            has_hints: Some(false),
            is_embedded: Some(true),
            only: Some(Panel::Map),
            seed: Some(u64::MAX),
            palette: Some(PaletteWish::Grey),
            run: Some("v1.abc".to_owned()),
            variant: Some("bogota".into()),
            class: Some("网络 7".to_owned()),
        };
        assert_eq!(read, all);
        for key in KEYS {
            assert!(query.contains(&format!("{key}=")), "{key} is not tested");
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_and_the_rest_applies() {
        let (parameters, problems) =
            read("lang=fr&theme=dark&theme=light&seed=+1&colour=red&speed=3&hints&embed=yes");
        assert_eq!(parameters.theme, Some(ThemeWish::Dark));
        assert_eq!(parameters, Parameters { theme: parameters.theme, ..Parameters::default() });
        assert_eq!(problems.len(), 7);
        let told: Vec<String> = problems.iter().map(|it| it.sentence(Lang::En)).collect();
        assert_eq!(told[0], "lang cannot be “fr”; it can be: en, zh, xx-long, xx-x.");
        for (said, expected) in told.iter().zip(["zh", "theme", "18446744073709551615", "palette"])
        {
            assert!(said.contains(expected), "{said} says nothing of {expected}");
        }
        for (en, problem) in told.iter().zip(&problems) {
            assert_ne!(en, &problem.sentence(Lang::Zh));
        }
    }

    #[test]
    fn other_programs_may_have_encoded_a_value() {
        assert_eq!(read("speed=1%2F20").0.speed, Some(Speed::WATCHABLE));
        assert_eq!(read("theme=%64ark&&").0.theme, Some(ThemeWish::Dark));
        for damaged in ["theme=%", "theme=%d", "theme=%zz", "theme=%E4%BD", "theme=%+1"] {
            assert_eq!(read(damaged).1.len(), 1, "{damaged}");
        }
    }

    #[test]
    fn complaints_end() {
        let (_, problems) = read(&"x&".repeat(100_000));
        assert_eq!(problems.len(), MAX_PARAMETERS + 1);
        let (_, problems) = read(&format!("theme={}", "\u{1b}多".repeat(1_000_000)));
        assert!(problems[0].sentence(Lang::En).len() < 400);
    }
}
