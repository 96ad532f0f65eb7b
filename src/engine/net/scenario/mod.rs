//! The scenario file, format `anycast-lab/scenario/1`, as it is written.
//!
//! Documented for authors in `assets/scenarios/SCHEMA.md`. Things are named by slugs; order
//! decides nothing but the derived addresses.

mod announcement;
mod botnet;
mod decision;
mod dns;
mod egress;
mod policy;
mod timing;

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

pub use self::announcement::AnnouncementEntry;
pub use self::botnet::{BotnetEntry, BotsEntry};
pub use self::decision::DecisionEntry;
pub use self::dns::{
    DnsEntry, HealthEntry, OverstayEntry, ResolverEntry, UseEntry, WrongPlaceEntry,
};
pub use self::egress::{CustomerEntry, DestinationEntry, EgressEntry, SiteEntry, TagEntry};
pub use self::policy::{EndEntry, NetworkPolicy, RouterPolicy, Validates};
pub use self::timing::{BfdEntry, Damping, MraiScope, Preset, Timing};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;
use crate::engine::net::capacity::{CapacityEntry, Demand};
use crate::engine::net::inside::Inside;
use crate::engine::net::roa::Roa;

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/scenario/1";

/// A whole scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// [`FORMAT`].
    pub format: String,
    /// The scenario's own name; its file is `<slug>.json`.
    pub slug: Slug,
    /// Title.
    pub name: Text,
    /// A few sentences on what the scenario shows and where its facts come from.
    pub about: Text,
    /// Timers.
    pub timing: Timing,
    /// LOCAL_PREF by the economic relation.
    pub local_pref: LocalPref,
    /// Real places.
    pub cities: Vec<CityEntry>,
    /// Autonomous systems and their routers.
    pub networks: Vec<NetworkEntry>,
    /// Links between routers.
    pub links: Vec<LinkEntry>,
    /// Anycast services and their nodes.
    #[serde(default)]
    pub services: Vec<ServiceEntry>,
    /// Client networks.
    #[serde(default)]
    pub clients: Vec<ClientEntry>,
    /// Botnets: which client networks' machines they have taken over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub botnets: Vec<BotnetEntry>,
    /// How the services' names are published in DNS; absent: as [`DnsEntry`] has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dns: Option<DnsEntry>,
    /// How a service's servers open connections to others; absent: they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub egress: Option<EgressEntry>,
    /// Prefixes that routers announce besides those of services and clients.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<AnnouncementEntry>,
    /// Prefixes that nobody announces from the start, but somebody may later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<IpNet>,
    /// Who may originate what, as every network that validates knows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roas: Vec<Roa>,
    /// Whether a speaker keeps a route from the neighbour that it has it from. Without, that
    /// neighbour finds its own AS number in the path, and loops are the receiver's to detect.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub split_horizon: bool,
    /// What is done to the world once a learner meets it; see `sim::schedule`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<serde_json::Value>,
}

impl ClientEntry {
    /// Its prefixes.
    pub fn prefixes(&self) -> impl Iterator<Item = IpNet> {
        [Some(self.prefix), self.other_prefix].into_iter().flatten()
    }
}

impl Scenario {
    /// Prefixes that somebody announces or that are named, each as often as it is.
    pub fn named_prefixes(&self) -> impl Iterator<Item = IpNet> {
        let services = self.services.iter().map(|service| service.prefix);
        let clients = self.clients.iter().flat_map(ClientEntry::prefixes);
        let announced = self.announcements.iter().map(|entry| entry.prefix);
        let roas = self.roas.iter().map(|roa| roa.prefix);
        let nodes = self.services.iter().flat_map(|service| &service.nodes);
        let unicast = nodes.filter_map(|node| node.unicast);
        let named = self.prefixes.iter().copied();
        let egress = self.egress.iter().flat_map(|egress| {
            egress.pool.iter().copied().chain(egress.customers.iter().map(|one| one.prefix))
        });
        let rest = announced.chain(named).chain(roas).chain(egress);
        services.chain(clients).chain(unicast).chain(rest)
    }
}

/// LOCAL_PREF that a speaker gives to a route by what the neighbour is to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalPref {
    /// Learned from a customer.
    pub customer: u32,
    /// Learned from a peer.
    pub peer: u32,
    /// Learned from a provider.
    pub provider: u32,
}

/// A city: a real place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityEntry {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// ISO 3166-1 alpha-2 code of the country or territory.
    pub country: String,
    /// Latitude in millionths of a degree, north positive.
    pub lat_udeg: i32,
    /// Longitude in millionths of a degree, east positive.
    pub lon_udeg: i32,
}

