//! Rates follow forwarding, nothing is lost from the accounts, and what does not fit is shared.

use std::collections::BTreeMap;

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::capacity::{CapacityEntry, Demand, Rate};
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::loads::Loads;
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::load::Overload;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::{Play, botnet, two_sides};
use crate::laws::{cases, internet};
use crate::worlds::settled;

#[test]
fn users_alone_fill_half_of_each_node() {
    let play = Play::new(&two_sides());
    for node in ["west", "east"] {
        let load = play.at_node(node);
        assert_eq!(load.good, Rate { bps: 1_000_000, pps: 1_000 });
        assert_eq!((load.bad, load.percent(), load.delay), (Rate::ZERO, Some(50), Span::ZERO));
    }
    let served = play.world.loads().served(play.service());
    assert_eq!((served.clients, served.users), (2, 2_000));
}

#[test]
fn what_does_not_fit_is_shared_in_proportion() {
    let mut play = Play::new(&two_sides());
    play.flood("hive", 3_000_000);
    let load = play.at_node("west");
    assert_eq!((load.good.bps, load.bad.bps, load.percent()), (1_000_000, 3_000_000, Some(200)));
    // Half of each is dropped.
    assert_eq!((load.dropped_good.bps, load.dropped_bad.bps), (500_000, 1_500_000));
    let users = play.of_client("leftists");
    assert_eq!((users.delivered.bps, users.overloaded.at_nodes.bps), (500_000, 500_000));
    assert_eq!((users.share.percent(), users.is_served), (50, false));
    assert!(play.of_client("rightists").is_served);
    assert_eq!(play.world.loads().served(play.service()).users, 1_000);
    assert_eq!(play.told(), ["hive begins", "west at 200"]);
}

#[test]
fn a_scrubber_takes_the_bad_out_first() {
    let mut play = Play::new(&two_sides());
    play.flood("hive", 4_000_000);
    play.act(json!({"do": "scrub", "node": "west", "is_on": true}));
    // 3 of 4 megabit are taken out; what is left and the users' just fit.
    let load = play.at_node("west");
    assert_eq!((load.scrubbed.bps, load.asked().bps), (3_000_000, 2_000_000));
    assert!(play.of_client("leftists").is_served);
    assert_eq!(play.told(), ["hive begins", "west at 250", "west relieved"]);
    play.act(json!({"do": "scrub", "node": "west", "is_on": false}));
    assert!(!play.of_client("leftists").is_served);
}

#[test]
fn just_as_much_as_there_is_fits_and_a_bit_more_does_not() {
    let mut play = Play::new(&two_sides());
    play.flood("hive", 1_000_000);
    assert!(play.of_client("leftists").is_served);
    assert_eq!(play.at_node("west").percent(), Some(100));
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    play.flood("hive", 1_000_001);
    assert!(!play.of_client("leftists").is_served);
    assert_eq!(play.at_node("west").percent(), Some(101));
}

/// A link upstream of a node that has half the node's room.
#[test]
fn what_is_lost_upstream_does_not_arrive_downstream() {
    let mut scenario = two_sides();
    let link = scenario.links.iter_mut().find(|link| link.b.as_str() == "west").unwrap();
    link.capacity_bps = Some(1_000_000);
    let mut play = Play::new(&scenario);
    play.flood("hive", 3_000_000);
    let network = play.world.network();
    let [forth, back] = play.world.loads().link(network.names.links["long-west--west"]);
    assert_eq!((forth.asked().bps, forth.dropped_bad.bps), (4_000_000, 2_250_000));
    assert_eq!(back.asked(), Rate::ZERO);
    let node = play.at_node("west");
    assert_eq!((node.good.bps, node.bad.bps), (250_000, 750_000));
    assert!(!node.is_overloaded() && forth.is_overloaded());
    assert!(!play.of_client("leftists").is_served);
    let dropped = play.world.loads().dropped();
    assert_eq!((dropped.at_links.bps, dropped.at_nodes.bps), (3_000_000, 0));
    assert_eq!(play.of_client("leftists").overloaded.at_links.bps, 750_000);
}

