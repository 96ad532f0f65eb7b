use std::collections::BTreeSet;

use std::ops::Range;

use walrus::ir::{Instr, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionKind, Module, RefType,
    ValType, ir,
};

use crate::first::IS_WHOLE;
use crate::linked::{Linked, Segment, Use};
use crate::list::{self, lasting};
use crate::{glue, mark};

/// Where the sample's constants begin, of 16 bytes each, and its variables.
const CONSTANTS: u32 = 1024;
const VARIABLES: u32 = 2048;

/// `run` calls `early` and `late`; the table holds `late` and `far`, which nobody calls by name;
/// `late` calls `early` and `deep`; `early` calls what the table holds.
fn sample() -> Vec<u8> {
    let mut module = Module::default();
    let table = module.tables.add_local(false, 2, Some(2), RefType::FUNCREF);
    let memory = module.memories.add_local(false, false, 1, None, None);
    for segment in segments() {
        let offset = ConstExpr::Value(ir::Value::I32(segment.from.cast_signed()));
        let id = module.data.add(DataKind::Active { memory, offset }, segment.bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
    let plain = |module: &mut Module, name: &str, calls: &[walrus::FunctionId]| {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        builder.name(name.to_owned());
        let argument = module.locals.add(ValType::I32);
        let mut body = builder.func_body();
        body.local_get(argument);
        for call in calls {
            body.call(*call);
        }
        builder.finish(vec![argument], &mut module.funcs)
    };
    let early = {
        let of_type = module.types.add(&[ValType::I32], &[ValType::I32]);
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        builder.name("early".to_owned());
        let argument = module.locals.add(ValType::I32);
        builder.func_body().local_get(argument).local_get(argument).call_indirect(of_type, table);
        builder.finish(vec![argument], &mut module.funcs)
    };
    let far = plain(&mut module, "far", &[]);
    let deep = plain(&mut module, "deep", &[]);
    let late = plain(&mut module, "late", &[early, deep]);
    let run = plain(&mut module, "run", &[early, late]);
    module.exports.add("run", run);
    let offset = ConstExpr::Value(ir::Value::I32(0));
    let kind = ElementKind::Active { table, offset };
    let element = module.elements.add(kind, ElementItems::Functions(vec![late, far]));
    module.tables.get_mut(table).elem_segments.insert(element);
    module.emit_wasm()
}

/// Constants of 16 bytes each, told apart by their bytes, and one variable of four.
fn segments() -> [Segment; 2] {
    let bytes = (1..=6).flat_map(|number| [number; 16]).collect();
    [
        Segment { from: CONSTANTS, bytes, is_constant: true },
        Segment { from: VARIABLES, bytes: vec![9; 4], is_constant: false },
    ]
}

fn constant(number: u32) -> Range<u32> {
    CONSTANTS + 16 * number..CONSTANTS + 16 * (number + 1)
}

/// Constant 0 is read by `early`, and names 1; 2 is read by `late`, and names 3; `early` hands 4
/// to `late`; the variable names 5.
fn linked() -> Linked {
    let read = |symbol| Use { symbol, handed_to: None };
    let handed = |symbol, to: &str| Use { symbol, handed_to: Some(to.to_owned()) };
    let uses = [
        ("early", vec![read(0), handed(4, "late")]),
        ("late", vec![read(2)]),
        ("deep", Vec::new()),
        ("far", Vec::new()),
        ("run", Vec::new()),
    ];
    let links = [(constant(0).start, 1), (constant(2).start + 4, 3), (VARIABLES, 5)];
    Linked {
        segments: segments().to_vec(),
        symbols: (0..6).map(constant).chain(std::iter::once(VARIABLES..VARIABLES + 4)).collect(),
        uses: uses.map(|(name, uses)| (name.to_owned(), uses)).into(),
        links: links.map(|(at, symbol)| (at, BTreeSet::from([symbol]))).into(),
    }
}

fn part(bytes: &[u8], wanted: &BTreeSet<u32>) -> anyhow::Result<[Module; 2]> {
    crate::part(bytes, wanted, &linked()).map(|(halves, _)| halves)
}

/// Both halves as whoever opens the page gets them, where `early` runs.
fn halves(linked: &Linked) -> [Module; 2] {
    let wanted = BTreeSet::from([list::mark("early")]);
    let (halves, _) = crate::part(&sample(), &wanted, linked).expect("the sample can be divided");
    halves.map(|mut half| Module::from_buffer(&half.emit_wasm()).expect("a valid module"))
}

/// Whether all bytes of a range stand in the module's data, as they are in the undivided one; or
/// none does.
fn holds(module: &Module, range: Range<u32>) -> bool {
    let whole = segments();
    let expected = |at: u32| {
        let segment = whole.iter().find(|it| (it.from..it.from + 100).contains(&at));
        segment.and_then(|it| it.bytes.get((at - it.from) as usize).copied())
    };
    let found = |at: u32| {
        module.data.iter().find_map(|data| {
            let DataKind::Active { offset: ConstExpr::Value(ir::Value::I32(from)), .. } = data.kind
            else {
                panic!("data without an address");
            };
            let byte = data.value.get(usize::try_from(at.checked_sub(from.cast_unsigned())?).ok()?);
            byte.copied().filter(|byte| *byte != 0)
        })
    };
    let right = range.clone().filter(|at| found(*at) == expected(*at)).count();
    let none = range.clone().filter(|at| found(*at).is_none()).count();
    assert!(right == range.len() || none == range.len(), "all or nothing of {range:?}");
    right == range.len()
}

fn exports(module: &Module) -> BTreeSet<&str> {
    module.exports.iter().map(|export| export.name.as_str()).collect()
}

fn count(module: &Module) -> usize {
    module.funcs.iter_local().count()
}

#[test]
fn each_half_is_a_module_and_the_rest_imports_only_what_the_first_exports() {
    let wanted = BTreeSet::from([list::mark("early")]);
    let [mut first, mut rest] = part(&sample(), &wanted).expect("the sample can be divided");
    let first = Module::from_buffer(&first.emit_wasm()).expect("the first half is valid");
    let rest = Module::from_buffer(&rest.emit_wasm()).expect("the rest is valid");
    // `run` is exported, `early` wanted, `late` a stub, and two functions ask for the rest.
    assert_eq!(count(&first), 5);
    assert_eq!(count(&rest), 3, "late, far and deep");
    for import in rest.imports.iter() {
        assert_eq!(import.module, "first");
        assert!(exports(&first).contains(import.name.as_str()), "{}", import.name);
    }
    assert!(exports(&first).contains("run") && exports(&first).contains(IS_WHOLE));
    assert!(exports(&rest).is_empty() && rest.start.is_none());
    // A slot for the stub to call through, beside those that were there; the rest fills all.
    let slots: usize = rest
        .elements
        .iter()
        .map(|element| match &element.items {
            ElementItems::Functions(held) => held.len(),
            ElementItems::Expressions(..) => 0,
        })
        .sum();
    assert_eq!(slots, 3);
    assert!(first.tables.iter().all(|table| table.initial == 3));
    assert_eq!(first.elements.iter().count(), 0, "the first half has nothing to put there");
}

#[test]
fn a_list_of_another_program_divides_nothing_that_javascript_calls() {
    let [first, _] = part(&sample(), &BTreeSet::from([7])).expect("the sample can be divided");
    assert!(exports(&first).contains("run"));
}

#[test]
fn a_list_of_everything_is_refused() {
    let all = ["early", "far", "deep", "late", "run"].map(list::mark);
    assert!(part(&sample(), &BTreeSet::from(all)).is_err());
}

#[test]
fn every_function_reports_in_the_order_of_the_list() {
    let mut module = Module::from_buffer(&sample()).expect("a valid module");
    let marks = mark::report_all(&mut module);
    let names = ["early", "far", "deep", "late", "run"].map(list::mark);
    assert_eq!(BTreeSet::from_iter(marks), BTreeSet::from(names));
    Module::from_buffer(&module.emit_wasm()).expect("still valid");
}

#[test]
fn marks_outlast_compilers() {
    assert_eq!(lasting("core[c5930c85a12de822]::fmt::float::<f64>"), "core::fmt::float::<f64>");
    assert_eq!(lasting("a::b::<[u8; 4], [u8]>"), "a::b::<[u8; 4], [u8]>");
}

#[test]
fn a_list_is_read_as_it_was_written_and_a_mistake_is_told_with_its_line() {
    let text = format!("# remark\n{}", list::written([1, 0xffff_ffff]));
    assert_eq!(list::read(&text).expect("well-formed"), BTreeSet::from([1, u32::MAX]));
    let error = format!("{:#}", list::read("00000001\nxyz\n").expect_err("no mark"));
    assert!(error.starts_with("line 2"), "{error}");
}

#[test]
fn what_only_the_rest_reads_travels_with_it() {
    let [first, rest] = halves(&linked());
    let stays = [0, 1, 5].map(|number| holds(&first, constant(number)));
    assert_eq!(stays, [true; 3], "what `early` reads, what that names, what a variable names");
    assert!(holds(&first, VARIABLES..VARIABLES + 4));
    let goes = [2, 3, 4].map(|number| holds(&first, constant(number)));
    assert_eq!(goes, [false; 3], "what `late` reads, what that names, what it is handed");
    let comes = [2, 3, 4].map(|number| holds(&rest, constant(number)));
    assert_eq!(comes, [true; 3]);
    assert!(!holds(&rest, VARIABLES..VARIABLES + 4), "it may have been written meanwhile");
}

#[test]
fn what_is_handed_to_a_function_of_the_first_half_stays() {
    let mut linked = linked();
    let hands = Use { symbol: 4, handed_to: Some("run".to_owned()) };
    linked.uses.insert("early".to_owned(), vec![hands]);
    let [first, _] = halves(&linked);
    assert!(holds(&first, constant(4)));
}

#[test]
fn a_variable_stays_even_if_only_the_rest_names_it() {
    let mut linked = linked();
    linked.uses.insert("late".to_owned(), vec![Use { symbol: 6, handed_to: None }]);
    let [first, rest] = halves(&linked);
    assert!(holds(&first, VARIABLES..VARIABLES + 4));
    assert!(!holds(&rest, VARIABLES..VARIABLES + 4));
}

#[test]
fn of_constants_that_lie_in_each_other_all_stays_that_one_reader_needs() {
    let mut linked = linked();
    // `early` reads the first half of constant 2, under another name.
    let half = constant(2).start..constant(2).start + 8;
    linked.symbols.push(half.clone());
    linked.uses.insert("early".to_owned(), vec![Use { symbol: 7, handed_to: None }]);
    let [first, rest] = halves(&linked);
    assert!(holds(&first, half.clone()));
    assert!(!holds(&first, half.end..constant(2).end));
    assert!(holds(&rest, half.end..constant(2).end));
}

#[test]
fn numbers_of_functions_that_the_linker_has_not_seen_may_be_addresses() {
    let mut linked = linked();
    linked.uses.remove("early");
    let mut module = Module::from_buffer(&sample()).expect("a valid module");
    let early = module.funcs.by_name("early").expect("it is there");
    let body = module.funcs.get_mut(early).kind.unwrap_local_mut().builder_mut();
    body.func_body().const_at(0, ir::Value::I32(constant(3).start.cast_signed() + 5)).drop_at(1);
    let wanted = BTreeSet::from([list::mark("early")]);
    let (halves, _) = crate::part(&module.emit_wasm(), &wanted, &linked).expect("divided");
    assert!(holds(&halves[0], constant(3)) && !holds(&halves[0], constant(2)));
}

#[test]
fn the_linkers_file_of_another_program_is_refused() {
    let wanted = BTreeSet::from([list::mark("early")]);
    let mut other = linked();
    other.segments[0].bytes[3] = 77;
    assert!(crate::part(&sample(), &wanted, &other).is_err());
    let mut shorter = linked();
    shorter.segments.pop();
    assert!(crate::part(&sample(), &wanted, &shorter).is_err());
}

#[test]
fn before_a_call_through_the_table_one_looks_whether_something_is_there() {
    struct Calls(Vec<&'static str>);
    impl Visitor<'_> for Calls {
        fn visit_instr(&mut self, instruction: &Instr, _: &ir::InstrLocId) {
            match instruction {
                Instr::Call(_) => self.0.push("look"),
                Instr::CallIndirect(_) => self.0.push("call"),
                _ => {}
            }
        }
    }
    let wanted = BTreeSet::from([list::mark("early")]);
    let [first, _] = part(&sample(), &wanted).expect("the sample can be divided");
    let early = first.funcs.by_name("early").expect("it is wanted");
    let FunctionKind::Local(early) = &first.funcs.get(early).kind else { panic!("no import") };
    let mut calls = Calls(Vec::new());
    dfs_in_order(&mut calls, early, early.entry_block());
    assert_eq!(calls.0, ["look", "call"]);
    assert!(first.funcs.by_name("far").is_none(), "no stub: nobody calls it by name");
}

#[test]
fn which_slots_are_taken_is_noted_behind_the_memory() {
    let wanted = BTreeSet::from(["early", "late"].map(list::mark));
    let [first, _] = part(&sample(), &wanted).expect("the sample can be divided");
    let memory = first.memories.iter().next().expect("it has one");
    assert_eq!(memory.initial, 2, "a page more");
    let noted = first.data.iter().find(|data| {
        let DataKind::Active { offset: ConstExpr::Value(ir::Value::I32(at)), .. } = data.kind
        else {
            return false;
        };
        at == 1 << 16
    });
    assert_eq!(noted.expect("it is there").value, [0b01], "`late` is there, `far` is not");
}

#[test]
fn imports_lose_their_checksums_in_both_files() {
    let mut module = Module::default();
    let nothing = module.types.add(&[], &[]);
    let names = ["__wbg_set_0123456789abcdef", "__wbg_set_fedcba9876543210", "plain"];
    for name in names {
        module.add_import_func("./glue.js", name, nothing);
    }
    let renamed = glue::shorten(&mut module);
    let now: Vec<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
    assert_eq!(now, ["__wbg_set_n0", "__wbg_set_n1", "plain"]);
    let text = names.join(" ");
    let rewritten = glue::rename(&text, &renamed).expect("it has all of them");
    assert_eq!(rewritten, "__wbg_set_n0 __wbg_set_n1 plain");
    assert!(glue::rename("plain", &renamed).is_err(), "that of another program");
}
