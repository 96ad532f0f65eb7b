//! The tutor: locks, freezes, judges, remembers.

mod figures;
mod incident;
mod inputs;
mod practice;
mod resume;
mod sandbox;
mod score;
mod secrets;
mod showing;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::news::lines;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::view::{LessonView, QuestionView};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::headless::lessons::files;
use anycast_lab::lesson::format::{Answer, Milli};
use anycast_lab::lesson::load::Loaded;
use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::progress::{LessonProgress, Progress, restore};
use anycast_lab::lesson::restored::Restored;
use anycast_lab::lesson::{LANGUAGES, json, prose};

use super::lessons::{WORLD, lesson};

/// A lesson of our own, with each kind of step once.
static EVERY_KIND: LazyLock<Arc<Loaded>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lessons");
    let files = files(&folder, &"every-kind".into());
    let mut problems = Problems::of("every-kind");
    let text = files.structure.expect("it is there");
    let lesson = json::read(&text, &mut problems).expect("it is sound");
    let prose = LANGUAGES.iter().zip(files.prose).map(|(language, text)| {
        let text = text.expect("it is there");
        ((*language).to_owned(), prose::read(&text, &mut problems))
    });
    let loaded = Loaded { lesson, prose: prose.collect() };
    assert_eq!(problems.into_list(), []);
    Arc::new(loaded)
});

struct Learner(Lab);

impl Learner {
    fn open(slug: &str, progress: LessonProgress) -> Self {
        Self(Lab::open_lesson(WORLD.clone(), Arc::new(lesson(slug)), progress, Lang::En))
    }

    /// At a step of the lesson that has every kind.
    fn at(step: &str) -> Self {
        let lesson = Arc::clone(&EVERY_KIND);
        let place = lesson.lesson.position(&step.into()).expect("there is such a step");
        let progress = LessonProgress::default();
        Self(Lab::open_lesson_at(WORLD.clone(), lesson, progress, place, Lang::En))
    }

    /// At the beginning of it.
    fn open_every_kind() -> Self {
        let (lesson, progress) = (Arc::clone(&EVERY_KIND), LessonProgress::default());
        Self(Lab::open_lesson(WORLD.clone(), lesson, progress, Lang::En))
    }

    /// Its question.
    fn question(&self) -> QuestionView {
        self.view().question.expect("a question")
    }

    fn view(&self) -> LessonView {
        self.view_in(Lang::En)
    }

    fn view_in(&self, lang: Lang) -> LessonView {
        self.0.tutor.as_ref().expect("a lesson is open").view(self.0.network(), lang)
    }

    fn progress(&self) -> LessonProgress {
        self.0.tutor.as_ref().expect("a lesson is open").progress().clone()
    }

    fn ask(&mut self, intent: LessonIntent) {
        self.0.handle(Intent::Lesson(intent));
    }

    fn next(&mut self) {
        let before = self.view().number;
        self.ask(LessonIntent::Next);
        assert_eq!(self.view().number, before + 1);
    }

    fn predict(&mut self, choice: &str) {
        self.ask(LessonIntent::Choose(choice.into()));
        self.ask(LessonIntent::Lock);
        assert!(self.view().question.expect("a question").is_locked);
    }

    fn estimate(&mut self, number: &str) {
        self.ask(LessonIntent::Write(number.into()));
        self.ask(LessonIntent::Lock);
        assert!(self.view().question.expect("a question").is_locked);
    }

    fn give(&mut self, command: Command) {
        self.0.handle(Intent::Do(command));
    }

    fn withdraw(&mut self, node: &str) {
        self.give(Command::Withdraw { node: node.into() });
    }

    fn send(&mut self, client: &str) {
        self.give(Command::SendPacket { client: client.into(), service: "dns".into() });
    }

    fn pass_ms(&mut self, ms: u32) {
        self.0.handle(Intent::Play);
        // The pace is 1/20 or slower; a frame is a tenth of a second at most.
        for _ in 0..ms * 2 {
            self.0.tick(0.1);
        }
    }

    fn look_at(&mut self, router: &str) {
        let router = self.0.network().names.routers[router];
        self.0.handle(Intent::Select(Selection::Router(router)));
    }
}