#[test]
fn packets_per_second_are_a_bound_of_their_own() {
    let mut scenario = two_sides();
    let capacity = CapacityEntry { bps: 2_000_000, pps: Some(2_000) };
    scenario.services[0].nodes[0].capacity = Some(capacity);
    let mut play = Play::new(&scenario);
    // 900 kilobit fit, but their 1,875 SYNs a second do not.
    play.act(json!({
        "do": "start-flood", "botnet": "hive", "at": {"service": "dns"},
        "kind": "syn", "rate": {"per-bot": 90_000}
    }));
    let load = play.at_node("west");
    assert_eq!((load.asked().bps, load.asked().pps), (1_900_000, 2_875));
    assert!(load.is_overloaded());
    assert_eq!(load.percent(), Some(144));
}

#[test]
fn queues_grow_before_anything_is_lost() {
    let mut play = Play::new(&two_sides());
    let mut waits = Vec::new();
    for bps in [500_000, 800_000, 960_000, 1_000_000] {
        play.flood("hive", bps);
        let load = play.at_node("west");
        assert_eq!(load.dropped_good, Rate::ZERO);
        waits.push(load.delay.as_us());
        assert_eq!(play.of_client("leftists").queueing, load.delay);
        play.act(json!({"do": "stop-flood", "flood": "hive"}));
    }
    // ρ / (1 − ρ) − 1 milliseconds, and at most a full buffer.
    assert_eq!(waits, [2_000, 8_000, 48_000, 100_000]);
}

#[test]
fn every_fate_has_its_account() {
    let mut scenario = two_sides();
    scenario.prefixes = vec!["203.0.113.0/24".parse().unwrap()];
    let mut play = Play::new(&scenario);
    let lost = |play: &Play| play.world.loads().flood(&"swarm".into()).lost;
    let all = |fate| BTreeMap::from([(fate, Rate { bps: 4_000, pps: 0 })]);
    let at = |address: &str| {
        json!({
            "do": "start-flood", "botnet": "swarm", "at": {"address": address},
            "kind": "udp-reflection", "rate": {"per-bot": 100}
        })
    };
    // Nobody announces it: legal, and lost for want of a route.
    play.act(at("203.0.113.9"));
    assert_eq!(lost(&play), all(Fate::NoRoute));
    // Nobody has an address of that family.
    play.act(json!({"do": "stop-flood", "flood": "swarm"}));
    play.act(at("2001:db8::1"));
    assert_eq!(lost(&play), all(Fate::NoRoute));
    // Somebody else's machine: it arrives, and no node has to do with it.
    play.act(json!({"do": "stop-flood", "flood": "swarm"}));
    play.act(at("198.18.2.1"));
    let account = play.world.loads().flood(&"swarm".into());
    assert_eq!((account.delivered.bps, account.lost.len()), (4_000, 0));
    assert_eq!(play.at_node("west").bad, Rate::ZERO);
    // The service, while it is hijacked, and while the last link to its node has failed.
    play.act(json!({"do": "stop-flood", "flood": "swarm"}));
    play.act(at("192.0.2.53"));
    assert_eq!(play.at_node("east").bad.bps, 3_000);
    play.act(json!({
        "do": "hijack", "router": "left", "prefix": "192.0.2.0/24", "kind": "same-prefix"
    }));
    assert_eq!(lost(&play), BTreeMap::from([(Fate::Hijacked, Rate { bps: 1_000, pps: 0 })]));
    play.try_to(json!({"do": "fail-link-silently", "link": "long-east--right"})).unwrap();
    let lost = lost(&play);
    assert_eq!(lost[&Fate::LinkDown].bps, 3_000);
}

#[test]
fn ways_are_worked_out_once_while_forwarding_stays() {
    let mut play = Play::new(&two_sides());
    assert_eq!(play.at_node("west").bad, Rate::ZERO);
    let before = play.world.ways_worked_out();
    play.flood("hive", 1_000);
    play.flood("swarm", 3_000_000);
    play.act(json!({"do": "set-capacity", "node": "west", "bps": 5_000}));
    play.act(json!({"do": "scrub", "node": "west", "is_on": true}));
    play.act(json!({"do": "send-packet", "client": "leftists", "service": "dns"}));
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    assert!(play.at_node("west").is_overloaded());
    assert_eq!(play.world.ways_worked_out(), before);
    play.act(json!({"do": "withdraw", "node": "west"}));
    assert_eq!(play.at_node("west").asked(), Rate::ZERO);
    assert!(play.world.ways_worked_out() > before);
    let settled = play.world.ways_worked_out();
    // A client network's own prefix is no way to the service.
    play.act(json!({"do": "withdraw-prefix", "router": "left", "prefix": "198.18.1.0/24"}));
    assert_eq!(play.at_node("east").percent(), Some(250));
    assert_eq!(play.world.ways_worked_out(), settled);
}

