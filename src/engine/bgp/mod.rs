//! BGP-4: attributes, the decision process, policy, the speaker [RFC 4271].
//!
//! Knows nothing of packets, and nothing of how messages travel.

pub mod attributes;
pub mod config;
pub mod decision;
pub mod export;
pub mod import;
pub mod mrai;
pub mod only_to_customer;
pub mod origin_validation;
pub mod policy;
pub mod preference;
pub mod profile;
pub mod rib;
pub mod speaker;
pub mod table;
pub mod update;
pub mod vendors;
