//! From a scenario file to what a world is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use ipnet::IpNet;

use super::ends::ends;
use super::schedule::{self, Scheduled};
use crate::engine::base::ids::PrefixId;
use crate::engine::base::located;
use crate::engine::bgp::config::{Config, LocalPrefs, Mrai, Origination};
use crate::engine::bgp::timing::{Bfd, GracefulRestart, Processing, Timing};
use crate::engine::net;
use crate::engine::net::build::build;
use crate::engine::net::network::Network;
use crate::engine::net::scenario::Scenario;
use crate::engine::net::validate::{MAX_FILE_BYTES, Problem, validate};

/// Everything a world needs but its seed: the network, and how its speakers are configured.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The network.
    pub network: Arc<Network>,
    /// The speakers' configuration.
    pub config: Arc<Config>,
    /// What the scenario has done to the world once it is met.
    pub commands: Vec<Scheduled>,
}

impl Setup {
    /// Checks a scenario and builds its network.
    ///
    /// # Errors
    /// All problems at once.
    pub fn from_scenario(scenario: &Scenario) -> Result<Self, Vec<Problem>> {
        validate(scenario)?;
        let commands = schedule::read(&scenario.commands)?;
        let network = build(scenario);
        let config = configure(scenario, &network);
        Ok(Self { network: Arc::new(network), config: Arc::new(config), commands })
    }

    /// Reads, checks and builds a scenario from its file's text.
    ///
    /// # Errors
    /// All problems at once; text that is not JSON, or not of the format, is one problem.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        Self::from_scenario(&read(text)?)
    }
}

/// What the parser says of a number, with the range instead of the type's name.
fn with_ranges(message: &str) -> String {
    let types = [
        ("expected u8", u64::from(u8::MAX)),
        ("expected u32", u64::from(u32::MAX)),
        ("expected u64", u64::MAX),
    ];
    types.iter().fold(message.to_owned(), |told, (name, most)| {
        told.replace(name, &format!("expected a whole number between 0 and {most}"))
    })
}

/// Reads a scenario without checking what it says.
///
/// # Errors
/// Text that is too long, not JSON, or not of the format.
pub fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    if text.len() > MAX_FILE_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_FILE_BYTES}", text.len());
        return Err(vec![Problem::new("file", message)]);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let scenario = located::read(&mut json).map_err(|(place, error)| {
        let place = if place == "." { "file" } else { &place };
        vec![Problem::new(place, with_ranges(&error.to_string()))]
    })?;
    json.end().map_err(|error| vec![Problem::new("file", error.to_string())])?;
    Ok(scenario)
}

fn configure(scenario: &Scenario, network: &Network) -> Config {
    let timing = &scenario.timing;
    let prefs = &scenario.local_pref;
    let mut config = Config {
        profiles: super::profiles::profiles(scenario, network),
        local_pref: LocalPrefs {
            customer: prefs.customer,
            peer: prefs.peer,
            provider: prefs.provider,
            // A network prefers its own announcement as much as a customer's, on all its routers.
            // With less, one of them could prefer a peer's route to the same anycast prefix, and
            // then nothing need ever settle: customers first is what the proof of Gao and
            // Rexford rests on.
            default: prefs.customer.max(prefs.peer).max(prefs.provider),
        },
        mrai: Mrai {
            ebgp: timing.mrai_ebgp_us,
            ibgp: timing.mrai_ibgp_us,
            scope: timing.mrai_scope,
            covers_withdrawals: timing.mrai_covers_withdrawals,
            has_jitter: timing.mrai_jitter,
        },
        roas: scenario.roas.clone(),
        ends: ends(scenario, network),
        timing: clocks(timing),
        has_split_horizon: scenario.split_horizon,
        originations: Vec::new(),
        client_interval: timing.client_interval_us,
        is_in_full: false,
    };
    config.originations = originations(scenario, network, &config);
    config
}

/// The scenario's clocks, as speakers have them.
fn clocks(timing: &net::scenario::Timing) -> Timing {
    let narrow = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
    Timing {
        hold: timing.hold_us,
        keepalive: timing.keepalive_us,
        bfd: timing
            .bfd
            .map(|bfd| Bfd { interval: bfd.interval_us, multiplier: narrow(bfd.multiplier) }),
        processing: Processing { low: timing.processing_us, high: timing.processing_max_us },
        graceful_restart: timing.restart_time_us.map(|restart| GracefulRestart { restart }),
        damping: timing.damping,
    }
}

/// What is announced from the start: by nodes, by client networks, for egress, and by name.
fn originations(scenario: &Scenario, network: &Network, config: &Config) -> Vec<Origination> {
    let nodes = network.nodes.iter().filter(|node| node.announced);
    let unicast = network.nodes.iter().filter_map(|node| Some((node.router, node.unicast?.0)));
    let plain = nodes
        .map(|node| (node.router, network.services[node.service].prefix))
        .chain(
            network
                .clients
                .iter()
                .flat_map(|client| client.prefixes().map(|prefix| (client.router, prefix))),
        )
        .chain(unicast)
        .chain(network.lent())
        .map(|(router, prefix)| {
            let attributes = config.announcement(network, router);
            Origination { router, prefix, attributes: Arc::new(attributes) }
        });
    let known = network.prefixes.iter_enumerated();
    let prefixes: BTreeMap<IpNet, PrefixId> = known.map(|(id, net)| (*net, id)).collect();
    let named = scenario.announcements.iter().filter(|entry| entry.announced).map(|entry| {
        let router = network.names.routers[&entry.router];
        let attributes = config.announcement(network, router).announced_as(
            entry.origin,
            entry.med,
            &entry.communities,
            &entry.as_path_tail,
        );
        let prefix = prefixes[&entry.prefix];
        Origination { router, prefix, attributes: Arc::new(attributes) }
    });
    plain.chain(named).collect()
}
