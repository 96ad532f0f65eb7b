//! The flood console: who drowns, who is saved, and that BGP does not look at load.

use leptos::prelude::*;

use super::inspector::select_button;
use super::mark::mark;
use super::part::part;
use super::pick_list::pick_list;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::flood_best::{best, is_board};
use crate::app::present::flood_console::{
    Active, Console, KINDS, NodeLoad, STRENGTHS, automation, console, order, strength,
};
use crate::app::present::{load_bar, quantity};
use crate::app::selection::Selection;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;
use crate::engine::traffic::flood::Shape;
use crate::web::bridge::Bridge;

/// What the console follows.
const ASPECTS: &[Aspect] = &[
    Aspect::Topology,
    Aspect::Forwarding,
    Aspect::Catchments,
    Aspect::History,
    Aspect::Lesson,
    Aspect::Language,
];
/// Nodes listed before more are asked for.
const LISTED: usize = 6;
/// The strength that is offered first: 200 Gbit/s.
const FIRST_STRENGTH: u32 = 7;
/// How long a ramp rises, and how long a pulse is on and off.
const RAMP: Shape = Shape::Ramp { over_us: Span::from_s(20) };
const PULSE: Shape = Shape::Pulse { on_us: Span::from_s(5), off_us: Span::from_s(5) };
const SHAPES: [(Shape, &str); 3] =
    [(Shape::Step, "console-step"), (RAMP, "console-ramp"), (PULSE, "console-pulse")];

/// The console.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn flood_console(bridge: Bridge) -> impl IntoView {
    // Where nothing has a capacity, there is no such bench.
    let model = bridge.calm_memo(ASPECTS, |lab| console(lab).unwrap_or_default());

    let served = part(model, |model| model.served.clone());
    let account = part(model, |model| model.account.clone());
    view! {
        <div class="console">
            <p class="console-score">
                <meter min="0" max="1000" value=move || served.get().1 aria-hidden="true"></meter>
                <b data-console="served">{move || served.get().0}</b>
            </p>
            <p class="quiet">{move || account.get()}</p>
            {launcher(bridge, model)}
            {going_on(bridge, model)}
            {defence(bridge, model)}
            {bridge.with(is_board).then(|| optimum(bridge, model))}
            {nodes(bridge, model)}
        </div>
    }
}

/// Who sends what, how strong, how long.
fn launcher(bridge: Bridge, model: ReadSignal<Console>) -> impl IntoView {
    let botnets = part(model, |model| model.botnets.clone());
    let service = part(model, |model| model.service.to_string());
    let (botnet, kind, shape) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(0));
    let level = RwSignal::new(FIRST_STRENGTH);
    let command = move || {
        let slug = botnets.with(|all| all.get(botnet.get()).map(|(slug, _)| slug.clone()))?;
        let service = Slug::new(&service.get());
        let (kind, shape) =
            (KINDS[kind.get() % KINDS.len()].0, SHAPES[shape.get() % SHAPES.len()].0);
        Some(order(slug, service, (kind, strength(level.get()), shape)))
    };
    let command = Memo::new(move |_| command());
    let is_ready = bridge.memo(&[Aspect::Topology, Aspect::Lesson, Aspect::History], move |lab| {
        command.get().is_some_and(|it| lab.allows(&it) && lab.world().accepts(&it).is_ok())
    });
    let launch = move |_| {
        if let Some(command) = command.get_untracked() {
            bridge.send(Intent::Do(command));
        }
    };
    let named = move |ids: [&'static str; 3]| {
        let lang = bridge.lang();
        ids.map(|id| crate::say!(lang, id)).to_vec()
    };
    let kinds = move || named(KINDS.map(|(_, id)| id));
    let shapes = move || named(SHAPES.map(|(_, id)| id));
    let names = move || botnets.get().into_iter().map(|(_, name)| name).collect();
    view! {
        <fieldset class="console-order" disabled=move || botnets.with(Vec::is_empty)>
            <legend>{bridge.text("console-launch-title")}</legend>
            {pick_list("botnet", bridge.text("console-who"), names, move |n| botnet.set(n))}
            {pick_list("kind", bridge.text("console-kind"), kinds, move |n| kind.set(n))}
            {pick_list("shape", bridge.text("console-shape"), shapes, move |n| shape.set(n))}
            <label>
                <span>{bridge.text("console-rate")}</span>
                <input
                    type="range"
                    data-console="rate"
                    min="0"
                    max=STRENGTHS - 1
                    prop:value=move || level.get().to_string()
                    aria-valuetext=move || quantity::bit_rate(strength(level.get()))
                    on:input=move |event| {
                        level.set(event_target_value(&event).parse().unwrap_or_default());
                    }
                />
                <output>{move || quantity::bit_rate(strength(level.get()))}</output>
            </label>
            <button
                type="button"
                class="is-primary"
                data-act="flood"
                disabled=move || !is_ready.get()
                on:click=launch
            >
                {bridge.text("console-launch")}
            </button>
        </fieldset>
    }
}

/// The floods that go on, each with what stops it.
fn going_on(bridge: Bridge, model: ReadSignal<Console>) -> impl IntoView {
    let floods = part(model, |model| model.floods.clone());
    let one = move |Active { name, sentence }: Active| {
        let command = Command::StopFlood { flood: name };
        let is_allowed = bridge.allows(command.clone());
        view! {
            <li>
                <span>{sentence}</span>
                <button
                    type="button"
                    class="small"
                    data-act="stop-flood"
                    disabled=move || !is_allowed.get()
                    on:click=move |_| bridge.send(Intent::Do(command.clone()))
                >
                    {bridge.text("console-stop")}
                </button>
            </li>
        }
    };
    view! {
        <ul class="console-floods">
            <For
                each=move || floods.get()
                key=|it| (it.name.clone(), it.sentence.clone())
                children=one
            />
        </ul>
    }
}

