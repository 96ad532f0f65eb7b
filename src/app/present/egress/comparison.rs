//! The million-dollar table: the designs side by side, as small charts and in words.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::quantity::grouped;
use crate::engine::net::egress::Design;
use crate::engine::net::port_slice::SliceSize;
use crate::engine::sim::egress::compare::params::{MAX_SERVERS, MAX_TAGS, Params};
use crate::engine::sim::egress::compare::{Compared, Comparison, Loss, Outcome};
use crate::say;

/// Numbers that are offered of servers, tags, and dollars an address.
const SERVERS: [u64; 10] = [1, 2, 5, 10, 20, 31, 40, 62, 100, 200];
const TAGS: [u64; 8] = [1, 2, 5, 10, 20, 50, 100, 200];
const DOLLARS: [u64; 8] = [10, 20, 30, 40, 50, 60, 80, 100];
const CENTS: u64 = 100;

/// A design is cheap if it needs no more than so much, in percent, of what the dearest does.
const CHEAP_PERCENT: u64 = 10;
/// It is fast if 95 of 100 round trips are longer by no more than this.
const FAST_US: i64 = 20_000;
/// It is poor if one failure loses more than so much of all, in millionths; or that dies at once.
const POOR_PPM: u32 = 50_000;

/// Something that can be chosen in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knob {
    /// PoPs that take part.
    Pops,
    /// Servers of each.
    Servers,
    /// Tags.
    Tags,
    /// Ports of a slice.
    Slice,
    /// What an address costs.
    Price,
}

impl Knob {
    /// All of them, with the messages that name them and names for tests.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Pops, "pops", "compare-pops"),
        (Self::Servers, "servers", "compare-servers"),
        (Self::Tags, "tags", "compare-tags"),
        (Self::Slice, "slice", "compare-slice"),
        (Self::Price, "price", "compare-price"),
    ];

    /// The values that it can have, in order, what the scenario has among them.
    #[must_use]
    pub fn values(self, own: &Params) -> Vec<u64> {
        let mut values: Vec<u64> = match self {
            Self::Pops => (1..=u64::from(own.pops)).collect(),
            Self::Servers => SERVERS.into_iter().filter(|it| *it <= MAX_SERVERS.into()).collect(),
            Self::Tags => TAGS.into_iter().filter(|it| *it <= MAX_TAGS.into()).collect(),
            Self::Slice => SliceSize::ALL.map(|size| size.ports().into()).into(),
            Self::Price => DOLLARS.map(|dollars| dollars * CENTS).into(),
        };
        values.push(self.of(own));
        values.sort_unstable();
        values.dedup();
        values
    }

    /// What it is set to.
    #[must_use]
    pub fn of(self, params: &Params) -> u64 {
        match self {
            Self::Pops => params.pops.into(),
            Self::Servers => params.servers.into(),
            Self::Tags => params.tags.into(),
            Self::Slice => params.slice.ports().into(),
            Self::Price => params.price_cents,
        }
    }

    /// The same with this set to a value; as they were, where it cannot be.
    #[must_use]
    pub fn set(self, params: Params, value: u64) -> Params {
        let small = u16::try_from(value).ok();
        match self {
            Self::Pops => {
                let pops = u8::try_from(value).unwrap_or(params.pops);
                Params { pops, ..params }
            }
            Self::Servers => Params { servers: small.unwrap_or(params.servers), ..params },
            Self::Tags => Params { tags: small.unwrap_or(params.tags), ..params },
            Self::Slice => {
                Params { slice: SliceSize::new(value).unwrap_or(params.slice), ..params }
            }
            Self::Price => Params { price_cents: value, ..params },
        }
    }

    /// A value in words.
    #[must_use]
    pub fn said(self, value: u64) -> String {
        match self {
            Self::Price => dollars(value),
            _ => value.to_string(),
        }
    }
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In three words a design.
    pub verdicts: Vec<Verdict>,
    /// Figure by figure.
    pub charts: Vec<Chart>,
    /// What it means.
    pub words: Vec<String>,
}

/// A design in three words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The design's name in files.
    pub key: &'static str,
    /// Its short name.
    pub name: String,
    /// Each word, and whether it is a good one.
    pub words: [(String, bool); 3],
}

/// A figure of all designs.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// For tests.
    pub key: &'static str,
    /// What it is.
    pub title: String,
    /// A bar a design.
    pub bars: Vec<Bar>,
}

