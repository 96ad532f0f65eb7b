//! What the tables' place is used for: the tables, or a bench to try packets on.

use leptos::prelude::*;

use super::casts_bench::casts_bench;
use super::egress::egress_bench;
use super::flood_console::flood_console;
use super::outage_bench::outage_bench;
use super::sessions::session_bench;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::egress::has_egress;
use crate::app::present::flood_console::has_rates;
use crate::app::present::sessions::has_service;
use crate::app::selection::Selection;
use crate::app::tutor::secrets::Topic;
use crate::web::bridge::Bridge;

/// A use of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bench {
    /// The map's content as tables.
    Pops,
    /// Sessions: who survives when routes move.
    Sessions,
    /// Floods, loads and what can be done about them.
    Floods,
    /// GeoDNS against anycast through the loss of a PoP.
    Outage,
    /// One packet sent as unicast, broadcast, multicast and anycast.
    Casts,
    /// Connections that servers open, and the addresses that they open them from.
    Egress,
}

impl Bench {
    const ALL: [Self; 6] =
        [Self::Pops, Self::Sessions, Self::Egress, Self::Floods, Self::Outage, Self::Casts];

    /// Its name in the document.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pops => "pops",
            Self::Sessions => "sessions",
            Self::Floods => "floods",
            Self::Outage => "outage",
            Self::Casts => "casts",
            Self::Egress => "egress",
        }
    }

    /// The words on its button.
    const fn words(self) -> &'static str {
        match self {
            Self::Pops => "bench-pops",
            Self::Sessions => "bench-sessions",
            Self::Floods => "bench-floods",
            Self::Outage => "bench-outage",
            Self::Casts => "bench-casts",
            Self::Egress => "bench-egress",
        }
    }

    /// The heading over it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pops => "pops-title",
            Self::Sessions => "bench-sessions-title",
            Self::Floods => "bench-floods-title",
            Self::Outage => "bench-outage-title",
            Self::Casts => "bench-casts-title",
            Self::Egress => "bench-egress-title",
        }
    }

    /// What it is about, that a lesson may keep secret.
    const fn topic(self) -> Option<Topic> {
        match self {
            Self::Sessions => Some(Topic::Sessions),
            Self::Floods => Some(Topic::Loads),
            Self::Egress => Some(Topic::Egress),
            Self::Pops | Self::Outage | Self::Casts => None,
        }
    }

    /// Whether there is anything for it in this world.
    fn is_of_use(self, bridge: Bridge) -> bool {
        match self {
            Self::Pops => true,
            Self::Sessions => bridge.with(has_service),
            Self::Floods => bridge.with(has_rates),
            Self::Outage => bridge.with(|lab| lab.network().nodes.len() > 1),
            Self::Casts => bridge.with(|lab| !lab.network().services.is_empty()),
            Self::Egress => bridge.with(has_egress),
        }
    }
}

/// The buttons that choose among them; none where there is nothing to choose.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn choices(bridge: Bridge, chosen: RwSignal<Bench>) -> impl IntoView {
    follow(bridge, chosen);
    let one = move |bench: Bench| {
        view! {
            <button
                type="button"
                data-bench=bench.key()
                aria-pressed=move || (chosen.get() == bench).to_string()
                on:click=move |_| chosen.set(bench)
            >
                {bridge.text(bench.words())}
            </button>
        }
    };
    group(bridge, one)
}

/// The same buttons above a card that stands before the place: each closes the card.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn choices_above(bridge: Bridge, chosen: RwSignal<Bench>) -> impl IntoView {
    let one = move |bench: Bench| {
        view! {
            <button
                type="button"
                data-to-bench=bench.key()
                on:click=move |_| {
                    chosen.set(bench);
                    bridge.send(Intent::Select(Selection::None));
                }
            >
                {bridge.text(bench.words())}
            </button>
        }
    };
    group(bridge, one)
}

/// A button for each bench that is of use, if there is more than one.
fn group<V: IntoView + 'static>(bridge: Bridge, one: impl Fn(Bench) -> V) -> impl IntoView {
    let all: Vec<Bench> = Bench::ALL.into_iter().filter(|it| it.is_of_use(bridge)).collect();
    (all.len() > 1).then(|| {
        view! {
            <div
                class="benches"
                role="group"
                lang=bridge.lang_tag()
                aria-label=bridge.text("benches")
            >
                {all.into_iter().map(one).collect_view()}
            </div>
        }
    })
}

/// Whoever selects a connection on the map wants to see it where it is listed.
fn follow(bridge: Bridge, chosen: RwSignal<Bench>) {
    let selected =
        bridge.memo(&[Aspect::Selection], |lab| matches!(lab.selection, Selection::Connection(_)));
    Effect::new(move |_| {
        if selected.get() && chosen.get_untracked() != Bench::Egress {
            chosen.set(Bench::Egress);
        }
    });
}

/// The bench itself; nothing, where the tables are shown.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn bench(bridge: Bridge, chosen: RwSignal<Bench>) -> impl IntoView {
    let is_secret = Memo::new(move |_| {
        bridge.track(Aspect::Lesson);
        let topic = chosen.get().topic();
        topic.is_some_and(|topic| bridge.with(|lab| lab.hides(topic)))
    });
    let inside = move || match chosen.get() {
        _ if is_secret.get() => {
            view! { <p class="quiet">{bridge.text("lesson-secret")}</p> }.into_any()
        }
        Bench::Pops => ().into_any(),
        Bench::Sessions => session_bench(bridge).into_any(),
        Bench::Floods => flood_console(bridge).into_any(),
        Bench::Outage => outage_bench(bridge).into_any(),
        Bench::Casts => casts_bench(bridge).into_any(),
        Bench::Egress => egress_bench(bridge).into_any(),
    };
    view! { <div class="bench" lang=bridge.lang_tag()>{inside}</div> }
}
