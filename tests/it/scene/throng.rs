//! Discs by the thousand, put together pixel by pixel.

use anycast_lab::scene::draw_list::{Pen, Rgba, Shape, Sprite};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::throng::{Picture, Stamps};

const RED: Rgba = Rgba(0xFF00_00FF);
const GREEN: Rgba = Rgba(0x00FF_00FF);
const BLUE: Rgba = Rgba(0x0000_FFFF);
const CLEAR: [u8; 4] = [0; 4];
const SIDE: usize = 60;

const WIDTH: u32 = 60;
/// Places are counted in pixels.
const PLAIN: (f64, Point) = (1.0, Point::new(0.0, 0.0));

fn stamps(sprite: &Sprite) -> Stamps {
    Stamps::new(sprite, 1.0, WIDTH)
}

fn plain(radius: f64, color: Rgba) -> Stamps {
    stamps(&Sprite { shape: Shape::Disc, radius, casing: None, fill: Some(color), edge: None })
}

/// A picture of these, the later ones over the earlier.
fn picture(of: &[(&Stamps, &[Point])]) -> Picture {
    let mut picture = Picture::default();
    picture.paint([WIDTH, WIDTH], of.iter().copied(), PLAIN);
    picture
}

fn at(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
    let pixels: &[[u8; 4]] = picture.bytes().as_chunks().0;
    pixels[y * SIDE + x]
}

fn bytes(color: Rgba) -> [u8; 4] {
    color.0.to_be_bytes()
}

#[test]
fn a_disc_has_its_area_and_stands_where_it_belongs() {
    for radius in [2.0, 3.6, 7.2] {
        let stamps = plain(radius, RED);
        for step in 0..64_u32 {
            let place = Point::new(
                25.0 + f64::from(step % 8) / 8.0 + 0.01,
                30.0 + f64::from(step / 8) / 8.0 + 0.01,
            );
            let picture = picture(&[(&stamps, &[place])]);
            let (mut area, mut middle) = (0.0, Point::default());
            for (y, x) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (y, x))) {
                let share = f64::from(at(&picture, x, y)[3]) / 255.0;
                let number = |n: usize| f64::from(u32::try_from(n).expect("it is small")) + 0.5;
                area += share;
                middle = middle + Point::new(number(x), number(y)) * share;
            }
            let wanted = std::f64::consts::PI * radius * radius;
            assert!((area / wanted - 1.0).abs() < 0.04, "{radius}: {area} for {wanted}");
            let off = (middle * (1.0 / area)).distance(place);
            assert!(off < 0.2, "{off} from {place:?}");
        }
    }
}

#[test]
fn what_a_sprite_is_made_of_lies_in_rings() {
    let pen = |width, color| Some(Pen { width, color });
    let sprite = Sprite {
        shape: Shape::Disc,
        radius: 10.0,
        casing: pen(12.0, BLUE),
        fill: Some(GREEN),
        edge: pen(4.0, RED),
    };
    let picture = picture(&[(&stamps(&sprite), &[Point::new(30.0, 30.0)])]);
    for (away, expected) in [(0, bytes(GREEN)), (10, bytes(RED)), (14, bytes(BLUE)), (18, CLEAR)] {
        assert_eq!(at(&picture, 30 + away, 30), expected, "{away}");
        assert_eq!(at(&picture, 30, 30 - away), expected, "{away}");
    }
}

#[test]
fn a_screen_with_more_pixels_shows_more_of_them() {
    let sprite =
        Sprite { shape: Shape::Disc, radius: 5.0, casing: None, fill: Some(RED), edge: None };
    let stamps = Stamps::new(&sprite, 2.0, WIDTH);
    let picture = picture(&[(&stamps, &[Point::new(30.0, 30.0)])]);
    assert_eq!((at(&picture, 38, 30), at(&picture, 42, 30)), (bytes(RED), CLEAR));
    assert!(stamps.is_of(&sprite, 2.0, WIDTH) && !stamps.is_of(&sprite, 1.0, WIDTH));
    assert!(!stamps.is_of(&sprite, 2.0, WIDTH + 1));
    assert!(!stamps.is_of(&Sprite { fill: Some(BLUE), ..sprite }, 2.0, WIDTH));
}

#[test]
fn later_discs_lie_above_earlier_ones() {
    let (red, green) = (plain(4.0, RED), plain(4.0, GREEN));
    let places = [Point::new(30.0, 30.0), Point::new(34.0, 30.0)];
    let picture = picture(&[(&red, &places[..1]), (&green, &places[1..])]);
    assert_eq!((at(&picture, 27, 30), at(&picture, 33, 30)), (bytes(RED), bytes(GREEN)));
    // The edge of one mixes with what lies under it, and stays whole.
    let edge = at(&picture, 30, 28);
    assert!(edge[3] == 255 && edge[0] > 0 && edge[1] > 0, "{edge:?}");
    assert!((254..=255).contains(&(u32::from(edge[0]) + u32::from(edge[1]))), "{edge:?}");
}

