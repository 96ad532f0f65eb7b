//! The flood console: who sends what, who drowns, who is saved, and what can be done about it.

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::{NodeId, ServiceId};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::net::capacity::Rate;
use crate::engine::net::network::Botnet;
use crate::engine::sim::command::{Command, FloodOrder, FloodTarget, Hysteresis};
use crate::engine::sim::loads::Sender;
use crate::engine::traffic::flood::{FloodKind, Shape, Strength};
use crate::engine::traffic::load::Load;
use crate::say;

/// Kinds of floods, as the console offers them, with the messages that name them.
pub const KINDS: [(FloodKind, &str); 3] = [
    (FloodKind::UdpReflection, "console-udp"),
    (FloodKind::Syn, "console-syn"),
    (FloodKind::Http, "console-http"),
];

/// How many strengths the console offers: 1, 2, 5, 10, … gigabits per second.
pub const STRENGTHS: u32 = 16;
/// The weakest of them, in bits per second.
const WEAKEST_BPS: u64 = 1_000_000_000;

/// A node withdraws above so much of its capacity, in percent.
const WITHDRAW_ABOVE: u64 = 100;
/// After so long.
const PATIENCE: Span = Span::from_s(3);
/// With hysteresis it returns once its service is below so much, in percent, for so long.
const HYSTERESIS: Hysteresis = Hysteresis { return_below_percent: 70, hold_us: Span::from_s(60) };

/// What the console shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    /// The service, for commands.
    pub service: Slug,
    /// Who can be told to flood: a botnet's slug, its name and how many machines it has.
    pub botnets: Vec<(Slug, String)>,
    /// The floods that go on.
    pub floods: Vec<Active>,
    /// The good users that are served: in words, and per thousand of all.
    pub served: (String, u64),
    /// What becomes of all that is sent, in words.
    pub account: String,
    /// Every node that can be asked for too much, the most loaded first.
    pub nodes: Vec<NodeLoad>,
    /// Whether nodes withdraw by themselves.
    pub is_automated: bool,
}

/// A flood that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    /// Its name.
    pub name: Slug,
    /// What it sends now and what becomes of it.
    pub sentence: String,
}

/// What a node is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeLoad {
    /// The node.
    pub node: NodeId,
    /// Its slug, for commands.
    pub slug: Slug,
    /// Its letter.
    pub letter: Letter,
    /// Its name.
    pub name: String,
    /// How much of its capacity it is asked for, in percent; over 100 it drops some.
    pub percent: u64,
    /// What it is asked for, of what it has room for, what it drops and how long packets wait.
    pub sentence: String,
    /// Whether its scrubber is on; absent: it has none.
    pub scrubs: Option<bool>,
    /// Whether it has withdrawn by itself.
    pub is_away: bool,
}

/// Whether rates mean anything in this world.
#[must_use]
pub fn has_rates(lab: &Lab) -> bool {
    let nodes = lab.network().nodes.iter();
    nodes.into_iter().any(|node| node.capacity.is_bounded())
}

/// The strength with this number, from 0.
#[must_use]
pub fn strength(number: u32) -> u64 {
    let step = [1, 2, 5][usize::try_from(number % 3).unwrap_or(0)];
    WEAKEST_BPS * step * 10_u64.pow(number.min(STRENGTHS) / 3)
}

/// The command for a flood.
#[must_use]
pub fn order(botnet: Slug, service: Slug, (kind, bps, shape): (FloodKind, u64, Shape)) -> Command {
    Command::StartFlood(FloodOrder {
        flood: None,
        botnet,
        at: FloodTarget::Service(service),
        kind,
        rate: Strength::InAll(bps),
        shape,
        is_spoofed: kind.can_be_spoofed(),
    })
}

/// The command that has nodes withdraw by themselves, with hysteresis or without, or no more.
#[must_use]
pub fn automation(service: Slug, is_on: bool, has_hysteresis: bool) -> Command {
    if !is_on {
        return Command::EndAutomation { service };
    }
    Command::SetAutomation {
        service,
        withdraw_above_percent: WITHDRAW_ABOVE,
        for_us: PATIENCE,
        hysteresis: has_hysteresis.then_some(HYSTERESIS),
    }
}

