//! The Internet, simulated.
//!
//! The engine is told the time, the seed and the commands; it asks nobody anything.
//! `World(t) = replay(scenario, seed, log up to t)`: everything else is a cache of that.
//!
//! Inside: `base ← net ← {bgp, dataplane} ← {anycast, traffic, egress} ← sim`, and `internet`, the
//! second engine, upon `net`. Protocol modules do not know each other; [`sim`] is where they meet.
#![deny(clippy::float_arithmetic, clippy::as_conversions)]

pub mod anycast;
pub mod base;
pub mod bgp;
pub mod dataplane;
pub mod egress;
pub mod internet;
pub mod net;
pub mod sim;
pub mod traffic;
