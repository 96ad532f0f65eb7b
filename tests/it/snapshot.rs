//! Snapshots: whoever returns to a moment is in the very state of then, whatever was done since;
//! and a snapshot takes no more room than what has changed.

use anycast_lab::engine::base::digest::Digest;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::rib::{Incoming, Outgoing};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::snapshot::Snapshot;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::internet;
use crate::lessons::WORLD;

#[derive(Clone, Debug)]
enum Deed {
    Keep,
    Return(Index),
    Pass(u16),
    Give(u8, Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        2 => Just(Deed::Keep),
        2 => any::<Index>().prop_map(Deed::Return),
        3 => (1..400_u16).prop_map(Deed::Pass),
        3 => (any::<u8>(), any::<Index>()).prop_map(|(what, at)| Deed::Give(what, at)),
    ]
}

fn pass(world: &mut World, events: u16) {
    for _ in 0..events {
        world.step(&mut Vec::new());
    }
}

/// One of the commands that leave no part of a world alone.
fn command(world: &World, what: u8, at: Index) -> Command {
    let network = world.network();
    let node = &network.nodes.raw[at.index(network.nodes.len())];
    let (node, router) = (node.slug.clone(), network.routers[node.router].slug.clone());
    let link = network.links.raw[at.index(network.links.len())].slug.clone();
    match what % 10 {
        0 => Command::Withdraw { node },
        1 => Command::Announce { node },
        2 => Command::FailLink { link },
        3 => Command::RestoreLink { link },
        4 => Command::FailLinkSilently { link },
        5 => Command::FailPop { node },
        6 => Command::RestorePop { node },
        7 => Command::RestartBgp { router, for_us: Span::from_s(2) },
        8 => Command::Prepend { node, times: 2, neighbor: None },
        _ => {
            let client = network.clients.raw[at.index(network.clients.len())].slug.clone();
            let service = network.services.raw[0].slug.clone();
            Command::SendPacket { client, service }
        }
    }
}

/// What a world is, and what it will be: a digest does not hold what only explains.
fn soon(world: &World) -> [Digest; 2] {
    let mut later = world.clone();
    pass(&mut later, 300);
    [world.digest(), later.digest()]
}

/// Lives through deeds; whatever is returned to has to be as it was.
fn live(mut world: World, deeds: &[Deed]) {
    let mut kept: Vec<(Snapshot, [Digest; 2])> = vec![(world.snapshot(), soon(&world))];
    for deed in deeds {
        match deed {
            Deed::Keep => kept.push((world.snapshot(), soon(&world))),
            Deed::Return(which) => {
                let (snapshot, as_then) = &kept[which.index(kept.len())];
                assert_eq!(soon(&snapshot.world(&world)), *as_then, "a world beside");
                world.return_to(snapshot);
                assert_eq!(soon(&world), *as_then, "the world itself");
            }
            Deed::Pass(events) => pass(&mut world, *events),
            Deed::Give(what, at) => {
                let command = command(&world, *what, *at);
                let _ = world.apply(world.now(), &command, &mut Vec::new());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        if cfg!(debug_assertions) { 24 } else { 1000 }
    ))]

    #[test]
    fn a_moment_returned_to_is_as_it_was(
        scenario in internet(),
        // The first snapshot may be of a world that is far from quiet.
        before in 0..600_u16,
        deeds in vec(deed(), 1..30),
        seed in any::<u64>(),
    ) {
        let mut world = World::new(&Setup::from_scenario(&scenario).unwrap(), seed);
        pass(&mut world, before);
        live(world, &deeds);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        if cfg!(debug_assertions) { 2 } else { 100 }
    ))]

    #[test]
    fn it_is_so_with_timers_and_packets(deeds in vec(deed(), 1..20), seed in any::<u64>()) {
        live(World::opened(&WORLD, seed), &deeds);
    }
}

#[test]
fn a_snapshot_takes_no_more_than_what_has_changed() {
    let mut world = World::opened(&WORLD, 1);
    let network = world.network();
    let ends: usize = network.routers.iter().map(|router| router.ends.len()).sum();
    let per_end = size_of::<Incoming>() + size_of::<Outgoing>();
    let all_known = ends * network.prefixes.len() * per_end;
    let first = world.snapshot();
    let command = Command::Withdraw { node: "tokyo".into() };
    world.apply(world.now(), &command, &mut Vec::new()).expect("it is announced");
    world.settle(&mut Vec::new());
    let second = world.snapshot();
    for bytes in [first.bytes(), second.bytes()] {
        assert!(bytes * 4 < all_known, "{bytes} bytes of {all_known}");
    }
    // What is as it was takes nothing, though it was touched.
    let link = world.network().links.raw[0].slug.clone();
    for command in [Command::FailLink { link: link.clone() }, Command::RestoreLink { link }] {
        world.apply(world.now(), &command, &mut Vec::new()).expect("the link is there");
        world.settle(&mut Vec::new());
    }
    let third = world.snapshot();
    assert!(third.bytes() * 2 < all_known, "{} bytes of {all_known}", third.bytes());
}
