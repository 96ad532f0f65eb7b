//! BGP-4: attributes, the decision process, policy, the speaker [RFC 4271].
//!
//! Knows nothing of packets, and nothing of how messages travel.

pub mod actions;
pub mod attributes;
pub mod blackhole;
pub mod config;
pub mod damping;
pub mod decision;
pub mod export;
pub mod graceful_shutdown;
pub mod import;
pub mod mrai;
pub mod only_to_customer;
pub mod origin_validation;
pub mod policy;
pub mod preference;
pub mod prefix_length;
pub mod profile;
pub mod rib;
pub mod speaker;
pub mod table;
pub mod timing;
pub mod update;
pub mod vendors;
