//! Leaks, hijacks, ROAs, drains and communities in sentences.

use ipnet::IpNet;

use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::engine::base::text::Slug;
use crate::engine::bgp::attributes::Community;
use crate::engine::bgp::speaker::Revalidated;
use crate::engine::net::roa::Roa;
use crate::engine::sim::command::{Command, HijackKind, RoaOrder};
use crate::say;

/// A leak, a hijack, a ROA, a drain or communities in a sentence; others have theirs elsewhere.
pub(super) fn deed(names: &Names, command: &Command) -> String {
    let lang = names.lang;
    let node = |slug: &Slug| names.node_called(slug);
    let router = |slug: &Slug| names.router_called(slug);
    match command {
        Command::Leak { network, neighbor, is_on } => {
            leak(names, network, neighbor.as_ref(), *is_on)
        }
        Command::Hijack { router: slug, prefix, kind } => {
            hijack(lang, &router(slug), *prefix, *kind)
        }
        Command::EndHijack { router: slug, prefix } => {
            say!(lang, "did-end-hijack", router = router(slug), prefix = prefix.to_string())
        }
        Command::PublishRoa(order) => roa(lang, order, true),
        Command::RevokeRoa(order) => roa(lang, order, false),
        Command::Drain { node: slug, is_on: true } => say!(lang, "did-drain", node = node(slug)),
        Command::Drain { node: slug, is_on: false } => {
            say!(lang, "did-undrain", node = node(slug))
        }
        Command::SetCommunities { node: slug, communities } => {
            set_communities(lang, &node(slug), communities)
        }
        _ => String::new(),
    }
}

fn leak(names: &Names, network: &Slug, neighbor: Option<&Slug>, is_on: bool) -> String {
    let (lang, network) = (names.lang, names.system_called(network));
    let neighbor = neighbor.map(|slug| names.system_called(slug));
    match (neighbor, is_on) {
        (None, true) => say!(lang, "did-leak", network = network),
        (None, false) => say!(lang, "did-stop-leak", network = network),
        (Some(neighbor), true) => {
            say!(lang, "did-leak-toward", network = network, neighbor = neighbor)
        }
        (Some(neighbor), false) => {
            say!(lang, "did-stop-leak-toward", network = network, neighbor = neighbor)
        }
    }
}

fn hijack(lang: Lang, router: &str, prefix: IpNet, kind: HijackKind) -> String {
    let prefix = prefix.to_string();
    match kind {
        HijackKind::SamePrefix => say!(lang, "did-hijack", router = router, prefix = prefix),
        HijackKind::MoreSpecific => {
            say!(lang, "did-hijack-more-specific", router = router, prefix = prefix)
        }
        HijackKind::ForgedOrigin => {
            say!(lang, "did-hijack-forged-origin", router = router, prefix = prefix)
        }
    }
}

fn roa(lang: Lang, order: &RoaOrder, is_published: bool) -> String {
    let (asn, what) = (order.asn.0, prefixes_of(lang, &order.roa()));
    if is_published {
        say!(lang, "did-publish-roa", asn = asn, prefixes = what)
    } else {
        say!(lang, "did-revoke-roa", asn = asn, prefixes = what)
    }
}

/// Which prefixes a ROA covers, in a few words.
pub(super) fn prefixes_of(lang: Lang, roa: &Roa) -> String {
    let prefix = roa.prefix.to_string();
    if roa.max_length == roa.prefix.prefix_len() {
        prefix
    } else {
        say!(lang, "roa-up-to", prefix = prefix, length = roa.max_length)
    }
}

/// What came of other ROAs.
pub(super) fn validated(lang: Lang, changes: Revalidated) -> String {
    let Revalidated { refused, accepted } = changes;
    match (refused, accepted) {
        (refused, 0) => say!(lang, "news-roa-refused", count = refused),
        (0, accepted) => say!(lang, "news-roa-accepted", count = accepted),
        _ => say!(lang, "news-roa-both", refused = refused, accepted = accepted),
    }
}

fn set_communities(lang: Lang, node: &str, communities: &[Community]) -> String {
    if communities.is_empty() {
        return say!(lang, "did-clear-communities", node = node);
    }
    let listed: Vec<String> = communities.iter().map(ToString::to_string).collect();
    let listed = listed.join(&say!(lang, "list-separator"));
    say!(lang, "did-set-communities", node = node, communities = listed)
}
