//! What the map shows of connections that servers open: the story of the one that is looked at,
//! and the ways of all others' replies.
//!
//! Of a connection that goes on, ways are what the next packets would take; of one that is over,
//! what its last packets took. Connections alike in all that decides a reply's way are one: there
//! may be a thousand, and so many ways would be worked out whenever a table changes.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::app::lab::Lab;
use crate::app::selection::Selection;
use crate::app::watch::Watched;
use crate::engine::base::ids::{ConnectionId, LinkId, NodeId, RouterId};
use crate::engine::dataplane::packet::{Errand, Packet};
use crate::engine::egress::connection::{Astray, Connection, Leg as Journey};
use crate::engine::net::egress::{Design, Egress};
use crate::engine::net::network::Network;
use crate::engine::sim::egress::carry::Why;
use crate::engine::sim::egress::view::{CarriedWay, ReplyEnd, ReplyWay};
use crate::engine::sim::ways::Way;
use crate::scene::egress::{Ending, Shown, Stretch, Style, bundles};
use crate::scene::returns::Leg;

/// Different ways of replies that are worked out at most: those of most connections.
const MAX_WAYS: usize = 160;

/// All that decides which way a connection's replies take, but for single servers' failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    site: RouterId,
    source: IpAddr,
    at: Option<NodeId>,
    through: Option<NodeId>,
    design: Design,
    nat_epoch: u32,
}

/// What the map shows of connections; absent in a world whose servers open none.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
#[must_use]
pub fn shown(lab: &Lab) -> Option<Shown> {
    let egress = lab.network().egress.as_ref()?;
    let looked_at = looked_at(lab);
    let (story, end) = looked_at.map(|id| story(lab, egress, id)).unwrap_or_default();
    let mut shown = Shown { story, end, ..Shown::default() };
    if lab.layers.ways {
        add_others(lab, egress, looked_at, &mut shown);
    }
    Some(shown)
}

/// The connection that is looked at, itself or by one of its packets; none that must not be told.
#[must_use]
pub fn looked_at(lab: &Lab) -> Option<ConnectionId> {
    let id = match (lab.selection, &lab.watched) {
        (Selection::Connection(id), _) => id,
        (Selection::Packet(_), Some(Watched::Packet { packet, .. })) => match packet.errand {
            Errand::Egress(id) => id,
            _ => return None,
        },
        _ => return None,
    };
    let connection = lab.world().egress()?.connection(id)?;
    (!lab.conceals(connection.client)).then_some(id)
}

/// The routers on the way of the connection that is looked at.
#[must_use]
pub fn routers_on_way(lab: &Lab) -> Vec<RouterId> {
    let (Some(egress), Some(id)) = (&lab.network().egress, looked_at(lab)) else {
        return Vec::new();
    };
    let links = &lab.network().links;
    let legs = story(lab, egress, id).0.into_iter().flat_map(|stretch| stretch.legs);
    legs.flat_map(|(link, _)| links[link].routers).collect()
}

fn story(lab: &Lab, egress: &Egress, id: ConnectionId) -> (Vec<Stretch>, Option<Ending>) {
    let (network, world) = (lab.network(), lab.world());
    let found = world.egress().and_then(|view| view.connection(id));
    let Some(connection) = found else { return (Vec::new(), None) };
    let mut parts = vec![(Style::There, request(lab, egress, connection))];
    if !connection.is_live() {
        let end = past(lab, egress, connection, &mut parts);
        return (numbered(parts), end);
    }
    let mut from = connection.at.map(|seat| seat.node);
    let through = connection.through.map(|seat| seat.node).filter(|node| Some(*node) != from);
    if let (Some(at), Some(owner)) = (from, through) {
        parts.push(carried(network, &world.carried_way(at, owner, Why::ToOwner, 0)));
        from = Some(owner);
    }
    if let Some(from) = from {
        let site = egress.destinations[connection.destination].sites[connection.site];
        let out = world.way(network.nodes[from].router, site.address);
        parts.push((Style::There, legs(network, &out)));
    }
    let reply = world.reply_way(id);
    let end = reply.map(|reply| {
        parts.extend(reply_parts(network, &reply));
        ending(network, &reply, 1)
    });
    (numbered(parts), end)
}

/// The way that the user's request took; while it is under way, the one that it would.
fn request(lab: &Lab, egress: &Egress, connection: &Connection) -> Vec<Leg> {
    let network = lab.network();
    if let Some(packet) = &connection.journeys[Journey::Request.place()] {
        return travelled(network, packet);
    }
    let to = network.services[egress.service].address;
    legs(network, &lab.world().way(network.clients[connection.client].router, to))
}

/// What a connection that is over did last.
fn past(
    lab: &Lab,
    egress: &Egress,
    connection: &Connection,
    parts: &mut Vec<(Style, Vec<Leg>)>,
) -> Option<Ending> {
    let network = lab.network();
    let journey = |leg: Journey| connection.journeys[leg.place()].as_ref();
    if let Some(out) = journey(Journey::Out) {
        parts.push((Style::There, travelled(network, out)));
    }
    if let Some(astray) = connection.astray {
        return lost(lab, egress, connection, (astray, parts));
    }
    let back = journey(Journey::Back)?;
    let entered = connection.entered.map(|node| network.nodes[node].router);
    let at = back.hops.iter().position(|hop| Some(hop.router) == entered);
    let all = travelled(network, back);
    let (public, onward) = all.split_at(at.unwrap_or(all.len()).min(all.len()));
    parts.push((Style::Back, public.to_vec()));
    let is_inside = onward.iter().all(|&(link, _)| is_inside(network, link));
    parts.push((if is_inside { Style::Backbone } else { Style::Tunnel }, onward.to_vec()));
    let router = back.hops.last()?.router;
    Some(Ending { router, is_home: true, count: 1 })
}