/// What kind of network an autonomous system is; for drawing and words, never for routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkKind {
    /// Runs an anycast service.
    Operator,
    /// Sells transit across continents.
    Transit,
    /// Sells transit in a region.
    Regional,
    /// Has users.
    Access,
    /// Answers anybody's DNS queries, on behalf of users.
    Resolver,
    /// Holds the servers that content comes from.
    Origin,
    /// Keeps copies of others' content near users: a third-party content delivery network.
    Cdn,
}

/// An autonomous system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkEntry {
    /// Its slug.
    pub slug: Slug,
    /// Its number; unique in the scenario.
    pub asn: u32,
    /// Its name.
    pub name: Text,
    /// What kind it is.
    pub kind: NetworkKind,
    /// Whether its routers speak iBGP, each with every other (full mesh) unless there are
    /// reflectors. Without it they are islands that share a number, as the sites of many anycast
    /// operators are.
    pub ibgp: bool,
    /// Route reflectors; a client of one speaks iBGP with its reflectors only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reflectors: Vec<ReflectorEntry>,
    /// How its routers choose: the name of a decision profile; absent: `rfc4271`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Where they choose otherwise than that profile.
    #[serde(default)]
    pub decision: DecisionEntry,
    /// Its routers.
    pub routers: Vec<RouterEntry>,
    /// What it accepts, prefers and passes on, beyond the economics.
    #[serde(default, skip_serializing_if = "NetworkPolicy::is_empty")]
    pub policy: NetworkPolicy,
}

/// A route reflector [RFC 4456].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReflectorEntry {
    /// The router that reflects.
    pub router: Slug,
    /// The routers it reflects for.
    pub clients: Vec<Slug>,
}

/// A router.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouterEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// The city it stands in.
    pub city: Slug,
    /// BGP Identifier [RFC 4271 § 4.2], unique; absent: derived from its place in the file.
    #[serde(default)]
    pub bgp_id: Option<Ipv4Addr>,
    /// Rules of its own.
    #[serde(default, skip_serializing_if = "RouterPolicy::is_empty")]
    pub policy: RouterPolicy,
}

/// What the first router of a link is to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkRelation {
    /// Both are of one autonomous system; the link carries its IGP.
    Internal,
    /// `a` sells transit to `b`.
    Provider,
    /// `a` and `b` exchange their own and their customers' routes, for nothing.
    Peer,
    /// eBGP without an economic relation: each tells the other everything.
    Unrelated,
}

/// A link. Between two autonomous systems it carries one eBGP session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkEntry {
    /// Its slug; absent: `<a>--<b>`.
    #[serde(default)]
    pub slug: Option<Slug>,
    /// One router.
    pub a: Slug,
    /// The other router.
    pub b: Slug,
    /// What `a` is to `b`.
    pub a_is: LinkRelation,
    /// One-way delay.
    pub delay_us: Span,
    /// IGP cost of an internal link; absent: the delay in microseconds.
    #[serde(default)]
    pub igp_cost: Option<u32>,
    /// What it carries in each direction, in bits per second; absent: anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_bps: Option<u64>,
    /// How `a` is configured on it.
    #[serde(default, skip_serializing_if = "EndEntry::is_empty")]
    pub at_a: EndEntry,
    /// How `b` is configured on it.
    #[serde(default, skip_serializing_if = "EndEntry::is_empty")]
    pub at_b: EndEntry,
}

/// An anycast service: one address, many nodes [RFC 4786].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// The prefix its nodes announce.
    pub prefix: IpNet,
    /// The service address, inside the prefix.
    pub address: IpAddr,
    /// What its users ask for.
    #[serde(default, skip_serializing_if = "Demand::is_none")]
    pub demand: Demand,
    /// Its nodes.
    pub nodes: Vec<NodeEntry>,
}

/// An anycast node: a PoP whose router announces the service's prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// The router that announces.
    pub router: Slug,
    /// One or two capital letters, unique in the service, for marks on the map.
    pub letter: Letter,
    /// Whether it announces from the start.
    #[serde(default = "yes")]
    pub announced: bool,
    /// A prefix of this node alone, which its router announces from the start, whatever becomes of
    /// the service's: so that it can be named by an address of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unicast: Option<IpNet>,
    /// What it can answer; absent: anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<CapacityEntry>,
    /// How much of a flood its scrubber can take out, in bits per second; absent: it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scrub_bps: Option<u64>,
    /// What is inside; absent: one server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
}

/// A client network: users behind one router.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// The router its users are behind.
    pub router: Slug,
    /// Number of users.
    pub population: u64,
    /// Its own prefix, announced by its router so that answers find the way back.
    pub prefix: IpNet,
    /// Another of the other address family; without it, it asks no services of that family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_prefix: Option<IpNet>,
}

const fn yes() -> bool {
    true
}
