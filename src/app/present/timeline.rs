//! The timeline: where the playhead is, lanes of what happened, branches as lines that fork.
//!
//! Places are thousandths of the stretch that is shown. What changes every frame (the playhead) is
//! apart from what changes now and then (the board), which costs as much as the record has bins.

use crate::app::lab::Lab;
use crate::app::present::{branches, quantity};
use crate::app::session::record::Series;
use crate::app::session::{Branch, BranchId};
use crate::app::stretch::Stretch;
use crate::engine::base::time::{SimTime, Span};
use crate::say;

/// Over how many places a lane spreads what happened.
pub const PLACES: usize = 60;

/// Marks on the ruler, about.
const TICKS: u64 = 6;

/// Where the playhead is.
#[derive(Clone, Debug, PartialEq)]
pub struct Playhead {
    /// Its place.
    pub place: f64,
    /// The place of the head.
    pub head: f64,
    /// Its time in milliseconds, for a slider.
    pub value_ms: u64,
    /// The head's.
    pub max_ms: u64,
    /// The time and how it relates to the head, in words.
    pub words: String,
    /// Whether what comes next is new.
    pub is_live: bool,
}

/// Where the playhead is.
#[must_use]
pub fn playhead(lab: &Lab) -> Playhead {
    let (stretch, session) = (lab.stretch(), &lab.session);
    let (now, head) = (session.shown_time(), session.shown(session.head_at()));
    let is_live = session.is_live();
    let words = if is_live {
        say!(lab.lang, "timeline-at-head", time = quantity::clock(now))
    } else {
        let head = quantity::clock(head);
        say!(lab.lang, "timeline-in-past", time = quantity::clock(now), head = head)
    };
    Playhead {
        place: stretch.place(now),
        head: stretch.place(head),
        value_ms: now.as_us() / 1_000,
        max_ms: head.as_us() / 1_000,
        words,
        is_live,
    }
}

/// What the line above the lanes says: what has changed since the pin, or which branch this is, or
/// what one can do here.
#[must_use]
pub fn caption(lab: &Lab) -> String {
    if let Some(card) = branches::pin_card(lab) {
        return card.sentence;
    }
    if lab.session.branches().len() > 1 {
        return branches::name(lab, lab.session.branch());
    }
    let is_past = !lab.session.is_live();
    say!(lab.lang, if is_past { "timeline-about-past" } else { "timeline-about" })
}

/// What is drawn besides the playhead.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The stretch shown, in words.
    pub words: String,
    /// Whether it is less than all of time.
    pub is_zoomed: bool,
    /// The ruler.
    pub ticks: Vec<Tick>,
    /// UPDATEs, by place.
    pub updates: Vec<Pile>,
    /// Packets dropped, by place.
    pub drops: Vec<Pile>,
    /// Users' sessions that opened and that were lost, by place.
    pub flows: Vec<Pile>,
    /// Nodes that overflowed, and nodes that were relieved, by place.
    pub loads: Vec<Pile>,
    /// Answers that arrived, place by place, as parts of the most in any.
    pub answers: Vec<f64>,
    /// Branches; empty as long as there is one.
    pub lines: Vec<Line>,
}

/// A mark on the ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its place.
    pub place: f64,
    /// Its time.
    pub label: String,
}

/// What happened about one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pile {
    /// Its middle.
    pub place: f64,
    /// How many of the first kind: announcements, drops, sessions that opened.
    pub up: u32,
    /// Of the second: withdrawals, sessions lost.
    pub down: u32,
}

/// A branch as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which.
    pub id: BranchId,
    /// Its row, from 0.
    pub row: usize,
    /// The row of the branch that it left.
    pub from_row: usize,
    /// Where it left.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Whether it is the one played.
    pub is_current: bool,
}

