//! Ports: what each server's slice does towards one destination, and towards another.

use std::net::IpAddr;

use super::{both, can_begin, names};
use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::app::present::quantity::grouped;
use crate::engine::base::ids::{DestinationId, NodeId, TagId};
use crate::engine::egress::connection::Seat;
use crate::engine::egress::ports::Usage;
use crate::engine::net::egress::{Design, Egress};
use crate::engine::sim::command::{Command, PortOrder};
use crate::say;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The PoP.
    pub node: NodeId,
    /// The tag.
    pub tag: TagId,
    /// One of the PoP's servers, from 0.
    pub server: u8,
    /// A destination, and another one to compare it with.
    pub to: [DestinationId; 2],
}

/// How many ports are taken or freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Some hundred.
    Some,
    /// All that are free.
    All,
    /// As many as are in use are closed.
    Free,
}

/// Ports that are taken at once.
pub const SOME: u32 = 500;

/// Ports of the servers of a PoP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slices {
    /// How many servers share an address, and how many addresses the PoP needs.
    pub arithmetic: Vec<String>,
    /// The servers' addresses, and how many servers, one after another, share each.
    pub addresses: Vec<(String, usize)>,
    /// What the ports do towards each of the two destinations.
    pub strips: Vec<Strip>,
    /// The server that is looked at: its address and ports.
    pub server: String,
}

/// What ports do towards a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The destination.
    pub name: String,
    /// A bar a server.
    pub bars: Vec<Bar>,
    /// What the server that is looked at still has.
    pub sentence: String,
    /// Whether it has no port left.
    pub is_exhausted: bool,
    /// Whether ports can be taken, and freed.
    pub can_take: bool,
    /// The same of freeing.
    pub can_free: bool,
    /// How many servers have none left.
    pub summary: String,
}

/// A server's ports, in thousandths of all that it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// In use.
    pub in_use: u32,
    /// In TIME-WAIT.
    pub waiting: u32,
}

/// Ports of the servers of a PoP.
#[must_use]
pub fn slices(lab: &Lab, look: Look) -> Slices {
    let Some((egress, view)) = both(lab) else { return Slices::default() };
    let (lang, network) = (lab.lang, lab.network());
    let servers = network.nodes[look.node].inside.servers;
    let mut addresses: Vec<(String, usize)> = Vec::new();
    for server in 0..servers {
        let first = lab.world().sources_of(Seat { node: look.node, server }, look.tag);
        let address = first.first().map_or_else(|| "–".to_owned(), |it| it.address.to_string());
        match addresses.last_mut() {
            Some((last, count)) if *last == address => *count += 1,
            _ => addresses.push((address, 1)),
        }
    }
    let is_sliced = matches!(view.design(), Design::SoftUnicast | Design::PerPop);
    Slices {
        arithmetic: if is_sliced {
            arithmetic(lab, egress, look.node)
        } else {
            let design = egress_words::design(lang, view.design());
            vec![say!(lang, "egress-no-slices", design = design)]
        },
        // With an address for each server there are too many to name.
        addresses: if addresses.len() > 4 { Vec::new() } else { addresses },
        strips: look.to.into_iter().map(|to| strip(lab, egress, look, to)).collect(),
        server: server(lab, look),
    }
}

fn arithmetic(lab: &Lab, egress: &Egress, node: NodeId) -> Vec<String> {
    let (lang, slice) = (lab.lang, egress.slice);
    let servers = u16::from(lab.network().nodes[node].inside.servers);
    let (ports, count, each) = (slice.ports(), slice.count(), slice.servers());
    let blocks = slice.blocks(servers);
    vec![
        say!(lang, "egress-arithmetic", ports = grouped(ports), count = count, each = each),
        say!(
            lang,
            "egress-arithmetic-pop",
            node = names(lab).node(node),
            servers = servers,
            blocks = blocks,
        ),
    ]
}

fn server(lab: &Lab, look: Look) -> String {
    let (lang, server) = (lab.lang, look.server);
    let sources = lab.world().sources_of(Seat { node: look.node, server }, look.tag);
    let one = |address: IpAddr, (first, last): (u16, u16)| {
        let (first, last) = (first.to_string(), last.to_string());
        say!(lang, "egress-ports-of", address = address.to_string(), first = first, last = last)
    };
    let all: Vec<String> = sources.iter().map(|it| one(it.address, it.ports)).collect();
    if all.is_empty() {
        return say!(lang, "egress-server-without", server = server);
    }
    let all = all.join(&say!(lang, "list-separator"));
    say!(lang, "egress-server-has", server = server, ports = all)
}

