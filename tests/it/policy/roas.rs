//! ROAs that are published and revoked while routes stand: who looks again, and what comes of it.

use anycast_lab::app::session::Session;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::Ineligible;
use anycast_lab::engine::bgp::speaker::Revalidated;
use anycast_lab::engine::net::roa::Roa;
use anycast_lab::engine::net::scenario::LinkRelation::Provider;
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::net::validate::MAX_ROAS;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

use super::{PREFIX, act, refused, with};
use crate::worlds::{announcement, empty, link, network, path_at, settled};

/// `holder` buys from `careful`, which validates, and from `careless`, which does not; `beyond`
/// buys from `careful`. All take prefixes up to /25.
fn careful_and_careless() -> Scenario {
    let mut scenario = empty();
    for (n, slug) in ["holder", "careful", "careless", "beyond"].into_iter().enumerate() {
        scenario.networks.push(network(slug, 65001 + u32::try_from(n).unwrap(), &[slug]));
    }
    for (a, b) in [("careful", "holder"), ("careless", "holder"), ("careful", "beyond")] {
        scenario.links.push(link(a, b, Provider, 1));
    }
    scenario.announcements = vec![announcement("holder", PREFIX)];
    with(
        &scenario,
        &[
            ("/networks/1/policy", json!({"validates": "all", "max_length_v4": 25})),
            ("/networks/2/policy", json!({"max_length_v4": 25})),
            ("/networks/3/policy", json!({"max_length_v4": 25})),
            ("/prefixes", json!(["203.0.113.0/25"])),
        ],
    )
}

fn publish(prefix: &str, asn: u32) -> Value {
    json!({"do": "publish-roa", "prefix": prefix, "asn": asn})
}

fn revoke(prefix: &str, asn: u32) -> Value {
    json!({"do": "revoke-roa", "prefix": prefix, "asn": asn})
}

fn command(json: Value) -> Command {
    serde_json::from_value(json).expect("a command")
}

/// Who of the three others has a route.
fn knows(world: &World, prefix: &str) -> [bool; 3] {
    ["careful", "careless", "beyond"].map(|router| path_at(world, router, prefix).is_some())
}

#[test]
fn who_validates_drops_what_became_invalid_and_takes_it_back_when_it_is_right() {
    let mut world = settled(&careful_and_careless());
    assert_eq!(knows(&world, PREFIX), [true; 3]);
    // Somebody else's ROA: the route was not found before, and is invalid now.
    act(&mut world, publish(PREFIX, 64999)).unwrap();
    assert_eq!(knows(&world, PREFIX), [false, true, false]);
    assert_eq!(refused(&world, "careful", PREFIX), [Ineligible::OriginInvalid]);
    // One that matches is enough, whatever others say [RFC 6811 § 2].
    act(&mut world, publish(PREFIX, 65001)).unwrap();
    assert_eq!(knows(&world, PREFIX), [true; 3]);
    act(&mut world, revoke(PREFIX, 65001)).unwrap();
    assert_eq!(knows(&world, PREFIX), [false, true, false]);
    act(&mut world, revoke(PREFIX, 64999)).unwrap();
    assert_eq!(knows(&world, PREFIX), [true; 3]);
    // A ROA by which nobody may [RFC 6483 § 4], and one of a prefix that lies elsewhere.
    act(&mut world, publish("203.0.112.0/23", 0)).unwrap();
    assert_eq!(knows(&world, PREFIX), [false, true, false]);
    act(&mut world, revoke("203.0.112.0/23", 0)).unwrap();
    act(&mut world, publish("203.0.112.0/24", 0)).unwrap();
    assert_eq!(knows(&world, PREFIX), [true; 3]);
}

