//! The panel of a race: curves as data, in both languages.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::present::outage::{Frame, OutagePanel, outage};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::failover::{How, Setting};
use anycast_lab::engine::sim::world::World;
use anycast_lab::scene::plot::Scale;

use super::{lose, open, scenario};

const FRAME: Frame =
    Frame { width: 320.0, height: 160.0, line_height: 14.0, scale: Scale::Logarithmic };

fn panel(world: &World, lang: Lang, how: How, scale: Scale) -> OutagePanel {
    let mut settings = Setting::five();
    settings.push(Setting::both(Span::from_s(60)));
    let outcomes = lose(world, "shanghai", how, &settings);
    let node = world.network().names.nodes["shanghai"];
    outage(lang, world.network(), (node, how), &outcomes, &Frame { scale, ..FRAME })
}

#[test]
fn curves_have_dashes_and_names_of_their_own() {
    let world = open(&scenario(|_| {}));
    for scale in [Scale::Linear, Scale::Logarithmic] {
        let panel = panel(&world, Lang::En, How::Silent, scale);
        assert_eq!(panel.curves.len(), 6);
        for (n, one) in panel.curves.iter().enumerate() {
            for other in &panel.curves[..n] {
                assert_ne!((&one.label, one.dash), (&other.label, other.dash));
                assert_ne!(one.label, other.label);
                assert_ne!(one.dash, other.dash);
                assert!((one.label_at - other.label_at).abs() >= FRAME.line_height - 1e-9);
            }
            assert!((0.0..=FRAME.height).contains(&one.label_at));
            assert!(one.path.starts_with("M0 ") && one.path.ends_with("H320"), "{}", one.path);
            // Everybody is back within the hour.
            assert!((one.ends_at - FRAME.height).abs() < 1e-9);
            assert!(one.steps.last().unwrap().value.abs() < 1e-9);
        }
        assert!(panel.curves.iter().filter(|curve| curve.is_best).count() == 1);
        for (at, _) in panel.ticks.iter().chain(&panel.levels) {
            assert!((0.0..=320.0).contains(at), "{at}");
        }
    }
}

#[test]
fn the_curves_are_in_users_of_a_thousand_and_seconds() {
    let world = open(&scenario(|_| {}));
    let panel = panel(&world, Lang::En, How::Silent, Scale::Linear);
    let bfd = &panel.curves[4];
    assert_eq!(bfd.steps.len(), 2);
    let all: u64 = world.network().clients.iter().map(|client| client.population).sum();
    // 18.31 million of 45.85 million.
    assert_eq!(all, 45_850_000);
    assert!((bfd.steps[0].value - 399.345).abs() < 0.001, "{:?}", bfd.steps[0]);
    assert!((0.6..0.9).contains(&bfd.steps[1].at_s));
}

#[test]
fn who_wins_is_said_in_both_languages_and_why() {
    let world = open(&scenario(|_| {}));
    let told = |lang, how| panel(&world, lang, how, Scale::Linear).verdict.join("\n");
    let silent = told(Lang::En, How::Silent);
    assert!(silent.starts_with("Least is lost with: Anycast, BFD (0.90 s)."), "{silent}");
    assert!(silent.contains("BFD has the routers notice"), "{silent}");
    assert!(silent.contains("GeoDNS can win: GeoDNS, TTL 20 s loses"), "{silent}");
    let dark = told(Lang::En, How::Dark);
    assert!(dark.contains("anycast wins all the same"), "{dark}");
    let withdrawn = told(Lang::En, How::Withdrawn);
    assert!(withdrawn.contains("left the nodes’ own addresses as they were"), "{withdrawn}");
    let chinese = told(Lang::Zh, How::Silent);
    assert!(chinese.starts_with("损失最少的是：任播，BFD（0.90 s）。"), "{chinese}");
    assert!(chinese.contains("GeoDNS 可以胜出"), "{chinese}");
    let title = panel(&world, Lang::Zh, How::Silent, Scale::Linear).title;
    assert_eq!(title, "灯塔 DNS：上海静默失效，没有任何接口报告。用户有多久用不上它？");
    for how in [How::Silent, How::Dark, How::Withdrawn] {
        for lang in Lang::ALL {
            let panel = panel(&world, lang, how, Scale::Logarithmic);
            let curves = panel.curves.iter();
            let all = curves.flat_map(|one| [&one.label, &one.sentence, &one.round_trips]);
            for text in all.chain(&panel.verdict).chain([&panel.title, &panel.across, &panel.up]) {
                assert!(!text.contains("outage-") && !text.contains('{'), "{text}");
            }
        }
    }
}

#[test]
fn a_curve_is_put_in_words() {
    let world = open(&scenario(|_| {}));
    let of = |how| panel(&world, Lang::En, how, Scale::Linear).curves;
    let silent = &of(How::Silent)[4].sentence;
    assert!(silent.starts_with("40 % of the users miss the service: half of them for at most 0."));
    assert_eq!(of(How::Withdrawn)[0].sentence, "Nobody misses the service.");
    let late = open(&scenario(|dns| {
        dns.overstay.permille = 1_000;
        dns.overstay.for_us = Span::from_s(3_600);
    }));
    let late = &panel(&late, Lang::En, How::Dark, Scale::Linear).curves[2].sentence;
    assert!(late.contains("of all users still miss it after 3600 s."), "{late}");
}
