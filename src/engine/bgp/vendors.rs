//! The rows of the shipped profiles.
//!
//! What was measured, on FRR 8.4.4, BIRD 2.0.12 and OpenBGPD 7.7, is recorded under
//! `tests/fixtures`: each step that decides once in `open/ladder-*`, what makers differ in under
//! `vendor`, summed up in `tests/fixtures/VENDORS.md`. The rows of Cisco and Junos rest on their
//! makers' documents alone ([`Profile::document`]), and so do the few rows of the others that no
//! case shows.

use super::decision::Step;
use super::profile::{
    Age, Behavior, Document, Evidence, Manner, Multipath, MultipathPaths, Options, Profile,
    ProfileName, Row,
};

/// What Cisco's routers give to their own routes.
const OWN_WEIGHT: u32 = 32_768;

impl Profile {
    /// A shipped profile.
    #[must_use]
    pub fn named(name: ProfileName) -> Self {
        match name {
            ProfileName::Rfc4271 => rfc4271(),
            ProfileName::Cisco => cisco(),
            ProfileName::Frr => frr(),
            ProfileName::Bird => bird(),
            ProfileName::Junos => junos(),
            ProfileName::OpenBgpd => openbgpd(),
        }
    }

    /// The document that its documented rows are taken from.
    #[must_use]
    pub const fn document(&self) -> Document {
        match self.name {
            ProfileName::Rfc4271 => Document {
                publisher: "IETF",
                title: "RFC 4271, A Border Gateway Protocol 4; RFC 4456, BGP Route Reflection",
                section: "RFC 4271 § 9.1.2.2; RFC 4456 § 9",
            },
            ProfileName::Cisco => Document {
                publisher: "Cisco",
                title: "Select BGP Best Path Algorithm (document 13753)",
                section: "How the Best Path Algorithm Works",
            },
            ProfileName::Frr => Document {
                publisher: "FRRouting",
                title: "FRRouting User Guide, BGP",
                section: "Route Selection",
            },
            ProfileName::Bird => Document {
                publisher: "CZ.NIC",
                title: "BIRD 2.0 User's Guide, BGP",
                section: "Route selection rules",
            },
            ProfileName::Junos => Document {
                publisher: "Juniper Networks",
                title: "Junos OS, BGP User Guide: Understanding BGP Path Selection",
                section: "the numbered list of the algorithm",
            },
            ProfileName::OpenBgpd => Document {
                publisher: "OpenBSD",
                title: "bgpd.conf(5), bgpd(8)",
                section: "rde route-age, rde med compare, weight",
            },
        }
    }
}

fn rows(steps: &[Step], evidence: impl Fn(Step) -> Evidence) -> Vec<Row> {
    steps.iter().map(|&step| Row { step, evidence: evidence(step) }).collect()
}

fn documented(_: Step) -> Evidence {
    Evidence::Documented
}

/// The order that RFC 4271 and RFC 4456 state. A route of one's own comes first, as RFC 4271
/// § 9.1.1 lets local policy decide; every case in `open` and `external` shows the rest.
fn rfc4271() -> Profile {
    let steps = [
        Step::Local,
        Step::LocalPref,
        Step::AsPath,
        Step::Origin,
        Step::Med,
        Step::PeerType,
        Step::IgpMetric,
        Step::RouterId,
        Step::ClusterList,
        Step::PeerAddr,
    ];
    Profile {
        name: ProfileName::Rfc4271,
        rows: rows(&steps, documented),
        options: Options::default(),
        behavior: Behavior::default(),
    }
}

/// The order that Cisco and FRR share.
const WEIGHT_FIRST: [Step; 12] = [
    Step::Weight,
    Step::LocalPref,
    Step::Local,
    Step::AsPath,
    Step::Origin,
    Step::Med,
    Step::PeerType,
    Step::IgpMetric,
    Step::Oldest,
    Step::RouterId,
    Step::ClusterList,
    Step::PeerAddr,
];

