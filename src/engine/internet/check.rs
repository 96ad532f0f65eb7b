//! Everything that can be wrong with a graph's links, found in one pass.

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::as_rel::{AsLink, MAX_LINKS, Relation};
use super::rows::{Rows, index, number};
use crate::engine::net::network::Asn;
use crate::engine::net::validate::{MAX_PROBLEMS, Problem};

/// The most ASes of one graph: some twelve times the real Internet.
pub const MAX_ASES: usize = 1_000_000;
/// The most ASes of a circle of providers that are named.
const MAX_NAMED: usize = 20;

/// Links without repetitions, between ASes named by their places in the sorted list of numbers.
#[derive(Debug)]
pub struct Checked {
    /// Every AS number, sorted.
    pub asns: Vec<Asn>,
    /// (provider, customer).
    pub transit: Vec<(u32, u32)>,
    /// Two peers, the lower first.
    pub peers: Vec<(u32, u32)>,
    /// Of each AS, how many providers stand above it in the longest chain.
    pub levels: Vec<u32>,
}

/// Checks a graph's links.
///
/// # Errors
/// All problems: links of an AS to itself, pairs with two relations, circles of providers.
pub fn check(links: &[AsLink]) -> Result<Checked, Vec<Problem>> {
    if links.len() > MAX_LINKS {
        let message = format!("{} links; at most {MAX_LINKS}", links.len());
        return Err(vec![Problem::new("links", message)]);
    }
    let mut asns: Vec<Asn> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    asns.sort_unstable();
    asns.dedup();
    if asns.len() > MAX_ASES {
        let message = format!("{} ASes; at most {MAX_ASES}", asns.len());
        return Err(vec![Problem::new("links", message)]);
    }
    let mut problems = Vec::new();
    let pairs = pairs(links, &asns, &mut problems);
    let transit: Vec<_> =
        pairs.iter().filter(|pair| pair.relation == Relation::Transit).map(Pair::ends).collect();
    let peers: Vec<_> =
        pairs.iter().filter(|pair| pair.relation == Relation::Peers).map(Pair::ends).collect();
    let levels = levels(&asns, &transit, &mut problems);
    problems.truncate(MAX_PROBLEMS);
    if problems.is_empty() { Ok(Checked { asns, transit, peers, levels }) } else { Err(problems) }
}

/// A link by the places of its ends; of peers the lower is first.
#[derive(Clone, Copy)]
struct Pair {
    a: u32,
    b: u32,
    relation: Relation,
    /// The place in the list of links.
    link: usize,
}

impl Pair {
    fn ends(&self) -> (u32, u32) {
        (self.a, self.b)
    }

    fn key(&self) -> (u32, u32) {
        (self.a.min(self.b), self.a.max(self.b))
    }
}

fn place(link: &AsLink, n: usize) -> String {
    if link.line == 0 { format!("links[{n}]") } else { format!("line {}", link.line) }
}

/// Each pair of neighbours once; of a pair with two relations the first stays.
fn pairs(links: &[AsLink], asns: &[Asn], problems: &mut Vec<Problem>) -> Vec<Pair> {
    let place_of = |asn: Asn| number(asns.partition_point(|&other| other < asn));
    let mut pairs = Vec::with_capacity(links.len());
    for (n, link) in links.iter().enumerate() {
        if link.a == link.b {
            let message = format!("AS {} cannot be linked to itself", link.a);
            problems.push(Problem::new(&place(link, n), message));
            continue;
        }
        let (a, b) = (place_of(link.a), place_of(link.b));
        let (a, b) = if link.relation == Relation::Peers { (a.min(b), a.max(b)) } else { (a, b) };
        pairs.push(Pair { a, b, relation: link.relation, link: n });
    }
    pairs.sort_unstable_by_key(|pair| (pair.key(), pair.link));
    let mut first: Option<Pair> = None;
    pairs.retain(|pair| {
        let Some(before) = first.filter(|before| before.key() == pair.key()) else {
            first = Some(*pair);
            return true;
        };
        if (before.ends(), before.relation) != (pair.ends(), pair.relation) {
            let (here, there) = (&links[pair.link], &links[before.link]);
            let message = format!(
                "{}, but {} says that {}",
                in_words(here),
                place(there, before.link),
                in_words(there)
            );
            problems.push(Problem::new(&place(here, pair.link), message));
        }
        false
    });
    pairs
}

