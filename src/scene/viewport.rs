//! The window onto the map: how large, how near, and over what.

use super::point::Point;
use super::projection::{Geo, extent, forward};

/// The farthest in that one can zoom.
pub const MAX_ZOOM: f64 = 24.0;
/// One press of a zoom key or button.
pub const ZOOM_STEP: f64 = 1.5;
/// One press of a key that moves the map: this share of the window.
pub const PAN_STEP: f64 = 0.15;
/// Room around the world when it is fitted, in pixels.
const MARGIN: f64 = 10.0;
/// In windows narrower than this, the first view is nearer than the whole world: it would be a
/// ribbon of marks without land.
const NARROW: f64 = 600.0;
/// How much of a narrow window's height the first view fills, and how near it may go for that.
const NARROW_FILL: (f64, f64) = (0.96, 1.9);
/// The place in the middle of a narrow first view: from here most of the land is near.
const NARROW_MIDDLE: Geo = Geo::new(54.0, 20.0);
/// Room beside the outermost marks, in pixels, where the first view leaves out empty ocean east and
/// west of them to be larger.
const OCEAN_MARGIN: f64 = 44.0;
/// Room around what there is, in pixels, where the first view shows only that part of the world:
/// marks, their names, and those that are moved apart.
const HOME_MARGIN: f64 = 72.0;
/// A first view nearer than the whole world is at least so near; less would only cut off coasts.
const HOME_LEAST: f64 = 1.8;
/// And at most so near: farther in the coasts are too coarse to tell where one is.
const HOME_MOST: f64 = 8.0;

/// How far a narrow map can be moved up beyond its southern edge, in pixels: there its controls lie
/// over the south, and over whoever lives there. And at most this share of its height.
const NARROW_FOOT: (f64, f64) = (72.0, 0.2);
/// At the right of a wider window, in pixels.
const WIDE_SIDE: f64 = 44.0;

/// What part of the map is shown, in a window of some size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    width: f64,
    height: f64,
    zoom: f64,
    /// The place in the middle of the window, on the projected plane.
    center: Point,
    /// Two corners of what there is to see, if anybody said.
    home: Option<[Point; 2]>,
}

