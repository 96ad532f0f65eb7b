//! From a scenario to the decision profile of each router: that of its network, with the options
//! that the network sets.

use std::sync::Arc;

use typed_index_collections::TiVec;

use crate::engine::base::ids::RouterId;
use crate::engine::bgp::profile::{
    Age, Manner, MedScope, MissingMed, MultipathPaths, Profile, ProfileName,
};
use crate::engine::net::network::Network;
use crate::engine::net::scenario::{NetworkEntry, Scenario};

/// The profile of each router.
pub(super) fn profiles(scenario: &Scenario, network: &Network) -> TiVec<RouterId, Arc<Profile>> {
    let mut known: Vec<Arc<Profile>> = Vec::new();
    let mut shared = |entry: &NetworkEntry| {
        let profile = of(entry);
        let found = known.iter().find(|known| ***known == profile).cloned();
        found.unwrap_or_else(|| {
            known.push(Arc::new(profile));
            Arc::clone(&known[known.len() - 1])
        })
    };
    let by_network: Vec<Arc<Profile>> = scenario.networks.iter().map(&mut shared).collect();
    let routers = network.routers.iter();
    routers.map(|router| Arc::clone(&by_network[usize::from(router.in_as)])).collect()
}

fn of(entry: &NetworkEntry) -> Profile {
    let name = entry.profile.as_deref().and_then(ProfileName::from_name).unwrap_or_default();
    let mut profile = Profile::named(name);
    let options = &mut profile.options;
    let set = &entry.decision;
    let stock = options.manner;
    if let Some(is_always) = set.always_compare_med {
        options.med = if is_always { MedScope::Always } else { MedScope::SameNeighbor };
    }
    if let Some(is_worst) = set.missing_med_worst {
        options.missing_med = if is_worst { MissingMed::Worst } else { MissingMed::Zero };
    }
    match set.deterministic_med {
        Some(true) => options.manner = Manner::Grouped,
        Some(false) if stock == Manner::Grouped => options.manner = Manner::NewestFirst,
        _ => {}
    }
    match set.compare_router_id {
        Some(true) => options.age = Age::Ignored,
        Some(false) if options.age == Age::Ignored => {
            options.age = Age::BestOfAnotherRouterStays;
        }
        _ => {}
    }
    options.ignores_as_path = set.ignores_as_path.unwrap_or(options.ignores_as_path);
    options.multipath.maximum = set.maximum_paths.unwrap_or(options.multipath.maximum);
    if let Some(is_relaxed) = set.multipath_relax {
        options.multipath.paths =
            if is_relaxed { MultipathPaths::SameLength } else { MultipathPaths::SameContent };
    }
    profile.with_age()
}
