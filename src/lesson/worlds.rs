//! The worlds that a lesson plays in.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{Lesson, Variant};
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;

/// A lesson's own world, and those of its variants.
#[derive(Clone, Debug)]
pub struct Worlds {
    /// Its own.
    pub own: Setup,
    /// Others, by name.
    pub others: BTreeMap<Slug, Setup>,
}

impl Worlds {
    /// A lesson that needs no other world than its own.
    #[must_use]
    pub const fn only(own: Setup) -> Self {
        Self { own, others: BTreeMap::new() }
    }

    /// The world that a variant begins in anew; absent: it has none, or it is not there.
    #[must_use]
    pub fn of(&self, variant: &Variant) -> Option<&Setup> {
        self.others.get(variant.world.as_ref()?)
    }
}

impl Lesson {
    /// The worlds that its variants have of their own.
    #[must_use]
    pub fn other_worlds(&self) -> BTreeSet<&Slug> {
        let variants = self.steps.iter().flat_map(|step| &step.variants);
        variants.filter_map(|variant| variant.world.as_ref()).collect()
    }
}
