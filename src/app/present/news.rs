//! The log of what happened, in sentences.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::news::{Item, Told};
use crate::app::present::egress::connections;
use crate::app::present::names::{self, Names};
use crate::app::present::notice::notice;
use crate::app::present::{deviations, egress_words, floods, hosts, quantity, timers};
use crate::app::session::LogEntry;
use crate::app::tutor::secrets::Topic;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::{Command, PrefixAnnouncement};
use crate::engine::sim::egress::news::EgressNews;
use crate::engine::sim::fact::What;
use crate::engine::sim::oscillation::Oscillation;
use crate::say;

/// Things of one kind named in one sentence; the others are counted.
const NAMED: usize = 3;

/// What an entry is about, for its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The learner acted.
    Deed,
    /// Something came of it.
    Effect,
    /// Something was lost or refused.
    Trouble,
    /// It is over.
    Rest,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, the same as long as it is the same line.
    pub number: u64,
    /// When, as the learner counts.
    pub time: String,
    /// What it is about.
    pub tone: Tone,
    /// The sentence.
    pub sentence: String,
    /// The client network that it is about: its card tells why.
    pub client: Option<ClientId>,
}

/// The log, newest first.
#[must_use]
pub fn lines(lab: &Lab) -> Vec<Line> {
    let line = |item: &Item| Line {
        number: item.number,
        time: quantity::clock(lab.session.shown(item.at)),
        tone: tone(&item.told),
        sentence: said(lab, item),
        client: client(&item.told),
    };
    let may_tell = |item: &&Item| !is_secret(lab, &item.told);
    lab.session.news().items().rev().filter(may_tell).map(line).collect()
}

/// An item in words; of what it is the lesson to find out, only that it happened.
fn said(lab: &Lab, item: &Item) -> String {
    if let (Told::Did(command), Some(tutor)) = (&item.told, &lab.tutor) {
        let mut log = lab.session.log().iter().enumerate();
        let is_it = |entry: &LogEntry| entry.at == item.at && entry.command == *command;
        if log.any(|(number, entry)| is_it(entry) && tutor.keeps_secret(number)) {
            return say!(lab.lang, "news-incident");
        }
    }
    in_words(lab, &item.told)
}

/// Whether a sentence would tell what the lesson asks.
fn is_secret(lab: &Lab, told: &Told) -> bool {
    match told {
        Told::Converged { .. } => lab.hides(Topic::Course),
        Told::Answered { client, .. } | Told::Dropped { client, .. } => lab.conceals_trip(*client),
        Told::Moved { clients, .. } => clients.iter().any(|&client| lab.conceals(client)),
        Told::Host(What::ProbeAnswered { answer, .. }) => lab.conceals_trip(answer.client),
        _ => false,
    }
}

/// One item in words, with what only the world knows: of connections, whose they are.
fn in_words(lab: &Lab, told: &Told) -> String {
    let called = |id| connections::called(lab, id);
    let of_connection = match told {
        Told::Did(Command::CloseConnection { slug }) => connections::named(lab, slug)
            .and_then(called)
            .map(|connection| egress_words::closed(lab.lang, &connection)),
        Told::Egress(news) => match **news {
            EgressNews::ConnectionOpened { connection, .. } => {
                called(connection).map(|it| egress_words::opened(lab.lang, &it))
            }
            EgressNews::ConnectionEnded { connection, cause, .. } => {
                called(connection).map(|it| egress_words::ended(lab.lang, &it, cause))
            }
            _ => None,
        },
        _ => None,
    };
    of_connection.unwrap_or_else(|| sentence(lab.lang, lab.network(), told))
}

/// What a screen reader is told: the last thing done, refused or settled, not every step; or what
/// was done with time, if that was last.
#[must_use]
pub fn announcement(lab: &Lab) -> String {
    if let Some(notice) = notice(lab) {
        return notice;
    }
    let is_worth_it =
        |item: &&Item| !matches!(item.told, Told::Moved { .. } | Told::Sessions { .. });
    let is_worth_it = |item: &&Item| is_worth_it(item) && !is_secret(lab, &item.told);
    let last = lab.session.news().items().rev().find(is_worth_it);
    last.map(|item| said(lab, item)).unwrap_or_default()
}

