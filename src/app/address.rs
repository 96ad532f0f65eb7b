//! The address's fragment, read: a place, a step of a lesson, and parameters.
//!
//! ```text
//! #/world/atlas?lang=zh&theme=projector
//! #/world/first-light?run=v1.…             a run that somebody shared
//! #/lesson/withdraw/predict-lima           a step, by its name or by its number from 1
//! #/lesson/withdraw/2?variant=bogota       another form of it, alone, for practice
//! #/lesson/withdraw?class=BGP%20101        the same for everybody in a class, each with a seed
//! #/class                                  where codes are checked
//! ```

use super::parameters::{self, ParameterProblem, Parameters};
use super::place::Place;
use crate::engine::base::text::Slug;

/// The longest fragment that is read, in bytes; a longer one names no place.
pub const MAX_FRAGMENT: usize = 64 << 10;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The place.
    pub place: Place,
    /// A step of the lesson.
    pub step: Option<Slug>,
    /// What the world's randomness comes from, if the address says so.
    pub seed: Option<u64>,
    /// A run that was shared, not read yet.
    pub run: Option<String>,
    /// Another form of the step, alone.
    pub variant: Option<Slug>,
    /// The class for which the lesson is done, not read yet.
    pub class: Option<String>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it leads.
    pub to: Destination,
    /// How it is to be shown there; what is the destination's is not in it.
    pub parameters: Parameters,
    /// What could not be understood.
    pub problems: Vec<ParameterProblem>,
}

impl Address {
    /// Reads a fragment, without its `#`; nothing, if it names no place.
    #[must_use]
    pub fn of_fragment(fragment: &str) -> Option<Self> {
        if fragment.len() > MAX_FRAGMENT {
            return None;
        }
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let (place, step) = read_path(path)?;
        let (mut parameters, mut problems) = parameters::read(query);
        let run = parameters.run.take();
        let mut seed = parameters.seed.take();
        if seed.is_some() && (run.is_some() || matches!(place, Place::Lesson(_) | Place::Class)) {
            seed = None;
            problems.push(ParameterProblem::SeedIsGiven);
        }
        let mut variant = parameters.variant.take();
        if variant.is_some() && step.is_none() {
            variant = None;
            problems.push(ParameterProblem::VariantOfNothing);
        }
        let mut class = parameters.class.take();
        if class.is_some() && !matches!(place, Place::Lesson(_)) {
            class = None;
            problems.push(ParameterProblem::ClassWithoutLesson);
        }
        let to = Destination { place, step, seed, run, variant, class };
        Some(Self { to, parameters, problems })
    }
}

fn read_path(path: &str) -> Option<(Place, Option<Slug>)> {
    if let Some(place) = Place::of_path(path) {
        return Some((place, None));
    }
    let (lesson, step) = path.strip_suffix('/').unwrap_or(path).rsplit_once('/')?;
    let step = Slug::new(step);
    match Place::of_path(lesson)? {
        place @ Place::Lesson(_) if step.is_well_formed() => Some((place, Some(step))),
        _ => None,
    }
}

/// The place of a step in a lesson whose steps have these names: by name first, else by its
/// number from 1.
#[must_use]
pub fn step_named<'a>(
    wanted: &Slug,
    mut names: impl ExactSizeIterator<Item = &'a Slug>,
) -> Option<usize> {
    let count = names.len();
    names.position(|name| name == wanted).or_else(|| {
        let number: usize = wanted.as_str().parse().ok()?;
        number.checked_sub(1).filter(|&index| index < count)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn destination(fragment: &str) -> Option<Destination> {
        Address::of_fragment(fragment).map(|address| address.to)
    }

    #[test]
    fn places_and_steps_are_found() {
        let lesson = Place::Lesson("withdraw".into());
        let plain = destination("/lesson/withdraw").unwrap();
        assert_eq!((plain.place, plain.step), (lesson.clone(), None));
        for fragment in ["/lesson/withdraw/3", "/lesson/withdraw/3/", "/lesson/withdraw/3?lang=zh"]
        {
            let there = destination(fragment).unwrap();
            assert_eq!((there.place, there.step), (lesson.clone(), Some("3".into())));
        }
        for home in ["", "/", "?lang=zh", "/?seed=7"] {
            assert_eq!(destination(home).unwrap().place, Place::default(), "{home:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        let long = format!("/world/atlas?run={}", "a".repeat(MAX_FRAGMENT));
        for fragment in [
            "world/x",
            "/world/",
            "/world/../x",
            "/world/a/b",
            "/lesson/a/B",
            "/lesson/a/b/c",
            &long,
        ] {
            assert_eq!(destination(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn the_seed_belongs_to_whoever_brings_it() {
        assert_eq!(destination("/world/atlas?seed=7").unwrap().seed, Some(7));
        for fragment in ["/world/atlas?seed=7&run=v1.x", "/lesson/withdraw?seed=7"] {
            let address = Address::of_fragment(fragment).unwrap();
            assert_eq!(address.to.seed, None);
            assert_eq!(address.problems, [ParameterProblem::SeedIsGiven]);
        }
    }

    #[test]
    fn a_variant_is_one_of_a_step() {
        let variant = |fragment: &str| {
            let address = Address::of_fragment(fragment).unwrap();
            (address.to.variant, address.problems)
        };
        assert_eq!(variant("/lesson/a/2?variant=bogota"), (Some("bogota".into()), vec![]));
        for fragment in ["/lesson/a?variant=bogota", "/world/atlas?variant=bogota"] {
            assert_eq!(variant(fragment), (None, vec![ParameterProblem::VariantOfNothing]));
        }
        assert!(matches!(variant("/lesson/a/2?variant=B").1[..], [ParameterProblem::Bad { .. }]));
    }

    #[test]
    fn a_class_does_lessons_and_nothing_else() {
        let there = destination("/lesson/withdraw?class=BGP%20101").unwrap();
        assert_eq!(there.class.as_deref(), Some("BGP 101"));
        for fragment in ["/world/atlas?class=7", "/class?class=7"] {
            let address = Address::of_fragment(fragment).unwrap();
            assert_eq!(address.to.class, None);
            assert_eq!(address.problems, [ParameterProblem::ClassWithoutLesson]);
        }
    }

    #[test]
    fn a_step_has_a_name_and_a_number() {
        let names: [Slug; 3] = ["look".into(), "3".into(), "act".into()];
        let found = |wanted: &str| step_named(&wanted.into(), names.iter());
        assert_eq!(found("act"), Some(2));
        assert_eq!(found("1"), Some(0));
        assert_eq!(found("3"), Some(1), "a name goes before a number");
        for missing in ["0", "4", "look-back", "99999999999999999999999"] {
            assert_eq!(found(missing), None, "{missing}");
        }
    }
}
