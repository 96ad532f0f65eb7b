//! What commands have changed of the configuration that the scenario gave.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::net::roa::Roa;

impl World {
    /// Every end that is configured otherwise than in the scenario, for digests; nothing if none
    /// is. Switches and lists of rules are all that commands change there. Then the ROAs, if they
    /// are not the scenario's: as a set, since their order means nothing.
    pub(super) fn add_configured(&self, digester: &mut impl Intake) {
        if Arc::ptr_eq(&self.config, &self.planned) {
            return;
        }
        for ((id, end), planned) in self.config.ends.iter_enumerated().zip(&self.planned.ends) {
            if end == planned {
                continue;
            }
            digester.text("configured");
            digester.number(id.get().into());
            digester.number(u64::from(end.is_leaking) << 1 | u64::from(end.is_draining));
            for rules in [&end.import, &end.export] {
                digester.text(&serde_json::to_string(rules).expect("rules come from such text"));
            }
        }
        let [now, planned] = [&self.config, &self.planned].map(|config| {
            let roas: BTreeSet<Roa> = config.roas.iter().copied().collect();
            roas
        });
        if now != planned {
            digester.text("roas");
            for roa in now {
                digester.text(&roa.to_string());
            }
        }
    }
}
