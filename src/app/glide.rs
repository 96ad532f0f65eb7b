//! A camera on its way: the map does not jump to where a lesson looks, so that one sees where that
//! is.

use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::scene::viewport::Viewport;

/// How long a camera is on its way, in seconds.
const TAKES_S: f64 = 0.7;

/// From one view to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    from: Viewport,
    to: Viewport,
    gone_s: f64,
}

impl Lab {
    /// Shows a view: at once, or where motion is wanted in a glide.
    pub(in crate::app) fn move_camera(&mut self, to: Viewport) {
        if self.has_motion && to != self.viewport {
            self.glide = Some(Glide { from: self.viewport, to, gone_s: 0.0 });
        } else {
            self.glide = None;
            self.viewport = to;
        }
    }

    /// Says whether things may glide; without motion, what glides is there.
    pub(in crate::app) fn allow_motion(&mut self, is_allowed: bool) -> Changes {
        self.has_motion = is_allowed;
        if is_allowed { Changes::NONE } else { self.arrive() }
    }

    /// Lets `real_s` seconds of real time pass for the camera.
    pub(in crate::app) fn glide_on(&mut self, real_s: f64) -> Changes {
        let Some(glide) = &mut self.glide else { return Changes::NONE };
        glide.gone_s += real_s;
        if glide.gone_s >= TAKES_S {
            return self.arrive();
        }
        let part = (glide.gone_s / TAKES_S).clamp(0.0, 1.0);
        // Slow, quick, slow.
        let eased = part * part * (3.0 - 2.0 * part);
        self.viewport = glide.from.toward(&glide.to, eased);
        Changes::one(Aspect::Viewport)
    }

    /// The camera is where it was going.
    pub(in crate::app) fn arrive(&mut self) -> Changes {
        let Some(glide) = self.glide.take() else { return Changes::NONE };
        self.viewport = glide.to;
        Changes::one(Aspect::Viewport)
    }
}
