//! Known runs give known digests, here as in the browser.

#[path = "../golden/mod.rs"]
mod known;

#[test]
fn first_light_and_a_log_give_the_known_digests() {
    let mut world = known::settled();
    let settled = world.digest().to_string();
    known::play(&mut world);
    let found = (settled.as_str(), world.digest().to_string(), known::drawn(&world));
    assert_eq!(found, (known::SETTLED, known::AFTER_LOG.to_owned(), known::DRAWN));
}

#[test]
fn egress_gives_the_known_digest() {
    assert_eq!(known::egress(), known::AFTER_EGRESS);
}

#[test]
fn any_commands_at_any_times_give_the_known_digest() {
    assert_eq!(known::after_any_logs(&known::settled()), known::AFTER_ANY_LOGS);
}

#[test]
fn a_digest_tells_what_commands_have_configured_before_it_has_any_effect() {
    let settled = known::settled();
    let session = &settled.network().sessions.raw[0];
    let router = settled.network().routers[session.ends[0].router].slug.clone();
    let before = settled.digest();
    let mut world = settled.clone();
    let mut set = |rules: serde_json::Value| {
        let command = serde_json::json!({
            "do": "set-rules", "session": session.slug, "router": router, "export": rules
        });
        let command = serde_json::from_value(command).unwrap();
        world.apply(world.now(), &command, &mut Vec::new()).unwrap();
        world.digest()
    };
    // Nobody uses that community, so nothing is told anew.
    let unused = |med: u32| {
        set(serde_json::json!([{"match": {"community": "65535:1"}, "set": {"med": med}}]))
    };
    let [one, other] = [1, 2].map(unused);
    assert_ne!(one, before);
    assert_ne!(other, one);
    assert_eq!(set(serde_json::json!([])), before);
}
