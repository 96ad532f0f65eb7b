//! The objects on the map as SVG: what one can point at, click, and go to with the keyboard.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::gestures::key_of;
use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::present::map::{MapObject, MapObjects, answers, bars, labels, objects, thing_of};
use crate::app::present::map_words::describe;
use crate::app::selection::Selection;
use crate::scene::draw_list::{Align, Shape};
use crate::scene::labels::{Bar, Label};
use crate::scene::marks::Mark;
use crate::scene::palette::{CASING, Hatch, Theme};
use crate::scene::placement::{Placement, Thing};
use crate::scene::point::Point;
use crate::web::bridge::Bridge;

/// The least radius of a target, in pixels.
const TARGET: f64 = 12.0;
/// Names are placed anew when the map has been moved by so many pixels.
const STRIDE: f64 = 24.0;

/// The objects and their names.
#[component]
pub fn Objects(
    /// The way to the lab.
    bridge: Bridge,
    /// Where the marks stand.
    placement: Memo<Placement>,
    /// Bright or dark.
    theme: RwSignal<Theme>,
    /// The thing that the tab key stops at.
    current: Memo<Option<Thing>>,
    /// Whether routers are among them.
    has_routers: Signal<bool>,
) -> impl IntoView {
    let all: Memo<MapObjects> = Memo::new(move |_| {
        for aspect in [Aspect::Topology, Aspect::Catchments] {
            bridge.track(aspect);
        }
        placement.with(|placement| bridge.with(|lab| objects(lab, placement, theme.get())))
    });
    let order = Memo::new(move |_| {
        let has_routers = has_routers.get();
        let is_there = |thing: &&Thing| has_routers || !matches!(thing, Thing::Router(_));
        all.with(|all| all.order.iter().filter(is_there).copied().collect::<Vec<_>>())
    });
    // Hundreds of sentences that nobody sees: what is seen comes a frame before them.
    let spoken = bridge.part();
    let chosen = |choose: fn(&Lab) -> Selection| {
        let selection = bridge.memo(&[Aspect::Selection], choose);
        Selector::new(move || {
            let selection = selection.get();
            placement.with(|all| bridge.with(|lab| thing_of(lab.network(), selection, all)))
        })
    };
    let marked = Marked {
        selected: StoredValue::new_local(chosen(|lab| lab.selection)),
        hovered: StoredValue::new_local(chosen(|lab| lab.hover)),
        answers: answers_of(bridge, placement),
        current,
    };
    let origin = bridge.memo(&[Aspect::Viewport], |lab| {
        let origin = lab.viewport.origin();
        format!("translate({:.2} {:.2})", origin.x, origin.y)
    });
    view! {
        <svg class="map-objects" focusable="false">
            <defs>{Hatch::ALL.map(pattern).collect_view()}</defs>
            <g transform=move || origin.get()>
                <For
                    each=move || order.get()
                    key=|thing| *thing
                    children=move |thing| {
                        let object =
                            Memo::new(move |_| all.with(|all| all.objects.get(&thing).cloned()));
                        let state = Memo::new(move |_| {
                            object.with(|object| object.as_ref().map(|object| object.state.clone()))
                        });
                        let description = Memo::new(move |_| {
                            spoken.track(Aspect::Language);
                            let Some(state) = state.get() else { return String::new() };
                            let said = bridge.with(|lab| describe(lab, thing, &state));
                            match marked.answers.with(|all| all.get(&thing).copied()) {
                                Some(is_chosen) => offered(spoken, said, is_chosen),
                                None => said,
                            }
                        });
                        let node = bridge.with(|lab| slug_of(lab, thing));
                        view! { <Object object description marked thing node /> }
                    }
                />
                {named(bridge, placement, theme)}
            </g>
        </svg>
    }
}

/// The names, with their load bars.
fn named(bridge: Bridge, placement: Memo<Placement>, theme: RwSignal<Theme>) -> impl IntoView {
    // No name is cut by the window's edge; but names need not be placed anew with every pixel of a
    // drag.
    let stride = bridge.memo(&[Aspect::Viewport], |lab| {
        let at = lab.viewport.origin();
        [at.x, at.y, lab.viewport.width(), lab.viewport.height()]
            .map(|value| (value / STRIDE).floor())
    });
    // Not the catchments: names stand still while clients move from node to node.
    let names: Memo<BTreeMap<Thing, Label>> = Memo::new(move |_| {
        for aspect in [Aspect::Topology, Aspect::Selection, Aspect::Language] {
            bridge.track(aspect);
        }
        stride.track();
        placement.with(|placement| bridge.with(|lab| labels(lab, placement, theme.get())))
    });
    let loads = bridge.memo(&[Aspect::Topology, Aspect::Catchments, Aspect::Lesson], bars);
    let named = Memo::new(move |_| names.with(|names| names.keys().copied().collect::<Vec<_>>()));
    view! {
        <g class="map-labels" aria-hidden="true">
            <For
                each=move || named.get()
                key=|thing| *thing
                children=move |thing| {
                    let label = Memo::new(move |_| names.with(|all| all.get(&thing).cloned()));
                    let load = Memo::new(move |_| match thing {
                        Thing::Node(node) => loads.with(|all| all.get(node).copied().flatten()),
                        _ => None,
                    });
                    move || label.get().map(|label| words(&label, load))
                }
            />
        </g>
    }
}

