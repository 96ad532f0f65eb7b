//! The whole state of the app, and the one place where intents become changes.

use crate::app::changes::{Aspect, Changes};
use crate::app::glide::Glide;
use crate::app::i18n::Lang;
use crate::app::inspection::Inspection;
use crate::app::intent::Intent;
use crate::app::looking_glass::screen::{GlassIntent, Screen};
use crate::app::parameters::Parameters;
use crate::app::playback::{MAX_EVENTS_PER_FRAME, Playback};
use crate::app::present::crowd;
use crate::app::selection::Selection;
use crate::app::session::{Passed, Session};
use crate::app::settings::Panel;
use crate::app::travel::{Notice, Travel};
use crate::app::tutor::demo::Demo;
use crate::app::tutor::in_lab::lesson_changes;
use crate::app::tutor::sandbox::Parked;
use crate::app::tutor::{LessonIntent, Seen, Tutor};
use crate::app::watch::Watched;
use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;
use crate::scene::layers::MapLayers;
use crate::scene::point::Point;
use crate::scene::projection::{Geo, forward};
use crate::scene::viewport::Viewport;

/// What is selected is at least so many pixels from the edge of the map.
const REVEAL_MARGIN: f64 = 76.0;

/// Everything.
#[derive(Clone, Debug)]
pub struct Lab {
    /// The run.
    pub session: Session,
    /// How time passes.
    pub playback: Playback,
    /// What the learner looks at.
    pub selection: Selection,
    /// Who shares the mark, if one that several share is selected; those with most people first.
    pub crowd: Vec<ClientId>,
    /// What the learner points at.
    pub hover: Selection,
    /// What part of the map is shown.
    pub viewport: Viewport,
    /// The view that the camera is on its way to, if it is.
    pub(in crate::app) glide: Option<Glide>,
    /// Whether it goes there in sight.
    pub(in crate::app) has_motion: bool,
    /// What of the network the map shows.
    pub layers: MapLayers,
    /// The moving thing that is selected.
    pub watched: Option<Watched>,
    /// The language.
    pub lang: Lang,
    /// What of time is a matter of the view.
    pub travel: Travel,
    /// What the inspector asks about.
    pub inspection: Inspection,
    /// The looking glass.
    pub glass: Screen,
    /// The lesson, if one is played.
    pub tutor: Option<Tutor>,
    /// The solution that is being shown, if one is.
    pub demo: Option<Demo>,
    /// The lesson that was put aside, if one was, to play freely with its world.
    pub parked: Option<Box<Parked>>,
}

impl Lab {
    /// Opens a world, settled and running.
    #[must_use]
    pub fn open(setup: Setup, seed: u64, lang: Lang) -> Self {
        Self::of_session(Session::open(setup, seed), lang)
    }

    /// A lab around a run.
    pub(in crate::app) fn of_session(session: Session, lang: Lang) -> Self {
        Self {
            viewport: Viewport::new(960.0, 600.0).at_home(&places(session.world().network())),
            session,
            playback: Playback::default(),
            selection: Selection::None,
            crowd: Vec::new(),
            hover: Selection::None,
            glide: None,
            has_motion: false,
            layers: MapLayers::default(),
            watched: None,
            lang,
            travel: Travel::default(),
            inspection: Inspection::default(),
            glass: Screen::default(),
            tutor: None,
            demo: None,
            parked: None,
        }
    }

    /// Shows things as the address asks.
    pub fn present(&mut self, wanted: &Parameters) {
        if let Some(speed) = wanted.speed {
            self.playback.speed = speed;
        }
        if let (Some(tutor), Some(has_hints)) = (&mut self.tutor, wanted.has_hints) {
            tutor.offer_hints(has_hints);
        }
        if wanted.only == Some(Panel::Glass) {
            self.handle(Intent::Glass(GlassIntent::Open(None)));
        }
    }

