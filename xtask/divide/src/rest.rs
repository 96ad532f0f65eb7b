//! The rest: its functions, what only they read, and everything else imported from the first half.
//! Being instantiated, it writes itself into table and memory.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, Module, TableId, ir,
};

use crate::data::Later;
use crate::plan::{Plan, named_by, places, table};

/// The name of the module that the rest imports from.
const FIRST: &str = "first";

/// Something of the first half that the rest uses.
pub struct Shared {
    /// The name by which it is exported and imported.
    pub name: String,
    /// What it is.
    pub thing: Thing,
}

/// A thing by its place among its kind in the undivided module.
pub enum Thing {
    /// A function.
    Function(usize),
    /// A global.
    Global(usize),
    /// A table.
    Table(usize),
    /// A memory.
    Memory(usize),
}

/// Names for what is shared, short, and like no other export.
#[derive(Default)]
struct Names(usize);

impl Names {
    fn next(&mut self) -> String {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let (mut left, mut name) = (self.0, String::from("."));
        self.0 += 1;
        loop {
            name.push(char::from(DIGITS[left % DIGITS.len()]));
            left /= DIGITS.len();
            if left == 0 {
                return name;
            }
        }
    }
}

/// Leaves only the functions of the rest, and tells what they need of the first half.
///
/// # Errors
/// The module has no table of functions, or one beyond all measure.
pub fn keep_later(module: &mut Module, plan: &Plan, data: &Later) -> Result<Vec<Shared>> {
    let places = places(module);
    let table = table(module)?;
    let mut names = Names::default();
    let mut shared = Vec::new();
    import_functions(module, plan, &places, &mut names, &mut shared);
    import_state(module, &mut names, &mut shared);
    let grown = module.tables.get_mut(table);
    grown.initial += plan.called.len() as u64;
    grown.maximum = None;
    let taken = data.taken(module)?;
    forget(module, table);
    for (memory, at, bytes) in taken {
        let offset = ConstExpr::Value(ir::Value::I32(at));
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
    let called = plan.called.iter().map(|place| places[*place]).collect();
    fill(module, table, i32::try_from(plan.slots_from).context("too many functions")?, called);
    for (at, held) in &plan.slots_later {
        fill(module, table, *at, held.iter().map(|place| places[*place]).collect());
    }
    Ok(shared)
}

/// What the functions of the rest call, and is not among them, comes from the first half. What that
/// would have to import itself comes from JavaScript, as it is.
fn import_functions(
    module: &mut Module,
    plan: &Plan,
    places: &[FunctionId],
    names: &mut Names,
    shared: &mut Vec<Shared>,
) {
    let needed: BTreeSet<FunctionId> =
        plan.later.iter().flat_map(|place| named_by(module, places[*place])).collect();
    for (place, id) in places.iter().enumerate() {
        let function = module.funcs.get(*id);
        let is_here = plan.later.contains(&place)
            || !needed.contains(id)
            || matches!(function.kind, FunctionKind::Import(_));
        if is_here {
            continue;
        }
        let (name, ty) = (names.next(), function.ty());
        let import = module.imports.add(FIRST, &name, *id);
        module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        shared.push(Shared { name, thing: Thing::Function(place) });
    }
}

/// Globals, tables and the memory are the first half's.
fn import_state(module: &mut Module, names: &mut Names, shared: &mut Vec<Shared>) {
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for (place, id) in globals.into_iter().enumerate() {
        let name = names.next();
        let import = module.imports.add(FIRST, &name, id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
        shared.push(Shared { name, thing: Thing::Global(place) });
    }
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    for (place, id) in tables.into_iter().enumerate() {
        let name = names.next();
        module.tables.get_mut(id).import = Some(module.imports.add(FIRST, &name, id));
        shared.push(Shared { name, thing: Thing::Table(place) });
    }
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for (place, id) in memories.into_iter().enumerate() {
        let name = names.next();
        let import = module.imports.add(FIRST, &name, id);
        let memory = module.memories.get_mut(id);
        memory.import = Some(import);
        memory.data_segments.clear();
        shared.push(Shared { name, thing: Thing::Memory(place) });
    }
}

/// What happens once, when the first half starts, does not happen again.
fn forget(module: &mut Module, table: TableId) {
    module.start = None;
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in data {
        module.data.delete(id);
    }
    let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
    for id in exports {
        module.exports.delete(id);
    }
    empty(module, table);
}

/// Takes every function out of the table.
pub fn empty(module: &mut Module, table: TableId) {
    let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    for id in elements {
        module.elements.delete(id);
    }
    module.tables.get_mut(table).elem_segments.clear();
}

/// Puts functions into the table, from a slot on.
pub fn fill(module: &mut Module, table: TableId, at: i32, functions: Vec<FunctionId>) {
    let offset = ConstExpr::Value(ir::Value::I32(at));
    let kind = ElementKind::Active { table, offset };
    let element = module.elements.add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(element);
}
