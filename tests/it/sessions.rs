//! What the bench of sessions, and a client network's card, say of sessions.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::sessions::{
    Bench, Figures, SessionRow, State, bench, can_start, clients, of_client, start,
};
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::ClientId;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::traffic::flow::FlowKind;

use super::lessons::WORLD;

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
