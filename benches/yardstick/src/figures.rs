//! Measuring: each case so often that its median means something. The clock is told, since the
//! two targets have different ones.

use crate::cases::{
    self, FirstLight, Graph1000, Internet, MESH_EVENTS, Mesh, ORIGINS, PACKET_HOPS, Packets,
    REPLIES, Rates, Replies,
};

/// How long one case is repeated, in nanoseconds.
const PATIENCE_NS: u64 = 1_500_000_000;
/// The fewest repetitions of a case.
const FEWEST: usize = 5;
/// The most repetitions of a case.
const MOST: usize = 2000;

/// One measured number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name, as in `graph-1000.announce-ns`.
    pub name: &'static str,
    /// Its value; the unit ends its name.
    pub value: u64,
}

/// A clock: nanoseconds since some moment.
pub trait Clock {
    /// The time.
    fn now_ns(&self) -> u64;
}

/// The texts that the cases are made of.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// 1,000 ASes, as-rel.
    pub graph_1000: &'a str,
    /// The default world.
    pub first_light: &'a str,
    /// The flagship world.
    pub atlas: &'a str,
    /// 75,000 ASes, as-rel.
    pub internet: &'a str,
}

/// Measures every case.
pub fn measure(texts: Texts<'_>, clock: &impl Clock) -> Vec<Figure> {
    let mut figures = measure_graph(texts.graph_1000, clock);
    figures.extend(measure_others(texts, clock));
    figures.extend(measure_traffic(texts, clock));
    figures
}

/// Measures case (a).
pub fn measure_graph(graph_1000: &str, clock: &impl Clock) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut say = |name, value| figures.push(Figure { name, value });
    let mut graph = Graph1000::new(graph_1000);
    say("graph-1000.announce-events", graph.announce());
    say("graph-1000.withdraw-events", graph.withdraw());
    let [announce, withdraw] = medians(clock, || {
        let start = clock.now_ns();
        graph.announce();
        let middle = clock.now_ns();
        graph.withdraw();
        [middle - start, clock.now_ns() - middle]
    });
    say("graph-1000.announce-ns", announce);
    say("graph-1000.withdraw-ns", withdraw);
    figures
}

/// Measures the cases after (a).
pub fn measure_others(texts: Texts<'_>, clock: &impl Clock) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut say = |name, value| figures.push(Figure { name, value });
    let mesh = Mesh::default();
    let [ns] = medians(clock, || {
        let mut mesh = mesh.clone();
        let start = clock.now_ns();
        assert_eq!(mesh.withdraw(MESH_EVENTS), MESH_EVENTS, "it is not settled by then");
        [clock.now_ns() - start]
    });
    say("mesh-100.events", MESH_EVENTS);
    say("mesh-100.ns", ns);

    let world = FirstLight::new(texts.first_light);
    say("first-light.withdraw-events", world.clone().withdraw());
    let [ns] = medians(clock, || {
        let mut world = world.clone();
        let start = clock.now_ns();
        world.withdraw();
        [clock.now_ns() - start]
    });
    say("first-light.withdraw-ns", ns);

    let internet = Internet::new(texts.internet);
    for (name, count) in [("internet.one-ns", 1), ("internet.anycast-ns", ORIGINS)] {
        let origins = internet.origins(count);
        let mut solver = internet.solver();
        let [ns] = medians(clock, || {
            let start = clock.now_ns();
            std::hint::black_box(cases::solve(&mut solver, &origins));
            [clock.now_ns() - start]
        });
        say(name, ns);
    }
    figures
}

/// Measures the cases of packets, rates and replies.
pub fn measure_traffic(texts: Texts<'_>, clock: &impl Clock) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut say = |name, value| figures.push(Figure { name, value });
    let rates = Rates::new(texts.atlas);
    let [ns] = medians(clock, || {
        let start = clock.now_ns();
        assert!(rates.work_out() > 0, "somebody is served");
        [clock.now_ns() - start]
    });
    say("rates.ns", ns);

    let packets = Packets::new(texts.first_light);
    let [ns] = medians(clock, || {
        let mut packets = packets.clone();
        let start = clock.now_ns();
        assert!(packets.forward(PACKET_HOPS) > 0, "some arrive");
        [clock.now_ns() - start]
    });
    say("packets.hops", PACKET_HOPS);
    say("packets.ns", ns);

    let replies = Replies::default();
    let [ns] = medians(clock, || {
        let start = clock.now_ns();
        assert!(std::hint::black_box(&replies).decide() > 0, "they are for somebody");
        [clock.now_ns() - start]
    });
    say("replies.decisions", REPLIES);
    say("replies.ns", ns);
    figures
}

/// The medians of what `once` measures, over as many repetitions as patience allows; the first
/// only warms up.
pub fn medians<const N: usize>(clock: &impl Clock, mut once: impl FnMut() -> [u64; N]) -> [u64; N] {
    once();
    let until = clock.now_ns() + PATIENCE_NS;
    let mut samples: Vec<[u64; N]> = Vec::new();
    while samples.len() < FEWEST || (samples.len() < MOST && clock.now_ns() < until) {
        samples.push(once());
    }
    std::array::from_fn(|n| {
        let mut of_one: Vec<u64> = samples.iter().map(|sample| sample[n]).collect();
        of_one.sort_unstable();
        of_one[of_one.len() / 2]
    })
}
