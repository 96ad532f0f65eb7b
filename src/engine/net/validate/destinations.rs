//! What servers open connections to: origins, others' CDNs, geofenced sites.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;

use super::Check;
use super::egress::Operator;
use crate::engine::base::text::Slug;
use crate::engine::net::egress::{ChoosesBy, DestinationKind};
use crate::engine::net::scenario::{DestinationEntry, EgressEntry, Scenario, SiteEntry};

/// The most destinations.
pub const MAX_DESTINATIONS: usize = 32;
/// The most sites of one.
pub const MAX_SITES: usize = 32;
/// The most countries that a site serves: there are 249 codes.
pub const MAX_SERVED: usize = 249;

/// What sites are checked against.
struct Ground<'a> {
    operator: &'a Operator<'a>,
    /// What each router announces besides what services and clients have it announce.
    announced: BTreeMap<&'a Slug, Vec<IpNet>>,
    /// Sites' addresses so far.
    taken: BTreeSet<IpAddr>,
}

impl Check<'_> {
    pub(super) fn destinations(
        &mut self,
        egress: &EgressEntry,
        scenario: &Scenario,
        operator: &Operator<'_>,
    ) {
        let mut announced: BTreeMap<&Slug, Vec<IpNet>> = BTreeMap::new();
        for entry in scenario.announcements.iter().filter(|entry| entry.announced) {
            announced.entry(&entry.router).or_default().push(entry.prefix);
        }
        let mut ground = Ground { operator, announced, taken: BTreeSet::new() };
        self.count("egress.destinations", egress.destinations.len(), 1, MAX_DESTINATIONS);
        for (n, entry) in egress.destinations.iter().enumerate() {
            let place = format!("egress.destinations[{n}]");
            self.destination(&place, entry);
            for (m, site) in entry.sites.iter().take(MAX_SITES).enumerate() {
                self.site(&format!("{place}.sites[{m}]"), site, &mut ground);
            }
        }
    }

    fn destination(&mut self, place: &str, entry: &DestinationEntry) {
        self.slug("destination", &format!("{place}.slug"), &entry.slug);
        self.text(&format!("{place}.name"), &entry.name);
        self.range(&format!("{place}.port"), entry.port.into(), 1, u16::MAX.into());
        let is_cdn = entry.kind == DestinationKind::Cdn;
        let sites = format!("{place}.sites");
        if is_cdn {
            self.count(&sites, entry.sites.len(), 1, MAX_SITES);
        } else if entry.sites.len() != 1 {
            let message =
                format!("has {} entries, not 1; only a `cdn` has more", entry.sites.len());
            self.wrong(&sites, message);
        }
        if !is_cdn && entry.chooses_by != ChoosesBy::default() {
            self.wrong(&format!("{place}.chooses_by"), "only a `cdn` has sites to choose among");
        }
        self.served(&format!("{place}.serves"), entry);
    }

    /// Countries, each once, where there is a fence and only there.
    fn served(&mut self, place: &str, entry: &DestinationEntry) {
        let is_geofenced = entry.kind == DestinationKind::Geofenced;
        if is_geofenced && entry.serves.is_empty() {
            self.wrong(place, "is empty; a `geofenced` destination serves some country");
        }
        if !is_geofenced && !entry.serves.is_empty() {
            self.wrong(place, "only a `geofenced` destination serves some countries alone");
        }
        self.count(place, entry.serves.len(), 0, MAX_SERVED);
        let mut named = BTreeSet::new();
        for (n, country) in entry.serves.iter().enumerate() {
            let place = format!("{place}[{n}]");
            self.country(&place, country);
            if !named.insert(country) {
                self.wrong(&place, format!("`{country}` is in this list already"));
            }
        }
    }

    fn site(&mut self, place: &str, site: &SiteEntry, ground: &mut Ground<'_>) {
        let router = format!("{place}.router");
        self.known("router", &router, &site.router);
        let asn = self.routers.get(&site.router);
        if asn.is_some_and(|asn| ground.operator.systems.contains(asn)) {
            self.wrong(&router, "is of the network whose servers connect; it must be another's");
        }
        let place = format!("{place}.address");
        if site.address.is_ipv4() != ground.operator.is_v4 {
            self.wrong(&place, "must be of the address family of the service");
        }
        let announced = ground.announced.get(&site.router);
        if !announced.is_some_and(|nets| nets.iter().any(|net| net.contains(&site.address))) {
            let message = format!(
                "{} is in no prefix that `announcements` let `{}` announce",
                site.address, site.router
            );
            self.wrong(&place, message);
        }
        if !ground.taken.insert(site.address) {
            self.wrong(&place, format!("{} is another site's already", site.address));
        }
    }
}
