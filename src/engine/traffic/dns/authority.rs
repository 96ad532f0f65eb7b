//! The authoritative servers of a name that is published by GeoDNS: of the nodes that are held
//! alive, each asker is given the one nearest to where it is believed to be.
//!
//! If no node is held alive, all are: an answer that may be dead is better than none, and more
//! often it is the check that is wrong.

use super::geolocation::Place;
use crate::engine::base::ids::NodeId;

/// Who answers for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    nodes: Vec<(NodeId, Option<Place>)>,
}

impl Authority {
    /// An authority that knows these nodes and where they stand.
    #[must_use]
    pub fn new(nodes: impl IntoIterator<Item = (NodeId, Option<Place>)>) -> Self {
        Self { nodes: nodes.into_iter().collect() }
    }

    /// Whose address an asker believed at `place` is given. Of nodes equally near the first; also
    /// if nobody knows where the asker is.
    #[must_use]
    pub fn answer(
        &self,
        place: Option<Place>,
        is_held_alive: impl Fn(NodeId) -> bool,
    ) -> Option<NodeId> {
        let is_any_alive = self.nodes.iter().any(|&(node, _)| is_held_alive(node));
        let offered = self.nodes.iter().filter(|(node, _)| !is_any_alive || is_held_alive(*node));
        let distance = |there: &Option<Place>| match (place, there) {
            (Some(here), Some(there)) => here.chord_squared(there),
            _ => u64::MAX,
        };
        offered.min_by_key(|(_, there)| distance(there)).map(|(node, _)| *node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_those_held_alive_is_given_out_and_any_if_none_is() {
        let place = |lon| Some(Place::new(0, lon * 1_000_000));
        let [a, b, c] = [0, 1, 2].map(NodeId::from);
        let authority = Authority::new([(a, place(0)), (b, place(50)), (c, place(170))]);
        let answer = |lon, dead: &[NodeId]| authority.answer(place(lon), |n| !dead.contains(&n));
        assert_eq!(answer(10, &[]), Some(a));
        assert_eq!(answer(30, &[]), Some(b));
        assert_eq!(answer(-100, &[]), Some(c));
        assert_eq!(answer(10, &[a]), Some(b));
        assert_eq!(answer(10, &[a, b, c]), Some(a));
        assert_eq!(authority.answer(None, |_| true), Some(a));
    }
}
