//! The world: one door in ([`World::apply`]), one clock ([`World::step`]), everything else `&self`.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;
use typed_index_collections::TiVec;

use super::clocks::Clocks;
use super::egress::EgressState;
use super::event::{Due, Event};
use super::fact::{Fact, What};
use super::hosts::Hosts;
use super::limits::{CALM, MAX_OPENING_EVENTS, MAX_SETTLE_EVENTS};
use super::line::{Recipient, Telling};
use super::oscillation::{Watch, unsettled};
use super::queue::Queue;
use super::sessions::SessionState;
use super::setup::Setup;
use super::snapshot::Touched;
use super::traffic::Traffic;
use crate::engine::base::ids::{
    EndId, LinkId, NodeId, PacketId, PrefixId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::attributes::AsPath;
use crate::engine::bgp::config::Config;
use crate::engine::bgp::decision::Route;
use crate::engine::bgp::speaker::{Desk, Effects, Speaker, Surroundings};
use crate::engine::bgp::table::{AttributesId, Table};
use crate::engine::bgp::update::Update;
use crate::engine::dataplane::fib::{Fibs, Prefixes};
use crate::engine::dataplane::packet::Packet;
use crate::engine::net::network::Network;
use crate::engine::net::paths::Interior;
use crate::engine::net::wires::Seat;

/// A simulated Internet at one moment.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) network: Arc<Network>,
    pub(super) config: Arc<Config>,
    /// The configuration before any command.
    pub(super) planned: Arc<Config>,
    pub(super) seed: u64,
    pub(super) now: SimTime,
    pub(super) steps: u64,
    pub(super) queue: Queue,
    pub(super) interior: Arc<Interior>,
    pub(super) speakers: TiVec<RouterId, Speaker>,
    pub(super) fibs: Fibs,
    pub(super) prefixes: Arc<Prefixes>,
    /// Whether a prefix contains a service address.
    pub(super) is_service: TiVec<PrefixId, bool>,
    /// All path attributes seen so far.
    pub(super) table: Table,
    /// Empty between events; kept so that its lists need not grow again.
    pub(super) effects: Option<Box<Effects>>,
    pub(super) links: TiVec<LinkId, LinkState>,
    pub(super) is_router_up: TiVec<RouterId, bool>,
    pub(super) sessions: TiVec<SessionId, SessionState>,
    /// When the last UPDATE sent to an end arrives: none may overtake it.
    pub(super) last_arrival: TiVec<EndId, SimTime>,
    pub(super) packets: BTreeMap<PacketId, Packet>,
    pub(super) next_packet: u64,
    /// The node that serves each client, service by service, client by client.
    pub(super) catchments: TiVec<ServiceId, Vec<Option<NodeId>>>,
    pub(super) progress: Progress,
    pub(super) watch: Watch,
    pub(super) clocks: Clocks,
    pub(super) touched: Touched,
    pub(super) traffic: Box<Traffic>,
    pub(super) hosts: Hosts,
    /// How servers open connections, where they do.
    pub(super) egress: Option<Box<EgressState>>,
}

/// What a link has been through.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkState {
    pub is_up: bool,
    /// How often it (or a router at its end) went down.
    pub epoch: u32,
}

/// How far BGP is from quiet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    /// UPDATEs under way.
    pub updates_in_flight: u64,
    /// Sessions being established.
    pub sessions_opening: u64,
    /// Routes held back by MRAI timers.
    pub routes_held: u64,
    /// Whether the last `Converged` is still true.
    pub is_converged: bool,
    /// Whether BGP has ever been quiet: client networks send from then on.
    pub has_begun: bool,
    /// UPDATEs that announced since the last command.
    pub announced: u64,
    /// UPDATEs that withdrew since the last command.
    pub withdrawn: u64,
    /// Whether a forwarding table, a link or the IGP changed since catchments were looked at.
    pub is_forwarding_dirty: bool,
}

