//! The lab when it is up: rails, map, transport, log. Below 1200 pixels the rails become tabs of
//! one panel; which one shows is the only state here.

use leptos::prelude::*;

use super::bar::bar;
use super::inspector::inspector;
use super::lesson::lesson;
use super::lesson_list::lesson_list;
use super::log::{announcer, log};
use super::transport::transport;
use super::twin::twin;
use super::welcome::{oddity, welcome};
use crate::app::changes::Aspect;
use crate::app::selection::Selection;
use crate::app::tutor::Tutor;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;
use crate::web::map::map_view;

/// The panels that share the small screen, and the words on their tabs.
const TABS: [(&str, &str); 4] =
    [("lesson", "tab-lesson"), ("routes", "tab-routes"), ("pops", "tab-pops"), ("log", "tab-log")];

/// Everything.
pub(super) fn stage(bridge: Bridge, title: Signal<String>, lessons: Lessons) -> impl IntoView {
    let tab = RwSignal::new("lesson");
    let selection = bridge.memo(&[Aspect::Selection], |lab| lab.selection);
    // Whoever selects something wants to look at it.
    Effect::new(move |before: Option<Selection>| {
        let now = selection.get();
        if before.is_some_and(|before| before != now) && !now.is_none() {
            tab.set("routes");
        }
        now
    });
    let selected = move || if selection.get().is_none() { "none" } else { "some" };
    let is_in_lesson = bridge.with(|lab| lab.tutor.is_some());
    let rail = if is_in_lesson {
        lesson(bridge, lessons, tab).into_any()
    } else {
        view! {
            {welcome(bridge)}
            {lesson_list(bridge, lessons)}
            // Not before the list above it, which would push it away under the pointer.
            {move || lessons.with(Option::is_some).then(|| oddity(bridge))}
        }
        .into_any()
    };
    view! {
        <a class="skip" href="#pops-title" on:click=move |event| skip(&event, tab)>
            {bridge.text("skip-to-content")}
        </a>
        {bar(bridge, title)}
        <main class="stage" data-tab=move || tab.get() data-selected=selected>
            <section class="lesson panel" data-panel="lesson" aria-label=bridge.text("tab-lesson")>
                {rail}
            </section>
            {transport(bridge)}
            <div class="map-slot">{map_view(bridge)}</div>
            {tabs(bridge, tab)}
            {twin(bridge)}
            {inspector(bridge)}
            {log(bridge)}
        </main>
        {announcer(bridge)}
    }
}

fn tabs(bridge: Bridge, tab: RwSignal<&'static str>) -> impl IntoView {
    let is_passed =
        bridge.memo(&[Aspect::Lesson], |lab| lab.tutor.as_ref().is_some_and(Tutor::is_passed));
    let one = move |(name, label): (&'static str, &'static str)| {
        view! {
            <button
                type="button"
                aria-pressed=move || (tab.get() == name).to_string()
                on:click=move |_| tab.set(name)
            >
                {bridge.text(label)}
                {move || (name == "lesson" && is_passed.get()).then_some(" ✓")}
            </button>
        }
    };
    view! {
        <nav class="tabs" aria-label=bridge.text("panels")>
            {TABS.map(one).collect_view()}
        </nav>
    }
}

/// The fragment is taken: the skip link moves the focus itself.
fn skip(event: &leptos::ev::MouseEvent, tab: RwSignal<&'static str>) {
    use wasm_bindgen::JsCast;
    event.prevent_default();
    tab.set("pops");
    let target = document().get_element_by_id("pops-title");
    if let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus refused leaves it where it was.
        let _ = target.focus();
    }
}
