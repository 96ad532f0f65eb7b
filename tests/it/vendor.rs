//! How real daemons differ: every case of `tests/fixtures/vendor`, under the profile and knobs that
//! each of its results names.

use std::sync::Arc;

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::bgp::decision::{Explanation, Route, Step, Verdict, compare};
use anycast_lab::engine::bgp::profile::{
    Age, Manner, Multipath, MultipathPaths, Profile, ProfileName,
};
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::fixture::build::{by_name, commands, setup_as};
use anycast_lab::headless::fixture::format::Fixture;
use serde_json::{Map, Value, json};

/// What a result's key asks of the engine.
struct Knobs {
    profile: Profile,
    /// LOCAL_PREF of own announcements, where the key sets it.
    own_local_pref: Option<u32>,
}

/// The profile and knobs of a result's key.
fn knobs(fixture: &Fixture, key: &str) -> Knobs {
    let name = match key.split(' ').next().unwrap().trim_end_matches(':') {
        "frr" => ProfileName::Frr,
        "bird" => ProfileName::Bird,
        "openbgpd" => ProfileName::OpenBgpd,
        other => panic!("no profile for `{other}`"),
    };
    let mut profile = by_name(fixture, name);
    let mut own_local_pref = None;
    // Here communities are attached at the announcement, unless the key says otherwise.
    profile.behavior.heeds_own_communities = Profile::named(name).behavior.heeds_own_communities;
    let options = &mut profile.options;
    match key {
        "frr"
        | "frr stock"
        | "frr: attached by export policy"
        | "frr no ebgp-requires-policy"
        | "bird"
        | "bird default"
        | "bird default (det. med off)"
        | "openbgpd"
        | "openbgpd default (route-age ignore)"
        | "openbgpd plain network" => {}
        "frr compare-routerid" | "frr no deterministic-med + compare-routerid" => {
            options.age = Age::Ignored;
        }
        "frr deterministic-med + compare-routerid" => {
            options.age = Age::Ignored;
            options.manner = Manner::Grouped;
        }
        "frr maximum-paths 1" => options.multipath.maximum = 1,
        "frr maximum-paths 4 + multipath-relax" => {
            options.multipath = Multipath { maximum: 4, paths: MultipathPaths::SameLength };
        }
        "frr default (ebgp-requires-policy)" => profile.behavior.needs_policy = true,
        "bird prefer older" | "openbgpd route-age evaluate" => options.age = Age::Oldest,
        "bird deterministic med on" => options.manner = Manner::Grouped,
        "openbgpd network localpref 1000000" => own_local_pref = Some(1_000_000),
        other => panic!("no knobs for `{other}`"),
    }
    Knobs { profile, own_local_pref }
}

/// A case of how daemons differ.
struct Case {
    id: String,
    topology: Value,
    watch: Vec<Slug>,
    results: Map<String, Value>,
}

fn cases() -> Vec<Case> {
    let folder = format!("{}/tests/fixtures/vendor", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path| {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut topology = case["topology"].clone();
        topology["id"] = case["id"].clone();
        Case {
            id: case["id"].as_str().unwrap().to_owned(),
            topology,
            watch: serde_json::from_value(case["watch"].clone()).unwrap(),
            results: case["results"].as_object().unwrap().clone(),
        }
    };
    files.iter().map(read).collect()
}

/// The fixture that a result was recorded on. In most it is the case's topology as it stands; two
/// results of vendor-03, whose three routes start at once, also depend on which came first, which
/// the file does not say, but the recorded reason does.
fn recorded_on(case: &Case, key: &str) -> Fixture {
    let mut topology = case.topology.clone();
    match (case.id.as_str(), key) {
        // "Older Path", and a2 is best though `a` has the lower router ID: a2 came first.
        ("vendor-03-multipath", "frr stock") => {
            topology["links"][0]["initially_down"] = json!(true);
            topology["links"][2]["initially_down"] = json!(true);
            topology["stages"] = json!([{"name": "others", "events": [
                {"type": "session_up", "link": "la"}, {"type": "session_up", "link": "lb"},
            ]}]);
        }
        // "Router ID", where age would have decided: all three were there before FRR, which
        // collects changes for a moment, first chose. A route of its own holds the place so long.
        (
            "vendor-03-multipath",
            "frr maximum-paths 1" | "frr maximum-paths 4 + multipath-relax",
        ) => {
            let own = json!({"router": "dut", "prefix": "203.0.113.0/24"});
            topology["announcements"].as_array_mut().unwrap().push(own);
            topology["stages"] = json!([{"name": "all there", "events": [
                {"type": "withdraw", "router": "dut", "prefix": "203.0.113.0/24"},
            ]}]);
        }
        // The community is put on by a rule instead.
        (_, "frr: attached by export policy") => {
            let communities = topology["announcements"][0]["communities"].take();
            topology["announcements"][0]["communities"] = json!([]);
            topology["links"][0]["a_export"] = json!([{"set": {"add_communities": communities}}]);
        }
        _ => {}
    }
    serde_json::from_value(topology).unwrap()
}

fn world(fixture: &Fixture, knobs: Knobs) -> World {
    let mut setup = setup_as(fixture, knobs.profile).unwrap();
    if let Some(local_pref) = knobs.own_local_pref {
        for own in &mut Arc::make_mut(&mut setup.config).originations {
            Arc::make_mut(&mut own.attributes).local_pref = local_pref;
        }
    }
    let mut world = World::new(&setup, 1);
    assert!(world.settle(&mut Vec::new()), "{}", fixture.id);
    world
}

/// What FRR prints as the reason of its choice: that of the last comparison it made. With several
/// paths allowed that is the best route's with the oldest of the others, which it looks at once
/// more for its equals.
fn reason(explanation: &Explanation) -> Option<&'static str> {
    let running: Vec<&Route> = explanation
        .candidates
        .iter()
        .filter(|candidate| !matches!(candidate.verdict, Verdict::Ineligible(_)))
        .map(|candidate| &candidate.route)
        .collect();
    let oldest = running[1..].iter().min_by_key(|route| route.arrival.first);
    let Some(oldest) = oldest else { return Some("First path received") };
    let Explanation { profile, incumbent, decided_by, .. } = explanation;
    let step = if profile.options.multipath.maximum > 1 {
        compare(running[0], oldest, profile, *incumbent).1
    } else {
        decided_by.unwrap()
    };
    match step {
        Step::Weight => Some("Weight"),
        Step::Oldest => Some("Older Path"),
        Step::RouterId => Some("Router ID"),
        Step::Med => Some("MED"),
        _ => None,
    }
}

