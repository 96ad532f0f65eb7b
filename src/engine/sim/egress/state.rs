//! All that a world knows of egress.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;

use typed_index_collections::TiVec;

use super::carry::Carried;
use super::choice::AsksAs;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{ConnectionId, NodeId, PacketId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::egress::connection::{Connection, Phase};
use crate::engine::egress::feed::{Said, rows};
use crate::engine::egress::pool::Pool;
use crate::engine::egress::ports::Book;
use crate::engine::egress::table::{Borrower, Table};
use crate::engine::net::egress::{Design, Egress, Fallback};
use crate::engine::net::geofeed::Entry;
use crate::engine::net::network::Network;

/// The state of egress.
#[derive(Clone, Debug)]
pub struct EgressState {
    /// How servers share addresses that they open new connections from.
    pub design: Design,
    /// What becomes of replies when the backbone has no way.
    pub fallback: Fallback,
    /// How long a new owner forwards what is for connections of the one before.
    pub grace: Span,
    /// As whom PoPs ask DNS for a destination.
    pub asks_as: AsksAs,
    /// The addresses that are lent.
    pub pool: Pool,
    /// The latest version of the table.
    pub table: Arc<Table>,
    /// The version that each PoP has; of nodes of other services nothing.
    pub known: BTreeMap<NodeId, Arc<Table>>,
    /// Versions that have yet to reach some PoP.
    pub under_way: BTreeMap<u32, Arc<Table>>,
    /// Ports in use.
    pub book: Book,
    /// Connections, also those that are over.
    pub connections: TiVec<ConnectionId, Connection>,
    /// The latest connection of each name.
    pub names: BTreeMap<Slug, ConnectionId>,
    /// Packets that one PoP carries to another.
    pub carried: BTreeMap<PacketId, Carried>,
    /// How often the routers of PoPs have forgotten whose connections are.
    pub nat_epochs: BTreeMap<NodeId, u32>,
    /// The PoP at which the last reply to an address came in.
    pub entered: BTreeMap<IpAddr, NodeId>,
    /// What is said of where addresses are.
    pub feed: Arc<Vec<Entry>>,
    /// Whether that was written by hand, and no longer follows the table.
    pub is_feed_edited: bool,
    /// Which of the customers' prefixes are announced.
    pub onboarded: BTreeSet<usize>,
}

impl EgressState {
    /// Egress as a scenario has it, if it has any.
    #[must_use]
    pub fn new(network: &Network) -> Option<Self> {
        let egress = network.egress.as_ref()?;
        let pool = Pool::new(&egress.pool);
        let borrowers = borrowers(network, egress);
        let (slice, layout) = (egress.slice, egress.layout);
        let tags = egress.tags.len();
        let table = Arc::new(Table::lent_out(pool.count(), &borrowers, tags, slice, layout));
        let feed = rows(said(&pool, &table, egress));
        Some(Self {
            design: egress.design,
            fallback: egress.fallback,
            grace: egress.grace,
            asks_as: AsksAs::default(),
            known: borrowers.iter().map(|one| (one.node, Arc::clone(&table))).collect(),
            pool,
            table,
            under_way: BTreeMap::new(),
            book: Book::new(egress.time_wait),
            connections: TiVec::new(),
            names: BTreeMap::new(),
            carried: BTreeMap::new(),
            nat_epochs: BTreeMap::new(),
            entered: BTreeMap::new(),
            feed: Arc::new(feed),
            is_feed_edited: false,
            onboarded: BTreeSet::new(),
        })
    }

    /// What the operator's geofeed is as long as nobody writes another.
    pub fn feed_of_table(&self, egress: &Egress) -> Vec<Entry> {
        rows(said(&self.pool, &self.table, egress))
    }

    /// In numbers, for fingerprints; nothing that is as the scenario has it.
    pub fn add_to(&self, digester: &mut impl Intake, egress: &Egress) {
        let design = Design::ALL.iter().position(|one| *one == self.design).unwrap_or(0);
        let settings = [
            u64::try_from(design).unwrap_or(u64::MAX),
            u64::from(self.fallback == Fallback::Drop),
            self.grace.as_us(),
            u64::from(self.asks_as == AsksAs::Pop),
            u64::from(self.table.version()),
        ];
        let is_as_ever = self.design == egress.design
            && self.fallback == egress.fallback
            && self.grace == egress.grace
            && self.asks_as == AsksAs::default()
            && self.table.version() == 0;
        if !is_as_ever {
            for number in settings {
                digester.number(number);
            }
            self.table.add_to(digester);
        }
        for (node, table) in &self.known {
            if table.version() != 0 {
                digester.number(u64::from(node.get()) << 32 | u64::from(table.version()));
            }
        }
        for (node, epoch) in &self.nat_epochs {
            digester.number(u64::from(node.get()) << 32 | u64::from(*epoch));
        }
        self.book.add_to(digester);
        for (packet, carried) in &self.carried {
            digester.number(packet.0);
            carried.add_to(digester);
        }
        for connection in &self.connections {
            add_connection(digester, connection);
        }
    }

    /// How much memory it takes that snapshots do not share, about, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.book.bytes()
            + self.connections.len() * (size_of::<Connection>() + 64)
            + self.carried.len() * 64
    }
}

/// The PoPs that addresses are lent to.
pub fn borrowers(network: &Network, egress: &Egress) -> Vec<Borrower> {
    let nodes = network.services[egress.service].nodes.iter();
    nodes
        .map(|&node| Borrower { node, servers: network.nodes[node].inside.servers.into() })
        .collect()
}

/// What the operator knows of where its addresses are used: a tag's country.
#[must_use]
pub fn said(pool: &Pool, table: &Table, egress: &Egress) -> Vec<(IpAddr, Said)> {
    let of = |(id, lending): (_, &crate::engine::egress::table::Lending)| {
        let country = egress.tags[lending.tag].country.clone()?;
        let said = Said { country, region: String::new(), city: String::new() };
        Some((pool.address(id)?, said))
    };
    table.lendings().filter_map(of).collect()
}

fn add_connection(digester: &mut impl Intake, connection: &Connection) {
    digester.text("connection");
    digester.text(connection.slug.as_str());
    let seat = |seat: Option<crate::engine::egress::connection::Seat>| {
        seat.map_or(0, |seat| u64::from(seat.node.get()) << 8 | u64::from(seat.server) | 1 << 40)
    };
    let us = |at: Option<crate::engine::base::time::SimTime>| at.map_or(0, |at| at.as_us() + 1);
    if let Some((address, port)) = connection.source {
        digester.text(&address.to_string());
        digester.number(port.into());
    }
    let site = u64::try_from(connection.site).unwrap_or(u64::MAX);
    for number in [
        connection.client.get().into(),
        connection.destination.get().into(),
        site,
        connection.tag.get().into(),
        seat(connection.at),
        seat(connection.through),
        us(Some(connection.began)),
        us(connection.opened),
        us(connection.closes),
        us(Some(connection.heard)),
        connection.retries.into(),
        connection.asked.into(),
        connection.answered.into(),
        connection.is_known_there.into(),
        connection.timers.into(),
    ] {
        digester.number(number);
    }
    digester.number(match connection.phase {
        Phase::Requested => 0,
        Phase::Opening => 1,
        Phase::Open => 2,
        Phase::Ended { cause, .. } => 3 + cause.number(),
    });
}
