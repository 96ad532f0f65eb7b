//! Completion codes: what is honest is verified, and whatever is not, is found.

mod forged;
pub mod player;
mod texts;

use std::path::Path;
use std::sync::LazyLock;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::receipt::check::{self, Begun, Check, Making};
use anycast_lab::app::receipt::class::{Name, Pupil};
use anycast_lab::app::receipt::codec::{Said, decode, encode};
use anycast_lab::app::receipt::found::Entry;
use anycast_lab::app::receipt::material::{Marked, Material};
use anycast_lab::app::receipt::rates::rates;
use anycast_lab::app::receipt::roll::{Materials, Roll, Step};
use anycast_lab::app::receipt::verdict::{Kind, Verdict};
use anycast_lab::app::receipt::{Receipt, csv};
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::audit::Grade;
use player::{Manner, play};

/// Lessons of the tests' own, in a world that opens quickly.
const LESSONS: [&str; 2] = ["asks", "ways"];
/// Lessons that learners do.
const SHIPPED: [&str; 2] = ["one-address", "withdraw"];

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn structure(lesson: &str) -> String {
    if LESSONS.contains(&lesson) {
        file(&format!("tests/it/receipts/lessons/{lesson}.json"))
    } else {
        file(&format!("lessons/{lesson}/lesson.json"))
    }
}

/// A lesson and its world, with a change to each text.
fn changed(lesson: &str, change: impl Fn(&str, String) -> String) -> Material {
    let marked = Marked::read(&change("lesson", structure(lesson))).expect("a sound lesson");
    let world = file(&format!("assets/scenarios/{}.json", marked.lesson.world));
    marked.in_world(&change("world", world)).expect("a sound world")
}

static MATERIALS: LazyLock<Materials> = LazyLock::new(|| {
    let material = |lesson: &str| (Slug::new(lesson), Some(changed(lesson, |_, text| text)));
    LESSONS.into_iter().chain(SHIPPED).map(material).collect()
});

fn material(lesson: &str) -> &'static Material {
    MATERIALS[lesson].as_ref().expect("it is there")
}

