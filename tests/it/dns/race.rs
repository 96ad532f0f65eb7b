//! The race: five curves, who wins when, and that the curves are what the world does.

use std::sync::LazyLock;

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::timing::Bfd;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::scenario::BfdEntry;
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::failover::{
    Failure, How, Outcome, Publishing, RaceProblem, Setting, USUAL_BFD, USUAL_HOLD, race, winner,
};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use proptest::prelude::*;

use super::{geo_dns, lose, open, scenario};

fn lost(outcomes: &[Outcome]) -> Vec<u64> {
    outcomes.iter().map(|outcome| outcome.outages.user_seconds_lost()).collect()
}

const SITES: [&str; 3] = ["beijing", "shanghai", "guangzhou"];

#[test]
fn a_silent_failure_is_over_soonest_with_bfd_and_without_it_short_ttls_beat_the_hold_time() {
    let world = open(&scenario(|_| {}));
    for site in SITES {
        let outcomes = lose(&world, site, How::Silent, &Setting::five());
        let [ttl_20, ttl_60, ttl_300, hold, bfd] = lost(&outcomes)[..] else { panic!() };
        assert!(ttl_20 < ttl_60 && ttl_60 < ttl_300, "{site}");
        assert!(ttl_20 < hold, "{site}: TTL 20 s beats a hold time of 180 s");
        // Which beats a TTL of 300 s where routing brings few of those who live near.
        assert_eq!(hold < ttl_300, site == "guangzhou", "{site}");
        assert!(bfd < ttl_20 / 20, "{site}: and BFD beats them all");
        assert_eq!(winner(&outcomes).unwrap().setting, Setting::anycast(Some(USUAL_BFD)));
    }
}

#[test]
fn a_short_hold_time_beats_any_time_to_live_and_none_at_all_never_ends() {
    let world = open(&scenario(|_| {}));
    let [short, none] =
        [9, 0].map(|hold| Setting { hold: Span::from_s(hold), ..Setting::anycast(None) });
    let outcomes = lose(&world, "shanghai", How::Silent, &[geo_dns(0), geo_dns(20), short, none]);
    let [ttl_0, ttl_20, short, none] = lost(&outcomes)[..] else { panic!() };
    assert!(short < ttl_0 && ttl_0 < ttl_20 && ttl_20 < none);
    let outages = &outcomes[3].outages;
    assert_eq!(outages.still_out(), outages.users_hit());
    assert_eq!(outages.worst(), outages.horizon);
    // BFD does without a hold time.
    let bfd = Setting { hold: Span::ZERO, ..Setting::anycast(Some(USUAL_BFD)) };
    let outcomes = lose(&world, "shanghai", How::Silent, &[bfd]);
    assert!(outcomes[0].outages.worst() < Span::from_s(1));
}

#[test]
fn a_failure_that_is_noticed_is_over_in_milliseconds_for_anycast_alone() {
    let world = open(&scenario(|_| {}));
    for site in SITES {
        let outcomes = lose(&world, site, How::Dark, &Setting::five());
        for outcome in &outcomes {
            let worst = outcome.outages.worst();
            match outcome.setting.publishing {
                Publishing::Anycast => assert!(worst < Span::from_ms(500), "{worst:?}"),
                _ => assert!(worst > Span::from_s(60), "{worst:?}"),
            }
        }
    }
}

#[test]
fn a_clean_withdrawal_hurts_nobody_much() {
    let world = open(&scenario(|_| {}));
    for site in SITES {
        for outcome in lose(&world, site, How::Withdrawn, &Setting::five()) {
            assert!(outcome.outages.worst() < Span::from_ms(500), "{site}");
            let is_dns = outcome.setting.publishing == Publishing::GeoDns;
            assert!(!is_dns || outcome.outages.users_hit() == 0, "{site}");
        }
    }
}

#[test]
fn those_who_hold_the_time_to_live_are_back_within_it_after_the_third_check() {
    let world = open(&scenario(|dns| dns.overstay.permille = 0));
    for ttl in [20, 60, 300] {
        let outcomes = lose(&world, "shanghai", How::Silent, &[geo_dns(ttl)]);
        let outages = &outcomes[0].outages;
        // Three checks ten seconds apart, the first within ten seconds; two seconds for the last.
        assert!(outages.worst() <= Span::from_s(10 + 20 + 2 + ttl), "{:?}", outages.worst());
        assert!(outages.totals[1].0 >= Span::from_s(20 + 2), "{:?}", outages.totals[1]);
        assert_eq!(outages.still_out(), 0);
        // Until then whoever was given its address is out, and nobody else.
        let shanghai = world.network().names.nodes["shanghai"];
        let given = outages.by_client.values().filter_map(|of| of.before.users.get(&shanghai));
        let given: u64 = given.sum();
        for ms in [0, 1, 999, 21_000] {
            assert_eq!(outages.out_at(Span::from_ms(ms)), given);
        }
        // Sixteen caches of a network's resolver, evenly over the time to live.
        let half = outages.quantile_of_hit(500) - outages.totals[1].0;
        let expected = Span::from_s(ttl).as_us() / 2;
        assert!(half.as_us().abs_diff(expected) < expected / 4, "{half:?}");
    }
}

