//! Valid inputs to begin from, and words that parsers know.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::parameters::KEYS;
use anycast_lab::app::receipt::Receipt;
use anycast_lab::app::receipt::check::Making;
use anycast_lab::app::receipt::class::{Name, Pupil};
use anycast_lab::app::receipt::codec::encode;
use anycast_lab::app::share::link;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use miniz_oxide::deflate::compress_to_vec;

use super::parsers::small_material;
use crate::receipts::player::{Manner, play};

fn file(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(paths: &[&str]) -> Vec<Vec<u8>> {
    paths.iter().map(|path| file(path)).collect()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Valid inputs of a parser.
pub fn valid(name: &str) -> Vec<Vec<u8>> {
    match name {
        "address" => addresses(),
        "as_rel" => as_rels(),
        "geofeed" => texts(&[
            "203.0.113.0/25,GB,,,\n203.0.113.128/25,fr,FR-IDF,\"Paris\",75001\n",
            "# all of it\n2001:db8::/56,JP,JP-13,Tokyo,\n203.0.113.7,ZZ\n",
        ]),
        "glass" => texts(&[
            "show bgp\nshow bgp summary\nshow route 192.0.2.1\n",
            "show bgp neighbors frr advertised-routes\nping 203.0.113.1\ntraceroute 203.0.113.1",
            "show bgp 203.0.113.0/24\nhelp\n?\nshow ?",
        ]),
        "lesson_json" => {
            files(&["lessons/withdraw/lesson.json", "lessons/one-address/lesson.json"])
        }
        "lesson_markdown" => files(&[
            "lessons/withdraw/en.md",
            "lessons/withdraw/zh.md",
            "lessons/one-address/en.md",
            "lessons/glossary.zh.md",
        ]),
        "lesson_list" => files(&["lessons/index.json"]),
        "progress" => texts(&[
            r#"{"format":"anycast-lab/progress/1","lessons":{}}"#,
            r#"{"format":"anycast-lab/progress/1","open":"withdraw","lessons":{"withdraw":{"done":
            ["look","act"],"predictions":{"ask":{"chosen":"tokyo","outcome":null}}}}}"#,
            r#"{"format":"anycast-lab/progress/2","lessons":{"withdraw":{"done":["look"],"steps":
            ["look","act"],"score":{"points":2,"of":3}}}}"#,
            r#"{"format":"anycast-lab/progress/3","lessons":[1]}"#,
        ]),
        "trail" => texts(&[
            r#"{"format":"anycast-lab/trail/1","seed":1,"steps":[]}"#,
            r#"{"format":"anycast-lab/trail/1","seed":7,"lived":{"deeds":[{"at":5,"steps":2,
            "command":{"do":"withdraw","node":"tokyo"}}],"head":{"at":9,"steps":8,"deeds":1}},
            "steps":[{"step":"act","variant":"bogota","begun":{"at":1,"steps":0,"deeds":0},
            "done":{"at":9,"steps":8,
            "deeds":1},"answer":["a","b"],"explained":[["lima",{"at":2,"steps":1,"deeds":0}]],
            "hints":2,"is-shown":true,"is-skipped":true,"held":["gone"]}]}"#,
            r#"{"format":"anycast-lab/trail/2","steps":[1]}"#,
        ]),
        "receipt_json" => receipts().into_iter().map(|it| json(&it)).collect(),
        "receipt_text" => {
            let codes = receipts().into_iter().filter_map(|receipt| encode(&receipt));
            let all: Vec<String> = codes.collect();
            texts(&[&all[0], &format!("> {}\nand {}.", all[0], all[1]), "lab2.AAAA.end lab1.end"])
        }
        "run_packed" => {
            let packed = |json: Vec<u8>| compress_to_vec(&json, 9);
            runs().into_iter().map(packed).collect()
        }
        "run_json" => runs(),
        "scenario" => files(&[
            "assets/scenarios/med-order.json",
            "tests/fixtures/gadgets/bad-gadget-world.json",
            "tests/fixtures/meshes/mesh-04.json",
            "tests/fixtures/meshes/anycast-1.json",
        ]),
        "world_list" => files(&["assets/scenarios/index.json"]),
        "settings" => texts(&["1?lang=zh&theme=projector&motion=reduced", "1?", "2?theme=dark"]),
        _ => panic!("{name} has no valid inputs"),
    }
}

