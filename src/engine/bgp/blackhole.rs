//! The BLACKHOLE community: a neighbour asks for packets to a prefix to be dropped [RFC 7999].
//!
//! Simplified: that the neighbour may ask so for just this prefix is not verified
//! [RFC 7999 § 3.3], beyond origin validation where an end validates.

use std::sync::Arc;

use super::attributes::{Attributes, Community};
use super::config::EndConfig;

/// What an end makes of BLACKHOLE.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blackhole {
    /// A community like any other.
    #[default]
    Ignores,
    /// Takes it off: the network honours it, but not from this neighbour.
    TakesOff,
    /// Drops packets to such prefixes, of whatever length, and tells nobody outside of the AS.
    Honours,
}

impl EndConfig {
    /// Whether packets along a route with these communities, learned at this end, are to be
    /// dropped.
    #[must_use]
    pub fn discards(&self, communities: &[Community]) -> bool {
        self.blackhole == Blackhole::Honours && communities.contains(&Community::BLACKHOLE)
    }
}

/// A route as it comes in over eBGP.
#[must_use]
pub fn on_import(here: &EndConfig, mut attributes: Arc<Attributes>) -> Arc<Attributes> {
    if !attributes.communities.contains(&Community::BLACKHOLE) {
        return attributes;
    }
    match here.blackhole {
        Blackhole::Ignores => {}
        Blackhole::TakesOff => {
            let communities = &mut Arc::make_mut(&mut attributes).communities;
            communities.retain(|&community| community != Community::BLACKHOLE);
        }
        // "SHOULD add the NO_ADVERTISE or NO_EXPORT community" [RFC 7999 § 3.2].
        Blackhole::Honours => {
            Arc::make_mut(&mut attributes).add_community(Community::NO_EXPORT);
        }
    }
    attributes
}
