//! Each way to edit a code, and what is said of it.

use anycast_lab::app::receipt::verdict::{Odd, Other};
use anycast_lab::engine::base::time::SimTime;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::audit::{Audit, Flaw};
use anycast_lab::lesson::trail::{Moment, Trail};

use super::*;

fn honest() -> Receipt {
    static HONEST: LazyLock<Receipt> = LazyLock::new(|| {
        done("ways", Some(pupil("Ann")), Manner { wrong_every: 1, ..Manner::default() }).0
    });
    HONEST.clone()
}

fn edited(change: impl Fn(&mut Receipt)) -> Verdict {
    let mut receipt = honest();
    change(&mut receipt);
    checked(&receipt).verdict
}

#[test]
fn what_is_claimed_must_come_of_what_was_done() {
    let graded = |grade| honest().claims.iter().position(|claim| claim.grade == grade);
    let surprised = graded(Grade::Surprised).expect("one was wrong");
    let met = graded(Grade::Met).expect("goals were met");
    let slug = |place: usize| honest().claims[place].step.clone();
    let answer = edited(|it| it.claims[surprised].grade = Grade::Foretold);
    assert_eq!(answer, Verdict::Edited(Odd::Answer(slug(surprised))));
    let goal = edited(|it| it.claims[met].grade = Grade::Shown);
    assert_eq!(goal, Verdict::Edited(Odd::Goal(slug(met))));
    let score = edited(|it| it.claims[met].score.points += 1);
    assert_eq!(score, Verdict::Edited(Odd::Score(slug(met))));
    let hints = edited(|it| it.claims[met].hints = 1);
    assert_eq!(hints, Verdict::Edited(Odd::Hints(slug(met))));
    let steps = edited(|it| drop(it.claims.pop()));
    assert_eq!(steps, Verdict::Edited(Odd::Steps));
    let end = edited(|it| it.end = it.opened);
    assert_eq!(end, Verdict::Edited(Odd::End));
}

