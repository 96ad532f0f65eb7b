//! What the bench of sessions, and a client network's card, say of sessions.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::capture;
use anycast_lab::app::present::flight::{self, FlightCard};
use anycast_lab::app::present::inside::inside;
use anycast_lab::app::present::marks::{Kind, marks};
use anycast_lab::app::present::probes::{Found, latest};
use anycast_lab::app::present::sessions::{
    Bench, Figures, SessionRow, State, bench, can_start, clients, of_client, start,
};
use anycast_lab::app::present::timeline::board;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::ClientId;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::{Errand, Packet, Protocol};
use anycast_lab::engine::sim::capture::Tap;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::traffic::flow::FlowKind;
use anycast_lab::scene::draw_list::Rgba;
use anycast_lab::scene::errands::Glyph;

use super::lessons::WORLD;

const FIRST_LIGHT: &str = include_str!("../../assets/scenarios/first-light.json");

fn paused(lang: Lang) -> Lab {
    let mut lab = Lab::open(WORLD.clone(), 1, lang);
    lab.handle(Intent::Pause);
    lab
}

/// A client network that Tokyo serves.
fn of_tokyo(lab: &Lab) -> ClientId {
    let (network, world) = (lab.network(), lab.world());
    let tokyo = network.names.nodes["tokyo"];
    let service = network.nodes[tokyo].service;
    let mut all = network.clients.keys();
    all.find(|&client| world.serving(client, service) == Some(tokyo)).unwrap()
}

fn begin(lab: &mut Lab, client: ClientId, kind: FlowKind) {
    assert!(can_start(lab, client, kind));
    let command = start(lab, client, kind).unwrap();
    lab.handle(Intent::Do(command));
}

fn wait(lab: &mut Lab, ms: u64) {
    lab.session.advance(Span::from_ms(ms), u64::MAX);
}

fn row<'a>(bench: &'a Bench, slug: &str) -> &'a SessionRow {
    bench.rows.iter().find(|row| row.slug.as_str() == slug).unwrap()
}

fn figures(bench: &Bench, kind: FlowKind) -> &Figures {
    bench.figures.iter().find(|it| it.kind == kind).unwrap()
}

fn assert_said(sentence: &str) {
    assert!(!sentence.is_empty() && !sentence.contains(['{', '}', '$']), "{sentence}");
    assert!(!sentence.starts_with("session"), "{sentence}");
}

#[test]
fn a_download_dies_when_the_route_moves_and_a_query_does_not_notice() {
    for lang in Lang::ALL {
        let mut lab = paused(lang);
        let client = of_tokyo(&lab);
        assert_eq!(bench(&lab), Bench::default());
        begin(&mut lab, client, FlowKind::Tcp);
        begin(&mut lab, client, FlowKind::Udp);
        assert!(bench(&lab).rows.iter().all(|row| row.state == State::Opening));
        wait(&mut lab, 2_000);
        let before = bench(&lab);
        assert!(before.rows.iter().all(|row| row.state == State::Open && row.by.is_some()));
        assert_eq!(before.since, None, "nobody has done anything to the network");

        lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
        lab.handle(Intent::SkipToConverged);
        wait(&mut lab, 40_000);
        let after = bench(&lab);
        let (tcp, udp) = (row(&after, "tcp-1"), row(&after, "udp-1"));
        assert_eq!((tcp.state, udp.state), (State::Lost, State::Open));
        assert_ne!(udp.by, row(&before, "udp-1").by, "another node answers");
        let why = if lang == Lang::En { "the route moved" } else { "路由改变" };
        assert!(lang != Lang::En && lang != Lang::Zh || tcp.words.contains(why), "{}", tcp.words);
        assert_eq!(
            (figures(&after, FlowKind::Tcp).lost, figures(&after, FlowKind::Udp).lost),
            (1, 0)
        );
        assert_said(after.since.as_ref().unwrap());
        for row in &after.rows {
            let by = &row.by.as_ref().unwrap().1;
            for said in [&row.words, &row.received, by] {
                assert_said(said);
            }
        }
        for kind in &after.figures {
            kind.causes.iter().chain(&kind.cost).for_each(|it| assert_said(it));
        }
    }
}

