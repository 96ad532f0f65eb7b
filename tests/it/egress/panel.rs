//! The bench of egress: what it shows of connections, addresses, ports, the geofeed and the
//! designs, and what its buttons do.

use std::net::IpAddr;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::egress::comparison::{Knob, begin, own, table};
use anycast_lab::app::present::egress::connections::{Row, State, Whose, bench, details, named};
use anycast_lab::app::present::egress::launch::{Order, Spread, asker, orders};
use anycast_lab::app::present::egress::scenes::{Home, Scene, Which, home, scene, title};
use anycast_lab::app::present::egress::slices::{Amount, Look, slices};
use anycast_lab::app::present::egress::whereabouts::answers;
use anycast_lab::app::present::egress::{addresses, can_begin, feed, has_egress, settings};
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::egress::Design;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;

pub(super) fn lab_of(world: &str, lang: Lang) -> Lab {
    Lab::open(setup(world), 1, lang)
}

pub(super) fn setup(world: &str) -> Setup {
    let path = format!("{}/assets/scenarios/{world}.json", env!("CARGO_MANIFEST_DIR"));
    Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(super) fn lab() -> Lab {
    lab_of("backbone", Lang::En)
}

pub(super) fn give(lab: &mut Lab, commands: Vec<Command>) {
    assert!(can_begin(lab, &commands), "{commands:?}");
    for command in commands {
        lab.handle(Intent::Do(command));
    }
}

pub(super) fn wait(lab: &mut Lab, span: Span) {
    lab.session.advance(span, u64::MAX);
}

pub(super) fn open(lab: &mut Lab, spread: Spread) -> Home {
    let home = home(lab).expect("it has one");
    let order =
        Order { client: home.client, destination: home.far, lasts: None, tag: None, spread };
    give(lab, orders(lab, &order));
    wait(lab, Span::from_s(1));
    home
}

fn step(lab: &mut Lab, which: Which, number: usize) {
    let scene = scene(lab, which).expect("it can be done here");
    give(lab, scene.steps[number].commands.clone());
    wait(lab, Span::from_s(3));
}

fn states(lab: &Lab) -> Vec<State> {
    bench(lab).rows.iter().map(|row| row.state).collect()
}

fn latest(lab: &Lab) -> Row {
    bench(lab).rows.first().cloned().expect("there is one")
}

#[test]
fn the_bench_is_offered_where_servers_open_connections() {
    assert!(has_egress(&lab()));
    let elsewhere = lab_of("first-light", Lang::En);
    assert!(!has_egress(&elsewhere) && home(&elsewhere).is_none());
    assert!(bench(&elsewhere).rows.is_empty() && settings::settings(&elsewhere).designs.is_empty());
}

#[test]
fn experiments_take_place_in_london_with_paris_next_to_it() {
    let lab = lab();
    let home = home(&lab).unwrap();
    let network = lab.network();
    assert_eq!(network.clients[home.client].slug.as_str(), "thistle");
    assert_eq!(network.nodes[home.node].slug.as_str(), "london");
    assert_eq!(network.nodes[home.next].slug.as_str(), "paris");
    let egress = network.egress.as_ref().unwrap();
    assert_eq!(egress.destinations[home.far].slug.as_str(), "bookhouse");
    assert_eq!(egress.tags[home.tag].slug.as_str(), "gb");
    assert_eq!(asker(&lab), Some(home.client));
}

#[test]
fn a_connection_says_who_asked_whence_it_leaves_and_how_replies_come_home() {
    for (lang, carried) in [
        (Lang::En, "Replies come in at Tokyo and are carried on to London."),
        (Lang::Zh, "应答进入东京，再转送到伦敦。"),
    ] {
        let mut lab = lab_of("backbone", lang);
        open(&mut lab, Spread::One);
        let row = latest(&lab);
        assert_eq!((row.slug.as_str(), row.state), ("thistle-1", State::Open));
        assert_eq!(row.reply, carried);
        assert!(row.source.contains("203.0.113.5") && row.words.contains("ms"), "{row:?}");
        let codes: Vec<_> = row.countries.iter().map(|it| (it.whose, it.code.as_str())).collect();
        let all = [Whose::User, Whose::Pop, Whose::Address].map(|whose| (whose, "GB"));
        assert_eq!(codes, all);
        assert!(row.countries.iter().all(|it| !it.is_other) && !row.is_selected);
        // Its name is taken; the next one has another.
        let id = named(&lab, &row.slug).unwrap();
        lab.handle(Intent::Select(Selection::Connection(id)));
        assert!(latest(&lab).is_selected);
        let said = details(&lab, id);
        assert!(said.len() >= 6 && said.iter().all(|line| !line.contains("egress-")), "{said:?}");
        open(&mut lab, Spread::One);
        assert_eq!(latest(&lab).slug.as_str(), "thistle-2");
        lab.handle(Intent::Do(Command::CloseConnection { slug: "thistle-2".into() }));
        assert_eq!(latest(&lab).state, State::Over);
        assert!(bench(&lab).causes.is_empty());
    }
}

#[test]
fn ten_are_opened_by_one_network_or_by_ten() {
    let mut lab = lab();
    open(&mut lab, Spread::Ten);
    assert_eq!(states(&lab), [State::Open; 10]);
    open(&mut lab, Spread::TenNetworks);
    let rows = bench(&lab).rows;
    let askers: std::collections::BTreeSet<_> =
        rows[..10].iter().map(|row| row.title.clone()).collect();
    assert_eq!((rows.len(), askers.len()), (20, 10));
    // Undone one by one, as they were given.
    for _ in 0..20 {
        lab.handle(Intent::Undo);
    }
    assert!(bench(&lab).rows.is_empty());
}

#[test]
fn straight_from_the_anycast_address_few_replies_come_home() {
    let mut lab = lab();
    step(&mut lab, Which::Naive, 0);
    step(&mut lab, Which::Naive, 1);
    wait(&mut lab, Span::from_s(40));
    let lost = states(&lab).iter().filter(|state| **state == State::Lost).count();
    assert!(lost >= 8, "{lost}");
    let rows = bench(&lab).rows;
    let dead = rows.iter().find(|row| row.state == State::Lost).unwrap();
    assert_eq!(dead.reply, "Its last reply came to Tokyo, which knew nothing of it.");
    step(&mut lab, Which::Naive, 2);
    step(&mut lab, Which::Naive, 3);
    assert_eq!(states(&lab)[..10], [State::Open; 10]);
}

#[test]
fn an_address_that_moves_takes_its_connections_down_unless_there_is_grace() {
    let mut lab = lab();
    let count = |lab: &Lab, state| states(lab).iter().filter(|it| **it == state).count();
    step(&mut lab, Which::Move, 0);
    assert_eq!(count(&lab, State::Open), 10);
    let can = |lab: &Lab| -> Vec<bool> {
        scene(lab, Which::Move).unwrap().steps.iter().map(|it| !it.commands.is_empty()).collect()
    };
    assert_eq!(can(&lab), [true, true, false, true, true]);
    step(&mut lab, Which::Move, 1);
    let lost = count(&lab, State::Lost);
    assert!((1..10).contains(&lost), "those of the other address live: {lost}");
    assert_eq!(can(&lab), [true, false, true, true, false]);
    step(&mut lab, Which::Move, 2);
    step(&mut lab, Which::Move, 3);
    let before = count(&lab, State::Lost);
    step(&mut lab, Which::Move, 4);
    wait(&mut lab, Span::from_s(40));
    assert_eq!(count(&lab, State::Lost), before, "with grace nothing dies");
    assert_eq!(count(&lab, State::Over), 20 - before);
}

#[test]
fn the_table_shows_who_has_which_address_and_who_has_not_heard_of_it() {
    let mut lab = lab();
    let home = open(&mut lab, Spread::Ten);
    let says = |slug: &str| {
        let egress = lab.network().egress.as_ref().unwrap();
        addresses::board(&lab, egress.tag_named(&slug.into()).unwrap()).tag
    };
    assert!(says("gb").contains("in GB") && says("gb").contains("users"));
    assert!(says("fetch").contains("No country") && says("fetch").contains("“fetch”"));
    assert!(says("fetch").contains("answers for") && says("gb").contains("does not answer"));
    let shown = addresses::board(&lab, home.tag);
    assert_eq!((shown.rows.len(), shown.is_spreading), (12, false));
    assert!(shown.rows.iter().all(|row| row.chips.len() == 2 && row.behind.is_none()));
    let of = |board: &addresses::Board, node| {
        board.rows.iter().find(|row| row.node == node).unwrap().chips.clone()
    };
    let chips = of(&shown, home.node);
    assert_eq!(chips.iter().map(|chip| chip.living).sum::<usize>(), 10);

    // Dropped on another PoP; on its own nothing happens.
    let address = chips[0].address;
    assert_eq!(addresses::moving(&lab, address, home.node), None);
    lab.handle(Intent::Do(Command::SetGrace { for_us: Span::from_s(60) }));
    let moving = addresses::moving(&lab, address, home.next).unwrap();
    give(&mut lab, vec![moving]);
    wait(&mut lab, Span::from_ms(1_200));
    let shown = addresses::board(&lab, home.tag);
    assert!(shown.is_spreading && shown.version.starts_with("Version 1"), "{}", shown.version);
    assert!(shown.rows.iter().any(|row| row.behind.is_some()));
    wait(&mut lab, Span::from_s(2));
    let shown = addresses::board(&lab, home.tag);
    assert!(!shown.is_spreading);
    let moved = of(&shown, home.next).into_iter().find(|chip| chip.address == address).unwrap();
    assert_eq!(moved.grace.as_deref(), Some("57 s"));
    let card = addresses::address_card(&lab, address).unwrap();
    assert_eq!((card.owner, card.targets.len()), (home.next, 11));
    assert!(card.facts.iter().any(|fact| fact.contains("57 s")), "{:?}", card.facts);

    // Taken back, it is spare, and the next to be lent.
    give(&mut lab, card.release.into_iter().collect());
    assert_eq!(addresses::address_card(&lab, address), None);
    let card = addresses::pop_card(&lab, home.node, home.tag).unwrap();
    let (said, command) = card.allocate.unwrap();
    assert!(said.contains(&address.to_string()), "{said}");
    give(&mut lab, vec![command]);
    let card = addresses::pop_card(&lab, home.node, home.tag).unwrap();
    give(&mut lab, card.drain.into_iter().collect());
    assert!(of(&addresses::board(&lab, home.tag), home.node).is_empty());

    // A customer's prefix.
    let brought = addresses::brought(&lab);
    let at = (home.node, home.tag);
    let command = addresses::onboarding(&lab, brought[0].prefix, at).unwrap();
    give(&mut lab, vec![command]);
    assert!(addresses::brought(&lab)[0].is_onboarded);
    assert_eq!(addresses::onboarding(&lab, brought[0].prefix, at), None);
}

#[test]
fn a_slice_runs_out_towards_one_destination_and_not_towards_another() {
    use anycast_lab::app::present::egress::slices::orders;

    let mut lab = lab();
    let home = home(&lab).unwrap();
    let look = Look { node: home.node, tag: home.tag, server: 3, to: [home.far, home.other] };
    let shown = slices(&lab, look);
    assert!(shown.arithmetic[0].contains("= 32 slices") && shown.arithmetic[0].contains("31"));
    assert!(shown.arithmetic[1].contains("2 addresses"), "{:?}", shown.arithmetic);
    let shares: Vec<usize> = shown.addresses.iter().map(|(_, servers)| *servers).collect();
    assert_eq!(shares, [31, 9]);

    let some = orders(&lab, look, home.far, (Amount::Some, false));
    give(&mut lab, some);
    let of = |lab: &Lab| slices(lab, look).strips;
    assert_eq!(of(&lab)[0].bars[3].in_use, 245);
    let all = orders(&lab, look, home.far, (Amount::All, false));
    give(&mut lab, all);
    let strips = of(&lab);
    assert!(strips[0].is_exhausted && !strips[0].can_take && strips[0].can_free);
    assert!(!strips[1].is_exhausted && strips[1].can_take && !strips[1].can_free);
    assert_eq!((strips[0].bars[3].in_use, strips[0].bars[2].in_use), (1_000, 0));
    let free = orders(&lab, look, home.far, (Amount::Free, false));
    give(&mut lab, free);
    let strip = &of(&lab)[0];
    assert_eq!((strip.bars[3].in_use, strip.bars[3].waiting), (0, 1_000));
    assert!(strip.is_exhausted, "TIME-WAIT keeps them");
    wait(&mut lab, Span::from_s(61));
    assert!(!of(&lab)[0].is_exhausted);

    // Of all servers: the next connection there is refused, and says so; another one opens.
    step(&mut lab, Which::Exhaust, 0);
    step(&mut lab, Which::Exhaust, 1);
    assert_eq!(latest(&lab).state, State::Lost);
    assert!(latest(&lab).words.contains("every port"), "{}", latest(&lab).words);
    step(&mut lab, Which::Exhaust, 2);
    assert_eq!(latest(&lab).state, State::Open);
}

#[test]
fn a_cut_cable_makes_replies_go_round_and_a_cut_off_pop_lives_by_its_tunnel() {
    let mut lab = lab();
    let time = |lab: &Lab| {
        let words = latest(lab).words;
        let ms = words.split_whitespace().find_map(|word| word.parse::<f64>().ok());
        ms.unwrap_or_else(|| panic!("{words}"))
    };
    step(&mut lab, Which::Cut, 0);
    let before = time(&lab);
    step(&mut lab, Which::Cut, 1);
    let after = time(&lab);
    assert!(after > before, "{before} {after}");
    step(&mut lab, Which::Cut, 2);
    let id = named(&lab, &latest(&lab).slug).unwrap();
    assert!(details(&lab, id).iter().any(|line| line.contains("tunnel")));
    step(&mut lab, Which::Cut, 3);
    assert!(details(&lab, id).iter().any(|line| line.contains("would be lost")));
    step(&mut lab, Which::Cut, 4);
    assert!(details(&lab, id).iter().any(|line| line.contains("over the backbone")));
}

#[test]
fn a_misdirected_user_goes_there_and_back_until_dns_is_asked_as_the_pop() {
    let mut lab = lab();
    step(&mut lab, Which::Misdirected, 0);
    lab.handle(Intent::SkipToConverged);
    step(&mut lab, Which::Misdirected, 1);
    let row = latest(&lab);
    let others: Vec<bool> = row.countries.iter().map(|it| it.is_other).collect();
    assert_eq!(others, [false, true, false], "{row:?}");
    assert!(row.title.ends_with("Dragonfly · London"), "{}", row.title);
    step(&mut lab, Which::Misdirected, 2);
    step(&mut lab, Which::Misdirected, 3);
    assert!(latest(&lab).title.ends_with("Dragonfly · Paris"), "{}", latest(&lab).title);
    step(&mut lab, Which::Misdirected, 4);
    assert!(latest(&lab).title.ends_with("Lacewing · London"), "{}", latest(&lab).title);
}

#[test]
fn a_nat_that_reboots_forgets_its_connections() {
    let mut lab = lab();
    for number in 0..3 {
        step(&mut lab, Which::Nat, number);
    }
    wait(&mut lab, Span::from_s(130));
    assert_eq!(states(&lab), [State::Lost; 10]);
}

#[test]
fn every_experiment_is_told_in_both_languages() {
    for lang in Lang::ALL {
        let lab = lab_of("backbone", lang);
        for which in Which::ALL {
            let Scene { about, steps, moral } = scene(&lab, which).unwrap();
            let labels = steps.iter().map(|step| step.label.clone());
            for said in labels.chain([about, moral, title(&lab, which).unwrap()]) {
                let is_zh = said.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c));
                assert_eq!(is_zh, lang == Lang::Zh, "{said}");
                assert!(!said.contains("scene-"), "{said}");
            }
            assert!(!steps[0].commands.is_empty(), "{which:?} can begin");
        }
    }
}

