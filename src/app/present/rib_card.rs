//! The three RIBs of a router in words, for its card.

use crate::app::lab::Lab;
use crate::app::present::ladder::why_not;
use crate::app::present::names::{self, Names};
use crate::app::present::rib::{self, Rib, SessionRib};
use crate::engine::base::ids::RouterId;
use crate::engine::bgp::attributes::Attributes;
use crate::engine::net::network::NeighborIs;
use crate::engine::sim::ribs::Held;
use crate::say;

/// The RIBs in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RibCard {
    /// Adj-RIB-In in brief.
    pub in_brief: String,
    /// Adj-RIB-In, a line each.
    pub incoming: Vec<InLine>,
    /// Loc-RIB: the attributes of the route in it.
    pub best: Option<String>,
    /// Adj-RIB-Out in brief.
    pub out_brief: String,
    /// Adj-RIB-Out, a line each.
    pub outgoing: Vec<OutLine>,
    /// Those that are told nothing.
    pub untold: Option<String>,
}

/// What a neighbour told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InLine {
    /// Its router.
    pub router: RouterId,
    /// Its name.
    pub name: String,
    /// What it is to this router.
    pub relation: String,
    /// Before policy.
    pub received: String,
    /// What policy made of it: attributes changed, or why it was refused.
    pub after: Vec<String>,
    /// Whether it cannot be used.
    pub is_refused: bool,
    /// Whether it is the best.
    pub is_best: bool,
}

/// What a neighbour is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutLine {
    /// Its router.
    pub router: RouterId,
    /// Its name.
    pub name: String,
    /// What it is to this router.
    pub relation: String,
    /// What it was told.
    pub told: Option<String>,
    /// What a timer holds back.
    pub held: Option<String>,
}

/// The RIBs in words.
#[must_use]
pub fn rib_card(lab: &Lab, rib: &Rib) -> RibCard {
    let lang = lab.lang;
    let names = Names { lang, network: lab.network() };
    let incoming = rib.sessions.iter().filter_map(|session| in_line(lab, &names, session));
    let outgoing: Vec<OutLine> =
        rib.sessions.iter().filter_map(|session| out_line(&names, session)).collect();
    let untold = rib.sessions.iter().filter(|session| session.is_up).count();
    let untold = untold.saturating_sub(outgoing.len());
    RibCard {
        in_brief: say!(lang, "rib-in-brief", received = rib.received(), refused = rib.refused()),
        incoming: incoming.collect(),
        best: rib.best().map(|best| described(&best.route.attributes, true)),
        out_brief: say!(lang, "rib-out-brief", told = rib.told(), held = rib.held()),
        outgoing,
        untold: (untold > 0).then(|| say!(lang, "rib-untold", count = untold)),
    }
}

fn in_line(lab: &Lab, names: &Names, session: &SessionRib) -> Option<InLine> {
    let (received, accepted) = (session.received.as_ref()?, session.accepted.as_ref()?);
    let is_external = session.neighbor.is != NeighborIs::Internal;
    let after = match accepted {
        Err(why) => vec![why_not(lab, names.lang, Some(session.end), *why)],
        Ok(accepted) => {
            let changes = rib::changed(is_external, received, accepted).into_iter();
            let change = |(name, before, after): (&str, Option<String>, String)| match before {
                Some(before) => format!("{name} {before} → {after}"),
                None => format!("{name} {after}"),
            };
            let changes: Vec<String> = changes.map(change).collect();
            if changes.is_empty() { vec![say!(names.lang, "rib-unchanged")] } else { changes }
        }
    };
    Some(InLine {
        router: session.neighbor.router,
        name: names.router(session.neighbor.router),
        relation: names::relation(names.lang, session.neighbor.is),
        received: described(received, !is_external),
        after,
        is_refused: accepted.is_err(),
        is_best: session.is_best,
    })
}

fn out_line(names: &Names, session: &SessionRib) -> Option<OutLine> {
    if session.sent.is_none() && session.held.is_none() {
        return None;
    }
    let is_internal = session.neighbor.is == NeighborIs::Internal;
    let held = session.held.as_ref().map(|held| match held {
        Held::Announcement(route) => {
            say!(names.lang, "rib-held", route = described(route, is_internal))
        }
        Held::Withdrawal => say!(names.lang, "rib-held-withdrawal"),
    });
    Some(OutLine {
        router: session.neighbor.router,
        name: names.router(session.neighbor.router),
        relation: names::relation(names.lang, session.neighbor.is),
        told: session.sent.as_ref().map(|route| described(route, is_internal)),
        held,
    })
}

/// Attributes by the RFC's names; those that are not there are left out.
fn described(route: &Attributes, has_local_pref: bool) -> String {
    let mut parts =
        vec![format!("AS_PATH {}", rib::as_path(route)), format!("NEXT_HOP {}", route.next_hop)];
    if has_local_pref {
        parts.push(format!("LOCAL_PREF {}", route.local_pref));
    }
    if let Some(med) = route.med {
        parts.push(format!("MED {med}"));
    }
    if !route.communities.is_empty() {
        parts.push(format!("COMMUNITIES {}", rib::communities(route)));
    }
    parts.join(", ")
}
