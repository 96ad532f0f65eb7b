//! Connections: who asked, from where they are opened, where their replies come in, and how they
//! end.

use std::collections::BTreeMap;

use super::{both, country_of_client, country_of_node, names};
use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::app::present::names::{Names, fate};
use crate::app::present::quantity;
pub use crate::app::present::standing::State;
use crate::app::selection::Selection;
use crate::engine::base::ids::ConnectionId;
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::egress::connection::{Astray, Cause, Connection, Phase};
use crate::engine::net::egress::Egress;
use crate::say;

/// Connections listed at most; of more, the latest.
const LISTED: usize = 60;

/// How a connection stands.
fn state_of(connection: &Connection) -> State {
    match connection.phase {
        Phase::Requested | Phase::Opening => State::Opening,
        Phase::Open => State::Open,
        Phase::Ended { cause: Cause::Closed, .. } => State::Over,
        Phase::Ended { .. } => State::Lost,
    }
}

/// Whose country it is, in the order in which the three are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The user's.
    User,
    /// The PoP's.
    Pop,
    /// The one that the address is said to be in.
    Address,
}

/// A country of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// Whose.
    pub whose: Whose,
    /// What it is called.
    pub label: String,
    /// The country's code; a dash where there is none.
    pub code: String,
    /// Whether it is another one than the user's.
    pub is_other: bool,
}

/// A connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: ConnectionId,
    /// Its name, for commands.
    pub slug: Slug,
    /// Whether it is looked at.
    pub is_selected: bool,
    /// Who asked, and for what.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// The same in words; with the cause, if it is over.
    pub words: String,
    /// PoP, server, address and port.
    pub source: String,
    /// The three countries.
    pub countries: Vec<Country>,
    /// Where the last reply came in, and where it was carried.
    pub reply: String,
    /// Whether it goes on.
    pub is_alive: bool,
}

/// All connections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// How many there are of which kind.
    pub summary: String,
    /// Why so many were lost.
    pub causes: Vec<String>,
    /// Each, the latest first.
    pub rows: Vec<Row>,
    /// How many are too old to be listed.
    pub earlier: Option<String>,
}

/// All connections, the latest first.
#[must_use]
pub fn bench(lab: &Lab) -> Bench {
    let Some((egress, view)) = both(lab) else { return Bench::default() };
    let (lang, names) = (lab.lang, names(lab));
    let mut counts: BTreeMap<State, usize> = BTreeMap::new();
    let mut causes: BTreeMap<u64, (Cause, usize)> = BTreeMap::new();
    for (_, connection) in view.connections() {
        *counts.entry(state_of(connection)).or_default() += 1;
        if let Some(cause) = connection.cause().filter(|cause| *cause != Cause::Closed) {
            causes.entry(cause.number()).or_insert((cause, 0)).1 += 1;
        }
    }
    let count = |state: State| counts.get(&state).copied().unwrap_or(0);
    let all: usize = counts.values().sum();
    let earlier = all.saturating_sub(LISTED);
    let cause = |(cause, count): &(Cause, usize)| {
        let why = egress_words::cause(lang, *cause);
        say!(lang, "egress-cause", count = *count, why = why)
    };
    Bench {
        summary: if all == 0 {
            String::new()
        } else {
            say!(
                lang,
                "egress-summary",
                open = count(State::Open),
                opening = count(State::Opening),
                over = count(State::Over),
                lost = count(State::Lost),
            )
        },
        causes: causes.values().map(cause).collect(),
        rows: view
            .connections()
            .rev()
            .take(LISTED)
            .map(|(id, connection)| row(lab, &names, egress, id, connection))
            .collect(),
        earlier: (earlier > 0).then(|| say!(lang, "egress-earlier", count = earlier)),
    }
}

/// What is known of a connection beyond its row, in sentences; nothing of one that is not there.
#[must_use]
pub fn details(lab: &Lab, id: ConnectionId) -> Vec<String> {
    let Some((egress, view)) = both(lab) else { return Vec::new() };
    let found = view.connections().nth(usize::from(id)).filter(|(found, _)| *found == id);
    let Some((_, connection)) = found else { return Vec::new() };
    let names = names(lab);
    let all = [
        request(&names, connection),
        Some(opened(lab, &names, egress, connection)),
        slice(&names, egress, connection),
        belief(lab, &names, egress, connection),
        (connection.asked > 0).then(|| exchanged(&names, connection)),
        next_reply(lab, &names, id, connection),
        astray(&names, connection),
    ];
    all.into_iter().flatten().collect()
}

