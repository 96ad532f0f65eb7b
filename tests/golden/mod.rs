//! Digests of known runs. `tests/it` computes them natively, `tests/browser` in the browser, and
//! both compare with the constants here: the same bits everywhere.
//!
//! A change of the engine, of `first-light.json` or of the digest itself changes them. Then look
//! at what the failing test prints, make sure that the change was meant, and put it here.

use anycast_lab::engine::base::digest::{Digester, Intake};
use anycast_lab::engine::base::mixing::mixed;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::scene::catchments::{catchments, flows};
use anycast_lab::scene::curves::{Arcs, Curves};
use anycast_lab::scene::layers::MapLayers;
use anycast_lab::scene::network::{Stage, Traffic, draw};
use anycast_lab::scene::palette::Theme;
use anycast_lab::scene::placement::{Detail, Placement};
use anycast_lab::scene::relations::{self, Links};
use anycast_lab::scene::viewport::Viewport;

/// The default world.
pub const FIRST_LIGHT: &str = include_str!("../../assets/scenarios/first-light.json");

/// The digest of first-light, settled, with seed 1.
pub const SETTLED: &str = "0f607acdaa2fff15fefc4abe2662702b";
/// The digest 61 seconds into [`log`].
pub const AFTER_LOG: &str = "7385d66e0986f2e7375b1654fe7a6e41";
/// The digest of the digests after each of [`ANY_LOGS`] drawn logs.
pub const AFTER_ANY_LOGS: &str = "ad2bc967a48a2e27cfbe71a559e76e1c";
/// The digest of backbone after [`egress`].
pub const AFTER_EGRESS: &str = "46cd7a3ca75d6e3da2b6cb705a9f281b";
/// A sum over every coordinate of the network layer at the end: floats, the same bits too.
pub const DRAWN: u64 = 14_816_050_555_847_815_217;

/// First-light, settled.
pub fn settled() -> World {
    let setup = Setup::from_json(FIRST_LIGHT).expect("first-light has no problems");
    let mut world = World::new(&setup, 1);
    assert!(world.settle(&mut Vec::new()), "first-light converges");
    world
}

/// The commands of the second digest, each with the milliseconds after the one before.
pub fn log() -> Vec<(u64, Command)> {
    let node = Slug::new;
    vec![
        (137, Command::Withdraw { node: node("tokyo") }),
        (11, Command::Prepend { node: node("london"), times: 3, neighbor: None }),
        (50, Command::FailPop { node: node("singapore") }),
        (900, Command::Announce { node: node("tokyo") }),
        (1, Command::RestorePop { node: node("singapore") }),
    ]
}

/// The world after the log, while things are still moving, and then a minute later.
pub fn play(world: &mut World) {
    let mut facts = Vec::new();
    for (wait_ms, command) in log() {
        let at = world.now() + Span::from_ms(wait_ms);
        world.apply(at, &command, &mut facts).expect("the log is accepted");
    }
    let until = world.now() + Span::from_s(61);
    assert!(world.advance(until, u64::MAX, &mut facts), "nothing bounds it");
}

/// How many logs are drawn.
const ANY_LOGS: u64 = 4;

/// Any commands at any times, refused ones among them, from a settled world; four times over.
pub fn after_any_logs(settled: &World) -> String {
    let mut digester = Digester::default();
    let mut drawn = 0;
    // Numbers that are the same everywhere, and that no engine's stream has to do with.
    let mut draw = |below: usize| {
        drawn += 1;
        usize::try_from(mixed(drawn) % u64::try_from(below).unwrap_or(1)).unwrap_or(0)
    };
    for _ in 0..ANY_LOGS {
        let mut world = settled.clone();
        for _ in 0..8 {
            let network = world.network();
            let node = network.nodes.raw[draw(network.nodes.len())].slug.clone();
            let link = network.links.raw[draw(network.links.len())].slug.clone();
            let command = match draw(7) {
                0 => Command::Withdraw { node },
                1 => Command::Announce { node },
                2 => Command::FailLink { link },
                3 => Command::RestoreLink { link },
                4 => Command::FailPop { node },
                5 => Command::RestorePop { node },
                _ => Command::Prepend { node, times: 2, neighbor: None },
            };
            let wait = Span::from_us(u64::try_from(draw(5_000_000)).unwrap_or(0));
            // A refusal changes nothing, and that is the same everywhere, too.
            let _ = world.apply(world.now() + wait, &command, &mut Vec::new());
        }
        digester.text(&world.digest().to_string());
    }
    digester.finish().to_string()
}

