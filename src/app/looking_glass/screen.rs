//! The screen of the looking glass: what is being typed, what was answered, what was typed before.

use std::collections::VecDeque;

use super::answer;
use super::complete::complete;
use super::grammar::Verb;
use super::output::Answer;
use super::parse::{MAX_LINE, Trouble, parse};
use super::vocabulary::Value;
use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::app::selection::Selection;
use crate::engine::base::ids::RouterId;
use crate::engine::base::time::Span;

/// Answers that stay on the screen.
pub const MAX_ENTRIES: usize = 60;
/// Lines that stay on the screen, over all answers; the last answer always stays.
pub const MAX_LINES: usize = 1500;
/// Lines that can be called back.
pub const MAX_HISTORY: usize = 100;

/// What a learner does at the looking glass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GlassIntent {
    /// Open it: at this router, or at the one that is looked at.
    Open(Option<RouterId>),
    /// Close it; everything stays.
    Close,
    /// The line is this now. One that ends in `?` asks what may come next.
    Type(String),
    /// Carry the line out.
    Enter,
    /// Complete the last word.
    Complete,
    /// The line before, in history.
    Older,
    /// The line after.
    Newer,
}

/// A line that was entered, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 0.
    pub number: u64,
    /// When, as the learner counts time.
    pub at: Span,
    /// The router that was asked.
    pub prompt: String,
    /// The line.
    pub line: String,
    /// What was answered.
    pub answer: Answer,
}

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// Whether it is shown.
    pub is_open: bool,
    /// How often it was opened, or shown again: whoever opens it wants to see it.
    pub opened: u64,
    /// The router that is asked.
    router: Option<RouterId>,
    /// What is being typed.
    input: String,
    /// What was answered, oldest first.
    entries: VecDeque<Entry>,
    /// The number of the next entry.
    next: u64,
    /// What was entered, oldest first.
    history: Vec<String>,
    /// Which line of it is called back.
    recalled: Option<usize>,
    /// What was being typed before that.
    draft: String,
}

impl Screen {
    /// What is being typed.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.input
    }

    /// What was answered, oldest first.
    #[must_use]
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The last answer.
    #[must_use]
    pub fn last(&self) -> Option<&Entry> {
        self.entries.back()
    }

    fn set_input(&mut self, text: &str) {
        // One more than is read, so that too long a line is told so and not cut in secret.
        self.input = text.chars().take(MAX_LINE + 1).collect();
    }

    fn remember(&mut self, line: &str) {
        self.recalled = None;
        self.draft.clear();
        if self.history.last().is_none_or(|last| last != line) {
            self.history.push(line.to_owned());
        }
        let too_many = self.history.len().saturating_sub(MAX_HISTORY);
        self.history.drain(..too_many);
    }

    fn older(&mut self) {
        let place = self.recalled.unwrap_or(self.history.len());
        let Some(place) = place.checked_sub(1) else { return };
        if self.recalled.is_none() {
            self.draft = self.input.clone();
        }
        self.recalled = Some(place);
        self.input.clone_from(&self.history[place]);
    }

    fn newer(&mut self) {
        let Some(place) = self.recalled else { return };
        if let Some(line) = self.history.get(place + 1) {
            self.recalled = Some(place + 1);
            self.input.clone_from(line);
        } else {
            self.recalled = None;
            self.input = std::mem::take(&mut self.draft);
        }
    }

    fn push(&mut self, at: Span, prompt: String, line: String, answer: Answer) {
        let number = self.next;
        self.next += 1;
        self.entries.push_back(Entry { number, at, prompt, line, answer });
        let lines = |entry: &Entry| entry.answer.line_count() + 1;
        let mut total: usize = self.entries.iter().map(lines).sum();
        while self.entries.len() > MAX_ENTRIES || (total > MAX_LINES && self.entries.len() > 1) {
            total -= self.entries.pop_front().as_ref().map_or(0, lines);
        }
    }

    /// Another run begins: what was answered is of a world that is no more.
    pub(in crate::app) fn wipe(&mut self) {
        self.entries.clear();
        self.router = None;
    }
}

