//! What the panels say agrees with the world, in both languages.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::ladder::{self, Ladder, Mark};
use anycast_lab::app::present::map::detail;
use anycast_lab::app::present::pop::PopState;
use anycast_lab::app::present::ways::WayLine;
use anycast_lab::app::present::{
    client, crowd, link, news, pop, rib, rib_card, router, transport, twin, welcome,
};
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::{ClientId, NodeId, PrefixId, RouterId};
use anycast_lab::engine::bgp::decision::Verdict;
use anycast_lab::engine::bgp::profile::ProfileName;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::scene::placement::{Placement, Thing};

fn lab(lang: Lang) -> Lab {
    let text = include_str!("../../assets/scenarios/first-light.json");
    Lab::open(Setup::from_json(text).expect("the default world is sound"), 1, lang)
}

/// A sentence that was filled in: no hole, no name of a message.
fn assert_said(sentence: &str) {
    assert!(!sentence.is_empty());
    assert!(!sentence.contains(['{', '}', '$']), "{sentence}");
    let looks_like_an_id = sentence.contains('-')
        && sentence.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    assert!(!looks_like_an_id, "{sentence}");
}

/// What the RIBs say agrees with the engine, session by session.
fn assert_rib(lab: &Lab, id: RouterId, prefix: PrefixId) {
    let rib = rib::rib(lab, id, prefix, None);
    let card = rib_card::rib_card(lab, &rib);
    let explanation = lab.world().explain(id, prefix);
    let learned = explanation.candidates.iter().filter(|it| it.route.from.is_some()).count();
    assert_eq!((card.incoming.len(), rib.received()), (learned, learned));
    let refused = card.incoming.iter().filter(|line| line.is_refused).count();
    assert_eq!(refused, rib.refused());
    let best = explanation.selected().and_then(|best| best.route.from);
    assert_eq!(card.incoming.iter().any(|line| line.is_best), best.is_some());
    for session in &rib.sessions {
        assert_eq!(session.is_best, best == Some(session.end));
        // What one was told is what the other tells.
        let far = rib::rib(lab, session.neighbor.router, prefix, None);
        let other = far.sessions.iter().find(|it| it.end == session.end.far());
        let sent = other.expect("a session has two ends").sent.clone();
        assert_eq!(session.received, sent, "nothing is under way");
        if let Some(Ok(after)) = &session.accepted {
            let route = explanation.candidates.iter().find(|it| it.route.from == Some(session.end));
            assert_eq!(Some(after), route.map(|it| &it.route.attributes));
        }
    }
    for line in &card.incoming {
        line.after.iter().for_each(|change| assert_said(change));
    }
    assert_said(&card.in_brief);
    assert_said(&card.out_brief);
    card.untold.iter().for_each(|untold| assert_said(untold));
}

#[test]
fn the_ribs_of_every_router_agree_with_its_neighbours() {
    for lang in Lang::ALL {
        let lab = lab(lang);
        let prefixes = [0, 10, 45].map(PrefixId::from);
        for id in lab.network().routers.keys() {
            for prefix in prefixes {
                assert_rib(&lab, id, prefix);
            }
        }
    }
}

#[test]
fn a_router_is_asked_about_any_prefix_and_the_question_stays() {
    let mut lab = lab(Lang::En);
    let lima = lab.network().names.clients["quipu"];
    let prefix = lab.network().clients[lima].prefix;
    lab.handle(Intent::Inspect(prefix));
    for id in lab.network().routers.keys() {
        let card = router::card(&lab, id);
        assert_eq!(card.prefix, Some(prefix));
        assert_eq!(card.prefixes.len(), lab.network().prefixes.len());
        assert_sound(&card.ladder);
        // No PoP is at the end of that way.
        assert!(card.ladder.columns.iter().all(|column| column.node.is_none()));
    }
    let here = lab.network().routers.keys().next().expect("a router");
    let card = router::card(&lab, here);
    let chosen = card.prefixes.iter().find(|choice| choice.prefix == prefix);
    assert_eq!(chosen.map(|it| it.label.as_str()), Some("198.18.10.0/24 · Quipu · Lima"));
}

