//! Sets up, serves and tests Anycast Lab.
fn main() {}
