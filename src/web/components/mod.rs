//! The panels. Components hold no logic: they show view models and send intents.
//!
//! An element whose attributes and children are all literals is set by `innerHTML`, which the
//! page's policy forbids: give it at least one child in braces.

mod acts;
mod air;
pub(super) mod app;
mod bar;
mod benches;
mod capture;
mod casts_bench;
mod choice;
mod client_card;
mod close_button;
mod crowd_card;
mod dialog;
mod flight_card;
mod flood_console;
mod fold;
mod icons;
mod inside;
mod inspector;
mod ladder;
mod later;
mod lens;
mod lesson;
mod lesson_list;
mod lesson_question;
mod link_card;
mod log;
mod looking_glass;
mod mark;
mod marks;
mod notice;
mod outage_bench;
mod part;
mod pick_client;
mod pick_list;
mod pop_card;
mod probes;
mod problem_card;
mod profile;
mod prose;
mod rib;
mod router_card;
mod run;
mod scrub;
mod sessions;
mod settings_dialog;
mod share_dialog;
mod stage;
mod time_controls;
mod time_more;
mod timeline;
mod transport;
mod twin;
mod welcome;
mod world_list;
