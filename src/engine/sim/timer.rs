//! Timers beyond MRAI: what they are, and where each one leads.

use super::fact::Fact;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{ConnectionId, EndId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::bgp::update::Update;

/// A timer that runs, as an event of the queue. Those that lost their point meanwhile fire all
/// the same and come to nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Timer {
    /// A router has finished its work on an UPDATE.
    UpdateProcessed { end: EndId, epoch: u32, update: Update },
    /// This end has heard nothing for too long.
    HoldExpires { end: EndId },
    /// A router's BGP is back.
    RestartEnds { router: RouterId },
    /// The far end of this one had so long to come back.
    RestartTimeExpires { end: EndId, epoch: u32 },
    /// The End-of-RIB marker of the far end arrives.
    EndOfRib { end: EndId, epoch: u32 },
    /// A damped route may be used again.
    ReuseDue { end: EndId, prefix: PrefixId },
    /// A flood changes with time.
    FloodTurns { number: u32 },
    /// The nodes of a service look at their load.
    NodesLook { service: ServiceId, number: u32 },
    /// A server of a PoP is checked, after something has happened to it.
    HealthCheck { node: NodeId, server: u8 },
    /// Somebody looks at a connection again.
    ConnectionDue { connection: ConnectionId, serial: u32 },
    /// A version of the table of egress addresses reaches a PoP.
    TableReaches { node: NodeId, version: u32 },
    /// The grace period of an address that a PoP had is over.
    GraceEnds { node: NodeId },
    /// A router that was rebooted is back.
    RouterReturns { router: RouterId },
}

impl Timer {
    /// What it is, in numbers, for fingerprints.
    pub fn add_to(&self, digester: &mut impl Intake) {
        let (name, one, other) = match self {
            Self::UpdateProcessed { end, epoch, .. } => ("processed", end.get(), *epoch),
            Self::HoldExpires { end } => ("hold", end.get(), 0),
            Self::RestartEnds { router } => ("restart", router.get(), 0),
            Self::RestartTimeExpires { end, epoch } => ("restart time", end.get(), *epoch),
            Self::EndOfRib { end, epoch } => ("end of rib", end.get(), *epoch),
            Self::ReuseDue { end, prefix } => ("reuse", end.get(), prefix.get()),
            Self::FloodTurns { number } => ("flood", *number, 0),
            Self::NodesLook { service, number } => ("load", service.get(), *number),
            Self::HealthCheck { node, server } => ("check", node.get(), (*server).into()),
            Self::ConnectionDue { connection, serial } => {
                ("connection due", connection.get(), *serial)
            }
            Self::TableReaches { node, version } => ("table", node.get(), *version),
            Self::GraceEnds { node } => ("grace", node.get(), 0),
            Self::RouterReturns { router } => ("router", router.get(), 0),
        };
        digester.text(name);
        digester.number(one.into());
        digester.number(other.into());
    }

    /// The UPDATE inside, if any, and where it arrived.
    pub const fn update(&self) -> Option<(EndId, &Update)> {
        match self {
            Self::UpdateProcessed { end, update, .. } => Some((*end, update)),
            _ => None,
        }
    }
}

impl World {
    /// A timer fires.
    pub(super) fn timer_fires(&mut self, timer: Timer, facts: &mut Vec<Fact>) {
        match timer {
            Timer::UpdateProcessed { end, epoch, update } => {
                self.take_in::<true>(end, epoch, update, facts);
            }
            Timer::HoldExpires { end } => self.hold_expires(end, facts),
            Timer::RestartEnds { router } => self.restart_ends(router, facts),
            Timer::RestartTimeExpires { end, epoch } => {
                self.restart_time_expires(end, epoch, facts);
            }
            Timer::EndOfRib { end, epoch } => self.end_of_rib(end, epoch, facts),
            Timer::ReuseDue { end, prefix } => self.reuse_due(end, prefix, facts),
            Timer::FloodTurns { number } => self.flood_turns(number, facts),
            Timer::NodesLook { service, number } => self.nodes_look(service, number, facts),
            Timer::HealthCheck { node, server } => self.health_check(node, server, facts),
            Timer::ConnectionDue { connection, serial } => {
                self.connection_due(connection, serial, facts);
            }
            Timer::TableReaches { node, version } => self.table_reaches(node, version, facts),
            Timer::GraceEnds { node } => self.grace_ends(node, facts),
            Timer::RouterReturns { router } => self.router_returns(router, facts),
        }
    }
}
