//! Ready-made experiments: steps that give ordinary commands, in an order that shows something.

use std::net::IpAddr;

use super::launch::{Order, Spread, orders};
use super::slices::{self, Amount, Look};
use super::{both, can, country_of_client, country_of_node, destination, names};
use crate::app::lab::Lab;
use crate::app::playback::Speed;
use crate::engine::base::ids::{ClientId, DestinationId, LinkId, NodeId, TagId};
use crate::engine::base::time::Span;
use crate::engine::egress::connection::Connection;
use crate::engine::net::egress::{ChoosesBy, Design, DestinationKind, Fallback};
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::AsksAs;
use crate::say;

/// How fast time passes while connections are opened, so that packets are seen: 1/10; and while
/// PoPs hear of something: 1.
const OPENING_RANK: u8 = 6;
const WAITING_RANK: u8 = 9;

/// How long connections last, where it is shown that they may end in peace.
const HALF_A_MINUTE: Span = Span::from_s(30);

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Connections.
    Connections,
    /// The table of addresses.
    Addresses,
    /// Ports.
    Slices,
    /// The designs compared.
    Comparison,
    /// The geofeed, and where addresses are.
    Feed,
}

/// An experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The failure that all the rest is about.
    Naive,
    /// An address moves while connections live.
    Move,
    /// The backbone is cut.
    Cut,
    /// A slice runs out of ports.
    Exhaust,
    /// A user is served abroad.
    Misdirected,
    /// A router that remembers connections reboots.
    Nat,
}

impl Which {
    /// All of them, in the order in which they are best done.
    pub const ALL: [Self; 6] =
        [Self::Naive, Self::Move, Self::Cut, Self::Exhaust, Self::Misdirected, Self::Nat];
}

/// An experiment's steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// What happens, and what to look for.
    pub about: String,
    /// What is done, one after the other.
    pub steps: Vec<Step>,
    /// What it shows, in the end.
    pub moral: String,
}

/// A step: commands that are given at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub label: String,
    /// How; nothing, if it cannot be done now.
    pub commands: Vec<Command>,
    /// Where one sees what comes of it.
    pub section: Section,
    /// How fast time must pass for that; absent in a lesson, whose steps have a pace of their own.
    pub speed: Option<Speed>,
}

/// Where experiments take place: users, the PoP of their country that serves them, the PoP next to
/// it, and something far away that they ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// Whose users ask.
    pub client: ClientId,
    /// The PoP in their country.
    pub node: NodeId,
    /// The PoP at the other end of its shortest cable.
    pub next: NodeId,
    /// Their tag.
    pub tag: TagId,
    /// An origin far away.
    pub far: DestinationId,
    /// Another one.
    pub other: DestinationId,
}

/// Where experiments take place: at the two PoPs that the shortest cable joins, of which one has
/// users in its own country.
#[must_use]
pub fn home(lab: &Lab) -> Option<Home> {
    let (egress, view) = both(lab)?;
    let network = lab.network();
    let pair = |client: ClientId| {
        let country = country_of_client(network, client)?;
        let mut nodes = view.nodes();
        let node = nodes.find(|&node| country_of_node(network, node) == Some(country))?;
        let at = network.nodes[node].router;
        // Cables that are cut are still there.
        let near = cables(network, node).into_iter().filter_map(|link| {
            let next = network.node_at(network.across(link, at), egress.service)?;
            Some((network.links[link].delay, next))
        });
        let (delay, next) = near.min()?;
        Some((delay, client, node, next))
    };
    let pairs = network.clients.keys().filter_map(pair);
    let (_, client, node, next) = pairs.min_by_key(|&(delay, client, ..)| (delay, client))?;
    let country = country_of_node(network, node)?;
    let is_abroad = |id: &DestinationId| {
        let sites = &egress.destinations[*id].sites;
        let router = sites.first().map(|site| site.router);
        let city = router.and_then(|router| network.router_city(router));
        city.is_none_or(|city| city.country != country)
    };
    let origins = || {
        let all = egress.destinations.iter_enumerated();
        all.filter(|(_, one)| one.kind == DestinationKind::Origin).map(|(id, _)| id)
    };
    let far = origins().find(is_abroad).or_else(|| origins().next())?;
    let other = origins().find(|&id| id != far)?;
    Some(Home { client, node, next, tag: egress.tag_of_users(country), far, other })
}

