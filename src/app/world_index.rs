//! Which worlds there are, and in what order: `assets/scenarios/index.json`.

use serde::Deserialize;

use crate::engine::base::located;
use crate::engine::base::text::{Slug, Text};
use crate::engine::net::validate::{MAX_NAME_BYTES, MAX_PROBLEMS, Problem};

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/world-index/1";
/// The most worlds in a list.
pub const MAX_WORLDS: usize = 100;

/// The worlds, in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldIndex {
    /// [`FORMAT`].
    pub format: String,
    /// The worlds.
    pub worlds: Vec<WorldEntry>,
}

/// A world in the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldEntry {
    /// Its slug: its file is `<slug>.json`.
    pub slug: Slug,
    /// Its title, as its file has it.
    pub name: Text,
    /// The first sentence of what its file says of it.
    pub brief: Text,
}

impl WorldIndex {
    /// Reads the list.
    ///
    /// # Errors
    /// All problems of the file, at most [`MAX_PROBLEMS`].
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let mut json = serde_json::Deserializer::from_str(text);
        let index: Self = located::read(&mut json)
            .and_then(|index| json.end().map(|()| index).map_err(|error| (".".to_owned(), error)))
            .map_err(|(place, error)| {
                let place = if place == "." { "file" } else { &place };
                vec![Problem::new(place, error.to_string())]
            })?;
        let mut problems = index.problems();
        problems.truncate(MAX_PROBLEMS);
        if problems.is_empty() { Ok(index) } else { Err(problems) }
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.format != FORMAT {
            let message = format!("is `{}`; this version reads `{FORMAT}`", self.format);
            problems.push(Problem::new("format", message));
        }
        if self.worlds.len() > MAX_WORLDS {
            let message = format!("has {} entries; at most {MAX_WORLDS}", self.worlds.len());
            problems.push(Problem::new("worlds", message));
        }
        for (n, world) in self.worlds.iter().enumerate() {
            let place = format!("worlds[{n}]");
            if !world.slug.is_well_formed() {
                let message = format!("`{}` is no slug: 1 to 64 of a-z 0-9 and -", world.slug);
                problems.push(Problem::new(&format!("{place}.slug"), message));
            }
            if self.worlds[..n].iter().any(|earlier| earlier.slug == world.slug) {
                let message = format!("`{}` is listed already", world.slug);
                problems.push(Problem::new(&format!("{place}.slug"), message));
            }
            for (field, text) in [("name", &world.name), ("brief", &world.brief)] {
                for (language, words) in [("en", &text.en), ("zh", &text.zh)] {
                    if words.trim().is_empty() || words.len() > MAX_NAME_BYTES {
                        let message = format!("needs 1 to {MAX_NAME_BYTES} bytes of words");
                        let place = format!("{place}.{field}.{language}");
                        problems.push(Problem::new(&place, message));
                    }
                }
            }
        }
        problems
    }
}
