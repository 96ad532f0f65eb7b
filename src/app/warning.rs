//! What went otherwise than an address or the browser's memory said, though the page works.

use super::i18n::Lang;
use super::parameters::ParameterProblem;
use super::receipt::class::NameProblem;
use super::session::resume::LeftOut;
use super::share::problem::RunProblem;
use super::share::resume::left_out;
use crate::engine::base::text::Slug;
use crate::say;

/// Steps of a lesson that are named to whoever wanted another.
const MAX_STEPS_NAMED: usize = 20;

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A parameter was not understood.
    Parameter(ParameterProblem),
    /// The shared run cannot be read; its world is shown as one comes to it.
    Run(RunProblem),
    /// A run stands in the address of a lesson.
    RunInLesson,
    /// A command of the shared run was left out.
    LeftOut(LeftOut),
    /// So many more.
    MoreLeftOut {
        /// How many.
        count: usize,
    },
    /// The shared run did not come to its end.
    NotTheWholeRun,
    /// The shared run was played whole, and came out otherwise: the world or the lab has changed.
    OtherOutcome,
    /// The lesson has no such step.
    NoStep {
        /// What was wanted.
        wanted: Slug,
        /// What there is.
        steps: Vec<Slug>,
    },
    /// The lesson is the learner's own copy, and nothing of it is remembered.
    OwnCopy {
        /// The languages that it is not written in yet.
        missing: Vec<&'static str>,
    },
    /// The step has no such variant.
    NoVariant {
        /// What was wanted.
        wanted: Slug,
        /// What there is.
        variants: Vec<Slug>,
    },
    /// What the learner did in a lesson leads elsewhere today: its solutions stand in.
    RunNotTheSame,
    /// The address names a class, and that is no name.
    Class(NameProblem),
    /// What was stored could not be read, and was put aside.
    SetAside,
    /// What was stored is a newer version's, and is left alone.
    NewerStored,
}

impl Warning {
    /// It, in words.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Parameter(problem) => problem.sentence(lang),
            Self::Run(problem) => problem.sentence(lang),
            Self::RunInLesson => say!(lang, "warning-run-in-lesson"),
            Self::LeftOut(one) => left_out(lang, one),
            Self::MoreLeftOut { count } => say!(lang, "warning-more-left-out", count = *count),
            Self::NotTheWholeRun => say!(lang, "warning-not-whole"),
            Self::OtherOutcome => say!(lang, "warning-other-outcome"),
            Self::NoStep { wanted, steps } => {
                let named: Vec<&str> =
                    steps.iter().take(MAX_STEPS_NAMED).map(Slug::as_str).collect();
                say!(
                    lang,
                    "warning-no-step",
                    wanted = wanted.as_str(),
                    count = steps.len(),
                    steps = named.join(", "),
                )
            }
            Self::OwnCopy { missing } if missing.is_empty() => say!(lang, "trial-own"),
            Self::OwnCopy { missing } => {
                let files: Vec<String> = missing.iter().map(|one| format!("{one}.md")).collect();
                say!(lang, "trial-own-missing", files = files.join(", "))
            }
            Self::NoVariant { wanted, variants } => {
                let named: Vec<&str> = variants.iter().map(Slug::as_str).collect();
                say!(
                    lang,
                    "warning-no-variant",
                    wanted = wanted.as_str(),
                    count = variants.len(),
                    variants = named.join(", "),
                )
            }
            Self::RunNotTheSame => say!(lang, "warning-run-not-the-same"),
            Self::Class(problem) => {
                say!(lang, "warning-class", why = problem.sentence(lang))
            }
            Self::SetAside => say!(lang, "warning-set-aside"),
            Self::NewerStored => say!(lang, "warning-newer-stored"),
        }
    }
}
