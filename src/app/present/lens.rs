//! The lens panel: what the last command cost, and how long it took.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::{news, quantity};
use crate::app::tutor::secrets::Topic;
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::net::network::Network;
use crate::engine::sim::lens::{End, Explored, Lens, Wave};
use crate::say;

/// What people say that BGP needs, always.
const SAID: Span = Span::from_s(90);

/// The chart's width, in its own units.
pub const CHART_WIDTH: u32 = 320;

/// The chart's height.
pub const CHART_HEIGHT: u32 = 64;

/// The panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensPanel {
    /// Nothing was done yet: what the panel is for.
    Idle(String),
    /// What came of the last command.
    Wave(Box<WavePanel>),
}

/// What came of the last command, for the prefix that it moved most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WavePanel {
    /// Which prefix, and how many others moved.
    pub subject: String,
    /// Numbers with their names.
    pub figures: Vec<Figure>,
    /// How the time compares with what people say.
    pub verdict: String,
    /// Whether it will never end.
    pub is_endless: bool,
    /// Routers without a route, over time.
    pub chart: Option<Chart>,
    /// The routers that changed their minds, those that tried most first.
    pub explorers: Vec<Explorer>,
}

/// A number with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub label: String,
    /// The number.
    pub value: String,
}

/// A line that goes in steps, in a box of [`CHART_WIDTH`] by [`CHART_HEIGHT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The line, as SVG path data.
    pub line: String,
    /// What it shows, in words.
    pub sentence: String,
    /// The number at the top.
    pub top: String,
    /// The time at the right end; the left one is the command.
    pub end: String,
}

/// A router and the paths it tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explorer {
    /// The router.
    pub router: RouterId,
    /// Its name.
    pub name: String,
    /// How many paths, in words.
    pub paths: String,
    /// The number, for a bar.
    pub count: u64,
    /// The most that any router tried.
    pub most: u64,
}

/// The panel as things stand.
#[must_use]
pub fn lens(lab: &Lab) -> LensPanel {
    if lab.hides(Topic::Course) {
        return LensPanel::Idle(say!(lab.lang, "lesson-secret"));
    }
    let (network, lens) = (lab.network(), lab.session.lens());
    let Some((prefix, wave)) = most_moved(network, lens) else {
        return LensPanel::Idle(idle(lab, lens));
    };
    let others = lens.waves().len() - 1;
    let net = network.prefixes[prefix].to_string();
    LensPanel::Wave(Box::new(WavePanel {
        subject: say!(lab.lang, "lens-subject", prefix = net, others = others),
        figures: figures(lab.lang, lens, wave),
        verdict: verdict(lab, lens, wave),
        is_endless: matches!(lens.end(), End::Oscillating(_)),
        chart: chart(lab.lang, network, lens, wave),
        explorers: explorers(lab.lang, network, wave),
    }))
}

fn idle(lab: &Lab, lens: &Lens) -> String {
    match lens.end() {
        End::Oscillating(oscillation) => {
            let names = Names { lang: lab.lang, network: lab.network() };
            news::oscillating(&names, oscillation)
        }
        _ if lab.session.log().is_empty() => say!(lab.lang, "lens-idle"),
        _ => say!(lab.lang, "lens-nothing-moved"),
    }
}

/// A service's prefix before others; then the one with most UPDATEs.
fn most_moved<'a>(network: &Network, lens: &'a Lens) -> Option<(PrefixId, &'a Wave)> {
    let is_service = |prefix| network.services.iter().any(|service| service.prefix == prefix);
    let waves = lens.waves().iter().map(|(&prefix, wave)| (prefix, wave));
    waves.max_by_key(|(prefix, wave)| (is_service(*prefix), wave.updates(), wave.last_change))
}

