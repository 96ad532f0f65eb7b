//! From a graph of ASes to a scenario for the event engine: one router an AS.

use std::net::Ipv4Addr;

use super::as_rel::{AsLink, Relation};
use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;
use crate::engine::net::network::Asn;
use crate::engine::net::origin::Origin;
use crate::engine::net::scenario::{
    AnnouncementEntry, CityEntry, DecisionEntry, EndEntry, FORMAT, LinkEntry, LinkRelation,
    LocalPref, NetworkEntry, NetworkKind, NetworkPolicy, RouterEntry, RouterPolicy, Scenario,
    Timing,
};

/// The one-way delay of every link.
const DELAY: Span = Span::from_ms(1);

/// The prefix that the origins announce, from the block for documentation [RFC 5737].
pub const PREFIX: &str = "192.0.2.0/24";

/// The slug of an AS, and of its router.
#[must_use]
pub fn slug(asn: Asn) -> Slug {
    Slug::new(&format!("as{asn}"))
}

/// The scenario of these links: one router an AS, whose BGP Identifier is the AS number; no
/// timers, equal delays, everything in one city. The ASes `origins` announce [`PREFIX`].
///
/// The scenario is not checked: `Setup::from_scenario` does that. The links should be those of an
/// [`AsGraph`](super::graph::AsGraph), which names their problems better.
#[must_use]
pub fn scenario(links: &[AsLink], origins: &[Asn]) -> Scenario {
    let mut asns: Vec<Asn> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    asns.sort_unstable();
    asns.dedup();
    Scenario {
        format: FORMAT.to_owned(),
        slug: Slug::new("as-graph"),
        name: same("AS graph"),
        about: same("AS graph"),
        timing: Timing {
            mrai_ebgp_us: Span::ZERO,
            mrai_ibgp_us: Span::ZERO,
            mrai_jitter: false,
            ..Timing::default()
        },
        local_pref: LocalPref { customer: 200, peer: 150, provider: 100 },
        cities: vec![CityEntry {
            slug: Slug::new("here"),
            name: same("Here"),
            country: "XX".to_owned(),
            lat_udeg: 0,
            lon_udeg: 0,
        }],
        networks: asns.into_iter().map(network).collect(),
        links: once_each(links).map(link).collect(),
        services: Vec::new(),
        clients: Vec::new(),
        botnets: Vec::new(),
        dns: None,
        egress: None,
        announcements: origins.iter().map(|&origin| announcement(origin)).collect(),
        prefixes: Vec::new(),
        roas: Vec::new(),
        split_horizon: true,
        commands: Vec::new(),
    }
}

fn same(words: &str) -> Text {
    Text { en: words.to_owned(), zh: words.to_owned() }
}

fn network(asn: Asn) -> NetworkEntry {
    NetworkEntry {
        slug: slug(asn),
        asn: asn.0,
        name: same(&format!("AS {asn}")),
        kind: NetworkKind::Transit,
        ibgp: false,
        reflectors: Vec::new(),
        profile: None,
        decision: DecisionEntry::default(),
        routers: vec![RouterEntry {
            slug: slug(asn),
            city: Slug::new("here"),
            bgp_id: Some(Ipv4Addr::from(asn.0)),
            policy: RouterPolicy::default(),
        }],
        policy: NetworkPolicy::default(),
    }
}

/// A pair of neighbours may be listed twice; its first link stands for it.
fn once_each(links: &[AsLink]) -> impl Iterator<Item = &AsLink> {
    let pair = |link: &AsLink| (link.a.min(link.b), link.a.max(link.b));
    let mut seen = std::collections::BTreeSet::new();
    links.iter().filter(move |link| seen.insert(pair(link)))
}

fn link(link: &AsLink) -> LinkEntry {
    LinkEntry {
        slug: None,
        a: slug(link.a),
        b: slug(link.b),
        a_is: match link.relation {
            Relation::Transit => LinkRelation::Provider,
            Relation::Peers => LinkRelation::Peer,
        },
        delay_us: DELAY,
        igp_cost: None,
        capacity_bps: None,
        at_a: EndEntry::default(),
        at_b: EndEntry::default(),
    }
}

fn announcement(origin: Asn) -> AnnouncementEntry {
    AnnouncementEntry {
        router: slug(origin),
        prefix: PREFIX.parse().expect("a prefix"),
        origin: Origin::Igp,
        med: None,
        communities: Vec::new(),
        as_path_tail: Vec::new(),
        announced: true,
    }
}
