use std::collections::BTreeSet;

use walrus::{ConstExpr, ElementItems, ElementKind, FunctionBuilder, Module, RefType, ValType, ir};

use crate::first::IS_WHOLE;
use crate::list::{self, lasting};
use crate::{mark, part};

/// `run` calls `early` and `late`; the table holds `late`; `late` calls `early` and `deep`.
fn sample() -> Vec<u8> {
    let mut module = Module::default();
    let table = module.tables.add_local(false, 1, Some(1), RefType::FUNCREF);
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
    let early = plain(&mut module, "early", &[]);
    let deep = plain(&mut module, "deep", &[]);
    let late = plain(&mut module, "late", &[early, deep]);
    let run = plain(&mut module, "run", &[early, late]);
    module.exports.add("run", run);
    let offset = ConstExpr::Value(ir::Value::I32(0));
    let kind = ElementKind::Active { table, offset };
    let element = module.elements.add(kind, ElementItems::Functions(vec![late]));
    module.tables.get_mut(table).elem_segments.insert(element);
    module.emit_wasm()
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
    // `run` is exported, `early` wanted, `late` a stub, and one function asks for the rest.
    assert_eq!(count(&first), 4);
    assert_eq!(count(&rest), 2, "late and deep");
    for import in rest.imports.iter() {
        assert_eq!(import.module, "first");
        assert!(exports(&first).contains(import.name.as_str()), "{}", import.name);
    }
    assert!(exports(&first).contains("run") && exports(&first).contains(IS_WHOLE));
    assert!(exports(&rest).is_empty() && rest.start.is_none());
    // A slot for the stub to call through, beside the one that was there; the rest fills both.
    let slots: usize = rest
        .elements
        .iter()
        .map(|element| match &element.items {
            ElementItems::Functions(held) => held.len(),
            ElementItems::Expressions(..) => 0,
        })
        .sum();
    assert_eq!(slots, 2);
    assert!(first.tables.iter().all(|table| table.initial == 2));
}

#[test]
fn a_list_of_another_program_divides_nothing_that_javascript_calls() {
    let [first, _] = part(&sample(), &BTreeSet::from([7])).expect("the sample can be divided");
    assert!(exports(&first).contains("run"));
}

#[test]
fn a_list_of_everything_is_refused() {
    let all = ["early", "deep", "late", "run"].map(list::mark);
    assert!(part(&sample(), &BTreeSet::from(all)).is_err());
}

#[test]
fn every_function_reports_in_the_order_of_the_list() {
    let mut module = Module::from_buffer(&sample()).expect("a valid module");
    let marks = mark::report_all(&mut module);
    let names = ["early", "deep", "late", "run"].map(list::mark);
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
