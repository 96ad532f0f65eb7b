//! A solution being shown, in words.

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::{marks, quantity};
use crate::lesson::format::Act;
use crate::say;

/// A solution being shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoView {
    /// Which act it is, and what it does.
    pub said: String,
    /// Whether the next act is to be asked for.
    pub is_by_hand: bool,
}

/// The solution that is being shown, if one is.
#[must_use]
pub fn demo(lab: &Lab) -> Option<DemoView> {
    let demo = lab.demo.as_ref()?;
    let (act, number, count) = demo.act()?;
    let lang = lab.lang;
    let what = match act {
        Act::Command(command) => marks::deed(lab, command),
        Act::Explain { router } => {
            let names = Names { lang, network: lab.network() };
            say!(lang, "lesson-showing-explain", router = names.router_called(router))
        }
        Act::Settle {} => say!(lang, "lesson-showing-settle"),
        Act::Wait { us } => say!(lang, "lesson-showing-wait", time = quantity::seconds(*us)),
    };
    let said = say!(lang, "lesson-showing", number = number, count = count, what = what);
    Some(DemoView { said, is_by_hand: demo.is_by_hand() })
}
