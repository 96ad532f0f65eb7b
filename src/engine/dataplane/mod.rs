//! Forwarding: what a router does with a packet. It is given next hops, not speakers.

pub mod balance;
pub mod casts;
pub mod fib;
pub mod packet;
pub mod tuple;