/// A design's figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its short name.
    pub name: String,
    /// The figure in words.
    pub value: String,
    /// Its length, of 1.
    pub length: f64,
}

/// What can be compared here, as the scenario has it.
#[must_use]
pub fn own(lab: &Lab) -> Option<Params> {
    Params::of(lab.world())
}

/// A comparison with these numbers; nothing, where none can be made.
#[must_use]
pub fn begin(lab: &Lab, params: Params) -> Option<Comparison> {
    Comparison::begin(lab.world(), params).ok().filter(|_| !lab.is_frozen())
}

/// The table as far as it has come.
#[must_use]
pub fn table(lang: Lang, compared: &Compared) -> Table {
    Table {
        verdicts: verdicts(lang, compared),
        charts: charts(lang, compared),
        words: words(lang, compared),
    }
}

/// A design's short name.
#[must_use]
pub fn short(lang: Lang, design: Design) -> String {
    match design {
        Design::PerServer => say!(lang, "short-per-server"),
        Design::OneServer => say!(lang, "short-one-server"),
        Design::PerPop => say!(lang, "short-per-pop"),
        Design::SoftUnicast => say!(lang, "short-soft-unicast"),
        Design::Naive => say!(lang, "short-naive"),
        Design::Nat => say!(lang, "short-nat"),
    }
}

fn verdicts(lang: Lang, compared: &Compared) -> Vec<Verdict> {
    let dearest = compared.outcomes.iter().map(|it| it.addresses.needed_cents).max().unwrap_or(0);
    let one = |it: &Outcome| {
        let cents = it.addresses.needed_cents;
        let is_cheap = cents * 100 <= dearest * CHEAP_PERCENT;
        let is_fast = it.added.is_some_and(|added| added.p95_us <= FAST_US);
        let is_reliable = it.dead_ppm <= POOR_PPM
            && worst(it.server_fails) <= POOR_PPM
            && worst(it.router_reboots) <= POOR_PPM;
        let word = |is: bool, good: String, bad: String| (if is { good } else { bad }, is);
        Verdict {
            key: it.design.name(),
            name: short(lang, it.design),
            words: [
                word(is_cheap, say!(lang, "compare-cheap"), say!(lang, "compare-dear")),
                word(is_fast, say!(lang, "compare-fast"), say!(lang, "compare-slow")),
                word(is_reliable, say!(lang, "compare-reliable"), say!(lang, "compare-poor")),
            ],
        }
    };
    compared.outcomes.iter().map(one).collect()
}

fn worst(loss: Option<Loss>) -> u32 {
    loss.map_or(0, |loss| loss.worst_ppm)
}

/// A figure of an outcome: how long its bar is, in whatever unit, and what it says.
type Figure = fn(Lang, &Outcome) -> Option<(f64, String)>;

