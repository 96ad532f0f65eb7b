//! Between the lab, which is not reactive, and the components, which are.

use leptos::prelude::*;

use crate::app::changes::{Aspect, Changes};
use crate::app::i18n::{FluentArgs, Lang, say};
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::app::playback::MAX_EVENTS_PER_STRETCH;
use crate::engine::sim::command::Command;
use crate::web::frame::{Frame, Painter};
use crate::web::{flight, rest};

/// Owns the lab. A component sends intents, tracks the aspects that it shows, and reads.
#[derive(Clone, Copy, Debug)]
pub struct Bridge {
    lab: StoredValue<Lab, LocalStorage>,
    triggers: [Trigger; Aspect::ALL.len()],
    frame: Frame,
    /// The language that this part of the page speaks: the lab's, but for a few frames after it
    /// changed.
    said: RwSignal<Lang>,
}

impl Bridge {
    /// Takes the lab over and starts the frame loop, for as long as the current owner lives.
    #[must_use]
    pub fn new(mut lab: Lab) -> Self {
        lab.playback.at_once = MAX_EVENTS_PER_STRETCH;
        let bridge = Self {
            said: RwSignal::new(lab.lang),
            lab: StoredValue::new_local(lab),
            triggers: std::array::from_fn(|_| Trigger::new()),
            frame: Frame::new(),
        };
        bridge.frame.start(bridge);
        bridge
    }

    /// The same for a part of the page that takes up another language in a frame of its own: styled
    /// and laid out anew all at once, the page would stand still. Until then its texts stay as
    /// they are; its root says by [`Bridge::lang_tag`] which language that is.
    #[must_use]
    pub fn part(self) -> Self {
        let part = Self { said: RwSignal::new(self.with(|lab| lab.lang)), ..self };
        part.on_change(move |_, _| {
            let lang = part.with(|lab| lab.lang);
            match part.said.try_get_untracked() {
                None => Painter::Leaves,
                Some(said) if said == lang => Painter::Rests,
                Some(_) if !part.take_turn(true) => Painter::GoesOn,
                Some(_) => {
                    part.said.set(lang);
                    Painter::Rests
                }
            }
        });
        part
    }

    /// Does what is asked. Those who track what it changes hear of it in the next frame.
    ///
    /// In the first seconds, before the whole program is here, what needs more than is here waits
    /// for it.
    pub fn send(self, intent: Intent) {
        match intent {
            Intent::Motion(_) | Intent::Resize { .. } | Intent::Play | Intent::Pause => {
                self.take(intent);
            }
            // Who points at something, or drags, soon is somewhere else.
            Intent::Hover(_) | Intent::Pan { .. } | Intent::Zoom { .. } if !rest::is_whole() => {}
            _ => rest::then(move || self.take(intent)),
        }
    }

    fn take(self, intent: Intent) {
        if let Intent::Do(command) = &intent {
            flight::doing(Some(command));
        }
        let changes = self.lab.try_update_value(|lab| lab.handle(intent));
        flight::doing(None);
        self.frame.request(changes.unwrap_or_default());
    }

    /// Makes the running effect or memo run again when this aspect changes.
    pub fn track(self, aspect: Aspect) {
        match aspect {
            Aspect::Language => self.said.track(),
            _ => self.triggers[aspect as usize].track(),
        }
    }

    /// Reads the lab, without tracking anything.
    pub fn with<T>(self, read: impl FnOnce(&Lab) -> T) -> T {
        self.lab.with_value(read)
    }

    /// Reads the lab, if it is still there.
    pub fn try_with<T>(self, read: impl FnOnce(&Lab) -> T) -> Option<T> {
        self.lab.try_with_value(read)
    }

