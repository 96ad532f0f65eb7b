//! Distances on the globe: what people expect to matter, and BGP does not know.

use crate::app::lab::Lab;
use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::net::network::Network;

/// A node must be nearer by this much to be worth a word.
const WORTH_A_WORD_KM: u32 = 300;

/// The nearest node that announces, and how far it is, if it is much nearer than the one that
/// serves.
#[must_use]
pub fn nearer(lab: &Lab, from: RouterId, serving: NodeId) -> Option<(NodeId, u32)> {
    let (network, world) = (lab.network(), lab.world());
    let distance = |node: NodeId| kilometres(network, from, network.nodes[node].router);
    let (nearest, km) = network
        .nodes
        .keys()
        .filter(|&node| world.is_announced(node))
        .filter(|&node| world.is_router_up(network.nodes[node].router))
        .map(|node| (node, distance(node)))
        .min_by_key(|&(_, km)| km)?;
    (km + WORTH_A_WORD_KM < distance(serving)).then_some((nearest, km))
}

/// The great circle between two routers, rounded to what a person would say.
#[must_use]
pub fn kilometres(network: &Network, a: RouterId, b: RouterId) -> u32 {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let place = |router| {
        network.router_city(router).map(|city| {
            let radians = |udeg: i32| (f64::from(udeg) / 1e6).to_radians();
            (radians(city.lat_udeg), radians(city.lon_udeg))
        })
    };
    let (Some((lat_a, lon_a)), Some((lat_b, lon_b))) = (place(a), place(b)) else { return 0 };
    let square = |x: f64| x * x;
    let chord = square(((lat_b - lat_a) / 2.0).sin())
        + lat_a.cos() * lat_b.cos() * square(((lon_b - lon_a) / 2.0).sin());
    let km = 2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and half of the Earth's girth"
    )]
    let tens = (km / 10.0).round() as u32;
    tens * 10
}