#[test]
fn both_loses_no_more_than_either() {
    let world = open(&scenario(|_| {}));
    let hold = Setting::anycast(None);
    let both = Setting::both(Span::from_s(60));
    for site in SITES {
        let outcomes = lose(&world, site, How::Silent, &[geo_dns(60), hold, both]);
        let [of_dns, of_anycast, of_both] = [0, 1, 2].map(|n| &outcomes[n].outages);
        assert!(of_both.lost_us <= of_dns.lost_us.min(of_anycast.lost_us), "{site}");
        for (at, _) in &of_both.curve {
            assert!(of_both.out_at(*at) <= of_dns.out_at(*at).min(of_anycast.out_at(*at)));
        }
    }
}

/// The address of a PoP that is gone is gone with it; the service address leads elsewhere.
#[test]
fn a_node_s_own_address_is_dead_until_it_is_repaired_and_the_service_address_is_not() {
    let mut world = open(&scenario(|_| {}));
    let network = world.network().clone();
    let shanghai = network.names.nodes["shanghai"];
    let (_, own) = network.nodes[shanghai].unicast.unwrap();
    let service = network.services.first().unwrap().address;
    let answered = |world: &World, to| {
        let clients = network.clients.iter();
        clients.filter(|one| world.way(one.router, to).fate == Fate::Delivered).count()
    };
    assert_eq!((answered(&world, own), answered(&world, service)), (16, 16));
    let fail = Command::FailPop { node: "shanghai".into() };
    world.apply(world.now(), &fail, &mut Vec::new()).unwrap();
    world.settle(&mut Vec::new());
    assert_eq!((answered(&world, own), answered(&world, service)), (0, 16));
    world.advance(world.now() + Span::from_s(3_600), u64::MAX, &mut Vec::new());
    assert_eq!((answered(&world, own), answered(&world, service)), (0, 16));
    let repair = Command::RestorePop { node: "shanghai".into() };
    world.apply(world.now(), &repair, &mut Vec::new()).unwrap();
    world.settle(&mut Vec::new());
    assert_eq!((answered(&world, own), answered(&world, service)), (16, 16));
}

#[test]
fn whoever_keeps_a_dead_address_for_ever_is_out_for_ever() {
    let world = open(&scenario(|dns| {
        dns.overstay.permille = 500;
        dns.overstay.for_us = Span::from_s(3_600);
    }));
    let outcomes = lose(&world, "shanghai", How::Dark, &[geo_dns(3_600), Setting::anycast(None)]);
    assert!(outcomes[0].outages.still_out() > 0);
    assert_eq!(outcomes[1].outages.still_out(), 0);
}

#[test]
fn a_race_leaves_the_world_alone_replays_and_follows_the_seed() {
    let scenario = scenario(|_| {});
    let world = open(&scenario);
    let before = world.digest();
    let first = lose(&world, "shanghai", How::Silent, &Setting::five());
    assert_eq!(world.digest(), before);
    assert_eq!(lose(&world, "shanghai", How::Silent, &Setting::five()), first);
    let other = World::opened(&Setup::from_scenario(&scenario).unwrap(), 2);
    let other = lose(&other, "shanghai", How::Silent, &Setting::five());
    for (one, other) in first.iter().zip(&other) {
        assert_ne!(one.outages.totals, other.outages.totals);
        assert_eq!(one.outages.users, other.outages.users);
    }
}

#[test]
fn users_are_neither_lost_nor_made() {
    let world = open(&scenario(|_| {}));
    let all: u64 = world.network().clients.iter().map(|client| client.population).sum();
    for outcome in lose(&world, "guangzhou", How::Silent, &Setting::five()) {
        let outages = &outcome.outages;
        assert_eq!(outages.users, all);
        assert_eq!(outages.totals.iter().map(|(_, users)| users).sum::<u64>(), all);
        for (client, of) in &outages.by_client {
            assert_eq!(of.users, world.network().clients[*client].population);
            assert_eq!(of.before.users.values().sum::<u64>(), of.users);
        }
        assert_eq!(outages.by_client.values().map(|of| of.lost_us).sum::<u128>(), outages.lost_us);
    }
}