/// The selected route of a router, in the words of the recorded results.
fn answer(world: &World, router: &Slug, profile: ProfileName) -> Value {
    let network = world.network();
    let router = network.names.routers[router];
    let prefix = network.prefixes.first_key().unwrap();
    let explanation = world.explain(router, prefix);
    let Some(best) = explanation.selected() else { return Value::Null };
    let route = &best.route;
    let attributes = &route.attributes;
    // FRR and OpenBGPD print 0 for a MED of one's own that is not set, OpenBGPD for any.
    let med = match (profile, route.from) {
        (ProfileName::OpenBgpd, _) | (ProfileName::Frr, None) => Some(attributes.med.unwrap_or(0)),
        _ => attributes.med,
    };
    json!({
        "link": route.from.map(|from| &network.sessions[from.session()].slug),
        "neighbor": route.from.map(|from| &network.routers[network.neighbor(from)].slug),
        "as_path": attributes.as_path,
        "local_pref": attributes.local_pref,
        "med": med,
        "reason": if profile == ProfileName::Frr { reason(&explanation) } else { None },
    })
}

#[test]
fn every_recorded_difference_is_reproduced() {
    let (mut results, mut facts) = (0, 0);
    let mut differences = Vec::new();
    let cases = cases();
    for case in &cases {
        for (key, stages) in &case.results {
            results += 1;
            let fixture = recorded_on(case, key);
            let knobs = knobs(&fixture, key);
            let name = knobs.profile.name;
            let mut world = world(&fixture, knobs);
            let mut answers = vec![("initial".to_owned(), watched(&world, case, name))];
            for stage in &fixture.stages {
                for command in commands(&fixture, stage) {
                    world.apply(world.now(), &command, &mut Vec::new()).unwrap();
                }
                assert!(world.settle(&mut Vec::new()), "{} {key}", case.id);
                answers.push((stage.name.clone(), watched(&world, case, name)));
            }
            if !stages.as_object().unwrap().contains_key(&answers.last().unwrap().0) {
                // Stages that only make the order of arrival are not in the file.
                let last = answers.pop().unwrap().1;
                answers = vec![("initial".to_owned(), last)];
            }
            assert_eq!(stages.as_object().unwrap().len(), answers.len(), "{} {key}", case.id);
            for (stage, answer) in answers {
                for router in &case.watch {
                    let (expected, got) =
                        (&stages[&stage][router.as_str()], &answer[router.as_str()]);
                    facts += expected.as_object().map_or(1, Map::len);
                    if expected != got {
                        let place = format!("{} / {key} / {stage} / {router}", case.id);
                        differences.push(format!("{place}: expected {expected}, got {got}"));
                    }
                }
            }
        }
    }
    println!("{} cases, {results} results, {facts} facts compared", cases.len());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!((cases.len(), results), (11, 47));
}

fn watched(world: &World, case: &Case, profile: ProfileName) -> Value {
    let answers = case.watch.iter();
    answers.map(|router| (router.to_string(), answer(world, router, profile))).collect()
}
