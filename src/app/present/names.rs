//! How things are called.

use crate::app::i18n::Lang;
use crate::engine::base::ids::{AsId, ClientId, LinkId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::bgp::decision::Step;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::network::{NeighborIs, Network};
use crate::engine::net::scenario::NetworkKind;
use crate::say;

/// A network in a language: the two things every name depends on.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The language.
    pub lang: Lang,
    /// The network.
    pub network: &'a Network,
}

impl Names<'_> {
    /// The city a router stands in, or its slug where there is none.
    #[must_use]
    pub fn city(&self, router: RouterId) -> String {
        self.network.router_city(router).map_or_else(
            || self.network.routers[router].slug.to_string(),
            |city| self.lang.of(&city.name).to_owned(),
        )
    }

    /// A node: `Tokyo`.
    #[must_use]
    pub fn node(&self, node: NodeId) -> String {
        self.city(self.network.nodes[node].router)
    }

    /// A node with its letter: `M · Tokyo`.
    #[must_use]
    pub fn lettered(&self, node: NodeId) -> String {
        format!("{} · {}", self.network.nodes[node].letter, self.node(node))
    }

    /// An autonomous system: `Longwind`.
    #[must_use]
    pub fn system(&self, system: AsId) -> String {
        self.lang.of(&self.network.ases[system].name).to_owned()
    }

    /// A router: `Longwind · Osaka`.
    #[must_use]
    pub fn router(&self, router: RouterId) -> String {
        let system = self.system(self.network.routers[router].in_as);
        format!("{system} · {}", self.city(router))
    }

    /// A client network: `Takoyaki · Osaka`.
    #[must_use]
    pub fn client(&self, client: ClientId) -> String {
        let client = &self.network.clients[client];
        format!("{} · {}", self.lang.of(&client.name), self.city(client.router))
    }

    /// A link: `Longwind · Osaka ↔ Takoyaki · Osaka`.
    #[must_use]
    pub fn link(&self, link: LinkId) -> String {
        let [a, b] = self.network.links[link].routers;
        format!("{} ↔ {}", self.router(a), self.router(b))
    }

    /// The same, without saying twice what both ends have: `Longwind · Osaka ↔ Tokyo`,
    /// `Longwind ↔ Takoyaki · Osaka`.
    #[must_use]
    pub fn link_in_short(&self, link: LinkId) -> String {
        let [a, b] = self.network.links[link].routers;
        let system = |router: RouterId| self.system(self.network.routers[router].in_as);
        if system(a) == system(b) {
            format!("{} ↔ {}", self.router(a), self.city(b))
        } else if self.city(a) == self.city(b) {
            format!("{} ↔ {}", system(a), self.router(b))
        } else {
            self.link(link)
        }
    }

    /// What a slug in a refusal means: a node, a link, a client network, a router or a network, by
    /// its name; the slug itself, where nothing is called so.
    #[must_use]
    pub fn called(&self, slug: &str) -> String {
        let names = &self.network.names;
        let node = || names.nodes.get(slug).map(|&node| self.lettered(node));
        let link = || names.links.get(slug).map(|&link| self.link(link));
        let client = || names.clients.get(slug).map(|&client| self.client(client));
        let router = || names.routers.get(slug).map(|&router| self.router(router));
        let system = || names.ases.get(slug).map(|&system| self.system(system));
        let found = node().or_else(link).or_else(client).or_else(router).or_else(system);
        found.unwrap_or_else(|| slug.to_owned())
    }

    /// A node by its slug; the slug itself, where none is called so. So the others below.
    #[must_use]
    pub fn node_called(&self, slug: &Slug) -> String {
        let known = self.network.names.nodes.get(slug);
        known.map_or_else(|| slug.to_string(), |&id| self.node(id))
    }

    /// A router by its slug.
    #[must_use]
    pub fn router_called(&self, slug: &Slug) -> String {
        let known = self.network.names.routers.get(slug);
        known.map_or_else(|| slug.to_string(), |&id| self.router(id))
    }

    /// A network by its slug.
    #[must_use]
    pub fn system_called(&self, slug: &Slug) -> String {
        let known = self.network.names.ases.get(slug);
        known.map_or_else(|| slug.to_string(), |&id| self.system(id))
    }

    /// A service by its slug.
    #[must_use]
    pub fn service_called(&self, slug: &Slug) -> String {
        let known = self.network.names.services.get(slug);
        let name = |&id: &ServiceId| self.lang.of(&self.network.services[id].name).to_owned();
        known.map_or_else(|| slug.to_string(), name)
    }

    /// Whom packets to a prefix reach: a service or a client network, by name.
    #[must_use]
    pub fn destination(&self, prefix: PrefixId) -> Option<String> {
        let mut services = self.network.services.iter();
        let mut clients = self.network.clients.iter_enumerated();
        let service = services.find(|service| service.prefix == prefix);
        service.map(|service| self.lang.of(&service.name).to_owned()).or_else(|| {
            clients.find(|(_, client)| client.prefix == prefix).map(|(id, _)| self.client(id))
        })
    }

    /// The prefix of a node's service.
    #[must_use]
    pub fn prefix(&self, node: NodeId) -> String {
        let service = &self.network.services[self.network.nodes[node].service];
        self.network.prefixes[service.prefix].to_string()
    }
}

