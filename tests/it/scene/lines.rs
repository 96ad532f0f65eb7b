//! The network as lines.

use anycast_lab::engine::base::ids::LinkId;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::net::scenario::NetworkKind;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::scene::catchments::{Flow, catchments};
use anycast_lab::scene::draw_list::{Draw, DrawList, Rgba, Shape};
use anycast_lab::scene::network::{Focus, Relation, Traffic, draw, relation};
use anycast_lab::scene::palette::node_style;
use anycast_lab::scene::placement::Thing;

use super::{Scene, desktop, near};

fn draw_all(scene: &Scene, focus: Option<Focus>, shows_relations: bool) -> DrawList {
    let (flows, is_down) = (scene.flows(), scene.is_down());
    let traffic = Traffic { flows: &flows, former: &[], is_down: &is_down, focus, shows_relations };
    draw(&scene.stage(), &traffic)
}

fn hues(list: &DrawList) -> Vec<Rgba> {
    let cased = list.commands.iter().filter_map(|command| match command {
        Draw::Line { pen, casing: Some(_), .. } => Some(pen.color),
        _ => None,
    });
    cased.collect()
}

#[test]
fn the_same_world_and_window_give_the_same_list() {
    let scene = Scene::settled(desktop());
    let again = Scene::settled(desktop());
    assert_eq!(draw_all(&scene, None, false), draw_all(&again, None, false));
    assert_ne!(draw_all(&scene, None, false), draw_all(&scene, None, true));
}

#[test]
fn a_flow_runs_over_every_link_of_every_way_in_its_direction() {
    let scene = Scene::settled(desktop());
    let flows = scene.flows();
    let network = scene.network();
    for way in catchments(&scene.world, scene.service()) {
        let node = way.node.expect("everybody is served");
        for pair in way.routers.windows(2) {
            let flow = flows.iter().find(|flow| {
                let [a, b] = network.links[flow.link].routers;
                let ends = if flow.is_backward { [b, a] } else { [a, b] };
                flow.node == node && ends == [pair[0], pair[1]]
            });
            assert!(flow.is_some_and(|flow| flow.clients.contains(&way.client)));
        }
    }
    for flow in &flows {
        let people = flow.clients.iter().map(|client| network.clients[*client].population);
        assert_eq!(flow.population, people.sum::<u64>());
    }
}

#[test]
fn best_ways_are_drawn_in_the_hue_of_their_node_with_a_casing() {
    let scene = Scene::settled(desktop());
    let drawn = hues(&draw_all(&scene, None, false));
    for flow in scene.flows() {
        let hue = node_style(scene.network().nodes[flow.node].letter).hue;
        assert!(drawn.contains(&hue));
    }
}

#[test]
fn a_way_that_is_no_more_is_a_dashed_ghost_and_one_that_still_is_has_none() {
    let scene = Scene::settled(desktop());
    let (now, is_down) = (scene.flows(), scene.is_down());
    let draw_with = |flows: &[Flow]| {
        let former: &[Flow] = &now;
        let is_down = &is_down;
        let traffic = Traffic { flows, former, is_down, focus: None, shows_relations: false };
        draw(&scene.stage(), &traffic)
    };
    let ghosts = |list: &DrawList| {
        let is_ghost =
            |c: &&Draw| matches!(c, Draw::Line { dash: Some([_, gap, _]), .. } if *gap > 5.5);
        list.commands.iter().filter(is_ghost).count()
    };
    assert_eq!(ghosts(&draw_with(&now)), 0);
    assert!(ghosts(&draw_with(&now[1..])) >= 1);
    assert!(ghosts(&draw_with(&[])) >= now.len());
}

#[test]
fn what_is_selected_stands_out_and_the_rest_steps_back() {
    let scene = Scene::settled(desktop());
    let names = &scene.network().names;
    let client = names.clients["batik"];
    let node = scene.world.serving(client, scene.service()).expect("it is served");
    let hue = node_style(scene.network().nodes[node].letter).hue;
    let focus = Focus::Thing(Thing::Client(client));
    let list = draw_all(&scene, Some(focus), false);
    let cased = hues(&list);
    assert!(!cased.is_empty() && cased.iter().all(|color| *color == hue));
    assert!(cased.len() < hues(&draw_all(&scene, None, false)).len());
}

#[test]
fn a_failed_link_is_dashed_and_crossed() {
    let mut scene = Scene::settled(desktop());
    let crosses = |scene: &Scene| {
        let list = draw_all(scene, None, false);
        let is_cross = |c: &&Draw| matches!(c, Draw::Mark { shape: Shape::Cross, .. });
        list.commands.iter().filter(is_cross).count()
    };
    assert_eq!(crosses(&scene), 0);
    let at = scene.world.now();
    let command = Command::FailPop { node: Slug::new("tokyo") };
    let links: Vec<LinkId> = {
        let router = scene.network().nodes[scene.network().names.nodes["tokyo"]].router;
        scene.network().routers[router].links.clone()
    };
    scene.world.apply(at, &command, &mut Vec::new()).expect("it was up");
    let down = scene.is_down();
    // Failing a PoP takes its router down; links are down by themselves only when they fail.
    let failed = links.iter().filter(|link| down[**link]).count();
    assert_eq!(crosses(&scene), failed);
    let link = scene.network().links[links[0]].slug.clone();
    let at = scene.world.now();
    if scene.world.apply(at, &Command::FailLink { link }, &mut Vec::new()).is_ok() {
        assert_eq!(crosses(&scene), failed + 1);
    }
}

#[test]
fn relations_point_from_the_provider() {
    let scene = Scene::settled(desktop());
    let network = scene.network();
    let (mut providers, mut peers, mut internals) = (0, 0, 0);
    for (id, link) in network.links.iter_enumerated() {
        let systems = link.routers.map(|router| network.routers[router].in_as);
        match relation(network, id) {
            Relation::Internal => {
                internals += 1;
                assert_eq!(systems[0], systems[1]);
            }
            Relation::Peer => {
                peers += 1;
                assert_ne!(systems[0], systems[1]);
            }
            Relation::Provider(side) => {
                providers += 1;
                assert_ne!(network.ases[systems[side]].kind, NetworkKind::Access);
            }
        }
    }
    assert!(providers > 60 && peers > 2 && internals > 30, "{providers} {peers} {internals}");
}

#[test]
fn what_is_outside_the_window_is_not_drawn() {
    let whole = Scene::settled(desktop());
    let europe = Scene::settled(near(8.0, 48.0, 8.0));
    let count = |scene: &Scene| draw_all(scene, None, false).commands.len();
    assert!(count(&europe) < count(&whole) / 2, "{} {}", count(&europe), count(&whole));
}
