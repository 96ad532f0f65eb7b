//! What cards offer beyond the everyday: only what can happen, and what happens then.

use std::collections::BTreeSet;
use std::iter::repeat_n;
use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::acts::{Deviations, Switch, of_link, of_node, of_router};
use anycast_lab::app::present::{client, link, news, pop, router, transport};
use anycast_lab::engine::base::ids::{AsId, ClientId, EndId, NodeId};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::lesson::progress::LessonProgress;

use super::lessons::{WORLD, lesson};

const SMALL: &str = include_str!("../../assets/scenarios/med-order.json");

fn globe(lang: Lang) -> Lab {
    Lab::open(WORLD.clone(), 1, lang)
}

fn small(lang: Lang) -> Lab {
    Lab::open(Setup::from_json(SMALL).expect("the world is sound"), 1, lang)
}

fn at_router(lab: &Lab, slug: &str) -> Deviations {
    of_router(lab, lab.network().names.routers[slug], lab.inspected_prefix())
}

fn switches(all: &Deviations) -> Vec<&Switch> {
    all.acts.iter().flat_map(|acts| &acts.switches).collect()
}

fn offered(all: &Deviations) -> Vec<&'static str> {
    switches(all).iter().map(|switch| switch.act).collect()
}

/// Presses a button, and lets routing settle.
fn press(lab: &mut Lab, all: &Deviations, act: &str) {
    let switch = switches(all).into_iter().find(|it| it.act == act).expect("it is offered");
    lab.handle(Intent::Do(switch.command.clone()));
    lab.handle(Intent::SkipToConverged);
}

fn is_on(all: &Deviations, act: &str) -> Option<bool> {
    switches(all).into_iter().find(|it| it.act == act).expect("it is offered").is_on
}

fn catchment(lab: &Lab) -> Vec<Option<NodeId>> {
    let service = lab.network().services.keys().next().expect("a service");
    lab.network().clients.keys().map(|client| lab.world().serving(client, service)).collect()
}

fn assert_said(sentence: &str) {
    assert!(!sentence.is_empty() && !sentence.contains(['{', '}', '$']), "{sentence}");
}

fn assert_offers(lab: &Lab, all: &Deviations) {
    for acts in &all.acts {
        assert_said(&acts.title);
        assert_said(&acts.about);
        assert!(!acts.switches.is_empty());
    }
    for switch in switches(all) {
        assert_said(&switch.label);
        assert!(switch.is_ready && switch.is_on != Some(true), "{}", switch.act);
        assert_eq!(lab.world().accepts(&switch.command), Ok(()), "{}", switch.act);
    }
    assert!(all.now.is_empty());
}

#[test]
fn whatever_is_offered_can_be_done() {
    for lang in Lang::ALL {
        for lab in [globe(lang), small(lang)] {
            let network = lab.network();
            for id in network.routers.keys() {
                assert_offers(&lab, &router::card(&lab, id).deviations);
            }
            for id in network.nodes.keys() {
                // Withdrawing per neighbour, where there are two or more.
                let systems = |&end: &EndId| network.routers[network.neighbor(end)].in_as;
                let router = &network.routers[network.nodes[id].router];
                let around: BTreeSet<AsId> =
                    router.ends.iter().map(systems).filter(|it| *it != router.in_as).collect();
                let steers = if around.len() < 2 { 0 } else { around.len() };
                let all: Vec<&str> =
                    ["drain"].into_iter().chain(repeat_n("steer", steers)).collect();
                assert_eq!(offered(&of_node(&lab, id)), all);
                assert_offers(&lab, &of_node(&lab, id));
            }
            for (id, link) in network.links.iter_enumerated() {
                let all = of_link(&lab, id);
                assert_offers(&lab, &all);
                assert_eq!(all.acts.is_empty(), link.session.is_none());
            }
        }
    }
}

#[test]
fn what_could_not_happen_is_left_out() {
    let lab = globe(Lang::En);
    // Nothing longer than the service's prefix is named here.
    let transit = ["hijack", "hijack-forged", "leak", "restart"];
    assert_eq!(offered(&at_router(&lab, "meridian-london")), transit);
    // Its own prefix is not hijacked; and whoever has one provider has nothing to leak.
    let owner = at_router(&lab, "lighthouse-tokyo");
    assert!(!offered(&owner).contains(&"hijack"));
    let small = small(Lang::En);
    let zephyr = ["hijack", "hijack-forged", "hijack-specific", "restart"];
    assert_eq!(offered(&at_router(&small, "zephyr-amsterdam")), zephyr);
    assert!(offered(&at_router(&small, "walzer-vienna")).contains(&"leak"));
}

