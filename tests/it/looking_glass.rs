//! The looking glass: what it understands, and that what it answers is so.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::looking_glass::complete::complete;
use anycast_lab::app::looking_glass::grammar::{FORMS, Part, Verb};
use anycast_lab::app::looking_glass::output::Answer;
use anycast_lab::app::looking_glass::parse::{MAX_LINE, Parsed, Trouble, parse};
use anycast_lab::app::looking_glass::screen::{GlassIntent, MAX_ENTRIES, MAX_HISTORY, MAX_LINES};
use anycast_lab::app::looking_glass::view;
use anycast_lab::app::looking_glass::vocabulary::Vocabulary;
use anycast_lab::app::present::names::Names;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::bgp::decision::Verdict;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use proptest::prelude::*;

fn lab() -> Lab {
    let text = include_str!("../../assets/scenarios/first-light.json");
    Lab::open(Setup::from_json(text).expect("the default world is sound"), 1, Lang::En)
}

fn router(lab: &Lab, slug: &str) -> RouterId {
    lab.network().names.routers[slug]
}

fn at(slug: &str) -> Lab {
    let mut lab = lab();
    let here = router(&lab, slug);
    lab.handle(Intent::Glass(GlassIntent::Open(Some(here))));
    lab
}

fn glass(lab: &mut Lab, intent: GlassIntent) {
    lab.handle(Intent::Glass(intent));
}

fn type_in(lab: &mut Lab, line: &str) {
    glass(lab, GlassIntent::Type(line.to_owned()));
}

fn ask(lab: &mut Lab, line: &str) -> Answer {
    type_in(lab, line);
    glass(lab, GlassIntent::Enter);
    lab.glass.last().expect("every line is answered").answer.clone()
}

fn said(lab: &mut Lab, line: &str) -> String {
    ask(lab, line).lines(Lang::En).join("\n")
}

fn vocabulary(lab: &Lab, router: RouterId) -> Vocabulary<'_> {
    Vocabulary { names: Names { lang: lab.lang, network: lab.network() }, router }
}

fn read(lab: &Lab, line: &str) -> Result<Parsed, Trouble> {
    parse(&vocabulary(lab, router(lab, "kumo-osaka")), line)
}

/// A way to write each kind of value at `kumo-osaka`.
const EXAMPLES: [(&str, &str); 6] = [
    ("PROFILE", "frr"),
    ("PREFIX", "192.0.2.0/24"),
    ("ADDRESS", "192.0.2.53"),
    ("TARGET", "dns"),
    ("NEIGHBOR", "kumo-tokyo"),
    ("ROUTER", "quipu-lima"),
];

#[test]
fn every_command_of_the_table_is_understood_completed_and_helped_with() {
    let lab = at("kumo-osaka");
    for form in FORMS {
        let words: Vec<&str> = form.parts.iter().map(|part| part.sign()).collect();
        let mut line = words.join(" ");
        for (sign, example) in EXAMPLES {
            line = line.replace(sign, example);
        }
        assert_eq!(read(&lab, &line).map(|it| it.verb), Ok(form.verb), "{line}");
        let shouted = line.to_uppercase();
        assert_eq!(read(&lab, &shouted).map(|it| it.verb), Ok(form.verb), "{shouted}");
        if form.is_alias {
            continue;
        }
        // Tab alone writes every word of it, letter by letter.
        let mut typed = String::new();
        for part in form.parts {
            if let Part::Word(word) = part {
                let completions: Vec<String> = (1..=word.len())
                    .map(|end| format!("{typed}{}", &word[..end]))
                    .map(|begun| complete(&vocabulary(&lab, router(&lab, "kumo-osaka")), &begun))
                    .map(|completion| completion.line)
                    .collect();
                assert!(completions.contains(&format!("{typed}{word} ")), "{typed}{word}");
            }
            let Some((_, example)) = EXAMPLES.iter().find(|(sign, _)| *sign == part.sign()) else {
                typed.extend([part.sign(), " "]);
                continue;
            };
            typed.extend([*example, " "]);
        }
    }
    let mut lab = at("kumo-osaka");
    let help = said(&mut lab, "help");
    for form in FORMS.iter().filter(|form| !form.is_alias) {
        assert!(help.contains(&form.rest(0)), "{}", form.rest(0));
    }
}

