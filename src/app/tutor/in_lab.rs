//! The tutor in the lab: what a lesson lets through, and what its steps do to time and map.

use std::sync::Arc;

use super::secrets::{Secrets, Topic};
use super::{Effects, LessonIntent, Tutor};
use crate::app::changes::{Aspect, Changes};
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::playback::Speed;
use crate::app::present::crowd;
use crate::app::selection::Selection;
use crate::app::travel::Travel;
use crate::app::warning::Warning;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;
use crate::engine::sim::setup::Setup;
use crate::lesson::draw;
use crate::lesson::format::Pace;
use crate::lesson::load::Loaded;
use crate::lesson::progress::LessonProgress;
use crate::lesson::trail::Trail;
use crate::scene::projection::{Geo, forward};

/// What is kept of a lesson.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// How far the learner has come.
    pub progress: LessonProgress,
    /// What they did in the run that is open.
    pub trail: Option<Trail>,
    /// The seed of a run that begins now, if each has one of its own.
    pub fresh: Option<u64>,
}

/// Room around the cities that a lesson shows, in pixels.
const CAMERA_MARGIN: f64 = 60.0;

/// What looks different when the lesson stands differently: other commands may be allowed now,
/// and secrets told.
pub(in crate::app) fn lesson_changes() -> Changes {
    [Aspect::Lesson, Aspect::Catchments, Aspect::Topology].into_iter().collect()
}

impl Pace {
    /// The speed that lets one follow it.
    #[must_use]
    pub fn speed(self) -> Speed {
        match self {
            Self::Packets => Speed::PACKETS,
            Self::Routing => Speed::WATCHABLE,
            Self::Timers => Speed::TIMERS,
        }
    }
}

impl Lab {
    /// Opens a lesson in its world, where the learner left it, by its solutions.
    #[must_use]
    pub fn open_lesson(
        setup: Setup,
        lesson: Arc<Loaded>,
        progress: LessonProgress,
        lang: Lang,
    ) -> Self {
        let kept = Kept { progress, ..Kept::default() };
        Self::take_up_lesson(setup, lesson, kept, None, lang).0
    }

    /// The same at the step of this index.
    #[must_use]
    pub fn open_lesson_at(
        setup: Setup,
        lesson: Arc<Loaded>,
        progress: LessonProgress,
        step: usize,
        lang: Lang,
    ) -> Self {
        let kept = Kept { progress, ..Kept::default() };
        Self::take_up_lesson(setup, lesson, kept, Some(step), lang).0
    }

    /// Opens a lesson in its world: where the learner left it, by what they did; or at the step of
    /// this index. One that was done is shown again, with the world as the learner left it; one
    /// beyond is jumped to. Where what they did leads elsewhere today, the solutions stand in, and
    /// that is told.
    #[must_use]
    pub fn take_up_lesson(
        setup: Setup,
        lesson: Arc<Loaded>,
        kept: Kept,
        step: Option<usize>,
        lang: Lang,
    ) -> (Self, Option<Warning>) {
        let Kept { progress, trail, fresh } = kept;
        let own = if lesson.lesson.is_drawn { fresh } else { Some(lesson.lesson.seed) };
        let trail = trail.filter(|trail| lesson.lesson.is_drawn || Some(trail.seed) == own);
        let trail = trail.unwrap_or_else(|| Trail::new(own.unwrap_or(lesson.lesson.seed)));
        let has_lived = trail.lived.is_some();
        let mut lab = Self::open(setup, trail.seed, lang);
        let reached = if lesson.lesson.is_drawn {
            progress.next_step(&draw::lesson(&lesson.lesson, trail.seed))
        } else {
            progress.next_step(&lesson.lesson)
        };
        let (base, was) = (Arc::clone(&lesson), (progress.clone(), trail.clone()));
        let resumed = Tutor::resume(base, was.0, was.1, &mut lab.session);
        // What was done elsewhere, or is to be jumped to, may be further on.
        let is_far = |tutor: &Tutor| {
            step.is_none_or(|step| step <= tutor.reached()) && reached <= tutor.reached() + 1
        };
        let is_lost = resumed.is_none() && has_lived;
        let (mut tutor, effects) =
            resumed.filter(|(tutor, _)| is_far(tutor)).unwrap_or_else(|| {
                let reached = reached.max(step.unwrap_or(0));
                Tutor::begin_at(lesson, progress, trail, reached, &mut lab.session)
            });
        if let Some(step) = step {
            tutor.read_back(step);
        }
        lab.tutor = Some(tutor);
        lab.carry_effects(effects);
        (lab, is_lost.then_some(Warning::RunNotTheSame))
    }

    /// Opens a variant of a lesson's step alone, in a world of its own or the lesson's. Nothing, if
    /// there is none of these names.
    #[must_use]
    pub fn practise(
        setup: Setup,
        lesson: &Arc<Loaded>,
        (step, variant): (&Slug, &Slug),
        lang: Lang,
    ) -> Option<Self> {
        let seed = draw::practice(&lesson.lesson, step, variant)?.seed;
        let mut lab = Self::open(setup, seed, lang);
        let (tutor, effects) = Tutor::practise(lesson, (step, variant), &mut lab.session)?;
        lab.tutor = Some(tutor);
        lab.carry_effects(effects);
        Some(lab)
    }

    /// Whether a command may be given now: outside of lessons always.
    #[must_use]
    pub fn allows(&self, command: &Command) -> bool {
        self.tutor.as_ref().is_none_or(|tutor| tutor.allows(command, &self.session))
    }

