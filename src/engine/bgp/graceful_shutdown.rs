//! The GRACEFUL_SHUTDOWN community: routes that will soon be gone are avoided before they are
//! [RFC 8326].

use std::sync::Arc;

use super::attributes::{Attributes, Community};
use super::config::EndConfig;
use super::policy::Place;

/// LOCAL_PREF of routes that will soon be gone [RFC 8326 § 4.2].
pub const LOCAL_PREF: u32 = 0;

/// A route as it comes in over eBGP, after the import rules.
#[must_use]
pub fn on_import(place: &Place<'_>, mut attributes: Arc<Attributes>) -> Arc<Attributes> {
    let here = &place.config.ends[place.end];
    let is_going = here.is_draining
        || (here.honours_graceful_shutdown || place.behavior().heeds_graceful_shutdown)
            && attributes.communities.contains(&Community::GRACEFUL_SHUTDOWN);
    if is_going && attributes.local_pref != LOCAL_PREF {
        Arc::make_mut(&mut attributes).local_pref = LOCAL_PREF;
    }
    attributes
}

/// A route as a router that is being drained tells it: eBGP neighbours are asked by the
/// community, one's own routers by LOCAL_PREF [RFC 8326 § 4, § 5].
pub fn on_export(here: &EndConfig, is_internal: bool, attributes: &mut Arc<Attributes>) {
    if here.is_draining {
        let going = Arc::make_mut(attributes);
        going.add_community(Community::GRACEFUL_SHUTDOWN);
        if is_internal {
            going.local_pref = LOCAL_PREF;
        }
    }
}
