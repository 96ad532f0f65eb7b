//! What one may do to a router, a PoP or a link beyond the everyday: leaks, hijacks, restarts,
//! drains, silence. Whatever could not happen in this world is left out.

use std::collections::BTreeSet;

use ipnet::IpNet;

use crate::app::lab::Lab;
use crate::app::present::communities;
use crate::app::present::names::Names;
use crate::app::present::own_space;
use crate::engine::base::ids::{AsId, LinkId, NodeId, PrefixId, RouterId, SessionId};
use crate::engine::base::time::Span;
use crate::engine::net::network::NeighborIs;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::{Command, HijackKind};
use crate::say;

/// How long BGP is away when it is restarted here, in seconds.
const RESTART_S: u64 = 10;

/// Acts that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acts {
    /// What they are called, in the field's words.
    pub title: String,
    /// What they do, in a sentence.
    pub about: String,
    /// Each of them.
    pub switches: Vec<Switch>,
}

/// A button that does something, and ends it if it is pressed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// A name for tests.
    pub act: &'static str,
    /// What it says.
    pub label: String,
    /// Whether it is on; absent: it ends by itself.
    pub is_on: Option<bool>,
    /// Whether it can be pressed now.
    pub is_ready: bool,
    /// What pressing it does.
    pub command: Command,
}

/// What one may do, and what is being done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deviations {
    /// What one may do.
    pub acts: Vec<Acts>,
    /// What goes on now, in sentences.
    pub now: Vec<String>,
}

impl Deviations {
    pub(super) fn add(
        &mut self,
        now: Option<String>,
        title: String,
        about: String,
        switches: Vec<Switch>,
    ) {
        self.now.extend(now);
        if !switches.is_empty() {
            self.acts.push(Acts { title, about, switches });
        }
    }
}

/// At a router, with the prefix that it is asked about.
#[must_use]
pub fn of_router(lab: &Lab, router: RouterId, prefix: Option<PrefixId>) -> Deviations {
    let mut all = Deviations::default();
    if lab.world().is_router_up(router) {
        own_space::announcing(lab, router, &mut all);
        hijack(lab, router, prefix, &mut all);
        leak(lab, lab.network().routers[router].in_as, &mut all);
        restart(lab, router, &mut all);
    }
    all
}

/// At a PoP.
#[must_use]
pub fn of_node(lab: &Lab, node: NodeId) -> Deviations {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let mut all = Deviations::default();
    let is_on = world.is_draining(node);
    let command = |is_on| Command::Drain { node: network.nodes[node].slug.clone(), is_on };
    let is_of_use = is_on || world.is_announced(node) && is_drain_heard(lab);
    let switch = is_of_use
        .then(|| toggle(lab, "drain", say!(lang, "drain-begin"), is_on, command))
        .flatten();
    all.add(
        is_on.then(|| {
            if world.is_announced(node) {
                say!(lang, "drain-now")
            } else {
                say!(lang, "drain-now-withdrawn")
            }
        }),
        say!(lang, "drain-title"),
        say!(lang, "drain-about"),
        switch.into_iter().collect(),
    );
    steering(lab, node, &mut all);
    communities::asking(lab, node, &mut all);
    communities::black_hole(lab, node, &mut all);
    all
}

/// Withdrawing from one neighbour alone.
fn steering(lab: &Lab, node: NodeId, all: &mut Deviations) {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let names = Names { lang, network };
    let router = &network.routers[network.nodes[node].router];
    let mut neighbors = network.systems_around(network.nodes[node].router);
    neighbors.remove(&router.in_as);
    // With one neighbour it would be the same as withdrawing.
    if neighbors.len() < 2 {
        return;
    }
    let kept: Vec<String> = neighbors
        .iter()
        .filter(|&&neighbor| world.is_steered(node, neighbor))
        .map(|&neighbor| names.system(neighbor))
        .collect();
    let switch = |neighbor: AsId| {
        let command = |is_on| Command::Steer {
            node: network.nodes[node].slug.clone(),
            neighbor: network.ases[neighbor].slug.clone(),
            is_on,
        };
        let is_on = world.is_steered(node, neighbor);
        toggle(lab, "steer", names.system(neighbor), is_on, command)
    };
    let switches = neighbors.iter().filter_map(|&neighbor| switch(neighbor)).collect();
    let kept = kept.join(&say!(lang, "list-separator"));
    all.add(
        (!kept.is_empty()).then(|| say!(lang, "steer-now", neighbors = kept)),
        say!(lang, "steer-title"),
        say!(lang, "steer-about"),
        switches,
    );
}

