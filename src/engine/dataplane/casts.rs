//! One packet, four sets of receivers: whom it reaches, over which links, and when.
//!
//! *Unicast* has one receiver, *anycast* one of several, whichever routing leads to [RFC 4786]: for
//! both the way is given, hop by hop. *Multicast* reaches all members of a group along a tree that
//! grows from the sender, copied where ways part, so that no link carries it twice [RFC 5110].
//! *Broadcast* reaches everybody on the sender's own network and does not leave it: no router
//! forwards it [RFC 919, RFC 1812 § 5.3.5.1].
//!
//! Simplified: the routers of one autonomous system and the links between them stand for one
//! network of the link layer, and a broadcast goes over a tree of them, as switches see to
//! [IEEE 802.1D]. Multicast's tree is the one of least delay over any links, whatever policy says
//! of them; between networks it hardly exists in the real Internet. Nobody is asked whether he
//! wants to join: the tree is there. The sender does not receive what it sends.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::packet::Fate;
use crate::engine::base::ids::{LinkId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;

/// Whom a packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cast {
    /// One receiver.
    Unicast,
    /// Everybody on the sender's own network.
    Broadcast,
    /// The members of a group.
    Multicast,
    /// One of several, as routing has it.
    Anycast,
}

/// A copy of the packet crosses a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The link.
    pub link: LinkId,
    /// The router that sends it on.
    pub from: RouterId,
    /// The router that it comes to.
    pub to: RouterId,
    /// When it leaves, since the packet was sent.
    pub departs: Span,
    /// When it is there.
    pub arrives: Span,
}

/// A router that the packet was for, and when it had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The router.
    pub router: RouterId,
    /// Since the packet was sent.
    pub after: Span,
}

/// What becomes of one packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Whom it was for.
    pub cast: Cast,
    /// Who sent it.
    pub sender: RouterId,
    /// The links that it crosses, each once, in order of departure.
    pub crossings: Vec<Crossing>,
    /// Who receives it, in order of time.
    pub receivers: Vec<Receiver>,
    /// Members of the group that no way leads to.
    pub unreached: Vec<RouterId>,
    /// What becomes of it, of a unicast or an anycast packet that is not delivered.
    pub lost: Option<Fate>,
}

impl Delivery {
    /// A packet with one receiver, along a way that was found hop by hop: each router with the
    /// link by which the packet came and the time since it was sent, the sender first.
    pub fn along(
        cast: Cast,
        sender: RouterId,
        hops: impl IntoIterator<Item = (RouterId, Option<LinkId>, Span)>,
        fate: Fate,
    ) -> Self {
        let mut crossings = Vec::new();
        let (mut from, mut departs) = (sender, Span::ZERO);
        for (to, via, arrives) in hops {
            crossings.extend(via.map(|link| Crossing { link, from, to, departs, arrives }));
            (from, departs) = (to, arrives);
        }
        let is_delivered = fate == Fate::Delivered;
        let receivers = is_delivered.then_some(Receiver { router: from, after: departs });
        Self {
            cast,
            sender,
            crossings,
            receivers: receivers.into_iter().collect(),
            unreached: Vec::new(),
            lost: (!is_delivered).then_some(fate),
        }
    }

    /// A packet for everybody on the sender's own network.
    #[must_use]
    pub fn broadcast(
        network: &Network,
        sender: RouterId,
        is_usable: impl Fn(LinkId) -> bool,
    ) -> Self {
        let home = network.routers[sender].in_as;
        let is_inside = |link: LinkId| {
            let routers = network.links[link].routers;
            routers.iter().all(|&router| network.routers[router].in_as == home)
        };
        let tree = tree(network, sender, |link| is_inside(link) && is_usable(link));
        let all = network.ases[home].routers.iter().copied().collect();
        Self::over(Cast::Broadcast, sender, &tree, &all)
    }

    /// A packet for the members of a group.
    #[must_use]
    pub fn multicast(
        network: &Network,
        sender: RouterId,
        group: &BTreeSet<RouterId>,
        is_usable: impl Fn(LinkId) -> bool,
    ) -> Self {
        Self::over(Cast::Multicast, sender, &tree(network, sender, is_usable), group)
    }

    /// Along the branches of a tree that lead to somebody.
    fn over(cast: Cast, sender: RouterId, tree: &Tree, group: &BTreeSet<RouterId>) -> Self {
        let mut branches: BTreeMap<RouterId, Crossing> = BTreeMap::new();
        let (mut receivers, mut unreached) = (Vec::new(), Vec::new());
        for &router in group.iter().filter(|&&router| router != sender) {
            let Some(last) = tree.get(&router) else {
                unreached.push(router);
                continue;
            };
            receivers.push(Receiver { router, after: last.arrives });
            let mut at = router;
            while let Some(crossing) = tree.get(&at) {
                // From there on the branch has been taken already.
                if branches.insert(at, *crossing).is_some() {
                    break;
                }
                at = crossing.from;
            }
        }
        let mut crossings: Vec<Crossing> = branches.into_values().collect();
        crossings.sort_by_key(|crossing| (crossing.departs, crossing.arrives, crossing.to));
        receivers.sort_by_key(|receiver| (receiver.after, receiver.router));
        Self { cast, sender, crossings, receivers, unreached, lost: None }
    }