fn client(told: &Told) -> Option<ClientId> {
    match told {
        Told::Moved { clients, .. } => clients.first().copied(),
        Told::Answered { client, .. } | Told::Dropped { client, .. } => Some(*client),
        _ => None,
    }
}

fn tone(told: &Told) -> Tone {
    match told {
        Told::Did(_) => Tone::Deed,
        Told::Host(what) if hosts::is_trouble(what) => Tone::Trouble,
        Told::Egress(news) if egress_words::is_trouble(news) => Tone::Trouble,
        Told::Ended { cause, .. } => {
            if cause.is_loss() {
                Tone::Trouble
            } else {
                Tone::Effect
            }
        }
        Told::Validated(changes) if changes.refused > 0 => Tone::Trouble,
        Told::Validated(_)
        | Told::Moved { after: Some(_), .. }
        | Told::Clock(What::RouteReused { .. })
        | Told::Load(What::NodeRelieved { .. } | What::NodeReturned { .. })
        | Told::Sessions { ended: None, .. }
        | Told::Host(_)
        | Told::Egress(_)
        | Told::Answered { .. } => Tone::Effect,
        Told::Refused(_)
        | Told::KeptOut { .. }
        | Told::Moved { after: None, .. }
        | Told::Clock(_)
        | Told::Load(_)
        | Told::Sessions { ended: Some(_), .. }
        | Told::Dropped { .. }
        | Told::NotConverged { .. }
        | Told::Oscillating(_) => Tone::Trouble,
        Told::Converged { .. } => Tone::Rest,
    }
}

/// One item in words.
#[must_use]
pub fn sentence(lang: Lang, network: &Network, told: &Told) -> String {
    let names = Names { lang, network };
    match told {
        Told::Did(command) => deed(&names, command),
        Told::Refused(refusal) => refused(lang, Some(network), refusal),
        Told::KeptOut { is_frozen: true } => say!(lang, "lesson-frozen"),
        Told::KeptOut { is_frozen: false } => say!(lang, "lesson-not-asked"),
        Told::Moved { before, after, clients } => moved(&names, *before, *after, clients),
        Told::Host(what) => hosts::sentence(&names, what),
        Told::Egress(news) => egress_words::sentence(&names, news),
        Told::Ended { cause, slugs } => {
            let which = some(lang, slugs.iter().map(ToString::to_string));
            hosts::ended(lang, *cause, which, slugs.len())
        }
        Told::Validated(changes) => deviations::validated(lang, *changes),
        Told::Clock(what) => timers::sentence(&names, what),
        Told::Load(what) => floods::sentence(&names, what),
        Told::Sessions { ended: None, count } => say!(lang, "news-sessions-up", count = *count),
        Told::Sessions { ended: Some(why), count } => {
            let why = timers::reason(lang, *why);
            say!(lang, "news-sessions-down", count = *count, why = why)
        }
        Told::Answered { client, node, round_trip } => say!(
            lang,
            "news-answered",
            client = names.client(*client),
            node = names.node(*node),
            time = quantity::milliseconds(*round_trip),
        ),
        Told::Dropped { client, at, fate } => say!(
            lang,
            "news-dropped",
            client = names.client(*client),
            router = names.router(*at),
            fate = names::fate(lang, *fate),
        ),
        Told::Converged { announced, withdrawn, took, moved } => say!(
            lang,
            "news-converged",
            updates = announced + withdrawn,
            withdrawn = *withdrawn,
            took = quantity::seconds(*took),
            moved = *moved,
        ),
        Told::NotConverged { events, routers } => say!(
            lang,
            "news-not-converged",
            events = *events,
            count = routers.len(),
            routers = some(lang, routers.iter().map(|&id| names.router(id))),
        ),
        Told::Oscillating(oscillation) => oscillating(&names, oscillation),
    }
}

