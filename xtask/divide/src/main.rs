//! Divides the page's WebAssembly in two: the functions that run until the page is up, and the
//! rest, which follows while the learner looks around.
//!
//! Binaryen's `wasm-split` does the same, but npm's Binaryen leaves that program out.

mod data;
mod first;
mod glue;
mod linked;
mod list;
mod mark;
mod plan;
mod rest;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use walrus::{Module, ModuleConfig};

use data::Later;
use linked::Linked;

const USAGE: &str = "\
divide mark IN OUT NAMES            writes IN with every function reporting that it ran, by number,
                                    and the functions' marks, one a line, in the order of numbers
divide part LIST IN LINKED GLUE FIRST REST GLUE_OUT
                                    divides IN: the functions whose marks LIST holds go into FIRST,
                                    with what they read. LINKED is what the linker wrote, GLUE the
                                    JavaScript beside IN, rewritten since imports are renamed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["mark", input, output, names] => mark_file(input, output, names),
        ["part", list, input, linked, glue, first, rest, glue_out] => {
            part_files(list, [input, linked, glue], [first, rest, glue_out])
        }
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
    let bytes = std::fs::read(input).with_context(|| input.to_owned())?;
    let mut module = module(&bytes)?;
    let marks = mark::report_all(&mut module);
    std::fs::write(names, list::written(marks)).with_context(|| names.to_owned())?;
    module.emit_wasm_file(output).with_context(|| output.to_owned())
}

fn part_files(list: &str, from: [&str; 3], to: [&str; 3]) -> Result<()> {
    let text = |path: &str| std::fs::read_to_string(path).with_context(|| path.to_owned());
    let bytes = |path: &str| std::fs::read(path).with_context(|| path.to_owned());
    let wanted = list::read(&text(list)?).with_context(|| list.to_owned())?;
    let [input, linked, glue] = from;
    let linked = Linked::read(&bytes(linked)?).with_context(|| linked.to_owned())?;
    let ([mut first, mut rest], renamed) = part(&bytes(input)?, &wanted, &linked)?;
    let glue = glue::rename(&text(glue)?, &renamed).with_context(|| glue.to_owned())?;
    first.emit_wasm_file(to[0]).with_context(|| to[0].to_owned())?;
    rest.emit_wasm_file(to[1]).with_context(|| to[1].to_owned())?;
    std::fs::write(to[2], glue).with_context(|| to[2].to_owned())
}

/// Both halves of a module: the functions that are wanted at first, and the rest.
/// And how what they import has been renamed.
fn part(
    bytes: &[u8],
    wanted: &BTreeSet<u32>,
    linked: &Linked,
) -> Result<([Module; 2], BTreeMap<String, String>)> {
    let (mut one, mut two) = (module(bytes)?, module(bytes)?);
    let plan = plan::Plan::of(&one, wanted)?;
    if plan.later.is_empty() {
        bail!("nothing is left for the rest: is the list of another build?");
    }
    let later = Later::of(&one, &plan, linked)?;
    let renamed = glue::shorten(&mut one);
    glue::shorten(&mut two);
    let shared = rest::keep_later(&mut two, &plan, &later)?;
    later.leave_out(&mut one);
    first::keep_wanted(&mut one, &plan, &shared)?;
    for module in [&mut one, &mut two] {
        walrus::passes::gc::run(module);
    }
    Ok(([one, two], renamed))
}

/// Reads a module, without what the linker has left in it for others: it holds no longer.
fn module(bytes: &[u8]) -> Result<Module> {
    let mut module = ModuleConfig::new().generate_producers_section(false).parse(bytes)?;
    let notes = module.customs.iter().map(|(id, section)| (id, section.name().to_owned()));
    let old: Vec<_> = notes
        .filter(|(_, name)| name == "linking" || name.starts_with("reloc."))
        .map(|(id, _)| id)
        .collect();
    for id in old {
        module.customs.delete(id);
    }
    Ok(module)
}

#[cfg(test)]
mod linked_tests;
#[cfg(test)]
mod tests;