impl World {
    /// The world at time zero: every session is up, and what is originated has just been told to
    /// the neighbours. Client networks begin to send when BGP first converges.
    #[must_use]
    pub fn new(setup: &Setup, seed: u64) -> Self {
        let network = Arc::clone(&setup.network);
        let config = Arc::clone(&setup.config);
        let clients = network.clients.len();
        let mut world = Self {
            seed,
            now: SimTime::ZERO,
            steps: 0,
            queue: Queue::default(),
            interior: Arc::new(Interior::new(&network, |_| true)),
            speakers: network
                .routers
                .keys()
                .map(|router| Speaker::new(&network, &config, seed, router))
                .collect(),
            fibs: Fibs::new(
                network.prefixes.len(),
                network.routers.iter().map(|router| router.connected.as_slice()),
            ),
            prefixes: Arc::new(Prefixes::new(&network.prefixes).knowing(destinations(&network))),
            is_service: network
                .prefixes
                .iter()
                .map(|prefix| is_service(&network, prefix))
                .collect(),
            table: Table::default(),
            effects: None,
            links: network.links.iter().map(|_| LinkState { is_up: true, epoch: 0 }).collect(),
            is_router_up: network.routers.iter().map(|_| true).collect(),
            sessions: network.sessions.iter().map(SessionState::new).collect(),
            last_arrival: network.sessions.iter().flat_map(|_| [SimTime::ZERO; 2]).collect(),
            packets: BTreeMap::new(),
            next_packet: 0,
            catchments: network.services.iter().map(|_| vec![None; clients]).collect(),
            progress: Progress::default(),
            watch: Watch::new(network.sessions.len()),
            clocks: Clocks::default(),
            touched: Touched::default(),
            traffic: Box::default(),
            hosts: Hosts::new(&network),
            egress: EgressState::new(&network).map(Box::new),
            network,
            planned: Arc::clone(&config),
            config,
        };
        world.begin();
        world
    }

    /// The world as a learner meets it: an Internet that works. It has converged and was left alone
    /// for [`CALM`] since.
    #[must_use]
    pub fn opened(setup: &Setup, seed: u64) -> Self {
        let mut world = Self::new(setup, seed);
        let mut facts = Vec::new();
        // Nobody reads these facts, and a world that never rests has millions of them.
        for _ in 0..MAX_OPENING_EVENTS {
            let is_stuck = world.is_converged() || world.oscillation().is_some();
            if is_stuck || world.step(&mut facts).is_none() {
                break;
            }
            facts.clear();
        }
        if world.is_converged() {
            world.advance(world.now + CALM, u64::MAX, &mut facts);
        }
        world
    }

    /// Settles, and waits until packets are on their way everywhere. Returns whether it settled;
    /// if not, there is nothing to wait for.
    pub fn calm_down(&mut self, facts: &mut Vec<Fact>) -> bool {
        self.settle(facts) && self.advance(self.now + CALM, u64::MAX, facts)
    }

    /// Sessions come up and routes are originated, all at time zero. The facts of that are not
    /// told: nobody watches yet.
    fn begin(&mut self) {
        let mut facts = Vec::new();
        // What is connected is in the forwarding tables from the start.
        self.progress.is_forwarding_dirty = true;
        for session in self.network.sessions.keys() {
            if self.is_session_possible(session) {
                self.open_session(session, &mut facts);
            }
        }
        for origination in self.config.clone().originations.iter().cloned() {
            self.with_speaker(origination.router, &mut facts, |speaker, desk| {
                speaker.originate(desk, origination.prefix, origination.attributes);
            });
        }
        self.close_instant(&mut facts);
    }

