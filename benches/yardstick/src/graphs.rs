//! The files that the cases are made of. The big graph is generated when it is first asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The default world.
#[must_use]
pub fn first_light(root: &Path) -> String {
    read(&root.join("assets/scenarios/first-light.json"))
}

/// The flagship world.
#[must_use]
pub fn atlas(root: &Path) -> String {
    read(&root.join("assets/scenarios/atlas.json"))
}

/// 1,000 ASes.
#[must_use]
pub fn graph_1000(root: &Path) -> String {
    read(&root.join("tests/fixtures/bench/gr1000.as-rel2.txt"))
}

/// 75,000 ASes of the real graph's shape.
///
/// # Panics
/// If there is no Python to generate it.
#[must_use]
pub fn internet(root: &Path) -> String {
    let path: PathBuf = root.join("target/graphs/75000-1.as-rel2.txt");
    if !path.is_file() {
        let folder = path.parent().expect("it has one");
        fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        // Under another name first: an interrupted run leaves no half graph behind.
        let half = path.with_extension("half");
        let made = Command::new("python3")
            .arg(root.join("benches/graphs/gen_topo.py"))
            .args(["75000", "1"])
            .arg(&half)
            // It says what it made; standard output is for the figures.
            .stdout(Stdio::null())
            .status()
            .unwrap_or_else(|error| panic!("python3, which generates the graph: {error}"));
        assert!(made.success(), "benches/graphs/gen_topo.py: {made}");
        fs::rename(&half, &path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    read(&path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
