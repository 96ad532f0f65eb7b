//! A route as the decision process sees it.

use std::sync::Arc;

use crate::engine::base::ids::EndId;
use crate::engine::bgp::attributes::Attributes;
use crate::engine::bgp::profile::Profile;
use crate::engine::net::network::{BgpId, NeighborIs};

/// When a route came in at a speaker: numbers that count up with each UPDATE it receives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arrival {
    /// When the neighbour first announced the prefix, since it last withdrew it or the session
    /// came up. FRR's list keeps this place when the attributes change.
    pub first: u32,
    /// When the attributes last changed. BIRD and OpenBGPD go by this.
    pub last: u32,
}

impl Arrival {
    /// The arrival of what a neighbour says `now`, if it said something `before`: the same again is
    /// no news.
    #[inline]
    #[must_use]
    pub fn of<T: PartialEq>(said: &T, before: Option<(T, Self)>, now: u32) -> Self {
        match before {
            Some((before, arrival)) if before == *said => arrival,
            Some((_, arrival)) => Self { first: arrival.first, last: now },
            None => Self { first: now, last: now },
        }
    }
}

/// A route that a speaker knows, as the decision process sees it. Two are equal if they say the
/// same, whenever they came in.
#[derive(Clone, Debug)]
pub struct Route {
    /// The own end of the session that it came over; absent: the speaker's own announcement.
    pub from: Option<EndId>,
    /// Its attributes, after import.
    pub attributes: Arc<Attributes>,
    /// What the neighbour that it entered the AS from is to the AS; inside, the relation is
    /// remembered across iBGP. Absent: originated in this AS.
    pub entered_from: Option<NeighborIs>,
    /// Whether it was learned by eBGP, or is the speaker's own.
    pub is_external: bool,
    /// Interior cost to NEXT_HOP; 0 for own and eBGP routes; absent: unreachable.
    pub igp_metric: Option<u64>,
    /// ORIGINATOR_ID, or else the sender's BGP Identifier.
    pub sender_id: BgpId,
    /// The sender's address on the session.
    pub sender_address: std::net::IpAddr,
    /// When it came in. Own announcements have not come in: the default.
    pub arrival: Arrival,
    /// Its weight at this speaker; higher is better.
    pub weight: u32,
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            from,
            attributes,
            entered_from,
            is_external,
            igp_metric,
            sender_id,
            sender_address,
            arrival: _,
            weight,
        } = self;
        *from == other.from
            && *attributes == other.attributes
            && *entered_from == other.entered_from
            && *is_external == other.is_external
            && *igp_metric == other.igp_metric
            && *sender_id == other.sender_id
            && *sender_address == other.sender_address
            && *weight == other.weight
    }
}

impl Eq for Route {}

impl Route {
    /// Whether it was learned by eBGP (or is the speaker's own).
    #[must_use]
    pub const fn is_external(&self) -> bool {
        self.is_external
    }

    /// Whether it was learned by eBGP, and is not the speaker's own.
    #[must_use]
    pub const fn is_learned_externally(&self) -> bool {
        self.is_external && self.from.is_some()
    }
}

/// Gives own routes the weight that another profile gives them.
pub fn reweigh(routes: &mut [Route], profile: &Profile) {
    for route in routes.iter_mut().filter(|route| route.from.is_none()) {
        route.weight = profile.options.own_weight;
    }
}
