//! What each command answers, from the same view models as the inspector.

mod explain;
mod forwarding;
mod journeys;
mod routes;
mod sessions;

use super::grammar::{FORMS, Verb};
use super::output::Answer;
use super::parse::Parsed;
use super::vocabulary::{Value, Vocabulary};
use crate::app::i18n::{FluentArgs, say};
use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::engine::base::ids::{EndId, RouterId};
use crate::say;

pub(super) use explain::{continuations, trouble};

/// The answer of a router to a command that only reads.
pub(super) fn answer(lab: &Lab, router: RouterId, parsed: Parsed) -> Answer {
    let mut answer = Answer::default();
    if !lab.world().is_router_up(router) && parsed.verb != Verb::Help {
        answer.trouble(format!("% {} does not answer: it is down", slug(lab, router)));
        answer.note(|lang| say!(lang, "router-down"));
        return answer;
    }
    if tells_choice(parsed.verb) && lab.conceals_choice(router)
        || tells_table(parsed.verb) && lab.conceals_table(router)
    {
        answer.trouble("% Not now");
        answer.note(|lang| say!(lang, "choice-secret"));
        return answer;
    }
    match (parsed.verb, parsed.value) {
        (Verb::Routes, None) => routes::all(lab, router, &mut answer),
        (Verb::Routes | Verb::RoutesUnder, Some(value)) => {
            let profile = match parsed.second {
                Some(Value::Profile(profile)) => Some(profile),
                _ => None,
            };
            routes::one(lab, router, value, profile, &mut answer);
        }
        (Verb::Summary, _) => sessions::summary(lab, router, &mut answer),
        (Verb::Neighbor, Some(Value::Neighbor(end))) => {
            sessions::neighbor(lab, router, end, &mut answer);
        }
        (Verb::Received, Some(Value::Neighbor(end))) => {
            sessions::received(lab, router, end, &mut answer);
        }
        (Verb::Accepted, Some(Value::Neighbor(end))) => {
            sessions::accepted(lab, router, end, &mut answer);
        }
        (Verb::Advertised, Some(Value::Neighbor(end))) => {
            sessions::advertised(lab, router, end, &mut answer);
        }
        (Verb::Forwarding, None) => forwarding::table(lab, router, &mut answer),
        (Verb::Forwarding, Some(value)) => {
            forwarding::entry(lab, router, address(lab, value), &mut answer);
        }
        (Verb::Ping, Some(value)) => {
            journeys::ping(lab, router, address(lab, value), &mut answer);
        }
        (Verb::Traceroute, Some(value)) => {
            journeys::traceroute(lab, router, address(lab, value), &mut answer);
        }
        _ => help(&mut answer),
    }
    answer
}

/// Whether a command tells what a router chose.
const fn tells_choice(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Routes
            | Verb::RoutesUnder
            | Verb::Advertised
            | Verb::Accepted
            | Verb::Forwarding
            | Verb::Ping
            | Verb::Traceroute
    )
}

/// Whether it tells which routes it was told of.
const fn tells_table(verb: Verb) -> bool {
    tells_choice(verb) || matches!(verb, Verb::Received | Verb::Summary | Verb::Neighbor)
}

/// Every command, in the order of the table.
fn help(answer: &mut Answer) {
    for form in FORMS.iter().filter(|form| !form.is_alias) {
        answer.line(form.rest(0));
        answer.note(|lang| say(lang, form.about, &FluentArgs::new()));
    }
    answer.note(|lang| say!(lang, "glass-help-keys"));
}

/// Another router was chosen.
pub(super) fn connected(lab: &Lab, router: RouterId) -> Answer {
    let mut answer = Answer::default();
    answer.line(head(lab, router));
    answer.note(|lang| {
        let router = Names { lang, network: lab.network() }.router(router);
        say!(lang, "glass-connected", router = router)
    });
    answer
}

fn slug(lab: &Lab, router: RouterId) -> &str {
    lab.network().routers[router].slug.as_str()
}

/// `longwind-osaka, AS 64602, router ID 10.0.0.28`
fn head(lab: &Lab, router: RouterId) -> String {
    let here = &lab.network().routers[router];
    format!("{}, AS {}, router ID {}", here.slug, here.asn, here.bgp_id.0)
}

/// `172.16.0.2 lighthouse-tokyo, AS 64500`
fn neighbor_name(lab: &Lab, end: EndId) -> String {
    let neighbor = crate::app::present::rib::neighbor(lab, end);
    format!("{} {}, AS {}", neighbor.address, slug(lab, neighbor.router), neighbor.asn)
}

/// The address that a value means.
fn address(lab: &Lab, value: Value) -> Option<std::net::IpAddr> {
    let network = lab.network();
    match value {
        Value::Address(address) => Some(address),
        Value::Prefix(prefix) => Some(prefix.addr()),
        Value::Service(service) => Some(network.services[service].address),
        Value::Client(client) => Some(network.clients[client].address),
        Value::Neighbor(_) | Value::Router(_) | Value::Profile(_) => None,
    }
}

/// What can be named at a router.
pub(super) fn vocabulary(lab: &Lab, router: RouterId) -> Vocabulary<'_> {
    Vocabulary { names: Names { lang: lab.lang, network: lab.network() }, router }
}