/// Whether nodes withdraw by themselves.
fn defence(bridge: Bridge, model: ReadSignal<Console>) -> impl IntoView {
    let state = part(model, |model| (model.service.to_string(), model.is_automated));
    let choices = [
        ("console-manual", false, false),
        ("console-automatic", true, false),
        ("console-patient", true, true),
    ];
    // Which of the two it is was pressed here; the world tells whether it still holds.
    let has_hysteresis = RwSignal::new(false);
    let one = move |(id, is_on, patient): (&'static str, bool, bool)| {
        let is_chosen = move || {
            let is_automated = state.with(|(_, is_automated)| *is_automated);
            is_automated == is_on && (!is_on || has_hysteresis.get() == patient)
        };
        let is_allowed = bridge.memo(&[Aspect::Lesson, Aspect::Topology], move |lab| {
            let service = state.with(|(service, _)| Slug::new(service));
            lab.allows(&automation(service, is_on, patient))
        });
        let press = move |_| {
            let (service, is_automated) = state.get_untracked();
            has_hysteresis.set(patient);
            if is_on || is_automated {
                let command = automation(Slug::new(&service), is_on, patient);
                bridge.send(Intent::Do(command));
            }
        };
        view! {
            <button
                type="button"
                data-act=id
                aria-pressed=move || is_chosen().to_string()
                disabled=move || !is_allowed.get()
                on:click=press
            >
                {bridge.text(id)}
            </button>
        }
    };
    view! {
        <fieldset class="prepend">
            <legend>{bridge.text("console-overload-title")}</legend>
            <div class="segments">{choices.map(one).collect_view()}</div>
            <p class="quiet">{bridge.text("console-automation-about")}</p>
        </fieldset>
    }
}

/// The best that could be made of it, once somebody asks: finding it oneself is half the fun.
fn optimum(bridge: Bridge, model: ReadSignal<Console>) -> impl IntoView {
    let has_floods = part(model, |model| !model.floods.is_empty());
    let found = RwSignal::new(Vec::new());
    let lines = move || {
        let line = |said: String| view! { <li>{said}</li> };
        found.get().into_iter().map(line).collect_view()
    };
    view! {
        <button
            type="button"
            data-act="best"
            disabled=move || !has_floods.get()
            on:click=move |_| found.set(bridge.with(best))
        >
            {bridge.text("best-ask")}
        </button>
        <ul class="console-best" data-console="best">{lines}</ul>
    }
}

/// The nodes, the most loaded first.
fn nodes(bridge: Bridge, model: ReadSignal<Console>) -> impl IntoView {
    let all = part(model, |model| model.nodes.clone());
    let lists_all = RwSignal::new(false);
    let some = move || {
        let limit = if lists_all.get() { usize::MAX } else { LISTED };
        all.get().into_iter().take(limit).collect::<Vec<_>>()
    };
    let count = Memo::new(move |_| all.with(Vec::len));
    view! {
        <h3>{bridge.text("console-nodes")}</h3>
        <ol class="console-nodes">
            <For
                each=some
                key=|it| (it.node, it.sentence.clone(), it.scrubs, it.is_away)
                children=move |it| node(bridge, it)
            />
        </ol>
        <Show when=move || LISTED < count.get() && !lists_all.get()>
            <button type="button" class="more" on:click=move |_| lists_all.set(true)>
                {bridge.text("lens-all")} " (" {count} ")"
            </button>
        </Show>
    }
}

/// Switches a node's scrubber, if it has one.
pub(super) fn scrub_button(bridge: Bridge, load: &NodeLoad) -> Option<impl IntoView + use<>> {
    load.scrubs.map(|is_on| {
        let command = Command::Scrub { node: load.slug.clone(), is_on: !is_on };
        let is_allowed = bridge.allows(command.clone());
        view! {
            <button
                type="button"
                class="small"
                data-act="scrub"
                aria-pressed=is_on.to_string()
                disabled=move || !is_allowed.get()
                on:click=move |_| bridge.send(Intent::Do(command.clone()))
            >
                {bridge.text("console-scrub")}
            </button>
        }
    })
}

/// What one node is asked for.
fn node(bridge: Bridge, load: NodeLoad) -> impl IntoView {
    let scrub = scrub_button(bridge, &load);
    let away = load.is_away.then(|| view! { <small>{bridge.text("console-away")}</small> });
    let is_over = load.percent > 100;
    view! {
        <li class:is-over=is_over>
            <span class="console-node">
                {mark(load.letter, load.is_away)}
                {select_button(bridge, Selection::Node(load.node), load.name)}
                {away}
            </span>
            {bar(load.percent)}
            <span class="quiet">{load.sentence}</span>
            {scrub}
        </li>
    }
}

/// A bar with a tick at the capacity; what is beyond is hatched.
pub(super) fn bar(percent: u64) -> impl IntoView {
    let (filled, is_hatched) = (load_bar::filled(percent) * 100.0, load_bar::is_hatched(percent));
    view! {
        <span class="load-bar" class:is-hatched=is_hatched aria-hidden="true">
            <span style:inline-size=format!("{filled:.1}%")></span>
        </span>
    }
}
