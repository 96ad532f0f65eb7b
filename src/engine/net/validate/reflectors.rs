//! Route reflectors.

use std::collections::BTreeSet;

use super::{Check, MAX_FULL_MESH};
use crate::engine::base::text::Slug;
use crate::engine::net::scenario::NetworkEntry;

impl Check<'_> {
    pub(super) fn reflectors(&mut self, place: &str, network: &NetworkEntry) {
        if !network.ibgp && !network.reflectors.is_empty() {
            self.wrong(place, "without iBGP there is nothing to reflect");
        }
        if network.reflectors.len() > MAX_FULL_MESH {
            let message =
                format!("has {} entries; at most {MAX_FULL_MESH}", network.reflectors.len());
            self.wrong(place, message);
            return;
        }
        let own: BTreeSet<&Slug> = network.routers.iter().map(|router| &router.slug).collect();
        let mut pairs = BTreeSet::new();
        for (n, reflector) in network.reflectors.iter().enumerate() {
            let place = format!("{place}[{n}]");
            if !own.contains(&reflector.router) {
                let message = format!("this network has no router called `{}`", reflector.router);
                self.wrong(&format!("{place}.router"), message);
            }
            if reflector.clients.is_empty() {
                self.wrong(&format!("{place}.clients"), "is empty; a reflector has a client");
            }
            for (m, client) in reflector.clients.iter().enumerate() {
                let place = format!("{place}.clients[{m}]");
                if !own.contains(client) {
                    let message = format!("this network has no router called `{client}`");
                    self.wrong(&place, message);
                } else if *client == reflector.router
                    || pairs.contains(&(client, &reflector.router))
                {
                    self.wrong(&place, format!("`{client}` cannot be a client of its client"));
                } else if !pairs.insert((&reflector.router, client)) {
                    self.wrong(&place, format!("`{client}` is its client already"));
                }
            }
        }
    }
}
