//! `lessons new`: a small lesson that is whole, and passes the check, to begin from.
//!
//! One predicts who answers a client network once its PoP withdraws, withdraws it, and sees. What
//! the choices and the answer are, the engine says of the world that was asked for.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::Report;
use super::input::{self, InputProblem};
use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;
use crate::engine::sim::world::World;
use crate::lesson::draft;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{After, FORMAT};
use crate::lesson::passage::imagined;

/// The most choices that it offers.
const CHOICES: usize = 4;

/// Writes a new lesson's folder.
///
/// # Errors
/// The slug is none, or the folder is there, or the world cannot be read, or nobody in it would
/// be answered by another node.
pub fn new(
    lessons: &Path,
    scenarios: &Path,
    slug: &str,
    world: &str,
) -> Result<Report, Vec<InputProblem>> {
    let folder = lessons.join(slug);
    let wrong = |message: &str| vec![InputProblem::new(&folder, "slug", message)];
    if !Slug::new(slug).is_well_formed() {
        return Err(wrong("must be 1 to 64 of a-z 0-9 and -"));
    }
    if folder.exists() {
        return Err(wrong("is there already; nothing was written"));
    }
    let setup = input::scenario(&scenarios.join(format!("{world}.json")))?;
    let opened = World::opened(&setup, crate::app::DEFAULT_SEED);
    let plot = plot(&opened)
        .ok_or_else(|| wrong("in this world nobody would be answered from elsewhere"))?;
    let structure = structure(slug, world, &opened, &plot);
    let text = serde_json::to_string_pretty(&structure).unwrap_or_default() + "\n";
    let files = [
        ("lesson.json", text),
        ("en.md", prose(&opened, &plot, &EN, PASS_EN, Lang::En)),
        ("zh.md", prose(&opened, &plot, &ZH, PASS_ZH, Lang::Zh)),
    ];
    fs::create_dir_all(&folder).map_err(|error| wrong(&error.to_string()))?;
    let mut report = Report::good();
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text)
            .map_err(|error| vec![InputProblem::new(&path, "file", error.to_string())])?;
        report.line(path.display());
    }
    let entry = json!({
        "slug": slug, "minutes": MINUTES, "title": { "en": EN[0].1, "zh": ZH[0].1 },
    });
    report.line(format_args!("now list it in a chapter of index.json: {entry}"));
    Ok(report)
}

/// How long the lesson takes that is written.
const MINUTES: u8 = 3;

/// Who loses which node, and who answers then.
struct Plot {
    client: ClientId,
    service: ServiceId,
    before: NodeId,
    after: NodeId,
}

/// The first client network that would be answered by another node if its own withdrew.
fn plot(world: &World) -> Option<Plot> {
    let network = world.network();
    for service in network.services.keys() {
        for client in network.clients.keys() {
            let Some(before) = world.serving(client, service) else { continue };
            let node = network.nodes[before].slug.clone();
            let after = After { commands: vec![Command::Withdraw { node }], wait: None };
            let then = imagined(world, &Evidence::default(), &after, []).world;
            let then = then.serving(client, service);
            if let Some(after) = then.filter(|after| *after != before) {
                return Some(Plot { client, service, before, after });
            }
        }
    }
    None
}

fn structure(slug: &str, world: &str, opened: &World, plot: &Plot) -> Value {
    let network = opened.network();
    let node = |id: NodeId| network.nodes[id].slug.as_str();
    let client = network.clients[plot.client].slug.as_str();
    let service = network.services[plot.service].slug.as_str();
    let is_offered = |id: &NodeId| {
        *id != plot.before && *id != plot.after && network.nodes[*id].service == plot.service
    };
    let others = network.nodes.keys().filter(is_offered).take(CHOICES - 1);
    let mut choices: Vec<&str> = others.chain([plot.after]).map(node).collect();
    if choices.len() < 2 {
        choices.push(node(plot.before));
    }
    choices.sort_unstable();
    let withdraw = json!({ "do": "withdraw", "node": node(plot.before) });
    let gone = json!({ "node-withdrawn": { "node": node(plot.before) } });
    json!({
        "$schema": "../lesson.schema.json",
        "format": FORMAT,
        "slug": slug,
        "world": world,
        "seed": crate::app::DEFAULT_SEED,
        "minutes": MINUTES,
        "steps": [
            { "slug": "begin", "kind": "read" },
            {
                "slug": "predict", "kind": "predict",
                "question": { "which-node-serves": {
                    "client": client, "service": service, "after": [withdraw],
                } },
                "choices": choices,
                "revealed-by": "withdraw",
            },
            {
                "slug": "withdraw", "kind": "do", "pace": "routing",
                "allow": [{ "do": "withdraw", "only": [node(plot.before)] }],
                "goals": [
                    { "slug": "gone", "needs": gone },
                    { "slug": "quiet", "needs": { "converged": {} } },
                ],
                "solution": [{ "command": withdraw }, { "settle": {} }],
            },
        ],
    })
}

/// Headings and texts of a language's prose, in order; the first is the title.
type Words = [(&'static str, &'static str); 13];

const EN: Words = [
    ("# ", "A new lesson"),
    ("", "What it is about, in a sentence or two."),
    (
        "## Where things stand {#begin}",
        "{client} is answered from {before}. Say here why that matters.",
    ),
    ("## What if? {#predict}", "The PoP in {before} is to withdraw its route."),
    ("### question", "Which PoP answers {client} then?"),
    ("### right", "Yes: {after}. Say here why."),
    ("### wrong", "It was {after}. Say here what is right about the other answers."),
    ("## Withdraw {#withdraw}", "Select {before} and press **Withdraw**."),
    ("### goal: gone", "**{before}** announces nothing."),
    ("### not yet: gone", "It still announces."),
    ("### goal: quiet", "BGP has converged."),
    ("### not yet: quiet", "Not since you withdrew."),
    ("### hint", "Press **To convergence**."),
];

const ZH: Words = [
    ("# ", "新的一课"),
    ("", "用一两句话说明这一课讲什么。"),
    ("## 现状 {#begin}", "{client}由{before}应答。在这里写下这为什么重要。"),
    ("## 如果？ {#predict}", "{before}的接入点将要撤销它的路由。"),
    ("### question", "那时由哪个接入点应答{client}？"),
    ("### right", "对，是{after}。在这里写下原因。"),
    ("### wrong", "结果是{after}。在这里写下其他答案有什么道理。"),
    ("## 撤销 {#withdraw}", "选中{before}，按下**撤销**。"),
    ("### goal: gone", "**{before}**什么也不通告。"),
    ("### not yet: gone", "它还在通告。"),
    ("### goal: quiet", "BGP 已经收敛。"),
    ("### not yet: quiet", "撤销之后还没有。"),
    ("### hint", "按下**直到收敛**。"),
];

/// What is said when all goals hold.
const PASS_EN: &str = "Say here what was to be seen.";
const PASS_ZH: &str = "在这里写下刚才看到了什么。";

fn prose(world: &World, plot: &Plot, words: &Words, pass: &str, lang: Lang) -> String {
    let names = Names { lang, network: world.network() };
    let part = |(heading, body): &(&str, &str)| match *heading {
        "# " => (format!("# {body}"), String::new()),
        heading => (heading.to_owned(), (*body).to_owned()),
    };
    let pass = ("### pass".to_owned(), pass.to_owned());
    let text = draft::markdown(words.iter().map(part).chain([pass]));
    text.replace("{client}", &names.client(plot.client))
        .replace("{before}", &names.node(plot.before))
        .replace("{after}", &names.node(plot.after))
}
