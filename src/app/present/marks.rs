//! What stands out on the timeline, one by one: commands, bursts of UPDATEs, drops, rest, goals.

use crate::app::lab::Lab;
use crate::app::news::Told;
use crate::app::present::names::Names;
use crate::app::present::{news, quantity};
use crate::app::session::LogEntry;
use crate::app::session::record::{Rest, Series};
use crate::app::tutor::Achieved;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::command::Command;
use crate::say;

/// What a mark is of; each kind stands in a lane of its own, but commands go through all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A command.
    Command,
    /// A burst of UPDATEs.
    Updates,
    /// BGP converged.
    Converged,
    /// BGP was found to go round in a cycle.
    Oscillating,
    /// Packets were dropped.
    Drops,
    /// Users' sessions were lost.
    Lost,
    /// Nodes were asked for more than they have room for.
    Overloaded,
    /// A goal was met.
    Goal,
    /// A prediction was locked.
    Predicted,
}

/// A mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is of.
    pub kind: Kind,
    /// When it began.
    pub at: Span,
    /// Its place on the stretch shown; beyond it less than 0 or more than 1000.
    pub place: f64,
    /// Where it ends; the same place, if it is one moment.
    pub end: f64,
    /// When, in digits.
    pub time: String,
    /// What happened, in words.
    pub words: String,
    /// Whether the playhead has not come to it.
    pub is_ahead: bool,
}

/// Marks that are listed at most; of more, the latest.
pub const MAX_MARKS: usize = 100;

/// A burst ends after so long a quiet.
const QUIET: Span = Span::from_ms(250);

/// All marks of the branch that is played, in order.
#[must_use]
pub fn marks(lab: &Lab) -> Vec<Mark> {
    let mut all = commands(lab);
    all.extend(updates(lab));
    all.extend(drops(lab));
    all.extend(lost(lab));
    all.extend(overloaded(lab));
    all.extend(rests(lab));
    all.extend(achieved(lab));
    all.sort_by_key(|mark| (mark.at, mark.kind));
    all.drain(..all.len().saturating_sub(MAX_MARKS));
    all
}

fn mark(lab: &Lab, kind: Kind, (from, to): (SimTime, SimTime), words: String) -> Mark {
    let (stretch, at) = (lab.stretch(), lab.session.shown(from));
    Mark {
        kind,
        at,
        place: stretch.place(at),
        end: stretch.place(lab.session.shown(to)),
        time: quantity::clock(at),
        words,
        is_ahead: lab.world().now() < from,
    }
}

/// A command in a few words, as it names marks, branches and buttons.
#[must_use]
pub fn deed(lab: &Lab, command: &Command) -> String {
    let sentence = news::sentence(lab.lang, lab.network(), &Told::Did(command.clone()));
    sentence.trim_end_matches(['.', '。']).to_owned()
}

fn commands(lab: &Lab) -> Vec<Mark> {
    let one = |(number, entry): (usize, &LogEntry)| {
        let is_secret = lab.tutor.as_ref().is_some_and(|tutor| tutor.keeps_secret(number));
        let words =
            if is_secret { say!(lab.lang, "mark-incident") } else { deed(lab, &entry.command) };
        let is_ahead = lab.session.entries() <= number;
        Mark { is_ahead, ..mark(lab, Kind::Command, (entry.at, entry.at), words) }
    };
    lab.session.log().iter().enumerate().map(one).collect()
}

/// The stretches of a series between which it is quiet: from, to, and how many of either kind.
fn bursts(series: &Series) -> Vec<(SimTime, SimTime, [u32; 2])> {
    let mut all: Vec<(SimTime, SimTime, [u32; 2])> = Vec::new();
    let quiet = QUIET.max(series.width().times(2));
    for (at, counts) in series.bins() {
        match all.last_mut() {
            Some((_, to, sums)) if at.since(*to) <= quiet => {
                *to = at;
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
            _ => all.push((at, at, counts)),
        }
    }
    all
}

fn updates(lab: &Lab) -> Vec<Mark> {
    let (session, width) = (&lab.session, lab.session.record().updates.width());
    let one = |(from, to, [announced, withdrawn]): (SimTime, SimTime, [u32; 2])| {
        // A bin may begin before the command that filled it.
        let log = session.log().iter().map(|entry| entry.at);
        let began = log.filter(|&at| from <= at && at < from + width).max().unwrap_or(from);
        let lasted = (to + width).since(from);
        let lasted = if lasted < Span::from_s(1) {
            quantity::milliseconds(lasted)
        } else {
            quantity::seconds(lasted)
        };
        let words = say!(
            lab.lang,
            "mark-updates",
            announced = announced,
            withdrawn = withdrawn,
            lasted = lasted
        );
        mark(lab, Kind::Updates, (began.max(session.opened_at()), to), words)
    };
    bursts(&session.record().updates).into_iter().map(one).collect()
}

fn drops(lab: &Lab) -> Vec<Mark> {
    let opened = lab.session.opened_at();
    let one = |(from, to, [count, _]): (SimTime, SimTime, [u32; 2])| {
        let words = say!(lab.lang, "mark-drops", count = count);
        mark(lab, Kind::Drops, (from.max(opened), to), words)
    };
    bursts(&lab.session.record().drops).into_iter().map(one).collect()
}

fn lost(lab: &Lab) -> Vec<Mark> {
    let opened = lab.session.opened_at();
    let series = &lab.session.record().flows;
    let one = |(at, [_, count]): (SimTime, [u32; 2])| {
        let words = say!(lab.lang, "mark-lost", count = count);
        let at = at.max(opened);
        (count > 0).then(|| mark(lab, Kind::Lost, (at, at), words))
    };
    series.bins().filter_map(one).collect()
}

fn overloaded(lab: &Lab) -> Vec<Mark> {
    let opened = lab.session.opened_at();
    let one = |(at, [count, _]): (SimTime, [u32; 2])| {
        let words = say!(lab.lang, "mark-overloaded", count = count);
        let at = at.max(opened);
        (count > 0).then(|| mark(lab, Kind::Overloaded, (at, at), words))
    };
    lab.session.record().loads.bins().filter_map(one).collect()
}

fn rests(lab: &Lab) -> Vec<Mark> {
    let one = |&(at, rest): &(SimTime, Rest)| match rest {
        Rest::Converged => mark(lab, Kind::Converged, (at, at), say!(lab.lang, "status-converged")),
        Rest::Oscillating => {
            mark(lab, Kind::Oscillating, (at, at), say!(lab.lang, "status-oscillating"))
        }
    };
    lab.session.record().rests.iter().map(one).collect()
}

fn achieved(lab: &Lab) -> Vec<Mark> {
    let Some(tutor) = &lab.tutor else { return Vec::new() };
    let one = |(at, what): &(SimTime, Achieved)| match what {
        Achieved::Predicted(_) => {
            mark(lab, Kind::Predicted, (*at, *at), say!(lab.lang, "mark-predicted"))
        }
        Achieved::Goal { step, goal } => {
            let goal =
                tutor.goal_words(step, goal, &Names { lang: lab.lang, network: lab.network() });
            mark(lab, Kind::Goal, (*at, *at), say!(lab.lang, "mark-goal", goal = goal))
        }
    };
    tutor.achieved().iter().map(one).collect()
}
