//! The native integration tests, in one binary so that they link once.

mod first_light;
mod geography;
mod schema;
mod session;
mod tidy;
mod words;
