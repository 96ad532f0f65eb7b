//! What is scheduled.

use super::hosts::Deed;
use super::line::{Recipient, Telling};
use super::timer::Timer;
use crate::engine::base::ids::{ClientId, EndId, LinkId, PacketId, PrefixId, ServiceId, SessionId};

/// What is due next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Due {
    /// An UPDATE arrives. Storms consist of these, so they are told from all else at once.
    Update(Recipient, Telling),
    /// Another event.
    Other(Event),
}

/// Something that will happen at a known time, beside the arrival of UPDATEs.
///
/// Sessions and links count their failures; an event that was scheduled before the last one
/// carries an old count and comes to nothing. A storm has hundreds of thousands under way: they
/// are kept small.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// The MRAI timer of this end expires; of this prefix alone, if there is one.
    MraiExpires { end: EndId, prefix: Option<PrefixId>, epoch: u32 },
    /// Another timer fires.
    TimerFires(Timer),
    /// A session is established.
    SessionOpens { session: SessionId, epoch: u32 },
    /// A packet arrives at the last of its hops, over a link in its state of then.
    PacketArrives { packet: PacketId, link: LinkId, epoch: u32 },
    /// A client network sends its next packet to a service.
    ClientSends { client: ClientId, service: ServiceId },
    /// A client or a server does what it was going to do.
    HostActs(Deed),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_small() {
        assert_eq!(size_of::<Event>(), 32);
    }
}
