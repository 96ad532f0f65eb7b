//! How the servers of a network's service leave for the Internet, with ids for slugs.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use typed_index_collections::TiVec;

use super::network::Names;
use super::port_slice::SliceSize;
use super::scenario::EgressEntry;
use crate::engine::base::ids::{DestinationId, RouterId, ServiceId, TagId};
use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;

/// How servers share the addresses that they open connections from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Design {
    /// Every server has an address of its own for each tag.
    PerServer,
    /// One server has a tag's address, and the others send through it.
    OneServer,
    /// Each PoP has addresses of its own for each tag, which its servers share by port slices.
    PerPop,
    /// The same, from prefixes that every PoP announces; a table says which PoP an address is lent
    /// to, and the backbone carries replies there.
    #[default]
    SoftUnicast,
    /// Servers use the anycast service address, and nobody carries replies anywhere.
    Naive,
    /// Each PoP has an address of its own for each tag, and its router remembers which server each
    /// connection is of [RFC 3022 § 2.2].
    Nat,
}

impl Design {
    /// All of them, in the order in which they are compared.
    pub const ALL: [Self; 6] =
        [Self::PerServer, Self::OneServer, Self::PerPop, Self::SoftUnicast, Self::Naive, Self::Nat];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PerServer => "per-server",
            Self::OneServer => "one-server",
            Self::PerPop => "per-pop",
            Self::SoftUnicast => "soft-unicast",
            Self::Naive => "naive",
            Self::Nat => "nat",
        }
    }
}

/// What becomes of replies when the backbone has no way to their PoP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// They are put into packets to that PoP's own prefix, and given to a transit provider.
    #[default]
    Tunnel,
    /// They are dropped.
    Drop,
}

/// In which order a pool's addresses are lent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Tag by tag: what is said of a tag is said in few rows.
    #[default]
    ByTag,
    /// PoP by PoP: each PoP's addresses are together, each tag's all over the pool.
    ByPop,
}

/// What a destination is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DestinationKind {
    /// The servers that content comes from: one place, for everybody.
    Origin,
    /// A content delivery network of somebody else, which chooses the place by where it believes
    /// the asker.
    Cdn,
    /// A site that serves some countries only, by where it believes the asker.
    Geofenced,
}

/// By what a CDN chooses the place that it sends somebody to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoosesBy {
    /// The address from which its name was asked for in DNS.
    #[default]
    Dns,
    /// The address that connects to it: whoever connects elsewhere is redirected.
    Connection,
}

/// Egress as a scenario has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Egress {
    /// The service whose servers open connections.
    pub service: ServiceId,
    /// How they share addresses when the world begins.
    pub design: Design,
    /// Ports of a slice.
    pub slice: SliceSize,
    /// Prefixes whose addresses are lent.
    pub pool: Vec<IpNet>,
    /// In which order.
    pub layout: Layout,
    /// What addresses say of who uses them.
    pub tags: TiVec<TagId, Tag>,
    /// What servers open connections to.
    pub destinations: TiVec<DestinationId, Destination>,
    /// Prefixes that customers have brought.
    pub customers: Vec<Customer>,
    /// How long at most until a PoP has heard of a change of the table.
    pub propagation: Span,
    /// How long a new owner forwards what is for connections of the one before.
    pub grace: Span,
    /// How long a port rests after its connection was closed [RFC 9293 § 3.3.2].
    pub time_wait: Span,
    /// What becomes of replies when the backbone has no way to their PoP.
    pub fallback: Fallback,
    /// What destinations send to each user on average, all of them together, in bits per second.
    pub per_user_bps: u64,
    /// What an IPv4 address costs, in hundredths of a dollar.
    pub price_cents: u64,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// ISO 3166-1 alpha-2 code of the country that its addresses are said to be in, if any.
    pub country: Option<String>,
    /// The product whose traffic it carries; absent: users' own.
    pub product: Option<Slug>,
    /// Whether the operator answers for what is sent from its addresses.
    pub is_trusted: bool,
}

/// Something that servers open connections to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: DestinationKind,
    /// Its TCP port.
    pub port: u16,
    /// Where it stands.
    pub sites: Vec<Site>,
    /// By what it chooses among them.
    pub chooses_by: ChoosesBy,
    /// The countries whose addresses it serves; empty: all.
    pub serves: Vec<String>,
}

/// A place of a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The router that it is behind.
    pub router: RouterId,
    /// Its address.
    pub address: IpAddr,
}

/// A prefix that a customer has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The prefix.
    pub prefix: IpNet,
    /// Whose it is.
    pub name: Text,
}

impl Egress {
    /// Egress of a checked scenario.
    ///
    /// # Panics
    /// If it was not checked: a slug refers to nothing, or a slice has no such size.
    #[must_use]
    pub fn new(entry: &EgressEntry, names: &Names) -> Self {
        Self {
            service: names.services[&entry.service],
            design: entry.design,
            slice: SliceSize::new(entry.slice_ports).expect("a checked size"),
            pool: entry.pool.clone(),
            layout: entry.layout,
            tags: entry
                .tags
                .iter()
                .map(|tag| Tag {
                    slug: tag.slug.clone(),
                    name: tag.name.clone(),
                    country: tag.country.clone(),
                    product: tag.product.clone(),
                    is_trusted: tag.is_trusted,
                })
                .collect(),
            destinations: entry
                .destinations
                .iter()
                .map(|destination| Destination {
                    slug: destination.slug.clone(),
                    name: destination.name.clone(),
                    kind: destination.kind,
                    port: destination.port,
                    sites: destination
                        .sites
                        .iter()
                        .map(|site| Site {
                            router: names.routers[&site.router],
                            address: site.address,
                        })
                        .collect(),
                    chooses_by: destination.chooses_by,
                    serves: destination.serves.clone(),
                })
                .collect(),
            customers: entry
                .customers
                .iter()
                .map(|customer| Customer { prefix: customer.prefix, name: customer.name.clone() })
                .collect(),
            propagation: entry.propagation_us,
            grace: entry.grace_us,
            time_wait: entry.time_wait_us,
            fallback: entry.fallback,
            per_user_bps: entry.per_user_bps,
            price_cents: entry.price_cents,
        }
    }

    /// The tag of a name.
    #[must_use]
    pub fn tag_named(&self, slug: &Slug) -> Option<TagId> {
        self.tags.iter_enumerated().find(|(_, tag)| tag.slug == *slug).map(|(id, _)| id)
    }

    /// The destination of a name.
    #[must_use]
    pub fn destination_named(&self, slug: &Slug) -> Option<DestinationId> {
        let mut all = self.destinations.iter_enumerated();
        all.find(|(_, one)| one.slug == *slug).map(|(id, _)| id)
    }

    /// The tag of users of a country: their own, or the first that names no country; of none, the
    /// first of all. Products' tags are not users'.
    #[must_use]
    pub fn tag_of_users(&self, country: &str) -> TagId {
        let users = || self.tags.iter_enumerated().filter(|(_, tag)| tag.product.is_none());
        let own = users().find(|(_, tag)| tag.country.as_deref() == Some(country));
        let any = own.or_else(|| users().find(|(_, tag)| tag.country.is_none()));
        any.map_or(TagId::from(0), |(id, _)| id)
    }
}
