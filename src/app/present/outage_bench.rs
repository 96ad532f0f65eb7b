//! The bench where GeoDNS races anycast through the loss of a PoP.

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::outage::{Frame, OutagePanel, outage};
use crate::engine::base::ids::NodeId;
use crate::engine::net::network::Network;
use crate::engine::sim::failover::{Failure, How, Outcome, Publishing, Setting, race};
use crate::say;
use crate::scene::plot::Scale;

/// Ways to lose a PoP, and the messages that name them.
pub const HOWS: [(How, &str); 3] =
    [(How::Silent, "race-silent"), (How::Dark, "race-dark"), (How::Withdrawn, "race-withdrawn")];

/// The box of the curves, in pixels of its own.
pub const FRAME: Frame =
    Frame { width: 300.0, height: 130.0, line_height: 14.0, scale: Scale::Logarithmic };

/// What the bench offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RaceBench {
    /// The nodes that can be lost, with their names.
    pub nodes: Vec<(NodeId, String)>,
    /// Why GeoDNS does not take part, if it does not.
    pub lacks_names: Option<String>,
    /// Whether the outcome must not be told yet.
    pub is_frozen: bool,
}

/// What the bench offers in this world.
#[must_use]
pub fn bench(lab: &Lab) -> RaceBench {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let service = network.services.iter().next();
    let nodes = service.into_iter().flat_map(|service| service.nodes.iter().copied());
    let nodes = nodes.filter(|&node| world.is_announced(node));
    RaceBench {
        nodes: nodes.map(|node| (node, names.lettered(node))).collect(),
        lacks_names: (!has_addresses(network)).then(|| say!(lab.lang, "race-lacks-names")),
        is_frozen: lab.is_frozen(),
    }
}

/// The settings that race here, in the order in which they are played.
#[must_use]
pub fn settings(network: &Network) -> Vec<Setting> {
    let is_possible = |it: &Setting| it.publishing == Publishing::Anycast || has_addresses(network);
    Setting::five().into_iter().filter(is_possible).collect()
}

/// Whether every node of the first service has an address of its own, as GeoDNS needs.
fn has_addresses(network: &Network) -> bool {
    let service = network.services.iter().next();
    service.is_some_and(|it| it.nodes.iter().all(|&node| network.nodes[node].unicast.is_some()))
}

/// Plays one setting on a copy of the world as it is now; nothing, if the node cannot be lost.
#[must_use]
pub fn play(lab: &Lab, (node, how): (NodeId, How), setting: Setting) -> Option<Outcome> {
    let slug = &lab.network().nodes[node].slug;
    let failure = Failure::of_node(lab.world(), slug, how).ok()?;
    race(lab.world(), &failure, &[setting]).ok()?.pop()
}

/// The curves of what was played, in the learner's language.
#[must_use]
pub fn panel(lab: &Lab, lost: (NodeId, How), outcomes: &[Outcome]) -> OutagePanel {
    outage(lab.lang, lab.network(), lost, outcomes, &FRAME)
}
