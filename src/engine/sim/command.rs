//! What a learner can do to the world.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

pub use super::order::{
    FloodOrder, FloodTarget, HijackKind, Hysteresis, PortOrder, PrefixAnnouncement, RoaOrder,
};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::bgp::attributes::Community;
use crate::engine::bgp::policy::Rule;
use crate::engine::net::egress::{Design, Fallback};
use crate::engine::net::inside::Balancer;
use crate::engine::sim::egress::AsksAs;
use crate::engine::traffic::flow::FlowKind;

/// A change of the world, as it stands in logs, lessons and links: things by slug, never index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// The node's router announces the service's prefix.
    Announce {
        /// The node.
        node: Slug,
    },
    /// The node's router withdraws the service's prefix.
    Withdraw {
        /// The node.
        node: Slug,
    },
    /// The node's router puts its own AS number in front of AS_PATH `times` more often.
    Prepend {
        /// The node.
        node: Slug,
        /// How many extra times; 0 takes earlier prepending away. At most
        /// [`MAX_PREPEND`](super::limits::MAX_PREPEND).
        times: u8,
        /// Only towards this neighbouring network; absent: towards all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        neighbor: Option<Slug>,
    },
    /// A router announces a prefix of its own, or changes how it does.
    AnnouncePrefix(PrefixAnnouncement),
    /// A router withdraws a prefix of its own.
    WithdrawPrefix {
        /// The router.
        router: Slug,
        /// The prefix.
        prefix: IpNet,
    },
    /// A session's operators switch it off.
    FailSession {
        /// The session.
        session: Slug,
    },
    /// A session's operators switch it on.
    RestoreSession {
        /// The session.
        session: Slug,
    },
    /// A router's rules for one session are replaced.
    SetRules {
        /// The session.
        session: Slug,
        /// The router at whose end of it.
        router: Slug,
        /// Rules for what comes in; absent: as they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        import: Option<Vec<Rule>>,
        /// Rules for what goes out; absent: as they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        export: Option<Vec<Rule>>,
    },
    /// The link goes down, and both its routers notice at once.
    FailLink {
        /// The link.
        link: Slug,
    },
    /// The link carries nothing from now on, and neither of its routers notices: their interfaces
    /// stay up, until the hold time ends (or BFD speaks).
    FailLinkSilently {
        /// The link, between two networks.
        link: Slug,
    },
    /// The link comes back.
    RestoreLink {
        /// The link.
        link: Slug,
    },
    /// The PoP goes dark: every link of the node's router goes down.
    FailPop {
        /// The node.
        node: Slug,
    },
    /// The PoP comes back.
    RestorePop {
        /// The node.
        node: Slug,
    },
    /// A router's BGP restarts; its forwarding goes on.
    RestartBgp {
        /// The router.
        router: Slug,
        /// How long its BGP is away: 1 s to 1 h.
        for_us: Span,
    },
    /// A network begins, or ceases, to tell its neighbours everything, against the economics.
    Leak {
        /// The network.
        network: Slug,
        /// Only to this neighbouring network; absent: to all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        neighbor: Option<Slug>,
        /// Whether it begins.
        is_on: bool,
    },
    /// A router announces what belongs to others.
    Hijack {
        /// The router.
        router: Slug,
        /// The victim's prefix.
        prefix: IpNet,
        /// How.
        kind: HijackKind,
    },
    /// A router withdraws everything inside of a prefix that belongs to others.
    EndHijack {
        /// The router.
        router: Slug,
        /// The victim's prefix.
        prefix: IpNet,
    },
    /// A ROA is published, and every network that validates origins has it at once [RFC 6811].
    PublishRoa(RoaOrder),
    /// A ROA is revoked, and no network has it any more.
    RevokeRoa(RoaOrder),
    /// The node's router begins, or ceases, to ask its neighbours to avoid it
    /// (GRACEFUL_SHUTDOWN) [RFC 8326].
    Drain {
        /// The node.
        node: Slug,
        /// Whether it begins.
        is_on: bool,
    },
    /// The node's router announces the service's prefix with these communities, and no others.
    SetCommunities {
        /// The node.
        node: Slug,
        /// The communities.
        communities: Vec<Community>,
    },
    /// A flood begins.
    StartFlood(FloodOrder),
    /// A flood ends.
    StopFlood {
        /// The flood.
        flood: Slug,
    },
    /// A node's scrubber is switched on, or off.
    Scrub {
        /// The node.
        node: Slug,
        /// Whether it is switched on.
        is_on: bool,
    },
    /// A node can answer more, or less, from now on.
    SetCapacity {
        /// The node.
        node: Slug,
        /// So many bits per second.
        bps: u64,
    },
    /// The node's router withdraws the service's prefix from one neighbouring network alone, or
    /// tells it again.
    Steer {
        /// The node.
        node: Slug,
        /// The neighbouring network.
        neighbor: Slug,
        /// Whether it is kept from the neighbour.
        is_on: bool,
    },
    /// The nodes of a service withdraw by themselves from now on when they are asked for too much.
    SetAutomation {
        /// The service.
        service: Slug,
        /// A node withdraws if it is asked for more than so much of its capacity: 1 to 1,000.
        withdraw_above_percent: u64,
        /// And has been for so long: up to 1 h. Nodes look once a second.
        for_us: Span,
        /// When it returns; absent: as soon as its own load is no longer above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hysteresis: Option<Hysteresis>,
    },
    /// They no longer do; those that are away stay so.
    EndAutomation {
        /// The service.
        service: Slug,
    },
    /// A client network sends one packet to the service address.
    SendPacket {
        /// The client network.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// A client network pings a service, or any address: one of the two is named.
    Ping {
        /// The client network.
        client: Slug,
        /// The service.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<Slug>,
        /// The address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<IpAddr>,
    },
    /// A client network asks for the routers on its way to a service, or to any address.
    Traceroute {
        /// The client network.
        client: Slug,
        /// The service.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<Slug>,
        /// The address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<IpAddr>,
    },
    /// A client network asks which server answers it, by a query for `id.server` [RFC 4892].
    QueryIdServer {
        /// The client network.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// A client network starts a session with a service.
    #[serde(rename = "start-session")]
    StartFlow {
        /// The client network.
        client: Slug,
        /// The service.
        service: Slug,
        /// What it runs over.
        kind: FlowKind,
        /// Its name from now on.
        slug: Slug,
        /// The client's port; absent: one of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source_port: Option<u16>,
    },
    /// A client network stops a session that it started.
    #[serde(rename = "stop-session")]
    StopFlow {
        /// The session's name.
        slug: Slug,
    },
    /// A server of a PoP fails, and forgets all it knew.
    FailServer {
        /// The node.
        node: Slug,
        /// The server, from 0.
        server: u8,
    },
    /// A server of a PoP comes back.
    RestoreServer {
        /// The node.
        node: Slug,
        /// The server, from 0.
        server: u8,
    },
    /// A PoP chooses its servers another way.
    SetBalancer {
        /// The node.
        node: Slug,
        /// How.
        balancer: Balancer,
    },
    /// A PoP begins, or ceases, to send each packet to another server.
    SetPerPacket {
        /// The node.
        node: Slug,
        /// Whether it begins.
        is_on: bool,
    },
    /// Servers share the addresses of connections that they open from now on another way.
    SetEgressDesign {
        /// How.
        design: Design,
    },
    /// Something else becomes of replies when the backbone has no way to their PoP.
    SetFallback {
        /// What.
        fallback: Fallback,
    },
    /// When addresses are moved from now on, their owners of before keep their connections for so
    /// long: up to 1 h.
    SetGrace {
        /// How long.
        for_us: Span,
    },
    /// PoPs ask DNS for destinations from other addresses.
    SetDnsAsker {
        /// As whom.
        asker: AsksAs,
    },
    /// An egress address that nobody has is lent to a PoP.
    #[serde(rename = "allocate-address")]
    LendAddress {
        /// The address.
        address: IpAddr,
        /// The PoP's node.
        node: Slug,
        /// What it says of who uses it.
        tag: Slug,
    },
    /// An egress address is taken back.
    ReleaseAddress {
        /// The address.
        address: IpAddr,
    },
    /// An egress address is lent to another PoP.
    MoveAddress {
        /// The address.
        address: IpAddr,
        /// The PoP's node.
        to: Slug,
    },
    /// All egress addresses in a range that others have are lent to a PoP.
    MoveRange {
        /// The range.
        range: IpNet,
        /// The PoP's node.
        to: Slug,
    },
    /// All egress addresses of a PoP are lent to the one that is nearest over the backbone.
    DrainAddresses {
        /// The PoP's node.
        node: Slug,
    },
    /// Every PoP announces a prefix that a customer has brought, and its addresses are lent to one.
    OnboardPrefix {
        /// The prefix.
        prefix: IpNet,
        /// The PoP's node.
        node: Slug,
        /// What its addresses say of who uses them.
        tag: Slug,
    },
    /// The operator publishes another geofeed [RFC 8805], and everybody believes it.
    LoadGeofeed {
        /// Its text.
        csv: String,
    },
    /// A client network's user asks for something that a server has to fetch from a destination.
    OpenConnection {
        /// The client network.
        client: Slug,
        /// The destination.
        destination: Slug,
        /// The connection's name from now on.
        slug: Slug,
        /// The tag of the address; absent: that of the user's country.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<Slug>,
        /// How long it stays open; absent: until it is closed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_us: Option<Span>,
    },
    /// A server closes a connection.
    CloseConnection {
        /// The connection's name.
        slug: Slug,
    },
    /// A server opens many connections at once, which do nothing but take ports.
    HoldPorts(PortOrder),
    /// A server closes so many of them.
    FreePorts(PortOrder),
    /// A router goes down, with what it remembers of connections, and comes back.
    RebootRouter {
        /// The router.
        router: Slug,
        /// How long it is away: 1 s to 1 h.
        for_us: Span,
    },
}

impl Command {
    /// Whether it may disturb BGP. What clients send does not, nor how a PoP chooses its servers.
    #[must_use]
    pub const fn is_routing(&self) -> bool {
        !matches!(
            self,
            Self::SendPacket { .. }
                | Self::Ping { .. }
                | Self::Traceroute { .. }
                | Self::QueryIdServer { .. }
                | Self::StartFlow { .. }
                | Self::StopFlow { .. }
                | Self::SetBalancer { .. }
                | Self::SetPerPacket { .. }
                | Self::SetEgressDesign { .. }
                | Self::SetFallback { .. }
                | Self::SetGrace { .. }
                | Self::SetDnsAsker { .. }
                | Self::LendAddress { .. }
                | Self::ReleaseAddress { .. }
                | Self::MoveAddress { .. }
                | Self::MoveRange { .. }
                | Self::DrainAddresses { .. }
                | Self::LoadGeofeed { .. }
                | Self::OpenConnection { .. }
                | Self::CloseConnection { .. }
                | Self::HoldPorts(_)
                | Self::FreePorts(_)
                | Self::StartFlood(_)
                | Self::StopFlood { .. }
                | Self::Scrub { .. }
                | Self::SetCapacity { .. }
                | Self::SetAutomation { .. }
                | Self::EndAutomation { .. }
        )
    }
}
