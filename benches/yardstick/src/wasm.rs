//! The door for Node: texts in, figures out.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::figures::{Clock, Texts, measure};

#[wasm_bindgen]
unsafe extern "C" {
    /// Node's clock, in nanoseconds.
    #[wasm_bindgen(js_namespace = ["process", "hrtime"])]
    fn bigint() -> u64;
}

struct Node;

impl Clock for Node {
    fn now_ns(&self) -> u64 {
        bigint()
    }
}

/// Measures every case; one line a figure, `name value`.
#[wasm_bindgen]
#[must_use]
pub fn figures(graph_1000: &str, first_light: &str, atlas: &str, internet: &str) -> String {
    let texts = Texts { graph_1000, first_light, atlas, internet };
    measure(texts, &Node)
        .iter()
        .map(|figure| format!("{} {}\n", figure.name, figure.value))
        .collect()
}
