//! GeoDNS against anycast through the loss of a PoP: five curves, and who wins.

use leptos::prelude::*;

use super::pick_list::pick_list;
use crate::app::changes::Aspect;
use crate::app::present::outage::{Curve, OutagePanel};
use crate::app::present::outage_bench::{FRAME, HOWS, bench, panel, play, settings};
use crate::engine::base::ids::NodeId;
use crate::engine::sim::failover::{How, Outcome, Setting};
use crate::web::bridge::Bridge;

/// Room around the box of the curves, in its own pixels: left, top, right, bottom.
const ROOM: (f64, f64, f64, f64) = (38.0, 10.0, 20.0, 20.0);

/// What is played: which node is lost, how, and what came of it so far.
type Race = (NodeId, How, Vec<Outcome>);

/// The bench.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn outage_bench(bridge: Bridge) -> impl IntoView {
    let model = bridge.calm_memo(&[Aspect::Topology, Aspect::Lesson, Aspect::Language], bench);
    let (node, how) = (RwSignal::new(0_usize), RwSignal::new(0_usize));
    let run = RwSignal::new(None::<Race>);
    let is_running = RwSignal::new(false);
    let begin = move |_| {
        let chosen = model.with_untracked(|it| it.nodes.get(node.get_untracked()).cloned());
        if let Some((node, _)) = chosen {
            let how = HOWS[how.get_untracked() % HOWS.len()].0;
            run.set(Some((node, how, Vec::new())));
            is_running.set(true);
            go_on(bridge, (run, is_running), bridge.with(|lab| settings(lab.network())));
        }
    };
    let nodes = move || model.get().nodes.into_iter().map(|(_, name)| name).collect();
    let hows = move || {
        let lang = bridge.lang();
        HOWS.map(|(_, id)| crate::say!(lang, id)).to_vec()
    };
    let is_ready = move || {
        !is_running.get() && model.with(|model| !model.is_frozen && !model.nodes.is_empty())
    };
    view! {
        <div class="console">
            <p class="quiet">{bridge.text("race-about")}</p>
            {move || model.get().lacks_names.map(|why| view! { <p class="aside">{why}</p> })}
            <fieldset class="console-order race-order">
                {pick_list("node", bridge.text("race-node"), nodes, move |n| node.set(n))}
                {pick_list("how", bridge.text("race-how"), hows, move |n| how.set(n))}
                <button
                    type="button"
                    class="is-primary"
                    data-act="race"
                    disabled=move || !is_ready()
                    on:click=begin
                >
                    {bridge.text("race-begin")}
                </button>
            </fieldset>
            <Show when=move || is_running.get()>
                <p class="quiet">{bridge.text("race-runs")}</p>
            </Show>
            {move || drawn(bridge, run.get())}
        </div>
    }
}

/// Plays the next setting in the next frame, and so on: one takes as long as a frame or two.
fn go_on(
    bridge: Bridge,
    (run, is_running): (RwSignal<Option<Race>>, RwSignal<bool>),
    mut left: Vec<Setting>,
) {
    if left.is_empty() {
        is_running.try_set(false);
        return;
    }
    let next = left.remove(0);
    request_animation_frame(move || {
        let Some(Some((node, how, _))) = run.try_get_untracked() else { return };
        let outcome = bridge.with(|lab| play(lab, (node, how), next));
        run.try_update(|run| {
            if let Some((_, _, outcomes)) = run {
                outcomes.extend(outcome);
            }
        });
        go_on(bridge, (run, is_running), left);
    });
}

/// The curves, their names and figures, and the verdict.
fn drawn(bridge: Bridge, run: Option<Race>) -> Option<impl IntoView> {
    // Another language says it anew.
    let _ = bridge.lang();
    let (node, how, outcomes) = run.filter(|(_, _, outcomes)| !outcomes.is_empty())?;
    let panel = bridge.with(|lab| panel(lab, (node, how), &outcomes));
    let verdict = panel.verdict.iter().cloned();
    let verdict = verdict.map(|said| view! { <p>{said}</p> }).collect_view();
    Some(view! {
        <h3>{panel.title.clone()}</h3>
        {plot(&panel)}
        <ol class="race-curves">{panel.curves.into_iter().map(line).collect_view()}</ol>
        <div class="race-verdict" data-race="verdict">{verdict}</div>
    })
}

fn plot(panel: &OutagePanel) -> impl IntoView + use<> {
    let (left, above, right, below) = ROOM;
    let (wide, high) = (FRAME.width, FRAME.height);
    let frame = format!("{} {} {} {}", -left, -above, wide + left + right, high + above + below);
    let tick = |(x, words): (f64, String)| {
        view! {
            <line class="race-grid" x1=x y1="0" x2=x y2=high></line>
            <text x=x y=high + 14.0 text-anchor="middle">{words}</text>
        }
    };
    let level = |(y, words): (f64, String)| {
        view! {
            <line class="race-grid" x1="0" y1=y x2=wide y2=y></line>
            <text x="-5" y=y + 4.0 text-anchor="end">{words}</text>
        }
    };
    let curve = |(n, curve): (usize, Curve)| {
        let number = curve.number_at.map(|(x, y)| {
            view! {
                <circle class="race-number" cx=x cy=y r="7.5"></circle>
                <text x=x y=y + 4.0 text-anchor="middle">{(n + 1).to_string()}</text>
            }
        });
        view! {
            <path class=format!("race-line is-{n}") d=curve.path stroke-dasharray=curve.dash></path>
            {number}
        }
    };
    let said = format!("{}; {}", panel.up, panel.across);
    let sentences: Vec<String> =
        panel.curves.iter().map(|curve| format!("{}: {}", curve.label, curve.sentence)).collect();
    view! {
        <figure class="race-plot">
            <figcaption>{said}</figcaption>
            <svg viewBox=frame role="img" aria-label=sentences.join(" ")>
                {panel.levels.clone().into_iter().map(level).collect_view()}
                {panel.ticks.clone().into_iter().map(tick).collect_view()}
                {panel.curves.clone().into_iter().enumerate().map(curve).collect_view()}
            </svg>
        </figure>
    }
}

/// A curve's name and what it shows.
fn line(curve: Curve) -> impl IntoView {
    let is_best = curve.is_best;
    view! {
        <li class:is-best=is_best>
            <b>{curve.label}</b>
            <span>{curve.sentence}</span>
            <small class="quiet">{curve.round_trips}</small>
        </li>
    }
}
