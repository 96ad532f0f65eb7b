//! Where protocols, packets and time meet: the world, its one door in and its one clock.

pub mod apply;
pub mod command;
mod ends;
mod event;
pub mod fact;
mod fingerprint;
pub mod lens;
pub mod limits;
pub mod oscillation;
mod packets;
pub mod policy_view;
mod queue;
mod routing;
mod sessions;
pub mod setup;
pub mod view;
pub mod world;
