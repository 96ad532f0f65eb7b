//! Scenarios that are wrong: one message a problem, all at once, each with its place.

use anycast_lab::engine::base::letter::Letter;
use anycast_lab::engine::base::text::Text;
use anycast_lab::engine::net::capacity::{CapacityEntry, Demand};
use anycast_lab::engine::net::community::Community;
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::net::scenario::{
    AnnouncementEntry, BotnetEntry, BotsEntry, LinkRelation, ReflectorEntry, Scenario,
};
use anycast_lab::engine::sim::setup::Setup;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use crate::worlds::{announcement, link, two_doors};

/// The places of the problems of a scenario that was changed so.
fn places(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
    let mut scenario = two_doors();
    change(&mut scenario);
    let problems = Setup::from_scenario(&scenario).expect_err("it has a problem");
    problems.into_iter().map(|problem| problem.place).collect()
}

#[test]
fn each_problem_is_told_with_its_place() {
    assert_eq!(places(|s| s.format = "anycast-lab/scenario/2".to_owned()), ["format"]);
    assert_eq!(places(|s| s.name.zh.clear()), ["name.zh"]);
    assert_eq!(places(|s| s.cities[0].lat_udeg = 90_000_001), ["cities[0].lat_udeg"]);
    assert_eq!(places(|s| s.cities[0].country = "xx".to_owned()), ["cities[0].country"]);
    assert_eq!(places(|s| s.networks[2].asn = 64500), ["networks[2].asn"]);
    assert_eq!(places(|s| s.networks[0].slug = "No Slug".into()), ["networks[0].slug"]);
    assert_eq!(
        places(|s| s.networks[1].routers[0].city = "atlantis".into()),
        ["networks[1].routers[0].city"]
    );
    // The second router's derived identifier is 10.0.0.2.
    assert_eq!(
        places(|s| s.networks[0].routers[0].bgp_id = Some("10.0.0.2".parse().unwrap())),
        ["networks[0].routers[1].bgp_id"]
    );
    assert_eq!(places(|s| s.links[0].a = "nowhere".into()), ["links[0].a"]);
    assert_eq!(places(|s| s.links[2].a_is = LinkRelation::Internal), ["links[2].a_is"]);
    assert_eq!(places(|s| s.links[0].a_is = LinkRelation::Peer), ["links[0].a_is"]);
    assert_eq!(places(|s| s.links[2].igp_cost = Some(5)), ["links[2].igp_cost"]);
    assert_eq!(
        places(|s| s.links.push(link("long-west", "west", LinkRelation::Provider, 1))),
        ["links[5]"]
    );
    assert_eq!(
        places(|s| s.services[0].address = "198.51.100.1".parse().unwrap()),
        ["services[0].address"]
    );
    let unicast = |net: &str| {
        let net = Some(net.parse().unwrap());
        places(|s| s.services[0].nodes[1].unicast = net)
    };
    for net in ["192.0.2.0/24", "198.18.1.0/24", "198.19.1.1/24"] {
        assert_eq!(unicast(net), ["services[0].nodes[1].unicast"]);
    }
    for letter in ["A", "b", "A1"] {
        let letter = Letter::new(letter).unwrap();
        let places = places(|s| s.services[0].nodes[1].letter = letter);
        assert_eq!(places, ["services[0].nodes[1].letter"]);
    }
    assert_eq!(
        places(|s| s.clients[0].prefix = "198.18.1.1/24".parse().unwrap()),
        ["clients[0].prefix"]
    );
    assert_eq!(places(|s| s.clients[0].population = 0), ["clients[0].population"]);
}

#[test]
fn the_insides_of_pops_are_checked() {
    let with = |inside: serde_json::Value| {
        let inside = Some(serde_json::from_value(inside).unwrap());
        places(|s| s.services[0].nodes[1].inside = inside)
    };
    let place = |field: &str| format!("services[0].nodes[1].inside.{field}");
    // Without servers no least number of them is right, but none.
    assert_eq!(with(json!({"servers": 0})), [place("servers"), place("least_servers")]);
    assert_eq!(with(json!({"servers": 65, "least_servers": 65})), [place("servers")]);
    assert_eq!(with(json!({"servers": 4, "least_servers": 5})), [place("least_servers")]);
    assert_eq!(with(json!({"check_us": 9_999})), [place("check_us")]);
    assert_eq!(with(json!({"check_us": 3_600_000_001_u64})), [place("check_us")]);
    let mut scenario = serde_json::to_value(two_doors()).unwrap();
    let mut told = |inside: serde_json::Value| {
        scenario["services"][0]["nodes"][0]["inside"] = inside;
        let problems = Setup::from_json(&scenario.to_string()).expect_err("it has a problem");
        problems[0].to_string()
    };
    assert!(told(json!({"servers": 300})).contains("inside.servers"));
    assert!(told(json!({"balancer": "magic"})).contains("`ecmp`, `resilient`, `layer4`"));
    assert!(told(json!({"server": 3})).contains("unknown field `server`"));
}

#[test]
fn reflectors_are_checked() {
    let with = |network: usize, reflectors: &[(&str, &[&str])]| {
        let entry = |(router, clients): &(&str, &[&str])| ReflectorEntry {
            router: (*router).into(),
            clients: clients.iter().map(|&client| client.into()).collect(),
        };
        places(|s| s.networks[network].reflectors = reflectors.iter().map(entry).collect())
    };
    assert_eq!(with(0, &[("west", &["east"])]), ["networks[0].reflectors"]);
    assert_eq!(with(1, &[("long-mid", &[])]), ["networks[1].reflectors[0].clients"]);
    assert_eq!(
        with(1, &[("access", &["west"])]),
        ["networks[1].reflectors[0].router", "networks[1].reflectors[0].clients[0]"]
    );
    assert_eq!(
        with(
            1,
            &[("long-mid", &["long-mid", "long-east", "long-east"]), ("long-east", &["long-mid"])]
        ),
        [
            "networks[1].reflectors[0].clients[0]",
            "networks[1].reflectors[0].clients[2]",
            "networks[1].reflectors[1].clients[0]"
        ]
    );
}

