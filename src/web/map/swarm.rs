//! Ten thousand small marks a frame: many are one path, and a disc is a dot of a round pen, which
//! costs the least script there is. (Copying a picture to each place costs thirty times as much.)

use web_sys::CanvasRenderingContext2d as Context;

use crate::scene::draw_list::{Pen, Rgba, Shape, Sprite};
use crate::scene::point::Point;
use crate::scene::throng::TOGETHER;

/// Less than anything that can be seen; no length at all might be no dot.
const SPECK: f64 = 0.01;

/// Paints marks that look the same at all of these places; later ones lie above.
pub fn paint(context: &Context, sprite: &Sprite, places: &[Point]) {
    context.set_line_cap("round");
    context.set_line_join("round");
    if sprite.shape == Shape::Disc {
        dots(context, sprite, places);
    } else {
        shapes(context, sprite, places);
    }
}

/// Discs, as dots one over another: casing, edge, inside.
fn dots(context: &Context, sprite: &Sprite, places: &[Point]) {
    let dots: Vec<(f64, String)> =
        sprite.discs().into_iter().map(|(radius, color)| (2.0 * radius, color.css())).collect();
    for places in places.chunks(TOGETHER) {
        context.begin_path();
        for at in places {
            context.move_to(at.x, at.y);
            context.line_to(at.x + SPECK, at.y);
        }
        for (width, color) in &dots {
            context.set_line_width(*width);
            context.set_stroke_style_str(color);
            context.stroke();
        }
    }
}

/// Shapes with corners.
fn shapes(context: &Context, sprite: &Sprite, places: &[Point]) {
    let corners = sprite.shape.corners(sprite.radius);
    let Some((first, others)) = corners.split_first() else { return };
    let is_cross = sprite.shape == Shape::Cross;
    let css = |color: Option<Rgba>| color.map(Rgba::css);
    let pen = |pen: Option<Pen>| pen.map(|pen| (pen.width, pen.color.css()));
    let (casing, fill, edge) = (pen(sprite.casing), css(sprite.fill), pen(sprite.edge));
    let stroke = |pen: &Option<(f64, String)>| {
        if let Some((width, color)) = pen {
            context.set_line_width(*width);
            context.set_stroke_style_str(color);
            context.stroke();
        }
    };
    for places in places.chunks(TOGETHER) {
        context.begin_path();
        for at in places {
            if is_cross {
                cross(context, &corners, *at);
                continue;
            }
            context.move_to(at.x + first.x, at.y + first.y);
            for corner in others {
                context.line_to(at.x + corner.x, at.y + corner.y);
            }
            context.close_path();
        }
        stroke(&casing);
        if let Some(color) = fill.as_ref().filter(|_| !is_cross) {
            context.set_fill_style_str(color);
            context.fill();
        }
        stroke(&edge);
    }
}

/// Two lines, from corner to opposite corner.
fn cross(context: &Context, corners: &[Point], at: Point) {
    let (some, others) = corners.split_at(corners.len() / 2);
    for (from, to) in some.iter().zip(others) {
        context.move_to(at.x + from.x, at.y + from.y);
        context.line_to(at.x + to.x, at.y + to.y);
    }
}
