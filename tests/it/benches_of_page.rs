//! The benches beside the tables: floods, the race of GeoDNS and anycast, the four casts.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::acts::of_node;
use anycast_lab::app::present::casts_bench::{BOX, pictures, senders};
use anycast_lab::app::present::flood_best::{best, is_board};
use anycast_lab::app::present::flood_console::{
    Console, STRENGTHS, automation, console, has_rates, order, strength,
};
use anycast_lab::app::present::marks::{Kind, marks};
use anycast_lab::app::present::outage_bench::{bench, panel, play, settings};
use anycast_lab::app::present::pop;
use anycast_lab::app::present::timeline::board;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::Candidate;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::failover::How;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::traffic::flood::{FloodKind, Shape};

fn lab(world: &str, lang: Lang) -> Lab {
    let path = format!("{}/assets/scenarios/{world}.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    Lab::open(setup, 1, lang)
}

fn flood(lab: &mut Lab, bps: u64) {
    let kind = (FloodKind::UdpReflection, bps, Shape::Step);
    lab.handle(Intent::Do(order("bindweed".into(), "dns".into(), kind)));
}

fn shown(lab: &Lab) -> Console {
    console(lab).expect("the world has capacities")
}

#[test]
fn a_flood_on_one_region_drowns_its_pop_and_leaves_the_others_idle() {
    for (lang, said) in [(Lang::En, "drops"), (Lang::Zh, "丢弃")] {
        let mut lab = lab("first-light", lang);
        assert_eq!(shown(&lab).served.1, 1_000);
        flood(&mut lab, 500_000_000_000);
        let console = shown(&lab);
        let (first, others) = console.nodes.split_first().expect("it has nodes");
        assert_eq!(first.slug.as_str(), "london");
        assert!(first.percent > 800 && first.sentence.contains(said), "{first:?}");
        assert!(others.iter().all(|other| other.percent < 20), "{others:?}");
        assert!(console.served.1 < 900);
        assert_eq!(console.floods.len(), 1);
        let card = pop::card(&lab, first.node);
        assert_eq!(card.load.map(|load| load.percent), Some(first.percent));
        // The timeline has it in a lane of its own, and in the table of marks.
        lab.session.advance(Span::from_ms(1), u64::MAX);
        assert_eq!(board(&lab).loads.iter().map(|pile| pile.up).sum::<u32>(), 1);
        assert!(marks(&lab).iter().any(|mark| mark.kind == Kind::Overloaded));
        // Undone, it never was.
        lab.handle(Intent::Undo);
        assert_eq!(shown(&lab).served.1, 1_000);
    }
}

/// 6 and 6 on the reference board: two of four clients, whatever whole sites do; three by steering.
#[test]
fn a_learner_is_held_against_the_true_optimum() {
    let mut lab = lab("flood-board", Lang::En);
    assert!(is_board(&lab));
    for botnet in ["a0", "a1"] {
        let flood =
            order(botnet.into(), "dns".into(), (FloodKind::Syn, 60_000_000_000, Shape::Step));
        lab.handle(Intent::Do(flood));
    }
    let said = best(&lab);
    assert_eq!(said.len(), 4);
    assert!(said[1].contains("2 million") && said[2].contains("2 million"), "{said:?}");
    assert!(said[3].contains("3 million"), "{said:?}");
    // What was withdrawn meanwhile changes nothing of the optimum, but what is had now.
    lab.handle(Intent::Do(Command::Withdraw { node: "s3".into() }));
    lab.handle(Intent::SkipToConverged);
    let after = best(&lab);
    assert_eq!(after[1..], said[1..]);
    // A large world has too many positions.
    assert!(!is_board(&self::lab("atlas", Lang::En)));
}

#[test]
fn a_black_hole_takes_the_flood_off_and_gives_up_the_users_behind_it() {
    let mut lab = lab("flood-board", Lang::En);
    let flood = order("a0".into(), "dns".into(), (FloodKind::Syn, 60_000_000_000, Shape::Step));
    lab.handle(Intent::Do(flood));
    let node = lab.network().names.nodes["s1"];
    let percent = |lab: &Lab| lab.world().loads().node(node).percent();
    assert_eq!(percent(&lab), Some(600));
    let press = |lab: &mut Lab| {
        let all = of_node(lab, node).acts.into_iter().flat_map(|acts| acts.switches);
        let switch = all.into_iter().find(|switch| switch.act == "black-hole").expect("offered");
        lab.handle(Intent::Do(switch.command));
        lab.handle(Intent::SkipToConverged);
    };
    press(&mut lab);
    assert_eq!(percent(&lab), Some(0));
    let service = lab.network().services.keys().next().unwrap();
    let victim = lab.network().names.clients["c1"];
    assert!(!lab.world().loads().client(victim, service).is_served);
    assert_eq!(of_node(&lab, node).now.len(), 1);
    press(&mut lab);
    assert_eq!(percent(&lab), Some(600));
    // Where nobody would heed it, it is not offered.
    let elsewhere = self::lab("first-light", Lang::En);
    let node = elsewhere.network().nodes.keys().next().unwrap();
    let mut all = of_node(&elsewhere, node).acts.into_iter().flat_map(|acts| acts.switches);
    assert!(all.all(|switch| switch.act != "black-hole"));
}

#[test]
fn nodes_that_withdraw_by_themselves_hand_the_flood_to_the_next() {
    let mut lab = lab("first-light", Lang::En);
    lab.handle(Intent::Do(automation("dns".into(), true, true)));
    flood(&mut lab, 500_000_000_000);
    assert!(shown(&lab).is_automated);
    let service = lab.network().services.keys().next().unwrap();
    let bots: Vec<_> = lab.network().botnets[0].bots.iter().map(|(client, _)| *client).collect();
    let mut drowned = std::collections::BTreeSet::new();
    for _ in 0..120 {
        lab.session.advance(Span::from_s(1), u64::MAX);
        drowned.extend(shown(&lab).nodes.iter().filter(|it| it.percent > 100).map(|it| it.node));
    }
    assert!(drowned.len() >= 3, "{drowned:?}");
    assert!(shown(&lab).nodes.iter().any(|node| node.is_away));
    // Nobody is lost for ever: whoever sends has somewhere to go, or nowhere.
    assert!(bots.iter().all(|&client| lab.world().reach(client, service).routers.len() < 20));
    lab.handle(Intent::Do(automation("dns".into(), false, false)));
    assert!(!shown(&lab).is_automated);
}

#[test]
fn strengths_go_up_in_steps_of_one_two_five() {
    let all: Vec<u64> = (0..STRENGTHS).map(strength).collect();
    assert_eq!(all[..4], [1, 2, 5, 10].map(|gigabits| gigabits * 1_000_000_000));
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    // Each can be ordered.
    let lab = lab("first-light", Lang::En);
    for bps in all {
        let command = order("dodder".into(), "dns".into(), (FloodKind::Http, bps, Shape::Step));
        assert!(lab.world().accepts(&command).is_ok(), "{command:?}");
    }
}

#[test]
fn without_capacities_there_is_nothing_to_flood() {
    let lab = lab("med-order", Lang::En);
    assert!(!has_rates(&lab) && console(&lab).is_none());
}

#[test]
fn five_curves_race_where_pops_have_addresses_and_two_where_they_have_none() {
    for (world, count, node) in [("three-cities", 5, "shanghai"), ("first-light", 2, "tokyo")] {
        let lab = lab(world, Lang::En);
        let offered = bench(&lab);
        assert_eq!(offered.lacks_names.is_some(), count == 2);
        let node = lab.network().names.nodes[node];
        assert!(offered.nodes.iter().any(|(id, _)| *id == node));
        let settings = settings(lab.network());
        assert_eq!(settings.len(), count);
        let lost = (node, How::Silent);
        let played: Vec<_> =
            settings.into_iter().filter_map(|setting| play(&lab, lost, setting)).collect();
        assert_eq!(played.len(), count);
        let panel = panel(&lab, lost, &played);
        assert_eq!(panel.curves.len(), count);
        assert!(panel.curves.last().unwrap().is_best, "BFD notices first");
        // Numbers stand apart.
        let mut places: Vec<f64> =
            panel.curves.iter().filter_map(|curve| curve.number_at).map(|(x, _)| x).collect();
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 8.0), "{places:?}");
    }
}

