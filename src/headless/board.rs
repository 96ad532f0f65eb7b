//! `board`: the best that can be made of floods, by trying every defence.

use std::path::Path;

use serde_json::{Value, json};

use super::Report;
use super::input::{self, InputProblem};
use crate::engine::base::ids::{NodeId, ServiceId};
use crate::engine::net::capacity::MAX_BPS;
use crate::engine::net::network::Network;
use crate::engine::sim::board::{Answer, Board, Choice};
use crate::engine::sim::command::{Command, FloodOrder, FloodTarget};
use crate::engine::sim::loads::Served;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;
use crate::engine::traffic::flood::{FloodKind, Shape, Strength};

/// The board that is used where no other is named.
const REFERENCE: &str = include_str!("../../assets/scenarios/flood-board.json");
/// What it is called in complaints.
const REFERENCE_NAME: &str = "flood-board.json";

/// Searches a board for each row of strengths, one strength a botnet, in units of the smallest
/// site's capacity.
///
/// # Errors
/// The scenario's problems; strengths that are no numbers or too many, a board that is too large.
pub fn board(
    scenario: Option<&Path>,
    strengths: &[String],
    seed: u64,
    is_json: bool,
) -> Result<Report, Vec<InputProblem>> {
    let file = scenario.unwrap_or(Path::new(REFERENCE_NAME));
    let wrong = |place: &str, message: String| vec![InputProblem::new(file, place, message)];
    let setup = match scenario {
        Some(path) => input::scenario(path)?,
        None => Setup::from_json(REFERENCE).map_err(|problems| {
            let named = |problem| InputProblem { file: file.to_owned(), problem };
            problems.into_iter().map(named).collect::<Vec<_>>()
        })?,
    };
    let mut world = World::new(&setup, seed);
    if !world.settle(&mut Vec::new()) {
        return Err(wrong("file", "its routing does not settle".to_owned()));
    }
    let rows = rows(&world, strengths).map_err(|message| wrong("strengths", message))?;
    let Some(service) = world.network().services.keys().next() else {
        return Err(wrong("services", "there is none to flood".to_owned()));
    };
    let explored = Board::explore(&world, service).map_err(|why| wrong("file", why.to_string()))?;
    let mut report = Report::good();
    for (given, bps) in rows {
        let flooded =
            flooded(&world, service, &bps).map_err(|message| wrong("strengths", message))?;
        let answer = explored.answer(&flooded);
        if is_json {
            report.line(as_json(world.network(), &given, &answer));
        } else {
            report.line(in_words(world.network(), &given, &answer));
        }
    }
    Ok(report)
}

/// The strengths of one search: as given, and in bits per second.
type Row = (Vec<String>, Vec<u64>);

fn rows(world: &World, strengths: &[String]) -> Result<Vec<Row>, String> {
    let botnets = world.network().botnets.len();
    if botnets == 0 || strengths.is_empty() || !strengths.len().is_multiple_of(botnets) {
        let given = strengths.len();
        return Err(format!(
            "must be {botnets} numbers a row, one for each botnet, not {given} in all"
        ));
    }
    let capacities = world.network().nodes.keys().filter_map(|node| world.capacity(node).bps);
    let unit =
        capacities.min().ok_or("are counted in capacities of the smallest site; none has one")?;
    let row = |row: &[String]| {
        let bps: Result<Vec<u64>, String> = row.iter().map(|text| in_units(text, unit)).collect();
        Ok((row.to_vec(), bps?))
    };
    strengths.chunks(botnets).map(row).collect()
}

