//! Tests that need a browser, run by `wasm-bindgen-test` in headless Chromium.
#![cfg(target_arch = "wasm32")]

mod browser {
    mod bridge;
    mod golden;
    mod map;
    mod painter;
}
mod golden;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