/// The name of a PoP in commands.
fn slug_of(lab: &Lab, thing: Thing) -> Option<String> {
    match thing {
        Thing::Node(node) => Some(lab.network().nodes[node].slug.to_string()),
        _ => None,
    }
}

/// Which things are selected, pointed at, and where the tab key stops.
#[derive(Clone, Copy)]
struct Marked {
    selected: StoredValue<Selector<Option<Thing>>, LocalStorage>,
    hovered: StoredValue<Selector<Option<Thing>>, LocalStorage>,
    /// What may be pressed on to answer the lesson's question, and whether it is the answer.
    answers: Memo<BTreeMap<Thing, bool>>,
    current: Memo<Option<Thing>>,
}

fn answers_of(bridge: Bridge, placement: Memo<Placement>) -> Memo<BTreeMap<Thing, bool>> {
    Memo::new(move |_| {
        bridge.track(Aspect::Lesson);
        placement.with(|placement| {
            bridge.with(|lab| match &lab.tutor {
                Some(_) => answers(lab, placement),
                None => BTreeMap::new(),
            })
        })
    })
}

/// What is said of a thing that may be the answer.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn offered(bridge: Bridge, name: String, is_chosen: bool) -> String {
    if is_chosen {
        crate::say!(bridge.lang(), "lesson-offered-chosen", name = name)
    } else {
        crate::say!(bridge.lang(), "lesson-offered", name = name)
    }
}

const fn id_of(hatch: Hatch) -> &'static str {
    match hatch {
        Hatch::Rising => "map-rising",
        Hatch::Falling => "map-falling",
        Hatch::Level => "map-level",
    }
}

fn pattern(hatch: Hatch) -> impl IntoView {
    let turn = format!("rotate({})", hatch.turn());
    view! {
        <pattern
            id=id_of(hatch)
            width="4.5"
            height="4.5"
            patternUnits="userSpaceOnUse"
            patternTransform=turn
        >
            <rect width="1.3" height="4.5" fill=CASING.css() />
        </pattern>
    }
}

/// One object: its target, its mark, its letter.
#[component]
fn Object(
    object: Memo<Option<MapObject>>,
    description: Memo<String>,
    marked: Marked,
    thing: Thing,
    /// By its name, if it is a PoP: whoever drags something over the map finds it so.
    node: Option<String>,
) -> impl IntoView {
    let is_selected = move || marked.selected.with_value(|it| it.selected(&Some(thing)));
    let is_hovered = move || marked.hovered.with_value(|it| it.selected(&Some(thing)));
    let answer = move || {
        let is_chosen = marked.answers.with(|all| all.get(&thing).copied())?;
        Some(if is_chosen { "chosen" } else { "offered" })
    };
    let place = move || {
        object.with(|o| {
            let at = o.as_ref().map(|o| o.mark.at).unwrap_or_default();
            format!("translate({:.2} {:.2})", at.x, at.y)
        })
    };
    // Without its place: a mark that only moves is not drawn again.
    let mark = Memo::new(move |_| {
        object.with(|object| {
            let mark = object.as_ref().map(|object| object.mark.clone());
            mark.map(|mark| Mark { at: Point::default(), ..mark })
        })
    });
    let kind = match thing {
        Thing::Node(_) => "map-thing map-node",
        Thing::Client(_) => "map-thing map-client",
        Thing::Group(_) => "map-thing map-client map-group",
        Thing::Router(_) => "map-thing map-router",
    };
    view! {
        <g
            class=kind
            class:is-selected=is_selected
            class:is-hovered=is_hovered
            role="button"
            tabindex=move || if marked.current.get() == Some(thing) { "0" } else { "-1" }
            aria-label=move || description.get()
            aria-pressed=move || is_selected().to_string()
            data-thing=key_of(thing)
            data-node=node
            data-answer=answer
            transform=place
        >
            {move || mark.get().map(|mark| drawn(&mark))}
        </g>
    }
}