#[test]
fn words_may_be_shortened_as_far_as_they_are_beyond_doubt() {
    let lab = at("kumo-osaka");
    for (line, verb) in [
        ("sh ip bgp", Verb::Routes),
        ("sh bgp su", Verb::Summary),
        ("  show\tbgp   nei 10.0.0.90 adv ", Verb::Advertised),
        ("show bgp neighbour kumo-tokyo rec", Verb::Received),
        ("tra dns", Verb::Traceroute),
        ("sh ip ro 192.0.2.53", Verb::Forwarding),
    ] {
        assert_eq!(read(&lab, line).map(|it| it.verb), Ok(verb), "{line}");
    }
    let trouble = read(&lab, "c").expect_err("clear or connect");
    assert!(matches!(trouble, Trouble::Ambiguous { meanings, .. } if meanings.len() == 2));
}

#[test]
fn what_is_not_understood_is_pointed_at_with_what_was_probably_meant() {
    let mut lab = at("kumo-osaka");
    for (line, meant, column) in [
        ("show bpg", "bgp", 5),
        ("pnig dns", "ping", 0),
        ("ping quipo", "quipu", 5),
        ("show bgp 192.0.2.0/25x", "192.0.2.0/24", 9),
        ("show bgp neighbors kumo-tokio", "kumo-tokyo", 19),
        ("connect lighthouse-tokio", "lighthouse-tokyo", 8),
    ] {
        let Err(Trouble::Unknown { nearest, column: at, expected, .. }) = read(&lab, line) else {
            panic!("{line} is understood");
        };
        assert_eq!((nearest.as_deref(), at), (Some(meant), column), "{line}");
        assert!(!expected.is_empty());
        let text = said(&mut lab, line);
        assert!(text.contains(&format!("Did you mean {meant}?")), "{text}");
        let caret = text.lines().next().expect("the place comes first");
        assert_eq!(caret.find('^'), Some("kumo-osaka> ".len() + column), "{text}");
    }
    assert_eq!(read(&lab, " \t "), Err(Trouble::Empty));
    assert_eq!(read(&lab, &"x".repeat(MAX_LINE + 1)), Err(Trouble::TooLong));
    assert!(matches!(read(&lab, "help me"), Err(Trouble::TooMuch { column: 5, .. })));
    let missing = Trouble::Incomplete { expected: vec!["TARGET".to_owned()] };
    assert_eq!(read(&lab, "ping"), Err(missing));
    assert!(said(&mut lab, "show bgp neighbors").contains("NEIGHBOR"));
}

#[test]
fn tab_completes_and_lists_and_history_comes_back() {
    let mut lab = at("kumo-osaka");
    for (typed, completed) in
        [("sh", "show "), ("show bgp s", "show bgp summary "), ("t", "traceroute ")]
    {
        type_in(&mut lab, typed);
        glass(&mut lab, GlassIntent::Complete);
        assert_eq!(lab.glass.input(), completed);
        assert!(lab.glass.last().is_none(), "nothing to list");
    }
    // Several ways to go on: the shared beginning first, then the list.
    type_in(&mut lab, "connect longwind-s");
    glass(&mut lab, GlassIntent::Complete);
    glass(&mut lab, GlassIntent::Complete);
    assert_eq!(lab.glass.input(), "connect longwind-s");
    assert!(lab.glass.last().is_some());
    // `?` is never part of the line.
    type_in(&mut lab, "show bgp ?");
    assert_eq!(lab.glass.input(), "show bgp ");
    let listed = lab.glass.last().expect("a list").answer.lines(Lang::En).join("\n");
    assert!(listed.contains("<Enter>") && listed.contains("neighbors NEIGHBOR routes"), "{listed}");

    ask(&mut lab, "show route");
    ask(&mut lab, "ping dns");
    type_in(&mut lab, "half a li");
    for (intent, line) in [
        (GlassIntent::Older, "ping dns"),
        (GlassIntent::Older, "show route"),
        (GlassIntent::Older, "show route"),
        (GlassIntent::Newer, "ping dns"),
        (GlassIntent::Newer, "half a li"),
        (GlassIntent::Newer, "half a li"),
    ] {
        glass(&mut lab, intent);
        assert_eq!(lab.glass.input(), line);
    }
}

