//! The whole-AS solver on graphs small enough to be checked by hand, and on one that is not.

use anycast_lab::engine::internet::as_rel::{self, AsLink, Line, LineError, Relation};
use anycast_lab::engine::internet::graph::AsGraph;
use anycast_lab::engine::internet::solver::{MAX_ORIGINS, Solver};
use anycast_lab::engine::net::network::{Asn, NeighborIs};
use serde_json::Value;

use crate::internet_worlds::{assert_agrees, read_graph};
use crate::vectors::{list, text, vectors};

/// Links as `a>b` (a sells transit to b) and `a-b` (peers).
fn links(words: &str) -> Vec<AsLink> {
    let link = |word: &str| {
        let (a, b, relation) = match (word.split_once('>'), word.split_once('-')) {
            (Some((a, b)), _) => (a, b, Relation::Transit),
            (_, Some((a, b))) => (a, b, Relation::Peers),
            _ => panic!("{word}"),
        };
        AsLink::new(Asn(a.parse().unwrap()), Asn(b.parse().unwrap()), relation)
    };
    words.split_whitespace().map(link).collect()
}

fn problems(words: &str) -> Vec<String> {
    let problems = AsGraph::new(&links(words)).unwrap_err();
    problems.into_iter().map(|problem| problem.to_string()).collect()
}

/// Every AS with its path, where `origins` announce: `3: 1 2`.
fn paths(words: &str, origins: &[u32]) -> Vec<String> {
    let links = links(words);
    let graph = AsGraph::new(&links).unwrap();
    let mut solver = Solver::new(&graph);
    let origins: Vec<Asn> = origins.iter().copied().map(Asn).collect();
    solver.settle(&origins).unwrap();
    let line = |(asn, id)| {
        let path = solver.path(id)?;
        assert_eq!(path.len(), usize::try_from(solver.chosen(id).unwrap().length).unwrap());
        let names: Vec<String> = path.iter().map(Asn::to_string).collect();
        Some(format!("{asn}: {}", names.join(" ")))
    };
    graph.ases().filter_map(line).collect()
}

#[test]
fn every_line_of_the_vectors_is_read_as_they_say() {
    let asns = |value: &Value| -> Vec<Asn> {
        list(value).iter().map(|n| Asn(u32::try_from(n.as_u64().unwrap()).unwrap())).collect()
    };
    let number = |value: &Value| Asn(u32::try_from(value.as_u64().unwrap()).unwrap());
    let mut rows = 0;
    for set in list(&vectors("asrel")["sets"]) {
        for row in set["lines"].as_array().into_iter().flatten() {
            let read = as_rel::read_line(text(&row["line"]));
            match text(&row["result"]) {
                "edge" => {
                    let relation = match text(&row["rel"]) {
                        "p2c" => Relation::Transit,
                        "p2p" => Relation::Peers,
                        other => panic!("{other}"),
                    };
                    let source = row["source"].as_str().map(str::to_owned);
                    let link = AsLink::new(number(&row["a"]), number(&row["b"]), relation);
                    assert_eq!(read, Ok(Line::Link(AsLink { source, ..link })), "{row}");
                }
                "clique" => assert_eq!(read, Ok(Line::Clique(asns(&row["asns"]))), "{row}"),
                "ixps" => assert_eq!(read, Ok(Line::Ixps(asns(&row["asns"]))), "{row}"),
                "skip" => assert_eq!(read, Ok(Line::Skip), "{row}"),
                "error" => {
                    let error = read.unwrap_err();
                    let is_expected = match text(&row["why"]) {
                        "2 fields" => error == LineError::Fields(2),
                        "relationship" | "unknown relationship" => {
                            matches!(error, LineError::Relation(_))
                        }
                        "ASN" | "ASN above 2^32-1" => matches!(error, LineError::Asn(_)),
                        "self loop" => matches!(error, LineError::SelfLink(_)),
                        other => panic!("{other}"),
                    };
                    assert!(is_expected, "{row}: {error}");
                }
                other => panic!("{other}"),
            }
            rows += 1;
        }
    }
    println!("{rows} lines of AS relationships agree");
    assert_eq!(rows, 17);
}

