//! The network that a world runs on: tables by id, made once, never changed.
//!
//! What changes while the world runs (links that fail, routes that come and go) lives in `sim`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use typed_index_collections::TiVec;

use super::capacity::{Capacity, Demand};
use super::dns::Dns;
use super::egress::Egress;
use super::inside::Inside;
use super::scenario::NetworkKind;
use super::wires::{Seat, Wire};
use crate::engine::base::ids::{
    AsId, CityId, ClientId, EndId, LinkId, NodeId, PrefixId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;

/// An autonomous system number, four octets [RFC 6793].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Asn(pub u32);

impl fmt::Display for Asn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A BGP Identifier, compared as an unsigned number [RFC 4271 § 4.2, RFC 6286].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BgpId(pub Ipv4Addr);

/// The whole network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// The world's slug, if it comes from a scenario.
    pub slug: Slug,
    /// What the world is called.
    pub title: Text,
    /// What it is about.
    pub about: Text,
    /// Real places.
    pub cities: TiVec<CityId, City>,
    /// Autonomous systems.
    pub ases: TiVec<AsId, AutonomousSystem>,
    /// Routers.
    pub routers: TiVec<RouterId, Router>,
    /// Links.
    pub links: TiVec<LinkId, Link>,
    /// BGP sessions.
    pub sessions: TiVec<SessionId, Session>,
    /// Prefixes that somebody announces, or may.
    pub prefixes: TiVec<PrefixId, IpNet>,
    /// Anycast services.
    pub services: TiVec<ServiceId, Service>,
    /// Anycast nodes of all services.
    pub nodes: TiVec<NodeId, Node>,
    /// Client networks.
    pub clients: TiVec<ClientId, Client>,
    /// Botnets.
    pub botnets: Vec<Botnet>,
    /// How the services' names are published.
    pub dns: Dns,
    /// How a service's servers open connections to others, if they do.
    pub egress: Option<Egress>,
    /// Slug to id, for everything that has one.
    pub names: Names,
    /// Ends of sessions in short, for what is done for every message.
    pub wires: TiVec<EndId, Wire>,
    /// Where each of them is found.
    pub seats: TiVec<EndId, Seat>,
    /// The least that a link can carry, of those that have a capacity.
    pub narrowest_bps: Option<u64>,
    /// By autonomous system and NEXT_HOP address: the routers of that system through which the
    /// address is reached, for loopbacks their owner, for an external link its near end.
    pub exits: BTreeMap<(AsId, IpAddr), Vec<RouterId>>,
}

/// Slugs to ids, one table a kind.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Cities.
    pub cities: BTreeMap<Slug, CityId>,
    /// Autonomous systems.
    pub ases: BTreeMap<Slug, AsId>,
    /// Routers.
    pub routers: BTreeMap<Slug, RouterId>,
    /// Links.
    pub links: BTreeMap<Slug, LinkId>,
    /// Sessions.
    pub sessions: BTreeMap<Slug, SessionId>,
    /// Services.
    pub services: BTreeMap<Slug, ServiceId>,
    /// Nodes.
    pub nodes: BTreeMap<Slug, NodeId>,
    /// Clients.
    pub clients: BTreeMap<Slug, ClientId>,
}

/// A city.
#[derive(Clone, Debug)]
pub struct City {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Latitude in millionths of a degree, north positive.
    pub lat_udeg: i32,
    /// Longitude in millionths of a degree, east positive.
    pub lon_udeg: i32,
}

/// An autonomous system.
#[derive(Clone, Debug)]
pub struct AutonomousSystem {
    /// Its slug.
    pub slug: Slug,
    /// Its number.
    pub asn: Asn,
    /// Its name.
    pub name: Text,
    /// What kind it is.
    pub kind: NetworkKind,
    /// Its routers.
    pub routers: Vec<RouterId>,
}

/// A router.
#[derive(Clone, Debug)]
pub struct Router {
    /// Its slug.
    pub slug: Slug,
    /// The autonomous system it is of.
    pub in_as: AsId,
    /// That system's number.
    pub asn: Asn,
    /// The city it stands in; fixtures have none.
    pub city: Option<CityId>,
    /// Its BGP Identifier.
    pub bgp_id: BgpId,
    /// Its loopback address: the address of its iBGP sessions.
    pub loopback: IpAddr,
    /// Its ends of sessions, in order.
    pub ends: Vec<EndId>,
    /// Its links, in order.
    pub links: Vec<LinkId>,
    /// Prefixes that are connected here: those of its clients, and of the services of which it is
    /// a node, announced or not; there also those whose addresses are lent to the service's nodes.
    pub connected: Vec<PrefixId>,
}

