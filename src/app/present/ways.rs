//! The way of a client network's packets to the node that answers, and the way of the answers
//! back, side by side: each router decides for itself, so they need not be the same.

use crate::app::lab::Lab;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::engine::anycast::catchment::Reach;
use crate::engine::base::ids::{ClientId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::sim::ways::Way;
use crate::say;

/// Both ways, as one list from the client network to where its packets end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The routers on either, in order.
    pub lines: Vec<WayLine>,
    /// How the way back compares, in words; absent: nobody answers.
    pub verdict: Option<String>,
    /// Whether there is a way back that differs.
    pub is_other: bool,
    /// From the query to its answer's return; absent: it does not return.
    pub round_trip: Option<Span>,
}

/// A router on a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayLine {
    /// The router.
    pub router: RouterId,
    /// Its city.
    pub city: String,
    /// Its network.
    pub system: String,
    /// That network's number.
    pub asn: String,
    /// When queries pass it, since they left the client; absent: they do not.
    pub there: Option<String>,
    /// When answers pass it, since the query left the client; absent: they do not.
    pub back: Option<String>,
    /// The rule by which it chose, if it had a choice: for queries, or where only answers pass,
    /// for them.
    pub rule: Option<String>,
}

impl WayLine {
    /// Whether queries and answers both pass.
    #[must_use]
    pub const fn is_on_both(&self) -> bool {
        self.there.is_some() && self.back.is_some()
    }
}

impl Ways {
    /// Leaves out how long they take.
    pub fn without_times(&mut self) {
        self.round_trip = None;
        for line in &mut self.lines {
            for time in [&mut line.there, &mut line.back].into_iter().flatten() {
                "·".clone_into(time);
            }
        }
    }
}

/// The ways of a client network and a service, given where its packets end.
#[must_use]
pub fn ways(lab: &Lab, client: ClientId, service: ServiceId, reach: &Reach) -> Ways {
    let (network, world) = (lab.network(), lab.world());
    let here = &network.clients[client];
    // Who has no address of the service's family gets no further than its own router.
    let there = world.way(here.router, network.services[service].address).hops.into_iter();
    let there: Vec<(RouterId, Span)> =
        there.take(reach.routers.len()).map(|hop| (hop.router, hop.after)).collect();
    let address = here.address_towards(network.services[service].address);
    let back = reach.node.zip(address).map(|(node, address)| {
        let way = world.way(network.nodes[node].router, address);
        (way, reach.delay)
    });
    let names = Names { lang: lab.lang, network };
    let [to, home] = [network.services[service].prefix, here.prefix];
    let line = |stop: &Stop| line(lab, &names, stop, if stop.there.is_some() { to } else { home });
    let Some((way, at)) = back else {
        let alone = there.iter().map(|&(router, at)| Stop { router, there: Some(at), back: None });
        return Ways { lines: alone.map(|stop| line(&stop)).collect(), ..Ways::default() };
    };
    let returning: Vec<(RouterId, Span)> =
        way.hops.iter().rev().map(|hop| (hop.router, at + hop.after)).collect();
    let lines: Vec<WayLine> = side_by_side(&there, &returning).iter().map(line).collect();
    let is_back = way.fate == Fate::Delivered;
    let is_other = is_back && lines.iter().any(|line| !line.is_on_both());
    Ways {
        verdict: Some(verdict(&names, &lines, &way)),
        is_other,
        round_trip: is_back.then(|| at + way.delay()),
        lines,
    }
}

/// A router, and when it is passed.
struct Stop {
    router: RouterId,
    there: Option<Span>,
    back: Option<Span>,
}

/// One list of two, in which what both have in common, in order, stands once: their longest common
/// subsequence. Ways are short.
fn side_by_side(there: &[(RouterId, Span)], back: &[(RouterId, Span)]) -> Vec<Stop> {
    let (rows, columns) = (there.len(), back.len());
    let mut common = vec![vec![0_usize; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i][j] = if there[i].0 == back[j].0 {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut stops = Vec::new();
    while i < rows || j < columns {
        let goes = i < rows && (j == columns || common[i + 1][j] == common[i][j]);
        let comes = j < columns && (i == rows || common[i][j + 1] == common[i][j]);
        let is_shared = !goes && !comes;
        let router = if goes || is_shared { there[i].0 } else { back[j].0 };
        let on_there = (goes || is_shared).then(|| there[i].1);
        let on_back = (!goes).then(|| back[j].1);
        i += usize::from(on_there.is_some());
        j += usize::from(on_back.is_some());
        stops.push(Stop { router, there: on_there, back: on_back });
    }
    stops
}

fn line(lab: &Lab, names: &Names, stop: &Stop, towards: PrefixId) -> WayLine {
    let router = stop.router;
    let rule = lab.world().explain(router, towards).decided_by;
    let rule = rule.filter(|_| !lab.conceals_choice(router));
    WayLine {
        router,
        city: names.city(router),
        system: names.system(names.network.routers[router].in_as),
        asn: names.network.routers[router].asn.to_string(),
        there: stop.there.map(quantity::milliseconds),
        back: stop.back.map(quantity::milliseconds),
        rule: rule.map(|step| names::rule(names.lang, step)),
    }
}

fn verdict(names: &Names, lines: &[WayLine], way: &Way) -> String {
    let lang = names.lang;
    if way.fate != Fate::Delivered {
        return say!(lang, "ways-lost", fate = names::fate(lang, way.fate));
    }
    let count = lines.iter().filter(|line| !line.is_on_both()).count();
    if count == 0 { say!(lang, "ways-same") } else { say!(lang, "ways-other", count = count) }
}
