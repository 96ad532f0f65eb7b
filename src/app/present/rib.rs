//! What a router knows of a prefix: the three RIBs [RFC 4271 § 3.2], as inspector and looking
//! glass show them.

use std::net::IpAddr;
use std::sync::Arc;

use crate::app::lab::Lab;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::bgp::attributes::Attributes;
use crate::engine::bgp::decision::{Candidate, Explanation, Ineligible, Verdict};
use crate::engine::bgp::profile::ProfileName;
use crate::engine::net::network::{Asn, NeighborIs};
use crate::engine::sim::ribs::{AdjRib, Held};

/// What a router knows of a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rib {
    /// The router.
    pub router: RouterId,
    /// The prefix.
    pub prefix: PrefixId,
    /// Session by session: what came in, and what goes out.
    pub sessions: Vec<SessionRib>,
    /// Loc-RIB and those that did not get there, and why.
    pub explanation: Explanation,
}

/// One session's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRib {
    /// The router's own end.
    pub end: EndId,
    /// The neighbour.
    pub neighbor: Neighbor,
    /// Whether the session is established.
    pub is_up: bool,
    /// Adj-RIB-In before policy.
    pub received: Option<Arc<Attributes>>,
    /// Adj-RIB-In after policy, or why the route cannot be used.
    pub accepted: Option<Result<Arc<Attributes>, Ineligible>>,
    /// Whether it is the route in Loc-RIB.
    pub is_best: bool,
    /// Adj-RIB-Out.
    pub sent: Option<Arc<Attributes>>,
    /// What the MRAI timer holds back.
    pub held: Option<Held>,
}

/// Who is at the far end of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// Its router.
    pub router: RouterId,
    /// Its address on the session.
    pub address: IpAddr,
    /// Its number.
    pub asn: Asn,
    /// What it is to the router.
    pub is: NeighborIs,
}

/// The far end of the session whose own end is `end`.
#[must_use]
pub fn neighbor(lab: &Lab, end: EndId) -> Neighbor {
    let network = lab.network();
    let router = network.neighbor(end);
    Neighbor {
        router,
        address: network.end(end.far()).address,
        asn: network.routers[router].asn,
        is: network.end(end).neighbor_is,
    }
}

/// What `router` knows of `prefix`, and what it chooses, or would choose by other rules.
#[must_use]
pub fn rib(lab: &Lab, router: RouterId, prefix: PrefixId, rules: Option<ProfileName>) -> Rib {
    let explanation = lab.explain(router, prefix, rules);
    let ribs = lab.world().adj_ribs(router, prefix).into_iter();
    let sessions = ribs.map(|adj| session(lab, &explanation, adj)).collect();
    Rib { router, prefix, sessions, explanation }
}

fn session(lab: &Lab, explanation: &Explanation, adj: AdjRib) -> SessionRib {
    let verdict = verdict_of(explanation, adj.end);
    let (received, imported) =
        adj.incoming.map(|incoming| (incoming.received, incoming.imported)).unzip();
    let accepted = imported.map(|imported| match verdict {
        // Policy let it in, but its next hop cannot be reached.
        Some(Verdict::Ineligible(why)) => Err(why),
        _ => imported,
    });
    SessionRib {
        end: adj.end,
        neighbor: neighbor(lab, adj.end),
        is_up: adj.is_up,
        received,
        accepted,
        is_best: verdict == Some(Verdict::Selected),
        sent: adj.sent,
        held: adj.held,
    }
}

fn verdict_of(explanation: &Explanation, end: EndId) -> Option<Verdict> {
    let mut candidates = explanation.candidates.iter();
    candidates.find(|candidate| candidate.route.from == Some(end)).map(|it| it.verdict)
}

impl Rib {
    /// The route in Loc-RIB.
    #[must_use]
    pub fn best(&self) -> Option<&Candidate> {
        self.explanation.selected()
    }

    /// Whether the router knows nothing of the prefix and tells nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_quiet = |session: &SessionRib| session.sent.is_none() && session.held.is_none();
        self.explanation.candidates.is_empty() && self.sessions.iter().all(is_quiet)
    }

    /// How many neighbours told of a route.
    #[must_use]
    pub fn received(&self) -> usize {
        self.sessions.iter().filter(|session| session.received.is_some()).count()
    }

    /// How many of those cannot be used.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.sessions.iter().filter(|session| matches!(session.accepted, Some(Err(_)))).count()
    }

    /// How many neighbours are told of a route.
    #[must_use]
    pub fn told(&self) -> usize {
        self.sessions.iter().filter(|session| session.sent.is_some()).count()
    }

    /// For how many neighbours something is held back.
    #[must_use]
    pub fn held(&self) -> usize {
        self.sessions.iter().filter(|session| session.held.is_some()).count()
    }
}

/// The attributes that policy changed, by their names in the RFC, with what they were (absent:
/// not sent, as LOCAL_PREF over eBGP) and what they are.
#[must_use]
pub fn changed(
    is_external: bool,
    before: &Attributes,
    after: &Attributes,
) -> Vec<(&'static str, Option<String>, String)> {
    let mut changes = Vec::new();
    if is_external {
        changes.push(("LOCAL_PREF", None, after.local_pref.to_string()));
    } else if before.local_pref != after.local_pref {
        let was = Some(before.local_pref.to_string());
        changes.push(("LOCAL_PREF", was, after.local_pref.to_string()));
    }
    let mut note = |name: &'static str, was: String, now: String| {
        if was != now {
            changes.push((name, Some(was), now));
        }
    };
    note("MED", med(before), med(after));
    note("AS_PATH", before.as_path.to_string(), after.as_path.to_string());
    note("ORIGIN", origin(before).to_owned(), origin(after).to_owned());
    note("COMMUNITIES", communities(before), communities(after));
    note("NEXT_HOP", before.next_hop.to_string(), after.next_hop.to_string());
    changes
}

/// MULTI_EXIT_DISC as engineers write it.
#[must_use]
pub fn med(attributes: &Attributes) -> String {
    attributes.med.map_or_else(|| "-".to_owned(), |med| med.to_string())
}

/// ORIGIN as engineers write it.
#[must_use]
pub const fn origin(attributes: &Attributes) -> &'static str {
    use crate::engine::bgp::attributes::Origin;
    match attributes.origin {
        Origin::Igp => "IGP",
        Origin::Egp => "EGP",
        Origin::Incomplete => "incomplete",
    }
}

/// AS_PATH as engineers write it: `local` if it is empty.
#[must_use]
pub fn as_path(attributes: &Attributes) -> String {
    if attributes.as_path.ases().is_empty() {
        "local".to_owned()
    } else {
        attributes.as_path.to_string()
    }
}

/// COMMUNITIES as engineers write them.
#[must_use]
pub fn communities(attributes: &Attributes) -> String {
    let all: Vec<String> = attributes.communities.iter().map(ToString::to_string).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(" ") }
}