#[test]
fn the_table_of_routes_says_what_the_engine_says() {
    let mut lab = at("meridian-london");
    let here = router(&lab, "meridian-london");
    let prefix = lab.network().services.raw[0].prefix;
    let explanation = lab.world().explain(here, prefix);
    let answer = ask(&mut lab, "show bgp");
    let table = answer.first_table().expect("a table");
    let rows: Vec<usize> = (0..table.rows.len())
        .filter(|&row| table.cell(row, "Network") == Some("192.0.2.0/24"))
        .collect();
    assert_eq!(rows.len(), explanation.candidates.len());
    for (&row, candidate) in rows.iter().zip(&explanation.candidates) {
        let attributes = &candidate.route.attributes;
        let path = format!("{} i", attributes.as_path);
        assert_eq!(table.cell(row, "Path"), Some(path.as_str()));
        assert_eq!(table.cell(row, "Next hop"), Some(attributes.next_hop.to_string().as_str()));
        let sign = if candidate.verdict == Verdict::Selected { ">" } else { " " };
        assert_eq!(table.cell(row, ""), Some(sign));
    }
    let text = said(&mut lab, "show bgp 192.0.2.1");
    assert!(text.contains("192.0.2.0/24: 7 routes"), "{text}");
    assert!(text.contains("local preference 100 is lower than 200"), "{text}");
    assert!(text.contains("The rule that decided: eBGP over iBGP."), "{text}");
    assert!(said(&mut lab, "show bgp 203.0.113.0/24").contains("No such prefix"));
}

#[test]
fn a_session_s_counts_agree_with_its_lists() {
    let mut lab = at("meridian-london");
    let answer = ask(&mut lab, "show bgp summary");
    let table = answer.first_table().expect("a table").clone();
    assert_eq!(table.rows.len(), 15);
    for row in 0..table.rows.len() {
        let cell = |head: &str| table.cell(row, head).expect("a cell").to_owned();
        let (name, address) = (cell("Name"), cell("Neighbor"));
        for (list, head) in [("received-routes", "Rcvd"), ("advertised-routes", "Sent")] {
            for neighbor in [&name, &address] {
                let text = said(&mut lab, &format!("show bgp neighbors {neighbor} {list}"));
                let count = cell(head);
                let ending =
                    if count == "1" { "1 route".to_owned() } else { format!("{count} routes") };
                assert!(text.lines().any(|line| line == ending), "{name} {list}: {ending}\n{text}");
            }
        }
    }
}

#[test]
fn what_a_timer_holds_back_is_said() {
    let mut lab = lab();
    for _ in 0..3 {
        lab.handle(Intent::Do(Command::Withdraw { node: "london".into() }));
        lab.handle(Intent::StepEvent);
        lab.handle(Intent::Do(Command::Announce { node: "london".into() }));
        lab.handle(Intent::StepEvent);
    }
    let held = lab.world().routes_held();
    assert!(held > 0, "the second announcement waits");
    let mut found = 0;
    for id in lab.network().routers.keys() {
        for prefix in lab.network().prefixes.keys() {
            let ribs = lab.world().adj_ribs(id, prefix);
            found += ribs.iter().filter(|rib| rib.held.is_some()).count();
        }
    }
    assert_eq!(u64::try_from(found).unwrap(), held);
    let here = router(&lab, "lighthouse-london");
    glass(&mut lab, GlassIntent::Open(Some(here)));
    assert!(said(&mut lab, "show bgp 192.0.2.0/24").contains("Held back by MRAI"));
    let text = said(&mut lab, "show bgp neighbors meridian-london advertised-routes");
    assert!(text.contains("held back: 192.0.2.0/24"), "{text}");
}

