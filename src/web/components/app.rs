//! The root: finds the place, fetches its world, shows the lab or what is wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problem_card::{Trouble, problem_card};
use super::stage::stage;
use crate::app::DEFAULT_SEED;
use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;
use crate::lesson::resolve::resolve;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;
use crate::web::worlds::Worlds;
use crate::web::{fetch, language, lessons, location, rest, worlds};

/// How far the page has come.
#[derive(Clone)]
enum Loaded {
    /// The world is on its way.
    Not,
    /// It is here.
    Lab(Box<Lab>),
    /// It could not be had.
    Trouble(Trouble),
}

/// The whole page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let fragment = location::watch();
    let loaded = RwSignal::new_local(Loaded::Not);
    let lessons: Lessons = RwSignal::new(None);
    let worlds: Worlds = RwSignal::new(None);
    let place = Memo::new(move |_| Place::of_fragment(&fragment.get()));
    Effect::new(move |_| match place.get() {
        Some(place) => {
            loaded.set(Loaded::Not);
            spawn_local(async move {
                let result = open(&place).await;
                // The learner may have gone elsewhere meanwhile.
                if Place::of_fragment(&location::fragment()) == Some(place) {
                    loaded.set(result);
                }
            });
        }
        None => loaded.set(Loaded::Trouble(Trouble::NoPlace(fragment.get_untracked()))),
    });
    move || match loaded.get() {
        Loaded::Not => {
            let lang = language::initial();
            language::declare(lang);
            view! { <p class="loading" role="status">{crate::say!(lang, "loading")}</p> }.into_any()
        }
        Loaded::Trouble(trouble) => {
            let lang = language::initial();
            language::declare(lang);
            problem_card(lang, trouble).into_any()
        }
        Loaded::Lab(lab) => running(*lab, lessons, worlds).into_any(),
    }
}

fn running(lab: Lab, all: Lessons, worlds: Worlds) -> impl IntoView {
    let bridge = Bridge::new(lab);
    lessons::remember(bridge);
    let lesson_title = bridge.memo(&[Aspect::Lesson, Aspect::Language], |lab| {
        let tutor = lab.tutor.as_ref()?;
        Some(tutor.view(lab.network(), lab.lang).title)
    });
    let free_play = bridge.text("free-play");
    let title = Signal::derive(move || lesson_title.get().unwrap_or_else(|| free_play.get()));
    Effect::new(move |_| language::declare(bridge.lang()));
    request_animation_frame(move || bring_the_rest(all, worlds));
    stage(bridge, title, all, worlds)
}

/// The first picture stands: now the rest of the program may come, and what it reads.
fn bring_the_rest(all: Lessons, worlds: Worlds) {
    rest::mark_up();
    spawn_local(async move {
        rest::is_here().await;
        if all.with_untracked(Option::is_none) {
            all.set(Some(lessons::all().await));
            worlds.set(Some(worlds::all().await));
        }
    });
}

async fn open(place: &Place) -> Loaded {
    let lesson = match place {
        Place::World(_) => None,
        Place::Lesson(slug) => {
            rest::is_here().await;
            match lessons::one(slug).await {
                Ok(lesson) => Some(lesson),
                Err(problems) => return Loaded::Trouble(Trouble::of_lesson(slug, problems)),
            }
        }
    };
    let world: Slug = match (place, &lesson) {
        (Place::World(slug), _) => slug.clone(),
        (_, Some(lesson)) => lesson.lesson.world.clone(),
        (_, None) => crate::app::place::DEFAULT_WORLD.into(),
    };
    let file = format!("assets/scenarios/{world}.json");
    let text = match fetch::text(&file).await {
        Ok(text) => text,
        Err(why) => {
            return Loaded::Trouble(Trouble::NoFile { file, name: world.to_string(), why });
        }
    };
    let setup = match Setup::from_json(&text) {
        Ok(setup) => setup,
        Err(problems) => return Loaded::Trouble(Trouble::BadFile { file, problems }),
    };
    let lang = language::initial();
    let Some(lesson) = lesson else {
        return Loaded::Lab(Box::new(Lab::open(setup, DEFAULT_SEED, lang)));
    };
    let slug = lesson.lesson.slug.clone();
    let problems = resolve(&lesson.lesson, &setup.network);
    if !problems.is_empty() {
        return Loaded::Trouble(Trouble::of_lesson(&slug, problems));
    }
    let done = lessons::remembered_of(&slug);
    Loaded::Lab(Box::new(Lab::open_lesson(setup, lesson, done, lang)))
}
