//! The histories that are kept, and what differs between the present and what it is compared with.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::comparison::{self, Comparison, Moved};
use crate::app::lab::Lab;
use crate::app::present::marks::deed;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::app::session::{Branch, BranchId};
use crate::engine::base::ids::{ClientId, NodeId};
use crate::say;

/// A branch in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchRow {
    /// Which.
    pub id: BranchId,
    /// Its name: by the first command that is its own, and when that was given.
    pub name: String,
    /// Up to when it was lived.
    pub head: String,
    /// How many commands it has.
    pub commands: String,
    /// Whether it is the one played.
    pub is_current: bool,
    /// Whether it is the one compared with.
    pub is_compared: bool,
    /// Whether one may go over to it now.
    pub can_switch: bool,
}

/// All branches, the oldest first.
#[must_use]
pub fn rows(lab: &Lab) -> Vec<BranchRow> {
    let (session, current) = (&lab.session, lab.session.branch().id());
    let pin = session.pin().filter(|pin| pin.is_branch());
    let row = |branch: &Branch| BranchRow {
        id: branch.id(),
        name: name(lab, branch),
        head: quantity::clock(session.shown(branch.reach())),
        commands: say!(lab.lang, "branch-commands", count = branch.log().len()),
        is_current: branch.id() == current,
        is_compared: pin.is_some_and(|pin| pin.of() == branch.id()),
        can_switch: branch.id() != current && lab.allows_switch(),
    };
    session.branches().iter().map(row).collect()
}

/// A branch's name.
#[must_use]
pub fn name(lab: &Lab, branch: &Branch) -> String {
    let Some(fork) = branch.fork() else { return say!(lab.lang, "branch-main") };
    if let Some(entry) = branch.first_own() {
        let time = quantity::clock(lab.session.shown(entry.at));
        return say!(lab.lang, "branch-named", deed = deed(lab, &entry.command), time = time);
    }
    let time = quantity::clock(lab.session.shown(fork.at.at));
    say!(lab.lang, "branch-unnamed", time = time)
}

/// The name of a branch by its number; nothing, if it is gone.
#[must_use]
pub fn name_of(lab: &Lab, id: BranchId) -> String {
    let mut branches = lab.session.branches().iter();
    branches.find(|branch| branch.id() == id).map(|branch| name(lab, branch)).unwrap_or_default()
}

/// What differs from the pin, or from another branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinCard {
    /// What the present is compared with.
    pub title: String,
    /// How many client networks are served by another PoP.
    pub summary: String,
    /// Both in one sentence.
    pub sentence: String,
    /// From whom to whom.
    pub moves: Vec<Move>,
    /// How many routers chose another route.
    pub rerouted: String,
    /// The median delay, then and now.
    pub delay: Option<String>,
}

/// Client networks that went from one PoP to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The PoP that served them.
    pub before: Option<NodeId>,
    /// The PoP that serves them.
    pub after: Option<NodeId>,
    /// Both in words.
    pub words: String,
    /// Who they are, by name.
    pub clients: String,
    /// How many they are.
    pub count: usize,
}

/// Client networks served by another PoP than at the pin, as far as that may be shown: what the map
/// draws of former catchments.
#[must_use]
pub fn moved(lab: &Lab) -> Vec<Moved> {
    let Some(pin) = lab.session.pin() else { return Vec::new() };
    comparison::moved(pin.picture(), lab.world(), |client| !lab.conceals(client))
}

/// What differs; nothing, as long as nothing is compared.
#[must_use]
pub fn pin_card(lab: &Lab) -> Option<PinCard> {
    let pin = lab.session.pin()?;
    let lang = lab.lang;
    let time = quantity::clock(lab.session.shown(pin.moment().at));
    let title = if pin.is_branch() && pin.of() != lab.session.branch().id() {
        say!(lang, "pin-branch", branch = name_of(lab, pin.of()), time = time)
    } else {
        say!(lang, "pin-since", time = time)
    };
    let found = comparison::compare(pin.picture(), lab.world(), |client| !lab.conceals(client));
    let clients: BTreeSet<ClientId> = found.moved.iter().map(|moved| moved.client).collect();
    let summary = say!(lang, "pin-moved", count = clients.len());
    Some(PinCard {
        sentence: say!(lang, "notice-compared", title = title.as_str(), summary = summary.as_str()),
        title,
        summary,
        moves: moves(lab, &found),
        rerouted: say!(lang, "pin-rerouted", count = found.rerouted.len()),
        delay: found.delay_before.zip(found.delay_after).map(|(before, after)| {
            let [before, after] = [before, after].map(quantity::milliseconds);
            say!(lang, "pin-delay", before = before, after = after)
        }),
    })
}

fn moves(lab: &Lab, found: &Comparison) -> Vec<Move> {
    let names = Names { lang: lab.lang, network: lab.network() };
    let mut groups: BTreeMap<_, BTreeSet<ClientId>> = BTreeMap::new();
    for moved in &found.moved {
        groups.entry((moved.before, moved.after)).or_default().insert(moved.client);
    }
    let node = |node: Option<NodeId>| {
        node.map_or_else(|| say!(lab.lang, "pin-nobody"), |node| names.lettered(node))
    };
    let one = |((before, after), clients): ((Option<NodeId>, Option<NodeId>), BTreeSet<_>)| {
        let all: Vec<String> = clients.iter().map(|&client| names.client(client)).collect();
        Move {
            before,
            after,
            words: format!("{} → {}", node(before), node(after)),
            clients: all.join(&say!(lab.lang, "list-separator")),
            count: clients.len(),
        }
    };
    let mut all: Vec<Move> = groups.into_iter().map(one).collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.count));
    all
}
