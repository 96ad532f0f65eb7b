//! The bench of sessions: which live, which are lost and why, and what can be started.
//!
//! A session here is a user's with a service; in code it is a flow, since a session is BGP's.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::hosts;
use crate::app::present::marks;
use crate::app::present::names::Names;
use crate::app::present::quantity;
pub use crate::app::present::standing::State;
use crate::app::selection::Selection;
use crate::app::session::LogEntry;
use crate::engine::base::ids::{ClientId, FlowId, NodeId};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;
use crate::engine::traffic::flow::{Flow, FlowKind, Phase};
use crate::engine::traffic::survival::{Survival, survival};
use crate::say;

/// What can be started, with the messages that name it.
pub const KINDS: [(FlowKind, &str); 3] = [
    (FlowKind::Tcp, "session-tcp"),
    (FlowKind::Udp, "session-udp"),
    (FlowKind::Quic, "session-quic"),
];

/// Sessions listed at most; of more, the latest.
const LISTED: usize = 60;
/// Sessions listed on a client network's card.
const LISTED_ON_CARD: usize = 4;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Which.
    pub flow: FlowId,
    /// Its name, for commands.
    pub slug: Slug,
    /// What it runs over.
    pub kind: FlowKind,
    /// From which client network.
    pub client: (ClientId, String),
    /// Who answered last: the node's letter; node and server in words.
    pub by: Option<(Letter, String)>,
    /// What has come so far.
    pub received: String,
    /// How it stands.
    pub state: State,
    /// The same in words, with the cause if it is lost.
    pub words: String,
}

/// What became of the sessions of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The kind.
    pub kind: FlowKind,
    /// Sessions that were ever answered.
    pub opened: u64,
    /// Those that go on.
    pub alive: u64,
    /// Those that ended as was wanted.
    pub over: u64,
    /// Those that were lost.
    pub lost: u64,
    /// How many were lost for which reason.
    pub causes: Vec<String>,
    /// How many of those that were alive at the last command it cost.
    pub cost: Option<String>,
}

/// All sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// Each, oldest first.
    pub rows: Vec<SessionRow>,
    /// How many are too old to be listed.
    pub earlier: Option<String>,
    /// What became of them, kind by kind.
    pub figures: Vec<Figures>,
    /// The last command that was not a client's own.
    pub since: Option<String>,
}

/// A client network's sessions, for its card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientSessions {
    /// The latest, oldest first.
    pub rows: Vec<SessionRow>,
    /// What QUIC can do here.
    pub quic: Option<String>,
}

/// The protocol's own word.
#[must_use]
pub const fn protocol(kind: FlowKind) -> &'static str {
    hosts::flow_kind(kind)
}

/// Whether there is a service to have sessions with.
#[must_use]
pub fn has_service(lab: &Lab) -> bool {
    !lab.network().services.is_empty()
}

/// Whether anybody has started a session or a probe.
#[must_use]
pub fn has_errands(lab: &Lab) -> bool {
    lab.world().flows().next().is_some() || lab.world().probes().next().is_some()
}

/// All sessions, and what became of them.
#[must_use]
pub fn bench(lab: &Lab) -> Bench {
    let world = lab.world();
    let count = world.flows().count();
    let earlier = count.saturating_sub(LISTED);
    let names = Names { lang: lab.lang, network: lab.network() };
    let rows = world.flows().skip(earlier).map(|(id, flow)| row(lab, &names, id, flow));
    let (costs, since) = costs(lab).unzip();
    let costs = costs.unwrap_or_default();
    let figures = survival(world.flows().map(|(_, flow)| flow));
    Bench {
        rows: rows.collect(),
        earlier: (earlier > 0).then(|| say!(lab.lang, "sessions-earlier", count = earlier)),
        figures: figures.iter().map(|(&kind, it)| of_kind(lab.lang, kind, it, &costs)).collect(),
        since: since.filter(|_| count > 0),
    }
}

/// A client network's own, and what QUIC can do there.
#[must_use]
pub fn of_client(lab: &Lab, client: ClientId) -> ClientSessions {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let mine: Vec<_> = world.flows().filter(|(_, flow)| flow.client == client).collect();
    let latest = mine.iter().skip(mine.len().saturating_sub(LISTED_ON_CARD));
    let node = network.services.keys().next().and_then(|id| lab.shown_node(client, id));
    let quic = |node: NodeId| {
        let has_own = network.server_address(node, 0).is_some();
        let id = if has_own { "session-quic-moves" } else { "session-quic-stays" };
        say!(lab.lang, id, node = names.node(node))
    };
    ClientSessions {
        rows: latest.map(|(id, flow)| row(lab, &names, *id, flow)).collect(),
        quic: node.map(quic),
    }
}

