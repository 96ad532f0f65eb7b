//! What moves can be looked at: under way, and afterwards as it was recorded.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::air::{self, air};
use anycast_lab::app::present::flight::{FlightCard, PacketCard, UpdateCard, card};
use anycast_lab::app::present::flood_console::order;
use anycast_lab::app::present::map::{bars, detail, labels, objects, thing_named};
use anycast_lab::app::selection::Selection;
use anycast_lab::app::watch::{UpdateEnd, Watched};
use anycast_lab::engine::dataplane::packet::PacketKind;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::traffic::flood::{FloodKind, Shape};
use anycast_lab::scene::layers::MapLayers;
use anycast_lab::scene::palette::Theme;
use anycast_lab::scene::placement::{Placement, Thing};
use anycast_lab::scene::point::Point;

fn lab() -> Lab {
    let setup = Setup::from_json(include_str!("../../assets/scenarios/first-light.json"))
        .expect("first-light has no problems");
    let mut lab = Lab::open(setup, 1, Lang::En);
    lab.handle(Intent::Pause);
    lab
}

fn withdraw(lab: &mut Lab) {
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
}

fn update_card(lab: &Lab) -> UpdateCard {
    match card(lab) {
        Some(FlightCard::Update(card)) => card,
        other => panic!("{other:?}"),
    }
}

