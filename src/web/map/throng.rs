//! Packets by the thousand: one picture, put on the canvas at once.

use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d as Context, ImageData};

use crate::scene::motion::Look;
use crate::scene::palette::Theme;
use crate::scene::point::Point;
use crate::scene::throng::{Picture, Stamps};

/// From so many on, a picture of all costs less than painting each: that costs a browser more with
/// every mark, and the picture with every pixel of the map.
const MANY: usize = 1_500;
/// How far beyond the edges of the map the picture reaches, in pixels: a disc out there is wholly
/// inside it, or is not to be seen.
const ROOM: f64 = 16.0;

/// The picture, and the discs of which it is made.
#[derive(Debug, Default)]
pub struct Throng {
    picture: Picture,
    stamps: Vec<Option<Stamps>>,
}

/// Whether there are so many that they are painted in one picture.
#[must_use]
pub fn is_one(swarms: &[Vec<Point>]) -> bool {
    swarms.iter().map(Vec::len).sum::<usize>() >= MANY
}

impl Throng {
    /// Paints discs at all of these places, by the rank of their looks, in place of everything on
    /// a canvas that has this size, with so many pixels for one.
    pub fn paint(
        &mut self,
        context: &Context,
        (size, ratio): ([u32; 2], f64),
        theme: Theme,
        swarms: &[Vec<Point>],
    ) {
        let room = (ROOM * ratio).round();
        let beyond = Point::new(room, room);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, and at most four times sixteen"
        )]
        let [width, height] = size.map(|pixels| pixels + 2 * room as u32);
        self.stamps.resize(swarms.len(), None);
        for ((rank, places), kept) in swarms.iter().enumerate().zip(&mut self.stamps) {
            let sprite = Look::of_rank(rank).sprite(theme);
            let is_kept = kept.as_ref().is_some_and(|kept| kept.is_of(&sprite, ratio, width));
            if !is_kept && !places.is_empty() {
                *kept = Some(Stamps::new(&sprite, ratio, width));
            }
        }
        let looks = self.stamps.iter().zip(swarms);
        let looks = looks.filter_map(|(stamps, places)| Some((stamps.as_ref()?, &places[..])));
        self.picture.paint([width, height], looks, (ratio, beyond));
        let bytes = Clamped(self.picture.bytes());
        // Fails only if the size is none, or the canvas is not our own.
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(bytes, width, height) {
            let _ = context.put_image_data(&image, -room, -room);
        }
    }
}
