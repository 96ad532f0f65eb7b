//! Links.

use super::{Check, MAX_SPAN_US};
use crate::engine::net::build::link_slug;
use crate::engine::net::capacity::MAX_BPS;
use crate::engine::net::scenario::{LinkEntry, LinkRelation};

impl Check<'_> {
    pub(super) fn link(&mut self, place: &str, link: &LinkEntry) {
        if let Some(slug) = &link.slug {
            self.slug("link", &format!("{place}.slug"), slug);
        } else {
            // A derived slug may be longer than a written one; only its uniqueness matters.
            let slug = link_slug(link);
            if !self.seen.entry("link").or_default().insert(slug.clone()) {
                let message = format!("another link is called `{slug}`; give one a slug");
                self.wrong(place, message);
            }
        }
        self.known("router", &format!("{place}.a"), &link.a);
        self.known("router", &format!("{place}.b"), &link.b);
        if link.a == link.b {
            self.wrong(&format!("{place}.b"), format!("`{}` cannot be linked to itself", link.a));
        }
        self.range(&format!("{place}.delay_us"), link.delay_us.as_us(), 1, MAX_SPAN_US);
        let is_internal = link.a_is == LinkRelation::Internal;
        if let (Some(a), Some(b)) =
            (self.routers.get(&link.a).copied(), self.routers.get(&link.b).copied())
        {
            if is_internal && a != b {
                let message = format!("is `internal`, but AS {a} and AS {b} are two networks");
                self.wrong(&format!("{place}.a_is"), message);
            }
            if !is_internal && a == b {
                let message = format!("both routers are of AS {a}: it must be `internal`");
                self.wrong(&format!("{place}.a_is"), message);
            }
        }
        match link.igp_cost {
            Some(_) if !is_internal => {
                self.wrong(&format!("{place}.igp_cost"), "only an internal link has one");
            }
            Some(cost) => self.range(&format!("{place}.igp_cost"), cost.into(), 1, u32::MAX.into()),
            None => {}
        }
        if let Some(bps) = link.capacity_bps {
            self.range(&format!("{place}.capacity_bps"), bps, 1, MAX_BPS);
        }
    }
}
