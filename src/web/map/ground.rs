//! Sea, land and graticule. Coastlines are told to the browser once, on the projected plane; each
//! view of them is then one transformation.

use web_sys::{CanvasRenderingContext2d as Context, Path2d};

use crate::scene::land::{Land, graticule, outline};
use crate::scene::palette::Theme;
use crate::scene::point::Point;
use crate::scene::viewport::Viewport;

/// The ground, as the browser knows it.
pub struct Ground {
    sea: Path2d,
    land: Path2d,
    lines: Path2d,
}

impl Ground {
    /// The ground with this land; `None` where the browser has no paths.
    pub fn new(land: &Land) -> Option<Self> {
        Some(Self {
            sea: path(&[outline()], true)?,
            land: path(land.rings(), true)?,
            lines: path(&graticule(), false)?,
        })
    }

    /// Paints it.
    pub fn paint(&self, context: &Context, viewport: &Viewport, theme: Theme, ratio: f64) {
        let (palette, scale, origin) = (theme.palette(), viewport.scale(), viewport.origin());
        context.clear_rect(0.0, 0.0, viewport.width(), viewport.height());
        context.save();
        let (across, down) = (origin.x * ratio, origin.y * ratio);
        // Fails only on numbers that are none.
        let _ = context.set_transform(scale * ratio, 0.0, 0.0, -scale * ratio, across, down);
        context.set_fill_style_str(&palette.sea.css());
        context.fill_with_path_2d(&self.sea);
        context.set_fill_style_str(&palette.land.css());
        context.fill_with_path_2d(&self.land);
        for (path, color, width) in
            [(&self.land, palette.coast, 0.7), (&self.lines, palette.graticule, 1.0)]
        {
            context.set_stroke_style_str(&color.css());
            context.set_line_width(width / scale);
            context.stroke_with_path(path);
        }
        context.restore();
    }
}

/// Lines, told to the browser once.
pub(super) fn path(lines: &[Vec<Point>], is_closed: bool) -> Option<Path2d> {
    let path = Path2d::new().ok()?;
    for line in lines {
        for (index, at) in line.iter().enumerate() {
            if index == 0 {
                path.move_to(at.x, at.y);
            } else {
                path.line_to(at.x, at.y);
            }
        }
        if is_closed {
            path.close_path();
        }
    }
    Some(path)
}