/// Changes what was done.
fn stumbled(change: impl Fn(&mut Trail)) -> (Option<String>, Flaw) {
    match edited(|it| change(&mut it.trail)) {
        Verdict::Edited(Odd::Deed(stumble)) => {
            (stumble.step.map(|step| step.to_string()), stumble.flaw)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_done_must_be_possible() {
    let place = |trail: &Trail, step: &str| {
        trail.steps.iter().position(|passage| passage.step.as_str() == step).expect("a step")
    };
    let at = |step: &str, flaw| (Some(step.to_owned()), flaw);
    let lived = |trail: &mut Trail| trail.lived.take().expect("it is there");
    let other = stumbled(|trail| {
        let mut all = lived(trail);
        all.deeds[0].command = Command::Withdraw { node: "amsterdam".into() };
        trail.lived = Some(all);
    });
    assert_eq!(other, at("take-away", Flaw::NotAllowed));
    let twice = stumbled(|trail| {
        let mut all = lived(trail);
        let again = all.deeds[0].clone();
        all.deeds.insert(1, again);
        trail.lived = Some(all);
        for passage in &mut trail.steps {
            let moments = [&mut passage.begun, &mut passage.done];
            for moment in moments.into_iter().flatten().filter(|moment| moment.deeds > 0) {
                moment.deeds += 1;
            }
        }
    });
    assert_eq!(twice, at("take-away", Flaw::Refused));
    let early = stumbled(|trail| {
        let mut all = lived(trail);
        all.deeds[0].at = SimTime::ZERO;
        trail.lived = Some(all);
    });
    assert_eq!(early, at("take-away", Flaw::OtherHistory));
    let dreamt = stumbled(|trail| {
        let mut all = lived(trail);
        all.head.steps += 1_000;
        trail.lived = Some(all);
    });
    assert_eq!(dreamt, at("end", Flaw::OtherHistory));
    let none = stumbled(|trail| trail.lived = None);
    assert_eq!(none, (None, Flaw::NotKept));
    let unanswered = stumbled(|trail| {
        let n = place(trail, "guess");
        trail.steps[n].answer = None;
    });
    assert_eq!(unanswered, at("guess", Flaw::NoAnswer));
    let unknown = stumbled(|trail| {
        let n = place(trail, "guess");
        trail.steps[n].answer = Some("atlantis".into());
    });
    assert_eq!(unknown, at("guess", Flaw::NoAnswer));
    let left_out = stumbled(|trail| drop(trail.steps.remove(1)));
    assert_eq!(left_out, (None, Flaw::OtherSteps));
    let swapped = stumbled(|trail| trail.steps.swap(1, 2));
    assert_eq!(swapped, (None, Flaw::OtherSteps));
    let renamed = stumbled(|trail| trail.steps[0].step = "elsewhere".into());
    assert_eq!(renamed, (None, Flaw::OtherSteps));
}

#[test]
fn a_step_is_met_only_where_its_goals_hold() {
    let verdict = edited(|it| {
        let steps = &mut it.trail.steps;
        let step = steps.iter_mut().find(|step| step.step.as_str() == "take-away");
        let step = step.expect("it is there");
        step.done = step.begun.map(|at| Moment { deeds: at.deeds + 2, ..at });
    });
    assert_eq!(verdict, Verdict::Edited(Odd::Goal("take-away".into())));
    let verdict = edited(|it| {
        let steps = &mut it.trail.steps;
        let step = steps.iter_mut().find(|step| step.step.as_str() == "look");
        step.expect("it is there").explained.clear();
    });
    assert_eq!(verdict, Verdict::Edited(Odd::Goal("look".into())));
}

#[test]
fn a_seed_of_ones_own_choice_is_found() {
    assert_eq!(edited(|it| it.trail.seed += 1), Verdict::OtherSeed);
    assert_eq!(edited(|it| it.pupil = Some(pupil("Bob"))), Verdict::OtherSeed);
    assert_eq!(edited(|it| it.pupil = None), Verdict::OtherSeed, "the lesson has one seed");
    let class = edited(|it| {
        it.pupil = Some(Pupil { class: name("BGP 102"), student: name("Ann") });
    });
    assert_eq!(class, Verdict::OtherSeed);
}

#[test]
fn another_version_is_told_from_an_edited_code() {
    let other = |other| Verdict::OtherVersion(other);
    let program = edited(|it| it.program = "9.9.9".to_owned());
    assert_eq!(program, other(Other::Program("9.9.9".to_owned())));
    let form = edited(|it| it.format = "anycast-lab/receipt/2".to_owned());
    assert!(matches!(form, Verdict::OtherVersion(Other::Program(_))), "{form:?}");
    let engine = edited(|it| it.opened = it.end);
    assert_eq!(engine, other(Other::Engine));
    let missing = edited(|it| it.lesson = "not-here".into());
    assert_eq!(missing, other(Other::Missing));

    let code = code(&honest());
    let verdict = |material: &Material| checked_with(&code, Some(material)).verdict;
    let lesson = changed("ways", |what, text| match what {
        "lesson" => text.replace("\"minutes\": 5", "\"minutes\": 8"),
        _ => text,
    });
    assert_eq!(verdict(&lesson), other(Other::Lesson));
    let world = changed("ways", |what, text| match what {
        "world" => text.replacen("\"en\":\"", "\"en\":\"The ", 1),
        _ => text,
    });
    assert_eq!(verdict(&world), other(Other::World));
    let laid_out = changed("ways", |_, text| {
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        value.to_string()
    });
    assert_eq!(verdict(&laid_out), Verdict::Verified, "layout is no content");
    let newer = code.replacen("lab1.", "lab2.", 1);
    assert_eq!(checked_with(&newer, None).verdict, other(Other::Program(String::new())));
}

#[test]
fn every_verdict_says_why_in_both_languages() {
    let step = Slug::new("a-step");
    let flaws = [
        Flaw::NotKept,
        Flaw::OtherSteps,
        Flaw::OtherHistory,
        Flaw::NotAllowed,
        Flaw::Refused,
        Flaw::NoAnswer,
        Flaw::TooMuch,
    ];
    let deed = |flaw| {
        let stumble = anycast_lab::lesson::audit::Stumble { step: Some(step.clone()), flaw };
        Verdict::Edited(Odd::Deed(stumble))
    };
    let mut all: Vec<Verdict> = flaws.map(deed).to_vec();
    all.extend(
        [
            Odd::Checksum,
            Odd::Steps,
            Odd::Answer(step.clone()),
            Odd::Goal(step.clone()),
            Odd::Score(step.clone()),
            Odd::Hints(step.clone()),
            Odd::End,
        ]
        .map(Verdict::Edited),
    );
    let others = [
        Other::Program(String::new()),
        Other::Program("9".to_owned()),
        Other::Lesson,
        Other::World,
        Other::Engine,
        Other::Missing,
    ];
    all.extend(others.map(Verdict::OtherVersion));
    all.extend([Verdict::Verified, Verdict::OtherSeed]);
    let mut seen = std::collections::BTreeSet::new();
    for verdict in &all {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| verdict.sentence(lang));
        assert!(en.ends_with('.') && zh.ends_with('。'), "{en} {zh}");
        assert!(seen.insert(en.clone()) && seen.insert(zh), "{en} is said of two things");
    }
}

#[test]
fn an_audit_comes_to_an_end() {
    let mut receipt = honest();
    let lived = receipt.trail.lived.as_mut().expect("it is there");
    lived.head.at = SimTime::from_us(u64::MAX);
    lived.head.steps = u64::MAX;
    let material = material("ways");
    let lesson = material.drawn(receipt.pupil.as_ref(), receipt.trail.seed);
    let mut audit = Audit::begin(lesson, material.setup(), &receipt.trail).within(30_000);
    while !audit.go_on(1_000) {}
    assert!(audit.stumbled().is_some());
}
