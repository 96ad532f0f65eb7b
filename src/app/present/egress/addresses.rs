//! The table: which PoP each address is lent to, who has not heard of it yet, and what can be done.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{both, can, living_from, names};
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::{NodeId, TagId};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::egress::table::{Lending, Table};
use crate::engine::net::egress::{Design, Egress, Tag};
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::view::EgressView;
use crate::say;

/// The addresses of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// What the tag says of who uses its addresses.
    pub tag: String,
    /// The table's version, and who has not heard of it.
    pub version: String,
    /// Whether somebody has not.
    pub is_spreading: bool,
    /// What is to be known where servers do not use these addresses now.
    pub unused: Option<String>,
    /// Each PoP with its addresses.
    pub rows: Vec<PopRow>,
    /// How many nobody has.
    pub spare: String,
}

/// A PoP's addresses of the tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopRow {
    /// The PoP.
    pub node: NodeId,
    /// Its letter.
    pub letter: Letter,
    /// Its name.
    pub name: String,
    /// Whether it does not announce.
    pub is_off: bool,
    /// The version that it has, if that is not the latest.
    pub behind: Option<String>,
    /// Its addresses.
    pub chips: Vec<Chip>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The address.
    pub address: IpAddr,
    /// Connections that live from it.
    pub living: usize,
    /// How long its owner of before still keeps its connections.
    pub grace: Option<String>,
    /// What is read after the address.
    pub label: String,
}

/// What is known of an address, and what can be done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressCard {
    /// The address.
    pub address: IpAddr,
    /// The PoP that has it.
    pub owner: NodeId,
    /// In sentences.
    pub facts: Vec<String>,
    /// The PoPs that it can be moved to.
    pub targets: Vec<(NodeId, String)>,
    /// What takes it back, if that can be done.
    pub release: Option<Command>,
}

/// What can be done with a PoP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopCard {
    /// The PoP.
    pub node: NodeId,
    /// In sentences.
    pub facts: Vec<String>,
    /// What lends it the next address that nobody has, and which that is.
    pub allocate: Option<(String, Command)>,
    /// What drains it.
    pub drain: Option<Command>,
}

/// A prefix that a customer has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The prefix.
    pub prefix: IpNet,
    /// What is said of it.
    pub sentence: String,
    /// Whether it is announced.
    pub is_onboarded: bool,
}

/// The addresses of a tag, PoP by PoP.
#[must_use]
pub fn board(lab: &Lab, tag: TagId) -> Board {
    let Some((egress, view)) = both(lab) else { return Board::default() };
    let (lang, names) = (lab.lang, names(lab));
    let latest = view.table().version();
    let behind = |node: NodeId| {
        let known = view.known_at(node).map_or(latest, Table::version);
        (known != latest).then_some(known)
    };
    let late: Vec<String> =
        view.nodes().filter(|&node| behind(node).is_some()).map(|node| names.node(node)).collect();
    let rows = view.nodes().map(|node| PopRow {
        node,
        letter: lab.network().nodes[node].letter,
        name: names.node(node),
        is_off: !lab.world().is_announced(node),
        behind: behind(node).map(|known| say!(lang, "egress-has-version", version = known)),
        chips: chips(lab, &names, view, (node, tag)),
    });
    Board {
        tag: egress.tags.get(tag).map(|tag| said_by(lang, tag)).unwrap_or_default(),
        version: if late.is_empty() {
            say!(lang, "egress-version-everywhere", version = latest)
        } else {
            let (count, late) = (late.len(), late.join(&say!(lang, "list-separator")));
            say!(lang, "egress-version-late", version = latest, count = count, nodes = late)
        },
        is_spreading: !late.is_empty(),
        unused: (view.design() != Design::SoftUnicast).then(|| {
            let design = egress_words::design(lang, view.design());
            say!(lang, "egress-table-unused", design = design)
        }),
        rows: rows.collect(),
        spare: spare(lab, egress, view),
    }
}

/// Country, product and trust, in a sentence or two.
fn said_by(lang: Lang, tag: &Tag) -> String {
    let nowhere = || say!(lang, "tag-nowhere");
    let place = tag
        .country
        .as_ref()
        .map_or_else(nowhere, |it| say!(lang, "tag-country", country = it.as_str()));
    let users = || say!(lang, "tag-users");
    let product = tag
        .product
        .as_ref()
        .map_or_else(users, |it| say!(lang, "tag-product", product = it.as_str()));
    let trust =
        if tag.is_trusted { say!(lang, "tag-trusted") } else { say!(lang, "tag-untrusted") };
    say!(lang, "tag-says", place = place, product = product, trust = trust)
}

fn spare(lab: &Lab, egress: &Egress, view: EgressView) -> String {
    let lent = view.table().lendings().count();
    let all = usize::try_from(view.pool().count()).unwrap_or(usize::MAX);
    let (spare, tags) = (all.saturating_sub(lent), egress.tags.len());
    let [all, lent, spare] =
        [all, lent, spare].map(|count| quantity::grouped(u64::try_from(count).unwrap_or(u64::MAX)));
    say!(lab.lang, "egress-pool", all = all, lent = lent, spare = spare, tags = tags)
}

fn chips(lab: &Lab, names: &Names, view: EgressView, (node, tag): (NodeId, TagId)) -> Vec<Chip> {
    let held = view.table().held(node, tag).iter();
    let chip = |&id: &_| {
        let (address, lending) = (view.pool().address(id)?, view.table().lending(id)?);
        let living = living_from(view, address);
        let grace = grace(lab, lending).map(|(_, left)| quantity::whole_seconds(left));
        let label = say!(lab.lang, "egress-chip", node = names.node(node), count = living,);
        Some(Chip { address, living, grace, label })
    };
    held.filter_map(chip).collect()
}

