//! `outage`: loses a PoP, and says how long users miss the service, by each way of publishing it.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::Report;
use super::input::{self, InputProblem};
use crate::app::i18n::Lang;
use crate::app::present::outage::{failure as what_fails, label, verdict};
use crate::app::present::quantity::{milliseconds, seconds};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;
use crate::engine::sim::failover::{
    Failure, How, Outcome, Publishing, RaceProblem, Setting, USUAL_BFD, race, winners,
};
use crate::engine::sim::world::World;
use crate::engine::traffic::outage::{ClientOutage, Outages, Services};

/// The moments of the table, in seconds after the failure.
const MOMENTS_S: [u64; 11] = [1, 2, 5, 10, 20, 30, 60, 120, 180, 300, 600];

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The node's slug.
    pub node: String,
    /// How it is lost.
    pub how: How,
    /// Times to live of GeoDNS, in seconds.
    pub ttls_s: Vec<u64>,
    /// Hold time, in seconds.
    pub hold_s: u64,
    /// The seed.
    pub seed: u64,
    /// Whether JSON is wanted.
    pub is_json: bool,
}

impl Asked {
    /// GeoDNS at each time to live; anycast without BFD and with it; and both published, at the
    /// time to live in the middle.
    fn settings(&self) -> Vec<Setting> {
        let hold = Span::from_us(self.hold_s.saturating_mul(1_000_000));
        let ttls: Vec<Span> =
            self.ttls_s.iter().map(|s| Span::from_us(s.saturating_mul(1_000_000))).collect();
        let both = ttls.get(ttls.len() / 2).copied().unwrap_or(Span::ZERO);
        let dns = ttls.into_iter().map(Setting::geo_dns);
        let anycast = [None, Some(USUAL_BFD)].map(Setting::anycast);
        let all = dns.chain(anycast).chain([Setting::both(both)]);
        all.map(|setting| Setting { hold, ..setting }).collect()
    }
}

/// Loses a PoP of a scenario.
///
/// # Errors
/// All problems of the scenario; a node that there is not; a number out of its range.
pub fn outage(scenario: &Path, asked: &Asked) -> Result<Report, Vec<InputProblem>> {
    let setup = input::scenario(scenario)?;
    let wrong = |place: &str, why: String| vec![InputProblem::new(scenario, place, why)];
    let node = Slug::new(&asked.node);
    let Some(&id) = setup.network.names.nodes.get(&node) else {
        let all: Vec<&str> = setup.network.names.nodes.keys().map(Slug::as_str).collect();
        let why = format!("there is no node called `{node}`; there are: {}", all.join(", "));
        return Err(wrong("--fail", why));
    };
    let world = World::opened(&setup, asked.seed);
    let failure = Failure::of_node(&world, &node, asked.how)
        .map_err(|refusal| wrong("--fail", refusal.to_string()))?;
    let mut settings = asked.settings();
    let without = failure.lacks_address(&world);
    if without.is_some() {
        settings.retain(|setting| setting.publishing == Publishing::Anycast);
    }
    let outcomes = race(&world, &failure, &settings).map_err(|problem| {
        let place = match &problem {
            RaceProblem::OutOfRange(number) if number.field == "hold_us" => "--hold",
            RaceProblem::OutOfRange(_) => "--ttl",
            _ => "--fail",
        };
        wrong(place, problem.to_string())
    })?;
    let is_good = world.is_converged() && outcomes.iter().all(|outcome| !outcome.is_cut);
    let mut report = Report { is_good, ..Report::default() };
    if asked.is_json {
        let mut json = as_json(world.network(), asked, &outcomes);
        if let Some(problem) = without {
            json["left_out"] = problem.to_string().into();
        }
        report.line(json);
        return Ok(report);
    }
    report.line(what_fails(Lang::En, world.network(), id, asked.how));
    if !world.is_converged() {
        report.line("Routing had not settled before.");
    }
    if let Some(problem) = without {
        report.line(format!("GeoDNS is left out: {problem}."));
    }
    table(&mut report, &outcomes);
    for sentence in verdict(Lang::En, &outcomes) {
        report.line(sentence);
    }
    Ok(report)
}

