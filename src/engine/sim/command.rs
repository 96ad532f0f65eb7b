//! What a learner can do to the world.

use serde::{Deserialize, Serialize};

use crate::engine::base::text::Slug;

/// A change of the world, as it stands in logs, lessons and links: things by slug, never index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// The node's router announces the service's prefix.
    Announce {
        /// The node.
        node: Slug,
    },
    /// The node's router withdraws the service's prefix.
    Withdraw {
        /// The node.
        node: Slug,
    },
    /// The node's router puts its own AS number in front of AS_PATH `times` more often.
    Prepend {
        /// The node.
        node: Slug,
        /// How many extra times; 0 takes earlier prepending away. At most
        /// [`MAX_PREPEND`](super::limits::MAX_PREPEND).
        times: u8,
        /// Only towards this neighbouring network; absent: towards all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        neighbor: Option<Slug>,
    },
    /// The link goes down, and both its routers notice at once.
    FailLink {
        /// The link.
        link: Slug,
    },
    /// The link comes back.
    RestoreLink {
        /// The link.
        link: Slug,
    },
    /// The PoP goes dark: every link of the node's router goes down.
    FailPop {
        /// The node.
        node: Slug,
    },
    /// The PoP comes back.
    RestorePop {
        /// The node.
        node: Slug,
    },
    /// A client network sends one packet to the service address.
    SendPacket {
        /// The client network.
        client: Slug,
        /// The service.
        service: Slug,
    },
}
