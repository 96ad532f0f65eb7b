//! The two ways in: the page (wasm32) and the command line (native).

#[cfg(target_arch = "wasm32")]
fn main() {
    anycast_lab::web::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    anycast_lab::headless::main()
}
