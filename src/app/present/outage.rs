//! One failure, and how long users miss a service that is published in one way or another: curves
//! for a panel, and who wins.

use std::cmp::Ordering;

use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::NodeId;
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;
use crate::engine::sim::failover::{How, Outcome, Publishing, Setting, winner, winners};
use crate::engine::traffic::outage::Outages;
use crate::say;
use crate::scene::plot::{DASHES, Plot, Scale, Step, apart};

/// The least time that the axis shows.
const LEAST_END: Span = Span::from_s(10);

/// How the curves are to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The width of the box, without names.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How far apart the names of curves stand, at least.
    pub line_height: f64,
    /// How time runs.
    pub scale: Scale,
}

/// The panel.
#[derive(Clone, Debug, PartialEq)]
pub struct OutagePanel {
    /// Which service, and what happens to it.
    pub title: String,
    /// The time axis, in words.
    pub across: String,
    /// The users' axis, in words.
    pub up: String,
    /// Marks along the time axis: how far right, and what to write.
    pub ticks: Vec<(f64, String)>,
    /// The same along the users' axis: how far down.
    pub levels: Vec<(f64, String)>,
    /// The curves, in the order of the settings.
    pub curves: Vec<Curve>,
    /// Who wins, and why, in sentences.
    pub verdict: Vec<String>,
}

/// The curve of one setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The setting.
    pub label: String,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// Round trips before and after, in a sentence.
    pub round_trips: String,
    /// Seconds after the failure, and users of a thousand who are without the service from then on.
    pub steps: Vec<Step>,
    /// The curve, as SVG path data.
    pub path: String,
    /// How it is dashed, as SVG writes it; its own.
    pub dash: &'static str,
    /// How far down it ends.
    pub ends_at: f64,
    /// How far down its name stands, so that none lies on another.
    pub label_at: f64,
    /// Where it has come down to half of its highest, as a place for its number: there curves lie
    /// farthest apart. Absent: it never rises.
    pub number_at: Option<(f64, f64)>,
    /// Seconds of service lost, over all users.
    pub lost: String,
    /// Whether no other loses less.
    pub is_best: bool,
}

/// A setting: `GeoDNS, TTL 20 s`.
#[must_use]
pub fn label(lang: Lang, setting: &Setting) -> String {
    let (ttl, hold) = (quantity::whole_seconds(setting.ttl), setting.hold);
    let hold_s = quantity::whole_seconds(hold);
    match (setting.publishing, setting.bfd) {
        (Publishing::GeoDns, _) => say!(lang, "outage-geo-dns", ttl = ttl),
        (Publishing::Anycast, Some(bfd)) => {
            let detection = quantity::seconds(bfd.detection());
            say!(lang, "outage-anycast-bfd", detection = detection)
        }
        (Publishing::Anycast, None) if hold.is_zero() => say!(lang, "outage-anycast-blind"),
        (Publishing::Anycast, None) => say!(lang, "outage-anycast-hold", hold = hold_s),
        (Publishing::Both, Some(bfd)) => {
            let detection = quantity::seconds(bfd.detection());
            say!(lang, "outage-both-bfd", ttl = ttl, detection = detection)
        }
        (Publishing::Both, None) => say!(lang, "outage-both", ttl = ttl, hold = hold_s),
    }
}

/// What happens: `Shanghai falls silent, and nobody is told.`
#[must_use]
pub fn failure(lang: Lang, network: &Network, node: NodeId, how: How) -> String {
    let name = Names { lang, network }.node(node);
    match how {
        How::Silent => say!(lang, "outage-silent", node = name),
        How::Dark => say!(lang, "outage-dark", node = name),
        How::Withdrawn => say!(lang, "outage-withdrawn", node = name),
    }
}

