//! The reference board: what doing nothing, withdrawing sites and steering can save, found by the
//! engine and, another way, by arithmetic.

use std::path::Path;
use std::sync::OnceLock;

use anycast_lab::engine::sim::board::{Board, BoardProblem};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::board::board;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::worlds::{link, network, service, settled, two_doors};
use anycast_lab::engine::net::scenario::LinkRelation;

const FLOOD_BOARD: &str = include_str!("../../assets/scenarios/flood-board.json");

/// Clients served doing nothing, by the best withdrawal of sites, by the best steering: as the
/// command line prints them.
fn played(strengths: &[&str]) -> Vec<[u64; 3]> {
    let strengths: Vec<String> = strengths.iter().map(|&text| text.to_owned()).collect();
    let report = board(None, &strengths, 1, true).expect("these are strengths");
    assert!(report.is_good);
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        ["nothing", "sites", "steering"].map(|how| row[how]["clients"].as_u64().unwrap())
    };
    report.text.lines().map(row).collect()
}

#[test]
fn the_known_rows_come_out_of_the_engine() {
    let strengths = ["0.4", "0.4", "0.7", "0.7", "0.7", "1.5", "6", "6", "20", "20"];
    let known = [[4, 4, 4], [2, 4, 4], [2, 4, 4], [2, 2, 3], [2, 2, 2]];
    assert_eq!(played(&strengths), known);
}

#[test]
fn a_load_that_just_fits_is_served() {
    assert_eq!(
        played(&["0.5", "0.5", "0.5", "0.5000000001", "0", "10", "0", "10.0000000001"]),
        [[4, 4, 4], [2, 4, 4], [2, 4, 4], [2, 2, 3],]
    );
}

/// The same board without an engine: each network goes to the first of its sites that is open to
/// it.
mod model {
    /// Each network's sites in order of preference.
    const CHOICES: [[usize; 3]; 4] = [[0, 2, 1], [0, 1, 2], [1, 2, 0], [2, 1, 0]];
    const CAPACITIES: [u64; 3] = [1_000, 1_000, 10_000];

    /// Networks served where `is_open` says which sites are open to which.
    fn served(attacks: [u64; 2], is_open: impl Fn(usize, usize) -> bool) -> u64 {
        let at = |network: usize| CHOICES[network].into_iter().find(|&site| is_open(network, site));
        let mut loads = [0; 3];
        for (network, attack) in attacks.into_iter().enumerate() {
            if let Some(site) = at(network) {
                loads[site] += attack;
            }
        }
        let is_served =
            |network: &usize| at(*network).is_some_and(|site| loads[site] <= CAPACITIES[site]);
        u64::try_from((0..4).filter(is_served).count()).unwrap()
    }

    /// By brute force: nothing, sites, steering; strengths in thousandths.
    pub fn answer(attacks: [u64; 2]) -> [u64; 3] {
        let nothing = served(attacks, |_, _| true);
        let sites = (0..8_u32).map(|closed| served(attacks, |_, site| closed >> site & 1 == 0));
        let pairs = (0..4096_u32)
            .map(|closed| served(attacks, |network, site| closed >> (network * 3 + site) & 1 == 0));
        [nothing, sites.max().unwrap(), pairs.max().unwrap()]
    }
}

#[test]
fn any_strengths_come_out_as_by_arithmetic() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    // Near the capacities of one and two sites, and anywhere.
    let strength = || prop_oneof![0..2_500_u64, 9_000..11_500_u64, 0..25_000_u64];
    let mut pairs = Vec::new();
    for _ in 0..400 {
        let pair = (strength(), strength()).new_tree(&mut runner).unwrap().current();
        pairs.push([pair.0, pair.1]);
    }
    let text = |thousandths: u64| format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    let strengths: Vec<String> = pairs.iter().flatten().map(|&one| text(one)).collect();
    let strengths: Vec<&str> = strengths.iter().map(String::as_str).collect();
    for (attacks, played) in pairs.into_iter().zip(played(&strengths)) {
        assert_eq!(played, model::answer(attacks), "{attacks:?}");
    }
}

#[test]
fn another_small_world_is_searched_too() {
    let mut scenario = two_doors();
    scenario.services[0].nodes[0].capacity =
        Some(serde_json::from_str(r#"{"bps": 1000}"#).unwrap());
    scenario.botnets = vec![
        serde_json::from_str(
            r#"{"slug": "hive", "name": {"en": "Hive", "zh": "蜂巢"},
                "bots": [{"client": "users", "count": 3}]}"#,
        )
        .unwrap(),
    ];
    let folder = std::env::temp_dir().join(format!("anycast-lab-board-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("test.json");
    std::fs::write(&file, serde_json::to_string(&scenario).unwrap()).unwrap();
    let play = |strength: &str| board(Some(&file), &[strength.to_owned()], 1, false);
    let report = play("2").unwrap();
    let wrong = [play("x"), play("-1"), play("99999999999999999")].map(Result::unwrap_err);
    std::fs::remove_dir_all(&folder).unwrap();
    // East, which takes anything, is saved by withdrawing west.
    assert!(report.text.starts_with("2: 0/1/1 clients served"), "{}", report.text);
    assert!(report.text.contains("(west)"), "{}", report.text);
    assert!(wrong.iter().all(|problems| problems[0].problem.place == "strengths"));
}

#[test]
fn a_board_that_is_too_large_is_refused_with_the_limit() {
    let mut scenario = two_doors();
    let names: Vec<String> = (0..15).map(|n| format!("site{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut operator = network("operator", 64500, &names);
    operator.ibgp = false;
    scenario.networks[0] = operator;
    scenario.links.retain(|link| link.b.as_str() != "west" && link.b.as_str() != "east");
    scenario
        .links
        .extend(names.iter().map(|site| link("long-mid", site, LinkRelation::Provider, 1)));
    scenario.services = vec![service(&names)];
    let world = settled(&scenario);
    let service = world.network().names.services["dns"];
    let problem = Board::explore(&world, service).unwrap_err();
    assert_eq!(problem, BoardProblem::TooLarge { what: "sites", choices: 15, most: 14 });
    assert!(problem.to_string().contains("at most 14"));
}

/// The settled board.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let setup = Setup::from_json(FLOOD_BOARD).expect("the board has no problems");
        let mut world = World::new(&setup, 1);
        assert!(world.settle(&mut Vec::new()));
        world
    })
}

#[test]
fn each_network_reaches_the_site_that_it_prefers() {
    let network = world().network();
    let service = network.names.services["dns"];
    let serving = |client: &str| {
        let node = world().serving(network.names.clients[client], service).unwrap();
        network.nodes[node].slug.as_str()
    };
    assert_eq!(["c0", "c1", "c2", "c3"].map(serving), ["s1", "s1", "s2", "s3"]);
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios/flood-board.json").exists()
    );
}
