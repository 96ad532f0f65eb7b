//! What the lab was doing, kept outside of it, so that there is something to tell when it breaks.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::share::link;
use crate::app::share::run::SharedRun;
use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

#[derive(Default)]
struct Flight {
    /// The world, and the run so far.
    run: Option<(Slug, SharedRun)>,
    /// The command that is being carried out.
    doing: Option<String>,
}

thread_local! {
    static FLIGHT: RefCell<Flight> = RefCell::default();
}

/// Records the lab from now on, as long as the current owner lives.
pub fn record(bridge: Bridge, world: Slug) {
    let world = StoredValue::new(world);
    let take =
        move |what: fn(&Slug, &Lab)| world.with_value(|world| bridge.with(|it| what(world, it)));
    Effect::new(move |_| {
        bridge.track(Aspect::History);
        take(take_log);
    });
    Effect::new(move |_| {
        bridge.track(Aspect::Clock);
        take(take_moment);
    });
}

fn take_log(world: &Slug, lab: &Lab) {
    let run = link::unsigned(lab);
    FLIGHT.with_borrow_mut(|flight| flight.run = Some((world.clone(), run)));
}

fn take_moment(_: &Slug, lab: &Lab) {
    FLIGHT.with_borrow_mut(|flight| {
        if let Some((_, run)) = &mut flight.run {
            run.written.playhead = lab.session.moment();
            run.written.head = lab.session.head();
        }
    });
}

/// A command is about to be carried out, or is done.
pub fn doing(command: Option<&Command>) {
    let text = command.and_then(|command| serde_json::to_string(command).ok());
    FLIGHT.with_borrow_mut(|flight| flight.doing = text);
}

/// The fragment of the run so far, and the command that was being carried out. Never panics: it is
/// asked when something else did.
#[must_use]
pub fn black_box() -> (Option<String>, Option<String>) {
    FLIGHT.with(|flight| {
        let Ok(flight) = flight.try_borrow() else { return (None, None) };
        let link = flight.run.as_ref().and_then(|(world, run)| link::to_run(world, run).ok());
        (link, flight.doing.clone())
    })
}
