//! The cards of what moves: a packet and its journey, an UPDATE and what came of it.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::capture::end;
use crate::app::present::names::{self, Names};
use crate::app::present::{hosts, quantity, rib};
use crate::app::watch::{PacketEnd, UpdateEnd, Watched};
use crate::engine::base::ids::{ClientId, ConnectionId, LinkId, RouterId};
use crate::engine::base::letter::Letter;
use crate::engine::base::time::SimTime;
use crate::engine::bgp::attributes::Attributes;
use crate::engine::dataplane::packet::{Errand, Heading, Packet, Protocol};
use crate::engine::sim::fact::BestRoute;
use crate::engine::sim::view::UpdateInFlight;
use crate::say;

/// The card of what moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlightCard {
    /// A packet's.
    Packet(PacketCard),
    /// An UPDATE's.
    Update(UpdateCard),
}

/// What is shown of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketCard {
    /// Query or answer.
    pub kind: String,
    /// The client network at one end.
    pub client: (ClientId, String),
    /// The letter of the node at the other, once known.
    pub letter: Option<Letter>,
    /// Where it goes, and how it does.
    pub state: String,
    /// What its headers say, and which server it is of: names and values.
    pub headers: Vec<(String, String)>,
    /// The routers on its way.
    pub hops: Vec<FlightHop>,
    /// The connection that it is of, if a server opened it, and what that is called.
    pub connection: Option<(ConnectionId, String)>,
}

/// A router on a packet's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlightHop {
    /// The router.
    pub router: RouterId,
    /// Its name.
    pub name: String,
    /// Since the packet left.
    pub after: String,
    /// Whether it lies ahead.
    pub is_ahead: bool,
}

/// What is shown of an UPDATE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateCard {
    /// What kind it is.
    pub kind: String,
    /// What it is about.
    pub prefix: String,
    /// Sender and receiver.
    pub ends: [(RouterId, String); 2],
    /// The link that carries it, if it is one.
    pub link: Option<LinkId>,
    /// What it says, in one sentence.
    pub says: String,
    /// The path attributes that it carries, by the RFC's names.
    pub attributes: Vec<(&'static str, String)>,
    /// When it left and arrives.
    pub times: String,
    /// Those that travel with it.
    pub others: Option<String>,
    /// What came of it.
    pub state: String,
    /// What the receiver did with it, once it is received.
    pub outcome: Option<String>,
}

/// The card of the moving thing that is selected.
#[must_use]
pub fn card(lab: &Lab) -> Option<FlightCard> {
    Some(match lab.watched.as_ref()? {
        Watched::Packet { packet, end } => FlightCard::Packet(packet_card(lab, packet, *end)),
        Watched::Update { update, others, end } => {
            FlightCard::Update(update_card(lab, update, *others, *end))
        }
    })
}

fn packet_card(lab: &Lab, packet: &Packet, end: Option<PacketEnd>) -> PacketCard {
    let (lang, network) = (lab.lang, lab.network());
    let names = Names { lang, network };
    let began = packet.hops.first().map_or(packet.began, |hop| hop.departed);
    let now = lab.world().now();
    let hops = packet.hops.iter().map(|hop| FlightHop {
        router: hop.router,
        name: names.router(hop.router),
        after: quantity::milliseconds(hop.arrives.since(began)),
        is_ahead: end.is_none() && hop.arrives > now,
    });
    let client = names.client(packet.client);
    let kind = hosts::packet_kind(lang, packet.kind);
    let state = match end {
        Some(PacketEnd::Answered(node)) => {
            say!(lang, "flight-answered", node = names.lettered(node))
        }
        Some(PacketEnd::Arrived(took)) => {
            say!(lang, "flight-arrived", took = quantity::milliseconds(took))
        }
        Some(PacketEnd::Dropped(at, fate)) => {
            say!(lang, "flight-dropped", router = names.router(at), why = names::fate(lang, fate),)
        }
        Some(PacketEnd::Delivered(at)) => {
            say!(lang, "flight-delivered", router = names.router(at))
        }
        None => going(lab, packet, &client),
    };
    PacketCard {
        kind,
        client: (packet.client, client),
        letter: packet.node.map(|node| network.nodes[node].letter),
        state,
        headers: headers(lang, packet),
        hops: hops.collect(),
        connection: connection_of(lab, packet),
    }
}

/// Where a packet is going.
fn going(lab: &Lab, packet: &Packet, client: &str) -> String {
    let own = lab.network().clients[packet.client].address_towards(packet.source);
    let egress = lab.world().egress();
    if egress.is_some_and(|egress| egress.carried(packet.id).is_some()) {
        return say!(lab.lang, "flight-carried");
    }
    match (packet.heading, packet.errand) {
        (Heading::Client, Errand::Egress(_)) if own != Some(packet.destination) => {
            say!(lab.lang, "flight-reply-going", address = packet.destination.to_string())
        }
        (Heading::Client, _) => say!(lab.lang, "flight-answer-going", client = client),
        (Heading::Server, _) => {
            say!(lab.lang, "flight-query-going", address = packet.destination.to_string())
        }
    }
}

