//! One prefix over the whole graph: customer routes up, peer routes across, provider routes down.

use super::graph::{AsGraph, Run};
use super::rows::{Rows, index, number};
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
    /// The ASes that have a route of their own or of a customer: they tell it to everybody.
    heralds: Vec<usize>,
}

impl<'a> Solver<'a> {
    /// A graph in which nobody announces anything.
    #[must_use]
    pub fn new(graph: &'a AsGraph) -> Self {
        let words = vec![NOTHING; graph.len()];
        let told = vec![NOTHING; graph.with_customers];
        let (origins, heralds) = (Vec::new(), Vec::new());
        Self { graph, layout: Layout::new(graph.len(), 0), words, told, origins, heralds }
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
        self.origins.clear();
        if let Err(problems) = self.take(origins) {
            self.words.fill(NOTHING);
            return Err(problems);
        }
        // ASes without customers need no blank state: pulling writes theirs.
        self.words[..self.graph.with_customers].fill(NOTHING);
        self.write_origins();
        self.customers_up();
        self.providers_down();
        // They tell nobody what a peer told them, so they may be told last.
        self.write_origins();
        self.push_across(&self.graph.peers_below);
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
        self.layout = layout;
        self.origins = places;
        Ok(())
    }

    fn write_origins(&mut self) {
        for (n, &id) in self.origins.iter().enumerate() {
            self.words[usize::from(id)] = self.layout.own(number(n));
        }
    }

    /// Own routes and those of customers go to providers, and then, where they end up, to peers.
    ///
    /// Few ASes have such a route: those above an origin. So they push. Walked from the bottom
    /// up, each has heard all its customers before it speaks.
    fn customers_up(&mut self) {
        let graph = self.graph;
        self.heralds.clear();
        // Origins without customers have nobody to wait for.
        for n in 0..self.origins.len() {
            let place = usize::from(self.origins[n]);
            if place >= graph.with_customers {
                self.push_up(place);
            }
        }
        // Most have none, so they are passed by in blocks; no bits are missing from no route.
        let mut end = graph.with_customers;
        while end > 0 {
            let first = end.saturating_sub(BLOCK);
            if self.words[first..end].iter().fold(NOTHING, |all, word| all & word) != NOTHING {
                for place in (first..end).rev() {
                    if self.layout.is_customers(self.words[place]) {
                        self.push_up(place);
                    }
                }
            }
            end = first;
        }
        self.push_across(&graph.peers_above);
    }

    fn push_up(&mut self, place: usize) {
        self.heralds.push(place);
        let told = self.layout.from_customer(self.words[place], self.graph.rank_at[place]);
        for &provider in self.graph.providers.row(place) {
            let word = &mut self.words[index(provider)];
            *word = told.min(*word);
        }
    }

    /// A peer's route never replaces a customer's, so no herald's own changes meanwhile.
    fn push_across(&mut self, peers: &Rows) {
        for &place in &self.heralds {
            let told = self.layout.from_peer(self.words[place], self.graph.rank_at[place]);
            for &peer in peers.row(place) {
                let word = &mut self.words[index(peer)];
                *word = told.min(*word);
            }
        }
    }

    /// Everybody else takes the best that its providers have. Nearly every AS does, so they pull:
    /// each writes one word, and all arrays but `told` are walked in order.
    fn providers_down(&mut self) {
        let graph = self.graph;
        for run in &graph.runs_above {
            // A row whose length is known needs no loop.
            match run.providers {
                0 => self.choose_from(run, std::iter::repeat(&[][..])),
                1 => self.choose::<1>(run),
                2 => self.choose::<2>(run),
                3 => self.choose::<3>(run),
                4 => self.choose::<4>(run),
                5 => self.choose::<5>(run),
                6 => self.choose::<6>(run),
                _ => self.choose_any(run),
            }
        }
        for run in &graph.runs_below {
            let words = &mut self.words[run.first..run.end];
            let providers = graph.providers.items(run.first, run.end);
            match run.providers {
                0 => words.fill(NOTHING),
                1 => pull::<1>(words, providers, &self.told),
                2 => pull::<2>(words, providers, &self.told),
                3 => pull::<3>(words, providers, &self.told),
                4 => pull::<4>(words, providers, &self.told),
                5 => pull::<5>(words, providers, &self.told),
                6 => pull::<6>(words, providers, &self.told),
                n => pull_any(words, providers, &self.told, n),
            }
        }
    }

