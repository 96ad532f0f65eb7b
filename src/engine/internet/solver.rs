//! One prefix over the whole graph: customer routes up, peer routes across, provider routes down.

use super::graph::{AsGraph, Run};
use super::rows::{Rows, index, number};
use super::sweep::{NEAR, sweep};
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
    /// The ASes that will be heralds and have customers, a bit each: none between two solutions.
    waiting: Vec<u64>,
}

impl<'a> Solver<'a> {
    /// A graph in which nobody announces anything.
    #[must_use]
    pub fn new(graph: &'a AsGraph) -> Self {
        let words = vec![NOTHING; graph.len()];
        let told = vec![NOTHING; graph.with_customers.max(NEAR)];
        let waiting = vec![0; graph.with_customers.div_ceil(BLOCK)];
        let layout = Layout::new(graph.len(), 0);
        Self { graph, layout, words, told, origins: Vec::new(), heralds: Vec::new(), waiting }
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
    ///
    /// Never inlined, as what seldom runs in it would take registers from its caller.
    #[inline(never)]
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
            let place = || format!("origins[{n}]");
            match self.graph.find(asn) {
                None => problems.push(Problem::new(&place(), format!("there is no AS {asn}"))),
                Some(id) if places.contains(&id) => {
                    problems.push(Problem::new(&place(), format!("AS {asn} is named twice")));
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
        for n in 0..self.origins.len() {
            let place = usize::from(self.origins[n]);
            // Origins without customers have nobody to wait for.
            if place >= graph.with_customers {
                self.push_up(place);
            } else {
                self.waiting[place / BLOCK] |= 1 << (place % BLOCK);
            }
        }
        for block in (0..self.waiting.len()).rev() {
            while let Some(bit) = self.waiting[block].checked_ilog2() {
                self.waiting[block] ^= 1 << bit;
                self.push_up(block * BLOCK + index(bit));
            }
        }
        self.push_across(&graph.peers_above);
    }

    /// Never inlined, and neither is [`Self::push_across`]: the compilers of WebAssembly keep what
    /// a loop needs in registers only where a function does little else.
    #[inline(never)]
    fn push_up(&mut self, place: usize) {
        self.heralds.push(place);
        let told = self.layout.from_customer(self.words[place], self.graph.rank_at[place]);
        for &provider in self.graph.providers.row(place) {
            let provider = index(provider);
            let word = &mut self.words[provider];
            *word = told.min(*word);
            self.waiting[provider / BLOCK] |= 1 << (provider % BLOCK);
        }
    }

    /// A peer's route never replaces a customer's, so no herald's own changes meanwhile.
    #[inline(never)]
    fn push_across(&mut self, peers: &Rows) {
        for &place in &self.heralds {
            let told = self.layout.from_peer(self.words[place], self.graph.rank_at[place]);
            for &peer in peers.row(place) {
                let word = &mut self.words[index(peer)];
                *word = told.min(*word);
            }
        }
    }

    /// Everybody else takes the best that its providers have.
    fn providers_down(&mut self) {
        let (graph, layout, words) = (self.graph, self.layout, &mut self.words[..]);
        if let Some(providers) = &graph.near_providers {
            let told = self.told.first_chunk_mut().expect("it has room for all near places");
            sweep(graph, providers, layout, words, told);
        } else {
            let providers = graph.providers.items(0, graph.len());
            sweep(graph, providers, layout, words, &mut self.told[..]);
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
        let alone = |runs: &[Run]| -> u32 {
            let alone = runs.iter().filter(|run| run.providers == 0);
            alone.map(|run| count(&self.words[run.first..run.end])).sum()
        };
        // Whoever has a provider with a route has one: if all the uppermost have, so have all below
        // them, and only those that are below nobody are in doubt.
        match alone(&self.graph.runs_above) {
            0 => alone(&self.graph.runs_below),
            _ => count(&self.words),
        }
    }

    /// How many ASes have a route to each origin, where so many have none.
    fn count_origins(&self, nowhere: u32) -> Vec<u32> {
        // The origin is the last bits.
        let mask = index(self.layout.origin(NOTHING));
        let count = if mask < FEW_ORIGINS { count_pairs } else { count_each };
        let counts = count(&self.words, mask);
        // Those without a route were counted with the origin, if there is one, that reads alike.
        let uncounted = |n| if n == mask { nowhere } else { 0 };
        (0..self.origins.len()).map(|n| counts[n] - uncounted(n)).collect()
    }
}

/// How many ASes wait in one number, a bit each.
const BLOCK: usize = 64;
/// How many tables catchments are counted in, in turn: neighbours often are of one catchment, and
/// to count in the same place again the processor waits for the count before.
const TABLES: usize = 4;
/// So few origins that tables of all their pairs stay in the processor's first cache.
const FEW_ORIGINS: usize = 32;

/// How many words have each value in the bits of `mask`, if that are few: two words at once.
#[inline(never)]
fn count_pairs(words: &[Word], mask: usize) -> [u32; MAX_ORIGINS] {
    // Never out of bounds: the remainder shows the compiler.
    let mask = mask % FEW_ORIGINS;
    let origin = |word: Word| index(word) & mask;
    let mut tables = [[0_u32; FEW_ORIGINS * FEW_ORIGINS]; TABLES];
    let (pairs, last) = words.as_chunks::<2>();
    let (mut rounds, last_pairs) = pairs.as_chunks::<TABLES>();
    // Written so, and not with `for`, WebAssembly gets shorter loops: see `sweep`.
    while let Some((round, rest)) = rounds.split_first() {
        for (table, &[one, other]) in tables.iter_mut().zip(round) {
            table[origin(one) * FEW_ORIGINS + origin(other)] += 1;
        }
        rounds = rest;
    }
    let mut counts = [0; MAX_ORIGINS];
    for &word in last_pairs.as_flattened().iter().chain(last) {
        counts[origin(word)] += 1;
    }
    for rows in tables.iter().map(|table| table.as_chunks::<FEW_ORIGINS>().0) {
        for (one, row) in rows.iter().enumerate() {
            counts[one] += row.iter().sum::<u32>();
            for (count, &pairs) in counts.iter_mut().zip(row) {
                *count += pairs;
            }
        }
    }
    counts
}

/// How many words have each value in the bits of `mask`.
fn count_each(words: &[Word], mask: usize) -> [u32; MAX_ORIGINS] {
    let mut tables = [[0_u32; MAX_ORIGINS]; TABLES];
    // Never out of bounds: the remainder shows the compiler.
    let mask = mask % MAX_ORIGINS;
    let origin = |word: Word| index(word) & mask;
    let (rounds, rest) = words.as_chunks::<TABLES>();
    for round in rounds {
        for (table, &word) in tables.iter_mut().zip(round) {
            table[origin(word)] += 1;
        }
    }
    for &word in rest {
        tables[0][origin(word)] += 1;
    }
    std::array::from_fn(|n| tables.iter().map(|table| table[n]).sum())
}
