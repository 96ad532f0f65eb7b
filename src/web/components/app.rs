//! The root: finds the place, fetches its world, shows the lab or what is wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::class::{class, who};
use super::later::Later;
use super::notice::{Notice, notice};
use super::problem_card::{Trouble, problem_card};
use super::stage::stage;
use super::trial::{Trials, listen, overlay};
use crate::app::DEFAULT_SEED;
use crate::app::address::{Address, Destination, step_named};
use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::place::Place;
use crate::app::receipt::class::Name;
use crate::app::share::codec::decode;
use crate::app::warning::Warning;
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;
use crate::lesson::draw;
use crate::lesson::format::Lesson as Structure;
use crate::lesson::load::Loaded as Lesson;
use crate::lesson::resolve::resolve_here;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;
use crate::web::pupil::{self, Comes};
use crate::web::worlds::Worlds;
use crate::web::{fetch, flight, language, lessons, location, rest, settings, storage, worlds};

/// How far the page has come.
#[derive(Clone)]
enum Loaded {
    /// The world is on its way.
    Not,
    /// It is here.
    Lab(Box<Opened>),
    /// It is for a class of this name, and who comes is to be asked who they are.
    Asks(Name),
    /// It could not be had.
    Trouble(Trouble),
}

/// A lab that is up.
#[derive(Clone)]
struct Opened {
    lab: Lab,
    /// The world's name.
    world: Slug,
    notice: Notice,
    /// Whether what is done in it is not shown: codes are checked instead.
    is_class: bool,
}

/// The whole page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let fragment = location::watch();
    let loaded = RwSignal::new_local(Loaded::Not);
    let lessons: Lessons = RwSignal::new(None);
    let worlds: Worlds = RwSignal::new(None);
    let address = Memo::new(move |_| Address::of_fragment(&fragment.get()));
    let trials = Trials::new();
    provide_context(trials);
    Effect::new(move |_| {
        trials.again.track();
        match address.get() {
            Some(address) => {
                settings::visit(&address.parameters);
                loaded.set(Loaded::Not);
                spawn_local(async move {
                    let result = open(&address).await;
                    // The learner may have gone elsewhere meanwhile.
                    if Address::of_fragment(&location::fragment()) == Some(address) {
                        loaded.set(result);
                    }
                });
            }
            None => loaded.set(Loaded::Trouble(Trouble::NoPlace(fragment.get_untracked()))),
        }
    });
    let page = move || match loaded.get() {
        Loaded::Not => {
            let lang = language::initial();
            language::declare(lang);
            view! { <p class="loading" role="status">{crate::say!(lang, "loading")}</p> }.into_any()
        }
        Loaded::Trouble(trouble) => {
            let lang = language::initial();
            language::declare(lang);
            // Whoever mends a broken lesson drops it here again.
            rest::then(move || listen(trials));
            problem_card(lang, trouble).into_any()
        }
        Loaded::Asks(class) => {
            let lang = language::initial();
            language::declare(lang);
            who::question(lang, &class, trials).into_any()
        }
        Loaded::Lab(opened) => running(*opened, lessons, worlds, trials).into_any(),
    };
    (overlay(trials), page)
}

fn running(opened: Opened, all: Lessons, worlds: Worlds, trials: Trials) -> impl IntoView {
    let Opened { lab, world, notice: told, is_class } = opened;
    let bridge = Bridge::new(lab);
    lessons::remember(bridge);
    flight::record(bridge, world.clone());
    let lesson_title = bridge.memo(&[Aspect::Lesson, Aspect::Language], |lab| {
        let tutor = lab.tutor.as_ref()?;
        Some(tutor.view(lab.network(), lab.lang).title)
    });
    let free_play = bridge.text("free-play");
    let title = Signal::derive(move || lesson_title.get().unwrap_or_else(|| free_play.get()));
    // Before all other parts, and alone: it makes the browser style the whole page anew.
    let document = bridge.part();
    Effect::new(move |_| language::declare(document.lang()));
    let told = RwSignal::new(told);
    let later = Later::new();
    request_animation_frame(move || bring_the_rest((all, worlds), told, later, trials));
    view! {
        {notice(bridge, told)}
        {if is_class {
            class(bridge, all).into_any()
        } else {
            stage(bridge, title, world, all, worlds, later).into_any()
        }}
    }
}

/// The first picture stands: now the rest of the program may come, and what it reads.
fn bring_the_rest(
    (all, worlds): (Lessons, Worlds),
    told: RwSignal<Notice>,
    later: Later,
    trials: Trials,
) {
    rest::mark_up();
    spawn_local(async move {
        if !rest::is_here().await {
            return;
        }
        later.begin();
        listen(trials);
        // Read here, so that what is wrong with it is told.
        let _ = lessons::remembered();
        let found = storage::found();
        if !found.is_empty() {
            told.try_update(|told| told.warn(found));
        }
        let shelf = lessons::restocked(all.get_untracked()).await;
        all.set(Some(shelf));
        if worlds.with_untracked(Option::is_none) {
            worlds.set(Some(worlds::all().await));
        }
    });
}

