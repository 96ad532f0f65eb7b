//! Whether everything that prose names in braces exists in the world that it is shown in.

use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::check::{TOLD, holes, holes_of};
use crate::lesson::format::{Form, Lesson};
use crate::lesson::load::{Loaded, form_key};
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::prose::StepProse;
use crate::lesson::things::Thing;
use crate::lesson::worlds::Worlds;

/// The kinds of things that prose may name.
const KINDS: [Thing; 7] = [
    Thing::Node,
    Thing::Client,
    Thing::Router,
    Thing::Network,
    Thing::Service,
    Thing::City,
    Thing::Link,
];

/// Looks all names up, of every form of every step.
pub(super) fn resolve(loaded: &Loaded, worlds: &Worlds) -> Vec<Problem> {
    let lesson = &loaded.lesson;
    let mut all = Vec::new();
    for (language, prose) in &loaded.prose {
        let mut problems = Problems::of(format!("{}/{language}.md", lesson.slug));
        for step in &lesson.steps {
            if let Some(text) = prose.steps.get(&step.slug) {
                let here = Here { lesson, network: &worlds.own.network, form: None };
                here.step(text, &mut problems);
            }
            for variant in &step.variants {
                let own = variant.step.form.as_ref().map(|form| form_key(step, form));
                let text = own.and_then(|key| prose.steps.get(&key));
                let network = match (&variant.world, worlds.of(variant)) {
                    (None, _) => &worlds.own.network,
                    (Some(_), Some(setup)) => &setup.network,
                    (Some(_), None) => continue,
                };
                let here = Here { lesson, network, form: variant.step.form.as_ref() };
                if let Some(text) = text.or_else(|| prose.steps.get(&step.slug)) {
                    here.step(text, &mut problems);
                }
            }
        }
        let mut list = problems.into_list();
        // Several forms share what is written once.
        list.dedup();
        all.extend(list);
    }
    all
}

/// Where prose is shown.
struct Here<'a> {
    lesson: &'a Lesson,
    network: &'a Network,
    form: Option<&'a Form>,
}

impl Here<'_> {
    fn step(&self, text: &StepProse, problems: &mut Problems) {
        let title = holes_of(&text.title);
        self.look(text.line, title.into_iter().chain(holes(&text.text)), problems);
        for section in &text.sections {
            self.look(section.line, holes(&section.blocks), problems);
        }
    }

    fn look(&self, line: usize, holes: impl IntoIterator<Item = String>, problems: &mut Problems) {
        for hole in holes {
            if TOLD.contains(&hole.as_str()) || self.is_known(&hole) {
                continue;
            }
            let shown = self.form.map(|form| format!(" of the variant `{}`", form.variant));
            let message = format!(
                "{{{hole}}} names nothing in the world{}: `{{slug}}` or `{{kind:slug}}`, a node, \
                 client, router, network, service, city or link",
                shown.unwrap_or_else(|| format!(" of `{}`", self.lesson.slug)),
            );
            problems.at_line(line, message);
        }
    }

    fn is_known(&self, hole: &str) -> bool {
        let (kind, slug) = match hole.split_once(':') {
            Some((kind, slug)) => (Some(kind.trim()), slug.trim()),
            None => (None, hole.trim()),
        };
        let slug = Slug::new(self.form.map_or(slug, |form| form.swapped(slug)));
        let mut kinds = KINDS.iter().filter(|one| kind.is_none_or(|kind| one.name() == kind));
        kinds.any(|kind| kind.is_in(self.network, &slug))
    }
}
