//! What carrying replies asks of the backbone.

use std::collections::BTreeMap;

use anycast_lab::engine::net::egress::{Design, DestinationKind};
use anycast_lab::engine::sim::egress::compare::params::Params;
use anycast_lab::engine::sim::egress::compare::{Busiest, compare};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

/// backbone without CDNs, so that everybody knows the place of each destination.
fn world(per_user_bps: u64, capacity_bps: Option<u64>) -> World {
    let mut scenario = super::scenario(|egress| {
        egress.destinations.retain(|to| to.kind != DestinationKind::Cdn);
        egress.per_user_bps = per_user_bps;
    });
    for link in &mut scenario.links {
        link.capacity_bps = capacity_bps;
    }
    World::opened(&Setup::from_scenario(&scenario).unwrap(), 1)
}

fn busiest(world: &World, design: Design) -> Option<Busiest> {
    let compared = compare(world, Params::of(world).unwrap()).unwrap();
    compared.outcomes.iter().find(|one| one.design == design).unwrap().backbone
}

#[test]
fn the_busiest_link_carries_what_users_along_it_are_sent() {
    let world = world(7_000, Some(300_000_000_000));
    let network = world.network();
    let egress = network.egress.as_ref().unwrap();
    let pool = egress.pool[0].addr();
    let (mut loads, mut all) = (BTreeMap::new(), 0);
    for (client, described) in network.clients.iter_enumerated() {
        let home = network.nodes[world.serving(client, egress.service).unwrap()].router;
        for to in &egress.destinations {
            let users = u128::from(described.population);
            all += users;
            let mut at = world.way(to.sites[0].router, pool).end().unwrap();
            while at != home {
                let path = world.interior_path(at, home).unwrap();
                *loads.entry((path.first, at)).or_insert(0) += users;
                at = path.next;
            }
        }
    }
    let found = busiest(&world, Design::SoftUnicast).unwrap();
    let most = *loads.values().max().unwrap();
    assert_eq!(loads[&(found.link, found.from)], most);
    assert_eq!(u128::from(found.share_ppm), (most * 1_000_000 + all / 2) / all);
    let bps = most * 7_000 / u128::try_from(egress.destinations.len()).unwrap();
    assert_eq!(u128::from(found.bps), bps);
    assert_eq!(found.percent, Some(found.bps.div_ceil(3_000_000_000)));
}

#[test]
fn only_who_carries_replies_loads_the_backbone() {
    let world = world(1_000, None);
    for design in Design::ALL {
        let does_carry = matches!(design, Design::SoftUnicast | Design::OneServer);
        let found = busiest(&world, design);
        assert_eq!(found.is_some(), does_carry, "{}", design.name());
        assert!(found.is_none_or(|found| found.percent.is_none()));
    }
}
