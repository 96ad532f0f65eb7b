//! The graph of ASes as arrays: who is whose provider, who peers, in the order the solver walks.

use std::ops::Range;

use typed_index_collections::TiVec;

use super::as_rel::AsLink;
use super::check::{Checked, check};
use super::rows::{Rows, index, number};
use crate::engine::base::ids::AsId;
use crate::engine::net::network::{Asn, BgpId};
use crate::engine::net::validate::{MAX_PROBLEMS, Problem};

/// A checked graph of ASes. [`super`] says how its arrays lie and why.
///
/// An [`AsId`] of it is a place in its own order: providers before their customers, ASes without
/// customers last.
#[derive(Clone, Debug)]
pub struct AsGraph {
    /// Every AS number, sorted, and the place of each.
    asns: Vec<(Asn, AsId)>,
    /// The AS number at each place.
    asn_at: TiVec<AsId, Asn>,
    /// How many ASes have a lower BGP Identifier than the one at each place.
    pub(super) rank_at: Vec<u32>,
    /// The place of each rank.
    pub(super) place_of_rank: Vec<u32>,
    /// The places of each AS's providers, sorted.
    pub(super) providers: Rows,
    /// The same one after the other, if 16 bits suffice for each.
    pub(super) near_providers: Option<Vec<u16>>,
    /// The places of each AS's peers that have customers, sorted.
    pub(super) peers_above: Rows,
    /// The places of each AS's other peers, sorted: of all, the last.
    pub(super) peers_below: Rows,
    /// How many ASes have customers: they are the first.
    pub(super) with_customers: usize,
    /// They, by level and number of providers.
    pub(super) runs_above: Vec<Run>,
    /// The others, by their number of providers.
    pub(super) runs_below: Vec<Run>,
    /// The most providers one above the other.
    height: u32,
    links: usize,
}

/// ASes that have equally many providers, none of them among each other, and stand one after the
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The place of the first.
    pub first: usize,
    /// The place after the last.
    pub end: usize,
    /// How many providers each has.
    pub providers: usize,
}

impl AsGraph {
    /// The graph of these links; every AS has its number as BGP Identifier.
    ///
    /// # Errors
    /// All problems: links of an AS to itself, pairs with two relations, circles of providers,
    /// and more of anything than the limits allow.
    pub fn new(links: &[AsLink]) -> Result<Self, Vec<Problem>> {
        Self::with_ids(links, |asn| BgpId(asn.0.into()))
    }

    /// [`AsGraph::new`] with BGP Identifiers of one's own: they decide between routes that are
    /// otherwise equal [RFC 4271 § 9.1.2.2 f].
    ///
    /// # Errors
    /// As [`AsGraph::new`], and two ASes with one identifier.
    pub fn with_ids(links: &[AsLink], id: impl Fn(Asn) -> BgpId) -> Result<Self, Vec<Problem>> {
        let checked = check(links)?;
        let by_id = ranked(&checked.asns, id)?;
        Ok(Self::of(&checked, &by_id))
    }

    fn of(checked: &Checked, by_id: &[u32]) -> Self {
        let n = checked.asns.len();
        let (order, with_customers) = walking_order(checked);
        let mut place_of = vec![0; n];
        for (place, &old) in order.iter().enumerate() {
            place_of[index(old)] = number(place);
        }
        let placed = |&(a, b): &(u32, u32)| (place_of[index(a)], place_of[index(b)]);
        let transit = checked.transit.iter().map(placed).map(|(above, below)| (below, above));
        let peers = checked.peers.iter().map(placed).flat_map(|(a, b)| [(a, b), (b, a)]);
        let peers_where = |is_wanted: &dyn Fn(usize) -> bool| {
            let wanted = peers.clone().filter(|&(_, peer)| is_wanted(index(peer)));
            Rows::new(n, wanted).sorted()
        };
        let place_of_rank: Vec<u32> = by_id.iter().map(|&old| place_of[index(old)]).collect();
        let mut rank_at = vec![0; n];
        for (rank, &place) in place_of_rank.iter().enumerate() {
            rank_at[index(place)] = number(rank);
        }
        let as_id = |old: usize| AsId::from(index(place_of[old]));
        let providers = Rows::new(n, transit).sorted();
        Self {
            asns: checked.asns.iter().enumerate().map(|(n, &asn)| (asn, as_id(n))).collect(),
            asn_at: order.iter().map(|&old| checked.asns[index(old)]).collect(),
            rank_at,
            place_of_rank,
            runs_above: runs(0..with_customers, |place| {
                (checked.levels[index(order[place])], providers.length(place))
            }),
            runs_below: runs(with_customers..n, |place| (0, providers.length(place))),
            near_providers: near(providers.items(0, n)),
            providers,
            peers_above: peers_where(&|place| place < with_customers),
            peers_below: peers_where(&|place| place >= with_customers),
            with_customers,
            height: checked.levels.iter().copied().max().unwrap_or(0),
            links: checked.transit.len() + checked.peers.len(),
        }
    }

