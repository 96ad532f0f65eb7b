//! Who does a lesson for a class: asked once, and remembered in this browser.

use std::cell::RefCell;

use crate::app::receipt::class::{Name, NameProblem, Pupil};
use crate::engine::base::text::Slug;
use crate::web::storage;

/// Where the learner's name is stored.
const KEY: &str = "student";

thread_local! {
    /// The learner's name, where nothing can be stored.
    static NAME: RefCell<Option<Name>> = const { RefCell::new(None) };
    /// The lesson that is done for a class, and by whom.
    static DOES: RefCell<Option<(Slug, Pupil)>> = const { RefCell::new(None) };
}

/// Who comes to a lesson for a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comes {
    /// Somebody who has said who they are.
    Known(Pupil),
    /// Somebody who is to be asked.
    Asked(Name),
}

/// The name that the learner gave.
#[must_use]
pub fn student() -> Option<Name> {
    let known = NAME.with_borrow(Clone::clone);
    known.or_else(|| Name::new(&storage::get(KEY)?).ok())
}

/// The learner gives a name.
pub fn call(name: &Name) {
    storage::set(KEY, name.as_str());
    NAME.set(Some(name.clone()));
}

/// The learner is somebody else.
pub fn forget() {
    storage::remove(KEY);
    NAME.set(None);
}

/// Somebody opens a lesson for the class of this name.
///
/// # Errors
/// That is no name.
pub fn coming(class: &str) -> Result<Comes, NameProblem> {
    let class = Name::new(class)?;
    Ok(match student() {
        Some(student) => Comes::Known(Pupil { class, student }),
        None => Comes::Asked(class),
    })
}

/// From now on this lesson is done by them for a class, or for none.
pub fn enter(lesson: &Slug, pupil: Option<Pupil>) {
    DOES.set(pupil.map(|pupil| (lesson.clone(), pupil)));
}

/// Who does this lesson for a class, if that is so.
#[must_use]
pub fn of(lesson: &Slug) -> Option<Pupil> {
    DOES.with_borrow(|does| {
        let (of, pupil) = does.as_ref()?;
        (of == lesson).then(|| pupil.clone())
    })
}
