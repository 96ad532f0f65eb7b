//! A picture of thousands of discs, put together pixel by pixel.
//!
//! A browser takes a tenth of a second to fill in ten thousand outlines, and then few frames are
//! left. Here each disc is worked out once, at a few places within a pixel, and then copied. What
//! comes out is one picture, and putting it on a canvas is one call.

use std::ops::Range;

use super::draw_list::{Rgba, Sprite};
use super::point::Point;

/// A pixel: red, green, blue and opacity, not multiplied by it.
type Pixel = [u8; 4];
/// A mark: the pixel of its corner, and its phase.
type Spot = [usize; 2];

/// Places within a pixel, along each side, at which a disc is worked out.
const PHASES: usize = 4;
/// Marks that are painted together: all casings, then all edges, then all that is inside. So
/// those close together flow into one, and do not darken each other. A browser's path of thousands
/// takes long to fill in, so they are not more.
pub const TOGETHER: usize = 50;
/// A picture as large as a canvas, and what has been painted in it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
    /// For each pixel a bit: whether a mark has its corner there that hides all below it.
    taken: Vec<u64>,
    /// The marks to be painted, from the highest, and where those of each look end.
    spots: Vec<Spot>,
    ends: Vec<usize>,
}

/// A mark as it looks at each of its places within a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamps {
    /// What it was worked out of.
    of: (Sprite, u64, usize),
    /// Pixels from its middle to the edge of its picture.
    reach: usize,
    /// Its radius in pixels.
    radius: f64,
    /// Whether nothing shines through it.
    is_opaque: bool,
    /// From the lowest.
    discs: Vec<[Disc; PHASES * PHASES]>,
}

/// One disc of a mark, without what the next one covers. Pixels are counted from its corner.
#[derive(Clone, Debug, Default, PartialEq)]
struct Disc {
    /// Those where it is opaque.
    inside: Vec<usize>,
    /// Those that it covers in part, and the colour.
    rim: Vec<(usize, u32)>,
    color: Pixel,
}

impl Stamps {
    /// The discs that this sprite is, on a screen with so many pixels for one, in a picture of this
    /// width.
    #[must_use]
    pub fn new(sprite: &Sprite, ratio: f64, width: u32) -> Self {
        let width = usize::try_from(width).unwrap_or(0);
        let discs: Vec<(f64, Rgba)> =
            sprite.discs().into_iter().map(|(radius, color)| (radius * ratio, color)).collect();
        let radius = discs.iter().fold(0.0, |widest: f64, (radius, _)| widest.max(*radius));
        let reach = small(radius + 1.5);
        let disc = |n: usize, phase: usize| {
            let (radius, color) = discs[n];
            let within = |phase: usize| (whole(phase) + 0.5) / whole(PHASES) + whole(reach);
            let middle = Point::new(within(phase % PHASES), within(phase / PHASES));
            let next = discs.get(n + 1).filter(|(_, color)| is_opaque(*color));
            let hidden = next.map_or(-1.0, |(radius, _)| radius - 0.5);
            Disc::new((radius, hidden), color, middle, (2 * reach + 1, width))
        };
        let is_opaque = sprite.fill.is_some() && discs.iter().all(|(_, color)| is_opaque(*color));
        let discs = (0..discs.len()).map(|n| std::array::from_fn(|phase| disc(n, phase))).collect();
        Self { of: (*sprite, ratio.to_bits(), width), reach, radius, is_opaque, discs }
    }

    /// Whether it is this sprite on this screen, in a picture of this width.
    #[must_use]
    pub fn is_of(&self, sprite: &Sprite, ratio: f64, width: u32) -> bool {
        self.of == (*sprite, ratio.to_bits(), usize::try_from(width).unwrap_or(0))
    }

    /// Whether nothing is to be seen of the other mark where both stand on the same pixel, this one
    /// above.
    #[must_use]
    pub fn hides(&self, other: &Self) -> bool {
        self.is_opaque && self.radius >= other.radius
    }
}

impl Disc {
    /// A disc in a square of a picture; nearer its middle than `hidden` it need not be painted.
    fn new(
        (radius, hidden): (f64, f64),
        color: Rgba,
        middle: Point,
        (side, width): (usize, usize),
    ) -> Self {
        let [red, green, blue, alpha] = color.0.to_be_bytes();
        let mut disc = Self { color: color.0.to_be_bytes(), ..Self::default() };
        for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))) {
            let away = middle.distance(Point::new(whole(column) + 0.5, whole(row) + 0.5));
            let share = (radius + 0.5 - away).clamp(0.0, 1.0);
            let covered = byte(f64::from(alpha) * share);
            let place = row * width + column;
            if covered == 255 && away >= hidden {
                disc.inside.push(place);
            } else if covered > 0 && away >= hidden {
                disc.rim.push((place, u32::from_le_bytes([red, green, blue, covered])));
            }
        }
        disc
    }

    #[inline]
    fn paint(&self, pixels: &mut [Pixel]) {
        for &place in &self.inside {
            pixels[place] = self.color;
        }
        for &(place, over) in &self.rim {
            let pixel = &mut pixels[place];
            let under = u32::from_le_bytes(*pixel);
            let now = match under >> 24 {
                0 => over,
                255 => mixed(over, under),
                _ => laid(over, under),
            };
            *pixel = now.to_le_bytes();
        }
    }
}