/// A row a setting: shares of users who are out at the moments, and what it comes to.
fn table(report: &mut Report, outcomes: &[Outcome]) {
    let users = outcomes.first().map_or(0, |outcome| outcome.outages.users);
    report.line(format!("Of {users} users so many per cent are without the service after"));
    let labels: Vec<String> =
        outcomes.iter().map(|outcome| label(Lang::En, &outcome.setting)).collect();
    let widest = labels.iter().map(String::len).max().unwrap_or(0);
    let moments = MOMENTS_S.map(|s| format!("{s:>4} s")).join(" ");
    let last =
        format!("{:>15} {:>8} {:>8} {:>17}", "user-seconds", "median", "worst", "round trip");
    report.line(format!("{:widest$} {moments} {last}", ""));
    for (outcome, label) in outcomes.iter().zip(labels) {
        let outages = &outcome.outages;
        let shares = MOMENTS_S.map(|s| percent(outages, Span::from_s(s))).join(" ");
        let trips = [outages.before, outages.after]
            .map(|trip| trip.map_or_else(|| "–".to_owned(), milliseconds))
            .join(" → ");
        report.line(format!(
            "{label:widest$} {shares} {:>15} {:>8} {:>8} {trips:>17}",
            outages.user_seconds_lost(),
            seconds(outages.quantile_of_hit(500)),
            seconds(outages.worst()),
        ));
    }
    report.line("(median: of those who miss it at all; round trip: mean before and after)");
}

/// Users who are out, in per cent with one decimal.
fn percent(outages: &Outages, at: Span) -> String {
    let permille = outages.permille_out_at(at);
    format!("{:>4}.{}", permille / 10, permille % 10)
}

fn as_json(network: &Network, asked: &Asked, outcomes: &[Outcome]) -> Value {
    let best: Vec<String> =
        winners(outcomes).iter().map(|outcome| label(Lang::En, &outcome.setting)).collect();
    json!({
        "scenario": network.slug,
        "seed": asked.seed,
        "node": asked.node,
        "how": asked.how,
        "users": outcomes.first().map_or(0, |outcome| outcome.outages.users),
        "winners": best,
        "verdict": verdict(Lang::En, outcomes),
        "curves": outcomes.iter().map(|one| curve_json(network, one)).collect::<Vec<_>>(),
    })
}

fn curve_json(network: &Network, outcome: &Outcome) -> Value {
    let Outcome { setting, outages, is_cut } = outcome;
    let bfd =
        setting.bfd.map(|bfd| json!({"interval_us": bfd.interval, "multiplier": bfd.multiplier}));
    let shares: Map<String, Value> = MOMENTS_S
        .iter()
        .map(|&s| (s.to_string(), outages.permille_out_at(Span::from_s(s)).into()))
        .collect();
    let clients: Map<String, Value> = outages
        .by_client
        .iter()
        .map(|(&id, of)| (network.clients[id].slug.to_string(), client_json(network, of)))
        .collect();
    json!({
        "label": label(Lang::En, setting),
        "publishing": setting.publishing,
        "ttl_us": setting.ttl,
        "hold_us": setting.hold,
        "bfd": bfd,
        "horizon_us": outages.horizon,
        "is_cut": is_cut,
        "users_hit": outages.users_hit(),
        "users_still_out": outages.still_out(),
        "user_seconds_lost": outages.user_seconds_lost(),
        "outage_us": {
            "median": outages.quantile(500),
            "p90": outages.quantile(900),
            "median_of_hit": outages.quantile_of_hit(500),
            "p90_of_hit": outages.quantile_of_hit(900),
            "worst": outages.worst(),
        },
        "round_trip_us": {"before": outages.before, "after": outages.after},
        "permille_out_after_s": shares,
        "users_out_from_us": outages.curve,
        "users_by_outage_us": outages.totals,
        "clients": clients,
    })
}

fn client_json(network: &Network, of: &ClientOutage) -> Value {
    json!({
        "users": of.users,
        "user_seconds_lost": u64::try_from(of.lost_us / 1_000_000).unwrap_or(u64::MAX),
        "worst_us": of.worst,
        "before": services_json(network, &of.before),
        "after": services_json(network, &of.after),
    })
}

fn services_json(network: &Network, services: &Services) -> Value {
    let users: Map<String, Value> = services
        .users
        .iter()
        .map(|(&node, &users)| (network.nodes[node].slug.to_string(), users.into()))
        .collect();
    json!({"users_by_node": users, "round_trip_us": services.mean()})
}
