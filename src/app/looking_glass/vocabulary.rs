//! The values that commands take: what a world has of each kind, and how each is called.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::app::present::names::Names;
use crate::app::present::profile;
use crate::engine::base::ids::{ClientId, EndId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::bgp::profile::ProfileName;
use crate::engine::net::network::Network;

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A prefix, or an address in it.
    Prefix,
    /// An address.
    Address,
    /// An address, a service or a client network.
    Target,
    /// A BGP neighbour of the router, by address or name.
    Neighbor,
    /// A router.
    Router,
    /// A vendor's decision process.
    Profile,
}

/// A value that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A prefix.
    Prefix(IpNet),
    /// An address.
    Address(IpAddr),
    /// A service.
    Service(ServiceId),
    /// A client network.
    Client(ClientId),
    /// The router's own end of a session.
    Neighbor(EndId),
    /// A router.
    Router(RouterId),
    /// A vendor's decision process.
    Profile(ProfileName),
}

/// A value that may be written, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// As it is written.
    pub text: String,
    /// What it is, in the learner's language; may be empty.
    pub about: String,
}

/// What can be named at one router of one world.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary<'a> {
    /// The names, in the learner's language.
    pub names: Names<'a>,
    /// The router.
    pub router: RouterId,
}

impl Kind {
    /// How it is written in help.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Prefix => "PREFIX",
            Self::Address => "ADDRESS",
            Self::Target => "TARGET",
            Self::Neighbor => "NEIGHBOR",
            Self::Router => "ROUTER",
            Self::Profile => "PROFILE",
        }
    }
}

impl Vocabulary<'_> {
    /// What `word` (in small letters) means as a value of this kind, if anything.
    #[must_use]
    pub fn value(&self, kind: Kind, word: &str) -> Option<Value> {
        let network = self.names.network;
        let address = || word.parse::<IpAddr>().ok().map(Value::Address);
        let slug = Slug::new(word);
        match kind {
            Kind::Prefix => {
                let net = || word.parse::<IpNet>().ok().map(|net| Value::Prefix(net.trunc()));
                address().or_else(net)
            }
            Kind::Address => address(),
            Kind::Target => {
                let service = || network.names.services.get(&slug).copied().map(Value::Service);
                let client = || network.names.clients.get(&slug).copied().map(Value::Client);
                address().or_else(service).or_else(client)
            }
            Kind::Neighbor => self.neighbor(word).map(Value::Neighbor),
            Kind::Router => network.names.routers.get(&slug).copied().map(Value::Router),
            Kind::Profile => ProfileName::from_name(word).map(Value::Profile),
        }
    }

    /// Everything of a kind that this world has, what is asked for most first.
    #[must_use]
    pub fn known(&self, kind: Kind) -> Vec<Known> {
        let network = self.names.network;
        match kind {
            Kind::Prefix => network
                .prefixes
                .iter_enumerated()
                .map(|(id, prefix)| known(prefix, self.names.destination(id).unwrap_or_default()))
                .collect(),
            Kind::Address => self.services(true).chain(self.clients(true)).collect(),
            Kind::Target => {
                self.services(false).chain(self.clients(false)).chain(self.services(true)).collect()
            }
            Kind::Neighbor => {
                let ends = network.routers[self.router].ends.iter();
                ends.flat_map(|&end| self.neighbor_names(end)).collect()
            }
            Kind::Router => network
                .routers
                .iter_enumerated()
                .map(|(id, router)| known(&router.slug, self.names.router(id)))
                .collect(),
            Kind::Profile => ProfileName::ALL
                .into_iter()
                .map(|name| known(&name.as_str(), profile::label(name).to_owned()))
                .collect(),
        }
    }

    fn services(&self, is_address: bool) -> impl Iterator<Item = Known> {
        let names = self.names;
        names.network.services.iter().map(move |service| {
            let about = names.lang.of(&service.name).to_owned();
            if is_address { known(&service.address, about) } else { known(&service.slug, about) }
        })
    }

    fn clients(&self, is_address: bool) -> impl Iterator<Item = Known> {
        let names = self.names;
        names.network.clients.iter_enumerated().map(move |(id, client)| {
            let about = names.client(id);
            if is_address { known(&client.address, about) } else { known(&client.slug, about) }
        })
    }

    /// By the address of its end, or by its router's name; of several sessions with one router,
    /// the name means the first.
    fn neighbor(&self, word: &str) -> Option<EndId> {
        let network = self.names.network;
        let mut ends = network.routers[self.router].ends.iter().copied();
        match word.parse::<IpAddr>() {
            Ok(address) => ends.find(|end| network.end(end.far()).address == address),
            Err(_) => {
                ends.find(|&end| network.routers[network.neighbor(end)].slug.as_str() == word)
            }
        }
    }

    fn neighbor_names(&self, end: EndId) -> [Known; 2] {
        let network: &Network = self.names.network;
        let router = network.neighbor(end);
        let about = format!("{}, AS {}", self.names.router(router), network.routers[router].asn);
        [
            known(&network.end(end.far()).address, about.clone()),
            known(&network.routers[router].slug, about),
        ]
    }
}

fn known(text: &impl ToString, about: String) -> Known {
    Known { text: text.to_string(), about }
}
