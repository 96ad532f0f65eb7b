//! What `anycast-lab run` prints of sessions and probes.

use std::path::{Path, PathBuf};

use anycast_lab::engine::base::time::Span;
use anycast_lab::headless::run::{Play, run};
use serde_json::{Value, json};

/// What the command line prints when three-cities is played with these commands.
fn played(name: &str, commands: &str) -> Vec<Value> {
    let file = std::env::temp_dir().join(format!("anycast-lab-{}-{name}", std::process::id()));
    std::fs::write(&file, commands).unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios/three-cities.json");
    let commands: PathBuf = file.clone();
    let play =
        Play { commands: Some(&commands), seed: 1, until: Span::from_s(60), ..Play::default() };
    let report = run(&scenario, &play).unwrap();
    std::fs::remove_file(file).unwrap();
    report.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn sessions_lost_and_survivors_are_told_by_kind_and_cause() {
    let start = |kind: &str| {
        let command = json!({
            "at_us": 0, "do": "start-session", "client": "hutong", "service": "dns",
            "kind": kind, "slug": kind
        });
        command.to_string()
    };
    let commands = [
        start("tcp"),
        start("udp"),
        start("quic"),
        r#"{"at_us": 5000000, "do": "withdraw", "node": "beijing"}"#.to_owned(),
    ];
    let lines = played("sessions", &commands.join("\n"));
    let sessions = &lines.last().unwrap()["summary"]["sessions"];
    assert_eq!(sessions["tcp"]["lost"], json!({"route-moved": 1}));
    assert_eq!(sessions["udp"]["alive"], 1);
    let before = &lines.last().unwrap()["summary"]["sessions_before_the_last_command"];
    assert_eq!((&before["tcp"]["alive"], &before["tcp"]["lost"]), (&1.into(), &json!({})));
    assert_eq!((&sessions["quic"]["alive"], &sessions["quic"]["opened"]), (&1.into(), &1.into()));
    let told = |fact: &str| lines.iter().filter(|line| line["fact"] == fact).count();
    assert_eq!(
        (told("session-opened"), told("session-migrated"), told("session-ended")),
        (3, 1, 1)
    );
    let ended = lines.iter().find(|line| line["fact"] == "session-ended").unwrap();
    assert_eq!((&ended["session"], &ended["cause"]), (&"tcp".into(), &"route-moved".into()));
}

#[test]
fn probes_are_told_step_by_step_and_in_the_summary() {
    let commands = r#"
        {"at_us": 0, "do": "ping", "client": "hutong", "address": "198.19.2.1"}
        {"at_us": 1000, "do": "traceroute", "client": "hutong", "service": "dns"}
        {"at_us": 2000, "do": "query-id-server", "client": "hutong", "service": "dns"}
    "#;
    let lines = played("probes", commands);
    let probes = &lines.last().unwrap()["summary"]["probes"];
    assert_eq!(probes[0]["trials"][0]["node"], "shanghai");
    assert_eq!(probes[1]["is_answered"], true);
    let hops = probes[1]["trials"].as_array().unwrap();
    assert_eq!(hops[0]["router"], "hutong-beijing");
    assert_eq!(hops.last().unwrap()["answer"], "echo-reply");
    assert_eq!(
        (&probes[2]["trials"][0]["node"], &probes[2]["kind"]),
        (&"beijing".into(), &"id-server".into())
    );
    let ping = lines.iter().find(|line| line["fact"] == "probe-answered" && line["ttl"] == 64);
    let ping = ping.unwrap();
    let [there, back, both] = ["there_us", "back_us", "round_trip_us"].map(|us| ping[us].as_u64());
    assert_eq!(there.zip(back).map(|(there, back)| there + back), both);
    assert_eq!(ping["hops_there"][0], "hutong-beijing");
    let packets = &lines.last().unwrap()["summary"]["packets"];
    let count = |field: &str| packets[field].as_u64().unwrap();
    assert_eq!(packets["dropped"], json!({"ttl-expired": hops.len() - 1}));
    let known = count("delivered") + count("under_way") + u64::try_from(hops.len() - 1).unwrap();
    assert_eq!(count("carried_over") + count("sent"), known);
    // Nobody who asks for nothing is told anything of it.
    let summary = &played("nothing", "").pop().unwrap()["summary"];
    assert!(summary.get("sessions").is_none() && summary.get("probes").is_none());
}
