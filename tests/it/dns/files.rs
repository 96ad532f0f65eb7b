//! `dns` in a scenario: what may be left out, and every problem with its place.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::dns::Dns;
use anycast_lab::engine::net::network::Names;
use anycast_lab::engine::net::scenario::{DnsEntry, UseEntry};
use anycast_lab::engine::net::validate::dns as limits;
use anycast_lab::engine::sim::setup::Setup;

use super::scenario;

fn places(change: impl FnOnce(&mut DnsEntry)) -> Vec<String> {
    let problems = Setup::from_scenario(&scenario(change)).expect_err("it has a problem");
    problems.into_iter().map(|problem| problem.place).collect()
}

#[test]
fn everything_may_be_left_out() {
    let entry: DnsEntry = serde_json::from_str("{}").unwrap();
    assert_eq!(entry, DnsEntry::default());
    assert_eq!(Dns::new(&entry, &Names::default()), Dns::default());
    let mut without = scenario(|_| {});
    without.dns = None;
    assert_eq!(Setup::from_scenario(&without).unwrap().network.dns, Dns::default());
    assert!(!serde_json::to_string(&without).unwrap().contains("\"dns\":{"));
}

#[test]
fn each_problem_is_told_with_its_place() {
    assert_eq!(places(|dns| dns.ttl_us = Span::from_s(3_601)), ["dns.ttl_us"]);
    let nowhere = "203.0.113.53".parse().unwrap();
    assert_eq!(places(|dns| dns.resolvers[0].address = nowhere), ["dns.resolvers[0].address"]);
    assert_eq!(places(|dns| dns.resolvers[0].name.zh.clear()), ["dns.resolvers[0].name.zh"]);
    let twice = |dns: &mut DnsEntry| dns.resolvers.push(dns.resolvers[0].clone());
    assert_eq!(places(twice), ["dns.resolvers[1].slug"]);
    assert_eq!(places(|dns| dns.uses[1].client = "x".into()), ["dns.uses[1].client"]);
    assert_eq!(places(|dns| dns.uses[1].resolver = "x".into()), ["dns.uses[1].resolver"]);
    assert_eq!(places(|dns| dns.uses[1].permille = 1_001), ["dns.uses[1].permille"]);
    let again = |dns: &mut DnsEntry| {
        let first = dns.uses[0].clone();
        dns.uses.push(UseEntry { permille: 701, ..first });
    };
    assert_eq!(places(again), ["dns.uses[4].resolver", "dns.uses[4].permille"]);
    let wrong = |dns: &mut DnsEntry| {
        dns.wrong_places.push(dns.wrong_places[0].clone());
        dns.wrong_places[0].city = "atlantis".into();
    };
    assert_eq!(places(wrong), ["dns.wrong_places[0].city", "dns.wrong_places[1].client"]);
    let health = |dns: &mut DnsEntry| {
        dns.health.interval_us = Span::from_us(99_999);
        dns.health.falls = 0;
        dns.health.rises = 101;
        dns.overstay.permille = 1_001;
        dns.fallback_us = Span::ZERO;
    };
    assert_eq!(
        places(health),
        [
            "dns.health.interval_us",
            "dns.health.falls",
            "dns.health.rises",
            "dns.overstay.permille",
            "dns.fallback_us"
        ]
    );
}

#[test]
fn a_slip_of_the_pen_is_found() {
    for (json, expected) in [
        (r#"{"ttl": 60}"#, "unknown field `ttl`"),
        (r#"{"health": {"fall": 3}}"#, "unknown field `fall`"),
        (r#"{"uses": [{"client": "a", "resolver": "b"}]}"#, "missing field `permille`"),
        (r#"{"overstay": {"permille": -1}}"#, "expected u64"),
    ] {
        let error = serde_json::from_str::<DnsEntry>(json).unwrap_err().to_string();
        assert!(error.contains(expected), "{json}: {error}");
    }
}

#[test]
fn the_page_states_the_ranges_as_they_are() {
    let schema = include_str!("../../../assets/scenarios/SCHEMA.md");
    let (_, section) = schema.split_once("### `dns`").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("it ends");
    for statement in [
        format!("at most {} |", limits::MAX_RESOLVERS),
        format!("1 … {}", limits::MAX_HEALTH_CHECKS),
        "100,000 … 3,600,000,000".to_owned(),
        "10,000 … 60,000,000".to_owned(),
    ] {
        assert!(section.contains(&statement), "SCHEMA.md does not say `{statement}`");
    }
    assert_eq!(
        (limits::MIN_HEALTH_INTERVAL_US, limits::FALLBACK_US),
        (100_000, (10_000, 60_000_000))
    );
}
