//! The first half: where a function has gone to the rest, a stub stands that fetches the rest if
//! it has not come yet, and calls the function through the table.

use anyhow::{Context, Result};
use walrus::{
    ConstExpr, FunctionBuilder, FunctionId, FunctionKind, Global, LocalId, Module, ValType, ir,
};

use crate::plan::{Plan, places, table};
use crate::rest::{Shared, Thing};

/// The export by which JavaScript says that the rest has come: a global, 0 or 1.
pub const IS_WHOLE: &str = ".whole";

/// Replaces the functions of the rest by stubs, and exports what the rest needs.
///
/// # Errors
/// The module has no table of functions, or one beyond all measure.
pub fn keep_wanted(module: &mut Module, plan: &Plan, shared: &[Shared]) -> Result<()> {
    let places = places(module);
    let table = table(module)?;
    let slots = module.tables.get_mut(table);
    slots.initial += plan.called.len() as u64;
    slots.maximum = None;
    let ensure = ensure_whole(module);
    for (place, slot) in plan.called.iter().zip(plan.slots_from..) {
        let id = places[*place];
        let of_type = module.funcs.get(id).ty();
        let signature = module.types.get(of_type);
        let (takes, gives) = (signature.params().to_vec(), signature.results().to_vec());
        let mut stub = FunctionBuilder::new(&mut module.types, &takes, &gives);
        let taken: Vec<LocalId> = takes.iter().map(|of| module.locals.add(*of)).collect();
        let mut body = stub.func_body();
        body.call(ensure);
        for argument in &taken {
            body.local_get(*argument);
        }
        body.i32_const(i32::try_from(slot).context("too many functions")?);
        body.call_indirect(of_type, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(stub.local_func(taken));
    }
    export(module, &places, shared);
    Ok(())
}

/// A function that has JavaScript fetch the rest, unless it is there.
fn ensure_whole(module: &mut Module) -> FunctionId {
    let nothing = module.types.add(&[], &[]);
    let (fetch, _) = module.add_import_func("lab_rest", "fetch", nothing);
    let zero = ConstExpr::Value(ir::Value::I32(0));
    let is_whole = module.globals.add_local(ValType::I32, true, false, zero);
    module.exports.add(IS_WHOLE, is_whole);
    let mut ensure = FunctionBuilder::new(&mut module.types, &[], &[]);
    ensure.func_body().global_get(is_whole).unop(ir::UnaryOp::I32Eqz).if_else(
        None,
        |missing| {
            missing.call(fetch);
        },
        |_| {},
    );
    ensure.finish(Vec::new(), &mut module.funcs)
}

fn export(module: &mut Module, places: &[FunctionId], shared: &[Shared]) {
    let globals: Vec<_> = module.globals.iter().map(Global::id).collect();
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for Shared { name, thing } in shared {
        match thing {
            Thing::Function(place) => module.exports.add(name, places[*place]),
            Thing::Global(place) => module.exports.add(name, globals[*place]),
            Thing::Table(place) => module.exports.add(name, tables[*place]),
            Thing::Memory(place) => module.exports.add(name, memories[*place]),
        };
    }
}
