//! Decision profiles: what depends on the order of arrival, and what does not.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use anycast_lab::engine::base::ids::EndId;
use anycast_lab::engine::bgp::attributes::{AsPath, Attributes, Origin};
use anycast_lab::engine::bgp::decision::{Arrival, Route, decide, incumbent_by_arrival};
use anycast_lab::engine::bgp::profile::{Age, Manner, MedScope, Profile, ProfileName};
use anycast_lab::engine::net::network::{Asn, BgpId, NeighborIs};
use proptest::collection::vec;
use proptest::prelude::*;

/// LOCAL_PREF, path length, neighbouring AS, ORIGIN, MED, whether learned by eBGP.
type OneHalf = (u32, usize, u32, u8, Option<u32>, bool);

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

/// Routes that differ in everything the decision process looks at, each over its own session, in
/// their order of arrival.
fn routes() -> impl Strategy<Value = Vec<Route>> {
    let one = (0..2_u32, 1..4_usize, 0..3_u32, 0..3_u8, prop::option::of(0..3_u32), any::<bool>());
    let two = (0..3_u64, 1..4_u32, 0..3_u32, 0..10_u32);
    vec((one, two), 1..7).prop_map(|all| {
        let route = |(n, (one, two)): (usize, _)| {
            let (local_pref, length, neighbor, origin, med, is_external): OneHalf = one;
            let (igp_metric, id, address, weight): (u64, u32, u32, u32) = two;
            let mut path = vec![Asn(64500); length];
            path[0] = Asn(64510 + neighbor);
            let origins = [Origin::Igp, Origin::Egp, Origin::Incomplete];
            let attributes = Attributes {
                origin: origins[usize::from(origin)],
                local_pref,
                ..attributes(&path, med)
            };
            Route {
                is_external,
                igp_metric: Some(if is_external { 0 } else { igp_metric }),
                // No two sessions have the same far address.
                sender_address: IpAddr::V4(Ipv4Addr::from(address * 16 + small(n))),
                weight: weight / 9,
                ..external(n, id, attributes)
            }
        };
        arriving(all.into_iter().enumerate().map(route).collect())
    })
}

fn attributes(path: &[Asn], med: Option<u32>) -> Attributes {
    Attributes {
        origin: Origin::Igp,
        as_path: AsPath::new(path),
        next_hop: IpAddr::V4(Ipv4Addr::LOCALHOST),
        med,
        local_pref: 100,
        communities: Vec::new(),
        originator_id: None,
        cluster_list: Vec::new(),
        only_to_customer: None,
    }
}

/// A route over session `n` from a router with this BGP Identifier.
fn external(n: usize, id: u32, attributes: Attributes) -> Route {
    Route {
        from: Some(EndId::from(n)),
        attributes: Arc::new(attributes),
        entered_from: Some(NeighborIs::Unrelated),
        is_external: true,
        igp_metric: Some(0),
        sender_id: BgpId(Ipv4Addr::from(id)),
        sender_address: IpAddr::V4(Ipv4Addr::from(id)),
        arrival: Arrival::default(),
        weight: 0,
    }
}

/// The same routes, arriving in the order of the list.
fn arriving(mut routes: Vec<Route>) -> Vec<Route> {
    for (route, arrived) in routes.iter_mut().zip(1..) {
        route.arrival = Arrival { first: arrived, last: arrived };
    }
    routes
}

fn winner(routes: &[Route], profile: &Profile) -> Option<EndId> {
    let incumbent = incumbent_by_arrival(routes, profile);
    decide(routes, profile, incumbent, |_| {}).and_then(|place| routes[place].from)
}

/// Every shipped profile with age and order switched off, and those that are so anyway.
fn deterministic() -> Vec<Profile> {
    let mut profiles: Vec<Profile> = ProfileName::ALL.map(Profile::named).to_vec();
    profiles.retain(|profile| !profile.is_order_dependent());
    assert_eq!(profiles.len(), 2, "rfc4271 and openbgpd");
    for name in ProfileName::ALL {
        let mut profile = Profile::named(name);
        profile.options.age = Age::Ignored;
        profile.options.manner = Manner::Grouped;
        profiles.push(profile.clone());
        profile.options.manner = Manner::NewestFirst;
        profile.options.med = MedScope::Always;
        profiles.push(profile);
    }
    profiles
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_winner_does_not_depend_on_the_order_of_arrival(
        (routes, shuffled) in routes().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle()))
    ) {
        let shuffled = arriving(shuffled);
        for profile in deterministic() {
            prop_assert!(!profile.is_order_dependent());
            prop_assert_eq!(winner(&routes, &profile), winner(&shuffled, &profile));
        }
    }
}

/// VENDORS.md: a (AS 1, MED 100), b (AS 2), c (AS 1, MED 50), each with a higher BGP Identifier
/// than the one before.
fn abc(order: &str) -> Vec<Route> {
    let route = |letter| match letter {
        'a' => external(0, 2, attributes(&[Asn(1)], Some(100))),
        'b' => external(1, 3, attributes(&[Asn(2)], Some(0))),
        _ => external(2, 4, attributes(&[Asn(1)], Some(50))),
    };
    arriving(order.chars().map(route).collect())
}

#[test]
fn stock_frr_depends_on_the_order_of_arrival_as_measured() {
    let frr = Profile::named(ProfileName::Frr);
    assert!(frr.is_order_dependent());
    let best = |order| winner(&abc(order), &frr).map(usize::from);
    assert_eq!(best("abc"), Some(0), "a stays, though c is better within AS 1");
    assert_eq!(best("bac"), Some(1));
    assert_eq!(best("cba"), Some(2));
    let mut grouped = frr;
    grouped.options.manner = Manner::Grouped;
    grouped.options.age = Age::Ignored;
    for order in ["abc", "acb", "bac", "bca", "cab", "cba"] {
        assert_eq!(winner(&abc(order), &grouped).map(usize::from), Some(1), "{order}");
    }
}
