//! Floods as ribbons.

use anycast_lab::engine::base::ids::LinkId;
use anycast_lab::scene::draw_list::{Draw, Pen};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::ribbons::{Ribbon, draw, width};

use super::{Scene, desktop};

/// The longest line of the world, which is sure to be in the window.
fn longest(scene: &Scene) -> LinkId {
    let stage = scene.stage();
    let length = |link: &LinkId| stage.curves.link(*link).length();
    let links = scene.network().links.keys();
    links.max_by(|a, b| length(a).total_cmp(&length(b))).expect("it has links")
}

/// The bodies of ribbons: wide lines that are not dashed.
fn bodies(scene: &Scene, ribbons: &[Ribbon]) -> Vec<(Vec<Point>, Pen)> {
    let list = draw(&scene.stage(), ribbons);
    let body = |draw: &Draw| match draw {
        Draw::Line { points, pen, dash: None, .. } => Some((points.clone(), *pen)),
        _ => None,
    };
    list.commands.iter().filter_map(body).collect()
}

#[test]
fn a_flood_is_a_hatched_ribbon_with_a_direction_and_no_dot() {
    let scene = Scene::settled(desktop());
    let link = longest(&scene);
    let ribbon = Ribbon { link, is_backward: false, bps: 40_000_000_000 };
    let list = draw(&scene.stage(), &[ribbon]);
    let is_hatch = |it: &&Draw| matches!(it, Draw::Line { dash: Some(_), .. });
    let is_head = |it: &&Draw| matches!(it, Draw::Fill { .. });
    assert!(list.commands.iter().filter(is_hatch).count() >= 1);
    assert_eq!(list.commands.iter().filter(is_head).count(), 1);
    assert!(!list.commands.iter().any(|it| matches!(it, Draw::Mark { .. })));
    for (_, pen) in bodies(&scene, &[ribbon]) {
        assert!((pen.width - width(ribbon.bps)).abs() < 1e-9);
    }
}

#[test]
fn what_comes_and_what_goes_lie_side_by_side() {
    let scene = Scene::settled(desktop());
    let link = longest(&scene);
    let both = [false, true].map(|is_backward| Ribbon { link, is_backward, bps: 1_000_000_000 });
    let [(there, pen), (back, _)] = both.map(|ribbon| bodies(&scene, &[ribbon])[0].clone());
    let (middle, apart) = (there.len() / 2, pen.width);
    assert!((there[middle].distance(back[middle]) - apart).abs() < 0.5);
}

#[test]
fn the_widest_ribbon_lies_lowest_and_one_without_a_rate_is_not_there() {
    let scene = Scene::settled(desktop());
    let links = [longest(&scene), LinkId::from(0)];
    let rates = [5_000_000, 5_000_000_000];
    let ribbon = |n: usize| Ribbon { link: links[n], is_backward: false, bps: rates[n] };
    let drawn = bodies(&scene, &[ribbon(0), ribbon(1)]);
    let widths: Vec<f64> = drawn.iter().map(|(_, pen)| pen.width).collect();
    assert!(widths.is_sorted_by(|a, b| a >= b) && widths[0] > *widths.last().unwrap());
    assert!(bodies(&scene, &[Ribbon { bps: 0, ..ribbon(0) }]).is_empty());
}