#[test]
fn botnets_are_checked() {
    let bots = |client: &str, count| BotsEntry { client: client.into(), count };
    let with = |bots: Vec<BotsEntry>| {
        let name = Text { en: "Hive".to_owned(), zh: "蜂巢".to_owned() };
        places(|s| s.botnets = vec![BotnetEntry { slug: "hive".into(), name, bots }])
    };
    assert_eq!(with(Vec::new()), ["botnets[0].bots"]);
    assert_eq!(with(vec![bots("nobody", 1)]), ["botnets[0].bots[0].client"]);
    // The client network has a thousand users.
    assert_eq!(
        with(vec![bots("users", 1001), bots("users", 0)]),
        ["botnets[0].bots[0].count", "botnets[0].bots[1].client", "botnets[0].bots[1].count"]
    );
}

#[test]
fn capacities_and_demands_are_checked() {
    let most = 10_000_000_000_000_000;
    for bps in [0, most + 1] {
        assert_eq!(places(|s| s.links[3].capacity_bps = Some(bps)), ["links[3].capacity_bps"]);
        assert_eq!(
            places(|s| s.services[0].nodes[1].scrub_bps = Some(bps)),
            ["services[0].nodes[1].scrub_bps"]
        );
        let capacity = Some(CapacityEntry { bps, pps: Some(0) });
        assert_eq!(
            places(|s| s.services[0].nodes[1].capacity = capacity),
            ["services[0].nodes[1].capacity.bps", "services[0].nodes[1].capacity.pps"]
        );
    }
    // A thousand users may ask for 10^17 in all.
    let per_user = 100_000_000_000_000;
    let demand = |per_user_bps, per_user_pps| Demand { per_user_bps, per_user_pps };
    assert_eq!(
        places(|s| s.services[0].demand = demand(per_user + 1, per_user + 1)),
        ["services[0].demand.per_user_bps", "services[0].demand.per_user_pps"]
    );
    let mut most_of_all = two_doors();
    most_of_all.services[0].demand = demand(per_user, per_user);
    assert!(Setup::from_scenario(&most_of_all).is_ok());
}

#[test]
fn announcements_and_prefixes_are_checked() {
    let with = |change: fn(&mut AnnouncementEntry)| {
        places(|s| {
            let mut entry = announcement("west", "203.0.113.0/24");
            change(&mut entry);
            s.announcements = vec![announcement("east", "203.0.113.0/24"), entry];
        })
    };
    assert_eq!(with(|entry| entry.router = "nowhere".into()), ["announcements[1].router"]);
    assert_eq!(
        with(|entry| entry.prefix = "203.0.113.1/24".parse().unwrap()),
        ["announcements[1].prefix"]
    );
    // The node there announces it already; the router before announces that one already.
    for taken in ["192.0.2.0/24", "203.0.113.0/24"] {
        assert_eq!(
            places(|s| s.announcements =
                vec![announcement("west", "203.0.113.0/24"), announcement("west", taken)]),
            ["announcements[1].prefix"]
        );
    }
    assert_eq!(
        with(|entry| entry.as_path_tail = vec![Asn(1), Asn(0)]),
        ["announcements[1].as_path_tail[1]"]
    );
    assert_eq!(
        with(|entry| entry.communities = vec![Community::NO_EXPORT; 33]),
        ["announcements[1].communities"]
    );
    assert_eq!(places(|s| s.prefixes = vec!["10.0.0.1/8".parse().unwrap()]), ["prefixes[0]"]);
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_file() {
    let places = places(|s| {
        s.clients[0].population = 0;
        s.cities[0].name.en.clear();
        s.links[1].b = "nowhere".into();
    });
    assert_eq!(places, ["cities[0].name.en", "links[1].b", "clients[0].population"]);
}

#[test]
fn text_that_is_no_scenario_is_one_problem_with_its_line() {
    let told = |text: &str| {
        let problems = Setup::from_json(text).expect_err("it has a problem");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert!(told("").contains("line 1"), "{}", told(""));
    assert!(told("{\n\"format\": 7}").contains("format: invalid type: integer `7`"));
    let mut json = serde_json::to_value(two_doors()).unwrap();
    json["links"][0]["delay"] = 1.into();
    let message = told(&json.to_string());
    assert!(message.contains("links[0]") && message.contains("unknown field `delay`"), "{message}");
    assert!(
        told(&format!("{}garbage", serde_json::to_string(&two_doors()).unwrap()))
            .contains("trailing characters")
    );
    assert!(told(&" ".repeat(9 * 1024 * 1024)).contains("at most"));
    assert!(told(&"[".repeat(100_000)).contains("line 1"));
}

#[test]
fn a_flood_of_problems_is_cut() {
    let mut scenario = two_doors();
    scenario.links = (0..5000).map(|_| link("x", "y", LinkRelation::Peer, 0)).collect();
    let problems = Setup::from_scenario(&scenario).expect_err("it has problems");
    assert_eq!(problems.len(), anycast_lab::engine::net::validate::MAX_PROBLEMS);
}

proptest! {
    #[test]
    fn damaged_files_never_panic(
        damages in prop::collection::vec((any::<Index>(), any::<u8>()), 1..8)
    ) {
        let mut bytes = serde_json::to_vec(&two_doors()).unwrap();
        for (place, byte) in damages {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = Setup::from_json(&String::from_utf8_lossy(&bytes));
    }
}