fn deed(names: &Names, command: &Command) -> String {
    let (lang, known) = (names.lang, &names.network.names);
    let node_of = |slug: &Slug| known.nodes.get(slug).copied();
    let node = |slug: &Slug| names.node_called(slug);
    let prefix = |slug: &Slug| node_of(slug).map(|id| names.prefix(id)).unwrap_or_default();
    let link =
        |slug: &str| known.links.get(slug).map_or_else(|| slug.to_owned(), |&id| names.link(id));
    let router = |slug: &Slug| names.router_called(slug);
    match command {
        Command::Announce { node: slug } => {
            say!(lang, "did-announce", node = node(slug), prefix = prefix(slug))
        }
        Command::Withdraw { node: slug } => {
            say!(lang, "did-withdraw", node = node(slug), prefix = prefix(slug))
        }
        Command::Prepend { node: slug, times, neighbor: None } => {
            say!(lang, "did-prepend", node = node(slug), times = *times)
        }
        Command::Prepend { node: slug, times, neighbor: Some(neighbor) } => {
            let (node, neighbor) = (node(slug), names.system_called(neighbor));
            say!(lang, "did-prepend-toward", node = node, times = *times, neighbor = neighbor)
        }
        Command::Leak { .. }
        | Command::Hijack { .. }
        | Command::EndHijack { .. }
        | Command::PublishRoa(_)
        | Command::RevokeRoa(_)
        | Command::Drain { .. }
        | Command::SetCommunities { .. } => deviations::deed(names, command),
        Command::FailLink { link: slug } => {
            say!(lang, "did-fail-link", link = link(slug.as_str()))
        }
        Command::FailLinkSilently { link: slug } => timers::did_silence(lang, &link(slug.as_str())),
        Command::RestartBgp { router: slug, for_us } => {
            timers::did_restart(lang, &router(slug), *for_us)
        }
        Command::RestoreLink { link: slug } => {
            say!(lang, "did-restore-link", link = link(slug.as_str()))
        }
        Command::FailPop { node: slug } => {
            say!(lang, "did-fail-pop", node = node(slug))
        }
        Command::RestorePop { node: slug } => {
            say!(lang, "did-restore-pop", node = node(slug))
        }
        Command::AnnouncePrefix(_)
        | Command::WithdrawPrefix { .. }
        | Command::FailSession { .. }
        | Command::RestoreSession { .. }
        | Command::SetRules { .. } => configured(names, command),
        Command::SendPacket { client, service } => sent(names, client, service),
        Command::StartFlood(_)
        | Command::StopFlood { .. }
        | Command::Scrub { .. }
        | Command::SetCapacity { .. }
        | Command::Steer { .. }
        | Command::SetAutomation { .. }
        | Command::EndAutomation { .. } => floods::deed(names, command),
        Command::Ping { .. }
        | Command::Traceroute { .. }
        | Command::QueryIdServer { .. }
        | Command::StartFlow { .. }
        | Command::StopFlow { .. }
        | Command::FailServer { .. }
        | Command::RestoreServer { .. }
        | Command::SetBalancer { .. }
        | Command::SetPerPacket { .. } => hosts::deed(names, command),
        _ => egress_words::deed(names, command),
    }
}

/// What is done to a router's own announcements, sessions and rules.
fn configured(names: &Names, command: &Command) -> String {
    let lang = names.lang;
    let router = |slug: &Slug| names.router_called(slug);
    match command {
        Command::AnnouncePrefix(PrefixAnnouncement { router: slug, prefix, .. }) => {
            say!(lang, "did-announce", node = router(slug), prefix = prefix.to_string())
        }
        Command::WithdrawPrefix { router: slug, prefix } => {
            say!(lang, "did-withdraw", node = router(slug), prefix = prefix.to_string())
        }
        Command::FailSession { session } => {
            say!(lang, "did-fail-session", session = session.as_str())
        }
        Command::RestoreSession { session } => {
            say!(lang, "did-restore-session", session = session.as_str())
        }
        Command::SetRules { session, router: slug, .. } => {
            say!(lang, "did-set-rules", router = router(slug), session = session.as_str())
        }
        _ => String::new(),
    }
}

