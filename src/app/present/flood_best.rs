//! The best that could be made of the floods that go on, on boards small enough to try everything:
//! what a learner's own defence is held against.

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::NodeId;
use crate::engine::sim::board::{Board, Choice, Scored};
use crate::engine::sim::command::Command;
use crate::engine::sim::limits::MAX_BOARD_CHOICES;
use crate::engine::sim::loads::Served;
use crate::engine::sim::world::World;
use crate::say;

/// Whether everything can be tried in this world.
#[must_use]
pub fn is_board(lab: &Lab) -> bool {
    let network = lab.network();
    let nodes = network.services.iter().next().map(|service| &service.nodes);
    let around = |&node: &NodeId| network.systems_around(network.nodes[node].router).len();
    let pairs = nodes.map_or(0, |nodes| nodes.iter().map(around).sum());
    (1..=MAX_BOARD_CHOICES).contains(&pairs)
}

/// What can be had at best, and what is had now, in sentences; nothing where not everything can be
/// tried.
#[must_use]
pub fn best(lab: &Lab) -> Vec<String> {
    let (network, lang) = (lab.network(), lab.lang);
    let Some(service) = network.services.keys().next().filter(|_| is_board(lab)) else {
        return Vec::new();
    };
    let fresh = undefended(lab.world());
    let Ok(board) = Board::explore(&fresh, service) else { return Vec::new() };
    let answer = board.answer(&fresh);
    let names = Names { lang, network };
    let now = lab.world().loads().served(service);
    let people = |served: Served| quantity::people(lang, served.users);
    let found = |id: &str, scored: &Scored| {
        let how = withdrawn(&names, scored);
        say!(lang, id, served = people(scored.served), how = how)
    };
    vec![
        say!(lang, "best-now", served = people(now)),
        say!(lang, "best-nothing", served = people(answer.nothing)),
        found("best-sites", &answer.sites),
        found("best-steering", &answer.steering),
    ]
}

/// The same world and floods, with everything announced to everybody.
fn undefended(world: &World) -> World {
    let (mut fresh, mut facts) = (world.clone(), Vec::new());
    let network = world.network();
    let mut give = |command: &Command| {
        // What is so already is refused, and stays so.
        let _ = fresh.apply(fresh.now(), command, &mut facts);
        fresh.settle(&mut facts);
        facts.clear();
    };
    for (id, node) in network.nodes.iter_enumerated() {
        let around = network.systems_around(node.router).into_iter();
        for neighbor in around.filter(|&system| world.is_steered(id, system)) {
            let neighbor = network.ases[neighbor].slug.clone();
            give(&Command::Steer { node: node.slug.clone(), neighbor, is_on: false });
        }
        if !world.is_announced(id) {
            give(&Command::Announce { node: node.slug.clone() });
        }
    }
    fresh
}

/// What is withdrawn in a position, by name.
fn withdrawn(names: &Names, scored: &Scored) -> String {
    let (lang, separator) = (names.lang, say!(names.lang, "list-separator"));
    let one = |choice: &Choice| match *choice {
        Choice::Site(node) => names.lettered(node),
        Choice::From(node, system) => {
            let (node, neighbor) = (names.lettered(node), names.system(system));
            say!(lang, "best-from", node = node, neighbor = neighbor)
        }
    };
    let all: Vec<String> = scored.withdrawn.iter().map(one).collect();
    if all.is_empty() { say!(lang, "best-none") } else { all.join(&separator) }
}