    /// When the last receiver has it; absent: nobody has.
    #[must_use]
    pub fn last(&self) -> Option<Span> {
        self.receivers.last().map(|receiver| receiver.after)
    }

    /// Links that would be crossed if each receiver were sent a packet of its own along the same
    /// ways.
    #[must_use]
    pub fn crossings_apart(&self) -> usize {
        let into: BTreeMap<RouterId, RouterId> =
            self.crossings.iter().map(|crossing| (crossing.to, crossing.from)).collect();
        let depth = |receiver: &Receiver| {
            let step = |at: &RouterId| into.get(at).copied();
            // A way that goes in circles has no receiver.
            std::iter::successors(Some(receiver.router), step).count() - 1
        };
        self.receivers.iter().map(depth).sum()
    }

    /// Routers where the packet is copied because its ways part.
    #[must_use]
    pub fn forks(&self) -> usize {
        let mut onward: BTreeMap<RouterId, usize> = BTreeMap::new();
        for crossing in &self.crossings {
            *onward.entry(crossing.from).or_default() += 1;
        }
        onward.values().filter(|&&copies| copies > 1).count()
    }
}

/// By router: the last crossing of the quickest way there.
type Tree = BTreeMap<RouterId, Crossing>;

/// The quickest ways from a router over usable links; of equals those over the link with the
/// lowest number.
fn tree(network: &Network, root: RouterId, is_usable: impl Fn(LinkId) -> bool) -> Tree {
    let mut tree = Tree::new();
    let mut done = BTreeSet::new();
    let mut open = BTreeSet::from([(Span::ZERO, root)]);
    while let Some((departs, from)) = open.pop_first() {
        if !done.insert(from) {
            continue;
        }
        for &link in network.routers[from].links.iter().filter(|&&link| is_usable(link)) {
            let (to, arrives) = (network.across(link, from), departs + network.links[link].delay);
            let is_sooner = tree.get(&to).is_none_or(|known| arrives < known.arrives);
            if !done.contains(&to) && is_sooner {
                tree.insert(to, Crossing { link, from, to, departs, arrives });
                open.insert((arrives, to));
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use proptest::prelude::*;

    use super::*;
    use crate::engine::base::ids::AsId;
    use crate::engine::base::text::{Slug, Text};
    use crate::engine::net::network::{Asn, AutonomousSystem, BgpId, Link, Router};
    use crate::engine::net::scenario::NetworkKind;

    /// Routers, each of the network with this number; links between them, of so many milliseconds.
    fn network(of: &[usize], links: &[(usize, usize, u64)]) -> Network {
        let mut network = Network::default();
        for _ in 0..=of.iter().copied().max().unwrap_or(0) {
            network.ases.push(AutonomousSystem {
                slug: Slug::default(),
                asn: Asn(1),
                name: Text::default(),
                kind: NetworkKind::Transit,
                routers: Vec::new(),
            });
        }
        for (n, &of) in of.iter().enumerate() {
            let in_as = AsId::from(of);
            network.ases[in_as].routers.push(n.into());
            network.routers.push(Router {
                slug: Slug::default(),
                in_as,
                asn: Asn(1),
                city: None,
                bgp_id: BgpId(Ipv4Addr::LOCALHOST),
                loopback: IpAddr::V4(Ipv4Addr::LOCALHOST),
                ends: Vec::new(),
                links: Vec::new(),
                connected: Vec::new(),
            });
        }
        for &(a, b, ms) in links {
            network.links.push(Link {
                slug: Slug::default(),
                routers: [a.into(), b.into()],
                delay: Span::from_ms(ms),
                igp_cost: None,
                session: None,
                capacity_bps: None,
            });
        }
        network.index();
        network
    }

    fn group(routers: &[usize]) -> BTreeSet<RouterId> {
        routers.iter().map(|&router| router.into()).collect()
    }

    #[test]
    fn a_multicast_packet_is_copied_where_its_ways_part_and_crosses_each_link_once() {
        // 0 – 1 – 2, and from 2 to 3 and to 4; 5 is out of the way.
        let network = network(&[0; 6], &[(0, 1, 1), (1, 2, 1), (2, 3, 1), (2, 4, 5), (0, 5, 1)]);
        let sent = Delivery::multicast(&network, 0.into(), &group(&[3, 4]), |_| true);
        let links: Vec<u32> = sent.crossings.iter().map(|crossing| crossing.link.get()).collect();
        assert_eq!(links, [0, 1, 2, 3]);
        let received: Vec<(u32, Span)> =
            sent.receivers.iter().map(|one| (one.router.get(), one.after)).collect();
        assert_eq!(received, [(3, Span::from_ms(3)), (4, Span::from_ms(7))]);
        assert_eq!((sent.forks(), sent.crossings_apart()), (1, 6));
        assert_eq!(sent.last(), Some(Span::from_ms(7)));
    }

    #[test]
    fn a_broadcast_does_not_leave_its_network() {
        let links = [(0, 1, 1), (1, 2, 1), (0, 2, 5), (2, 3, 1), (3, 4, 1)];
        let network = network(&[0, 0, 0, 1, 1], &links);
        let sent = Delivery::broadcast(&network, 0.into(), |_| true);
        let received: Vec<u32> = sent.receivers.iter().map(|one| one.router.get()).collect();
        assert_eq!(received, [1, 2]);
        assert_eq!(sent.crossings.len(), 2);
        let cut = Delivery::broadcast(&network, 0.into(), |link| link.get() > 1);
        assert_eq!((cut.receivers.len(), cut.unreached), (1, vec![1.into()]));
    }

    #[test]
    fn a_packet_that_is_lost_has_no_receiver() {
        let hops = [(0, None, 0), (1, Some(0), 4)];
        let hops = hops.map(|(router, via, ms): (usize, Option<usize>, u64)| {
            (router.into(), via.map(LinkId::from), Span::from_ms(ms))
        });
        let lost = Delivery::along(Cast::Anycast, 0.into(), hops, Fate::NoRoute);
        assert_eq!((lost.crossings.len(), lost.receivers.len()), (1, 0));
        assert_eq!((lost.lost, lost.last()), (Some(Fate::NoRoute), None));
        let there = Delivery::along(Cast::Unicast, 0.into(), hops, Fate::Delivered);
        assert_eq!((there.crossings_apart(), there.forks()), (1, 0));
        assert_eq!(there.receivers, [Receiver { router: 1.into(), after: Span::from_ms(4) }]);
    }

    /// Some routers in some networks, with some links.
    fn any_network() -> impl Strategy<Value = Network> {
        (2..12_usize).prop_flat_map(|n| {
            let of = prop::collection::vec(0..3_usize, n);
            let links = prop::collection::vec((0..n, 0..n, 1..20_u64), 0..24);
            (of, links).prop_map(|(of, links)| {
                let links: Vec<_> = links.into_iter().filter(|(a, b, _)| a != b).collect();
                network(&of, &links)
            })
        })
    }

    proptest! {
        #[test]
        fn a_tree_has_no_cycle_and_reaches_each_member_once(
            network in any_network(),
            members in prop::collection::btree_set(0..12_usize, 0..12),
        ) {
            let members: BTreeSet<RouterId> = members
                .into_iter()
                .filter(|&n| n < network.routers.len())
                .map(RouterId::from)
                .collect();
            let sender = RouterId::from(0);
            for sent in [
                Delivery::multicast(&network, sender, &members, |_| true),
                Delivery::broadcast(&network, sender, |_| true),
            ] {
                // A router is entered once, never the sender, and only after it was left for.
                let mut entered = BTreeMap::from([(sender, Span::ZERO)]);
                let mut links = BTreeSet::new();
                for crossing in &sent.crossings {
                    prop_assert_eq!(entered.get(&crossing.from), Some(&crossing.departs));
                    prop_assert!(entered.insert(crossing.to, crossing.arrives).is_none());
                    prop_assert!(links.insert(crossing.link));
                    let took = network.links[crossing.link].delay;
                    prop_assert_eq!(crossing.arrives, crossing.departs + took);
                }
                let received: BTreeSet<RouterId> =
                    sent.receivers.iter().map(|one| one.router).collect();
                prop_assert_eq!(received.len(), sent.receivers.len());
                for one in &sent.receivers {
                    prop_assert_eq!(entered.get(&one.router), Some(&one.after));
                }
                // Every leaf is a receiver: no copy is for nobody.
                for &leaf in entered.keys().filter(|&&at| at != sender) {
                    let is_left = sent.crossings.iter().any(|crossing| crossing.from == leaf);
                    prop_assert!(is_left || received.contains(&leaf));
                }
                prop_assert!(sent.crossings.len() <= sent.crossings_apart());
                let home = network.routers[sender].in_as;
                let wanted: BTreeSet<RouterId> = if sent.cast == Cast::Multicast {
                    members.clone()
                } else {
                    network.ases[home].routers.iter().copied().collect()
                };
                let told = received.iter().chain(&sent.unreached).copied();
                let all: BTreeSet<RouterId> = told.chain([sender]).collect();
                prop_assert_eq!(all, wanted.iter().copied().chain([sender]).collect());
            }
        }
    }
}