/// The latest connection of a name.
#[must_use]
pub fn named(lab: &Lab, slug: &Slug) -> Option<ConnectionId> {
    lab.world().egress()?.connection_named(slug).map(|(id, _)| id)
}

/// What a connection is called: whose user asked, and for what. Its name in commands is for files.
#[must_use]
pub fn called(lab: &Lab, id: ConnectionId) -> Option<String> {
    let (egress, view) = both(lab)?;
    let (names, connection) = (names(lab), view.connection(id)?);
    let client = names.client(connection.client);
    Some(say!(lab.lang, "egress-title", client = client, to = site(&names, egress, connection)))
}

/// The connection that is looked at, if one is.
#[must_use]
pub const fn selected(lab: &Lab) -> Option<ConnectionId> {
    match lab.selection {
        Selection::Connection(id) => Some(id),
        _ => None,
    }
}

fn row(
    lab: &Lab,
    names: &Names,
    egress: &Egress,
    id: ConnectionId,
    connection: &Connection,
) -> Row {
    let lang = names.lang;
    let to = site(names, egress, connection);
    let client = names.client(connection.client);
    let state = state_of(connection);
    let clock = |at: SimTime| quantity::clock(lab.session.shown(at));
    let words = match connection.phase {
        Phase::Requested => say!(lang, "egress-requested"),
        Phase::Opening => say!(lang, "egress-opening"),
        Phase::Open => connection.round_trip.map_or_else(
            || say!(lang, "egress-open"),
            |time| say!(lang, "egress-open-in", time = quantity::milliseconds(time)),
        ),
        Phase::Ended { at, cause: Cause::Closed } => say!(lang, "egress-over", at = clock(at)),
        Phase::Ended { at, cause } => {
            let why = egress_words::cause(lang, cause);
            say!(lang, "egress-lost", at = clock(at), why = why)
        }
    };
    Row {
        id,
        slug: connection.slug.clone(),
        is_selected: selected(lab) == Some(id),
        title: say!(lang, "egress-title", client = client, to = to),
        state,
        words,
        source: source(names, connection),
        countries: countries(names, egress, connection),
        reply: reply(names, connection),
        is_alive: connection.is_alive(),
    }
}

/// The destination and the place of it that serves: `Bookhouse · Tokyo`.
fn site(names: &Names, egress: &Egress, connection: &Connection) -> String {
    let to = &egress.destinations[connection.destination];
    let name = names.lang.of(&to.name);
    // Of several, it is chosen when the connection is opened.
    let is_chosen = connection.source.is_some() || to.sites.len() == 1;
    match to.sites.get(connection.site).filter(|_| is_chosen) {
        Some(site) => format!("{name} · {}", names.city(site.router)),
        None => name.to_owned(),
    }
}

fn source(names: &Names, connection: &Connection) -> String {
    let lang = names.lang;
    let Some(seat) = connection.at else { return String::new() };
    let (node, server) = (names.node(seat.node), seat.server);
    let Some((address, port)) = connection.source else {
        return say!(lang, "egress-seat", node = node, server = server);
    };
    // Refused, it has no port.
    let from = if port == 0 { address.to_string() } else { format!("{address}:{port}") };
    let tag = egress_words::tag(names, connection.tag);
    say!(lang, "egress-source", node = node, server = server, from = from, tag = tag)
}

fn countries(names: &Names, egress: &Egress, connection: &Connection) -> Vec<Country> {
    let (lang, network) = (names.lang, names.network);
    let user = country_of_client(network, connection.client);
    let pop = connection.at.and_then(|seat| country_of_node(network, seat.node));
    let tag = egress.tags.get(connection.tag).and_then(|tag| tag.country.as_deref());
    let one = |whose: Whose, label: String, country: Option<&str>| Country {
        whose,
        label,
        code: country.unwrap_or("–").to_owned(),
        is_other: country.is_some() && country != user,
    };
    let mut all = vec![one(Whose::User, say!(lang, "egress-of-user"), user)];
    if connection.at.is_some() {
        all.push(one(Whose::Pop, say!(lang, "egress-of-pop"), pop));
        all.push(one(Whose::Address, say!(lang, "egress-of-address"), tag));
    }
    all
}

/// Where the last reply came in; nothing, where none did.
fn reply(names: &Names, connection: &Connection) -> String {
    let lang = names.lang;
    let Some((entered, seat)) = connection.entered.zip(connection.at) else {
        return String::new();
    };
    let at = names.node(entered);
    match connection.astray {
        Some(Astray::At(node)) if !connection.is_alive() => {
            say!(lang, "egress-reply-astray", at = names.node(node))
        }
        _ if !connection.is_alive() => String::new(),
        _ if entered == seat.node => say!(lang, "egress-reply-home", at = at),
        _ if connection.carried > 0 => {
            say!(lang, "egress-reply-carried", at = at, to = names.node(seat.node))
        }
        _ => say!(lang, "egress-reply-at", at = at),
    }
}

