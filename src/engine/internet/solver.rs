//! One prefix over the whole graph: customer routes up, peer routes across, provider routes down.

use super::graph::{AsGraph, Run};
use super::rows::{index, number};
use super::word::{Layout, NOTHING, Word};
use crate::engine::base::ids::AsId;
use crate::engine::net::network::{Asn, NeighborIs};
use crate::engine::net::validate::{MAX_PROBLEMS, Problem};

/// The most ASes that may announce one prefix.
pub const MAX_ORIGINS: usize = 256;

/// The route that an AS has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// What the neighbour it came from is to the AS; absent: the AS announces the prefix itself.
    pub from: Option<NeighborIs>,
    /// The neighbour it came from.
    pub next_hop: Option<AsId>,
    /// How many ASes its AS_PATH counts.
    pub length: u32,
    /// Which of the origins it leads to, by place in the list that was given.
    pub origin: usize,
}

/// The settled state of one prefix, and the arrays to find the next one without allocating.
#[derive(Clone, Debug)]
pub struct Solver<'a> {
    graph: &'a AsGraph,
    layout: Layout,
    /// The state of each AS, by place.
    words: Vec<Word>,
    /// What each AS with customers tells them: read by each of them, so ready made.
    told: Vec<Word>,
    origins: Vec<AsId>,
}

impl<'a> Solver<'a> {
    /// A graph in which nobody announces anything.
    #[must_use]
    pub fn new(graph: &'a AsGraph) -> Self {
        let words = vec![NOTHING; graph.len()];
        let told = vec![NOTHING; graph.with_customers];
        Self { graph, layout: Layout::new(graph.len(), 0), words, told, origins: Vec::new() }
    }

