//! From Loc-RIB to Adj-RIB-Out: what one neighbour is told of the best route
//! [RFC 4271 § 9.1.3, § 9.2; RFC 4456; RFC 1997].

use std::sync::Arc;

use super::attributes::{Attributes, Community};
use super::config::Config;
use super::decision::Route;
use super::only_to_customer;
use super::policy::{self, is_valley_free};
use super::update::Advertised;
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::net::network::{NeighborIs, Network};

/// One question: what is the neighbour at the far side of `end` told of this best route?
#[derive(Clone, Copy)]
pub struct Export<'a> {
    /// The network.
    pub network: &'a Network,
    /// The speakers' configuration.
    pub config: &'a Config,
    /// The own end of the session.
    pub end: EndId,
    /// The prefix.
    pub prefix: PrefixId,
    /// Extra copies of the own AS number, if the route is the speaker's own.
    pub prepends: u8,
}

impl Export<'_> {
    /// What it is told; nothing: the route is not for this neighbour.
    #[must_use]
    pub fn of(&self, best: &Route) -> Option<Advertised> {
        if best.from == Some(self.end) || !self.communities_permit(best) {
            return None;
        }
        let near = self.network.end(self.end);
        match near.neighbor_is {
            NeighborIs::Internal => self.internal(best),
            neighbor => {
                let is_leaking = self.config.ends[self.end].is_leaking;
                (is_leaking || is_valley_free(best.entered_from, neighbor))
                    .then(|| self.external(best))?
            }
        }
    }

    /// NO_EXPORT and NO_ADVERTISE act at the AS that receives them; an announcer ignores those
    /// that it attaches itself.
    fn communities_permit(&self, best: &Route) -> bool {
        let communities = &best.attributes.communities;
        let is_external = self.network.end(self.end).neighbor_is != NeighborIs::Internal;
        best.from.is_none()
            || !(communities.contains(&Community::NO_ADVERTISE)
                || is_external && communities.contains(&Community::NO_EXPORT))
    }

    fn external(&self, best: &Route) -> Option<Advertised> {
        let near = self.network.end(self.end);
        let own = self.network.routers[near.router].asn;
        let prefix = &self.network.prefixes[self.prefix];
        let rules = &self.config.ends[self.end].export;
        let keeps_med = best.from.is_none() || policy::sets_med(rules, prefix, &best.attributes);
        let mut ruled = policy::run(rules, own, prefix, &best.attributes)?;
        if let Some(far_is) = self.config.ends[self.end].role {
            ruled = only_to_customer::on_egress(far_is, own, ruled)?;
        }
        let times = 1 + if best.from.is_none() { usize::from(self.prepends) } else { 0 };
        let attributes = Attributes {
            origin: ruled.origin,
            as_path: ruled.as_path.prepended(own, times),
            next_hop: near.address,
            med: ruled.med.filter(|_| keeps_med),
            local_pref: self.config.local_pref.default,
            communities: ruled.communities.clone(),
            originator_id: None,
            cluster_list: Vec::new(),
            only_to_customer: ruled.only_to_customer,
        };
        Some(Advertised { attributes: Arc::new(attributes), entered_from: None })
    }

    fn internal(&self, best: &Route) -> Option<Advertised> {
        let near = self.network.end(self.end);
        let router = &self.network.routers[near.router];
        let config = &self.config.ends[self.end];
        let prefix = &self.network.prefixes[self.prefix];
        let came_by = best.from.map(|from| (from, self.network.end(from).neighbor_is));
        let mut attributes = Arc::clone(&best.attributes);
        match came_by {
            Some((from, NeighborIs::Internal)) => {
                // A route of iBGP goes on only by reflection: from a client to all, from others
                // to clients [RFC 4456 § 6].
                if !(self.config.ends[from].has_client || config.has_client) {
                    return None;
                }
                let reflected = Arc::make_mut(&mut attributes);
                reflected.originator_id.get_or_insert(best.sender_id);
                reflected.cluster_list.insert(0, router.bgp_id);
            }
            Some(_) if !config.is_next_hop_self => {}
            Some(_) | None => {
                if attributes.next_hop != router.loopback {
                    Arc::make_mut(&mut attributes).next_hop = router.loopback;
                }
            }
        }
        let attributes = policy::run(&config.export, router.asn, prefix, &attributes)?;
        Some(Advertised { attributes, entered_from: best.entered_from })
    }
}
