//! The bench of egress: connections that servers open, the addresses that they are opened from,
//! their ports, and where others believe those addresses.

use std::net::IpAddr;

use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::app::present::names::Names;
use crate::engine::base::ids::{ClientId, DestinationId, NodeId, TagId};
use crate::engine::net::egress::Egress;
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::view::EgressView;

pub mod addresses;
pub mod comparison;
pub mod connections;
pub mod feed;
pub mod launch;
pub mod scenes;
pub mod settings;
pub mod slices;
pub mod whereabouts;

/// Whether servers open connections in this world.
#[must_use]
pub fn has_egress(lab: &Lab) -> bool {
    lab.network().egress.is_some()
}

/// Egress as the scenario has it, and as it stands.
fn both(lab: &Lab) -> Option<(&Egress, EgressView<'_>)> {
    Some((lab.network().egress.as_ref()?, lab.world().egress()?))
}

fn names(lab: &Lab) -> Names<'_> {
    Names { lang: lab.lang, network: lab.network() }
}

/// The tags, with their names.
#[must_use]
pub fn tags(lab: &Lab) -> Vec<(TagId, String)> {
    let names = names(lab);
    let all = lab.network().egress.iter().flat_map(|egress| egress.tags.keys());
    all.map(|tag| (tag, egress_words::tag(&names, tag))).collect()
}

/// The PoPs that addresses are lent to, with their names.
#[must_use]
pub fn pops(lab: &Lab) -> Vec<(NodeId, String)> {
    let names = names(lab);
    let all = lab.world().egress().into_iter().flat_map(EgressView::nodes);
    all.map(|node| (node, names.lettered(node))).collect()
}

/// What servers open connections to, with their names.
#[must_use]
pub fn destinations(lab: &Lab) -> Vec<(DestinationId, String)> {
    let names = names(lab);
    let Some(egress) = &lab.network().egress else { return Vec::new() };
    egress.destinations.keys().map(|id| (id, destination(&names, egress, id))).collect()
}

/// A destination with its place, or how many it has: `Bookhouse · Tokyo`.
fn destination(names: &Names, egress: &Egress, id: DestinationId) -> String {
    use crate::say;

    let to = &egress.destinations[id];
    let name = names.lang.of(&to.name);
    match to.sites.as_slice() {
        [site] => format!("{name} · {}", names.city(site.router)),
        sites => {
            let count = sites.len();
            say!(names.lang, "egress-in-cities", destination = name, count = count)
        }
    }
}

/// The country of a PoP.
fn country_of_node(network: &Network, node: NodeId) -> Option<&str> {
    network.node_city(node).map(|city| city.country.as_str())
}

/// The country of a client network.
fn country_of_client(network: &Network, client: ClientId) -> Option<&str> {
    network.router_city(network.clients[client].router).map(|city| city.country.as_str())
}

/// Whether a command could be given now.
fn can(lab: &Lab, command: &Command) -> bool {
    lab.allows(command) && lab.world().accepts(command).is_ok()
}

/// Whether these could: the first of them stands for all.
#[must_use]
pub fn can_begin(lab: &Lab, commands: &[Command]) -> bool {
    commands.first().is_some_and(|command| can(lab, command))
}

/// How many connections live from an address.
fn living_from(view: EgressView, address: IpAddr) -> usize {
    view.connections().filter(|(_, one)| one.is_live() && one.is_from(address)).count()
}
