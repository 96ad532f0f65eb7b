//! Every test, in three kinds, and the weighing of the page.

use std::process::Command;
use std::time::Instant;

use crate::halves;
use crate::page;
use crate::process::{cargo, command, root, run, say};
use crate::tally::{Tally, counted};
use crate::tools;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Native,
    Browser,
    EndToEnd,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Native, Self::Browser, Self::EndToEnd];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
            Self::EndToEnd => "e2e",
        }
    }

    fn run(self, is_release: bool) -> Result<Tally, String> {
        match self {
            Self::Native => native(is_release),
            Self::Browser => browser(),
            Self::EndToEnd => end_to_end(is_release),
        }
    }
}

/// Runs the kinds of tests named, or all, and closes with their counts.
pub fn test(arguments: &[String]) -> Result<(), String> {
    let is_release = arguments.iter().any(|argument| argument == "--release");
    let named: Vec<&String> = arguments.iter().filter(|name| *name != "--release").collect();
    if let Some(unknown) = named.iter().find(|name| !Kind::ALL.iter().any(|k| k.name() == **name)) {
        return Err(format!("no tests are called `{unknown}`: native, browser or e2e"));
    }
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| named.is_empty() || named.iter().any(|name| *name == kind.name()))
        .collect();
    // Ask for the browsers before minutes of compiling, not after.
    if kinds.iter().any(|kind| *kind != Kind::Native) {
        tools::for_browser_tests()?;
    }
    let mut total = Tally::default();
    let mut broken = Vec::new();
    let mut parts = Vec::new();
    for kind in kinds {
        let start = Instant::now();
        let tally = kind.run(is_release).unwrap_or_else(|message| {
            broken.push(message);
            Tally::default()
        });
        total = total.and(tally);
        let seconds = start.elapsed().as_secs();
        parts.push(format!("{} {} in {seconds} s", tally.passed, kind.name()));
    }
    let is_good = broken.is_empty() && total.failed == 0;
    let word = if is_good { "ok" } else { "FAILED" };
    println!();
    println!(
        "test result: {word}. {} passed; {} failed; {} ignored ({})",
        total.passed,
        total.failed,
        total.ignored,
        parts.join(", ")
    );
    if is_good { Ok(()) } else { Err(broken.join("\n")) }
}

fn native(is_release: bool) -> Result<Tally, String> {
    let mut tests = cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    if is_release {
        // Property tests run their full number of cases.
        tests.arg("--release");
    }
    let tally = counted("Native tests: engine, lessons, scenes, the command line", &mut tests)?;
    if !is_release {
        return Ok(tally);
    }
    // Only a release build is divided.
    let divide = ["test", "--locked", "--manifest-path", halves::PACKAGE];
    let mut tests = cargo(&divide);
    tests.args(["--target-dir", halves::TARGET]);
    Ok(tally.and(counted("Tests of the program that divides the page's", &mut tests)?))
}

fn browser() -> Result<Tally, String> {
    // The page's profile, so that its some two hundred crates are compiled once for both.
    let mut tests = cargo(&["test", "--locked", "--profile", "wasm-dev"]);
    tests.args(["--target", tools::WASM, "--test", "browser"]);
    // 20 seconds, the default, is too short for a busy machine's first browser start.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    counted("Browser tests, in headless Chromium", &mut tests)
}

fn end_to_end(is_release: bool) -> Result<Tally, String> {
    let dist = if is_release {
        page::build_release()?;
        root().join(page::RELEASE)
    } else {
        page::build_quick()?
    };
    let mut node = command("npm");
    node.args(["test", "--silent"]).current_dir(root().join("tests/e2e")).env("LAB_DIST", dist);
    counted("End-to-end tests, in a real browser", &mut node)
}

/// Takes pictures of the quick build's screens, for people to look at.
pub fn shots(names: &[String]) -> Result<(), String> {
    tools::for_browser_tests()?;
    let dist = page::build_quick()?;
    let mut node = command("node");
    node.arg("shots.mjs").args(names).current_dir(root().join("tests/e2e")).env("LAB_DIST", dist);
    run("Taking pictures of every screen, into tests/e2e/out", &mut node)
}

/// Builds the release and weighs everything that a first visit loads.
pub fn size() -> Result<(), String> {
    tools::for_browser_tests()?;
    page::build_release()?;
    say("A first visit, in a real browser");
    run("Weighing each file that it loads", &mut script("size"))
}

/// Builds the release and measures it against its budgets of time and memory.
pub fn budgets(parts: &[String]) -> Result<(), String> {
    tools::for_browser_tests()?;
    page::build_release()?;
    let mut node = script("budgets");
    node.arg("--").args(parts);
    run("Measuring time and memory in a real browser, for some minutes", &mut node)
}

/// One of the scripts beside the end-to-end tests, on the release build.
fn script(name: &str) -> Command {
    let mut npm = command("npm");
    npm.args(["run", "--silent", name])
        .current_dir(root().join("tests/e2e"))
        .env("LAB_DIST", root().join(page::RELEASE));
    npm
}
