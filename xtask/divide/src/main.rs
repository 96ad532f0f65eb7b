//! Divides the page's WebAssembly in two: the functions that run until the page is up, and the
//! rest, which follows while the learner looks around.
//!
//! Binaryen's `wasm-split` does the same, but npm's Binaryen leaves that program out.

mod first;
mod list;
mod mark;
mod plan;
mod rest;

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use walrus::{Module, ModuleConfig};

const USAGE: &str = "\
divide mark IN OUT NAMES            writes IN with every function reporting that it ran, by number,
                                    and the functions' marks, one a line, in the order of numbers
divide part IN LIST FIRST REST      divides IN: the functions whose marks LIST holds go into FIRST";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["mark", input, output, names] => mark_file(input, output, names),
        ["part", input, list, first, rest] => part_file(input, list, first, rest),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn mark_file(input: &str, output: &str, names: &str) -> Result<()> {
    let mut module = Module::from_file(input).with_context(|| input.to_owned())?;
    let marks = mark::report_all(&mut module);
    std::fs::write(names, list::written(marks)).with_context(|| names.to_owned())?;
    module.emit_wasm_file(output).with_context(|| output.to_owned())
}

fn part_file(input: &str, list: &str, first: &str, rest: &str) -> Result<()> {
    let bytes = std::fs::read(input).with_context(|| input.to_owned())?;
    let wanted = std::fs::read_to_string(list).with_context(|| list.to_owned())?;
    let wanted = list::read(&wanted).with_context(|| list.to_owned())?;
    let [mut one, mut two] = part(&bytes, &wanted)?;
    for (module, path) in [(&mut one, first), (&mut two, rest)] {
        module.emit_wasm_file(path).with_context(|| path.to_owned())?;
    }
    Ok(())
}

/// Both halves of a module: the functions that are wanted at first, and the rest.
fn part(bytes: &[u8], wanted: &BTreeSet<u32>) -> Result<[Module; 2]> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let (mut one, mut two) = (config.parse(bytes)?, config.parse(bytes)?);
    let plan = plan::Plan::of(&one, wanted)?;
    if plan.later.is_empty() {
        bail!("nothing is left for the rest: is the list of another build?");
    }
    let shared = rest::keep_later(&mut two, &plan)?;
    first::keep_wanted(&mut one, &plan, &shared)?;
    for module in [&mut one, &mut two] {
        walrus::passes::gc::run(module);
    }
    Ok([one, two])
}

#[cfg(test)]
mod tests;
