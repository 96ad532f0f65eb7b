//! The client's end of a session.

use crate::engine::base::time::SimTime;
use crate::engine::traffic::retransmission::Retransmission;

/// What a client knows of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientEnd {
    /// The segment it waits for; 0: the handshake. Of UDP: the query that is sent next.
    pub next: u32,
    /// When it heard of the server last; before it did, when it began.
    pub heard: SimTime,
    /// When it sends again what opens the session.
    pub timer: Retransmission,
}

impl ClientEnd {
    /// One that begins now.
    #[must_use]
    pub fn new(now: SimTime) -> Self {
        Self { next: 0, heard: now, timer: Retransmission::default() }
    }

    /// A segment arrives. Returns whether it is new; it is acknowledged all the same, unless it
    /// lies beyond the one that is waited for: then the client knows nothing of it.
    pub fn receive(&mut self, segment: u32, now: SimTime) -> Option<bool> {
        self.heard = now;
        if segment > self.next {
            return None;
        }
        let is_new = segment == self.next;
        self.next += u32::from(is_new);
        Some(is_new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_taken_in_order_and_acknowledged_as_often_as_they_come() {
        let mut client = ClientEnd::new(SimTime::ZERO);
        let mut receive = |segment, us| client.receive(segment, SimTime::from_us(us));
        assert_eq!(receive(1, 1), None);
        assert_eq!(
            [0, 0, 1, 2, 1].map(|n| receive(n, 5)),
            [true, false, true, true, false].map(Some)
        );
        assert_eq!((client.next, client.heard), (3, SimTime::from_us(5)));
    }
}
