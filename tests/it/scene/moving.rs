//! What moves is where it is by simulated time alone.

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::dataplane::packet::PacketKind;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::view::UpdateInFlight;
use anycast_lab::scene::draw_list::{Draw, Shape};
use anycast_lab::scene::motion::{
    Flash, FlashKind, Look, Moment, Motion, Mover, each, packet_at, progress, update_at,
};
use anycast_lab::scene::palette::Theme;
use anycast_lab::scene::pick;
use anycast_lab::scene::point::Point;
use anycast_lab::scene::viewport::Viewport;

use super::{Scene, desktop, near};

fn moment(now: SimTime) -> Moment<'static> {
    Moment { now, is_reduced: false, flashes: &[], selected: None }
}

fn motion(scene: &Scene, moment: &Moment<'_>) -> Motion {
    let mut motion = Motion::default();
    motion.fill(&scene.stage(), &scene.world, moment, |_| None);
    motion
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

fn place_of(scene: &Scene, update: &UpdateInFlight, now: SimTime) -> Option<Point> {
    update_at(&scene.stage(), update, &moment(now)).map(|moving| moving.at)
}

#[test]
fn an_update_leaves_its_sender_and_reaches_its_receiver() {
    let scene = withdrawing();
    let updates = scene.world.updates_in_flight();
    assert!(!updates.is_empty());
    for update in updates {
        let origin = scene.viewport.origin();
        let mark = |router| scene.placement.of_router(router).expect("it is placed").at + origin;
        let start = place_of(&scene, &update, update.departed).expect("it is under way");
        let end = place_of(&scene, &update, update.arrives).expect("it just arrives");
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
fn announcing_replacing_and_withdrawing_differ_in_shape_and_filling() {
    let look = |is_withdrawal, is_replacement| {
        let look = Look::Update { is_withdrawal, is_replacement, is_internal: false };
        let sprite = look.sprite(Theme::Dark);
        (sprite.shape, sprite.fill)
    };
    let (announces, replaces, withdraws) =
        (look(false, false), look(false, true), look(true, false));
    assert_eq!(withdraws.0, Shape::TriangleDown);
    assert_eq!((announces.0, replaces.0), (Shape::TriangleUp, Shape::TriangleUp));
    assert_ne!(announces.1, replaces.1);
    assert_eq!(replaces.1, Some(Theme::Dark.palette().ground), "hollow");
}

/// While Tokyo is gone, others try longer ways: these take the place of what they told before.
#[test]
fn an_update_that_takes_the_place_of_another_says_so() {
    let mut scene = withdrawing();
    let mut kinds = [0, 0, 0];
    for _ in 0..2_000 {
        for update in scene.world.updates_in_flight() {
            assert!(!(update.is_withdrawal() && update.is_replacement));
            kinds[if update.is_withdrawal() { 2 } else { usize::from(update.is_replacement) }] += 1;
        }
        scene.world.step(&mut Vec::new());
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

#[test]
fn every_look_has_a_rank_of_its_own() {
    for rank in 0..Look::ALL_COUNT {
        assert_eq!(Look::of_rank(rank).rank(), rank);
    }
    for look in [Look::Query(None), Look::Query(Some(6)), Look::Answer(Some(0))] {
        assert_eq!(Look::of_rank(look.rank()), look);
    }
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
            let Some(moving) =
                packet_at((&scene.stage(), &scene.world), packet, &moment(now), || packet.node)
            else {
                continue;
            };
            let ground = Theme::Dark.palette().ground;
            let is_hollow = moving.look.sprite(Theme::Dark).fill == Some(ground);
            match packet.kind {
                PacketKind::Query => queries += 1,
                PacketKind::Answer => answers += 1,
                _ => panic!("nobody probes here"),
            }
            assert_eq!(is_hollow, packet.kind == PacketKind::Answer);
        }
    }
    assert!(queries > 50 && answers > 50, "{queries} {answers}");
}

/// First-light at moments with packets on their way.
fn asking(viewport: Viewport, mut look: impl FnMut(&Scene)) {
    let mut scene = Scene::settled(viewport);
    for _ in 0..400 {
        let next = scene.world.now() + Span::from_ms(10);
        scene.world.advance(next, u64::MAX, &mut Vec::new());
        look(&scene);
    }
}

#[test]
fn a_packet_leaves_one_router_and_reaches_the_next() {
    let mut seen = [false; 2];
    asking(desktop(), |scene| {
        let origin = scene.viewport.origin();
        let mark = |router| scene.placement.of_router(router).expect("it is placed").at + origin;
        let place =
            |packet, now| packet_at((&scene.stage(), &scene.world), packet, &moment(now), || None);
        for packet in scene.world.packets() {
            let [.., before, last] = packet.hops[..] else { continue };
            let start = place(packet, last.departed).expect("it is under way").at;
            let end = place(packet, last.arrives).expect("it just arrives").at;
            assert!(start.distance(mark(before.router)) < 1e-6);
            assert!(end.distance(mark(last.router)) < 1e-6);
            assert_eq!(place(packet, last.arrives + Span::from_us(1)), None);
            let link = last.via.expect("it came by a link");
            let is_backward = scene.network().links[link].routers[0] == last.router;
            seen[usize::from(is_backward)] = true;
        }
    });
    assert_eq!(seen, [true; 2], "in both directions");
}

#[test]
fn what_is_drawn_is_what_can_be_pointed_at_and_in_the_window() {
    let (mut all, mut shown) = (0, 0);
    let mut compare = |scene: &Scene| {
        let now = moment(scene.world.now());
        let mut swarms = vec![Vec::new(); Look::ALL_COUNT];
        let nobody = |_: &_| None;
        let is_seen = |at: f64, end: f64| (-12.0..=end + 12.0).contains(&at);
        let (width, height) = (scene.viewport.width(), scene.viewport.height());
        each(&scene.stage(), &scene.world, &now, nobody, |moving| {
            all += 1;
            if is_seen(moving.at.x, width) && is_seen(moving.at.y, height) {
                swarms[moving.look.rank()].push(moving.at);
            }
        });
        shown += swarms.iter().map(Vec::len).sum::<usize>();
        assert_eq!(motion(scene, &now).swarms, swarms);
    };
    compare(&withdrawing());
    asking(near(-150.0, -30.0, 6.0), compare);
    assert!(0 < shown && shown < all, "{shown} of {all}");
}

#[test]
fn the_same_world_and_moment_give_the_same_motion_however_often_it_is_filled() {
    let (a, b) = (withdrawing(), withdrawing());
    let now = a.world.now();
    assert_eq!(now, b.world.now());
    let once = motion(&a, &moment(now));
    assert!(!once.is_empty());
    let mut twice = motion(&b, &moment(now));
    twice.fill(&b.stage(), &b.world, &moment(now), |_| None);
    assert_eq!(once, twice);
}

#[test]
fn updates_that_travel_together_are_one_mark_with_their_number() {
    let mut scene = Scene::settled(desktop());
    let network = scene.world.network();
    // A link that carries many prefixes: when it comes back, all of them are told at once.
    let transit = network.links.iter().find(|link| {
        let [a, b] = link.routers.map(|router| &network.routers[router]);
        a.in_as != b.in_as && a.links.len() > 6 && b.links.len() > 6
    });
    let link = transit.expect("it has peers").slug.clone();
    let mut facts = Vec::new();
    let fail = Command::FailLink { link: link.clone() };
    scene.world.apply(scene.world.now(), &fail, &mut facts).expect("it is up");
    scene.world.settle(&mut facts);
    let restore = Command::RestoreLink { link };
    scene.world.apply(scene.world.now(), &restore, &mut facts).expect("it is down");
    let mut most = 0;
    for _ in 0..4_000 {
        let mut seen = 0;
        let flying = scene.world.updates_in_flight().len();
        each(
            &scene.stage(),
            &scene.world,
            &moment(scene.world.now()),
            |_| None,
            |moving| {
                if matches!(moving.what, Mover::Update(_)) {
                    seen += usize::try_from(moving.count).expect("small");
                    most = most.max(moving.count);
                }
            },
        );
        assert_eq!(seen, flying, "none is lost, none is counted twice");
        scene.world.step(&mut facts);
    }
    assert!(most > 1, "{most}");
}

#[test]
fn a_click_means_the_nearest_moving_thing_and_far_away_none() {
    let scene = withdrawing();
    let now = moment(scene.world.now());
    let mut all = Vec::new();
    each(&scene.stage(), &scene.world, &now, |_| None, |moving| all.push(moving));
    assert!(all.len() > 5, "{}", all.len());
    for moving in &all {
        let at = moving.at + Point::new(3.0, -4.0);
        let (what, distance) =
            pick::mover_at(&scene.stage(), &scene.world, &now, (at, 12.0)).expect("it is near");
        assert!(distance <= 5.0 + 1e-9);
        let nearest = all.iter().map(|other| other.at.distance(at)).fold(f64::INFINITY, f64::min);
        assert!((distance - nearest).abs() < 1e-9);
        assert!(all.iter().any(|other| other.what == what));
    }
    let far = (Point::new(-500.0, -500.0), 22.0);
    assert_eq!(pick::mover_at(&scene.stage(), &scene.world, &now, far), None);
}

#[test]
fn what_is_selected_has_a_ring() {
    let scene = withdrawing();
    let now = moment(scene.world.now());
    let mut all = Vec::new();
    each(&scene.stage(), &scene.world, &now, |_| None, |moving| all.push(moving));
    let rings = |selected| {
        let over = motion(&scene, &Moment { selected, ..now }).over.commands;
        over.into_iter().filter(|command| matches!(command, Draw::Mark { .. })).count()
    };
    assert_eq!((rings(None), rings(Some(all[0].what))), (0, 2));
}

#[test]
fn reduced_motion_steps_through_few_places() {
    let scene = withdrawing();
    let update = scene.world.updates_in_flight()[0];
    let whole = update.arrives.since(update.departed).as_us();
    let mut places: Vec<Point> = Vec::new();
    for share in 0..=40 {
        let now = update.departed + Span::from_us(whole * share / 40);
        let moment = Moment { is_reduced: true, ..moment(now) };
        places.extend(update_at(&scene.stage(), &update, &moment).map(|moving| moving.at));
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
    let now = Moment { flashes: &flashes, ..moment(scene.world.now()) };
    let under = motion(&scene, &now).under.commands;
    let at = scene.placement.of_router(router).expect("it is placed").at + scene.viewport.origin();
    let shapes: Vec<Shape> = under
        .iter()
        .filter_map(|command| match command {
            Draw::Mark { shape, at: place, .. } if place.distance(at) < 1e-9 => Some(*shape),
            _ => None,
        })
        .collect();
    assert!(shapes.contains(&Shape::Cross) && shapes.contains(&Shape::Disc));
}