/// A link between two routers.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its slug.
    pub slug: Slug,
    /// Its two routers.
    pub routers: [RouterId; 2],
    /// One-way delay.
    pub delay: Span,
    /// IGP cost in each direction (from the first router, from the second) if the link is
    /// internal to an autonomous system.
    pub igp_cost: Option<[u32; 2]>,
    /// What it carries in each direction, in bits per second; absent: anything.
    pub capacity_bps: Option<u64>,
    /// The eBGP session that it carries, if it joins two autonomous systems.
    pub session: Option<SessionId>,
}

/// What the neighbour at the far end of a session is to the near end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeighborIs {
    /// It pays us for transit.
    Customer,
    /// Neither pays the other.
    Peer,
    /// We pay it for transit.
    Provider,
    /// Of our own autonomous system (iBGP).
    Internal,
    /// eBGP without an economic relation: everything is accepted and exported.
    Unrelated,
}

/// A BGP session between two routers.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its slug: the link's for eBGP, `<a>~<b>` for iBGP.
    pub slug: Slug,
    /// Its two ends.
    pub ends: [SessionEnd; 2],
    /// The link that an eBGP session runs over; iBGP runs over whatever the IGP finds.
    pub link: Option<LinkId>,
    /// Whether it is configured but not started when the world begins.
    pub starts_down: bool,
}

impl Session {
    /// Whether it joins two routers of one autonomous system.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        matches!(self.ends[0].neighbor_is, NeighborIs::Internal)
    }
}

/// One end of a session.
#[derive(Clone, Debug)]
pub struct SessionEnd {
    /// The router here.
    pub router: RouterId,
    /// Its address on this session.
    pub address: IpAddr,
    /// What the router at the far end is to this one.
    pub neighbor_is: NeighborIs,
}

/// An anycast service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// The prefix that its nodes announce.
    pub prefix: PrefixId,
    /// The service address.
    pub address: IpAddr,
    /// What its users ask for.
    pub demand: Demand,
    /// Its nodes.
    pub nodes: Vec<NodeId>,
}

/// An anycast node.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its slug.
    pub slug: Slug,
    /// The service it is a node of.
    pub service: ServiceId,
    /// The router that announces the service's prefix.
    pub router: RouterId,
    /// The letter, or two, that it is marked with.
    pub letter: Letter,
    /// Whether it announces when the world begins.
    pub announced: bool,
    /// Its own prefix, announced by its router alone, and its address there, the first host of
    /// it, if the scenario gives it one.
    pub unicast: Option<(PrefixId, IpAddr)>,
    /// What it can answer.
    pub capacity: Capacity,
    /// How much of a flood its scrubber can take out, in bits per second; absent: it has none.
    pub scrub_bps: Option<u64>,
    /// What is inside.
    pub inside: Inside,
}

/// A client network.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// The router its users are behind.
    pub router: RouterId,
    /// Number of users.
    pub population: u64,
    /// Its own prefix.
    pub prefix: PrefixId,
    /// The address its packets come from: the first host of the prefix.
    pub address: IpAddr,
    /// Its prefix of the other address family and its address there, if it has one.
    pub other: Option<(PrefixId, IpAddr)>,
}

/// A botnet: machines of client networks that obey somebody else.
#[derive(Clone, Debug)]
pub struct Botnet {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// How many machines of which client networks, in the order of the file.
    pub bots: Vec<(ClientId, u64)>,
}

impl Botnet {
    /// How many machines of a client network are in it.
    #[must_use]
    pub fn bots_of(&self, client: ClientId) -> u64 {
        self.bots.iter().filter(|(of, _)| *of == client).map(|(_, count)| count).sum()
    }

    /// How many machines it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bots.iter().map(|(_, count)| count).sum()
    }
}

impl Client {
    /// Its prefixes.
    pub fn prefixes(&self) -> impl Iterator<Item = PrefixId> {
        [Some(self.prefix), self.other.map(|(prefix, _)| prefix)].into_iter().flatten()
    }

    /// The address that its packets to a destination come from; absent: it has none of that
    /// address family.
    #[must_use]
    pub fn address_towards(&self, destination: IpAddr) -> Option<IpAddr> {
        [Some(self.address), self.other.map(|(_, address)| address)]
            .into_iter()
            .flatten()
            .find(|address| address.is_ipv4() == destination.is_ipv4())
    }
}

