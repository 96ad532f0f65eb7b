//! From Adj-RIB-In to a candidate: loop checks, filters, LOCAL_PREF by relation, import rules
//! [RFC 4271 § 9.1, § 9.1.1].

use std::sync::Arc;

use super::attributes::Attributes;
use super::config::Config;
use super::decision::Ineligible;
use super::origin_validation::{self, Validity};
use super::policy::Place;
use super::{actions, blackhole, graceful_shutdown, only_to_customer};
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
    let place = Place { network, config, end, prefix };
    let here = &config.ends[end];
    let is_blackhole = here.discards(&received.communities);
    let too_long = here.max_lengths.exceeded_by(place.net());
    if let Some(most) = too_long.filter(|_| !is_blackhole) {
        return Err(Ineligible::TooLong { length: place.net().prefix_len(), most });
    }
    if here.validates_origin && !is_origin_acceptable(&place, received, is_blackhole) {
        return Err(Ineligible::OriginInvalid);
    }
    let mut attributes = Arc::clone(received);
    if let Some(far_is) = here.role {
        attributes = only_to_customer::on_ingress(far_is, place.neighbor(), attributes)
            .ok_or(Ineligible::Leak)?;
    }
    if place.lacks_policy(&here.import) {
        return Err(Ineligible::NoPolicy);
    }
    if near.neighbor_is == NeighborIs::Internal {
        return run(&place, &attributes);
    }
    let by_relation = config.local_pref.of(near.neighbor_is);
    let local_pref = actions::local_pref(&place, &attributes).unwrap_or(by_relation);
    if attributes.local_pref != local_pref {
        Arc::make_mut(&mut attributes).local_pref = local_pref;
    }
    let attributes = run(&place, &blackhole::on_import(here, attributes))?;
    Ok(graceful_shutdown::on_import(&place, attributes))
}

fn run(place: &Place<'_>, attributes: &Arc<Attributes>) -> Result<Arc<Attributes>, Ineligible> {
    let ruled = place.run(&place.config.ends[place.end].import, attributes);
    ruled.map(|ruled| ruled.attributes).map_err(|rule| Ineligible::Denied { rule })
}

/// Origin validation; a route that asks for a black hole may be longer than its ROA says.
fn is_origin_acceptable(place: &Place<'_>, received: &Attributes, is_blackhole: bool) -> bool {
    let origin = origin_validation::origin(&received.as_path);
    let roas = &place.config.roas;
    match origin_validation::validate(roas, place.net(), origin) {
        Validity::Valid | Validity::NotFound => true,
        Validity::Invalid(_) => {
            is_blackhole && origin_validation::may_originate_around(roas, place.net(), origin)
        }
    }
}