    /// The graph.
    #[must_use]
    pub const fn graph(&self) -> &'a AsGraph {
        self.graph
    }

    /// Finds the state in which the Internet settles when these ASes, and no others, announce
    /// the prefix. What was before is forgotten.
    ///
    /// # Errors
    /// All problems: origins that are not in the graph or named twice, too many of them, or
    /// AS_PATHs that might be too long for a word. Then nothing is announced.
    pub fn settle(&mut self, origins: &[Asn]) -> Result<(), Vec<Problem>> {
        self.words.fill(NOTHING);
        self.origins.clear();
        self.take(origins)?;
        self.customers_up();
        self.providers_down();
        Ok(())
    }

    /// The origins as places, checked; and the layout that has room for them.
    fn take(&mut self, origins: &[Asn]) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        if origins.len() > MAX_ORIGINS {
            let message = format!("{} ASes announce; at most {MAX_ORIGINS}", origins.len());
            return Err(vec![Problem::new("origins", message)]);
        }
        let layout = Layout::new(self.graph.len(), origins.len());
        if self.graph.longest_path() > layout.longest_path() {
            let message = format!(
                "an AS_PATH of this graph may have {} ASes; with {} ASes and {} origins at most {}",
                self.graph.longest_path(),
                self.graph.len(),
                origins.len(),
                layout.longest_path()
            );
            problems.push(Problem::new("graph", message));
        }
        let mut places = Vec::with_capacity(origins.len());
        for (n, &asn) in origins.iter().enumerate() {
            let place = format!("origins[{n}]");
            match self.graph.find(asn) {
                None => problems.push(Problem::new(&place, format!("there is no AS {asn}"))),
                Some(id) if places.contains(&id) => {
                    problems.push(Problem::new(&place, format!("AS {asn} is named twice")));
                }
                Some(id) => places.push(id),
            }
        }
        problems.truncate(MAX_PROBLEMS);
        if !problems.is_empty() {
            return Err(problems);
        }
        for (n, &id) in places.iter().enumerate() {
            self.words[usize::from(id)] = layout.own(number(n));
        }
        self.layout = layout;
        self.origins = places;
        Ok(())
    }

    /// Own routes and those of customers go to providers, and then, where they end up, to peers.
    ///
    /// Few ASes have such a route: those above an origin. So they push. Walked from the bottom
    /// up, each has heard all its customers before it speaks.
    fn customers_up(&mut self) {
        let graph = self.graph;
        // Origins without customers have nobody to wait for.
        for n in 0..self.origins.len() {
            let place = usize::from(self.origins[n]);
            if place >= graph.with_customers {
                self.push_up(place);
            }
        }
        for place in (0..graph.with_customers).rev() {
            if self.layout.is_customers(self.words[place]) {
                self.push_up(place);
            }
        }
        // A peer's route never replaces a customer's, so nobody's own changes meanwhile.
        for n in 0..self.origins.len() {
            let place = usize::from(self.origins[n]);
            if place >= graph.with_customers {
                self.push_across(place);
            }
        }
        for place in 0..graph.with_customers {
            if self.layout.is_customers(self.words[place]) {
                self.push_across(place);
            }
        }
    }

    fn push_up(&mut self, place: usize) {
        let told = self.layout.from_customer(self.words[place], self.graph.rank_at[place]);
        for &provider in self.graph.providers.row(place) {
            let word = &mut self.words[index(provider)];
            *word = told.min(*word);
        }
    }

    fn push_across(&mut self, place: usize) {
        let told = self.layout.from_peer(self.words[place], self.graph.rank_at[place]);
        for &peer in self.graph.peers.row(place) {
            let word = &mut self.words[index(peer)];
            *word = told.min(*word);
        }
    }

    /// Everybody else takes the best that its providers have. Nearly every AS does, so they pull:
    /// each writes one word, and all arrays but `told` are walked in order.
    fn providers_down(&mut self) {
        let graph = self.graph;
        for (place, providers) in graph.providers.iter().enumerate().take(graph.with_customers) {
            let best = best_of(&self.told, providers).min(self.words[place]);
            self.words[place] = best;
            self.told[place] = self.layout.from_provider(best, graph.rank_at[place]);
        }
        for run in &graph.runs {
            // A row whose length is known needs no loop.
            match run.providers {
                0 => {}
                1 => self.pull::<1>(run),
                2 => self.pull::<2>(run),
                3 => self.pull::<3>(run),
                4 => self.pull::<4>(run),
                5 => self.pull::<5>(run),
                6 => self.pull::<6>(run),
                _ => self.pull_any(run),
            }
        }
    }

    fn pull<const N: usize>(&mut self, run: &Run) {
        let (rows, _) = self.graph.providers.items(run.first, run.end).as_chunks::<N>();
        for (word, providers) in self.words[run.first..run.end].iter_mut().zip(rows) {
            *word = best_of(&self.told, providers).min(*word);
        }
    }

    fn pull_any(&mut self, run: &Run) {
        let rows = self.graph.providers.items(run.first, run.end).chunks_exact(run.providers);
        for (word, providers) in self.words[run.first..run.end].iter_mut().zip(rows) {
            *word = best_of(&self.told, providers).min(*word);
        }
    }

    /// The route that an AS has chosen, if it has any.
    #[must_use]
    pub fn chosen(&self, id: AsId) -> Option<Chosen> {
        let word = self.words[usize::from(id)];
        let from = self.layout.relation(word)?;
        let length = self.layout.length(word);
        let rank = self.layout.rank(word);
        let next_hop = || AsId::from(index(self.graph.place_of_rank[index(rank)]));
        let is_own = length == 0;
        Some(Chosen {
            from: (!is_own).then_some(from),
            next_hop: (!is_own).then(next_hop),
            length,
            origin: index(self.layout.origin(word)),
        })
    }

    /// The AS_PATH of the route that an AS has chosen, nearest AS first, without its own number.
    #[must_use]
    pub fn path(&self, id: AsId) -> Option<Vec<Asn>> {
        let mut chosen = self.chosen(id)?;
        let mut path = Vec::with_capacity(index(chosen.length));
        while let Some(next_hop) = chosen.next_hop {
            path.push(self.graph.asn(next_hop));
            chosen = self.chosen(next_hop).expect("a route comes from an AS that has one");
        }
        Some(path)
    }

    /// The catchment of an AS: which origin its traffic reaches, by place in the list given.
    #[must_use]
    pub fn catchment(&self, id: AsId) -> Option<usize> {
        let word = self.words[usize::from(id)];
        self.layout.has_route(word).then(|| index(self.layout.origin(word)))
    }

    /// How many ASes each origin's catchment has, itself included; and last, how many have no
    /// route.
    #[must_use]
    pub fn catchment_sizes(&self) -> Vec<u32> {
        let nobody = self.origins.len();
        if nobody == 1 {
            // Everybody with a route is in the one catchment: counting without a table.
            let has_route = |word: &Word| u32::from(self.layout.has_route(*word));
            let size = self.words.iter().map(has_route).sum();
            return vec![size, number(self.words.len()) - size];
        }
        // Several tables, in turn: neighbours often are of one catchment, and to count in the
        // same place again the processor waits for the count before.
        let mut tables = [[0_u32; MAX_ORIGINS + 1]; TABLES];
        let catchment = |word: Word| {
            let is_somewhere = self.layout.has_route(word);
            if is_somewhere { index(self.layout.origin(word)) } else { nobody }
        };
        let (rounds, rest) = self.words.as_chunks::<TABLES>();
        for round in rounds {
            for (table, &word) in tables.iter_mut().zip(round) {
                table[catchment(word)] += 1;
            }
        }
        for &word in rest {
            tables[0][catchment(word)] += 1;
        }
        (0..=nobody).map(|n| tables.iter().map(|table| table[n]).sum()).collect()
    }
}

/// How many tables catchments are counted in.
const TABLES: usize = 4;

/// The best of what these providers tell.
fn best_of(told: &[Word], providers: &[u32]) -> Word {
    providers.iter().fold(NOTHING, |best, &provider| best.min(told[index(provider)]))
}
