//! What happened, in the past tense. Nobody subscribes: `step` and `apply` return facts.

use std::sync::Arc;

use serde::Serialize;

use crate::engine::base::ids::{
    ClientId, FlowId, NodeId, PacketId, PrefixId, ProbeId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::decision::Step;
use crate::engine::bgp::speaker::Revalidated;
use crate::engine::bgp::table::AttributesId;
use crate::engine::dataplane::packet::{Fate, Packet};
use crate::engine::net::roa::Roa;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::news::EgressNews;
use crate::engine::sim::oscillation::Oscillation;
use crate::engine::traffic::flow::Cause;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When.
    pub at: SimTime,
    /// How many events the world had handled by then.
    pub step: u64,
    /// What.
    pub what: What,
}

/// What an UPDATE says of a prefix [RFC 4271 § 4.3].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidings {
    /// It can be reached, with these attributes:
    /// [`World::as_path`](super::world::World::as_path) has the path.
    Announced(AttributesId),
    /// It can no longer be reached this way.
    Withdrawn,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DownReason {
    /// The link or router under it failed, and the interfaces said so at once.
    Unreachable,
    /// Its operators switched it off.
    Shutdown,
    /// Nothing was heard for the hold time [RFC 4271 § 6.5].
    HoldTimeExpired,
    /// Nothing was heard for BFD's detection time [RFC 5882 § 3].
    Bfd,
    /// The BGP of one of its routers restarts.
    Restart,
}

/// A best route, in the few words that tell it from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BestRoute {
    /// The neighbour it came from; absent: the router's own announcement.
    pub neighbor: Option<RouterId>,
    /// Its attributes: [`World::as_path`](super::world::World::as_path) has the path.
    pub attributes: AttributesId,
    /// The step that decided; absent: it was the only one.
    pub decided_by: Option<Step>,
}

