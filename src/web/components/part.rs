//! A part of a view model that changes by itself.

use leptos::prelude::*;

/// What `of` makes of the model: shown again when it differs, so that what has the focus in other
/// parts stays.
pub(super) fn part<M, T>(
    model: ReadSignal<M>,
    of: impl Fn(&M) -> T + Send + Sync + 'static,
) -> Memo<T>
where
    M: Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| model.with(&of))
}