#[test]
fn a_hijack_is_seen_told_and_taken_back() {
    for (lang, told, lost_to) in [
        (Lang::En, "hijacks 192.0.2.0/24", "Its packets reach no PoP: it fell"),
        (Lang::Zh, "劫持 192.0.2.0/24", "它的数据包到不了任何接入点：落入"),
    ] {
        let mut lab = globe(lang);
        let (before, digest) = (catchment(&lab), lab.world().digest());
        let act = at_router(&lab, "meridian-london");
        press(&mut lab, &act, "hijack");
        let lost = catchment(&lab).iter().filter(|node| node.is_none()).count();
        assert!(lost > 0 && lost < before.len(), "{lost}");
        let now = at_router(&lab, "meridian-london");
        assert_eq!(
            (is_on(&now, "hijack"), is_on(&now, "hijack-forged")),
            (Some(true), Some(false))
        );
        assert!(now.now[0].contains(told), "{}", now.now[0]);
        assert!(news::lines(&lab).iter().any(|line| line.sentence.contains(told)));
        let victim = catchment(&lab).iter().position(Option::is_none).expect("one is lost");
        let card = client::card(&lab, ClientId::from(victim)).expect("there is a service");
        assert_said(&card.summary);
        let hijacker = router::card(&lab, lab.network().names.routers["meridian-london"]);
        assert!(hijacker.node.is_none());
        assert!(hijacker.leads_to.starts_with(lost_to), "{}", hijacker.leads_to);

        // Another kind replaces it; pressed again, it ends.
        press(&mut lab, &now, "hijack-forged");
        let now = at_router(&lab, "meridian-london");
        assert_eq!(
            (is_on(&now, "hijack"), is_on(&now, "hijack-forged")),
            (Some(false), Some(true))
        );
        press(&mut lab, &now, "hijack-forged");
        assert_eq!(catchment(&lab), before);
        assert!(at_router(&lab, "meridian-london").now.is_empty());

        lab.handle(Intent::Restart);
        assert_eq!(lab.world().digest(), digest);
        press(&mut lab, &act, "hijack");
        lab.handle(Intent::Undo);
        assert_eq!(catchment(&lab), before);
        assert!(at_router(&lab, "meridian-london").now.is_empty() && news::lines(&lab).is_empty());
    }
}

#[test]
fn a_longer_prefix_takes_what_crosses_the_hijacker_although_nobody_else_accepts_it() {
    let mut lab = small(Lang::En);
    assert!(catchment(&lab)[0].is_some());
    let act = at_router(&lab, "zephyr-amsterdam");
    press(&mut lab, &act, "hijack-specific");
    assert_eq!(catchment(&lab), [None]);
    let longer = lab.network().prefixes.iter_enumerated();
    let longer = longer.filter(|(_, net)| net.prefix_len() == 25).map(|(id, _)| id).next();
    lab.handle(Intent::Inspect(longer.expect("the file names it")));
    let vienna = router::card(&lab, lab.network().names.routers["walzer-vienna"]);
    assert!(vienna.ladder.set_aside[0].contains("too long"), "{:?}", vienna.ladder.set_aside);
    // Asked about the longer prefix itself, the same button ends it.
    let now = at_router(&lab, "zephyr-amsterdam");
    press(&mut lab, &now, "hijack");
    assert!(catchment(&lab)[0].is_some());
}

#[test]
fn a_drained_pop_loses_its_clients_and_nobody_is_without_an_answer_meanwhile() {
    let mut lab = globe(Lang::En);
    let tokyo = lab.network().names.nodes["tokyo"];
    let before = pop::card(&lab, tokyo).clients.len();
    let act = of_node(&lab, tokyo);
    let command = switches(&act)[0].command.clone();
    lab.handle(Intent::Do(command));
    while !lab.world().is_converged() {
        lab.handle(Intent::StepEvent);
        assert!(catchment(&lab).iter().all(Option::is_some));
    }
    assert!(pop::card(&lab, tokyo).clients.len() < before);
    assert_eq!(of_node(&lab, tokyo).now.len(), 1);
    // Withdrawn, too, it does not say that it announces.
    let drained = of_node(&lab, tokyo).now;
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    let both = of_node(&lab, tokyo).now;
    assert!(drained[0].contains("still announces") && !both[0].contains("still announces"));
    assert_said(&both[0]);
    lab.handle(Intent::Undo);
    let now = of_node(&lab, tokyo);
    press(&mut lab, &now, "drain");
    assert_eq!(pop::card(&lab, tokyo).clients.len(), before);
    assert!(of_node(&lab, tokyo).now.is_empty());
}

