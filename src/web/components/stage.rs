//! The lab when it is up: rails, map, transport, log. Below 1200 pixels the rails become tabs of
//! one panel; which one shows is the only state here.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::bar::bar;
use super::benches::Bench;
use super::inspector::inspector;
use super::later::{Later, Part};
use super::lesson::lesson;
use super::lesson_list::lesson_list;
use super::log::{announcer, log};
use super::looking_glass::{listen_for_shortcut, looking_glass, opened};
use super::progress::progress;
use super::timeline::timeline;
use super::transport::transport;
use super::trial::invitation;
use super::twin::twin;
use super::welcome::{for_engineers, oddity, welcome};
use super::words::{WordsOpen, words_button, words_dialog};
use super::world_list::world_list;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::looking_glass::screen::GlassIntent;
use crate::app::selection::Selection;
use crate::app::tutor::Tutor;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;
use crate::web::map::map_view;
use crate::web::worlds::Worlds;

/// The panels that share the small screen, and the words on their tabs.
const TABS: [(&str, &str); 6] = [
    ("lesson", "tab-lesson"),
    ("routes", "tab-routes"),
    ("pops", "tab-pops"),
    ("time", "tab-time"),
    ("log", "tab-log"),
    ("glass", "tab-glass"),
];

/// Everything.
pub(super) fn stage(
    bridge: Bridge,
    title: Signal<String>,
    world: Slug,
    lessons: Lessons,
    worlds: Worlds,
    later: Later,
) -> impl IntoView {
    let tab = RwSignal::new("lesson");
    let bench = RwSignal::new(Bench::Pops);
    // The map shows it at once; card and panels follow a frame later.
    let selection = bridge.calm_memo(&[Aspect::Selection], |lab| lab.selection);
    let glass = opened(bridge);
    listen_for_shortcut(bridge);
    follow(bridge, tab, selection, glass);
    let glass_state = move || if glass.get().is_some() { "open" } else { "closed" };
    let is_time_open = RwSignal::new(false);
    let time_state = move || if is_time_open.get() { "open" } else { "closed" };
    let selected = move || if selection.get().has_card() { "some" } else { "none" };
    let is_in_lesson = bridge.with(|lab| lab.tutor.is_some());
    // In this order they take up another language: what is seen first, the tables last.
    let around = bridge.part();
    // Whatever shows prose finds these: notes speak the language of the part that they stand in.
    let words = WordsOpen(RwSignal::new(None));
    provide_context(around);
    provide_context(words);
    let map = map_view(bridge, later.has(Part::Routers).into());
    let below = bridge.part();
    // Whatever changes in the list, what stands below it stays: a dialog of it may be open.
    let has_list = Memo::new(move |_| lessons.with(Option::is_some));
    let rail = if is_in_lesson {
        lesson(around, lessons, tab).into_any()
    } else {
        view! {
            {welcome(around)}
            {lesson_list(around, lessons)}
            // Not before the list above it, which would push it away under the pointer.
            {move || has_list.get().then(|| more(around, lessons, worlds, words))}
        }
        .into_any()
    };
    view! {
        <a
            class="skip"
            lang=around.lang_tag()
            href="#pops-title"
            on:click=move |event| skip(&event, tab)
        >
            {around.text("skip-to-content")}
        </a>
        {bar(around, title, world)}
        <main
            class="stage"
            data-tab=move || tab.get()
            data-selected=selected
            data-glass=glass_state
            data-time=time_state
        >
            <section
                class="lesson panel"
                data-panel="lesson"
                lang=around.lang_tag()
                aria-label=around.text("tab-lesson")
            >
                {rail}
            </section>
            {transport(around)}
            <div class="map-slot">{map}</div>
            {tabs(around, tab)}
            {twin(bridge, bench, later)}
            {later.view(Part::Cards, move || inspector(below, selection, bench))}
            {later.view(Part::Time, move || timeline(below, is_time_open))}
            {later.view(Part::Log, move || log(bridge))}
            {later.view(Part::Glass, move || looking_glass(below))}
            {later.view(Part::Cards, move || words_dialog(around, words))}
        </main>
        {announcer(bridge)}
    }
}

/// Shows the panel of what was selected or opened.
fn follow(
    bridge: Bridge,
    tab: RwSignal<&'static str>,
    selection: ReadSignal<Selection>,
    glass: Memo<Option<u64>>,
) {
    // Whoever selects something wants to look at it; whoever is shown a solution, at the map.
    Effect::new(move |before: Option<Selection>| {
        let now = selection.get();
        let is_other = before.is_some_and(|before| before != now) && !now.is_none();
        if is_other && bridge.with(|lab| lab.demo.is_none()) {
            tab.set(if now.has_card() { "routes" } else { "pops" });
        }
        now
    });
    Effect::new(move |before: Option<Option<u64>>| {
        let now = glass.get();
        match before {
            Some(before) if now.is_some() && before != now => tab.set("glass"),
            Some(Some(_)) if now.is_none() => leave_glass(tab),
            _ => {}
        }
        now
    });
}

/// What else one may do.
fn more(bridge: Bridge, lessons: Lessons, worlds: Worlds, words: WordsOpen) -> impl IntoView {
    let acts =
        view! { <p class="actions">{words_button(bridge, words)}{progress(bridge, lessons)}</p> };
    (acts, invitation(bridge), oddity(bridge), world_list(bridge, worlds), for_engineers(bridge))
}

fn tabs(bridge: Bridge, tab: RwSignal<&'static str>) -> impl IntoView {
    let is_passed =
        bridge.memo(&[Aspect::Lesson], |lab| lab.tutor.as_ref().is_some_and(Tutor::is_passed));
    let one = move |(name, label): (&'static str, &'static str)| {
        view! {
            <button
                type="button"
                aria-pressed=move || (tab.get() == name).to_string()
                on:click=move |_| choose(bridge, tab, name)
            >
                {bridge.text(label)}
                {move || (name == "lesson" && is_passed.get()).then_some(" ✓")}
            </button>
        }
    };
    view! {
        <nav class="tabs" lang=bridge.lang_tag() aria-label=bridge.text("panels")>
            {TABS.map(one).collect_view()}
        </nav>
    }
}

/// Shows a panel. The looking glass is opened by that, if it is not yet.
fn choose(bridge: Bridge, tab: RwSignal<&'static str>, name: &'static str) {
    if name == "glass" && !bridge.with(|lab| lab.glass.is_open) {
        bridge.send(Intent::Glass(GlassIntent::Open(None)));
    }
    tab.set(name);
}

/// The looking glass was closed: its place on the small screen is taken by another, and if the
/// focus was in it, that goes where it can be opened again.
fn leave_glass(tab: RwSignal<&'static str>) {
    if tab.get_untracked() == "glass" {
        tab.set("lesson");
    }
    request_animation_frame(|| {
        let is_lost = document().active_element().is_none_or(|it| it.tag_name() == "BODY");
        if is_lost && let Some(toggle) = document().get_element_by_id("glass-toggle") {
            // Where it is hidden, the focus stays lost: there, panels are chosen by touch.
            let _ = toggle.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// The fragment is taken: the skip link moves the focus itself.
fn skip(event: &leptos::ev::MouseEvent, tab: RwSignal<&'static str>) {
    event.prevent_default();
    tab.set("pops");
    let target = document().get_element_by_id("pops-title");
    if let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus refused leaves it where it was.
        let _ = target.focus();
    }
}
