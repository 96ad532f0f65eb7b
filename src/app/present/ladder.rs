//! The decision ladder: rules as rows, candidates as columns, and the same in words.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::names::{self, Names};
use crate::engine::base::ids::{EndId, NodeId, PrefixId, RouterId};
use crate::engine::bgp::attributes::Origin;
use crate::engine::bgp::decision::{
    Candidate, Explanation, Ineligible, Route, Step, StepValue, Verdict,
};
use crate::engine::bgp::profile::Profile;
use crate::engine::net::network::{NeighborIs, Network};
use crate::say;

/// What a router chose from, and why it chose what it chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// The candidates, the selected one first.
    pub columns: Vec<Column>,
    /// The rules, first to last.
    pub rows: Vec<Row>,
    /// Routes that were never in the running, and why.
    pub set_aside: Vec<String>,
    /// The whole in a few sentences: who wins.
    pub winner: String,
    /// And what each rule did.
    pub reasons: Vec<String>,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whether it was selected.
    pub is_selected: bool,
    /// Whether it is used beside the selected one.
    pub is_beside: bool,
    /// Who told: `AS 64602`, or the city of a router of the same network.
    pub from: String,
    /// The network of that number, as lists and prose call it; empty within the own network.
    pub network: String,
    /// Where the one who told stands, or that it is iBGP.
    pub place: String,
    /// The router that told; absent: the router's own announcement.
    pub router: Option<RouterId>,
    /// The node that packets sent this way reach now.
    pub node: Option<NodeId>,
    /// That node's name.
    pub leads_to: String,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number among the rules shown, from 1.
    pub number: usize,
    /// Its name.
    pub rule: String,
    /// The word of the glossary that explains it.
    pub word: &'static str,
    /// Whether it removed a candidate.
    pub is_used: bool,
    /// Whether it left only one.
    pub is_deciding: bool,
    /// What each candidate has.
    pub cells: Vec<Cell>,
}

/// What a candidate has under a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub value: String,
    /// What is behind it.
    pub detail: Option<String>,
    /// What it meant.
    pub mark: Mark,
}

/// What a value meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As good as the best: it stayed in the running.
    Kept,
    /// The value that decided.
    Won,
    /// The value that lost.
    Out,
    /// It was not looked at.
    Idle,
}

/// The ladder of a decision.
#[must_use]
pub fn ladder(lab: &Lab, explanation: &Explanation) -> Ladder {
    let names = Names { lang: lab.lang, network: lab.network() };
    let (running, aside): (Vec<&Candidate>, Vec<&Candidate>) = explanation
        .candidates
        .iter()
        .partition(|candidate| !matches!(candidate.verdict, Verdict::Ineligible(_)));
    let steps = shown_steps(&explanation.profile, &running);
    let rows = steps.iter().enumerate().map(|(index, &step)| {
        let cells: Vec<Cell> = running
            .iter()
            .map(|candidate| cell(names.lang, candidate, step, &steps, explanation))
            .collect();
        Row {
            number: index + 1,
            rule: names::rule(names.lang, step),
            word: names::word_of_rule(step),
            is_used: cells.iter().any(|cell| cell.mark == Mark::Out),
            is_deciding: explanation.decided_by == Some(step),
            cells,
        }
    });
    Ladder {
        columns: running
            .iter()
            .map(|candidate| column(lab, &names, explanation.prefix, candidate))
            .collect(),
        rows: rows.collect(),
        set_aside: aside.iter().filter_map(|candidate| set_aside(lab, &names, candidate)).collect(),
        winner: winner(&names, &running),
        reasons: reasons(&names, &running, &steps, explanation.decided_by),
    }
}

