//! GeoDNS against anycast through one failure.

mod command_line;
mod files;
mod panel;
mod places;
mod race;

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::{DnsEntry, Scenario};
use anycast_lab::engine::sim::failover::{Failure, How, Outcome, Setting, race};
use anycast_lab::engine::sim::setup::{self, Setup};
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::outage::ClientOutage;

/// three-cities, changed in its DNS.
fn scenario(change: impl FnOnce(&mut DnsEntry)) -> Scenario {
    let text = include_str!("../../../assets/scenarios/three-cities.json");
    let mut scenario = setup::read(text).unwrap();
    change(scenario.dns.as_mut().expect("three-cities says something of DNS"));
    scenario
}

fn open(scenario: &Scenario) -> World {
    World::opened(&Setup::from_scenario(scenario).unwrap(), 1)
}

fn lose(world: &World, node: &str, how: How, settings: &[Setting]) -> Vec<Outcome> {
    let failure = Failure::of_node(world, &node.into(), how).unwrap();
    race(world, &failure, settings).unwrap()
}

fn geo_dns(ttl_s: u64) -> Setting {
    Setting::geo_dns(Span::from_s(ttl_s))
}

fn of_client<'a>(world: &World, outcome: &'a Outcome, client: &str) -> &'a ClientOutage {
    &outcome.outages.by_client[&world.network().names.clients[client]]
}

/// The node that serves most users of a client network before anything happens.
fn node_before(world: &World, outcome: &Outcome, client: &str) -> String {
    let node = of_client(world, outcome, client).before.node().expect("they are served");
    world.network().nodes[node].slug.to_string()
}
