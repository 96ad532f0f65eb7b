//! Convergence under a lens: what it tells is what the facts say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::lens::{
    CHART_HEIGHT, CHART_WIDTH, LensPanel, WavePanel, lens as panel,
};
use anycast_lab::app::present::news::lines;
use anycast_lab::app::present::transport::status;
use anycast_lab::app::session::Session;
use anycast_lab::engine::base::ids::{PrefixId, RouterId};
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{BestRoute, Fact, Tidings, What};
use anycast_lab::engine::sim::lens::{End, Explored, Lens};
use anycast_lab::engine::sim::limits::{LENS_PATHS, LENS_POINTS};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::run::{Play, run};
use serde_json::Value;

use crate::worlds::{announcement, empty, link, network, settled, two_doors};

/// `n` networks, each linked with each, 100 ms apart; `origin`, a customer of the first alone,
/// announces. No timers.
fn mesh(n: u32) -> World {
    use anycast_lab::engine::net::scenario::LinkRelation::Unrelated;
    let mut scenario = empty();
    let name = |n: u32| format!("r{n}");
    scenario.networks.push(network("origin", 64500, &["origin"]));
    scenario.links.push(link("origin", "r1", Unrelated, 100));
    for a in 1..=n {
        scenario.networks.push(network(&format!("as{a}"), 64512 + a, &[&name(a)]));
        for b in a + 1..=n {
            scenario.links.push(link(&name(a), &name(b), Unrelated, 100));
        }
    }
    scenario.announcements.push(announcement("origin", "203.0.113.0/24"));
    settled(&scenario)
}

fn withdraw_prefix() -> Command {
    Command::WithdrawPrefix { router: "origin".into(), prefix: "203.0.113.0/24".parse().unwrap() }
}

/// Carries a command out and settles; the lens, and all facts.
fn watched(world: &mut World, command: &Command) -> (Lens, Vec<Fact>) {
    let mut lens = Lens::begin(world);
    let mut facts = Vec::new();
    world.apply(world.now(), command, &mut facts).unwrap();
    assert!(world.settle(&mut facts));
    lens.observe_all(&facts);
    (lens, facts)
}

#[test]
fn what_the_lens_tells_is_what_the_facts_say() {
    let mut world = mesh(6);
    let began = world.now();
    let prefix = PrefixId::from(0);
    let (lens, facts) = watched(&mut world, &withdraw_prefix());
    let wave = &lens.waves()[&prefix];
    let sent = |wanted: fn(&Tidings) -> bool| {
        let tidings = facts.iter().filter_map(|fact| match &fact.what {
            What::UpdateSent { tidings, .. } => Some(tidings),
            _ => None,
        });
        u64::try_from(tidings.filter(|tidings| wanted(tidings)).count()).unwrap()
    };
    assert_eq!(wave.announced, sent(|tidings| matches!(tidings, Tidings::Announced(_))));
    assert_eq!(wave.withdrawn, sent(|tidings| matches!(tidings, Tidings::Withdrawn)));
    assert_eq!(wave.updates(), wave.announced + wave.withdrawn);

    let mut paths: BTreeMap<RouterId, BTreeSet<String>> = BTreeMap::new();
    let (mut last_change, mut last_update) = (began, began);
    let mut without = 0;
    let mut series: BTreeMap<SimTime, u32> = BTreeMap::new();
    for fact in &facts {
        match &fact.what {
            What::UpdateSent { .. } => last_update = fact.at,
            What::BestRouteChanged { router, before, after, .. } => {
                last_change = fact.at;
                let tried = paths.entry(*router).or_default();
                if let Some(after) = after {
                    tried.insert(world.as_path(after.attributes).to_string());
                }
                match (before, after) {
                    (Some(_), None) => without += 1,
                    (None, Some(_)) => without -= 1,
                    _ => continue,
                }
                series.insert(fact.at, without);
            }
            _ => {}
        }
    }
    assert_eq!(lens.began(), began);
    assert_eq!((wave.last_change, wave.last_update), (Some(last_change), Some(last_update)));
    assert_eq!(*lens.end(), End::Converged { at: world.now() });
    assert_eq!(wave.without_route, series.into_iter().collect::<Vec<_>>());
    assert_eq!((wave.without_before, wave.without_at_most, without), (0, 7, 7));
    assert_eq!(lens.without_route(prefix), 7);
    let counted: Vec<(RouterId, u64)> =
        wave.explored.iter().map(|(&router, explored)| (router, explored.paths())).collect();
    let expected: Vec<(RouterId, u64)> = paths
        .iter()
        .map(|(&router, tried)| (router, u64::try_from(tried.len()).unwrap()))
        .collect();
    assert_eq!(counted, expected);
    assert!(wave.explored.values().all(Explored::is_complete));
    // The others believe one another for a while: that is path exploration.
    assert!(wave.explored.values().any(|explored| explored.paths() >= 3));
    // The origin lost its own route and tried nothing.
    assert_eq!(wave.explored[&RouterId::from(0)].paths(), 0);
    assert_eq!(wave.explored[&RouterId::from(0)].changes, 1);
}

