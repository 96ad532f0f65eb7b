//! What a stranger is shown first: one thing to do, and one thing to wonder about.

use std::cmp::Reverse;

use crate::app::lab::Lab;
use crate::app::place::DEFAULT_WORLD;
use crate::app::present::distance;
use crate::app::present::names::Names;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::say;

/// The first card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub body: String,
    /// The PoP to try, where the world has it.
    pub tokyo: Option<NodeId>,
}

/// A client network served from much farther away than it might be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// The client network.
    pub client: ClientId,
    /// In a sentence.
    pub sentence: String,
}

/// The first card.
#[must_use]
pub fn welcome(lab: &Lab) -> Welcome {
    let network = lab.network();
    let prefix = network
        .services
        .first()
        .map(|service| network.prefixes[service.prefix].to_string())
        .unwrap_or_default();
    let tokyo = network.names.nodes.get("tokyo").copied();
    // The world of the first minute is introduced by what to do in it; others by their own words.
    let (title, body) = if network.slug.as_str() == DEFAULT_WORLD {
        (say!(lab.lang, "welcome-title"), say!(lab.lang, "welcome-body", prefix = prefix))
    } else {
        (lab.lang.of(&network.title).to_owned(), lab.lang.of(&network.about).to_owned())
    };
    Welcome { title, body, tokyo }
}

/// The client network that passes by the nearest PoP of all, and goes farthest instead. (Not simply
/// the one with the longest detour: that is Lima, and a lesson asks about it.)
#[must_use]
pub fn oddity(lab: &Lab) -> Option<Oddity> {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let service = network.services.keys().next()?;
    let detour = |client: ClientId| {
        let from = network.clients[client].router;
        let node = world.serving(client, service)?;
        let (nearest, near) = distance::nearer(lab, from, node)?;
        let far = distance::kilometres(network, from, network.nodes[node].router);
        Some((near, Reverse(far), client, node, nearest))
    };
    let detours = network.clients.keys().filter_map(detour);
    let (.., client, node, nearest) = detours.min_by_key(|&(near, far, ..)| (near, far))?;
    let sentence = say!(
        lab.lang,
        "welcome-oddity-body",
        client = names.client(client),
        node = names.lettered(node),
        nearest = names.lettered(nearest),
    );
    Some(Oddity { client, sentence })
}
