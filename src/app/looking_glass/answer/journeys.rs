//! `ping` and `traceroute`: packets through the forwarding tables, there and back.

use std::net::IpAddr;

use super::slug;
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::looking_glass::output::{Answer, Table, time};
use crate::app::looking_glass::probe::{Back, Probe, back, probe};
use crate::app::present::names;
use crate::engine::base::ids::RouterId;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{Fate, INITIAL_TTL};
use crate::engine::sim::ways::{Way, WayHop};
use crate::say;

/// One packet there and its answer back.
pub(super) fn ping(lab: &Lab, router: RouterId, address: Option<IpAddr>, answer: &mut Answer) {
    let Some(address) = address.filter(|_| may_tell(lab, router, answer)) else { return };
    let sent = probe(lab, router, address);
    answer.line(format!("PING {address}{}", from(&sent)));
    let end = sent.out.end().map_or("", |end| slug(lab, end));
    let out = sent.out.delay();
    let mut answered = 0;
    match &sent.back {
        None => lost(lab, "packet", &sent.out, answer),
        Some(Back::Lost(way)) => {
            answer.line(format!("{end} got it after {}, and answered", time(out)));
            lost(lab, "answer", way, answer);
        }
        Some(Back::Elsewhere(way)) => {
            answer.line(format!("{end} got it after {}, and answered", time(out)));
            let there = way.end().map_or("", |end| slug(lab, end));
            answer.trouble(format!("the answer went to {there}, not here"));
            answer.note(|lang| say!(lang, "glass-answer-elsewhere"));
        }
        Some(way @ (Back::Arrives(_) | Back::Assumed(_))) => {
            answered = 1;
            let delay = way.delay().unwrap_or(Span::ZERO);
            answer.line(format!(
                "answer from {address} at {end}: {} (out {}, back {})",
                time(out + delay),
                time(out),
                time(delay)
            ));
        }
    }
    answer.line(format!("1 sent, {answered} answered"));
    compare(&sent, answer);
}

/// The way there, router by router, with the time of each answer.
pub(super) fn traceroute(
    lab: &Lab,
    router: RouterId,
    address: Option<IpAddr>,
    answer: &mut Answer,
) {
    let Some(address) = address.filter(|_| may_tell(lab, router, answer)) else { return };
    let sent = probe(lab, router, address);
    answer.line(format!("traceroute to {address}{}, at most {INITIAL_TTL} hops", from(&sent)));
    let mut table = Table::new(&[">Hop", ">Time", ">Out", ">Back", "Router", "Address", ">AS"]);
    for (place, hop) in sent.out.hops.iter().enumerate().skip(1) {
        let here = &lab.network().routers[hop.router];
        let back = back(lab, hop.router, router, sent.source, hop.after).delay();
        let shown = |span: Option<Span>| span.map_or_else(|| "*".to_owned(), time);
        table.push(vec![
            place.to_string(),
            shown(back.map(|back| hop.after + back)),
            time(hop.after),
            shown(back),
            here.slug.to_string(),
            entered_at(lab, hop).to_string(),
            here.asn.to_string(),
        ]);
    }
    answer.table(table);
    if sent.out.fate == Fate::Delivered {
        let end = sent.out.end().map_or("", |end| slug(lab, end));
        answer.line(format!("{address} is at {end}"));
    } else {
        lost(lab, "packet", &sent.out, answer);
    }
    compare(&sent, answer);
}

/// A lesson may want it predicted first who serves the clients here.
fn may_tell(lab: &Lab, router: RouterId, answer: &mut Answer) -> bool {
    let mut clients = lab.network().clients.iter_enumerated();
    let is_secret = lab.conceals_way(router)
        // A router beside the one that is asked of would nearly tell.
        || lab.is_frozen() && lab.conceals_someone()
        || clients.any(|(id, client)| client.router == router && lab.conceals_trip(id));
    if is_secret {
        answer.trouble("% Not now");
        answer.note(|lang| say!(lang, "client-secret"));
    }
    !is_secret
}

fn from(sent: &Probe) -> String {
    sent.source.map_or_else(String::new, |source| format!(" from {source}"))
}

fn lost(lab: &Lab, what: &str, way: &Way, answer: &mut Answer) {
    let at = way.end().map_or("", |end| slug(lab, end));
    let fate = names::fate(Lang::En, way.fate);
    answer.trouble(format!("the {what} was lost at {at}: {fate}"));
    if way.fate == Fate::NoRoute {
        answer.note(|lang| say!(lang, "glass-unrouted"));
    }
}

/// What a learner should know of the two ways.
fn compare(sent: &Probe, answer: &mut Answer) {
    match &sent.back {
        Some(Back::Assumed(_)) => answer.note(|lang| say!(lang, "glass-back-assumed")),
        Some(Back::Arrives(way)) => {
            let there: Vec<RouterId> = sent.out.hops.iter().map(|hop| hop.router).collect();
            let mut back: Vec<RouterId> = way.hops.iter().map(|hop| hop.router).collect();
            back.reverse();
            if there == back {
                answer.note(|lang| say!(lang, "glass-back-same"));
            } else {
                answer.note(|lang| say!(lang, "glass-back-other"));
            }
        }
        _ => {}
    }
}

/// The address by which a packet enters a router: of the link between two networks, else the
/// loopback.
fn entered_at(lab: &Lab, hop: &WayHop) -> IpAddr {
    let network = lab.network();
    let session = hop.via.and_then(|link| network.links[link].session);
    let end = session.and_then(|session| {
        network.sessions[session].ends.iter().find(|end| end.router == hop.router)
    });
    end.map_or(network.routers[hop.router].loopback, |end| end.address)
}
