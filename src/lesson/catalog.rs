//! Which lessons there are, by chapter and in what order: `lessons/index.json`. It also holds what
//! the list shows of each, so that no lesson has to be fetched before somebody wants it.

use serde::Deserialize;

use super::json;
use super::load::Loaded;
use super::problem::{Problem, Problems};
use crate::engine::base::text::{Slug, Text};

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/lesson-index/1";
/// The file, as its author knows it.
pub const FILE: &str = "index.json";

/// The most chapters.
const MAX_CHAPTERS: usize = 20;
/// The most lessons of all chapters.
const MAX_LESSONS: usize = 200;
/// The longest title, in bytes.
const MAX_TITLE_BYTES: usize = 300;

/// The lessons, by chapter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Catalog {
    /// [`FORMAT`].
    pub format: String,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Chapter {
    /// Its name in files.
    pub slug: Slug,
    /// What it is made of.
    pub kind: ChapterKind,
    /// Its name for people.
    pub name: Text,
    /// Its lessons, in order.
    pub lessons: Vec<Listed>,
}

/// What a chapter is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChapterKind {
    /// Lessons that build on each other.
    Lessons,
    /// Sentences to be tried, each by itself.
    Myths,
}

/// What the list says of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Listed {
    /// Its slug, which is its folder's name.
    pub slug: Slug,
    /// How long a learner takes, roughly.
    pub minutes: u8,
    /// Its title, as its prose has it.
    pub title: Text,
    /// The lessons that it recommends to do before.
    #[serde(default)]
    pub requires: Vec<Slug>,
}

impl Catalog {
    /// Every lesson with its chapter, in order.
    pub fn lessons(&self) -> impl Iterator<Item = (&Chapter, &Listed)> {
        self.chapters
            .iter()
            .flat_map(|chapter| chapter.lessons.iter().map(move |one| (chapter, one)))
    }

    /// What the list says of this lesson.
    #[must_use]
    pub fn listed(&self, slug: &str) -> Option<&Listed> {
        self.lessons().map(|(_, one)| one).find(|one| one.slug.as_str() == slug)
    }

    /// The lesson after this one in its chapter or, after its last, in the next chapter of lessons.
    #[must_use]
    pub fn after(&self, slug: &str) -> Option<&Listed> {
        let mut all = self.lessons();
        let (own, _) = all.find(|(_, one)| one.slug.as_str() == slug)?;
        all.find(|(chapter, _)| chapter.slug == own.slug || chapter.kind == ChapterKind::Lessons)
            .map(|(_, one)| one)
    }

    /// Where the list says something else of a lesson than its files do.
    #[must_use]
    pub fn differences(&self, loaded: &Loaded) -> Vec<Problem> {
        let mut problems = Problems::of(FILE);
        let lesson = &loaded.lesson;
        for (c, chapter) in self.chapters.iter().enumerate() {
            for (n, listed) in chapter.lessons.iter().enumerate() {
                if listed.slug == lesson.slug {
                    compare(listed, loaded, &format!("chapters[{c}].lessons[{n}]"), &mut problems);
                }
            }
        }
        problems.into_list()
    }
}

fn compare(listed: &Listed, loaded: &Loaded, place: &str, problems: &mut Problems) {
    let lesson = &loaded.lesson;
    let folder = &lesson.slug;
    if listed.minutes != lesson.minutes {
        let message = format!(
            "is {}, but `minutes` of {folder}/lesson.json is {}",
            listed.minutes, lesson.minutes
        );
        problems.add(format!("{place}.minutes"), message);
    }
    if listed.requires != lesson.requires {
        let list = |slugs: &[Slug]| {
            slugs.iter().map(|slug| format!("`{slug}`")).collect::<Vec<_>>().join(", ")
        };
        let message = format!(
            "is [{}], but `requires` of {folder}/lesson.json is [{}]",
            list(&listed.requires),
            list(&lesson.requires)
        );
        problems.add(format!("{place}.requires"), message);
    }
    for (language, title) in [("en", &listed.title.en), ("zh", &listed.title.zh)] {
        let own = loaded.prose.get(language).map_or("", |prose| prose.title.as_str());
        if own != title {
            let message =
                format!("is “{title}”, but the title of {folder}/{language}.md is “{own}”");
            problems.add(format!("{place}.title.{language}"), message);
        }
    }
}

/// Reads the list of lessons.
///
/// # Errors
/// All problems of the file.
pub fn read(text: &str) -> Result<Catalog, Vec<Problem>> {
    let mut problems = Problems::of(FILE);
    let object = json::object(text, &mut problems);
    let catalog: Option<Catalog> =
        object.and_then(|object| json::take(serde_json::Value::Object(object), "", &mut problems));
    if let Some(catalog) = &catalog {
        check(catalog, &mut problems);
    }
    let list = problems.into_list();
    match catalog {
        Some(catalog) if list.is_empty() => Ok(catalog),
        _ => Err(list),
    }
}

fn check(catalog: &Catalog, problems: &mut Problems) {
    if catalog.format != FORMAT {
        let message = format!("is `{}`; this version reads `{FORMAT}`", catalog.format);
        problems.add("format", message);
    }
    if catalog.chapters.len() > MAX_CHAPTERS {
        let message = format!("has {}; at most {MAX_CHAPTERS}", catalog.chapters.len());
        problems.add("chapters", message);
    }
    let count = catalog.lessons().count();
    if count > MAX_LESSONS {
        problems.add("chapters", format!("have {count} lessons; at most {MAX_LESSONS}"));
    }
    let (mut chapters, mut lessons) = (Vec::new(), Vec::new());
    for (c, chapter) in catalog.chapters.iter().enumerate() {
        let place = format!("chapters[{c}]");
        named(&chapter.slug, &place, &mut chapters, problems);
        words(&chapter.name, &format!("{place}.name"), problems);
        for (n, lesson) in chapter.lessons.iter().enumerate() {
            let place = format!("{place}.lessons[{n}]");
            named(&lesson.slug, &place, &mut lessons, problems);
            words(&lesson.title, &format!("{place}.title"), problems);
        }
    }
}

fn named(slug: &Slug, place: &str, seen: &mut Vec<Slug>, problems: &mut Problems) {
    let place = format!("{place}.slug");
    if !slug.is_well_formed() {
        problems.add(place, format!("`{slug}` is no slug: 1 to 64 of a-z 0-9 and -"));
    } else if seen.contains(slug) {
        problems.add(place, format!("`{slug}` is listed already"));
    } else {
        seen.push(slug.clone());
    }
}

fn words(text: &Text, place: &str, problems: &mut Problems) {
    for (language, words) in [("en", &text.en), ("zh", &text.zh)] {
        if words.trim().is_empty() || words.len() > MAX_TITLE_BYTES {
            let message = format!("needs 1 to {MAX_TITLE_BYTES} bytes of words");
            problems.add(format!("{place}.{language}"), message);
        }
    }
}
