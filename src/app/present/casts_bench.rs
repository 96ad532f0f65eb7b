//! The bench of the four casts: one packet, four sets of receivers, each as a small picture.

use crate::app::lab::{Lab, place, places};
use crate::app::present::casts::{CastCard, casts};
use crate::app::present::names::Names;
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::dataplane::casts::Crossing;
use crate::engine::net::network::Network;
use crate::scene::point::Point;
use crate::scene::viewport::corners;

/// The box of a picture, in pixels of its own.
pub const BOX: (f64, f64) = (160.0, 92.0);
/// Room around what there is.
const MARGIN: f64 = 7.0;

/// One cast: its card and its picture.
#[derive(Clone, Debug, PartialEq)]
pub struct CastPicture {
    /// What is said of it.
    pub card: CastCard,
    /// Where every router stands.
    pub routers: Vec<Point>,
    /// The links that the packet crosses, each once, in order of departure.
    pub lines: Vec<[Point; 2]>,
    /// Who sends.
    pub sender: Point,
    /// Who receives.
    pub receivers: Vec<Point>,
}

/// The client networks that can send: the selected one first, then those that routing takes to
/// another node than the one that unicast is shown to.
#[must_use]
pub fn senders(lab: &Lab) -> Vec<(ClientId, String)> {
    let network = lab.network();
    let names = Names { lang: lab.lang, network };
    let selected = match lab.selection {
        Selection::Client(client) => Some(client),
        _ => None,
    };
    let mut others: Vec<ClientId> =
        network.clients.keys().filter(|client| Some(*client) != selected).collect();
    if let Some((service, described)) = network.services.iter_enumerated().next() {
        let first = described.nodes.first().copied();
        others.sort_by_key(|&client| lab.shown_node(client, service) == first);
    }
    selected.into_iter().chain(others).map(|client| (client, names.client(client))).collect()
}

/// The four casts from a client network; none in a world without a service, or while a prediction
/// is open.
#[must_use]
pub fn pictures(lab: &Lab, client: ClientId) -> Vec<CastPicture> {
    let network = lab.network();
    let Some((service, described)) = network.services.iter_enumerated().next() else {
        return Vec::new();
    };
    let Some(&node) = described.nodes.first().filter(|_| !lab.is_frozen()) else {
        return Vec::new();
    };
    let view = View::of(network);
    let sender = network.clients[client].router;
    let picture = |card: CastCard| CastPicture {
        routers: network.routers.keys().filter_map(|router| view.place(network, router)).collect(),
        lines: card.crossings.iter().filter_map(|it| view.line(network, it)).collect(),
        sender: view.place(network, sender).unwrap_or_default(),
        receivers: card
            .receivers
            .iter()
            .filter_map(|receiver| view.place(network, receiver.router))
            .collect(),
        card,
    };
    casts(lab.lang, lab.world(), client, service, node).into_iter().map(picture).collect()
}

/// How places on the map's plane fit into the box.
struct View {
    low: Point,
    scale: f64,
    shift: Point,
}

impl View {
    fn of(network: &Network) -> Self {
        let [low, high] = corners(&places(network)).unwrap_or_default();
        let room = Point::new(BOX.0 - 2.0 * MARGIN, BOX.1 - 2.0 * MARGIN);
        let wide = room.x / (high.x - low.x).max(1e-9);
        let tall = room.y / (high.y - low.y).max(1e-9);
        let scale = wide.min(tall);
        let rest = room - (high - low) * scale;
        Self { low, scale, shift: Point::new(MARGIN, MARGIN) + rest * 0.5 }
    }

    /// North is up.
    fn place(&self, network: &Network, router: RouterId) -> Option<Point> {
        let at = (place(network, router)? - self.low) * self.scale + self.shift;
        Some(Point::new(at.x, BOX.1 - at.y))
    }

    fn line(&self, network: &Network, crossing: &Crossing) -> Option<[Point; 2]> {
        Some([self.place(network, crossing.from)?, self.place(network, crossing.to)?])
    }
}