fn pupil(student: &str) -> Pupil {
    Pupil { class: name("BGP 101"), student: name(student) }
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

/// The receipt of somebody who does a lesson in this manner, and how many answers were wrong.
fn done(lesson: &str, pupil: Option<Pupil>, manner: Manner) -> (Receipt, usize) {
    let material = material(lesson);
    let of_pupil = pupil.as_ref().map(|pupil| pupil.seed(&lesson.into()));
    let seed = of_pupil.unwrap_or(material.lesson().seed);
    let drawn = material.drawn(pupil.as_ref(), seed);
    let (trail, wrong) = play(&drawn, World::opened(material.setup(), seed), seed, manner);
    let mut making = Making::begin(material, pupil, trail);
    let receipt = loop {
        if let Some(made) = making.go_on(5_000) {
            break made.expect("what was done can be done again");
        }
    };
    (receipt, wrong)
}

fn code(receipt: &Receipt) -> String {
    encode(receipt).expect("it is not too long")
}

/// Checks one code with a lesson that may be another.
fn checked_with(code: &str, material: Option<&Material>) -> Entry {
    let receipt = match check::begin(code) {
        Begun::Over(entry) => return entry,
        Begun::Wants(receipt) => receipt,
    };
    let Some(material) = material else { return check::missing(&receipt) };
    let mut check = match Check::begin(*receipt, material) {
        Ok(check) => check,
        Err(entry) => return *entry,
    };
    loop {
        if let Some(entry) = check.go_on(2_000) {
            return entry;
        }
    }
}

fn checked(receipt: &Receipt) -> Entry {
    checked_with(&code(receipt), MATERIALS.get(&receipt.lesson).and_then(Option::as_ref))
}

/// Checks everything that a text holds.
fn called(text: &str) -> Roll {
    let mut roll = Roll::default();
    roll.add(text);
    loop {
        match roll.go_on(&MATERIALS, 20_000) {
            Step::Over => return roll,
            Step::Wants(lesson) => panic!("nobody has {lesson}"),
            Step::Worked => {}
        }
    }
}

#[test]
fn what_was_done_is_verified() {
    for lesson in LESSONS.into_iter().chain(SHIPPED) {
        let (receipt, wrong) = done(lesson, None, Manner::default());
        assert_eq!(wrong, 0);
        let text = code(&receipt);
        assert!(text.len() < 3_000, "a code of {} characters is long to hand in", text.len());
        let Ok(Said::Receipt(read, true)) = decode(&text) else { panic!("it is ours") };
        assert_eq!(*read, receipt);
        let entry = checked(&receipt);
        assert_eq!(entry.verdict, Verdict::Verified);
        let result = entry.counts().expect("it counts");
        let score = result.score();
        assert!(score.points == score.of && score.of > 0, "{score:?}");
        assert!(result.lasted.as_us() > 0);
        assert_eq!(result.wrong().count(), 0);
    }
}

#[test]
fn what_was_wrong_shown_and_left_out_is_said() {
    let manner = Manner { wrong_every: 1, shown: 1, skipped: 2, hints: 2, steps: 0 };
    for lesson in LESSONS.into_iter().chain(SHIPPED) {
        let (receipt, wrong) = done(lesson, Some(pupil("Ann")), manner);
        let entry = checked(&receipt);
        assert_eq!(entry.verdict, Verdict::Verified, "{}", entry.verdict.sentence(Lang::En));
        let result = entry.counts().expect("it counts");
        assert_eq!(result.wrong().count(), wrong);
        assert_eq!((result.count(Grade::Shown), result.count(Grade::Skipped)), (1, 1));
        assert!(result.hints() >= 4, "{}", result.hints());
        assert!(result.score().points < result.score().of);
    }
}

#[test]
fn a_lesson_that_is_not_finished_is_said_to_be_so() {
    let (receipt, _) = done("ways", None, Manner { steps: 3, ..Manner::default() });
    let entry = checked(&receipt);
    assert_eq!(entry.verdict, Verdict::Verified);
    let result = entry.counts().expect("it counts");
    assert_eq!(result.count(Grade::Open), result.steps.len() - 3);
}

/// Thirty codes of these lessons with something around them: one is forged, one is somebody
/// else's. Also how many answers were wrong in the others.
fn thirty(lessons: [&str; 2]) -> (String, usize) {
    let mut text = String::from("Dear Prof,\nhere are ours:\n");
    let mut wrongs = 0;
    for n in 0..30 {
        let lesson = lessons[n % 2];
        let manner = Manner { wrong_every: n % 3, hints: 1, ..Manner::default() };
        let (mut receipt, wrong) = done(lesson, Some(pupil(&format!("Student {n}"))), manner);
        match n {
            // Who would rather have had it right.
            7 => {
                let is_wrong = |grade| matches!(grade, Grade::Surprised | Grade::Wrong);
                let claim = receipt.claims.iter_mut().find(|claim| is_wrong(claim.grade));
                claim.expect("one was wrong").grade = Grade::Foretold;
            }
            // Who hands in what a friend did.
            18 => receipt.pupil = Some(pupil("Somebody else")),
            _ => wrongs += wrong,
        }
        text.extend(["\n> ", &code(&receipt), "\n"]);
    }
    (text, wrongs)
}

/// For the walk through the built page, which has no other way to so many codes: written to where
/// `LAB_CODES` says.
#[test]
#[ignore = "it is no test, but makes what another one needs"]
fn codes_for_the_walk() {
    let path = std::env::var("LAB_CODES").expect("LAB_CODES says where to write them");
    std::fs::write(path, thirty(SHIPPED).0).expect("they can be written");
}

#[test]
fn of_thirty_codes_a_forged_one_and_one_from_another_seed_are_found() {
    let (text, wrongs) = thirty(LESSONS);
    let roll = called(&text);
    assert_eq!(roll.progress(), (30, 30));
    let entries: Vec<&Entry> = roll.entries().collect();
    for (n, entry) in entries.iter().enumerate() {
        let expected = match n {
            7 => Kind::Edited,
            18 => Kind::OtherSeed,
            _ => Kind::Verified,
        };
        assert_eq!(entry.verdict.kind(), expected, "{n}: {}", entry.verdict.sentence(Lang::En));
    }
    let found: usize =
        entries.iter().filter_map(|entry| entry.counts()).map(|one| one.wrong().count()).sum();
    assert_eq!(found, wrongs);

    let rates = rates(entries.iter().copied());
    assert_eq!(
        rates.iter().map(|lesson| (lesson.lesson.as_str(), lesson.codes)).collect::<Vec<_>>(),
        [("asks", 14), ("ways", 14)]
    );
    let steps = rates.iter().flat_map(|lesson| &lesson.steps);
    assert_eq!(steps.clone().map(|step| step.wrong).sum::<usize>(), wrongs);
    assert!(steps.clone().all(|step| step.all() == 14 && step.error_percent().is_some()));

    let file = csv::codes(entries.iter().copied(), Lang::En);
    assert_eq!(file.lines().count(), 31);
    assert!(file.lines().nth(8).expect("a row").contains(",edited,"));
    let file = csv::steps(&rates);
    assert_eq!(file.lines().count(), 1 + steps.count());
}
