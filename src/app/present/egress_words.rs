//! Egress in sentences: what was done to it, and what happened.

use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::TagId;
use crate::engine::base::text::Slug;
use crate::engine::egress::connection::Cause;
use crate::engine::egress::decide::Nobody;
use crate::engine::net::egress::{Design, Egress, Fallback};
use crate::engine::sim::command::{Command, PortOrder};
use crate::engine::sim::egress::AsksAs;
use crate::engine::sim::egress::news::EgressNews;
use crate::say;

/// What a design is called.
#[must_use]
pub fn design(lang: Lang, design: Design) -> String {
    match design {
        Design::PerServer => say!(lang, "design-per-server"),
        Design::OneServer => say!(lang, "design-one-server"),
        Design::PerPop => say!(lang, "design-per-pop"),
        Design::SoftUnicast => say!(lang, "design-soft-unicast"),
        Design::Naive => say!(lang, "design-naive"),
        Design::Nat => say!(lang, "design-nat"),
    }
}

/// Why a connection is over, or was never opened.
#[must_use]
pub fn cause(lang: Lang, cause: Cause) -> String {
    match cause {
        Cause::Closed => say!(lang, "egress-over-closed"),
        Cause::NoServer => say!(lang, "egress-over-no-server"),
        Cause::NoAddress => say!(lang, "egress-over-no-address"),
        Cause::PortsExhausted => say!(lang, "egress-over-ports-exhausted"),
        Cause::Fenced => say!(lang, "egress-over-fenced"),
        Cause::Reset => say!(lang, "egress-over-reset"),
        Cause::ReplyLost => say!(lang, "egress-over-reply-lost"),
        Cause::TimedOut => say!(lang, "egress-over-timed-out"),
        Cause::AddressMoved => say!(lang, "egress-over-address-moved"),
        Cause::ServerFailed => say!(lang, "egress-over-server-failed"),
    }
}

/// Why a reply is nobody's at a PoP.
#[must_use]
pub fn nobody(lang: Lang, why: Nobody) -> String {
    match why {
        Nobody::NotLent => say!(lang, "unknown-not-lent"),
        Nobody::NoSlice => say!(lang, "unknown-no-slice"),
        Nobody::Forgotten => say!(lang, "unknown-forgotten"),
        Nobody::NotKnown { server } => say!(lang, "unknown-not-known", server = server),
    }
}

/// A tag by its name.
#[must_use]
pub fn tag(names: &Names, id: TagId) -> String {
    let egress = names.network.egress.as_ref();
    let tag = egress.and_then(|egress| egress.tags.get(id));
    tag.map_or_else(String::new, |tag| names.lang.of(&tag.name).to_owned())
}

fn found<'a>(names: &Names<'a>, name: impl Fn(&'a Egress) -> Option<String>, or: &Slug) -> String {
    names.network.egress.as_ref().and_then(name).unwrap_or_else(|| or.to_string())
}

fn tag_called(names: &Names, slug: &Slug) -> String {
    found(names, |egress| egress.tag_named(slug).map(|id| tag(names, id)), slug)
}

/// A destination by its slug; the slug itself, where none is called so.
#[must_use]
pub fn destination_called(names: &Names, slug: &Slug) -> String {
    let name = |egress: &Egress| {
        let id = egress.destination_named(slug)?;
        Some(names.lang.of(&egress.destinations[id].name).to_owned())
    };
    found(names, name, slug)
}

/// What a learner did; nothing for a command of another kind.
#[must_use]
pub fn deed(names: &Names, command: &Command) -> String {
    let lang = names.lang;
    let node = |slug: &Slug| names.node_called(slug);
    match command {
        Command::SetEgressDesign { design: one } => {
            say!(lang, "did-set-egress-design", design = design(lang, *one))
        }
        Command::SetFallback { fallback: Fallback::Tunnel } => {
            say!(lang, "did-set-fallback-tunnel")
        }
        Command::SetFallback { fallback: Fallback::Drop } => say!(lang, "did-set-fallback-drop"),
        Command::SetGrace { for_us } => {
            say!(lang, "did-set-grace", seconds = quantity::seconds(*for_us))
        }
        Command::SetDnsAsker { asker: AsksAs::User } => say!(lang, "did-set-dns-asker-user"),
        Command::SetDnsAsker { asker: AsksAs::Pop } => say!(lang, "did-set-dns-asker-pop"),
        Command::LendAddress { address, node: slug, tag } => say!(
            lang,
            "did-allocate-address",
            address = address.to_string(),
            node = node(slug),
            tag = tag_called(names, tag),
        ),
        Command::ReleaseAddress { address } => {
            say!(lang, "did-release-address", address = address.to_string())
        }
        Command::MoveAddress { address, to } => {
            say!(lang, "did-move-address", address = address.to_string(), node = node(to))
        }
        Command::MoveRange { range, to } => {
            say!(lang, "did-move-address", address = range.to_string(), node = node(to))
        }
        Command::DrainAddresses { node: slug } => {
            say!(lang, "did-drain-addresses", node = node(slug))
        }
        Command::OnboardPrefix { prefix, node: slug, .. } => {
            say!(lang, "did-onboard-prefix", prefix = prefix.to_string(), node = node(slug))
        }
        Command::LoadGeofeed { .. } => say!(lang, "did-load-geofeed"),
        Command::OpenConnection { client, destination, .. } => say!(
            lang,
            "did-open-connection",
            client = names.called(client.as_str()),
            destination = destination_called(names, destination),
        ),
        Command::CloseConnection { slug } => closed(lang, &quoted(slug)),
        Command::HoldPorts(order) => ports(names, order, true),
        Command::FreePorts(order) => ports(names, order, false),
        Command::RebootRouter { router, for_us } => say!(
            lang,
            "did-reboot-router",
            router = names.router_called(router),
            seconds = quantity::seconds(*for_us),
        ),
        _ => String::new(),
    }
}

