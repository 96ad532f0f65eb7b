//! Formatting, lints and documentation; any warning is an error.

use crate::process::{cargo, run};
use crate::tools;
use crate::{bench, halves};

/// Runs every check that needs no test run.
pub fn lint() -> Result<(), String> {
    tools::wasm_target()?;
    run("Formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
    // Workspaces of their own.
    let apart = [
        ("the measurements", bench::PACKAGE, bench::TARGET),
        ("the program that divides the page's", halves::PACKAGE, halves::TARGET),
    ];
    for (what, package, _) in apart {
        let check = ["fmt", "--check", "--manifest-path", package];
        run(&format!("Formatting of {what}"), &mut cargo(&check))?;
    }
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
    for (what, package, target) in apart {
        let clippy = ["clippy", "--all-targets", "--locked", "--manifest-path", package];
        run(&format!("Lints of {what}"), cargo(&clippy).args(["--target-dir", target]).args(deny))?;
    }
    let doc = ["doc", "--no-deps", "--lib"];
    run(
        "Documentation, native",
        cargo(&doc).args(["--locked"]).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    run("Documentation, in the browser", cargo(&doc).args(wasm).env("RUSTDOCFLAGS", "-D warnings"))
}
