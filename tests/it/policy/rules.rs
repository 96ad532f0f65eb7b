//! Import and export rules: what they match, what they set, and which one denied.

use anycast_lab::engine::bgp::decision::{Ineligible, Step};
use anycast_lab::engine::bgp::export::Withheld;
use anycast_lab::engine::net::scenario::LinkRelation::{Provider, Unrelated};
use serde_json::{Value, json};

use super::{PREFIX, attributes, community, diamond, explain, id, refused, row, with};
use crate::worlds::{announcement, link, path_at, settled};

#[test]
fn an_import_rule_prefers_a_neighbour() {
    let plain = settled(&diamond());
    assert_eq!(path_at(&plain, "r3", PREFIX), Some("65002 65001".into()));
    let rule = json!([{"set": {"local_pref": 300}}]);
    let world = settled(&with(&diamond(), &[("/links/3/at_b/import", rule.clone())]));
    assert_eq!(path_at(&world, "r3", PREFIX), Some("65003 65001".into()));
    assert_eq!(explain(&world, "r3", PREFIX).decided_by, Some(Step::LocalPref));
    // At the other end of the link the same rule is about what comes from r3.
    let world = settled(&with(&diamond(), &[("/links/3/at_a/import", rule)]));
    assert_eq!(path_at(&world, "r3", PREFIX), Some("65002 65001".into()));
}

#[test]
fn the_own_number_is_prepended_for_a_neighbour_a_pop_or_everywhere() {
    let twice = json!([{"set": {"prepend": 2}}]);
    // Which of r1 and r2 hears the longer path, by where the rule stands.
    for (place, at_r1, at_r2) in [
        ("/links/0/at_a/export", "65001 65001 65001", "65001"),
        ("/links/1/at_a/export", "65001", "65001 65001 65001"),
        ("/networks/0/routers/0/policy/export", "65001 65001 65001", "65001 65001 65001"),
        ("/networks/0/policy/export", "65001 65001 65001", "65001 65001 65001"),
    ] {
        let world = settled(&with(&diamond(), &[(place, twice.clone())]));
        assert_eq!(path_at(&world, "r1", PREFIX).as_deref(), Some(at_r1), "{place}");
        assert_eq!(path_at(&world, "r2", PREFIX).as_deref(), Some(at_r2), "{place}");
    }
}

#[test]
fn rules_of_the_network_run_first_then_the_router_s_then_the_link_s() {
    let pref = |value: u32| json!([{"set": {"local_pref": value}}]);
    let mut changes = vec![("/networks/1/policy", json!({"import": pref(10)}))];
    let mut last = 10;
    for (place, value) in [
        ("/networks/1/routers/0/policy", json!({"import": pref(20)})),
        ("/links/0/at_b", json!({"import": pref(30)})),
    ] {
        let world = settled(&with(&diamond(), &changes));
        assert_eq!(attributes(&world, "r1").local_pref, last);
        changes.push((place, value));
        last += 10;
    }
    let world = settled(&with(&diamond(), &changes));
    assert_eq!(attributes(&world, "r1").local_pref, 30);
}

#[test]
fn med_that_a_rule_sets_chooses_the_link() {
    let mut scenario = row(&[Unrelated]);
    let mut second = link("r0", "r1", Unrelated, 1);
    second.slug = Some("second".into());
    scenario.links.push(second);
    scenario.announcements = vec![announcement("r0", PREFIX)];
    let med = |value: u32| json!([{"set": {"med": value}}]);
    for (values, best) in [([10, 20], "172.16.0.1"), ([20, 10], "172.16.0.5")] {
        let world = settled(&with(
            &scenario,
            &[("/links/0/at_a/export", med(values[0])), ("/links/1/at_a/export", med(values[1]))],
        ));
        assert_eq!(attributes(&world, "r1").next_hop.to_string(), best);
        assert_eq!(explain(&world, "r1", PREFIX).decided_by, Some(Step::Med));
    }
    assert_eq!(explain(&settled(&scenario), "r1", PREFIX).decided_by, Some(Step::PeerAddr));
}

/// A match, and whether a rule with it denies the route that r1 hears from r0.
fn denies(matching: &Value) -> bool {
    let mut scenario = row(&[Provider]);
    let mut entry = announcement("r0", PREFIX);
    entry.communities = vec![community("64500:80")];
    entry.as_path_tail = vec![anycast_lab::engine::net::network::Asn(65077)];
    scenario.announcements = vec![entry];
    scenario.roas =
        serde_json::from_value(json!([{"prefix": PREFIX, "max_length": 24, "asn": 65077}]))
            .unwrap();
    let rule = json!([{"match": matching, "deny": true}]);
    let world = settled(&with(&scenario, &[("/links/0/at_b/import", rule)]));
    let is_denied = refused(&world, "r1", PREFIX) == [Ineligible::Denied { rule: 0 }];
    assert_eq!(is_denied, path_at(&world, "r1", PREFIX).is_none());
    is_denied
}

