//! The world in which the vendors disagree: `assets/scenarios/med-order.json`.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::looking_glass::screen::GlassIntent;
use anycast_lab::app::present::ladder::Mark;
use anycast_lab::app::present::names::Names;
use anycast_lab::app::present::{router, welcome};
use anycast_lab::engine::base::ids::{PrefixId, RouterId};
use anycast_lab::engine::bgp::decision::Step;
use anycast_lab::engine::bgp::profile::ProfileName;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::scene::point::Point;
use anycast_lab::scene::projection::{Geo, forward};
use anycast_lab::scene::viewport::Viewport;

const WORLD: &str = include_str!("../../assets/scenarios/med-order.json");

fn lab(lang: Lang) -> (Lab, RouterId, PrefixId) {
    let lab = Lab::open(Setup::from_json(WORLD).expect("the world is sound"), 1, lang);
    let here = lab.network().names.routers["walzer-vienna"];
    let prefix = lab.network().services.raw[0].prefix;
    (lab, here, prefix)
}

/// The city from which a route would be taken under a vendor's rules.
fn chosen(
    lab: &Lab,
    here: RouterId,
    prefix: PrefixId,
    name: ProfileName,
) -> (String, Option<Step>) {
    let explanation = lab.explain(here, prefix, Some(name));
    let best = explanation.selected().expect("there is a route");
    let from = lab.network().neighbor(best.route.from.expect("it was learned"));
    (lab.network().router_city(from).expect("a city").slug.to_string(), explanation.decided_by)
}

fn ask(lab: &mut Lab, here: RouterId, line: &str) -> String {
    lab.handle(Intent::Glass(GlassIntent::Open(Some(here))));
    lab.handle(Intent::Glass(GlassIntent::Type(line.to_owned())));
    lab.handle(Intent::Glass(GlassIntent::Enter));
    lab.glass.last().expect("it is answered").answer.lines(Lang::En).join("\n")
}

/// As `tests/fixtures/VENDORS.md` has it: a (AS 1, MED 100), b (AS 2), c (AS 1, MED 50), arriving
/// in this order.
#[test]
fn vendors_disagree_as_their_daemons_do() {
    let (lab, here, prefix) = lab(Lang::En);
    let chosen = |name| chosen(&lab, here, prefix, name);
    let (amsterdam, berlin) = ("amsterdam".to_owned(), "berlin".to_owned());
    for name in [ProfileName::Rfc4271, ProfileName::Junos, ProfileName::OpenBgpd] {
        assert_eq!(chosen(name), (amsterdam.clone(), Some(Step::RouterId)), "{name:?}");
    }
    // Stock FRR keeps a, although c is better within AS 1; Cisco's document says the same.
    for name in [ProfileName::Frr, ProfileName::Cisco] {
        assert_eq!(chosen(name), (berlin.clone(), Some(Step::Oldest)), "{name:?}");
    }
}

#[test]
fn the_switch_changes_the_winner_with_the_reason() {
    for lang in Lang::ALL {
        let (mut lab, here, _) = lab(lang);
        let own = router::card(&lab, here);
        assert_eq!(
            own.ladder.columns[0].place,
            Names { lang, network: lab.network() }
                .city(lab.network().names.routers["zephyr-amsterdam"],)
        );
        assert_eq!(own.comparison, None);
        assert!(own.profiles.iter().all(|choice| choice.is_own == choice.is_asked));
        lab.handle(Intent::AskAs(Some(ProfileName::Frr)));
        let frr = router::card(&lab, here);
        assert_eq!(frr.ladder.columns[0].from, "AS 64601");
        assert_ne!(frr.ladder.columns[0].place, own.ladder.columns[0].place);
        let comparison = frr.comparison.expect("FRR is not its own");
        assert!(comparison.differs);
        assert!(comparison.outcome.contains("FRR") && comparison.outcome.contains("64602"));
        assert!(comparison.because.is_some() && comparison.habits.len() == 3);
        assert!(comparison.evidence.contains("11"), "{}", comparison.evidence);
        let deciding = frr.ladder.rows.iter().find(|row| row.is_deciding).expect("a rule decides");
        assert_eq!(deciding.cells[0].mark, Mark::Won);
        // Pair by pair, a later rule may remove a route before an earlier one decides.
        let last = frr.ladder.rows.iter().rfind(|row| row.is_used).expect("rules removed routes");
        assert!(last.number > deciding.number);
        let unneeded = frr.ladder.reasons.last().expect("a sentence on the rules left over");
        assert!(!unneeded.contains(&last.number.to_string()), "{unneeded}");
        // Documents only, and it says so.
        lab.handle(Intent::AskAs(Some(ProfileName::Cisco)));
        let cisco = router::card(&lab, here).comparison.expect("nor is Cisco");
        assert!(cisco.evidence.contains("13753"), "{}", cisco.evidence);
        // The question stays when one walks on, and asking changes nothing.
        assert_eq!(lab.inspection.profile, Some(ProfileName::Cisco));
        assert!(lab.session.log().is_empty());
        lab.handle(Intent::AskAs(None));
        assert_eq!(router::card(&lab, here), own);
    }
}