async fn open(address: &Address) -> Loaded {
    let to = &address.to;
    let lesson = match &to.place {
        Place::World(_) => None,
        Place::Class => {
            rest::is_here().await;
            None
        }
        Place::Lesson(slug) => {
            rest::is_here().await;
            match lessons::one(slug).await {
                Ok(lesson) => Some(lesson),
                Err(problems) => return Loaded::Trouble(Trouble::of_lesson(slug, problems)),
            }
        }
    };
    let mut told = None;
    if let Some(lesson) = &lesson {
        match come(&lesson.lesson.slug, to) {
            Ok(Some(class)) => return Loaded::Asks(class),
            Ok(None) => {}
            Err(warning) => told = Some(warning),
        }
    }
    let practice = lesson.as_deref().and_then(|lesson| practice(lesson, to));
    let world: Slug = match (&to.place, &lesson) {
        (Place::World(slug), _) => slug.clone(),
        (_, Some(lesson)) => practice.as_ref().unwrap_or(&lesson.lesson).world.clone(),
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
    let problems = address.problems.iter().cloned();
    let warnings = problems.map(Warning::Parameter).chain(told).collect();
    let mut notice = Notice { warnings, lesson: None };
    let mut lab = match (lesson, &to.run) {
        (None, None) => Lab::open(setup, to.seed.unwrap_or(DEFAULT_SEED), language::initial()),
        (None, Some(run)) => {
            rest::is_here().await;
            open_run(setup, &world, run, &mut notice)
        }
        (Some(lesson), _) => {
            // A variant in a world of its own needs nothing of the lesson's.
            let played = practice.as_ref().unwrap_or(&lesson.lesson);
            let problems = resolve_here(played, &setup.network);
            if !problems.is_empty() {
                return Loaded::Trouble(Trouble::of_lesson(&lesson.lesson.slug, problems));
            }
            open_lesson(setup, lesson, to, &mut notice)
        }
    };
    lab.present(&address.parameters);
    notice.warn(storage::found());
    let is_class = to.place == Place::Class;
    if is_class {
        lab.playback.is_playing = false;
    }
    Loaded::Lab(Box::new(Opened { lab, world, notice, is_class }))
}

/// A run that was shared; if it cannot be read, its world as one comes to it.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn open_run(setup: Setup, world: &Slug, text: &str, notice: &mut Notice) -> Lab {
    let lang = language::initial();
    match decode(world, text) {
        Err(problem) => {
            notice.warnings.push(Warning::Run(problem));
            Lab::open(setup, DEFAULT_SEED, lang)
        }
        Ok(run) => {
            let (lab, warnings) = Lab::resume(setup, &run, lang);
            notice.warnings.extend(warnings);
            notice.lesson = run.lesson;
            lab
        }
    }
}

/// Somebody comes to a lesson: for a class, if the address says so, and then who they are must be
/// known. The class, if they are to be asked.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn come(lesson: &Slug, to: &Destination) -> Result<Option<Name>, Warning> {
    pupil::enter(lesson, None);
    let Some(class) = &to.class else { return Ok(None) };
    match pupil::coming(class).map_err(Warning::Class)? {
        Comes::Asked(class) => return Ok(Some(class)),
        Comes::Known(pupil) => pupil::enter(lesson, Some(pupil)),
    }
    Ok(None)
}

/// The lesson of the variant alone that the address names, if there is one.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn practice(lesson: &Lesson, to: &Destination) -> Option<Structure> {
    let steps = &lesson.lesson.steps;
    let wanted = to.step.as_ref()?;
    let step = step_named(wanted, steps.iter().map(|step| &step.slug))?;
    draw::practice(&lesson.lesson, &steps[step].slug, to.variant.as_ref()?)
}

/// A lesson, where the learner left it or at the step that the address names.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn open_lesson(
    setup: Setup,
    lesson: std::sync::Arc<Lesson>,
    to: &Destination,
    notice: &mut Notice,
) -> Lab {
    let (lang, slug) = (language::initial(), &lesson.lesson.slug);
    if let Some(missing) = lessons::lacks_of_tried(slug) {
        notice.warnings.push(Warning::OwnCopy { missing });
    }
    if to.run.is_some() {
        notice.warnings.push(Warning::RunInLesson);
    }
    let steps = &lesson.lesson.steps;
    let wanted = to.step.as_ref();
    let step = wanted.and_then(|it| step_named(it, steps.iter().map(|step| &step.slug)));
    if let (Some(wanted), None) = (wanted, step) {
        let steps = steps.iter().map(|step| step.slug.clone()).collect();
        notice.warnings.push(Warning::NoStep { wanted: wanted.clone(), steps });
    }
    if let (Some(step), Some(variant)) = (step, &to.variant) {
        let step = &steps[step];
        if step.variant(variant).is_some() {
            let names = (&step.slug, variant);
            let lab = Lab::practise(setup.clone(), &lesson, names, lang);
            return lab.unwrap_or_else(|| Lab::open(setup, DEFAULT_SEED, lang));
        }
        let variants = step.variants.iter().map(|one| one.slug.clone()).collect();
        notice.warnings.push(Warning::NoVariant { wanted: variant.clone(), variants });
    }
    let kept = lessons::kept_of(slug);
    let lesson = if pupil::of(slug).is_some() { drawn(&lesson) } else { lesson };
    let (lab, warning) = Lab::take_up_lesson(setup, lesson, kept, step, lang);
    notice.warnings.extend(warning);
    lab
}

/// The same lesson, in which every run has a seed of its own.
fn drawn(lesson: &Lesson) -> std::sync::Arc<Lesson> {
    let mut drawn = lesson.clone();
    drawn.lesson.is_drawn = true;
    std::sync::Arc::new(drawn)
}