impl Network {
    /// Fills [`Network::exits`], [`Network::wires`] and all else that is looked up, and the
    /// routers' lists of links and session ends, from the tables of routers, links and sessions.
    pub fn index(&mut self) {
        for router in &mut self.routers {
            router.links.clear();
            router.ends.clear();
            router.connected.clear();
        }
        self.exits.clear();
        for (id, router) in self.routers.iter_enumerated() {
            self.exits.entry((router.in_as, router.loopback)).or_default().push(id);
        }
        for client in &self.clients {
            self.routers[client.router].connected.extend(client.prefixes());
        }
        for node in &self.nodes {
            let connected = &mut self.routers[node.router].connected;
            connected.push(self.services[node.service].prefix);
            connected.extend(node.unicast.map(|(prefix, _)| prefix));
        }
        for (router, prefix) in self.lent() {
            self.routers[router].connected.push(prefix);
        }
        for (id, link) in self.links.iter_enumerated() {
            for router in link.routers {
                self.routers[router].links.push(id);
            }
        }
        for (id, session) in self.sessions.iter_enumerated() {
            self.names.sessions.insert(session.slug.clone(), id);
            for (end, near, far) in [(0, 0, 1), (1, 1, 0)] {
                let near = &session.ends[near];
                self.routers[near.router].ends.push(id.ends()[end]);
                if !session.is_internal() {
                    let in_as = self.routers[near.router].in_as;
                    let far = session.ends[far].address;
                    self.exits.entry((in_as, far)).or_default().push(near.router);
                }
            }
        }
        self.wires = Wire::all(self).collect();
        self.seats = Seat::all(self).collect();
        self.narrowest_bps = self.links.iter().filter_map(|link| link.capacity_bps).min();
    }

    /// Prefixes of which every node of the service with egress borrows addresses, each with the
    /// router of each node: all of these announce all of them.
    #[must_use]
    pub fn lent(&self) -> Vec<(RouterId, PrefixId)> {
        let Some(egress) = &self.egress else { return Vec::new() };
        let pool = self.prefixes.iter_enumerated().filter(|(_, net)| egress.pool.contains(net));
        let pool: Vec<PrefixId> = pool.map(|(id, _)| id).collect();
        let nodes = self.services[egress.service].nodes.iter();
        let routers = nodes.map(|&node| self.nodes[node].router);
        routers.flat_map(|router| pool.iter().map(move |&prefix| (router, prefix))).collect()
    }

    /// The router at the other end of a link.
    #[must_use]
    pub fn across(&self, link: LinkId, router: RouterId) -> RouterId {
        let [a, b] = self.links[link].routers;
        if router == a { b } else { a }
    }

    /// The end of a session with this id.
    #[must_use]
    pub fn end(&self, end: EndId) -> &SessionEnd {
        &self.sessions[end.session()].ends[end.side()]
    }

    /// The router at the far end of the session that `end` belongs to.
    #[must_use]
    pub fn neighbor(&self, end: EndId) -> RouterId {
        self.end(end.far()).router
    }

    /// The autonomous systems that a router has sessions with, its own by iBGP too, in order.
    #[must_use]
    pub fn systems_around(&self, router: RouterId) -> BTreeSet<AsId> {
        let ends = self.routers[router].ends.iter();
        ends.map(|&end| self.routers[self.neighbor(end)].in_as).collect()
    }

    /// The node of `service` whose router is `router`, if any.
    #[must_use]
    pub fn node_at(&self, router: RouterId, service: ServiceId) -> Option<NodeId> {
        let mut nodes = self.services[service].nodes.iter().copied();
        nodes.find(|&node| self.nodes[node].router == router)
    }

    /// The address of a node's server, from 0, that is its own whatever the service's routes do:
    /// the nth host of the node's own prefix. Absent: it has none, or no room there.
    #[must_use]
    pub fn server_address(&self, node: NodeId, server: u8) -> Option<IpAddr> {
        let (prefix, first) = self.nodes[node].unicast?;
        let address = match first {
            IpAddr::V4(first) => IpAddr::V4(u32::from(first).checked_add(server.into())?.into()),
            IpAddr::V6(first) => IpAddr::V6(u128::from(first).checked_add(server.into())?.into()),
        };
        self.prefixes[prefix].contains(&address).then_some(address)
    }

    /// The server of a node that has an address of its own, as [`Network::server_address`] says.
    #[must_use]
    pub fn server_at(&self, node: NodeId, address: IpAddr) -> Option<u8> {
        (0..self.nodes[node].inside.servers)
            .find(|&server| self.server_address(node, server) == Some(address))
    }

    /// The city a node stands in.
    #[must_use]
    pub fn node_city(&self, node: NodeId) -> Option<&City> {
        self.router_city(self.nodes[node].router)
    }

    /// The city a router stands in.
    #[must_use]
    pub fn router_city(&self, router: RouterId) -> Option<&City> {
        self.routers[router].city.map(|city| &self.cities[city])
    }
}
