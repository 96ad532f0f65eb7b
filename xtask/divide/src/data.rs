//! Which constants only the rest reads: they travel with it.
//!
//! This is no recording but a proof: a constant that a function of the first half names, or that
//! stands in one which it may read, stays. What lies where something may be written stays, too.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Result, bail, ensure};
use walrus::ir::{Const, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataId, DataKind, FunctionId, FunctionKind, LocalFunction, MemoryId, Module,
};

use crate::linked::{Linked, Segment};
use crate::plan::{Plan, places};

/// Runs of the rest's bytes closer than this become one: a segment of its own is longer.
const SHORTEST_GAP: usize = 9;

/// What is the rest's alone, by address: as many as the segments, byte for byte.
pub struct Later(Vec<Vec<bool>>);

impl Later {
    /// Works it out.
    ///
    /// # Errors
    /// The linker's file is that of another program.
    pub fn of(module: &Module, plan: &Plan, linked: &Linked) -> Result<Self> {
        ensure!(
            data(module).len() == linked.segments.len(),
            "the linker's file is that of another program: it has other segments"
        );
        for (id, segment) in data(module).into_iter().zip(&linked.segments) {
            let (from, bytes) = (address(module, id)?, &module.data.get(id).value);
            ensure!(
                from == segment.from && *bytes == segment.bytes,
                "the linker's file is that of another program: its data differ at {from}"
            );
        }
        let mut wanted = named_at_first(module, plan, linked);
        wanted.extend(variables(linked));
        let wanted = with_all_they_name(wanted, linked);
        Ok(Self(linked.segments.iter().map(|segment| unread(segment, &wanted, linked)).collect()))
    }

    /// Takes the rest's bytes out of the first half.
    pub fn leave_out(&self, module: &mut Module) {
        // Zeros, so that addresses stay: wasm-opt leaves runs of them out of the file.
        for (id, later) in data(module).into_iter().zip(&self.0) {
            let bytes = module.data.get_mut(id).value.iter_mut();
            bytes.zip(later).filter(|(_, later)| **later).for_each(|(byte, _)| *byte = 0);
        }
    }

    /// The rest's bytes, by address. Between those that are close, constants of the first half
    /// stand as they are there.
    ///
    /// # Errors
    /// An address is beyond all measure.
    pub fn taken(&self, module: &Module) -> Result<Vec<(MemoryId, i32, Vec<u8>)>> {
        let mut all = Vec::new();
        for (id, later) in data(module).into_iter().zip(&self.0) {
            let segment = module.data.get(id);
            let DataKind::Active { memory, .. } = segment.kind else { continue };
            let from = i32::try_from(address(module, id)?)?;
            for run in runs(later) {
                let at = from + i32::try_from(run.start)?;
                all.push((memory, at, segment.value[run].to_vec()));
            }
        }
        Ok(all)
    }
}

/// The segments in the order of the linker's file.
fn data(module: &Module) -> Vec<DataId> {
    let mut all: Vec<DataId> = module.data.iter().map(walrus::Data::id).collect();
    all.sort();
    all
}

fn address(module: &Module, id: DataId) -> Result<u32> {
    match module.data.get(id).kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => Ok(u32::try_from(at)?),
        _ => bail!("data that this program does not know how to divide"),
    }
}

/// What the functions of the first half name, and do not just hand to the rest: a function of the
/// rest runs when the rest is there, with all that it holds.
fn named_at_first(module: &Module, plan: &Plan, linked: &Linked) -> BTreeSet<usize> {
    let places = places(module);
    let name = |place: usize| module.funcs.get(places[place]).name.clone().unwrap_or_default();
    let (later, first): (BTreeSet<usize>, BTreeSet<usize>) =
        (0..places.len()).partition(|place| plan.later.contains(place));
    let first_names: BTreeSet<String> = first.iter().map(|place| name(*place)).collect();
    let later_names: BTreeSet<String> =
        later.iter().map(|place| name(*place)).filter(|name| !first_names.contains(name)).collect();
    let mut named = BTreeSet::new();
    for place in first {
        let Some(uses) = linked.uses.get(&name(place)) else {
            named.extend(perhaps_named(module, places[place], linked));
            continue;
        };
        let is_read = |to: &Option<String>| !to.as_ref().is_some_and(|to| later_names.contains(to));
        named.extend(uses.iter().filter(|it| is_read(&it.handed_to)).map(|it| it.symbol));
    }
    named
}

/// A function that the linker has not seen: every number in it may be an address.
fn perhaps_named(module: &Module, id: FunctionId, linked: &Linked) -> BTreeSet<usize> {
    struct Numbers(BTreeSet<u32>);
    impl Visitor<'_> for Numbers {
        fn visit_const(&mut self, number: &Const) {
            if let Value::I32(number) = number.value {
                self.0.extend(u32::try_from(number));
            }
        }
    }
    let FunctionKind::Local(local) = &module.funcs.get(id).kind else { return BTreeSet::new() };
    let local: &LocalFunction = local;
    let mut numbers = Numbers(BTreeSet::new());
    dfs_in_order(&mut numbers, local, local.entry_block());
    let is_in = |range: &Range<u32>| numbers.0.iter().any(|number| range.contains(number));
    let symbols = linked.symbols.iter().enumerate();
    symbols.filter(|(_, range)| is_in(range)).map(|(symbol, _)| symbol).collect()
}

/// What may be written may be read after that, by whoever.
fn variables(linked: &Linked) -> impl Iterator<Item = usize> {
    let is_variable = |range: &Range<u32>| {
        linked.segments.iter().any(|segment| !segment.is_constant && overlaps(segment, range))
    };
    let symbols = linked.symbols.iter().enumerate();
    symbols.filter(move |(_, range)| is_variable(range)).map(|(symbol, _)| symbol)
}

fn span(segment: &Segment) -> Range<u32> {
    let length = u32::try_from(segment.bytes.len()).expect("a memory has 32-bit addresses");
    segment.from..segment.from + length
}

fn overlaps(segment: &Segment, range: &Range<u32>) -> bool {
    let span = span(segment);
    range.start < span.end && span.start < range.end
}

/// Whoever has an address may follow the addresses that stand there.
fn with_all_they_name(wanted: BTreeSet<usize>, linked: &Linked) -> BTreeSet<usize> {
    let mut left: Vec<usize> = wanted.iter().copied().collect();
    let mut all = wanted;
    while let Some(symbol) = left.pop() {
        let inside = linked.links.range(linked.symbols[symbol].clone());
        for next in inside.flat_map(|(_, named)| named) {
            if all.insert(*next) {
                left.push(*next);
            }
        }
    }
    all
}

/// Which bytes of a segment belong to no wanted symbol, but to another.
fn unread(segment: &Segment, wanted: &BTreeSet<usize>, linked: &Linked) -> Vec<bool> {
    let mut later = vec![false; segment.bytes.len()];
    if !segment.is_constant {
        return later;
    }
    let mut mark = |is_wanted: bool| {
        for (symbol, range) in linked.symbols.iter().enumerate() {
            if wanted.contains(&symbol) == is_wanted && overlaps(segment, range) {
                let from = range.start.saturating_sub(segment.from) as usize;
                let to = (range.end - segment.from) as usize;
                let to = to.min(later.len());
                later[from..to].fill(!is_wanted);
            }
        }
    };
    mark(false);
    mark(true);
    later
}

/// Runs of marked bytes, those with a short gap between them joined.
fn runs(marked: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..marked.len()).filter(|at| marked[*at]) {
        match runs.last_mut() {
            Some(run) if at - run.end < SHORTEST_GAP => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