fn in_words(link: &AsLink) -> String {
    match link.relation {
        Relation::Transit => format!("AS {} is a provider of AS {}", link.a, link.b),
        Relation::Peers => format!("AS {} and AS {} are peers", link.a, link.b),
    }
}

/// Walks down from the ASes without providers, a level at a time.
fn levels(asns: &[Asn], transit: &[(u32, u32)], problems: &mut Vec<Problem>) -> Vec<u32> {
    let customers = Rows::new(asns.len(), transit.iter().copied());
    let mut providers_left = vec![0_u32; asns.len()];
    for &(_, customer) in transit {
        providers_left[index(customer)] += 1;
    }
    let mut levels = vec![0; asns.len()];
    let mut ready: VecDeque<usize> = (0..asns.len()).filter(|&n| providers_left[n] == 0).collect();
    let mut done = 0;
    while let Some(provider) = ready.pop_front() {
        done += 1;
        for customer in customers.row(provider).iter().copied().map(index) {
            levels[customer] = levels[provider] + 1;
            providers_left[customer] -= 1;
            if providers_left[customer] == 0 {
                ready.push_back(customer);
            }
        }
    }
    if done < asns.len() {
        circles(asns, transit, &providers_left, problems);
    }
    levels
}

/// Names one circle of every knot of ASes that are, by others, their own providers.
fn circles(asns: &[Asn], transit: &[(u32, u32)], left: &[u32], problems: &mut Vec<Problem>) {
    let is_left = |n: u32| left[index(n)] > 0;
    let knotted = transit.iter().filter(|&&(a, b)| is_left(a) && is_left(b)).copied();
    let graph = DiGraph::<(), (), u32>::from_edges(knotted);
    let mut knots: Vec<Vec<NodeIndex>> = kosaraju_scc(&graph);
    knots.retain(|knot| knot.len() > 1);
    for knot in &mut knots {
        knot.sort_unstable();
    }
    knots.sort_unstable();
    for knot in knots {
        let circle = shortest_circle(&graph, knot[0], &knot);
        let named = circle
            .iter()
            .take(MAX_NAMED)
            .chain(circle.first().filter(|_| circle.len() <= MAX_NAMED));
        let names: Vec<String> = named.map(|n| format!("AS {}", asns[n.index()])).collect();
        let rest = if circle.len() > MAX_NAMED {
            format!(" > … ({} ASes in all)", circle.len())
        } else {
            String::new()
        };
        let message = format!(
            "a circle of providers, each selling transit to the next: {}{rest}",
            names.join(" > ")
        );
        problems.push(Problem::new("links", message));
    }
}

/// The shortest way from a node of a knot back to itself, breadth first.
fn shortest_circle(
    graph: &DiGraph<(), (), u32>,
    from: NodeIndex,
    knot: &[NodeIndex],
) -> Vec<NodeIndex> {
    let place_in = |node: NodeIndex| knot.binary_search(&node).ok();
    let mut came_from: Vec<Option<NodeIndex>> = vec![None; knot.len()];
    let mut waiting = VecDeque::from([from]);
    while let Some(at) = waiting.pop_front() {
        for next in graph.neighbors(at) {
            let Some(place) = place_in(next) else { continue };
            if came_from[place].is_some() {
                continue;
            }
            came_from[place] = Some(at);
            if next == from {
                waiting.clear();
                break;
            }
            waiting.push_back(next);
        }
    }
    let before = |node: NodeIndex| place_in(node).and_then(|place| came_from[place]);
    let mut circle = vec![from];
    let mut at = before(from);
    while let Some(node) = at.filter(|&node| node != from) {
        circle.push(node);
        at = before(node);
    }
    // From the first AS on, in the direction of sale.
    circle[1..].reverse();
    circle
}
