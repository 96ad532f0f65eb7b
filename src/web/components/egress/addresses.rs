//! The table as chips, to be dragged from PoP to PoP; and what else can be done with them.

use std::net::IpAddr;

use leptos::prelude::*;

use super::drag::Drag;
use super::pick::pick;
use super::{GIVEN, Looked, NAMED, TIMED, folded, give};
use crate::app::intent::Intent;
use crate::app::present::egress::addresses::{
    AddressCard, Brought, Chip, PopCard, PopRow, address_card, board, brought, moving, onboarding,
    pop_card,
};
use crate::app::present::egress::scenes::Section;
use crate::app::present::egress::{pops, tags};
use crate::engine::base::ids::{NodeId, TagId};
use crate::web::bridge::Bridge;
use crate::web::components::close_button::close_button;
use crate::web::components::mark::mark;
use crate::web::components::part::part;

/// The card that is open, among the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Card {
    /// An address's.
    Address(IpAddr),
    /// A PoP's.
    Pop(NodeId),
}

/// What the rows need.
#[derive(Clone, Copy)]
struct Rows {
    bridge: Bridge,
    looked: Looked,
    drag: Drag,
    open: RwSignal<Option<Card>>,
}

/// The part of the bench.
pub(super) fn addresses(bridge: Bridge, looked: Looked) -> impl IntoView {
    let all = bridge.memo(NAMED, tags);
    let rows = Rows { bridge, looked, drag: Drag::new(bridge), open: RwSignal::new(None) };
    view! {
        <div class="console-order">
            {pick("egress-tag", bridge.text("egress-tag"), move || all.get(), looked.tag)}
        </div>
        {move || table(&rows, looked.tag.get())}
        {customers(bridge, looked)}
        {rows.drag.ghost()}
    }
}

/// The addresses of a tag.
fn table(rows: &Rows, tag: TagId) -> impl IntoView + use<> {
    let rows = *rows;
    let bridge = rows.bridge;
    let model = bridge.calm_memo(TIMED, move |lab| board(lab, tag));
    let tag_says = part(model, |model| model.tag.clone());
    let version = part(model, |model| model.version.clone());
    let is_spreading = part(model, |model| model.is_spreading);
    let unused = part(model, |model| model.unused.clone());
    let spare = part(model, |model| model.spare.clone());
    let all = part(model, |model| model.rows.clone());
    let one = move |row: PopRow| {
        let node = row.node;
        let now = Memo::new(move |_| {
            all.with(|all| all.iter().find(|it| it.node == node).cloned()).unwrap_or(row.clone())
        });
        pop(&rows, tag, node, now)
    };
    let is_dragging = move || rows.drag.now.with(Option::is_some);
    view! {
        <p data-egress="tag">{move || tag_says.get()}</p>
        {move || unused.get().map(|it| view! { <p class="aside">{it}</p> })}
        <p class="quiet">{bridge.text("egress-drag-hint")}</p>
        <p class="egress-version" class:is-spreading=is_spreading data-egress="version">
            {move || version.get()}
        </p>
        <ul
            class="egress-table"
            class:is-dragging=is_dragging
            aria-label=bridge.text("egress-table")
        >
            <For each=move || all.get() key=|row| row.node children=one />
        </ul>
        <p class="quiet">{move || spare.get()}</p>
    }
}