impl Viewport {
    /// A window of `width` × `height` CSS pixels with the first view: the whole world, or in a
    /// narrow window most of it.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Self {
        let size = |pixels: f64| if pixels.is_finite() { pixels.max(1.0) } else { 1.0 };
        let (north_west, south_east) = extent();
        let center = north_west.toward(south_east, 0.5);
        let whole =
            Self { width: size(width), height: size(height), zoom: 1.0, center, home: None };
        if whole.width >= NARROW {
            return whole;
        }
        let tall = (north_west.y - south_east.y) * whole.fit_scale();
        let zoom = (NARROW_FILL.0 * whole.height / tall).clamp(1.0, NARROW_FILL.1);
        Self { zoom, center: forward(NARROW_MIDDLE), ..whole }.clamped()
    }

    /// The first view of a world that has things at these places on the plane: of these, where
    /// they are close together, else as without them.
    #[must_use]
    pub fn at_home(&self, places: &[Point]) -> Self {
        let home = corners(places);
        Self { home, ..*self }.fitted()
    }

    /// The window's width in CSS pixels.
    #[must_use]
    pub const fn width(&self) -> f64 {
        self.width
    }

    /// The window's height in CSS pixels.
    #[must_use]
    pub const fn height(&self) -> f64 {
        self.height
    }

    /// How much nearer than the whole world.
    #[must_use]
    pub const fn zoom(&self) -> f64 {
        self.zoom
    }

    /// Pixels per unit of the projected plane.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.fit_scale() * self.zoom
    }

    /// The place in the window, in pixels from its upper left corner.
    #[must_use]
    pub fn to_screen(&self, plane: Point) -> Point {
        self.origin() + self.to_sheet(plane)
    }

    /// The place on the projected plane under a pixel.
    #[must_use]
    pub fn to_plane(&self, screen: Point) -> Point {
        let sheet = screen - self.origin();
        Point::new(sheet.x / self.scale(), -sheet.y / self.scale())
    }

    /// The place on the sheet: pixels at this zoom, but the same however the window is moved.
    #[must_use]
    pub fn to_sheet(&self, plane: Point) -> Point {
        Point::new(plane.x * self.scale(), -plane.y * self.scale())
    }

    /// Where the sheet's origin is in the window.
    #[must_use]
    pub fn origin(&self) -> Point {
        Point::new(self.width / 2.0, self.height / 2.0) - self.to_sheet(self.center)
    }

    /// The same view in a window of another size; the first view stays the first view.
    #[must_use]
    pub fn resized(&self, width: f64, height: f64) -> Self {
        let fresh = Self { home: self.home, ..Self::new(width, height) }.fitted();
        if *self == self.fitted() {
            return fresh;
        }
        Self { zoom: self.zoom, center: self.center, ..fresh }.clamped()
    }

    /// The map moved by so many pixels, as a drag moves it.
    #[must_use]
    pub fn panned(&self, by: Point) -> Self {
        let move_by = Point::new(-by.x / self.scale(), by.y / self.scale());
        Self { center: self.center + move_by, ..*self }.clamped()
    }

    /// Nearer by `factor`, the place under `about` staying where it is.
    #[must_use]
    pub fn zoomed(&self, about: Point, factor: f64) -> Self {
        if !factor.is_finite() || factor <= 0.0 {
            return *self;
        }
        let anchor = self.to_plane(about);
        let nearer = Self { zoom: (self.zoom * factor).clamp(1.0, MAX_ZOOM), ..*self };
        let drift = anchor - nearer.to_plane(about);
        Self { center: nearer.center + drift, ..nearer }.clamped()
    }

    /// A view on the way to another of the same window: at 0 this one, at 1 that. Each step goes
    /// nearer by the same factor.
    #[must_use]
    pub fn toward(&self, to: &Self, part: f64) -> Self {
        if part >= 1.0 {
            return *to;
        }
        let zoom = self.zoom * libm::pow(to.zoom / self.zoom, part.max(0.0));
        // So that what is looked at goes straight and evenly across the window.
        let gone = (1.0 / self.zoom - 1.0 / zoom) / (1.0 / self.zoom - 1.0 / to.zoom);
        let gone = if gone.is_finite() { gone } else { part.max(0.0) };
        Self { zoom, center: self.center.toward(to.center, gone), ..*self }.clamped()
    }

    /// The first view of this window.
    #[must_use]
    pub fn fitted(&self) -> Self {
        let whole = Self { home: self.home, ..Self::new(self.width, self.height) };
        let Some(home) = self.home else { return whole };
        let foot = self.foot();
        let above = Self { height: (whole.height - foot).max(1.0), ..whole };
        let near = above.fitted_to(&home, HOME_MARGIN.min(above.height / 4.0));
        let zoom = near.zoom * above.fit_scale() / whole.fit_scale();
        if zoom < HOME_LEAST {
            return if self.width < NARROW { whole } else { whole.without_ocean(&home) };
        }
        let nearer = Self { zoom: zoom.min(HOME_MOST), ..whole };
        let center = near.center - Point::new(0.0, foot / 2.0 / nearer.scale());
        Self { center, ..nearer }.clamped()
    }

    /// As near as the world's height allows without leaving out any of these places.
    fn without_ocean(&self, [low, high]: &[Point; 2]) -> Self {
        let (north_west, south_east) = extent();
        let room = self.width - self.side() - 2.0 * OCEAN_MARGIN;
        let wide = room.max(1.0) / (high.x - low.x).max(1e-9);
        let tall = (self.height - 2.0 * MARGIN).max(1.0) / (north_west.y - south_east.y);
        let zoom = (wide.min(tall) / self.fit_scale()).max(1.0);
        let center = Point::new(f64::midpoint(low.x, high.x), self.center.y);
        Self { zoom, center, ..*self }.beside_controls().clamped()
    }

    /// All of these places on the plane, with `margin` pixels around them.
    #[must_use]
    pub fn fitted_to(&self, places: &[Point], margin: f64) -> Self {
        let Some([low, high]) = corners(places) else { return self.fitted() };
        let room = |pixels: f64| (pixels - 2.0 * margin).max(1.0);
        let wide = room(self.width - self.side()) / (high.x - low.x).max(1e-9);
        let tall = room(self.height) / (high.y - low.y).max(1e-9);
        let zoom = (wide.min(tall) / self.fit_scale()).clamp(1.0, MAX_ZOOM);
        Self { zoom, center: low.toward(high, 0.5), ..*self }.beside_controls().clamped()
    }

    /// Moved so that what is in the middle is in the middle of what no controls cover.
    fn beside_controls(self) -> Self {
        let aside = Point::new(self.side() / 2.0 / self.scale(), 0.0);
        Self { center: self.center + aside, ..self }
    }

    /// Moved so that a place on the plane is in the window, `margin` pixels from its edge.
    #[must_use]
    pub fn revealing(&self, place: Point, margin: f64) -> Self {
        let at = self.to_screen(place);
        let over = |value: f64, size: f64| {
            let margin = margin.min(size / 2.0);
            value.clamp(margin, size - margin) - value
        };
        self.panned(Point::new(over(at.x, self.width), over(at.y, self.height)))
    }

    /// How many pixels at its right lie under controls.
    fn side(&self) -> f64 {
        if self.width < NARROW { 0.0 } else { WIDE_SIDE }
    }

    /// How many pixels at its foot lie under controls.
    fn foot(&self) -> f64 {
        if self.width < NARROW { NARROW_FOOT.0.min(NARROW_FOOT.1 * self.height) } else { 0.0 }
    }

    fn fit_scale(&self) -> f64 {
        let (north_west, south_east) = extent();
        let room = |pixels: f64| (pixels - 2.0 * MARGIN).max(1.0);
        let wide = room(self.width) / (south_east.x - north_west.x);
        let tall = room(self.height) / (north_west.y - south_east.y);
        wide.min(tall)
    }

    /// Where the world is larger than the window, its edge stays outside; else it is centred.
    fn clamped(self) -> Self {
        let (north_west, south_east) = extent();
        let half = |pixels: f64| (pixels / 2.0 - MARGIN).max(0.0) / self.scale();
        let hold = |at: f64, low: f64, high: f64, half: f64, foot: f64| {
            if high - low <= 2.0 * half {
                let middle = f64::midpoint(low, high);
                at.clamp(middle - foot, middle)
            } else {
                at.clamp(low + half - foot, high - half)
            }
        };
        let foot = self.foot() / self.scale();
        let x = hold(self.center.x, north_west.x, south_east.x, half(self.width), 0.0);
        let y = hold(self.center.y, south_east.y, north_west.y, half(self.height), foot);
        Self { center: Point::new(x, y), ..self }
    }
}

/// The south-western and north-eastern corner of what these places span.
#[must_use]
pub fn corners(places: &[Point]) -> Option<[Point; 2]> {
    let first = *places.first()?;
    Some(places.iter().fold([first, first], |[low, high], place| {
        let low = Point::new(low.x.min(place.x), low.y.min(place.y));
        [low, Point::new(high.x.max(place.x), high.y.max(place.y))]
    }))
}
