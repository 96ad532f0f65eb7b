//! Servers that open connections, from addresses that several of them share: what is lent to whom
//! and who knows of it, connections packet by packet, and replies carried home.
//!
//! Simplified: a user's connection to the PoP stands already; one request is one packet, and so is
//! its answer; a server asks again once a second as long as a connection stays open; what is
//! carried from one PoP to another has no header of its own to pay for. Connections of different
//! owners of one address never collide at a destination: a new owner opens none from an address
//! while the grace period of the one before lasts.

mod bulk;
pub mod carry;
mod choice;
mod commands;
pub mod compare;
mod exchange;
mod lending;
pub mod news;
mod open;
mod replies;
pub mod sources;
mod state;
pub mod view;
pub mod whereabouts;

pub use choice::AsksAs;
pub(super) use commands::EgressCommand;
pub(super) use state::EgressState;
pub use state::said;