#[test]
fn every_vendor_is_compared_in_whole_sentences() {
    for lang in Lang::ALL {
        let mut lab = lab(lang);
        for name in ProfileName::ALL {
            lab.handle(Intent::AskAs(Some(name)));
            for id in lab.network().routers.keys().step_by(7) {
                let card = router::card(&lab, id);
                let Some(comparison) = card.comparison else {
                    assert!(card.profiles.iter().any(|it| it.is_own && it.name == name));
                    continue;
                };
                assert_said(&comparison.outcome);
                assert_said(&comparison.evidence);
                comparison.habits.iter().chain(&comparison.because).for_each(|it| assert_said(it));
                let selected = card.ladder.columns.iter().filter(|it| it.is_selected).count();
                assert!(selected <= 1);
            }
        }
    }
}

fn assert_sound(ladder: &Ladder) {
    let marked = |column: usize, mark: Mark| {
        ladder.rows.iter().filter(|row| row.cells[column].mark == mark).count()
    };
    for (index, column) in ladder.columns.iter().enumerate() {
        assert_eq!(column.is_selected, index == 0);
        assert_eq!(marked(index, Mark::Out), usize::from(!column.is_selected));
    }
    let deciding: Vec<_> = ladder.rows.iter().filter(|row| row.is_deciding).collect();
    if ladder.columns.len() > 1 {
        assert_eq!(deciding.len(), 1);
        assert_eq!(deciding[0].cells[0].mark, Mark::Won);
        assert!(!ladder.reasons.is_empty());
    }
    assert!(deciding.iter().all(|row| row.is_used));
    assert_said(&ladder.winner);
    for sentence in ladder.reasons.iter().chain(&ladder.set_aside) {
        assert_said(sentence);
    }
}

#[test]
fn every_ladder_has_one_winner_and_each_loser_lost_once() {
    for lang in Lang::ALL {
        let lab = lab(lang);
        let prefix = lab.network().services.raw[0].prefix;
        for id in lab.network().routers.keys() {
            let card = router::card(&lab, id);
            assert_sound(&card.ladder);
            let explanation = lab.world().explain(id, prefix);
            let aside = |c: &&anycast_lab::engine::bgp::decision::Candidate| {
                matches!(c.verdict, Verdict::Ineligible(_))
            };
            let set_aside = explanation.candidates.iter().filter(aside).count();
            assert_eq!(card.ladder.set_aside.len(), set_aside);
            assert_eq!(card.ladder.columns.len() + set_aside, explanation.candidates.len());
        }
    }
}

#[test]
fn the_tables_count_every_client_once() {
    let lab = lab(Lang::En);
    let total: usize = twin::pops(&lab).iter().map(|row| row.clients).sum();
    assert_eq!(total, lab.network().clients.len());
    assert_eq!(twin::clients(&lab).len(), lab.network().clients.len());
    for id in lab.network().nodes.keys() {
        assert_eq!(pop::card(&lab, id).clients.len(), twin::pops(&lab)[usize::from(id)].clients);
    }
    assert_eq!(
        twin::summary(&lab),
        "14 of 14 PoPs announce the prefix; 45 of 45 client networks are served."
    );
}

#[test]
fn a_client_s_journey_begins_at_home_and_ends_at_the_pop_that_serves_it() {
    for lang in Lang::ALL {
        let lab = lab(lang);
        for id in lab.network().clients.keys() {
            let card = client::card(&lab, id).expect("there is a service");
            let node = card.node.expect("everybody is served at first");
            let lines = &card.ways.lines;
            assert_eq!(lines.first().map(|line| line.router), Some(card.router));
            let end = lab.network().nodes[node].router;
            assert_eq!(lines.last().map(|line| line.router), Some(end));
            assert_said(&card.summary);
        }
    }
}