/// The word of the glossary that explains a step of the decision process.
#[must_use]
pub const fn word_of_rule(step: Step) -> &'static str {
    match step {
        Step::LocalPref => "local-pref",
        Step::AsPath => "as-path",
        Step::Origin => "origin",
        Step::Med => "med",
        Step::PeerType => "ebgp",
        Step::IgpMetric => "hot-potato",
        Step::Weight
        | Step::Local
        | Step::Oldest
        | Step::RouterId
        | Step::ClusterList
        | Step::PeerAddr => "decision-process",
    }
}

/// A rule of the decision process: `Local preference, highest`.
#[must_use]
pub fn rule(lang: Lang, step: Step) -> String {
    match step {
        Step::Weight => say!(lang, "rule-weight"),
        Step::Local => say!(lang, "rule-local"),
        Step::LocalPref => say!(lang, "rule-local-pref"),
        Step::AsPath => say!(lang, "rule-as-path"),
        Step::Origin => say!(lang, "rule-origin"),
        Step::Med => say!(lang, "rule-med"),
        Step::PeerType => say!(lang, "rule-peer-type"),
        Step::IgpMetric => say!(lang, "rule-igp-metric"),
        Step::Oldest => say!(lang, "rule-oldest"),
        Step::RouterId => say!(lang, "rule-router-id"),
        Step::ClusterList => say!(lang, "rule-cluster-list"),
        Step::PeerAddr => say!(lang, "rule-peer-addr"),
    }
}

/// What a neighbour is to a router: `customer`.
#[must_use]
pub fn relation(lang: Lang, neighbor_is: NeighborIs) -> String {
    match neighbor_is {
        NeighborIs::Customer => say!(lang, "relation-customer"),
        NeighborIs::Peer => say!(lang, "relation-peer"),
        NeighborIs::Provider => say!(lang, "relation-provider"),
        NeighborIs::Internal => say!(lang, "relation-internal"),
        NeighborIs::Unrelated => say!(lang, "relation-unrelated"),
    }
}

/// What kind of network it is.
#[must_use]
pub fn kind(lang: Lang, kind: NetworkKind) -> String {
    match kind {
        NetworkKind::Operator => say!(lang, "kind-operator"),
        NetworkKind::Transit => say!(lang, "kind-transit"),
        NetworkKind::Regional => say!(lang, "kind-regional"),
        NetworkKind::Access => say!(lang, "kind-access"),
        NetworkKind::Resolver => say!(lang, "kind-resolver"),
        NetworkKind::Origin => say!(lang, "kind-origin"),
        NetworkKind::Cdn => say!(lang, "kind-cdn"),
    }
}

/// What becomes of packets.
#[must_use]
pub fn fate(lang: Lang, fate: Fate) -> String {
    match fate {
        Fate::Delivered => say!(lang, "fate-delivered"),
        Fate::NoRoute => say!(lang, "fate-no-route"),
        Fate::TtlExpired => say!(lang, "fate-ttl-expired"),
        Fate::LinkDown => say!(lang, "fate-link-down"),
        Fate::Blackholed => say!(lang, "fate-blackholed"),
        Fate::Hijacked => say!(lang, "fate-hijacked"),
        Fate::Overloaded => say!(lang, "fate-overloaded"),
        Fate::ServerDown => say!(lang, "fate-server-down"),
        Fate::NoServer => say!(lang, "fate-no-server"),
        Fate::UnknownConnection => say!(lang, "fate-unknown-connection"),
        Fate::Stranded => say!(lang, "fate-stranded"),
    }
}