/// backbone, whose servers open connections, while an address moves, a PoP's router reboots, the
/// backbone is cut in two and ports run out.
pub fn egress() -> String {
    let backbone = include_str!("../../assets/scenarios/backbone.json");
    let setup = Setup::from_json(backbone).expect("backbone has no problems");
    let mut world = World::new(&setup, 1);
    let mut facts = Vec::new();
    assert!(world.settle(&mut facts), "backbone converges");
    let commands = r#"[
        {"do": "set-grace", "for_us": 4000000},
        {"do": "open-connection", "client": "thistle", "destination": "bookhouse", "slug": "a"},
        {"do": "open-connection", "client": "olivar", "destination": "lacewing", "slug": "b"},
        {"do": "open-connection", "client": "lavande", "destination": "playhouse", "slug": "c"},
        {"do": "hold-ports", "node": "london", "server": 7, "tag": "gb",
         "destination": "watermill", "count": 3000},
        {"do": "drain-addresses", "node": "london"},
        {"do": "fail-link", "link": "lighthouse-singapore--lighthouse-tokyo"},
        {"do": "fail-link", "link": "lighthouse-tokyo--lighthouse-los-angeles"},
        {"do": "set-egress-design", "design": "nat"},
        {"do": "open-connection", "client": "momiji", "destination": "granary", "slug": "d"},
        {"do": "reboot-router", "router": "lighthouse-tokyo", "for_us": 1000000},
        {"do": "onboard-prefix", "prefix": "198.19.240.0/24", "node": "paris", "tag": "fr"}
    ]"#;
    let commands: Vec<Command> = serde_json::from_str(commands).expect("commands");
    let mut digester = Digester::default();
    for command in &commands {
        let at = world.now() + Span::from_ms(700);
        world.apply(at, command, &mut facts).expect("the log is accepted");
        digester.text(&world.digest().to_string());
    }
    let until = world.now() + Span::from_s(61);
    assert!(world.advance(until, u64::MAX, &mut facts), "nothing bounds it");
    digester.text(&world.digest().to_string());
    digester.finish().to_string()
}

/// Every coordinate of links and ways, folded into one number.
pub fn drawn(world: &World) -> u64 {
    let network = world.network();
    let viewport = Viewport::new(1040.0, 700.0);
    let placement = Placement::new(network, &viewport, &Detail::default());
    let curves = Curves::new(&Arcs::new(network), network, &placement, &viewport);
    let (placement, curves, viewport) = (&placement, &curves, &viewport);
    let stage = Stage { network, placement, curves, viewport, theme: Theme::Dark };
    let service = network.services.keys().next().expect("it has a service");
    let flows = flows(network, &catchments(world, service), |link| world.is_link_up(link));
    let is_down = network.links.keys().map(|link| !world.is_link_up(link)).collect();
    let traffic = Traffic { flows: &flows, former: &[], focus: None, has_arrows: true };
    let layers = MapLayers { ways: true, systems: true, sessions: true };
    let (sessions_down, focus, highlight) = (&[], None, None);
    let links = Links { is_down: &is_down, sessions_down, focus, layers, highlight };
    let text = format!("{:?}{:?}", relations::draw(&stage, &links), draw(&stage, &traffic));
    // FNV-1a: short, and the text holds every digit.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
