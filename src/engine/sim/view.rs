//! What can be seen of a world without changing it.

use super::event::Due;
use super::line::{Recipient, Telling};
use super::queue::Scheduled;
use super::world::World;
use crate::engine::anycast::catchment::Reach;
use crate::engine::base::ids::{
    ClientId, LinkId, NodeId, PacketId, PrefixId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::decision::Explanation;
use crate::engine::bgp::profile::Profile;
use crate::engine::bgp::speaker::Surroundings;
use crate::engine::bgp::update::Told;
use crate::engine::dataplane::packet::{Fate, Packet};
use crate::engine::net::network::Network;

/// An UPDATE between its sender and its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpdateInFlight {
    /// The session.
    pub session: SessionId,
    /// The sender.
    pub from: RouterId,
    /// The receiver.
    pub to: RouterId,
    /// The prefix it speaks of.
    pub prefix: PrefixId,
    /// The route it announces; absent: it withdraws.
    pub route: Option<Told>,
    /// Whether the receiver holds a route of the sender's that it takes the place of: an implicit
    /// withdrawal [RFC 4271 § 3.1].
    pub is_replacement: bool,
    /// When it left.
    pub departed: SimTime,
    /// When it arrives.
    pub arrives: SimTime,
}

/// What tells an UPDATE from all others, on its way and afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UpdateKey {
    /// The session.
    pub session: SessionId,
    /// The receiver.
    pub to: RouterId,
    /// The prefix it speaks of.
    pub prefix: PrefixId,
    /// When it left.
    pub departed: SimTime,
    /// When it arrives.
    pub arrives: SimTime,
}

impl UpdateInFlight {
    /// What tells it from all others.
    #[must_use]
    pub const fn key(&self) -> UpdateKey {
        let Self { session, to, prefix, departed, arrives, .. } = *self;
        UpdateKey { session, to, prefix, departed, arrives }
    }

    /// Whether it withdraws.
    #[must_use]
    pub const fn is_withdrawal(&self) -> bool {
        self.route.is_none()
    }
}

impl World {
    /// The network it runs on.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The time.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.now
    }

    /// How many events were handled since the beginning.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// The seed its randomness is forked from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The packet with this number, while it is under way.
    #[must_use]
    pub fn packet(&self, id: PacketId) -> Option<&Packet> {
        self.packets.get(&id)
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_event_at(&self) -> Option<SimTime> {
        self.queue.next_at()
    }

    /// Whether BGP has converged: no UPDATE in flight, none held back by a timer, no session
    /// being established.
    #[must_use]
    pub const fn is_converged(&self) -> bool {
        self.progress.is_converged
    }

    /// How many routes MRAI timers hold back now.
    #[must_use]
    pub const fn routes_held(&self) -> u64 {
        self.progress.routes_held
    }

    /// What speakers look things up in.
    pub(super) fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            network: &self.network,
            config: &self.config,
            interior: &self.interior,
            damped: &self.clocks.damped,
        }
    }

    /// What a router knows of a prefix, and why it chose what it chose.
    #[must_use]
    pub fn explain(&self, router: RouterId, prefix: PrefixId) -> Explanation {
        self.speakers[router].explain(self.surroundings(), &self.table, prefix)
    }

    /// What a router would choose, had it always chosen by `profile`: same routes, same order of
    /// arrival. Nothing changes.
    #[must_use]
    pub fn explain_as(&self, router: RouterId, prefix: PrefixId, profile: &Profile) -> Explanation {
        self.speakers[router].explain_as(self.surroundings(), &self.table, prefix, profile)
    }

    /// How a router chooses.
    #[must_use]
    pub fn profile(&self, router: RouterId) -> &Profile {
        self.config.profile(router)
    }

    /// Where a client network's packets to a service end up, were they sent now; nowhere if it has
    /// no address of the service's family.
    #[must_use]
    pub fn reach(&self, client: ClientId, service: ServiceId) -> Reach {
        let client = &self.network.clients[client];
        if client.address_towards(self.network.services[service].address).is_none() {
            let (fate, routers) = (Fate::NoRoute, vec![client.router]);
            return Reach { node: None, fate, routers, delay: Span::ZERO };
        }
        self.reach_from(client.router, service)
    }

    /// The node that serves a client network now (kept up to date; cheap).
    #[must_use]
    pub fn serving(&self, client: ClientId, service: ServiceId) -> Option<NodeId> {
        self.catchments[service][usize::from(client)]
    }

    /// Whether a node's router announces its service's prefix.
    #[must_use]
    pub fn is_announced(&self, node: NodeId) -> bool {
        let node = &self.network.nodes[node];
        let prefix = self.network.services[node.service].prefix;
        self.speakers[node.router].own(prefix).is_some()
    }

    /// Extra copies of its AS number that a node announces with, the most over its neighbours.
    #[must_use]
    pub fn prepends(&self, node: NodeId) -> u8 {
        let node = &self.network.nodes[node];
        let prefix = self.network.services[node.service].prefix;
        let ends = self.network.routers[node.router].ends.iter();
        ends.map(|&end| self.speakers[node.router].prepends(&self.network, prefix, end))
            .max()
            .unwrap_or(0)
    }

    /// Whether a link is up (its routers may be down all the same). A silent one is not, though
    /// nobody has noticed.
    #[must_use]
    pub fn is_link_up(&self, link: LinkId) -> bool {
        self.links[link].is_up && !self.is_link_silent(link)
    }

    /// Whether a router is up.
    #[must_use]
    pub fn is_router_up(&self, router: RouterId) -> bool {
        self.is_router_up[router]
    }

    /// Whether a session is established.
    #[must_use]
    pub fn is_session_up(&self, session: SessionId) -> bool {
        self.sessions[session].is_up
    }

    /// UPDATEs that have left and not arrived, in order of departure; those whose session has
    /// ended meanwhile are left out.
    #[must_use]
    pub fn updates_in_flight(&self) -> Vec<UpdateInFlight> {
        let mut updates: Vec<UpdateInFlight> = self.in_flight(self.queue.in_order()).collect();
        updates.sort_by_key(|update| update.departed);
        updates
    }

    /// The same in no order, which costs less: those of one session and one instant stand in
    /// theirs.
    pub fn updates_in_any_order(&self) -> impl Iterator<Item = UpdateInFlight> + '_ {
        // Most of the time there are none, among thousands of packets.
        let any = (self.progress.updates_in_flight > 0).then(|| self.queue.beside_updates());
        self.in_flight(any.into_iter().flatten())
    }

    fn in_flight<'a>(
        &'a self,
        events: impl Iterator<Item = Scheduled> + 'a,
    ) -> impl Iterator<Item = UpdateInFlight> + 'a {
        events.filter_map(|scheduled| {
            let Due::Update(Recipient { end, epoch }, telling) = scheduled.due else {
                return None;
            };
            let Telling { prefix, route, took_us } = telling;
            let (session, to) = (end.session(), self.network.end(end).router);
            let has_heard = || self.speakers[to].has_heard(&self.network, prefix, end);
            (self.sessions[session].epoch == epoch).then(|| UpdateInFlight {
                session,
                from: self.network.neighbor(end),
                to,
                prefix,
                route,
                is_replacement: route.is_some() && has_heard(),
                departed: scheduled.at.before(Span::from_us(took_us.into())),
                arrives: scheduled.at,
            })
        })
    }
}
