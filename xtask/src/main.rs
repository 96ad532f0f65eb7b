//! Sets up, serves, builds, tests and weighs Anycast Lab.
//!
//! Only the standard library, so that `cargo xtask` compiles in a second on a machine that has
//! nothing yet. Every tool is pinned and goes into `.tools/`, never into the machine's own
//! folders; the browsers alone come from the system's package manager.

mod bench;
mod halves;
mod lint;
mod page;
mod pins;
mod process;
mod remarks;
mod sheets;
mod suite;
mod system;
mod tally;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N]   build the lab and serve it at http://127.0.0.1:8080/
cargo xtask test [--release] [native] [browser] [e2e]
                               run every test, or only the kinds named;
                               --release: a thousand cases for each property,
                               and a walk through the release build
cargo xtask build              the release build: a static folder, dist/
cargo xtask size               build, then weigh what a first visit loads
cargo xtask budgets [up] [frames] [tasks] [hour]
                               build, then measure the page's time and memory
cargo xtask first              build, then record which functions run until the page is up
cargo xtask shots [NAME…]      build quickly, then take pictures of every screen, in every
                               look, into tests/e2e/out: in Chromium and Firefox
cargo xtask bench              measure the engine: native, beside bgpsim, WebAssembly
cargo xtask lint               formatting, lints (native and wasm32), documentation
cargo xtask setup              install everything that is missing, and do nothing else";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let result = match arguments.first().map(String::as_str) {
        Some("serve") => page::serve(rest),
        Some("test") => suite::test(rest),
        Some("build") => none(rest).and_then(|()| page::build_release()),
        Some("shots") => suite::shots(rest),
        Some("first") => none(rest).and_then(|()| halves::record()),
        Some("size") => none(rest).and_then(|()| suite::size()),
        Some("budgets") => suite::budgets(rest),
        Some("bench") => none(rest).and_then(|()| bench::bench()),
        Some("lint") => none(rest).and_then(|()| lint::lint()),
        Some("setup") => none(rest).and_then(|()| setup()),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(format!("there is no `{other}` here\n\n{USAGE}")),
        None => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Refuses arguments where a command takes none.
fn none(arguments: &[String]) -> Result<(), String> {
    match arguments.first() {
        None => Ok(()),
        Some(extra) => Err(format!("`{extra}` is one argument too many\n\n{USAGE}")),
    }
}

fn setup() -> Result<(), String> {
    tools::for_release()?;
    tools::for_browser_tests()?;
    process::say("Everything is installed.");
    Ok(())
}
