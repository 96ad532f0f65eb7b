//! The speakers' short ways against the rules in full: worlds that differ in nothing else are
//! in the same state after every few events.

use std::sync::Arc;

use anycast_lab::engine::base::ids::EndId;
use anycast_lab::engine::bgp::attributes::{Community, Origin};
use anycast_lab::engine::bgp::policy::{Changes, Rule};
use anycast_lab::engine::bgp::prefix_length::MaxLengths;
use anycast_lab::engine::net::action::{Action, ActionCommunity};
use anycast_lab::engine::net::network::NeighborIs;
use anycast_lab::engine::sim::command::{Command, PrefixAnnouncement};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::internet;

/// Odd things at some ends of sessions: a leak, a client, MED set on export, LOCAL_PREF on import,
/// a drain, a prefix that is too long, a community that is acted on, a role.
fn configure(setup: &mut Setup, oddities: &[(Index, u8)]) {
    let config = Arc::make_mut(&mut setup.config);
    for (at, oddity) in oddities {
        let end = &mut config.ends[EndId::from(at.index(setup.network.sessions.len() * 2))];
        let set = |set: Changes| vec![Rule { set, ..Rule::default() }];
        match oddity {
            0 => end.is_leaking = true,
            1 => end.has_client = true,
            2 => end.export = set(Changes { med: Some(5), ..Changes::default() }),
            3 => end.import = set(Changes { local_pref: Some(170), ..Changes::default() }),
            4 => end.is_next_hop_self = false,
            5 => end.is_draining = true,
            6 => end.max_lengths = MaxLengths { v4: 23, v6: 128 },
            7 => {
                let (tag, value) = (Community(7), 120);
                end.export = set(Changes { add_communities: vec![tag], ..Changes::default() });
                end.actions =
                    [ActionCommunity { community: tag, action: Action::LocalPref(value) }].into();
            }
            8 => end.role = Some(NeighborIs::Peer),
            _ => end.import = set(Changes { med: Some(1), ..Changes::default() }),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        if cfg!(debug_assertions) { 40 } else { 1000 }
    ))]

    #[test]
    fn the_short_way_and_the_full_way_agree(
        scenario in internet(),
        oddities in vec((any::<Index>(), 0..10_u8), 0..4),
        which in any::<Index>(),
        seed in any::<u64>(),
    ) {
        let mut setup = Setup::from_scenario(&scenario).unwrap();
        configure(&mut setup, &oddities);
        let mut in_full = setup.clone();
        Arc::make_mut(&mut in_full.config).is_in_full = true;
        let mut worlds = [&setup, &in_full].map(|setup| World::new(setup, seed));
        let network = &setup.network;
        let node = &network.nodes.first().unwrap();
        let link = network.links.raw[which.index(network.links.len())].slug.clone();
        let announcement = PrefixAnnouncement {
            router: network.routers[node.router].slug.clone(),
            prefix: network.prefixes[network.services[node.service].prefix],
            origin: Origin::Igp,
            med: Some(9),
            communities: Vec::new(),
            as_path_tail: Vec::new(),
        };
        let commands = [
            Command::Withdraw { node: node.slug.clone() },
            Command::FailLink { link: link.clone() },
            Command::AnnouncePrefix(announcement),
            Command::Prepend { node: node.slug.clone(), times: 2, neighbor: None },
            Command::RestoreLink { link },
        ];
        for command in commands {
            for _ in 0..4 {
                for world in &mut worlds {
                    for _ in 0..120 {
                        world.step(&mut Vec::new());
                    }
                }
                let [short, full] = &worlds;
                prop_assert_eq!(short.digest(), full.digest(), "after {} events", short.steps());
            }
            for world in &mut worlds {
                let _ = world.apply(world.now(), &command, &mut Vec::new());
            }
        }
    }
}
