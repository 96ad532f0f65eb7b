//! How questions are answered: by a place on the map, a number, an order, a word; and steps in
//! which nothing is asked.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::view::AnswerView;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::format::{Answer, Milli, Style};
use anycast_lab::lesson::prose::node::{Block, words};

use super::Learner;

fn node(learner: &Learner, slug: &str) -> Selection {
    Selection::Node(learner.0.network().names.nodes[slug])
}

pub fn plain(blocks: &[Block]) -> String {
    let line = |block: &Block| match block {
        Block::Paragraph(line) => words(line),
        _ => String::new(),
    };
    blocks.iter().map(line).collect()
}

#[test]
fn a_press_on_the_map_chooses_and_opens_no_card() {
    let mut learner = Learner::at("point");
    let miami = node(&learner, "miami");
    assert!(learner.question().is_on_map && !learner.question().can_lock);
    learner.0.handle(Intent::Press(miami));
    assert!(learner.0.selection.is_none());
    let chosen: Vec<bool> = learner.question().choices().iter().map(|one| one.is_chosen).collect();
    assert_eq!(chosen, [false, false, true, false]);
    // What is no choice is looked at, as ever; and so is a choice that is pressed elsewhere.
    let london = node(&learner, "london");
    learner.0.handle(Intent::Press(london));
    assert_eq!(learner.0.selection, london);
    learner.0.handle(Intent::Select(miami));
    assert_eq!(learner.0.selection, miami);
    assert!(learner.question().choices()[2].is_chosen);
    learner.ask(LessonIntent::Lock);
    assert!(!learner.question().is_on_map);
    let hong_kong = node(&learner, "hong-kong");
    learner.0.handle(Intent::Press(hong_kong));
    assert_eq!(learner.0.selection, hong_kong, "once it is locked, one looks");
    assert_eq!(learner.progress().predictions["point"].chosen, Answer::from("miami"));
}

#[test]
fn a_list_is_not_answered_on_the_map() {
    let mut learner = Learner::at("order");
    let quipu = Selection::Client(learner.0.network().names.clients["quipu"]);
    learner.0.handle(Intent::Press(quipu));
    assert_eq!(learner.0.selection, quipu);
}

#[test]
fn a_number_is_typed_and_locked_only_if_it_is_one() {
    let mut learner = Learner::at("count");
    let number = |learner: &Learner| match learner.question().answer {
        AnswerView::Number(number) => number,
        other => panic!("a number is asked for, not {other:?}"),
    };
    assert_eq!(number(&learner).unit, "networks");
    learner.ask(LessonIntent::Lock);
    assert!(learner.0.is_frozen(), "nothing is typed");
    learner.ask(LessonIntent::Write("1,5".into()));
    assert_eq!(number(&learner).problem, None, "who still types is left alone");
    learner.ask(LessonIntent::Lock);
    assert!(number(&learner).problem.expect("it is told").contains("comma"));
    assert!(learner.0.is_frozen());
    learner.ask(LessonIntent::Write("8".into()));
    assert_eq!(number(&learner).problem, None);
    learner.ask(LessonIntent::Lock);
    assert!(!learner.0.is_frozen());
    learner.ask(LessonIntent::Write("9".into()));
    assert_eq!(number(&learner).text, "8", "locked is locked");
    assert_eq!(learner.progress().predictions["count"].chosen, Answer::Number(Milli::whole(8)));
}

#[test]
fn an_order_is_changed_a_piece_at_a_time() {
    let mut learner = Learner::at("order");
    let order = |learner: &Learner| -> Vec<String> {
        learner.question().choices().iter().map(|one| one.slug.to_string()).collect()
    };
    assert!(learner.question().can_lock, "as it stands it is an answer");
    learner.ask(LessonIntent::Put { choice: "lavande".into(), place: 0 });
    learner.ask(LessonIntent::Put { choice: "quipu".into(), place: 9 });
    learner.ask(LessonIntent::Put { choice: "atlantis".into(), place: 0 });
    assert_eq!(order(&learner), ["lavande", "takoyaki", "quipu"]);
    learner.ask(LessonIntent::Choose(Answer::Order(vec!["quipu".into()])));
    assert_eq!(order(&learner).len(), 3, "half an order is no answer");
    learner.ask(LessonIntent::Lock);
    learner.ask(LessonIntent::Put { choice: "quipu".into(), place: 0 });
    assert_eq!(order(&learner), ["lavande", "takoyaki", "quipu"]);
}