impl Picture {
    /// Paints marks of each of these looks, the later ones above the earlier, in a picture so many
    /// pixels wide and high. Places are counted in pixels from the upper left corner once they are
    /// multiplied by `ratio` and moved by `beyond`. Marks that do not lie wholly inside are left
    /// out, and so are those of which nothing is to be seen because another stands on their pixel.
    pub fn paint<'a>(
        &mut self,
        size: [u32; 2],
        looks: impl DoubleEndedIterator<Item = (&'a Stamps, &'a [Point])> + Clone,
        (ratio, beyond): (f64, Point),
    ) {
        let [width, height] = size.map(|pixels| usize::try_from(pixels).unwrap_or(0));
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height, [0; 4]);
        // Of bytes, that is one instruction.
        self.pixels.as_flattened_mut().fill(0);
        self.taken.resize((width * height).div_ceil(64), 0);
        self.taken.fill(0);
        self.spots.clear();
        self.ends.clear();
        let mut above: Option<&Stamps> = None;
        for (stamps, places) in looks.clone().rev() {
            if above.is_some_and(|above| !above.hides(stamps)) {
                self.taken.fill(0);
            }
            self.gather(stamps, places, (ratio, beyond));
            self.ends.push(self.spots.len());
            above = Some(stamps);
        }
        for (stamps, _) in looks {
            let to = self.ends.pop().unwrap_or(0);
            let from = self.ends.last().copied().unwrap_or(0);
            self.paint_look(stamps, from..to);
        }
    }

    /// Finds the pixels of marks, the highest first.
    fn gather(&mut self, stamps: &Stamps, places: &[Point], (ratio, beyond): (f64, Point)) {
        let (phases, reach) = (whole(PHASES), whole(stamps.reach));
        let (left, top) = (beyond.x - reach, beyond.y - reach);
        let room = |pixels: usize| whole(pixels) - 2.0 * reach;
        let (right, bottom) = (room(self.width), room(self.height));
        for at in places.iter().rev() {
            let (x, y) = (at.x * ratio + left, at.y * ratio + top);
            if !(x >= 0.0 && y >= 0.0 && x < right && y < bottom) {
                continue;
            }
            let (x, y) = (small(x * phases), small(y * phases));
            let corner = y / PHASES * self.width + x / PHASES;
            let middle = corner + stamps.reach * (self.width + 1);
            let (word, bit) = (&mut self.taken[middle / 64], 1 << (middle % 64));
            if *word & bit == 0 {
                *word |= bit;
                self.spots.push([corner, y % PHASES * PHASES + x % PHASES]);
            }
        }
    }

    /// Paints the marks of one look.
    fn paint_look(&mut self, stamps: &Stamps, spots: Range<usize>) {
        for together in self.spots[spots].rchunks(TOGETHER) {
            for discs in &stamps.discs {
                for &[corner, phase] in together.iter().rev() {
                    discs[phase].paint(&mut self.pixels[corner..]);
                }
            }
        }
    }

    /// The picture: four bytes for each pixel, row by row.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }
}

/// A pixel over one that is opaque: so it is nearly always, and this is quick.
#[inline]
fn mixed(over: u32, under: u32) -> u32 {
    const ENDS: u32 = 0x00FF_00FF;
    const MIDDLE: u32 = 0x0000_FF00;
    // In 256ths, and all of them where it is opaque.
    let share = (over >> 24) + (over >> 31);
    let rest = 256 - share;
    // Two colours at once; none comes near its neighbour.
    let ends = ((over & ENDS) * share + (under & ENDS) * rest) >> 8 & ENDS;
    let middle = ((over & MIDDLE) * share + (under & MIDDLE) * rest) >> 8 & MIDDLE;
    0xFF00_0000 | ends | middle
}

/// A pixel over another.
#[inline]
fn laid(over: u32, under: u32) -> u32 {
    let (above, below) = (over >> 24, under >> 24);
    // What each adds to the colour, times 255.
    let (above, below) = (above * 255, below * (255 - above));
    let all = above + below;
    let alpha = ((all + 127) / 255) << 24;
    if (over ^ under) << 8 == 0 {
        // So it is along the outline of many.
        return alpha | over & 0x00FF_FFFF;
    }
    let channel = |shift: u32| {
        let sum = (over >> shift & 255) * above + (under >> shift & 255) * below;
        ((sum + all / 2) / all) << shift
    };
    alpha | channel(0) | channel(8) | channel(16)
}

fn is_opaque(color: Rgba) -> bool {
    color.0 & 0xFF == 0xFF
}

/// A number between 0 and 255.
fn byte(number: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 255, and more would be 255"
    )]
    let byte = number.round() as u8;
    byte
}

/// The whole part of a number; of one below zero, zero.
fn small(number: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is beyond either end becomes that end"
    )]
    let whole = number as usize;
    whole
}

fn whole(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
