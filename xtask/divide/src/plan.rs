//! Which function goes where, and by which slot of the table the halves meet.

use std::collections::BTreeSet;

use anyhow::{Result, bail, ensure};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, Module, TableId,
};

use crate::list;

/// From which slot on, which functions.
type Run<Function> = (i32, Vec<Function>);

/// Functions stand in it by their place in the module: that is the same in every copy.
pub struct Plan {
    /// Those of the rest.
    pub later: BTreeSet<usize>,
    /// Those of the rest that the first half calls by name, in the order of their slots.
    pub called: Vec<usize>,
    /// The table's size before: the number of the first new slot.
    pub slots_from: u64,
    /// Runs of neighbouring old slots that hold functions of the rest: where each begins.
    pub slots_later: Vec<Run<usize>>,
    /// The same for those of the first half.
    pub slots_at_first: Vec<Run<usize>>,
}

/// A module's functions by their place.
pub fn places(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(walrus::Function::id).collect()
}

/// The module's one table of functions.
///
/// # Errors
/// There is none, or more than one.
pub fn table(module: &Module) -> Result<TableId> {
    match module.tables.main_function_table()? {
        Some(table) => Ok(table),
        None => bail!("the module has no table of functions"),
    }
}

/// The functions that a function names.
pub fn named_by(module: &Module, function: FunctionId) -> BTreeSet<FunctionId> {
    struct Named(BTreeSet<FunctionId>);
    impl Visitor<'_> for Named {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(*function);
        }
    }
    let mut named = Named(BTreeSet::new());
    if let FunctionKind::Local(local) = &module.funcs.get(function).kind {
        dfs_in_order(&mut named, local, local.entry_block());
    }
    named.0
}

impl Plan {
    /// The plan for a module of which the functions with these marks are wanted at first. What
    /// is exported stays, since JavaScript may call it at any time.
    ///
    /// # Errors
    /// The module holds something that this program does not know how to divide.
    pub fn of(module: &Module, wanted: &BTreeSet<u32>) -> Result<Self> {
        let places = places(module);
        let place_of = |id: FunctionId| places.iter().position(|place| *place == id);
        let is_exported = |id| {
            module
                .exports
                .iter()
                .any(|export| matches!(export.item, ExportItem::Function(it) if it == id))
        };
        let is_later = |id: &FunctionId| {
            let function = module.funcs.get(*id);
            let name = function.name.as_deref().unwrap_or_default();
            matches!(function.kind, FunctionKind::Local(_))
                && !is_exported(*id)
                && module.start != Some(*id)
                && !wanted.contains(&list::mark(name))
        };
        let later: BTreeSet<FunctionId> = places.iter().copied().filter(is_later).collect();
        let slots = slots(module)?;
        let at_first = places.iter().filter(|id| !later.contains(id));
        let called: BTreeSet<FunctionId> = at_first.flat_map(|id| named_by(module, *id)).collect();
        let runs_of = |is_later: bool| {
            let runs = slots.iter().flat_map(|(at, held)| runs(*at, held, &later));
            runs.filter(|(_, held)| later.contains(&held[0]) == is_later)
                .map(|(at, held)| (at, held.into_iter().filter_map(place_of).collect()))
                .collect()
        };
        Ok(Self {
            called: called.intersection(&later).filter_map(|id| place_of(*id)).collect(),
            slots_from: module.tables.get(table(module)?).initial,
            slots_later: runs_of(true),
            slots_at_first: runs_of(false),
            later: later.into_iter().filter_map(place_of).collect(),
        })
    }
}

/// What the table holds at the start: from which slot on, which functions.
fn slots(module: &Module) -> Result<Vec<Run<FunctionId>>> {
    let mut all = Vec::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (ElementKind::Declared, _) => {}
            (
                ElementKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. },
                ElementItems::Functions(held),
            ) => all.push((*at, held.clone())),
            _ => bail!("the module fills its table in a way this program does not know"),
        }
    }
    ensure!(!all.is_empty(), "the module's table is empty");
    Ok(all)
}

/// Neighbouring slots whose functions are in one half.
fn runs(at: i32, held: &[FunctionId], later: &BTreeSet<FunctionId>) -> Vec<Run<FunctionId>> {
    let numbered: Vec<(i32, FunctionId)> = (at..).zip(held.iter().copied()).collect();
    numbered
        .chunk_by(|(_, one), (_, next)| later.contains(one) == later.contains(next))
        .map(|run| (run[0].0, run.iter().map(|(_, id)| *id).collect()))
        .collect()
}
