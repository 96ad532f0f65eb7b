//! From a scenario to the configuration of every end of every session.

use std::collections::BTreeSet;
use std::sync::Arc;

use typed_index_collections::TiVec;

use crate::engine::base::ids::{EndId, SessionId};
use crate::engine::bgp::blackhole::Blackhole;
use crate::engine::bgp::config::EndConfig;
use crate::engine::bgp::prefix_length::MaxLengths;
use crate::engine::net::action::ActionCommunity;
use crate::engine::net::build::reflections;
use crate::engine::net::network::{NeighborIs, Network};
use crate::engine::net::rule::Rule;
use crate::engine::net::scenario::{
    EndEntry, NetworkEntry, NetworkPolicy, RouterEntry, Scenario, Validates,
};

/// The ends of all sessions of a scenario's network.
#[must_use]
pub fn ends(scenario: &Scenario, network: &Network) -> TiVec<EndId, EndConfig> {
    let offers: Vec<Arc<[ActionCommunity]>> = scenario
        .networks
        .iter()
        .map(|entry| entry.policy.action_communities.as_slice().into())
        .collect();
    let blackholing = networks_with_blackholes(scenario, network);
    let reflections: BTreeSet<_> =
        scenario.networks.iter().flat_map(|entry| reflections(network, entry)).collect();
    // Networks, their routers and links have their ids in the order of the file.
    let routers: Vec<(usize, &RouterEntry)> = scenario
        .networks
        .iter()
        .enumerate()
        .flat_map(|(n, entry)| entry.routers.iter().map(move |router| (n, router)))
        .collect();
    let configure = |session: SessionId, end: EndId| {
        let (n, router) = routers[usize::from(network.end(end).router)];
        let Some(link) = network.sessions[session].link else {
            let pair = (network.end(end).router, network.neighbor(end));
            return internal(blackholing[n], reflections.contains(&pair));
        };
        let entry = &scenario.links[usize::from(link)];
        let at_end = if end.side() == 0 { &entry.at_a } else { &entry.at_b };
        let far_is = network.end(end).neighbor_is;
        EndConfig {
            actions: Arc::clone(&offers[n]),
            ..external(&scenario.networks[n], router, at_end, far_is, blackholing[n])
        }
    };
    let sessions = network.sessions.keys();
    sessions.flat_map(|id| id.ends().map(|end| configure(id, end))).collect()
}

/// By network: whether any of its ends honours BLACKHOLE.
fn networks_with_blackholes(scenario: &Scenario, network: &Network) -> Vec<bool> {
    let mut blackholing = vec![false; scenario.networks.len()];
    for link in &scenario.links {
        for (router, end) in [(&link.a, &link.at_a), (&link.b, &link.at_b)] {
            let in_as = network.routers[network.names.routers[router]].in_as;
            blackholing[usize::from(in_as)] |= end.honours_blackhole;
        }
    }
    blackholing
}

fn internal(is_blackholing: bool, has_client: bool) -> EndConfig {
    // What comes by iBGP was judged where it entered the network.
    let blackhole = if is_blackholing { Blackhole::Honours } else { Blackhole::Ignores };
    EndConfig { has_client, blackhole, ..EndConfig::default() }
}

fn external(
    network: &NetworkEntry,
    router: &RouterEntry,
    end: &EndEntry,
    far_is: NeighborIs,
    is_blackholing: bool,
) -> EndConfig {
    let policy = &network.policy;
    let all = |lists: [&[Rule]; 3]| lists.concat();
    EndConfig {
        import: all([&policy.import, &router.policy.import, &end.import]),
        export: all([&policy.export, &router.policy.export, &end.export]),
        is_leaking: policy.leaks || end.leaks,
        validates_origin: validates(policy, far_is),
        role: Some(far_is).filter(|_| policy.roles && far_is != NeighborIs::Unrelated),
        max_lengths: MaxLengths {
            v4: policy.max_length_v4.unwrap_or(MaxLengths::INTERNET.v4),
            v6: policy.max_length_v6.unwrap_or(MaxLengths::INTERNET.v6),
        },
        blackhole: match (is_blackholing, end.honours_blackhole) {
            (_, true) => Blackhole::Honours,
            (true, false) => Blackhole::TakesOff,
            (false, false) => Blackhole::Ignores,
        },
        honours_graceful_shutdown: policy.honours_graceful_shutdown,
        ..EndConfig::default()
    }
}

fn validates(policy: &NetworkPolicy, far_is: NeighborIs) -> bool {
    match policy.validates {
        None => false,
        Some(Validates::All) => true,
        Some(Validates::Peers) => far_is == NeighborIs::Peer,
        Some(Validates::PeersAndProviders) => far_is != NeighborIs::Customer,
    }
}