#[test]
fn a_withdrawal_costs_more_the_more_networks_believe_each_other() {
    let updates = |n| {
        let (lens, _) = watched(&mut mesh(n), &withdraw_prefix());
        let wave = &lens.waves()[&PrefixId::from(0)];
        (wave.updates(), wave.last_change.unwrap().since(lens.began()))
    };
    let (few, short) = updates(3);
    let (more, longer) = updates(6);
    assert!(more > 4 * few, "{more} and {few}");
    // Without timers: one hop for each AS of the longest path that is left to try.
    assert_eq!((short, longer), (Span::from_ms(300), Span::from_ms(600)));
}

#[test]
fn a_command_begins_anew_and_a_packet_does_not() {
    let mut world = settled(&two_doors());
    let (mut lens, _) = watched(&mut world, &Command::Withdraw { node: "west".into() });
    let before = lens.waves().clone();
    assert_eq!(before.len(), 1, "no other prefix moves");
    let mut facts = Vec::new();
    let at = world.now() + Span::from_s(1);
    let packet = Command::SendPacket { client: "users".into(), service: "dns".into() };
    world.apply(at, &packet, &mut facts).unwrap();
    lens.observe_all(&facts);
    assert_eq!(lens.waves(), &before);

    facts.clear();
    world.apply(at, &Command::Announce { node: "west".into() }, &mut facts).unwrap();
    lens.observe_all(&facts);
    assert_eq!(lens.began(), at);
    assert_eq!(*lens.end(), End::Open);
    let wave = lens.waves().values().next().unwrap();
    assert_eq!((wave.without_before, wave.withdrawn), (1, 0));
}

