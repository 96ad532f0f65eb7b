//! The painter paints what a list says, and nothing else: pixels are read back.

use anycast_lab::scene::draw_list::{Align, Draw, DrawList, Pen, Rgba, Shape, Sprite};
use anycast_lab::scene::point::Point;
use anycast_lab::web::map::painter::paint;
use anycast_lab::web::map::swarm;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

const RED: Rgba = Rgba(0xFF00_00FF);
const GREEN: Rgba = Rgba(0x00FF_00FF);
const BLUE: Rgba = Rgba(0x0000_FFFF);
const CLEAR: [u8; 4] = [0, 0, 0, 0];

/// A canvas with a painted list.
struct Sheet(CanvasRenderingContext2d);

impl Sheet {
    fn with(commands: Vec<Draw>) -> Self {
        let canvas: HtmlCanvasElement = document()
            .create_element("canvas")
            .expect("a document makes elements")
            .unchecked_into();
        canvas.set_width(100);
        canvas.set_height(100);
        let context = canvas.get_context("2d").expect("it may be asked").expect("it has one");
        let context: CanvasRenderingContext2d = context.unchecked_into();
        paint(&context, &DrawList { commands });
        Self(context)
    }

    fn at(&self, x: i32, y: i32) -> [u8; 4] {
        let data = self.0.get_image_data(f64::from(x), f64::from(y), 1.0, 1.0);
        let data = data.expect("the canvas is our own").data();
        [data[0], data[1], data[2], data[3]]
    }
}

fn bytes(color: Rgba) -> [u8; 4] {
    color.0.to_be_bytes()
}

fn square(low: f64, high: f64) -> Vec<Point> {
    [(low, low), (high, low), (high, high), (low, high)].map(|(x, y)| Point::new(x, y)).to_vec()
}

#[wasm_bindgen_test]
fn an_empty_list_paints_nothing() {
    assert_eq!(Sheet::with(Vec::new()).at(50, 50), CLEAR);
}

#[wasm_bindgen_test]
fn areas_are_filled_inside_their_rings_only() {
    let mut hole = square(40.0, 60.0);
    hole.reverse();
    let rings = vec![square(20.0, 80.0), hole];
    let sheet = Sheet::with(vec![Draw::Fill { rings, color: RED, edge: None }]);
    assert_eq!(sheet.at(30, 30), bytes(RED));
    assert_eq!(sheet.at(50, 50), CLEAR);
    assert_eq!(sheet.at(10, 10), CLEAR);
}

#[wasm_bindgen_test]
fn lines_have_their_casing_under_them_and_gaps_where_dashed() {
    let points = vec![Point::new(0.0, 50.0), Point::new(100.0, 50.0)];
    let pen = Pen { width: 6.0, color: GREEN };
    let casing = Some(Pen { width: 14.0, color: BLUE });
    let whole = Draw::Line { points: points.clone(), pen, casing, dash: None };
    let sheet = Sheet::with(vec![whole]);
    assert_eq!(sheet.at(50, 50), bytes(GREEN));
    assert_eq!(sheet.at(50, 55), bytes(BLUE));
    assert_eq!(sheet.at(50, 60), CLEAR);
    let dash = Some([20.0, 40.0, 0.0]);
    let sheet = Sheet::with(vec![Draw::Line { points, pen, casing: None, dash }]);
    assert_eq!(sheet.at(10, 50), bytes(GREEN));
    assert_eq!(sheet.at(40, 50), CLEAR);
}

#[wasm_bindgen_test]
fn dashes_do_not_leak_into_the_next_line() {
    let across = |y: f64| vec![Point::new(0.0, y), Point::new(100.0, y)];
    let pen = Pen { width: 6.0, color: GREEN };
    let dashed =
        Draw::Line { points: across(30.0), pen, casing: None, dash: Some([10.0, 40.0, 0.0]) };
    let plain = Draw::Line { points: across(70.0), pen, casing: None, dash: None };
    let sheet = Sheet::with(vec![dashed, plain]);
    assert!((0..100).all(|x| sheet.at(x, 70) == bytes(GREEN)));
}

