//! What is in the air now, as a table: the moving marks for those who cannot click them.

use crate::app::lab::Lab;
use crate::app::present::hosts;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::app::selection::Selection;
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::Packet;
use crate::engine::sim::view::UpdateInFlight;
use crate::engine::sim::world::World;
use crate::say;

/// Lines of each kind, at most.
pub const MOST: usize = 20;

/// What is in the air.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Air {
    /// How much there is, in one sentence.
    pub summary: String,
    /// UPDATEs and packets, those that arrive soonest first.
    pub rows: Vec<AirRow>,
}

/// One thing in the air.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AirRow {
    /// What selects it.
    pub selection: Selection,
    /// What it is.
    pub kind: String,
    /// From where to where.
    pub way: String,
    /// How soon it arrives.
    pub left: String,
}

/// What is in the air.
#[must_use]
pub fn air(lab: &Lab) -> Air {
    let (world, lang) = (lab.world(), lab.lang);
    let mut updates = world.updates_in_flight();
    let mut packets: Vec<&Packet> = world.packets().collect();
    let summary = say!(lang, "air-summary", updates = updates.len(), packets = packets.len());
    updates.sort_by_key(|update| update.arrives);
    packets.sort_by_key(|packet| (World::arrival_of(packet), packet.id));
    let updates = updates.iter().take(MOST).map(|update| update_row(lab, update));
    let packets = packets.iter().take(MOST).map(|packet| packet_row(lab, packet));
    Air { summary, rows: updates.chain(packets).collect() }
}

fn update_row(lab: &Lab, update: &UpdateInFlight) -> AirRow {
    let names = Names { lang: lab.lang, network: lab.network() };
    let kind = match (update.is_withdrawal(), update.is_replacement) {
        (true, _) => say!(lab.lang, "flight-withdrawal"),
        (false, true) => say!(lab.lang, "flight-replacement"),
        (false, false) => say!(lab.lang, "flight-announcement"),
    };
    AirRow {
        selection: Selection::Update(update.key()),
        kind,
        way: format!("{} → {}", names.router(update.from), names.router(update.to)),
        left: left(lab, update.arrives),
    }
}

fn packet_row(lab: &Lab, packet: &Packet) -> AirRow {
    let names = Names { lang: lab.lang, network: lab.network() };
    let kind = hosts::packet_kind(lab.lang, packet.kind);
    let next = packet.hops.last().map(|hop| names.router(hop.router)).unwrap_or_default();
    AirRow {
        selection: Selection::Packet(packet.id),
        kind,
        way: format!("{} → {next}", names.client(packet.client)),
        left: left(lab, World::arrival_of(packet)),
    }
}

fn left(lab: &Lab, arrives: SimTime) -> String {
    quantity::milliseconds(arrives.since(lab.world().now()))
}
