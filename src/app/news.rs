//! What happened, as few sentences' worth of matter: facts gathered, not yet worded.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::speaker::Revalidated;
use crate::engine::dataplane::packet::{Errand, Fate};
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::news::EgressNews;
use crate::engine::sim::fact::{DownReason, Fact, What};
use crate::engine::sim::oscillation::Oscillation;
use crate::engine::traffic::flow::Cause;

/// Items among which nothing of a server is said twice.
const RECENT: usize = 20;

/// Items kept.
const KEPT: usize = 200;

/// What an item tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The learner did this.
    Did(Command),
    /// The learner could not do something, for this reason.
    Refused(Refusal),
    /// The learner tried something that the lesson does not let through.
    KeptOut {
        /// Whether the world stands still for a prediction.
        is_frozen: bool,
    },
    /// Client networks moved from one node to another.
    Moved {
        /// The node before.
        before: Option<NodeId>,
        /// The node after.
        after: Option<NodeId>,
        /// The client networks.
        clients: Vec<ClientId>,
    },
    /// BGP sessions came up, or ended.
    Sessions {
        /// Why they ended; absent: they came up.
        ended: Option<DownReason>,
        /// How many.
        count: u64,
    },
    /// A packet that the learner sent came back.
    Answered {
        /// Who sent it.
        client: ClientId,
        /// Who answered.
        node: NodeId,
        /// How long it took.
        round_trip: Span,
    },
    /// A packet that the learner sent, or its answer, was dropped.
    Dropped {
        /// Who sent it.
        client: ClientId,
        /// Where it ended.
        at: RouterId,
        /// Why.
        fate: Fate,
    },
    /// A client or a server heard something of the other, or of a router between them.
    Host(What),
    /// Sessions of clients with services ended.
    Ended {
        /// Why.
        cause: Cause,
        /// Their names.
        slugs: Vec<Slug>,
    },
    /// Something happened to addresses or connections of servers.
    Egress(Arc<EgressNews>),
    /// Origins were validated again, and routes are refused, or no longer.
    Validated(Revalidated),
    /// A router's clock brought something about.
    Clock(What),
    /// A node's load brought something about.
    Load(What),
    /// BGP converged.
    Converged {
        /// UPDATEs that announced.
        announced: u64,
        /// UPDATEs that withdrew.
        withdrawn: u64,
        /// Since the last command.
        took: Span,
        /// Client networks that are served by another node than before it.
        moved: u64,
    },
    /// BGP did not fall quiet.
    NotConverged {
        /// Events handled.
        events: u64,
        /// The routers that kept changing.
        routers: Arc<[RouterId]>,
    },
    /// Routing goes round in a cycle.
    Oscillating(Arc<Oscillation>),
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number, from 0: stays with it while others are forgotten.
    pub number: u64,
    /// When it began.
    pub at: SimTime,
    /// What it tells.
    pub told: Told,
}

/// The latest items, oldest first.
#[derive(Clone, Debug, Default)]
pub struct News {
    items: VecDeque<Item>,
    next: u64,
    last_command: SimTime,
    /// Where clients were before the last command, of those that moved since.
    moved_from: BTreeMap<(ClientId, ServiceId), (Option<NodeId>, Option<NodeId>)>,
    /// Queries that the learner sent and that are still out.
    watched: Vec<(ClientId, SimTime)>,
}

impl News {
    /// The items, oldest first.
    #[must_use]
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &Item> {
        self.items.iter()
    }

