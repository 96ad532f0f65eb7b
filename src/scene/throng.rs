//! A picture of thousands of discs, put together pixel by pixel.
//!
//! A browser takes a tenth of a second to fill in ten thousand outlines, and then few frames are
//! left. Here each disc is worked out once, at a few places within a pixel, and then copied. What
//! comes out is one picture, and putting it on a canvas is one call.

use super::draw_list::{Rgba, Sprite};
use super::point::Point;

/// A pixel: red, green, blue and opacity, not multiplied by it.
type Pixel = [u8; 4];

/// Places within a pixel, along each side, at which a disc is worked out.
const PHASES: usize = 4;
/// Marks that are painted together: all casings, then all edges, then all that is inside. So
/// those close together flow into one, and do not darken each other. A browser's path of thousands
/// takes long to fill in, so they are not more.
pub const TOGETHER: usize = 50;
/// Places remembered, so that of marks that look alike and stand on the same pixel one is drawn.
const PLACES: usize = 1 << 14;
/// How far apart two lines' places are remembered: so seldom two near each other at one.
const SPREAD: usize = 181;

/// A picture as large as a canvas, and what has been painted in it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
    /// For some places, the last disc drawn: its round, column and line.
    drawn: Vec<[usize; 3]>,
    /// Each call that adds discs is one.
    round: usize,
    /// Of the marks that are painted together, the pixel of their corner and their phase.
    together: Vec<[usize; 2]>,
}

/// A mark as it looks at each of its places within a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamps {
    /// What it was worked out of.
    of: (Sprite, u64),
    /// Pixels from its middle to the edge of its picture.
    reach: usize,
    /// From the lowest.
    discs: Vec<[Disc; PHASES * PHASES]>,
}

/// One disc of a mark, without what the next one covers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Disc {
    /// Pixels that it covers in part: row, column and colour.
    rim: Vec<(usize, usize, Pixel)>,
    /// Where it is opaque: row, first column, and the first after it.
    inside: Vec<[usize; 3]>,
    color: Pixel,
}

impl Stamps {
    /// The discs that this sprite is, on a screen with so many pixels for one.
    #[must_use]
    pub fn new(sprite: &Sprite, ratio: f64) -> Self {
        let discs: Vec<(f64, Rgba)> =
            sprite.discs().into_iter().map(|(radius, color)| (radius * ratio, color)).collect();
        let widest = discs.iter().fold(0.0, |widest: f64, (radius, _)| widest.max(*radius));
        let reach = small(widest + 1.5);
        let disc = |n: usize, phase: usize| {
            let (radius, color) = discs[n];
            let within = |phase: usize| (whole(phase) + 0.5) / whole(PHASES) + whole(reach);
            let middle = Point::new(within(phase % PHASES), within(phase / PHASES));
            let next = discs.get(n + 1).filter(|(_, color)| color.0 & 0xFF == 0xFF);
            let hidden = next.map_or(-1.0, |(radius, _)| radius - 0.5);
            Disc::new((radius, hidden), color, middle, 2 * reach + 1)
        };
        let discs = (0..discs.len()).map(|n| std::array::from_fn(|phase| disc(n, phase))).collect();
        Self { of: (*sprite, ratio.to_bits()), reach, discs }
    }

    /// Which of the pictures is of a middle at this place within its pixel.
    #[inline]
    fn nearest(share: Point) -> usize {
        let phase = |share: f64| small(share * whole(PHASES)).min(PHASES - 1);
        phase(share.y) * PHASES + phase(share.x)
    }

    /// Whether it is this sprite on this screen.
    #[must_use]
    pub fn is_of(&self, sprite: &Sprite, ratio: f64) -> bool {
        self.of == (*sprite, ratio.to_bits())
    }
}

impl Disc {
    /// A disc in a square picture; nearer its middle than `hidden` it need not be painted.
    fn new((radius, hidden): (f64, f64), color: Rgba, middle: Point, side: usize) -> Self {
        let [red, green, blue, alpha] = color.0.to_be_bytes();
        let mut disc = Self { color: color.0.to_be_bytes(), ..Self::default() };
        for (row, column) in (0..side).flat_map(|row| (0..side).map(move |column| (row, column))) {
            let away = middle.distance(Point::new(whole(column) + 0.5, whole(row) + 0.5));
            let share = (radius + 0.5 - away).clamp(0.0, 1.0);
            let covered = byte(f64::from(alpha) * share);
            if covered == 0 || away < hidden {
                continue;
            }
            match disc.inside.last_mut() {
                _ if covered < 255 => disc.rim.push((row, column, [red, green, blue, covered])),
                Some([line, _, to]) if (*line, *to) == (row, column) => *to += 1,
                _ => disc.inside.push([row, column, column + 1]),
            }
        }
        disc
    }
}

