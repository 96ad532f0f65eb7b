//! The law of MRAI, checked from outside over the facts of any run: no session end announces
//! twice within the interval [RFC 4271 § 9.2.1.1].

use std::collections::BTreeMap;

use anycast_lab::engine::base::ids::{PrefixId, RouterId, SessionId};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::{MraiScope, Scenario, Timing};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{Fact, Tidings, What};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::laws::internet;

/// What was found in the facts of a run.
#[derive(Debug, Default)]
struct Findings {
    /// Pairs of announcements that were looked at.
    pairs: usize,
    violations: Vec<String>,
}

/// Looks at every two announcements in a row that one timer should have kept apart. What one
/// event brings about is one batch, and counts as one announcement.
fn check(world: &World, timing: &Timing, facts: &[Fact]) -> Findings {
    let mut findings = Findings::default();
    let mut last: BTreeMap<(SessionId, RouterId, Option<PrefixId>), &Fact> = BTreeMap::new();
    for fact in facts {
        let (session, from, prefix, tidings) = match &fact.what {
            What::UpdateSent { session, from, prefix, tidings, .. } => {
                (*session, *from, *prefix, *tidings)
            }
            What::SessionUp { session } | What::SessionDown { session, .. } => {
                last.retain(|(of, ..), _| of != session);
                continue;
            }
            _ => continue,
        };
        if tidings == Tidings::Withdrawn && !timing.mrai_covers_withdrawals {
            continue;
        }
        let is_internal = world.network().sessions[session].is_internal();
        let whole = if is_internal { timing.mrai_ibgp_us } else { timing.mrai_ebgp_us }.as_us();
        let least = if timing.mrai_jitter { whole / 4 * 3 } else { whole };
        let of = (timing.mrai_scope == MraiScope::Destination).then_some(prefix);
        if let Some(before) = last.insert((session, from, of), fact) {
            let apart = fact.at.since(before.at).as_us();
            findings.pairs += 1;
            if fact.step != before.step && apart < least {
                let told = format!("{session:?} {from:?} {of:?}: {apart} µs at {}", fact.at);
                findings.violations.push(told);
            }
        }
    }
    findings
}

/// Something that a learner might do, by numbers.
type Deed = (u64, u8, usize, u8);

fn deed(scenario: &Scenario, &(_, kind, which, times): &Deed) -> Command {
    let node = scenario.services[0].nodes[which % 2].slug.clone();
    let link = &scenario.links[which % scenario.links.len()];
    let slug =
        || link.slug.clone().unwrap_or_else(|| format!("{}--{}", link.a, link.b).as_str().into());
    match kind {
        0 => Command::Withdraw { node },
        1 => Command::Announce { node },
        2 => Command::Prepend { node, times, neighbor: None },
        3 => Command::FailLink { link: slug() },
        4 => Command::RestoreLink { link: slug() },
        5 => Command::FailLinkSilently { link: slug() },
        6 => Command::RestartBgp { router: link.a.clone(), for_us: Span::from_s(20) },
        _ => Command::FailPop { node },
    }
}

/// A run of a random world, within limits. Commands that are refused change nothing.
fn run(scenario: &Scenario, seed: u64, deeds: &[Deed]) -> (World, Vec<Fact>) {
    let setup = Setup::from_scenario(scenario).unwrap();
    let mut world = World::new(&setup, seed);
    let mut facts = Vec::new();
    for one in deeds {
        let at = world.now() + Span::from_ms(one.0);
        drop(world.apply(at, &deed(scenario, one), &mut facts));
    }
    world.settle_within(4_000, &mut facts);
    (world, facts)
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    vec((0..20_000_u64, 0..8_u8, 0..100_usize, 0..5_u8), 1..6)
}

