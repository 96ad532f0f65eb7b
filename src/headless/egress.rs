//! `egress`: compares the designs by which servers share addresses, side by side.

use std::path::Path;

use super::Report;
use super::comparison_json::as_json;
use super::input::{self, InputProblem};
use crate::engine::net::network::Network;
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::net::port_slice::SliceSize;
use crate::engine::sim::egress::compare::params::Params;
use crate::engine::sim::egress::compare::{CompareProblem, Compared, Loss, Outcome, Part, compare};
use crate::engine::sim::world::World;

/// What is asked; what is absent is as the scenario has it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// PoPs.
    pub pops: Option<u64>,
    /// Servers of each.
    pub servers: Option<u64>,
    /// Tags.
    pub tags: Option<u64>,
    /// Ports of a slice.
    pub slice: Option<u64>,
    /// The price of an address, in hundredths of a dollar.
    pub price_cents: Option<u64>,
    /// Whether addresses are IPv6, whatever the scenario's are.
    pub is_ipv6: bool,
    /// The seed.
    pub seed: u64,
    /// Whether JSON is wanted.
    pub is_json: bool,
}

/// Compares the designs in a scenario's world.
///
/// # Errors
/// All problems of the scenario; numbers out of their ranges; a world without egress.
pub fn egress(scenario: &Path, asked: &Asked) -> Result<Report, Vec<InputProblem>> {
    let setup = input::scenario(scenario)?;
    let wrong = |place: &str, why: String| InputProblem::new(scenario, place, why);
    let world = World::opened(&setup, asked.seed);
    let own = Params::of(&world)
        .ok_or_else(|| vec![wrong("egress", CompareProblem::NoEgress.to_string())])?;
    let params = with(own, asked).map_err(|(option, why)| vec![wrong(option, why)])?;
    let compared = compare(&world, params).map_err(|problem| match problem {
        CompareProblem::OutOfRange(numbers) => {
            numbers.into_iter().map(|number| wrong(option(number.field), range(number))).collect()
        }
        other => vec![wrong("egress", other.to_string())],
    })?;
    let mut report = Report { is_good: compared.unsettled == 0, ..Report::default() };
    if asked.is_json {
        report.line(as_json(world.network(), &compared));
    } else {
        table(&mut report, world.network(), &compared);
    }
    Ok(report)
}

/// The scenario's numbers, but for those that are asked for.
fn with(own: Params, asked: &Asked) -> Result<Params, (&'static str, String)> {
    let slice = asked.slice.map_or(Ok(own.slice), SliceSize::new);
    // Beyond its type a number is out of its range, too; then the range says so.
    Ok(Params {
        pops: asked.pops.map_or(own.pops, |n| u8::try_from(n).unwrap_or(u8::MAX)),
        servers: asked.servers.map_or(own.servers, |n| u16::try_from(n).unwrap_or(u16::MAX)),
        tags: asked.tags.map_or(own.tags, |n| u16::try_from(n).unwrap_or(u16::MAX)),
        slice: slice.map_err(|problem| ("--slice", problem.to_string()))?,
        price_cents: asked.price_cents.unwrap_or(own.price_cents),
        is_ipv6: asked.is_ipv6 || own.is_ipv6,
    })
}

fn option(field: &str) -> &'static str {
    match field {
        "pops" => "--pops",
        "servers" => "--servers",
        "tags" => "--tags",
        _ => "--price-cents",
    }
}

fn range(OutOfRange { low, high, .. }: OutOfRange) -> String {
    format!("must lie between {low} and {high}")
}

