//! Which lessons there are, and in what order: `lessons/index.json`.

use serde::Deserialize;

use super::json;
use super::problem::{Problem, Problems};
use crate::engine::base::text::Slug;

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/lesson-index/1";

/// The lessons, in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Catalog {
    /// [`FORMAT`].
    pub format: String,
    /// Their slugs, which are their folders' names.
    pub lessons: Vec<Slug>,
}

/// Reads the list of lessons.
///
/// # Errors
/// All problems of the file.
pub fn read(text: &str) -> Result<Catalog, Vec<Problem>> {
    let mut problems = Problems::of("index.json");
    let object = json::object(text, &mut problems);
    let catalog: Option<Catalog> =
        object.and_then(|object| json::take(serde_json::Value::Object(object), "", &mut problems));
    if let Some(catalog) = &catalog {
        if catalog.format != FORMAT {
            let message = format!("is `{}`; this version reads `{FORMAT}`", catalog.format);
            problems.add("format", message);
        }
        for (n, lesson) in catalog.lessons.iter().enumerate() {
            let place = format!("lessons[{n}]");
            if !lesson.is_well_formed() {
                let message = format!("`{lesson}` is no slug: 1 to 64 of a-z 0-9 and -");
                problems.add(place, message);
            } else if catalog.lessons[..n].contains(lesson) {
                problems.add(place, format!("`{lesson}` is listed already"));
            }
        }
    }
    let list = problems.into_list();
    match catalog {
        Some(catalog) if list.is_empty() => Ok(catalog),
        _ => Err(list),
    }
}
