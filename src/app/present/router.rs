//! The card of a router.

use crate::app::lab::Lab;
use crate::app::present::acts::{self, Deviations};
use crate::app::present::ladder::{Ladder, blind, ladder};
use crate::app::present::names::{self, Names};
use crate::app::present::profile::{self, Choice, Comparison};
use crate::app::present::rib::{Rib, rib};
use crate::app::present::rib_card::{RibCard, rib_card};
use crate::app::present::rpki::{self, Rpki};
use crate::app::present::{map_words, quantity};
use crate::engine::base::ids::{LinkId, NodeId, PrefixId, RouterId};
use crate::engine::dataplane::packet::Fate;
use crate::say;

/// What is shown of a router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouterCard {
    /// The router.
    pub router: RouterId,
    /// Its network.
    pub system: String,
    /// That network's number.
    pub asn: String,
    /// What kind of network it is.
    pub kind: String,
    /// The city.
    pub city: String,
    /// The prefix that it is asked about.
    pub prefix: Option<PrefixId>,
    /// The prefixes that it may be asked about.
    pub prefixes: Vec<PrefixChoice>,
    /// Whose rules it may be asked to choose by.
    pub profiles: Vec<Choice>,
    /// What the rules asked for would change, if they are not its own.
    pub comparison: Option<Comparison>,
    /// Whether the router works.
    pub is_up: bool,
    /// In a sentence: what servers of PoPs fetch here, and where its replies go; if anything.
    pub site: Option<String>,
    /// The node that its packets reach.
    pub node: Option<NodeId>,
    /// That node's name; or, in a sentence, what becomes of the packets.
    pub leads_to: String,
    /// Its choice.
    pub ladder: Ladder,
    /// What it was told, and tells.
    pub rib: Option<RibCard>,
    /// Its links.
    pub neighbors: Vec<NeighborLine>,
    /// What it says of ROAs, if anything.
    pub rpki: Option<Rpki>,
    /// What it, or its network, may be made to do.
    pub deviations: Deviations,
}

/// A prefix that a router may be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixChoice {
    /// The prefix.
    pub prefix: PrefixId,
    /// The prefix, and whom it leads to.
    pub label: String,
}

/// One link of a router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighborLine {
    /// The link.
    pub link: LinkId,
    /// The router at its far end.
    pub router: RouterId,
    /// That router's name.
    pub name: String,
    /// What it is to this one.
    pub relation: String,
    /// The link's delay.
    pub delay: String,
    /// Whether the link is up.
    pub is_up: bool,
}

/// The card of `router`.
#[must_use]
pub fn card(lab: &Lab, router: RouterId) -> RouterCard {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let here = &network.routers[router];
    let system = &network.ases[here.in_as];
    let (is_secret, is_way_secret) = (lab.conceals_choice(router), lab.conceals_way(router));
    let reach = network.services.keys().next().map(|service| world.reach_from(router, service));
    let reach = reach.filter(|_| !is_way_secret);
    let node = reach.as_ref().and_then(|reach| reach.node);
    let leads_to = match (&reach, node) {
        (_, Some(node)) => names.node(node),
        (Some(reach), None) => {
            say!(lab.lang, "router-lost", fate = names::fate(lab.lang, reach.fate))
        }
        (None, None) if is_way_secret => say!(lab.lang, "served-by-secret"),
        (None, None) => String::new(),
    };
    let (prefix, asked) = (lab.inspected_prefix(), lab.inspection.profile);
    let rib = prefix.map(|prefix| rib(lab, router, prefix, asked));
    RouterCard {
        router,
        system: names.system(here.in_as),
        asn: format!("AS {}", here.asn),
        kind: names::kind(lab.lang, system.kind),
        city: names.city(router),
        prefix,
        prefixes: prefixes(&names),
        profiles: profile::choices(lab, router),
        comparison: prefix
            .zip(asked)
            .filter(|_| !is_secret)
            .and_then(|(prefix, asked)| profile::comparison(lab, lab.lang, router, prefix, asked)),
        is_up: world.is_router_up(router),
        site: site(lab, &names, router),
        node,
        leads_to,
        ladder: rib.as_ref().map(|rib| choice(lab, rib)).unwrap_or_default(),
        rib: rib.as_ref().filter(|_| !is_secret).map(|rib| rib_card(lab, rib)),
        neighbors: here.links.iter().map(|&link| neighbor(lab, &names, router, link)).collect(),
        rpki: rpki::of_router(lab, router, prefix),
        deviations: acts::of_router(lab, router, prefix),
    }
}

/// What a router chose, as far as it may be told.
fn choice(lab: &Lab, rib: &Rib) -> Ladder {
    let router = rib.router;
    if lab.conceals_table(router) {
        return Ladder { winner: say!(lab.lang, "choice-secret"), ..Ladder::default() };
    }
    if lab.conceals_choice(router) {
        return blind(lab, &rib.explanation);
    }
    let mut ladder = ladder(lab, &rib.explanation);
    if lab.conceals_way(router) {
        for column in &mut ladder.columns {
            (column.node, column.leads_to) = (None, String::new());
        }
    }
    ladder
}

/// What the destination behind a router is, and the PoP to which its replies come that are for
/// lent addresses, whichever PoP they are lent to.
fn site(lab: &Lab, names: &Names, router: RouterId) -> Option<String> {
    let (network, lang) = (names.network, names.lang);
    let (egress, id) = network.egress.as_ref().zip(map_words::destination_at(network, router))?;
    let to = &egress.destinations[id];
    let here = to.sites.iter().find(|site| site.router == router)?;
    let kind = map_words::destination_kind(lang, to.kind);
    let name = lang.of(&to.name).to_owned();
    let at = format!("{}:{}", here.address, to.port);
    let about = say!(lang, "site-about", name = name, kind = kind, at = at);
    let pool = egress.pool.iter().find(|net| net.addr().is_ipv4() == here.address.is_ipv4());
    let reply = pool.map(|pool| lab.world().way(router, pool.addr()));
    let reached = reply.filter(|way| way.fate == Fate::Delivered).and_then(|way| way.end());
    let node = reached.and_then(|end| network.node_at(end, egress.service));
    let Some(node) = node else { return Some(about) };
    Some(format!("{about} {}", say!(lang, "site-replies", node = names.lettered(node))))
}

/// Services first, as the file has them; then what is reached by each other prefix.
fn prefixes(names: &Names) -> Vec<PrefixChoice> {
    let choice = |(id, prefix): (PrefixId, &ipnet::IpNet)| PrefixChoice {
        prefix: id,
        label: match names.destination(id) {
            Some(destination) => format!("{prefix} · {destination}"),
            None => prefix.to_string(),
        },
    };
    names.network.prefixes.iter_enumerated().map(choice).collect()
}

fn neighbor(lab: &Lab, names: &Names, router: RouterId, link: LinkId) -> NeighborLine {
    let network = names.network;
    let far = network.across(link, router);
    NeighborLine {
        link,
        router: far,
        name: names.router(far),
        relation: relation(names, router, link),
        delay: quantity::milliseconds(network.links[link].delay),
        is_up: lab.world().is_link_up(link),
    }
}

/// What the far end of a link is to `router`.
pub(super) fn relation(names: &Names, router: RouterId, link: LinkId) -> String {
    use crate::engine::net::network::NeighborIs;
    let network = names.network;
    let neighbor_is = network.links[link].session.and_then(|session| {
        let ends = &network.sessions[session].ends;
        ends.iter().find(|end| end.router == router).map(|end| end.neighbor_is)
    });
    names::relation(names.lang, neighbor_is.unwrap_or(NeighborIs::Internal))
}