/// Both ways, hop by hop, as the world has them; and what differs is marked, router by router.
fn assert_ways(lab: &Lab) -> usize {
    let (network, world) = (lab.network(), lab.world());
    let service = network.services.keys().next().expect("it has one");
    let mut others = 0;
    for id in network.clients.keys() {
        let ways = client::card(lab, id).expect("there is a service").ways;
        let reach = world.reach(id, service);
        let node = network.nodes[reach.node.expect("everybody is served")].router;
        let way = world.way(node, network.clients[id].address);
        let on = |is_on: fn(&WayLine) -> bool| -> Vec<RouterId> {
            ways.lines.iter().filter(|line| is_on(line)).map(|line| line.router).collect()
        };
        assert_eq!(on(|line| line.there.is_some()), reach.routers);
        let mut back = on(|line| line.back.is_some());
        back.reverse();
        let passed: Vec<RouterId> = way.hops.iter().map(|hop| hop.router).collect();
        assert_eq!(back, passed);
        assert_eq!(ways.round_trip, Some(reach.delay + way.delay()));
        let is_other = !back.iter().rev().eq(&reach.routers);
        assert_eq!(ways.is_other, is_other, "{}", network.clients[id].slug);
        assert_said(ways.verdict.as_deref().expect("it is compared"));
        others += usize::from(is_other);
    }
    others
}

#[test]
fn the_way_back_stands_beside_the_way_there() {
    for lang in Lang::ALL {
        assert_eq!(assert_ways(&lab(lang)), 0, "in first-light all answers come the same way");
    }
    let atlas = include_str!("../../assets/scenarios/atlas.json");
    let atlas = Lab::open(Setup::from_json(atlas).expect("it is sound"), 1, Lang::En);
    let others = assert_ways(&atlas);
    assert!((10..120).contains(&others), "{others} come back another way");
    assert_crowds(atlas);
}

/// A mark that several client networks share tells of each of them, and falls
/// apart from near.
fn assert_crowds(mut lab: Lab) {
    let whole = lab.viewport;
    let placement = Placement::new(lab.network(), &whole, &detail(&lab));
    let leads: Vec<(ClientId, Vec<ClientId>)> = placement
        .things()
        .iter()
        .filter_map(|placed| match placed.thing {
            Thing::Group(lead) => Some((lead, placement.members(placed.thing).to_vec())),
            _ => None,
        })
        .collect();
    assert!(leads.len() > 20, "{}", leads.len());
    for (lead, members) in leads.into_iter().step_by(9) {
        for lang in Lang::ALL {
            lab.handle(Intent::SetLang(lang));
            lab.handle(Intent::Look(whole));
            lab.handle(Intent::Select(Selection::Crowd(lead)));
            assert_eq!(lab.selection, Selection::Crowd(lead));
            let card = crowd::card(&lab).expect("there is a service");
            assert_said(&card.title);
            assert!(card.title.contains(&members.len().to_string()), "{}", card.title);
            assert_said(&card.people);
            let listed: Vec<ClientId> = card.rows.iter().map(|row| row.client).collect();
            assert_eq!(listed, members);
            for row in &card.rows {
                assert_eq!(row, &twin::clients(&lab)[usize::from(row.client)]);
            }
        }
        // Nearer until it falls apart: then the mark is another's, and the same place means one.
        for _ in 0..8 {
            lab.handle(Intent::Look(crowd::nearer(&lab)));
        }
        assert!(lab.viewport.zoom() > whole.zoom());
        lab.handle(Intent::Select(Selection::Crowd(lead)));
        assert_eq!(lab.selection, Selection::Client(lead));
        lab.handle(Intent::Select(Selection::None));
    }
}

/// A client network that nobody can reach gets no answers, though its queries arrive.
#[test]
fn an_answer_that_does_not_come_back_is_told() {
    let mut lab = lab(Lang::En);
    let id = lab.network().names.clients["quipu"];
    let client = &lab.network().clients[id];
    let router = lab.network().routers[client.router].slug.clone();
    let prefix = lab.network().prefixes[client.prefix];
    lab.handle(Intent::Do(Command::WithdrawPrefix { router, prefix }));
    lab.handle(Intent::SkipToConverged);
    let card = client::card(&lab, id).expect("there is a service");
    assert!(card.ways.lines.iter().any(|line| line.there.is_some()));
    assert!(card.summary.ends_with("Its answers do not come back."), "{}", card.summary);
    assert_eq!(card.ways.round_trip, None);
    let verdict = card.ways.verdict.expect("somebody answers");
    assert!(verdict.starts_with("The answer does not come back: "), "{verdict}");
    assert!(!card.ways.is_other);
}

