//! Known runs give the digests that they give natively.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::golden;

#[wasm_bindgen_test]
fn first_light_and_a_log_give_the_known_digests() {
    let mut world = golden::settled();
    let settled = world.digest().to_string();
    golden::play(&mut world);
    let found = (settled.as_str(), world.digest().to_string(), golden::drawn(&world));
    assert_eq!(found, (golden::SETTLED, golden::AFTER_LOG.to_owned(), golden::DRAWN));
}

#[wasm_bindgen_test]
fn egress_gives_the_known_digest() {
    assert_eq!(golden::egress(), golden::AFTER_EGRESS);
}

#[wasm_bindgen_test]
fn any_commands_at_any_times_give_the_known_digest() {
    assert_eq!(golden::after_any_logs(&golden::settled()), golden::AFTER_ANY_LOGS);
}