#[test]
fn a_longer_prefix_needs_a_roa_that_allows_its_length() {
    const LONGER: &str = "203.0.113.0/25";
    let mut world = settled(&careful_and_careless());
    act(&mut world, publish(PREFIX, 65001)).unwrap();
    let announce = json!({"do": "announce-prefix", "router": "holder", "prefix": LONGER});
    act(&mut world, announce).unwrap();
    // As long as the prefix itself, if nothing is said.
    assert_eq!(knows(&world, LONGER), [false, true, false]);
    assert_eq!(knows(&world, PREFIX), [true; 3]);
    let loose = |deed: &str| json!({"do": deed, "prefix": PREFIX, "asn": 65001, "max_length": 25});
    act(&mut world, loose("publish-roa")).unwrap();
    assert_eq!(knows(&world, LONGER), [true; 3]);
    // They are two ROAs, and each is revoked by itself.
    act(&mut world, revoke(PREFIX, 65001)).unwrap();
    assert_eq!((knows(&world, LONGER), knows(&world, PREFIX)), ([true; 3], [true; 3]));
    act(&mut world, loose("revoke-roa")).unwrap();
    assert_eq!(world.roas(), []);
    act(&mut world, publish(LONGER, 65001)).unwrap();
    assert_eq!((knows(&world, LONGER), knows(&world, PREFIX)), ([true; 3], [true; 3]));
}

#[test]
fn rules_that_ask_for_validity_are_run_again_both_ways() {
    let avoid = json!([{"match": {"origin_is": "invalid"}, "set": {"local_pref": 7}}]);
    let hide = json!([{"match": {"origin_is": "not-found"}, "deny": true}]);
    let scenario = with(
        &careful_and_careless(),
        &[
            ("/networks/1/policy", json!({"max_length_v4": 25})),
            ("/networks/2/policy", json!({"import": avoid, "max_length_v4": 25})),
            ("/links/2/at_a", json!({"export": hide})),
        ],
    );
    let mut world = settled(&scenario);
    let local_pref = |world: &World| {
        let known = super::explain(world, "careless", PREFIX);
        known.candidates[0].route.attributes.local_pref
    };
    let before = local_pref(&world);
    assert_eq!(knows(&world, PREFIX), [true, true, false]);
    act(&mut world, publish(PREFIX, 64999)).unwrap();
    assert_eq!((knows(&world, PREFIX), local_pref(&world)), ([true; 3], 7));
    act(&mut world, revoke(PREFIX, 64999)).unwrap();
    assert_eq!((knows(&world, PREFIX), local_pref(&world)), ([true, true, false], before));
}

#[test]
fn what_is_so_already_or_out_of_range_is_refused_and_changes_nothing() {
    let mut world = settled(&careful_and_careless());
    act(&mut world, publish(PREFIX, 65001)).unwrap();
    let digest = world.digest();
    let of_length = |most: u8| {
        let mut command = publish(PREFIX, 65001);
        command["max_length"] = json!(most);
        command
    };
    for (command, told) in [
        (publish(PREFIX, 65001), "`203.0.113.0/24 AS65001` is published already"),
        (of_length(24), "`203.0.113.0/24 AS65001` is published already"),
        (revoke(PREFIX, 65002), "there is no ROA called `203.0.113.0/24 AS65002`"),
        (of_length(23), "max_length must lie between 24 and 32, not 23"),
        (of_length(33), "max_length must lie between 24 and 32, not 33"),
        (publish("203.0.113.1/24", 65001), "there is no prefix called `203.0.113.1/24`"),
    ] {
        assert_eq!(act(&mut world, command).unwrap_err().to_string(), told);
        assert_eq!(world.digest(), digest);
    }
    for asn in [json!(-1), json!(1_u64 << 32), json!("65001")] {
        let asked = json!({"do": "publish-roa", "prefix": PREFIX, "asn": asn});
        assert!(serde_json::from_value::<Command>(asked).is_err());
    }
}

