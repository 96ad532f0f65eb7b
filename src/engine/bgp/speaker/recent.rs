//! What a speaker made of the attributes it told last: while paths are explored, the same few come
//! back again and again, and this is nearer than the world's table.

use crate::engine::bgp::table::AttributesId;

/// A table with few places; each set of attributes has one place, and the newest stays.
#[derive(Clone, Debug)]
pub(super) struct Recent([Option<(AttributesId, AttributesId)>; PLACES]);

const PLACES: usize = 4;

impl Default for Recent {
    fn default() -> Self {
        Self([None; PLACES])
    }
}

impl Recent {
    /// What was made of these, or else what `make` makes of them.
    pub(super) fn get_or(
        &mut self,
        attributes: AttributesId,
        make: impl FnOnce() -> AttributesId,
    ) -> AttributesId {
        let place = &mut self.0[usize::from(attributes) % PLACES];
        if let Some((known, made)) = *place
            && known == attributes
        {
            return made;
        }
        let made = make();
        *place = Some((attributes, made));
        made
    }
}
