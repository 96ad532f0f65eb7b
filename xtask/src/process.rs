//! Running other programs, and saying so.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The project's folder.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// Where the pinned tools live. Not under `target/`: `cargo clean` would throw minutes away.
pub fn tools_folder() -> PathBuf {
    root().join(".tools")
}

/// Says in one line what is happening and why.
pub fn say(what: &str) {
    println!("▸ {what}");
}

/// A command that starts in the project's folder and finds the pinned tools first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", path_with_tools());
    command
}

/// Cargo, the same one that runs this.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.args(arguments);
    cargo
}

fn path_with_tools() -> OsString {
    let tools = tools_folder();
    let ours = [tools.join("bin"), tools.join("wasm-opt/node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
}

/// Runs a command with our own input and output, having said why.
pub fn run(why: &str, command: &mut Command) -> Result<(), String> {
    say(why);
    println!("  $ {}", shown(command));
    let status = command
        .status()
        .map_err(|error| format!("could not start `{}`: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed: {status}", shown(command))) }
}

/// What a command prints, if it can be started and succeeds.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is on the path.
pub fn is_on_path(program: &str) -> bool {
    env::split_paths(&path_with_tools()).any(|folder| folder.join(program).is_file())
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let name = PathBuf::from(command.get_program());
    let name = name.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    command
        .get_args()
        .map(|argument| argument.to_string_lossy().into_owned())
        .fold(name, |line, argument| line + " " + &argument)
}
