//! Connections on the map: looked at again when something of them has changed, but not with every
//! reply that comes; a thousand may be live.

use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::app::present::map_egress::shown;
use crate::scene::draw_list::DrawList;
use crate::scene::egress::{self, Shown};
use crate::scene::network::Stage;

/// Unless something else is selected, they are looked at no oftener than this, in milliseconds.
const PAUSE_MS: f64 = 200.0;
/// What may change their ways.
const MATTERS: [Aspect; 4] =
    [Aspect::Topology, Aspect::Forwarding, Aspect::Catchments, Aspect::Egress];

/// What of connections is on the map.
#[derive(Default)]
pub struct Connections {
    shown: Option<Shown>,
    /// Whether something has changed since they were looked at.
    is_owed: bool,
    looked_ms: f64,
    /// Whether ways were switched on.
    had_ways: bool,
}

impl Connections {
    /// Looks at them again, if it is time to. Tells whether there is something else to see.
    pub fn look(&mut self, lab: &Lab, changes: Changes, now_ms: f64) -> bool {
        if lab.network().egress.is_none() {
            return self.shown.take().is_some();
        }
        let is_urgent = changes.has(Aspect::Selection)
            || self.had_ways != lab.layers.ways
            || self.shown.is_none();
        self.is_owed |= is_urgent || MATTERS.into_iter().any(|aspect| changes.has(aspect));
        if !(self.is_owed && (is_urgent || now_ms - self.looked_ms >= PAUSE_MS)) {
            return false;
        }
        self.is_owed = false;
        self.looked_ms = now_ms;
        self.had_ways = lab.layers.ways;
        let now = shown(lab);
        let is_other = self.shown != now;
        self.shown = now;
        is_other
    }

    /// Whether they are to be looked at again in a while.
    pub const fn waits(&self) -> bool {
        self.is_owed
    }

    /// Adds their lines to others.
    pub fn draw(&self, stage: &Stage<'_>, list: &mut DrawList) {
        if let Some(shown) = &self.shown {
            list.commands.extend(egress::draw(stage, shown).commands);
        }
    }

    /// What lies above marks: numbers, and where replies end; nothing, where there is none.
    pub fn over(&self, stage: &Stage<'_>) -> Option<DrawList> {
        let shown = self.shown.as_ref()?;
        let has_any = !(shown.story.is_empty() && shown.losses.is_empty());
        has_any.then(|| egress::over(stage, shown))
    }
}