#[test]
fn words_of_choices_are_in_the_language() {
    let labels = |learner: &Learner, lang: Lang| -> Vec<String> {
        let question = learner.view_in(lang).question.expect("a question");
        question.choices().iter().map(|one| one.label.clone()).collect()
    };
    let claim = Learner::at("claim");
    assert_eq!(labels(&claim, Lang::En), ["yes", "no"]);
    assert_eq!(labels(&claim, Lang::Zh), ["是", "否"]);
    assert_eq!(claim.question().style, Style::Quiz);
    let why = Learner::at("why");
    assert_eq!(labels(&why, Lang::En)[0], "Local preference, highest");
    assert_eq!(labels(&why, Lang::Zh)[1], "AS 路径，取最短");
    assert_eq!(labels(&Learner::at("order"), Lang::En)[1], "Takoyaki · Osaka");
}

#[test]
fn prose_names_things_by_their_slugs() {
    let learner = Learner::at("point");
    let text = |lang: Lang| plain(&learner.view_in(lang).text);
    assert_eq!(text(Lang::En), "Somebody in Quipu · Lima is served by M · Tokyo now.");
    assert!(text(Lang::Zh).contains("M · 东京"));
    let question = plain(&learner.question().text);
    assert_eq!(question, "M · Tokyo withdraws. Which PoP answers Quipu · Lima?");
}

#[test]
fn what_the_lesson_does_itself_is_done_when_the_step_begins() {
    let mut learner = Learner::at("why");
    learner.ask(LessonIntent::Choose("local-pref".into()));
    learner.ask(LessonIntent::Lock);
    assert!(learner.0.session.log().is_empty());
    learner.next();
    let log: Vec<Command> =
        learner.0.session.log().iter().map(|entry| entry.command.clone()).collect();
    assert_eq!(log, [Command::Withdraw { node: "sydney".into() }]);
    assert!(learner.0.world().is_converged(), "and settled, as the lesson says");
    assert!(!learner.view().goals[1].holds, "but not by the learner");
    learner.0.handle(Intent::Undo);
    assert_eq!(learner.0.session.log().len(), 1, "it is not the learner's to take back");
    let before = learner.0.world().digest();
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    learner.ask(LessonIntent::ResetStep);
    assert_eq!(learner.0.world().digest(), before, "nor does a step begin without it");
    assert_eq!(learner.0.session.log().len(), 1);
}

#[test]
fn who_jumps_ahead_finds_the_world_as_the_lesson_made_it() {
    let learner = Learner::at("play");
    let names: Vec<String> = learner
        .0
        .session
        .log()
        .iter()
        .map(|entry| match &entry.command {
            Command::Withdraw { node } => node.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["sydney", "tokyo"]);
}

#[test]
fn free_play_lets_everything_through_and_goes_on_at_any_time() {
    let mut learner = Learner::at("play");
    assert!(learner.view().can_go_on && learner.view().can_reset);
    let before = learner.0.session.log().len();
    learner.withdraw("london");
    learner.give(Command::FailPop { node: "miami".into() });
    assert_eq!(learner.0.session.log().len(), before + 2);
    for _ in 0..3 {
        learner.0.handle(Intent::Undo);
    }
    assert_eq!(learner.0.session.log().len(), before, "back to where it began, and no further");
    learner.next();
    assert!(learner.progress().done.contains("play"));
    learner.withdraw("london");
    assert_eq!(learner.0.session.log().len(), before);
}
