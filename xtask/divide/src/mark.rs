//! Finding out which functions run: each reports its number when it is entered.

use walrus::ir::{Call, Const, Value};
use walrus::{FunctionId, Module, ValType};

use crate::list;

/// Lets every function report, by importing `lab_marks.ran(number)`; returns their marks, in the
/// order of numbers.
pub fn report_all(module: &mut Module) -> Vec<u32> {
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let report = module.types.add(&[ValType::I32], &[]);
    let (report, _) = module.add_import_func("lab_marks", "ran", report);
    functions
        .into_iter()
        .zip(0..)
        .map(|(id, number)| {
            let function = module.funcs.get_mut(id);
            let mark = list::mark(function.name.as_deref().unwrap_or_default());
            function
                .kind
                .unwrap_local_mut()
                .builder_mut()
                .func_body()
                .instr_at(0, Const { value: Value::I32(number) })
                .instr_at(1, Call { func: report });
            mark
        })
        .collect()
}
