//! Floods, loads and what nodes do about them, in sentences.

use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Botnet;
use crate::engine::sim::command::{Command, FloodOrder, FloodTarget, Hysteresis};
use crate::engine::sim::fact::What;
use crate::engine::traffic::flood::{FloodKind, Strength};
use crate::say;

/// A flood, capacity, scrubber, steering or automation in a sentence; other commands have theirs
/// elsewhere.
pub(super) fn deed(names: &Names, command: &Command) -> String {
    let lang = names.lang;
    let node = |slug: &Slug| names.node_called(slug);
    match command {
        Command::StartFlood(order) => started(names, order),
        Command::StopFlood { flood } => say!(lang, "did-stop-flood", flood = flood.as_str()),
        Command::Scrub { node: slug, is_on: true } => say!(lang, "did-scrub", node = node(slug)),
        Command::Scrub { node: slug, is_on: false } => {
            say!(lang, "did-stop-scrub", node = node(slug))
        }
        Command::SetCapacity { node: slug, bps } => {
            say!(lang, "did-set-capacity", node = node(slug), rate = quantity::bit_rate(*bps))
        }
        Command::Steer { node: slug, neighbor, is_on } => {
            let (node, neighbor) = (node(slug), names.system_called(neighbor));
            if *is_on {
                say!(lang, "did-steer", node = node, neighbor = neighbor)
            } else {
                say!(lang, "did-stop-steer", node = node, neighbor = neighbor)
            }
        }
        Command::SetAutomation { service, withdraw_above_percent, for_us, hysteresis } => {
            let after = hysteresis.map(|Hysteresis { return_below_percent, hold_us }| {
                (return_below_percent, quantity::whole_seconds(hold_us))
            });
            let (below, hold) = after.unwrap_or_default();
            say!(
                lang,
                "did-set-automation",
                service = names.service_called(service),
                time = quantity::whole_seconds(*for_us),
                percent = *withdraw_above_percent,
                hysteresis = u64::from(hysteresis.is_some()),
                below = below,
                hold = hold,
            )
        }
        Command::EndAutomation { service } => {
            say!(lang, "did-end-automation", service = names.service_called(service))
        }
        _ => String::new(),
    }
}

fn started(names: &Names, order: &FloodOrder) -> String {
    let lang = names.lang;
    let botnet = names.network.botnets.iter().find(|botnet| botnet.slug == order.botnet);
    let size = botnet.map_or(0, Botnet::size);
    let bps = match order.rate {
        Strength::InAll(bps) => bps,
        Strength::PerBot(bps) => bps.saturating_mul(size),
    };
    let target = match &order.at {
        FloodTarget::Address(address) => address.to_string(),
        FloodTarget::Service(service) => names.service_called(service),
    };
    say!(
        lang,
        "did-start-flood",
        botnet = botnet
            .map_or_else(|| order.botnet.to_string(), |botnet| lang.of(&botnet.name).to_owned()),
        kind = match order.kind {
            FloodKind::UdpReflection => say!(lang, "flood-udp-reflection"),
            FloodKind::Syn => say!(lang, "flood-syn"),
            FloodKind::Http => say!(lang, "flood-http"),
        },
        rate = quantity::bit_rate(bps),
        target = target,
        spoofed = u64::from(order.is_spoofed),
    )
}

/// What a load brought about; nothing for a fact of another kind.
pub(super) fn sentence(names: &Names, what: &What) -> String {
    let lang = names.lang;
    let node = |id: NodeId| names.node(id);
    match what {
        What::NodeOverloaded { node: id, percent } => {
            say!(lang, "news-overloaded", node = node(*id), percent = *percent)
        }
        What::NodeRelieved { node: id } => say!(lang, "news-relieved", node = node(*id)),
        What::NodeWithdrewItself { node: id, percent } => {
            say!(lang, "news-withdrew-itself", node = node(*id), percent = *percent)
        }
        What::NodeReturned { node: id } => say!(lang, "news-returned", node = node(*id)),
        _ => String::new(),
    }
}
