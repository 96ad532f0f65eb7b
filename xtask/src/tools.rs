//! Installs what is missing into `.tools/`, at the pinned version.
//!
//! Each check is a look at a file or one `--version`, so that nothing missing costs no time.
//! The builds keep a target folder of their own until they succeed: an interrupted one resumes.

use std::fs;
use std::path::Path;

use crate::pins;
use crate::process::{cargo, command, output, root, run, say, tools_folder};
use crate::system;

/// The page's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// What building the page needs.
pub fn for_page() -> Result<(), String> {
    wasm_target()?;
    wasm_bindgen()?;
    // Without TLS: it never has to fetch anything, and a third of what it would compile is that.
    cargo_tool("trunk", pins::TRUNK, &["trunk"], &["--no-default-features"])
}

/// What the release build needs.
pub fn for_release() -> Result<(), String> {
    for_page()?;
    node("wasm-opt, which shrinks the built page")?;
    let folder = tools_folder().join("wasm-opt");
    let pinned = root().join("xtask/wasm-opt");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(pinned.join(file), folder.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    npm_packages(&folder, "Installing wasm-opt (npm binaryen): it shrinks the built page")
}

/// What the tests in a browser need.
pub fn for_browser_tests() -> Result<(), String> {
    wasm_target()?;
    wasm_bindgen()?;
    system::browsers()?;
    for_node_scripts()
}

/// What the scripts under `tests/e2e` need, browsers apart.
pub fn for_node_scripts() -> Result<(), String> {
    node("the end-to-end tests")?;
    npm_packages(
        &root().join("tests/e2e"),
        "Installing playwright-core and puppeteer-core: they drive the browsers in tests",
    )
}

/// What the benchmarks need.
pub fn for_benchmarks() -> Result<(), String> {
    wasm_target()?;
    wasm_bindgen()?;
    node("measuring WebAssembly")?;
    match output("python3", &["--version"]) {
        Some(_) => Ok(()),
        None => Err("Python 3 is needed to generate the graph of 75,000 ASes".to_owned()),
    }
}

/// The compiler's wasm32 library, and its lint and format tools.
pub fn wasm_target() -> Result<(), String> {
    let sysroot = output("rustc", &["--print", "sysroot"])
        .ok_or("rustc does not run: install Rust with rustup (https://rustup.rs)")?;
    let sysroot = Path::new(sysroot.trim());
    if !sysroot.join("lib/rustlib").join(WASM).is_dir() {
        run(
            "Adding the target wasm32-unknown-unknown: the lab runs in the browser as WebAssembly",
            command("rustup").args(["target", "add", WASM]),
        )?;
    }
    let missing: Vec<&str> = [("clippy-driver", "clippy"), ("rustfmt", "rustfmt")]
        .into_iter()
        .filter(|(program, _)| !sysroot.join("bin").join(program).is_file())
        .map(|(_, component)| component)
        .collect();
    if !missing.is_empty() {
        run(
            "Adding rustup's components for lints and formatting",
            command("rustup").args(["component", "add"]).args(missing),
        )?;
    }
    Ok(())
}

fn wasm_bindgen() -> Result<(), String> {
    let programs = ["wasm-bindgen", "wasm-bindgen-test-runner"];
    cargo_tool("wasm-bindgen-cli", &pins::locked("wasm-bindgen")?, &programs, &[])
}

/// Builds a tool from crates.io unless its first program already says this version.
fn cargo_tool(
    krate: &str,
    version: &str,
    programs: &[&str],
    features: &[&str],
) -> Result<(), String> {
    let tools = tools_folder();
    let is_current = programs.iter().all(|program| {
        let program = tools.join("bin").join(program);
        program.is_file()
            && output(&program.to_string_lossy(), &["--version"])
                .is_some_and(|said| said.split_whitespace().any(|word| word == version))
    });
    if is_current {
        return Ok(());
    }
    let kept = tools.join("build").join(krate);
    let why = format!(
        "Installing {krate} {version} into .tools: it {}. Once only; minutes on two cores.\n  \
         Interrupt it if you must: the next run goes on where this one stopped.",
        if krate == "trunk" { "builds and serves the page" } else { "joins Rust to JavaScript" },
    );
    let mut install = cargo(&["install", "--locked", "--force", krate, "--version", version]);
    install.args(features).arg("--root").arg(&tools).arg("--target-dir").arg(&kept);
    for program in programs {
        install.args(["--bin", program]);
    }
    // The tools run for moments: quick to build beats quick to run. wasm-bindgen alone has
    // megabytes to chew.
    let level = if krate == "trunk" { "0" } else { "1" };
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    run(&why, &mut install)?;
    // Hundreds of megabytes that nothing needs any more; failing to tidy them is no failure.
    if fs::remove_dir_all(&kept).is_err() {
        say(&format!("(could not remove {})", kept.display()));
    }
    Ok(())
}

/// Runs `npm ci` unless the installed packages are those of the lock file.
fn npm_packages(folder: &Path, why: &str) -> Result<(), String> {
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|error| format!("{}/package-lock.json: {error}", folder.display()))?;
    // Written after npm has finished, so an interrupted installation is done again.
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(why, command("npm").args(["ci", "--no-fund", "--no-audit"]).current_dir(folder))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

fn node(purpose: &str) -> Result<(), String> {
    const OLDEST: u32 = 20;
    let major = output("node", &["--version"])
        .and_then(|said| said.trim().strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST => Ok(()),
        Some(major) => Err(format!("Node {OLDEST} or newer is needed for {purpose}, not {major}")),
        None => Err(format!("Node {OLDEST} or newer is needed for {purpose}: https://nodejs.org")),
    }
}
