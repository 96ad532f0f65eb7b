//! Botnets.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, MAX_ENTRIES};
use crate::engine::base::text::Slug;
use crate::engine::net::scenario::{BotsEntry, Scenario};

impl Check<'_> {
    pub(super) fn botnets(&mut self, scenario: &Scenario) {
        let clients = scenario.clients.iter();
        let users: BTreeMap<&Slug, u64> =
            clients.map(|client| (&client.slug, client.population)).collect();
        for (n, botnet) in scenario.botnets.iter().enumerate() {
            let place = format!("botnets[{n}]");
            self.slug("botnet", &format!("{place}.slug"), &botnet.slug);
            self.text(&format!("{place}.name"), &botnet.name);
            let place = format!("{place}.bots");
            if botnet.bots.is_empty() {
                self.wrong(&place, "is empty; a botnet has machines in a client network at least");
            }
            if botnet.bots.len() > MAX_ENTRIES {
                let message = format!("has {} entries; at most {MAX_ENTRIES}", botnet.bots.len());
                self.wrong(&place, message);
            }
            self.bots(&place, &botnet.bots, &users);
        }
    }

    /// No more machines than users, and each client network once.
    fn bots(&mut self, place: &str, bots: &[BotsEntry], users: &BTreeMap<&Slug, u64>) {
        let mut named = BTreeSet::new();
        for (n, entry) in bots.iter().enumerate() {
            let place = format!("{place}[{n}]");
            self.known("client", &format!("{place}.client"), &entry.client);
            if !named.insert(&entry.client) {
                let message = format!("`{}` is in this botnet already", entry.client);
                self.wrong(&format!("{place}.client"), message);
            }
            if let Some(&users) = users.get(&entry.client) {
                self.range(&format!("{place}.count"), entry.count, 1, users);
            }
        }
    }
}