/// The console; absent in a world without a service or without capacities.
#[must_use]
pub fn console(lab: &Lab) -> Option<Console> {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let (id, service) = network.services.iter_enumerated().next().filter(|_| has_rates(lab))?;
    let names = Names { lang, network };
    let floods = world.floods().map(|(name, flood)| {
        let account = world.loads().flood(name);
        let sentence = say!(
            lang,
            "console-active",
            botnet = lang.of(&network.botnets[flood.botnet].name),
            rate = quantity::bit_rate(flood.bps),
            delivered = quantity::share(account.delivered.bps, account.sent.bps),
        );
        Active { name: name.clone(), sentence }
    });
    let botnet = |botnet: &Botnet| {
        let machines = quantity::people(lang, botnet.size());
        let name = lang.of(&botnet.name);
        let said = say!(lang, "console-botnet", name = name, machines = machines);
        (botnet.slug.clone(), said)
    };
    let mut nodes: Vec<NodeLoad> =
        service.nodes.iter().filter_map(|&node| node_load(lab, &names, node)).collect();
    nodes.sort_by_key(|node| (std::cmp::Reverse(node.percent), node.node));
    Some(Console {
        service: service.slug.clone(),
        botnets: network.botnets.iter().map(botnet).collect(),
        floods: floods.collect(),
        served: served(lab, id),
        account: account(lab),
        nodes,
        is_automated: world.is_automated(id),
    })
}

/// The good users that are served.
fn served(lab: &Lab, service: ServiceId) -> (String, u64) {
    let served = lab.world().loads().served(service).users;
    let all: u64 = lab.network().clients.iter().map(|client| client.population).sum();
    let thousandths = (served.saturating_mul(1_000)).checked_div(all).unwrap_or(0);
    let said = say!(
        lab.lang,
        "console-served",
        served = quantity::people(lab.lang, served),
        all = quantity::people(lab.lang, all),
        share = quantity::share(served, all),
    );
    (said, thousandths)
}

/// What becomes of all that users send, and of all that floods do.
fn account(lab: &Lab) -> String {
    let (loads, lang) = (lab.world().loads(), lab.lang);
    let users = loads.account(|sender| matches!(sender, Sender::Users { .. }));
    let bots = loads.account(|sender| matches!(sender, Sender::Bots { .. }));
    let good = say!(
        lang,
        "console-users",
        sent = quantity::bit_rate(users.sent.bps),
        delivered = quantity::share(users.delivered.bps, users.sent.bps),
    );
    let good = if users.sent.is_zero() { String::new() } else { good };
    if bots.sent.is_zero() {
        return good;
    }
    let astray: Rate = bots.lost.values().copied().sum();
    let overloaded = bots.overloaded.all();
    let bad = say!(
        lang,
        "console-bots",
        sent = quantity::bit_rate(bots.sent.bps),
        delivered = quantity::share(bots.delivered.bps, bots.sent.bps),
        overloaded = quantity::share(overloaded.bps, bots.sent.bps),
        scrubbed = quantity::share(bots.scrubbed.bps, bots.sent.bps),
        lost = quantity::share(astray.bps, bots.sent.bps),
    );
    format!("{good} {bad}").trim_start().to_owned()
}

/// What a node is asked for; absent where it can take anything.
#[must_use]
pub fn node_load(lab: &Lab, names: &Names, node: NodeId) -> Option<NodeLoad> {
    let (network, world) = (lab.network(), lab.world());
    let load = world.loads().node(node);
    let percent = load.percent()?;
    let here = &network.nodes[node];
    Some(NodeLoad {
        node,
        slug: here.slug.clone(),
        letter: here.letter,
        name: names.node(node),
        percent,
        sentence: sentence(names, load, percent),
        scrubs: here.scrub_bps.map(|_| world.is_scrubbing(node)),
        is_away: world.has_withdrawn_itself(node),
    })
}

fn sentence(names: &Names, load: &Load, percent: u64) -> String {
    let lang = names.lang;
    let capacity = load.room.capacity;
    let asked = quantity::bit_rate(load.asked().bps);
    let room = match (capacity.bps, capacity.pps) {
        (Some(bps), _) => quantity::bit_rate(bps),
        (None, pps) => say!(lang, "console-pps", pps = pps.unwrap_or(0)),
    };
    if !load.is_overloaded() {
        return say!(lang, "console-load", percent = percent, asked = asked, room = room);
    }
    let dropped = load.dropped_good + load.dropped_bad;
    say!(
        lang,
        "console-overload",
        percent = percent,
        asked = asked,
        room = room,
        dropped = quantity::share(dropped.bps, load.asked().bps),
        delay = quantity::milliseconds(load.delay),
    )
}
