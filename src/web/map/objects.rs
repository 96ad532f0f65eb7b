//! The objects on the map as SVG: what one can point at, click, and go to with the keyboard.

use leptos::prelude::*;

use super::gestures::key_of;
use crate::app::changes::Aspect;
use crate::app::present::map::{MapObject, MapObjects, objects};
use crate::scene::catchments::Mark;
use crate::scene::draw_list::{Align, Rgba, Shape};
use crate::scene::labels::Label;
use crate::scene::palette::{CASING, Hatch, Theme};
use crate::scene::placement::{Placement, Thing};
use crate::scene::point::Point;
use crate::web::bridge::Bridge;

/// The least radius of a target, in pixels.
const TARGET: f64 = 12.0;

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
    current: RwSignal<Option<Thing>>,
) -> impl IntoView {
    let all: Memo<MapObjects> = Memo::new(move |_| {
        for aspect in [Aspect::Topology, Aspect::Catchments, Aspect::Selection, Aspect::Language] {
            bridge.track(aspect);
        }
        placement.with(|placement| bridge.with(|lab| objects(lab, placement, theme.get())))
    });
    let things = Memo::new(move |_| {
        all.with(|all| all.objects.iter().map(|object| object.mark.thing).collect::<Vec<_>>())
    });
    let origin = bridge.memo(&[Aspect::Viewport], |lab| {
        let origin = lab.viewport.origin();
        format!("translate({:.2} {:.2})", origin.x, origin.y)
    });
    view! {
        <svg class="map-objects" focusable="false">
            <defs>
                {Hatch::ALL.map(pattern).collect_view()}
            </defs>
            <g transform=move || origin.get()>
                <For
                    each=move || things.get()
                    key=|thing| *thing
                    children=move |thing| {
                        let object = Memo::new(move |_| {
                            all.with(|all| {
                                let mut objects = all.objects.iter();
                                objects.find(|object| object.mark.thing == thing).cloned()
                            })
                        });
                        view! { <Object object current thing /> }
                    }
                />
                <g class="map-labels" aria-hidden="true">
                    {move || all.with(|all| all.labels.iter().map(label).collect_view())}
                </g>
            </g>
        </svg>
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
    current: RwSignal<Option<Thing>>,
    thing: Thing,
) -> impl IntoView {
    let is_selected = move || object.with(|o| o.as_ref().is_some_and(|o| o.is_selected));
    let is_hovered = move || object.with(|o| o.as_ref().is_some_and(|o| o.is_hovered));
    let description =
        move || object.with(|o| o.as_ref().map(|o| o.description.clone()).unwrap_or_default());
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
        Thing::Router(_) => "map-thing map-router",
    };
    view! {
        <g
            class=kind
            class:is-selected=is_selected
            class:is-hovered=is_hovered
            role="button"
            tabindex=move || if current.get() == Some(thing) { "0" } else { "-1" }
            aria-label=description
            aria-pressed=move || is_selected().to_string()
            data-thing=key_of(thing)
            transform=place
        >
            {move || mark.get().map(|mark| {
                let (radius, shape) = (mark.radius, mark.shape);
                let path = path_of(shape, radius);
                let size = (radius * 1.12).max(8.0);
                view! {
                    <circle class="map-target" r=radius.max(TARGET) />
                    <circle class="map-ring" r=radius * 1.3 + 4.0 />
                    {mark.rim.map(|rim| view! {
                        <path d=path.clone() fill="none" stroke=rim.css() stroke-width="4.2" />
                    })}
                    <path
                        class="map-mark"
                        d=path.clone()
                        fill=mark.fill.map_or_else(|| "none".to_owned(), Rgba::css)
                        stroke=mark.edge.css()
                        stroke-width="1.3"
                        stroke-dasharray=mark.is_dashed.then_some("3 2.2")
                    />
                    {mark.hatch.map(|hatch| view! {
                        <path
                            d=path_of(shape, radius - 0.6)
                            fill=format!("url(#{})", id_of(hatch))
                        />
                    })}
                    {mark.letter.map(|letter| view! {
                        <text
                            class="map-letter"
                            y=size * 0.36 + shape.letter_drop(radius)
                            font-size=size
                            fill=mark.ink.css()
                            stroke=match mark.fill {
                                Some(fill) if mark.hatch.is_some() => fill.css(),
                                _ => "none".to_owned(),
                            }
                        >
                            {letter.to_string()}
                        </text>
                    })}
                }
            })}
        </g>
    }
}

fn label(label: &Label) -> impl IntoView + use<> {
    let anchor = match label.align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    let (x, y, size) = (label.at.x, label.at.y + label.size * 0.36, label.size);
    let note_size = size * 0.88;
    view! {
        <text x=x y=y font-size=size text-anchor=anchor>{label.text.clone()}</text>
        {label.note.clone().map(|note| view! {
            <text class="map-note" x=x y=y + size * 1.05 font-size=note_size text-anchor=anchor>
                {note}
            </text>
        })}
    }
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
