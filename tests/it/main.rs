//! The native integration tests, in one binary so that they link once.
#![expect(clippy::unwrap_used, reason = "a test that meets an error should end there")]
#![expect(clippy::print_stdout, reason = "counts of cases are worth seeing")]

mod acts;
mod bad_scenarios;
mod daemons;
mod first_light;
mod fixtures;
mod flight;
mod gadgets;
mod geofeed;
mod geography;
mod goals;
mod golden;
mod history;
mod internet;
mod internet_laws;
mod internet_worlds;
mod laws;
mod lens;
mod lessons;
mod looking_glass;
mod med_order;
mod meshes;
mod mrai;
mod panels;
mod policy;
mod profiles;
mod prose;
mod scene;
mod schema;
mod session;
mod share;
mod short_way;
mod tidy;
mod timeline;
mod timing;
mod travel;
mod tutor;
mod vectors;
mod vendor;
mod words;
mod world;
mod worlds;
mod worlds_atlas;
mod worlds_shipped;
mod worlds_small;