#[wasm_bindgen_test]
fn every_shape_covers_its_middle_and_not_its_surroundings() {
    let shapes = [
        Shape::Disc,
        Shape::Square,
        Shape::Diamond,
        Shape::TriangleUp,
        Shape::TriangleDown,
        Shape::Hexagon,
        Shape::Pentagon,
        Shape::Star,
    ];
    for shape in shapes {
        let at = Point::new(50.0, 50.0);
        let mark = |fill, edge| vec![Draw::Mark { shape, at, radius: 20.0, fill, edge }];
        let sheet = Sheet::with(mark(Some(BLUE), None));
        assert_eq!(sheet.at(50, 50), bytes(BLUE), "{shape:?}");
        for (x, y) in [(15, 15), (85, 15), (15, 85), (85, 85)] {
            assert_eq!(sheet.at(x, y), CLEAR, "{shape:?}");
        }
        let hollow = Sheet::with(mark(None, Some(Pen { width: 2.0, color: RED })));
        assert_eq!(hollow.at(50, 50), CLEAR, "{shape:?}");
        assert!((0..100).any(|x| hollow.at(x, 50)[0] > 100), "{shape:?}");
    }
}

#[wasm_bindgen_test]
fn triangles_point_up_and_down() {
    let wide = |shape: Shape, y: i32| {
        let mark = Draw::Mark {
            shape,
            at: Point::new(50.0, 50.0),
            radius: 20.0,
            fill: Some(RED),
            edge: None,
        };
        let sheet = Sheet::with(vec![mark]);
        (0..100).filter(|x| sheet.at(*x, y)[3] > 128).count()
    };
    assert!(wide(Shape::TriangleUp, 60) > wide(Shape::TriangleUp, 35));
    assert!(wide(Shape::TriangleDown, 40) > wide(Shape::TriangleDown, 65));
}

#[wasm_bindgen_test]
fn a_cross_is_lines() {
    let edge = Some(Pen { width: 4.0, color: RED });
    let at = Point::new(50.0, 50.0);
    let cross = Draw::Mark { shape: Shape::Cross, at, radius: 20.0, fill: None, edge };
    let sheet = Sheet::with(vec![cross]);
    assert_eq!(sheet.at(50, 50), bytes(RED));
    assert_eq!(sheet.at(50, 30), CLEAR);
}

#[wasm_bindgen_test]
fn words_stand_where_they_are_aligned() {
    let text = |align| Draw::Text {
        at: Point::new(50.0, 50.0),
        text: "MMM".to_owned(),
        size: 14.0,
        color: RED,
        halo: Some(BLUE),
        align,
    };
    let ink = |align, from: i32, to: i32| {
        let sheet = Sheet::with(vec![text(align)]);
        (from..to).any(|x| (43..57).any(|y| sheet.at(x, y)[3] > 128))
    };
    assert!(ink(Align::Start, 55, 100) && !ink(Align::Start, 0, 45));
    assert!(ink(Align::End, 0, 45) && !ink(Align::End, 55, 100));
    assert!(ink(Align::Middle, 35, 50) && ink(Align::Middle, 50, 65));
}

#[wasm_bindgen_test]
fn later_commands_lie_above_earlier_ones() {
    let fill = |color| Draw::Fill { rings: vec![square(20.0, 80.0)], color, edge: None };
    assert_eq!(Sheet::with(vec![fill(RED), fill(GREEN)]).at(50, 50), bytes(GREEN));
}

#[wasm_bindgen_test]
fn a_swarm_is_its_picture_at_every_place() {
    let sprite = |shape, casing, fill| Sprite {
        shape,
        radius: 10.0,
        casing,
        fill: Some(fill),
        edge: Some(Pen { width: 4.0, color: RED }),
    };
    let paint_at = |sprite: &Sprite, places: &[Point]| {
        let sheet = Sheet::with(Vec::new());
        swarm::paint(&sheet.0, sprite, places);
        sheet
    };
    let places: Vec<Point> =
        (0..120).map(|n| Point::new(25.0, 25.0 + f64::from(n % 2) * 50.0)).collect();
    let cased = sprite(Shape::Disc, Some(Pen { width: 12.0, color: BLUE }), GREEN);
    let sheet = paint_at(&cased, &places);
    for y in [25, 75] {
        assert_eq!(sheet.at(25, y), bytes(GREEN));
        assert_eq!(sheet.at(25 + 10, y), bytes(RED));
        assert_eq!(sheet.at(25 + 14, y), bytes(BLUE));
        assert_eq!(sheet.at(25 + 18, y), CLEAR);
    }
    let sheet = paint_at(&sprite(Shape::TriangleUp, None, GREEN), &places);
    assert_eq!(sheet.at(25, 25), bytes(GREEN));
    assert_eq!(sheet.at(25, 75), bytes(GREEN));
    assert_eq!(sheet.at(25, 50), CLEAR);
    assert_eq!(sheet.at(75, 25), CLEAR);
}
