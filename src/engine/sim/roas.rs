//! ROAs by command, and what origin validation says [RFC 6482, RFC 6811].
//!
//! Simplified: whoever validates has a ROA at once. In life a certification authority publishes it,
//! relying parties fetch it, and routers ask those [RFC 8210]: minutes to hours.

use std::sync::Arc;

use ipnet::IpNet;

use super::apply::{Checked, Refusal};
use super::command::RoaOrder;
use super::fact::{Fact, What};
use super::world::World;
use crate::engine::base::ids::{AsId, EndId, PrefixId};
use crate::engine::bgp::origin_validation::{Validity, validate};
use crate::engine::bgp::speaker::{Revalidated, uses_validity};
use crate::engine::net::network::Asn;
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::net::roa::Roa;
use crate::engine::net::validate::MAX_ROAS;

impl World {
    /// All ROAs that are published now.
    #[must_use]
    pub fn roas(&self) -> &[Roa] {
        &self.config.roas
    }

    /// What origin validation says of a prefix that this AS originates [RFC 6811 § 2].
    #[must_use]
    pub fn validity(&self, prefix: &IpNet, origin: Asn) -> Validity {
        validate(&self.config.roas, prefix, Some(origin))
    }

    /// Whether a network refuses invalid origins of any of its neighbours.
    #[must_use]
    pub fn is_validating(&self, network: AsId) -> bool {
        let routers = self.network.ases[network].routers.iter();
        let mut ends = routers.flat_map(|&router| &self.network.routers[router].ends);
        ends.any(|&end| self.config.ends[end].validates_origin)
    }

    pub(super) fn check_publish(&self, order: &RoaOrder) -> Result<Checked, Refusal> {
        let roa = in_range(order)?;
        if self.config.roas.contains(&roa) {
            return Err(Refusal::Already { name: roa.to_string(), state: "published" });
        }
        let [count, most] = [self.config.roas.len() + 1, MAX_ROAS]
            .map(|count| u64::try_from(count).unwrap_or(u64::MAX));
        OutOfRange::check("roas", count, 0, most).map_or(Ok(()), refuse)?;
        Ok(Checked::SetRoa(roa, true))
    }

    pub(super) fn check_revoke(&self, order: &RoaOrder) -> Result<Checked, Refusal> {
        let roa = in_range(order)?;
        if !self.config.roas.contains(&roa) {
            return Err(Refusal::Unknown { kind: "ROA", name: roa.to_string() });
        }
        Ok(Checked::SetRoa(roa, false))
    }

    /// Publishes a ROA or revokes it, and has everybody whom it concerns look again.
    pub(super) fn set_roa(&mut self, roa: Roa, is_published: bool, facts: &mut Vec<Fact>) {
        let roas = &mut Arc::make_mut(&mut self.config).roas;
        // A file may name one twice; revoked, it is gone.
        roas.retain(|one| *one != roa);
        roas.extend(is_published.then_some(roa));
        let mut later = Vec::new();
        let changes = self.validate_again(&roa.prefix, &mut later);
        self.tell(
            facts,
            if is_published {
                What::RoaPublished { roa, changes }
            } else {
                What::RoaRevoked { roa, changes }
            },
        );
        facts.append(&mut later);
    }

    /// Every router that goes by origin validation looks again at all prefixes inside of this one.
    fn validate_again(&mut self, covered: &IpNet, facts: &mut Vec<Fact>) -> Revalidated {
        let network = Arc::clone(&self.network);
        let config = Arc::clone(&self.config);
        let inside = network.prefixes.iter_enumerated().filter(|(_, net)| covered.contains(*net));
        let prefixes: Vec<PrefixId> = inside.map(|(id, _)| id).collect();
        let has_use = |end: &EndId| uses_validity(&config.ends[*end]);
        let mut all = Revalidated::default();
        for (router, here) in network.routers.iter_enumerated() {
            if !here.ends.iter().any(has_use) {
                continue;
            }
            for &prefix in &prefixes {
                self.touched.note(router, prefix);
            }
            self.have_work(router, facts, |speaker, desk| {
                let Revalidated { refused, accepted } = speaker.roas_changed(desk, &prefixes);
                all.refused += refused;
                all.accepted += accepted;
            });
        }
        all
    }
}

/// The ROA that an order means, if there can be such a one.
fn in_range(order: &RoaOrder) -> Result<Roa, Refusal> {
    let (roa, net) = (order.roa(), order.prefix);
    if net != net.trunc() {
        // With host bits it is an address and its network, not a prefix.
        return Err(Refusal::Unknown { kind: "prefix", name: net.to_string() });
    }
    let [length, own, most] =
        [roa.max_length, net.prefix_len(), net.max_prefix_len()].map(u64::from);
    OutOfRange::check("max_length", length, own, most).map_or(Ok(()), refuse)?;
    Ok(roa)
}

fn refuse(wrong: OutOfRange) -> Result<(), Refusal> {
    Err(super::deviate::out_of_range(wrong))
}
