//! Communities as requests: what the neighbours of a PoP offer to do with its route.

use std::collections::BTreeMap;

use crate::app::lab::Lab;
use crate::app::present::acts::{Deviations, Switch, toggle};
use crate::app::present::names::Names;
use crate::engine::base::ids::{AsId, EndId, NodeId};
use crate::engine::bgp::actions::is_heard;
use crate::engine::bgp::attributes::Community;
use crate::engine::bgp::blackhole::Blackhole;
use crate::engine::net::action::{Action, Audience};
use crate::engine::sim::command::Command;
use crate::say;

/// What a node announces its prefix with; absent if it does not.
fn carried(lab: &Lab, node: NodeId) -> Option<Vec<Community>> {
    let (network, world) = (lab.network(), lab.world());
    let here = &network.nodes[node];
    let prefix = network.services[here.service].prefix;
    let own = world.best(here.router, prefix).filter(|_| world.is_announced(node))?;
    Some(own.attributes.communities.clone())
}

/// A switch for one community, beside the others that are carried.
fn switch(
    lab: &Lab,
    node: NodeId,
    (act, label): (&'static str, String),
    community: Community,
    carried: &[Community],
) -> Option<Switch> {
    let command = |is_on: bool| {
        let others = carried.iter().copied().filter(|it| *it != community);
        let communities = others.chain(is_on.then_some(community)).collect();
        Command::SetCommunities { node: lab.network().nodes[node].slug.clone(), communities }
    };
    toggle(lab, act, label, carried.contains(&community), command)
}

/// Asking providers for what they offer.
pub(super) fn asking(lab: &Lab, node: NodeId, all: &mut Deviations) {
    let lang = lab.lang;
    let Some(carried) = carried(lab, node) else { return };
    let offers = offers(lab, node);
    let is_offered = |it: &&Community| offers.contains_key(it);
    let now: Vec<String> = carried.iter().filter(is_offered).map(ToString::to_string).collect();
    let switches = offers.iter().filter_map(|(&community, &(system, action))| {
        let label = offered(lab, community, system, action);
        switch(lab, node, ("ask", label), community, &carried)
    });
    all.add(
        (!now.is_empty())
            .then(|| say!(lang, "ask-now", communities = now.join(&say!(lang, "list-separator")))),
        say!(lang, "ask-title"),
        say!(lang, "ask-about"),
        switches.collect(),
    );
}

/// What the networks around a node do for a customer that asks.
fn offers(lab: &Lab, node: NodeId) -> BTreeMap<Community, (AsId, Action)> {
    let (network, world) = (lab.network(), lab.world());
    let ends = &network.routers[network.nodes[node].router].ends;
    let is_heard = |end: &&EndId| is_heard(Some(network.end(end.far()).neighbor_is));
    let of_end = ends.iter().filter(is_heard).flat_map(|end| {
        let system = network.routers[network.neighbor(*end)].in_as;
        let actions = world.end_config(end.far()).actions.iter();
        actions.map(move |offer| (offer.community, (system, offer.action)))
    });
    of_end.collect()
}

/// An offer, in the words of a button.
fn offered(lab: &Lab, community: Community, system: AsId, action: Action) -> String {
    let lang = lab.lang;
    let network = Names { lang, network: lab.network() }.system(system);
    let community = community.to_string();
    match action {
        Action::LocalPref(value) => {
            say!(lang, "ask-local-pref", community = community, network = network, value = value)
        }
        Action::Withhold { from } => {
            let whom = audience(lab, from);
            say!(lang, "ask-withhold", community = community, network = network, whom = whom)
        }
        Action::Prepend { times, to } => {
            let whom = audience(lab, to);
            say!(
                lang,
                "ask-prepend",
                community = community,
                network = network,
                times = times,
                whom = whom
            )
        }
    }
}

fn audience(lab: &Lab, audience: Audience) -> String {
    let lang = lab.lang;
    match audience {
        Audience::Customers => say!(lang, "audience-customers"),
        Audience::Peers => say!(lang, "audience-peers"),
        Audience::Providers => say!(lang, "audience-providers"),
        Audience::All => say!(lang, "audience-all"),
        Audience::As(asn) => {
            let mut known = lab.network().ases.iter_enumerated();
            let names = Names { lang, network: lab.network() };
            let found = known.find(|(_, system)| system.asn == asn);
            found.map_or_else(|| asn.to_string(), |(id, _)| names.system(id))
        }
    }
}

/// Asking neighbours to drop everything to the node's prefix [RFC 7999].
pub(super) fn black_hole(lab: &Lab, node: NodeId, all: &mut Deviations) {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let Some(carried) = carried(lab, node) else { return };
    let mut ends = network.routers[network.nodes[node].router].ends.iter();
    let is_heard = ends.any(|end| world.end_config(end.far()).blackhole == Blackhole::Honours);
    let is_on = carried.contains(&Community::BLACKHOLE);
    let named = ("black-hole", say!(lang, "black-hole-begin"));
    let switch = (is_heard || is_on)
        .then(|| switch(lab, node, named, Community::BLACKHOLE, &carried))
        .flatten();
    all.add(
        is_on.then(|| say!(lang, "black-hole-now")),
        say!(lang, "black-hole-title"),
        say!(lang, "black-hole-about"),
        switch.into_iter().collect(),
    );
}