    /// How many ASes it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.asns.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.asns.is_empty()
    }

    /// How many pairs of neighbours it has.
    #[must_use]
    pub const fn links(&self) -> usize {
        self.links
    }

    /// The most ASes that an AS_PATH of it can have: up the longest chain of providers, across
    /// one peering, and down the longest chain.
    #[must_use]
    pub const fn longest_path(&self) -> u32 {
        2 * self.height + 1
    }

    /// The AS of this number, if it is there.
    #[must_use]
    pub fn find(&self, asn: Asn) -> Option<AsId> {
        let found = self.asns.binary_search_by_key(&asn, |&(asn, _)| asn);
        found.ok().map(|n| self.asns[n].1)
    }

    /// The number of an AS.
    #[must_use]
    pub fn asn(&self, id: AsId) -> Asn {
        self.asn_at[id]
    }

    /// Every AS, by number.
    pub fn ases(&self) -> impl Iterator<Item = (Asn, AsId)> {
        self.asns.iter().copied()
    }

    /// The providers of an AS.
    pub fn providers(&self, id: AsId) -> impl Iterator<Item = AsId> {
        self.providers.row(id.into()).iter().map(|&n| AsId::from(index(n)))
    }

    /// The peers of an AS.
    pub fn peers(&self, id: AsId) -> impl Iterator<Item = AsId> {
        let rows = [&self.peers_above, &self.peers_below].map(|peers| peers.row(id.into()));
        rows.into_iter().flatten().map(|&n| AsId::from(index(n)))
    }

    /// How many parts it falls into that no link joins.
    #[must_use]
    pub fn components(&self) -> usize {
        let mut joined = petgraph::unionfind::UnionFind::<usize>::new(self.len());
        let mut parts = self.len();
        for rows in [&self.providers, &self.peers_above, &self.peers_below] {
            for (n, row) in rows.iter().enumerate() {
                parts -= row.iter().filter(|&&other| joined.union(n, index(other))).count();
            }
        }
        parts
    }
}

/// The ASes, lowest BGP Identifier first.
fn ranked(asns: &[Asn], id: impl Fn(Asn) -> BgpId) -> Result<Vec<u32>, Vec<Problem>> {
    let mut ids: Vec<(BgpId, u32)> =
        asns.iter().enumerate().map(|(n, &asn)| (id(asn), number(n))).collect();
    ids.sort_unstable();
    let twins = ids.windows(2).filter(|two| two[0].0 == two[1].0);
    let problems: Vec<Problem> = twins
        .take(MAX_PROBLEMS)
        .map(|two| {
            let [one, other] = [two[0].1, two[1].1].map(|n| asns[index(n)]);
            let message =
                format!("AS {one} and AS {other} have one BGP Identifier, {}", two[0].0.0);
            Problem::new("ids", message)
        })
        .collect();
    if problems.is_empty() { Ok(ids.into_iter().map(|(_, n)| n).collect()) } else { Err(problems) }
}

/// These places in 16 bits, if that suffices for each.
fn near(places: &[u32]) -> Option<Vec<u16>> {
    places.iter().map(|&place| u16::try_from(place).ok()).collect()
}

/// Where the level or the number of providers changes, from the first of these places to the last.
fn runs(places: Range<usize>, kind: impl Fn(usize) -> (u32, usize)) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before = None;
    for place in places {
        let (level, providers) = kind(place);
        match runs.last_mut().filter(|_| before == Some((level, providers))) {
            Some(run) => run.end = place + 1,
            None => runs.push(Run { first: place, end: place + 1, providers }),
        }
        before = Some((level, providers));
    }
    runs
}

/// The order that the solver walks in, and how many of its first have customers.
///
/// Those with customers come level by level, so that every provider stands before its customers,
/// and of one level by how many providers they have, the biggest first: rows of one length in a
/// row, and what is read most often together. Those
/// without follow, by how many providers they have and which: rows of one length in a row.
fn walking_order(checked: &Checked) -> (Vec<u32>, usize) {
    let n = checked.asns.len();
    let mut customers = vec![0_u32; n];
    for &(provider, _) in &checked.transit {
        customers[index(provider)] += 1;
    }
    let (mut above, mut below): (Vec<u32>, Vec<u32>) =
        (0..number(n)).partition(|&n| customers[index(n)] > 0);
    let mut has = vec![0_u32; n];
    for &(_, customer) in &checked.transit {
        has[index(customer)] += 1;
    }
    above.sort_by_key(|&n| {
        let n = index(n);
        (checked.levels[n], has[n], u32::MAX - customers[n])
    });
    let mut place_of = vec![0; n];
    for (place, &old) in above.iter().enumerate() {
        place_of[index(old)] = number(place);
    }
    let upward = checked.transit.iter().map(|&(a, b)| (b, place_of[index(a)]));
    let providers = Rows::new(n, upward).sorted();
    let row = |n: u32| providers.row(index(n));
    below.sort_by(|&a, &b| row(a).len().cmp(&row(b).len()).then_with(|| row(a).cmp(row(b))));
    let with_customers = above.len();
    above.extend(below);
    (above, with_customers)
}
