//! Everything that reads what others wrote, by name: each is fed bytes and must neither panic nor
//! answer at a length beyond all proportion. Shared by the targets here and `tests/it/fuzz`.

use anycast_lab::app::address::Address;
use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::looking_glass::screen::{GlassIntent, MAX_ENTRIES};
use anycast_lab::app::receipt::check::{Begun, Check, begin};
use anycast_lab::app::receipt::codec::{Said, decode as decode_code, encode, find, pack};
use anycast_lab::app::receipt::material::{Marked, Material};
use anycast_lab::app::settings::Settings;
use anycast_lab::app::share::codec::{decode, seal};
use anycast_lab::app::share::run::SharedRun;
use anycast_lab::app::world_index::WorldIndex;
use anycast_lab::engine::egress::feed;
use anycast_lab::engine::internet::as_rel;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::prose::glossary;
use anycast_lab::lesson::restored::Restored;
use anycast_lab::lesson::{catalog, json, progress, prose, trail};

/// Longer than this, in bytes, no complaint needs to be, for an input of a few kilobytes.
const MAX_TOLD: usize = 1 << 20;

/// A parser, fed.
pub type Feed = fn(&[u8]);

/// All of them.
pub const PARSERS: [(&str, Feed); 16] = [
    ("address", address),
    ("as_rel", as_rels),
    ("geofeed", geofeed),
    ("glass", glass),
    ("lesson_json", lesson_json),
    ("lesson_markdown", lesson_markdown),
    ("lesson_list", lesson_list),
    ("progress", stored_progress),
    ("receipt_json", receipt_json),
    ("receipt_text", receipt_text),
    ("run_packed", run_packed),
    ("run_json", run_json),
    ("scenario", scenario),
    ("settings", stored_settings),
    ("trail", stored_trail),
    ("world_list", world_list),
];

/// Feeds the parser of this name.
pub fn feed(name: &str, bytes: &[u8]) {
    let (_, feed) = PARSERS.iter().find(|(known, _)| *known == name).expect("a parser's name");
    feed(bytes);
}

fn assert_bounded(told: usize) {
    assert!(told <= MAX_TOLD, "{told} bytes are told of an input");
}

/// A geofeed; what was read goes out and comes back the same.
fn geofeed(bytes: &[u8]) {
    let pool = ["203.0.113.0/24", "2001:db8::/48"].map(|net| net.parse().expect("a prefix"));
    match feed::read(&String::from_utf8_lossy(bytes), &pool) {
        Ok(rows) => {
            let again = feed::csv(&rows);
            if again.len() <= feed::MAX_FEED_BYTES {
                assert_eq!(feed::read(&again, &pool).expect("our own rows"), rows);
            }
        }
        Err(problems) => {
            assert_bounded(problems.iter().map(|(_, problem)| problem.to_string().len()).sum());
        }
    }
}

/// A fragment, its parameters, and the run in it.
fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(address) = Address::of_fragment(&text) else { return };
    for lang in Lang::ALL {
        assert_bounded(address.problems.iter().map(|problem| problem.sentence(lang).len()).sum());
    }
    if let Some(run) = &address.to.run {
        let _ = decode(&"atlas".into(), run);
    }
}

/// The packed part of a run, its checksum always right.
fn run_packed(bytes: &[u8]) {
    let world = "atlas".into();
    if let Err(problem) = decode(&world, &seal(&world, bytes)) {
        assert_bounded(problem.sentence(Lang::Zh).len());
    }
}

/// What is packed in a run. What can be read can be written, and is the same.
fn run_json(bytes: &[u8]) {
    match SharedRun::of_json(bytes) {
        Ok(run) => assert_eq!(SharedRun::of_json(run.to_json().as_bytes()), Ok(run)),
        Err(problem) => assert_bounded(problem.sentence(Lang::En).len()),
    }
}

/// What somebody pastes where codes are checked.
fn receipt_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for code in find(&text) {
        assert!(code.len() <= text.len(), "a code is in the text");
        if let Ok(Said::Receipt(receipt, true)) = decode_code(&code) {
            let again = decode_code(&encode(&receipt).expect("it was short enough"));
            assert_eq!(again, Ok(Said::Receipt(receipt, true)));
        }
    }
}

/// A small lesson in a small world, for receipts of it.
pub const SMALL_LESSON: &str = r#"{
    "format": "anycast-lab/lesson/1", "slug": "small", "world": "med-order", "seed": 1,
    "drawn": true, "minutes": 1, "steps": [
    { "slug": "a", "kind": "read" },
    { "slug": "b", "kind": "quiz", "choices": ["yes", "no"],
      "question": { "is-it-so": { "goal": { "node-withdrawn": { "node": "stockholm" } } } } },
    { "slug": "c", "kind": "do", "allow": [{ "do": "withdraw" }, { "do": "announce" }],
      "goals": [{ "slug": "gone", "needs": { "for": {
        "us": 500000, "goal": { "node-withdrawn": { "node": "stockholm" } } } } }],
      "solution": [
        { "command": { "do": "withdraw", "node": "stockholm" } }, { "wait": { "us": 600000 } }] },
    { "slug": "d", "kind": "free" }
] }"#;

