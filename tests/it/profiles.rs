//! Decision profiles: what depends on the order of arrival, and what does not.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use anycast_lab::engine::base::ids::{EndId, PrefixId, RouterId};
use anycast_lab::engine::bgp::attributes::{AsPath, Attributes, Origin};
use anycast_lab::engine::bgp::decision::{
    Arrival, Candidate, Explanation, Route, Step, Verdict, decide, explain, incumbent_by_arrival,
};
use anycast_lab::engine::bgp::profile::{
    Age, Evidence, Manner, MedScope, MultipathPaths, Profile, ProfileName,
};
use anycast_lab::engine::net::network::{Asn, BgpId, NeighborIs};
use anycast_lab::engine::net::scenario::{AnnouncementEntry, DecisionEntry, LinkRelation};
use anycast_lab::engine::net::validate::validate;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::worlds::{announcement, empty, link, network, settled};

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

/// A world like VENDORS.md's, where a comes first, then b, then c: `dut` is the provider of all.
fn med_world(profile: Option<&str>, decision: DecisionEntry) -> World {
    let mut scenario = empty();
    let mut dut = network("dut", 65000, &["dut"]);
    dut.profile = profile.map(str::to_owned);
    dut.decision = decision;
    let mut one = network("one", 65001, &["a", "c"]);
    one.ibgp = false;
    one.routers[1].bgp_id = Some(Ipv4Addr::new(10, 0, 1, 1));
    scenario.networks = vec![dut, one, network("two", 65002, &["b"])];
    for (router, med, delay_ms) in [("a", 100, 1), ("b", 0, 2), ("c", 50, 3)] {
        scenario.links.push(link("dut", router, LinkRelation::Provider, delay_ms));
        let announced = announcement(router, "203.0.113.0/24");
        scenario.announcements.push(AnnouncementEntry { med: Some(med), ..announced });
    }
    settled(&scenario)
}

/// Who told the selected route, and the step that decided.
fn choice(world: &World, explanation: &Explanation) -> (String, Option<Step>) {
    let network = world.network();
    let from = explanation.selected().unwrap().route.from.unwrap();
    (network.routers[network.neighbor(from)].slug.to_string(), explanation.decided_by)
}

#[test]
fn a_router_says_how_others_would_choose_and_changes_nothing() {
    let world = med_world(None, DecisionEntry::default());
    let dut = world.network().names.routers["dut"];
    let prefix = world.network().prefixes.first_key().unwrap();
    let before = world.digest();
    assert_eq!(
        choice(&world, &world.explain(dut, prefix)),
        ("b".to_owned(), Some(Step::RouterId)),
        "a falls to c's MED; b has a lower BGP Identifier than c"
    );
    for (name, neighbor, step) in [
        (ProfileName::Rfc4271, "b", Step::RouterId),
        (ProfileName::Cisco, "a", Step::Oldest),
        (ProfileName::Frr, "a", Step::Oldest),
        (ProfileName::Bird, "c", Step::Med),
        (ProfileName::Junos, "b", Step::RouterId),
        (ProfileName::OpenBgpd, "b", Step::RouterId),
    ] {
        let profile = Profile::named(name);
        let explanation = world.explain_as(dut, prefix, &profile);
        assert_eq!(choice(&world, &explanation), (neighbor.to_owned(), Some(step)), "{name:?}");
        assert_eq!(*explanation.profile, profile);
    }
    assert_eq!(world.digest(), before);
}

#[test]
fn a_scenario_gives_its_networks_profiles_and_options() {
    let says = |profile, decision| {
        let world = med_world(profile, decision);
        let dut = world.network().names.routers["dut"];
        let prefix = world.network().prefixes.first_key().unwrap();
        let explanation = world.explain(dut, prefix);
        let best = world.best(dut, prefix).unwrap();
        assert_eq!(explanation.selected().unwrap().route, best, "what it says is what it does");
        choice(&world, &explanation)
    };
    let stock = DecisionEntry::default();
    assert_eq!(says(Some("frr"), stock), ("a".to_owned(), Some(Step::Oldest)));
    let deterministic = DecisionEntry {
        deterministic_med: Some(true),
        compare_router_id: Some(true),
        ..DecisionEntry::default()
    };
    assert_eq!(says(Some("frr"), deterministic), ("b".to_owned(), Some(Step::RouterId)));
    let always = DecisionEntry { always_compare_med: Some(true), ..DecisionEntry::default() };
    assert_eq!(says(None, always), ("b".to_owned(), Some(Step::Med)));
    let older = DecisionEntry { compare_router_id: Some(false), ..DecisionEntry::default() };
    assert_eq!(says(None, older), ("b".to_owned(), Some(Step::RouterId)), "a was best, but fell");
}

#[test]
fn a_profile_that_is_not_and_paths_that_are_too_many_are_refused() {
    let mut scenario = empty();
    scenario.networks = vec![network("dut", 65000, &["dut"])];
    scenario.networks[0].profile = Some("quagga".to_owned());
    scenario.networks[0].decision.maximum_paths = Some(65);
    let problems: Vec<String> =
        validate(&scenario).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "networks[0].profile: `quagga` is no profile; one of \
             rfc4271, cisco, frr, bird, junos, openbgpd",
            "networks[0].decision.maximum_paths: must lie between 1 and 64, not 65",
        ]
    );
}

/// What became of each route, in the order given; `b` of the best.
fn verdicts(routes: &[Route], profile: &Profile) -> String {
    let incumbent = incumbent_by_arrival(routes, profile);
    let (router, prefix) = (RouterId::from(0), PrefixId::from(0));
    let profile = Arc::new(profile.clone());
    let explanation = explain(router, prefix, routes, Vec::new(), profile, incumbent);
    let verdict = |route: &Route| {
        let same = |candidate: &&Candidate| candidate.route.from == route.from;
        match explanation.candidates.iter().find(same).unwrap().verdict {
            Verdict::Selected => 'b',
            Verdict::Multipath => 'm',
            Verdict::Eliminated { .. } => '-',
            Verdict::Ineligible(_) => '?',
        }
    };
    routes.iter().map(verdict).collect()
}

