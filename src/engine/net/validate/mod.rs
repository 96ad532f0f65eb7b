//! Everything that can be wrong with a scenario, found in one pass.

mod announcements;
mod botnets;
mod decisions;
pub mod destinations;
pub mod dns;
pub mod egress;
mod inside;
mod links;
mod networks;
mod policies;
mod reflectors;
mod services;
pub mod timing;

use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;

use super::scenario::{FORMAT, Scenario};
use crate::engine::base::text::{Slug, Text};

/// The longest scenario file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// The most things of one kind in a scenario.
pub const MAX_ENTRIES: usize = 20_000;
/// The most routers that speak iBGP in one network: a full mesh of n has n(n-1)/2 sessions.
pub const MAX_FULL_MESH: usize = 150;
/// The most equal routes that a router uses at once.
pub const MAX_PATHS: u16 = 64;
/// The most routers times prefixes: the tables that a world keeps.
pub const MAX_TABLES: usize = 2_000_000;
/// The longest delay or timer, in microseconds: an hour.
pub const MAX_SPAN_US: u64 = 3_600_000_000;
/// The shortest interval at which client networks may send, in microseconds.
pub const MIN_CLIENT_INTERVAL_US: u64 = 10_000;
/// The longest name, in bytes.
pub const MAX_NAME_BYTES: usize = 4_000;
/// The most communities on one announcement.
pub const MAX_COMMUNITIES: usize = 32;
/// The most AS numbers behind the own one on an announcement.
pub const MAX_PATH_TAIL: usize = 32;
/// The most rules in one list.
pub const MAX_RULES: usize = 100;
/// The most rules over all ends of all sessions; those of a network count at each of its ends.
pub const MAX_RULES_IN_ALL: usize = 100_000;
/// The most ROAs: each is looked at for each route that is validated.
pub const MAX_ROAS: usize = 1_000;
/// The most action communities of one network.
pub const MAX_ACTIONS: usize = 100;
/// The most problems that are reported; a broken file may have thousands.
pub const MAX_PROBLEMS: usize = 100;

/// One thing wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place in the file, as a path: `links[3].a`; `file` for the whole of it.
    pub place: String,
    /// What is wrong and what was expected, in plain English.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(place: &str, message: impl Into<String>) -> Self {
        Self { place: place.to_owned(), message: message.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Checks a scenario.
///
/// # Errors
/// All problems, in the order of the file.
pub fn validate(scenario: &Scenario) -> Result<(), Vec<Problem>> {
    let mut check = Check::default();
    check.head(scenario);
    check.cities(scenario);
    check.networks(scenario);
    for (n, link) in scenario.links.iter().enumerate() {
        check.link(&format!("links[{n}]"), link);
    }
    for (n, service) in scenario.services.iter().enumerate() {
        check.service(&format!("services[{n}]"), service);
    }
    for (n, client) in scenario.clients.iter().enumerate() {
        check.client(&format!("clients[{n}]"), client);
    }
    check.unicast(scenario);
    check.demands(scenario);
    check.botnets(scenario);
    check.dns(scenario);
    check.egress(scenario);
    check.announcements(scenario);
    check.policies(scenario);
    if check.problems.is_empty() { Ok(()) } else { Err(check.problems) }
}

#[derive(Default)]
struct Check<'a> {
    problems: Vec<Problem>,
    /// Slugs met so far, by kind.
    seen: BTreeMap<&'static str, BTreeSet<Slug>>,
    /// Each router's AS number.
    routers: BTreeMap<&'a Slug, u32>,
}

impl Check<'_> {
    fn wrong(&mut self, place: &str, message: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(place, message));
        }
    }

    fn slug(&mut self, kind: &'static str, place: &str, slug: &Slug) {
        self.well_formed(place, slug);
        if !self.seen.entry(kind).or_default().insert(slug.clone()) {
            self.wrong(place, format!("another {kind} is called `{slug}` already"));
        }
    }

    fn well_formed(&mut self, place: &str, slug: &Slug) {
        if !slug.is_well_formed() {
            let message = format!(
                "`{slug}` is no slug: 1 to 64 of a-z 0-9 and -, beginning with a letter or digit"
            );
            self.wrong(place, message);
        }
    }

    fn known(&mut self, kind: &'static str, place: &str, slug: &Slug) {
        if !self.seen.get(kind).is_some_and(|seen| seen.contains(slug)) {
            self.wrong(place, format!("there is no {kind} called `{slug}`"));
        }
    }

    fn text(&mut self, place: &str, text: &Text) {
        for (language, words) in [("en", &text.en), ("zh", &text.zh)] {
            if words.trim().is_empty() {
                self.wrong(&format!("{place}.{language}"), "is empty; both languages are needed");
            }
            if words.len() > MAX_NAME_BYTES {
                let message = format!("has {} bytes; at most {MAX_NAME_BYTES}", words.len());
                self.wrong(&format!("{place}.{language}"), message);
            }
        }
    }

    fn range(&mut self, place: &str, value: u64, low: u64, high: u64) {
        if !(low..=high).contains(&value) {
            self.wrong(place, format!("must lie between {low} and {high}, not {value}"));
        }
    }

    fn country(&mut self, place: &str, country: &str) {
        if !(country.len() == 2 && country.bytes().all(|c| c.is_ascii_uppercase())) {
            self.wrong(place, "must be two capital letters (ISO 3166-1)");
        }
    }

    fn prefix(&mut self, place: &str, prefix: IpNet) {
        if prefix != prefix.trunc() {
            let message = format!("has host bits set; did you mean {}?", prefix.trunc());
            self.wrong(place, message);
        }
    }

    fn head(&mut self, scenario: &Scenario) {
        if scenario.format != FORMAT {
            self.wrong(
                "format",
                format!("is `{}`; this version reads `{FORMAT}`", scenario.format),
            );
        }
        self.slug("scenario", "slug", &scenario.slug);
        self.text("name", &scenario.name);
        self.text("about", &scenario.about);
        self.timing(&scenario.timing);
        for (place, count) in [
            ("cities", scenario.cities.len()),
            ("networks", scenario.networks.len()),
            ("links", scenario.links.len()),
            ("services", scenario.services.len()),
            ("clients", scenario.clients.len()),
            ("botnets", scenario.botnets.len()),
            ("announcements", scenario.announcements.len()),
            ("prefixes", scenario.prefixes.len()),
        ] {
            if count > MAX_ENTRIES {
                self.wrong(place, format!("has {count} entries; at most {MAX_ENTRIES}"));
            }
        }
        let routers: usize = scenario.networks.iter().map(|network| network.routers.len()).sum();
        let prefixes = scenario.named_prefixes().collect::<BTreeSet<_>>().len();
        if routers.saturating_mul(prefixes) > MAX_TABLES {
            let message =
                format!("{routers} routers times {prefixes} prefixes; at most {MAX_TABLES}");
            self.wrong("file", message);
        }
    }
}