    /// How many items there have been, those forgotten among them.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.next
    }

    /// Takes facts in, in order.
    pub fn take_in(&mut self, facts: &[Fact]) {
        for (index, fact) in facts.iter().enumerate() {
            self.take_in_one(fact, facts.get(index + 1));
        }
    }

    /// Takes a refusal in.
    pub fn refuse(&mut self, at: SimTime, refusal: Refusal) {
        self.push(at, Told::Refused(refusal));
    }

    /// The lesson let something not through.
    pub fn keep_out(&mut self, at: SimTime, is_frozen: bool) {
        self.push(at, Told::KeptOut { is_frozen });
    }

    /// Begins anew: what was told is no longer so. Numbers go on.
    pub fn forget(&mut self) {
        *self = Self { next: self.next, ..Self::default() };
    }

    /// Numbers go on after those of `others`, which somebody has read meanwhile.
    pub fn go_on_after(&mut self, others: &Self) {
        self.next = self.next.max(others.next);
    }

    fn take_in_one(&mut self, fact: &Fact, following: Option<&Fact>) {
        let at = fact.at;
        match &fact.what {
            What::CommandApplied(command) => self.command(at, command, following),
            What::CatchmentMoved { client, service, before, after } => {
                let first = self.moved_from.entry((*client, *service)).or_insert((*before, None));
                first.1 = *after;
                self.moved(at, *client, *before, *after);
            }
            What::SessionUp { .. } => self.sessions(at, None),
            What::SessionDown { why, .. } => self.sessions(at, Some(*why)),
            What::AnswerArrived { packet, round_trip } => {
                if let (true, Some(node)) = (self.unwatch(packet.client, packet.began), packet.node)
                {
                    let (client, round_trip) = (packet.client, *round_trip);
                    self.push(at, Told::Answered { client, node, round_trip });
                }
            }
            What::PacketDropped { packet, at: router, fate } => {
                let is_regular = packet.errand == Errand::Regular;
                if is_regular && self.unwatch(packet.client, packet.began) {
                    let told = Told::Dropped { client: packet.client, at: *router, fate: *fate };
                    self.push(at, told);
                }
            }
            What::Converged { announced, withdrawn } => {
                let moved = self.moved_from.values().filter(|(from, to)| from != to).count();
                let told = Told::Converged {
                    announced: *announced,
                    withdrawn: *withdrawn,
                    took: at.since(self.last_command),
                    moved: u64::try_from(moved).unwrap_or(u64::MAX),
                };
                self.push(at, told);
            }
            What::NotConverged { events, routers } => {
                let routers = Arc::clone(routers);
                self.push(at, Told::NotConverged { events: *events, routers });
            }
            What::Oscillating(oscillation) => self.oscillate(at, oscillation),
            What::RoaPublished { changes, .. } | What::RoaRevoked { changes, .. } => {
                if *changes != Revalidated::default() {
                    self.push(at, Told::Validated(*changes));
                }
            }
            What::NeighborLost { .. }
            | What::StaleRoutesDropped { .. }
            | What::RouteDamped { .. }
            | What::RouteReused { .. } => self.push(at, Told::Clock(fact.what.clone())),
            What::NodeOverloaded { .. }
            | What::NodeRelieved { .. }
            | What::NodeWithdrewItself { .. }
            | What::NodeReturned { .. } => self.push(at, Told::Load(fact.what.clone())),
            // What is done is told already: it was a command.
            What::FloodStarted { .. }
            | What::FloodStopped { .. }
            | What::UpdateSent { .. }
            | What::UpdateReceived { .. }
            | What::BestRouteChanged { .. }
            | What::PacketSent { .. }
            | What::QueryAnswered { .. }
            | What::PacketDelivered { .. }
            | What::ProbeStarted { .. }
            | What::ProbeEnded { .. } => {}
            What::Egress(news) => self.egress(at, news),
            What::FlowEnded { slug, cause, .. } => self.ended(at, slug, *cause),
            What::ProbeAnswered { .. }
            | What::ProbeUnanswered { .. }
            | What::FlowOpened { .. }
            | What::FlowMigrated { .. }
            | What::ServerNoticed { .. } => self.push(at, Told::Host(fact.what.clone())),
        }
    }

    /// Routing was found to go round in a cycle.
    pub fn oscillate(&mut self, at: SimTime, oscillation: &Arc<Oscillation>) {
        self.push(at, Told::Oscillating(Arc::clone(oscillation)));
    }

    /// A server that asks again and again has the same said once.
    fn egress(&mut self, at: SimTime, news: &Arc<EgressNews>) {
        let told = Told::Egress(Arc::clone(news));
        let is_said = self.items.iter().rev().take(RECENT).any(|item| item.told == told);
        if is_told(news) && !is_said {
            self.push(at, told);
        }
    }

    fn command(&mut self, at: SimTime, command: &Command, following: Option<&Fact>) {
        self.push(at, Told::Did(command.clone()));
        if matches!(command, Command::SendPacket { .. }) {
            if let Some(What::PacketSent { client, .. }) = following.map(|fact| &fact.what) {
                self.watched.push((*client, at));
            }
        } else if command.is_routing() {
            self.last_command = at;
            self.moved_from.clear();
        }
    }

    fn unwatch(&mut self, client: ClientId, began: SimTime) -> bool {
        let before = self.watched.len();
        self.watched.retain(|&query| query != (client, began));
        self.watched.len() < before
    }

    /// Joins the item of the same move, if nothing of another kind was told since.
    fn moved(&mut self, at: SimTime, client: ClientId, from: Option<NodeId>, to: Option<NodeId>) {
        let recent = self.items.iter_mut().rev();
        for item in recent.take_while(|item| matches!(item.told, Told::Moved { .. })) {
            if let Told::Moved { before, after, clients } = &mut item.told
                && (*before, *after) == (from, to)
            {
                if !clients.contains(&client) {
                    clients.push(client);
                }
                return;
            }
        }
        self.push(at, Told::Moved { before: from, after: to, clients: vec![client] });
    }

    /// Joins the item of the same cause, if nothing of another kind was told since.
    fn ended(&mut self, at: SimTime, slug: &Slug, why: Cause) {
        if let Some(Item { told: Told::Ended { cause, slugs }, .. }) = self.items.back_mut()
            && *cause == why
        {
            slugs.push(slug.clone());
            return;
        }
        self.push(at, Told::Ended { cause: why, slugs: vec![slug.clone()] });
    }

    fn sessions(&mut self, at: SimTime, why: Option<DownReason>) {
        if let Some(Item { told: Told::Sessions { ended, count }, .. }) = self.items.back_mut()
            && *ended == why
        {
            *count += 1;
            return;
        }
        self.push(at, Told::Sessions { ended: why, count: 1 });
    }

    fn push(&mut self, at: SimTime, told: Told) {
        self.items.push_back(Item { number: self.next, at, told });
        self.next += 1;
        if self.items.len() > KEPT {
            self.items.pop_front();
        }
    }
}

