//! Parts of the page that nobody misses in its first picture: made when the whole program is here,
//! one a frame, so that making them holds nothing up.

use leptos::prelude::*;

/// The order in which they come: what is seen first, first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The marks of routers on the map.
    Routers,
    /// The table of PoPs.
    Pops,
    /// The timeline.
    Time,
    /// Log and lens.
    Log,
    /// The looking glass.
    Glass,
    /// The cards of what is selected.
    Cards,
}

/// Which parts have come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Later(RwSignal<Option<Part>>);

impl Later {
    /// None has.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// They come, one with each frame from the next one on.
    pub fn begin(self) {
        self.bring(Part::Routers);
    }

    fn bring(self, part: Part) {
        request_animation_frame(move || {
            let is_gone = self.0.try_set(Some(part)).is_some();
            if let Some(next) = part.next().filter(|_| !is_gone) {
                self.bring(next);
            }
        });
    }

    /// Whether a part has come.
    pub fn has(self, part: Part) -> Memo<bool> {
        Memo::new(move |_| self.0.get().is_some_and(|last| part <= last))
    }

    /// The view of a part, once it has come. `make` should be a function that is not inlined: so it
    /// comes with the rest of the program.
    pub fn view<V: IntoView + 'static>(
        self,
        part: Part,
        make: impl Fn() -> V + Send + Sync + 'static,
    ) -> impl IntoView {
        let has_come = self.has(part);
        move || has_come.get().then(&make)
    }
}

impl Part {
    const fn next(self) -> Option<Self> {
        match self {
            Self::Routers => Some(Self::Pops),
            Self::Pops => Some(Self::Time),
            Self::Time => Some(Self::Log),
            Self::Log => Some(Self::Glass),
            Self::Glass => Some(Self::Cards),
            Self::Cards => None,
        }
    }
}