#[test]
fn what_a_command_cost_leaves_out_what_began_after_it() {
    let mut lab = paused(Lang::En);
    let client = of_tokyo(&lab);
    begin(&mut lab, client, FlowKind::Tcp);
    wait(&mut lab, 1_000);
    lab.handle(Intent::Do(Command::StopFlow { slug: "tcp-1".into() }));
    begin(&mut lab, client, FlowKind::Tcp);
    wait(&mut lab, 1_000);
    // At one instant: one that was there, the command, one that was not.
    begin(&mut lab, client, FlowKind::Tcp);
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    begin(&mut lab, client, FlowKind::Tcp);
    wait(&mut lab, 60_000);
    let bench = bench(&lab);
    let slugs: Vec<_> = bench.rows.iter().map(|row| row.slug.to_string()).collect();
    assert_eq!(slugs, ["tcp-1", "tcp-2", "tcp-3", "tcp-4"]);
    assert_eq!(row(&bench, "tcp-1").state, State::Over);
    let cost = figures(&bench, FlowKind::Tcp).cost.clone().unwrap();
    assert!(cost.ends_with("of 2 lost."), "{cost}");
    assert!(bench.since.unwrap().contains("Tokyo"));
}

#[test]
fn whoever_is_selected_comes_first_and_has_a_card_with_its_own() {
    let mut lab = paused(Lang::En);
    let all = clients(&lab);
    let last = all.last().unwrap().0;
    lab.handle(Intent::Select(Selection::Client(last)));
    let now = clients(&lab);
    assert_eq!((now.len(), now[0].0), (all.len(), last));
    begin(&mut lab, last, FlowKind::Quic);
    begin(&mut lab, all[0].0, FlowKind::Quic);
    wait(&mut lab, 2_000);
    let card = of_client(&lab, last);
    assert_eq!(card.rows.len(), 1);
    assert_said(&card.quic.unwrap());
    assert_eq!(bench(&lab).rows.len(), 2);
}

#[test]
fn of_very_many_the_latest_are_listed() {
    let mut lab = paused(Lang::En);
    let client = of_tokyo(&lab);
    for _ in 0..70 {
        begin(&mut lab, client, FlowKind::Udp);
    }
    let bench = bench(&lab);
    assert_eq!(bench.rows.len(), 60);
    assert_eq!(bench.rows.last().unwrap().slug.as_str(), "udp-70");
    assert_eq!(bench.earlier.as_deref(), Some("10 earlier sessions are not listed."));
    assert_eq!(of_client(&lab, client).rows.len(), 4);
}

/// The default world, with four servers in Tokyo.
fn with_servers(lang: Lang) -> Lab {
    let mut scenario: serde_json::Value = serde_json::from_str(FIRST_LIGHT).unwrap();
    let nodes = scenario["services"][0]["nodes"].as_array_mut().unwrap();
    let tokyo = nodes.iter_mut().find(|node| node["slug"] == "tokyo").unwrap();
    tokyo["inside"] = serde_json::json!({"servers": 4});
    let text = scenario.to_string();
    let mut lab = Lab::open(Setup::from_json(&text).unwrap(), 1, lang);
    lab.handle(Intent::Pause);
    lab
}

fn ask(lab: &mut Lab, client: ClientId, probe: &str) -> Found {
    let client_slug = lab.network().clients[client].slug.to_string();
    let service = lab.network().services.iter().next().unwrap().slug.to_string();
    let command = serde_json::json!({"do": probe, "client": client_slug, "service": service});
    lab.handle(Intent::Do(serde_json::from_value(command).unwrap()));
    latest(lab, client).unwrap()
}

