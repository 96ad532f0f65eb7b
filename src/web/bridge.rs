//! Between the lab, which is not reactive, and the components, which are.

use leptos::prelude::*;

use crate::app::changes::{Aspect, Changes};
use crate::app::i18n::{FluentArgs, Lang, say};
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::engine::sim::command::Command;
use crate::web::flight;
use crate::web::frame::{Frame, Painter};

/// Owns the lab. A component sends intents, tracks the aspects that it shows, and reads.
#[derive(Clone, Copy, Debug)]
pub struct Bridge {
    lab: StoredValue<Lab, LocalStorage>,
    triggers: [Trigger; Aspect::ALL.len()],
    frame: Frame,
}

impl Bridge {
    /// Takes the lab over and starts the frame loop, for as long as the current owner lives.
    #[must_use]
    pub fn new(lab: Lab) -> Self {
        let bridge = Self {
            lab: StoredValue::new_local(lab),
            triggers: std::array::from_fn(|_| Trigger::new()),
            frame: Frame::new(),
        };
        bridge.frame.start(bridge);
        bridge
    }

    /// Does what is asked. Those who track what it changes hear of it in the next frame.
    pub fn send(self, intent: Intent) {
        if let Intent::Do(command) = &intent {
            flight::doing(Some(command));
        }
        let changes = self.lab.try_update_value(|lab| lab.handle(intent));
        flight::doing(None);
        self.frame.request(changes.unwrap_or_default());
    }

    /// Makes the running effect or memo run again when this aspect changes.
    pub fn track(self, aspect: Aspect) {
        self.triggers[aspect as usize].track();
    }

    /// Reads the lab, without tracking anything.
    pub fn with<T>(self, read: impl FnOnce(&Lab) -> T) -> T {
        self.lab.with_value(read)
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
    pub fn calm_memo<T>(
        self,
        aspects: &'static [Aspect],
        make: impl Fn(&Lab) -> T + 'static,
    ) -> ReadSignal<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        const EVERY_MS: f64 = 250.0;
        // What somebody just did is seen at once.
        const PRESSING: [Aspect; 6] = [
            Aspect::Topology,
            Aspect::Inspection,
            Aspect::Selection,
            Aspect::Lesson,
            Aspect::Branches,
            Aspect::Language,
        ];
        let (shown, set_shown) = signal(self.with(&make));
        let (mut is_due, mut is_pressing) = (false, false);
        let mut made_ms = f64::NEG_INFINITY;
        self.on_change(move |changes, now_ms| {
            if shown.is_disposed() {
                return Painter::Leaves;
            }
            is_due |= aspects.iter().any(|&aspect| changes.has(aspect));
            if !is_due {
                return Painter::Rests;
            }
            is_pressing |= PRESSING.iter().any(|&aspect| changes.has(aspect));
            let is_early = !is_pressing && now_ms - made_ms < EVERY_MS && self.with(Lab::is_moving);
            if is_early || !self.take_turn() {
                return Painter::GoesOn;
            }
            (is_due, is_pressing, made_ms) = (false, false, now_ms);
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

    /// The language, tracked.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.track(Aspect::Language);
        self.with(|lab| lab.lang)
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
    pub fn take_turn(self) -> bool {
        self.frame.take_turn()
    }

    /// Asks for another frame, for instance after the canvas changed its size.
    pub fn wake(self) {
        self.frame.request(Changes::NONE);
    }

    pub(super) fn tick(self, real_s: f64) -> Changes {
        self.lab.try_update_value(|lab| lab.tick(real_s)).unwrap_or_default()
    }

    pub(super) fn notify(self, changes: Changes) {
        for &aspect in Aspect::ALL {
            if changes.has(aspect) {
                self.triggers[aspect as usize].notify();
            }
        }
    }
}
