//! `show bgp summary` and `show bgp neighbors`: the sessions, and what goes over each.

use std::sync::Arc;

use super::{head, neighbor_name, slug};
use crate::app::lab::Lab;
use crate::app::looking_glass::output::{Answer, Table, counted, time};
use crate::app::present::ladder;
use crate::app::present::names;
use crate::app::present::rib::{self, SessionRib, rib};
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::bgp::attributes::Attributes;
use crate::engine::sim::ribs::Held;
use crate::say;

/// What goes over a session, of all prefixes.
#[derive(Clone, Copy, Default)]
struct Counts {
    received: usize,
    accepted: usize,
    best: usize,
    sent: usize,
    held: usize,
}

/// A line for each session.
pub(super) fn summary(lab: &Lab, router: RouterId, answer: &mut Answer) {
    let network = lab.network();
    let ends = &network.routers[router].ends;
    let mut counts = vec![Counts::default(); ends.len()];
    for prefix in network.prefixes.keys() {
        for (count, session) in counts.iter_mut().zip(rib(lab, router, prefix, None).sessions) {
            count.add(&session);
        }
    }
    let heads = ["Neighbor", ">AS", "State", ">Rcvd", ">Best", ">Sent", ">Held", "Name"];
    let mut table = Table::new(&heads);
    for (&end, counts) in ends.iter().zip(&counts) {
        let neighbor = rib::neighbor(lab, end);
        table.push(vec![
            neighbor.address.to_string(),
            neighbor.asn.to_string(),
            state(lab, end).to_owned(),
            counts.received.to_string(),
            counts.best.to_string(),
            counts.sent.to_string(),
            counts.held.to_string(),
            slug(lab, neighbor.router).to_owned(),
        ]);
    }
    answer.line(head(lab, router));
    answer.line(counted(ends.len(), "session"));
    answer.table(table);
    answer.note(|lang| say!(lang, "glass-summary-note"));
}

/// One session.
pub(super) fn neighbor(lab: &Lab, router: RouterId, end: EndId, answer: &mut Answer) {
    let network = lab.network();
    let mut counts = Counts::default();
    for prefix in network.prefixes.keys() {
        let sessions = rib(lab, router, prefix, None).sessions;
        if let Some(session) = sessions.iter().find(|session| session.end == end) {
            counts.add(session);
        }
    }
    let session = &network.sessions[end.session()];
    answer.line(format!("BGP neighbor {}", neighbor_name(lab, end)));
    answer.line(format!("  state {}", state(lab, end)));
    answer.line(match session.link {
        Some(link) => format!(
            "  eBGP over the link {}, one-way delay {}",
            network.links[link].slug,
            time(network.links[link].delay)
        ),
        None => "  iBGP, over whatever way the IGP finds".to_owned(),
    });
    let is = network.end(end).neighbor_is;
    answer.line(format!("  relation: {}", names::relation(crate::app::i18n::Lang::En, is)));
    answer.line(format!(
        "  routes: {} received, {} accepted, {} best; {} sent, {} held back",
        counts.received, counts.accepted, counts.best, counts.sent, counts.held
    ));
    answer.note(|lang| say!(lang, "glass-neighbor-note", relation = names::relation(lang, is)));
}

/// What the neighbour tells, before policy.
pub(super) fn received(lab: &Lab, router: RouterId, end: EndId, answer: &mut Answer) {
    answer.line(format!("Received from {}, before policy", neighbor_name(lab, end)));
    let mut table = routes_table();
    for (prefix, session) in over(lab, router, end) {
        if let Some(route) = &session.received {
            // LOCAL_PREF does not travel between networks [RFC 4271 § 5.1.5].
            let is_internal = lab.network().sessions[end.session()].is_internal();
            table.push(row(lab, prefix, route, is_internal));
        }
    }
    closed(table, answer);
    answer.note(|lang| say!(lang, "glass-received-note"));
}

/// What policy left of that.
pub(super) fn accepted(lab: &Lab, router: RouterId, end: EndId, answer: &mut Answer) {
    answer.line(format!("Received from {}, after policy", neighbor_name(lab, end)));
    let mut table = routes_table();
    let mut refused = Vec::new();
    for (prefix, session) in over(lab, router, end) {
        match &session.accepted {
            Some(Ok(route)) => table.push(row(lab, prefix, route, true)),
            Some(Err(why)) => refused.push((prefix, *why)),
            None => {}
        }
    }
    closed(table, answer);
    for (prefix, why) in refused {
        answer.line(format!("refused: {}", lab.network().prefixes[prefix]));
        answer.note(|lang| ladder::why_not(lab, lang, Some(end), why));
    }
}

/// What the neighbour is told.
pub(super) fn advertised(lab: &Lab, router: RouterId, end: EndId, answer: &mut Answer) {
    answer.line(format!("Advertised to {}", neighbor_name(lab, end)));
    let mut table = routes_table();
    let mut held = Vec::new();
    let is_internal = lab.network().sessions[end.session()].is_internal();
    for (prefix, session) in over(lab, router, end) {
        if let Some(route) = &session.sent {
            table.push(row(lab, prefix, route, is_internal));
        }
        if let Some(waiting) = session.held {
            held.push((prefix, waiting));
        }
    }
    closed(table, answer);
    for (prefix, waiting) in &held {
        let prefix = lab.network().prefixes[*prefix];
        answer.line(match waiting {
            Held::Announcement(route) => {
                format!("held back: {prefix}, AS_PATH {}", rib::as_path(route))
            }
            Held::Withdrawal => format!("held back: withdrawal of {prefix}"),
        });
    }
    if !held.is_empty() {
        answer.note(|lang| say!(lang, "glass-held-note"));
    }
}

/// A session's part of every prefix.
fn over(
    lab: &Lab,
    router: RouterId,
    end: EndId,
) -> impl Iterator<Item = (PrefixId, SessionRib)> + use<'_> {
    lab.network().prefixes.keys().filter_map(move |prefix| {
        let sessions = rib(lab, router, prefix, None).sessions;
        sessions.into_iter().find(|session| session.end == end).map(|session| (prefix, session))
    })
}

fn routes_table() -> Table {
    Table::new(&["Network", "Next hop", ">LocPrf", ">MED", "Path"])
}

fn row(lab: &Lab, prefix: PrefixId, route: &Arc<Attributes>, has_local_pref: bool) -> Vec<String> {
    let local_pref = if has_local_pref { route.local_pref.to_string() } else { "-".to_owned() };
    vec![
        lab.network().prefixes[prefix].to_string(),
        route.next_hop.to_string(),
        local_pref,
        rib::med(route),
        rib::as_path(route),
    ]
}

fn closed(table: Table, answer: &mut Answer) {
    let count = table.rows.len() + table.left_out;
    answer.table(table);
    answer.line(counted(count, "route"));
}

fn state(lab: &Lab, end: EndId) -> &'static str {
    if lab.world().is_session_up(end.session()) { "Established" } else { "Idle" }
}

impl Counts {
    fn add(&mut self, session: &SessionRib) {
        self.received += usize::from(session.received.is_some());
        self.accepted += usize::from(matches!(session.accepted, Some(Ok(_))));
        self.best += usize::from(session.is_best);
        self.sent += usize::from(session.sent.is_some());
        self.held += usize::from(session.held.is_some());
    }
}
