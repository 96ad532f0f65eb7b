//! The way back of the answers.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::map::way_back;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::scene::draw_list::Draw;
use anycast_lab::scene::returns::draw;

use super::{Scene, desktop};

fn lab() -> Lab {
    let setup = Setup::from_json(include_str!("../../../assets/scenarios/first-light.json"));
    Lab::open(setup.expect("first-light has no problems"), 1, Lang::En)
}

#[test]
fn it_leads_from_the_node_to_the_client_that_is_selected_link_by_link() {
    let mut lab = lab();
    assert!(way_back(&lab).is_empty(), "nobody is selected");
    let client = lab.network().names.clients["batik"];
    lab.handle(Intent::Select(Selection::Client(client)));
    let legs = way_back(&lab);
    let network = lab.network();
    let service = network.services.keys().next().unwrap();
    let node = lab.world().serving(client, service).unwrap();
    let mut at = network.nodes[node].router;
    for (link, is_backward) in legs {
        let [first, second] = network.links[link].routers;
        let (from, to) = if is_backward { (second, first) } else { (first, second) };
        assert_eq!(from, at);
        at = to;
    }
    assert_eq!(at, network.clients[client].router);
}

#[test]
fn a_client_that_nobody_answers_has_none() {
    let mut lab = lab();
    let client = lab.network().names.clients["batik"];
    lab.handle(Intent::Select(Selection::Client(client)));
    let links: Vec<_> = {
        let network = lab.network();
        let router = network.clients[client].router;
        network.routers[router].links.iter().map(|&it| network.links[it].slug.clone()).collect()
    };
    for link in links {
        lab.handle(Intent::Do(Command::FailLink { link }));
    }
    lab.handle(Intent::SkipToConverged);
    assert!(way_back(&lab).is_empty());
}

#[test]
fn it_is_dashed_in_a_colour_of_its_own_with_a_direction() {
    let scene = Scene::settled(desktop());
    let length =
        |link: &anycast_lab::engine::base::ids::LinkId| scene.stage().curves.link(*link).length();
    let links = scene.network().links.keys();
    let link = links.max_by(|a, b| length(a).total_cmp(&length(b))).unwrap();
    let list = draw(&scene.stage(), &[(link, true)]);
    let accent = scene.stage().theme.palette().accent;
    let is_line =
        |it: &&Draw| matches!(it, Draw::Line { pen, dash: Some(_), .. } if pen.color == accent);
    let is_head = |it: &&Draw| matches!(it, Draw::Fill { .. });
    assert!(list.commands.iter().filter(is_line).count() >= 1);
    assert_eq!(list.commands.iter().filter(is_head).count(), 1);
}
