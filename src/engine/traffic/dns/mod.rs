//! Names of services in DNS: who is given which address, and for how long it is used.
//!
//! Simplified: asking takes no time, and somebody always answers for the name (its authoritative
//! servers are no part of the world). Names are asked for all the time, so that a resolver asks
//! again the moment its entry has expired. A resolver's entry and what its users keep of it expire
//! together, since the resolver passes the remaining time to live on [RFC 1035 § 3.2.1]; but a
//! resolver is many caches, and which of them answers a user differs from user to user. Health
//! checks are made from everywhere at once: one fails if no client network would be answered.

pub mod authority;
pub mod cache;
pub mod geolocation;
pub mod health;
pub mod resolver;

/// Caches that each resolver of a client network's users has.
pub const CACHES: u32 = 16;
