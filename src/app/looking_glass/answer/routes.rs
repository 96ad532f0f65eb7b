//! `show bgp`: Loc-RIB and what did not get there.

use ipnet::IpNet;

use super::{head, neighbor_name, slug};
use crate::app::lab::Lab;
use crate::app::looking_glass::output::{Answer, Table, counted};
use crate::app::looking_glass::vocabulary::Value;
use crate::app::present::ladder;
use crate::app::present::names;
use crate::app::present::profile;
use crate::app::present::rib::{self, Rib, rib};
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::bgp::decision::{Candidate, Route, Verdict};
use crate::engine::bgp::profile::ProfileName;
use crate::engine::net::network::NeighborIs;
use crate::say;

/// Every route to every prefix.
pub(super) fn all(lab: &Lab, router: RouterId, answer: &mut Answer) {
    let heads = ["", "Network", "Next hop", ">LocPrf", ">MED", "Path"];
    let mut table = Table::new(&heads);
    let mut prefixes = 0;
    for (id, prefix) in lab.network().prefixes.iter_enumerated() {
        let candidates = lab.world().explain(router, id).candidates;
        prefixes += usize::from(!candidates.is_empty());
        for candidate in &candidates {
            let Route { attributes, .. } = &candidate.route;
            table.push(vec![
                status(candidate).to_owned(),
                prefix.to_string(),
                attributes.next_hop.to_string(),
                attributes.local_pref.to_string(),
                rib::med(attributes),
                path(candidate),
            ]);
        }
    }
    let routes = table.rows.len() + table.left_out;
    answer.line(head(lab, router));
    answer.line({
        let routes = counted(routes, "route");
        format!("{routes}; prefixes with a route: {prefixes}")
    });
    answer.line("> best, = used beside it, - cannot be used; i IGP, e EGP, ? incomplete");
    answer.table(table);
}

/// Every route to one prefix, and why one was chosen.
pub(super) fn one(
    lab: &Lab,
    router: RouterId,
    value: Value,
    profile: Option<ProfileName>,
    answer: &mut Answer,
) {
    let Some(prefix) = prefix_of(lab, router, value) else {
        answer.trouble("% No such prefix in this network");
        answer.note(|lang| say!(lang, "glass-no-prefix"));
        return;
    };
    let rib = rib(lab, router, prefix, profile);
    answer.line(head(lab, router));
    if let Some(name) = profile {
        answer.line(format!("as {} would choose", profile::label(name)));
    }
    if rib.is_empty() {
        answer.line(format!("{}: no route", lab.network().prefixes[prefix]));
        answer.note(|lang| say!(lang, "glass-no-route"));
        return;
    }
    answer.line(title(lab, &rib));
    for (place, candidate) in rib.explanation.candidates.iter().enumerate() {
        route(lab, place + 1, candidate, answer);
    }
    if let Some(step) = rib.explanation.decided_by {
        answer.note(|lang| say!(lang, "glass-decided", rule = names::rule(lang, step)));
    }
    match profile {
        Some(name) => compare(lab, router, prefix, name, answer),
        None => told(lab, &rib, answer),
    }
}

/// What another vendor's rules would change.
fn compare(lab: &Lab, router: RouterId, prefix: PrefixId, name: ProfileName, answer: &mut Answer) {
    let Some(comparison) = profile::comparison(lab, lab.lang, router, prefix, name) else {
        answer.note(|lang| say!(lang, "profile-own", vendor = profile::label(name)));
        return;
    };
    answer.line(if comparison.differs { "=> another route" } else { "=> the same route" });
    answer.note(|lang| {
        let said = profile::comparison(lab, lang, router, prefix, name);
        said.map(|said| said.outcome).unwrap_or_default()
    });
    answer.note(|lang| {
        let said = profile::comparison(lab, lang, router, prefix, name);
        said.map(|said| said.evidence).unwrap_or_default()
    });
}

fn title(lab: &Lab, rib: &Rib) -> String {
    let routes = rib.explanation.candidates.len();
    let prefix = lab.network().prefixes[rib.prefix];
    let is_out = |it: &&Candidate| matches!(it.verdict, Verdict::Ineligible(_));
    let unusable = rib.explanation.candidates.iter().filter(is_out).count();
    match unusable {
        0 => format!("{prefix}: {}", counted(routes, "route")),
        _ => format!("{prefix}: {}, {unusable} not usable", counted(routes, "route")),
    }
}

