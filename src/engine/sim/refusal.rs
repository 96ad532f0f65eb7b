//! Why commands are refused.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::engine::base::time::SimTime;

/// Why a command was refused; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing of that kind has that name.
    #[error("there is no {kind} called `{name}`")]
    Unknown {
        /// `node`, `link`, `client`, `service`, `network`, `botnet`, `flood`, `automation`, `ROA`.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// It is so already.
    #[error("`{name}` is {state} already")]
    Already {
        /// The thing's slug.
        name: String,
        /// `announced`, `withdrawn`, `down`, `up`, `published`.
        state: &'static str,
    },
    /// Only a link between two networks can fail silently.
    #[error("`{link}` lies inside a network; only a link between two networks can fail silently")]
    Internal {
        /// The link.
        link: String,
    },
    /// A number is out of its range.
    #[error("{what} must lie between {low} and {high}, not {value}")]
    OutOfRange {
        /// The number's name.
        what: &'static str,
        /// Its value.
        value: u64,
        /// The least allowed.
        low: u64,
        /// The most allowed.
        high: u64,
    },
    /// The network named is not a neighbour.
    #[error("`{neighbor}` is not a neighbour of `{node}`")]
    NotNeighbor {
        /// The node.
        node: String,
        /// The network.
        neighbor: String,
    },
    /// The client network has no address of the service's family.
    #[error("`{client}` has no address of the family of {service}")]
    NoAddress {
        /// The client network.
        client: String,
        /// The service address.
        service: IpAddr,
    },
    /// The node has no scrubber.
    #[error("`{node}` has no scrubber")]
    NoScrubber {
        /// The node.
        node: String,
    },
    /// Requests need finished handshakes, and those a sender's true address.
    #[error("`{flood}` cannot forge its source addresses: its handshakes would not be finished")]
    Unspoofable {
        /// The flood.
        flood: String,
    },
    /// The router announces the prefix by right.
    #[error("`{router}` announces {prefix} by right")]
    Rightful {
        /// The router.
        router: String,
        /// The prefix.
        prefix: IpNet,
    },
    /// Nobody opens connections in this world.
    #[error("the servers of this world open no connections")]
    NoEgress,
    /// The address is not one of those that are lent.
    #[error("{address} is not in the pool: {pool}")]
    NotInPool {
        /// The address.
        address: IpAddr,
        /// The pool's prefixes.
        pool: String,
    },
    /// No address is lent, or none of others.
    #[error("`{what}` has no address that could be taken")]
    NothingLent {
        /// An address, a range or a node.
        what: String,
    },
    /// A geofeed has bad rows; nothing of it was loaded.
    #[error("{}", named_rows(rows))]
    BadFeed {
        /// The rows, from 1, and what is wrong with each.
        rows: Vec<(usize, String)>,
    },
    /// The command comes from the past.
    #[error("the command is for {at}, but it is {now} already")]
    Past {
        /// The command's time.
        at: SimTime,
        /// The world's time.
        now: SimTime,
    },
}

impl Refusal {
    /// The bad rows of a geofeed, one after another, with their numbers.
    #[must_use]
    pub fn rows(&self) -> String {
        match self {
            Self::BadFeed { rows } => named_rows(rows),
            _ => String::new(),
        }
    }
}

fn named_rows(rows: &[(usize, String)]) -> String {
    let rows = rows.iter().map(|(row, problem)| format!("row {row}: {problem}"));
    rows.collect::<Vec<_>>().join("; ")
}