    /// A view model: made again when one of the aspects changes, shown again when it differs.
    pub fn memo<T>(
        self,
        aspects: &'static [Aspect],
        make: impl Fn(&Lab) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            for &aspect in aspects {
                self.track(aspect);
            }
            self.with(&make)
        })
    }

    /// A view model that is large and need not be of this very frame: it waits for its turn
    /// ([`Frame::take_turn`]), and while time plays, it is made again a few times a second at most.
    /// Another language it takes up together with its part of the page.
    pub fn calm_memo<T>(
        self,
        aspects: &'static [Aspect],
        make: impl Fn(&Lab) -> T + 'static,
    ) -> ReadSignal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        const EVERY_MS: f64 = 250.0;
        // What somebody just did is seen at once. A lesson's own figures change with every frame;
        // what else it changes changes the topology, too.
        const PRESSING: [Aspect; 4] =
            [Aspect::Topology, Aspect::Inspection, Aspect::Selection, Aspect::Branches];
        let is_said = aspects.contains(&Aspect::Language);
        let (shown, set_shown) = signal(self.with(&make));
        let (mut is_due, mut is_pressing) = (false, false);
        let mut made_ms = f64::NEG_INFINITY;
        let mut made_in = self.with(|lab| lab.lang);
        self.on_change(move |changes, now_ms| {
            let Some(lang) = self.said.try_get_untracked().filter(|_| !shown.is_disposed()) else {
                return Painter::Leaves;
            };
            is_due |= aspects.iter().any(|&aspect| changes.has(aspect));
            let is_translated = is_said && lang != made_in;
            if !is_due && !is_translated {
                return Painter::Rests;
            }
            if is_said && lang != self.with(|lab| lab.lang) {
                return Painter::GoesOn;
            }
            is_pressing |= PRESSING.iter().any(|&aspect| changes.has(aspect));
            let is_early = !is_pressing && now_ms - made_ms < EVERY_MS && self.with(Lab::is_moving);
            // The turn was taken for the whole part.
            if !is_translated && (is_early || !self.take_turn(is_pressing)) {
                return Painter::GoesOn;
            }
            (is_due, is_pressing, made_ms, made_in) = (false, false, now_ms, lang);
            let now = self.with(&make);
            if shown.try_with_untracked(|before| *before != now) == Some(true) {
                set_shown.set(now);
            }
            Painter::Rests
        });
        shown
    }

    /// Whether a command may be given now: a lesson may not want it.
    #[must_use]
    pub fn allows(self, command: Command) -> Memo<bool> {
        self.memo(&[Aspect::Lesson, Aspect::Topology], move |lab| lab.allows(&command))
    }

    /// Whether time must stand still, because a prediction is open.
    #[must_use]
    pub fn is_frozen(self) -> Memo<bool> {
        self.memo(&[Aspect::Lesson], Lab::is_frozen)
    }

    /// The language of this part of the page, tracked.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.said.get()
    }

    /// Its tag, for the attribute `lang` of the part's root.
    #[must_use]
    pub fn lang_tag(self) -> Signal<String> {
        // Of the type that texts have: no code of its own.
        Signal::derive(move || self.lang().html_tag().to_owned())
    }

    /// The message `id`, in the language of the moment.
    #[must_use]
    pub fn text(self, id: &'static str) -> Signal<String> {
        Signal::derive(move || say(self.lang(), id, &FluentArgs::new()))
    }

    /// Has `painter` called once a frame, as long as the current owner lives. To begin with, all
    /// is new to it; for the others nothing has changed.
    pub fn on_paint(self, mut painter: impl FnMut(Changes, f64) -> Painter + 'static) {
        let mut unseen = Changes::all();
        self.on_change(move |mut changes: Changes, now_ms| {
            changes.add(std::mem::take(&mut unseen));
            painter(changes, now_ms)
        });
        self.frame.request(Changes::NONE);
    }

    /// The same, for what has just been made of all that there is.
    fn on_change(self, painter: impl FnMut(Changes, f64) -> Painter + 'static) {
        self.frame.add_painter(Box::new(painter));
    }

    /// Whether it is the caller's turn to do what can wait ([`Frame::take_turn`]).
    #[must_use]
    pub fn take_turn(self, is_pressed: bool) -> bool {
        self.frame.take_turn(is_pressed)
    }

    /// Asks for another frame, for instance after the canvas changed its size.
    pub fn wake(self) {
        self.frame.request(Changes::NONE);
    }

    pub(super) fn tick(self, real_s: f64) -> Changes {
        self.lab.try_update_value(|lab| lab.tick(real_s)).unwrap_or_default()
    }

    pub(super) fn notify(self, changes: Changes) {
        if changes.has(Aspect::Language) {
            self.said.set(self.with(|lab| lab.lang));
        }
        for &aspect in Aspect::ALL {
            if changes.has(aspect) {
                self.triggers[aspect as usize].notify();
            }
        }
    }
}
