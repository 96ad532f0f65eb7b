//! How fast the engine of Anycast Lab is: the same cases natively and as WebAssembly.
//!
//! A package of its own, outside the workspace: bgpsim, which the first case is measured beside,
//! and the crates it needs would be compiled and locked with everything else.
//! `cargo xtask bench` builds and runs it.

#[cfg(not(target_arch = "wasm32"))]
pub mod bgpsim_side;
pub mod cases;
pub mod figures;
#[cfg(not(target_arch = "wasm32"))]
pub mod graphs;
pub mod million;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