/// The title of an experiment, if this world has what it needs.
#[must_use]
pub fn title(lab: &Lab, which: Which) -> Option<String> {
    let home = home(lab)?;
    let (lang, names) = (lab.lang, names(lab));
    let (node, next) = (names.node(home.node), names.node(home.next));
    Some(match which {
        Which::Naive => say!(lang, "scene-naive"),
        Which::Move => say!(lang, "scene-move", node = node, next = next),
        Which::Cut => say!(lang, "scene-cut"),
        Which::Exhaust => say!(lang, "scene-exhaust"),
        Which::Misdirected => {
            cdn(lab, ChoosesBy::Dns)?;
            say!(lang, "scene-misdirected", node = node)
        }
        Which::Nat => say!(lang, "scene-nat"),
    })
}

/// An experiment as it stands.
#[must_use]
pub fn scene(lab: &Lab, which: Which) -> Option<Scene> {
    let home = home(lab)?;
    Some(match which {
        Which::Naive => naive(lab, home),
        Which::Move => moving(lab, home),
        Which::Cut => cut(lab, home),
        Which::Exhaust => exhaust(lab, home),
        Which::Misdirected => misdirected(lab, home)?,
        Which::Nat => nat(lab, home),
    })
}

fn step(lab: &Lab, label: String, section: Section, commands: Vec<Command>) -> Step {
    let is_ready = commands.first().is_some_and(|first| can(lab, first));
    let is_opening = matches!(commands.first(), Some(Command::OpenConnection { .. }));
    let rank = if is_opening { OPENING_RANK } else { WAITING_RANK };
    let speed = lab.tutor.is_none().then(|| Speed::at_rank(rank));
    Step { label, section, speed, commands: if is_ready { commands } else { Vec::new() } }
}

fn open(lab: &Lab, home: Home, destination: DestinationId, spread: Spread) -> Vec<Command> {
    orders(lab, &Order { client: home.client, destination, lasts: None, tag: None, spread })
}

/// The step that opens ten connections for users of the home's client network, for so long.
fn ten(lab: &Lab, home: Home, lasts: Option<Span>) -> Step {
    let (lang, names) = (lab.lang, names(lab));
    let to = lab.network().egress.as_ref().map(|it| destination(&names, it, home.far));
    let client = names.client(home.client);
    let label = say!(lang, "scene-ten", client = client, to = to.unwrap_or_default());
    let (client, destination, spread) = (home.client, home.far, Spread::Ten);
    let order = Order { client, destination, lasts, tag: None, spread };
    step(lab, label, Section::Connections, orders(lab, &order))
}

fn designed(lab: &Lab, label: String, design: Design) -> Step {
    step(lab, label, Section::Connections, vec![Command::SetEgressDesign { design }])
}

fn naive(lab: &Lab, home: Home) -> Scene {
    let lang = lab.lang;
    let all = || open(lab, home, home.far, Spread::TenNetworks);
    let to = lab.network().egress.as_ref().map(|it| destination(&names(lab), it, home.far));
    let to = to.unwrap_or_default();
    let label = say!(lang, "scene-ten-networks", to = to.clone());
    Scene {
        about: say!(lang, "scene-naive-about", to = to),
        steps: vec![
            designed(lab, say!(lang, "scene-to-naive"), Design::Naive),
            step(lab, label.clone(), Section::Connections, all()),
            designed(lab, say!(lang, "scene-to-soft"), Design::SoftUnicast),
            step(lab, label, Section::Connections, all()),
        ],
        moral: say!(lang, "scene-naive-moral"),
    }
}

/// The address from which most connections of a PoP live; where there are none, its first.
#[must_use]
pub fn busiest(lab: &Lab, home: Home) -> Option<IpAddr> {
    let (_, view) = both(lab)?;
    let held = view.table().held(home.node, home.tag).iter();
    let addresses = held.filter_map(|&id| view.pool().address(id));
    let living =
        |address: &IpAddr| (super::living_from(view, *address), std::cmp::Reverse(*address));
    addresses.max_by_key(living)
}

/// An address that was moved from the home to the next PoP.
fn moved_away(lab: &Lab, home: Home) -> Option<IpAddr> {
    let (_, view) = both(lab)?;
    let held = view.table().held(home.next, home.tag).iter();
    let mut away = held.filter(|&&id| {
        let former = view.table().lending(id).and_then(|lending| lending.former);
        former.is_some_and(|former| former.owner == home.node)
    });
    away.find_map(|&id| view.pool().address(id))
}