/// Whether it is told at all: what was done is told already, and what happens at every packet would
/// drown the rest.
const fn is_told(news: &EgressNews) -> bool {
    !matches!(
        news,
        EgressNews::ReplyCarried { .. }
            | EgressNews::TableLearned { .. }
            | EgressNews::AddressLent { .. }
            | EgressNews::AddressReleased { .. }
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn fact(us: u64, what: What) -> Fact {
        Fact { at: SimTime::from_us(us), step: 0, what }
    }

    fn moved(us: u64, client: usize, before: Option<usize>, after: Option<usize>) -> Fact {
        let what = What::CatchmentMoved {
            client: client.into(),
            service: 0.into(),
            before: before.map(NodeId::from),
            after: after.map(NodeId::from),
        };
        fact(us, what)
    }

    #[test]
    fn the_same_move_of_several_clients_is_told_once() {
        let mut news = News::default();
        news.take_in(&[
            moved(1, 0, Some(1), Some(2)),
            moved(2, 5, Some(1), Some(3)),
            moved(3, 4, Some(1), Some(2)),
        ]);
        let told: Vec<_> = news.items().map(|item| item.told.clone()).collect();
        assert_eq!(told.len(), 2);
        let clients = vec![0.into(), 4.into()];
        assert_eq!(told[0], Told::Moved { before: Some(1.into()), after: Some(2.into()), clients });
    }

    #[test]
    fn convergence_tells_how_long_it_took_and_who_ended_elsewhere() {
        let mut news = News::default();
        news.take_in(&[
            fact(10, What::CommandApplied(Arc::new(Command::Withdraw { node: "x".into() }))),
            moved(20, 0, Some(1), None),
            moved(30, 0, None, Some(2)),
            moved(40, 1, Some(1), Some(3)),
            moved(50, 1, Some(3), Some(1)),
            fact(60, What::Converged { announced: 4, withdrawn: 5 }),
        ]);
        let last = news.items().next_back().map(|item| item.told.clone());
        let took = Span::from_us(50);
        assert_eq!(last, Some(Told::Converged { announced: 4, withdrawn: 5, took, moved: 1 }));
    }

    #[test]
    fn sessions_are_counted_and_old_items_forgotten() {
        let mut news = News::default();
        let down = || fact(1, What::SessionDown { session: 0.into(), why: DownReason::Shutdown });
        let up = || fact(1, What::SessionUp { session: 0.into() });
        news.take_in(&[down(), down(), up()]);
        assert_eq!(
            news.items().next().map(|item| &item.told),
            Some(&Told::Sessions { ended: Some(DownReason::Shutdown), count: 2 })
        );
        for _ in 0..200 {
            news.take_in(&[down(), up()]);
        }
        assert_eq!(news.items().count(), KEPT);
        assert!(news.items().next().is_some_and(|item| item.number > 0));
    }
}
