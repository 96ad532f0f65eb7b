//! MRAI: what one timer covers, and what leaves together.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::{LinkRelation, MraiScope, Scenario};
use anycast_lab::engine::sim::command::{Command, PrefixAnnouncement};
use anycast_lab::engine::sim::fact::What;

use super::Play;
use crate::worlds::{announcement, empty, link, network};

const PREFIXES: [&str; 3] = ["198.51.1.0/24", "198.51.2.0/24", "198.51.3.0/24"];

/// A customer with three prefixes, its provider, and the provider's peer.
fn row(scope: MraiScope) -> Scenario {
    let mut scenario = empty();
    scenario.networks = ["left", "mid", "right"]
        .iter()
        .zip(64601..)
        .map(|(n, asn)| network(n, asn, &[n]))
        .collect();
    scenario.links = vec![
        link("mid", "left", LinkRelation::Provider, 10),
        link("mid", "right", LinkRelation::Peer, 10),
    ];
    scenario.announcements = PREFIXES.map(|prefix| announcement("left", prefix)).to_vec();
    scenario.timing.mrai_ebgp_us = Span::from_s(30);
    scenario.timing.mrai_scope = scope;
    scenario
}

/// Left announces a prefix with another MED.
fn change(prefix: &str, med: u32) -> Command {
    Command::AnnouncePrefix(PrefixAnnouncement {
        router: "left".into(),
        prefix: prefix.parse().unwrap(),
        origin: anycast_lab::engine::net::origin::Origin::Igp,
        med: Some(med),
        communities: Vec::new(),
        as_path_tail: Vec::new(),
    })
}

/// When left sent an UPDATE, and of which prefix.
fn sent(play: &Play) -> Vec<(u64, String)> {
    play.told(|what| match what {
        What::UpdateSent { from, prefix, .. } if play.name(*from) == "left" => {
            Some(play.world.network().prefixes[*prefix].to_string())
        }
        _ => None,
    })
}

fn changes(scope: MraiScope) -> Vec<(u64, String)> {
    let mut play = Play::new(&row(scope), 1);
    play.at_ms(0, &change(PREFIXES[0], 1));
    play.at_ms(1_000, &change(PREFIXES[1], 1));
    play.at_ms(2_000, &change(PREFIXES[0], 2));
    play.settle();
    sent(&play)
}

#[test]
fn one_timer_a_peer_holds_every_prefix_back() {
    let [one, other, _] = PREFIXES.map(ToOwned::to_owned);
    assert_eq!(changes(MraiScope::Peer), [(0, one.clone()), (30_000, one), (30_000, other)]);
}

#[test]
fn one_timer_a_destination_holds_back_its_own_prefix_alone() {
    let [one, other, _] = PREFIXES.map(ToOwned::to_owned);
    let expected = [(0, one.clone()), (1_000, other), (30_000, one)];
    assert_eq!(changes(MraiScope::Destination), expected);
}

/// A session that comes up is told the whole table at once, not one prefix now and the others
/// when the timer ends.
#[test]
fn what_one_event_brings_about_leaves_together() {
    for scope in [MraiScope::Peer, MraiScope::Destination] {
        let mut play = Play::new(&row(scope), 1);
        let link = || "mid--left".into();
        play.at_ms(0, &Command::FailSession { session: link() });
        play.at_ms(60_000, &Command::RestoreSession { session: link() });
        play.settle();
        // Four delays of 10 ms to establish it.
        let expected: Vec<(u64, String)> =
            PREFIXES.iter().map(|&prefix| (60_040, prefix.to_owned())).collect();
        assert_eq!(sent(&play), expected);
    }
}
