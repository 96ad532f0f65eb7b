//! What the interface asks for. An intent becomes a command, or stays a matter of the view.

use crate::app::i18n::Lang;
use crate::app::looking_glass::screen::GlassIntent;
use crate::app::playback::Speed;
use crate::app::selection::Selection;
use crate::app::travel::TimeIntent;
use crate::app::tutor::LessonIntent;
use crate::engine::base::ids::PrefixId;
use crate::engine::bgp::profile::ProfileName;
use crate::engine::sim::command::Command;
use crate::scene::layers::MapLayers;
use crate::scene::point::Point;
use crate::scene::viewport::Viewport;

/// Something the learner wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Look at this.
    Select(Selection),
    /// Press on this on the map: where a lesson asks for a place, that is the answer; else look at
    /// it.
    Press(Selection),
    /// Point at this, or at nothing.
    Hover(Selection),
    /// Let time run.
    Play,
    /// Hold time.
    Pause,
    /// Hold time, and let one event happen that can be seen.
    StepEvent,
    /// Go to the moment when BGP has converged.
    SkipToConverged,
    /// Let time run at this pace.
    SetSpeed(Speed),
    /// Do this to the world, now.
    Do(Command),
    /// Take the last command back.
    Undo,
    /// Do this with time, or with the histories kept.
    Time(TimeIntent),
    /// Begin again from the settled world.
    Restart,
    /// Begin another run of the same world: its randomness comes from this seed.
    Reseed(u64),
    /// Show this part of the map.
    Look(Viewport),
    /// Move the map by so many pixels.
    Pan {
        /// How far.
        by: Point,
    },
    /// Go nearer, or farther away.
    Zoom {
        /// The place in the window that stays where it is.
        about: Point,
        /// How much nearer.
        factor: f64,
    },
    /// Show the whole world, or that part of it where there is anything.
    Fit,
    /// Show these layers of the map.
    ShowLayers(MapLayers),
    /// The map's window has another size, in CSS pixels.
    Resize {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
    },
    /// Things may glide, or must not: what has to move is there at once.
    Motion(bool),
    /// Speak this language.
    SetLang(Lang),
    /// Ask routers about this prefix.
    Inspect(PrefixId),
    /// Ask how routers would choose by these rules; absent: by their own.
    AskAs(Option<ProfileName>),
    /// Do this at the looking glass.
    Glass(GlassIntent),
    /// Do this in the lesson.
    Lesson(LessonIntent),
}

impl Intent {
    /// Whether it is about where in time one is, or about what happens then: who asks for it does
    /// not want to go on to where they were going.
    #[must_use]
    pub const fn is_of_time(&self) -> bool {
        match self {
            Self::Pause
            | Self::StepEvent
            | Self::Do(_)
            | Self::Undo
            | Self::Restart
            | Self::Reseed(_) => true,
            Self::Time(intent) => intent.is_leap(),
            _ => false,
        }
    }
}
