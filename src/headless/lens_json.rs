//! What came of the last command, as JSON. Times count from that command.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fact_json::oscillation_json;
use crate::engine::base::time::SimTime;
use crate::engine::net::network::Network;
use crate::engine::sim::lens::{End, Lens, Wave};

/// Adds to a summary how it ended (`outcome`) and what happened to each prefix (`lens`).
pub fn add_lens(summary: &mut Value, network: &Network, lens: &Lens) {
    summary["outcome"] = match lens.end() {
        End::Converged { .. } => "converged",
        End::Oscillating(_) => "oscillating",
        End::Unsettled { .. } | End::Open => "not-converged",
    }
    .into();
    match lens.end() {
        End::Oscillating(oscillation) => {
            summary["oscillation"] = oscillation_json(network, oscillation);
        }
        End::Unsettled { routers } => {
            let slugs = routers.iter().map(|&id| network.routers[id].slug.as_str());
            summary["unsettled_routers"] = slugs.collect::<Vec<_>>().into();
        }
        End::Converged { .. } | End::Open => {}
    }
    let waves = lens.waves().iter();
    let by_prefix: BTreeMap<String, Value> = waves
        .map(|(&prefix, wave)| {
            (network.prefixes[prefix].to_string(), wave_json(network, lens.began(), wave))
        })
        .collect();
    summary["lens"] = json!(by_prefix);
}

fn wave_json(network: &Network, began: SimTime, wave: &Wave) -> Value {
    let after = |at: Option<SimTime>| at.map(|at| at.since(began).as_us());
    let explored: BTreeMap<&str, u64> = wave
        .explored
        .iter()
        .map(|(&router, explored)| (network.routers[router].slug.as_str(), explored.paths()))
        .collect();
    let without: Vec<(u64, u32)> =
        wave.without_route.iter().map(|&(at, count)| (at.since(began).as_us(), count)).collect();
    json!({
        "announced": wave.announced,
        "withdrawn": wave.withdrawn,
        "last_change_us": after(wave.last_change),
        "last_update_us": after(wave.last_update),
        "paths_explored": explored,
        "without_route_before": wave.without_before,
        "without_route_at_most": wave.without_at_most,
        "without_route": without,
    })
}
