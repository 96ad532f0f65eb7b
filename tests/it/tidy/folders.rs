//! What belongs beside what: translations in pairs, sources named, locks without addresses.

use super::{Text, assert_tidy, paths_below, texts};

/// Folders of `assets` that were drawn and written here.
const OUR_ASSETS: [&str; 4] = ["boot", "i18n", "icons", "style"];

#[test]
fn everything_has_its_companions() {
    let paths = paths_below("");
    assert_tidy(&[sources(&paths), translations(&paths)].concat());
}

#[test]
fn locks_name_only_the_public_registries() {
    let problems: Vec<String> =
        texts(&["Cargo.lock", "package-lock.json"]).iter().flat_map(addresses).collect();
    assert_tidy(&problems);
}

/// What came from elsewhere says from where.
fn sources(paths: &[String]) -> Vec<String> {
    let mut folders: Vec<&str> = paths
        .iter()
        .filter_map(|path| path.strip_prefix("assets/")?.split_once('/'))
        .map(|(folder, _)| folder)
        .filter(|folder| !OUR_ASSETS.contains(folder))
        .collect();
    folders.dedup();
    folders
        .into_iter()
        .map(|folder| format!("assets/{folder}/SOURCE.md"))
        .filter(|source| !paths.contains(source))
        .map(|source| format!("{source}: missing; or name the folder in OUR_ASSETS"))
        .collect()
}

/// Everything a learner reads exists in both languages.
fn translations(paths: &[String]) -> Vec<String> {
    let mut needed: Vec<String> = Vec::new();
    for path in paths {
        if let Some((folder, "lesson.json" | "en.md" | "zh.md")) = path.rsplit_once('/')
            && folder.starts_with("lessons/")
        {
            needed.extend(["lesson.json", "en.md", "zh.md"].map(|file| format!("{folder}/{file}")));
        }
        if let Some((folder, "en.ftl" | "zh.ftl")) = path.rsplit_once('/') {
            needed.extend(["en.ftl", "zh.ftl"].map(|file| format!("{folder}/{file}")));
        }
    }
    needed.extend(["MODEL.md", "MODEL.zh.md"].map(str::to_owned));
    needed.sort();
    needed.dedup();
    needed.retain(|path| !paths.contains(path));
    needed.into_iter().map(|path| format!("{path}: missing")).collect()
}

/// A lock made behind a mirror must not send others there.
fn addresses(file: &Text) -> Vec<String> {
    const PUBLIC: [&str; 2] =
        ["registry+https://github.com/rust-lang/crates.io-index", "https://registry.npmjs.org/"];
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| {
            let line = line.trim_start();
            line.starts_with("source = ") || line.starts_with("\"resolved\": ")
        })
        .filter(|(_, line)| !PUBLIC.iter().any(|public| line.contains(&format!("\"{public}"))))
        .map(|(index, line)| format!("{}:{}: {}", file.path, index + 1, line.trim()))
        .collect()
}

#[test]
fn what_lacks_its_companion_is_found() {
    let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    assert_eq!(sources(&paths(&["assets/photos/a.png"])).len(), 1);
    assert_eq!(sources(&paths(&["assets/photos/SOURCE.md", "assets/photos/a.png"])).len(), 0);
    assert_eq!(sources(&paths(&["assets/boot/boot.js"])).len(), 0);
    let models = ["MODEL.md", "MODEL.zh.md"];
    let with = |more: &[&str]| translations(&paths(&[&models, more].concat()));
    assert_eq!(with(&[]), Vec::<String>::new());
    assert_eq!(with(&["lessons/a/lesson.json", "lessons/a/en.md"]), ["lessons/a/zh.md: missing"]);
    assert_eq!(with(&["lessons/a/zh.md"]).len(), 2);
    assert_eq!(with(&["assets/i18n/en.ftl"]), ["assets/i18n/zh.ftl: missing"]);
    assert_eq!(translations(&paths(&["MODEL.md"])), ["MODEL.zh.md: missing"]);
}

#[test]
fn a_lock_with_another_address_is_found() {
    for line in [
        "source = \"registry+https://mirror.example/index\"",
        "      \"resolved\": \"https://mirror.example/registry.npmjs.org/a.tgz\",",
    ] {
        assert_eq!(addresses(&Text::new("Cargo.lock", line)).len(), 1, "{line}");
    }
    let good = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    assert_eq!(addresses(&Text::new("Cargo.lock", good)), Vec::<String>::new());
}