/// Who can start a session: first the client network that is selected, or else the one that did so
/// last; then all in their order.
#[must_use]
pub fn clients(lab: &Lab) -> Vec<(ClientId, String)> {
    let names = Names { lang: lab.lang, network: lab.network() };
    let first = match lab.selection {
        Selection::Client(client) => Some(client),
        _ => lab.world().flows().last().map(|(_, flow)| flow.client),
    };
    let others = lab.network().clients.keys().filter(|&client| Some(client) != first);
    first.into_iter().chain(others).map(|client| (client, names.client(client))).collect()
}

/// The command that starts a session, under a name that is free.
#[must_use]
pub fn start(lab: &Lab, client: ClientId, kind: FlowKind) -> Option<Command> {
    let (network, world) = (lab.network(), lab.world());
    let service = network.services.iter().next()?.slug.clone();
    let word = protocol(kind).to_ascii_lowercase();
    let before = world.flows().filter(|(_, flow)| flow.kind == kind).count();
    let mut names = (before + 1..).map(|number| Slug::new(&format!("{word}-{number}")));
    let slug = names.find(|name| world.flow_named(name).is_none())?;
    let client = network.clients[client].slug.clone();
    Some(Command::StartFlow { client, service, kind, slug, source_port: None })
}

/// Whether that can be done now.
#[must_use]
pub fn can_start(lab: &Lab, client: ClientId, kind: FlowKind) -> bool {
    start(lab, client, kind)
        .is_some_and(|command| lab.allows(&command) && lab.world().accepts(&command).is_ok())
}

fn row(lab: &Lab, names: &Names, id: FlowId, flow: &Flow) -> SessionRow {
    let lang = names.lang;
    let clock = |at: SimTime| quantity::clock(lab.session.shown(at));
    let (state, words) = match flow.phase {
        Phase::Opening => (State::Opening, say!(lang, "session-opening")),
        Phase::Open => (State::Open, say!(lang, "session-open")),
        Phase::Ended { at, cause } if cause.is_loss() => {
            let why = hosts::why(lang, cause);
            (State::Lost, say!(lang, "session-lost", at = clock(at), why = why))
        }
        Phase::Ended { at, .. } => (State::Over, say!(lang, "session-over", at = clock(at))),
    };
    let by = flow.heard_of.filter(|_| !lab.conceals(flow.client)).map(|(node, server)| {
        let said = say!(lang, "session-by", node = names.node(node), server = server);
        (names.network.nodes[node].letter, said)
    });
    let received = match flow.kind {
        FlowKind::Udp => say!(lang, "session-answers", count = flow.received),
        FlowKind::Tcp | FlowKind::Quic => say!(lang, "session-segments", count = flow.received),
    };
    SessionRow {
        flow: id,
        slug: flow.slug.clone(),
        kind: flow.kind,
        client: (flow.client, names.client(flow.client)),
        by,
        received,
        state,
        words,
    }
}

fn of_kind(
    lang: Lang,
    kind: FlowKind,
    figures: &Survival,
    costs: &BTreeMap<FlowKind, Survival>,
) -> Figures {
    let cause = |(&cause, &count): (&_, &u64)| {
        say!(lang, "session-cause", count = count, why = hosts::why(lang, cause))
    };
    let cost = costs.get(&kind).map(|cost| {
        let lost = cost.all_lost();
        let kind = protocol(kind);
        say!(lang, "session-cost", kind = kind, lost = lost, before = cost.started)
    });
    Figures {
        kind,
        opened: figures.opened,
        alive: figures.alive,
        over: figures.stopped,
        lost: figures.all_lost(),
        causes: figures.lost.iter().map(cause).collect(),
        cost,
    }
}

/// What became of the sessions that were alive when the last command was given which was not a
/// client's own; and that command.
fn costs(lab: &Lab) -> Option<(BTreeMap<FlowKind, Survival>, String)> {
    let log = &lab.session.log()[..lab.session.entries()];
    let last = log.iter().rposition(|entry| !is_of_client(&entry.command))?;
    let (entry, later) = (&log[last], &log[last + 1..]);
    // Those that were started later at the very same time were not there yet.
    let started = |entry: &'_ LogEntry| match &entry.command {
        Command::StartFlow { slug, .. } => Some(slug.clone()),
        _ => None,
    };
    let not_yet: BTreeSet<Slug> = later.iter().filter_map(started).collect();
    let was_alive = |flow: &&Flow| {
        let has_begun =
            flow.began < entry.at || (flow.began == entry.at && !not_yet.contains(&flow.slug));
        let is_over = matches!(flow.phase, Phase::Ended { at, .. } if at < entry.at);
        has_begun && !is_over
    };
    let figures = survival(lab.world().flows().map(|(_, flow)| flow).filter(was_alive));
    let said = say!(lab.lang, "session-since", command = marks::deed(lab, &entry.command));
    Some((figures, said))
}

/// Whether a command is to a client: none of them does anything to the others' sessions.
const fn is_of_client(command: &Command) -> bool {
    matches!(
        command,
        Command::SendPacket { .. }
            | Command::Ping { .. }
            | Command::Traceroute { .. }
            | Command::QueryIdServer { .. }
            | Command::StartFlow { .. }
            | Command::StopFlow { .. }
    )
}