#[test]
fn one_address_is_played_to_its_end() {
    let mut learner = Learner::open("one-address", LessonProgress::default());
    assert_eq!((learner.view().number, learner.view().count), (1, 7));
    learner.next();
    for client in ["lavande", "paramo", "kowhai"] {
        assert!(!learner.view().can_go_on);
        learner.send(client);
        learner.pass_ms(40);
    }
    assert!(learner.view().pass.is_some());
    learner.next();
    let lima = learner.0.network().names.clients["quipu"];
    assert!(learner.0.conceals(lima), "the answer is a secret");
    learner.predict("miami");
    assert!(learner.0.conceals(lima), "and stays one until it is seen");
    assert!(learner.view().results.is_empty(), "the outcome is not told before it is seen");
    learner.next();
    learner.ask(LessonIntent::Choose(Answer::Number(Milli::whole(200))));
    learner.ask(LessonIntent::Lock);
    learner.next();
    learner.send("quipu");
    learner.pass_ms(260);
    assert!(!learner.0.conceals(lima));
    let results = learner.view().results;
    assert_eq!(results.iter().map(|one| one.is_right).collect::<Vec<_>>(), [false, true]);
    let (predicted, happened) = (&results[0].predicted, &results[0].happened);
    assert_eq!((predicted.as_str(), happened.as_str()), ("D · Miami", "M · Tokyo"));
    learner.next();
    learner.look_at("albatross-los-angeles");
    assert!(!learner.view().can_go_on);
    learner.predict("local-pref");
    learner.next();
    assert!(learner.view().is_last && !learner.view().is_complete);
    learner.ask(LessonIntent::Next);
    assert!(learner.view().is_complete);
    let card = learner.view().card.expect("the lesson is over");
    // Where was wrong, how long was right, and why was right.
    assert_eq!((card.predicted, card.percent), ((1, 2), 100));
}

fn at_the_withdrawal() -> Learner {
    let mut learner = Learner::open("withdraw", LessonProgress::default());
    learner.next();
    learner.predict("miami");
    learner.next();
    learner.predict("hanji");
    learner.next();
    learner
}

#[test]
fn withdraw_is_played_to_its_end() {
    let mut learner = at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.pass_ms(160);
    let holds: Vec<bool> = learner.view().goals.iter().map(|goal| goal.holds).collect();
    assert_eq!(holds, [true, true, false]);
    learner.0.handle(Intent::SkipToConverged);
    let results = learner.view().results;
    assert_eq!(results.iter().map(|one| one.is_right).collect::<Vec<_>>(), [true, false]);
    assert_eq!(results[1].happened, "Tanuki · Tokyo");
    learner.next();
    learner.predict("interior-cost");
    learner.next();
    learner.estimate("30");
    learner.next();
    learner.give(Command::Announce { node: "tokyo".into() });
    learner.0.handle(Intent::SkipToConverged);
    learner.next();
    learner.estimate("70");
    learner.next();
    let link = "albatross-tokyo--lighthouse-tokyo".into();
    learner.give(Command::FailLinkSilently { link });
    learner.0.handle(Intent::SkipToConverged);
    learner.next();
    learner.predict("no");
    learner.next();
    learner.give(Command::Drain { node: "johannesburg".into(), is_on: true });
    learner.0.handle(Intent::SkipToConverged);
    learner.withdraw("johannesburg");
    learner.0.handle(Intent::SkipToConverged);
    assert!(learner.view().goals.iter().all(|goal| goal.holds));
    learner.next();
    learner.ask(LessonIntent::Next);
    // All but who stays, and how soon good news is everywhere.
    let card = learner.view().card.expect("the lesson is over");
    assert_eq!((card.predicted, card.percent), ((2, 4), 100));
}

#[test]
fn nothing_happens_while_a_prediction_is_open() {
    let mut learner = Learner::open("withdraw", LessonProgress::default());
    learner.next();
    let before = learner.0.world().digest();
    learner.withdraw("tokyo");
    learner.send("quipu");
    for intent in [Intent::Play, Intent::StepEvent, Intent::SkipToConverged, Intent::Restart] {
        learner.0.handle(intent);
        learner.0.tick(0.1);
    }
    assert_eq!(learner.0.world().digest(), before);
    assert!(learner.0.is_frozen() && !learner.0.playback.is_playing);
    learner.ask(LessonIntent::Next);
    assert_eq!(learner.view().number, 2, "nor does one go on");
    learner.ask(LessonIntent::Lock);
    assert!(learner.0.is_frozen(), "there is nothing to lock");
    learner.ask(LessonIntent::Choose("atlantis".into()));
    assert!(!learner.view().question.expect("a question").can_lock);
    learner.predict("sao-paulo");
    assert!(!learner.0.is_frozen() && learner.0.playback.is_playing);
    learner.ask(LessonIntent::Choose("miami".into()));
    learner.ask(LessonIntent::Lock);
    let predicted = &learner.progress().predictions["predict-lima"];
    assert_eq!(predicted.chosen, "sao-paulo".into(), "locked is locked");
}

#[test]
fn only_what_the_step_wants_is_let_through() {
    let mut learner = at_the_withdrawal();
    learner.withdraw("london");
    assert!(learner.0.session.log().is_empty());
    learner.withdraw("tokyo");
    assert_eq!(learner.0.session.log().len(), 1);
    learner.0.handle(Intent::SkipToConverged);
    assert!(learner.view().can_go_on);
    // Passed: what the next step begins with is not taken back any more.
    learner.0.handle(Intent::Undo);
    assert_eq!(learner.0.session.log().len(), 1);
}

