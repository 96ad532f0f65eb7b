//! Property: an Internet of plain economics converges in the event engine, to exactly the
//! solver's state.

use anycast_lab::engine::internet::as_rel::{AsLink, Relation};
use anycast_lab::engine::net::network::Asn;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use crate::internet_worlds::assert_agrees;

/// A world to be settled: links, origins, delays by link in milliseconds.
#[derive(Clone, Debug)]
struct Case {
    links: Vec<AsLink>,
    origins: Vec<Asn>,
    delays_ms: Vec<u64>,
}

/// Any graph without circles: of two ASes the earlier is the provider, or they are peers.
/// Numbers, which break ties, know nothing of that order.
fn anything(size: impl Strategy<Value = usize>) -> impl Strategy<Value = Case> {
    let shape = size.prop_flat_map(|n| {
        let edge = (any::<Index>(), any::<Index>(), 0..5_u8);
        let numbers = Just((1..=u32::try_from(n).unwrap()).collect::<Vec<_>>()).prop_shuffle();
        (vec(edge, n..=3 * n), numbers)
    });
    shape.prop_flat_map(|(edges, numbers)| {
        let link = |(one, other, kind): (Index, Index, u8)| {
            let (one, other) = (one.index(numbers.len()), other.index(numbers.len()));
            let relation = if kind < 3 { Relation::Transit } else { Relation::Peers };
            let [a, b] = [one.min(other), one.max(other)].map(|n| Asn(numbers[n]));
            (a != b).then(|| AsLink::new(a, b, relation))
        };
        cases(edges.into_iter().filter_map(link).collect())
    })
}

/// A graph of the real one's shape, in the small: a clique at the top, transit ASes with
/// providers among the earlier ones, the bigger the likelier, five of six ASes without
/// customers, and peerings that concentrate on few.
fn internet(size: impl Strategy<Value = usize>) -> impl Strategy<Value = Case> {
    let shape = size.prop_flat_map(|n| {
        let edges = vec((any::<Index>(), any::<Index>(), 0..100_u8), 5 * n..=7 * n);
        let numbers = Just((1..=u32::try_from(n).unwrap()).collect::<Vec<_>>()).prop_shuffle();
        (edges, numbers)
    });
    shape.prop_flat_map(|(choices, numbers)| cases(of_real_shape(&choices, &numbers)))
}

fn of_real_shape(choices: &[(Index, Index, u8)], numbers: &[u32]) -> Vec<AsLink> {
    let n = numbers.len();
    let top = (n / 50).max(4).min(n);
    let transit = (n * 158 / 1000).max(top + 1).min(n);
    let mut choices = choices.iter();
    let mut links = Vec::new();
    let mut add = |a: usize, b: usize, relation| {
        if a != b {
            links.push(AsLink::new(Asn(numbers[a]), Asn(numbers[b]), relation));
        }
    };
    for a in 0..top {
        for b in a + 1..top {
            add(a, b, Relation::Peers);
        }
    }
    // One entry an AS and one a customer: a draw from it prefers the big.
    let mut urn: Vec<usize> = (0..top).flat_map(|one| [one; 4]).collect();
    for customer in top..n {
        let providers = 1 + choices.clone().next().map_or(0, |choice| usize::from(choice.2) % 4);
        for (which, any, percent) in choices.by_ref().take(providers) {
            let earlier = customer.min(transit);
            let big = *which.get(&urn);
            let provider = if *percent < 80 { big } else { any.index(earlier) };
            if provider < customer {
                add(provider, customer, Relation::Transit);
                urn.push(provider);
            }
        }
        if customer < transit {
            urn.push(customer);
        }
    }
    for (one, other, _) in choices {
        // The square root of a uniform choice, upside down: the first members peer most.
        let member = |index: &Index| {
            let drawn = index.index(n * n);
            n - 1 - drawn.isqrt()
        };
        add(member(one), member(other), Relation::Peers);
    }
    links
}

/// Adds origins and delays to links, of each pair the first.
fn cases(links: Vec<AsLink>) -> impl Strategy<Value = Case> {
    let pair = |link: &AsLink| (link.a.min(link.b), link.a.max(link.b));
    let mut seen = std::collections::BTreeSet::new();
    let mut links: Vec<AsLink> = links.into_iter().filter(|link| seen.insert(pair(link))).collect();
    if links.is_empty() {
        links.push(AsLink::new(Asn(1), Asn(2), Relation::Transit));
    }
    let mut asns: Vec<Asn> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    asns.sort_unstable();
    asns.dedup();
    let most = asns.len().min(20);
    let origins = prop_oneof![subsequence(asns.clone(), 1), subsequence(asns, 1..=most),];
    let delays = vec(1..30_u64, links.len());
    (Just(links), origins.prop_shuffle(), delays).prop_map(|(links, origins, delays_ms)| Case {
        links,
        origins,
        delays_ms,
    })
}

fn agrees(case: &Case) {
    assert_agrees(&case.links, &case.origins, |n| case.delays_ms[n]);
}

/// Mostly small, where a failure is easy to read; some of hundreds.
fn sizes(least: usize) -> impl Strategy<Value = usize> {
    prop_oneof![40 => least..16, 8 => 16..60_usize, 1 => 60..=300_usize]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 500, ..Default::default() })]

    #[test]
    fn any_internet_without_circles_converges_to_the_solvers_state(case in anything(sizes(2))) {
        agrees(&case);
    }

    #[test]
    fn an_internet_of_the_real_shape_converges_to_the_solvers_state(case in internet(sizes(5))) {
        agrees(&case);
    }
}
