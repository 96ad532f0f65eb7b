//! What packets carry, and how much of it: which address users send to and whether anybody
//! answers; bulk traffic as rates, and what floods add. Pure: ways come in, loads come out.

pub mod dns;
pub mod flood;
pub mod load;
pub mod outage;
pub mod series;
pub mod share;