/// A PoP's row: its name, its chips, and a card if one of them is open.
fn pop(rows: &Rows, tag: TagId, node: NodeId, now: Memo<PopRow>) -> impl IntoView + use<> {
    let rows = *rows;
    let Rows { bridge, open, drag, .. } = rows;
    let letter = now.with_untracked(|row| row.letter);
    let is_off = Memo::new(move |_| now.with(|row| row.is_off));
    let chips = Memo::new(move |_| now.with(|row| row.chips.clone()));
    let behind = move || now.with(|row| row.behind.clone()).map(|it| view! { <small>{it}</small> });
    let is_over = move || drag.now.with(|it| it.is_some_and(|it| it.over == Some(node)));
    let is_open = move || open.get() == Some(Card::Pop(node));
    let toggle = move |_| open.set((!is_open()).then_some(Card::Pop(node)));
    let one = move |chip: Chip| {
        let address = chip.address;
        let now = Memo::new(move |_| {
            chips
                .with(|all| all.iter().find(|it| it.address == address).cloned())
                .unwrap_or(chip.clone())
        });
        chip_button(&rows, address, now)
    };
    let none = move || {
        let is_empty = chips.with(Vec::is_empty);
        is_empty.then(|| view! { <span class="quiet">{bridge.text("egress-no-address")}</span> })
    };
    let card = Memo::new(move |_| match open.get()? {
        Card::Address(address) => chips
            .with(|all| all.iter().any(|chip| chip.address == address))
            .then_some(Card::Address(address)),
        Card::Pop(other) => (other == node).then_some(Card::Pop(node)),
    });
    view! {
        <li
            class="egress-pop"
            class:is-over=is_over
            data-egress-pop=node.get().to_string()
        >
            <span class="egress-pop-name">
                {move || mark(letter, is_off.get())}
                <span>
                    <button
                        type="button"
                        class="link-button"
                        aria-expanded=move || is_open().to_string()
                        on:click=toggle
                    >
                        {move || now.with(|row| row.name.clone())}
                    </button>
                    {behind}
                </span>
            </span>
            <span class="egress-chips">
                <For each=move || chips.get() key=|chip| chip.address children=one />
                {none}
            </span>
            {move || card.get().map(|card| match card {
                Card::Address(address) => address_details(&rows, address).into_any(),
                Card::Pop(node) => pop_details(&rows, node, tag).into_any(),
            })}
        </li>
    }
}

/// An address: a button that opens its card, and that can be dragged.
fn chip_button(rows: &Rows, address: IpAddr, now: Memo<Chip>) -> impl IntoView + use<> {
    let Rows { open, drag, .. } = *rows;
    let is_open = move || open.get() == Some(Card::Address(address));
    let click = move |_| {
        if drag.is_click() {
            open.set((!is_open()).then_some(Card::Address(address)));
        }
    };
    let is_dragged = move || drag.now.with(|it| it.is_some_and(|it| it.address == address));
    let living = move || {
        let count = now.with(|chip| chip.living);
        (count > 0).then(|| view! { <b aria-hidden="true">{count}</b> })
    };
    let grace = move || now.with(|chip| chip.grace.clone()).map(|it| view! { <i>{it}</i> });
    view! {
        <button
            type="button"
            class="egress-chip"
            class:is-dragged=is_dragged
            data-address=address.to_string()
            aria-expanded=move || is_open().to_string()
            on:click=click
            on:pointerdown=move |event| drag.press(address, &event)
            on:pointermove=move |event| drag.drag(&event)
            on:pointerup=move |_| drag.release()
            on:pointercancel=move |_| drag.cancel()
            on:keydown=move |event| drag.key(&event)
        >
            {address.to_string()}
            {living}
            {grace}
            <span class="only-read">" "{move || now.with(|chip| chip.label.clone())}</span>
        </button>
    }
}