fn figures(lang: Lang, lens: &Lens, wave: &Wave) -> Vec<Figure> {
    let after = |at: Option<SimTime>| match at {
        Some(at) => quantity::seconds(at.since(lens.began())),
        None => "–".to_owned(),
    };
    vec![
        Figure { label: say!(lang, "lens-announced"), value: wave.announced.to_string() },
        Figure { label: say!(lang, "lens-withdrawn"), value: wave.withdrawn.to_string() },
        Figure { label: say!(lang, "lens-last-change"), value: after(wave.last_change) },
        Figure { label: say!(lang, "lens-last-update"), value: after(wave.last_update) },
    ]
}

/// “BGP converges in 90 seconds”: did it?
fn verdict(lab: &Lab, lens: &Lens, wave: &Wave) -> String {
    let lang = lab.lang;
    let took = wave.last_change.map_or(Span::ZERO, |at| at.since(lens.began()));
    let (said, time) = (SAID.as_us() / 1_000_000, quantity::seconds(took));
    match lens.end() {
        End::Oscillating(oscillation) => {
            news::oscillating(&Names { lang, network: lab.network() }, oscillation)
        }
        End::Unsettled { .. } => say!(lang, "lens-unsettled"),
        End::Open => say!(lang, "lens-open"),
        End::Converged { .. } if wave.last_change.is_none() => say!(lang, "lens-no-change"),
        End::Converged { .. } if took <= SAID => {
            say!(lang, "lens-sooner", said = said, took = time)
        }
        End::Converged { .. } => say!(lang, "lens-later", said = said, took = time),
    }
}

fn chart(lang: Lang, network: &Network, lens: &Lens, wave: &Wave) -> Option<Chart> {
    let end = wave.last_change.max(wave.last_update)?.since(lens.began());
    let routers = network.routers.len();
    let now = wave.without_route.last().map_or(wave.without_before, |(_, count)| *count);
    Some(Chart {
        line: steps(lens.began(), end, wave),
        sentence: say!(
            lang,
            "lens-without",
            before = wave.without_before,
            most = wave.without_at_most,
            now = now,
            routers = routers,
        ),
        top: wave.without_at_most.to_string(),
        end: quantity::seconds(end),
    })
}

/// The series as a line in steps: across at one height, then up or down.
fn steps(began: SimTime, end: Span, wave: &Wave) -> String {
    let across =
        |at: SimTime| scaled(at.since(began).as_us(), end.as_us(), CHART_WIDTH).min(CHART_WIDTH);
    let height =
        |count: u32| CHART_HEIGHT - scaled(count.into(), wave.without_at_most.into(), CHART_HEIGHT);
    let mut corners: Vec<(u32, u32)> =
        wave.without_route.iter().map(|&(at, count)| (across(at), height(count))).collect();
    // Changes too close to be seen apart are one corner.
    corners.dedup();
    let start = format!("M0 {}", height(wave.without_before));
    let corners = corners.into_iter().map(|(x, y)| format!("H{x}V{y}"));
    let all: Vec<String> =
        std::iter::once(start).chain(corners).chain([format!("H{CHART_WIDTH}")]).collect();
    all.concat()
}

/// `part` of `whole`, on a scale up to `full`.
fn scaled(part: u64, whole: u64, full: u32) -> u32 {
    let scaled = part.saturating_mul(full.into()).checked_div(whole).unwrap_or(0);
    u32::try_from(scaled).unwrap_or(u32::MAX)
}

fn explorers(lang: Lang, network: &Network, wave: &Wave) -> Vec<Explorer> {
    let names = Names { lang, network };
    let most = wave.explored.values().map(Explored::paths).max().unwrap_or(0);
    let explorer = |(&router, explored): (&RouterId, &Explored)| {
        let count = explored.paths();
        let more = if explored.is_complete() { "" } else { "+" };
        Explorer {
            router,
            name: names.router(router),
            paths: format!("{count}{more}"),
            count,
            most,
        }
    };
    let mut explorers: Vec<Explorer> = wave.explored.iter().map(explorer).collect();
    explorers.sort_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| one.router.cmp(&other.router))
    });
    explorers
}
