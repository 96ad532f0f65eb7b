//! What origin validation says of what an operator announces, and the ROAs behind it [RFC 6811].

use std::collections::BTreeSet;

use ipnet::IpNet;

use crate::app::lab::Lab;
use crate::app::present::acts::Switch;
use crate::app::present::deviations::prefixes_of;
use crate::app::present::names::Names;
use crate::app::present::own_space;
use crate::engine::base::ids::{NodeId, PrefixId, RouterId};
use crate::engine::bgp::origin_validation::{Mismatch, Validity};
use crate::engine::net::network::Asn;
use crate::engine::net::roa::Roa;
use crate::engine::sim::command::{Command, RoaOrder};
use crate::say;

/// A part of a router's card, or of a PoP's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rpki {
    /// That the router's network validates, if it does.
    pub validates: Option<String>,
    /// What validation says of the prefix as the operator announces it, in a sentence.
    pub validity: Option<String>,
    /// The ROAs that cover the prefix.
    pub roas: Vec<RoaLine>,
    /// Those that could be published for the operator.
    pub publish: Vec<Switch>,
}

/// One ROA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoaLine {
    /// Whom it allows what.
    pub text: String,
    /// What revokes it, if that is possible now.
    pub revoke: Option<Switch>,
}

/// At a router, with the prefix that it is asked about; absent where there is nothing to say.
#[must_use]
pub fn of_router(lab: &Lab, router: RouterId, prefix: Option<PrefixId>) -> Option<Rpki> {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let here = &network.routers[router];
    let is_own = |net: &IpNet| own_space::is_own(network, here.in_as, net);
    let net = prefix.map(|prefix| network.prefixes[prefix]).filter(is_own);
    let mut rpki = net.and_then(|net| of_prefix(lab, net, here.asn)).unwrap_or_default();
    rpki.validates = world.is_validating(here.in_as).then(|| {
        let names = Names { lang, network };
        say!(lang, "rpki-validates", network = names.system(here.in_as))
    });
    (rpki != Rpki::default()).then_some(rpki)
}

/// At a PoP, with its service's prefix.
#[must_use]
pub fn of_node(lab: &Lab, node: NodeId) -> Option<Rpki> {
    let network = lab.network();
    let here = &network.nodes[node];
    let net = network.prefixes[network.services[here.service].prefix];
    of_prefix(lab, net, network.routers[here.router].asn)
}

/// Of a prefix that this AS announces, or would; absent in a world where nobody looks at ROAs.
fn of_prefix(lab: &Lab, net: IpNet, asn: Asn) -> Option<Rpki> {
    let (network, world) = (lab.network(), lab.world());
    let is_used = !world.roas().is_empty() || network.ases.keys().any(|id| world.is_validating(id));
    if !is_used {
        return None;
    }
    let covering: BTreeSet<Roa> =
        world.roas().iter().filter(|roa| roa.prefix.contains(&net)).copied().collect();
    Some(Rpki {
        validates: None,
        validity: Some(validity(lab, net, asn)),
        roas: covering.into_iter().map(|roa| line(lab, roa)).collect(),
        publish: lengths(lab, net)
            .into_iter()
            .filter_map(|most| publish(lab, net, asn, most))
            .collect(),
    })
}

fn validity(lab: &Lab, net: IpNet, asn: Asn) -> String {
    let (lang, prefix, asn_told) = (lab.lang, net.to_string(), asn.0);
    let id = match lab.world().validity(&net, asn) {
        Validity::Valid => "rpki-valid",
        Validity::Invalid(Mismatch::Origin) => "rpki-invalid-origin",
        Validity::Invalid(Mismatch::Length) => "rpki-invalid-length",
        Validity::NotFound => "rpki-not-found",
    };
    say!(lang, id, prefix = prefix, asn = asn_told)
}

fn line(lab: &Lab, roa: Roa) -> RoaLine {
    let (lang, prefixes) = (lab.lang, prefixes_of(lab.lang, &roa));
    RoaLine {
        text: say!(lang, "rpki-roa", asn = roa.asn.0, prefixes = prefixes),
        revoke: press(lab, "revoke-roa", say!(lang, "rpki-revoke"), Command::RevokeRoa(roa.into())),
    }
}

/// How long the parts may be that a ROA allows: as long as the prefix itself, or as the longest
/// prefixes inside that this world knows.
fn lengths(lab: &Lab, net: IpNet) -> BTreeSet<u8> {
    let known = lab.network().prefixes.iter();
    let inside = known.filter(|one| net.contains(*one)).map(IpNet::prefix_len);
    inside.chain([net.prefix_len()]).collect()
}

fn publish(lab: &Lab, net: IpNet, asn: Asn, most: u8) -> Option<Switch> {
    let lang = lab.lang;
    let label = if most == net.prefix_len() {
        say!(lang, "rpki-publish", asn = asn.0)
    } else {
        say!(lang, "rpki-publish-up-to", asn = asn.0, length = most)
    };
    let order = RoaOrder::from(Roa { prefix: net, max_length: most, asn });
    press(lab, "publish-roa", label, Command::PublishRoa(order))
}

/// A button; absent where the command would not be carried out.
fn press(lab: &Lab, act: &'static str, label: String, command: Command) -> Option<Switch> {
    let is_possible = lab.allows(&command) && lab.world().accepts(&command).is_ok();
    is_possible.then_some(Switch { act, label, is_on: None, is_ready: true, command })
}