#[test]
fn a_pop_that_is_withdrawn_already_cannot_be_lost() {
    let mut lab = lab("three-cities", Lang::En);
    lab.handle(Intent::Do(Command::Withdraw { node: "shanghai".into() }));
    let node = lab.network().names.nodes["shanghai"];
    assert!(bench(&lab).nodes.iter().all(|(id, _)| *id != node));
}

#[test]
fn the_four_casts_are_four_pictures_inside_their_boxes() {
    let mut lab = lab("three-cities", Lang::Zh);
    let client = lab.network().names.clients["hutong"];
    lab.handle(Intent::Select(Selection::Client(client)));
    assert_eq!(senders(&lab)[0].0, client);
    let all = pictures(&lab, client);
    assert_eq!(all.len(), 4);
    for picture in &all {
        let lines = picture.lines.iter().flatten();
        for at in picture.routers.iter().chain(lines).chain(&picture.receivers) {
            assert!((0.0..=BOX.0).contains(&at.x) && (0.0..=BOX.1).contains(&at.y), "{at:?}");
        }
        assert_eq!(picture.receivers.len(), picture.card.receivers.len());
    }
    let receivers: Vec<usize> = all.iter().map(|picture| picture.receivers.len()).collect();
    // One; whoever else is in the network, which is nobody; all three nodes; one of them.
    assert_eq!((receivers[0], receivers[2], receivers[3]), (1, 3, 1));
}