fn drawn(mark: &Mark) -> impl IntoView + use<> {
    let (radius, shape) = (mark.radius, mark.shape);
    let path = path_of(shape, radius);
    let long = mark.letter.is_some_and(|letter| letter.len() > 1);
    let size = (radius * if long { 0.92 } else { 1.12 }).max(if long { 7.0 } else { 8.0 });
    let slices: Vec<_> = mark
        .slices
        .iter()
        .map(|slice| {
            let path = slice_path(radius, slice.span);
            let hatch = slice.hatch.map(|hatch| {
                view! { <path d=path.clone() fill=format!("url(#{})", id_of(hatch)) /> }
            });
            view! {
                <path
                    d=path.clone()
                    fill=slice.hue.css()
                    stroke=mark.edge.css()
                    stroke-width="0.8"
                />
                {hatch}
            }
        })
        .collect();
    view! {
        <circle class="map-target" r=radius.max(TARGET) />
        <circle class="map-ring" r=radius * 1.3 + 4.0 />
        {mark.rim.map(|rim| view! {
            <path d=path.clone() fill="none" stroke=rim.css() stroke-width="4.2" />
        })}
        <path
            class="map-mark"
            d=path.clone()
            fill=mark.fill.css()
            stroke=mark.edge.css()
            stroke-width="1.3"
            stroke-dasharray=mark.is_dashed.then_some("3 2.2")
        />
        {slices}
        {mark.hatch.map(|hatch| view! {
            <path d=path_of(shape, radius - 0.6) fill=format!("url(#{})", id_of(hatch)) />
        })}
        {mark.letter.map(|letter| view! {
            <text
                class="map-letter"
                y=size * 0.36 + shape.letter_drop(radius)
                font-size=size
                fill=mark.ink.css()
                stroke=if mark.hatch.is_some() { mark.fill.css() } else { "none".to_owned() }
            >
                {letter.to_string()}
            </text>
        })}
    }
}

fn words(label: &Label, load: Memo<Option<Bar>>) -> impl IntoView + use<> {
    let anchor = match label.align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    let (x, y, size) = (label.at.x, label.at.y + label.size * 0.36, label.size);
    let below = y + label.bar.map_or(0.0, |_| Bar::SIZE[1] + Bar::GAP);
    let note_size = size * 0.88;
    view! {
        <text x=x y=y font-size=size text-anchor=anchor>{label.text.clone()}</text>
        {label.bar.is_some().then(|| meter(label, load))}
        {label.note.clone().map(|note| view! {
            <text class="map-note" x=x y=below + size * 1.02 font-size=note_size text-anchor=anchor>
                {note}
            </text>
        })}
    }
}

/// A load bar under a name.
fn meter(label: &Label, load: Memo<Option<Bar>>) -> impl IntoView + use<> {
    let [width, height] = Bar::SIZE;
    let x = match label.align {
        Align::Start => label.at.x,
        Align::Middle => label.at.x - width / 2.0,
        Align::End => label.at.x - width,
    };
    let y = label.at.y + label.size * 0.6 + Bar::GAP;
    let filled = move || {
        load.get().map(|bar| {
            let (filled, tick) = (width * bar.filled, x + width * bar.tick);
            view! {
                <rect x=x y=y width=filled height=height fill=bar.hue.css() />
                {bar.is_hatched.then(|| view! {
                    <rect x=x y=y width=filled height=height fill="url(#map-rising)" />
                })}
                <path class="map-meter-tick" d=format!("M{tick:.1} {y:.1}v{height}") />
            }
        })
    };
    view! {
        <g class="map-meter">
            <rect class="map-meter-back" x=x y=y width=width height=height />
            {filled}
            <rect class="map-meter-rim" x=x y=y width=width height=height />
        </g>
    }
}

/// A slice of a pie, between two shares of it, clockwise from the top.
fn slice_path(radius: f64, [from, to]: [f64; 2]) -> String {
    let at = |share: f64| Point::polar(radius, (share - 0.25) * std::f64::consts::TAU);
    let (begin, end) = (at(from), at(to));
    let is_large = u8::from(to - from > 0.5);
    format!(
        "M0 0L{:.2} {:.2}A{radius:.2} {radius:.2} 0 {is_large} 1 {:.2} {:.2}Z",
        begin.x, begin.y, end.x, end.y,
    )
}

/// A shape's outline around the origin.
fn path_of(shape: Shape, radius: f64) -> String {
    use std::fmt::Write as _;

    if shape == Shape::Disc {
        let r = radius;
        return format!("M{r:.2} 0A{r:.2} {r:.2} 0 1 1 -{r:.2} 0A{r:.2} {r:.2} 0 1 1 {r:.2} 0Z");
    }
    let mut path = String::new();
    for (index, corner) in shape.corners(radius).into_iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        write!(path, "{command}{:.2} {:.2}", corner.x, corner.y).expect("strings take everything");
    }
    path.push('Z');
    path
}