/// At a link.
#[must_use]
pub fn of_link(lab: &Lab, link: LinkId) -> Deviations {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let mut all = Deviations::default();
    let Some(session) = network.links[link].session else { return all };
    let is_on = world.is_link_silent(link);
    let slug = network.links[link].slug.clone();
    let command = if is_on {
        Command::RestoreLink { link: slug }
    } else {
        Command::FailLinkSilently { link: slug }
    };
    let switch = lab.allows(&command).then(|| Switch {
        act: "silence",
        label: say!(lang, "silence-begin"),
        is_on: Some(is_on),
        is_ready: world.accepts(&command).is_ok(),
        command,
    });
    let is_unnoticed = is_on && world.is_session_up(session);
    all.add(
        is_unnoticed.then(|| say!(lang, "silence-now")),
        say!(lang, "silence-title"),
        say!(lang, "silence-about"),
        switch.into_iter().collect(),
    );
    session_switch(lab, session, &mut all);
    all
}

/// The BGP session over a link, whatever the link does.
fn session_switch(lab: &Lab, session: SessionId, all: &mut Deviations) {
    let lang = lab.lang;
    let slug = || lab.network().sessions[session].slug.clone();
    let fail = Command::FailSession { session: slug() };
    let is_on = lab.world().accepts(&fail).is_err();
    let switch = toggle(lab, "session", say!(lang, "session-switch-off"), is_on, |is_off| {
        if is_off { fail } else { Command::RestoreSession { session: slug() } }
    });
    all.add(
        is_on.then(|| say!(lang, "session-off-now")),
        say!(lang, "session-switch-title"),
        say!(lang, "session-switch-about"),
        switch.into_iter().collect(),
    );
}

/// Something that is on or off; absent where it cannot be changed.
pub(super) fn toggle(
    lab: &Lab,
    act: &'static str,
    label: String,
    is_on: bool,
    command: impl FnOnce(bool) -> Command,
) -> Option<Switch> {
    let command = command(!is_on);
    let is_possible = lab.allows(&command) && lab.world().accepts(&command).is_ok();
    is_possible.then_some(Switch { act, label, is_on: Some(is_on), is_ready: true, command })
}

fn hijack(lab: &Lab, router: RouterId, victim: Option<PrefixId>, all: &mut Deviations) {
    let (network, lang) = (lab.network(), lab.lang);
    let Some(victim) = victim else { return };
    let (net, slug) = (network.prefixes[victim], &network.routers[router].slug);
    // What the operator does with its own address space takes nothing from others.
    let is_own = |net: &IpNet| own_space::is_own(network, network.routers[router].in_as, net);
    if is_own(&net) {
        return;
    }
    let command = |kind| Command::Hijack { router: slug.clone(), prefix: net, kind };
    let answer = lab.world().accepts(&command(HijackKind::SamePrefix));
    if matches!(answer, Err(Refusal::Rightful { .. })) {
        return;
    }
    let mut stolen = lab.world().hijacked_by(router);
    stolen.retain(|&prefix| !is_own(&network.prefixes[prefix]));
    let on = |kind| hijacked(lab, router, (victim, &stolen), kind);
    let switch = |(kind, act, label): (HijackKind, &'static str, String)| {
        let announced = on(kind);
        toggle(lab, act, label, announced.is_some(), |_| match announced {
            Some(prefix) => Command::EndHijack { router: slug.clone(), prefix },
            None => command(kind),
        })
    };
    let kinds = [
        (HijackKind::SamePrefix, "hijack", say!(lang, "hijack-same")),
        (HijackKind::ForgedOrigin, "hijack-forged", say!(lang, "hijack-forged")),
        (HijackKind::MoreSpecific, "hijack-specific", say!(lang, "hijack-specific")),
    ];
    let now: Vec<String> =
        stolen.iter().map(|&prefix| network.prefixes[prefix].to_string()).collect();
    let now = now.join(&say!(lang, "list-separator"));
    let switches: Vec<Switch> = kinds.into_iter().filter_map(switch).collect();
    let longer = switches.iter().filter(|switch| switch.act == "hijack-specific").count();
    all.add(
        (!now.is_empty()).then(|| say!(lang, "hijack-now", prefix = now)),
        say!(lang, "hijack-title", prefix = net.to_string()),
        say!(lang, "hijack-about", longer = longer),
        switches,
    );
}