/// What is known of an address, and what can be done with it.
fn address_details(rows: &Rows, address: IpAddr) -> impl IntoView + use<> {
    let Rows { bridge, looked, open, .. } = *rows;
    let model = bridge.calm_memo(TIMED, move |lab| address_card(lab, address));
    let facts = part(model, |it| it.as_ref().map(|it| it.facts.clone()).unwrap_or_default());
    let targets = part(model, |it| it.as_ref().map(|it| it.targets.clone()).unwrap_or_default());
    let release = part(model, |it: &Option<AddressCard>| it.as_ref()?.release.clone());
    let first = targets.with_untracked(|all| all.first().map(|(node, _)| *node));
    let target = RwSignal::new(first.unwrap_or_else(|| NodeId::from(0)));
    let shift = move |_| {
        let command = bridge.with(|lab| moving(lab, address, target.get_untracked()));
        give(bridge, command);
    };
    let ask = move |_| {
        looked.address.set(Some(address));
        looked.section.set(Section::Feed);
    };
    let line = |line: String| view! { <p>{line}</p> };
    view! {
        <div class="egress-card" data-card="address">
            <div class="card-head">
                <h3 class="number">{address.to_string()}</h3>
                {close_button(bridge, "egress-card-close", move || open.set(None))}
            </div>
            {move || facts.get().into_iter().map(line).collect_view()}
            <div class="egress-move">
                {pick("move-to", bridge.text("egress-move-to"), move || targets.get(), target)}
                <button type="button" class="is-primary" data-act="move-address" on:click=shift>
                    {bridge.text("egress-move")}
                </button>
            </div>
            <div class="actions">
                <button type="button" class="small" data-act="where-is" on:click=ask>
                    {bridge.text("egress-where-link")}
                </button>
                <button
                    type="button"
                    class="small"
                    data-act="release-address"
                    disabled=move || release.with(Option::is_none)
                    on:click=move |_| give(bridge, release.get_untracked())
                >
                    {bridge.text("egress-release")}
                </button>
            </div>
        </div>
    }
}

/// What can be done with a PoP.
fn pop_details(rows: &Rows, node: NodeId, tag: TagId) -> impl IntoView + use<> {
    let Rows { bridge, open, .. } = *rows;
    let model = bridge.calm_memo(TIMED, move |lab| pop_card(lab, node, tag));
    let facts = part(model, |it| it.as_ref().map(|it| it.facts.clone()).unwrap_or_default());
    let allocate = part(model, |it: &Option<PopCard>| it.as_ref()?.allocate.clone());
    let drain = part(model, |it: &Option<PopCard>| it.as_ref()?.drain.clone());
    let line = |line: String| view! { <p>{line}</p> };
    let lend = move || {
        allocate.get().map(|(said, command)| {
            view! {
                <button
                    type="button"
                    class="small"
                    data-act="allocate-address"
                    on:click=move |_| bridge.send(Intent::Do(command.clone()))
                >
                    {said}
                </button>
            }
        })
    };
    view! {
        <div class="egress-card" data-card="pop">
            <div class="card-head">
                <div>{move || facts.get().into_iter().map(line).collect_view()}</div>
                {close_button(bridge, "egress-card-close", move || open.set(None))}
            </div>
            <div class="actions">
                {lend}
                <button
                    type="button"
                    class="small"
                    data-act="drain-addresses"
                    disabled=move || drain.with(Option::is_none)
                    on:click=move |_| give(bridge, drain.get_untracked())
                >
                    {bridge.text("egress-drain")}
                </button>
            </div>
        </div>
    }
}

/// Prefixes that customers bring.
fn customers(bridge: Bridge, looked: Looked) -> impl IntoView {
    let all = bridge.calm_memo(TIMED, brought);
    let nodes = bridge.memo(NAMED, pops);
    let one = move |it: Brought| {
        let prefix = it.prefix;
        let command = bridge
            .memo(GIVEN, move |lab| onboarding(lab, prefix, (looked.node.get(), looked.tag.get())));
        let offer = (!it.is_onboarded).then(|| {
            view! {
                <div class="egress-move">
                    {pick(
                        "onboard-at",
                        bridge.text("egress-pop"),
                        move || nodes.get(),
                        looked.node,
                    )}
                    <button
                        type="button"
                        data-act="onboard-prefix"
                        disabled=move || command.with(Option::is_none)
                        on:click=move |_| give(bridge, command.get_untracked())
                    >
                        {bridge.text("egress-onboard")}
                    </button>
                </div>
            }
        });
        view! {
            <p>{it.sentence}</p>
            {offer}
        }
    };
    let list = view! {
        <For
            each=move || all.get()
            key=|it| (it.prefix, it.sentence.clone())
            children=one
        />
    };
    let is_open = RwSignal::new(false);
    let brief = String::new;
    let is_any = !bridge.with(brought).is_empty();
    let title = bridge.text("egress-brought-title");
    is_any.then(|| folded("customers", title, brief, is_open, list))
}
