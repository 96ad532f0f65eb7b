//! The part of a card that is about ROAs.

use leptos::prelude::*;

use super::acts::button;
use crate::app::present::rpki::{RoaLine, Rpki};
use crate::web::bridge::Bridge;

/// What validation says, the ROAs behind it, and what may be published; nothing where there is
/// nothing to say.
pub(super) fn rpki(bridge: Bridge, rpki: Option<Rpki>) -> impl IntoView {
    let line = move |line: RoaLine| {
        let revoke = line.revoke.map(|switch| button(bridge, switch));
        view! { <li><span>{line.text}</span> {revoke}</li> }
    };
    rpki.map(|rpki| {
        let said = rpki.validates.into_iter().chain(rpki.validity);
        let said = said.map(|sentence| view! { <p class="quiet">{sentence}</p> });
        let publish = rpki.publish.into_iter().map(|switch| button(bridge, switch));
        view! {
            <div class="acts" role="group" aria-label=bridge.text("rpki-title") data-card="rpki">
                <h3>{bridge.text("rpki-title")}</h3>
                {said.collect_view()}
                <ul class="plain-list">{rpki.roas.into_iter().map(line).collect_view()}</ul>
                <div class="actions">{publish.collect_view()}</div>
            </div>
        }
    })
}
