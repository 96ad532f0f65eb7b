//! What the interface asks for. An intent becomes a command, or stays a matter of the view.

use crate::app::i18n::Lang;
use crate::app::playback::Speed;
use crate::app::selection::Selection;
use crate::engine::sim::command::Command;

/// Something the learner wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Look at this.
    Select(Selection),
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
    /// Begin again from the settled world.
    Restart,
    /// Speak this language.
    SetLang(Lang),
}