#[test]
fn who_is_served_from_afar_is_told_which_pop_is_nearer() {
    let lab = lab(Lang::En);
    let lima = lab.network().names.clients["quipu"];
    let card = client::card(&lab, lima).expect("there is a service");
    let nearer = card.nearer.expect("Lima is served from Tokyo");
    assert!(nearer.starts_with("E · São Paulo is only 3460 km away."), "{nearer}");
    // And why: no guess, but the router on its way that had the choice.
    let detour = card.detour.expect("there is a reason");
    let decided = detour.router.expect("a router knew a route to the nearer PoP");
    let system = |router: RouterId| lab.network().routers[router].in_as;
    let mut lines = card.ways.lines.iter();
    let is_on_the_way = lines.any(|line| system(line.router) == system(decided));
    assert!(is_on_the_way, "its network is on the way");
    let prefix = lab.network().services.first().expect("a service").prefix;
    let explanation = lab.world().explain(decided, prefix);
    let lost = explanation.candidates.iter().filter_map(|it| ladder::reason(&lab, Lang::En, it));
    assert!(lost.clone().any(|reason| detour.answer.contains(&reason)), "{}", detour.answer);
    assert_said(&detour.answer);
    // The oddity is another: a lesson asks about Lima.
    let tanuki = lab.network().names.clients["tanuki"];
    assert_eq!(welcome::welcome(&lab).title, "One address, many cities");
    assert_eq!(welcome::oddity(&lab).map(|oddity| oddity.client), Some(tanuki));
}

#[test]
fn a_withdrawal_is_told_from_the_deed_to_the_end() {
    let mut lab = lab(Lang::En);
    let tokyo = lab.network().names.nodes["tokyo"];
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    assert_eq!(pop::card(&lab, tokyo).state, PopState::Withdrawn);
    assert!(!transport::status(&lab).is_converged);
    lab.handle(Intent::SkipToConverged);
    assert_eq!(pop::card(&lab, tokyo).clients.len(), 0);
    let lines = news::lines(&lab);
    let oldest = lines.last().map(|line| line.sentence.as_str());
    assert_eq!(oldest, Some("Tokyo withdraws 192.0.2.0/24."));
    let newest = &lines[0].sentence;
    assert!(newest.starts_with("BGP converged after 30"), "{newest}");
    assert!(newest.ends_with("7 client networks are served differently now."), "{newest}");
    assert_eq!(&news::announcement(&lab), newest);
}

#[test]
fn every_command_and_its_consequences_have_sentences_in_both_languages() {
    for lang in Lang::ALL {
        let mut lab = lab(lang);
        let node = || "tokyo".into();
        let cable = lab.network().links.raw[0].slug.clone();
        let commands = [
            Command::Withdraw { node: node() },
            Command::Withdraw { node: node() },
            Command::Announce { node: node() },
            Command::Prepend { node: node(), times: 2, neighbor: None },
            Command::Prepend { node: node(), times: 0, neighbor: Some("albatross".into()) },
            Command::Prepend { node: node(), times: 99, neighbor: None },
            Command::Prepend { node: node(), times: 1, neighbor: Some("quipu".into()) },
            Command::FailLink { link: cable.clone() },
            Command::RestoreLink { link: cable },
            Command::FailPop { node: node() },
            Command::RestorePop { node: node() },
            Command::Announce { node: "nowhere".into() },
            Command::SendPacket { client: "quipu".into(), service: "dns".into() },
        ];
        let count = commands.len();
        for command in commands {
            lab.handle(Intent::Do(command));
            assert_said(&transport::status(&lab).sentence);
            lab.handle(Intent::SkipToConverged);
        }
        for _ in 0..400 {
            lab.tick(0.1);
        }
        let lines = news::lines(&lab);
        assert!(lines.len() > count);
        for line in lines {
            assert_said(&line.sentence);
        }
        for id in lab.network().links.keys() {
            assert_said(&link::card(&lab, id).relation);
        }
    }
}

#[test]
fn what_is_taken_back_is_no_longer_told_nor_so() {
    let mut lab = lab(Lang::En);
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    lab.handle(Intent::SkipToConverged);
    lab.handle(Intent::Undo);
    assert!(news::lines(&lab).is_empty());
    let id: NodeId = lab.network().names.nodes["tokyo"];
    assert_eq!(pop::card(&lab, id).clients.len(), 7);
}