/// MRAI for eBGP and iBGP, scope, whether withdrawals are covered, jitter, processing time.
fn timing() -> impl Strategy<Value = Timing> {
    let spans = prop_oneof![Just(0_u64), 1..40_000_u64];
    (spans.clone(), spans, any::<[bool; 3]>(), 0..50_u64).prop_map(
        |(ebgp, ibgp, [by_destination, covers, jitter], work)| Timing {
            mrai_ebgp_us: Span::from_ms(ebgp),
            mrai_ibgp_us: Span::from_ms(ibgp),
            mrai_scope: if by_destination { MraiScope::Destination } else { MraiScope::Peer },
            mrai_covers_withdrawals: covers,
            mrai_jitter: jitter,
            processing_us: Span::ZERO,
            processing_max_us: Span::from_ms(work),
            restart_time_us: by_destination.then_some(Span::from_s(60)),
            ..Timing::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_session_announces_twice_within_the_interval(
        scenario in internet(), timing in timing(), seed in any::<u64>(), deeds in deeds()
    ) {
        let mut scenario = scenario;
        scenario.timing = timing;
        let (world, facts) = run(&scenario, seed, &deeds);
        let findings = check(&world, &scenario.timing, &facts);
        prop_assert!(findings.violations.is_empty(), "{:?}", findings.violations);
    }
}

/// The checker itself: it has something to look at, and finds a timer that is broken in any way.
#[test]
fn the_checker_finds_a_broken_timer() {
    let mut scenario = crate::worlds::two_doors();
    scenario.timing.mrai_ebgp_us = Span::from_s(30);
    let prepend = |ms, times| (ms, 2, 0, times);
    let deeds: Vec<Deed> = (0..20).map(|n| prepend(7_000, n % 5)).collect();
    let (world, facts) = run(&scenario, 1, &deeds);
    let good = check(&world, &scenario.timing, &facts);
    assert!(good.pairs >= 3, "{good:?}");
    assert_eq!(good.violations, Vec::<String>::new());
    // A timer that runs too short, seen by the configuration that it should keep.
    let longer = Timing { mrai_ebgp_us: Span::from_us(30_000_001), ..scenario.timing.clone() };
    assert!(!check(&world, &longer, &facts).violations.is_empty());
    // A timer for each destination, where one for the peer is configured: two prefixes of one
    // router, told a second apart.
    let by_destination = two_prefixes(MraiScope::Destination);
    let by_peer = two_prefixes(MraiScope::Peer);
    for (scenario, has_violation) in [(by_destination, true), (by_peer, false)] {
        let (world, facts) = scenario;
        let claimed =
            Timing { mrai_ebgp_us: Span::from_s(30), mrai_jitter: false, ..Timing::default() };
        let findings = check(&world, &claimed, &facts);
        assert_eq!(!findings.violations.is_empty(), has_violation, "{findings:?}");
    }
    // An announcement that slips through while the timer runs: one fact moved forward in time.
    let mut slipped = facts;
    let is_announcement =
        |fact: &Fact| matches!(fact.what, What::UpdateSent { tidings: Tidings::Announced(_), .. });
    let last = slipped.iter().rposition(is_announcement).unwrap();
    slipped[last].at = slipped[last].at.max(slipped[0].at);
    let early = Span::from_us(slipped[last].at.as_us() - 1);
    slipped[last].at = anycast_lab::engine::base::time::SimTime::ZERO + early;
    assert!(!check(&world, &scenario.timing, &slipped).violations.is_empty());
}

/// One router announces two prefixes a second apart.
fn two_prefixes(scope: MraiScope) -> (World, Vec<Fact>) {
    let mut scenario = crate::worlds::two_doors();
    scenario.timing.mrai_ebgp_us = Span::from_s(30);
    scenario.timing.mrai_scope = scope;
    let prefix = "198.51.100.0/24".parse().unwrap();
    scenario.prefixes = vec![prefix];
    let setup = Setup::from_scenario(&scenario).unwrap();
    let mut world = World::opened(&setup, 1);
    let mut facts = Vec::new();
    let began = world.now();
    let prepend = Command::Prepend { node: "west".into(), times: 1, neighbor: None };
    world.apply(began, &prepend, &mut facts).unwrap();
    let announce = serde_json::json!({"do": "announce-prefix", "router": "west", "prefix": prefix});
    let announce: Command = serde_json::from_value(announce).unwrap();
    world.apply(began + Span::from_s(1), &announce, &mut facts).unwrap();
    world.settle(&mut facts);
    (world, facts)
}
