//! Where codes are checked: a few milliseconds at a time, so that the page goes on.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::DragEvent;

use crate::app::present::class::{ClassView, class};
use crate::app::receipt::rates::{Rates, rates};
use crate::app::receipt::roll::{Added, Materials, Roll, Step};
use crate::web::bridge::Bridge;
use crate::web::files::{Dropped, Given, has_files};
use crate::web::lessons::Lessons;
use crate::web::receipts;

/// Events that are handled before the clock is looked at.
const SLICE: u64 = 3_000;
/// How long is checked without a pause, in milliseconds.
const SPELL_MS: f64 = 12.0;
/// How long the table stays as it is, at least, in milliseconds.
const STILL_MS: f64 = 150.0;
/// The largest file that is read, in bytes.
const MAX_FILE: f64 = 8.0 * 1024.0 * 1024.0;

/// What came of handing codes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// These were found.
    Added(Added),
    /// A file could not be read, or is too large.
    Unread(String),
}

/// The codes, and how far they are checked.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    roll: StoredValue<Roll, LocalStorage>,
    materials: StoredValue<Materials, LocalStorage>,
    /// Goes on as what is to be shown changes.
    changed: RwSignal<u32>,
    is_running: RwSignal<bool>,
    told: RwSignal<Option<Told>>,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            roll: StoredValue::new_local(Roll::default()),
            materials: StoredValue::new_local(Materials::new()),
            changed: RwSignal::new(0),
            is_running: RwSignal::new(false),
            told: RwSignal::new(None),
        }
    }

    /// What is to be shown.
    pub fn view(self, bridge: Bridge, lessons: Lessons) -> Memo<ClassView> {
        Memo::new(move |_| {
            self.changed.track();
            let lang = bridge.lang();
            lessons.with(|shelf| {
                let catalog = shelf.as_ref().and_then(|shelf| shelf.catalog.as_deref());
                self.roll.with_value(|roll| class(roll, catalog, lang))
            })
        })
    }

    /// How many are checked, and how many there are.
    pub fn progress(self) -> (usize, usize) {
        self.changed.track();
        self.roll.with_value(Roll::progress)
    }

    /// Whether some are being checked.
    pub fn is_running(self) -> bool {
        self.is_running.get()
    }

    /// What came of handing codes over last.
    pub fn told(self) -> Option<Told> {
        self.told.get()
    }

    /// Reads the codes as they are now.
    pub fn with_roll<T>(self, read: impl FnOnce(&Roll) -> T) -> T {
        self.roll.with_value(read)
    }

    /// How each lesson went, for a file.
    pub fn rates(self) -> Vec<Rates> {
        self.roll.with_value(|roll| rates(roll.entries()))
    }

    /// Takes every code that is in a text.
    pub fn add(self, text: &str) -> Added {
        let added = self.roll.try_update_value(|roll| roll.add(text)).unwrap_or_default();
        self.told.set(Some(Told::Added(added)));
        self.notify();
        self.run();
        added
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.roll.set_value(Roll::default());
        self.told.set(None);
        self.notify();
    }

    /// Takes the codes that are in these files.
    pub async fn read(self, files: Vec<Given>) {
        let mut all = Added::default();
        for file in files {
            let text = if file.bytes() > MAX_FILE { None } else { file.text().await };
            let Some(text) = text else {
                self.told.try_set(Some(Told::Unread(file.path)));
                return;
            };
            if self.roll.is_disposed() {
                return;
            }
            let Added { new, again, too_many } = self.add(&text);
            all.new += new;
            all.again += again;
            all.too_many += too_many;
        }
        self.told.try_set(Some(Told::Added(all)));
    }

    /// Takes the files that are dropped.
    pub fn dropped(self) -> impl Fn(DragEvent) {
        move |event: DragEvent| {
            let Some(data) = event.data_transfer().filter(has_files) else { return };
            event.prevent_default();
            let dropped = Dropped::of(&data);
            spawn_local(async move { self.read(dropped.files(|_| true).await).await });
        }
    }

    fn notify(self) {
        self.changed.try_update(|changed| *changed = changed.wrapping_add(1));
    }

    /// Checks what is not checked yet, if that is not under way already.
    fn run(self) {
        if self.is_running.get_untracked() {
            return;
        }
        self.is_running.set(true);
        spawn_local(async move {
            self.check_all().await;
            self.is_running.try_set(false);
            self.notify();
        });
    }

    async fn check_all(self) {
        let mut shown_ms = now_ms();
        loop {
            match self.spell() {
                // Whoever asked has left.
                None | Some(Step::Over) => return,
                Some(Step::Worked) => {}
                Some(Step::Wants(lesson)) => {
                    let material = receipts::material(&lesson).await;
                    self.materials.try_update_value(|all| all.insert(lesson, material));
                }
            }
            if now_ms() - shown_ms > STILL_MS {
                shown_ms = now_ms();
                self.notify();
            }
            TimeoutFuture::new(0).await;
        }
    }

    /// Checks for some milliseconds; nothing, if the page is another by now.
    fn spell(self) -> Option<Step> {
        let began_ms = now_ms();
        loop {
            let step = self.roll.try_update_value(|roll| {
                self.materials.with_value(|materials| roll.go_on(materials, SLICE))
            })?;
            if step != Step::Worked || now_ms() - began_ms > SPELL_MS {
                return Some(step);
            }
        }
    }
}

fn now_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Files may be dropped here.
pub(super) fn allow(event: &DragEvent) {
    if event.data_transfer().is_some_and(|data| has_files(&data)) {
        event.prevent_default();
    }
}
