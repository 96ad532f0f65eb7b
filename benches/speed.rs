//! `cargo bench`: how fast the engine is, natively. The same cases in WebAssembly, and beside
//! bgpsim, are measured by `cargo xtask bench`.

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;

#[path = "yardstick/src/cases.rs"]
mod cases;
#[path = "yardstick/src/graphs.rs"]
mod graphs;
#[path = "yardstick/src/million.rs"]
mod million;

fn main() {
    divan::main();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[divan::bench]
fn a_graph_1000_announce_and_withdraw(bencher: Bencher) {
    let mut case = cases::Graph1000::new(&graphs::graph_1000(root()));
    bencher.bench_local(|| (case.announce(), case.withdraw()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn b_mesh_100_withdraw(bencher: Bencher) {
    let mesh = cases::Mesh::default();
    bencher
        .counter(ItemsCount::new(cases::MESH_EVENTS))
        .with_inputs(|| mesh.clone())
        .bench_local_values(|mut mesh| {
            assert_eq!(mesh.withdraw(cases::MESH_EVENTS), cases::MESH_EVENTS);
            mesh
        });
}

#[divan::bench]
fn c_first_light_withdraw(bencher: Bencher) {
    let world = cases::FirstLight::new(&graphs::first_light(root()));
    bencher.with_inputs(|| world.clone()).bench_local_values(|mut world| {
        world.withdraw();
        world
    });
}

#[divan::bench(args = [1, cases::ORIGINS])]
fn d_internet_solved(bencher: Bencher, origins: usize) {
    let internet = cases::Internet::new(&graphs::internet(root()));
    let origins = internet.origins(origins);
    let mut solver = internet.solver();
    bencher.bench_local(|| cases::solve(&mut solver, &origins));
}

/// Rates for 500 client networks and 40 nodes, after a routing change.
#[divan::bench]
fn e_rates_worked_out(bencher: Bencher) {
    let rates = cases::Rates::new(&graphs::atlas(root()));
    assert!(rates.work_out() > 400, "most are served");
    bencher.bench_local(|| rates.work_out());
}

/// Packets, hop by hop.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn f_packets_forwarded(bencher: Bencher) {
    let packets = cases::Packets::new(&graphs::first_light(root()));
    bencher
        .counter(ItemsCount::new(cases::PACKET_HOPS))
        .with_inputs(|| packets.clone())
        .bench_local_values(|mut packets| packets.forward(cases::PACKET_HOPS));
}

/// Whose replies to lent addresses are.
#[divan::bench]
fn g_replies_decided(bencher: Bencher) {
    let replies = cases::Replies::default();
    bencher.counter(ItemsCount::new(cases::REPLIES)).bench_local(|| replies.decide());
}

/// A million connections opened, and each one's reply brought home.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn h_million_connections(bencher: Bencher) {
    bencher.bench_local(|| {
        let million = million::Million::default();
        assert!(million.count() >= 1_000_000 && million.astray() == 0);
        assert!(million.bytes() <= 256_000_000, "{} bytes", million.bytes());
        million
    });
}