fn charts(lang: Lang, compared: &Compared) -> Vec<Chart> {
    let all: [(&'static str, String, Figure); 10] = [
        ("addresses", say!(lang, "compare-addresses"), |_, it| {
            let needed = it.addresses.needed;
            Some((
                float(needed),
                format!("{} · {}", grouped(needed), dollars(it.addresses.needed_cents)),
            ))
        }),
        ("held", say!(lang, "compare-held"), |lang, it| {
            let prefixes = say!(lang, "compare-prefixes", count = it.addresses.prefixes);
            let cents = it.addresses.held_cents;
            let said =
                if cents == 0 { prefixes } else { format!("{prefixes} · {}", dollars(cents)) };
            Some((float(it.addresses.prefixes), said))
        }),
        ("dead", say!(lang, "compare-dead"), |_, it| Some(share(it.dead_ppm))),
        ("added", say!(lang, "compare-added"), |_, it| {
            it.added.map(|it| milliseconds(it.median_us))
        }),
        ("added-p95", say!(lang, "compare-added-p95"), |_, it| {
            it.added.map(|it| milliseconds(it.p95_us))
        }),
        ("local", say!(lang, "compare-local"), |_, it| Some(share(it.local_ppm))),
        ("server", say!(lang, "compare-server"), |_, it| {
            it.server_fails.map(|it| share(it.worst_ppm))
        }),
        ("pop", say!(lang, "compare-pop"), |_, it| it.pop_fails.map(|it| share(it.worst_ppm))),
        ("link", say!(lang, "compare-link"), |_, it| it.link_fails.map(|it| share(it.worst_ppm))),
        ("reboot", say!(lang, "compare-reboot"), |_, it| {
            it.router_reboots.map(|it| share(it.worst_ppm))
        }),
    ];
    all.into_iter()
        .map(|(key, title, figure)| chart(lang, compared, (key, title), figure))
        .collect()
}

fn chart(
    lang: Lang,
    compared: &Compared,
    (key, title): (&'static str, String),
    figure: Figure,
) -> Chart {
    let figures: Vec<_> = compared.outcomes.iter().map(|it| figure(lang, it)).collect();
    let longest = figures.iter().flatten().map(|(length, _)| *length).fold(0.0, f64::max);
    let bar = |(outcome, figure): (&Outcome, Option<(f64, String)>)| {
        let (length, value) = figure.unwrap_or_else(|| (0.0, "–".to_owned()));
        let length = if longest > 0.0 { (length / longest).max(0.0) } else { 0.0 };
        Bar { name: short(lang, outcome.design), value, length }
    };
    Chart { key, title, bars: compared.outcomes.iter().zip(figures).map(bar).collect() }
}

/// What the table means, as far as the numbers say so.
fn words(lang: Lang, compared: &Compared) -> Vec<String> {
    let of = |design: Design| compared.outcomes.iter().find(|it| it.design == design);
    let own = (of(Design::PerServer), of(Design::PerPop));
    let shared = (of(Design::OneServer), of(Design::SoftUnicast));
    let ((Some(server), Some(pop)), (Some(one), Some(soft))) = (own, shared) else {
        return Vec::new();
    };
    let p95 =
        |it: &Outcome| it.added.map_or_else(|| "–".to_owned(), |it| milliseconds(it.p95_us).1);
    let mut words = vec![
        say!(
            lang,
            "compare-says-server",
            count = grouped(server.addresses.needed),
            cost = dollars(server.addresses.needed_cents),
        ),
        say!(
            lang,
            "compare-says-one",
            cost = dollars(one.addresses.needed_cents),
            added = p95(one),
            lost = share(worst(one.server_fails)).1,
        ),
        say!(
            lang,
            "compare-says-pop",
            count = grouped(pop.addresses.needed),
            cost = dollars(pop.addresses.needed_cents),
            prefixes = pop.addresses.prefixes,
            held = dollars(pop.addresses.held_cents),
        ),
        say!(
            lang,
            "compare-says-soft",
            prefixes = soft.addresses.prefixes,
            cost = dollars(soft.addresses.held_cents),
            added = p95(soft),
        ),
    ];
    if let Some(naive) = of(Design::Naive) {
        words.push(say!(lang, "compare-says-naive", dead = share(naive.dead_ppm).1));
    }
    if let Some(nat) = of(Design::Nat) {
        words.push(say!(lang, "compare-says-nat", lost = share(worst(nat.router_reboots)).1));
    }
    words
}

#[expect(clippy::cast_precision_loss, reason = "the lengths of bars")]
const fn float(count: u64) -> f64 {
    count as f64
}

/// A share in millionths: as a length, and in percent.
fn share(ppm: u32) -> (f64, String) {
    let tenths = (u64::from(ppm) + 500) / 1_000;
    let said = match (ppm, tenths) {
        (0, _) => "0 %".to_owned(),
        (_, 0) => "<0.1 %".to_owned(),
        (_, 1_000) => "100 %".to_owned(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    };
    (f64::from(ppm), said)
}

/// Microseconds that may be negative: as a length, and in milliseconds.
fn milliseconds(us: i64) -> (f64, String) {
    let tenths = (us.unsigned_abs() + 50) / 100;
    let sign = match us {
        _ if tenths == 0 => "",
        ..0 => "−",
        _ => "+",
    };
    let said = match tenths {
        0 => "0 ms".to_owned(),
        1..=99 => format!("{sign}{}.{} ms", tenths / 10, tenths % 10),
        _ => format!("{sign}{} ms", (tenths + 5) / 10),
    };
    (if us < 0 { 0.0 } else { float(us.unsigned_abs()) }, said)
}

/// Hundredths of a dollar as dollars.
fn dollars(cents: u64) -> String {
    format!("${}", grouped(cents / CENTS))
}