/// The same as long as it is a secret what was chosen, and why: every value that the rules look at,
/// and not what they made of it.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
#[must_use]
pub fn blind(lab: &Lab, explanation: &Explanation) -> Ladder {
    let names = Names { lang: lab.lang, network: lab.network() };
    let mut all: Vec<&Candidate> = explanation.candidates.iter().collect();
    all.sort_by_key(|candidate| candidate.route.from);
    let steps = shown_steps(&explanation.profile, &all);
    let rows = steps.iter().enumerate().map(|(index, &step)| {
        let cell = |candidate: &&Candidate| Cell {
            value: shown(names.lang, candidate.route.value_at(step, explanation.incumbent)),
            detail: detail(names.lang, candidate, step),
            mark: Mark::Kept,
        };
        Row {
            number: index + 1,
            rule: names::rule(names.lang, step),
            word: names::word_of_rule(step),
            is_used: false,
            is_deciding: false,
            cells: all.iter().map(cell).collect(),
        }
    });
    let column = |candidate: &&Candidate| Column {
        is_selected: false,
        is_beside: false,
        from: who(&names, &candidate.route),
        network: network_called(&names, &candidate.route),
        place: place(&names, &candidate.route),
        router: candidate.route.from.map(|end| names.network.neighbor(end)),
        node: None,
        leads_to: String::new(),
    };
    Ladder {
        columns: all.iter().map(column).collect(),
        rows: rows.collect(),
        set_aside: Vec::new(),
        winner: say!(names.lang, "choice-secret"),
        reasons: Vec::new(),
    }
}

/// Rules that can make no difference here (weights, own routes, route reflection) are left out.
fn shown_steps(profile: &Profile, running: &[&Candidate]) -> Vec<Step> {
    let has = |test: fn(&Route) -> bool| running.iter().any(|candidate| test(&candidate.route));
    profile
        .steps()
        .filter(|step| match step {
            Step::Weight => has(|route| route.weight != 0),
            Step::Local => has(|route| route.from.is_none()),
            Step::ClusterList => has(|route| !route.attributes.cluster_list.is_empty()),
            _ => true,
        })
        .collect()
}

fn column(lab: &Lab, names: &Names, prefix: PrefixId, candidate: &Candidate) -> Column {
    let network = names.network;
    let told_by = candidate.route.from.map(|end| network.neighbor(end));
    let mut services = network.services.iter_enumerated();
    let service = services.find(|(_, service)| service.prefix == prefix).map(|(id, _)| id);
    let node = service.and_then(|service| match told_by {
        Some(neighbor) => lab.world().reach_from(neighbor, service).node,
        None => candidate_owner(network, candidate),
    });
    Column {
        is_selected: candidate.verdict == Verdict::Selected,
        is_beside: candidate.verdict == Verdict::Multipath,
        from: who(names, &candidate.route),
        network: network_called(names, &candidate.route),
        place: place(names, &candidate.route),
        router: told_by,
        node,
        leads_to: node.map(|node| names.node(node)).unwrap_or_default(),
    }
}

fn candidate_owner(network: &Network, candidate: &Candidate) -> Option<NodeId> {
    let address = candidate.route.sender_address;
    network
        .nodes
        .iter_enumerated()
        .find(|(_, node)| network.routers[node.router].loopback == address)
        .map(|(id, _)| id)
}

fn who(names: &Names, route: &Route) -> String {
    let Some(end) = route.from else { return say!(names.lang, "route-own") };
    let network = names.network;
    let neighbor = network.neighbor(end);
    if network.end(end).neighbor_is == NeighborIs::Internal {
        names.city(neighbor)
    } else {
        format!("AS {}", network.routers[neighbor].asn)
    }
}

fn network_called(names: &Names, route: &Route) -> String {
    let Some(end) = route.from else { return String::new() };
    let network = names.network;
    if network.end(end).neighbor_is == NeighborIs::Internal {
        return String::new();
    }
    names.system(network.routers[network.neighbor(end)].in_as)
}

fn place(names: &Names, route: &Route) -> String {
    let Some(end) = route.from else { return String::new() };
    if names.network.end(end).neighbor_is == NeighborIs::Internal {
        "iBGP".to_owned()
    } else {
        names.city(names.network.neighbor(end))
    }
}

/// A candidate in a sentence: `AS 64602 in Osaka`.
pub(super) fn route_label(names: &Names, route: &Route) -> String {
    let (lang, who) = (names.lang, who(names, route));
    let Some(end) = route.from else { return who };
    if names.network.end(end).neighbor_is == NeighborIs::Internal {
        say!(lang, "route-label-internal", who = who)
    } else {
        say!(lang, "route-label", who = who, place = place(names, route))
    }
}

