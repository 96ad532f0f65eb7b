//! What the inspector asks routers about: a prefix, and whose rules they would choose by.

use crate::app::lab::Lab;
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::bgp::decision::Explanation;
use crate::engine::bgp::profile::{Profile, ProfileName};

/// What the inspector asks about; it stays the same from router to router.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The prefix; absent: that of the first service.
    pub prefix: Option<PrefixId>,
    /// Whose rules; absent: the router's own.
    pub profile: Option<ProfileName>,
}

impl Lab {
    /// The prefix that the inspector asks about; absent only in a world without prefixes.
    #[must_use]
    pub fn inspected_prefix(&self) -> Option<PrefixId> {
        let network = self.network();
        let service = || network.services.first().map(|service| service.prefix);
        self.inspection.prefix.or_else(service).or_else(|| network.prefixes.keys().next())
    }

    /// Why a router chose what it chose; or would choose by the rules of another, had it always
    /// chosen by them.
    #[must_use]
    pub fn explain(
        &self,
        router: RouterId,
        prefix: PrefixId,
        profile: Option<ProfileName>,
    ) -> Explanation {
        match profile.filter(|&name| name != self.world().profile(router).name) {
            Some(name) => self.world().explain_as(router, prefix, &Profile::named(name)),
            None => self.world().explain(router, prefix),
        }
    }
}