/// What the ports of a server do towards a destination, all its slices together.
fn usage(lab: &Lab, (seat, tag): (Seat, TagId), to: DestinationId) -> Usage {
    let world = lab.world();
    let Some(remote) = world.remote_for(seat, tag, to) else { return Usage::default() };
    let each = world.sources_of(seat, tag);
    each.iter().map(|source| world.port_usage(source, remote)).fold(Usage::default(), |sum, one| {
        Usage {
            in_use: sum.in_use + one.in_use,
            waiting: sum.waiting + one.waiting,
            free: sum.free + one.free,
        }
    })
}

fn strip(lab: &Lab, egress: &Egress, look: Look, to: DestinationId) -> Strip {
    let lang = lab.lang;
    let servers = lab.network().nodes[look.node].inside.servers;
    let of = |server: u8| usage(lab, (Seat { node: look.node, server }, look.tag), to);
    let all: Vec<Usage> = (0..servers).map(of).collect();
    let bar = |usage: &Usage| {
        let whole = (usage.in_use + usage.waiting + usage.free).max(1);
        // Whatever is in use is seen.
        let share = |part: u32| (part * 1_000).div_ceil(whole);
        Bar { in_use: share(usage.in_use), waiting: share(usage.waiting) }
    };
    let here = all.get(usize::from(look.server)).copied().unwrap_or_default();
    let has_none = |usage: &&Usage| usage.free == 0 && usage.in_use + usage.waiting > 0;
    let exhausted = all.iter().filter(has_none).count();
    let name = super::destination(&names(lab), egress, to);
    let is_exhausted = has_none(&&here);
    let whole = grouped(here.in_use + here.waiting + here.free);
    let (used, waiting) = (grouped(here.in_use), grouped(here.waiting));
    let sentence = if is_exhausted {
        say!(lang, "egress-ports-none", used = used, waiting = waiting, all = whole)
    } else {
        say!(
            lang,
            "egress-ports-left",
            used = used,
            waiting = waiting,
            free = grouped(here.free),
            all = whole
        )
    };
    Strip {
        name,
        bars: all.iter().map(bar).collect(),
        sentence,
        is_exhausted,
        can_take: here.free > 0,
        can_free: here.in_use > 0,
        summary: say!(lang, "egress-exhausted-servers", count = exhausted, servers = servers),
    }
}

/// The commands that take ports towards a destination, or free them: of the server that is looked
/// at, or of all servers of its PoP.
#[must_use]
pub fn orders(
    lab: &Lab,
    look: Look,
    to: DestinationId,
    (amount, of_all): (Amount, bool),
) -> Vec<Command> {
    let Some((egress, _)) = both(lab) else { return Vec::new() };
    let network = lab.network();
    let servers = network.nodes[look.node].inside.servers;
    let servers = if of_all { 0..servers } else { look.server..look.server.saturating_add(1) };
    // Of several servers each does as much as the one that can do the most.
    let most = servers
        .map(|server| {
            let usage = usage(lab, (Seat { node: look.node, server }, look.tag), to);
            match amount {
                Amount::Some => SOME.min(usage.free),
                Amount::All => usage.free,
                Amount::Free => usage.in_use,
            }
        })
        .max();
    let tag = egress.tags.get(look.tag).map(|tag| tag.slug.clone());
    let destination = egress.destinations.get(to).map(|to| to.slug.clone());
    let (Some(count), Some(tag), Some(destination)) =
        (most.filter(|&count| count > 0), tag, destination)
    else {
        return Vec::new();
    };
    let node = network.nodes[look.node].slug.clone();
    let server = (!of_all).then_some(look.server);
    let order = PortOrder { node, server, tag, destination, count };
    let commands = vec![match amount {
        Amount::Free => Command::FreePorts(order),
        _ => Command::HoldPorts(order),
    }];
    if can_begin(lab, &commands) { commands } else { Vec::new() }
}
