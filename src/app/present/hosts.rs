//! Probes, sessions with services, and servers, in sentences.

use std::net::IpAddr;

use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{INITIAL_TTL, Packet, PacketKind, Protocol};
use crate::engine::net::inside::Balancer;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::What;
use crate::engine::sim::limits::PROBE_PATIENCE;
use crate::engine::traffic::flow::{Cause, FlowKind};
use crate::say;

/// What a packet is: `Query`, `TCP SYN`. But for queries and answers these are the protocols' own
/// words.
#[must_use]
pub fn packet_kind(lang: Lang, kind: PacketKind) -> String {
    let protocol = match (kind, kind.protocol()) {
        (PacketKind::Query, _) => return say!(lang, "flight-query"),
        (PacketKind::Answer, _) => return say!(lang, "flight-answer"),
        (_, Protocol::Icmp) => "ICMP",
        (_, Protocol::Tcp) => "TCP",
        (_, Protocol::Udp) => "QUIC",
    };
    format!("{protocol} {}", kind.flags())
}

/// What a learner did; nothing for a command of another kind.
#[must_use]
pub fn deed(names: &Names, command: &Command) -> String {
    let lang = names.lang;
    let client = |slug: &Slug| names.called(slug.as_str());
    let node = |slug: &Slug| names.node_called(slug);
    match command {
        Command::Ping { client: slug, service, address } => {
            let address = target(names, service.as_ref(), *address);
            say!(lang, "did-ping", client = client(slug), address = address)
        }
        Command::Traceroute { client: slug, service, address } => {
            let address = target(names, service.as_ref(), *address);
            say!(lang, "did-traceroute", client = client(slug), address = address)
        }
        Command::QueryIdServer { client: slug, service } => {
            let address = target(names, Some(service), None);
            say!(lang, "did-query-id-server", client = client(slug), address = address)
        }
        Command::StartFlow { client: from, service, kind, slug, .. } => say!(
            lang,
            "did-start-session",
            client = client(from),
            address = target(names, Some(service), None),
            kind = flow_kind(*kind),
            session = slug.as_str(),
        ),
        Command::StopFlow { slug } => say!(lang, "did-stop-session", session = slug.as_str()),
        Command::FailServer { node: slug, server } => {
            say!(lang, "did-fail-server", node = node(slug), server = *server)
        }
        Command::RestoreServer { node: slug, server } => {
            say!(lang, "did-restore-server", node = node(slug), server = *server)
        }
        Command::SetBalancer { node: slug, balancer } => {
            let how = how(lang, *balancer);
            say!(lang, "did-set-balancer", node = node(slug), how = how)
        }
        Command::SetPerPacket { node: slug, is_on: true } => {
            say!(lang, "did-set-per-packet", node = node(slug))
        }
        Command::SetPerPacket { node: slug, is_on: false } => {
            say!(lang, "did-set-per-flow", node = node(slug))
        }
        _ => String::new(),
    }
}

fn target(names: &Names, service: Option<&Slug>, address: Option<IpAddr>) -> String {
    let known = service.and_then(|slug| names.network.names.services.get(slug));
    let address = address.or_else(|| known.map(|&id| names.network.services[id].address));
    let slug = || service.map(ToString::to_string);
    address.map(|address| address.to_string()).or_else(slug).unwrap_or_default()
}

/// What a session runs over, by its protocol's own name.
#[must_use]
pub const fn flow_kind(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Udp => "UDP",
        FlowKind::Tcp => "TCP",
        FlowKind::Quic => "QUIC",
    }
}

fn how(lang: Lang, balancer: Balancer) -> String {
    match balancer {
        Balancer::Ecmp => say!(lang, "balancer-ecmp"),
        Balancer::Resilient => say!(lang, "balancer-resilient"),
        Balancer::Layer4 => say!(lang, "balancer-layer4"),
    }
}

/// What happened to clients and servers; nothing for a fact of another kind.
#[must_use]
pub fn sentence(names: &Names, what: &What) -> String {
    let lang = names.lang;
    match what {
        What::ProbeAnswered { ttl, there, back, answer, .. } => {
            answered(names, *ttl, answer, (*there, *back))
        }
        What::ProbeUnanswered { ttl: INITIAL_TTL, .. } => {
            say!(lang, "news-probe-silent", time = quantity::seconds(PROBE_PATIENCE))
        }
        What::ProbeUnanswered { ttl, .. } => say!(lang, "news-hop-silent", hop = *ttl),
        What::FlowOpened { slug, node, server, .. } => say!(
            lang,
            "news-session-opened",
            session = slug.as_str(),
            node = names.node(*node),
            server = *server,
        ),
        What::FlowMigrated { slug, node, server, .. } => say!(
            lang,
            "news-session-migrated",
            session = slug.as_str(),
            node = names.node(*node),
            server = *server,
        ),
        What::ServerNoticed { node, server, is_in_service: true } => {
            say!(lang, "news-server-back", node = names.node(*node), server = *server)
        }
        What::ServerNoticed { node, server, is_in_service: false } => {
            say!(lang, "news-server-out", node = names.node(*node), server = *server)
        }
        _ => String::new(),
    }
}

/// What an answer to a packet of a probe tells, with the times of the ways there and back.
#[must_use]
pub fn answered(names: &Names, ttl: u8, answer: &Packet, ways: (Span, Span)) -> String {
    let (lang, (there, back)) = (names.lang, ways);
    let [there, back, time] = [there, back, there + back].map(quantity::milliseconds);
    let router = answer.hops.first().map(|hop| names.router(hop.router)).unwrap_or_default();
    let client = names.client(answer.client);
    match (answer.kind, answer.node) {
        (PacketKind::Answer, Some(node)) => {
            let (node, server) = (names.node(node), answer.server);
            say!(lang, "news-id-server", client = client, node = node, server = server, time = time)
        }
        (PacketKind::TimeExceeded, _) if ttl < INITIAL_TTL => {
            say!(lang, "news-hop", hop = ttl, router = router, time = time)
        }
        (PacketKind::TimeExceeded, _) => say!(lang, "news-expired", router = router, time = time),
        (PacketKind::Unreachable, _) => say!(lang, "news-unreachable", router = router),
        _ => say!(
            lang,
            "news-echo-replied",
            router = router,
            client = client,
            time = time,
            there = there,
            back = back,
        ),
    }
}

/// Whether that is bad news.
#[must_use]
pub const fn is_trouble(what: &What) -> bool {
    matches!(what, What::ProbeUnanswered { .. } | What::ServerNoticed { is_in_service: false, .. })
}

/// That sessions ended, and why.
#[must_use]
pub fn ended(lang: Lang, cause: Cause, which: String, count: usize) -> String {
    if !cause.is_loss() {
        return say!(lang, "news-session-over", sessions = which, count = count);
    }
    say!(lang, "news-session-lost", sessions = which, count = count, why = why(lang, cause))
}

/// Why a session ended.
#[must_use]
pub fn why(lang: Lang, cause: Cause) -> String {
    match cause {
        Cause::Stopped => say!(lang, "lost-stopped"),
        Cause::RouteMoved => say!(lang, "lost-route-moved"),
        Cause::ServerChanged => say!(lang, "lost-server-changed"),
        Cause::PerPacket => say!(lang, "lost-per-packet"),
        Cause::TimedOut => say!(lang, "lost-timed-out"),
        Cause::Refused => say!(lang, "lost-refused"),
    }
}
