//! Case (a) in bgpsim: the same graph, the same policies, first in first out.
//!
//! Communities of one's own mark what a neighbour is, as bgpsim's own examples of Gao and
//! Rexford's policies do; routes of peers and providers are denied to peers and providers.

use anycast_lab::engine::internet::as_rel::{AsRelations, Relation};
use bgpsim::builder::GaoRexfordPeerType::{self, Customer, Peer, Provider};
use bgpsim::event::BasicEventQueue;
use bgpsim::interactive::InteractiveNetwork;
use bgpsim::network::Network;
use bgpsim::ospf::GlobalOspf;
use bgpsim::route_map::{RouteMap, RouteMapBuilder, RouteMapDirection};
use bgpsim::types::{ASN, RouterId, SinglePrefix};

use crate::cases::ORIGIN;

type Net = Network<SinglePrefix, BasicEventQueue<SinglePrefix>, GlobalOspf>;

/// The graph of 1,000 ASes, one router each.
pub struct Graph1000 {
    net: Net,
    /// Every AS number with its router, lowest first.
    routers: Vec<(u32, RouterId)>,
}

impl Graph1000 {
    /// The network in which nobody announces yet.
    ///
    /// # Panics
    /// If bgpsim refuses it.
    #[must_use]
    pub fn new(relations: &AsRelations) -> Self {
        let mut asns: Vec<u32> =
            relations.links.iter().flat_map(|link| [link.a.0, link.b.0]).collect();
        asns.sort_unstable();
        asns.dedup();
        let mut net = Net::new(BasicEventQueue::new());
        // Routers in the order of AS numbers: the lower one wins a tie, here as there.
        let routers: Vec<(u32, RouterId)> =
            asns.iter().map(|&asn| (asn, net.add_router(format!("as{asn}"), asn))).collect();
        let router = |asn| routers[routers.binary_search_by_key(&asn, |pair| pair.0).unwrap()].1;
        let pairs: Vec<_> =
            relations.links.iter().map(|link| (router(link.a.0), router(link.b.0), link)).collect();
        net.add_links_from(pairs.iter().map(|&(a, b, _)| (a, b))).expect("links");
        net.set_bgp_session_from(pairs.iter().map(|&(a, b, _)| (a, b, Some(false))))
            .expect("sessions");
        for &(a, b, link) in &pairs {
            let (b_is, a_is) = match link.relation {
                Relation::Transit => (Customer, Provider),
                Relation::Peers => (Peer, Peer),
            };
            configure(&mut net, a, ASN(link.a.0), b, b_is);
            configure(&mut net, b, ASN(link.b.0), a, a_is);
        }
        Self { net, routers }
    }

    fn origin(&self) -> RouterId {
        let place = self.routers.binary_search_by_key(&ORIGIN.0, |pair| pair.0);
        self.routers[place.expect("the origin is in the graph")].1
    }

    /// The AS announces, everybody settles.
    ///
    /// # Panics
    /// If bgpsim refuses.
    pub fn announce(&mut self) {
        let origin = self.origin();
        let none: [ASN; 0] = [];
        self.net.advertise_route(origin, SinglePrefix, none, None, []).expect("it settles");
    }

    /// The AS withdraws, everybody settles.
    ///
    /// # Panics
    /// If bgpsim refuses.
    pub fn withdraw(&mut self) {
        let origin = self.origin();
        self.net.withdraw_route(origin, SinglePrefix).expect("it settles");
    }

    /// The same two, counting bgpsim's events.
    ///
    /// # Panics
    /// If bgpsim refuses.
    pub fn count_events(&mut self) -> (u64, u64) {
        self.net.manual_simulation();
        self.announce();
        let announced = self.drain();
        self.withdraw();
        let withdrawn = self.drain();
        self.net.auto_simulation();
        (announced, withdrawn)
    }

    fn drain(&mut self) -> u64 {
        let mut events = 0;
        while self.net.simulate_step().expect("it settles").is_some() {
            events += 1;
        }
        events
    }

    /// Every AS with the AS_PATH of its best route, its own number not included.
    #[must_use]
    pub fn paths(&self) -> Vec<(u32, Option<Vec<u32>>)> {
        let state = self.net.get_bgp_state(SinglePrefix);
        let path = |router| {
            let route = state.selected(router)?;
            Some(route.as_path.iter().map(|asn| asn.0).collect())
        };
        self.routers.iter().map(|&(asn, router)| (asn, path(router))).collect()
    }
}

/// What `router` does with a neighbour's routes, and which it tells it.
fn configure(
    net: &mut Net,
    router: RouterId,
    own: ASN,
    neighbor: RouterId,
    neighbor_is: GaoRexfordPeerType,
) {
    let incoming = RouteMapBuilder::new()
        .order(10)
        .allow()
        .set_local_pref(neighbor_is.local_pref())
        .set_community(neighbor_is.community(own))
        .exit()
        .build();
    set(net, router, neighbor, RouteMapDirection::Incoming, incoming);
    if neighbor_is != Customer {
        for (order, learned_from) in [(10, Peer), (20, Provider)] {
            let outgoing = RouteMapBuilder::new()
                .order(order)
                .deny()
                .match_community(learned_from.community(own))
                .build();
            set(net, router, neighbor, RouteMapDirection::Outgoing, outgoing);
        }
    }
}

fn set(
    net: &mut Net,
    router: RouterId,
    neighbor: RouterId,
    direction: RouteMapDirection,
    map: RouteMap<SinglePrefix>,
) {
    net.set_bgp_route_map(router, neighbor, direction, map).expect("a session to configure");
}
