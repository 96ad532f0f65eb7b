//! Well-known communities, and those that a provider acts on.

use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::bgp::decision::Ineligible;
use anycast_lab::engine::bgp::export::Withheld;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::community::Community;
use anycast_lab::engine::net::scenario::LinkRelation::{Internal, Peer, Provider, Unrelated};
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::sim::world::World;
use serde_json::json;

use super::{PREFIX, act, attributes, community, id, refused, row, with};
use crate::worlds::{announcement, client, link, network, path_at, serving, settled, two_doors};

#[test]
fn no_export_and_no_advertise_stop_where_they_say() {
    // r1 has two routers; r2 is another network.
    let mut scenario = row(&[Unrelated, Unrelated]);
    scenario.networks[1] = network("r1", 65002, &["r1", "r1-far"]);
    scenario.links[1] = link("r1-far", "r2", Unrelated, 1);
    scenario.links.push(link("r1", "r1-far", Internal, 1));
    for (communities, inside, outside) in [
        (vec![], true, true),
        (vec!["no-export"], true, false),
        (vec!["no-advertise"], false, false),
    ] {
        let entry = json!([{"router": "r0", "prefix": PREFIX, "communities": communities}]);
        let world = settled(&with(&scenario, &[("/announcements", entry)]));
        let has = |router: &str| path_at(&world, router, PREFIX).is_some();
        assert_eq!((has("r1"), has("r1-far"), has("r2")), (true, inside, outside));
    }
}

/// A client of the provider `r0` asks for the service at `r1`, a customer of `r0`, which announces
/// one address of it with BLACKHOLE. `r2` is another customer of `r0`.
fn under_attack(length: u8, communities: &[&str]) -> Scenario {
    let mut scenario = row(&[Provider]);
    scenario.networks[0] = network("r0", 65001, &["r0", "r0-far"]);
    scenario.networks.push(network("r2", 65003, &["r2"]));
    scenario.links.push(link("r0", "r0-far", Internal, 1));
    scenario.links.push(link("r0-far", "r2", Provider, 1));
    scenario.services = vec![crate::worlds::service(&["r1"])];
    scenario.clients = vec![client("users", "r2", 1), client("inside", "r0-far", 2)];
    let prefix = format!("192.0.2.{}/{length}", if length == 32 { 53 } else { 0 });
    let entry = json!([{"router": "r1", "prefix": prefix, "communities": communities}]);
    with(&scenario, &[("/announcements", entry)])
}

fn fate(world: &World, client: &str) -> Fate {
    let names = &world.network().names;
    world.reach(names.clients[client], names.services["dns"]).fate
}

#[test]
fn a_black_hole_is_made_where_a_neighbour_opts_in() {
    let honours = [("/links/0/at_a/honours_blackhole", json!(true))];
    let world = settled(&with(&under_attack(32, &["blackhole"]), &honours));
    assert_eq!([fate(&world, "users"), fate(&world, "inside")], [Fate::Blackholed; 2]);
    // Both routers of the provider know the address, and nobody outside does [RFC 7999 § 3.2].
    assert!(path_at(&world, "r0-far", "192.0.2.53/32").is_some());
    assert_eq!(path_at(&world, "r2", "192.0.2.53/32"), None);
    let end = world.network().names.sessions["r0-far--r2"].ends()[0];
    let told = world.exported(end, id(&world, "192.0.2.53/32"));
    assert_eq!(told, Some(Err(Withheld::NoExport)));

    // Without the opt-in the prefix is too long, and the packets arrive.
    let world = settled(&under_attack(32, &["blackhole"]));
    assert_eq!(
        refused(&world, "r0", "192.0.2.53/32"),
        [Ineligible::TooLong { length: 32, most: 24 }]
    );
    assert_eq!([fate(&world, "users"), fate(&world, "inside")], [Fate::Delivered; 2]);
    // Without the community there is no request.
    let world = settled(&with(&under_attack(32, &[]), &honours));
    assert_eq!(fate(&world, "users"), Fate::Delivered);
}

#[test]
fn a_packet_into_a_black_hole_is_told() {
    let scenario = with(
        &under_attack(32, &["blackhole"]),
        &[("/links/0/at_a/honours_blackhole", json!(true))],
    );
    let mut world = settled(&scenario);
    let command = json!({"do": "send-packet", "client": "users", "service": "dns"});
    let mut facts = Vec::new();
    let at = world.now();
    world.apply(at, &serde_json::from_value(command).unwrap(), &mut facts).unwrap();
    while world.step(&mut facts).is_some() {}
    let told = format!("{facts:?}");
    assert!(told.contains("PacketDropped") && told.contains("Blackholed"), "{told}");
}

