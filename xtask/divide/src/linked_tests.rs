//! What is read of a file that the linker really wrote.

use std::io::Write;
use std::ops::Range;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::linked::{Linked, Use};

const PROGRAM: &str = r#"
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
static READ: [u32; 4] = [0xa1a1_a101, 0xa1a1_a102, 0xa1a1_a103, 0xa1a1_a104];
static HANDED: [u32; 4] = [0xb2b2_b201, 0xb2b2_b202, 0xb2b2_b203, 0xb2b2_b204];
static NAMED: [u32; 4] = [0xc3c3_c301, 0xc3c3_c302, 0xc3c3_c303, 0xc3c3_c304];
static NAMES: [&[u32; 4]; 2] = [&NAMED, &READ];
static VARIABLE: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0xd4d4_d401);
#[no_mangle]
pub extern "C" fn reads(at: usize) -> u32 { READ[at & 3] }
#[no_mangle]
pub extern "C" fn follows(at: usize) -> u32 { NAMES[at & 1][(at >> 1) & 3] }
#[no_mangle]
pub extern "C" fn counts() -> u32 {
    VARIABLE.fetch_add(1, core::sync::atomic::Ordering::Relaxed)
}
#[no_mangle]
#[inline(never)]
pub extern "C" fn takes(at: usize, of: &[u32; 4]) -> u32 { core::hint::black_box(of)[at & 3] }
#[no_mangle]
pub extern "C" fn hands(at: usize) -> u32 { takes(at, &HANDED) }
"#;

/// The program's file: written once, for tests run side by side.
static LINKED: LazyLock<Vec<u8>> = LazyLock::new(link);

/// Compiles the program for the browser, as xtask has the page linked.
fn link() -> Vec<u8> {
    let file = std::env::temp_dir().join(format!("divide-{}.wasm", std::process::id()));
    let flags = "--edition 2021 --crate-name sample --crate-type cdylib -C panic=abort \
                 -C opt-level=z -C target-feature=+bulk-memory -C link-arg=--emit-relocs \
                 --target wasm32-unknown-unknown";
    let mut rustc = Command::new("rustc")
        .args(flags.split_whitespace())
        .args(["-", "-o"])
        .arg(&file)
        .stdin(Stdio::piped())
        .spawn()
        .expect("rustc starts");
    let mut input = rustc.stdin.take().expect("it is piped");
    input.write_all(PROGRAM.as_bytes()).expect("rustc reads");
    drop(input);
    assert!(rustc.wait().expect("rustc ends").success());
    let bytes = std::fs::read(&file).expect("it was written");
    std::fs::remove_file(&file).expect("it is ours");
    bytes
}

#[test]
fn who_reads_which_constant_is_read_from_the_linkers_file() {
    let linked = Linked::read(&LINKED).expect("a linked program");
    let constants = &linked.segments[0];
    assert!(constants.is_constant && linked.segments[1..].iter().all(|it| !it.is_constant));
    // Where something lies, by its second byte.
    let place = |byte: u8, length: u32| -> Range<u32> {
        let segment = linked.segments.iter().find(|it| it.bytes.contains(&byte));
        let segment = segment.expect("it is somewhere");
        let at = segment.bytes.iter().position(|it| *it == byte).expect("it is there");
        let from = segment.from + u32::try_from(at).expect("small") - 1;
        from..from + length
    };
    let uses = |name: &str| -> Vec<(Range<u32>, Option<&str>)> {
        let uses = linked.uses[name].iter();
        let shown = |it: &'_ Use| linked.symbols[it.symbol].clone();
        uses.map(|it| (shown(it), it.handed_to.as_deref())).collect()
    };
    assert_eq!(uses("reads"), [(place(0xa1, 16), None)]);
    assert_eq!(uses("hands"), [(place(0xb2, 16), Some("takes"))]);
    assert_eq!(uses("takes"), []);
    let [(names, None)] = &uses("follows")[..] else { panic!("it reads one constant") };
    let named: Vec<Range<u32>> = linked
        .links
        .range(names.clone())
        .flat_map(|(_, symbols)| symbols.iter().map(|symbol| linked.symbols[*symbol].clone()))
        .collect();
    assert_eq!(named, [place(0xc3, 16), place(0xa1, 16)]);
    assert!(!uses("counts").is_empty());
    assert!(uses("counts").iter().all(|(range, _)| *range == place(0xd4, 4)));
    assert!(!constants.bytes.contains(&0xd4), "a variable is no constant");
}

#[test]
fn a_file_without_relocations_is_refused() {
    let mut module = walrus::Module::from_buffer(&LINKED).expect("a valid module");
    let others: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in others {
        module.customs.delete(id);
    }
    assert!(Linked::read(&module.emit_wasm()).is_err());
}