#[test]
fn equal_routes_share_the_load_as_far_as_the_profile_says() {
    let routes = arriving(vec![
        external(0, 2, attributes(&[Asn(1)], None)),
        external(1, 3, attributes(&[Asn(1)], None)),
        external(2, 4, attributes(&[Asn(2)], None)),
        external(3, 5, attributes(&[Asn(1), Asn(2)], None)),
        external(4, 6, attributes(&[Asn(1)], Some(1))),
    ]);
    let mut profile = Profile::default();
    assert_eq!(verdicts(&routes, &profile), "b----");
    profile.options.multipath.maximum = 8;
    assert_eq!(verdicts(&routes, &profile), "bm---", "the same path, and no worse in MED");
    profile.options.multipath.paths = MultipathPaths::SameLength;
    assert_eq!(verdicts(&routes, &profile), "bmm--");
    profile.options.multipath.maximum = 2;
    assert_eq!(verdicts(&routes, &profile), "bm---");
    // FRR 8.4.4, asked: the neighbouring AS must be the same, what lies behind it need not.
    let behind = |n: usize, asn: u32| {
        let id = 2 + small(n);
        external(n, id, attributes(&[Asn(65001), Asn(asn)], None))
    };
    let other = external(3, 9, attributes(&[Asn(65002), Asn(65099)], None));
    let routes = arriving(vec![behind(0, 65098), behind(1, 65099), behind(2, 65099), other]);
    assert_eq!(verdicts(&routes, &Profile::named(ProfileName::Frr)), "bmm-");
}

#[test]
fn each_step_decides_where_the_profile_puts_it() {
    let heavy = |n, weight| Route {
        weight,
        ..external(n, 2, Attributes { local_pref: 50, ..attributes(&[Asn(1); 4], None) })
    };
    let light = external(1, 3, attributes(&[Asn(2)], None));
    let routes = arriving(vec![heavy(0, 1), light.clone()]);
    for (name, best) in [
        (ProfileName::Cisco, 0),
        (ProfileName::Frr, 0),
        (ProfileName::Rfc4271, 1),
        (ProfileName::Bird, 1),
        (ProfileName::Junos, 1),
        (ProfileName::OpenBgpd, 1),
    ] {
        assert_eq!(winner(&routes, &Profile::named(name)), Some(EndId::from(best)), "{name:?}");
    }
    // The path's length, switched off: the BGP Identifier decides.
    let long = external(0, 2, attributes(&[Asn(1); 4], None));
    let routes = arriving(vec![long, light]);
    let mut profile = Profile::default();
    assert_eq!(winner(&routes, &profile), Some(EndId::from(1)));
    profile.options.ignores_as_path = true;
    assert_eq!(winner(&routes, &profile), Some(EndId::from(0)));
    // Reflected routes: ORIGINATOR_ID stands for the sender, then the shorter CLUSTER_LIST.
    let reflected = |n: usize, clusters: usize| Route {
        is_external: false,
        ..external(
            n,
            9,
            Attributes {
                cluster_list: vec![BgpId(Ipv4Addr::LOCALHOST); clusters],
                ..attributes(&[Asn(1)], None)
            },
        )
    };
    let routes = arriving(vec![reflected(0, 2), reflected(1, 1)]);
    for name in ProfileName::ALL {
        assert_eq!(winner(&routes, &Profile::named(name)), Some(EndId::from(1)), "{name:?}");
    }
}

#[test]
fn age_decides_between_routers_not_between_sessions_of_one() {
    let old = external(0, 9, attributes(&[Asn(1)], None));
    let young = external(1, 2, attributes(&[Asn(2)], None));
    let routes = arriving(vec![old.clone(), young]);
    let best = |routes: &[Route], name| winner(routes, &Profile::named(name)).map(usize::from);
    for (name, expected) in [
        (ProfileName::Cisco, 0),
        (ProfileName::Frr, 0),
        (ProfileName::Junos, 0),
        (ProfileName::Rfc4271, 1),
        (ProfileName::Bird, 1),
        (ProfileName::OpenBgpd, 1),
    ] {
        assert_eq!(best(&routes, name), Some(expected), "{name:?}");
    }
    // Two sessions with one router: there the lower address wins at Cisco's and Juniper's.
    let lower = IpAddr::V4(Ipv4Addr::from(1));
    let second = Route { sender_address: lower, ..external(1, 9, attributes(&[Asn(1)], None)) };
    let routes = arriving(vec![old, second]);
    assert_eq!(best(&routes, ProfileName::Cisco), Some(1));
    assert_eq!(best(&routes, ProfileName::Junos), Some(1));
    assert_eq!(best(&routes, ProfileName::Frr), Some(0));
}

#[test]
fn what_was_not_measured_says_so() {
    for name in ProfileName::ALL {
        let profile = Profile::named(name);
        let measured = profile.rows.iter().filter(|row| row.evidence == Evidence::Measured).count();
        match name {
            ProfileName::Rfc4271 | ProfileName::Cisco | ProfileName::Junos => {
                assert_eq!(measured, 0, "{name:?}");
            }
            _ => assert!(measured > 0, "{name:?}"),
        }
        assert!(!profile.document().title.is_empty() && !profile.document().section.is_empty());
        assert_eq!(ProfileName::from_name(name.as_str()), Some(name));
        let json = serde_json::to_value(name).unwrap();
        assert_eq!(json, name.as_str());
    }
}
