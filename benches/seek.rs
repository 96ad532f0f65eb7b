//! `cargo bench --bench seek`: how long it takes to look at any moment of the past, with 10,000
//! events lived; the slowest is what counts. A frame has 16 ms.

use anycast_lab::app::session::Session;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use divan::Bencher;

const LIVED: u64 = 10_000;

fn main() {
    divan::main();
}

/// A world, and the node that withdraws.
const WORLDS: [(&str, &str, &str); 2] = [
    ("first-light", include_str!("../assets/scenarios/first-light.json"), "tokyo"),
    ("atlas", include_str!("../assets/scenarios/atlas.json"), "honolulu"),
];

/// A world, with a withdrawal at the beginning and 10,000 events.
fn lived(name: &str) -> Session {
    let of_name = WORLDS.iter().find(|(known, ..)| *known == name);
    let (_, text, node) = of_name.expect("it is one of them");
    let mut session = Session::open(Setup::from_json(text).expect("the world is sound"), 1);
    let opened = session.world().steps();
    session.apply(Command::Withdraw { node: (*node).into() }).expect("it is announced");
    while session.world().steps() < opened + LIVED {
        session.advance(Span::from_ms(16), u64::MAX);
    }
    session
}

/// From anywhere to anywhere, a hundred moments in no order.
#[divan::bench(sample_count = 1_000, sample_size = 1, args = ["first-light", "atlas"])]
fn seek_anywhere(bencher: Bencher, world: &str) {
    let mut session = lived(world);
    let (from, lasted) = (session.opened_at(), session.head_at() - session.opened_at());
    let mut part = 0;
    bencher.bench_local(|| {
        part = (part + 37) % 100;
        let passed = session.seek(from + Span::from_us(lasted.as_us() * part / 100));
        assert!(passed.is_done);
    });
}

/// Taking the first of all commands back: everything since is lived again.
#[divan::bench(sample_count = 20, sample_size = 1, args = ["first-light", "atlas"])]
fn undo_the_first(bencher: Bencher, world: &str) {
    let session = lived(world);
    bencher.with_inputs(|| session.clone()).bench_local_values(|mut session| session.undo());
}

/// What one keyframe costs.
#[divan::bench(args = ["first-light", "atlas"])]
fn keep_a_moment(bencher: Bencher, world: &str) {
    let mut world = lived(world).world().clone();
    bencher.bench_local(|| world.snapshot());
}

/// What a whole copy of a world costs.
#[divan::bench(args = ["first-light", "atlas"])]
fn copy_a_world(bencher: Bencher, world: &str) {
    let session = lived(world);
    bencher.bench_local(|| session.world().clone());
}

/// The same events by the engine alone.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn engine_alone(bencher: Bencher) {
    let mut session = lived("first-light");
    session.seek_start();
    bencher.with_inputs(|| session.world().clone()).bench_local_values(|mut world| {
        let mut facts = Vec::new();
        let command = Command::Withdraw { node: "tokyo".into() };
        world.apply(world.now(), &command, &mut facts).expect("it is announced");
        for _ in 0..LIVED {
            world.step(&mut facts);
        }
        facts.len()
    });
}
