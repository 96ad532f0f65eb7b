//! What was last done with time, in a sentence.

use crate::app::lab::Lab;
use crate::app::present::marks::deed;
use crate::app::present::{branches, quantity};
use crate::app::session::limits::MAX_BRANCHES;
use crate::app::travel::Notice;
use crate::say;

/// The sentence; nothing, if something else was done or happened since.
#[must_use]
pub fn notice(lab: &Lab) -> Option<String> {
    let lang = lab.lang;
    Some(match lab.travel.notice.as_ref()? {
        Notice::Sought { at, is_head } => {
            let time = quantity::clock(lab.session.shown(*at));
            if *is_head {
                say!(lang, "notice-at-head", time = time)
            } else {
                say!(lang, "notice-sought", time = time)
            }
        }
        Notice::Forked(id) => say!(lang, "notice-forked", branch = branches::name_of(lab, *id)),
        Notice::Switched(id) => say!(lang, "notice-switched", branch = branches::name_of(lab, *id)),
        Notice::Compared(_) | Notice::Pinned => branches::pin_card(lab)?.sentence,
        Notice::Removed => say!(lang, "notice-removed"),
        Notice::Unpinned => say!(lang, "notice-unpinned"),
        Notice::Undone(command) => say!(lang, "notice-undone", deed = deed(lab, command)),
        Notice::Redone(command) => say!(lang, "notice-redone", deed = deed(lab, command)),
        Notice::TooManyBranches => say!(lang, "notice-too-many-branches", limit = MAX_BRANCHES),
        Notice::BeforeStep => say!(lang, "notice-before-step"),
    })
}
