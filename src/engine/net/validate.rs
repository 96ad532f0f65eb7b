//! Everything that can be wrong with a scenario, found in one pass.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{derived_bgp_id, link_slug};
use super::scenario::{ClientEntry, FORMAT, LinkEntry, LinkRelation, Scenario, ServiceEntry};
use crate::engine::base::text::{Slug, Text};

/// The longest scenario file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// The most things of one kind in a scenario.
pub const MAX_ENTRIES: usize = 20_000;
/// The most routers that speak iBGP in one network: a full mesh of n has n(n-1)/2 sessions.
pub const MAX_FULL_MESH: usize = 150;
/// The most routers times prefixes: the tables that a world keeps.
pub const MAX_TABLES: usize = 2_000_000;
/// The longest delay or timer, in microseconds: an hour.
pub const MAX_SPAN_US: u64 = 3_600_000_000;
/// The shortest interval at which client networks may send, in microseconds.
pub const MIN_CLIENT_INTERVAL_US: u64 = 10_000;
/// The longest name, in bytes.
pub const MAX_NAME_BYTES: usize = 4_000;
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

impl<'a> Check<'a> {
    fn wrong(&mut self, place: &str, message: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(place, message));
        }
    }

    fn slug(&mut self, kind: &'static str, place: &str, slug: &Slug) {
        if !slug.is_well_formed() {
            let message = format!(
                "`{slug}` is no slug: 1 to 64 of a-z 0-9 and -, beginning with a letter or digit"
            );
            self.wrong(place, message);
        }
        if !self.seen.entry(kind).or_default().insert(slug.clone()) {
            self.wrong(place, format!("another {kind} is called `{slug}` already"));
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
        let timing = &scenario.timing;
        self.range("timing.mrai_ebgp_us", timing.mrai_ebgp_us.as_us(), 0, MAX_SPAN_US);
        self.range("timing.mrai_ibgp_us", timing.mrai_ibgp_us.as_us(), 0, MAX_SPAN_US);
        if let Some(interval) = timing.client_interval_us {
            let place = "timing.client_interval_us";
            self.range(place, interval.as_us(), MIN_CLIENT_INTERVAL_US, MAX_SPAN_US);
        }
        for (place, count) in [
            ("cities", scenario.cities.len()),
            ("networks", scenario.networks.len()),
            ("links", scenario.links.len()),
            ("services", scenario.services.len()),
            ("clients", scenario.clients.len()),
        ] {
            if count > MAX_ENTRIES {
                self.wrong(place, format!("has {count} entries; at most {MAX_ENTRIES}"));
            }
        }
        let routers: usize = scenario.networks.iter().map(|network| network.routers.len()).sum();
        let prefixes = scenario.services.len() + scenario.clients.len();
        if routers.saturating_mul(prefixes) > MAX_TABLES {
            let message =
                format!("{routers} routers times {prefixes} prefixes; at most {MAX_TABLES}");
            self.wrong("file", message);
        }
    }

    fn cities(&mut self, scenario: &'a Scenario) {
        for (n, city) in scenario.cities.iter().enumerate() {
            let place = format!("cities[{n}]");
            self.slug("city", &format!("{place}.slug"), &city.slug);
            self.text(&format!("{place}.name"), &city.name);
            if !(city.country.len() == 2 && city.country.bytes().all(|c| c.is_ascii_uppercase())) {
                self.wrong(&format!("{place}.country"), "must be two capital letters (ISO 3166-1)");
            }
            for (field, value, limit) in
                [("lat_udeg", city.lat_udeg, 90_000_000), ("lon_udeg", city.lon_udeg, 180_000_000)]
            {
                if !(-limit..=limit).contains(&value) {
                    let message = format!("must lie between -{limit} and {limit}, not {value}");
                    self.wrong(&format!("{place}.{field}"), message);
                }
            }
        }
    }

    fn networks(&mut self, scenario: &'a Scenario) {
        let mut numbers = BTreeSet::new();
        let mut bgp_ids = BTreeSet::new();
        let mut ordinal = 0;
        for (n, network) in scenario.networks.iter().enumerate() {
            let place = format!("networks[{n}]");
            self.slug("network", &format!("{place}.slug"), &network.slug);
            self.text(&format!("{place}.name"), &network.name);
            self.range(&format!("{place}.asn"), network.asn.into(), 1, u32::MAX.into());
            if !numbers.insert(network.asn) {
                let message = format!("another network has the number {} already", network.asn);
                self.wrong(&format!("{place}.asn"), message);
            }
            if network.routers.is_empty() {
                self.wrong(
                    &format!("{place}.routers"),
                    "is empty; a network has a router at least",
                );
            }
            if network.ibgp && network.routers.len() > MAX_FULL_MESH {
                let message = format!(
                    "has {} routers; a full mesh at most {MAX_FULL_MESH}",
                    network.routers.len()
                );
                self.wrong(&format!("{place}.routers"), message);
            }
            for (m, router) in network.routers.iter().enumerate() {
                let place = format!("{place}.routers[{m}]");
                self.slug("router", &format!("{place}.slug"), &router.slug);
                self.known("city", &format!("{place}.city"), &router.city);
                self.routers.insert(&router.slug, network.asn);
                let bgp_id = router.bgp_id.unwrap_or_else(|| derived_bgp_id(ordinal));
                ordinal += 1;
                if !bgp_ids.insert(bgp_id) {
                    let message = format!("{bgp_id} is another router's already");
                    self.wrong(&format!("{place}.bgp_id"), message);
                }
            }
        }
    }

    fn link(&mut self, place: &str, link: &'a LinkEntry) {
        if let Some(slug) = &link.slug {
            self.slug("link", &format!("{place}.slug"), slug);
        } else {
            // A derived slug may be longer than a written one; only its uniqueness matters.
            let slug = link_slug(link);
            if !self.seen.entry("link").or_default().insert(slug.clone()) {
                let message = format!("another link is called `{slug}`; give one a slug");
                self.wrong(place, message);
            }
        }
        self.known("router", &format!("{place}.a"), &link.a);
        self.known("router", &format!("{place}.b"), &link.b);
        if link.a == link.b {
            self.wrong(&format!("{place}.b"), format!("`{}` cannot be linked to itself", link.a));
        }
        self.range(&format!("{place}.delay_us"), link.delay_us.as_us(), 1, MAX_SPAN_US);
        let is_internal = link.a_is == LinkRelation::Internal;
        if let (Some(a), Some(b)) =
            (self.routers.get(&link.a).copied(), self.routers.get(&link.b).copied())
        {
            if is_internal && a != b {
                let message = format!("is `internal`, but AS {a} and AS {b} are two networks");
                self.wrong(&format!("{place}.a_is"), message);
            }
            if !is_internal && a == b {
                let message = format!("both routers are of AS {a}: it must be `internal`");
                self.wrong(&format!("{place}.a_is"), message);
            }
        }
        match link.igp_cost {
            Some(_) if !is_internal => {
                self.wrong(&format!("{place}.igp_cost"), "only an internal link has one");
            }
            Some(cost) => self.range(&format!("{place}.igp_cost"), cost.into(), 1, u32::MAX.into()),
            None => {}
        }
    }

    fn service(&mut self, place: &str, service: &ServiceEntry) {
        self.slug("service", &format!("{place}.slug"), &service.slug);
        self.text(&format!("{place}.name"), &service.name);
        if service.prefix != service.prefix.trunc() {
            let message = format!("has host bits set; did you mean {}?", service.prefix.trunc());
            self.wrong(&format!("{place}.prefix"), message);
        }
        if !service.prefix.contains(&service.address) {
            let message = format!("{} is not in {}", service.address, service.prefix);
            self.wrong(&format!("{place}.address"), message);
        }
        let mut letters = BTreeSet::new();
        let mut routers = BTreeSet::new();
        for (n, node) in service.nodes.iter().enumerate() {
            let place = format!("{place}.nodes[{n}]");
            self.slug("node", &format!("{place}.slug"), &node.slug);
            self.known("router", &format!("{place}.router"), &node.router);
            if !node.letter.is_ascii_uppercase() || !letters.insert(node.letter) {
                let message = format!("`{}` must be a capital letter of its own", node.letter);
                self.wrong(&format!("{place}.letter"), message);
            }
            if !routers.insert(&node.router) {
                self.wrong(&format!("{place}.router"), "another node is at this router already");
            }
        }
    }

    fn client(&mut self, place: &str, client: &ClientEntry) {
        self.slug("client", &format!("{place}.slug"), &client.slug);
        self.text(&format!("{place}.name"), &client.name);
        self.known("router", &format!("{place}.router"), &client.router);
        self.range(&format!("{place}.population"), client.population, 1, 10_000_000_000);
        if client.prefix != client.prefix.trunc() {
            let message = format!("has host bits set; did you mean {}?", client.prefix.trunc());
            self.wrong(&format!("{place}.prefix"), message);
        }
    }
}
