//! How servers leave, and what else can be set.

use leptos::prelude::*;

use super::{folded, give};
use crate::app::changes::Aspect;
use crate::app::present::egress::settings::{Choice, Group, settings as model_of};
use crate::web::bridge::Bridge;
use crate::web::components::part::part;

const SHOWN: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Language];

/// A fold with all of it.
pub(super) fn settings(bridge: Bridge) -> impl IntoView {
    let model = bridge.calm_memo(SHOWN, model_of);
    let design = part(model, |model| model.design.clone());
    let designs = part(model, |model| model.designs.clone());
    let others = part(model, |model| model.others.clone());
    let design_now = move |it: Choice| {
        Memo::new(move |before: Option<&Choice>| {
            let now = designs.with(|all| all.iter().find(|other| other.key == it.key).cloned());
            now.or_else(|| before.cloned()).unwrap_or_default()
        })
    };
    let group_now = move |it: Group| {
        Memo::new(move |before: Option<&Group>| {
            let now = others.with(|all| all.iter().find(|other| other.key == it.key).cloned());
            now.or_else(|| before.cloned()).unwrap_or_default()
        })
    };
    let inside = view! {
        <div class="egress-designs" role="group" aria-label=bridge.text("egress-how")>
            <For
                each=move || designs.get()
                key=|it| it.key.clone()
                children=move |it| design_choice(bridge, design_now(it))
            />
        </div>
        <p class="quiet">{bridge.text("egress-design-since")}</p>
        <For
            each=move || others.get()
            key=|it| it.key
            children=move |it| group(bridge, group_now(it))
        />
    };
    let is_open = RwSignal::new(false);
    folded("designs", bridge.text("egress-how"), move || design.get(), is_open, inside)
}

/// A design: its name, and what it is and costs.
fn design_choice(bridge: Bridge, choice: Memo<Choice>) -> impl IntoView {
    let is_chosen = Memo::new(move |_| choice.with(|it| it.is_chosen));
    let choose = move |_| give(bridge, choice.with_untracked(|it| it.command.clone()));
    view! {
        <label data-design=choice.with_untracked(|it| it.key.clone())>
            <input
                type="radio"
                name="egress-design"
                prop:checked=move || is_chosen.get()
                on:change=choose
            />
            <span>
                <b>{move || choice.with(|it| it.name.clone())}</b>
                <small>{move || choice.with(|it| it.about.clone())}</small>
            </span>
        </label>
    }
}

fn group(bridge: Bridge, group: Memo<Group>) -> impl IntoView {
    let choices = Memo::new(move |_| group.with(|it| it.choices.clone()));
    let one = move |choice: Choice| {
        let (command, is_chosen) = (choice.command, choice.is_chosen);
        let press = move |_| {
            if !is_chosen {
                give(bridge, command.clone());
            }
        };
        view! {
            <button
                type="button"
                data-choice=choice.key
                aria-pressed=is_chosen.to_string()
                on:click=press
            >
                {choice.name}
            </button>
        }
    };
    view! {
        <fieldset class="prepend" data-setting=group.with_untracked(|it| it.key)>
            <legend>{move || group.with(|it| it.title.clone())}</legend>
            <div class="segments">
                <For
                    each=move || choices.get()
                    key=|it| (it.key.clone(), it.name.clone(), it.is_chosen)
                    children=one
                />
            </div>
            <p class="quiet">{move || group.with(|it| it.about.clone())}</p>
        </fieldset>
    }
}
