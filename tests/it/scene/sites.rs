//! Where servers open connections: the operator's own links, and destinations.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::map::{labels, objects};
use anycast_lab::app::present::map_words::{describe, destination_at};
use anycast_lab::app::present::router;
use anycast_lab::engine::net::network::Link;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::scene::draw_list::{Draw, Shape};
use anycast_lab::scene::labels::Label;
use anycast_lab::scene::layers::MapLayers;
use anycast_lab::scene::palette::Theme;
use anycast_lab::scene::placement::{Detail, Placement, Thing};
use anycast_lab::scene::relations::{self, Links, backbone};

use super::egress::{lab, setup};
use super::{Scene, desktop};

#[test]
fn the_operators_links_are_broad_and_lose_their_core_when_cut() {
    let mut scene = Scene::of(lab().world().clone(), desktop());
    let now = scene.world.now();
    let lines = |scene: &Scene| {
        let is_down = scene.is_down();
        let links = Links {
            is_down: &is_down,
            sessions_down: &[],
            focus: None,
            layers: MapLayers::default(),
            highlight: None,
        };
        let list = relations::draw(&scene.stage(), &links);
        let of = |least: f64, most: f64| {
            let lines = list.commands.iter().filter_map(|it| match it {
                Draw::Lines { lines, pen, .. } if pen.width > least && pen.width < most => {
                    Some(lines.len())
                }
                _ => None,
            });
            lines.sum::<usize>()
        };
        (of(4.0, 9.0), of(1.2, 1.35))
    };
    let (broad, cores) = lines(&scene);
    let network = scene.network();
    let system = backbone(network).unwrap();
    let is_inner =
        |it: &Link| it.routers.iter().all(|router| network.routers[*router].in_as == system);
    let cables = network.links.iter().filter(|it| is_inner(it)).count();
    assert!(broad >= cables && broad == cores, "those across the map's edge are two");
    let link = network.links.iter().find(|it| is_inner(it)).unwrap().slug.clone();
    scene.world.apply(now, &Command::FailLink { link }, &mut Vec::new()).unwrap();
    let (still, left) = lines(&scene);
    assert!(still == broad && left < cores);
}

#[test]
fn destinations_have_marks_names_and_words() {
    for lang in [Lang::En, Lang::Zh] {
        let lab = Lab::open(setup(), 1, lang);
        let network = lab.network();
        let egress = network.egress.as_ref().unwrap();
        let placement = Placement::new(network, &lab.viewport, &Detail::default());
        let all = objects(&lab, &placement, Theme::Dark);
        for destination in &egress.destinations {
            for site in &destination.sites {
                let thing = Thing::Router(site.router);
                let placed = placement.of(thing).expect("it has a mark");
                assert!(placed.is_site && placed.radius > 4.0);
                let object = &all.objects[&thing];
                assert_eq!(object.mark.shape, Shape::Square);
                let words = describe(&lab, thing, &object.state);
                assert!(words.contains(lang.of(&destination.name)), "{words}");
                assert!(destination_at(network, site.router).is_some());
            }
        }
    }
}

#[test]
fn destinations_are_named_on_a_desktop() {
    for lang in [Lang::En, Lang::Zh] {
        let mut lab = Lab::open(setup(), 1, lang);
        lab.handle(Intent::Resize { width: 750.0, height: 430.0 });
        let placement = Placement::new(lab.network(), &lab.viewport, &Detail::default());
        let all = labels(&lab, &placement, Theme::Dark);
        let said: Vec<&str> = all.values().map(|it: &Label| it.text.as_str()).collect();
        let egress = lab.network().egress.as_ref().unwrap();
        let missing: Vec<&str> = egress
            .destinations
            .iter()
            .map(|it| lang.of(&it.name))
            .filter(|name| !said.contains(name))
            .collect();
        assert!(missing.is_empty(), "{missing:?} of {said:?}");
        // Not at the cost of the PoPs' own names.
        let named = lab.network().nodes.keys().filter(|it| all.contains_key(&Thing::Node(*it)));
        assert_eq!(named.count(), lab.network().nodes.len());
    }
}

#[test]
fn a_destination_says_where_its_replies_come_to() {
    let mut lab = lab();
    let site = lab.network().names.routers["bookhouse-tokyo"];
    let card = |lab: &Lab| router::card(lab, site).site.unwrap();
    assert!(card(&lab).contains("198.19.21.10") && card(&lab).contains("Tokyo"));
    lab.handle(Intent::SetLang(Lang::Zh));
    assert!(card(&lab).contains("东京"));
    let other = lab.network().names.routers["halcyon-tokyo"];
    assert_eq!(router::card(&lab, other).site, None);
}
