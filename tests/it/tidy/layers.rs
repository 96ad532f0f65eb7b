//! Arrows point down: who may import whom, in the crate and inside the engine.

use super::code::without_prose;
use super::{Text, assert_tidy, texts};

/// Each layer with those it may use; itself is always allowed.
const LAYERS: [(&str, &[&str]); 6] = [
    ("engine", &[]),
    ("lesson", &["engine"]),
    ("scene", &["engine"]),
    ("app", &["engine", "lesson", "scene"]),
    ("web", &["engine", "lesson", "scene", "app"]),
    ("headless", &["engine", "lesson", "scene", "app"]),
];

/// The same inside `engine`.
const ENGINE: [(&str, &[&str]); 9] = [
    ("base", &[]),
    ("net", &["base"]),
    ("internet", &["base", "net"]),
    ("bgp", &["base", "net"]),
    ("dataplane", &["base", "net"]),
    ("anycast", &["base", "net", "bgp", "dataplane"]),
    ("traffic", &["base", "net", "bgp", "dataplane"]),
    ("egress", &["base", "net", "bgp", "dataplane"]),
    ("sim", &["base", "net", "bgp", "dataplane", "anycast", "traffic", "egress"]),
];

/// Crates and modules that only some layer may touch, with the layers that may.
const DOORS: [(&str, &[&str]); 11] = [
    ("leptos", &["web"]),
    ("web_sys", &["web"]),
    ("js_sys", &["web"]),
    ("wasm_bindgen", &["web"]),
    ("gloo_timers", &["web"]),
    ("clap", &["headless"]),
    ("std::fs", &["headless"]),
    ("std::env", &["headless"]),
    ("std::process", &["headless"]),
    ("fluent_bundle", &["app"]),
    ("pulldown_cmark", &["lesson", "app", "web"]),
];

#[test]
fn arrows_point_down() {
    let problems: Vec<String> = texts(&[".rs"])
        .iter()
        .filter(|file| file.path.starts_with("src/"))
        .flat_map(check)
        .collect();
    assert_tidy(&problems);
}

fn check(file: &Text) -> Vec<String> {
    let module = module_of(&file.path);
    let Some(layer) = module.first() else { return Vec::new() };
    let mut problems = Vec::new();
    let mut say = |what: String| problems.push(format!("{}: {what}", file.path));
    let Some((_, below)) = LAYERS.iter().find(|(name, _)| name == layer) else {
        say(format!("`{layer}` is no layer: give it a place in tests/it/tidy/layers.rs"));
        return problems;
    };
    let code = without_prose(&file.text);
    for used in used_paths(&code, &module) {
        let top = used[0].as_str();
        if LAYERS.iter().any(|(name, _)| *name == top) && top != layer && !below.contains(&top) {
            say(format!("`{layer}` must not use `{top}`"));
        }
        if layer == "engine" && top == "engine" {
            let from = module.get(1).map_or("", String::as_str);
            let to = used.get(1).map_or("", String::as_str);
            if let Some(problem) = inside_engine(from, to) {
                say(problem);
            }
        }
    }
    for (door, may) in DOORS {
        if !may.contains(&layer.as_str()) && mentions(&code, door) {
            say(format!("`{layer}` must not touch `{door}`"));
        }
    }
    problems.dedup();
    problems
}

fn inside_engine(from: &str, to: &str) -> Option<String> {
    let below = ENGINE.iter().find(|(name, _)| *name == from).map(|(_, below)| *below);
    let is_part = ENGINE.iter().any(|(name, _)| *name == to);
    match below {
        // engine/mod.rs, which only lists its parts.
        None if from.is_empty() => None,
        None => Some(format!("`engine::{from}` has no place in tests/it/tidy/layers.rs")),
        Some(below) if is_part && from != to && !below.contains(&to) => {
            Some(format!("`engine::{from}` must not use `engine::{to}`"))
        }
        Some(_) => None,
    }
}