fn moving(lab: &Lab, home: Home) -> Scene {
    let (lang, names, network) = (lab.lang, names(lab), lab.network());
    let (node, next) = (names.node(home.node), names.node(home.next));
    let away = moved_away(lab, home);
    let address = away.or_else(|| busiest(lab, home));
    let grace = both(lab).map_or(Span::ZERO, |(_, view)| view.grace());
    let to = |node: NodeId| {
        let to = network.nodes[node].slug.clone();
        address.map(|address| Command::MoveAddress { address, to })
    };
    let moved = |for_us: Span| {
        let setting = (grace != for_us).then_some(Command::SetGrace { for_us });
        let moving = to(home.next).filter(|command| can(lab, command));
        if moving.is_some() { setting.into_iter().chain(moving).collect() } else { Vec::new() }
    };
    let shown = address.map_or_else(|| "–".to_owned(), |address| address.to_string());
    let (without, with, back) = (
        say!(lang, "scene-move-without", address = shown.clone(), next = next.clone()),
        say!(lang, "scene-move-with", address = shown.clone(), next = next.clone()),
        say!(lang, "scene-move-back", address = shown, node = node.clone()),
    );
    let section = Section::Connections;
    Scene {
        about: say!(lang, "scene-move-about", node = node, next = next),
        steps: vec![
            ten(lab, home, Some(HALF_A_MINUTE)),
            step(lab, without, section, moved(Span::ZERO)),
            step(
                lab,
                back,
                section,
                to(home.node).filter(|_| away.is_some()).into_iter().collect(),
            ),
            ten(lab, home, Some(HALF_A_MINUTE)),
            step(lab, with, section, moved(Span::from_s(60))),
        ],
        moral: say!(lang, "scene-move-moral"),
    }
}

/// The links of a PoP's router to others of its own network.
fn cables(network: &Network, node: NodeId) -> Vec<LinkId> {
    let at = network.nodes[node].router;
    let own = network.routers[at].in_as;
    let links = network.routers[at].links.iter().copied();
    links.filter(|&link| network.routers[network.across(link, at)].in_as == own).collect()
}

/// The link over which replies of the home's connections come home.
fn last_cable(lab: &Lab, home: Home) -> Option<LinkId> {
    let (_, view) = both(lab)?;
    let is_of_home =
        |one: &Connection| one.is_live() && one.at.is_some_and(|at| at.node == home.node);
    let mut live = view.connections().rev().filter(|(_, one)| is_of_home(one));
    live.find_map(|(id, _)| {
        let way = lab.world().reply_way(id)?;
        let last = way.carried.last().filter(|it| !it.is_over_internet)?;
        last.way.hops.last()?.via
    })
}

fn cut(lab: &Lab, home: Home) -> Scene {
    let (lang, names, network) = (lab.lang, names(lab), lab.network());
    let node = names.node(home.node);
    let slug = |link: LinkId| network.links[link].slug.clone();
    let all = cables(network, home.node);
    let up: Vec<LinkId> = all.iter().copied().filter(|&it| lab.world().is_link_up(it)).collect();
    let down = all.iter().copied().filter(|&it| !lab.world().is_link_up(it));
    let first = last_cable(lab, home).filter(|link| up.contains(link)).or(up.first().copied());
    let at = network.nodes[home.node].router;
    let named = first.or(all.first().copied());
    let far_end = named.map(|link| names.city(network.across(link, at))).unwrap_or_default();
    let fail = |link: LinkId| Command::FailLink { link: slug(link) };
    let other = match both(lab).map(|(_, view)| view.fallback()) {
        Some(Fallback::Drop) => (Fallback::Tunnel, say!(lang, "scene-cut-tunnel")),
        _ => (Fallback::Drop, say!(lang, "scene-cut-drop")),
    };
    let one = say!(lang, "scene-cut-one", node = node.clone(), other = far_end);
    let rest = say!(lang, "scene-cut-all", node = node.clone());
    let repair = down.map(|link| Command::RestoreLink { link: slug(link) }).collect();
    let fallback = vec![Command::SetFallback { fallback: other.0 }];
    Scene {
        about: say!(lang, "scene-cut-about", node = node),
        steps: vec![
            ten(lab, home, None),
            step(lab, one, Section::Connections, first.map(fail).into_iter().collect()),
            step(lab, rest, Section::Connections, up.into_iter().map(fail).collect()),
            step(lab, other.1, Section::Connections, fallback),
            step(lab, say!(lang, "scene-cut-repair"), Section::Connections, repair),
        ],
        moral: say!(lang, "scene-cut-moral"),
    }
}

