//! Links to runs: they come back as they were, and nothing that somebody made of them hurts.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::session::limits::MAX_LOG;
use anycast_lab::app::session::{LogEntry, Moment};
use anycast_lab::app::share::codec::{decode, encode, seal};
use anycast_lab::app::share::link;
use anycast_lab::app::share::problem::RunProblem;
use anycast_lab::app::share::qr::{MAX_ADDRESS, qr};
use anycast_lab::app::share::run::SharedRun;
use anycast_lab::app::share::{MAX_BYTES, MAX_CHARS};
use anycast_lab::app::warning::Warning;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;

/// Made by the first version that wrote links, and never to be changed: it opens forever.
const GOLDEN: &str = "v1.VviI4n2P0QqDMAxF_yXPKVhtzeqviA-FVC11DThBhvjv64TtZbCXBO49N-Ee8AiB\
                      oSOERSbo-l5TZYisI2xM7So8gAU62OM28-p3QMjCoSibpKfAOWDfkCu4-cPOkieVyrj4\
                      2pq2cq3BG7X0CY0-LmqJOZXUtTq4hzVy9FktklmyUl8hh109ZU3l3IAwB18q9NqRo9ba\
                      Gxqjm3p4V5L0a2BTLI5TeGzlibajZzc6ZlszBw3nCw";

/// What a forger would send: anything, with a right checksum.
fn forge(world: &Slug, content: &[u8]) -> String {
    seal(world, &miniz_oxide::deflate::compress_to_vec(content, 6))
}

fn world() -> Slug {
    "first-light".into()
}

fn setup() -> Setup {
    Setup::from_json(include_str!("../../assets/scenarios/first-light.json")).unwrap()
}

/// Two withdrawals, one of them while BGP still moves, a cut link, and a look back.
fn played() -> Lab {
    let mut lab = Lab::open(setup(), 7, Lang::En);
    let nodes = ["tokyo", "hong-kong"].map(Slug::from);
    for node in nodes {
        lab.handle(Intent::Do(Command::Withdraw { node }));
        lab.session.advance(Span::from_ms(37), u64::MAX);
        lab.handle(Intent::StepEvent);
    }
    lab.handle(Intent::SkipToConverged);
    let link = lab.network().links.raw[3].slug.clone();
    lab.handle(Intent::Do(Command::FailLink { link }));
    lab.session.advance(Span::from_s(2), u64::MAX);
    assert_eq!(lab.session.log().len(), 3);
    lab
}

fn text_of(lab: &Lab) -> String {
    let fragment = link::of_run(lab, &world()).unwrap();
    fragment.strip_prefix("/world/first-light?run=").unwrap().to_owned()
}

#[test]
fn a_run_comes_back_with_its_digest_log_and_moment() {
    let lab = played();
    let text = text_of(&lab);
    println!("{} characters for 3 commands: {text}", text.len());
    let run = decode(&world(), &text).unwrap();
    let (again, warnings) = Lab::resume(setup(), &run, Lang::Zh);
    assert_eq!(warnings, []);
    assert_eq!(again.world().digest(), lab.world().digest());
    assert_eq!(again.session.log(), lab.session.log());
    assert_eq!(again.session.moment(), lab.session.moment());
    assert!(!again.playback.is_playing, "a moment that is shown is held");
    assert_eq!(text_of(&again), text, "sharing what was shared gives the same link");
}

#[test]
fn a_moment_in_the_past_is_shared_with_what_came_after() {
    let mut lab = played();
    let run = link::shared(&lab);
    let mut early = run.clone();
    early.written.playhead =
        Moment { at: run.written.log[1].at, steps: run.written.log[1].steps, entries: 1 };
    lab = Lab::resume(setup(), &early, Lang::En).0;
    assert_eq!(lab.session.entries(), 1);
    assert_eq!(lab.session.log().len(), 3);
    let (again, warnings) =
        Lab::resume(setup(), &decode(&world(), &text_of(&lab)).unwrap(), Lang::En);
    assert_eq!(warnings, []);
    assert_eq!(again.session.moment(), lab.session.moment());
    assert_eq!(again.world().digest(), lab.world().digest());
}

#[test]
fn the_golden_link_opens() {
    let run = decode(&world(), GOLDEN).unwrap();
    assert_eq!(run.seed, 7);
    let log = &run.written.log;
    assert_eq!(log.len(), 3);
    assert_eq!(log[0].command, Command::Withdraw { node: "tokyo".into() });
    assert_eq!(log[1].command, Command::Withdraw { node: "hong-kong".into() });
    assert!(matches!(log[2].command, Command::FailLink { .. }));
    assert!(log[0].at < log[1].at && log[1].at < log[2].at && log[2].at < run.written.head.at);
    assert_eq!(run.written.head, run.written.playhead);
    // Its world may have changed since. Then it says so, and as much of it as possible stands.
    let (lab, _) = Lab::resume(setup(), &run, Lang::En);
    assert!(!lab.session.log().is_empty());
}

#[test]
fn what_is_wrong_with_a_run_is_told() {
    let text = text_of(&played());
    let problem = |text: &str| decode(&world(), text).unwrap_err();
    let long = format!("v1.{}", "A".repeat(MAX_CHARS));
    assert_eq!(problem(&long), RunProblem::TooLong { chars: long.len() });
    for none in ["", "abc", "v0.abc", "w1.abc", "v.abc", "1.abc", "v-2.abc"] {
        assert_eq!(problem(none), RunProblem::NoVersion, "{none:?}");
    }
    assert_eq!(problem("v2.abc"), RunProblem::Newer { version: "v2".into() });
    for letters in [format!("{text}="), format!("{text} "), text.replacen("v1.", "v1.+", 1)] {
        assert_eq!(problem(&letters), RunProblem::Letters);
    }
    for end in 3..text.len() {
        let short = problem(&text[..end]);
        assert!(matches!(short, RunProblem::Damaged | RunProblem::Letters), "{end}: {short:?}");
    }
    assert_eq!(decode(&"atlas".into(), &text).unwrap_err(), RunProblem::Damaged);
}

