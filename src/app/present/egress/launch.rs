//! Opening connections: who asks, for what, for how long, and as whom.

use std::collections::BTreeSet;

use super::{both, names};
use crate::app::lab::Lab;
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, DestinationId, TagId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;

/// How long connections last, with the messages that name it; absent: until they are closed.
pub const SPANS: [(Option<Span>, &str); 4] = [
    (None, "egress-until-closed"),
    (Some(Span::from_s(5)), "egress-for-5-s"),
    (Some(Span::from_s(60)), "egress-for-60-s"),
    (Some(Span::from_s(600)), "egress-for-10-min"),
];

/// How many connections are opened at once, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// One.
    One,
    /// Ten, for users of one client network.
    Ten,
    /// Ten, each for a user of another client network, the chosen one first.
    TenNetworks,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By users of which client network.
    pub client: ClientId,
    /// The destination.
    pub destination: DestinationId,
    /// How long connections last; absent: until they are closed.
    pub lasts: Option<Span>,
    /// The tag of their address; absent: the users' own.
    pub tag: Option<TagId>,
    /// How many.
    pub spread: Spread,
}

/// How many are opened at once.
const MANY: usize = 10;

/// Who asks, as long as nobody chose: the client network that is selected, or else the one that
/// asked last, or else the one at which experiments take place.
#[must_use]
pub fn asker(lab: &Lab) -> Option<ClientId> {
    let last = || lab.world().egress()?.connections().next_back().map(|(_, one)| one.client);
    let home = || super::scenes::home(lab).map(|home| home.client);
    let first = || lab.network().clients.keys().next();
    match lab.selection {
        Selection::Client(client) => Some(client),
        _ => last().or_else(home).or_else(first),
    }
}

/// Who can ask. The order stays, whoever asked: a list in which things change their places is not
/// one to choose from.
#[must_use]
pub fn clients(lab: &Lab) -> Vec<(ClientId, String)> {
    let names = names(lab);
    lab.network().clients.keys().map(|client| (client, names.client(client))).collect()
}

/// The commands that open what is asked for, under names that are free.
#[must_use]
pub fn orders(lab: &Lab, order: &Order) -> Vec<Command> {
    let clients: Vec<ClientId> = match order.spread {
        Spread::One => vec![order.client],
        Spread::Ten => vec![order.client; MANY],
        Spread::TenNetworks => {
            let all = lab.network().clients.keys();
            let later = all.clone().filter(|&client| client > order.client);
            let around = later.chain(all.filter(|&client| client < order.client));
            std::iter::once(order.client).chain(around).take(MANY).collect()
        }
    };
    let mut taken = BTreeSet::new();
    clients.into_iter().filter_map(|client| open(lab, order, client, &mut taken)).collect()
}

fn open(lab: &Lab, order: &Order, client: ClientId, taken: &mut BTreeSet<Slug>) -> Option<Command> {
    let (egress, view) = both(lab)?;
    let network = lab.network();
    let client = &network.clients[client].slug;
    let mut free = (1..).map(|number| Slug::new(&format!("{client}-{number}")));
    let slug = free.find(|name| view.connection_named(name).is_none() && !taken.contains(name))?;
    taken.insert(slug.clone());
    Some(Command::OpenConnection {
        client: client.clone(),
        destination: egress.destinations.get(order.destination)?.slug.clone(),
        slug,
        tag: order.tag.and_then(|tag| egress.tags.get(tag)).map(|tag| tag.slug.clone()),
        for_us: order.lasts,
    })
}
