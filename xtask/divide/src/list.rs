//! The list of functions, by marks that outlast a build: functions have no numbers to go by.

use std::collections::BTreeSet;
use std::fmt::Write;

use anyhow::{Context, Result};

/// The mark of a function: a checksum of its name. Two functions with one mark go together.
#[must_use]
pub fn mark(name: &str) -> u32 {
    crc32fast::hash(lasting(name).as_bytes())
}

/// A name without the checksums of crates, `core[c5930c85a12de822]`, which change with compilers
/// and versions.
#[must_use]
pub fn lasting(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut lasting = String::with_capacity(name.len());
    let mut left = name.as_str();
    while let Some((before, after)) = left.split_once('[') {
        lasting += before;
        left = match after.split_once(']') {
            Some((inside, tail)) if is_checksum(inside) => tail,
            _ => {
                lasting.push('[');
                after
            }
        };
    }
    lasting + left
}

fn is_checksum(text: &str) -> bool {
    (8..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Marks, one a line.
pub fn written(marks: impl IntoIterator<Item = u32>) -> String {
    marks.into_iter().fold(String::new(), |mut text, mark| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{mark:08x}");
        text
    })
}

/// The marks of a list; lines that begin with `#` are remarks.
///
/// # Errors
/// A line is no mark.
pub fn read(text: &str) -> Result<BTreeSet<u32>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            u32::from_str_radix(line, 16)
                .with_context(|| format!("line {}: eight hexadecimal digits expected", number + 1))
        })
        .collect()
}