/// The way of replies that did not reach their server: nobody keeps their journeys, so it is the
/// one that they would take now.
fn lost(
    lab: &Lab,
    egress: &Egress,
    connection: &Connection,
    (astray, parts): (Astray, &mut Vec<(Style, Vec<Leg>)>),
) -> Option<Ending> {
    let (network, world) = (lab.network(), lab.world());
    let site = egress.destinations[connection.destination].sites[connection.site];
    let public = world.way(site.router, connection.source?.0);
    parts.push((Style::Back, legs(network, &public)));
    let router = match (astray, connection.entered) {
        (Astray::At(node), entered) => {
            if let Some(entered) = entered.filter(|entered| *entered != node) {
                parts.push(carried(network, &world.carried_way(entered, node, Why::ToOpener, 0)));
            }
            network.nodes[node].router
        }
        (Astray::Dropped(_), Some(entered)) => network.nodes[entered].router,
        (Astray::Dropped(_), None) => public.end()?,
    };
    Some(Ending { router, is_home: false, count: 1 })
}

fn add_others(lab: &Lab, egress: &Egress, apart: Option<ConnectionId>, shown: &mut Shown) {
    let (network, world) = (lab.network(), lab.world());
    let Some(view) = world.egress() else { return };
    let mut kinds: BTreeMap<Kind, (ConnectionId, u32)> = BTreeMap::new();
    for (id, connection) in view.connections() {
        let (Some((source, _)), true) = (connection.source, connection.is_live()) else { continue };
        if Some(id) == apart || lab.conceals(connection.client) {
            continue;
        }
        let kind = Kind {
            site: egress.destinations[connection.destination].sites[connection.site].router,
            source,
            at: connection.at.map(|seat| seat.node),
            through: connection.through.map(|seat| seat.node),
            design: connection.design,
            nat_epoch: connection.nat_epoch,
        };
        kinds.entry(kind).or_insert((id, 0)).1 += 1;
    }
    let mut kinds: Vec<(ConnectionId, u32)> = kinds.into_values().collect();
    if kinds.len() > MAX_WAYS {
        kinds.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
        kinds.truncate(MAX_WAYS);
    }
    let mut parts: Vec<(Style, Vec<Leg>, u32)> = Vec::new();
    let mut losses: BTreeMap<RouterId, u32> = BTreeMap::new();
    for (id, count) in kinds {
        let Some(reply) = world.reply_way(id) else { continue };
        let all = reply_parts(network, &reply);
        parts.extend(all.into_iter().map(|(style, legs)| (style, legs, count)));
        let end = ending(network, &reply, count);
        if !end.is_home {
            *losses.entry(end.router).or_default() += count;
        }
    }
    let all = parts.iter().map(|(style, legs, count)| (*style, legs.as_slice(), *count));
    shown.others = bundles(all);
    let loss = |(router, count)| Ending { router, is_home: false, count };
    shown.losses = losses.into_iter().map(loss).collect();
}

fn reply_parts(network: &Network, reply: &ReplyWay) -> Vec<(Style, Vec<Leg>)> {
    let public = (Style::Back, legs(network, &reply.public));
    std::iter::once(public).chain(reply.carried.iter().map(|way| carried(network, way))).collect()
}

fn carried(network: &Network, carried: &CarriedWay) -> (Style, Vec<Leg>) {
    let style = if carried.is_over_internet { Style::Tunnel } else { Style::Backbone };
    (style, legs(network, &carried.way))
}

/// Where a reply ends.
fn ending(network: &Network, reply: &ReplyWay, count: u32) -> Ending {
    let last = reply.carried.last().map_or(&reply.public, |carried| &carried.way);
    let (router, is_home) = match reply.end {
        ReplyEnd::Home(node) => (network.nodes[node].router, true),
        ReplyEnd::Unknown(node, _) => (network.nodes[node].router, false),
        // A way begins somewhere.
        ReplyEnd::Lost(_) => (last.end().unwrap_or(RouterId::from(0)), false),
    };
    Ending { router, is_home, count }
}

/// Parts that lead anywhere, with the numbers by which they follow each other.
fn numbered(parts: Vec<(Style, Vec<Leg>)>) -> Vec<Stretch> {
    let parts = parts.into_iter().filter(|(_, legs)| !legs.is_empty());
    let one = |(place, (style, legs))| Stretch { number: place + 1, style, legs };
    parts.enumerate().map(one).collect()
}

/// The links of a way.
pub(super) fn legs(network: &Network, way: &Way) -> Vec<Leg> {
    let leg = |router: RouterId, via: Option<LinkId>| leg(network, router, via);
    way.hops.iter().filter_map(|hop| leg(hop.router, hop.via)).collect()
}

fn travelled(network: &Network, packet: &Packet) -> Vec<Leg> {
    packet.hops.iter().filter_map(|hop| leg(network, hop.router, hop.via)).collect()
}

/// Whether a link joins two routers of one network.
fn is_inside(network: &Network, link: LinkId) -> bool {
    let [a, b] = network.links[link].routers.map(|router| network.routers[router].in_as);
    a == b
}

/// A link on a way, by the router to which it leads.
fn leg(network: &Network, router: RouterId, via: Option<LinkId>) -> Option<Leg> {
    via.map(|link| (link, network.links[link].routers[0] == router))
}
