//! Places in the lab, as the address's fragment names them: `#/world/first-light`.

use crate::engine::base::text::Slug;

/// The world that nobody chose.
pub const DEFAULT_WORLD: &str = "first-light";

/// Where the learner is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Free play in a world.
    World(Slug),
    /// In a lesson.
    Lesson(Slug),
    /// Where an instructor checks what learners hand in.
    Class,
}

impl Default for Place {
    fn default() -> Self {
        Self::World(DEFAULT_WORLD.into())
    }
}

impl Place {
    /// The place that a path names, which is a fragment up to its `?`; the empty one is the default
    /// world, and one that names no place is `None`.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        if matches!(path, "" | "/") {
            return Some(Self::default());
        }
        if matches!(path, "/class" | "/class/") {
            return Some(Self::Class);
        }
        let (kind, slug) = path.strip_prefix('/')?.split_once('/')?;
        let slug = Slug::new(slug.strip_suffix('/').unwrap_or(slug));
        match kind {
            _ if !slug.is_well_formed() => None,
            "world" => Some(Self::World(slug)),
            "lesson" => Some(Self::Lesson(slug)),
            _ => None,
        }
    }

    /// Its fragment, without the `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        match self {
            Self::World(slug) => format!("/world/{slug}"),
            Self::Lesson(slug) => format!("/lesson/{slug}"),
            Self::Class => "/class".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_fragment() {
        let lesson = Place::Lesson("withdraw".into());
        for place in [Place::World("first-light".into()), lesson, Place::Class] {
            assert_eq!(Place::of_path(&place.fragment()), Some(place));
        }
        assert_eq!(Place::of_path(""), Some(Place::default()));
    }

    #[test]
    fn what_is_no_place_is_told_apart() {
        for fragment in
            ["world/x", "/world/", "/world/../x", "/lesson/a/b", "/class/a", "/moon/x", "/x"]
        {
            assert_eq!(Place::of_path(fragment), None, "{fragment}");
        }
    }
}
