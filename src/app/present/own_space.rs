//! What an operator may announce besides its services' prefixes where their nodes are: the same at
//! its other routers, and longer prefixes inside that the world knows.

use ipnet::IpNet;

use crate::app::lab::Lab;
use crate::app::present::acts::{Deviations, Switch, toggle};
use crate::engine::base::ids::{AsId, RouterId};
use crate::engine::net::network::Network;
use crate::engine::net::origin::Origin;
use crate::engine::sim::command::{Command, PrefixAnnouncement};
use crate::say;

/// Whether a prefix lies in that of a service whose node is in this network.
pub(super) fn is_own(network: &Network, system: AsId, net: &IpNet) -> bool {
    network.services.iter().any(|service| {
        let mut nodes = service.nodes.iter().map(|&node| network.nodes[node].router);
        network.prefixes[service.prefix].contains(net)
            && nodes.any(|router| network.routers[router].in_as == system)
    })
}

/// Buttons for each of them; a PoP's own prefix is announced on the PoP's card.
pub(super) fn announcing(lab: &Lab, router: RouterId, all: &mut Deviations) {
    let (network, lang) = (lab.network(), lab.lang);
    let here = &network.routers[router];
    let is_meant = |net: &&IpNet| is_own(network, here.in_as, net);
    let of_nodes: Vec<IpNet> = network
        .services
        .iter()
        .filter(|service| service.nodes.iter().any(|&node| network.nodes[node].router == router))
        .map(|service| network.prefixes[service.prefix])
        .collect();
    let nets = network.prefixes.iter().filter(is_meant).filter(|net| !of_nodes.contains(net));
    let switches: Vec<Switch> = nets.filter_map(|&net| switch(lab, router, net)).collect();
    let on = switches.iter().filter(|switch| switch.is_on == Some(true));
    let now = on.map(|switch| switch.label.clone()).collect::<Vec<_>>();
    let now = now.join(&say!(lang, "list-separator"));
    all.add(
        (!now.is_empty()).then(|| say!(lang, "announce-now", prefixes = now)),
        say!(lang, "announce-title"),
        say!(lang, "announce-about"),
        switches,
    );
}

fn switch(lab: &Lab, router: RouterId, net: IpNet) -> Option<Switch> {
    let slug = &lab.network().routers[router].slug;
    let withdraw = Command::WithdrawPrefix { router: slug.clone(), prefix: net };
    let is_on = lab.world().accepts(&withdraw).is_ok();
    let announce = || {
        Command::AnnouncePrefix(PrefixAnnouncement {
            router: slug.clone(),
            prefix: net,
            origin: Origin::default(),
            med: None,
            communities: Vec::new(),
            as_path_tail: Vec::new(),
        })
    };
    toggle(lab, "announce-prefix", net.to_string(), is_on, |is_on| {
        if is_on { announce() } else { withdraw }
    })
}
