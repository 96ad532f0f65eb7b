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

/// What the linker wrote, of which Trunk's `…_bg.wasm` was made.
const LINKED: &str = "target/wasm32-unknown-unknown/wasm-release/anycast-lab.wasm";

/// Copies the page in `whole` to `parted`, its program divided, and each half made small.
pub fn divide(whole: &Path, parted: &Path) -> Result<(), String> {
    let (program, glue) = (file_of(whole, "_bg.wasm")?, file_of(whole, ".js")?);
    let scratch = root().join(TARGET);
    build()?;
    let parts = ["first.wasm", "rest.wasm", "glue.js"].map(|name| scratch.join(name));
    run(
        "Dividing the program: what opens the page, and the rest",
        divider().args(["part", LIST]).arg(&program).arg(LINKED).arg(&glue).args(&parts),
    )?;
    for half in &parts[..2] {
        shrink(half)?;
    }
    copy(whole, parted)?;
    // The list of functions may change where the program does not: so do the names.
    let mut contents = DefaultHasher::new();
    for part in &parts {
        fs::read(part).map_err(|error| told(part, &error))?.hash(&mut contents);
    }
    let stamp = format!("{:016x}", contents.finish());
    let names = ["_bg.wasm", "_rest.wasm", ".js"].map(|end| format!("anycast-lab-{stamp}{end}"));
    for old in [&program, &glue] {
        let old = parted.join(old.file_name().unwrap_or_default());
        fs::remove_file(&old).map_err(|error| told(&old, &error))?;
    }
    for (from, name) in parts.iter().zip(&names) {
        fs::copy(from, parted.join(name)).map_err(|error| told(from, &error))?;
    }
    name_parts(&parted.join("index.html"), [&program, &glue], &names)
}

/// Has wasm-opt shrink a half. Each by itself: what it inlines stays in its half.
fn shrink(half: &Path) -> Result<(), String> {
    // A second time finds what the first made possible. Functions in the order of their names: like
    // stands beside like, and brotli sees it.
    let passes =
        ["-Oz", "-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"];
    run(
        "Making a half as small as it can be, for half a minute",
        command("wasm-opt").args(passes).arg(half).arg("-o").arg(half),
    )
}

/// Records anew which functions run until the page is up.
pub fn record() -> Result<(), String> {
    tools::for_browser_tests()?;
    page::build_whole()?;
    build()?;
    let (whole, marked) = (root().join(page::WHOLE), root().join(MARKED));
    copy(&whole, &marked)?;
    let program = file_of(&marked, "_bg.wasm")?;
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

/// The built file of the program whose name ends so.
fn file_of(page: &Path, end: &str) -> Result<PathBuf, String> {
    let files = fs::read_dir(page).map_err(|error| told(page, &error))?;
    files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("anycast-lab") && name.ends_with(end)
        })
        .ok_or_else(|| format!("{}: no `anycast-lab…{end}` in it", page.display()))
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

/// Tells the page where all parts are: boot.js and rest.js read that there.
fn name_parts(index: &Path, old: [&Path; 2], names: &[String; 3]) -> Result<(), String> {
    let mut html = fs::read_to_string(index).map_err(|error| told(index, &error))?;
    let [first, rest, glue] = names;
    for (old, new) in old.into_iter().zip([first, glue]) {
        html = html.replace(&*old.file_name().unwrap_or_default().to_string_lossy(), new);
    }
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