/// Documented, none measured: Cisco's "Select BGP Best Path Algorithm", document 13753. Stock IOS:
/// `bgp deterministic-med` and `bgp always-compare-med` off, one path.
fn cisco() -> Profile {
    Profile {
        name: ProfileName::Cisco,
        rows: rows(&WEIGHT_FIRST, documented),
        options: Options {
            manner: Manner::NewestFirst,
            age: Age::BestOfAnotherRouterStays,
            own_weight: OWN_WEIGHT,
            ..Options::default()
        },
        behavior: Behavior {
            heeds_own_communities: true,
            sends_zero_med: true,
            ..Behavior::default()
        },
    }
}

/// Measured on 8.4.4, stock: deterministic MED off, the best route stays, up to 64 equal routes;
/// over eBGP these need the same neighbouring AS, not the same path (65001 65098 stood beside
/// 65001 65099).
/// `Local` is documented: with the weight of own routes above it, it never decides.
fn frr() -> Profile {
    let evidence = |step| match step {
        Step::Local => Evidence::Documented,
        _ => Evidence::Measured,
    };
    Profile {
        name: ProfileName::Frr,
        rows: rows(&WEIGHT_FIRST, evidence),
        options: Options {
            manner: Manner::NewestFirst,
            age: Age::BestStays,
            own_weight: OWN_WEIGHT,
            multipath: Multipath { maximum: 64, paths: MultipathPaths::SameNeighbor },
            ..Options::default()
        },
        behavior: Behavior {
            needs_policy: true,
            heeds_own_communities: true,
            heeds_graceful_shutdown: true,
            holds_blackhole: true,
            sends_zero_med: true,
            sets_next_hop_of_reflected: false,
        },
    }
}

/// Measured on 2.0.12. An own route wins by the preference of its protocol: `Local`. Age is
/// looked at with `prefer older on` alone.
fn bird() -> Profile {
    let steps = [
        Step::Local,
        Step::LocalPref,
        Step::AsPath,
        Step::Origin,
        Step::Med,
        Step::PeerType,
        Step::IgpMetric,
        Step::Oldest,
        Step::RouterId,
        Step::ClusterList,
        Step::PeerAddr,
    ];
    Profile {
        name: ProfileName::Bird,
        rows: rows(&steps, |_| Evidence::Measured),
        options: Options { manner: Manner::AsTheyArrived, ..Options::default() },
        behavior: Behavior { needs_policy: true, ..Behavior::default() },
    }
}

/// Documented, none measured: "Understanding BGP Path Selection" in Juniper's BGP User Guide.
/// An own route wins by the preference of its protocol: `Local`.
fn junos() -> Profile {
    let steps = [
        Step::Local,
        Step::LocalPref,
        Step::AsPath,
        Step::Origin,
        Step::Med,
        Step::PeerType,
        Step::IgpMetric,
        Step::Oldest,
        Step::RouterId,
        Step::ClusterList,
        Step::PeerAddr,
    ];
    Profile {
        name: ProfileName::Junos,
        rows: rows(&steps, documented),
        options: Options { age: Age::BestOfAnotherRouterStays, ..Options::default() },
        behavior: Behavior { heeds_own_communities: true, ..Behavior::default() },
    }
}

/// Measured on 7.7: no preference for own routes, no interior cost, MED always grouped. Age is
/// looked at with `rde route-age evaluate` alone. Where the weight stands is documented.
fn openbgpd() -> Profile {
    let steps = [
        Step::LocalPref,
        Step::AsPath,
        Step::Origin,
        Step::Med,
        Step::PeerType,
        Step::Weight,
        Step::Oldest,
        Step::RouterId,
        Step::ClusterList,
        Step::PeerAddr,
    ];
    let evidence = |step| match step {
        Step::Weight => Evidence::Documented,
        _ => Evidence::Measured,
    };
    Profile {
        name: ProfileName::OpenBgpd,
        rows: rows(&steps, evidence),
        options: Options::default(),
        behavior: Behavior {
            heeds_own_communities: true,
            sends_zero_med: true,
            sets_next_hop_of_reflected: true,
            ..Behavior::default()
        },
    }
}
