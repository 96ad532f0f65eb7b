//! What became of answers, as it is shown.

use super::Tutor;
use super::words::Words;
use crate::app::i18n::Lang;
use crate::engine::net::network::Network;
use crate::lesson::format::{Answer, Asks, Inquiry, Step, Style, Task};
use crate::lesson::progress::Predicted;
use crate::lesson::prose::node::Block;
use crate::lesson::prose::{Key, StepProse};

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultView {
    /// What the answer was for.
    pub style: Style,
    /// What was answered.
    pub predicted: String,
    /// What is so.
    pub happened: String,
    /// Whether that is the same.
    pub is_right: bool,
    /// What there is to say of it.
    pub text: Vec<Block>,
}

impl Tutor {
    /// The answers whose outcome this step has shown.
    pub(super) fn results(&self, step: &Step, lang: Lang, network: &Network) -> Vec<ResultView> {
        if !self.is_done(step) {
            return Vec::new();
        }
        let own = match &step.task {
            Task::Ask(inquiry) if inquiry.revealed_by.is_none() => Some((step, inquiry)),
            _ => None,
        };
        own.into_iter()
            .chain(self.lesson().revealed_by(&step.slug))
            .filter_map(|(step, inquiry)| {
                let predicted = self.progress.predictions.get(&step.slug)?;
                let prose = self.loaded.step_prose(lang.tag(), step);
                let words = Words::new(lang, network, step.form.as_ref());
                Some(result(inquiry, predicted, prose, &words))
            })
            .collect()
    }
}

/// Whether an answer was right.
pub(in crate::app::tutor) fn is_right(inquiry: &Inquiry, predicted: &Predicted) -> bool {
    let outcome = predicted.outcome.as_ref();
    outcome.is_some_and(|actual| inquiry.question.is_right(&predicted.chosen, actual))
}

fn result(
    inquiry: &Inquiry,
    predicted: &Predicted,
    prose: Option<&StepProse>,
    words: &Words,
) -> ResultView {
    let is_right = is_right(inquiry, predicted);
    let happened = words.answer(inquiry, predicted.outcome.as_ref());
    let section = prose.and_then(|prose| {
        if is_right {
            return prose.section(&Key::Right);
        }
        let own = own_words(inquiry, predicted);
        own.and_then(|own| prose.section(&own)).or_else(|| prose.section(&Key::Wrong))
    });
    ResultView {
        style: inquiry.style,
        predicted: words.answer(inquiry, Some(&predicted.chosen)),
        is_right,
        text: words.filled(section, &[("actual", happened.clone())]),
        happened,
    }
}

/// The words for this wrong answer, if somebody wrote some.
fn own_words(inquiry: &Inquiry, predicted: &Predicted) -> Option<Key> {
    match (&predicted.chosen, &predicted.outcome, &inquiry.question.asks) {
        (Answer::Choice(choice), ..) => Some(Key::WrongChoice(choice.clone())),
        (Answer::Number(said), Some(Answer::Number(actual)), Asks::HowMuch { .. }) => {
            Some(if said < actual { Key::TooLow } else { Key::TooHigh })
        }
        _ => None,
    }
}
