//! Names beside marks, none over another: the important ones first, the rest where room is left.

use super::draw_list::Align;
use super::placement::{Placed, Thing};
use super::point::Point;

/// A name that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Whose.
    pub thing: Thing,
    /// The name.
    pub text: String,
    /// A smaller second line.
    pub note: Option<String>,
    /// The letters' size in pixels.
    pub size: f64,
    /// Whether it is shown even if it must lie over others.
    pub is_forced: bool,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Whose.
    pub thing: Thing,
    /// The name.
    pub text: String,
    /// The second line.
    pub note: Option<String>,
    /// The letters' size.
    pub size: f64,
    /// The place on the sheet, at half the height of the first line.
    pub at: Point,
    /// Where the words stand from it.
    pub align: Align,
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
    fn overlap(&self, other: &Self) -> f64 {
        let wide = self.high.x.min(other.high.x) - self.low.x.max(other.low.x);
        let tall = self.high.y.min(other.high.y) - self.low.y.max(other.low.y);
        if wide > 0.0 && tall > 0.0 { wide * tall } else { 0.0 }
    }

    fn holds(&self, other: &Self) -> bool {
        self.low.x <= other.low.x
            && self.low.y <= other.low.y
            && self.high.x >= other.high.x
            && self.high.y >= other.high.y
    }
}

/// Places names, first wanted first, inside `bounds`. A name without room is left out, unless it
/// is forced.
#[must_use]
pub fn place(wanted: &[Wanted], things: &[Placed], bounds: Area) -> Vec<Label> {
    // Routers are small and many; names may lie over them.
    let mut taken: Vec<(Thing, Area)> = things
        .iter()
        .filter(|placed| !matches!(placed.thing, Thing::Router(_)))
        .map(|placed| {
            let reach = Point::new(placed.radius, placed.radius);
            (placed.thing, Area { low: placed.at - reach, high: placed.at + reach })
        })
        .collect();
    let mut labels = Vec::new();
    for want in wanted {
        let Some(placed) = things.iter().find(|placed| placed.thing == want.thing) else {
            continue;
        };
        let ranked = candidates(want, placed).into_iter().enumerate().map(|(rank, candidate)| {
            let area = candidate.2;
            let others = taken.iter().filter(|(thing, _)| *thing != want.thing);
            let covered: f64 = others.map(|(_, other)| area.overlap(other)).sum();
            let outside = if bounds.holds(&area) { 0.0 } else { 1e6 };
            (covered + outside, rank, candidate)
        });
        let best = ranked.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some((cost, _, (at, align, area))) = best else { continue };
        if cost > 4.0 && !want.is_forced {
            continue;
        }
        taken.push((want.thing, area));
        labels.push(Label {
            thing: want.thing,
            text: want.text.clone(),
            note: want.note.clone(),
            size: want.size,
            at,
            align,
        });
    }
    labels
}

/// About how wide a line of text is: a Chinese character is as wide as high.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let ems = |c: char| if u32::from(c) >= 0x2E80 { 1.0 } else { 0.58 };
    text.chars().map(ems).sum::<f64>() * size
}

/// The places around a mark, the best first.
fn candidates(want: &Wanted, placed: &Placed) -> Vec<(Point, Align, Area)> {
    let note = want.note.as_deref().map_or(0.0, |note| width(note, want.size * 0.85));
    let wide = width(&want.text, want.size).max(note);
    let line = want.size * 1.2;
    let lines = if want.note.is_some() { 1.9 } else { 1.0 };
    let gap = placed.radius * 1.25 + 5.0;
    let up = gap * 0.8 + line * (lines - 0.5);
    let down = gap * 0.8 + line * 0.5;
    let diagonal = gap * 0.72;
    let spots = [
        (Point::new(gap, 0.0), Align::Start),
        (Point::new(-gap, 0.0), Align::End),
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
            let high = Point::new(left + wide, at.y + line * (lines - 0.5));
            (at, align, Area { low, high })
        })
        .collect()
}