    /// Handles the next event, and returns its time; `None` if nothing is scheduled.
    pub fn step(&mut self, facts: &mut Vec<Fact>) -> Option<SimTime> {
        let (at, due) = self.queue.pop()?;
        let told = facts.len();
        self.now = at;
        self.steps += 1;
        match due {
            Due::Update(Recipient { end, epoch }, Telling { prefix, route, .. }) => {
                self.look_ahead();
                self.update_reaches(end, epoch, Update { prefix, route }, facts);
            }
            Due::Other(event) => self.handle(event, facts),
        }
        self.close_instant(facts);
        self.watch_out(told, facts);
        Some(self.now)
    }

    /// Handles an event that is no UPDATE: by itself, so that [`World::step`] is about those.
    #[inline(never)]
    fn handle(&mut self, event: Event, facts: &mut Vec<Fact>) {
        match event {
            Event::TimerFires(timer) => self.timer_fires(timer, facts),
            Event::MraiExpires { end, prefix, epoch } => {
                if self.sessions[end.session()].epoch == epoch {
                    let router = self.network.end(end).router;
                    self.note_held(router, end);
                    self.have_work(router, facts, |speaker, desk| {
                        speaker.mrai_expired(desk, end, prefix);
                    });
                }
            }
            Event::SessionOpens { session, epoch } => {
                self.progress.sessions_opening -= 1;
                if self.sessions[session].epoch == epoch {
                    self.open_session(session, facts);
                }
            }
            Event::PacketArrives { packet, link, epoch } => {
                self.packet_arrives(packet, link, epoch, facts);
            }
            Event::ClientSends { client, service } => {
                self.client_sends(client, service, facts);
            }
            Event::HostActs(deed) => self.host_acts(deed, facts),
        }
    }

    /// Looks at whom the next few UPDATEs reach. A storm reaches routers in no order, and what they
    /// know is far from the processor: fetched for several at once, it takes as long as for one.
    #[inline]
    fn look_ahead(&self) {
        let coming = self.queue.coming();
        if coming.is_empty() {
            return;
        }
        let mut seen = 0;
        for recipient in coming {
            let Seat { router, place } = self.network.seats[recipient.end];
            seen ^= self.speakers[router].glance(place);
        }
        // Else nothing would have to be looked at.
        std::hint::black_box(seen);
    }

    /// Handles every event up to and including `until`, then sets the clock to `until`.
    /// Stops early after `max_events`; returns whether it got there.
    pub fn advance(&mut self, until: SimTime, max_events: u64, facts: &mut Vec<Fact>) -> bool {
        let mut left = max_events;
        while self.queue.next_at().is_some_and(|at| at <= until) {
            if left == 0 {
                return false;
            }
            left -= 1;
            self.step(facts);
        }
        self.now = self.now.max(until);
        true
    }

    /// Handles events until BGP has converged (no UPDATE in flight, no route held by a timer) or
    /// the limit is reached, which is the fact `NotConverged`; or until routing is found to go
    /// round in a cycle, which is the fact `Oscillating`. Returns whether it converged.
    pub fn settle(&mut self, facts: &mut Vec<Fact>) -> bool {
        self.settle_within(MAX_SETTLE_EVENTS, facts)
    }

    /// [`World::settle`] with a limit of one's own.
    pub fn settle_within(&mut self, max_events: u64, facts: &mut Vec<Fact>) -> bool {
        let (mut events, told) = (0, facts.len());
        if let Some(oscillation) = self.oscillation() {
            // It was told when it was found; whoever asks again is told again.
            self.tell(facts, What::Oscillating(Arc::clone(oscillation)));
            return false;
        }
        while !self.progress.is_converged {
            if self.oscillation().is_some() {
                return false;
            }
            if events == max_events || self.step(facts).is_none() {
                let routers = unsettled(&facts[told..]);
                self.tell(facts, What::NotConverged { events, routers });
                return false;
            }
            events += 1;
        }
        true
    }