/// Without any flood: what users ask for is too much for the node that is left.
#[test]
fn users_alone_can_be_too_much() {
    let mut scenario = two_sides();
    scenario.services[0].demand.per_user_bps = 1_500;
    let mut play = Play::new(&scenario);
    play.act(json!({"do": "withdraw", "node": "west"}));
    assert_eq!(play.told(), ["east at 150"]);
    assert_eq!(play.world.loads().served(play.service()).clients, 0);
    play.act(json!({"do": "announce", "node": "west"}));
    assert_eq!(play.told(), ["east relieved"]);
    // From the start, too.
    scenario.services[0].demand.per_user_bps = 2_500;
    let play = Play::new(&scenario);
    assert!(play.at_node("west").is_overloaded());
    let mut world = play.world.clone();
    let capacity = json!({"do": "set-capacity", "node": "west", "bps": 2_500_000});
    let command = serde_json::from_value(capacity).unwrap();
    let mut play = Play { world: play.world, facts: Vec::new() };
    world.apply(world.now(), &command, &mut play.facts).unwrap();
    assert_eq!(play.told(), ["west relieved"]);
}

/// Forwarding to an address that is no service's is watched while it is flooded.
#[test]
fn a_flood_on_any_address_follows_its_routes() {
    let mut play = Play::new(&two_sides());
    play.act(json!({
        "do": "start-flood", "botnet": "hive", "at": {"address": "198.18.2.1"},
        "kind": "syn", "rate": {"in-all": 8_000}
    }));
    let account = |play: &Play| play.world.loads().flood(&"hive".into());
    assert_eq!(account(&play).delivered.bps, 8_000);
    play.act(json!({"do": "withdraw-prefix", "router": "right", "prefix": "198.18.2.0/24"}));
    assert_eq!(play.world.loads(), &play.world.loads_afresh());
    assert_eq!(account(&play).lost[&Fate::NoRoute].bps, 8_000);
    // From a moment of the past, too.
    let moment = play.world.snapshot();
    play.act(json!({
        "do": "announce-prefix", "router": "right", "prefix": "198.18.2.0/24"
    }));
    assert_eq!(account(&play).delivered.bps, 8_000);
    play.world.return_to(&moment);
    assert_eq!(account(&play).delivered.bps, 0);
}

/// Any Internet, some of whose links and nodes have little room, with floods in it.
fn flooded() -> impl Strategy<Value = Scenario> {
    let room = prop_oneof![1..2_000_u64, 1..200_000_u64];
    (internet(), vec((any::<Index>(), room.clone()), 0..8), vec(room, 2), any::<u64>()).prop_map(
        |(mut scenario, links, nodes, salt)| {
            for (link, room) in links {
                let link = link.index(scenario.links.len());
                scenario.links[link].capacity_bps = Some(room);
            }
            for (node, bps) in scenario.services[0].nodes.iter_mut().zip(nodes) {
                node.capacity = Some(CapacityEntry { bps, pps: Some(bps / 7 + 1) });
                node.scrub_bps = Some(bps / 2 + 1);
            }
            scenario.services[0].demand =
                Demand { per_user_bps: salt % 50, per_user_pps: salt % 3 };
            let clients: Vec<String> =
                scenario.clients.iter().map(|client| client.slug.to_string()).collect();
            let bots: Vec<(&str, u64)> = clients.iter().map(String::as_str).zip(1..).collect();
            scenario.botnets = vec![botnet("all", &bots), botnet("one", &bots[..1])];
            scenario
        },
    )
}