#[test]
fn probes_tell_both_ways_every_hop_and_which_server() {
    for lang in Lang::ALL {
        let mut lab = paused(lang);
        let client = of_tokyo(&lab);
        assert_eq!(latest(&lab, client), None);
        let going = ask(&mut lab, client, "ping");
        assert!(going.times.is_none() && going.hops.is_empty());
        wait(&mut lab, 2_000);
        let ping = latest(&lab, client).unwrap();
        let times = ping.times.unwrap();
        for said in [&ping.title, &ping.state, &going.state, &times.words, &times.asymmetry] {
            assert_said(said);
        }
        assert!(ping.letter.is_some());

        ask(&mut lab, client, "traceroute");
        wait(&mut lab, 20_000);
        let trace = latest(&lab, client).unwrap();
        let numbers: Vec<_> = trace.hops.iter().map(|hop| hop.number).collect();
        assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<_>>());
        assert!(numbers.len() > 1 && trace.hops.iter().all(|hop| hop.answer.is_some()));
        assert_said(&trace.state);

        ask(&mut lab, client, "query-id-server");
        wait(&mut lab, 2_000);
        let asked = latest(&lab, client).unwrap();
        assert!(asked.times.is_none() && asked.letter == trace.letter);
        assert_said(&asked.state);
    }
}

#[test]
fn servers_fail_are_noticed_and_come_back() {
    for lang in Lang::ALL {
        let mut lab = with_servers(lang);
        let tokyo = lab.network().names.nodes["tokyo"];
        let now = |lab: &Lab| inside(lab, tokyo);
        let before = now(&lab);
        assert_eq!((before.servers.len(), before.balancers.len()), (4, 3));
        assert!(before.servers.iter().all(|it| it.switch.is_ready));
        lab.handle(Intent::Do(before.servers[2].switch.command.clone()));
        let failed = now(&lab);
        assert_eq!(failed.servers[2].switch.act, "restore-server");
        let said = match lang {
            Lang::Zh => "4 台服务器中有 3 台能应答；1 台的故障尚未被发现",
            _ => "3 of 4 servers answer; one failure is not noticed yet",
        };
        assert_eq!(failed.brief, said, "counted as it is, and not as it is known");
        wait(&mut lab, 5_000);
        let noticed = now(&lab);
        assert_ne!(noticed.brief, before.brief);
        assert_ne!(noticed.brief, failed.brief);
        assert_ne!(noticed.servers[2].state, failed.servers[2].state);
        lab.handle(Intent::Do(noticed.balancers[2].command.clone()));
        let other = now(&lab);
        let is_on: Vec<_> = other.balancers.iter().map(|it| it.is_on == Some(true)).collect();
        assert_eq!(is_on, [false, false, true]);
        assert_ne!(other.about, before.about);
        lab.handle(Intent::Do(other.per_packet.unwrap().command));
        let spread = now(&lab);
        assert_eq!(spread.per_packet.unwrap().is_on, Some(true));
        for said in [&before.about, &other.about, &spread.about, &noticed.brief] {
            assert_said(said);
        }
    }
}

#[test]
fn where_there_is_one_server_there_is_nothing_to_choose() {
    let lab = paused(Lang::En);
    let tokyo = lab.network().names.nodes["tokyo"];
    let inside = inside(&lab, tokyo);
    assert_eq!((inside.servers.len(), inside.balancers.len()), (1, 0));
    assert_eq!(inside.per_packet, None);
    assert_eq!(inside.brief, "1 of 1 servers in service");
}

#[test]
fn the_timeline_has_a_lane_of_sessions_and_a_mark_for_each_loss() {
    for lang in Lang::ALL {
        let mut lab = paused(lang);
        let client = of_tokyo(&lab);
        assert!(board(&lab).flows.is_empty());
        begin(&mut lab, client, FlowKind::Tcp);
        begin(&mut lab, client, FlowKind::Udp);
        wait(&mut lab, 2_000);
        lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
        wait(&mut lab, 60_000);
        let piles = board(&lab).flows;
        let sums = piles.iter().fold([0, 0], |[up, down], it| [up + it.up, down + it.down]);
        assert_eq!(sums, [2, 1]);
        let lost: Vec<_> = marks(&lab).into_iter().filter(|it| it.kind == Kind::Lost).collect();
        assert_eq!(lost.len(), 1);
        assert_said(&lost[0].words);
    }
}