#[test]
fn places_are_multiplied_and_moved() {
    let stamps = plain(4.0, RED);
    let mut moved = Picture::default();
    let there = [Point::new(10.0, 12.0)];
    moved.paint([WIDTH, WIDTH], [(&stamps, &there[..])].into_iter(), (2.0, Point::new(9.0, 3.0)));
    assert!(moved.bytes() == picture(&[(&stamps, &[Point::new(29.0, 27.0)])]).bytes());
}

#[test]
fn of_those_alike_on_one_pixel_the_last_is_drawn() {
    // What shines through is the darker, the more lie one over another.
    let faint = plain(4.0, RED.with_alpha(100));
    let together = [Point::new(30.8, 30.2), Point::new(30.1, 30.9), Point::new(30.1, 30.9)];
    let alone = picture(&[(&faint, &together[2..])]);
    assert!(picture(&[(&faint, &together)]).bytes() == alone.bytes());
    let twice = picture(&[(&faint, &together[2..]), (&faint, &together[2..])]);
    assert!(at(&twice, 30, 30)[3] > at(&alone, 30, 30)[3]);
    let apart = [together[2], Point::new(31.1, 30.9)];
    assert!(at(&picture(&[(&faint, &apart)]), 30, 30)[3] > at(&alone, 30, 30)[3]);
}

#[test]
fn what_another_hides_on_its_pixel_is_left_out_and_nothing_else_is() {
    let place = [Point::new(30.1, 30.9)];
    let above = |top: &Stamps, below: &Stamps| picture(&[(below, &place), (top, &place)]);
    let (large, small) = (plain(6.0, RED), plain(4.0, GREEN));
    assert!(above(&large, &small).bytes() == picture(&[(&large, &place)]).bytes());
    // All of its outline counts: what is left out adds nothing to the other's.
    let same = plain(6.0, GREEN);
    assert!(above(&large, &same).bytes() == picture(&[(&large, &place)]).bytes());
    // One that is larger is seen around it, one under a faint one through it, one under a ring
    // within it.
    assert_eq!(at(&above(&small, &large), 30, 25), bytes(RED));
    let faint = plain(6.0, RED.with_alpha(100));
    assert!(at(&above(&faint, &small), 30, 30)[1] > 0);
    let edge = Some(Pen { width: 2.0, color: RED });
    let ring = Sprite { shape: Shape::Disc, radius: 5.0, casing: None, fill: None, edge };
    assert!(!stamps(&ring).hides(&small));
    // Whoever stands on another pixel is there.
    let beside = picture(&[(&small, &[Point::new(22.5, 30.9)]), (&large, &place)]);
    assert_eq!(at(&beside, 20, 30), bytes(GREEN));
    // So is one under a look of which nobody stands there.
    let between = picture(&[(&small, &place), (&faint, &[]), (&large, &place[..0])]);
    assert_eq!(at(&between, 30, 30), bytes(GREEN));
}

#[test]
fn what_is_not_wholly_inside_is_left_out() {
    let stamps = plain(3.6, RED);
    let far = 1e300;
    for (x, y) in [
        (1.0, 30.0),
        (30.0, 1.0),
        (59.0, 30.0),
        (30.0, 59.0),
        (-far, 30.0),
        (30.0, far),
        (f64::INFINITY, 30.0),
        (30.0, f64::NEG_INFINITY),
        (f64::NAN, 30.0),
        (30.0, f64::NAN),
    ] {
        let picture = picture(&[(&stamps, &[Point::new(x, y)])]);
        assert!(picture.bytes().iter().all(|byte| *byte == 0), "{x}, {y}");
    }
    let mut nothing = Picture::default();
    let place = [Point::new(30.0, 30.0)];
    nothing.paint([0, 0], [(&stamps, &place[..])].into_iter(), PLAIN);
    assert!(nothing.bytes().is_empty());
}

#[test]
fn a_picture_is_begun_anew() {
    let stamps = plain(3.6, RED);
    let mut picture = picture(&[(&stamps, &[Point::new(30.0, 30.0)])]);
    let place = [Point::new(20.0, 20.0)];
    picture.paint([WIDTH, WIDTH], [(&stamps, &place[..])].into_iter(), PLAIN);
    assert_eq!((at(&picture, 30, 30), at(&picture, 20, 20)), (CLEAR, bytes(RED)));
    picture.paint([WIDTH, 50], [(&stamps, &place[..])].into_iter(), PLAIN);
    assert_eq!((picture.bytes().len(), at(&picture, 20, 20)), (60 * 50 * 4, bytes(RED)));
}

#[test]
fn marks_close_together_flow_into_one() {
    let edge = Some(Pen { width: 2.0, color: BLUE });
    let sprite = Sprite { shape: Shape::Disc, radius: 5.0, casing: None, fill: Some(RED), edge };
    let places: Vec<Point> = (0..4_u32).map(|n| Point::new(25.0 + f64::from(n), 30.5)).collect();
    let picture = picture(&[(&stamps(&sprite), &places)]);
    assert!((22..31).all(|x| at(&picture, x, 30) == bytes(RED)));
    assert_eq!((at(&picture, 20, 30), at(&picture, 33, 30)), (bytes(BLUE), bytes(BLUE)));
}