fn route(lab: &Lab, number: usize, candidate: &Candidate, answer: &mut Answer) {
    let Route { attributes, from, igp_metric, .. } = &candidate.route;
    let from = from.map_or_else(
        || "own".to_owned(),
        |end| {
            let is_internal = lab.network().end(end).neighbor_is == NeighborIs::Internal;
            let by = if is_internal { "iBGP" } else { "eBGP" };
            format!("from {}, {by}", neighbor_name(lab, end))
        },
    );
    let cost = match igp_metric {
        Some(0) => String::new(),
        Some(cost) => format!(" (cost {cost})"),
        None => " (unreachable)".to_owned(),
    };
    answer.line(format!("{:>2} {} {from}", number, status(candidate)));
    answer.line(format!(
        "     AS_PATH {}, NEXT_HOP {}{cost}",
        rib::as_path(attributes),
        attributes.next_hop
    ));
    answer.line(format!(
        "     ORIGIN {}, LOCAL_PREF {}, MED {}, COMMUNITIES {}",
        rib::origin(attributes),
        attributes.local_pref,
        rib::med(attributes),
        rib::communities(attributes),
    ));
    if ladder::reason(lab, lab.lang, candidate).is_some() {
        answer.note(|lang| ladder::reason(lab, lang, candidate).unwrap_or_default());
    }
}

fn told(lab: &Lab, rib: &Rib, answer: &mut Answer) {
    let name = |session: &rib::SessionRib| slug(lab, session.neighbor.router).to_owned();
    let told: Vec<String> =
        rib.sessions.iter().filter(|session| session.sent.is_some()).map(name).collect();
    let held: Vec<String> =
        rib.sessions.iter().filter(|session| session.held.is_some()).map(name).collect();
    if told.is_empty() {
        answer.line("Told to nobody");
    } else {
        listed(&format!("Told to {}:", told.len()), &told, answer);
    }
    if !held.is_empty() {
        listed(&format!("Held back by MRAI for {}:", held.len()), &held, answer);
    }
}

/// Names after a title, in lines that fit.
fn listed(title: &str, names: &[String], answer: &mut Answer) {
    const WIDTH: usize = 76;
    let mut line = title.to_owned();
    for name in names {
        if line.len() + 1 + name.len() > WIDTH {
            answer.line(std::mem::replace(&mut line, "    ".to_owned()));
        }
        line.push(' ');
        line.push_str(name);
    }
    answer.line(line);
}

const fn status(candidate: &Candidate) -> &'static str {
    match candidate.verdict {
        Verdict::Selected => ">",
        Verdict::Multipath => "=",
        Verdict::Ineligible(_) => "-",
        Verdict::Eliminated { .. } => " ",
    }
}

/// AS_PATH and ORIGIN, as tables of routes end.
fn path(candidate: &Candidate) -> String {
    let attributes = &candidate.route.attributes;
    let origin = match rib::origin(attributes) {
        "IGP" => "i",
        "EGP" => "e",
        _ => "?",
    };
    if attributes.as_path.ases().is_empty() {
        origin.to_owned()
    } else {
        format!("{} {origin}", attributes.as_path)
    }
}

/// The prefix itself; or the longest that holds the address, of which the router was told, if it
/// was told of any.
fn prefix_of(lab: &Lab, router: RouterId, value: Value) -> Option<PrefixId> {
    let mut prefixes = lab.network().prefixes.iter_enumerated();
    match value {
        Value::Prefix(net) => prefixes.find(|(_, known)| **known == net).map(|(id, _)| id),
        Value::Address(address) => {
            let is_told = |id| !lab.world().explain(router, id).candidates.is_empty();
            prefixes
                .filter(|(_, known)| known.contains(&address))
                .max_by_key(|(id, known): &(PrefixId, &IpNet)| (is_told(*id), known.prefix_len()))
                .map(|(id, _)| id)
        }
        _ => None,
    }
}
