//! The first half: where a function has gone to the rest, a stub stands that fetches the rest if
//! it has not come yet, and calls the function through the table. Functions of the rest that are
//! only called by their place in the table have no stub: who calls by place looks first.

use anyhow::{Context, Result};
use walrus::ir::{Call, Instr, InstrSeqId, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, FunctionBuilder, FunctionId, FunctionKind, Global, GlobalId, LocalFunction, LocalId,
    Module, TableId, ValType, ir,
};

use crate::plan::{Plan, places, table};
use crate::rest::{Shared, Thing, empty, fill};

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
    empty(module, table);
    for (at, held) in &plan.slots_at_first {
        fill(module, table, *at, held.iter().map(|place| places[*place]).collect());
    }
    let rest = Rest::declare(module);
    let looks = rest.looker(module, table);
    for place in (0..places.len()).filter(|place| !plan.later.contains(place)) {
        look_before_calls(module, places[place], looks);
    }
    let ensure = rest.ensurer(module);
    for (place, slot) in plan.called.iter().zip(plan.slots_from..) {
        let slot = i32::try_from(slot).context("too many functions")?;
        stub(module, places[*place], ensure, (table, slot));
    }
    export(module, &places, shared);
    Ok(())
}

/// Puts a stub in a function's place.
fn stub(module: &mut Module, id: FunctionId, ensure: FunctionId, (table, slot): (TableId, i32)) {
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
    body.i32_const(slot).call_indirect(of_type, table);
    module.funcs.get_mut(id).kind = FunctionKind::Local(stub.local_func(taken));
}

/// What the first half knows of the rest.
struct Rest {
    /// Whether it is here.
    is_whole: GlobalId,
    /// Has JavaScript fetch it.
    fetch: FunctionId,
}

impl Rest {
    fn declare(module: &mut Module) -> Self {
        let nothing = module.types.add(&[], &[]);
        let (fetch, _) = module.add_import_func("lab_rest", "fetch", nothing);
        let zero = ConstExpr::Value(Value::I32(0));
        let is_whole = module.globals.add_local(ValType::I32, true, false, zero);
        module.exports.add(IS_WHOLE, is_whole);
        Self { is_whole, fetch }
    }

    /// A function that fetches the rest, unless it is there.
    fn ensurer(&self, module: &mut Module) -> FunctionId {
        let mut ensure = FunctionBuilder::new(&mut module.types, &[], &[]);
        ensure.name("rest::ensure".to_owned());
        ensure.func_body().global_get(self.is_whole).unop(ir::UnaryOp::I32Eqz).if_else(
            None,
            |missing| {
                missing.call(self.fetch);
            },
            |_| {},
        );
        ensure.finish(Vec::new(), &mut module.funcs)
    }

    /// A function that gives back a slot of the table, having fetched the rest if nothing is in
    /// it.
    fn looker(&self, module: &mut Module, table: TableId) -> FunctionId {
        let mut look = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        look.name("rest::look".to_owned());
        let slot = module.locals.add(ValType::I32);
        look.func_body()
            .global_get(self.is_whole)
            .unop(ir::UnaryOp::I32Eqz)
            .if_else(
                None,
                |missing| {
                    missing.local_get(slot).table_get(table).ref_is_null().if_else(
                        None,
                        |empty| {
                            empty.call(self.fetch);
                        },
                        |_| {},
                    );
                },
                |_| {},
            )
            .local_get(slot);
        look.finish(vec![slot], &mut module.funcs)
    }
}

/// Lets a function look whether there is something at each place that it calls.
fn look_before_calls(module: &mut Module, id: FunctionId, looks: FunctionId) {
    let FunctionKind::Local(local) = &mut module.funcs.get_mut(id).kind else { return };
    for sequence in sequences(local) {
        let instructions = &mut local.block_mut(sequence).instrs;
        let mut at = 0;
        while at < instructions.len() {
            if let (Instr::CallIndirect(_), place) = &instructions[at] {
                let place = *place;
                instructions.insert(at, (Instr::Call(Call { func: looks }), place));
                at += 1;
            }
            at += 1;
        }
    }
}

fn sequences(local: &LocalFunction) -> Vec<InstrSeqId> {
    struct Found(Vec<InstrSeqId>);
    impl<'a> Visitor<'a> for Found {
        fn start_instr_seq(&mut self, sequence: &'a ir::InstrSeq) {
            self.0.push(sequence.id());
        }
    }
    let mut found = Found(Vec::new());
    dfs_in_order(&mut found, local, local.entry_block());
    found.0
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
