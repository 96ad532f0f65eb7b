//! The card of a link.

use crate::app::lab::Lab;
use crate::app::present::acts::{self, Deviations};
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::app::present::router::relation;
use crate::engine::base::ids::{LinkId, RouterId};
use crate::engine::base::text::Slug;
use crate::say;

/// What is shown of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkCard {
    /// The link.
    pub link: LinkId,
    /// Its slug, for commands.
    pub slug: Slug,
    /// Its name: that of its two ends, without saying twice what both have.
    pub title: String,
    /// Whether it carries anything, in a sentence.
    pub state: String,
    /// Its two routers and their names.
    pub ends: [(RouterId, String); 2],
    /// What the second is to the first, in a sentence.
    pub relation: String,
    /// Its delay.
    pub delay: String,
    /// Whether it is up.
    pub is_up: bool,
    /// What may be made to happen to it beyond a plain failure.
    pub deviations: Deviations,
}

/// The card of `link`.
#[must_use]
pub fn card(lab: &Lab, link: LinkId) -> LinkCard {
    let names = Names { lang: lab.lang, network: lab.network() };
    let here = &names.network.links[link];
    let [a, b] = here.routers;
    let is_up = lab.world().is_link_up(link);
    LinkCard {
        link,
        slug: here.slug.clone(),
        title: names.link_in_short(link),
        state: if is_up { say!(lab.lang, "link-works") } else { say!(lab.lang, "link-cut") },
        ends: [a, b].map(|router| (router, names.router(router))),
        relation: if here.session.is_some() {
            let relation = relation(&names, a, link);
            say!(
                lab.lang,
                "link-relation",
                a = names.router(a),
                b = names.router(b),
                relation = relation
            )
        } else {
            say!(lab.lang, "link-internal", system = names.system(names.network.routers[a].in_as))
        },
        delay: quantity::milliseconds(here.delay),
        is_up,
        deviations: acts::of_link(lab, link),
    }
}