#[test]
fn a_leak_a_restart_and_a_silent_link_are_on_until_they_are_over() {
    let mut lab = globe(Lang::En);
    let act = at_router(&lab, "albatross-panama-city");
    press(&mut lab, &act, "leak");
    let now = at_router(&lab, "albatross-panama-city");
    assert_eq!((is_on(&now, "leak"), now.now.len()), (Some(true), 1));
    press(&mut lab, &now, "leak");
    assert!(at_router(&lab, "albatross-panama-city").now.is_empty());

    let restart = switches(&act).into_iter().find(|it| it.act == "restart").expect("offered");
    lab.handle(Intent::Do(restart.command.clone()));
    let now = at_router(&lab, "albatross-panama-city");
    assert!(switches(&now).iter().any(|it| it.act == "restart" && !it.is_ready));
    lab.handle(Intent::SkipToConverged);
    assert!(at_router(&lab, "albatross-panama-city").now.is_empty());

    let mut links = lab.network().links.iter_enumerated();
    let (link, _) = links.find(|(_, link)| link.session.is_some()).expect("one between networks");
    let act = of_link(&lab, link);
    lab.handle(Intent::Do(switches(&act)[0].command.clone()));
    let now = of_link(&lab, link);
    assert_eq!((is_on(&now, "silence"), now.now.len()), (Some(true), 1));
    assert_eq!(transport::status(&lab).sentence, "BGP’s clocks are running");
    // The hold time ends: both know, and say no more that they do not.
    lab.handle(Intent::SkipToConverged);
    let noticed = of_link(&lab, link);
    assert_eq!((is_on(&noticed, "silence"), noticed.now.len()), (Some(true), 0));
    press(&mut lab, &noticed, "silence");
    assert_eq!(is_on(&of_link(&lab, link), "silence"), Some(false));
}

#[test]
fn a_link_is_called_by_its_ends_without_saying_twice_what_both_have() {
    let mut lab = globe(Lang::En);
    let names = |lab: &Lab| {
        let links = lab.network().links.keys();
        links.map(|id| link::card(lab, id).title).collect::<BTreeSet<String>>()
    };
    let all = names(&lab);
    assert_eq!(all.len(), lab.network().links.len(), "no two are called alike");
    for name in ["Albatross ↔ Kumo · Tokyo", "Albatross · Tokyo ↔ Hong Kong"] {
        assert!(all.contains(name), "{name}: {all:#?}");
    }
    let (id, slug) =
        lab.network().links.iter_enumerated().map(|(id, it)| (id, it.slug.clone())).next().unwrap();
    let up = link::card(&lab, id).state;
    lab.handle(Intent::Do(Command::FailLink { link: slug }));
    let cut = link::card(&lab, id).state;
    assert_eq!((up.as_str(), cut.as_str()), ("It works.", "It is cut: nothing crosses it."));
}

#[test]
fn a_client_network_tells_what_full_links_take() {
    let path = format!("{}/assets/scenarios/hearsay.json", env!("CARGO_MANIFEST_DIR"));
    let setup = || Setup::from_json(&std::fs::read_to_string(&path).unwrap()).unwrap();
    for (lang, said) in [
        (Lang::En, "Now 86 % of what its users send is lost on the way there: a link is full."),
        (Lang::Zh, "目前，它的用户发出的流量有 86 % 在途中丢失：有一条链路已满。"),
    ] {
        let mut lab = Lab::open(setup(), 1, lang);
        let linden = lab.network().names.clients["linden"];
        let lost = |lab: &Lab| client::card(lab, linden).expect("a card").lost;
        assert_eq!(lost(&lab), None);
        let leak = Command::Leak { network: "ferry".into(), neighbor: None, is_on: true };
        lab.handle(Intent::Do(leak));
        lab.handle(Intent::SkipToConverged);
        assert_eq!(lost(&lab).as_deref(), Some(said));
    }
}

#[test]
fn a_lesson_offers_nothing_that_it_does_not_want() {
    let lesson = Arc::new(lesson("withdraw"));
    let lab = Lab::open_lesson(WORLD.clone(), lesson, LessonProgress::default(), Lang::En);
    let network = lab.network();
    let at_routers = network.routers.keys().map(|id| of_router(&lab, id, lab.inspected_prefix()));
    let at_nodes = network.nodes.keys().map(|id| of_node(&lab, id));
    let at_links = network.links.keys().map(|id| of_link(&lab, id));
    for all in at_routers.chain(at_nodes).chain(at_links) {
        assert_eq!(all, Deviations::default());
    }
}
