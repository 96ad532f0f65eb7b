//! The fragments that lead to where the learner is.

use super::codec::encode;
use super::problem::RunProblem;
use super::run::{DIGEST_CHARS, SharedRun};
use crate::app::lab::Lab;
use crate::app::place::Place;
use crate::engine::base::text::Slug;

/// The fragment of this run, at the moment that is looked at, without its `#`.
///
/// # Errors
/// The run is too long for a link.
pub fn of_run(lab: &Lab, world: &Slug) -> Result<String, RunProblem> {
    to_run(world, &shared(lab))
}

/// The fragment of a run of this world.
///
/// # Errors
/// It is too long for a link.
pub fn to_run(world: &Slug, run: &SharedRun) -> Result<String, RunProblem> {
    let text = encode(world, run)?;
    Ok(format!("{}?run={text}", Place::World(world.clone()).fragment()))
}

/// The fragment of the place, as it is when one comes to it: the world with its seed, or the step
/// of the lesson.
#[must_use]
pub fn of_place(lab: &Lab, world: &Slug) -> String {
    match step(lab) {
        Some((lesson, step)) => format!("{}/{step}", Place::Lesson(lesson).fragment()),
        None if lab.session.seed() == crate::app::DEFAULT_SEED => {
            Place::World(world.clone()).fragment()
        }
        None => {
            format!("{}?seed={}", Place::World(world.clone()).fragment(), lab.session.seed())
        }
    }
}

/// The run as it can be shared.
#[must_use]
pub fn shared(lab: &Lab) -> SharedRun {
    let mut digest = lab.world().digest().to_string();
    digest.truncate(DIGEST_CHARS);
    SharedRun { digest: Some(digest), ..unsigned(lab) }
}

/// The same without a fingerprint, which takes a look at the whole world.
#[must_use]
pub fn unsigned(lab: &Lab) -> SharedRun {
    SharedRun {
        seed: lab.session.seed(),
        written: lab.session.written(),
        digest: None,
        lesson: step(lab),
    }
}

fn step(lab: &Lab) -> Option<(Slug, Slug)> {
    let tutor = lab.tutor.as_ref()?;
    Some((tutor.lesson().slug.clone(), tutor.shown_step().slug.clone()))
}
