//! What routers' clocks bring about, in sentences.

use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::{RouterId, SessionId};
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;
use crate::engine::sim::fact::{DownReason, What};
use crate::say;

/// The sentence; nothing for a fact of another kind.
#[must_use]
pub fn sentence(names: &Names, what: &What) -> String {
    let (lang, network) = (names.lang, names.network);
    let router = |id: RouterId| names.router(id);
    let far = |session: SessionId, near: RouterId| names.router(other(network, session, near));
    match what {
        What::NeighborLost { session, router: near, why } => {
            let (router, neighbor) = (router(*near), far(*session, *near));
            if *why == DownReason::Bfd {
                say!(lang, "news-lost-by-bfd", router = router, neighbor = neighbor)
            } else {
                say!(lang, "news-lost-by-hold", router = router, neighbor = neighbor)
            }
        }
        What::StaleRoutesDropped { session, router: near } => {
            say!(lang, "news-stale", router = router(*near), neighbor = far(*session, *near))
        }
        What::RouteDamped { session, router: near, prefix, penalty } => say!(
            lang,
            "news-damped",
            router = router(*near),
            neighbor = far(*session, *near),
            prefix = network.prefixes[*prefix].to_string(),
            penalty = *penalty,
        ),
        What::RouteReused { session, router: near, prefix } => say!(
            lang,
            "news-reused",
            router = router(*near),
            neighbor = far(*session, *near),
            prefix = network.prefixes[*prefix].to_string(),
        ),
        _ => String::new(),
    }
}

/// A link was made to fail silently.
#[must_use]
pub fn did_silence(lang: Lang, link: &str) -> String {
    say!(lang, "did-fail-link-silently", link = link)
}

/// A router's BGP was made to restart.
#[must_use]
pub fn did_restart(lang: Lang, router: &str, away: Span) -> String {
    say!(lang, "did-restart-bgp", router = router, time = quantity::seconds(away))
}

/// Why a session ended: `hold time expired`.
#[must_use]
pub fn reason(lang: Lang, why: DownReason) -> String {
    match why {
        DownReason::Unreachable => say!(lang, "down-unreachable"),
        DownReason::Shutdown => say!(lang, "down-shutdown"),
        DownReason::HoldTimeExpired => say!(lang, "down-hold-time"),
        DownReason::Bfd => say!(lang, "down-bfd"),
        DownReason::Restart => say!(lang, "down-restart"),
    }
}

fn other(network: &Network, session: SessionId, near: RouterId) -> RouterId {
    let [a, b] = &network.sessions[session].ends;
    if a.router == near { b.router } else { a.router }
}