#[test]
fn what_neighbours_offer_to_customers_is_asked_for_by_a_switch_and_taken_back() {
    let mut lab = lab("helm", Lang::En);
    let node = lab.network().names.nodes["dubai"];
    let router = lab.network().names.routers["spicewind-dubai"];
    let prefix = lab.network().services[lab.network().nodes[node].service].prefix;
    let switches = |lab: &Lab| -> Vec<_> {
        let all = of_node(lab, node).acts.into_iter().flat_map(|acts| acts.switches);
        all.filter(|switch| switch.act == "ask").collect()
    };
    let labels: Vec<String> = switches(&lab).into_iter().map(|switch| switch.label).collect();
    assert_eq!(
        labels,
        [
            "64602:80 · Meridian Transit: LOCAL_PREF 80",
            "64602:607 · Meridian Transit: not to Spicewind",
            "64607:80 · Spicewind: LOCAL_PREF 80",
            "64607:602 · Spicewind: not to Meridian Transit",
        ]
    );
    let from_dubai = |lab: &Lab| {
        let all = lab.world().explain(router, prefix).candidates;
        let preferred = |it: &Candidate| it.route.attributes.local_pref;
        all.iter().map(preferred).collect::<Vec<_>>()
    };
    let at_first = from_dubai(&lab);
    let press = |lab: &mut Lab| {
        let switch = switches(lab).into_iter().nth(2).expect("the third");
        lab.handle(Intent::Do(switch.command));
        lab.handle(Intent::SkipToConverged);
    };
    press(&mut lab);
    assert_ne!(from_dubai(&lab), at_first, "Spicewind prefers others");
    assert_eq!(switches(&lab)[2].is_on, Some(true));
    assert_eq!(of_node(&lab, node).now, ["It announces with 64607:80."]);
    press(&mut lab);
    assert_eq!(from_dubai(&lab), at_first);
    assert!(of_node(&lab, node).now.is_empty());
}