/// `src/engine/net/build.rs` is the module `engine::net::build`; the crate's root is empty.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Whether `code` names `path` (`leptos`, `std::fs`) at the start of a path.
fn mentions(code: &str, path: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + path.len()..];
        !before.is_some_and(|c| is_name(c) || c == ':' || c == '.')
            && !after.starts_with(is_name)
            && (path.contains("::") || after.starts_with("::") || after.starts_with(';'))
    })
}

/// Every path that starts with `crate` or `super`, from the crate's root.
fn used_paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (word, start) in [("crate::", 0), ("super::", module.len().saturating_sub(1))] {
        for (at, _) in code.match_indices(word) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            tree(&code[at + word.len()..], &module[..start], &mut paths);
        }
    }
    paths
}

/// Adds the paths of a use-tree (`a::b`, `{a::b, c::{d, e}}`); returns what follows it.
fn tree<'a>(code: &'a str, prefix: &[String], paths: &mut Vec<Vec<String>>) -> &'a str {
    let mut prefix = prefix.to_vec();
    let mut rest = code;
    loop {
        rest = rest.trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            rest = group;
            loop {
                rest = tree(rest, &prefix, paths).trim_start();
                match rest.strip_prefix(',') {
                    Some(more) if !more.trim_start().starts_with('}') => rest = more,
                    Some(more) => return more.trim_start().trim_start_matches('}'),
                    None => return rest.trim_start_matches('}'),
                }
            }
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name == "super" {
            prefix.pop();
        } else if !name.is_empty() {
            prefix.push(name.to_owned());
        }
        match after.strip_prefix("::") {
            Some(more) if !name.is_empty() => rest = more,
            _ => {
                if !prefix.is_empty() {
                    paths.push(prefix);
                }
                // Skips `as other` and `*` up to the end of this branch.
                let end = after.find([',', '}', ';', '\n']).unwrap_or(after.len());
                return &after[end..];
            }
        }
    }
}

#[test]
fn an_arrow_up_is_found() {
    for (path, code) in [
        ("src/engine/net/build.rs", "use crate::scene::Point;"),
        ("src/lesson/mod.rs", "use crate::{engine::base::Time, scene::{Point, Line}};"),
        ("src/scene/mod.rs", "fn f() -> crate::lesson::Lesson {}"),
        ("src/app/lab.rs", "use crate::web::bridge;"),
        ("src/headless/mod.rs", "use crate::web;"),
        ("src/engine/base/ids.rs", "use crate::engine::net::Network;"),
        ("src/engine/bgp/rib.rs", "use crate::engine::{base::{self, Time}, dataplane::Fib};"),
        ("src/engine/dataplane/fib.rs", "use super::super::bgp::Route;"),
        ("src/engine/net/build.rs", "use super::super::super::app::Lab;"),
        ("src/engine/anycast/mod.rs", "use super::sim::World;"),
        ("src/engine/weather/mod.rs", "use crate::engine::base::Time;"),
        ("src/engine/sim/world.rs", "use std::fs;"),
        ("src/app/lab.rs", "fn f() { leptos::mount() }"),
        ("src/lesson/mod.rs", "use fluent_bundle::FluentResource;"),
        ("src/helping/mod.rs", ""),
    ] {
        let found = check(&Text::new(path, code));
        assert_eq!(found.len(), 1, "{path}: {code}: {found:?}");
    }
}

#[test]
fn an_arrow_down_is_not() {
    for (path, code) in [
        ("src/web/mod.rs", "use crate::{app::Lab, scene::Point}; use leptos::prelude::*;"),
        ("src/engine/sim/world.rs", "use crate::engine::bgp::Speaker; use super::queue::Queue;"),
        ("src/engine/bgp/rib.rs", "// use crate::sim::World;\nuse crate::engine::net as wires;"),
        (
            "src/engine/bgp/rib.rs",
            "use crate::engine::{\n    base::Time,\n    net::{Asn, paths},\n};",
        ),
        ("src/scene/mod.rs", "fn f() { let leptos = 1; a.web_sys::<u8>(); }"),
        ("src/lib.rs", "pub mod web;"),
        ("src/headless/run.rs", "use std::fs;"),
    ] {
        assert_eq!(check(&Text::new(path, code)), Vec::<String>::new(), "{path}: {code}");
    }
}