#[test]
fn settings_tell_what_holds_and_what_each_design_takes() {
    let mut lab = lab();
    let shown = settings::settings(&lab);
    let counts = ["9,600", "20", "480", "480", "1 ", "240"];
    for (choice, count) in shown.designs.iter().zip(counts) {
        assert!(choice.about.contains(&format!("takes {count}")), "{}", choice.about);
        assert_eq!(choice.is_chosen, choice.key == "soft-unicast");
    }
    let egress = lab.network().egress.as_ref().unwrap();
    assert_eq!(settings::addresses(lab.network(), egress, Design::PerServer), 12 * 40 * 20);
    // Whatever is chosen holds from then on.
    let all = shown.designs.into_iter().chain(shown.others.into_iter().flat_map(|it| it.choices));
    for choice in all {
        if !choice.is_chosen {
            give(&mut lab, choice.command.into_iter().collect());
        }
    }
    let shown = settings::settings(&lab);
    assert_eq!(shown.designs.iter().filter(|it| it.is_chosen).count(), 1);
    let held: Vec<_> = shown
        .others
        .iter()
        .map(|group| group.choices.iter().find(|it| it.is_chosen).unwrap().key.as_str())
        .collect();
    assert_eq!(held, ["drop", "300", "pop"]);
}

#[test]
fn the_geofeed_is_read_written_and_refused_row_by_row() {
    let mut lab = lab();
    let shown = feed::feed(&lab);
    assert_eq!(shown.text, shown.of_table);
    assert!(!shown.is_edited && shown.facts.len() == 3, "{:?}", shown.facts);
    assert!(feed::problems(&lab, &shown.text).is_empty());
    let wrong = "203.0.113.0/24,GB,,,\n10.0.0.0/8,GB,,,\n203.0.113.9,Britain,,,\n";
    let said = feed::problems(&lab, wrong);
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("Row 2") && said[1].starts_with("Row 3"), "{said:?}");
    lab.handle(Intent::Do(feed::publish(wrong)));
    assert_eq!(feed::feed(&lab).text, shown.text, "nothing of it is loaded");

    // What it says is believed.
    let address: IpAddr = "203.0.113.54".parse().unwrap();
    let geofeed = |lab: &Lab| answers(lab, address)[0].said.clone();
    assert!(geofeed(&lab).starts_with("GB"));
    lab.handle(Intent::Do(feed::publish("203.0.113.0/24,JP,,Tokyo,\n")));
    assert!(geofeed(&lab).starts_with("Tokyo, JP"), "{}", geofeed(&lab));
    let edited = feed::feed(&lab);
    assert!(edited.is_edited && edited.of_table == shown.of_table);
    // Saved and opened again it is the same.
    let link = feed::as_link(&edited.text);
    assert!(link.is_ascii() && link.ends_with("203.0.113.0/24,JP,,Tokyo,%0A"), "{link}");
    lab.handle(Intent::Undo);
    assert!(!feed::feed(&lab).is_edited);
}

