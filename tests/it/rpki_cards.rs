//! What cards say of ROAs, and what an operator may announce of its own.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::acts::{Deviations, Switch, of_link};
use anycast_lab::app::present::router::{self, RouterCard};
use anycast_lab::app::present::rpki::Rpki;
use anycast_lab::app::present::{news, pop};
use anycast_lab::engine::base::ids::PrefixId;
use anycast_lab::engine::sim::setup::Setup;

use super::lessons::WORLD;

const FIRST_POP: &str = include_str!("../../assets/scenarios/first-pop.json");

fn open(lang: Lang) -> Lab {
    Lab::open(Setup::from_json(FIRST_POP).expect("the world is sound"), 1, lang)
}

fn card(lab: &Lab, router: &str) -> RouterCard {
    router::card(lab, lab.network().names.routers[router])
}

fn at_node(lab: &Lab, node: &str) -> Rpki {
    pop::card(lab, lab.network().names.nodes[node]).rpki.expect("there are ROAs")
}

fn press(lab: &mut Lab, switch: &Switch) {
    assert!(switch.is_ready && !switch.label.is_empty());
    lab.handle(Intent::Do(switch.command.clone()));
    lab.handle(Intent::SkipToConverged);
}

fn offered<'a>(all: &'a Deviations, act: &str) -> Vec<&'a Switch> {
    let switches = all.acts.iter().flat_map(|acts| &acts.switches);
    switches.filter(|switch| switch.act == act).collect()
}

fn prefix(lab: &Lab, net: &str) -> PrefixId {
    let mut known = lab.network().prefixes.iter_enumerated();
    known.find(|(_, one)| one.to_string() == net).expect("the world knows it").0
}

fn plain(text: &str) -> String {
    // Fluent wraps what it fills in between marks of direction.
    text.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect()
}

#[test]
fn a_roa_is_published_and_revoked_on_the_card_of_the_pop() {
    for (lang, invalid, valid, unknown) in
        [(Lang::En, "is invalid", "is valid", "is not found"), (Lang::Zh, "无效", "有效", "未找到")]
    {
        let mut lab = open(lang);
        let says = |rpki: &Rpki| plain(rpki.validity.as_deref().expect("it is said"));
        let rpki = at_node(&lab, "nairobi");
        assert!(says(&rpki).contains(invalid), "{}", says(&rpki));
        assert!(plain(&rpki.roas[0].text).contains("64496") && rpki.roas.len() == 1);
        // As long as the prefix, and as the longer ones that this world knows.
        assert_eq!(rpki.publish.len(), 3);
        press(&mut lab, &rpki.publish[0]);
        let rpki = at_node(&lab, "nairobi");
        assert!(says(&rpki).contains(valid), "{}", says(&rpki));
        assert_eq!((rpki.roas.len(), rpki.publish.len()), (2, 2));
        for line in &rpki.roas {
            press(&mut lab, line.revoke.as_ref().expect("it stands"));
        }
        let rpki = at_node(&lab, "nairobi");
        assert!(says(&rpki).contains(unknown), "{}", says(&rpki));
        assert!(rpki.roas.is_empty());
        let told: Vec<String> = news::lines(&lab).into_iter().map(|it| it.sentence).collect();
        assert!(told.iter().filter(|it| it.contains("ROA")).count() >= 3, "{told:?}");
        assert!(told.iter().all(|it| !it.contains(['{', '}', '$'])), "{told:?}");
    }
}

#[test]
fn a_router_s_card_is_about_the_prefix_that_it_is_asked_about() {
    let mut lab = open(Lang::En);
    let lengths = |lab: &Lab| {
        let rpki = card(lab, "lighthouse-nairobi").rpki.expect("there are ROAs");
        (rpki.publish.len(), plain(&rpki.validity.expect("it is the operator's")))
    };
    assert_eq!(lengths(&lab).0, 3);
    lab.handle(Intent::Inspect(prefix(&lab, "203.0.113.0/25")));
    let (count, said) = lengths(&lab);
    assert_eq!(count, 2);
    assert!(said.starts_with("203.0.113.0/25 of AS 64500 is invalid: ROAs cover it"), "{said}");
    // Others' routers tell whether they validate, and no more.
    let baobab = card(&lab, "baobab-nairobi").rpki.expect("it validates");
    assert!(baobab.validates.is_some() && baobab.validity.is_none() && baobab.publish.is_empty());
    assert_eq!(card(&lab, "monsoon-nairobi").rpki, None);
    // Of a prefix of others the operator's router has nothing to say.
    lab.handle(Intent::Inspect(prefix(&lab, "198.18.1.0/24")));
    assert_eq!(card(&lab, "lighthouse-nairobi").rpki, None);
}

#[test]
fn where_nobody_looks_at_roas_none_are_spoken_of() {
    let lab = Lab::open(WORLD.clone(), 1, Lang::En);
    let network = lab.network();
    assert!(network.nodes.keys().all(|node| pop::card(&lab, node).rpki.is_none()));
    assert!(network.routers.keys().all(|router| router::card(&lab, router).rpki.is_none()));
}

#[test]
fn an_operator_announces_more_of_its_own_and_that_is_no_hijack() {
    let mut lab = open(Lang::En);
    let labels = |lab: &Lab, router: &str| {
        let all = card(lab, router).deviations;
        offered(&all, "announce-prefix").iter().map(|it| it.label.clone()).collect::<Vec<_>>()
    };
    // Of both services, but for the prefix that the PoP's own card is about.
    let here = ["192.0.2.0/24", "203.0.113.0/25", "203.0.113.80/32"];
    assert_eq!(labels(&lab, "lighthouse-nairobi"), here);
    let elsewhere = labels(&lab, "lighthouse-frankfurt");
    assert_eq!((elsewhere.len(), elsewhere[0].as_str()), (3, "203.0.113.0/24"));
    assert!(labels(&lab, "dhow-dar-es-salaam").is_empty());
    let all = card(&lab, "lighthouse-nairobi").deviations;
    press(&mut lab, offered(&all, "announce-prefix")[1]);
    for router in ["lighthouse-nairobi", "lighthouse-frankfurt"] {
        assert!(offered(&card(&lab, router).deviations, "hijack").is_empty());
    }
    assert_eq!(offered(&card(&lab, "dhow-dar-es-salaam").deviations, "hijack").len(), 1);
    let all = card(&lab, "lighthouse-nairobi").deviations;
    let now: Vec<String> = all.now.iter().map(|line| plain(line)).collect();
    assert_eq!(now, ["This router also announces 203.0.113.0/25."]);
    let on = offered(&all, "announce-prefix")[1].clone();
    assert_eq!(on.is_on, Some(true));
    press(&mut lab, &on);
    assert!(card(&lab, "lighthouse-nairobi").deviations.now.is_empty());
}

#[test]
fn a_session_is_switched_off_while_its_link_goes_on() {
    let mut lab = open(Lang::En);
    let link = lab.network().names.links["baobab-nairobi--lighthouse-nairobi"];
    let session = lab.network().links[link].session.expect("it joins two networks");
    press(&mut lab, offered(&of_link(&open(Lang::En), link), "session")[0]);
    assert!(!lab.world().is_session_up(session) && lab.world().is_link_up(link));
    let all = of_link(&lab, link);
    assert_eq!((offered(&all, "session")[0].is_on, all.now.len()), (Some(true), 1));
    press(&mut lab, offered(&all, "session")[0]);
    assert!(lab.world().is_session_up(session));
    assert!(of_link(&lab, link).now.is_empty());
}