/// A decimal number of units: exactly, down to whole bits per second, and from there on rounded.
fn in_units(text: &str, unit: u64) -> Result<u64, String> {
    let wrong = || format!("`{text}` must be a decimal number of 0 or more, as in 0.7");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + part.len() == 0 || !is_number(whole) || !is_number(part) {
        return Err(wrong());
    }
    let most = MAX_BPS / unit;
    let too_much = || format!("`{text}` must lie between 0 and {most}");
    let whole = whole.trim_start_matches('0');
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| too_much())? };
    let mut bps = whole.checked_mul(unit).filter(|bps| *bps <= MAX_BPS).ok_or_else(too_much)?;
    let mut digit_is_worth = unit;
    for digit in part.bytes().map(|byte| u64::from(byte - b'0')) {
        if !digit_is_worth.is_multiple_of(10) {
            bps += u64::from(digit >= 5);
            break;
        }
        digit_is_worth /= 10;
        bps += digit * digit_is_worth;
    }
    if bps > MAX_BPS { Err(too_much()) } else { Ok(bps) }
}

/// The world with a flood from each botnet.
fn flooded(world: &World, service: ServiceId, bps: &[u64]) -> Result<World, String> {
    let mut flooded = world.clone();
    let network = world.network();
    for (botnet, &bps) in network.botnets.iter().zip(bps).filter(|(_, bps)| **bps > 0) {
        let order = FloodOrder {
            flood: None,
            botnet: botnet.slug.clone(),
            at: FloodTarget::Service(network.services[service].slug.clone()),
            kind: FloodKind::UdpReflection,
            rate: Strength::InAll(bps),
            shape: Shape::Step,
            is_spoofed: true,
        };
        let now = flooded.now();
        let applied = flooded.apply(now, &Command::StartFlood(order), &mut Vec::new());
        applied.map_err(|refusal| refusal.to_string())?;
    }
    Ok(flooded)
}

fn in_words(network: &Network, given: &[String], answer: &Answer) -> String {
    let how = |withdrawn: &[Choice]| {
        let named: Vec<String> = withdrawn.iter().map(|choice| choice.named(network)).collect();
        if named.is_empty() { "nothing".to_owned() } else { named.join(", ") }
    };
    let Answer { nothing, sites, steering } = answer;
    format!(
        "{}: {}/{}/{} clients served doing nothing / by the best withdrawal of sites ({}) / by the \
         best steering ({})",
        given.join(" "),
        nothing.clients,
        sites.served.clients,
        steering.served.clients,
        how(&sites.withdrawn),
        how(&steering.withdrawn),
    )
}

fn as_json(network: &Network, given: &[String], answer: &Answer) -> Value {
    let node = |node: NodeId| network.nodes[node].slug.as_str();
    let choice = |choice: &Choice| match *choice {
        Choice::Site(site) => json!({"node": node(site)}),
        Choice::From(site, system) => {
            json!({"node": node(site), "neighbor": network.ases[system].slug})
        }
    };
    let best = |served: Served, withdrawn: &[Choice]| {
        json!({
            "clients": served.clients,
            "users": served.users,
            "withdrawn": withdrawn.iter().map(choice).collect::<Vec<_>>(),
        })
    };
    json!({
        "strengths": given,
        "nothing": best(answer.nothing, &[]),
        "sites": best(answer.sites.served, &answer.sites.withdrawn),
        "steering": best(answer.steering.served, &answer.steering.withdrawn),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_whole_bits() {
        let unit = 10_000_000_000;
        let read = |text: &str| in_units(text, unit);
        assert_eq!(read("0.7"), Ok(7_000_000_000));
        assert_eq!(read("20"), Ok(200_000_000_000));
        assert_eq!(read(".5"), Ok(5_000_000_000));
        assert_eq!(read("007.50000000000000"), Ok(75_000_000_000));
        assert_eq!(read("0.0000000001"), Ok(1));
        assert_eq!(read("0.33333333333333"), Ok(3_333_333_333));
        assert_eq!(read("0.66666666666667"), Ok(6_666_666_667));
        assert!(read("1000000.1").unwrap_err().contains("between 0 and 1000000"));
        assert!(read("99999999999999999999").unwrap_err().contains("between 0 and 1000000"));
        for text in ["", ".", "-1", "+1", "1e3", "x", "1.2.3"] {
            assert!(read(text).unwrap_err().contains("decimal number"), "{text}");
        }
    }
}
