//! The server's end of a session with state: it sends a segment, waits for the acknowledgment, and
//! sends the next. A window of one segment.

use crate::engine::base::time::SimTime;
use crate::engine::traffic::flow::SEGMENT_INTERVAL;
use crate::engine::traffic::retransmission::Retransmission;

/// What a server waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// This segment to be acknowledged.
    ForAcknowledgment(u32),
    /// The moment to send this one.
    ToSend(u32),
}

/// What a server knows of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerEnd {
    /// What it waits for.
    pub waiting: Waiting,
    sent: SimTime,
    is_sent_again: bool,
    timer: Retransmission,
}

impl ServerEnd {
    /// One that is asked to open a session, and answers as soon as its timer fires, which is now.
    #[must_use]
    pub fn new(now: SimTime) -> Self {
        Self {
            waiting: Waiting::ToSend(0),
            sent: now,
            is_sent_again: false,
            timer: Retransmission::default(),
        }
    }

    /// Its state in numbers, for fingerprints.
    #[must_use]
    pub fn state(&self) -> [u64; 6] {
        let waiting = match self.waiting {
            Waiting::ToSend(segment) => 2 * u64::from(segment),
            Waiting::ForAcknowledgment(segment) => 2 * u64::from(segment) + 1,
        };
        let [smooth, variation, timeout] = self.timer.state();
        [waiting, self.sent.as_us(), self.is_sent_again.into(), smooth, variation, timeout]
    }

    /// A segment was acknowledged. Returns when its timer fires next, if it was the one that was
    /// waited for.
    pub fn acknowledged(&mut self, segment: u32, now: SimTime) -> Option<SimTime> {
        if self.waiting != Waiting::ForAcknowledgment(segment) {
            return None;
        }
        if !self.is_sent_again {
            self.timer.measured(now.since(self.sent));
        }
        self.waiting = Waiting::ToSend(segment + 1);
        // After the handshake nothing has been played yet.
        Some(if segment == 0 { now } else { now.max(self.sent + SEGMENT_INTERVAL) })
    }

    /// Its timer fires. Returns the segment to send, and when the timer fires again.
    pub fn due(&mut self, now: SimTime) -> (u32, SimTime) {
        let segment = match self.waiting {
            Waiting::ToSend(segment) => {
                self.is_sent_again = false;
                segment
            }
            Waiting::ForAcknowledgment(segment) => {
                self.is_sent_again = true;
                self.timer.back_off();
                segment
            }
        };
        self.waiting = Waiting::ForAcknowledgment(segment);
        self.sent = now;
        (segment, now + self.timer.timeout())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::base::time::Span;

    #[test]
    fn segments_follow_acknowledgments_and_are_sent_again_in_vain() {
        let at = |ms: u64| SimTime::ZERO + Span::from_ms(ms);
        let mut server = ServerEnd::new(at(0));
        assert_eq!(server.due(at(0)), (0, at(1_000)));
        assert_eq!(server.acknowledged(1, at(20)), None);
        assert_eq!(server.acknowledged(0, at(20)), Some(at(20)));
        assert_eq!(server.due(at(20)), (1, at(1_020)));
        // Acknowledged twice: once is enough; and the next keeps its distance.
        assert_eq!(server.acknowledged(1, at(40)), Some(at(220)));
        assert_eq!(server.acknowledged(1, at(41)), None);
        assert_eq!(server.due(at(220)), (2, at(1_220)));
        assert_eq!(server.due(at(1_220)), (2, at(3_220)));
        assert_eq!(server.due(at(3_220)), (2, at(7_220)));
        // What was sent again measures nothing: the timer stays backed off.
        assert_eq!(server.acknowledged(2, at(3_240)), Some(at(3_420)));
        assert_eq!(server.due(at(3_420)), (3, at(7_420)));
    }
}
