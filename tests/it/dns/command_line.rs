//! `anycast-lab outage`.

use std::path::PathBuf;

use anycast_lab::app::DEFAULT_SEED;
use anycast_lab::engine::sim::failover::How;
use anycast_lab::headless::Report;
use anycast_lab::headless::outage::{Asked, outage};
use serde_json::Value;

fn ask(world: &str, change: impl FnOnce(&mut Asked)) -> Result<Report, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios");
    let mut asked = Asked {
        node: "shanghai".to_owned(),
        how: How::Silent,
        ttls_s: vec![20, 60, 300],
        hold_s: 180,
        seed: DEFAULT_SEED,
        is_json: false,
    };
    change(&mut asked);
    outage(&folder.join(format!("{world}.json")), &asked).map_err(|problems| {
        let told: Vec<String> = problems.iter().map(|one| one.problem.to_string()).collect();
        told.join("\n")
    })
}

fn json(world: &str, change: impl FnOnce(&mut Asked)) -> Value {
    let report = ask(world, |asked| {
        asked.is_json = true;
        change(asked);
    });
    serde_json::from_str(&report.unwrap().text).unwrap()
}

#[test]
fn the_table_has_five_curves_and_both_and_says_who_wins() {
    let report = ask("three-cities", |_| {}).unwrap();
    assert!(report.is_good);
    let rows: Vec<&str> = report.text.lines().collect();
    for (row, begins) in rows[3..9].iter().zip([
        "GeoDNS, TTL 20 s ",
        "GeoDNS, TTL 60 s ",
        "GeoDNS, TTL 300 s ",
        "Anycast, hold time 180 s, no BFD ",
        "Anycast, BFD (0.90 s) ",
        "Both, TTL 60 s, hold time 180 s ",
    ]) {
        assert!(row.starts_with(begins), "{row}");
        let shares = row[begins.len()..].split_whitespace().take(11);
        let shares: Vec<u64> =
            shares.map(|share| share.replace('.', "").parse().unwrap()).collect();
        assert!(shares.is_sorted_by(|one, other| one >= other), "{shares:?}");
        assert_eq!(shares[10], 0);
    }
    assert!(report.text.contains("Least is lost with: Anycast, BFD (0.90 s)."));
    assert!(report.text.contains("GeoDNS can win: GeoDNS, TTL 20 s loses"));
}

#[test]
fn machines_are_told_the_same() {
    let told = json("three-cities", |_| {});
    let curves = told["curves"].as_array().unwrap();
    assert_eq!(curves.len(), 6);
    assert_eq!(told["winners"], serde_json::json!(["Anycast, BFD (0.90 s)"]));
    let users = told["users"].as_u64().unwrap();
    for curve in curves {
        let steps = curve["users_out_from_us"].as_array().unwrap();
        let number = |value: &Value| value.as_u64().unwrap();
        // The area under the steps is what is lost.
        let ends = steps.iter().skip(1).map(|step| number(&step[0]));
        let ends = ends.chain([number(&curve["horizon_us"])]);
        let area: u128 = steps
            .iter()
            .zip(ends)
            .map(|(step, end)| u128::from(end - number(&step[0])) * u128::from(number(&step[1])))
            .sum();
        assert_eq!(area / 1_000_000, u128::from(number(&curve["user_seconds_lost"])));
        let totals = curve["users_by_outage_us"].as_array().unwrap();
        assert_eq!(totals.iter().map(|one| number(&one[1])).sum::<u64>(), users);
        let clients = curve["clients"].as_object().unwrap();
        assert_eq!(clients.len(), 16);
        assert_eq!(clients.values().map(|one| number(&one["users"])).sum::<u64>(), users);
    }
    assert_eq!(json("three-cities", |_| {}), told);
    assert_ne!(json("three-cities", |asked| asked.seed = 7), told);
}

#[test]
fn bad_input_is_told_with_its_place() {
    let told = |change: fn(&mut Asked)| ask("three-cities", change).unwrap_err();
    assert_eq!(
        told(|asked| asked.node = "atlantis".to_owned()),
        "--fail: there is no node called `atlantis`; there are: beijing, guangzhou, shanghai"
    );
    assert_eq!(
        told(|asked| asked.hold_s = 2),
        "--hold: hold_us must lie between 3000000 and 3600000000, not 2000000"
    );
    assert_eq!(
        told(|asked| asked.ttls_s = vec![20, u64::MAX]),
        "--ttl: ttl_us must lie between 0 and 3600000000, not 18446744073709551615"
    );
    assert_eq!(
        told(|asked| asked.ttls_s = vec![20; 30]),
        "--ttl: settings must lie between 0 and 32, not 33"
    );
    assert!(ask("no-such-world", |_| {}).unwrap_err().starts_with("file: "));
}

#[test]
fn a_world_without_own_addresses_plays_anycast_alone_and_says_so() {
    let tokyo = |asked: &mut Asked| asked.node = "tokyo".to_owned();
    let report = ask("first-light", tokyo).unwrap();
    assert!(report.text.contains("GeoDNS is left out: node `los-angeles` has no address"));
    let told = json("first-light", tokyo);
    assert_eq!(told["curves"].as_array().unwrap().len(), 2);
    assert!(told["left_out"].is_string());
}
