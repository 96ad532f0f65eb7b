//! From Loc-RIB to Adj-RIB-Out: what one neighbour is told of the best route
//! [RFC 4271 § 9.1.3, § 9.2; RFC 4456; RFC 1997].

use std::sync::Arc;

use serde::Serialize;

use super::attributes::{Attributes, Community};
use super::config::Config;
use super::decision::Route;
use super::policy::{Place, Ruled, is_valley_free};
use super::update::Advertised;
use super::{actions, graceful_shutdown, only_to_customer};
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

/// Why a neighbour is not told of a best route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// It told us itself.
    BackToSender,
    /// NO_ADVERTISE [RFC 1997].
    NoAdvertise,
    /// NO_EXPORT [RFC 1997].
    NoExport,
    /// BLACKHOLE, which this maker's routers keep inside the AS [RFC 7999 § 3.2].
    Blackhole,
    /// There is no policy for this neighbour [RFC 8212].
    NoPolicy,
    /// It came by iBGP, and is not reflected to this router [RFC 4271 § 9.2, RFC 4456 § 6].
    NotReflected,
    /// It came from a peer or provider, and this neighbour is a peer or provider too.
    Valley,
    /// An export rule denies it.
    Denied {
        /// Its position among the rules of the session's end, from 0.
        rule: u16,
    },
    /// Its announcer asked so by one of our action communities.
    Asked {
        /// The community.
        community: Community,
    },
    /// It goes to customers only [RFC 9234 § 5].
    OnlyToCustomer,
}

impl<'a> Export<'a> {
    /// What it is told; nothing: the route is not for this neighbour.
    #[must_use]
    pub fn of(&self, best: &Route) -> Option<Advertised> {
        self.judge(best).ok()
    }

    /// What it is told.
    ///
    /// # Errors
    /// Why it is told nothing.
    pub fn judge(&self, best: &Route) -> Result<Advertised, Withheld> {
        if best.from == Some(self.end) && !self.sends_back() {
            return Err(Withheld::BackToSender);
        }
        let is_internal = self.place().neighbor_is() == NeighborIs::Internal;
        // These act at the AS that receives them; an announcer ignores those that it attaches,
        // unless its maker thinks otherwise.
        let communities = &best.attributes.communities;
        let is_heeded = best.from.is_some() || self.place().behavior().heeds_own_communities;
        if is_heeded && !communities.is_empty() {
            if communities.contains(&Community::NO_ADVERTISE) {
                return Err(Withheld::NoAdvertise);
            }
            if !is_internal && communities.contains(&Community::NO_EXPORT) {
                return Err(Withheld::NoExport);
            }
            let holds_blackhole = best.from.is_some() && self.place().behavior().holds_blackhole;
            if !is_internal && holds_blackhole && communities.contains(&Community::BLACKHOLE) {
                return Err(Withheld::Blackhole);
            }
        }
        if is_internal { self.internal(best) } else { self.external(best) }
    }

    /// Whether a neighbour is told its own route. Within an AS never [RFC 4456 § 6 alike].
    fn sends_back(&self) -> bool {
        let is_internal = self.network.end(self.end).neighbor_is == NeighborIs::Internal;
        !(self.config.has_split_horizon || is_internal)
    }

    const fn place(&self) -> Place<'a> {
        let Self { network, config, end, prefix, .. } = *self;
        Place { network, config, end, prefix }
    }

    fn external(&self, best: &Route) -> Result<Advertised, Withheld> {
        let place = self.place();
        let here = &self.config.ends[self.end];
        if !here.is_leaking && !is_valley_free(best.entered_from, place.neighbor_is()) {
            return Err(Withheld::Valley);
        }
        if place.lacks_policy(&here.export) {
            return Err(Withheld::NoPolicy);
        }
        let asked = actions::on_export(&place, best.entered_from, &best.attributes)
            .map_err(|community| Withheld::Asked { community })?;
        let Ruled { attributes: mut ruled, sets_med } =
            place.run(&here.export, &best.attributes).map_err(|rule| Withheld::Denied { rule })?;
        if let Some(far_is) = here.role {
            ruled = only_to_customer::on_egress(far_is, place.own(), ruled)
                .ok_or(Withheld::OnlyToCustomer)?;
        }
        graceful_shutdown::on_export(here, false, &mut ruled);
        let is_own = best.from.is_none();
        let extra = if is_own { u32::from(self.prepends) } else { 0 };
        let times = usize::try_from(1 + extra + asked).unwrap_or(usize::MAX);
        let attributes = Attributes {
            origin: ruled.origin,
            as_path: ruled.as_path.prepended(place.own(), times),
            next_hop: self.network.end(self.end).address,
            med: ruled.med.filter(|_| is_own || sets_med).or_else(|| place.default_med(best)),
            local_pref: self.config.local_pref.default,
            communities: ruled.communities.clone(),
            originator_id: None,
            cluster_list: Vec::new(),
            only_to_customer: ruled.only_to_customer,
        };
        Ok(Advertised { attributes: Arc::new(attributes), entered_from: None })
    }

    fn internal(&self, best: &Route) -> Result<Advertised, Withheld> {
        let near = self.network.end(self.end);
        let router = &self.network.routers[near.router];
        let here = &self.config.ends[self.end];
        let came_by = best.from.map(|from| (from, self.network.end(from).neighbor_is));
        let mut attributes = Arc::clone(&best.attributes);
        if let Some((from, NeighborIs::Internal)) = came_by {
            // A route of iBGP goes on only by reflection: from a client to all, from others to
            // clients [RFC 4456 § 6].
            if !(self.config.ends[from].has_client || here.has_client) {
                return Err(Withheld::NotReflected);
            }
            let reflected = Arc::make_mut(&mut attributes);
            reflected.originator_id.get_or_insert(best.sender_id);
            reflected.cluster_list.insert(0, router.bgp_id);
            if here.is_next_hop_self && self.place().behavior().sets_next_hop_of_reflected {
                reflected.next_hop = router.loopback;
            }
        } else {
            let is_next_hop_self = here.is_next_hop_self || came_by.is_none();
            if is_next_hop_self && attributes.next_hop != router.loopback {
                Arc::make_mut(&mut attributes).next_hop = router.loopback;
            }
            if let (None, Some(med)) = (attributes.med, self.place().default_med(best)) {
                Arc::make_mut(&mut attributes).med = Some(med);
            }
            graceful_shutdown::on_export(here, true, &mut attributes);
        }
        let ruled = self.place().run(&here.export, &attributes);
        let Ruled { attributes, .. } = ruled.map_err(|rule| Withheld::Denied { rule })?;
        Ok(Advertised { attributes, entered_from: best.entered_from })
    }
}
