//! Carries out the commands of a draw list on a canvas, and does nothing else.

use web_sys::{CanvasRenderingContext2d as Context, Path2d};

use crate::scene::draw_list::{Align, Draw, DrawList, Pen, Shape};
use crate::scene::point::Point;

/// Paints a list.
pub fn paint(context: &Context, list: &DrawList) {
    context.set_line_join("round");
    context.set_line_cap("round");
    for command in &list.commands {
        match command {
            Draw::Fill { rings, color, edge } => {
                context.begin_path();
                for ring in rings {
                    trace(context, ring);
                    context.close_path();
                }
                context.set_fill_style_str(&color.css());
                context.fill();
                stroke(context, edge.as_ref());
            }
            Draw::Line { points, pen, casing, dash } => {
                context.begin_path();
                trace(context, points);
                line(context, (casing.as_ref(), pen, dash.as_ref()));
            }
            Draw::Lines { lines, pen, casing, dash } => {
                context.begin_path();
                for points in lines {
                    trace(context, points);
                }
                line(context, (casing.as_ref(), pen, dash.as_ref()));
            }
            Draw::Mark { shape, at, radius, fill, edge } => {
                outline(context, *shape, *at, *radius);
                if let Some(color) = fill {
                    context.set_fill_style_str(&color.css());
                    context.fill();
                }
                stroke(context, edge.as_ref());
            }
            Draw::Text { at, text, size, color, halo, align } => {
                context.set_font(&format!("600 {size}px system-ui, sans-serif"));
                context.set_text_baseline("middle");
                context.set_text_align(match align {
                    Align::Start => "start",
                    Align::Middle => "center",
                    Align::End => "end",
                });
                if let Some(halo) = halo {
                    context.set_line_width(3.0);
                    context.set_stroke_style_str(&halo.css());
                    // Fails only on numbers that are none, and then nothing is to be seen.
                    let _ = context.stroke_text(text, at.x, at.y);
                }
                context.set_fill_style_str(&color.css());
                let _ = context.fill_text(text, at.x, at.y);
            }
        }
    }
}

fn trace(context: &Context, points: &[Point]) {
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            context.move_to(point.x, point.y);
        } else {
            context.line_to(point.x, point.y);
        }
    }
}

/// Strokes the path that is traced.
fn line(context: &Context, (casing, pen, dash): (Option<&Pen>, &Pen, Option<&[f64; 3]>)) {
    stroke(context, casing);
    if let Some(dash) = dash {
        // Round ends of lines that are wider than their gaps would close these.
        let is_hatch = pen.width > dash[0] + dash[1];
        if is_hatch {
            context.set_line_cap("butt");
        }
        set_dash(context, dash);
        stroke(context, Some(pen));
        set_dash(context, &[0.0; 3]);
        if is_hatch {
            context.set_line_cap("round");
        }
    } else {
        stroke(context, Some(pen));
    }
}

fn stroke(context: &Context, pen: Option<&Pen>) {
    if let Some(pen) = pen {
        context.set_line_width(pen.width);
        context.set_stroke_style_str(&pen.color.css());
        context.stroke();
    }
}

/// Strokes a path that the browser keeps, with dashes.
pub fn dashes(context: &Context, path: &Path2d, (dash, pen): ([f64; 3], Pen)) {
    context.set_line_cap("round");
    context.set_line_width(pen.width);
    context.set_stroke_style_str(&pen.color.css());
    set_dash(context, &dash);
    context.stroke_with_path(path);
    set_dash(context, &[0.0; 3]);
}

/// Dash, gap and offset; a dash of nothing is a whole line.
fn set_dash(context: &Context, [dash, gap, offset]: &[f64; 3]) {
    let pattern = js_sys::Array::new();
    if *dash > 0.0 {
        pattern.push(&(*dash).into());
        pattern.push(&(*gap).into());
    }
    // Fails only on what is not an array of numbers.
    let _ = context.set_line_dash(&pattern);
    context.set_line_dash_offset(*offset);
}

fn outline(context: &Context, shape: Shape, at: Point, radius: f64) {
    context.begin_path();
    let corners = shape.corners(radius);
    match shape {
        Shape::Disc => {
            // Fails only on a negative radius, which no list has.
            let _ = context.arc(at.x, at.y, radius.max(0.0), 0.0, std::f64::consts::TAU);
        }
        Shape::Cross => {
            for [from, to] in [[0, 2], [1, 3]] {
                trace(context, &[at + corners[from], at + corners[to]]);
            }
        }
        _ => {
            let corners: Vec<Point> = corners.into_iter().map(|corner| at + corner).collect();
            trace(context, &corners);
            context.close_path();
        }
    }
}