impl Picture {
    /// Begins a picture so many pixels wide and high, with nothing in it.
    pub fn clear(&mut self, size: [u32; 2]) {
        let [width, height] = size.map(|pixels| usize::try_from(pixels).unwrap_or(0));
        (self.width, self.height) = (width, height);
        self.pixels.clear();
        self.pixels.resize(width * height, [0; 4]);
        self.drawn.resize(PLACES, [0; 3]);
    }

    /// Paints a mark at each of these places, counted in pixels from the upper left corner. Marks
    /// that do not lie wholly inside are left out, and all but one of those on the same pixel.
    pub fn add(&mut self, stamps: &Stamps, places: impl Iterator<Item = Point>) {
        self.round = self.round.wrapping_add(1);
        let reach = whole(stamps.reach);
        let room = |pixels: usize| whole(pixels) - 2.0 * reach;
        let (right, bottom) = (room(self.width), room(self.height));
        for middle in places {
            let (x, y) = (middle.x - reach, middle.y - reach);
            let is_inside = x >= 0.0 && y >= 0.0 && x < right && y < bottom;
            let (column, line) = (small(x), small(y));
            if !is_inside || !self.is_new(column, line) {
                continue;
            }
            let phase = Stamps::nearest(Point::new(x - whole(column), y - whole(line)));
            self.together.push([line * self.width + column, phase]);
            if self.together.len() == TOGETHER {
                self.paint(stamps);
            }
        }
        self.paint(stamps);
    }

    /// Whether none of this round was drawn there, as far as is remembered.
    #[inline]
    fn is_new(&mut self, column: usize, line: usize) -> bool {
        let key = [self.round, column, line];
        let place = &mut self.drawn[(line * SPREAD + column) % PLACES];
        std::mem::replace(place, key) != key
    }

    /// Paints the marks that were gathered.
    fn paint(&mut self, stamps: &Stamps) {
        let (pixels, width) = (&mut self.pixels, self.width);
        for discs in &stamps.discs {
            for &[corner, phase] in &self.together {
                let Disc { rim, inside, color } = &discs[phase];
                for &[row, from, to] in inside {
                    let line = corner + row * width;
                    pixels[line + from..line + to].fill(*color);
                }
                for &(row, column, over) in rim {
                    let under = &mut pixels[corner + row * width + column];
                    *under = if under[3] == 255 { mixed(over, *under) } else { laid(over, *under) };
                }
            }
        }
        self.together.clear();
    }

    /// The picture: four bytes for each pixel, row by row.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }
}

/// A pixel over one that is opaque: so it is nearly always, and this is quick.
#[inline]
fn mixed(over: Pixel, under: Pixel) -> Pixel {
    const ENDS: u32 = 0x00FF_00FF;
    const MIDDLE: u32 = 0x0000_FF00;
    let (over, under) = (u32::from_le_bytes(over), u32::from_le_bytes(under));
    // In 256ths, and all of them where it is opaque.
    let share = (over >> 24) + (over >> 31);
    let rest = 256 - share;
    // Two colours at once; none comes near its neighbour.
    let ends = ((over & ENDS) * share + (under & ENDS) * rest) >> 8 & ENDS;
    let middle = ((over & MIDDLE) * share + (under & MIDDLE) * rest) >> 8 & MIDDLE;
    (0xFF00_0000 | ends | middle).to_le_bytes()
}

/// A pixel over another.
#[inline]
fn laid(over: Pixel, under: Pixel) -> Pixel {
    let [red, green, blue, above] = over;
    let (above, below) = (u32::from(above), u32::from(under[3]));
    if below == 0 {
        return over;
    }
    // What each adds to the colour, times 255.
    let (above, below) = (above * 255, below * (255 - above));
    let all = above + below;
    let alpha = least_byte((all + 127) / 255);
    if u32::from_le_bytes(under) << 8 == u32::from_le_bytes(over) << 8 {
        // So it is along the outline of many.
        return [red, green, blue, alpha];
    }
    let channel = |n: usize| {
        let sum = u32::from(over[n]) * above + u32::from(under[n]) * below;
        least_byte((sum + all / 2) / all)
    };
    [channel(0), channel(1), channel(2), alpha]
}

/// A number that is at most 255.
fn least_byte(number: u32) -> u8 {
    number.to_le_bytes()[0]
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
