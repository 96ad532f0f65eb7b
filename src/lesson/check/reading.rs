//! Whether a lesson can be read in the time that it says it takes.

use crate::lesson::format::Lesson;
use crate::lesson::problem::Problems;
use crate::lesson::prose::node::{Block, words};
use crate::lesson::prose::{Key, Prose};

/// Words a minute of somebody who reads to learn.
const WORDS: usize = 200;
/// The same in Chinese characters, where there are no words to count.
const CHARACTERS: usize = 400;
/// How much longer than it says a lesson may take, in tenths.
const TENTHS: usize = 16;

/// Tells a lesson that takes much longer to read than it says. Of the feedback, what is said of a
/// right answer counts; hints and what is said of wrong ones do not.
pub(super) fn time(lesson: &Lesson, prose: &Prose, problems: &mut Problems) {
    let mut text = String::new();
    add(&prose.summary, &mut text);
    for step in lesson.steps.iter().filter_map(|step| prose.steps.get(&step.slug)) {
        add(&step.text, &mut text);
        for section in &step.sections {
            if matches!(section.key, Key::Question | Key::Right | Key::Goal(_) | Key::Pass) {
                add(&section.blocks, &mut text);
            }
        }
    }
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let characters = text.chars().filter(|c| is_chinese(*c)).count();
    let plain: String = text.chars().map(|c| if is_chinese(c) { ' ' } else { c }).collect();
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words = plain.split_whitespace().filter(is_word).count();
    // In tenths of a minute, so that nothing is rounded away.
    let tenths = words * 10 / WORDS + characters * 10 / CHARACTERS;
    if tenths > usize::from(lesson.minutes) * TENTHS {
        let message = format!(
            "takes {}.{} minutes to read ({words} words, {characters} characters), and \
             `minutes` says {}",
            tenths / 10,
            tenths % 10,
            lesson.minutes
        );
        problems.add("file", message);
    }
}

fn add(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) => {
                *text += &words(line);
                text.push('\n');
            }
            Block::List(_, items) => items.iter().for_each(|item| add(item, text)),
            Block::Quote(inner) => add(inner, text),
            Block::Code(code) => {
                *text += code;
                text.push('\n');
            }
        }
    }
}