impl Lab {
    /// The router that the looking glass asks: where nobody chose one, that with the most
    /// sessions has most to tell. Absent only in a world without routers.
    #[must_use]
    pub fn glass_router(&self) -> Option<RouterId> {
        let routers = &self.network().routers;
        let talker = || routers.keys().max_by_key(|&router| routers[router].ends.len());
        self.glass.router.or_else(|| self.selected_router()).or_else(talker)
    }

    /// The router that belongs to what is selected.
    #[must_use]
    pub fn selected_router(&self) -> Option<RouterId> {
        let network = self.network();
        match self.selection {
            Selection::Router(router) => Some(router),
            Selection::Node(node) => Some(network.nodes[node].router),
            Selection::Client(client) => Some(network.clients[client].router),
            Selection::Update(update) => Some(update.to),
            Selection::None
            | Selection::Crowd(_)
            | Selection::Link(_)
            | Selection::Packet(_)
            | Selection::Connection(_) => None,
        }
    }

    /// Does what is asked at the looking glass.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    pub(in crate::app) fn look_through(&mut self, intent: GlassIntent) -> Changes {
        match intent {
            GlassIntent::Open(router) => {
                let other = router.or_else(|| self.selected_router());
                self.glass.router = other.or(self.glass.router);
                self.glass.is_open = true;
                self.glass.opened += 1;
            }
            GlassIntent::Close => self.glass.is_open = false,
            GlassIntent::Type(text) => match text.strip_suffix(['?', '？']) {
                // `help` may be written `?` too, but that asks what may come first: the same.
                Some(line) => {
                    self.glass.set_input(line);
                    self.list_continuations();
                }
                None => self.glass.set_input(&text),
            },
            GlassIntent::Enter => self.enter(),
            GlassIntent::Complete => self.complete(),
            GlassIntent::Older => self.glass.older(),
            GlassIntent::Newer => self.glass.newer(),
        }
        Changes::one(Aspect::Glass)
    }

    fn enter(&mut self) {
        let line = self.glass.input.trim().to_owned();
        let Some(router) = self.glass_router().filter(|_| !line.is_empty()) else { return };
        self.glass.remember(&line);
        self.glass.input.clear();
        let prompt = super::view::prompt(self, router);
        let parsed = parse(&answer::vocabulary(self, router), &line);
        let answer = match parsed {
            Ok(parsed) if parsed.verb == Verb::Clear => {
                self.glass.entries.clear();
                return;
            }
            Ok(parsed) => match parsed.value.filter(|_| parsed.verb == Verb::Connect) {
                Some(Value::Router(router)) => {
                    self.glass.router = Some(router);
                    answer::connected(self, router)
                }
                _ => answer::answer(self, router, parsed),
            },
            Err(Trouble::Empty) => return,
            Err(trouble) => answer::trouble(&trouble, prompt.chars().count()),
        };
        self.glass.push(self.session.shown_time(), prompt, line, answer);
    }

    fn complete(&mut self) {
        let Some(router) = self.glass_router() else { return };
        let done = complete(&answer::vocabulary(self, router), &self.glass.input);
        // Nothing to add, and more than one way to go on: they are listed.
        if done.line == self.glass.input {
            self.list_continuations();
        }
        self.glass.set_input(&done.line);
    }

    fn list_continuations(&mut self) {
        let Some(router) = self.glass_router() else { return };
        let prompt = super::view::prompt(self, router);
        let line = self.glass.input.clone();
        let vocabulary = answer::vocabulary(self, router);
        let answer = answer::continuations(&vocabulary, &line, prompt.chars().count());
        self.glass.push(self.session.shown_time(), prompt, format!("{line}?"), answer);
    }
}