fn sent(names: &Names, client: &Slug, service: &Slug) -> String {
    let known = &names.network.names;
    let address = known
        .services
        .get(service)
        .map_or_else(|| service.to_string(), |&id| names.network.services[id].address.to_string());
    let client =
        known.clients.get(client).map_or_else(|| client.to_string(), |&id| names.client(id));
    say!(names.lang, "did-send-packet", client = client, address = address)
}

fn moved(
    names: &Names,
    before: Option<NodeId>,
    after: Option<NodeId>,
    clients: &[ClientId],
) -> String {
    let lang = names.lang;
    let who = listed(names, clients);
    let count = clients.len();
    match (before, after) {
        (Some(before), Some(after)) => say!(
            lang,
            "news-moved",
            clients = who,
            count = count,
            before = names.node(before),
            after = names.node(after),
        ),
        (Some(before), None) => {
            say!(lang, "news-lost", clients = who, count = count, before = names.node(before))
        }
        (None, Some(after)) => {
            say!(lang, "news-found", clients = who, count = count, after = names.node(after))
        }
        (None, None) => who,
    }
}

/// A cycle in words: who goes round, about what, how fast.
#[must_use]
pub fn oscillating(names: &Names, oscillation: &Oscillation) -> String {
    let lang = names.lang;
    let prefixes = &names.network.prefixes;
    say!(
        lang,
        "news-oscillating",
        routers = some(lang, oscillation.routers.iter().map(|&id| names.router(id))),
        prefixes = some(lang, oscillation.prefixes.iter().map(|&id| prefixes[id].to_string())),
        period = quantity::seconds(oscillation.period),
        events = oscillation.events,
    )
}

fn listed(names: &Names, clients: &[ClientId]) -> String {
    some(names.lang, clients.iter().map(|&id| names.client(id)))
}

/// The first few by name, the others by number.
fn some(lang: Lang, all: impl ExactSizeIterator<Item = String>) -> String {
    let count = all.len();
    let named: Vec<String> = all.take(NAMED).collect();
    let named = named.join(&say!(lang, "list-separator"));
    match count.saturating_sub(NAMED) {
        0 => named,
        more => say!(lang, "list-and-more", named = named, more = more),
    }
}

/// A refusal in words: things by their names, where the network is at hand, else by their slugs.
pub(in crate::app) fn refused(lang: Lang, network: Option<&Network>, refusal: &Refusal) -> String {
    let called = |slug: &String| {
        network.map_or_else(|| slug.clone(), |network| Names { lang, network }.called(slug))
    };
    match refusal {
        Refusal::Unknown { name, .. } => say!(lang, "refused-unknown", name = name.as_str()),
        Refusal::Already { name, .. } => say!(lang, "refused-already", name = called(name)),
        Refusal::OutOfRange { low, high, value, .. } => {
            say!(lang, "refused-out-of-range", low = *low, high = *high, value = *value)
        }
        Refusal::NotNeighbor { node, neighbor } => {
            let (node, neighbor) = (called(node), called(neighbor));
            say!(lang, "refused-not-neighbor", node = node, neighbor = neighbor)
        }
        Refusal::Internal { link } => say!(lang, "refused-internal", link = called(link)),
        Refusal::NoAddress { client, service } => {
            let (client, address) = (called(client), service.to_string());
            say!(lang, "refused-no-address", client = client, address = address)
        }
        Refusal::Rightful { router, prefix } => {
            let (router, prefix) = (called(router), prefix.to_string());
            say!(lang, "refused-rightful", router = router, prefix = prefix)
        }
        Refusal::NoScrubber { node } => say!(lang, "refused-no-scrubber", node = called(node)),
        Refusal::Unspoofable { flood } => {
            say!(lang, "refused-unspoofable", flood = flood.as_str())
        }
        Refusal::Past { .. } => say!(lang, "refused-past"),
        Refusal::NoEgress => say!(lang, "refused-no-egress"),
        Refusal::NotInPool { address, pool } => {
            say!(lang, "refused-not-in-pool", address = address.to_string(), pool = pool.as_str(),)
        }
        Refusal::NothingLent { what } => say!(lang, "refused-nothing-lent", what = called(what)),
        Refusal::BadFeed { .. } => {
            let rows = refusal.rows();
            say!(lang, "refused-bad-feed", rows = rows)
        }
    }
}
