//! What packets carry, and how much of it: what the ends of sessions do, which address users
//! send to and whether anybody answers, bulk traffic as rates, and what floods add.
//!
//! Pure: an end is told what came and when, and says what it sends; ways come in, loads come out.
//! `sim` carries it out.

pub mod client;
pub mod dns;
pub mod flood;
pub mod flow;
pub mod load;
pub mod outage;
pub mod retransmission;
pub mod series;
pub mod server;
pub mod share;
pub mod survival;