#[test]
fn an_address_is_in_four_places() {
    let mut lab = lab();
    open(&mut lab, Spread::Ten);
    let said: Vec<_> = answers(&lab, "203.0.113.54".parse().unwrap());
    let keys: Vec<&str> = said.iter().map(|it| it.key).collect();
    assert_eq!(keys, ["geofeed", "bgp", "owner", "reply"]);
    assert!(said[1].said.starts_with("12 PoPs"), "{}", said[1].said);
    assert!(said[2].said.starts_with("London"));
    assert_eq!(said[3].said, "Tokyo");
}

#[test]
fn the_designs_compared_are_cheap_or_dear_fast_or_slow_reliable_or_poor() {
    let lab = lab();
    let own = own(&lab).unwrap();
    for (knob, ..) in Knob::ALL {
        let values = knob.values(&own);
        assert!(values.contains(&knob.of(&own)) && values.is_sorted());
        for value in values {
            assert_eq!(knob.of(&knob.set(own, value)), value, "{knob:?}");
        }
    }
    let mut comparison = begin(&lab, own).unwrap();
    while comparison.step() {}
    let shown = table(Lang::En, &comparison.compared());
    let words: Vec<_> = shown
        .verdicts
        .iter()
        .map(|it| (it.key, it.words.clone().map(|(_, is_good)| is_good)))
        .collect();
    assert_eq!(
        words,
        [
            ("per-server", [false, true, true]),
            ("one-server", [true, false, false]),
            ("per-pop", [true, true, true]),
            ("soft-unicast", [true, true, true]),
            ("naive", [true, true, false]),
            ("nat", [true, true, false]),
        ]
    );
    for chart in &shown.charts {
        assert_eq!(chart.bars.len(), 6);
        assert!(chart.bars.iter().all(|bar| (0.0..=1.0).contains(&bar.length)), "{chart:?}");
    }
    assert!(shown.words.iter().any(|line| line.contains("$480,000")), "{:?}", shown.words);
}
