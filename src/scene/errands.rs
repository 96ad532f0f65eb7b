//! The marks of packets that are of a session, a probe or a connection that a server opened: each
//! is worth following, so each says what it is. Regular queries and answers, which are thousands,
//! stay discs.

use super::draw_list::{Pen, Rgba, Shape, Sprite};
use super::palette::CASING;
use crate::engine::dataplane::packet::{Heading, Packet, PacketKind};

/// What such a packet is, as far as its mark tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// ▷ It opens a session, or answers what does.
    Opening,
    /// ● Data.
    Data,
    /// ○ An acknowledgment.
    Acknowledgment,
    /// ✕ Whoever it reached knew nothing of the session.
    Reset,
    /// ◆ A query.
    Query,
    /// ◇ Its answer.
    Answer,
    /// ▢ ICMP.
    Icmp,
    /// ⬢ Of a connection that a server opens, on its way there; or its user's request.
    Asking,
    /// ⬡ The answer to that.
    Replying,
    /// ⬢ in a ring: it is carried from one PoP to another.
    Carried,
}

impl Glyph {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Opening,
        Self::Data,
        Self::Acknowledgment,
        Self::Reset,
        Self::Query,
        Self::Answer,
        Self::Icmp,
        Self::Asking,
        Self::Replying,
        Self::Carried,
    ];

    /// That of a packet.
    #[must_use]
    pub const fn of(packet: &Packet) -> Self {
        match packet.kind {
            PacketKind::Syn | PacketKind::SynAck | PacketKind::Initial | PacketKind::Handshake => {
                Self::Opening
            }
            PacketKind::Data => Self::Data,
            PacketKind::Ack | PacketKind::Fin => Self::Acknowledgment,
            PacketKind::OneRtt => match packet.heading {
                Heading::Client => Self::Data,
                Heading::Server => Self::Acknowledgment,
            },
            PacketKind::Rst | PacketKind::StatelessReset => Self::Reset,
            PacketKind::Query => Self::Query,
            PacketKind::Answer => Self::Answer,
            PacketKind::EchoRequest
            | PacketKind::EchoReply
            | PacketKind::TimeExceeded
            | PacketKind::Unreachable => Self::Icmp,
        }
    }

    /// That of a packet of a connection, which may be carried from PoP to PoP.
    #[must_use]
    pub const fn of_connection(packet: &Packet, is_carried: bool) -> Self {
        match (packet.kind, packet.heading) {
            (PacketKind::Rst, _) => Self::Reset,
            _ if is_carried => Self::Carried,
            (_, Heading::Server) => Self::Asking,
            (_, Heading::Client) => Self::Replying,
        }
    }

    /// Its picture in a hue, on a ground of that colour: larger than those of regular packets.
    #[must_use]
    pub const fn sprite(self, hue: Rgba, ground: Rgba) -> Sprite {
        let (shape, radius, is_filled) = match self {
            Self::Opening => (Shape::TriangleRight, 4.6, false),
            Self::Data => (Shape::Disc, 4.8, true),
            Self::Acknowledgment => (Shape::Disc, 4.4, false),
            Self::Reset => (Shape::Cross, 4.6, false),
            Self::Query => (Shape::Diamond, 4.6, true),
            Self::Answer => (Shape::Diamond, 4.4, false),
            Self::Icmp => (Shape::Square, 3.8, false),
            Self::Asking => (Shape::Hexagon, 4.6, true),
            Self::Replying => (Shape::Hexagon, 4.6, false),
            Self::Carried => {
                let edge = Some(Pen { width: 2.2, color: CASING });
                let casing = Some(Pen { width: 6.4, color: hue });
                let (shape, radius) = (Shape::Hexagon, 4.8);
                return Sprite { shape, radius, casing, fill: Some(hue), edge };
            }
        };
        if is_filled {
            let edge = Some(Pen { width: 1.4, color: CASING });
            return Sprite { shape, radius, casing: None, fill: Some(hue), edge };
        }
        let casing = Some(Pen { width: 4.4, color: CASING });
        let edge = Some(Pen { width: 2.0, color: hue });
        Sprite { shape, radius, casing, fill: Some(ground), edge }
    }
}