#[test]
fn undo_goes_back_to_the_beginning_of_the_step_and_no_further() {
    let mut learner = at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.pass_ms(20);
    learner.0.handle(Intent::Undo);
    assert!(learner.0.session.log().is_empty());
    assert!(!learner.view().goals[0].holds);
    learner.0.handle(Intent::Undo);
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    assert!(learner.view().can_go_on);
}

#[test]
fn a_step_begins_again_with_the_same_world() {
    let mut learner = at_the_withdrawal();
    let before = learner.0.world().digest();
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    assert_ne!(learner.0.world().digest(), before);
    learner.ask(LessonIntent::ResetStep);
    assert_eq!(learner.0.world().digest(), before);
    assert!(!learner.view().can_go_on && learner.view().goals.iter().all(|goal| !goal.holds));
}

#[test]
fn what_was_before_a_step_is_told_as_it_was_when_that_begins_again() {
    let mut learner = at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    learner.next();
    learner.ask(LessonIntent::Skip);
    learner.ask(LessonIntent::Skip);
    let told = lines(&learner.0);
    assert!(!told.is_empty());
    learner.0.handle(Intent::Do(Command::Announce { node: "tokyo".into() }));
    learner.0.handle(Intent::SkipToConverged);
    assert!(lines(&learner.0).len() > told.len());
    learner.ask(LessonIntent::ResetStep);
    assert_eq!(lines(&learner.0), told);
}

#[test]
fn reading_back_changes_nothing() {
    let mut learner = at_the_withdrawal();
    learner.ask(LessonIntent::Back);
    learner.ask(LessonIntent::Back);
    let question = learner.view().question.expect("a question");
    assert!(question.is_locked && question.choices()[2].is_chosen);
    learner.withdraw("tokyo");
    assert_eq!(learner.0.session.log().len(), 1, "the step that is worked on counts");
    learner.next();
    learner.next();
    assert_eq!(learner.view().number, 4);
}

#[test]
fn hints_come_one_at_a_time() {
    let mut learner = at_the_withdrawal();
    for given in 0..=3 {
        let view = learner.view();
        assert_eq!((view.hints.len(), view.hints_left), (given, 3 - given));
        learner.ask(LessonIntent::Hint);
    }
    assert_eq!(learner.view().hints.len(), 3);
}

#[test]
fn both_languages_show_the_same_steps() {
    let learner = at_the_withdrawal();
    let (english, chinese) = (learner.view(), learner.view_in(Lang::Zh));
    assert_ne!(english.step_title, chinese.step_title);
    assert_ne!(english.text, chinese.text);
    assert_eq!(english.goals.len(), chinese.goals.len());
    assert_eq!(english.hints_left, chinese.hints_left);
}

#[test]
fn progress_survives_being_stored_and_the_world_catches_up() {
    let mut learner = at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    learner.next();
    let mut stored = Progress::default();
    stored.lessons.insert("withdraw".into(), learner.progress());
    let Restored::Good(restored) = restore(Some(&stored.to_text())) else { panic!("it is ours") };
    assert_eq!(restored, stored);
    let again = Learner::open("withdraw", restored.lessons["withdraw"].clone());
    assert_eq!(again.view(), learner.view());
    let lab = &again.0;
    let (client, service) =
        (lab.network().names.clients["quipu"], lab.network().names.services["dns"]);
    let node = lab.world().serving(client, service).expect("Lima is answered");
    assert_eq!(lab.network().nodes[node].slug.as_str(), "miami");
}

#[test]
fn progress_that_cannot_be_read_is_set_aside_and_not_lost() {
    let zero = r#"{"format":"anycast-lab/progress/0","lessons":{}}"#;
    for text in ["", "{", "null", "[]", zero, "{\"format\":\"anycast-lab/progress/1\"}"] {
        assert_eq!(restore(Some(text)), Restored::Damaged, "{text}");
    }
    assert_eq!(restore(None), Restored::Good(Progress::default()));
}

#[test]
fn progress_of_a_newer_version_is_left_alone() {
    let newer = r#"{"format":"anycast-lab/progress/9","lessons":["of another form"]}"#;
    assert_eq!(restore(Some(newer)), Restored::Newer);
}

#[test]
fn progress_of_an_older_lesson_is_kept_as_far_as_its_steps_are() {
    let mut progress = LessonProgress::default();
    progress.done.extend(["a-door-closes", "gone-since"].map(Into::into));
    let learner = Learner::open("withdraw", progress.clone());
    assert_eq!(learner.view().number, 2);
    assert!(learner.progress().done.contains("gone-since"));
    // Done without a prediction that is still a choice: to be predicted again.
    progress.done.insert("predict-lima".into());
    assert_eq!(Learner::open("withdraw", progress).view().number, 2);
}
