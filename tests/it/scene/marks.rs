//! Marks: places, hues, names, picking.

use std::collections::BTreeSet;

use anycast_lab::engine::base::letter::Letter;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::scene::draw_list::Rgba;
use anycast_lab::scene::labels::{Area, Wanted, place};
use anycast_lab::scene::marks::{Mark, marks};
use anycast_lab::scene::palette::{CASING, Theme, node_style};
use anycast_lab::scene::pick::{self, Direction};
use anycast_lab::scene::placement::{Detail, Placement, Thing};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::viewport::Viewport;

use super::{Scene, desktop, near};

fn all_marks(scene: &Scene) -> Vec<Mark> {
    marks(
        scene.network(),
        &scene.placement,
        Theme::Dark,
        |node| scene.world.is_announced(node),
        |client| scene.world.serving(client, scene.service()),
    )
}

#[test]
fn nodes_and_clients_hide_each_other_at_no_zoom() {
    for viewport in [desktop(), near(8.0, 48.0, 3.0), near(120.0, 30.0, 10.0)] {
        let placement =
            Placement::new(Scene::settled(desktop()).network(), &viewport, &Detail::default());
        let main: Vec<_> = placement
            .things()
            .iter()
            .filter(|placed| !matches!(placed.thing, Thing::Router(_)))
            .collect();
        for (index, a) in main.iter().enumerate() {
            for b in &main[index + 1..] {
                let overlap = a.radius + b.radius - a.at.distance(b.at);
                assert!(overlap < 3.0, "{:?} {:?} by {overlap} px", a.thing, b.thing);
            }
        }
        for placed in placement.things() {
            let moved = placed.at.distance(placed.city);
            assert!(moved < 60.0, "{:?} is {moved} px from its city", placed.thing);
        }
    }
}

#[test]
fn everything_is_placed_once_and_every_router_has_a_mark() {
    let scene = Scene::settled(desktop());
    let things: BTreeSet<Thing> =
        scene.placement.things().iter().map(|placed| placed.thing).collect();
    assert_eq!(things.len(), scene.placement.things().len());
    let network = scene.network();
    for node in network.nodes.keys() {
        assert!(things.contains(&Thing::Node(node)));
    }
    for client in network.clients.keys() {
        assert!(things.contains(&Thing::Client(client)));
    }
    assert!(network.routers.keys().all(|id| scene.placement.of_router(id).is_some()));
}

#[test]
fn moving_the_map_moves_no_mark_on_its_sheet() {
    let scene = Scene::settled(desktop());
    let here = near(8.0, 48.0, 3.0);
    let there = here.panned(Point::new(-200.0, 40.0));
    assert_eq!(
        Placement::new(scene.network(), &here, &Detail::default()),
        Placement::new(scene.network(), &there, &Detail::default())
    );
}

#[test]
fn twenty_eight_nodes_have_twenty_eight_marks() {
    let styles: Vec<_> = Letter::all().take(28).map(node_style).collect();
    for (index, style) in styles.iter().enumerate() {
        for other in &styles[index + 1..] {
            assert_ne!(style, other);
        }
    }
    assert!(styles[6].hatch.is_none() && styles[7].hatch.is_some());
    assert_eq!(styles[0].hue, styles[7].hue);
}

