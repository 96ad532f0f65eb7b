//! One packet from a client network of three-cities, four sets of receivers.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::present::casts::{CastCard, casts};
use anycast_lab::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::casts::{Cast, Delivery};
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::{self, Setup};
use anycast_lab::engine::sim::world::World;

fn three_cities() -> World {
    let text = include_str!("../../assets/scenarios/three-cities.json");
    World::opened(&Setup::from_json(text).unwrap(), 1)
}

fn named(world: &World, client: &str, node: &str) -> (ClientId, ServiceId, NodeId) {
    let names = &world.network().names;
    (names.clients[client], names.services["dns"], names.nodes[node])
}

fn received(sent: &Delivery) -> Vec<RouterId> {
    let mut all: Vec<RouterId> = sent.receivers.iter().map(|one| one.router).collect();
    all.sort_unstable();
    all
}

#[test]
fn every_client_network_reaches_one_all_and_whom_routing_picks() {
    let world = three_cities();
    let network = world.network();
    let service = network.services.first_key().unwrap();
    let sites: Vec<RouterId> = network.nodes.iter().map(|node| node.router).collect();
    for (client, described) in network.clients.iter_enumerated() {
        for node in network.nodes.keys() {
            let four = world.casts(client, service, node);
            let unicast = four.unicast.as_ref().unwrap();
            assert_eq!(received(unicast), [network.nodes[node].router]);
            assert_eq!(received(&four.multicast), sites);
            let served = world.serving(client, service).unwrap();
            assert_eq!(received(&four.anycast), [network.nodes[served].router]);
            // An access network here has one router.
            assert!(four.broadcast.receivers.is_empty() && four.broadcast.crossings.is_empty());
            assert!(four.iter().all(|sent| sent.sender == described.router));
            // Nothing is quicker than the tree of least delay.
            let tree = four.multicast.receivers.iter();
            let mut quickest = tree.filter(|one| one.router == network.nodes[node].router);
            assert!(unicast.last().unwrap() >= quickest.next().unwrap().after);
        }
    }
}

#[test]
fn a_broadcast_reaches_the_whole_of_its_network_and_nobody_else() {
    let world = three_cities();
    let network = world.network();
    let taihang = network.names.ases["taihang"];
    let sender = network.names.routers["taihang-xian"];
    let sent = Delivery::broadcast(network, sender, |_| true);
    let mut others = network.ases[taihang].routers.clone();
    others.retain(|&router| router != sender);
    others.sort_unstable();
    assert_eq!(received(&sent), others);
    assert_eq!(sent.crossings.len(), others.len());
}

#[test]
fn after_a_failure_anycast_has_another_receiver_unicast_none_and_multicast_one_less() {
    let mut world = three_cities();
    let (client, service, node) = named(&world, "longtang", "shanghai");
    let before = world.casts(client, service, node);
    let site = world.network().nodes[node].router;
    assert_eq!(received(&before.anycast), [site]);
    let fail = Command::FailPop { node: "shanghai".into() };
    world.apply(world.now(), &fail, &mut Vec::new()).unwrap();
    world.settle(&mut Vec::new());
    let after = world.casts(client, service, node);
    assert_eq!(after.unicast.as_ref().unwrap().lost, Some(Fate::NoRoute));
    assert_eq!(after.anycast.receivers.len(), 1);
    assert_ne!(received(&after.anycast), [site]);
    assert_eq!(after.multicast.receivers.len(), 2);
    assert_eq!(after.multicast.unreached, [site]);
}

fn cards(world: &World, lang: Lang) -> Vec<CastCard> {
    let (client, service, node) = named(world, "lotus-root", "beijing");
    casts(lang, world, client, service, node)
}

#[test]
fn the_four_are_told_in_both_languages() {
    let world = three_cities();
    for lang in Lang::ALL {
        let cards = cards(&world, lang);
        let kinds: Vec<Cast> = cards.iter().map(|card| card.cast).collect();
        assert_eq!(kinds, [Cast::Unicast, Cast::Broadcast, Cast::Multicast, Cast::Anycast]);
        for card in &cards {
            for text in [&card.title, &card.about, &card.figures] {
                assert!(!text.contains("cast-") && !text.contains('{'), "{text}");
            }
        }
    }
    let english = cards(&world, Lang::En);
    assert!(english[0].figures.starts_with("One receiver, "), "{}", english[0].figures);
    assert!(english[1].figures.starts_with("Lotus Root has no other router"));
    assert!(english[2].figures.starts_with("3 receivers, "), "{}", english[2].figures);
    assert!(english[2].figures.contains("Sent to each by itself, "), "{}", english[2].figures);
    assert_eq!(english[3].receivers.len(), 1);
    assert_eq!(cards(&world, Lang::Zh)[2].title, "组播");
    // Crossings come in order, so that they can be drawn as time goes by.
    assert!(english[2].crossings.is_sorted_by_key(|crossing| crossing.departs));
    assert_eq!(english[2].crossings[0].departs, Span::ZERO);
}

#[test]
fn a_node_without_an_address_of_its_own_can_not_be_sent_to() {
    let text = include_str!("../../assets/scenarios/three-cities.json");
    let mut scenario = setup::read(text).unwrap();
    scenario.services[0].nodes[0].unicast = None;
    let world = World::opened(&Setup::from_scenario(&scenario).unwrap(), 1);
    let cards = cards(&world, Lang::En);
    assert_eq!(cards.len(), 4);
    assert_eq!(cards[0].figures, "A · Beijing has no address of its own.");
    assert!(cards[0].receivers.is_empty());
}
