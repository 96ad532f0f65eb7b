//! What a speaker has sent: the same to many, most of the time.

use crate::engine::bgp::update::{Told, Update};

/// UPDATEs sent, in order.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// What was said, and to how many the others had been sent by then.
    said: Vec<(Update, usize)>,
    /// The places of the sessions that it was sent over, of all of them.
    places: Vec<u32>,
}

impl Sent {
    /// An UPDATE is sent over the session at a place.
    #[inline]
    pub fn push(&mut self, place: u32, update: Update) {
        let is_same = |last: &(Update, usize)| {
            last.0.prefix == update.prefix && Told::is_same(last.0.route, update.route)
        };
        if !self.said.last().is_some_and(is_same) {
            self.said.push((update, self.places.len()));
        }
        self.places.push(place);
    }

    /// Each UPDATE with the places of the sessions that it was sent over, one after the other: a
    /// place is what [`Speaker::wire`](super::Speaker::wire) takes.
    #[inline]
    pub fn each(&self) -> impl Iterator<Item = (Update, &[u32])> {
        let ends = self.said.iter().skip(1).map(|&(_, from)| from);
        let ends = ends.chain(std::iter::once(self.places.len()));
        self.said.iter().zip(ends).map(|(&(update, from), to)| (update, &self.places[from..to]))
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.said.clear();
        self.places.clear();
    }

    /// Whether nothing was sent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}