/// What the users of a setting see, in a sentence.
#[must_use]
pub fn sentence(lang: Lang, outages: &Outages) -> String {
    let hit = outages.users_hit();
    if hit == 0 {
        return say!(lang, "outage-nobody");
    }
    let said = say!(
        lang,
        "outage-somebody",
        share = quantity::share(hit, outages.users),
        half = quantity::seconds(outages.quantile_of_hit(500)),
        most = quantity::seconds(outages.quantile_of_hit(900)),
        worst = quantity::seconds(outages.worst()),
    );
    match outages.still_out() {
        0 => said,
        out => {
            let share = quantity::share(out, outages.users);
            let horizon = quantity::whole_seconds(outages.horizon);
            let still = say!(lang, "outage-still-out", share = share, horizon = horizon);
            say!(lang, "two-sentences", one = said, other = still)
        }
    }
}

/// Mean round trips, before the failure and when all is settled.
#[must_use]
pub fn round_trips(lang: Lang, outages: &Outages) -> String {
    let told = |span: Option<Span>| span.map_or_else(|| "–".to_owned(), quantity::milliseconds);
    let (before, after) = (told(outages.before), told(outages.after));
    say!(lang, "outage-round-trips", before = before, after = after)
}

/// Who wins, and why.
#[must_use]
pub fn verdict(lang: Lang, outcomes: &[Outcome]) -> Vec<String> {
    let best = winners(outcomes);
    let Some(first) = best.first() else { return Vec::new() };
    let mut told = Vec::new();
    if best.len() == outcomes.len() {
        told.push(say!(lang, "outage-no-winner"));
    } else {
        let separator = say!(lang, "outage-separator");
        let labels: Vec<String> = best.iter().map(|one| label(lang, &one.setting)).collect();
        told.push(say!(lang, "outage-best", labels = labels.join(&separator)));
        told.push(match (first.setting.publishing, first.setting.bfd) {
            (Publishing::GeoDns, _) if first.outages.users_hit() == 0 => {
                say!(lang, "outage-why-untouched")
            }
            (Publishing::GeoDns, _) => say!(lang, "outage-why-dns"),
            (Publishing::Anycast, Some(_)) => say!(lang, "outage-why-bfd"),
            (Publishing::Anycast, None) => say!(lang, "outage-why-anycast"),
            (Publishing::Both, _) => say!(lang, "outage-why-both"),
        });
    }
    told.extend(against(lang, outcomes));
    if outcomes.iter().any(|outcome| outcome.is_cut) {
        told.push(say!(lang, "outage-cut"));
    }
    told
}

/// The shortest time to live against routers that only have a hold time.
fn against(lang: Lang, outcomes: &[Outcome]) -> Option<String> {
    let dns = outcomes.iter().filter(|one| one.setting.publishing == Publishing::GeoDns);
    let dns = dns.min_by_key(|one| one.setting.ttl)?;
    let mut anycast = outcomes.iter().filter(|one| one.setting.publishing == Publishing::Anycast);
    let anycast = anycast.find(|one| one.setting.bfd.is_none())?;
    let lost = |outcome: &Outcome| quantity::people(lang, outcome.outages.user_seconds_lost());
    let (id, winner, loser) = match dns.outages.lost_us.cmp(&anycast.outages.lost_us) {
        Ordering::Equal => return None,
        Ordering::Less => ("outage-without-bfd-dns", dns, anycast),
        Ordering::Greater => ("outage-without-bfd-anycast", anycast, dns),
    };
    Some(say!(
        lang,
        id,
        winner = label(lang, &winner.setting),
        loser = label(lang, &loser.setting),
        less = lost(winner),
        more = lost(loser),
    ))
}

