//! The small worlds: what each says one will see, done and seen.

use std::collections::BTreeSet;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::welcome::welcome;
use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::bgp::decision::Step;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::json;

use super::geography::{shipped, world};

/// A world as the page opens it.
fn opened(slug: &str) -> World {
    let path = format!("{}/assets/scenarios/{slug}.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    World::opened(&setup, 1)
}

fn settle(world: &mut World, commands: &[Command]) {
    for command in commands {
        world.apply(world.now(), command, &mut Vec::new()).unwrap();
    }
    assert!(world.settle_within(100_000, &mut Vec::new()));
}

fn fail(link: &str) -> Command {
    Command::FailLink { link: link.into() }
}

fn restore(link: &str) -> Command {
    Command::RestoreLink { link: link.into() }
}

/// The networks that a router's packets to the service pass through, by name.
fn by_way_of(world: &World, router: &str) -> Vec<String> {
    let network = world.network();
    let service = network.services.first_key().unwrap();
    let reach = world.reach_from(network.names.routers[router], service);
    assert_eq!(reach.fate, Fate::Delivered);
    let name = |&router: &RouterId| network.ases[network.routers[router].in_as].slug.to_string();
    let mut names: Vec<String> = reach.routers.iter().map(name).collect();
    names.dedup();
    names
}

fn served(world: &World, client: &str) -> (String, Option<Step>) {
    let network = world.network();
    let service = network.services.first_key().unwrap();
    let node = world.serving(network.names.clients[client], service).expect("it is served");
    let router = network.clients[network.names.clients[client]].router;
    let explanation = world.explain(router, network.services[service].prefix);
    (network.nodes[node].slug.to_string(), explanation.decided_by)
}

#[test]
fn worlds_open_quickly_and_those_that_never_settle_are_known_to_go_round() {
    for scenario in shipped() {
        let setup = Setup::from_scenario(&scenario).unwrap();
        let world = World::opened(&setup, 1);
        let goes_round = ["bad-gadget", "med-oscillation"].contains(&scenario.slug.as_str());
        assert_eq!(world.is_converged(), !goes_round, "{}", scenario.slug);
        assert_eq!(world.oscillation().is_some(), goes_round, "{}", scenario.slug);
        let most = if scenario.slug.as_str() == "atlas" { 300_000 } else { 40_000 };
        assert!(world.steps() < most, "{} opens within {}", scenario.slug, world.steps());
    }
}

#[test]
fn everyone_reaches_everyone_where_routing_settles() {
    for scenario in shipped().iter().filter(|scenario| scenario.slug.as_str() != "atlas") {
        let world = World::opened(&Setup::from_scenario(scenario).unwrap(), 1);
        let network = world.network();
        if !world.is_converged() {
            continue;
        }
        for (service, described) in network.services.iter_enumerated() {
            if !described.nodes.iter().any(|&node| world.is_announced(node)) {
                // Nobody has heard of it yet: that is what this world is about.
                assert_eq!(scenario.slug.as_str(), "first-pop", "{}", described.slug);
                continue;
            }
            for (id, client) in network.clients.iter_enumerated() {
                let fate = world.reach(id, service).fate;
                assert_eq!(fate, Fate::Delivered, "{} to {}", client.slug, described.slug);
            }
        }
        for (from, to) in
            network.clients.iter().flat_map(|from| network.clients.iter().map(move |to| (from, to)))
        {
            let fate = world.way(from.router, to.address).fate;
            assert_eq!(fate, Fate::Delivered, "{}: {} to {}", scenario.slug, from.slug, to.slug);
        }
    }
}

#[test]
fn a_site_of_three_cities_hands_its_users_to_the_two_others() {
    let mut world = opened("three-cities");
    assert_eq!(world.network().clients.len(), 16);
    let all = |world: &World| -> Vec<String> {
        let clients = world.network().clients.iter();
        clients.map(|client| served(world, client.slug.as_str()).0).collect()
    };
    let before = all(&world);
    for city in ["beijing", "shanghai", "guangzhou"] {
        assert!(before.iter().filter(|node| *node == city).count() >= 3, "{city}: {before:?}");
    }
    // A customer of Taihang, next door to Guangzhou.
    assert_eq!(served(&world, "lychee").0, "beijing");
    let at = "taihang-guangzhou";
    let prefix = world.network().services.first().unwrap().prefix;
    let explanation = world.explain(world.network().names.routers[at], prefix);
    assert_eq!(explanation.decided_by, Some(Step::LocalPref));
    settle(&mut world, &[Command::Withdraw { node: "shanghai".into() }]);
    let after = all(&world);
    for (before, after) in before.iter().zip(&after) {
        assert!(after != "shanghai" && (before == "shanghai" || before == after));
    }
}

#[test]
fn a_reply_on_the_backbone_comes_to_the_site_nearest_to_who_replies() {
    let world = opened("backbone");
    let network = world.network();
    let egress = "203.0.113.7".parse().unwrap();
    for (origin, site) in [
        ("bookhouse-tokyo", "lighthouse-tokyo"),
        ("watermill-frankfurt", "lighthouse-frankfurt"),
        ("granary-new-york", "lighthouse-new-york"),
    ] {
        let way = world.way(network.names.routers[origin], egress);
        assert_eq!(way.end(), Some(network.names.routers[site]), "{origin}");
    }
    // From any site to any other the backbone alone leads.
    let sites = &network.ases[network.names.ases["lighthouse"]].routers;
    for &from in sites {
        for &to in sites {
            let way = world.way(from, network.routers[to].loopback);
            let is_own = way.hops.iter().all(|hop| sites.contains(&hop.router));
            assert!(from == to || is_own, "{:?}", network.routers[from].slug);
        }
    }
    assert_eq!(served(&world, "momiji").0, "tokyo");
}

#[test]
fn disagree_keeps_the_answer_of_whoever_was_direct_last() {
    let mut world = opened("disagree");
    let direct = ["lavande", "lighthouse"];
    assert_eq!(by_way_of(&world, "lavande-paris"), direct);
    assert_eq!(by_way_of(&world, "olivar-madrid"), ["olivar", "lavande", "lighthouse"]);
    let link = "lighthouse-london--lavande-paris";
    settle(&mut world, &[fail(link)]);
    settle(&mut world, &[restore(link)]);
    assert_eq!(by_way_of(&world, "lavande-paris"), ["lavande", "olivar", "lighthouse"]);
    assert_eq!(by_way_of(&world, "olivar-madrid"), ["olivar", "lighthouse"]);
}

#[test]
fn the_good_gadget_comes_back_to_its_one_answer() {
    let mut world = opened("good-gadget");
    let answer = |world: &World| {
        let routers = ["lavande-paris", "gelso-rome", "linden-berlin", "waltz-vienna"];
        routers.map(|router| by_way_of(world, router).join(" "))
    };
    let before = answer(&world);
    assert_eq!(
        before,
        [
            "lavande linden lighthouse",
            "gelso lighthouse",
            "linden lighthouse",
            "waltz linden lighthouse"
        ]
    );
    for city in ["lavande-paris", "gelso-rome", "linden-berlin"] {
        let link = format!("lighthouse-zurich--{city}");
        settle(&mut world, &[fail(&link)]);
        settle(&mut world, &[restore(&link)]);
        assert_eq!(answer(&world), before, "{link}");
    }
}

#[test]
fn the_gadgets_differ_in_the_wishes_of_the_two_networks_that_they_name() {
    let [good, bad] = ["good-gadget", "bad-gadget"].map(world);
    let mut differ = BTreeSet::new();
    for (good, bad) in good.links.iter().zip(&bad.links) {
        assert_eq!((&good.a, &good.b, good.delay_us), (&bad.a, &bad.b, bad.delay_us));
        let ends = [(&good.a, &good.at_a, &bad.at_a), (&good.b, &good.at_b, &bad.at_b)];
        differ.extend(ends.into_iter().filter(|(_, one, other)| one != other).map(|end| end.0));
    }
    let slugs: Vec<&str> = differ.into_iter().map(Slug::as_str).collect();
    assert_eq!(slugs, ["linden-berlin", "waltz-vienna"]);
}

#[test]
fn the_flagship_is_introduced_by_its_own_words() {
    let text = std::fs::read_to_string(format!(
        "{}/assets/scenarios/atlas.json",
        env!("CARGO_MANIFEST_DIR")
    ));
    let lab = Lab::open(Setup::from_json(&text.unwrap()).unwrap(), 1, Lang::En);
    let card = welcome(&lab);
    assert_eq!(card.title, "Atlas");
    assert!(card.body.contains("Bolivia") && card.body.contains("Tramontane"), "{}", card.body);
    assert!(card.tokyo.is_some());
}

#[test]
fn what_goes_round_can_be_watched() {
    for (slug, routers) in [("bad-gadget", 4), ("med-oscillation", 2)] {
        let world = opened(slug);
        let cycle = world.oscillation().expect("it goes round");
        assert_eq!(cycle.routers.len(), routers, "{slug}");
        assert_eq!(cycle.prefixes.len(), 1, "{slug}");
        let ms = cycle.period.as_us() / 1000;
        assert!((100..2_000).contains(&ms), "{slug}: {ms} ms a turn");
    }
}

#[test]
fn the_wedgie_holds_until_the_backup_fails_too() {
    let mut world = opened("wedgie");
    let [intended, on_backup, wedged] = [
        [&["quokka", "magpie", "banksia", "lighthouse"][..], &["magpie", "banksia", "lighthouse"]],
        [&["quokka", "lighthouse"][..], &["magpie", "quokka", "lighthouse"]],
        [&["quokka", "lighthouse"][..], &["magpie", "quokka", "lighthouse"]],
    ];
    for (command, expected) in [
        (None, intended),
        (Some(fail("primary")), on_backup),
        (Some(restore("primary")), wedged),
        (Some(fail("backup")), intended),
        (Some(restore("backup")), intended),
    ] {
        settle(&mut world, command.as_slice());
        assert_eq!(by_way_of(&world, "quokka-perth"), expected[0], "{command:?}");
        assert_eq!(by_way_of(&world, "magpie-adelaide"), expected[1], "{command:?}");
    }
    // In Adelaide a customer's route beats a peer's.
    settle(&mut world, &[fail("primary")]);
    settle(&mut world, &[restore("primary")]);
    assert_eq!(served(&world, "magpie").1, Some(Step::LocalPref));
}

#[test]
fn a_node_of_three_cities_has_an_address_of_its_own_whatever_the_service_does() {
    let mut world = opened("three-cities");
    let withdrawn = Command::Withdraw { node: "shanghai".into() };
    settle(&mut world, &[withdrawn]);
    let network = world.network();
    let node = network.names.nodes["shanghai"];
    let (_, address) = network.nodes[node].unicast.unwrap();
    assert_eq!(address.to_string(), "198.19.2.1");
    for client in &network.clients {
        let way = world.way(client.router, address);
        assert_eq!(way.fate, Fate::Delivered);
        assert_eq!(way.end(), Some(network.nodes[node].router));
    }
}

/// Client networks of `hearsay` that reach no PoP after these commands, in a fresh world.
fn lost_in_hearsay(commands: &[serde_json::Value]) -> Vec<String> {
    let mut world = opened("hearsay");
    let command = |one: &serde_json::Value| serde_json::from_value::<Command>(one.clone()).unwrap();
    settle(&mut world, &commands.iter().map(command).collect::<Vec<_>>());
    let network = world.network();
    let service = network.services.first_key().unwrap();
    let is_lost = |id| world.serving(id, service).is_none();
    let lost = network.clients.iter_enumerated().filter(|(id, _)| is_lost(*id));
    lost.map(|(_, client)| client.slug.to_string()).collect()
}

#[test]
fn in_hearsay_a_lie_is_believed_where_nobody_checks() {
    let (longwinds, auroras) = (["linden", "fjord", "bazaar"], ["edelweiss", "waltz", "gelso"]);
    let both = [longwinds, auroras].concat();
    let (prefix, thief) = ("198.19.252.0/23", "magpie-warsaw");
    let roa = json!({"do": "publish-roa", "prefix": prefix, "asn": 64500});
    let hijack =
        |kind: &str| json!({"do": "hijack", "router": thief, "prefix": prefix, "kind": kind});
    assert_eq!(lost_in_hearsay(&[hijack("same-prefix")]), both);
    assert_eq!(lost_in_hearsay(&[roa.clone(), hijack("same-prefix")]), longwinds);
    // The origin is the rightful one, or so it says.
    assert_eq!(lost_in_hearsay(&[roa.clone(), hijack("forged-origin")]), both);
    // Ferry hears of the longer prefix from Longwind, and Fjord's packets meet it there.
    let longer = lost_in_hearsay(&[roa, hijack("more-specific")]);
    assert_eq!(longer, [&longwinds[..], &["ferry"]].concat());
    assert_eq!(lost_in_hearsay(&[hijack("more-specific")]).len(), 10);
}

#[test]
fn in_hearsay_a_leak_drags_those_who_cannot_tell_it() {
    let mut world = opened("hearsay");
    settle(&mut world, &[Command::Leak { network: "ferry".into(), neighbor: None, is_on: true }]);
    assert_eq!(by_way_of(&world, "linden-berlin")[..3], ["linden", "longwind", "ferry"]);
    assert_eq!(by_way_of(&world, "gelso-rome")[..3], ["gelso", "aurora", "meridian"]);
}