    /// The world now.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.session.world()
    }

    /// The network the world runs on.
    #[must_use]
    pub fn network(&self) -> &Network {
        self.world().network()
    }

    /// Whether another frame would show anything else.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        let is_due = self.playback.is_playing && self.session.next_at().is_some();
        let is_shown = self.demo.as_ref().is_some_and(|demo| !demo.is_by_hand());
        is_due || self.is_under_way() || self.glide.is_some() || is_shown
    }

    /// Whether a moment is still on its way that was too far for one frame.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        self.travel.heading.is_some() || self.travel.settling.is_some()
    }

    /// Does what is asked, and says what changed.
    pub fn handle(&mut self, intent: Intent) -> Changes {
        let mut changes = Changes::NONE;
        if self.ends_demo(&intent) {
            changes.add(self.stop_showing());
        }
        changes.add(self.carry_through(intent));
        if changes.has_all(Changes::moment()) {
            self.watch_again();
        }
        changes
    }

    fn carry_through(&mut self, intent: Intent) -> Changes {
        if intent.is_of_time() && self.travel.settling.take().is_some() {
            let mut changes = self.carry_through(intent);
            changes.add(Changes::one(Aspect::Clock));
            return changes;
        }
        match intent {
            Intent::Select(selection) => self.select(selection),
            Intent::Press(selection) => {
                self.answer_with(selection).unwrap_or_else(|| self.select(selection))
            }
            Intent::Hover(hover) => set(&mut self.hover, hover, Aspect::Selection),
            // While a prediction is open, time stands still.
            Intent::Play | Intent::StepEvent | Intent::SkipToConverged if self.is_frozen() => {
                Changes::NONE
            }
            Intent::Play => set(&mut self.playback.is_playing, true, Aspect::Clock),
            Intent::Pause => set(&mut self.playback.is_playing, false, Aspect::Clock),
            Intent::SetSpeed(speed) => set(&mut self.playback.speed, speed, Aspect::Clock),
            Intent::SetLang(lang) => set(&mut self.lang, lang, Aspect::Language),
            Intent::Look(viewport) => self.look(|_| viewport),
            Intent::Pan { by } => self.look(|now| now.panned(by)),
            Intent::Zoom { about, factor } => self.look(|now| now.zoomed(about, factor)),
            Intent::Fit => self.look(Viewport::fitted),
            Intent::ShowLayers(layers) => set(&mut self.layers, layers, Aspect::Viewport),
            Intent::Resize { width, height } => self.look(|now| now.resized(width, height)),
            Intent::Motion(is_allowed) => self.allow_motion(is_allowed),
            Intent::StepEvent => {
                self.playback.is_playing = false;
                self.let_pass(Session::step)
            }
            Intent::SkipToConverged => self.settle(),
            Intent::Do(command) => self.carry_out(command),
            Intent::Undo => self.undo(),
            Intent::Time(intent) => self.travel(intent),
            Intent::Restart if self.tutor.is_some() => self.learn(LessonIntent::ResetStep),
            // A lesson's outcome belongs to the seed that its author chose.
            Intent::Reseed(_) if self.tutor.is_some() => Changes::NONE,
            Intent::Restart | Intent::Reseed(_) => {
                match intent {
                    Intent::Reseed(seed) => self.session.reseed(seed),
                    _ => self.session.restart(),
                }
                self.travel = Travel::default();
                self.glass.wipe();
                Changes::moment()
            }
            Intent::Inspect(prefix) => {
                set(&mut self.inspection.prefix, Some(prefix), Aspect::Inspection)
            }
            Intent::AskAs(name) => set(&mut self.inspection.profile, name, Aspect::Inspection),
            Intent::Glass(intent) => self.look_through(intent),
            Intent::Lesson(intent) => self.learn(intent),
        }
    }

    /// Lets `real_s` seconds of real time pass.
    pub fn tick(&mut self, real_s: f64) -> Changes {
        let mut changes = self.glide_on(real_s);
        changes.add(self.pass(real_s));
        changes
    }

    fn pass(&mut self, real_s: f64) -> Changes {
        if let Some(changes) = self.show_on(real_s) {
            return changes;
        }
        if let Some(changes) = self.head_on().or_else(|| self.settle_on()) {
            return changes;
        }
        let span = self.playback.elapse(real_s);
        if span.is_zero() {
            return Changes::NONE;
        }
        let mut in_time = true;
        let changes = self.let_pass(|session| {
            let passed = session.advance(span, MAX_EVENTS_PER_FRAME);
            in_time = passed.is_done;
            passed
        });
        self.playback.is_lagging = !in_time;
        changes
    }

    fn look(&mut self, turn: impl FnOnce(&Viewport) -> Viewport) -> Changes {
        let arrived = self.arrive();
        let viewport = turn(&self.viewport);
        let mut changes = set(&mut self.viewport, viewport, Aspect::Viewport);
        changes.add(arrived);
        changes
    }

    /// Moves the map so far that what is selected is in its window.
    fn reveal(&mut self, selection: Selection) -> Changes {
        let network = self.network();
        let router = match selection {
            Selection::Node(node) => network.nodes[node].router,
            Selection::Router(router) => router,
            Selection::Client(client) | Selection::Crowd(client) => network.clients[client].router,
            _ => return Changes::NONE,
        };
        let Some(place) = place(network, router) else { return Changes::NONE };
        self.look(|now| now.revealing(place, REVEAL_MARGIN))
    }

    pub(in crate::app) fn select(&mut self, wanted: Selection) -> Changes {
        let selection = self.gather(wanted);
        if !self.watch(selection) {
            return Changes::NONE;
        }
        let mut changes = set(&mut self.selection, selection, Aspect::Selection);
        changes.add(self.show_tutor(selection));
        changes.add(self.reveal(selection));
        changes
    }

    /// Who shares the mark that is to be selected; whoever has it alone is selected alone.
    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    fn gather(&mut self, wanted: Selection) -> Selection {
        let Selection::Crowd(lead) = wanted else { return wanted };
        let members = crowd::members(self, lead);
        if members.len() < 2 {
            return Selection::Client(lead);
        }
        self.crowd = members;
        wanted
    }

    // A function of its own, so that it comes with the rest of the program.
    #[inline(never)]
    fn carry_out(&mut self, command: Command) -> Changes {
        if !self.allows(&command) {
            if self.is_before_step() {
                return self.noticed_if(true, Notice::BeforeStep);
            }
            let (at, is_frozen) = (self.session.world().now(), self.is_frozen());
            self.session.news_mut().keep_out(at, is_frozen);
            return Changes::one(Aspect::History);
        }
        let branch = self.session.branch().id();
        let given = self.session.apply(command);
        self.gave(branch, given)
    }

    /// Lets time pass, and tells everyone what came of it.
    pub(in crate::app) fn let_pass(&mut self, run: impl FnOnce(&mut Session) -> Passed) -> Changes {
        let (told, was_live) = (self.session.news().count(), self.session.is_live());
        self.travel.heading = None;
        let passed = run(&mut self.session);
        self.follow();
        let is_told = self.session.news().count() > told;
        if is_told {
            self.travel.notice = None;
        }
        let mut changes = self.account(&passed, is_told);
        if was_live != self.session.is_live() {
            changes = changes.with(Aspect::Branches);
        }
        changes
    }

    /// What has changed by what happened.
    pub(in crate::app) fn account(&mut self, passed: &Passed, is_told: bool) -> Changes {
        self.keep_watching(&passed.facts);
        let mut changes = Changes::of(&passed.facts).with(Aspect::Clock);
        if is_told {
            changes = changes.with(Aspect::History);
        }
        changes.add(self.witness(passed));
        changes
    }

    /// The tutor is told what happened for the first time; known history is nothing new to it.
    pub(in crate::app) fn witness(&mut self, passed: &Passed) -> Changes {
        let Some(tutor) = &mut self.tutor else { return Changes::NONE };
        match tutor.observe(passed.live(), &self.session) {
            Seen::Nothing => Changes::NONE,
            Seen::Figures => Changes::NONE.with(Aspect::Lesson),
            Seen::Turn => lesson_changes(),
        }
    }
}

/// Where a router stands on the map's plane; nowhere without a city.
pub(in crate::app) fn place(network: &Network, router: RouterId) -> Option<Point> {
    let city = network.router_city(router)?;
    Some(forward(Geo::from_udeg(city.lon_udeg, city.lat_udeg)))
}

/// Where there is anything on the map: PoPs and client networks stand at routers, too.
pub(in crate::app) fn places(network: &Network) -> Vec<Point> {
    network.routers.keys().filter_map(|router| place(network, router)).collect()
}

/// Sets a value, and tells whether that changed it.
fn set<T: PartialEq>(place: &mut T, value: T, aspect: Aspect) -> Changes {
    if *place == value {
        return Changes::NONE;
    }
    *place = value;
    Changes::one(aspect)
}
