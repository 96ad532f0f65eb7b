//! Building and serving the page, with Trunk.

use std::path::PathBuf;
use std::process::Command;

use crate::halves;
use crate::process::{command, root, run, say};
use crate::tools;

/// Where `serve` and the tests put their quickly built page; never the folder one publishes.
pub const QUICK: &str = "target/page";
/// The folder one publishes.
pub const RELEASE: &str = "dist";
/// The same, its program in one piece.
pub const WHOLE: &str = "target/whole";

/// Builds the lab and serves it until interrupted.
pub fn serve(arguments: &[String]) -> Result<(), String> {
    let port = match arguments {
        [] => "8080",
        [flag, port] if flag == "--port" && port.parse::<u16>().is_ok() => port,
        _ => return Err("only `--port N` can follow `serve`".to_owned()),
    };
    tools::for_page()?;
    let why = format!(
        "Building the lab. It will be at http://127.0.0.1:{port}/ (only on this machine); \
         it is built again when a file changes; Ctrl-C stops it."
    );
    run(&why, trunk("serve", QUICK).args(["--cargo-profile", "wasm-dev", "--port", port]))
}

/// The quick build that the tests walk through.
pub fn build_quick() -> Result<PathBuf, String> {
    tools::for_page()?;
    run(
        "Building the page quickly, for the tests",
        trunk("build", QUICK).args(["--cargo-profile", "wasm-dev"]),
    )?;
    Ok(root().join(QUICK))
}

/// The release build: small, and slow to make.
pub fn build_release() -> Result<(), String> {
    build_whole()?;
    halves::divide(&root().join(WHOLE), &root().join(RELEASE))?;
    say(&format!("{RELEASE}/ is ready: copy it to any web server, at any path."));
    Ok(())
}

/// The release build before its program is divided in two.
pub fn build_whole() -> Result<(), String> {
    tools::for_release()?;
    // Names that tell every instance of a generic function from the others: it is divided by
    // them. This replaces the flags in .cargo/config.toml, so those are repeated.
    let flags = "--cfg erase_components -C symbol-mangling-version=v0";
    run(
        "Building the page as it is published, optimized for size",
        trunk("build", WHOLE)
            .args(["--release", "--cargo-profile", "wasm-release"])
            .env("RUSTFLAGS", flags),
    )
}

fn trunk(verb: &str, dist: &str) -> Command {
    let mut trunk = command("trunk");
    trunk.args([verb, "--dist", dist]);
    // Asking crates.io for a newer Trunk is a request nobody asked for.
    trunk.args(["--skip-version-check"]);
    // Trunk takes only true or false here, and stops at the customary NO_COLOR=1.
    trunk.env_remove("NO_COLOR");
    trunk
}