#[test]
fn there_are_never_more_roas_than_a_file_may_have() {
    let entry = |n: usize| {
        let prefix = format!("10.{}.{}.0/24", n / 256, n % 256);
        json!({"prefix": prefix, "max_length": 24, "asn": 65001})
    };
    let roas: Vec<Value> = (0..MAX_ROAS).map(entry).collect();
    let mut world = settled(&with(&careful_and_careless(), &[("/roas", json!(roas))]));
    let told = act(&mut world, publish(PREFIX, 65001)).unwrap_err().to_string();
    assert_eq!(told, "roas must lie between 0 and 1000, not 1001");
    act(&mut world, revoke("10.0.0.0/24", 65001)).unwrap();
    act(&mut world, publish(PREFIX, 65001)).unwrap();
}

#[test]
fn a_fact_says_what_came_of_it_and_a_digest_knows_the_roas_as_a_set() {
    let mut world = settled(&careful_and_careless());
    let before = world.digest();
    let mut give = |json: Value| {
        let mut facts = Vec::new();
        world.apply(world.now(), &command(json), &mut facts).unwrap();
        let told = facts.iter().find_map(|fact| match &fact.what {
            What::RoaPublished { roa, changes } => Some((*roa, *changes, true)),
            What::RoaRevoked { roa, changes } => Some((*roa, *changes, false)),
            _ => None,
        });
        world.settle(&mut facts);
        (told.expect("it is told"), world.digest())
    };
    let roa: Roa = serde_json::from_value(json!({"prefix": PREFIX, "max_length": 24, "asn": 1}))
        .expect("a ROA");
    let (told, with_one) = give(publish(PREFIX, 1));
    assert_eq!(told, (roa, Revalidated { refused: 1, accepted: 0 }, true));
    // Nobody's routes are touched, and still it is another state.
    let (told, with_two) = give(publish("198.51.100.0/24", 1));
    assert_eq!(told.1, Revalidated::default());
    assert_ne!(with_two, with_one);
    // The other way round, at the same times or not, it is the same list of ROAs.
    give(revoke(PREFIX, 1));
    let ((_, changes, is_published), _) = give(publish(PREFIX, 1));
    assert_eq!((changes, is_published), (Revalidated { refused: 1, accepted: 0 }, true));
    assert_eq!(world.roas().len(), 2);
    assert_ne!(world.digest(), before);
}

#[test]
fn a_run_with_roas_is_the_same_after_undo_redo_and_any_way_through_time() {
    let setup = Setup::from_scenario(&careful_and_careless()).unwrap();
    let mut session = Session::open(setup.clone(), 7);
    let opened = session.world().digest();
    let mut digests = Vec::new();
    for json in [publish(PREFIX, 64999), publish(PREFIX, 65001), revoke(PREFIX, 64999)] {
        session.apply(command(json)).unwrap();
        // Before it has settled: there are messages on their way.
        session.advance(Span::from_us(500), u64::MAX);
        digests.push((session.moment(), session.world().digest()));
        session.advance(Span::from_us(100), u64::MAX);
    }
    for (moment, digest) in digests.iter().rev().chain(&digests) {
        while !session.seek(moment.at).is_done {}
        assert_eq!(session.world().digest(), *digest);
    }
    for _ in 0..3 {
        assert!(session.undo().is_some());
    }
    while !session.seek(session.opened_at()).is_done {}
    assert_eq!((session.world().digest(), session.world().roas().len()), (opened, 0));
    // What a log says, by nothing but the engine's two doors.
    for _ in 0..3 {
        assert!(session.redo().is_some());
    }
    let (last, digest) = digests.last().expect("three were given");
    session.advance(last.at.since(session.world().now()), u64::MAX);
    let mut world = World::opened(&setup, 7);
    for entry in session.log() {
        while world.steps() < entry.steps {
            world.step(&mut Vec::new());
        }
        world.apply(entry.at, &entry.command, &mut Vec::new()).unwrap();
    }
    world.advance(last.at, u64::MAX, &mut Vec::new());
    assert_eq!((world.digest(), session.world().digest()), (*digest, *digest));
}