/// A connection by its slug, where nothing more is known of it.
fn quoted(slug: &Slug) -> String {
    format!("“{slug}”")
}

/// That a connection, called so, was closed.
#[must_use]
pub fn closed(lang: Lang, connection: &str) -> String {
    say!(lang, "did-close-connection", connection = connection)
}

/// That one is open.
#[must_use]
pub fn opened(lang: Lang, connection: &str) -> String {
    say!(lang, "news-connection-opened", connection = connection)
}

/// That one is over, and why.
#[must_use]
pub fn ended(lang: Lang, connection: &str, why: Cause) -> String {
    say!(lang, "news-connection-ended", connection = connection, why = cause(lang, why))
}

fn ports(names: &Names, order: &PortOrder, is_opened: bool) -> String {
    let lang = names.lang;
    let (node, to) =
        (names.node_called(&order.node), destination_called(names, &order.destination));
    let count = order.count;
    match (order.server, is_opened) {
        (Some(server), true) => {
            say!(lang, "did-hold-ports", node = node, server = server, count = count, to = to)
        }
        (Some(server), false) => {
            say!(lang, "did-free-ports", node = node, server = server, count = count, to = to)
        }
        (None, true) => say!(lang, "did-hold-ports-all", node = node, count = count, to = to),
        (None, false) => say!(lang, "did-free-ports-all", node = node, count = count, to = to),
    }
}

/// Whether something is amiss.
#[must_use]
pub const fn is_trouble(news: &EgressNews) -> bool {
    match news {
        EgressNews::ConnectionEnded { cause, .. } => !matches!(cause, Cause::Closed),
        EgressNews::PortsExhausted { .. }
        | EgressNews::ReplyUnknown { .. }
        | EgressNews::NatForgot { .. } => true,
        _ => false,
    }
}

/// What happened.
#[must_use]
pub fn sentence(names: &Names, news: &EgressNews) -> String {
    let lang = names.lang;
    match news {
        EgressNews::AddressLent { address, node, tag: of } => say!(
            lang,
            "news-address-lent",
            address = address.to_string(),
            node = names.node(*node),
            tag = tag(names, *of),
        ),
        EgressNews::AddressReleased { address, node } => say!(
            lang,
            "news-address-released",
            address = address.to_string(),
            node = names.node(*node),
        ),
        EgressNews::AddressesMoved { first, count, from, to } => say!(
            lang,
            "news-addresses-moved",
            address = first.to_string(),
            count = *count,
            from = names.node(*from),
            to = names.node(*to),
        ),
        EgressNews::TableLearned { node, version } => {
            say!(lang, "news-table-learned", node = names.node(*node), version = *version)
        }
        EgressNews::PrefixOnboarded { count } => {
            say!(lang, "news-prefix-onboarded", count = quantity::grouped(*count))
        }
        EgressNews::FeedLoaded { rows } => say!(lang, "news-feed-loaded", rows = *rows),
        EgressNews::ConnectionOpened { slug, .. } => opened(lang, &quoted(slug)),
        EgressNews::ConnectionEnded { slug, cause, .. } => ended(lang, &quoted(slug), *cause),
        EgressNews::PortsExhausted { node, server, address, to, ports } => say!(
            lang,
            "news-ports-exhausted",
            node = names.node(*node),
            server = *server,
            address = address.to_string(),
            to = to.to_string(),
            used = quantity::grouped(ports.in_use),
            waiting = quantity::grouped(ports.waiting),
        ),
        EgressNews::ReplyCarried { at, to, .. } => {
            say!(lang, "news-reply-carried", at = names.node(*at), to = names.node(*to))
        }
        EgressNews::ReplyUnknown { at, why, .. } => {
            let why = nobody(lang, *why);
            say!(lang, "news-reply-unknown", at = names.node(*at), why = why)
        }
        EgressNews::NatForgot { node } => say!(lang, "news-nat-forgot", node = names.node(*node)),
    }
}