    #[inline(never)]
    fn choose<const N: usize>(&mut self, run: &Run) {
        let (rows, _) = self.graph.providers.items(run.first, run.end).as_chunks::<N>();
        self.choose_from(run, rows.iter().map(|row| &row[..]));
    }

    #[inline(never)]
    fn choose_any(&mut self, run: &Run) {
        let items = self.graph.providers.items(run.first, run.end);
        self.choose_from(run, items.chunks_exact(run.providers));
    }

    /// ASes with customers choose between what they have and what their providers tell, and make
    /// ready what they tell themselves.
    #[inline]
    fn choose_from<'g>(&mut self, run: &Run, rows: impl Iterator<Item = &'g [u32]>) {
        let layout = self.layout;
        let words = &mut self.words[run.first..run.end];
        let ranks = &self.graph.rank_at[run.first..run.end];
        let (above, told) = self.told.split_at_mut(run.first);
        for (((word, told), &rank), row) in words.iter_mut().zip(told).zip(ranks).zip(rows) {
            let best = best_of(above, row).min(*word);
            *word = best;
            *told = layout.from_provider(best, rank);
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
        let nowhere = self.without_route();
        let mut sizes = match self.origins.len() {
            0 => Vec::new(),
            1 => vec![number(self.words.len()) - nowhere],
            _ => self.count_origins(nowhere),
        };
        sizes.push(nowhere);
        sizes
    }

    /// How many ASes have no route.
    fn without_route(&self) -> u32 {
        let lost = |word: &Word| u32::from(!self.layout.has_route(*word));
        let count = |words: &[Word]| words.iter().map(lost).sum();
        let above: u32 = count(&self.words[..self.graph.with_customers]);
        if above > 0 {
            return count(&self.words);
        }
        // Whoever has a provider then has its route: only the others are in doubt.
        let alone = self.graph.runs_below.iter().filter(|run| run.providers == 0);
        alone.map(|run| count(&self.words[run.first..run.end])).sum()
    }

    /// How many ASes have a route to each origin, where so many have none.
    fn count_origins(&self, nowhere: u32) -> Vec<u32> {
        // Several tables, in turn: neighbours often are of one catchment, and to count in the
        // same place again the processor waits for the count before.
        let mut tables = [[0_u32; MAX_ORIGINS]; TABLES];
        // The origin is the last bits. Never out of bounds: the remainder shows the compiler.
        let mask = index(self.layout.origin(NOTHING)) % MAX_ORIGINS;
        let origin = |word: Word| index(word) & mask;
        let (rounds, rest) = self.words.as_chunks::<TABLES>();
        for round in rounds {
            for (table, &word) in tables.iter_mut().zip(round) {
                table[origin(word)] += 1;
            }
        }
        for &word in rest {
            tables[0][origin(word)] += 1;
        }
        // Those without a route were counted with the origin, if there is one, that reads alike.
        let uncounted = |n| if n == mask { nowhere } else { 0 };
        let counted = |n| tables.iter().map(|table| table[n]).sum::<u32>();
        (0..self.origins.len()).map(|n| counted(n) - uncounted(n)).collect()
    }
}

/// How many ASes are passed by at once.
const BLOCK: usize = 16;
/// How many ASes pull in one round of a loop.
const AT_ONCE: usize = 4;
/// How many tables catchments are counted in.
const TABLES: usize = 4;

/// The best of what these providers tell.
fn best_of(told: &[Word], providers: &[u32]) -> Word {
    providers.iter().fold(NOTHING, |best, &provider| best.min(told[index(provider)]))
}

/// Each AS takes the best of what its `N` providers tell.
///
/// Never inlined: in a function of its own, what the loop needs stays in registers, which the
/// compilers of WebAssembly do not see to in a long one.
#[inline(never)]
fn pull<const N: usize>(words: &mut [Word], providers: &[u32], told: &[Word]) {
    let (rows, _) = providers.as_chunks::<N>();
    let (words, last_words) = words.as_chunks_mut::<AT_ONCE>();
    let (rows, last_rows) = rows.as_chunks::<AT_ONCE>();
    for (words, rows) in words.iter_mut().zip(rows) {
        for (word, row) in words.iter_mut().zip(rows) {
            *word = best_of(told, row);
        }
    }
    for (word, row) in last_words.iter_mut().zip(last_rows) {
        *word = best_of(told, row);
    }
}

/// [`pull`] for so many providers.
#[inline(never)]
fn pull_any(words: &mut [Word], providers: &[u32], told: &[Word], n: usize) {
    for (word, row) in words.iter_mut().zip(providers.chunks_exact(n)) {
        *word = best_of(told, row);
    }
}
