//! Drawings as lists of simple commands, which a painter carries out one by one.

use super::point::Point;

/// A colour: red, green, blue and opacity, a byte each, red first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgba(pub u32);

impl Rgba {
    /// The same colour, `alpha` (0 to 255) opaque.
    #[must_use]
    pub const fn with_alpha(self, alpha: u8) -> Self {
        let [red, green, blue, _] = self.0.to_be_bytes();
        Self(u32::from_be_bytes([red, green, blue, alpha]))
    }

    /// As CSS writes it: `#rrggbbaa`.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:08x}", self.0)
    }
}

/// The shapes of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ●
    Disc,
    /// ■
    Square,
    /// ◆
    Diamond,
    /// ▲
    TriangleUp,
    /// ▼
    TriangleDown,
    /// ▶
    TriangleRight,
    /// ⬢
    Hexagon,
    /// ⬟
    Pentagon,
    /// ★
    Star,
    /// ✕, which has lines only.
    Cross,
}

impl Shape {
    /// Its corners around the origin, clockwise; none for the disc, which has none. All shapes of
    /// one radius look about equally large.
    #[must_use]
    pub fn corners(self, radius: f64) -> Vec<Point> {
        let regular = |count: u32, radius: f64, turn: f64| -> Vec<Point> {
            let share = 2.0 * std::f64::consts::PI / f64::from(count);
            (0..count).map(|i| Point::polar(radius, turn + share * f64::from(i))).collect()
        };
        let up = -std::f64::consts::FRAC_PI_2;
        match self {
            Self::Disc => Vec::new(),
            Self::Square => regular(4, radius * 1.25, std::f64::consts::FRAC_PI_4),
            Self::Diamond => regular(4, radius * 1.28, 0.0),
            Self::TriangleUp => regular(3, radius * 1.4, up),
            Self::TriangleDown => regular(3, radius * 1.4, -up),
            Self::TriangleRight => regular(3, radius * 1.4, 0.0),
            Self::Hexagon => regular(6, radius * 1.12, 0.0),
            Self::Pentagon => regular(5, radius * 1.16, up),
            Self::Star => {
                let outer = regular(5, radius * 1.42, up);
                let inner = regular(5, radius * 0.74, up + std::f64::consts::PI / 5.0);
                outer.into_iter().zip(inner).flat_map(|(a, b)| [a, b]).collect()
            }
            Self::Cross => regular(4, radius * 1.2, std::f64::consts::FRAC_PI_4),
        }
    }

    /// How far below the origin the middle of its body lies, where a letter belongs.
    #[must_use]
    pub fn letter_drop(self, radius: f64) -> f64 {
        match self {
            Self::TriangleUp => radius * 0.16,
            Self::TriangleDown => -radius * 0.16,
            _ => 0.0,
        }
    }
}

/// A line's width and colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Pixels.
    pub width: f64,
    /// Colour.
    pub color: Rgba,
}

/// Where text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the right of it.
    Start,
    /// On both sides.
    Middle,
    /// To the left of it.
    End,
}

/// One command to a painter.
#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// Fills the area inside the rings.
    Fill {
        /// Closed rings; what two of them enclose is a hole.
        rings: Vec<Vec<Point>>,
        /// Its colour.
        color: Rgba,
        /// Its edge, if it has one.
        edge: Option<Pen>,
    },
    /// Draws a line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// The line.
        pen: Pen,
        /// Under it, a wider line that sets it off.
        casing: Option<Pen>,
        /// Lengths of dash and gap, and how far along the pattern the line begins.
        dash: Option<[f64; 3]>,
    },
    /// Draws many lines that look alike.
    Lines {
        /// The lines, each through its points.
        lines: Vec<Vec<Point>>,
        /// How they look.
        pen: Pen,
        /// Under all of them, wider lines that set them off.
        casing: Option<Pen>,
        /// As of a single line.
        dash: Option<[f64; 3]>,
    },
    /// Draws a mark.
    Mark {
        /// Its shape.
        shape: Shape,
        /// Its middle.
        at: Point,
        /// Its radius.
        radius: f64,
        /// What fills it; absent: it is hollow.
        fill: Option<Rgba>,
        /// Its outline.
        edge: Option<Pen>,
    },
    /// Writes a line of text.
    Text {
        /// Where, at half the height of the letters.
        at: Point,
        /// The words.
        text: String,
        /// Their size in pixels.
        size: f64,
        /// Their colour.
        color: Rgba,
        /// What lies around the letters so that they can be read on anything.
        halo: Option<Rgba>,
        /// Where from the point.
        align: Align,
    },
}

impl DrawList {
    /// The same with lines so many times as wide.
    #[must_use]
    pub fn with_lines(mut self, scale: f64) -> Self {
        let widen = |pen: &mut Pen| pen.width *= scale;
        for command in &mut self.commands {
            match command {
                Draw::Fill { edge, .. } | Draw::Mark { edge, .. } => {
                    edge.iter_mut().for_each(widen);
                }
                Draw::Line { pen, casing, .. } | Draw::Lines { pen, casing, .. } => {
                    widen(pen);
                    casing.iter_mut().for_each(widen);
                }
                Draw::Text { .. } => {}
            }
        }
        self
    }
}

/// A small picture that is drawn many times: a mark with its outlines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sprite {
    /// Its shape.
    pub shape: Shape,
    /// Its radius.
    pub radius: f64,
    /// What lies under everything and sets it off.
    pub casing: Option<Pen>,
    /// What fills it; absent: it is hollow.
    pub fill: Option<Rgba>,
    /// Its outline.
    pub edge: Option<Pen>,
}

impl Sprite {
    /// A disc's, as discs one over another, from the lowest: casing, edge, inside. Each with its
    /// radius and colour.
    #[must_use]
    pub fn discs(&self) -> Vec<(f64, Rgba)> {
        let pens = [self.casing, self.edge].into_iter().flatten();
        let inside = self.edge.map_or(self.radius, |pen| self.radius - pen.width / 2.0);
        pens.map(|pen| (self.radius + pen.width / 2.0, pen.color))
            .chain(self.fill.map(|color| (inside, color)))
            .collect()
    }
}

/// A drawing: commands, in order; what comes later lies above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawList {
    /// The commands.
    pub commands: Vec<Draw>,
}

impl DrawList {
    /// Adds a command on top.
    pub fn push(&mut self, command: Draw) {
        self.commands.push(command);
    }

    /// Adds a plain line on top.
    pub fn line(&mut self, points: Vec<Point>, pen: Pen) {
        self.push(Draw::Line { points, pen, casing: None, dash: None });
    }

    /// Adds a filled mark with an outline on top.
    pub fn mark(&mut self, shape: Shape, at: Point, radius: f64, fill: Rgba, edge: Pen) {
        self.push(Draw::Mark { shape, at, radius, fill: Some(fill), edge: Some(edge) });
    }
}