/// A row a design.
fn table(report: &mut Report, network: &Network, compared: &Compared) {
    let Params { pops, servers, tags, slice, price_cents, is_ipv6 } = compared.params;
    let price =
        if is_ipv6 { "IPv6".to_owned() } else { format!("{} an address", dollars(price_cents)) };
    report.line(format!(
        "{pops} PoPs × {servers} servers × {tags} tags, slices of {slice} ports, {price}; {} users",
        compared.users
    ));
    let rows: Vec<Vec<String>> = [heading(is_ipv6)]
        .into_iter()
        .chain(compared.outcomes.iter().map(|outcome| row(network, outcome)))
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|n| rows.iter().map(|row| row[n].chars().count()).max().unwrap_or(0))
        .collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, &width))| {
            // Words begin together, numbers end together.
            if n == 0 || n + 1 == columns {
                format!("{cell:width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
        report.line(cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    for sentence in [
        "needed, held: addresses, and whole prefixes since no longer ones are heard of.",
        "local: leaves where the user came in. dead: no reply comes home, from the start.",
        "added: to the round trip, median and 95th percentile, over straight out and back.",
        "lost when one fails: share of all connections, on average / at worst.",
        "backbone: the largest share whose replies one of its links carries one way.",
        "choke: the largest share that leaves through one place.",
    ] {
        report.line(sentence);
    }
    if let Some(naive) = compared.outcomes.iter().find(|one| one.addresses.service > 0) {
        let count = naive.addresses.service;
        let addresses = if count == 1 { "address" } else { "addresses" };
        report.line(format!("naive: with {count} service {addresses} every server has a slice."));
    }
    if compared.unsettled > 0 {
        report.line(format!("Routing did not settle after {} failures.", compared.unsettled));
    }
}

fn heading(is_ipv6: bool) -> Vec<String> {
    let prefixes = if is_ipv6 { "/48s held" } else { "/24s held" };
    [
        "", "needed", "cost", prefixes, "cost", "local", "dead", "added", "server", "PoP", "link",
        "reboot", "backbone", "choke", "where",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn row(network: &Network, outcome: &Outcome) -> Vec<String> {
    let addresses = &outcome.addresses;
    let added = outcome.added.map_or_else(none, |added| {
        format!("{} / {} ms", milliseconds(added.median_us), milliseconds(added.p95_us))
    });
    vec![
        outcome.design.name().to_owned(),
        addresses.needed.to_string(),
        dollars(addresses.needed_cents),
        addresses.prefixes.to_string(),
        dollars(addresses.held_cents),
        percent(outcome.local_ppm, 1),
        percent(outcome.dead_ppm, 1),
        added,
        lost(outcome.server_fails),
        lost(outcome.pop_fails),
        lost(outcome.link_fails),
        lost(outcome.router_reboots),
        outcome.backbone.map_or_else(none, |busiest| percent(busiest.share_ppm, 1)),
        outcome.choke.map_or_else(none, |choke| percent(choke.share_ppm, 2)),
        outcome.choke.map_or_else(none, |choke| place(network, choke.part)),
    ]
}

fn none() -> String {
    "–".to_owned()
}

fn place(network: &Network, part: Part) -> String {
    match part {
        Part::Server(at) => format!("{} server {}", network.nodes[at.node].slug, at.server),
        Part::Pop(node) => network.nodes[node].slug.to_string(),
        Part::Link(link) => network.links[link].slug.to_string(),
        Part::Router(node) => network.routers[network.nodes[node].router].slug.to_string(),
    }
}

fn lost(loss: Option<Loss>) -> String {
    loss.map_or_else(none, |loss| {
        format!("{} / {}", percent(loss.mean_ppm, 2), percent(loss.worst_ppm, 2))
    })
}

/// Millionths in per cent, with one or two decimals.
fn percent(ppm: u32, decimals: u32) -> String {
    let steps = 10_u32.pow(decimals);
    let rounded = (u64::from(ppm) * u64::from(steps) + 5_000) / 10_000;
    let (whole, rest) = (rounded / u64::from(steps), rounded % u64::from(steps));
    format!("{whole}.{rest:0width$} %", width = usize::try_from(decimals).unwrap_or(0))
}

/// Microseconds in milliseconds, with one decimal and a sign unless they are none.
fn milliseconds(us: i64) -> String {
    let tenths = (us.unsigned_abs() + 50) / 100;
    let sign = if tenths == 0 {
        ""
    } else if us < 0 {
        "−"
    } else {
        "+"
    };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// Whole dollars, thousands set off.
fn dollars(cents: u64) -> String {
    let digits = ((cents + 50) / 100).to_string();
    let count = digits.len();
    let mut told = String::from("$");
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (count - n).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_and_signed() {
        assert_eq!(
            [0, 49, 50, 83_333, 1_000_000].map(|ppm| percent(ppm, 2)),
            ["0.00 %", "0.00 %", "0.01 %", "8.33 %", "100.00 %"]
        );
        assert_eq!(percent(83_333, 1), "8.3 %");
        assert_eq!(
            [0, -49, -50, 1_250, -12_345].map(milliseconds),
            ["0.0", "0.0", "−0.1", "+1.3", "−12.3"]
        );
        assert_eq!(
            [0, 99, 100_000, 123_456_789].map(dollars),
            ["$0", "$1", "$1,000", "$1,234,568"]
        );
    }
}