#[test]
fn a_neighbour_without_the_right_cannot_make_a_black_hole() {
    // r2 hijacks the service with BLACKHOLE; only r1 may ask for one.
    let scenario = with(
        &under_attack(32, &["blackhole"]),
        &[
            ("/links/0/at_a/honours_blackhole", json!(true)),
            (
                "/announcements",
                json!([{"router": "r2", "prefix": "192.0.2.0/24", "communities": ["blackhole"]}]),
            ),
        ],
    );
    let world = settled(&scenario);
    let far = world.network().names.routers["r0-far"];
    let explanation = world.explain(far, id(&world, "192.0.2.0/24"));
    let communities: Vec<_> =
        explanation.candidates.iter().map(|one| one.route.attributes.communities.clone()).collect();
    assert_eq!(communities, [vec![], vec![]], "taken off where it came in");
    assert_eq!(fate(&world, "inside"), Fate::Hijacked);
    // Where nobody may ask, it is a community like any other.
    let world = settled(&with(&scenario, &[("/links/0/at_a/honours_blackhole", json!(false))]));
    let best = world.best(far, id(&world, "192.0.2.0/24")).unwrap();
    assert_eq!(best.attributes.communities, [Community::BLACKHOLE]);
    assert_eq!(fate(&world, "inside"), Fate::Hijacked);
}

#[test]
fn a_black_hole_may_be_longer_than_its_roa_but_not_another_s() {
    let with_roa = |asn: u32| {
        let roas = json!([{"prefix": "192.0.2.0/24", "max_length": 24, "asn": asn}]);
        let scenario = with(
            &under_attack(32, &["blackhole"]),
            &[
                ("/links/0/at_a/honours_blackhole", json!(true)),
                ("/networks/0/policy", json!({"validates": "all"})),
                ("/roas", roas),
            ],
        );
        refused(&settled(&scenario), "r0", "192.0.2.53/32")
    };
    assert_eq!(with_roa(65002), []);
    assert_eq!(with_roa(65009), [Ineligible::OriginInvalid]);
}

#[test]
fn graceful_shutdown_moves_traffic_before_the_pop_goes() {
    let drain = |is_on: bool| json!({"do": "drain", "node": "west", "is_on": is_on});
    let honours = [("/networks/1/policy", json!({"honours_graceful_shutdown": true}))];
    let mut world = settled(&with(&two_doors(), &honours));
    let before = world.digest();
    assert_eq!(serving(&world, "users"), Some("west".into()));
    act(&mut world, drain(true)).unwrap();
    assert!(world.is_draining(world.network().names.nodes["west"]));
    // It still announces, with LOCAL_PREF 0 at the neighbour [RFC 8326 § 4.2].
    assert_eq!(serving(&world, "users"), Some("east".into()));
    let west = world.network().names.routers["long-west"];
    let prefix = id(&world, "192.0.2.0/24");
    let told = world.explain(west, prefix);
    let drained = told.candidates.iter().find(|one| one.route.is_external()).unwrap();
    assert_eq!(drained.route.attributes.local_pref, 0);
    assert_eq!(drained.route.attributes.communities, [Community::GRACEFUL_SHUTDOWN]);
    act(&mut world, drain(true)).unwrap_err();
    act(&mut world, drain(false)).unwrap();
    assert_eq!(serving(&world, "users"), Some("west".into()));
    act(&mut world, drain(false)).unwrap_err();
    // Everything is as before but the clock.
    let mut fresh = settled(&with(&two_doors(), &honours));
    assert_eq!(fresh.digest(), before);
    fresh.advance(world.now(), u64::MAX, &mut Vec::new());
    let route = |world: &World| {
        let routers: Vec<RouterId> = world.network().routers.keys().collect();
        routers.iter().map(|&router| world.best(router, prefix)).collect::<Vec<_>>()
    };
    assert_eq!(route(&fresh), route(&world));

    // A neighbour that does not honour it goes on as before.
    let mut world = settled(&two_doors());
    act(&mut world, drain(true)).unwrap();
    assert_eq!(serving(&world, "users"), Some("west".into()));
}

#[test]
fn a_drain_asks_one_s_own_routers_by_local_pref() {
    // Nodes at both ends of one network with iBGP; its customer is in the middle.
    let mut scenario = two_doors();
    scenario.services = vec![crate::worlds::service(&["long-west", "long-east"])];
    let mut world = settled(&scenario);
    assert_eq!(serving(&world, "users"), Some("long-west".into()));
    act(&mut world, json!({"do": "drain", "node": "long-west", "is_on": true})).unwrap();
    assert_eq!(serving(&world, "users"), Some("long-east".into()));
}