    /// Lets one speaker work, which may change anything it knows, then carries its effects out.
    pub(super) fn with_speaker(
        &mut self,
        router: RouterId,
        facts: &mut Vec<Fact>,
        work: impl FnOnce(&mut Speaker, &mut Desk<'_>),
    ) {
        self.touched.note_all(router);
        self.have_work(router, facts, work);
    }

    /// The same where the caller has noted what may change.
    #[inline]
    pub(super) fn have_work(
        &mut self,
        router: RouterId,
        facts: &mut Vec<Fact>,
        work: impl FnOnce(&mut Speaker, &mut Desk<'_>),
    ) {
        let around = Surroundings {
            network: &self.network,
            config: &self.config,
            interior: &self.interior,
            damped: &self.clocks.damped,
        };
        let effects = self.effects.get_or_insert_default();
        let mut desk = Desk { around, table: &mut self.table, effects };
        let speaker = &mut self.speakers[router];
        let held_before = speaker.pending();
        work(speaker, &mut desk);
        speaker.end_batch(desk.effects);
        let held = &mut self.progress.routes_held;
        *held = *held + speaker.pending() - held_before;
        if !effects.is_empty() {
            self.carry_out(router, facts);
        }
    }

    /// After every event and command: catchments are looked at again, and convergence.
    #[inline]
    pub(super) fn close_instant(&mut self, facts: &mut Vec<Fact>) {
        let progress = &mut self.progress;
        if progress.updates_in_flight > 0 && !progress.is_forwarding_dirty {
            // So it is after nearly every event of a storm.
            progress.is_converged = false;
        } else {
            self.look_around(facts);
        }
    }

    #[cold]
    fn look_around(&mut self, facts: &mut Vec<Fact>) {
        if std::mem::take(&mut self.progress.is_forwarding_dirty) {
            self.refresh_catchments(facts);
            self.traffic.forwarding_changed();
            self.watch_loads(false, facts);
        }
        let progress = &mut self.progress;
        let is_quiet = progress.updates_in_flight == 0
            && progress.sessions_opening == 0
            && progress.routes_held == 0
            && !self.clocks.is_waiting()
            && self.hosts.checks == 0;
        let was_quiet = std::mem::replace(&mut progress.is_converged, is_quiet);
        if !is_quiet || was_quiet {
            return;
        }
        let (announced, withdrawn) = (progress.announced, progress.withdrawn);
        self.tell(facts, What::Converged { announced, withdrawn });
        self.watch_loads(true, facts);
        if !std::mem::replace(&mut self.progress.has_begun, true) {
            self.schedule_clients();
        }
    }

    #[inline]
    pub(super) fn tell(&self, facts: &mut Vec<Fact>, what: What) {
        self.tell_with(facts, || what);
    }

    /// The same for what happens all the time: made where it will stay, and not moved there.
    #[inline]
    pub(super) fn tell_with(&self, facts: &mut Vec<Fact>, what: impl FnOnce() -> What) {
        let (at, step) = (self.now, self.steps);
        facts.extend(std::iter::once_with(|| Fact { at, step, what: what() }));
    }

    /// The best route of a router, if it has one.
    #[must_use]
    pub fn best(&self, router: RouterId, prefix: PrefixId) -> Option<Route> {
        self.speakers[router].best_route(&self.network, &self.table, prefix)
    }

    /// The AS_PATH of attributes that a fact of this world speaks of.
    #[must_use]
    pub fn as_path(&self, attributes: AttributesId) -> &AsPath {
        self.table.as_path(attributes)
    }
}

/// Where packets go.
fn destinations(network: &Network) -> impl Iterator<Item = IpAddr> + '_ {
    let clients = network.clients.iter().map(|client| client.address);
    let unicast = network.nodes.iter().filter_map(|node| Some(node.unicast?.1));
    network.services.iter().map(|service| service.address).chain(clients).chain(unicast)
}

fn is_service(network: &Network, prefix: &IpNet) -> bool {
    network.services.iter().any(|service| prefix.contains(&service.address))
}
