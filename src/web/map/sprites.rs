//! Small pictures, painted once and copied to many places: ten thousand marks a frame.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d as Context, HtmlCanvasElement};

use super::painter::paint;
use crate::scene::draw_list::Sprite;
use crate::scene::motion::Look;
use crate::scene::palette::Theme;
use crate::scene::point::Point;

/// The pictures of all looks, in one theme and resolution.
pub struct Sprites {
    theme: Theme,
    ratio: f64,
    /// By rank; painted when they are wanted first.
    pictures: Vec<Option<Picture>>,
}

struct Picture {
    canvas: HtmlCanvasElement,
    /// Its width and height in CSS pixels.
    size: f64,
}

impl Sprites {
    /// No pictures yet, for screens with so many device pixels a CSS pixel.
    #[must_use]
    pub fn new(theme: Theme, ratio: f64) -> Self {
        let pictures = std::iter::repeat_with(|| None).take(Look::ALL_COUNT).collect();
        Self { theme, ratio, pictures }
    }

    /// Whether they are of this theme and resolution.
    #[must_use]
    pub fn fit(&self, theme: Theme, ratio: f64) -> bool {
        self.theme == theme && (self.ratio - ratio).abs() < 1e-9
    }

    /// Copies the picture of the look of this rank to all of these places.
    pub fn copy(&mut self, context: &Context, rank: usize, places: &[Point]) {
        if places.is_empty() {
            return;
        }
        if self.pictures[rank].is_none() {
            self.pictures[rank] = picture(&Look::of_rank(rank).sprite(self.theme), self.ratio);
        }
        let Some(Picture { canvas, size }) = &self.pictures[rank] else { return };
        let half = size / 2.0;
        for at in places {
            // Fails only on a canvas without pixels, which none of these is.
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(
                canvas,
                at.x - half,
                at.y - half,
                *size,
                *size,
            );
        }
    }
}

fn picture(sprite: &Sprite, ratio: f64) -> Option<Picture> {
    let pixels = (2.0 * sprite.reach() * ratio).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some twenty pixels, times at most four"
    )]
    let device = pixels as u32;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(device);
    canvas.set_height(device);
    let context: Context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(ratio, ratio).ok()?;
    let size = pixels / ratio;
    paint(&context, &sprite.at(Point::new(size / 2.0, size / 2.0)));
    Some(Picture { canvas, size })
}
