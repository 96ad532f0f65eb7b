//! Names beside marks, none over another: the important ones first, the rest where room is left.

use super::draw_list::{Align, Rgba};
use super::placement::{Placed, Thing};
use super::point::Point;

/// A name that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Whose.
    pub thing: Thing,
    /// The name.
    pub text: String,
    /// A bar below it.
    pub bar: Option<Bar>,
    /// A smaller second line.
    pub note: Option<String>,
    /// The letters' size in pixels.
    pub size: f64,
    /// Whether it is shown even if it must lie over marks.
    pub is_forced: bool,
}

/// A bar that shows a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// How much of it is filled, from 0 to 1.
    pub filled: f64,
    /// Where its tick is.
    pub tick: f64,
    /// Whether it is hatched.
    pub is_hatched: bool,
    /// What fills it.
    pub hue: Rgba,
}

impl Bar {
    /// Its width and height in pixels.
    pub const SIZE: [f64; 2] = [44.0, 6.0];
    /// The room above it.
    pub const GAP: f64 = 1.5;
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Whose.
    pub thing: Thing,
    /// The name.
    pub text: String,
    /// The bar.
    pub bar: Option<Bar>,
    /// The second line.
    pub note: Option<String>,
    /// The letters' size.
    pub size: f64,
    /// The place on the sheet, at half the height of the first line.
    pub at: Point,
    /// Where the words stand from it.
    pub align: Align,
    /// All the room it takes.
    pub area: Area,
}

/// A rectangle on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Upper left corner.
    pub low: Point,
    /// Lower right corner.
    pub high: Point,
}

impl Area {
    /// How much of it another covers, in square pixels.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> f64 {
        let wide = self.high.x.min(other.high.x) - self.low.x.max(other.low.x);
        let tall = self.high.y.min(other.high.y) - self.low.y.max(other.low.y);
        if wide > 0.0 && tall > 0.0 { wide * tall } else { 0.0 }
    }

    /// What is in both.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        Self {
            low: Point::new(self.low.x.max(other.low.x), self.low.y.max(other.low.y)),
            high: Point::new(self.high.x.min(other.high.x), self.high.y.min(other.high.y)),
        }
    }

    fn has(&self, at: Point) -> bool {
        self.holds(&Self { low: at, high: at })
    }

    fn holds(&self, other: &Self) -> bool {
        self.low.x <= other.low.x
            && self.low.y <= other.low.y
            && self.high.x >= other.high.x
            && self.high.y >= other.high.y
    }
}

/// Places names, first wanted first, inside `bounds`, of the marks that are in it. No name lies
/// over another; over marks lies only one that is forced, and only as far as it must.
#[must_use]
pub fn place(wanted: &[Wanted], things: &[Placed], bounds: Area) -> Vec<Label> {
    // Plain routers are small and many; names may lie over them.
    let marks: Vec<(Thing, Area)> = things
        .iter()
        .filter(|placed| placed.is_site || !matches!(placed.thing, Thing::Router(_)))
        .map(|placed| {
            let reach = Point::new(placed.radius, placed.radius);
            (placed.thing, Area { low: placed.at - reach, high: placed.at + reach })
        })
        .collect();
    let mut labels: Vec<Label> = Vec::new();
    for want in wanted {
        let mut seen = things.iter().filter(|placed| bounds.has(placed.at));
        let Some(placed) = seen.find(|placed| placed.thing == want.thing) else { continue };
        let free = candidates(want, placed).into_iter().enumerate().filter(|(_, candidate)| {
            labels.iter().all(|label| candidate.2.overlap(&label.area) <= 0.0)
        });
        let ranked = free.map(|(rank, candidate)| {
            let others = marks.iter().filter(|(thing, _)| *thing != want.thing);
            let covered: f64 = others.map(|(_, other)| candidate.2.overlap(other)).sum();
            let outside = if bounds.holds(&candidate.2) { 0.0 } else { 1e6 };
            (covered + outside, rank, candidate)
        });
        let best = ranked.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some((cost, _, (at, align, area))) = best else { continue };
        if cost > 4.0 && !want.is_forced {
            continue;
        }
        labels.push(Label {
            thing: want.thing,
            text: want.text.clone(),
            bar: want.bar,
            note: want.note.clone(),
            size: want.size,
            at,
            align,
            area,
        });
    }
    labels
}

/// About how wide a line of text is: a Chinese character is as wide as high.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let ems = |c: char| if u32::from(c) >= 0x2E80 { 1.0 } else { 0.6 };
    text.chars().map(ems).sum::<f64>() * size
}

/// The places around a mark, the best first.
fn candidates(want: &Wanted, placed: &Placed) -> Vec<(Point, Align, Area)> {
    let note = want.note.as_deref().map_or(0.0, |note| width(note, want.size * 0.88));
    let bar = want.bar.map_or(0.0, |_| Bar::SIZE[0]);
    let wide = width(&want.text, want.size).max(note).max(bar);
    let line = want.size * 1.2;
    // Below the middle of the first line.
    let below = line * 0.5
        + want.bar.map_or(0.0, |_| Bar::SIZE[1] + Bar::GAP)
        + want.note.as_ref().map_or(0.0, |_| line * 0.9);
    let gap = placed.radius * 1.25 + 5.0;
    let up = gap * 0.8 + below;
    let down = gap * 0.8 + line * 0.5;
    let diagonal = gap * 0.72;
    // What has more than one line is centred on the mark beside which it stands.
    let level = (line * 0.5 - below) / 2.0;
    let spots = [
        (Point::new(gap, level), Align::Start),
        (Point::new(-gap, level), Align::End),
        (Point::new(diagonal, -diagonal), Align::Start),
        (Point::new(diagonal, diagonal), Align::Start),
        (Point::new(-diagonal, -diagonal), Align::End),
        (Point::new(-diagonal, diagonal), Align::End),
        (Point::new(0.0, -up), Align::Middle),
        (Point::new(0.0, down), Align::Middle),
    ];
    spots
        .into_iter()
        .map(|(shift, align)| {
            let at = placed.at + shift;
            let left = match align {
                Align::Start => at.x,
                Align::Middle => at.x - wide / 2.0,
                Align::End => at.x - wide,
            };
            let low = Point::new(left, at.y - line / 2.0);
            let high = Point::new(left + wide, at.y + below);
            (at, align, Area { low, high })
        })
        .collect()
}