#[test]
fn every_file_of_the_vectors_means_what_they_say() {
    let graph = |text: &str| AsGraph::new(&as_rel::read(text).unwrap().links);
    let mut rows = 0;
    for set in list(&vectors("asrel")["sets"]) {
        for row in set["files"].as_array().into_iter().flatten() {
            let graph = graph(text(&row["text"]));
            if let Some(edges) = row["edges"].as_u64() {
                assert_eq!(u64::try_from(graph.unwrap().links()).unwrap(), edges, "{row}");
            } else if let Some(components) = row["components"].as_u64() {
                assert_eq!(u64::try_from(graph.unwrap().components()).unwrap(), components);
            } else {
                let problems = graph.unwrap_err();
                let expected = match text(&row["result"]) {
                    conflict if conflict.starts_with("conflict") => {
                        "line 2: AS 2 and AS 1 are peers, but line 1 says that AS 1 is a \
                         provider of AS 2"
                    }
                    cycle if cycle.starts_with("provider cycle 1>2>3>1") => {
                        "links: a circle of providers, each selling transit to the next: \
                         AS 1 > AS 2 > AS 3 > AS 1"
                    }
                    other => panic!("{other}"),
                };
                assert_eq!(problems.len(), 1, "{row}");
                assert_eq!(problems[0].to_string(), expected);
            }
            rows += 1;
        }
    }
    println!("{rows} files of AS relationships agree");
    assert_eq!(rows, 4);
}

#[test]
fn every_combination_of_relations_in_a_diamond_is_solved_or_refused_as_a_circle() {
    let vectors = vectors("diamond");
    let (mut solved, mut refused) = (0, 0);
    for row in list(&vectors["vectors"]) {
        let link = |(edge, relation): (&String, &Value)| {
            let (x, y) = edge.split_once('-').unwrap();
            match text(relation) {
                "p2c" => format!("{x}>{y} "),
                "c2p" => format!("{y}>{x} "),
                _ => format!("{x}-{y} "),
            }
        };
        let words: String = row["rels"].as_object().unwrap().iter().map(link).collect();
        let graph = match AsGraph::new(&links(&words)) {
            Ok(graph) => graph,
            Err(problems) => {
                assert!(problems[0].message.starts_with("a circle of providers"), "{words}");
                refused += 1;
                continue;
            }
        };
        let mut solver = Solver::new(&graph);
        solver.settle(&[Asn(1)]).unwrap();
        let chosen = solver.chosen(graph.find(Asn(5)).unwrap());
        let through = chosen.map(|chosen| u64::from(graph.asn(chosen.next_hop.unwrap()).0));
        assert_eq!(through, row["as5_choice_lowest_router_id"].as_u64(), "{row}");
        solved += 1;
    }
    println!("{solved} diamonds agree, {refused} are circles");
    // A circle has one of the three ways all down and another all up: of 9^3 combinations all
    // but those without the one, 8^3, or the other, 8^3; without both are 7^3.
    assert_eq!((solved, refused), (681, 9 * 9 * 9 - 2 * 8 * 8 * 8 + 7 * 7 * 7));
}

#[test]
fn a_bad_file_is_refused_with_every_bad_line() {
    let problems =
        as_rel::read("1|2|-1\n1|2\n\n0|3|0\n+4|5|0\n4|4|-1\n# input clique: x").unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["line 2", "line 4", "line 5", "line 6", "line 7"]);
    assert!(problems[1].message.contains("from 1 to 4294967295"), "{}", problems[1]);
}

#[test]
fn a_file_of_the_other_systems_line_ends_reads_the_same() {
    let read = as_rel::read("# input clique: 1\r\n1|2|-1|bgp\r\n").unwrap();
    assert_eq!(read.clique, [Asn(1)]);
    assert_eq!(read.links[0].source.as_deref(), Some("bgp"));
}

#[test]
fn all_that_is_wrong_with_a_graph_is_said_at_once() {
    let problems = problems("7-7 1>2 2>1 3-4 4>3 10>11 11>12 12>10 20>21 21>22 22>23 23>21 22>24");
    assert_eq!(
        problems,
        [
            "links[0]: AS 7 cannot be linked to itself",
            "links[2]: AS 2 is a provider of AS 1, but links[1] says that AS 1 is a provider of \
             AS 2",
            "links[4]: AS 4 is a provider of AS 3, but links[3] says that AS 3 and AS 4 are peers",
            "links: a circle of providers, each selling transit to the next: AS 10 > AS 11 > \
             AS 12 > AS 10",
            "links: a circle of providers, each selling transit to the next: AS 21 > AS 22 > \
             AS 23 > AS 21",
        ]
    );
}

