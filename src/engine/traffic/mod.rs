//! What users do with the routes: which address they send to, and whether anybody answers.

pub mod dns;
pub mod outage;
pub mod series;