fn cell(
    lang: Lang,
    candidate: &Candidate,
    step: Step,
    steps: &[Step],
    explanation: &Explanation,
) -> Cell {
    let value = shown(lang, candidate.route.value_at(step, explanation.incumbent));
    let detail = detail(lang, candidate, step);
    let place = |step| steps.iter().position(|&shown| shown == step);
    let mark = match (candidate.verdict, explanation.decided_by) {
        (Verdict::Eliminated { step: out, .. }, _) if place(out) < place(step) => {
            return Cell { value: "–".to_owned(), detail: None, mark: Mark::Idle };
        }
        (Verdict::Eliminated { step: out, .. }, _) if out == step => Mark::Out,
        (Verdict::Selected, Some(decided)) if decided == step => Mark::Won,
        (Verdict::Selected, Some(decided)) if place(decided) > place(step) => Mark::Kept,
        (Verdict::Selected, _) => Mark::Idle,
        _ => Mark::Kept,
    };
    Cell { value, detail, mark }
}

/// What is behind a value.
fn detail(lang: Lang, candidate: &Candidate, step: Step) -> Option<String> {
    match step {
        Step::LocalPref => {
            candidate.route.entered_from.map(|relation| names::relation(lang, relation))
        }
        Step::AsPath => Some(candidate.route.attributes.as_path.to_string()),
        _ => None,
    }
}

fn shown(lang: Lang, value: StepValue) -> String {
    match value {
        StepValue::Own(true) => say!(lang, "value-own"),
        StepValue::Own(false) => say!(lang, "value-learned"),
        StepValue::Number(number) => number.to_string(),
        StepValue::Origin(Origin::Igp) => "IGP".to_owned(),
        StepValue::Origin(Origin::Egp) => "EGP".to_owned(),
        StepValue::Origin(Origin::Incomplete) => "?".to_owned(),
        StepValue::Med { med: Some(med), .. } => med.to_string(),
        StepValue::Med { med: None, .. } => say!(lang, "value-none"),
        StepValue::External(true) => "eBGP".to_owned(),
        StepValue::External(false) => "iBGP".to_owned(),
        StepValue::Age { was_best: true, .. } => say!(lang, "value-best-before"),
        StepValue::Age { arrived, .. } => say!(lang, "value-arrived", number = arrived),
        StepValue::Id(id) => id.0.to_string(),
        StepValue::Address(address) => address.to_string(),
    }
}

fn set_aside(lab: &Lab, names: &Names, candidate: &Candidate) -> Option<String> {
    let Verdict::Ineligible(reason) = candidate.verdict else { return None };
    let why = why_not(lab, names.lang, candidate.route.from, reason);
    Some(say!(names.lang, "aside", route = route_label(names, &candidate.route), why = why))
}

/// Why a route that came over a session cannot be used.
#[must_use]
pub fn why_not(lab: &Lab, lang: Lang, from: Option<EndId>, reason: Ineligible) -> String {
    match reason {
        Ineligible::OwnAsInPath => say!(lang, "aside-own-as"),
        Ineligible::Reflected => say!(lang, "aside-reflected"),
        Ineligible::NextHopUnreachable => say!(lang, "aside-next-hop"),
        Ineligible::Denied { rule } => denied(lab, lang, from, rule),
        Ineligible::TooLong { length, most } => {
            say!(lang, "aside-too-long", length = length, most = most)
        }
        Ineligible::Damped => say!(lang, "aside-damped"),
        Ineligible::NoPolicy => say!(lang, "aside-no-policy"),
        Ineligible::OriginInvalid => say!(lang, "aside-origin-invalid"),
        Ineligible::Leak => say!(lang, "aside-leak"),
    }
}

/// Why a candidate is not the best route; absent: it is.
#[must_use]
pub fn reason(lab: &Lab, lang: Lang, candidate: &Candidate) -> Option<String> {
    match candidate.verdict {
        Verdict::Selected => None,
        Verdict::Multipath => Some(say!(lang, "verdict-beside")),
        Verdict::Eliminated { step, value, best } => {
            Some(why(lang, step, &shown(lang, value), &shown(lang, best)))
        }
        Verdict::Ineligible(reason) => Some(why_not(lab, lang, candidate.route.from, reason)),
    }
}

