//! Which version of each tool, and how the lock file decides one of them.

use std::fs;

use crate::process::root;

/// Builds and serves the page. 0.22 needs a newer Rust than `rust-toolchain.toml` pins.
pub const TRUNK: &str = "0.21.14";

/// The one version of a crate in `Cargo.lock`.
///
/// wasm-bindgen's program must be exactly the library's version, so it is read and not repeated.
pub fn locked(krate: &str) -> Result<String, String> {
    let path = root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    version_in(&text, krate)
}

fn version_in(lock: &str, krate: &str) -> Result<String, String> {
    let name = format!("name = \"{krate}\"");
    let mut lines = lock.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line == name
            && let Some(version) = lines.next().and_then(|next| next.strip_prefix("version = \""))
        {
            found.push(version.trim_end_matches('"').to_owned());
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!("Cargo.lock: no crate `{krate}`")),
        several => Err(format!("Cargo.lock: {krate} in several versions: {}", several.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::version_in;

    const LOCK: &str = "[[package]]\nname = \"one\"\nversion = \"1.2.3\"\n\n[[package]]\n\
                        name = \"two\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"two\"\n\
                        version = \"2.0.0\"\n";

    #[test]
    fn the_locks_version_is_read() {
        assert_eq!(version_in(LOCK, "one"), Ok("1.2.3".to_owned()));
    }

    #[test]
    fn none_and_several_are_refused() {
        assert!(version_in(LOCK, "three").is_err_and(|message| message.contains("no crate")));
        assert!(version_in(LOCK, "two").is_err_and(|message| message.contains("1.0.0, 2.0.0")));
    }

    #[test]
    fn a_longer_name_is_another_crate() {
        assert!(version_in("name = \"one-more\"\nversion = \"9.0.0\"", "one").is_err());
    }
}