/// The connection that a packet is of.
fn connection_of(lab: &Lab, packet: &Packet) -> Option<(ConnectionId, String)> {
    let Errand::Egress(id) = packet.errand else { return None };
    let connection = lab.world().egress()?.connection(id)?;
    Some((id, say!(lab.lang, "flight-connection", connection = connection.slug.as_str())))
}

/// Addresses with ports, where the protocol has some; flags; the server, once known.
fn headers(lang: Lang, packet: &Packet) -> Vec<(String, String)> {
    let [from, to] = packet.ports;
    let mut all = vec![
        (say!(lang, "flight-source"), end(packet.source, from)),
        (say!(lang, "flight-destination"), end(packet.destination, to)),
    ];
    if packet.errand != Errand::Regular {
        let id = match packet.kind.protocol() {
            Protocol::Tcp => "flight-flags",
            Protocol::Icmp | Protocol::Udp => "flight-type",
        };
        all.push((say!(lang, id), packet.kind.flags().to_owned()));
    }
    if packet.node.is_some() {
        all.push((say!(lang, "flight-server"), packet.server.to_string()));
    }
    all
}

fn update_card(
    lab: &Lab,
    update: &UpdateInFlight,
    others: usize,
    end: Option<UpdateEnd>,
) -> UpdateCard {
    let (lang, network) = (lab.lang, lab.network());
    let names = Names { lang, network };
    let [from, to] = [update.from, update.to].map(|router| (router, names.router(router)));
    let prefix = network.prefixes[update.prefix].to_string();
    let attributes = lab.world().announced_by(update);
    let (kind, says) = match (&attributes, update.is_replacement) {
        (None, _) => ("flight-withdrawal", "flight-says-withdrawn"),
        (Some(_), false) => ("flight-announcement", "flight-says-announced"),
        (Some(_), true) => ("flight-replacement", "flight-says-replaced"),
    };
    let about = names.destination(update.prefix);
    let about = about.map_or_else(|| prefix.clone(), |whose| format!("{prefix} ({whose})"));
    let is_internal = network.sessions[update.session].is_internal();
    let clock = |at: SimTime| quantity::clock(lab.session.shown(at));
    UpdateCard {
        kind: say!(lang, kind),
        says: say!(lang, says, from = from.1.as_str(), to = to.1.as_str(), prefix = about,),
        prefix,
        link: network.sessions[update.session].link,
        ends: [from, to],
        attributes: attributes.map_or_else(Vec::new, |all| listed(&all, is_internal)),
        times: say!(
            lang,
            "flight-times",
            departed = clock(update.departed),
            arrives = clock(update.arrives),
            took = quantity::milliseconds(update.arrives.since(update.departed)),
        ),
        others: (others > 0).then(|| say!(lang, "flight-others", count = others)),
        state: match end {
            None => say!(lang, "flight-going"),
            Some(UpdateEnd::Lost) => say!(lang, "flight-lost"),
            Some(UpdateEnd::Received { at, .. }) => say!(lang, "flight-received", at = clock(at)),
        },
        outcome: outcome(lab, &names, end),
    }
}

fn outcome(lab: &Lab, names: &Names, end: Option<UpdateEnd>) -> Option<String> {
    let Some(UpdateEnd::Received { changed, .. }) = end else { return None };
    let lang = names.lang;
    let way = |route: BestRoute| {
        let path = lab.world().as_path(route.attributes).to_string();
        let path = if path.is_empty() { "local".to_owned() } else { path };
        let Some(neighbor) = route.neighbor else { return say!(lang, "flight-best-own") };
        say!(lang, "flight-best-from", path = path, neighbor = names.router(neighbor))
    };
    Some(match changed {
        None => say!(lang, "flight-ignored"),
        Some((None, Some(after))) => say!(lang, "flight-gained", after = way(after)),
        Some((Some(before), None)) => say!(lang, "flight-gone", before = way(before)),
        Some((Some(before), Some(after))) => {
            say!(lang, "flight-changed", before = way(before), after = way(after))
        }
        Some((None, None)) => return None,
    })
}

fn listed(all: &Attributes, has_local_pref: bool) -> Vec<(&'static str, String)> {
    let mut list = vec![
        ("AS_PATH", rib::as_path(all)),
        ("ORIGIN", rib::origin(all).to_owned()),
        ("NEXT_HOP", all.next_hop.to_string()),
    ];
    if has_local_pref {
        list.push(("LOCAL_PREF", all.local_pref.to_string()));
    }
    if all.med.is_some() {
        list.push(("MED", rib::med(all)));
    }
    if !all.communities.is_empty() {
        list.push(("COMMUNITIES", rib::communities(all)));
    }
    list
}