/// Denied by which rule, counted from 1, and by its name if it has one.
fn denied(lab: &Lab, lang: Lang, from: Option<EndId>, rule: u16) -> String {
    let number = u32::from(rule) + 1;
    let name = from.and_then(|end| lab.world().import_rule(end, rule)?.name.as_ref());
    if let Some(name) = name {
        say!(lang, "aside-denied-named", number = number, name = name.as_str())
    } else {
        say!(lang, "aside-denied", number = number)
    }
}

fn winner(names: &Names, running: &[&Candidate]) -> String {
    match running {
        [] => say!(names.lang, "verdict-none"),
        [only] if only.route.from.is_none() => say!(names.lang, "verdict-own"),
        [only] => say!(names.lang, "verdict-only", route = route_label(names, &only.route)),
        [best, ..] => say!(names.lang, "verdict-wins", route = route_label(names, &best.route)),
    }
}

/// Losers, or reasons, named in one sentence; the others are counted.
const NAMED: usize = 2;

fn reasons(
    names: &Names,
    running: &[&Candidate],
    steps: &[Step],
    decided: Option<Step>,
) -> Vec<String> {
    let lang = names.lang;
    let mut sentences = Vec::new();
    for (index, &step) in steps.iter().enumerate() {
        let removed: Vec<String> = removed_at(names, running, step)
            .into_iter()
            .map(|(why, routes)| {
                say!(lang, "verdict-loser", routes = listed(lang, &routes), why = why)
            })
            .collect();
        if !removed.is_empty() {
            let losers = listed(lang, &removed);
            sentences.push(say!(lang, "verdict-removed", rule = index + 1, losers = losers));
        }
    }
    // Pair by pair, the step that decided last need not be the last that removed a route.
    let is_used =
        |step: Step| Some(step) == decided || !removed_at(names, running, step).is_empty();
    let after = decided.and_then(|_| steps.iter().rposition(|&step| is_used(step)));
    let after = after.map(|index| index + 2);
    if let Some(first) = after.filter(|&first| first <= steps.len()) {
        // One rule left over needs no number: 0 says "the others".
        let first = if first == steps.len() { 0 } else { first };
        sentences.push(say!(lang, "verdict-not-needed", first = first, last = steps.len()));
    }
    sentences
}

/// The routes that a step removed, by reason.
fn removed_at(names: &Names, running: &[&Candidate], step: Step) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for candidate in running {
        let Verdict::Eliminated { step: at, value, best } = candidate.verdict else { continue };
        if at != step {
            continue;
        }
        let why = why(names.lang, step, &shown(names.lang, value), &shown(names.lang, best));
        let route = route_label(names, &candidate.route);
        match groups.iter_mut().find(|(known, _)| *known == why) {
            Some((_, routes)) => routes.push(route),
            None => groups.push((why, vec![route])),
        }
    }
    groups
}

fn listed(lang: Lang, all: &[String]) -> String {
    let named = all[..all.len().min(NAMED)].join(&say!(lang, "list-separator"));
    match all.len().saturating_sub(NAMED) {
        0 => named,
        more => say!(lang, "list-and-more", named = named, more = more),
    }
}

fn why(lang: Lang, step: Step, value: &str, best: &str) -> String {
    match step {
        Step::Weight => say!(lang, "why-weight", value = value, best = best),
        Step::Local => say!(lang, "why-local"),
        Step::LocalPref => say!(lang, "why-local-pref", value = value, best = best),
        Step::AsPath => say!(lang, "why-as-path", value = value, best = best),
        Step::Origin => say!(lang, "why-origin", value = value, best = best),
        Step::Med => say!(lang, "why-med", value = value, best = best),
        Step::PeerType => say!(lang, "why-peer-type"),
        Step::IgpMetric => say!(lang, "why-igp-metric", value = value, best = best),
        Step::Oldest => say!(lang, "why-oldest"),
        Step::RouterId => say!(lang, "why-router-id", value = value, best = best),
        Step::ClusterList => say!(lang, "why-cluster-list", value = value, best = best),
        Step::PeerAddr => say!(lang, "why-peer-addr", value = value, best = best),
    }
}