fn exhaust(lab: &Lab, home: Home) -> Scene {
    let (lang, names) = (lab.lang, names(lab));
    let node = names.node(home.node);
    let called = |id: DestinationId| {
        lab.network().egress.as_ref().map_or_else(String::new, |it| destination(&names, it, id))
    };
    let (far, other) = (called(home.far), called(home.other));
    let look = Look { node: home.node, tag: home.tag, server: 0, to: [home.far, home.other] };
    let ports = |amount| slices::orders(lab, look, home.far, (amount, true));
    let taking = say!(lang, "scene-exhaust-take", node = node.clone(), to = far.clone());
    let opening = |to: &String| say!(lang, "scene-open-one", to = to.clone());
    let one = |to| open(lab, home, to, Spread::One);
    let freeing = say!(lang, "scene-exhaust-free");
    Scene {
        about: say!(lang, "scene-exhaust-about", to = far.clone(), other = other.clone()),
        steps: vec![
            step(lab, taking, Section::Slices, ports(Amount::All)),
            step(lab, opening(&far), Section::Connections, one(home.far)),
            step(lab, opening(&other), Section::Connections, one(home.other)),
            step(lab, freeing, Section::Slices, ports(Amount::Free)),
        ],
        moral: say!(lang, "scene-exhaust-moral"),
    }
}

/// The first CDN that chooses so.
fn cdn(lab: &Lab, by: ChoosesBy) -> Option<DestinationId> {
    let egress = lab.network().egress.as_ref()?;
    let mut all = egress.destinations.iter_enumerated();
    all.find(|(_, it)| it.kind == DestinationKind::Cdn && it.chooses_by == by).map(|(id, _)| id)
}

fn misdirected(lab: &Lab, home: Home) -> Option<Scene> {
    let (lang, names, network) = (lab.lang, names(lab), lab.network());
    let egress = network.egress.as_ref()?;
    let node = names.node(home.node);
    let by_dns = cdn(lab, ChoosesBy::Dns)?;
    let called = |id: DestinationId| lang.of(&egress.destinations[id].name).to_owned();
    let slug = network.nodes[home.node].slug.clone();
    let asking = |asker: AsksAs| vec![Command::SetDnsAsker { asker }];
    let opening = |id| {
        let label = say!(lang, "scene-open-one", to = called(id));
        step(lab, label, Section::Connections, open(lab, home, id, Spread::One))
    };
    let withdrawn = say!(lang, "scene-misdirected-withdraw", node = node.clone());
    let cure = say!(lang, "scene-misdirected-cure");
    let mut steps = vec![
        step(lab, withdrawn, Section::Connections, vec![Command::Withdraw { node: slug }]),
        opening(by_dns),
        step(lab, cure, Section::Connections, asking(AsksAs::Pop)),
        opening(by_dns),
    ];
    steps.extend(cdn(lab, ChoosesBy::Connection).map(opening));
    Some(Scene {
        about: say!(lang, "scene-misdirected-about", node = node, cdn = called(by_dns)),
        steps,
        moral: say!(lang, "scene-misdirected-moral"),
    })
}

fn nat(lab: &Lab, home: Home) -> Scene {
    let (lang, network) = (lab.lang, lab.network());
    let node = names(lab).node(home.node);
    let router = network.routers[network.nodes[home.node].router].slug.clone();
    let reboot = vec![Command::RebootRouter { router, for_us: Span::from_s(5) }];
    let rebooting = say!(lang, "scene-nat-reboot", node = node.clone());
    Scene {
        about: say!(lang, "scene-nat-about", node = node),
        steps: vec![
            designed(lab, say!(lang, "scene-to-nat"), Design::Nat),
            ten(lab, home, None),
            step(lab, rebooting, Section::Connections, reboot),
            designed(lab, say!(lang, "scene-to-soft"), Design::SoftUnicast),
        ],
        moral: say!(lang, "scene-nat-moral"),
    }
}