/// `r0` sells to `r1`, peers with `r2`, and buys from `r3`; `r1` announces with this community.
fn provider_with_offers(community: &str) -> Scenario {
    let mut scenario = row(&[Provider]);
    for (n, slug) in ["r2", "r3", "r4"].into_iter().enumerate() {
        scenario.networks.push(network(slug, 65003 + u32::try_from(n).unwrap(), &[slug]));
    }
    scenario.links.push(link("r0", "r2", Peer, 1));
    scenario.links.push(link("r3", "r0", Provider, 1));
    scenario.links.push(link("r0", "r4", Provider, 1));
    let offers = json!([
        {"community": "65001:102", "do": {"prepend": {"times": 2, "to": "peers"}}},
        {"community": "65001:103", "do": {"prepend": {"times": 3, "to": "all"}}},
        {"community": "65001:200", "do": {"withhold": {"from": "providers"}}},
        {"community": "65001:201", "do": {"withhold": {"from": {"as": 65003}}}},
        {"community": "65001:202", "do": {"withhold": {"from": "customers"}}},
        {"community": "65001:80", "do": {"local-pref": 80}}
    ]);
    with(
        &scenario,
        &[
            ("/networks/0/policy", json!({"action_communities": offers})),
            (
                "/announcements",
                json!([{"router": "r1", "prefix": PREFIX, "communities": [community]}]),
            ),
        ],
    )
}

#[test]
fn a_provider_does_what_its_communities_say() {
    let short = Some("65001 65002");
    let long = Some("65001 65001 65001 65002");
    let longest = Some("65001 65001 65001 65001 65002");
    for (community, peer, provider, customer, local_pref) in [
        ("65001:1", short, short, short, 200),
        ("65001:102", long, short, short, 200),
        ("65001:103", longest, longest, longest, 200),
        ("65001:200", short, None, short, 200),
        ("65001:201", None, short, short, 200),
        ("65001:202", short, short, None, 200),
        ("65001:80", short, short, short, 80),
    ] {
        let world = settled(&provider_with_offers(community));
        let path = |router: &str| path_at(&world, router, PREFIX);
        assert_eq!(path("r2").as_deref(), peer, "{community}");
        assert_eq!(path("r3").as_deref(), provider, "{community}");
        assert_eq!(path("r4").as_deref(), customer, "{community}");
        assert_eq!(attributes(&world, "r0").local_pref, local_pref, "{community}");
    }
    let world = settled(&provider_with_offers("65001:201"));
    let end = world.network().names.sessions["r0--r2"].ends()[0];
    let asked = Withheld::Asked { community: community("65001:201") };
    assert_eq!(world.exported(end, id(&world, PREFIX)), Some(Err(asked)));
}

#[test]
fn only_customers_are_heard() {
    let mut scenario = provider_with_offers("65001:103");
    scenario.announcements[0].router = "r2".into();
    let world = settled(&scenario);
    // From the peer r2, the route goes to customers alone, and as it is.
    assert_eq!(path_at(&world, "r4", PREFIX).as_deref(), Some("65001 65003"));
    assert_eq!(path_at(&world, "r3", PREFIX), None);
    scenario.announcements[0].communities = vec![community("65001:80")];
    assert_eq!(attributes(&settled(&scenario), "r0").local_pref, 150);
}

#[test]
fn a_node_changes_its_communities_by_command() {
    let mut scenario = two_doors();
    let offers = json!([{"community": "64601:80", "do": {"local-pref": 80}}]);
    scenario = with(&scenario, &[("/networks/1/policy", json!({"action_communities": offers}))]);
    let mut world = settled(&scenario);
    assert_eq!(serving(&world, "users"), Some("west".into()));
    let set = |communities: serde_json::Value| {
        let mut command = json!({"do": "set-communities", "node": "west"});
        command["communities"] = communities;
        command
    };
    act(&mut world, set(json!(["64601:80"]))).unwrap();
    assert_eq!(serving(&world, "users"), Some("east".into()));
    act(&mut world, set(json!([]))).unwrap();
    assert_eq!(serving(&world, "users"), Some("west".into()));
    let many: Vec<String> = (0..33).map(|n| format!("64601:{n}")).collect();
    let refusal = act(&mut world, set(json!(many))).unwrap_err().to_string();
    assert!(refusal.contains("communities must lie between 0 and 32, not 33"), "{refusal}");
    act(&mut world, json!({"do": "withdraw", "node": "west"})).unwrap();
    act(&mut world, set(json!([]))).unwrap_err();
}

#[test]
fn announcements_keep_their_communities_across_networks() {
    let mut scenario = row(&[Unrelated, Unrelated]);
    let mut entry = announcement("r0", PREFIX);
    entry.communities = vec![community("64500:80")];
    scenario.announcements = vec![entry];
    assert_eq!(attributes(&settled(&scenario), "r2").communities, [community("64500:80")]);
}
