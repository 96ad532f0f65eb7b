//! Floods and answers to them are told in both languages; time can be travelled through them.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::news::Told;
use anycast_lab::app::present::news::sentence;
use anycast_lab::app::session::Session;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::setup::Setup;
use serde_json::{Value, json};

use super::{Play, two_sides};

fn flood() -> Value {
    json!({
        "do": "start-flood", "botnet": "hive", "at": {"service": "dns"}, "kind": "syn",
        "rate": {"per-bot": 250_000}
    })
}

#[test]
fn everything_is_told_in_both_languages() {
    let automation = json!({
        "do": "set-automation", "service": "dns", "withdraw_above_percent": 90, "for_us": 5_000_000
    });
    let mut spoofed = flood();
    spoofed["is_spoofed"] = json!(true);
    spoofed["at"] = json!({"address": "203.0.113.9"});
    let mut patient = automation.clone();
    patient["hysteresis"] = json!({"return_below_percent": 60, "hold_us": 30_000_000});
    let steer =
        |is_on: bool| json!({"do": "steer", "node": "west", "neighbor": "long", "is_on": is_on});
    let commands = [
        flood(),
        spoofed,
        json!({"do": "stop-flood", "flood": "hive"}),
        json!({"do": "scrub", "node": "west", "is_on": true}),
        json!({"do": "scrub", "node": "west", "is_on": false}),
        json!({"do": "set-capacity", "node": "west", "bps": 1_500_000_000}),
        steer(true),
        steer(false),
        automation,
        patient,
        json!({"do": "end-automation", "service": "dns"}),
    ];
    let read = |command: &Value| serde_json::from_value::<Command>(command.clone()).unwrap();
    let node = 0.into();
    let told: Vec<Told> = commands
        .iter()
        .map(|command| Told::Did(read(command)))
        .chain([
            Told::Load(What::NodeOverloaded { node, percent: 225 }),
            Told::Load(What::NodeRelieved { node }),
            Told::Load(What::NodeWithdrewItself { node, percent: 225 }),
            Told::Load(What::NodeReturned { node }),
            Told::Refused(Refusal::NoScrubber { node: "west".to_owned() }),
            Told::Refused(Refusal::Unspoofable { flood: "hive".to_owned() }),
        ])
        .collect();
    let play = Play::new(&two_sides());
    let mut all = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        all.extend(told.iter().map(|told| sentence(lang, play.world.network(), told)));
    }
    for said in &all {
        assert!(said.ends_with(['.', '。']) && !said.contains(['{', '$']), "{said}");
    }
    let mut distinct = all.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), all.len(), "{all:#?}");
    let plain = |said: &str| said.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(plain(&all[0]), "A flood begins: hive sends TCP SYNs at 2.5 Mbit/s to dns.");
    assert!(plain(&all[5]).contains("can now answer 1.5 Gbit/s"));
}

#[test]
fn the_past_of_a_flood_is_found_as_it_was() {
    let setup = Setup::from_scenario(&two_sides()).unwrap();
    let mut session = Session::open(setup, 1);
    let act = |session: &mut Session, command: Value| {
        session.apply(serde_json::from_value(command).unwrap()).unwrap();
    };
    let automation = json!({
        "do": "set-automation", "service": "dns", "withdraw_above_percent": 100,
        "for_us": 2_000_000
    });
    act(&mut session, automation);
    let mut rising = flood();
    rising["shape"] = json!({"ramp": {"over_us": 10_000_000}});
    act(&mut session, rising);
    let mut past = Vec::new();
    for _ in 0..40 {
        session.advance(Span::from_s(1), u64::MAX);
        let loads = session.world().loads().clone();
        past.push((session.world().now(), session.world().digest(), loads));
    }
    assert_eq!(session.replay().digest(), session.world().digest());
    for (at, digest, loads) in past.into_iter().rev() {
        assert!(session.seek(at).is_done);
        assert_eq!(session.world().digest(), digest, "{at}");
        assert_eq!(session.world().loads(), &loads, "{at}");
    }
}
