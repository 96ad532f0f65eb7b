//! What a receipt is checked with: a lesson and its world, as this copy of the lab has them.

use super::class::Pupil;
use super::content::Mark;
use crate::engine::sim::setup::Setup;
use crate::lesson::draw;
use crate::lesson::format::Lesson;
use crate::lesson::json;
use crate::lesson::problem::Problems;

/// A lesson, and the mark of its file.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The lesson as it is written.
    pub lesson: Lesson,
    mark: Mark,
}

/// A lesson in its world.
#[derive(Clone, Debug)]
pub struct Material {
    lesson: Lesson,
    setup: Setup,
    content: (Mark, Mark),
}

impl Marked {
    /// Reads `lesson.json`; nothing, if it has problems.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut problems = Problems::of("lesson.json");
        let lesson = json::read(text, &mut problems)?;
        let is_sound = problems.into_list().is_empty();
        is_sound.then(|| Self { lesson, mark: Mark::of_text(text) })
    }

    /// The lesson in the world of this file; nothing, if that has problems.
    #[must_use]
    pub fn in_world(self, text: &str) -> Option<Material> {
        let setup = Setup::from_json(text).ok()?;
        let content = (self.mark, Mark::of_text(text));
        Some(Material { lesson: self.lesson, setup, content })
    }
}

impl Material {
    /// The marks of both files.
    #[must_use]
    pub const fn content(&self) -> (Mark, Mark) {
        self.content
    }

    /// The world.
    #[must_use]
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The lesson as it is written.
    #[must_use]
    pub const fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// The lesson as a run of this seed has it: drawn by it, where every run has a seed of its own.
    #[must_use]
    pub fn drawn(&self, pupil: Option<&Pupil>, seed: u64) -> Lesson {
        if self.lesson.is_drawn || pupil.is_some() {
            draw::lesson(&self.lesson, seed)
        } else {
            self.lesson.clone()
        }
    }

    /// Whether a run of the lesson may have this seed.
    #[must_use]
    pub fn may_have(&self, pupil: Option<&Pupil>, seed: u64) -> bool {
        match pupil {
            Some(pupil) => pupil.seed(&self.lesson.slug) == seed,
            None => self.lesson.is_drawn || self.lesson.seed == seed,
        }
    }
}