#[test]
fn every_client_s_traceroute_goes_the_way_of_its_packets_and_adds_up() {
    let mut lab = lab();
    let service = lab.network().services.keys().next().expect("a service");
    for id in lab.network().clients.keys().collect::<Vec<_>>() {
        let reach = lab.world().reach(id, service);
        let here = lab.network().clients[id].router;
        glass(&mut lab, GlassIntent::Open(Some(here)));
        let answer = ask(&mut lab, "traceroute dns");
        let table = answer.first_table().expect("a table");
        let slugs: Vec<String> = reach.routers[1..]
            .iter()
            .map(|&router| lab.network().routers[router].slug.to_string())
            .collect();
        let routers: Vec<&str> =
            (0..table.rows.len()).filter_map(|row| table.cell(row, "Router")).collect();
        assert_eq!(routers, slugs);
        let time = |row: usize, head: &str| -> u64 {
            let cell = table.cell(row, head).expect("a cell");
            cell.trim_end_matches(" ms").replace('.', "").parse().expect("hundredths")
        };
        for row in 0..table.rows.len() {
            let sum = time(row, "Out") + time(row, "Back");
            assert!(sum.abs_diff(time(row, "Time")) <= 1, "rounding apart");
        }
        let last = table.rows.len() - 1;
        let out = (reach.delay.as_us() + 5) / 10;
        assert_eq!(time(last, "Out"), out);
    }
}

#[test]
fn a_ping_s_answer_may_come_back_another_way_or_to_another_pop() {
    let mut lab = at("lighthouse-tokyo");
    // Its only announced address is the anycast one, and London has a PoP of its own.
    let text = said(&mut lab, "ping thistle");
    assert!(text.contains("the answer went to"), "{text}");
    assert!(text.contains("0 answered"), "{text}");
    // At home the answer stays home.
    assert!(said(&mut lab, "ping dns").contains("1 answered"));
    // A transit router has no announced address: said, not hidden.
    let mut lab = at("meridian-london");
    assert!(said(&mut lab, "ping dns").contains("taken to be the time out"));
    assert!(said(&mut lab, "ping 10.0.0.16").contains("lost at meridian-london: no route"));
}

#[test]
fn a_router_that_is_down_does_not_answer() {
    let mut lab = at("lighthouse-tokyo");
    lab.handle(Intent::Do(Command::FailPop { node: "tokyo".into() }));
    assert!(said(&mut lab, "show bgp").contains("does not answer"));
    assert!(said(&mut lab, "help").contains("traceroute TARGET"));
    assert!(said(&mut lab, "connect kumo-tokyo").contains("kumo-tokyo"));
    assert!(said(&mut lab, "show bgp 192.0.2.0/24").contains("kumo-tokyo"));
}

#[test]
fn it_opens_where_one_looks_and_follows_when_asked() {
    let mut lab = lab();
    let tokyo = lab.network().names.nodes["tokyo"];
    lab.handle(Intent::Select(Selection::Node(tokyo)));
    glass(&mut lab, GlassIntent::Open(None));
    let place = view::place(&lab).expect("a router");
    assert_eq!((place.prompt.as_str(), place.other), ("lighthouse-tokyo> ", None));
    let osaka = router(&lab, "kumo-osaka");
    lab.handle(Intent::Select(Selection::Router(osaka)));
    let place = view::place(&lab).expect("a router");
    assert_eq!(place.other, Some((osaka, "Kumo · Osaka".to_owned())));
    assert_eq!(place.prompt, "lighthouse-tokyo> ");
    glass(&mut lab, GlassIntent::Open(Some(osaka)));
    assert_eq!(view::place(&lab).map(|place| place.prompt), Some("kumo-osaka> ".to_owned()));
}

#[test]
fn touching_chips_writes_whole_commands() {
    let mut lab = at("kumo-osaka");
    for chip in view::chips(&lab) {
        assert!(read(&lab, &chip.line).is_ok(), "{}", chip.line);
    }
    for line in ["show ", "show bgp ", "show bgp n", "ping q"] {
        type_in(&mut lab, line);
        let chips = view::chips(&lab);
        assert!(!chips.is_empty() && chips.len() <= 8, "{line}");
        let kept = line.rfind(' ').map_or("", |at| &line[..=at]);
        for chip in chips {
            assert_eq!(chip.line, format!("{kept}{} ", chip.word));
        }
    }
}