fn packet_card(lab: &Lab) -> PacketCard {
    match card(lab) {
        Some(FlightCard::Packet(card)) => card,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_update_opens_and_then_tells_what_came_of_it() {
    let mut lab = lab();
    withdraw(&mut lab);
    let update = lab.world().updates_in_flight()[0];
    lab.handle(Intent::Select(Selection::Update(update.key())));
    let under_way = update_card(&lab);
    assert_eq!(under_way.kind, "Withdrawal");
    assert!(under_way.says.contains("192.0.2.0/24"), "{}", under_way.says);
    assert!(under_way.attributes.is_empty() && under_way.outcome.is_none());
    assert_eq!(under_way.state, "Under way.");
    while lab.world().now() <= update.arrives {
        lab.handle(Intent::StepEvent);
    }
    let received = update_card(&lab);
    assert!(received.state.starts_with("Received"), "{}", received.state);
    let outcome = received.outcome.expect("it is known");
    assert!(outcome.contains("best route"), "{outcome}");
    // Long after, the card still tells it.
    lab.handle(Intent::SkipToConverged);
    assert_eq!(update_card(&lab).outcome.as_deref(), Some(outcome.as_str()));
    // In the other language too.
    lab.handle(Intent::SetLang(Lang::Zh));
    assert_eq!(update_card(&lab).kind, "撤销");
}

#[test]
fn what_the_receiver_did_is_what_the_world_did() {
    let mut lab = lab();
    withdraw(&mut lab);
    let (mut changed, mut ignored, mut with_attributes) = (0, 0, 0);
    for _ in 0..150 {
        let Some(update) = lab.world().updates_in_flight().first().copied() else { break };
        lab.handle(Intent::Select(Selection::Update(update.key())));
        let card = update_card(&lab);
        assert_eq!(card.attributes.is_empty(), update.is_withdrawal());
        with_attributes += usize::from(!card.attributes.is_empty());
        let mut before = lab.world().explain(update.to, update.prefix);
        while lab.watched.as_ref().is_some_and(Watched::is_under_way) {
            before = lab.world().explain(update.to, update.prefix);
            lab.handle(Intent::StepEvent);
        }
        let after = lab.world().explain(update.to, update.prefix);
        let best = |it: &anycast_lab::engine::bgp::decision::Explanation| {
            it.selected().map(|candidate| candidate.route.clone())
        };
        let Some(Watched::Update { end: Some(UpdateEnd::Received { changed: told, .. }), .. }) =
            &lab.watched
        else {
            panic!("{:?}", lab.watched)
        };
        if told.is_some() {
            changed += 1;
        } else {
            ignored += 1;
            let path = |it| best(it).map(|route| route.attributes.as_path.clone());
            assert_eq!(path(&before), path(&after));
        }
    }
    assert!(changed > 5 && ignored > 5 && with_attributes > 5, "{changed} {ignored}");
}

#[test]
fn an_update_whose_session_ends_is_lost() {
    let mut lab = lab();
    withdraw(&mut lab);
    let flying = lab.world().updates_in_flight();
    let (update, link) = flying
        .iter()
        .find_map(|update| Some((*update, lab.network().sessions[update.session].link?)))
        .expect("some travel on links");
    lab.handle(Intent::Select(Selection::Update(update.key())));
    let link = lab.network().links[link].slug.clone();
    lab.handle(Intent::Do(Command::FailLink { link }));
    assert!(update_card(&lab).state.starts_with("Lost"), "{}", update_card(&lab).state);
}

#[test]
fn a_packet_opens_and_keeps_its_journey_when_it_is_over() {
    let mut lab = lab();
    let send = Command::SendPacket { client: "quipu".into(), service: "dns".into() };
    lab.handle(Intent::Do(send));
    let packet = lab.world().packets().max_by_key(|packet| packet.id).expect("it left").clone();
    assert_eq!(packet.kind, PacketKind::Query);
    lab.handle(Intent::Select(Selection::Packet(packet.id)));
    let first = packet_card(&lab);
    assert_eq!(first.kind, "Query");
    assert_eq!(first.hops.iter().filter(|hop| hop.is_ahead).count(), 1);
    // Its way is marked also where routers are many.
    assert_eq!(detail(&lab).apart, [packet.client]);
    let client = packet.client;
    let service = packet.service.expect("it is for a service");
    while lab.watched.as_ref().is_some_and(Watched::is_under_way) {
        lab.handle(Intent::StepEvent);
    }
    let over = packet_card(&lab);
    assert!(over.state.starts_with("It reached PoP"), "{}", over.state);
    assert!(over.hops.iter().all(|hop| !hop.is_ahead));
    let way = lab.world().reach(client, service).routers;
    assert_eq!(over.hops.iter().map(|hop| hop.router).collect::<Vec<_>>(), way);
    lab.handle(Intent::Select(Selection::None));
    assert_eq!((card(&lab), &lab.watched), (None, &None));
}

/// The table of what is in the air is a moment old: what has just arrived opens all the same.
#[test]
fn what_has_just_arrived_opens_and_what_nobody_remembers_does_not() {
    let mut lab = lab();
    withdraw(&mut lab);
    let flying = lab.world().updates_in_flight();
    let sessions = &lab.network().sessions;
    let mut external = flying.iter().filter(|one| !sessions[one.session].is_internal());
    let update = *external.next().expect("some go outside");
    let packet = lab.world().packets().next().expect("clients ask").id;
    for _ in 0..300 {
        lab.handle(Intent::StepEvent);
    }
    assert!(lab.world().now() > update.arrives && lab.world().packet(packet).is_none());
    lab.handle(Intent::Select(Selection::Update(update.key())));
    assert!(update_card(&lab).state.starts_with("Received"), "{}", update_card(&lab).state);
    assert!(update_card(&lab).outcome.is_some());
    lab.handle(Intent::Select(Selection::Packet(packet)));
    assert!(!packet_card(&lab).hops.is_empty());
    let before = lab.selection;
    let never = Selection::Packet(anycast_lab::engine::base::ids::PacketId(u64::MAX));
    assert!(lab.handle(Intent::Select(never)).is_empty());
    assert_eq!(lab.selection, before);
}

#[test]
fn what_is_taken_back_is_looked_at_no_more() {
    let mut lab = lab();
    withdraw(&mut lab);
    let update = lab.world().updates_in_flight()[0];
    lab.handle(Intent::Select(Selection::Update(update.key())));
    lab.handle(Intent::Restart);
    assert_eq!((lab.selection, lab.watched.is_none()), (Selection::None, true));
}

#[test]
fn the_air_is_a_bounded_table_whose_lines_select() {
    let mut lab = lab();
    withdraw(&mut lab);
    for _ in 0..60 {
        lab.handle(Intent::StepEvent);
    }
    let shown = air(&lab);
    let (updates, packets) = (lab.world().updates_in_flight(), lab.world().packets().count());
    assert_eq!(shown.rows.len(), updates.len().min(air::MOST) + packets.min(air::MOST));
    for row in &shown.rows {
        assert!(!row.kind.is_empty() && row.way.contains('→') && row.left.ends_with("ms"));
        lab.handle(Intent::Select(row.selection));
        assert!(card(&lab).is_some(), "{row:?}");
    }
}

#[test]
fn letters_go_from_thing_to_thing_and_round() {
    let lab = lab();
    let placement = Placement::new(lab.network(), &lab.viewport, &detail(&lab));
    let tokyo = Thing::Node(lab.network().names.nodes["tokyo"]);
    let first = placement.things()[0].thing;
    assert!(thing_named(&lab, &placement, first, 'm').is_some());
    let (mut at, mut seen) = (first, Vec::new());
    for _ in 0..200 {
        at = thing_named(&lab, &placement, at, 't').expect("there is Tokyo at least");
        seen.push(at);
    }
    assert!(seen.contains(&tokyo));
    assert_eq!(thing_named(&lab, &placement, first, '!'), None);
}

#[test]
fn layers_are_switched_and_names_carry_load_bars() {
    let mut lab = lab();
    let shown = MapLayers { sessions: true, systems: true, ways: false };
    let changes = lab.handle(Intent::ShowLayers(shown));
    assert!(!changes.is_empty() && lab.handle(Intent::ShowLayers(shown)).is_empty());
    let placement = Placement::new(lab.network(), &lab.viewport, &detail(&lab));
    let labels = labels(&lab, &placement, Theme::Dark);
    let nodes = labels.values().filter(|label| matches!(label.thing, Thing::Node(_)));
    let bars: Vec<f64> = nodes.map(|label| label.bar.expect("a node has one").filled).collect();
    assert!(bars.len() > 6 && bars.iter().all(|filled| (0.0..=1.0).contains(filled)));
    let all = objects(&lab, &placement, Theme::Dark);
    assert_eq!(all.order.len(), placement.things().len());
    assert_eq!(all.order.len(), all.objects.len());
}

/// A name that the window's edge would cut stands elsewhere, or not at all; and no name of what is
/// out of the window reaches into it.
#[test]
fn no_name_is_cut_by_the_windows_edge() {
    for (world, width, height) in [("wedgie", 748.0, 419.0), ("wedgie", 390.0, 340.0)]
        .into_iter()
        .chain([("three-cities", 390.0, 340.0), ("backbone", 748.0, 419.0)])
    {
        let text = std::fs::read_to_string(format!("assets/scenarios/{world}.json")).unwrap();
        let mut lab = Lab::open(Setup::from_json(&text).unwrap(), 1, Lang::En);
        lab.handle(Intent::Resize { width, height });
        for by in [Point::default(), Point::new(60.0, 20.0), Point::new(-130.0, 0.0)] {
            lab.handle(Intent::Pan { by });
            let placement = Placement::new(lab.network(), &lab.viewport, &detail(&lab));
            let origin = lab.viewport.origin();
            let labels = labels(&lab, &placement, Theme::Dark);
            assert!(!labels.is_empty(), "{world}");
            for label in labels.values() {
                let (low, high) = (origin + label.area.low, origin + label.area.high);
                let is_whole = low.x >= 0.0 && high.x <= width && low.y >= 0.0 && high.y <= height;
                assert!(is_whole, "{world}: {} {low:?} {high:?}", label.text);
            }
        }
    }
}

/// Near by, routers are named after their networks: a name a place, not a name a router.
#[test]
fn routers_of_one_network_close_together_have_one_name() {
    let text = std::fs::read_to_string("assets/scenarios/three-cities.json").unwrap();
    let mut lab = Lab::open(Setup::from_json(&text).unwrap(), 1, Lang::En);
    lab.handle(Intent::Resize { width: 1040.0, height: 700.0 });
    assert!(lab.viewport.zoom() > 6.0, "routers have names");
    let placement = Placement::new(lab.network(), &lab.viewport, &detail(&lab));
    let labels = labels(&lab, &placement, Theme::Dark);
    let of_routers: Vec<_> =
        labels.values().filter(|label| matches!(label.thing, Thing::Router(_))).collect();
    assert!(!of_routers.is_empty());
    for (index, one) in of_routers.iter().enumerate() {
        for other in &of_routers[index + 1..] {
            let [a, b] = [one, other].map(|label| placement.of(label.thing).expect("placed").at);
            assert!(one.text != other.text || a.distance(b) >= 240.0, "{}", one.text);
        }
    }
}

/// What is asked for fills three quarters of the bar where it is all there is room for: there is
/// the tick. Checked with the numbers.
#[test]
fn a_load_bar_tells_what_is_asked_for_of_what_there_is_room_for() {
    let mut lab = lab();
    lab.handle(Intent::SkipToConverged);
    let flood =
        order("bindweed".into(), "dns".into(), (FloodKind::Syn, 35_000_000_000, Shape::Step));
    lab.handle(Intent::Do(flood));
    let placement = Placement::new(lab.network(), &lab.viewport, &detail(&lab));
    let mut hatched = 0;
    for label in labels(&lab, &placement, Theme::Dark).values() {
        let Thing::Node(node) = label.thing else { continue };
        let bar = label.bar.expect("a node has one");
        let load = lab.world().loads().node(node);
        let asked = load.good.bps + load.bad.bps;
        let room = load.room.capacity.bps.expect("it is bounded");
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = asked as f64 / room as f64;
        assert!((bar.filled - (share * bar.tick).min(1.0)).abs() < 0.01, "{share} {bar:?}");
        assert!((bar.tick - 0.75).abs() < 1e-9);
        hatched += usize::from(bar.is_hatched);
    }
    assert!(hatched <= 1, "one PoP alone is nearly full");
}

/// Where nothing is known of rates, equal shares of all people fill a third of it.
#[test]
fn a_load_bar_tells_people_served_where_nothing_has_a_capacity() {
    let path = format!("{}/assets/scenarios/backbone.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    let lab = Lab::open(setup, 1, Lang::En);
    let service = lab.network().services.keys().next().expect("it has one");
    let all: u64 = lab.network().clients.iter().map(|client| client.population).sum();
    let nodes = lab.network().services[service].nodes.clone();
    for (node, bar) in bars(&lab).iter_enumerated().filter(|(node, _)| nodes.contains(node)) {
        let bar = bar.expect("nothing is a secret");
        let clients = lab.network().clients.iter_enumerated();
        let mine: u64 = clients
            .filter(|(id, _)| lab.world().serving(*id, service) == Some(node))
            .map(|(_, client)| client.population)
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let equal = (mine * 12) as f64 / all as f64;
        assert!((bar.filled - (equal / 3.0).min(1.0)).abs() < 0.01, "{equal} {bar:?}");
    }
}
