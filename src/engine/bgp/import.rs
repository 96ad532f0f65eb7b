//! From Adj-RIB-In to a candidate: loop checks, LOCAL_PREF by relation, import rules
//! [RFC 4271 § 9.1, § 9.1.1].

use std::sync::Arc;

use super::attributes::Attributes;
use super::config::Config;
use super::decision::Ineligible;
use super::origin_validation::{self, Validity};
use super::{only_to_customer, policy};
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
    let config_here = &config.ends[end];
    if config_here.validates_origin {
        let origin = origin_validation::origin(&received.as_path);
        let prefix = &network.prefixes[prefix];
        let validity = origin_validation::validate(&config.roas, prefix, origin);
        if matches!(validity, Validity::Invalid(_)) {
            return Err(Ineligible::OriginInvalid);
        }
    }
    let mut attributes = Arc::clone(received);
    if let Some(far_is) = config_here.role {
        let far = network.routers[network.neighbor(end)].asn;
        attributes =
            only_to_customer::on_ingress(far_is, far, attributes).ok_or(Ineligible::Leak)?;
    }
    if near.neighbor_is != NeighborIs::Internal {
        let local_pref = config.local_pref.of(near.neighbor_is);
        if attributes.local_pref != local_pref {
            Arc::make_mut(&mut attributes).local_pref = local_pref;
        }
    }
    policy::run(&config_here.import, router.asn, &network.prefixes[prefix], &attributes)
        .ok_or(Ineligible::Denied)
}