fn attack(play: &mut Play, salt: u64) {
    let (one, all) = (1 + salt % 90_000, 1 + salt % 70_003);
    play.act(json!({
        "do": "start-flood", "botnet": "all", "at": {"service": "dns"},
        "kind": "syn", "rate": {"in-all": all}
    }));
    play.act(json!({
        "do": "start-flood", "botnet": "one", "at": {"address": "192.0.2.99"},
        "kind": "http", "rate": {"per-bot": one}
    }));
    if salt.is_multiple_of(2) {
        let node = play.world.network().nodes.raw[0].slug.clone();
        play.act(json!({"do": "scrub", "node": node, "is_on": true}));
    }
}

/// Whether nothing has been lost from the accounts, and no place passes on more than it can.
fn accounts_balance(world: &World, loads: &Loads) -> Result<(), TestCaseError> {
    let mut overloaded = Overload::default();
    for (sender, end, it) in loads.flows() {
        let after = it.delivered + it.overloaded.all() + it.scrubbed + it.lost;
        prop_assert_eq!(it.sent, after, "{:?}", sender);
        prop_assert!(end.fate == Fate::Delivered || it.delivered.is_zero());
        overloaded += it.overloaded;
    }
    prop_assert_eq!(loads.dropped(), overloaded);
    let network = world.network();
    let links = network.links.keys().flat_map(|link| loads.link(link));
    for load in links.chain(network.nodes.keys().map(|node| loads.node(node))) {
        let passed = load.asked() - load.dropped_good - load.dropped_bad;
        prop_assert!(load.room.capacity.fits(passed), "{:?}", load);
        prop_assert!(load.is_overloaded() || passed == load.asked());
    }
    let account = loads.account(|_| true);
    let lost: Rate = account.lost.values().copied().sum();
    let after = account.delivered + account.overloaded.all() + account.scrubbed + lost;
    prop_assert_eq!(account.sent, after);
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn sent_is_delivered_and_dropped_by_reason_at_every_moment(
        scenario in flooded(), salt: u64, which: Index
    ) {
        let mut play = Play::new(&scenario);
        attack(&mut play, salt);
        accounts_balance(&play.world, play.world.loads())?;
        let network = play.world.network();
        let link = network.links.raw[which.index(network.links.len())].slug.clone();
        play.try_to(json!({"do": "fail-link", "link": link})).unwrap();
        // Not only where routing has settled.
        for _ in 0..30 {
            accounts_balance(&play.world, play.world.loads())?;
            // What is kept is what would be worked out anew.
            prop_assert_eq!(play.world.loads(), &play.world.loads_afresh());
            if play.world.step(&mut play.facts).is_none() {
                break;
            }
        }
    }

    #[test]
    fn where_a_sampled_packet_goes_is_where_the_rate_goes(scenario in flooded()) {
        // The same ways with room for everything: nothing is dropped by chance.
        let mut scenario = scenario;
        for link in &mut scenario.links {
            link.capacity_bps = None;
        }
        for node in &mut scenario.services[0].nodes {
            node.capacity = None;
        }
        let mut play = Play { world: settled(&scenario), facts: Vec::new() };
        let service = play.service();
        for client in play.world.network().clients.keys() {
            let slug = play.world.network().clients[client].slug.clone();
            play.facts.clear();
            play.try_to(json!({"do": "send-packet", "client": slug, "service": "dns"})).unwrap();
            play.wait(Span::from_s(10));
            let answered = play.facts.iter().find_map(|fact| match &fact.what {
                What::QueryAnswered { packet, node } => {
                    Some((*node, packet.hops.iter().map(|hop| hop.router).collect::<Vec<_>>()))
                }
                _ => None,
            });
            let loads = play.world.loads();
            let place = usize::from(client);
            let (_, end, outcome) = loads.flows().nth(place).unwrap();
            prop_assert_eq!(outcome, loads.client(client, service));
            prop_assert_eq!(answered.as_ref().map(|(node, _)| *node), end.node);
            prop_assert_eq!(end.node.is_some(), outcome.is_served);
            // Hop by hop, and so link by link.
            let reach = play.world.reach(client, service);
            prop_assert_eq!(answered.map(|(_, routers)| routers), end.node.map(|_| reach.routers));
        }
    }
}
