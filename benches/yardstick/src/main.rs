//! Measures natively, beside bgpsim; prints one line a figure, `name value`. With the argument
//! `million`: how much memory a million connections take, in a process that does nothing else.

use std::path::Path;
use std::time::Instant;

use anycast_lab::engine::internet::as_rel;
use anycast_lab::engine::sim::world::World;
use yardstick::bgpsim_side;
use yardstick::cases::Graph1000;
use yardstick::figures::{
    Clock, Figure, Texts, measure_graph, measure_others, measure_traffic, medians,
};
use yardstick::graphs;
use yardstick::million::Million;

struct Stopwatch(Instant);

impl Clock for Stopwatch {
    fn now_ns(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_nanos()).expect("no run takes centuries")
    }
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("million") {
        return measure_million();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let clock = Stopwatch(Instant::now());
    let (graph_1000, first_light) = (graphs::graph_1000(&root), graphs::first_light(&root));
    let (atlas, internet) = (graphs::atlas(&root), graphs::internet(&root));
    let texts = Texts {
        graph_1000: &graph_1000,
        first_light: &first_light,
        atlas: &atlas,
        internet: &internet,
    };
    // Each engine as early as can be: the second one finds a heap that the first one left in
    // pieces, so they are held against each other before anything else is measured.
    let ours = measure_graph(&graph_1000, &clock);
    let theirs = measure_bgpsim(&graph_1000, &clock);
    let others = measure_others(texts, &clock);
    let traffic = measure_traffic(texts, &clock);
    for Figure { name, value } in ours.into_iter().chain(theirs).chain(others).chain(traffic) {
        println!("{name} {value}");
    }
}

/// A million connections, and the most memory that this process ever had.
fn measure_million() {
    let million = Million::default();
    assert_eq!(million.astray(), 0, "every reply comes home");
    println!("million.connections {}", million.count());
    println!("million.bytes {}", million.bytes());
    println!("million.peak-bytes {}", peak_bytes());
}

/// The most memory that this process ever had resident; zero where the system does not say.
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map_or(0, |kib| kib * 1_024)
}

/// Case (a) in bgpsim, once both engines were seen to settle to the same state.
fn measure_bgpsim(text: &str, clock: &Stopwatch) -> Vec<Figure> {
    let mut ours = Graph1000::new(text);
    let mut theirs = bgpsim_side::Graph1000::new(&as_rel::read(text).expect("a graph"));
    let (announced, withdrawn) = theirs.count_events();
    let nobody = theirs.paths();
    assert!(nobody == paths(&ours.world) && nobody.iter().all(|(_, path)| path.is_none()));
    ours.announce();
    theirs.announce();
    let everybody = paths(&ours.world);
    assert_eq!(everybody, theirs.paths(), "both settle to the same state");
    assert!(everybody.iter().all(|(_, path)| path.is_some()), "everybody has a route");
    theirs.withdraw();
    let [announce, withdraw] = medians(clock, || {
        let start = clock.now_ns();
        theirs.announce();
        let middle = clock.now_ns();
        theirs.withdraw();
        [middle - start, clock.now_ns() - middle]
    });
    vec![
        Figure { name: "bgpsim.announce-events", value: announced },
        Figure { name: "bgpsim.withdraw-events", value: withdrawn },
        Figure { name: "bgpsim.announce-ns", value: announce },
        Figure { name: "bgpsim.withdraw-ns", value: withdraw },
    ]
}

/// Every AS with the AS_PATH of its best route, its own number not included.
fn paths(world: &World) -> Vec<(u32, Option<Vec<u32>>)> {
    let network = world.network();
    let prefix = network.prefixes.first_key().expect("one prefix");
    let path = |router| {
        let best = world.best(router, prefix)?;
        Some(best.attributes.as_path.ases().iter().map(|asn| asn.0).collect())
    };
    network.routers.iter_enumerated().map(|(id, router)| (router.asn.0, path(id))).collect()
}
