//! How servers leave: from which address and port a connection is opened, whose a reply is, and
//! what each way of sharing addresses costs.
//!
//! Pure: tables come in, choices come out. `sim::egress` lends addresses, carries packets and lets
//! time pass.

pub mod connection;
pub mod decide;
pub mod feed;
pub mod pool;
pub mod ports;
pub mod table;