#[test]
fn a_circle_of_thousands_is_named_without_listing_them() {
    let n = 50_000;
    let circle: Vec<AsLink> =
        (1..=n).map(|one| AsLink::new(Asn(one), Asn(one % n + 1), Relation::Transit)).collect();
    let problems = AsGraph::new(&circle).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.ends_with("AS 20 > … (50000 ASes in all)"), "{}", problems[0]);
}

#[test]
fn two_ases_cannot_share_an_identifier() {
    let one = |_: Asn| anycast_lab::engine::net::network::BgpId([10, 0, 0, 1].into());
    let problems = AsGraph::with_ids(&links("1>2"), one).unwrap_err();
    assert_eq!(problems[0].to_string(), "ids: AS 1 and AS 2 have one BGP Identifier, 10.0.0.1");
}

#[test]
fn a_customer_is_preferred_to_a_shorter_way_by_a_peer_and_that_to_one_by_a_provider() {
    // AS 9 announces; AS 1 hears it from its customer 2 three ASes long, from its peer 9 directly.
    let by_customer = paths("1>2 2>3 3>9 1-9", &[9]);
    assert_eq!(by_customer, ["1: 2 3 9", "2: 3 9", "3: 9", "9: "]);
    // AS 4 hears it from its peer 3 two long, from its provider 9 directly.
    let by_peer = paths("9>4 3-4 3>9", &[9]);
    assert_eq!(by_peer, ["3: 9", "4: 3 9", "9: "]);
}

#[test]
fn nobody_carries_a_peers_or_providers_route_to_another() {
    // 1 - 2 - 3 in a row of peers; 5 is a customer of both 3 and 4.
    assert_eq!(paths("1-2 2-3 3>5 4>5", &[1]), ["1: ", "2: 1"]);
    assert_eq!(paths("1-2 2-3 3>5 4>5", &[3]), ["2: 3", "3: ", "5: 3"]);
}

#[test]
fn the_lower_identifier_breaks_a_tie_and_may_be_another_than_the_number() {
    let words = "1>5 2>5 1>9 2>9";
    assert_eq!(paths(words, &[9]), ["1: 9", "2: 9", "5: 1 9", "9: "]);
    let turned = |asn: Asn| anycast_lab::engine::net::network::BgpId((100 - asn.0).into());
    let graph = AsGraph::with_ids(&links(words), turned).unwrap();
    let mut solver = Solver::new(&graph);
    solver.settle(&[Asn(9)]).unwrap();
    assert_eq!(solver.path(graph.find(Asn(5)).unwrap()).unwrap(), [Asn(2), Asn(9)]);
}

#[test]
fn each_as_is_in_the_catchment_of_the_origin_that_its_route_leads_to() {
    let links = links("1>2 1>3 2>4 3>5 1>6 7>8");
    let graph = AsGraph::new(&links).unwrap();
    let mut solver = Solver::new(&graph);
    solver.settle(&[Asn(5), Asn(4)]).unwrap();
    let of = |asn| solver.catchment(graph.find(Asn(asn)).unwrap());
    assert_eq!([1, 2, 3, 4, 5, 6].map(of), [1, 1, 0, 1, 0, 1].map(Some));
    assert_eq!([7, 8].map(of), [None; 2]);
    assert_eq!(solver.catchment_sizes(), [2, 4, 2]);
    let chosen = solver.chosen(graph.find(Asn(6)).unwrap()).unwrap();
    assert_eq!((chosen.from, chosen.length), (Some(NeighborIs::Provider), 3));
    assert_eq!(chosen.next_hop, graph.find(Asn(1)));
    // The next question forgets the last one: one may announce, or nobody.
    solver.settle(&[Asn(5)]).unwrap();
    assert_eq!(solver.catchment_sizes(), [6, 2]);
    solver.settle(&[]).unwrap();
    assert_eq!(solver.catchment_sizes(), [8]);
}

#[test]
fn origins_that_cannot_be_are_refused_with_all_reasons_and_announce_nothing() {
    let links = links("1>2 2-3");
    let graph = AsGraph::new(&links).unwrap();
    let mut solver = Solver::new(&graph);
    solver.settle(&[Asn(1)]).unwrap();
    let problems = solver.settle(&[Asn(2), Asn(7), Asn(2), Asn(0)]).unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "origins[1]: there is no AS 7",
            "origins[2]: AS 2 is named twice",
            "origins[3]: there is no AS 0"
        ]
    );
    assert_eq!(solver.catchment_sizes(), [3]);
    let many = vec![Asn(1); MAX_ORIGINS + 1];
    let problems = solver.settle(&many).unwrap_err();
    assert_eq!(problems[0].to_string(), "origins: 257 ASes announce; at most 256");
}

