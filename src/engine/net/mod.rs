//! The network as it is built: cities, autonomous systems, routers, links, and the scenario
//! files they come from. Nothing here knows a protocol.

pub mod action;
pub mod build;
pub mod capacity;
pub mod community;
pub mod dns;
pub mod egress;
pub mod geofeed;
pub mod inside;
pub mod network;
pub mod origin;
pub mod out_of_range;
pub mod paths;
pub mod port_slice;
pub mod prefix_list;
pub mod profile_name;
pub mod roa;
pub mod rule;
pub mod scenario;
pub mod validate;
pub mod wires;
