//! One learner's session: log, playhead, share links, view models.