    /// Whether the last command may be taken back now.
    #[must_use]
    pub fn allows_undo(&self) -> bool {
        match &self.tutor {
            Some(tutor) => tutor.allows_undo(&self.session),
            None => !self.session.log().is_empty(),
        }
    }

    /// Whether there is anything to begin again.
    #[must_use]
    pub fn allows_restart(&self) -> bool {
        self.tutor.as_ref().is_none_or(Tutor::can_reset)
    }

    /// Whether the world must stand still until a prediction is locked.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.tutor.as_ref().is_some_and(Tutor::is_frozen)
    }

    /// Whether a moment before the lesson's step is looked at, where one does not act.
    #[must_use]
    pub fn is_before_step(&self) -> bool {
        self.tutor.as_ref().is_some_and(|tutor| tutor.is_before_step(&self.session))
    }

    /// Whether it must not be shown yet who serves this client.
    #[must_use]
    pub fn conceals(&self, client: ClientId) -> bool {
        self.has_secret(|secrets| secrets.hide_client(client))
    }

    /// Whether it must not be shown yet how long this client's packets take.
    #[must_use]
    pub fn conceals_trip(&self, client: ClientId) -> bool {
        self.has_secret(|secrets| secrets.hide_trip(client))
    }

    /// Whether it must not be shown yet what this router chooses, and why.
    #[must_use]
    pub fn conceals_choice(&self, router: RouterId) -> bool {
        self.has_secret(|secrets| secrets.hide_choice(router))
    }

    /// Whether it must not be shown yet which routes this router has.
    #[must_use]
    pub fn conceals_table(&self, router: RouterId) -> bool {
        self.has_secret(|secrets| secrets.hide_table(router))
    }

    /// Whether it must not be shown yet where packets from this router end.
    #[must_use]
    pub fn conceals_way(&self, router: RouterId) -> bool {
        self.has_secret(|secrets| secrets.hide_way(self.network(), router))
    }

    /// Whether it must not be shown yet of some client who serves it, or how long its packets take.
    #[must_use]
    pub fn conceals_someone(&self) -> bool {
        self.has_secret(Secrets::hide_someone)
    }

    /// Whether this must be told nowhere yet.
    #[must_use]
    pub fn hides(&self, topic: Topic) -> bool {
        self.has_secret(|secrets| secrets.hide(topic))
    }

    fn has_secret(&self, is_secret: impl FnOnce(&Secrets) -> bool) -> bool {
        self.tutor.as_ref().is_some_and(|tutor| is_secret(tutor.secrets()))
    }

    /// Who serves a client, as far as it may be shown.
    #[must_use]
    pub fn shown_node(&self, client: ClientId, service: ServiceId) -> Option<NodeId> {
        self.world().serving(client, service).filter(|_| !self.conceals(client))
    }

    /// Does what is asked of the lesson.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    pub(in crate::app) fn learn(&mut self, intent: LessonIntent) -> Changes {
        match intent {
            LessonIntent::ShowMe => return self.show_solution(),
            LessonIntent::ShowNext => return self.show_next(),
            LessonIntent::StopShowing => return self.stop_showing(),
            LessonIntent::PlayFreely => return self.park(),
            LessonIntent::BackToLesson => return self.unpark(),
            _ => {}
        }
        let Some(tutor) = &mut self.tutor else { return Changes::NONE };
        let before = self.session.moment();
        let effects = tutor.handle(intent, &mut self.session);
        let mut changes = lesson_changes();
        if self.session.moment() != before {
            (self.travel.heading, self.travel.settling) = (None, None);
            changes.add(Changes::moment());
        }
        changes.add(self.carry_effects(effects));
        changes
    }

    /// Takes a place on the map for the answer that the lesson asks for; nothing, if it asks for
    /// none, or not for this one.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    pub(in crate::app) fn answer_with(&mut self, selection: Selection) -> Option<Changes> {
        let tutor = self.tutor.as_ref().filter(|tutor| tutor.is_frozen())?;
        let places = match selection {
            Selection::Crowd(lead) => {
                crowd::members(self, lead).into_iter().map(Selection::Client).collect()
            }
            one => vec![one],
        };
        let answer = tutor.meant(self.network(), &places)?;
        Some(self.learn(LessonIntent::Choose(answer)))
    }

    /// Tells the tutor what the learner looks at.
    pub(in crate::app) fn show_tutor(&mut self, selection: Selection) -> Changes {
        if let Some(tutor) = &mut self.tutor
            && tutor.selected(selection, &self.session)
        {
            return lesson_changes();
        }
        Changes::NONE
    }

    pub(super) fn carry_effects(&mut self, effects: Effects) -> Changes {
        let mut changes = Changes::NONE;
        if let Some(pace) = effects.pace {
            self.playback.speed = pace.speed();
            changes = changes.with(Aspect::Clock);
        }
        if let Some(is_playing) = effects.is_playing {
            self.playback.is_playing = is_playing;
            changes = changes.with(Aspect::Clock);
        }
        if let Some(cities) = effects.camera {
            self.show_cities(&cities);
            changes = changes.with(Aspect::Viewport);
        }
        if effects.is_told_anew {
            self.session.news_mut().forget();
        }
        if effects.is_world_new {
            self.travel = Travel::default();
            changes.add(Changes::moment());
        }
        changes
    }

    fn show_cities(&mut self, cities: &[Slug]) {
        let network = self.session.world().network();
        let place = |slug: &Slug| {
            let city = &network.cities[*network.names.cities.get(slug)?];
            Some(forward(Geo::from_udeg(city.lon_udeg, city.lat_udeg)))
        };
        let places: Vec<_> = cities.iter().filter_map(place).collect();
        self.move_camera(self.viewport.fitted_to(&places, CAMERA_MARGIN));
    }
}
