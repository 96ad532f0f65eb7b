//! The card of a PoP.

use crate::app::lab::Lab;
use crate::app::present::acts::{self, Deviations};
use crate::app::present::flood_console::{NodeLoad, node_load};
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::app::present::rpki::{self, Rpki};
use crate::app::tutor::secrets::Topic;
use crate::engine::base::ids::{ClientId, NodeId, RouterId};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::Slug;

/// What a PoP is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopState {
    /// It announces the prefix.
    Announced,
    /// It works, but announces nothing.
    Withdrawn,
    /// It has failed.
    Dark,
}

/// What is shown of a PoP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopCard {
    /// The node.
    pub node: NodeId,
    /// Its slug, for commands.
    pub slug: Slug,
    /// Its letter.
    pub letter: Letter,
    /// Its city.
    pub city: String,
    /// Its router.
    pub router: RouterId,
    /// What it announces, when it does.
    pub prefix: String,
    /// What it is doing.
    pub state: PopState,
    /// Extra copies of its AS number in what it announces.
    pub prepends: u8,
    /// The clients that it serves, most people first.
    pub clients: Vec<Served>,
    /// How many people these are.
    pub people: String,
    /// Their share of all people.
    pub share: String,
    /// What it is asked for, of what it has room for; absent: it can take anything, or it must not
    /// be told yet.
    pub load: Option<NodeLoad>,
    /// What there is to say of ROAs, if anything.
    pub rpki: Option<Rpki>,
    /// What it may be made to do beyond announcing.
    pub deviations: Deviations,
}

/// A client that a PoP serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The client network.
    pub client: ClientId,
    /// Its name.
    pub name: String,
    /// Its people.
    pub people: String,
}

/// What `node` is doing.
#[must_use]
pub fn state(lab: &Lab, node: NodeId) -> PopState {
    let world = lab.world();
    if !world.is_router_up(lab.network().nodes[node].router) {
        PopState::Dark
    } else if world.is_announced(node) {
        PopState::Announced
    } else {
        PopState::Withdrawn
    }
}

/// The card of `node`.
#[must_use]
pub fn card(lab: &Lab, node: NodeId) -> PopCard {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let here = &network.nodes[node];
    let mut served: Vec<ClientId> = network
        .clients
        .keys()
        .filter(|&client| lab.shown_node(client, here.service) == Some(node))
        .collect();
    served.sort_by_key(|&client| std::cmp::Reverse(network.clients[client].population));
    let people = |ids: &[ClientId]| ids.iter().map(|&id| network.clients[id].population).sum();
    let mine: u64 = people(&served);
    let all: u64 = network.clients.iter().map(|client| client.population).sum();
    let line = |&client: &ClientId| Served {
        client,
        name: names.client(client),
        people: quantity::people(lab.lang, network.clients[client].population),
    };
    PopCard {
        node,
        slug: here.slug.clone(),
        letter: here.letter,
        city: names.node(node),
        router: here.router,
        prefix: names.prefix(node),
        state: state(lab, node),
        prepends: world.prepends(node),
        clients: served.iter().map(line).collect(),
        people: quantity::people(lab.lang, mine),
        share: quantity::share(mine, all),
        load: node_load(lab, &names, node).filter(|_| !lab.hides(Topic::Loads)),
        rpki: rpki::of_node(lab, node),
        deviations: acts::of_node(lab, node),
    }
}