/// Everything besides the playhead.
#[must_use]
pub fn board(lab: &Lab) -> Board {
    let (stretch, record) = (lab.stretch(), lab.session.record());
    let window = Window { stretch, opened: lab.session.opened_at() };
    let answers = window.piles(&record.answers);
    let most = answers.iter().map(|pile| pile.up).max().unwrap_or(0).max(1);
    let mut parts = vec![0.0; PLACES];
    for pile in &answers {
        parts[index(pile.place)] = f64::from(pile.up) / f64::from(most);
    }
    let ends = [stretch.from(), stretch.to()].map(quantity::clock);
    let [from, to] = ends;
    Board {
        words: say!(lab.lang, "timeline-stretch", from = from, to = to),
        is_zoomed: lab.travel.stretch.is_some(),
        ticks: ticks(stretch),
        updates: window.piles(&record.updates),
        drops: window.piles(&record.drops),
        flows: window.piles(&record.flows),
        loads: window.piles(&record.loads),
        answers: if answers.is_empty() { Vec::new() } else { parts },
        lines: lines(lab, stretch),
    }
}

/// What is shown, in the world's own time.
struct Window {
    stretch: Stretch,
    opened: SimTime,
}

impl Window {
    /// What is within the stretch, gathered by place.
    fn piles(&self, series: &Series) -> Vec<Pile> {
        let from = self.opened + self.stretch.from();
        let to = self.opened + self.stretch.to();
        let half = Span::from_us(series.width().as_us() / 2);
        let mut sums = [[0_u32; 2]; PLACES];
        for (at, counts) in series.bins() {
            // The first bin may begin before the world was opened: bins are of round times.
            if at + series.width() <= from || to <= at {
                continue;
            }
            let middle = (at + half).max(from);
            let place = self.stretch.place(middle.since(self.opened));
            let sum = &mut sums[index(place)];
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let middle = |index: u32| {
            (f64::from(index) + 0.5) * 1_000.0 / f64::from(u32::try_from(PLACES).unwrap_or(1))
        };
        (0..)
            .zip(sums)
            .filter(|(_, sum)| *sum != [0, 0])
            .map(|(index, [up, down])| Pile { place: middle(index), up, down })
            .collect()
    }
}

/// Which of the places a place in thousandths belongs to.
fn index(place: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between 0 and the number of places, which is small"
    )]
    let index = (place.clamp(0.0, 999.9) / 1_000.0 * PLACES as f64) as usize;
    index.min(PLACES - 1)
}

/// Round times, a few of them.
fn ticks(stretch: Stretch) -> Vec<Tick> {
    let least = (stretch.length().as_us() / TICKS).max(1);
    let mut step = 1_000_u64;
    let mut factors = [2, 5].iter().cycle();
    while step < least {
        // 1, 2, 10, 20, 100 ms …
        step = step.saturating_mul(*factors.next().unwrap_or(&2));
    }
    let first = stretch.from().as_us().div_ceil(step);
    (first..=stretch.to().as_us() / step)
        .map(|number| Span::from_us(number.saturating_mul(step)))
        .map(|at| Tick { place: stretch.place(at), label: label(at, step) })
        .collect()
}

/// A time as short as the distance between marks allows.
fn label(at: Span, step_us: u64) -> String {
    let ms = at.as_us() / 1_000;
    let (minutes, seconds) = (ms / 60_000, ms / 1_000 % 60);
    match step_us {
        1_000_000.. => format!("{minutes}:{seconds:02}"),
        100_000.. => format!("{minutes}:{seconds:02}.{}", ms / 100 % 10),
        _ => format!("{minutes}:{seconds:02}.{:03}", ms % 1_000),
    }
}

fn lines(lab: &Lab, stretch: Stretch) -> Vec<Line> {
    let (session, branches) = (&lab.session, lab.session.branches());
    if branches.len() < 2 {
        return Vec::new();
    }
    let row = |id: BranchId| branches.iter().position(|branch| branch.id() == id).unwrap_or(0);
    let place = |at: SimTime| stretch.place(session.shown(at));
    let line = |(number, branch): (usize, &Branch)| Line {
        id: branch.id(),
        row: number,
        from_row: branch.fork().map_or(number, |fork| row(fork.from)),
        from: place(branch.fork().map_or(session.opened_at(), |fork| fork.at.at)),
        to: place(branch.reach()),
        is_current: branch.id() == session.branch().id(),
    };
    branches.iter().enumerate().map(line).collect()
}