fn request(names: &Names, connection: &Connection) -> Option<String> {
    let (lang, network) = (names.lang, names.network);
    let node = connection.at?.node;
    let from = network.clients[connection.client].router;
    let (city, node_city) = (network.router_city(from), network.node_city(node));
    let node = names.node(node);
    if city.map(|it| &it.slug) == node_city.map(|it| &it.slug) {
        return Some(say!(lang, "egress-about-request-near", node = node));
    }
    Some(say!(lang, "egress-about-request", city = names.city(from), node = node))
}

fn opened(lab: &Lab, names: &Names, egress: &Egress, connection: &Connection) -> String {
    let began = quantity::clock(lab.session.shown(connection.began));
    let tag = egress_words::tag(names, connection.tag);
    let design = egress_words::design(names.lang, connection.design);
    let to = site(names, egress, connection);
    say!(names.lang, "egress-about-opened", at = began, design = design, tag = tag, to = to)
}

fn slice(names: &Names, egress: &Egress, connection: &Connection) -> Option<String> {
    let (lang, seat) = (names.lang, connection.at?);
    let (first, last) = connection.ports;
    if let Some(through) = connection.through {
        let (node, server) = (names.node(through.node), through.server);
        return Some(say!(lang, "egress-about-through", node = node, server = server));
    }
    let is_slice = (1..egress.slice.ports()).contains(&last.saturating_sub(first));
    is_slice.then(|| {
        let server = seat.server;
        say!(
            lang,
            "egress-about-slice",
            first = first.to_string(),
            last = last.to_string(),
            server = server
        )
    })
}

fn belief(lab: &Lab, names: &Names, egress: &Egress, connection: &Connection) -> Option<String> {
    let (address, _) = connection.source?;
    let lang = names.lang;
    let tag = egress.tags.get(connection.tag).and_then(|tag| tag.country.clone());
    let believed = lab.world().believed_country(address);
    Some(match believed {
        None => say!(lang, "egress-about-unbelieved"),
        Some(country) if Some(&country) == tag.as_ref() => {
            say!(lang, "egress-about-believed", country = country)
        }
        Some(country) => say!(lang, "egress-about-belied", country = country),
    })
}

fn exchanged(names: &Names, connection: &Connection) -> String {
    let (asked, answered) = (connection.asked, connection.answered);
    let carried = connection.carried;
    say!(
        names.lang,
        "egress-about-exchanged",
        asked = asked,
        answered = answered,
        carried = carried
    )
}

/// What would become of a reply that was sent now.
fn next_reply(
    lab: &Lab,
    names: &Names,
    id: ConnectionId,
    connection: &Connection,
) -> Option<String> {
    use crate::engine::sim::egress::view::ReplyEnd;

    if !connection.is_live() {
        return None;
    }
    let lang = names.lang;
    let way = lab.world().reply_way(id)?;
    let time = quantity::milliseconds(way.delay());
    let entered = way.entered.map(|node| names.node(node));
    let is_tunneled = way.carried.iter().any(|it| it.is_over_internet);
    Some(match (way.end, entered) {
        (ReplyEnd::Home(_), Some(at)) if way.carried.is_empty() => {
            say!(lang, "egress-next-straight", at = at, time = time)
        }
        (ReplyEnd::Home(home), Some(at)) if is_tunneled => {
            say!(lang, "egress-next-tunnel", at = at, home = names.node(home), time = time)
        }
        (ReplyEnd::Home(home), Some(at)) => {
            say!(lang, "egress-next-carried", at = at, home = names.node(home), time = time)
        }
        (ReplyEnd::Unknown(node, why), _) => {
            let why = egress_words::nobody(lang, why);
            say!(lang, "egress-next-unknown", at = names.node(node), why = why)
        }
        (ReplyEnd::Lost(lost), _) => {
            say!(lang, "egress-next-lost", why = fate(lang, lost))
        }
        (ReplyEnd::Home(_), None) => return None,
    })
}

fn astray(names: &Names, connection: &Connection) -> Option<String> {
    let lang = names.lang;
    Some(match connection.astray? {
        Astray::At(node) => say!(lang, "egress-astray-at", at = names.node(node)),
        Astray::Dropped(lost) => say!(lang, "egress-astray-dropped", why = fate(lang, lost)),
    })
}
