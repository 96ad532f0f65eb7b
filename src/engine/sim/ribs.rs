//! What one router knows of one prefix, session by session: Adj-RIB-In before and after policy,
//! and Adj-RIB-Out [RFC 4271 § 3.2].

use std::net::IpAddr;
use std::sync::Arc;

use super::view::UpdateInFlight;
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::bgp::attributes::Attributes;
use crate::engine::bgp::decision::Ineligible;
use crate::engine::bgp::rib::{Outgoing, Received};
use crate::engine::bgp::update::Told;

/// One session's part of what a router knows of a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjRib {
    /// The router's own end of the session.
    pub end: EndId,
    /// Whether the session is established.
    pub is_up: bool,
    /// Adj-RIB-In; absent: the neighbour tells of no such route.
    pub incoming: Option<Incoming>,
    /// Adj-RIB-Out: what the neighbour was last told and still believes.
    pub sent: Option<Arc<Attributes>>,
    /// What it should be told instead, while the MRAI timer holds that back
    /// [RFC 4271 § 9.2.1.1].
    pub held: Option<Held>,
}

/// A route in Adj-RIB-In.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// As it was received, before policy.
    pub received: Arc<Attributes>,
    /// After policy, or why it was refused.
    pub imported: Result<Arc<Attributes>, Ineligible>,
}

/// What a timer holds back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A route.
    Announcement(Arc<Attributes>),
    /// The withdrawal of the route that was sent.
    Withdrawal,
}

impl World {
    /// What a router knows of a prefix, session by session, in the order of its sessions.
    #[must_use]
    pub fn adj_ribs(&self, router: RouterId, prefix: PrefixId) -> Vec<AdjRib> {
        let speaker = &self.speakers[router];
        let ends = self.network.routers[router].ends.iter();
        let session = |(place, (&end, outgoing)): (usize, (&EndId, &Outgoing))| {
            let here = self.network.end(end).address;
            let there = self.network.end(end.far()).address;
            let held = outgoing.is_pending().then(|| match outgoing.wanted {
                Some(wanted) => Held::Announcement(self.whole(wanted, here)),
                None => Held::Withdrawal,
            });
            AdjRib {
                end,
                is_up: self.sessions[end.session()].is_up,
                incoming: speaker
                    .received(prefix, place)
                    .map(|received| self.incoming(router, prefix, place, received, there)),
                sent: outgoing.sent.map(|sent| self.whole(sent, here)),
                held,
            }
        };
        ends.zip(speaker.outgoing(prefix)).enumerate().map(session).collect()
    }

    fn incoming(
        &self,
        router: RouterId,
        prefix: PrefixId,
        place: usize,
        received: &Received,
        sender: IpAddr,
    ) -> Incoming {
        let accepted = received.accepted.map(|accepted| self.whole(accepted, sender));
        let imported = accepted.ok_or_else(|| {
            let speaker = &self.speakers[router];
            let refusal = speaker.import_refusal(self.surroundings(), &self.table, prefix, place);
            refusal.expect("what was not accepted was refused")
        });
        Incoming { received: self.whole(received.told, sender), imported }
    }

    /// What an UPDATE announces, in full; nothing if it withdraws.
    #[must_use]
    pub fn announced_by(&self, update: &UpdateInFlight) -> Option<Arc<Attributes>> {
        let ends = &self.network.sessions[update.session].ends;
        let sender = ends.iter().find(|end| end.router == update.from)?;
        update.route.map(|told| self.whole(told, sender.address))
    }

    /// What was told by a speaker with this address, in full.
    fn whole(&self, told: Told, sender: IpAddr) -> Arc<Attributes> {
        Arc::new(self.table.attributes(told.attributes(), told.local_pref(), sender))
    }
}
