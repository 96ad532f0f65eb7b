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
fn any_commands_at_any_times_give_the_known_digest() {
    assert_eq!(known::after_any_logs(&known::settled()), known::AFTER_ANY_LOGS);
}
