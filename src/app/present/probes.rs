//! What a client network's latest probe found: times each way, hops, which server.

use crate::app::lab::Lab;
use crate::app::present::hosts;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::base::letter::Letter;
use crate::engine::base::time::Span;
use crate::engine::sim::limits::PROBE_PATIENCE;
use crate::engine::sim::probes::{Probe, ProbeKind, Trial};
use crate::say;

/// What a probe found so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was asked, of which address, when.
    pub title: String,
    /// What came of it, in words.
    pub state: String,
    /// The letter of the node that answered.
    pub letter: Option<Letter>,
    /// The times each way, where they are what was asked for.
    pub times: Option<Times>,
    /// The hops, where they are.
    pub hops: Vec<Hop>,
    /// What whoever probes cannot know: where a packet of it was lost.
    pub unknown: Option<String>,
}

/// The two ways of a packet and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// The way there.
    pub there: String,
    /// The way back.
    pub back: String,
    /// How much longer one is.
    pub asymmetry: String,
    /// The same in words.
    pub words: String,
}

/// A router on the way, as its answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Its number.
    pub number: u8,
    /// Who answered; absent: nobody, so far or at all.
    pub answer: Option<HopAnswer>,
    /// Whether it was waited for in vain.
    pub is_silent: bool,
}

/// A router that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopAnswer {
    /// The router.
    pub router: RouterId,
    /// Its network.
    pub system: String,
    /// That network's number.
    pub asn: String,
    /// Its city.
    pub city: String,
    /// The time there and back.
    pub time: String,
}

/// The latest probe of `client`; absent: there is none, or it must not be told yet.
#[must_use]
pub fn latest(lab: &Lab, client: ClientId) -> Option<Found> {
    let probes = lab.world().probes().map(|(_, probe)| probe);
    let probe = probes.rev().find(|probe| probe.client == client)?;
    (!lab.conceals_trip(client)).then(|| found(lab, probe))
}

fn found(lab: &Lab, probe: &Probe) -> Found {
    let (lang, network) = (lab.lang, lab.network());
    let names = Names { lang, network };
    let (address, at) = (probe.target.to_string(), quantity::clock(lab.session.shown(probe.began)));
    let last = probe.trials.last();
    let id = match probe.kind {
        ProbeKind::Ping => "probe-ping-of",
        ProbeKind::Traceroute => "probe-traceroute-of",
        ProbeKind::IdServer => "probe-id-server-of",
    };
    let is_trace = probe.kind == ProbeKind::Traceroute;
    let answered = last.and_then(Trial::server).map(|(node, _)| network.nodes[node].letter);
    let unknown = last.and_then(|trial| trial.lost).map(|(at, fate)| {
        let dropped =
            say!(lang, "flight-dropped", router = names.router(at), why = names::fate(lang, fate));
        say!(lang, "probe-unknown", what = dropped)
    });
    Found {
        title: say!(lang, id, address = address, at = at),
        state: if is_trace { trace_state(&names, probe) } else { state(&names, last) },
        letter: answered,
        times: last
            .filter(|_| probe.kind == ProbeKind::Ping)
            .and_then(Trial::one_way)
            .map(|ways| times(lab, ways)),
        hops: if is_trace {
            probe.trials.iter().map(|it| hop(&names, it)).collect()
        } else {
            vec![]
        },
        unknown,
    }
}

/// What came of a single packet.
fn state(names: &Names, trial: Option<&Trial>) -> String {
    let lang = names.lang;
    match trial {
        Some(trial) if trial.is_silent => {
            say!(lang, "news-probe-silent", time = quantity::seconds(PROBE_PATIENCE))
        }
        Some(trial) => {
            let answer = trial.back.as_ref().zip(trial.one_way());
            let said = answer.map(|(back, ways)| hosts::answered(names, trial.ttl, back, ways));
            said.unwrap_or_else(|| say!(lang, "probe-going"))
        }
        None => say!(lang, "probe-going"),
    }
}

fn trace_state(names: &Names, probe: &Probe) -> String {
    let (lang, count) = (names.lang, probe.trials.len());
    match (probe.is_over, probe.trials.last().and_then(Trial::server)) {
        (false, _) => say!(lang, "probe-going"),
        (true, Some((node, server))) => {
            let node = names.node(node);
            say!(lang, "probe-reached", node = node, server = server, count = count)
        }
        (true, None) if probe.is_answered() => say!(lang, "probe-reached-router", count = count),
        (true, None) => say!(lang, "probe-given-up", count = count),
    }
}

fn times(lab: &Lab, (there, back): (Span, Span)) -> Times {
    let lang = lab.lang;
    let ms = quantity::milliseconds;
    let difference = Span::from_us(there.as_us().abs_diff(back.as_us()));
    let id = match there.cmp(&back) {
        std::cmp::Ordering::Equal => "probe-same",
        std::cmp::Ordering::Less => "probe-back-longer",
        std::cmp::Ordering::Greater => "probe-there-longer",
    };
    let sum = (there + back).as_us();
    Times {
        there: ms(there),
        back: ms(back),
        asymmetry: ms(difference),
        words: say!(lang, id, share = quantity::share(difference.as_us(), sum)),
    }
}

fn hop(names: &Names, trial: &Trial) -> Hop {
    let network = names.network;
    let answer = trial.router().zip(trial.round_trip()).map(|(router, time)| {
        let system = network.routers[router].in_as;
        HopAnswer {
            router,
            system: names.system(system),
            asn: network.ases[system].asn.to_string(),
            city: names.city(router),
            time: quantity::milliseconds(time),
        }
    });
    Hop { number: trial.ttl, answer, is_silent: trial.is_silent }
}
