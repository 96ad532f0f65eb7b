//! DNS: shares, timers, and that every resolver can be reached by somebody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, MAX_ENTRIES, MAX_SPAN_US};
use crate::engine::base::text::Slug;
use crate::engine::net::scenario::{DnsEntry, Scenario};

/// The most public resolvers.
pub const MAX_RESOLVERS: usize = 100;
/// The shortest interval of health checks, in microseconds.
pub const MIN_HEALTH_INTERVAL_US: u64 = 100_000;
/// The most checks in a row that a verdict waits for.
pub const MAX_HEALTH_CHECKS: u64 = 100;
/// The shortest and the longest Connection Attempt Delay, in microseconds [RFC 8305 § 8].
pub const FALLBACK_US: (u64, u64) = (10_000, 60_000_000);

impl Check<'_> {
    pub(super) fn dns(&mut self, scenario: &Scenario) {
        let Some(dns) = &scenario.dns else { return };
        self.range("dns.ttl_us", dns.ttl_us.as_us(), 0, MAX_SPAN_US);
        if dns.resolvers.len() > MAX_RESOLVERS {
            let message = format!("has {} entries; at most {MAX_RESOLVERS}", dns.resolvers.len());
            self.wrong("dns.resolvers", message);
        }
        let announced = scenario.announcements.iter().filter(|entry| entry.announced);
        let announced: BTreeSet<_> = announced.map(|entry| entry.prefix).collect();
        for (n, resolver) in dns.resolvers.iter().enumerate() {
            let place = format!("dns.resolvers[{n}]");
            self.slug("resolver", &format!("{place}.slug"), &resolver.slug);
            self.text(&format!("{place}.name"), &resolver.name);
            if !announced.iter().any(|prefix| prefix.contains(&resolver.address)) {
                let message =
                    format!("{} is in no prefix that `announcements` announce", resolver.address);
                self.wrong(&format!("{place}.address"), message);
            }
        }
        for (field, count) in [("uses", dns.uses.len()), ("wrong_places", dns.wrong_places.len())] {
            if count > MAX_ENTRIES {
                let message = format!("has {count} entries; at most {MAX_ENTRIES}");
                self.wrong(&format!("dns.{field}"), message);
            }
        }
        self.uses(dns);
        let mut named = BTreeSet::new();
        for (n, entry) in dns.wrong_places.iter().enumerate() {
            let place = format!("dns.wrong_places[{n}]");
            self.known("client", &format!("{place}.client"), &entry.client);
            self.known("city", &format!("{place}.city"), &entry.city);
            if !named.insert(&entry.client) {
                let message = format!("`{}` has a wrong place already", entry.client);
                self.wrong(&format!("{place}.client"), message);
            }
        }
        self.dns_timers(dns);
    }

    /// No user asks two resolvers.
    fn uses(&mut self, dns: &DnsEntry) {
        let mut shares: BTreeMap<&Slug, u64> = BTreeMap::new();
        let mut named = BTreeSet::new();
        for (n, entry) in dns.uses.iter().enumerate() {
            let place = format!("dns.uses[{n}]");
            self.known("client", &format!("{place}.client"), &entry.client);
            self.known("resolver", &format!("{place}.resolver"), &entry.resolver);
            if !named.insert((&entry.client, &entry.resolver)) {
                let message = format!("`{}` uses `{}` already", entry.client, entry.resolver);
                self.wrong(&format!("{place}.resolver"), message);
            }
            let share = shares.entry(&entry.client).or_default();
            let left = 1_000 - (*share).min(1_000);
            self.range(&format!("{place}.permille"), entry.permille, 0, left);
            *share = share.saturating_add(entry.permille);
        }
    }

    fn dns_timers(&mut self, dns: &DnsEntry) {
        let health = &dns.health;
        let interval = health.interval_us.as_us();
        for (field, value, low, high) in [
            ("health.interval_us", interval, MIN_HEALTH_INTERVAL_US, MAX_SPAN_US),
            ("health.timeout_us", health.timeout_us.as_us(), 0, MAX_SPAN_US),
            ("health.falls", health.falls.into(), 1, MAX_HEALTH_CHECKS),
            ("health.rises", health.rises.into(), 1, MAX_HEALTH_CHECKS),
            ("overstay.permille", dns.overstay.permille, 0, 1_000),
            ("overstay.for_us", dns.overstay.for_us.as_us(), 0, MAX_SPAN_US),
            ("fallback_us", dns.fallback_us.as_us(), FALLBACK_US.0, FALLBACK_US.1),
        ] {
            self.range(&format!("dns.{field}"), value, low, high);
        }
    }
}