#[test]
fn what_cannot_be_played_says_why() {
    let world = open(&scenario(|_| {}));
    let unknown = Failure::of_node(&world, &"atlantis".into(), How::Silent).unwrap_err();
    assert!(matches!(unknown, Refusal::Unknown { kind: "node", .. }));
    let failure = Failure::of_node(&world, &"shanghai".into(), How::Dark).unwrap();
    let told = |setting: Setting| race(&world, &failure, &[setting]).unwrap_err().to_string();
    let long = Setting { hold: Span::from_s(3_601), ..Setting::anycast(None) };
    assert_eq!(told(long), "hold_us must lie between 3000000 and 3600000000, not 3601000000");
    let bfd = Bfd { interval: Span::from_us(1), multiplier: 3 };
    assert!(told(Setting::anycast(Some(bfd))).starts_with("bfd.interval_us must lie between 1000"));
    assert!(told(geo_dns(3_601)).starts_with("ttl_us must lie between 0 and 3600000000"));
    let many = vec![geo_dns(20); 33];
    let many = race(&world, &failure, &many).unwrap_err().to_string();
    assert_eq!(many, "settings must lie between 0 and 32, not 33");
    let mut without = scenario(|_| {});
    without.services[0].nodes[1].unicast = None;
    let without = open(&without);
    let problem = race(&without, &failure, &Setting::five()).unwrap_err();
    assert_eq!(problem, RaceProblem::NoUnicast { node: "shanghai".to_owned() });
    assert!(race(&without, &failure, &[Setting::anycast(None)]).is_ok());
    let mut gone = world.clone();
    gone.apply(gone.now(), &failure.commands[0], &mut Vec::new()).unwrap();
    assert!(matches!(race(&gone, &failure, &[]), Ok(outcomes) if outcomes.is_empty()));
    let again = race(&gone, &failure, &[geo_dns(20)]).unwrap_err();
    assert!(matches!(again, RaceProblem::Refused(Refusal::Already { .. })));
    let silent = Failure::of_node(&gone, &"shanghai".into(), How::Silent);
    assert!(matches!(silent, Err(Refusal::Already { .. })));
}

/// three-cities as it is; and with the usual hold time in its file, without BFD and with it.
static WORLDS: LazyLock<(World, [World; 2])> = LazyLock::new(|| {
    let with = [None, Some(USUAL_BFD)].map(|bfd| {
        let mut own = scenario(|_| {});
        own.timing.hold_us = USUAL_HOLD;
        own.timing.keepalive_us = Span::from_us(USUAL_HOLD.as_us() / 3);
        own.timing.bfd = bfd
            .map(|bfd| BfdEntry { interval_us: bfd.interval, multiplier: bfd.multiplier.into() });
        open(&own)
    });
    (open(&scenario(|_| {})), with)
});

proptest! {
    /// At any moment the curve says what the world itself says, played to that moment with those
    /// timers: users are out whose packets are not delivered there and back.
    #[test]
    fn the_curve_of_anycast_is_what_the_world_does(
        site in prop::sample::select(&SITES[..]),
        after_us in prop_oneof![0_u64..3_000_000, 0_u64..200_000_000],
        has_bfd: bool,
    ) {
        let setting = Setting::anycast(has_bfd.then_some(USUAL_BFD));
        let told = lose(&WORLDS.0, site, How::Silent, &[setting]);
        let mut world = WORLDS.1[usize::from(has_bfd)].clone();
        let failure = Failure::of_node(&world, &site.into(), How::Silent).unwrap();
        let began = world.now();
        for command in &failure.commands {
            world.apply(began, command, &mut Vec::new()).unwrap();
        }
        let after = Span::from_us(after_us);
        world.advance(began + after, u64::MAX, &mut Vec::new());
        let network = world.network();
        let is_out = |client: &anycast_lab::engine::net::network::Client| {
            let there = world.reach_from(client.router, failure.service);
            let back = there.node.map(|node| world.way(network.nodes[node].router, client.address));
            back.is_none_or(|way| way.fate != Fate::Delivered)
        };
        let out = network.clients.iter().filter(|client| is_out(client));
        let out: u64 = out.map(|client| client.population).sum();
        prop_assert_eq!(told[0].outages.out_at(after), out);
    }
}
