//! The bench of egress: experiments on top, what can be set, and one part of it at a time.

mod addresses;
mod comparison;
mod connections;
mod drag;
mod feed;
mod pick;
mod scenes;
mod settings;
mod slices;

use std::net::IpAddr;

use leptos::prelude::*;

use self::connections::Asked;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::egress::connections::selected;
use crate::app::present::egress::scenes::{Section, busiest, home};
use crate::engine::base::ids::{NodeId, TagId};
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;
use crate::web::components::fold::fold;

/// What most of it follows.
const FOLLOWED: &[Aspect] = &[
    Aspect::Topology,
    Aspect::Forwarding,
    Aspect::Catchments,
    Aspect::Traffic,
    Aspect::Egress,
    Aspect::History,
    Aspect::Selection,
    Aspect::Lesson,
    Aspect::Language,
];
/// The same, where something counts down.
const TIMED: &[Aspect] = &[
    Aspect::Clock,
    Aspect::Topology,
    Aspect::Egress,
    Aspect::History,
    Aspect::Lesson,
    Aspect::Language,
];
/// Whether a command can be given.
const GIVEN: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Lesson];
/// Lists of what there is.
const NAMED: &[Aspect] = &[Aspect::Language];

/// The parts, with the words on their buttons.
const SECTIONS: [(Section, &str, &str); 5] = [
    (Section::Connections, "connections", "egress-connections"),
    (Section::Addresses, "addresses", "egress-addresses"),
    (Section::Slices, "slices", "egress-slices"),
    (Section::Feed, "feed", "egress-feed"),
    (Section::Comparison, "comparison", "egress-comparison"),
];

/// What is looked at: it outlives the part that shows it.
#[derive(Clone, Copy)]
struct Looked {
    section: RwSignal<Section>,
    tag: RwSignal<TagId>,
    node: RwSignal<NodeId>,
    /// The address that is asked about.
    address: RwSignal<Option<IpAddr>>,
    /// What is to be opened.
    asked: Asked,
}

/// The bench.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn egress_bench(bridge: Bridge) -> impl IntoView {
    let home = bridge.with(home);
    let looked = Looked {
        section: RwSignal::new(Section::Connections),
        tag: RwSignal::new(home.map_or(TagId::from(0), |home| home.tag)),
        node: RwSignal::new(home.map_or(NodeId::from(0), |home| home.node)),
        address: RwSignal::new(home.and_then(|home| bridge.with(|lab| busiest(lab, home)))),
        asked: Asked::of(bridge),
    };
    let section = looked.section;
    // Whoever selects a connection on the map wants to see it.
    let is_looked_at = bridge.memo(&[Aspect::Selection], selected);
    Effect::new(move |_| {
        if is_looked_at.get().is_some() && section.get_untracked() != Section::Connections {
            section.set(Section::Connections);
        }
    });
    let inside = move || match section.get() {
        Section::Connections => connections::connections(bridge, looked.asked).into_any(),
        Section::Addresses => addresses::addresses(bridge, looked).into_any(),
        Section::Slices => slices::slices(bridge, looked).into_any(),
        Section::Feed => feed::feed(bridge, looked).into_any(),
        Section::Comparison => comparison::comparison(bridge).into_any(),
    };
    view! {
        <div class="console egress">
            {scenes::experiments(bridge, section)}
            {settings::settings(bridge)}
            {sections(bridge, section)}
            <div class="egress-part">{inside}</div>
        </div>
    }
}

fn sections(bridge: Bridge, section: RwSignal<Section>) -> impl IntoView {
    let one = move |(this, key, words): (Section, &'static str, &'static str)| {
        view! {
            <button
                type="button"
                data-section=key
                aria-pressed=move || (section.get() == this).to_string()
                on:click=move |_| section.set(this)
            >
                {bridge.text(words)}
            </button>
        }
    };
    view! {
        <div class="egress-sections" role="group" aria-label=bridge.text("egress-sections")>
            {SECTIONS.map(one).collect_view()}
        </div>
    }
}

/// Gives commands, one after the other, at the same moment.
fn give(bridge: Bridge, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        bridge.send(Intent::Do(command));
    }
}

/// Something that is folded away, of which the title says how it stands.
fn folded(
    key: &'static str,
    title: Signal<String>,
    brief: impl Fn() -> String + Send + Sync + 'static,
    is_open: RwSignal<bool>,
    inside: impl IntoView + 'static,
) -> impl IntoView {
    fold(is_open, key, title, brief, view! { <div class="egress-fold">{inside}</div> })
}
