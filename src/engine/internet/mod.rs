//! The whole-AS solver: where an Internet of plain economics settles, without playing it.
//!
//! # What it is
//!
//! One router an AS; customers' routes before peers' before providers', then the shortest
//! AS_PATH, then the neighbour with the lowest BGP Identifier [RFC 4271 § 9.1.2.2]; routes of
//! customers and own ones go to everybody, others to customers only. With such policies, and
//! nobody its own provider by others, there is exactly one settled state (Gao and Rexford), and
//! it can be had in three sweeps: customer routes up, peer routes across, provider routes down.
//! The event engine reaches the same state message by message; each is the other's test.
//! MRAI, delays, rules, MED and prepends are not here: they need time, or the event engine.
//!
//! # How the arrays lie
//!
//! - ASes are numbered in the order of the last sweep ([`graph`]): providers before their
//!   customers, and of one level by their number of providers, the biggest first; ASes without
//!   customers, five of six, come last, by that number too. What each of the others tells its
//!   customers is worked out once and stands in an array of its own, 50 KB for the real Internet,
//!   the busiest first: that is read again and again and stays in the processor's first caches, and
//!   everything else is read once, front to back. As long as no more than 65,536 ASes have
//!   customers, that array has room for whatever 16 bits name, and no place needs to be checked.
//! - Neighbours stand in compressed rows ([`rows`]), one array for all providers and two for all
//!   peers, those with customers and the others: a row is a slice, not an allocation.
//! - The state of an AS is one 32-bit word ([`word`]) in which *better* is *smaller*: to choose
//!   is `min`, without a branch. It names the next hop and the origin, so paths and catchments
//!   need no further pass.
//! - Only ASes above an origin have customer routes; they are few, and push them up and across.
//!   Nearly everybody ends with a provider's route; the sweep down therefore pulls: one write an
//!   AS, one read a provider. Peers without customers are told after that, so theirs need not be
//!   blank before. ASes with equally many providers stand in a row, so that a row's
//!   length is known when the program is compiled, and no branch is guessed wrong.
//!
//! It is linear: each link to a provider is looked at once, and each peering of those above an
//! origin once. Anycast from many origins costs what one costs, since they all start in one go.

pub mod as_rel;
pub mod check;
pub mod graph;
pub mod rows;
pub mod scenario;
pub mod solver;
mod sweep;
pub mod word;
