//! A million connections at once: 12 PoPs of 40 servers, each of which has connections for 20 tags
//! to 4 destinations, from addresses that are lent. What is known of each is where its reply
//! belongs; the whole story of a connection is kept of the few that a learner opens by name.

use std::net::IpAddr;

use anycast_lab::engine::base::ids::{AddressId, NodeId, TagId};
use anycast_lab::engine::base::mixing::mixed;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::egress::decide::{Onward, Turn, decide};
use anycast_lab::engine::egress::ports::{Book, Place, Remote};
use anycast_lab::engine::egress::table::{Borrower, Table};
use anycast_lab::engine::net::egress::Layout;
use anycast_lab::engine::net::port_slice::SliceSize;

/// How many PoPs.
pub const POPS: u8 = 12;
/// Servers of each.
pub const SERVERS: u16 = 40;
/// Tags.
pub const TAGS: u8 = 20;
/// Addresses: more than are needed, and all are lent.
pub const ADDRESSES: u16 = 512;
/// What connections are opened to.
const DESTINATIONS: u8 = 4;
/// Connections of a server for a tag to one of them: a million in all, and a few more.
const EACH: u32 = 27;

/// The PoPs and the table by which they decide.
#[must_use]
pub fn table() -> (Vec<NodeId>, Table) {
    let nodes: Vec<NodeId> = (0..usize::from(POPS)).map(NodeId::from).collect();
    let all: Vec<Borrower> =
        nodes.iter().map(|&node| Borrower { node, servers: SERVERS }).collect();
    let slice = SliceSize::default();
    let (count, tags) = (ADDRESSES.into(), usize::from(TAGS));
    let mut table = Table::lent_out(count, &all, tags, slice, Layout::ByTag);
    let mut spare = (0..).map(|n: usize| (nodes[n % nodes.len()], TagId::from(n % tags)));
    while let (Some(id), Some((node, tag))) = (table.spare(), spare.next()) {
        table.lend(id, node, tag, slice.blocks(SERVERS));
    }
    (nodes, table)
}

/// A connection: the server that opened it, and the address and port that it is from.
#[derive(Clone, Copy, Debug)]
struct Opened {
    node: NodeId,
    address: AddressId,
    server: u16,
    port: u16,
}

/// The connections.
#[derive(Debug)]
pub struct Million {
    nodes: Vec<NodeId>,
    table: Table,
    book: Book,
    opened: Vec<Opened>,
}

impl Default for Million {
    /// Opens all of them.
    fn default() -> Self {
        let (nodes, table) = table();
        let servers = u32::from(SERVERS) * u32::from(POPS);
        let all = servers * u32::from(TAGS) * u32::from(DESTINATIONS) * EACH;
        let mut million = Self {
            nodes,
            table,
            book: Book::new(Span::from_s(60)),
            opened: Vec::with_capacity(usize::try_from(all).expect("a million")),
        };
        for node in million.nodes.clone() {
            for (server, tag) in (0..SERVERS).flat_map(|one| (0..TAGS).map(move |tag| (one, tag))) {
                million.open((node, server), TagId::from(usize::from(tag)));
            }
        }
        million
    }
}

impl Million {
    /// A server opens its connections for a tag.
    fn open(&mut self, (node, server): (NodeId, u16), tag: TagId) {
        let slice = SliceSize::default();
        let mut seats = self.table.seats_of(node, server, tag, slice);
        let (address, number) = seats.next().expect("there are addresses enough");
        let (first, last) = slice.range(number).into_inner();
        let [high, low] = u16::try_from(address.get()).expect("512 of them").to_be_bytes();
        let source = IpAddr::from([10, 0, high, low]);
        for destination in 0..DESTINATIONS {
            let to = Remote { address: IpAddr::from([192, 0, 2, destination]), port: 443 };
            let place = Place { source, first, last, to };
            for _ in 0..EACH {
                let port = self.book.take(place, 1, SimTime::ZERO).expect("2,048 ports");
                self.opened.push(Opened { node, address, server, port });
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.opened.len()
    }

    /// How many bytes they take: ports, connections, and the table.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.book.bytes() + self.table.bytes() + size_of_val(self.opened.as_slice())
    }

    /// A reply to each comes in at some PoP. Returns how many of them do not reach the server that
    /// opened the connection, straight or by one carry.
    #[must_use]
    pub fn astray(&self) -> usize {
        let all = (0..).zip(&self.opened);
        all.filter(|&(lot, one)| !self.comes_home(self.nodes[below(lot, POPS)], one)).count()
    }

    fn comes_home(&self, entered: NodeId, one: &Opened) -> bool {
        let knows = |at: NodeId| move |server| at == one.node && server == one.server;
        let decided = |at: NodeId, came: Option<Onward>| {
            let to = (one.address, one.port);
            decide(&self.table, at, to, SliceSize::default(), (SimTime::ZERO, came), knows(at))
        };
        let home = Turn::Here { server: one.server };
        match decided(entered, None) {
            Turn::Onward { to, why } => to == one.node && decided(to, Some(why)) == home,
            turn => turn == home,
        }
    }
}

/// A number by lot.
fn below(lot: u64, bound: u8) -> usize {
    usize::try_from(mixed(lot) % u64::from(bound)).expect("less than 256")
}
