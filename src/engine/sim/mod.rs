//! Where protocols, packets and time meet: the world, its one door in and its one clock.

pub mod apply;
mod clocks;
pub mod command;
mod deviate;
mod ends;
mod event;
pub mod fact;
mod fingerprint;
mod flaps;
mod hold;
pub mod lens;
pub mod limits;
pub mod oscillation;
mod packets;
pub mod policy_view;
mod processing;
mod queue;
mod restart;
pub mod ribs;
mod routing;
pub mod schedule;
mod sessions;
pub mod setup;
mod timer;
pub mod view;
pub mod ways;
pub mod world;