/// Who had an address before, and how long it still keeps its connections, in whole seconds.
fn grace(lab: &Lab, lending: &Lending) -> Option<(NodeId, Span)> {
    let (former, now) = (lending.former?, lab.world().now());
    let left = (former.until > now).then(|| former.until.since(now))?;
    let seconds = left.as_us().div_ceil(1_000_000);
    Some((former.owner, Span::from_s(seconds)))
}

/// What is known of an address; nothing of one that is lent to nobody.
#[must_use]
pub fn address_card(lab: &Lab, address: IpAddr) -> Option<AddressCard> {
    let (egress, view) = both(lab)?;
    let (lang, names) = (lab.lang, names(lab));
    let lending = *view.table().lending(view.pool().number(address)?)?;
    let owner = names.node(lending.owner);
    let tag = egress_words::tag(&names, lending.tag);
    let mut facts = vec![say!(lang, "egress-lent-to", node = owner.clone(), tag = tag)];
    let servers = u16::from(lab.network().nodes[lending.owner].inside.servers);
    let each = egress.slice.servers();
    let first = lending.block * each;
    if first < servers {
        let last = servers.min(first + each) - 1;
        facts.push(say!(lang, "egress-shared-by", first = first, last = last));
    }
    facts.push(say!(lang, "egress-living", count = living_from(view, address)));
    if let Some((node, left)) = grace(lab, &lending) {
        let (node, left) = (names.node(node), quantity::whole_seconds(left));
        facts.push(say!(lang, "egress-grace-left", node = node, owner = owner, left = left));
    }
    let release = Command::ReleaseAddress { address };
    let targets = view.nodes().filter(|&node| node != lending.owner);
    Some(AddressCard {
        address,
        owner: lending.owner,
        facts,
        targets: targets.map(|node| (node, names.lettered(node))).collect(),
        release: can(lab, &release).then_some(release),
    })
}

/// The command that moves an address to a PoP; nothing, where it is already, or cannot be.
#[must_use]
pub fn moving(lab: &Lab, address: IpAddr, to: NodeId) -> Option<Command> {
    let to = lab.network().nodes.get(to)?.slug.clone();
    let command = Command::MoveAddress { address, to };
    can(lab, &command).then_some(command)
}

/// What can be done with a PoP, for a tag.
#[must_use]
pub fn pop_card(lab: &Lab, node: NodeId, tag: TagId) -> Option<PopCard> {
    let (egress, view) = both(lab)?;
    let (lang, network) = (lab.lang, lab.network());
    let slug = || network.nodes[node].slug.clone();
    let of_node = view.table().lendings().filter(|(_, lending)| lending.owner == node).count();
    let name = names(lab).node(node);
    let next = view.table().spare().and_then(|id| view.pool().address(id));
    let allocate = next.and_then(|address| {
        let tag = egress.tags.get(tag)?.slug.clone();
        let command = Command::LendAddress { address, node: slug(), tag };
        let said = say!(lang, "egress-allocate", address = address.to_string());
        can(lab, &command).then_some((said, command))
    });
    let drain = Command::DrainAddresses { node: slug() };
    Some(PopCard {
        node,
        facts: vec![say!(lang, "egress-has-in-all", node = name, count = of_node)],
        allocate,
        drain: can(lab, &drain).then_some(drain),
    })
}

/// The prefixes that customers have brought.
#[must_use]
pub fn brought(lab: &Lab) -> Vec<Brought> {
    let Some((egress, view)) = both(lab) else { return Vec::new() };
    let lang = lab.lang;
    let one = |(place, customer): (usize, &crate::engine::net::egress::Customer)| {
        let is_onboarded = view.is_onboarded(place);
        let (name, prefix) = (lang.of(&customer.name), customer.prefix.to_string());
        let sentence = if is_onboarded {
            say!(lang, "egress-brought-announced", customer = name, prefix = prefix)
        } else {
            say!(lang, "egress-brought", customer = name, prefix = prefix)
        };
        Brought { prefix: customer.prefix, sentence, is_onboarded }
    };
    egress.customers.iter().enumerate().map(one).collect()
}

/// The command that announces such a prefix, and lends its addresses to a PoP.
#[must_use]
pub fn onboarding(lab: &Lab, prefix: IpNet, (node, tag): (NodeId, TagId)) -> Option<Command> {
    let (egress, _) = both(lab)?;
    let node: Slug = lab.network().nodes.get(node)?.slug.clone();
    let tag = egress.tags.get(tag)?.slug.clone();
    let command = Command::OnboardPrefix { prefix, node, tag };
    can(lab, &command).then_some(command)
}

/// All addresses of a tag, in order, with the PoPs that have them.
#[must_use]
pub fn of_tag(lab: &Lab, tag: TagId) -> Vec<(IpAddr, String)> {
    let Some((_, view)) = both(lab) else { return Vec::new() };
    let names = names(lab);
    let of = view.table().lendings().filter(|(_, lending)| lending.tag == tag);
    let all = of.filter_map(|(id, lending)| Some((view.pool().address(id)?, lending.owner)));
    let all: BTreeMap<IpAddr, NodeId> = all.collect();
    all.into_iter()
        .map(|(address, owner)| (address, format!("{address} · {}", names.node(owner))))
        .collect()
}
