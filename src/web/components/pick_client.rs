//! Choosing a client network, of which the lab may put one first.

use leptos::prelude::*;

use super::pick_list::pick_list;
use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::engine::base::ids::ClientId;
use crate::web::bridge::Bridge;

/// The list that `all` makes, and which is picked: the first, until another is. With another list
/// it is the first again: whoever selects a client network on the map means that one.
pub(super) fn pick_client(
    bridge: Bridge,
    (key, name): (&'static str, &'static str),
    all: fn(&Lab) -> Vec<(ClientId, String)>,
) -> (impl IntoView, Memo<Option<ClientId>>) {
    let all = bridge.memo(&[Aspect::Selection, Aspect::Language], all);
    let chosen = RwSignal::new(None);
    Effect::new(move |_| {
        all.track();
        chosen.set(None);
    });
    let client = Memo::new(move |_| {
        chosen.get().or_else(|| all.with(|all| all.first().map(|(client, _)| *client)))
    });
    let names = move || all.with(|all| all.iter().map(|(_, name)| name.clone()).collect());
    let choose = move |n: usize| {
        chosen.set(all.with_untracked(|all| all.get(n).map(|(client, _)| *client)));
    };
    (pick_list(key, bridge.text(name), names, choose), client)
}
