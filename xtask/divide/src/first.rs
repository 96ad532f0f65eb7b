//! The first half: where a function has gone to the rest, a stub stands that fetches the rest if
//! it has not come yet, and calls the function through the table. Functions of the rest that are
//! only called by their place in the table have no stub: who calls by place looks first.

use anyhow::{Context, Result, ensure};
use walrus::ir::{
    BinaryOp, Call, ExtendedLoad, Instr, InstrSeqId, LoadKind, MemArg, UnaryOp, Value, Visitor,
    dfs_in_order,
};
use walrus::{
    ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, Global, GlobalId,
    LocalFunction, LocalId, MemoryId, Module, TableId, ValType, ir,
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
    let taken = note_taken(module, plan)?;
    let looks = rest.looker(module, taken);
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
        ensure.func_body().global_get(self.is_whole).unop(UnaryOp::I32Eqz).if_else(
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
    fn looker(&self, module: &mut Module, taken: Taken) -> FunctionId {
        let mut look = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        look.name("rest::look".to_owned());
        let slot = module.locals.add(ValType::I32);
        look.func_body()
            .global_get(self.is_whole)
            .unop(UnaryOp::I32Eqz)
            .if_else(
                None,
                |missing| {
                    let byte = MemArg { align: 1, offset: taken.from };
                    let load = LoadKind::I32_8 { kind: ExtendedLoad::ZeroExtend };
                    missing.local_get(slot).i32_const(3).binop(BinaryOp::I32ShrU);
                    missing.load(taken.memory, load, byte);
                    missing.local_get(slot).i32_const(7).binop(BinaryOp::I32And);
                    missing.binop(BinaryOp::I32ShrU).i32_const(1).binop(BinaryOp::I32And);
                    missing.unop(UnaryOp::I32Eqz).if_else(
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

/// Where it is noted which slots of the table hold something from the start: a bit each. To ask
/// the table itself takes browsers long, since they make an object of the function.
#[derive(Clone, Copy)]
struct Taken {
    memory: MemoryId,
    from: u64,
}

/// Notes it in a page of its own behind the program's memory, before what is added when it grows.
fn note_taken(module: &mut Module, plan: &Plan) -> Result<Taken> {
    const PAGE: u64 = 1 << 16;
    let memory = module.get_memory_id()?;
    let pages = module.memories.get_mut(memory);
    ensure!(pages.import.is_none() && pages.page_size_log2.is_none(), "a memory of another kind");
    let from = pages.initial * PAGE;
    pages.initial += 1;
    pages.maximum = pages.maximum.map(|most| most + 1);
    let count = usize::try_from(plan.slots_from)?;
    let mut bits = vec![0_u8; count.div_ceil(8)];
    ensure!(bits.len() as u64 <= PAGE, "too many functions");
    for (at, held) in &plan.slots_at_first {
        let at = usize::try_from(*at)?;
        for slot in at..at + held.len() {
            bits[slot / 8] |= 1 << (slot % 8);
        }
    }
    let offset = ConstExpr::Value(Value::I32(u32::try_from(from)?.cast_signed()));
    let noted = module.data.add(DataKind::Active { memory, offset }, bits);
    module.memories.get_mut(memory).data_segments.insert(noted);
    Ok(Taken { memory, from })
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