/// Relative luminance [WCAG 2.2].
fn luminance(color: Rgba) -> f64 {
    let [red, green, blue, _] = color.0.to_be_bytes();
    let linear = |byte: u8| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn letters_and_words_can_be_read_in_both_themes() {
    for letter in Letter::all().take(7) {
        let style = node_style(letter);
        assert!(contrast(style.ink, style.hue) >= 4.5, "{letter}");
    }
    for theme in [Theme::Dark, Theme::Light] {
        let palette = theme.palette();
        for ground in [palette.sea, palette.land, palette.ground] {
            assert!(contrast(palette.text, ground) >= 7.0);
            assert!(contrast(palette.neutral, ground) >= 3.0);
            assert!(contrast(palette.accent, ground) >= 3.0, "{theme:?} {ground:?}");
        }
    }
    // On light ground the casing is what sets pale hues off.
    assert!(contrast(CASING, Theme::Light.palette().land) >= 7.0);
}

#[test]
fn clients_wear_the_hue_and_letter_of_the_node_that_serves_them() {
    let mut scene = Scene::settled(desktop());
    let check = |scene: &Scene| {
        let (mut served, mut unserved) = (0, 0);
        for mark in all_marks(scene) {
            let Thing::Client(client) = mark.thing else { continue };
            let node = scene.world.serving(client, scene.service());
            let letter = node.map(|node| scene.network().nodes[node].letter);
            assert_eq!(mark.letter, letter);
            assert_eq!(mark.is_dashed, letter.is_none());
            if let Some(letter) = letter {
                assert_eq!(mark.fill, node_style(letter).hue);
                served += 1;
            } else {
                unserved += 1;
            }
        }
        (served, unserved)
    };
    assert_eq!(check(&scene), (45, 0));
    let nodes: Vec<Slug> = scene.network().nodes.iter().map(|node| node.slug.clone()).collect();
    for node in nodes {
        let at = scene.world.now();
        let command = Command::Withdraw { node };
        scene.world.apply(at, &command, &mut Vec::new()).expect("it announced");
    }
    scene.world.settle(&mut Vec::new());
    assert_eq!(check(&scene), (0, 45));
    let is_hollow = |mark: &Mark| mark.is_dashed && mark.rim.is_none() && mark.letter.is_some();
    let marks = all_marks(&scene);
    let mut nodes = marks.iter().filter(|mark| matches!(mark.thing, Thing::Node(_)));
    assert!(nodes.all(is_hollow));
}

#[test]
fn a_click_means_the_nearest_thing_and_nothing_means_nothing() {
    let scene = Scene::settled(near(8.0, 48.0, 4.0));
    for placed in scene.placement.things() {
        if !matches!(placed.thing, Thing::Router(_)) {
            assert_eq!(pick::at(scene.placement.things(), placed.at, 12.0), Some(placed.thing));
        }
    }
    assert_eq!(pick::at(scene.placement.things(), Point::new(-1e6, 0.0), 22.0), None);
    let first = scene.network().links.keys().next().expect("it has links");
    let middle = scene.curves.link(first).point(0.5);
    let found = pick::link_at(&scene.stage(), middle, 6.0).expect("a line is there");
    let far = Point::new(-1e6, 0.0);
    assert_eq!(pick::link_at(&scene.stage(), far, 6.0), None);
    let curve = scene.curves.link(found);
    let nearest = (0..=200)
        .map(|i| curve.point(f64::from(i) / 200.0).distance(middle))
        .fold(f64::INFINITY, f64::min);
    assert!(nearest < 6.5, "{nearest}");
}

#[test]
fn arrow_keys_reach_everything() {
    let scene = Scene::settled(desktop());
    let things = scene.placement.things();
    let mut reached = BTreeSet::from([things[0].thing]);
    let mut to_visit = vec![things[0].thing];
    let all = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];
    while let Some(thing) = to_visit.pop() {
        for direction in all {
            if let Some(next) = pick::neighbor(things, thing, direction)
                && reached.insert(next)
            {
                to_visit.push(next);
            }
        }
    }
    let missed = things.iter().filter(|placed| !reached.contains(&placed.thing)).count();
    assert_eq!(missed, 0, "of {}", things.len());
}

#[test]
fn arrow_keys_go_where_they_point() {
    let scene = Scene::settled(desktop());
    let things = scene.placement.things();
    for placed in things {
        let east = pick::neighbor(things, placed.thing, Direction::Right);
        let east = east.and_then(|thing| scene.placement.of(thing));
        assert!(east.is_none_or(|east| east.at.x > placed.at.x));
    }
}

#[test]
fn names_lie_over_no_other_name_and_over_marks_only_if_forced() {
    let scene = Scene::settled(desktop());
    let things = scene.placement.things();
    let bounds = Area { low: Point::new(-2e3, -2e3), high: Point::new(2e3, 2e3) };
    let want = |index: usize, text: &str, is_forced: bool| Wanted {
        thing: things[index].thing,
        text: text.to_owned(),
        bar: None,
        note: None,
        size: 12.0,
        is_forced,
    };
    let many: Vec<Wanted> = (0..59).map(|index| want(index, "Somewhere", false)).collect();
    let labels = place(&many, things, bounds);
    assert!((10..59).contains(&labels.len()), "{}", labels.len());
    let forced: Vec<Wanted> = (0..59).map(|index| want(index, "约翰内斯堡", true)).collect();
    let forced = place(&forced, things, bounds);
    assert!(forced.len() > labels.len(), "{}", forced.len());
    for (index, label) in forced.iter().enumerate() {
        let mut others = forced[index + 1..].iter();
        assert!(others.all(|other| label.area.overlap(&other.area) <= 0.0));
    }
    let nowhere = Area { low: Point::default(), high: Point::default() };
    assert!(place(&many, things, nowhere).is_empty());
    let tiny = Viewport::new(1.0, 1.0);
    assert!(
        Placement::new(scene.network(), &tiny, &Detail::default())
            .things()
            .iter()
            .all(|p| p.at.x.is_finite())
    );
}
