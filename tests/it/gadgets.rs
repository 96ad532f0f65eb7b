//! Networks whose routing has two answers, one or none, from the literature.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::config::Mrai;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::oscillation::Oscillation;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::fixture::build::{commands, setup};
use anycast_lab::headless::fixture::format::{Fixture, Med};
use anycast_lab::headless::route::{Request, route};

/// Far more than any gadget needs.
const MAX_EVENTS: u64 = 100_000;

fn fixture(file: &str) -> Fixture {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn gadget(file: &str) -> Setup {
    setup(&fixture(file)).unwrap()
}

/// The world, settled as far as it settles, and the cycle it is in, if it is.
fn settled(setup: &Setup, seed: u64) -> (World, Option<Arc<Oscillation>>) {
    let mut world = World::new(setup, seed);
    let mut facts = Vec::new();
    let is_settled = world.settle_within(MAX_EVENTS, &mut facts);
    let oscillation = facts.iter().find_map(|fact| match &fact.what {
        What::Oscillating(oscillation) => Some(Arc::clone(oscillation)),
        _ => None,
    });
    assert_eq!(oscillation.as_ref(), world.oscillation(), "what is told can be asked for");
    assert!(!(is_settled && oscillation.is_some()));
    (world, oscillation)
}

/// Each router's AS_PATH, in the order of routers; `-` where there is no route.
fn paths(world: &World) -> Vec<String> {
    let network = world.network();
    let prefix = network.prefixes.first_key().unwrap();
    let path = |router| {
        let best = world.best(router, prefix);
        best.map_or("-".to_owned(), |best| best.attributes.as_path.to_string())
    };
    network.routers.keys().map(path).collect()
}

fn names(world: &World, oscillation: &Oscillation) -> Vec<String> {
    let routers = oscillation.routers.iter();
    routers.map(|&router| world.network().routers[router].slug.to_string()).collect()
}

/// The router by which a router's packets leave its network: the one whose loopback is NEXT_HOP.
fn exit(world: &World, name: &str) -> String {
    let network = world.network();
    let prefix = network.prefixes.first_key().unwrap();
    let best = world.best(network.names.routers[name], prefix).expect("it has a route");
    let mut routers = network.routers.iter();
    let exit = routers.find(|router| router.loopback == best.attributes.next_hop);
    exit.expect("a border router puts itself").slug.to_string()
}

/// Sets the delay of a link, by its name.
fn delay(setup: &mut Setup, name: &str, delay: Span) {
    let network = Arc::make_mut(&mut setup.network);
    let link = network.links.iter_mut().find(|link| link.slug.as_str() == name);
    link.expect("it has such a link").delay = delay;
    network.index();
}

#[test]
fn good_gadget_has_one_answer_whatever_the_timing() {
    let plain = gadget("gadgets/good-gadget.json");
    for (n, session) in ["s1", "s2", "s3", "c12", "c13", "c24", "c34"].into_iter().enumerate() {
        let mut setup = plain.clone();
        delay(&mut setup, session, Span::from_ms(7 * (u64::try_from(n).unwrap() + 1)));
        let (world, oscillation) = settled(&setup, 1);
        assert_eq!(oscillation, None);
        assert_eq!(paths(&world), ["", "65003 65000", "65000", "65000", "65003 65000"]);
    }
}

#[test]
fn bad_gadget_has_no_answer_and_is_named_with_its_routers() {
    for (file, routers) in [
        ("gadgets/bad-gadget.json", &["n1", "n2", "n3", "n4"][..]),
        ("open/gadget-01-bad-gadget.json", &["n1", "n2", "n3"]),
    ] {
        for ms in [1, 3, 17] {
            let mut setup = gadget(file);
            delay(&mut setup, "s2", Span::from_ms(ms));
            let (world, oscillation) = settled(&setup, 1);
            let oscillation = oscillation.expect("it is found out");
            assert_eq!(names(&world, &oscillation), routers);
            assert_eq!(oscillation.prefixes.len(), 1);
            assert!(oscillation.events > 0 && !oscillation.period.is_zero());
        }
    }
}

/// The proof that it is a cycle: routing does the same again, period after period.
#[test]
fn an_oscillation_repeats_itself_to_the_microsecond() {
    let (mut world, oscillation) = settled(&gadget("gadgets/bad-gadget.json"), 1);
    let oscillation = oscillation.unwrap();
    let mut turn = || {
        let (began, from) = (world.now(), world.steps());
        let mut facts = Vec::new();
        while world.steps() < from + oscillation.events {
            world.step(&mut facts);
        }
        assert_eq!(world.now().since(began), oscillation.period);
        let what = facts.into_iter().filter_map(|fact| {
            matches!(fact.what, What::BestRouteChanged { .. }).then_some(fact.what)
        });
        what.collect::<Vec<_>>()
    };
    let first = turn();
    assert!(!first.is_empty());
    assert_eq!(first, turn());
    assert_eq!(first, turn());
}

#[test]
fn disagree_has_two_answers_and_timing_chooses() {
    let n1_first = ["", "65000", "65001 65000"];
    let n2_first = ["", "65002 65000", "65000"];
    for (slow, expected) in [("s2", n1_first), ("s1", n2_first)] {
        let mut setup = gadget("gadgets/disagree.json");
        delay(&mut setup, slow, Span::from_ms(10));
        let (world, oscillation) = settled(&setup, 1);
        assert_eq!(oscillation, None);
        assert_eq!(paths(&world), expected, "{slow} is slow");
    }
}

#[test]
fn disagree_in_lockstep_is_polite_for_ever_and_jitter_ends_it() {
    let mut setup = gadget("gadgets/disagree.json");
    let (world, oscillation) = settled(&setup, 1);
    assert_eq!(names(&world, &oscillation.expect("both change at once")), ["n1", "n2"]);

    let config = Arc::make_mut(&mut setup.config);
    config.mrai = Mrai { ebgp: Span::from_s(30), has_jitter: true, ..Mrai::default() };
    let mut answers = BTreeSet::new();
    for seed in 0..40 {
        let (world, oscillation) = settled(&setup, seed);
        assert_eq!(oscillation, None);
        assert!(world.is_converged(), "seed {seed}");
        answers.insert(paths(&world));
    }
    assert_eq!(answers.len(), 2, "either answer comes up: {answers:?}");
}

#[test]
fn what_draws_random_numbers_is_never_called_a_cycle_but_its_routers_are_named() {
    let mut setup = gadget("gadgets/bad-gadget.json");
    let config = Arc::make_mut(&mut setup.config);
    config.mrai = Mrai { ebgp: Span::from_s(30), has_jitter: true, ..Mrai::default() };
    let mut world = World::new(&setup, 1);
    let mut facts = Vec::new();
    assert!(!world.settle_within(20_000, &mut facts));
    assert_eq!(world.oscillation(), None);
    let Some(What::NotConverged { events: 20_000, routers }) = facts.pop().map(|fact| fact.what)
    else {
        panic!("it gives up at its limit");
    };
    let slugs: Vec<&str> =
        routers.iter().map(|&router| world.network().routers[router].slug.as_str()).collect();
    assert_eq!(slugs, ["n1", "n2", "n3", "n4"]);
}

#[test]
fn a_wedgie_holds_after_the_primary_returns_until_the_backup_is_dropped() {
    let fixture = fixture("gadgets/rfc4264-wedgie.json");
    let mut world = World::new(&setup(&fixture).unwrap(), 1);
    let intended = ["", "65003 65004 65001", "65004 65001", "65001"];
    let on_backup = ["", "65001", "65002 65001", "65003 65002 65001"];
    // AS 4 has its customer back; AS 3 would have to leave a customer for a peer.
    let wedged = ["", "65001", "65002 65001", "65001"];
    assert!(world.settle_within(MAX_EVENTS, &mut Vec::new()));
    let stages = [intended, on_backup, wedged, intended, intended];
    assert_eq!(fixture.stages.len(), stages.len());
    for (stage, expected) in fixture.stages.iter().zip(stages) {
        for command in commands(&fixture, stage) {
            world.apply(world.now(), &command, &mut Vec::new()).unwrap();
        }
        assert!(world.settle_within(MAX_EVENTS, &mut Vec::new()));
        assert_eq!(paths(&world), expected, "{}", stage.name);
    }
}

#[test]
fn med_and_reflection_oscillate_and_always_comparing_med_ends_it() {
    let mut fixture = fixture("open/gadget-05-rfc3345-type1.json");
    let (world, oscillation) = settled(&setup(&fixture).unwrap(), 1);
    assert_eq!(names(&world, &oscillation.expect("type I")), ["ra", "rd"]);
    fixture.settings.med = Med::Always;
    let (world, oscillation) = settled(&setup(&fixture).unwrap(), 1);
    assert_eq!(oscillation, None);
    assert!(world.is_converged());
}

/// What makes type II of RFC 3345 § 3: more than one tier of reflection. The topology is our own,
/// not the RFC's figure: every metric inside a cluster is below those between clusters, as is
/// advised against type I, and still there is no answer.
///
/// `re` has the better MED of AS 65006. While the upper reflector `rt` tells of it, `ra` cannot
/// use `rc`, and turns to `rb`, of another AS. That is nearer to `rt` than `re` is, so `rt`
/// chooses it too, and tells of `re` no more: `ra` goes back to the nearer `rc`, whose MED makes
/// `rt` choose `re`.
#[test]
fn med_and_two_tiers_of_reflection_oscillate_in_spite_of_the_metrics_advised() {
    for ms in [1, 3, 17] {
        let mut setup = gadget("gadgets/med-two-tiers.json");
        delay(&mut setup, "igp[4]", Span::from_ms(ms));
        let (world, oscillation) = settled(&setup, 1);
        assert_eq!(names(&world, &oscillation.expect("type II")), ["ra", "rt"]);
    }
}

#[test]
fn always_comparing_med_ends_it_with_two_tiers_as_well() {
    let mut fixture = fixture("gadgets/med-two-tiers.json");
    fixture.settings.med = Med::Always;
    let (world, oscillation) = settled(&setup(&fixture).unwrap(), 1);
    assert_eq!(oscillation, None);
    assert!(world.is_converged());
    for name in ["ra", "rd", "rt"] {
        assert_eq!(exit(&world, name), "re", "MED 0 wins at {name}");
    }
}

#[test]
fn one_tier_of_reflection_settles_with_the_metrics_advised() {
    let fixture = fixture("gadgets/med-two-tiers.json");
    let (mut world, _) = settled(&setup(&fixture).unwrap(), 1);
    for command in commands(&fixture, &fixture.stages[0]) {
        world.apply(world.now(), &command, &mut Vec::new()).unwrap();
    }
    assert!(world.settle_within(MAX_EVENTS, &mut Vec::new()));
    assert_eq!(world.oscillation(), None);
    assert_eq!(["ra", "rd"].map(|name| exit(&world, name)), ["rb", "re"]);
}

#[test]
fn a_recorded_case_that_oscillates_is_found_out_long_before_its_limit() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/open/gadget-01-bad-gadget.json");
    let report = route(&[path], Request { is_checked: true, is_strict: true, profile: None });
    assert!(report.is_good, "{}", report.text);
}
