//! Another path-vector model of a full mesh, which shares no line with the engine: messages are
//! handled one by one, in order of sending, and the lowest AS wins ties.

use std::collections::BTreeMap;

/// What may be chosen in such a model.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// MRAI in milliseconds, one timer a peer, withdrawals not covered.
    pub mrai_ms: u64,
    /// Whether a path is kept from the neighbour that it came from.
    pub split_horizon: bool,
    /// Whether neighbours are told in descending order of number instead of ascending.
    pub descending: bool,
    /// Whether a message that is sent at the same time by a lower AS is handled first, whatever
    /// the order of sending.
    pub by_sender: bool,
}

impl Choices {
    /// Those of the issue: loops detected by the receiver.
    pub const fn plain(mrai_ms: u64) -> Self {
        Self { mrai_ms, split_horizon: false, descending: false, by_sender: false }
    }
}

/// What came of the withdrawal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The last change of a best path, in milliseconds after AS 1 lost the destination.
    pub last_change_ms: u64,
    /// Messages that announced.
    pub announced: u64,
    /// Messages that withdrew.
    pub withdrawn: u64,
}

const HOP_MS: u64 = 100;

/// A path, the neighbour's own number first. The destination is not part of it.
type Path = Vec<usize>;

enum Happening {
    Message { from: usize, to: usize, path: Option<Path> },
    TimerEnds { from: usize, to: usize },
}

struct Mesh {
    n: usize,
    choices: Choices,
    now: u64,
    sent_so_far: u64,
    /// By time, by sender if that matters, by order of sending.
    queue: BTreeMap<(u64, usize, u64), Happening>,
    has_destination: bool,
    heard: BTreeMap<(usize, usize), Path>,
    best: Vec<Option<Path>>,
    told: BTreeMap<(usize, usize), Path>,
    is_timer_running: BTreeMap<(usize, usize), bool>,
    outcome: Outcome,
}

/// Lets a mesh of AS 1 … n converge, takes the destination from AS 1, and watches.
pub fn withdraw(n: usize, choices: Choices) -> Outcome {
    let mut mesh = Mesh {
        n,
        choices,
        now: 0,
        sent_so_far: 0,
        queue: BTreeMap::new(),
        has_destination: true,
        heard: BTreeMap::new(),
        best: vec![None; n + 1],
        told: BTreeMap::new(),
        is_timer_running: BTreeMap::new(),
        outcome: Outcome::default(),
    };
    mesh.decide(1);
    mesh.run();
    let began = mesh.now;
    mesh.outcome = Outcome::default();
    mesh.has_destination = false;
    mesh.decide(1);
    mesh.run();
    mesh.outcome.last_change_ms -= began;
    mesh.outcome
}

impl Mesh {
    fn run(&mut self) {
        while let Some(((at, ..), happening)) = self.queue.pop_first() {
            self.now = at;
            match happening {
                Happening::TimerEnds { from, to } => {
                    self.is_timer_running.insert((from, to), false);
                    self.tell(from, to);
                }
                Happening::Message { from, to, path } => {
                    match path {
                        Some(path) => self.heard.insert((to, from), path),
                        None => self.heard.remove(&(to, from)),
                    };
                    self.decide(to);
                }
            }
        }
    }

    /// The shortest path without a loop, the lowest neighbour's if there are several.
    fn choice(&self, at: usize) -> Option<Path> {
        if at == 1 && self.has_destination {
            return Some(Vec::new());
        }
        let heard = (1..=self.n).filter_map(|from| self.heard.get(&(at, from)));
        heard.filter(|path| !path.contains(&at)).min_by_key(|path| (path.len(), path[0])).cloned()
    }

    fn decide(&mut self, at: usize) {
        let choice = self.choice(at);
        if choice != self.best[at] {
            self.best[at] = choice;
            self.outcome.last_change_ms = self.now;
            let mut others: Vec<usize> = (1..=self.n).filter(|&other| other != at).collect();
            if self.choices.descending {
                others.reverse();
            }
            for other in others {
                self.tell(at, other);
            }
        }
    }

    fn tell(&mut self, from: usize, to: usize) {
        let best = self.best[from].as_ref();
        let best = best.filter(|path| !(self.choices.split_horizon && path.first() == Some(&to)));
        let wanted = best.map(|path| [&[from], path.as_slice()].concat());
        if wanted.as_ref() == self.told.get(&(from, to)) {
            return;
        }
        let is_running = self.is_timer_running.get(&(from, to)) == Some(&true);
        match &wanted {
            Some(_) if is_running => return,
            Some(path) => {
                self.outcome.announced += 1;
                self.told.insert((from, to), path.clone());
            }
            None => {
                self.outcome.withdrawn += 1;
                self.told.remove(&(from, to));
            }
        }
        if wanted.is_some() && self.choices.mrai_ms > 0 {
            self.is_timer_running.insert((from, to), true);
            self.schedule(self.choices.mrai_ms, from, Happening::TimerEnds { from, to });
        }
        self.schedule(HOP_MS, from, Happening::Message { from, to, path: wanted });
    }

    fn schedule(&mut self, after_ms: u64, by: usize, happening: Happening) {
        self.sent_so_far += 1;
        let sender = if self.choices.by_sender { by } else { 0 };
        self.queue.insert((self.now + after_ms, sender, self.sent_so_far), happening);
    }
}
