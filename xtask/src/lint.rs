//! Formatting, lints and documentation; any warning is an error.

use crate::bench;
use crate::process::{cargo, run};
use crate::tools;

/// Runs every check that needs no test run.
pub fn lint() -> Result<(), String> {
    tools::wasm_target()?;
    run("Formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
    let measurements = ["--manifest-path", bench::PACKAGE];
    run("Formatting of the measurements", cargo(&["fmt", "--check"]).args(measurements))?;
    let deny = ["--", "-D", "warnings"];
    run(
        "Lints, native",
        cargo(&["clippy", "--workspace", "--all-targets", "--locked"]).args(deny),
    )?;
    let wasm = ["--package", "anycast-lab", "--target", tools::WASM, "--locked"];
    run(
        "Lints, in the browser",
        cargo(&["clippy", "--lib", "--bin", "anycast-lab", "--test", "browser"])
            .args(wasm)
            .args(deny),
    )?;
    run(
        "Lints of the measurements",
        cargo(&["clippy", "--all-targets", "--locked", "--target-dir", bench::TARGET])
            .args(measurements)
            .args(deny),
    )?;
    let doc = ["doc", "--no-deps", "--lib"];
    run(
        "Documentation, native",
        cargo(&doc).args(["--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    run("Documentation, in the browser", cargo(&doc).args(wasm).env("RUSTDOCFLAGS", "-D warnings"))
}