#[test]
fn a_hop_of_a_traceroute_is_no_loss() {
    let mut lab = paused(Lang::En);
    let client = of_tokyo(&lab);
    ask(&mut lab, client, "traceroute");
    wait(&mut lab, 20_000);
    assert!(latest(&lab, client).unwrap().hops.len() > 1);
    assert_eq!(lab.session.record().drops.total(), [0, 0]);
}

#[test]
fn each_packet_of_a_session_or_probe_says_what_it_is() {
    let mut lab = paused(Lang::En);
    let client = of_tokyo(&lab);
    for kind in [FlowKind::Tcp, FlowKind::Udp, FlowKind::Quic] {
        begin(&mut lab, client, kind);
    }
    ask(&mut lab, client, "ping");
    let mut seen = Vec::new();
    let mut look = |lab: &mut Lab| {
        let of_errands = |packet: &&Packet| packet.errand != Errand::Regular;
        let all: Vec<Packet> = lab.world().packets().filter(of_errands).cloned().collect();
        for packet in all {
            let glyph = Glyph::of(&packet);
            if !seen.contains(&glyph) {
                seen.push(glyph);
            }
            let headers = headers_of(lab, &packet);
            let value = |name: &str| headers.iter().find(|it| it.0 == name).map(|it| it.1.clone());
            let has_ports = packet.ports != [0, 0];
            assert_eq!(value("Source").unwrap().contains(':'), has_ports);
            assert_eq!(value("Server").is_some(), packet.node.is_some());
            let is_tcp = packet.kind.protocol() == Protocol::Tcp;
            assert_eq!(value("Flags").is_some(), is_tcp);
        }
    };
    for _ in 0..400 {
        wait(&mut lab, 5);
        look(&mut lab);
    }
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    for _ in 0..12_000 {
        wait(&mut lab, 5);
        look(&mut lab);
    }
    let of_connections = [Glyph::Asking, Glyph::Replying, Glyph::Carried];
    let mut others = Glyph::ALL.iter().filter(|glyph| !of_connections.contains(glyph));
    assert!(others.all(|glyph| seen.contains(glyph)), "{seen:?}");
}

fn headers_of(lab: &mut Lab, packet: &Packet) -> Vec<(String, String)> {
    lab.handle(Intent::Select(Selection::Packet(packet.id)));
    match flight::card(lab) {
        Some(FlightCard::Packet(card)) => card.headers,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_glyph_has_a_look_of_its_own() {
    let (hue, ground) = (Rgba(0x56B4_E9FF), Rgba(0x0F17_20FF));
    let looks: Vec<_> = Glyph::ALL
        .iter()
        .map(|glyph| glyph.sprite(hue, ground))
        .map(|sprite| (sprite.shape, sprite.fill, sprite.casing))
        .collect();
    for (n, look) in looks.iter().enumerate() {
        assert!(!looks[..n].contains(look), "{look:?}");
    }
}

#[test]
fn whoever_listens_hears_the_last_packets_with_their_ports_and_flags() {
    for lang in Lang::ALL {
        let mut lab = paused(lang);
        let client = of_tokyo(&lab);
        begin(&mut lab, client, FlowKind::Tcp);
        for _ in 0..200 {
            wait(&mut lab, 10);
        }
        let tokyo = lab.network().nodes[lab.network().names.nodes["tokyo"]].router;
        for tap in [Tap::Client(client), Tap::Router(tokyo)] {
            let lines = capture::latest(&lab, tap);
            assert_eq!(lines.len(), 12);
            assert!(lines.is_sorted_by(|one, other| other.key.0 <= one.key.0), "latest first");
            for line in &lines {
                assert_said(&line.direction);
                assert_said(&line.rest);
            }
        }
        let of_client = capture::latest(&lab, Tap::Client(client));
        let has = |kind: &str| of_client.iter().any(|line| line.kind == kind);
        assert!(has("TCP PSH, ACK") && has("TCP ACK"));
        assert!(of_client.iter().all(|line| line.ends.iter().all(|end| end.contains(':'))));
    }
}
