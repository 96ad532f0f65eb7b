//! What goals and measures name: things of the world, by kind; and who `it` is.

use super::format::{Goal, IT, Measure};
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;

/// A kind of thing that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A city.
    City,
    /// An autonomous system.
    Network,
    /// A router.
    Router,
    /// A link.
    Link,
    /// A BGP session.
    Session,
    /// A service.
    Service,
    /// A node.
    Node,
    /// A client network.
    Client,
    /// A botnet.
    Botnet,
    /// A destination of egress.
    Destination,
    /// A tag of egress addresses.
    Tag,
    /// What commands make and name: it is in no world from the start.
    MadeLater,
}

impl Thing {
    /// What authors call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Network => "network",
            Self::Router => "router",
            Self::Link => "link",
            Self::Session => "session",
            Self::Service => "service",
            Self::Node => "node",
            Self::Client => "client",
            Self::Botnet => "botnet",
            Self::Destination => "destination",
            Self::Tag => "tag",
            Self::MadeLater => "thing that a command made",
        }
    }

    /// Whether a network has one of this name; of what commands make, it may be.
    #[must_use]
    pub fn is_in(self, network: &Network, slug: &Slug) -> bool {
        let (names, egress) = (&network.names, network.egress.as_ref());
        match self {
            Self::City => names.cities.contains_key(slug),
            Self::Network => names.ases.contains_key(slug),
            Self::Router => names.routers.contains_key(slug),
            Self::Link => names.links.contains_key(slug),
            Self::Session => names.sessions.contains_key(slug),
            Self::Service => names.services.contains_key(slug),
            Self::Node => names.nodes.contains_key(slug),
            Self::Client => names.clients.contains_key(slug),
            Self::Botnet => network.botnets.iter().any(|botnet| botnet.slug == *slug),
            Self::Destination => egress.is_some_and(|it| it.destination_named(slug).is_some()),
            Self::Tag => egress.is_some_and(|it| it.tag_named(slug).is_some()),
            Self::MadeLater => true,
        }
    }
}

impl Measure {
    /// What it names.
    #[must_use]
    pub fn names(&self) -> Vec<(Thing, &Slug)> {
        match self {
            Self::Catchment { node } | Self::Load { node } => vec![(Thing::Node, node)],
            Self::Unserved { service } | Self::Served { service } => {
                vec![(Thing::Service, service)]
            }
            Self::RoundTrip { client, service }
            | Self::Loss { client, service }
            | Self::Outage { client, service } => {
                vec![(Thing::Client, client), (Thing::Service, service)]
            }
            Self::Distance { client, node } => vec![(Thing::Client, client), (Thing::Node, node)],
            Self::PathLength { router, service }
            | Self::Routes { router, service }
            | Self::Explored { router, service } => {
                vec![(Thing::Router, router), (Thing::Service, service)]
            }
            Self::PortsUsed { node, destination } => {
                vec![(Thing::Node, node), (Thing::Destination, destination)]
            }
            Self::LastChange {}
            | Self::Updates {}
            | Self::SessionsAlive {}
            | Self::SessionsLost {}
            | Self::EgressAddresses {}
            | Self::Commands {} => Vec::new(),
        }
    }

    /// The kind of thing that it calls `it`; of several, the first.
    #[must_use]
    pub fn kind_of_it(&self) -> Option<Thing> {
        self.names().into_iter().find(|(_, slug)| slug.as_str() == IT).map(|(kind, _)| kind)
    }

    /// The same measure of this thing, which it calls `it`.
    #[must_use]
    pub fn of(&self, it: &Slug) -> Self {
        let mut measure = self.clone();
        let bind = |slug: &mut Slug| {
            if slug.as_str() == IT {
                slug.clone_from(it);
            }
        };
        match &mut measure {
            Self::Catchment { node: one }
            | Self::Load { node: one }
            | Self::Unserved { service: one }
            | Self::Served { service: one } => bind(one),
            Self::RoundTrip { client: one, service: other }
            | Self::Loss { client: one, service: other }
            | Self::Outage { client: one, service: other }
            | Self::Distance { client: one, node: other }
            | Self::PathLength { router: one, service: other }
            | Self::Routes { router: one, service: other }
            | Self::Explored { router: one, service: other }
            | Self::PortsUsed { node: one, destination: other } => {
                bind(one);
                bind(other);
            }
            Self::LastChange {}
            | Self::Updates {}
            | Self::SessionsAlive {}
            | Self::SessionsLost {}
            | Self::EgressAddresses {}
            | Self::Commands {} => {}
        }
        measure
    }
}

impl Goal {
    /// The goals that it is made of; those of one that is whole in itself are none.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(goals) | Self::Any(goals) => goals,
            Self::Not(goal) | Self::Within { goal, .. } | Self::For { goal, .. } => {
                std::slice::from_ref(goal)
            }
            _ => &[],
        }
    }

    /// How deep goals are nested in it: 1 for one that is whole in itself.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.parts().iter().map(Self::depth).max().unwrap_or(0)
    }

    /// What it names itself, its parts aside.
    #[must_use]
    pub fn names(&self) -> Vec<(Thing, &Slug)> {
        match self {
            Self::PacketsSent { client, .. } | Self::AnswersArrived { client, .. } => {
                vec![(Thing::Client, client)]
            }
            Self::NodeWithdrawn { node }
            | Self::NodeAnnounced { node }
            | Self::Catchment { node, .. }
            | Self::LoadBelow { node, .. }
            | Self::AddressAt { node, .. } => vec![(Thing::Node, node)],
            Self::ServedBy { client, node } | Self::NotServedBy { client, node } => {
                vec![(Thing::Client, client), (Thing::Node, node)]
            }
            Self::Reachable { client, service } | Self::LossBelow { client, service, .. } => {
                vec![(Thing::Client, client), (Thing::Service, service)]
            }
            Self::EveryClientServed { service } | Self::ServedAtLeast { service, .. } => {
                vec![(Thing::Service, service)]
            }
            Self::Explained { router } | Self::HasRoute { router, .. } => {
                vec![(Thing::Router, router)]
            }
            Self::ExploredAtLeast { router, service, .. }
            | Self::Validity { router, service, .. } => {
                vec![(Thing::Router, router), (Thing::Service, service)]
            }
            Self::RouteVia { router, service, network: other }
            | Self::EliminatedAt { router, service, from: other, .. } => {
                vec![(Thing::Router, router), (Thing::Service, service), (Thing::Network, other)]
            }
            Self::Path { client, service, through, avoids, .. } => {
                let named = [(Thing::Client, client), (Thing::Service, service)];
                let networks = [through, avoids].into_iter().flatten();
                named.into_iter().chain(networks.map(|one| (Thing::Network, one))).collect()
            }
            Self::PortsUsed { node, destination, .. } => {
                vec![(Thing::Node, node), (Thing::Destination, destination)]
            }
            Self::Measured { measure, .. } => measure.names(),
            Self::All(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::Within { .. }
            | Self::For { .. }
            | Self::Converged {}
            | Self::ConvergedWithin { .. }
            | Self::SessionsSurviving { .. }
            | Self::SessionsLost { .. }
            | Self::CommandsAtMost { .. } => Vec::new(),
        }
    }
}