/// What a router announces without right by this kind of hijack of `victim`.
fn hijacked(
    lab: &Lab,
    router: RouterId,
    (victim, stolen): (PrefixId, &[PrefixId]),
    kind: HijackKind,
) -> Option<IpNet> {
    let prefixes = &lab.network().prefixes;
    let net = prefixes[victim];
    if kind == HijackKind::MoreSpecific {
        let mut longer = stolen.iter().map(|&prefix| prefixes[prefix]);
        return longer.find(|one| net.contains(one) && *one != net);
    }
    let explanation = stolen.contains(&victim).then(|| lab.world().explain(router, victim))?;
    let own = explanation.candidates.iter().find(|it| it.route.from.is_none())?;
    let is_forged = !own.route.attributes.as_path.ases().is_empty();
    (is_forged == (kind == HijackKind::ForgedOrigin)).then_some(net)
}

fn leak(lab: &Lab, system: AsId, all: &mut Deviations) {
    let lang = lab.lang;
    let names = Names { lang, network: lab.network() };
    let is_on = lab.world().is_leaking(system);
    let network = lab.network().ases[system].slug.clone();
    let command = |is_on| Command::Leak { network, neighbor: None, is_on };
    let switch = (is_on || has_to_leak(lab, system))
        .then(|| toggle(lab, "leak", say!(lang, "leak-begin"), is_on, command))
        .flatten();
    all.add(
        is_on.then(|| say!(lang, "leak-now", network = names.system(system))),
        say!(lang, "leak-title"),
        say!(lang, "leak-about", network = names.system(system)),
        switch.into_iter().collect(),
    );
}

fn restart(lab: &Lab, router: RouterId, all: &mut Deviations) {
    let (network, lang) = (lab.network(), lab.lang);
    let here = &network.routers[router];
    let away = Span::from_s(RESTART_S);
    let command = Command::RestartBgp { router: here.slug.clone(), for_us: away };
    let is_on = lab.world().is_restarting(router);
    let switch = (!here.ends.is_empty() && lab.allows(&command)).then(|| Switch {
        act: "restart",
        label: say!(lang, "restart-begin"),
        is_on: None,
        is_ready: !is_on,
        command,
    });
    all.add(
        is_on.then(|| say!(lang, "restart-now")),
        say!(lang, "restart-title"),
        say!(lang, "restart-about", seconds = RESTART_S),
        switch.into_iter().collect(),
    );
}

/// Whether a network has anything to leak, and anybody to leak it to: two neighbours that are not
/// its customers, at routers that tell each other.
fn has_to_leak(lab: &Lab, system: AsId) -> bool {
    let network = lab.network();
    let mut together = BTreeSet::new();
    network.ases[system].routers.iter().any(|&router| {
        let ends = &network.routers[router].ends;
        let is = |kind: &[NeighborIs]| {
            let of_kind = ends.iter().filter(|&&end| kind.contains(&network.end(end).neighbor_is));
            of_kind.map(|&end| network.routers[network.neighbor(end)].in_as).collect::<Vec<_>>()
        };
        if is(&[NeighborIs::Internal]).is_empty() {
            together.clear();
        }
        together.extend(is(&[NeighborIs::Peer, NeighborIs::Provider]));
        together.len() > 1
    })
}

/// Whether anybody in this world heeds GRACEFUL_SHUTDOWN [RFC 8326].
fn is_drain_heard(lab: &Lab) -> bool {
    let (network, world) = (lab.network(), lab.world());
    network.routers.iter_enumerated().any(|(id, router)| {
        world.profile(id).behavior.heeds_graceful_shutdown
            || router.ends.iter().any(|&end| world.end_config(end).honours_graceful_shutdown)
    })
}
