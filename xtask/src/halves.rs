//! The page's program in two parts: what runs until the page is up, and the rest.
//!
//! `xtask/divide` does the dividing, by the list `xtask/divide/first.txt`; here are the files.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::page;
use crate::process::{cargo, command, root, run, say};
use crate::tools;

/// The package that divides.
pub const PACKAGE: &str = "xtask/divide/Cargo.toml";
/// Where it is built.
pub const TARGET: &str = "target/divide";
const LIST: &str = "xtask/divide/first.txt";
const MARKED: &str = "target/marked";

/// Copies the page in `whole` to `parted`, its program divided.
pub fn divide(whole: &Path, parted: &Path) -> Result<(), String> {
    let program = program_of(whole)?;
    let scratch = root().join(TARGET);
    build()?;
    let (first, rest) = (scratch.join("first.wasm"), scratch.join("rest.wasm"));
    run(
        "Dividing the program: what opens the page, and the rest",
        divider().arg("part").arg(&program).arg(LIST).args([&first, &rest]),
    )?;
    copy_without_program(whole, parted)?;
    // The list of functions may change where the program does not: so do the names.
    let mut parts = DefaultHasher::new();
    for part in [&first, &rest] {
        fs::read(part).map_err(|error| told(part, &error))?.hash(&mut parts);
    }
    let stamp = format!("{:016x}", parts.finish());
    let names = [format!("anycast-lab-{stamp}_bg.wasm"), format!("anycast-lab-{stamp}_rest.wasm")];
    for (from, name) in [&first, &rest].into_iter().zip(&names) {
        fs::copy(from, parted.join(name)).map_err(|error| told(from, &error))?;
    }
    name_parts(&parted.join("index.html"), &program, &names)
}

/// Records anew which functions run until the page is up.
pub fn record() -> Result<(), String> {
    tools::for_browser_tests()?;
    page::build_whole()?;
    build()?;
    let (whole, marked) = (root().join(page::WHOLE), root().join(MARKED));
    copy(&whole, &marked)?;
    let program = program_of(&marked)?;
    let marks = root().join(TARGET).join("marks.txt");
    run(
        "Letting every function report that it runs",
        divider().arg("mark").args([&program, &program, &marks]),
    )?;
    let mut node = command("npm");
    node.args(["run", "--silent", "first"])
        .current_dir(root().join("tests/e2e"))
        .env("LAB_DIST", marked)
        .env("LAB_MARKS", marks)
        .env("LAB_LIST", root().join(LIST));
    run("Opening the page in a real browser, and noting which do", &mut node)
}

fn build() -> Result<(), String> {
    let build = ["build", "--locked", "--manifest-path", PACKAGE, "--target-dir", TARGET];
    run("Building the program that divides", &mut cargo(&build))
}

fn divider() -> std::process::Command {
    command(&root().join(TARGET).join("debug/divide").to_string_lossy())
}

/// The page's WebAssembly file.
fn program_of(page: &Path) -> Result<PathBuf, String> {
    let files = fs::read_dir(page).map_err(|error| told(page, &error))?;
    files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.to_string_lossy().ends_with("_bg.wasm"))
        .ok_or_else(|| format!("{}: no `…_bg.wasm` in it", page.display()))
}

fn copy_without_program(from: &Path, to: &Path) -> Result<(), String> {
    copy(from, to)?;
    let program = program_of(to)?;
    fs::remove_file(&program).map_err(|error| told(&program, &error))
}

/// Copies a folder, replacing what was there.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(|error| told(to, &error))?;
    }
    fs::create_dir_all(to).map_err(|error| told(to, &error))?;
    for entry in fs::read_dir(from).map_err(|error| told(from, &error))? {
        let entry = entry.map_err(|error| told(from, &error))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(|error| told(&path, &error))?;
        }
    }
    Ok(())
}

/// Tells the page where both parts are: boot.js and rest.js read that there.
fn name_parts(index: &Path, program: &Path, [first, rest]: &[String; 2]) -> Result<(), String> {
    let html = fs::read_to_string(index).map_err(|error| told(index, &error))?;
    let old = program.file_name().unwrap_or_default().to_string_lossy();
    let html = html.replace(&*old, first);
    let attribute = format!("data-wasm=\"./{first}\"");
    if !html.contains(&attribute) {
        return Err(format!("{}: {attribute} expected in it", index.display()));
    }
    let html = html.replace(&attribute, &format!("{attribute} data-rest=\"./{rest}\""));
    fs::write(index, html).map_err(|error| told(index, &error))?;
    say("Divided.");
    Ok(())
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
