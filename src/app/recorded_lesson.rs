//! Free play recorded as a lesson: what was done becomes a step's solution, and what it changed its
//! goals. Its author writes the words.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::i18n::Lang;
use super::lab::Lab;
use super::present::names::Names;
use super::session::Session;
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;
use crate::engine::sim::world::World;
use crate::lesson::draft::{self, Part};
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{Act, FORMAT, GoalEntry};
use crate::lesson::passage::Passage;
use crate::say;

/// The most client networks whose new node becomes a goal.
const MAX_CLIENTS: usize = 3;
/// The longest wait of one act, in microseconds: the format's.
const MAX_WAIT_US: u64 = crate::lesson::check::MAX_WAIT_US;

/// A lesson's files: their names and texts.
pub type Files = [(&'static str, String); 3];

/// Why there is nothing to record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// No command was given.
    Done,
    /// What was done changed nothing that a goal could ask for.
    Changed,
}

/// A goal, with what it says to a learner in each language, and what is said as long as it is not.
struct Aim {
    entry: Value,
    slug: String,
    said: [String; 2],
    not_yet: [String; 2],
}

/// The run so far as a lesson of this name.
///
/// # Errors
/// There is nothing to record.
pub fn record(lab: &Lab, slug: &Slug) -> Result<Files, Nothing> {
    let session = &lab.session;
    if session.log().is_empty() {
        return Err(Nothing::Done);
    }
    let (opened, head) = (session.opened_world(), session.head_world());
    let aims = aims(&opened, head, session);
    if aims.is_empty() {
        return Err(Nothing::Changed);
    }
    let solution = enough(solution(session), &aims, &opened);
    let commands = solution.iter().filter_map(|act| act.get("command"));
    let kinds: BTreeSet<&str> = commands.filter_map(|command| command["do"].as_str()).collect();
    let allow: Vec<Value> = kinds.into_iter().map(|kind| json!({ "do": kind })).collect();
    let goals: Vec<&Value> = aims.iter().map(|aim| &aim.entry).collect();
    let structure = json!({
        "$schema": "../lesson.schema.json",
        "format": FORMAT,
        "slug": slug,
        "world": lab.network().slug,
        "seed": session.seed(),
        "minutes": 3,
        "steps": [
            { "slug": "begin", "kind": "read" },
            { "slug": "act", "kind": "do", "allow": allow, "goals": goals, "solution": solution },
        ],
    });
    let text = pretty(&structure);
    let prose = |lang| draft::markdown(parts(&aims, lang));
    Ok([("lesson.json", text), ("en.md", prose(Lang::En)), ("zh.md", prose(Lang::Zh))])
}

/// The same lesson under another name.
#[must_use]
pub fn renamed(files: &Files, slug: &Slug) -> Files {
    let mut files = files.clone();
    let [(_, structure), ..] = &mut files;
    if let Ok(mut value) = serde_json::from_str::<Value>(structure) {
        value["slug"] = json!(slug);
        *structure = pretty(&value);
    }
    files
}

fn pretty(structure: &Value) -> String {
    serde_json::to_string_pretty(structure).unwrap_or_default() + "\n"
}

/// The log as acts: between two commands BGP converged, or time passed.
fn solution(session: &Session) -> Vec<Value> {
    let mut acts = Vec::new();
    let mut last = session.opened_at();
    for entry in session.log() {
        wait(&mut acts, last, entry.at);
        acts.push(json!({ "command": entry.command }));
        last = entry.at;
    }
    if session.log().iter().any(|entry| entry.command.is_routing())
        && session.head_world().is_converged()
    {
        acts.push(json!({ "settle": {} }));
    } else {
        wait(&mut acts, last, session.head_at());
    }
    acts
}

fn wait(acts: &mut Vec<Value>, from: SimTime, to: SimTime) {
    let us = to.since(from).as_us().min(MAX_WAIT_US);
    if us > 0 {
        acts.push(json!({ "wait": { "us": us } }));
    }
}

/// As many of the acts as it takes until every aim is reached.
fn enough(acts: Vec<Value>, aims: &[Aim], opened: &World) -> Vec<Value> {
    let goal = |aim: &Aim| serde_json::from_value::<GoalEntry>(aim.entry.clone()).ok();
    let goals: Vec<GoalEntry> = aims.iter().filter_map(goal).collect();
    let mut passage = Passage::begin(opened.clone(), Evidence::default(), []);
    for (n, act) in acts.iter().enumerate() {
        let Ok(act) = serde_json::from_value::<Act>(act.clone()) else { break };
        // Accepted when it was given.
        let _ = passage.carry_out(&act);
        let (world, evidence) = (&passage.world, &passage.evidence);
        if goals.iter().all(|goal| goal.needs.standing(world, evidence).holds) {
            return acts.into_iter().take(n + 1).collect();
        }
    }
    acts
}

/// What is other than it was.
fn aims(opened: &World, head: &World, session: &Session) -> Vec<Aim> {
    let network = head.network();
    let mut aims = Vec::new();
    for (id, node) in network.nodes.iter_enumerated() {
        let is_announced = head.is_announced(id);
        if is_announced != opened.is_announced(id) {
            let kind = if is_announced { "node-announced" } else { "node-withdrawn" };
            let needs = json!({ kind: { "node": node.slug } });
            let words = |lang| {
                let node = Names { lang, network }.lettered(id);
                if is_announced {
                    say!(lang, "record-announced", node = node)
                } else {
                    say!(lang, "record-withdrawn", node = node)
                }
            };
            aims.push(aim(format!("node-{}", node.slug), &needs, words));
        }
    }
    let pairs = network
        .clients
        .keys()
        .flat_map(|client| network.services.keys().map(move |service| (client, service)));
    let moved = pairs.filter_map(|(client, service)| {
        let node = head.serving(client, service)?;
        (opened.serving(client, service) != Some(node)).then_some((client, node))
    });
    for (client, node) in moved.take(MAX_CLIENTS) {
        let (slug, at) = (&network.clients[client].slug, &network.nodes[node].slug);
        let needs = json!({ "served-by": { "client": slug, "node": at } });
        let words = |lang| {
            let names = Names { lang, network };
            let (client, node) = (names.client(client), names.lettered(node));
            say!(lang, "record-served", client = client, node = node)
        };
        aims.push(aim(format!("client-{slug}"), &needs, words));
    }
    let has_routing = session.log().iter().any(|entry| entry.command.is_routing());
    if has_routing && head.is_converged() {
        aims.push(aim("quiet".to_owned(), &json!({ "converged": {} }), |lang| {
            say!(lang, "record-converged")
        }));
    }
    if aims.is_empty() {
        aims.extend(packets(session));
    }
    aims
}

/// Where nothing is other than it was: that packets were sent.
fn packets(session: &Session) -> Option<Aim> {
    let client = session.log().iter().find_map(|entry| match &entry.command {
        Command::SendPacket { client, .. } => Some(client),
        _ => None,
    })?;
    let needs = json!({ "packets-sent": { "client": client, "at-least": 1 } });
    let network = session.world().network();
    let words = |lang| {
        let client = Names { lang, network }.called(client.as_str());
        say!(lang, "record-sent", client = client)
    };
    Some(aim("sent".to_owned(), &needs, words))
}

fn aim(slug: String, needs: &Value, words: impl Fn(Lang) -> String) -> Aim {
    let entry = json!({ "slug": slug, "needs": needs });
    let not_yet = |lang| say!(lang, "record-not-yet");
    let languages = [Lang::En, Lang::Zh];
    Aim { entry, slug, said: languages.map(words), not_yet: languages.map(not_yet) }
}

fn parts(aims: &[Aim], lang: Lang) -> Vec<Part> {
    let place = usize::from(lang == Lang::Zh);
    let mut parts = vec![
        (format!("# {}", say!(lang, "record-title")), say!(lang, "record-summary")),
        (format!("## {} {{#begin}}", say!(lang, "record-begin")), say!(lang, "record-begin-text")),
        (format!("## {} {{#act}}", say!(lang, "record-act")), say!(lang, "record-act-text")),
    ];
    for aim in aims {
        parts.push((format!("### goal: {}", aim.slug), aim.said[place].clone()));
        parts.push((format!("### not yet: {}", aim.slug), aim.not_yet[place].clone()));
    }
    parts.push(("### hint".to_owned(), say!(lang, "record-hint")));
    parts.push(("### pass".to_owned(), say!(lang, "record-pass")));
    parts
}
