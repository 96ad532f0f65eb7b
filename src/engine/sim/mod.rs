//! Where protocols, packets and time meet: the world, its one door in and its one clock.

pub mod command;
pub mod fact;
pub mod limits;
pub mod setup;
pub mod view;
pub mod world;
