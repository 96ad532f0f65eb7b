//! Building and serving the page, with Trunk.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{command, root, run, say};
use crate::{halves, remarks, sheets, tools};

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
    sheets::join(&root().join(RELEASE))?;
    remarks::leave_out(&root().join(RELEASE))?;
    say(&format!("{RELEASE}/ is ready: copy it to any web server, at any path."));
    Ok(())
}

/// The release build before its program is divided in two and made small.
pub fn build_whole() -> Result<(), String> {
    tools::for_release()?;
    run(
        "Building the page as it is published, optimized for size",
        trunk("build", WHOLE)
            .args(["--release", "--cargo-profile", "wasm-release"])
            .env("RUSTFLAGS", flags_of_release()),
    )
}

/// How the release is compiled, and linked, for the sake of dividing it. This replaces the flags
/// in .cargo/config.toml, so those are repeated.
fn flags_of_release() -> String {
    // A function that is called from one place only is always inlined by LLVM, whatever its size:
    // then what seldom runs could not be parted from what always does. With everything dearer but
    // the bonus that such a function gets, that ends where it is longer than some fifty
    // instructions. wasm-opt does it again for those that come to lie in the same half.
    const DEARER: u32 = 60;
    let (instruction, call, hinted) = (5 * DEARER, 25 * DEARER, 325 * DEARER);
    format!(
        // Names that tell every instance of a generic function from the others: it is divided by
        // them. And what the linker knows of who reads which constant.
        "--cfg erase_components -C symbol-mangling-version=v0 -C link-arg=--emit-relocs \
         -C llvm-args=-inline-instr-cost={instruction} -C llvm-args=-inline-call-penalty={call} \
         -C llvm-args=-inline-threshold={instruction} -C llvm-args=-inlinehint-threshold={hinted}"
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
