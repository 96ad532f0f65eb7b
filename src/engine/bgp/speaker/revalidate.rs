//! Validating origins again when the ROAs are others: what is in Adj-RIB-In is looked at again, so
//! that no neighbour need say anything twice [RFC 6811 § 5].

use super::{Desk, Speaker};
use crate::engine::base::ids::PrefixId;
use crate::engine::bgp::config::EndConfig;
use crate::engine::bgp::policy::Rule;
use crate::engine::bgp::rib::Incoming;

/// Whether anything at an end of a session depends on what origin validation says.
#[must_use]
pub fn uses_validity(end: &EndConfig) -> bool {
    imports_by_validity(end) || exports_by_validity(end)
}

fn imports_by_validity(end: &EndConfig) -> bool {
    end.validates_origin || end.import.iter().any(asks_for_origin)
}

fn exports_by_validity(end: &EndConfig) -> bool {
    end.export.iter().any(asks_for_origin)
}

const fn asks_for_origin(rule: &Rule) -> bool {
    rule.matching.origin_is.is_some()
}

/// What neighbours' routes fared when origins were validated again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revalidated {
    /// Routes that are refused from now on.
    pub refused: u32,
    /// Routes that were refused before, and no longer are.
    pub accepted: u32,
}

impl Speaker {
    /// The ROAs that cover these prefixes changed: where origin validation has a say, routes are
    /// imported and exported again. Returns what became of the neighbours' routes.
    pub fn roas_changed(&mut self, desk: &mut Desk<'_>, prefixes: &[PrefixId]) -> Revalidated {
        let mut changes = Revalidated::default();
        for &prefix in prefixes {
            let before = self.accepted_places(prefix);
            self.validate_again(desk, prefix);
            for pair in before.into_iter().zip(self.accepted_places(prefix)) {
                changes.refused += u32::from(pair == (true, false));
                changes.accepted += u32::from(pair == (false, true));
            }
        }
        changes
    }

    fn validate_again(&mut self, desk: &mut Desk<'_>, prefix: PrefixId) {
        let config = desk.around.config;
        let (mut is_another, mut told_anew) = (false, Vec::new());
        for place in 0..self.gates.len() {
            let end = &config.ends[self.end(place)];
            if imports_by_validity(end) {
                self.learn_again(desk, prefix, place);
                is_another = true;
            }
            if exports_by_validity(end) {
                told_anew.push(place);
            }
        }
        if is_another {
            self.decide(desk, prefix, None);
        }
        for place in told_anew {
            self.tell_one(desk, prefix, place);
        }
    }

    /// Whether import accepts a route to a prefix, session by session.
    fn accepted_places(&self, prefix: PrefixId) -> Vec<bool> {
        let accepted = |one: &Incoming| one.received.is_some_and(|it| it.accepted.is_some());
        self.incoming(prefix).iter().map(accepted).collect()
    }
}
