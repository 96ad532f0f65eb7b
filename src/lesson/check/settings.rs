//! Numbers that a world is set to: clocks, capacities, what users ask for.

use super::numbers::{Own, time};
use crate::engine::base::time::Span;
use crate::engine::sim::setup::Setup;
use crate::lesson::quantity::Dimension;

/// Adds what a world is set to.
pub(super) fn add(setup: &Setup, all: &mut Vec<Own>) {
    add_clocks(setup, all);
    add_rates(setup, all);
}

fn add_clocks(setup: &Setup, all: &mut Vec<Own>) {
    let (config, network) = (&setup.config, &setup.network);
    let timing = &config.timing;
    let mut spans: Vec<Span> = vec![config.mrai.ebgp, config.mrai.ibgp, timing.hold];
    spans.push(timing.keepalive);
    spans.extend([timing.processing.low, timing.processing.high]);
    spans.extend(timing.bfd.iter().flat_map(|bfd| [bfd.interval, bfd.detection()]));
    spans.extend(timing.graceful_restart.map(|it| it.restart));
    spans.extend(config.client_interval);
    spans.extend(network.egress.iter().flat_map(|it| [it.propagation, it.grace, it.time_wait]));
    spans.extend(network.links.iter().map(|link| link.delay));
    let dns = &network.dns;
    spans.extend([dns.ttl, dns.fallback, dns.overstay.for_us]);
    spans.extend([dns.health.interval_us, dns.health.timeout_us]);
    all.extend(spans.into_iter().map(|span| time(span.as_us())));
}

fn add_rates(setup: &Setup, all: &mut Vec<Own>) {
    let network = &setup.network;
    let nodes = network.nodes.iter().flat_map(|node| [node.capacity.bps, node.scrub_bps]);
    let links = network.links.iter().map(|link| link.capacity_bps);
    let users = network.services.iter().map(|service| Some(service.demand.per_user_bps));
    let rates = nodes.chain(links).chain(users).flatten();
    all.extend(rates.filter_map(|bps| Some((Dimension::Rate, i64::try_from(bps).ok()?))));
}
