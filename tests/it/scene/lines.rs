//! The network as lines.

use anycast_lab::engine::base::ids::LinkId;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::net::scenario::NetworkKind;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::scene::catchments::{Flow, catchments};
use anycast_lab::scene::curves::{Arcs, Curves};
use anycast_lab::scene::draw_list::{Draw, DrawList, Rgba, Shape};
use anycast_lab::scene::layers::{Highlight, MapLayers};
use anycast_lab::scene::network::{self, Focus, Traffic, dash, draw};
use anycast_lab::scene::palette::node_style;
use anycast_lab::scene::placement::{Detail, Placement, Thing};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::relations::{self, Links, Relation, relation};
use anycast_lab::scene::viewport::Viewport;

use super::{Scene, desktop, near};

const SYSTEMS: MapLayers = MapLayers { ways: true, systems: true, sessions: false };

fn draw_ways(scene: &Scene, focus: Option<Focus>) -> DrawList {
    let flows = scene.flows();
    let traffic = Traffic { flows: &flows, former: &[], focus, has_arrows: true };
    draw(&scene.stage(), &traffic)
}

fn draw_links(scene: &Scene, layers: MapLayers, highlight: Option<Highlight>) -> DrawList {
    let is_down = scene.is_down();
    let sessions = scene.network().sessions.keys();
    let sessions_down: Vec<_> =
        sessions.filter(|session| !scene.world.is_session_up(*session)).collect();
    let (is_down, sessions_down) = (&is_down, sessions_down.as_slice());
    let links = Links { is_down, sessions_down, focus: None, layers, highlight };
    relations::draw(&scene.stage(), &links)
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
    let plain = MapLayers::default();
    assert_eq!(draw_ways(&scene, None), draw_ways(&again, None));
    assert_eq!(draw_links(&scene, plain, None), draw_links(&again, plain, None));
    assert_ne!(draw_links(&scene, plain, None), draw_links(&scene, SYSTEMS, None));
    let peers = Some(Highlight::Peers);
    assert_ne!(draw_links(&scene, SYSTEMS, None), draw_links(&scene, SYSTEMS, peers));
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
    let drawn = hues(&draw_ways(&scene, None));
    for flow in scene.flows() {
        let hue = node_style(scene.network().nodes[flow.node].letter).hue;
        assert!(drawn.contains(&hue));
    }
}

#[test]
fn a_way_that_is_no_more_is_a_dashed_ghost_and_one_that_still_is_has_none() {
    let scene = Scene::settled(desktop());
    let now = scene.flows();
    let draw_with = |flows: &[Flow]| {
        let traffic = Traffic { flows, former: &now, focus: None, has_arrows: true };
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
    let list = draw_ways(&scene, Some(focus));
    let cased = hues(&list);
    assert!(!cased.is_empty() && cased.iter().all(|color| *color == hue));
    assert!(cased.len() < hues(&draw_ways(&scene, None)).len());
}

#[test]
fn a_failed_link_is_dashed_and_crossed() {
    let mut scene = Scene::settled(desktop());
    let crosses = |scene: &Scene| {
        let list = draw_links(scene, MapLayers::default(), None);
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
    let count = |scene: &Scene| draw_ways(scene, None).commands.len();
    assert!(count(&europe) < count(&whole) / 2, "{} {}", count(&europe), count(&whole));
}

/// Lines of one command with this dash, in a list of links.
fn dashed(list: &DrawList, gap: f64) -> usize {
    let lines = list.commands.iter().filter_map(|command| match command {
        Draw::Lines { lines, dash: Some([_, g, _]), .. } if (*g - gap).abs() < 1e-9 => Some(lines),
        _ => None,
    });
    lines.map(Vec::len).sum()
}

#[test]
fn sessions_are_shown_on_demand_and_dashed_when_down() {
    let mut scene = Scene::settled(desktop());
    let sessions = MapLayers { sessions: true, ..MapLayers::default() };
    let accent = scene.stage().theme.palette().accent;
    let count = |list: &DrawList| -> usize {
        let is_of = |color: &Rgba| color.with_alpha(0xFF) == accent;
        let lines = list.commands.iter().filter_map(|command| match command {
            Draw::Lines { lines, pen, .. } if is_of(&pen.color) => Some(lines.len()),
            _ => None,
        });
        lines.sum()
    };
    assert_eq!(count(&draw_links(&scene, MapLayers::default(), None)), 0);
    let up = draw_links(&scene, sessions, None);
    assert!(count(&up) >= scene.network().sessions.len(), "{}", count(&up));
    assert_eq!(dashed(&up, 4.0), 0);
    let link = scene.network().links.iter().find(|link| link.session.is_some());
    let link = link.expect("it has sessions").slug.clone();
    let fail = Command::FailLink { link };
    scene.world.apply(scene.world.now(), &fail, &mut Vec::new()).expect("it is up");
    let down = draw_links(&scene, sessions, None);
    // The session's line, and the link's under it.
    assert!(dashed(&down, 4.0) >= 2, "{}", dashed(&down, 4.0));
}

#[test]
fn dashes_move_the_way_packets_go() {
    let scene = Scene::settled(desktop());
    let flows: Vec<Flow> = scene.flows().into_iter().take(1).collect();
    let traffic = Traffic { flows: &flows, former: &[], focus: None, has_arrows: false };
    let longest = scene.flows().into_iter().max_by(|a, b| {
        let length = |flow: &Flow| scene.curves.link(flow.link).length();
        length(a).total_cmp(&length(b))
    });
    let flows_of_longest = [longest.expect("there are ways")];
    let traffic = Traffic { flows: &flows_of_longest, ..traffic };
    let lines = network::dashed(&scene.stage(), &traffic);
    let (before, after) = (lines[0][0], lines[0][1]);
    let flow = &flows_of_longest[0];
    let routers = scene.network().links[flow.link].routers;
    let goal = routers[usize::from(!flow.is_backward)];
    let goal = scene.placement.of_router(goal).expect("placed").at + scene.viewport.origin();
    assert!(after.distance(goal) < before.distance(goal));
    let [offset, moved] = [1.0, 5.0].map(|phase| dash(phase).0[2]);
    assert!((offset - moved - 4.0).abs() < 1e-9, "a smaller offset is farther along");
    assert_eq!(dash(0.0), dash(34.0 * 8.0), "nothing but the pattern moves");
    let still = Traffic { has_arrows: true, ..traffic };
    let list = draw(&scene.stage(), &still);
    let is_arrow = |command: &Draw| matches!(command, Draw::Fill { .. });
    assert_eq!(list.commands.iter().filter(|command| is_arrow(command)).count(), 1);
}

#[test]
fn lines_between_marks_that_stand_still_are_what_they_would_be_made_anew() {
    let scene = Scene::settled(Viewport::new(960.0, 600.0));
    let network = scene.network();
    let arcs = Arcs::new(network);
    let client = network.clients.keys().next().expect("it has clients");
    let detail = Detail { apart: vec![client], routers: None };
    let nearer = scene.viewport.zoomed(Point::new(100.0, 100.0), 2.0);
    for view in [scene.viewport, nearer] {
        let placement = Placement::new(network, &view, &detail);
        let after = Curves::after(Some(&scene.curves), &arcs, network, &placement, &view);
        assert_eq!(after, Curves::new(&arcs, network, &placement, &view));
    }
}
