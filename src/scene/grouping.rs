//! Client networks that lie too close together to be told apart are one mark: a pie, which falls
//! apart as one goes nearer.

use std::collections::BTreeMap;

use typed_index_collections::TiVec;

use super::point::Point;
use super::viewport::Viewport;
use crate::engine::base::ids::ClientId;
use crate::engine::net::network::Network;

/// Worlds with more client networks than this show them together where they are crowded.
const CROWD: usize = 70;
/// How close together cities are whose client networks are shown together, in pixels: from afar,
/// and from the zoom at which everybody stands alone.
const CLOSE: f64 = 26.0;
/// Up to this zoom, [`CLOSE`] holds.
const FAR: f64 = 2.5;
/// From this zoom on, everybody stands alone.
const ALONE: f64 = 9.0;

/// Who is shown with whom: the one with most people in each group, with all of its members,
/// itself first. One that stands alone is a group of one.
#[must_use]
pub fn groups(
    network: &Network,
    viewport: &Viewport,
    centers: &TiVec<ClientId, Option<Point>>,
    apart: &[ClientId],
) -> BTreeMap<ClientId, Vec<ClientId>> {
    let reach = reach(network, viewport);
    let mut by_people: Vec<ClientId> = network.clients.keys().collect();
    by_people.sort_by_key(|id| (std::cmp::Reverse(network.clients[*id].population), *id));
    let mut groups: BTreeMap<ClientId, Vec<ClientId>> = BTreeMap::new();
    let mut leads: Vec<(ClientId, Point)> = Vec::new();
    for client in by_people {
        let Some(center) = centers[client] else { continue };
        let joins = reach.filter(|_| !apart.contains(&client)).and_then(|reach| {
            let near = leads.iter().map(|(lead, at)| (at.distance(center), *lead));
            near.filter(|(distance, _)| *distance <= reach).min_by(|a, b| a.0.total_cmp(&b.0))
        });
        if let Some((_, lead)) = joins {
            groups.entry(lead).or_default().push(client);
        } else {
            groups.insert(client, vec![client]);
            if !apart.contains(&client) {
                leads.push((client, center));
            }
        }
    }
    groups
}

/// How close together cities are whose client networks are shown together; absent: nobody is.
fn reach(network: &Network, viewport: &Viewport) -> Option<f64> {
    let nearness = ((viewport.zoom() - FAR) / (ALONE - FAR)).clamp(0.0, 1.0);
    (network.clients.len() > CROWD && nearness < 1.0).then_some(CLOSE * (1.0 - nearness))
}

/// The zoom from which every client network stands alone.
pub const SPLIT_ZOOM: f64 = ALONE;