#[test]
fn what_a_forger_packs_is_bounded_and_read_strictly() {
    let problem = |content: &[u8]| decode(&world(), &forge(&world(), content)).unwrap_err();
    assert_eq!(problem(&vec![b' '; MAX_BYTES + 1]), RunProblem::TooLarge);
    let head = r#""head":[0,0],"look":[0,0,0]"#;
    let digest = r#""digest":"0123456789abcdef""#;
    let good = format!(r#"{{"seed":1,"log":[],{head},{digest}}}"#);
    assert!(decode(&world(), &forge(&world(), good.as_bytes())).is_ok());
    let many = vec![r#"[0,0,{"do":"withdraw","node":"a"}]"#; MAX_LOG + 1].join(",");
    let many = format!(r#"{{"seed":1,"log":[{many}],{head},{digest}}}"#);
    assert_eq!(problem(many.as_bytes()), RunProblem::TooManyCommands { count: MAX_LOG + 1 });
    let wait = r#"[18446744073709551615,0,{"do":"withdraw","node":"a"}]"#;
    for bad in [
        String::new(),
        "[]".to_owned(),
        "[".repeat(MAX_BYTES),
        good.replace("\"seed\":1", "\"seed\":-1"),
        good.replace("\"seed\":1", "\"seed\":1,\"more\":1"),
        good.replace("0123456789abcdef", "0123456789abcdeé"),
        good.replace("0123456789abcdef", ""),
        good.replace("[]", r#"[[0,0,{"do":"explode"}]]"#),
        good.replace("[]", &format!("[{wait},{wait}]")),
        good.replace("[]", r#"[],"lesson":["../..","x"]"#),
        good.replace("[]", &format!("[[0,0,{:?}]]", "x".repeat(9_000))),
    ] {
        let told = problem(bad.as_bytes());
        let RunProblem::Malformed { .. } = &told else { panic!("{told:?} of {bad:.60}") };
        let said = told.sentence(Lang::Zh);
        assert!(said.chars().count() < 300 && said != told.sentence(Lang::En), "{said}");
    }
}

#[test]
fn commands_are_checked_like_clicks_and_all_that_are_left_out_are_told() {
    let mut run = link::shared(&played());
    let extra = |node: &str, at| LogEntry {
        at: SimTime::from_us(at),
        steps: 0,
        command: Command::Withdraw { node: node.into() },
    };
    run.written.log.insert(0, extra("atlantis", run.written.log[0].at.as_us()));
    run.written.log[0].steps = run.written.log[1].steps;
    run.written.log.push(extra("miami", 5));
    let (lab, warnings) = Lab::resume(setup(), &run, Lang::En);
    assert_eq!(lab.session.log().len(), 3);
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].sentence(Lang::En).contains("Command 1"));
    assert!(warnings[1].sentence(Lang::Zh).contains("第 5 条"));
    // A run of another world: nothing fits, and the complaints end.
    run.written.log = vec![extra("atlantis", 0); 100];
    let (lab, warnings) = Lab::resume(setup(), &run, Lang::En);
    assert!(lab.session.log().is_empty());
    assert!(warnings.len() <= 10, "{}", warnings.len());
}

#[test]
fn a_run_that_comes_out_otherwise_says_so() {
    let mut run = link::shared(&played());
    run.digest = Some("0".repeat(16));
    assert_eq!(Lab::resume(setup(), &run, Lang::En).1, [Warning::OtherOutcome]);
}

#[test]
fn a_run_too_long_for_a_link_is_not_cut() {
    let mut run = link::shared(&played());
    let mut state = 1_u64;
    for at in 0..MAX_LOG as u64 {
        // Names that do not pack.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(at);
        let node = format!("{state:x}-{:x}", state.rotate_left(17)).as_str().into();
        let at = run.written.head.at + Span::from_us(at);
        run.written.log.push(LogEntry { at, steps: 1 << 40, command: Command::Withdraw { node } });
    }
    let told = encode(&world(), &run).unwrap_err();
    assert!(matches!(told, RunProblem::TooLong { chars } if chars > MAX_CHARS), "{told:?}");
}

#[test]
fn a_place_is_linked_by_world_and_seed() {
    let lab = |seed| Lab::open(setup(), seed, Lang::En);
    assert_eq!(link::of_place(&lab(1), &world()), "/world/first-light");
    assert_eq!(link::of_place(&lab(9), &world()), "/world/first-light?seed=9");
}

#[test]
fn a_code_is_drawn_while_a_camera_can_read_it() {
    let code = qr("https://example.net/lab/#/world/atlas").unwrap();
    assert_eq!(code.side, 29 + 8);
    assert!(code.path.starts_with("M4 4h7v1h-7z"), "a finder pattern stands in the corner");
    assert!(qr(&"a".repeat(MAX_ADDRESS)).is_some());
    assert!(qr(&"a".repeat(MAX_ADDRESS + 1)).is_none());
}

#[test]
fn json_survives() {
    let run =
        SharedRun { lesson: Some(("withdraw".into(), "look".into())), ..link::shared(&played()) };
    assert_eq!(SharedRun::of_json(run.to_json().as_bytes()), Ok(run));
}
