//! What is scheduled.

use super::timer::Timer;
use crate::engine::base::ids::{ClientId, EndId, LinkId, PacketId, PrefixId, ServiceId, SessionId};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::update::Update;

/// Something that will happen at a known time.
///
/// Sessions and links count their failures; an event that was scheduled before the last one
/// carries an old count and comes to nothing.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// An UPDATE arrives at this end.
    UpdateArrives { end: EndId, epoch: u32, departed: SimTime, update: Update },
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
}