/// The kinds of things that happen. Those that own something come last, and their numbers far from
/// the others': a storm's facts are dropped by the million, and so one comparison says that there
/// is nothing to do, where a compiler would look them all up in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum What {
    /// A session was established.
    SessionUp {
        /// The session.
        session: SessionId,
    },
    /// A session ended.
    SessionDown {
        /// The session.
        session: SessionId,
        /// Why.
        why: DownReason,
    },
    /// A router has heard nothing of a neighbour for too long and gives the session up; the
    /// neighbour may still believe in it.
    NeighborLost {
        /// The session.
        session: SessionId,
        /// The router that gives up.
        router: RouterId,
        /// By which of its clocks.
        why: DownReason,
    },
    /// A neighbour that restarted was not back in time: its stale routes were dropped
    /// [RFC 4724 § 4.2].
    StaleRoutesDropped {
        /// The session.
        session: SessionId,
        /// The router that dropped them.
        router: RouterId,
    },
    /// A neighbour's route changed too often: it is no candidate for a while [RFC 2439].
    RouteDamped {
        /// The session.
        session: SessionId,
        /// The router that damps it.
        router: RouterId,
        /// The prefix.
        prefix: PrefixId,
        /// Its penalty.
        penalty: u64,
    },
    /// A damped route has been quiet for long enough and is used again.
    RouteReused {
        /// The session.
        session: SessionId,
        /// The router.
        router: RouterId,
        /// The prefix.
        prefix: PrefixId,
    },
    /// A router sent an UPDATE.
    UpdateSent {
        /// The session.
        session: SessionId,
        /// The sender.
        from: RouterId,
        /// The receiver.
        to: RouterId,
        /// The prefix.
        prefix: PrefixId,
        /// What it says.
        tidings: Tidings,
        /// When it will arrive.
        arrives: SimTime,
    },
    /// A router received an UPDATE.
    UpdateReceived {
        /// The session.
        session: SessionId,
        /// The sender.
        from: RouterId,
        /// The receiver.
        to: RouterId,
        /// The prefix.
        prefix: PrefixId,
        /// What it says.
        tidings: Tidings,
    },
    /// A router chose another route, gained one, or lost its last.
    BestRouteChanged {
        /// The router.
        router: RouterId,
        /// The prefix.
        prefix: PrefixId,
        /// The route before.
        before: Option<BestRoute>,
        /// The route after.
        after: Option<BestRoute>,
    },
    /// A ROA was published, and whoever goes by origin validation looked at its routes again
    /// [RFC 6811 § 5].
    RoaPublished {
        /// The ROA.
        roa: Roa,
        /// What came of it, over all routers.
        changes: Revalidated,
    },
    /// A ROA was revoked; likewise.
    RoaRevoked {
        /// The ROA.
        roa: Roa,
        /// What came of it, over all routers.
        changes: Revalidated,
    },
    /// A client network's packets now reach another node, or none, or one again.
    CatchmentMoved {
        /// The client network.
        client: ClientId,
        /// The service.
        service: ServiceId,
        /// The node before.
        before: Option<NodeId>,
        /// The node after.
        after: Option<NodeId>,
    },
    /// A client sent a query, or a node an answer.
    PacketSent {
        /// The packet.
        packet: PacketId,
        /// The client network.
        client: ClientId,
        /// The router it starts from.
        from: RouterId,
    },
    /// A node is asked for more than it can answer.
    NodeOverloaded {
        /// The node.
        node: NodeId,
        /// How much of its capacity it is asked for, in percent, rounded up.
        percent: u64,
    },
    /// A node is no longer asked for more than it can answer.
    NodeRelieved {
        /// The node.
        node: NodeId,
    },
    /// A node was asked for too much for too long, and withdrew by itself.
    NodeWithdrewItself {
        /// The node.
        node: NodeId,
        /// How much of its capacity it was asked for, in percent, rounded up.
        percent: u64,
    },
    /// A node that had withdrawn by itself announces again.
    NodeReturned {
        /// The node.
        node: NodeId,
    },
    /// A client network began to probe.
    ProbeStarted {
        /// The probe.
        probe: ProbeId,
        /// The client network.
        client: ClientId,
    },
    /// A packet of a probe was not answered in time.
    ProbeUnanswered {
        /// The probe.
        probe: ProbeId,
        /// The packet's Time to Live.
        ttl: u8,
    },
    /// Nothing more will come of a probe.
    ProbeEnded {
        /// The probe.
        probe: ProbeId,
        /// Whether its target answered.
        is_answered: bool,
    },
    /// A PoP's health checks found a server failed, or back.
    ServerNoticed {
        /// The node.
        node: NodeId,
        /// The server, from 0.
        server: u8,
        /// Whether it is in service from now on.
        is_in_service: bool,
    },
    /// No UPDATE is in flight and none is waiting for a timer: BGP has converged.
    Converged {
        /// Since the last command or the beginning: UPDATEs that announced.
        announced: u64,
        /// Since then: UPDATEs that withdrew.
        withdrawn: u64,
    },
    /// A command was carried out.
    CommandApplied(Arc<Command>) = 1024,
    /// A flood began.
    FloodStarted {
        /// The flood.
        flood: Arc<Slug>,
    },
    /// A flood ended.
    FloodStopped {
        /// The flood.
        flood: Arc<Slug>,
    },
    /// A query reached a node.
    QueryAnswered {
        /// The query and its whole journey.
        packet: Arc<Packet>,
        /// The node.
        node: NodeId,
    },
    /// An answer reached its client.
    AnswerArrived {
        /// The answer and its whole journey.
        packet: Arc<Packet>,
        /// From the query's departure to the answer's arrival.
        round_trip: Span,
    },
    /// A packet was dropped.
    PacketDropped {
        /// The packet and its journey so far.
        packet: Arc<Packet>,
        /// Where.
        at: RouterId,
        /// Why.
        fate: Fate,
    },
    /// A packet of a probe or of a session reached the host that it was for.
    PacketDelivered {
        /// The packet and its whole journey.
        packet: Arc<Packet>,
        /// The router that the host is behind.
        at: RouterId,
    },
    /// An answer to a packet of a probe came back: of its target, or of a router on the way.
    ProbeAnswered {
        /// The probe.
        probe: ProbeId,
        /// The Time to Live of the packet that was answered.
        ttl: u8,
        /// How long the way there took.
        there: Span,
        /// How long the way back took.
        back: Span,
        /// The answer and its journey.
        answer: Arc<Packet>,
    },
    /// A session's client heard the first answer.
    FlowOpened {
        /// The session.
        flow: FlowId,
        /// Its name.
        slug: Slug,
        /// The node that answered.
        node: NodeId,
        /// Its server, from 0.
        server: u8,
    },
    /// A session's client sends to its server's own address from now on [RFC 9000 § 9.6].
    FlowMigrated {
        /// The session.
        flow: FlowId,
        /// Its name.
        slug: Slug,
        /// The node.
        node: NodeId,
        /// Its server, from 0.
        server: u8,
    },
    /// Something happened to egress.
    Egress(Arc<EgressNews>),
    /// A session ended.
    FlowEnded {
        /// The session.
        flow: FlowId,
        /// Its name.
        slug: Slug,
        /// Why.
        cause: Cause,
    },
    /// The limit on events was reached before BGP fell quiet.
    NotConverged {
        /// Events handled.
        events: u64,
        /// The routers whose best route changed lately.
        routers: Arc<[RouterId]>,
    },
    /// Routing is in a state that it has been in since the last command, and goes round for ever.
    Oscillating(Arc<Oscillation>),
}
