//! What copies a text, and says whether it could.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::web::bridge::Bridge;
use crate::web::clipboard;

/// Copies a text, and the words for what came of it. Where the browser does not allow that,
/// `select` selects the text for whoever copies by hand.
pub(super) fn copying(
    bridge: Bridge,
    text: impl Fn() -> String + Clone + 'static,
    select: impl Fn() + Clone + 'static,
) -> (impl Fn() + Clone + 'static, impl Fn() -> String + Copy + Send + 'static) {
    let said = RwSignal::new("");
    let copy = move || {
        let (text, select) = (text.clone(), select.clone());
        spawn_local(async move {
            let is_copied = clipboard::copy(text()).await;
            if !is_copied {
                select();
            }
            said.try_set(if is_copied { "copied" } else { "copy-by-hand" });
        });
    };
    let told = move || match said.get() {
        "" => String::new(),
        id => crate::say!(bridge.lang(), id),
    };
    (copy, told)
}