/// The panel of a race.
#[must_use]
pub fn outage(
    lang: Lang,
    network: &Network,
    (node, how): (NodeId, How),
    outcomes: &[Outcome],
    frame: &Frame,
) -> OutagePanel {
    let plot = plot(outcomes, frame);
    let curves: Vec<Vec<Step>> = outcomes.iter().map(|one| steps(&one.outages)).collect();
    let ends: Vec<f64> =
        curves.iter().map(|steps| plot.y(steps.last().map_or(0.0, |step| step.value))).collect();
    let labels = apart(&ends, frame.line_height, 0.0, frame.height);
    let least = winner(outcomes).map(|outcome| outcome.outages.lost_us);
    let curve = |(n, outcome): (usize, &Outcome)| Curve {
        label: label(lang, &outcome.setting),
        sentence: sentence(lang, &outcome.outages),
        round_trips: round_trips(lang, &outcome.outages),
        path: plot.line(&curves[n]),
        steps: curves[n].clone(),
        dash: DASHES[n % DASHES.len()],
        ends_at: ends[n],
        label_at: labels[n],
        number_at: half_way(&plot, &curves[n]),
        lost: quantity::people(lang, outcome.outages.user_seconds_lost()),
        is_best: Some(outcome.outages.lost_us) == least,
    };
    let service = &network.services[network.nodes[node].service];
    OutagePanel {
        title: say!(
            lang,
            "outage-title",
            service = lang.of(&service.name),
            what = failure(lang, network, node, how),
        ),
        across: say!(lang, "outage-across"),
        up: say!(lang, "outage-up"),
        ticks: plot.ticks().into_iter().map(|at_s| (plot.x(at_s), tick(at_s))).collect(),
        levels: levels(&plot),
        curves: outcomes.iter().enumerate().map(curve).collect(),
        verdict: verdict(lang, outcomes),
    }
}

fn tick(at_s: f64) -> String {
    if at_s < 1.0 { format!("{at_s:.1} s") } else { format!("{at_s:.0} s") }
}

/// Nothing, the middle and the top.
fn levels(plot: &Plot) -> Vec<(f64, String)> {
    let percent = |permille: f64| format!("{} %", permille / 10.0);
    [0.0, plot.top / 2.0, plot.top].map(|value| (plot.y(value), percent(value))).to_vec()
}

/// A box in which all curves have room: to the last change, and to the next ten per cent.
fn plot(outcomes: &[Outcome], frame: &Frame) -> Plot {
    let changes = outcomes.iter().flat_map(|one| one.outages.curve.iter());
    let (mut end, mut most) = (LEAST_END, 0);
    for &(at, _) in changes {
        end = end.max(at);
    }
    for outcome in outcomes {
        let outages = &outcome.outages;
        for &(_, out) in &outages.curve {
            most = most.max(permillionth(out, outages.users).div_ceil(100_000));
        }
    }
    let top = f64::from(most.max(1)) * 100.0;
    let end_s = seconds(end) * 1.05;
    Plot { width: frame.width, height: frame.height, scale: frame.scale, end_s, top }
}

fn steps(outages: &Outages) -> Vec<Step> {
    let step = |&(at, out): &(Span, u64)| Step {
        at_s: seconds(at),
        value: f64::from(permillionth(out, outages.users)) / 1_000.0,
    };
    outages.curve.iter().map(step).collect()
}

/// Where a curve has come down to half of its highest.
fn half_way(plot: &Plot, steps: &[Step]) -> Option<(f64, f64)> {
    let highest = steps.iter().map(|step| step.value).fold(0.0, f64::max);
    let peak = steps.iter().position(|step| step.value >= highest)?;
    let half = steps[peak..].iter().find(|step| step.value <= highest / 2.0);
    (highest > 0.0)
        .then(|| (half.map_or(plot.width, |step| plot.x(step.at_s)), plot.y(highest / 2.0)))
}

/// A part of a whole, in millionths.
fn permillionth(part: u64, whole: u64) -> u32 {
    let scaled = u128::from(part) * 1_000_000 / u128::from(whole.max(1));
    u32::try_from(scaled).unwrap_or(1_000_000)
}

/// No race lasts longer than an hour, whose microseconds have room.
fn seconds(span: Span) -> f64 {
    f64::from(u32::try_from(span.as_us()).unwrap_or(u32::MAX)) / 1_000_000.0
}
