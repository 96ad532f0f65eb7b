//! Anycast: which node answers whom [RFC 4786].

pub mod catchment;
pub mod nearest;