#[test]
fn a_rule_matches_what_it_says_and_nothing_else() {
    for (matching, is_denied) in [
        (json!({}), true),
        (json!({"prefix": PREFIX}), true),
        (json!({"prefix": "203.0.0.0/16"}), false),
        (json!({"prefix": "203.0.0.0/16 le 24"}), true),
        (json!({"prefix": ["192.0.2.0/24", "203.0.0.0/16 ge 20 le 23"]}), false),
        (json!({"prefix": ["192.0.2.0/24", "203.0.0.0/16 ge 20"]}), true),
        (json!({"community": "64500:80"}), true),
        (json!({"community": "64500:81"}), false),
        (json!({"as_path_has": 65077}), true),
        (json!({"as_path_has": 65078}), false),
        (json!({"neighbor_as": 65001}), true),
        (json!({"neighbor_as": 65077}), false),
        (json!({"neighbor_is": "provider"}), true),
        (json!({"neighbor_is": "customer"}), false),
        (json!({"origin_is": "valid"}), true),
        (json!({"origin_is": "invalid"}), false),
        (json!({"origin_is": "not-found"}), false),
        // All that is given must hold.
        (json!({"neighbor_as": 65001, "community": "64500:81"}), false),
    ] {
        assert_eq!(denies(&matching), is_denied, "{matching}");
    }
}

#[test]
fn validity_is_what_the_roas_say_on_export_too() {
    let mut scenario = row(&[Unrelated]);
    scenario.announcements = vec![announcement("r0", PREFIX)];
    for (asn, is_told) in [(65001, false), (65002, true)] {
        let world = settled(&with(
            &scenario,
            &[
                ("/roas", json!([{"prefix": PREFIX, "max_length": 24, "asn": asn}])),
                // One's own route begins with one's own number, though its path is still empty.
                ("/links/0/at_a/export", json!([{"match": {"origin_is": "valid"}, "deny": true}])),
            ],
        ));
        assert_eq!(path_at(&world, "r1", PREFIX).is_some(), is_told);
    }
}

#[test]
fn every_matching_rule_applies_until_one_accepts_or_denies() {
    let rules = |accept: bool| {
        json!([
            {"set": {"local_pref": 7, "add_communities": ["64500:1", "64500:2"]}},
            {"match": {"community": "64500:1"}, "accept": accept,
             "set": {"remove_communities": ["64500:2", "64500:9"]}},
            {"name": "everything-else", "deny": true}
        ])
    };
    let scenario = diamond();
    let world = settled(&with(&scenario, &[("/links/0/at_b/import", rules(true))]));
    let got = attributes(&world, "r1");
    assert_eq!((got.local_pref, got.communities), (7, vec![community("64500:1")]));
    let world = settled(&with(&scenario, &[("/links/0/at_b/import", rules(false))]));
    assert_eq!(refused(&world, "r1", PREFIX)[0], Ineligible::Denied { rule: 2 });
    let end = world.network().names.sessions["r0--r1"].ends()[1];
    let name = world.import_rule(end, 2).and_then(|rule| rule.name.clone());
    assert_eq!(name, Some("everything-else".into()));
    assert_eq!(world.import_rule(end, 3), None);
}

#[test]
fn why_a_neighbour_is_not_told_is_known() {
    let rule = json!([{"match": {"prefix": "192.0.2.0/24"}, "deny": true}, {"deny": true}]);
    let world = settled(&with(&diamond(), &[("/links/0/at_a/export", rule)]));
    let sessions = &world.network().names.sessions;
    let (to_r1, to_r2) = (sessions["r0--r1"].ends()[0], sessions["r0--r2"].ends()[0]);
    let prefix = id(&world, PREFIX);
    assert_eq!(world.exported(to_r1, prefix), Some(Err(Withheld::Denied { rule: 1 })));
    let told = world.exported(to_r2, prefix).unwrap().unwrap();
    assert_eq!(told.attributes.as_path.to_string(), "65001");
    assert_eq!(world.exported(to_r2.far(), prefix), Some(Err(Withheld::BackToSender)));
    // r1 hears it the long way round all the same.
    assert_eq!(path_at(&world, "r1", PREFIX), Some("65004 65003 65001".into()));
}

#[test]
fn rules_are_replaced_by_a_command_within_their_ranges() {
    let mut world = settled(&diamond());
    let set = |rules: Value| {
        let mut command = json!({"do": "set-rules", "session": "r2--r3", "router": "r3"});
        command["import"] = rules;
        command
    };
    super::act(&mut world, set(json!([{"set": {"local_pref": 300}}]))).unwrap();
    assert_eq!(path_at(&world, "r3", PREFIX), Some("65003 65001".into()));
    for (rules, told) in [
        (json!([{"set": {"prepend": 1_000_000_000}}]), "set.prepend must lie between 0 and 10"),
        (json!(vec![json!({}); 101]), "rules must lie between 0 and 100"),
        (json!([{"match": {"prefix": "10.0.0.0/8 le 33"}}]), "between 8 and 32"),
    ] {
        let refusal = super::act(&mut world, set(rules)).unwrap_err().to_string();
        assert!(refusal.contains(told), "{refusal}");
    }
}
