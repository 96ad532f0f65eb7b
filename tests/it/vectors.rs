//! Published and recorded vectors: origin validation, longest match, relations of a diamond.

use std::net::IpAddr;

use anycast_lab::engine::base::ids::{LinkId, PrefixId, RouterId};
use anycast_lab::engine::bgp::origin_validation::{Mismatch, Roa, Validity, validate};
use anycast_lab::engine::dataplane::fib::{Fibs, NextHop, Prefixes};
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::net::scenario::LinkRelation;
use ipnet::IpNet;
use serde_json::Value;
use typed_index_collections::TiVec;

use crate::worlds::{empty, link, network, service, settled};

/// A file of vectors.
pub fn vectors(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A JSON array.
pub fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// A JSON string.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn origin_validation_agrees_with_every_row() {
    let mut rows = 0;
    for set in list(&vectors("rov")["sets"]) {
        let roas: Vec<Roa> = serde_json::from_value(set["vrps"].clone()).unwrap();
        for case in list(&set["cases"]) {
            let origin = case["origin"].as_u64().map(|asn| Asn(u32::try_from(asn).unwrap()));
            let validity = validate(&roas, &text(&case["prefix"]).parse().unwrap(), origin);
            let expected = match (text(&case["state"]), case["invalid_reason"].as_str()) {
                ("valid", _) => Validity::Valid,
                ("notfound", _) => Validity::NotFound,
                ("invalid", Some("length")) => Validity::Invalid(Mismatch::Length),
                ("invalid", _) => Validity::Invalid(Mismatch::Origin),
                (other, _) => panic!("{other}"),
            };
            assert_eq!(validity, expected, "{} {case}", set["id"]);
            rows += 1;
        }
    }
    println!("{rows} rows of origin validation agree");
    assert!(rows > 100, "{rows}");
}

#[test]
fn longest_match_agrees_with_every_row() {
    let mut rows = 0;
    for set in list(&vectors("lpm")["sets"]) {
        let nets: TiVec<PrefixId, IpNet> =
            list(&set["prefixes"]).iter().map(|prefix| text(prefix).parse().unwrap()).collect();
        let prefixes = Prefixes::new(&nets);
        let router = RouterId::from(0);
        let mut fibs = Fibs::new(nets.len(), [&[][..]]);
        for id in nets.keys() {
            fibs.set(router, id, Some(NextHop::Link(LinkId::from(usize::from(id)))));
        }
        for lookup in list(&set["lookups"]) {
            let address: IpAddr = text(&lookup["dst"]).parse().unwrap();
            let found = fibs.lookup(router, &prefixes, address).map(|(id, _)| nets[id].to_string());
            assert_eq!(found.as_deref(), lookup["match"].as_str(), "{} {lookup}", set["id"]);
            rows += 1;
        }
    }
    println!("{rows} rows of longest match agree");
    assert!(rows > 100, "{rows}");
}

#[test]
fn every_combination_of_relations_in_a_diamond_agrees() {
    let vectors = vectors("diamond");
    let rows = list(&vectors["vectors"]);
    assert_eq!(rows.len(), 729);
    for row in rows {
        let mut scenario = empty();
        for n in 1..=5_u32 {
            scenario.networks.push(network(&format!("as{n}"), 64511 + n, &[&format!("r{n}")]));
        }
        for (edge, relation) in row["rels"].as_object().unwrap() {
            let (x, y) = edge.split_once('-').unwrap();
            let (x, y) = (format!("r{x}"), format!("r{y}"));
            scenario.links.push(match text(relation) {
                "p2c" => link(&x, &y, LinkRelation::Provider, 1),
                "c2p" => link(&y, &x, LinkRelation::Provider, 1),
                _ => link(&x, &y, LinkRelation::Peer, 1),
            });
        }
        scenario.services = vec![service(&["r1"])];
        let world = settled(&scenario);
        let network = world.network();
        let best = world.best(network.names.routers["r5"], network.prefixes.first_key().unwrap());
        let through = best.and_then(|best| best.from).map(|from| {
            let slug = network.routers[network.neighbor(from)].slug.to_string();
            slug.trim_start_matches('r').parse::<u64>().unwrap()
        });
        assert_eq!(through, row["as5_choice_lowest_router_id"].as_u64(), "{row}");
    }
}