#[test]
fn its_memory_is_bounded_and_it_says_what_it_forgot() {
    let world = mesh(3);
    let mut lens = Lens::begin(&world);
    let (router, prefix) = (RouterId::from(0), PrefixId::from(0));
    let route =
        |n: usize| Some(BestRoute { neighbor: None, attributes: n.into(), decided_by: None });
    let changes = LENS_PATHS + 7;
    for n in 0..changes {
        let (before, after) = if n % 2 == 0 { (route(n), None) } else { (None, route(n)) };
        let what = What::BestRouteChanged { router, prefix, before, after };
        let at = SimTime::from_us(u64::try_from(n).unwrap());
        lens.observe(&Fact { at, step: 0, what });
    }
    for n in 0..LENS_PATHS + 7 {
        let what = What::BestRouteChanged { router, prefix, before: route(n), after: route(n) };
        lens.observe(&Fact { at: SimTime::from_us(1 << 40), step: 0, what });
    }
    let wave = &lens.waves()[&prefix];
    let explored = &wave.explored[&router];
    assert_eq!(explored.paths(), u64::try_from(LENS_PATHS).unwrap());
    assert!(!explored.is_complete());
    assert!(wave.without_route.len() <= LENS_POINTS);
    assert!(wave.without_route.len() >= LENS_POINTS / 2);
    assert_eq!(wave.without_route[0], (SimTime::ZERO, 1), "the first point stays");
    let last = u64::try_from(changes - 1).unwrap();
    assert_eq!(wave.without_route.last(), Some(&(SimTime::from_us(last), 1)), "and the last");
    assert!(wave.without_route.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert_eq!(wave.without_at_most, 1);
}

#[test]
fn the_lens_of_a_session_follows_its_history() {
    let mut session = Session::open(Setup::from_scenario(&two_doors()).unwrap(), 1);
    let shown = |session: &Session| (session.lens().began(), session.lens().waves().clone());
    let opened = shown(&session);
    assert!(opened.1.is_empty());
    session.apply(Command::Withdraw { node: "west".into() }).unwrap();
    session.settle();
    let after_first = shown(&session);
    assert_eq!(after_first.1.len(), 1);
    let mark = session.moment();
    session.advance(Span::from_s(5), u64::MAX);
    session.apply(Command::Withdraw { node: "east".into() }).unwrap();
    session.settle();
    let after_second = shown(&session);
    assert_ne!(after_second.1, after_first.1);
    assert!(session.undo().is_some());
    assert_eq!(shown(&session), after_first);
    session.return_to(&mark);
    assert_eq!(shown(&session), after_first);
    session.restart();
    assert_eq!(shown(&session), opened);
}

fn summary(report: &str) -> Value {
    let line: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    line["summary"].clone()
}

#[test]
fn the_command_line_prints_the_lens() {
    let folder = std::env::temp_dir();
    let commands = folder.join(format!("anycast-lab-lens-{}.jsonl", std::process::id()));
    std::fs::write(&commands, r#"{"at_us": 0, "do": "withdraw", "node": "tokyo"}"#).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenario = root.join("assets/scenarios/first-light.json");
    let play = Play { commands: Some(&commands), seed: 1, is_quiet: true, ..Play::default() };
    let report = run(&scenario, &play);
    std::fs::remove_file(&commands).unwrap();
    let report = report.unwrap();
    assert!(report.is_good);
    let summary = summary(&report.text);
    assert_eq!(summary["outcome"], "converged");
    let wave = &summary["lens"]["192.0.2.0/24"];
    assert_eq!(wave["announced"], summary["announced"]);
    assert_eq!(wave["withdrawn"], summary["withdrawn"]);
    let settled = summary["converged_at_us"].as_u64().unwrap();
    assert!(wave["last_change_us"].as_u64().unwrap() <= wave["last_update_us"].as_u64().unwrap());
    assert!(wave["last_update_us"].as_u64().unwrap() <= settled);
    assert_eq!(wave["paths_explored"]["lighthouse-tokyo"], 0);
}

#[test]
fn the_command_line_names_an_oscillation_and_does_not_hang() {
    let scenario =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gadgets/bad-gadget-world.json");
    let report = run(&scenario, &Play { seed: 1, ..Play::default() }).unwrap();
    assert!(!report.is_good, "exit code 1");
    assert!(report.text.lines().next().unwrap().contains(r#""fact":"oscillating""#));
    let summary = summary(&report.text);
    assert_eq!(summary["outcome"], "oscillating");
    assert_eq!(summary["is_converged"], false);
    let oscillation = &summary["oscillation"];
    assert_eq!(oscillation["routers"], serde_json::json!(["n1", "n2", "n3"]));
    assert_eq!(oscillation["prefixes"], serde_json::json!(["203.0.113.0/24"]));
    assert!(oscillation["period_us"].as_u64().unwrap() > 0);
}

#[test]
fn an_oscillation_ends_the_lens_and_a_command_opens_it_again() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gadgets/bad-gadget-world.json");
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut world = World::opened(&setup, 1);
    let found = Arc::clone(world.oscillation().unwrap());
    let mut lens = Lens::begin(&world);
    assert_eq!(*lens.end(), End::Oscillating(found));
    let mut facts = Vec::new();
    let command = Command::FailLink { link: "n1--n2".into() };
    world.apply(world.now(), &command, &mut facts).unwrap();
    assert_eq!(world.oscillation(), None);
    assert!(world.settle(&mut facts), "without one of its links it has an answer");
    lens.observe_all(&facts);
    assert!(matches!(lens.end(), End::Converged { .. }));
}

fn bad_world() -> Setup {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gadgets/bad-gadget-world.json");
    Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn wave(lab: &Lab) -> WavePanel {
    match panel(lab) {
        LensPanel::Wave(wave) => *wave,
        LensPanel::Idle(sentence) => panic!("nothing moved: {sentence}"),
    }
}

#[test]
fn the_panel_shows_the_wave_of_the_last_command_in_both_languages() {
    let mut lab = Lab::open(Setup::from_scenario(&two_doors()).unwrap(), 1, Lang::En);
    let LensPanel::Idle(invitation) = panel(&lab) else { panic!("nothing was done yet") };
    assert!(invitation.starts_with("Withdraw"), "{invitation}");
    lab.handle(Intent::Do(Command::Withdraw { node: "west".into() }));
    assert_eq!(wave(&lab).verdict, "Still moving.");
    lab.handle(Intent::SkipToConverged);
    let shown = wave(&lab);
    let of_lens = &lab.session.lens().waves().values().next().unwrap().clone();
    let values: Vec<&str> = shown.figures.iter().map(|figure| figure.value.as_str()).collect();
    assert_eq!(values[..2], [of_lens.announced.to_string(), of_lens.withdrawn.to_string()]);
    assert_eq!(shown.subject, "About 192.0.2.0/24.");
    assert!(shown.verdict.contains("“BGP always converges in 90 seconds”?"), "{}", shown.verdict);
    assert!(shown.verdict.contains(values[2]), "the time is the figure's: {}", shown.verdict);
    assert!(!shown.is_endless);

    // The line begins at the bottom and ends at the top: the PoP itself is left without a route.
    let chart = shown.chart.unwrap();
    assert_eq!(chart.line, format!("M0 {CHART_HEIGHT}H0V0H{CHART_WIDTH}"));
    assert_eq!(chart.top, "1");
    assert!(chart.sentence.contains("1 at the worst moment, and 1 now"), "{}", chart.sentence);
    let counts: Vec<u64> = shown.explorers.iter().map(|explorer| explorer.count).collect();
    assert!(counts.is_sorted_by(|one, next| one >= next), "{counts:?}");
    assert_eq!(counts.len(), of_lens.explored.len());

    lab.handle(Intent::SetLang(Lang::Zh));
    let chinese = wave(&lab);
    assert!(chinese.verdict.contains("“BGP 总是 90 秒收敛”？"), "{}", chinese.verdict);
    assert_eq!(chinese.figures.len(), shown.figures.len());
    lab.handle(Intent::Undo);
    assert!(matches!(panel(&lab), LensPanel::Idle(_)));
}

#[test]
fn a_world_that_oscillates_says_so_from_the_start_in_both_languages() {
    let mut lab = Lab::open(bad_world(), 1, Lang::En);
    let (news, english) = (lines(&lab), panel(&lab));
    let LensPanel::Idle(english) = english else { panic!("no command was given") };
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].sentence, english);
    assert!(english.contains("BGP oscillates") && english.contains("203.0.113.0/24"), "{english}");
    assert!(english.contains("AS 65001"), "{english}");
    assert_eq!(status(&lab).sentence, "BGP oscillates");
    lab.handle(Intent::SetLang(Lang::Zh));
    assert!(lines(&lab)[0].sentence.contains("BGP 陷入振荡"));

    // What breaks the circle ends it; what closes it again begins it again, and that is told once.
    lab.handle(Intent::Do(Command::FailLink { link: "n1--n2".into() }));
    lab.handle(Intent::SkipToConverged);
    assert!(!wave(&lab).is_endless);
    lab.handle(Intent::Do(Command::RestoreLink { link: "n1--n2".into() }));
    lab.handle(Intent::SkipToConverged);
    let shown = wave(&lab);
    assert!(shown.is_endless && shown.verdict.contains("BGP 陷入振荡"), "{}", shown.verdict);
    let told = lines(&lab).iter().filter(|line| line.sentence.contains("振荡")).count();
    assert_eq!(told, 2, "at the start, and now");
}
