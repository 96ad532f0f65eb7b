//! Ten thousand replies, wherever they come in: decided by table and port alone.

use anycast_lab::engine::base::ids::{NodeId, TagId};
use anycast_lab::engine::base::mixing::mixed;
use anycast_lab::engine::base::time::SimTime;
use anycast_lab::engine::egress::decide::{Onward, Turn, decide};
use anycast_lab::engine::egress::table::{Borrower, Table, needed};
use anycast_lab::engine::net::egress::Layout;
use anycast_lab::engine::net::port_slice::SliceSize;

const POPS: usize = 12;
const TAGS: usize = 20;

/// Numbers by lot, one after another.
struct Lots(u64);

impl Lots {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 += 1;
        mixed(self.0) % bound
    }
}

fn lent_out(slice: SliceSize, servers: u16, layout: Layout) -> (Table, Vec<Borrower>) {
    let all: Vec<Borrower> =
        (0..POPS).map(|n| Borrower { node: NodeId::from(n), servers }).collect();
    let count = u32::try_from(needed(&all, TAGS as u64, slice)).unwrap();
    (Table::lent_out(count, &all, TAGS, slice, layout), all)
}

#[test]
fn every_reply_reaches_its_owner_and_none_another() {
    let mut lots = Lots(0);
    for size in [256, 512, 1_024, 2_048, 4_096, 8_192] {
        let slice = SliceSize::new(size).unwrap();
        for layout in [Layout::ByTag, Layout::ByPop] {
            let servers = 40;
            let (table, all) = lent_out(slice, servers, layout);
            for _ in 0..10_000 {
                let opener = all[usize::try_from(lots.below(POPS as u64)).unwrap()].node;
                let server = u16::try_from(lots.below(servers.into())).unwrap();
                let tag = TagId::from(usize::try_from(lots.below(TAGS as u64)).unwrap());
                let (address, number) =
                    table.seats_of(opener, server, tag, slice).next().expect("a slice for each");
                let range = slice.range(number);
                let port = range.start() + u16::try_from(lots.below(size)).unwrap();
                // The reply comes in anywhere.
                let enters = all[usize::try_from(lots.below(POPS as u64)).unwrap()].node;
                let turn = |at: NodeId, came| {
                    let knows = |other: u16| at == opener && other == server;
                    decide(&table, at, (address, port), slice, (SimTime::ZERO, came), knows)
                };
                let home = Turn::Here { server };
                let first = turn(enters, None);
                if enters == opener {
                    assert_eq!(first, home);
                } else {
                    assert_eq!(first, Turn::Onward { to: opener, why: Onward::Lent });
                    assert_eq!(turn(opener, Some(Onward::Lent)), home);
                }
            }
        }
    }
}

/// However an address has moved about, and however old the tables of PoPs are: a reply is at its
/// owner in the end, or at nobody's; never at a server that did not open it.
#[test]
fn tables_of_any_age_misdeliver_nothing() {
    let slice = SliceSize::new(2_048).unwrap();
    let mut lots = Lots(7);
    for _ in 0..200 {
        let (mut table, all) = lent_out(slice, 31, Layout::ByTag);
        let mut versions = vec![table.clone()];
        let opener = all[usize::try_from(lots.below(POPS as u64)).unwrap()].node;
        let (server, tag) = (u16::try_from(lots.below(31)).unwrap(), TagId::from(3));
        let (address, number) = table.seats_of(opener, server, tag, slice).next().unwrap();
        let port = *slice.range(number).start();
        for step in 0..4 {
            let to = all[usize::try_from(lots.below(POPS as u64)).unwrap()].node;
            table.move_to([(address, to, 1)], SimTime::from_us(step * 10));
            versions.push(table.clone());
        }
        let known: Vec<&Table> = (0..POPS)
            .map(|_| &versions[usize::try_from(lots.below(versions.len() as u64)).unwrap()])
            .collect();
        let (mut at, mut came) =
            (all[usize::try_from(lots.below(POPS as u64)).unwrap()].node, None);
        for _ in 0..5 {
            let knows = |other: u16| at == opener && other == server;
            let now = SimTime::from_us(lots.below(50));
            match decide(known[usize::from(at)], at, (address, port), slice, (now, came), knows) {
                Turn::Here { server: found } => {
                    assert_eq!((at, found), (opener, server));
                    break;
                }
                Turn::Onward { to, why } => (at, came) = (to, Some(why)),
                Turn::Nobody(_) => break,
            }
        }
    }
}
