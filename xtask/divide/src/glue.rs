//! What the program imports from JavaScript, under shorter names.
//!
//! wasm-bindgen ends them with checksums, which do not compress; and each stands in both files.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use walrus::Module;

/// The checksum's length, in hexadecimal digits.
const DIGITS: usize = 16;

/// Renames what the module imports; gives back the names before, and those that replace them.
pub fn shorten(module: &mut Module) -> BTreeMap<String, String> {
    let all: Vec<_> = module.imports.iter().map(|it| (it.id(), it.name.clone())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut renamed = BTreeMap::new();
    for (id, name) in &all {
        let Some(stem) = stem(name) else { continue };
        let count = counts.entry(stem).or_default();
        // `n` is no hexadecimal digit: none of these begins another name.
        let short = format!("{stem}_n{count}");
        *count += 1;
        module.imports.get_mut(*id).name.clone_from(&short);
        renamed.insert(name.clone(), short);
    }
    renamed
}

/// A name without its checksum, if it ends with one.
fn stem(name: &str) -> Option<&str> {
    let (stem, digits) = name.rsplit_once('_')?;
    let is_checksum = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_checksum.then_some(stem)
}

/// wasm-bindgen's JavaScript with these names.
///
/// # Errors
/// It names none of what the program imports: it is that of another program.
pub fn rename(glue: &str, renamed: &BTreeMap<String, String>) -> Result<String> {
    let mut text = glue.to_owned();
    for (old, new) in renamed {
        ensure!(text.contains(old.as_str()), "the JavaScript is that of another program: no {old}");
        ensure!(!glue.contains(new.as_str()), "the JavaScript already has a name {new}");
        text = text.replace(old.as_str(), new);
    }
    Ok(text)
}