/// That lesson in its world.
pub fn small_material() -> Material {
    let marked = Marked::read(SMALL_LESSON).expect("a sound lesson");
    marked.in_world(include_str!("../assets/scenarios/med-order.json")).expect("a sound world")
}

thread_local! {
    static SMALL: Material = small_material();
}

/// What is packed in a code, its checksum always right; and doing it again comes to an end.
fn receipt_json(bytes: &[u8]) {
    let receipt = match begin(&pack(bytes)) {
        Begun::Over(entry) => return assert_bounded(entry.verdict.sentence(Lang::En).len()),
        Begun::Wants(receipt) => *receipt,
    };
    let mut check = match SMALL.with(|small| Check::begin(receipt, small)) {
        Ok(check) => check,
        Err(entry) => return assert_bounded(entry.verdict.sentence(Lang::Zh).len()),
    };
    for _ in 0..20 {
        if let Some(entry) = check.go_on(500) {
            return assert_bounded(entry.verdict.sentence(Lang::Zh).len());
        }
    }
}

fn scenario(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(problems) = Setup::from_json(&text) {
        assert!(!problems.is_empty(), "what is refused has a reason");
        assert_bounded(problems.iter().map(|one| one.place.len() + one.message.len()).sum());
    }
}

fn lesson_json(bytes: &[u8]) {
    let mut problems = Problems::of("lesson.json");
    let read = json::read(&String::from_utf8_lossy(bytes), &mut problems);
    told(read.is_some(), problems);
}

fn lesson_markdown(bytes: &[u8]) {
    let mut problems = Problems::of("en.md");
    let _ = prose::read(&String::from_utf8_lossy(bytes), &mut problems);
    told(true, problems);
    let mut problems = Problems::of("glossary.en.md");
    let glossary = glossary::read(&String::from_utf8_lossy(bytes), &mut problems);
    assert_eq!(glossary.matching("").len(), glossary.words.len());
    told(true, problems);
}

fn told(is_read: bool, problems: Problems) {
    let problems = problems.into_list();
    assert!(is_read || !problems.is_empty(), "what is refused has a reason");
    assert_bounded(problems.iter().map(|one| one.place.len() + one.message.len()).sum());
}

fn lesson_list(bytes: &[u8]) {
    if let Err(problems) = catalog::read(&String::from_utf8_lossy(bytes)) {
        assert!(!problems.is_empty(), "what is refused has a reason");
    }
}

fn world_list(bytes: &[u8]) {
    if let Err(problems) = WorldIndex::read(&String::from_utf8_lossy(bytes)) {
        assert!(!problems.is_empty(), "what is refused has a reason");
        assert_bounded(problems.iter().map(|one| one.place.len() + one.message.len()).sum());
    }
}

fn stored_progress(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Restored::Good(progress) = progress::restore(Some(&text)) {
        let again = progress::restore(Some(&progress.to_text()));
        assert_eq!(again, Restored::Good(progress), "what is stored is found again");
    }
}

/// A run of a lesson; what was read goes out and comes back the same, unless it is too long for
/// that.
fn stored_trail(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(trail) = trail::read(&text) {
        let again = trail::read(&trail.to_text()).expect("what is stored is found again");
        assert!(again.lived.is_none() || again == trail, "the same");
    }
}

fn stored_settings(bytes: &[u8]) {
    let _ = Settings::restore(Some(&String::from_utf8_lossy(bytes)));
}

fn as_rels(bytes: &[u8]) {
    if let Err(problems) = as_rel::read(&String::from_utf8_lossy(bytes)) {
        assert!(!problems.is_empty(), "what is refused has a reason");
    }
}

thread_local! {
    /// A lab with an open looking glass; what it has seen is bounded.
    static LAB: std::cell::RefCell<Lab> = std::cell::RefCell::new(small_lab());
}

fn small_lab() -> Lab {
    let text = include_str!("../assets/scenarios/med-order.json");
    let mut lab = Lab::open(Setup::from_json(text).expect("a sound world"), 1, Lang::En);
    lab.handle(Intent::Glass(GlassIntent::Open(None)));
    lab
}

/// Lines typed at the looking glass, completed and entered.
fn glass(bytes: &[u8]) {
    LAB.with_borrow_mut(|lab| {
        for line in String::from_utf8_lossy(bytes).lines() {
            for intent in [GlassIntent::Type(line.to_owned()), GlassIntent::Complete] {
                lab.handle(Intent::Glass(intent));
            }
            lab.handle(Intent::Glass(GlassIntent::Enter));
        }
        assert!(lab.glass.entries().count() <= MAX_ENTRIES, "what is shown is bounded");
    });
}
