//! From Adj-RIB-In to a candidate: loop checks, LOCAL_PREF by relation, import rules
//! [RFC 4271 § 9.1, § 9.1.1].

use std::sync::Arc;

use super::attributes::Attributes;
use super::config::Config;
use super::decision::Ineligible;
use super::policy;
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::net::network::{NeighborIs, Network};

/// What import makes of a route received at `end`: its attributes as a candidate.
///
/// # Errors
/// Why it cannot be a candidate.
pub fn import(
    network: &Network,
    config: &Config,
    end: EndId,
    prefix: PrefixId,
    received: &Arc<Attributes>,
) -> Result<Arc<Attributes>, Ineligible> {
    let near = network.end(end);
    let router = &network.routers[near.router];
    if received.as_path.contains(router.asn) {
        return Err(Ineligible::OwnAsInPath);
    }
    if received.originator_id == Some(router.bgp_id)
        || received.cluster_list.contains(&router.bgp_id)
    {
        return Err(Ineligible::Reflected);
    }
    let mut attributes = Arc::clone(received);
    if near.neighbor_is != NeighborIs::Internal {
        let local_pref = config.local_pref.of(near.neighbor_is);
        if attributes.local_pref != local_pref {
            Arc::make_mut(&mut attributes).local_pref = local_pref;
        }
    }
    let rules = &config.ends[end].import;
    policy::run(rules, router.asn, &network.prefixes[prefix], &attributes).ok_or(Ineligible::Denied)
}
