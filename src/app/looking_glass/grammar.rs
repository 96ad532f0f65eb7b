//! The commands, as one table: parsing, completion and help all read it, so that they cannot
//! disagree.

use Part::{Maybe, Slot, Word};

use super::vocabulary::Kind;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// All routes, or those to one prefix.
    Routes,
    /// The routes to one prefix under another vendor's rules.
    RoutesUnder,
    /// The sessions, a line each.
    Summary,
    /// One session.
    Neighbor,
    /// What a neighbour is told.
    Advertised,
    /// What a neighbour tells, before policy.
    Received,
    /// What is left of that after policy.
    Accepted,
    /// The forwarding table, or its entry for an address.
    Forwarding,
    /// One packet there and its answer back.
    Ping,
    /// The way there, router by router.
    Traceroute,
    /// Another router's looking glass.
    Connect,
    /// An empty screen.
    Clear,
    /// This table.
    Help,
}

/// A part of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// This word, or an unambiguous beginning of it.
    Word(&'static str),
    /// This word, or nothing: some write it out of habit.
    Maybe(&'static str),
    /// A value.
    Slot(Kind),
}

/// One way to write a command.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// What it does.
    pub verb: Verb,
    /// How it is written.
    pub parts: &'static [Part],
    /// The message that says what it is for.
    pub about: &'static str,
    /// Another vendor's way to write the same: understood, but not offered.
    pub is_alias: bool,
}

const fn form(verb: Verb, parts: &'static [Part], about: &'static str) -> Form {
    Form { verb, parts, about, is_alias: false }
}

const fn alias(verb: Verb, parts: &'static [Part], about: &'static str) -> Form {
    Form { verb, parts, about, is_alias: true }
}

const SHOW: Part = Word("show");
const IP: Part = Maybe("ip");
const BGP: Part = Word("bgp");
const NEIGHBORS: Part = Word("neighbors");
const PREFIX: Part = Slot(Kind::Prefix);
const NEIGHBOR: Part = Slot(Kind::Neighbor);

/// Every command, in the order of `help`.
pub const FORMS: &[Form] = &[
    form(Verb::Routes, &[SHOW, IP, BGP], "glass-about-bgp"),
    form(Verb::Routes, &[SHOW, IP, BGP, PREFIX], "glass-about-bgp-prefix"),
    form(
        Verb::RoutesUnder,
        &[SHOW, IP, BGP, PREFIX, Word("profile"), Slot(Kind::Profile)],
        "glass-about-bgp-profile",
    ),
    form(Verb::Summary, &[SHOW, IP, BGP, Word("summary")], "glass-about-summary"),
    form(Verb::Neighbor, &[SHOW, IP, BGP, NEIGHBORS, NEIGHBOR], "glass-about-neighbor"),
    form(
        Verb::Received,
        &[SHOW, IP, BGP, NEIGHBORS, NEIGHBOR, Word("received-routes")],
        "glass-about-received",
    ),
    form(
        Verb::Accepted,
        &[SHOW, IP, BGP, NEIGHBORS, NEIGHBOR, Word("routes")],
        "glass-about-accepted",
    ),
    form(
        Verb::Advertised,
        &[SHOW, IP, BGP, NEIGHBORS, NEIGHBOR, Word("advertised-routes")],
        "glass-about-advertised",
    ),
    form(Verb::Forwarding, &[SHOW, IP, Word("route")], "glass-about-route"),
    form(
        Verb::Forwarding,
        &[SHOW, IP, Word("route"), Slot(Kind::Address)],
        "glass-about-route-address",
    ),
    form(Verb::Ping, &[Word("ping"), Slot(Kind::Target)], "glass-about-ping"),
    form(Verb::Traceroute, &[Word("traceroute"), Slot(Kind::Target)], "glass-about-traceroute"),
    form(Verb::Connect, &[Word("connect"), Slot(Kind::Router)], "glass-about-connect"),
    form(Verb::Clear, &[Word("clear")], "glass-about-clear"),
    form(Verb::Help, &[Word("help")], "glass-about-help"),
    // As Junos and BIRD write it.
    alias(
        Verb::Advertised,
        &[SHOW, Word("route"), Word("advertising-protocol"), BGP, NEIGHBOR],
        "glass-about-advertised",
    ),
    alias(
        Verb::Received,
        &[SHOW, Word("route"), Word("receive-protocol"), BGP, NEIGHBOR],
        "glass-about-received",
    ),
    alias(
        Verb::Forwarding,
        &[SHOW, Word("route"), Word("for"), Slot(Kind::Address)],
        "glass-about-route-address",
    ),
    alias(Verb::Summary, &[SHOW, Word("protocols")], "glass-about-summary"),
];

/// Other spellings of our words.
pub const SPELLINGS: &[(&str, &str)] = &[
    ("neighbour", "neighbors"),
    ("neighbours", "neighbors"),
    ("tracert", "traceroute"),
    ("?", "help"),
    ("cls", "clear"),
];

impl Part {
    /// How it is written in help: words as they are, values in capitals.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Word(word) | Self::Maybe(word) => word,
            Self::Slot(kind) => kind.sign(),
        }
    }
}

impl Form {
    /// How the rest of it is written from part `from` on; empty: nothing more.
    #[must_use]
    pub fn rest(&self, from: usize) -> String {
        let parts = self.parts.iter().skip(from).filter(|part| !matches!(part, Maybe(_)));
        parts.map(|part| part.sign()).collect::<Vec<_>>().join(" ")
    }
}