#[test]
fn the_looking_glass_says_the_same_as_the_inspector() {
    let (mut lab, here, _) = lab(Lang::En);
    let text = ask(&mut lab, here, "show bgp 192.0.2.0/24");
    assert!(text.contains(" 1 > from 172.16.0.5 zephyr-amsterdam"), "{text}");
    assert!(text.contains("MED 100 is higher than 50"), "{text}");
    let text = ask(&mut lab, here, "show bgp 192.0.2.0/24 profile frr");
    assert!(text.contains(" 1 > from 172.16.0.1 boreas-berlin"), "{text}");
    lab.handle(Intent::AskAs(Some(ProfileName::Frr)));
    let comparison = router::card(&lab, here).comparison.expect("FRR is not its own");
    assert!(text.contains("=> another route"), "{text}");
    assert!(text.contains(&comparison.outcome) && text.contains(&comparison.evidence), "{text}");
    let text = ask(&mut lab, here, "show bgp 192.0.2.0/24 profile rfc4271");
    assert!(text.contains("is how this router chooses already"), "{text}");
}

#[test]
fn the_client_s_oddity_is_the_case() {
    let (lab, ..) = lab(Lang::En);
    let oddity = welcome::oddity(&lab).expect("Berlin is much nearer than Amsterdam");
    assert!(oddity.sentence.contains("B · Amsterdam, although A · Berlin"), "{}", oddity.sentence);
}

#[test]
fn the_map_opens_on_what_there_is_and_the_globe_on_the_globe() {
    let (mut lab, ..) = lab(Lang::En);
    let home = lab.viewport;
    assert!(home.zoom() > 3.0);
    lab.handle(Intent::Zoom { about: Point::default(), factor: 0.1 });
    assert!(lab.viewport.zoom() < home.zoom());
    lab.handle(Intent::Fit);
    assert_eq!(lab.viewport, home);
    let globe = include_str!("../../assets/scenarios/first-light.json");
    let lab = Lab::open(Setup::from_json(globe).expect("the world is sound"), 1, Lang::En);
    for (width, height) in [(home.width(), home.height()), (760.0, 500.0)] {
        let view = lab.viewport.resized(width, height);
        assert!((1.0..1.5).contains(&view.zoom()), "the globe, without its empty ocean");
        for city in &lab.network().cities {
            let at = view.to_screen(forward(Geo::from_udeg(city.lon_udeg, city.lat_udeg)));
            assert!((20.0..=width - 20.0).contains(&at.x), "{}", city.slug);
            assert!((0.0..=height).contains(&at.y), "{}", city.slug);
        }
    }
    let (phone, whole) = (lab.viewport.resized(390.0, 371.0), Viewport::new(390.0, 371.0));
    assert_eq!((phone.zoom(), phone.origin()), (whole.zoom(), whole.origin()));
}

#[test]
fn the_world_is_introduced_by_its_own_words() {
    for (lang, title, about) in [
        (Lang::En, "Three roads from Vienna", "Boreas in Berlin (MED 100)"),
        (Lang::Zh, "维也纳的三条路", "朔风网络在柏林（MED 100）"),
    ] {
        let card = welcome::welcome(&lab(lang).0);
        assert!(card.body.contains(about), "{}", card.body);
        assert!(card.title.contains(title), "{}", card.title);
        assert!(card.tokyo.is_none());
    }
}