#[test]
fn screen_and_history_are_bounded() {
    let mut lab = at("kumo-osaka");
    for number in 0..MAX_HISTORY + 20 {
        ask(&mut lab, &format!("ping 192.0.2.{}", number % 250));
    }
    assert_eq!(lab.glass.entries().count(), MAX_ENTRIES);
    for _ in 0..MAX_HISTORY + 20 {
        glass(&mut lab, GlassIntent::Older);
    }
    assert_eq!(lab.glass.input(), "ping 192.0.2.20");
    for _ in 0..40 {
        ask(&mut lab, "show bgp");
    }
    let lines: usize = lab.glass.entries().map(|entry| entry.answer.line_count() + 1).sum();
    assert!(lines <= MAX_LINES, "{lines}");
    type_in(&mut lab, "clear");
    glass(&mut lab, GlassIntent::Enter);
    assert_eq!(lab.glass.entries().count(), 0);
    type_in(&mut lab, &"ping ".repeat(10_000));
    assert!(lab.glass.input().chars().count() <= MAX_LINE + 1);
    glass(&mut lab, GlassIntent::Enter);
    let last = lab.glass.last().expect("it is answered");
    assert!(last.answer.lines(Lang::En)[0].contains("longer than"));
}

#[test]
fn answers_stay_legible_in_the_other_language() {
    let mut lab = at("meridian-london");
    ask(&mut lab, "show bgp 192.0.2.0/24");
    lab.handle(Intent::SetLang(Lang::Zh));
    let entry = lab.glass.last().expect("an answer");
    let text = entry.answer.lines(Lang::Zh).join("\n");
    assert!(text.contains("起决定作用的规则：eBGP 优先于 iBGP。"), "{text}");
    assert!(text.contains("LOCAL_PREF 200"), "commands answer in English: {text}");
}

#[test]
fn no_command_changes_the_world() {
    let mut lab = at("kumo-osaka");
    let before = lab.world().digest();
    for form in FORMS {
        let mut line: Vec<&str> = form.parts.iter().map(|part| part.sign()).collect();
        for word in &mut line {
            if let Some((_, example)) = EXAMPLES.iter().find(|(sign, _)| sign == word) {
                *word = example;
            }
        }
        type_in(&mut lab, &line.join(" "));
        glass(&mut lab, GlassIntent::Enter);
        let home = router(&lab, "kumo-osaka");
        glass(&mut lab, GlassIntent::Open(Some(home)));
    }
    assert_eq!(lab.world().digest(), before);
    assert!(lab.session.log().is_empty());
}

/// A world of three routers: the example of SCHEMA.md.
fn small() -> Lab {
    let schema = include_str!("../../assets/scenarios/SCHEMA.md");
    let (_, rest) = schema.rsplit_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    Lab::open(Setup::from_json(example).expect("the example has no problems"), 1, Lang::En)
}

/// Words of the table, values, spaces and rubbish.
fn hostile() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "show",
        "sh",
        "ip",
        "bgp",
        "neighbors",
        "10.0.0.90",
        "routes",
        "192.0.2.0/24",
        "ping",
        "dns",
        "traceroute",
        "connect",
        "quipu",
        "?",
        "::1",
        "0.0.0.0/0",
        "İ",
        "é",
        "\u{7f}",
        " ",
        "\t",
        "/",
        "255.255.255.255/33",
        "route",
        "for",
        "-1",
        "。",
        "\u{202e}",
        "🦀",
    ]);
    prop_oneof![
        prop::collection::vec(words, 0..8).prop_map(|words| words.join(" ")),
        any::<String>(),
        "[ -~]{0,260}",
    ]
}

#[test]
fn another_spelling_says_what_follows_it() {
    for line in ["??", "cls?", "tracert?", "show route for?"] {
        let mut lab = small();
        type_in(&mut lab, line);
        let answer = &lab.glass.entries().last().expect("it is answered").answer;
        assert!(!answer.lines(Lang::En).is_empty(), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn no_line_is_too_strange(lines in prop::collection::vec(hostile(), 1..4), tabs in 0..3) {
        thread_local! {
            static LAB: Lab = small();
        }
        let mut lab = LAB.with(Clone::clone);
        for line in lines {
            type_in(&mut lab, &line);
            for _ in 0..tabs {
                glass(&mut lab, GlassIntent::Complete);
            }
            prop_assert!(view::chips(&lab).len() <= 8);
            glass(&mut lab, GlassIntent::Older);
            glass(&mut lab, GlassIntent::Newer);
            glass(&mut lab, GlassIntent::Enter);
            for entry in lab.glass.entries() {
                prop_assert!(!entry.answer.lines(Lang::Zh).is_empty() || entry.line.is_empty());
            }
        }
        prop_assert_eq!(view::shown(&lab).len(), lab.glass.entries().count());
    }
}