/// Words, numbers and signs that get past a parser's first look.
pub fn words(name: &str) -> Vec<&'static str> {
    let mut words = vec![
        "",
        "0",
        "-1",
        "1e999",
        "18446744073709551616",
        "4294967296",
        "0.1",
        "null",
        "true",
        "{}",
        "[]",
        "\"\"",
        "[[[[[[[[",
        "{\"a\":",
        "\\u0000",
        "\u{0}",
        "\u{FEFF}",
        "\u{202E}",
        "é",
        "界",
        "%",
        "%00",
        "&",
        "=",
        "?",
        "#",
        "/",
        "..",
        "|",
        "\n",
        "\r\n",
        "    ",
        "\t",
    ];
    match name {
        "address" | "settings" => words.extend(KEYS),
        "lesson_markdown" => words.extend([
            "# ",
            "## ",
            "### ",
            "- ",
            "1. ",
            "> ",
            "```",
            "<b>",
            "](",
            "![",
            "[x]: ",
            "**",
            "|--|",
            "&amp;",
            "javascript:",
            "https://",
            "<!--",
            "$$",
            "[^1]",
        ]),
        "receipt_json" => {
            words.extend(["\"deeds\":", "\"steps\":", "\"answer\":", "is-skipped", "explained"]);
        }
        "receipt_text" => words.extend(["lab1.", "lab2.", ".end", "lab"]),
        "run_json" => words.extend(["\"do\":", "\"log\":", "\"head\":", "\"rules\":", "set-rules"]),
        "glass" => words.extend(["show", "bgp", "route", "neighbors", "ping", "?", "192.0.2.0/24"]),
        _ => {}
    }
    words
}

fn addresses() -> Vec<Vec<u8>> {
    texts(&[
        "/world/atlas?lang=zh&theme=projector&motion=reduced&speed=1/20&hints=off&embed=1",
        "/world/med-order?only=map&seed=12345678901234567890&palette=grey",
        "/lesson/withdraw/predict-lima?lang=xx-long",
        "/lesson/withdraw/3",
        "/world/atlas?run=v1.VviI4n2P0QqDMAxF_yXPKVhtzeqviA-FVC11DThBhvjv64TtZbCXBO49N-Ee8AiBoSOE\
         RSbo-l5TZYisI2xM7So8gAU62OM28-p3QMjCoSibpKfAOWDfkCu4-cPOkieVyrj42pq2cq3BG7X0CY0-LmqJOZXU\
         tTq4hzVy9FktklmyUl8hh109ZU3l3IAwB18q9NqRo9baGxqjm3p4V5L0a2BTLI5TeGzlibajZzc6ZlszBw3nCw",
    ])
}

/// The first lines of a graph: comments, a clique, links of both kinds.
fn as_rels() -> Vec<Vec<u8>> {
    let graph = file("tests/fixtures/bench/gr1000.as-rel2.txt");
    let lines: Vec<&[u8]> = graph.split_inclusive(|byte| *byte == b'\n').take(150).collect();
    let small = b"# input clique: 1 2 3\n# IXP ASes: 9\n1|2|0|bgp\n1|3|0\n2|4|-1|mlp\n".to_vec();
    vec![lines.concat(), small]
}

fn json(receipt: &Receipt) -> Vec<u8> {
    serde_json::to_vec(receipt).expect("JSON")
}

/// Receipts of the small lesson, with and without a class.
fn receipts() -> Vec<Receipt> {
    let material = small_material();
    let name = |text: &str| Name::new(text).expect("a name");
    let pupil = Pupil { class: name("A+"), student: name("李小龙") };
    let receipt = |pupil: Option<Pupil>, manner: Manner| {
        let seed = pupil.as_ref().map_or(1, |pupil| pupil.seed(&"small".into()));
        let lesson = material.drawn(pupil.as_ref(), seed);
        let (trail, _) = play(&lesson, World::opened(material.setup(), seed), seed, manner);
        let mut making = Making::begin(&material, pupil, trail);
        loop {
            if let Some(made) = making.go_on(1_000) {
                return made.expect("what was done can be done again");
            }
        }
    };
    let other = Manner { wrong_every: 1, hints: 2, ..Manner::default() };
    vec![receipt(None, Manner::default()), receipt(Some(pupil), other)]
}

/// Runs with a command of many kinds.
fn runs() -> Vec<Vec<u8>> {
    let setup =
        || Setup::from_json(include_str!("../../../assets/scenarios/med-order.json")).unwrap();
    let mut lab = Lab::open(setup(), 3, Lang::En);
    let empty = link::shared(&lab).to_json().into_bytes();
    let network = lab.network();
    let link = network.links.raw[0].slug.clone();
    let router = network.routers.raw[0].slug.clone();
    let session = network.sessions.raw[0].slug.clone();
    let rules = r#"{"do":"set-rules","session":"S","router":"R","import":[{"match":{},"set":{}}]}"#;
    let rules = rules.replace("\"S\"", &format!("\"{session}\""));
    let mut commands = vec![
        Command::FailLink { link: link.clone() },
        Command::RestoreLink { link },
        Command::FailSession { session },
        Command::WithdrawPrefix { router, prefix: "192.0.2.0/24".parse().unwrap() },
    ];
    commands.extend(serde_json::from_str::<Command>(&rules));
    for command in commands {
        lab.handle(Intent::Do(command));
        lab.handle(Intent::StepEvent);
    }
    vec![empty, link::shared(&lab).to_json().into_bytes()]
}
