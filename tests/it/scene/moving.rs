//! What moves is where it is by simulated time alone.

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::dataplane::packet::PacketKind;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::view::UpdateInFlight;
use anycast_lab::scene::draw_list::{Draw, DrawList, Shape};
use anycast_lab::scene::motion::{
    Flash, FlashKind, Moment, draw, draw_packet, draw_update, progress,
};
use anycast_lab::scene::point::Point;

use super::{Scene, desktop};

fn moment(now: SimTime) -> Moment<'static> {
    Moment { now, is_reduced: false, flashes: &[] }
}

fn marks(list: &DrawList) -> Vec<(Shape, Point)> {
    let marks = list.commands.iter().filter_map(|command| match command {
        Draw::Mark { shape, at, .. } => Some((*shape, *at)),
        _ => None,
    });
    marks.collect()
}

/// First-light a moment after Tokyo's withdrawal, with UPDATEs on their way.
fn withdrawing() -> Scene {
    let mut scene = Scene::settled(desktop());
    let at = scene.world.now();
    let command = Command::Withdraw { node: Slug::new("tokyo") };
    scene.world.apply(at, &command, &mut Vec::new()).expect("it announced");
    scene.world.advance(at + Span::from_ms(3), u64::MAX, &mut Vec::new());
    scene
}

fn place_of(scene: &Scene, update: &UpdateInFlight, now: SimTime) -> Option<(Shape, Point)> {
    let mut list = DrawList::default();
    draw_update(&mut list, &scene.stage(), update, &moment(now));
    marks(&list).first().copied()
}

#[test]
fn an_update_leaves_its_sender_and_reaches_its_receiver() {
    let scene = withdrawing();
    let updates = scene.world.updates_in_flight();
    assert!(!updates.is_empty());
    for update in updates {
        let origin = scene.viewport.origin();
        let mark = |router| scene.placement.of_router(router).expect("it is placed").at + origin;
        let (_, start) = place_of(&scene, &update, update.departed).expect("it is under way");
        let (_, end) = place_of(&scene, &update, update.arrives).expect("it just arrives");
        assert!(start.distance(mark(update.from)) < 1e-6);
        assert!(end.distance(mark(update.to)) < 1e-6);
        let late = update.arrives + Span::from_us(1);
        assert_eq!(place_of(&scene, &update, late), None);
        // The same moment, the same place.
        let half =
            update.departed + Span::from_us(update.arrives.since(update.departed).as_us() / 2);
        assert_eq!(place_of(&scene, &update, half), place_of(&scene, &update, half));
    }
}

#[test]
fn announcing_and_withdrawing_differ_in_shape() {
    let scene = withdrawing();
    let update = scene.world.updates_in_flight()[0];
    let withdrawal = UpdateInFlight { is_withdrawal: true, ..update };
    let announcement = UpdateInFlight { is_withdrawal: false, ..update };
    let shape = |update: &UpdateInFlight| {
        place_of(&scene, update, update.departed).expect("it is under way").0
    };
    assert_eq!(shape(&withdrawal), Shape::TriangleDown);
    assert_eq!(shape(&announcement), Shape::TriangleUp);
}

#[test]
fn a_packet_is_filled_on_its_way_there_and_hollow_on_its_way_back() {
    let mut scene = Scene::settled(desktop());
    let (mut queries, mut answers) = (0, 0);
    for _ in 0..400 {
        let next = scene.world.now() + Span::from_ms(10);
        scene.world.advance(next, u64::MAX, &mut Vec::new());
        let now = scene.world.now();
        for packet in scene.world.packets() {
            let mut list = DrawList::default();
            draw_packet(&mut list, &scene.stage(), packet, packet.node, &moment(now));
            match packet.kind {
                PacketKind::Query => {
                    queries += list.commands.len();
                    assert!(list.commands.len() <= 1);
                }
                PacketKind::Answer => {
                    answers += list.commands.len();
                    assert!(list.commands.len() <= 2);
                }
            }
        }
    }
    assert!(queries > 50 && answers > 50, "{queries} {answers}");
}

#[test]
fn the_same_world_and_moment_give_the_same_list() {
    let (a, b) = (withdrawing(), withdrawing());
    let now = a.world.now();
    assert_eq!(now, b.world.now());
    let lists = [&a, &b].map(|scene| draw(&scene.stage(), &scene.world, &moment(now)));
    assert!(!lists[0].commands.is_empty());
    assert_eq!(lists[0], lists[1]);
}

#[test]
fn reduced_motion_steps_through_few_places() {
    let scene = withdrawing();
    let update = scene.world.updates_in_flight()[0];
    let whole = update.arrives.since(update.departed).as_us();
    let mut places = Vec::new();
    for share in 0..=40 {
        let now = update.departed + Span::from_us(whole * share / 40);
        let mut list = DrawList::default();
        let moment = Moment { now, is_reduced: true, flashes: &[] };
        draw_update(&mut list, &scene.stage(), &update, &moment);
        places.extend(marks(&list));
    }
    assert_eq!(places.len(), 41);
    places.dedup();
    assert_eq!(places.len(), 3);
}

#[test]
fn progress_is_bounded() {
    let at = SimTime::from_us;
    let share = |now| progress(at(100), at(200), at(now));
    let all = [share(0), share(100), share(150), share(200), share(900)];
    assert_eq!(all.map(|t| format!("{t:.2}")), ["0.00", "0.00", "0.50", "1.00", "1.00"]);
    assert!((progress(at(5), at(5), at(5)) - 1.0).abs() < 1e-12);
}

#[test]
fn flashes_mark_their_router_and_fade() {
    let scene = Scene::settled(desktop());
    let router = scene.network().nodes.raw[0].router;
    let flash = |kind, age| Flash { router, kind, age };
    let flashes = [flash(FlashKind::Received, 0.0), flash(FlashKind::Dropped, 0.5)];
    let mut list = DrawList::default();
    let now = scene.world.now();
    list.commands =
        draw(&scene.stage(), &scene.world, &Moment { now, is_reduced: false, flashes: &flashes })
            .commands;
    let at = scene.placement.of_router(router).expect("it is placed").at + scene.viewport.origin();
    let there = marks(&list).into_iter().filter(|(_, place)| place.distance(at) < 1e-9);
    let shapes: Vec<Shape> = there.map(|(shape, _)| shape).collect();
    assert!(shapes.contains(&Shape::Cross) && shapes.contains(&Shape::Disc));
}
