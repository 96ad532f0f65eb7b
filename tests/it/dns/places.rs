//! Who is believed to be where, and what that costs.

use anycast_lab::engine::base::ids::NodeId;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::failover::{How, Setting};
use anycast_lab::engine::sim::world::World;

use super::{geo_dns, lose, node_before, of_client, open, scenario};

fn mean_before(world: &World, setting: Setting, client: &str) -> Span {
    let outcomes = lose(world, "guangzhou", How::Dark, &[setting]);
    of_client(world, &outcomes[0], client).before.mean().unwrap()
}

#[test]
fn a_network_that_is_believed_elsewhere_is_sent_far_away_all_along() {
    let world = open(&scenario(|_| {}));
    let wrong = lose(&world, "guangzhou", How::Dark, &[geo_dns(60)]);
    // In Wuhan, and believed in Harbin.
    assert_eq!(node_before(&world, &wrong[0], "lotus-root"), "beijing");
    let right = open(&scenario(|dns| dns.wrong_places.clear()));
    let known = lose(&right, "guangzhou", How::Dark, &[geo_dns(60)]);
    assert_eq!(node_before(&right, &known[0], "lotus-root"), "shanghai");
    let [far, near] = [&world, &right].map(|world| mean_before(world, geo_dns(60), "lotus-root"));
    assert!(far > near, "{far:?} {near:?}");
    // Everybody else is where they are believed to be.
    for client in ["hutong", "kapok", "longtang"] {
        assert_eq!(node_before(&world, &wrong[0], client), node_before(&right, &known[0], client));
    }
}

#[test]
fn geo_dns_brings_those_near_whom_routing_takes_far() {
    let world = open(&scenario(|_| {}));
    let outcomes = lose(&world, "shanghai", How::Dark, &[geo_dns(60), Setting::anycast(None)]);
    // In Shenzhen, a customer of Taihang.
    let nodes = outcomes.iter().map(|outcome| node_before(&world, outcome, "lychee"));
    assert_eq!(nodes.collect::<Vec<_>>(), ["guangzhou", "beijing"]);
    let [of_dns, of_anycast] =
        [0, 1].map(|n| of_client(&world, &outcomes[n], "lychee").before.mean().unwrap());
    assert!(of_dns < of_anycast);
}

/// Without Client Subnet the authority sees the public resolver alone.
#[test]
fn a_public_resolver_hides_its_users_unless_it_tells_of_them() {
    let shares = |tells: bool| {
        let world = open(&scenario(|dns| dns.resolvers[0].client_subnet = tells));
        let outcomes = lose(&world, "guangzhou", How::Dark, &[geo_dns(60)]);
        let users = of_client(&world, &outcomes[0], "plane-tree").before.users.clone();
        let name = |node: NodeId| world.network().nodes[node].slug.to_string();
        users.into_iter().map(|(node, users)| (name(node), users)).collect::<Vec<_>>()
    };
    // Nanjing is near Shanghai; two fifths ask Beacon, which they reach in Beijing.
    let hidden = shares(false);
    let all: u64 = hidden.iter().map(|(_, users)| users).sum();
    assert_eq!(
        hidden,
        [("beijing".to_owned(), all * 2 / 5), ("shanghai".to_owned(), all - all * 2 / 5)]
    );
    assert_eq!(shares(true), [("shanghai".to_owned(), all)]);
}

#[test]
fn those_who_are_seen_as_one_fail_over_as_one_network_does() {
    // Everybody in Nanjing asks Beacon, and is given the node in Beijing.
    let world = open(&scenario(|dns| dns.uses[3].permille = 1_000));
    let outcomes = lose(&world, "beijing", How::Silent, &[geo_dns(60)]);
    let of = of_client(&world, &outcomes[0], "plane-tree");
    assert_eq!(of.before.users.len(), 1);
    assert!(of.worst > Span::from_s(60));
    let after = of.after.node().map(|node| world.network().nodes[node].slug.to_string());
    // Shanghai is nearer to Beijing, where the resolver stands, than Guangzhou is.
    assert_eq!(after.as_deref(), Some("shanghai"));
}