#[test]
fn a_path_longer_than_a_word_can_count_is_refused() {
    // 40,000 providers one above the other: 16 bits of rank, 14 of length.
    let chain: Vec<AsLink> =
        (1..40_000).map(|n| AsLink::new(Asn(n), Asn(n + 1), Relation::Transit)).collect();
    let graph = AsGraph::new(&chain).unwrap();
    let problems = Solver::new(&graph).settle(&[Asn(1)]).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "graph: an AS_PATH of this graph may have 79999 ASes; with 40000 ASes and 1 origins at \
         most 16383"
    );
}

#[test]
fn a_path_as_long_as_a_word_can_count_is_found() {
    let chain: Vec<AsLink> =
        (1..300).map(|n| AsLink::new(Asn(n), Asn(n + 1), Relation::Transit)).collect();
    let graph = AsGraph::new(&chain).unwrap();
    let mut solver = Solver::new(&graph);
    solver.settle(&[Asn(300)]).unwrap();
    let path = solver.path(graph.find(Asn(1)).unwrap()).unwrap();
    assert_eq!(path, (2..=300).map(Asn).collect::<Vec<_>>());
    solver.settle(&[Asn(1)]).unwrap();
    assert_eq!(solver.chosen(graph.find(Asn(300)).unwrap()).unwrap().length, 299);
}

/// AS 1 above so many others, each of which is above one more.
fn two_floors(width: u32) -> AsGraph {
    let floors = (2..2 + width).map(|n| [(1, n), (n, n + width)]);
    let link = |(a, b)| AsLink::new(Asn(a), Asn(b), Relation::Transit);
    AsGraph::new(&floors.flatten().map(link).collect::<Vec<_>>()).unwrap()
}

#[test]
fn graphs_with_more_providers_than_16_bits_can_name_are_solved_alike() {
    // 65,536 ASes with customers are the most that are walked with short places.
    for width in [65_534, 65_535, 65_536, 70_000] {
        let graph = two_floors(width);
        let mut solver = Solver::new(&graph);
        solver.settle(&[Asn(1 + 2 * width)]).unwrap();
        assert_eq!(solver.catchment_sizes(), [1 + 2 * width, 0]);
        for other in [2, 3, 1_000, width] {
            let path = solver.path(graph.find(Asn(other + width)).unwrap()).unwrap();
            assert_eq!(path, [other, 1, 1 + width, 1 + 2 * width].map(Asn), "{width} {other}");
        }
    }
}

#[test]
fn catchments_of_few_and_of_many_origins_are_counted_alike() {
    let links = read_graph("gr1000.as-rel2.txt");
    // The last is alone with its provider: without a route, unless it announces.
    for beside in [&[][..], &[AsLink::new(Asn(900_001), Asn(900_002), Relation::Transit)]] {
        let graph = AsGraph::new(&[&links, beside].concat()).unwrap();
        let all: Vec<Asn> = graph.ases().map(|(asn, _)| asn).collect();
        let mut solver = Solver::new(&graph);
        for count in [1, 2, 3, 15, 16, 17, 31, 32, 33, 64, MAX_ORIGINS] {
            solver.settle(&all[100..100 + count]).unwrap();
            let mut sizes = vec![0; count + 1];
            for (_, id) in graph.ases() {
                sizes[solver.catchment(id).unwrap_or(count)] += 1;
            }
            assert_eq!(solver.catchment_sizes(), sizes, "{count} origins");
        }
    }
}

#[test]
fn event_engine_and_solver_agree_on_a_thousand_ases() {
    let links = read_graph("gr1000.as-rel2.txt");
    let graph = AsGraph::new(&links).unwrap();
    assert_eq!((graph.len(), graph.links()), (1000, 2658));
    let everybody = graph.ases().map(|(asn, _)| asn);
    let one = [Asn(1500)];
    let twenty: Vec<Asn> = everybody.step_by(50).collect();
    for origins in [&one[..], &twenty] {
        let compared = assert_agrees(&links, origins, |_| 1);
        println!("{compared} ASes agree, {} origins", origins.len());
        assert_eq!(compared, 1000);
    }
}
