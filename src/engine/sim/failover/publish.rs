//! From what became of the ways to what users saw, for each way of publishing a name.

use super::watch::Watched;
use super::{Publishing, Setting};
use crate::engine::base::ids::{ClientId, NodeId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;
use crate::engine::traffic::dns::authority::Authority;
use crate::engine::traffic::dns::cache::Answer;
use crate::engine::traffic::dns::geolocation;
use crate::engine::traffic::dns::health;
use crate::engine::traffic::dns::resolver::Askers;
use crate::engine::traffic::outage::{Group, Outages, Served};
use crate::engine::traffic::series::Series;

/// Who would answer, over time.
type Serving = Series<Option<Served>>;

/// What users saw of a failure, with the service published so.
pub(super) fn outages(
    network: &Network,
    seed: u64,
    watched: &Watched,
    setting: &Setting,
    horizon: Span,
) -> Outages {
    let groups = match setting.publishing {
        Publishing::Anycast => anycast(network, watched),
        Publishing::GeoDns | Publishing::Both => {
            let is_both = setting.publishing == Publishing::Both;
            geo_dns(network, seed, watched, setting.ttl, horizon, is_both)
        }
    };
    Outages::of(&groups, horizon)
}

/// All users send to the one address, whatever DNS does.
fn anycast(network: &Network, watched: &Watched) -> Vec<Group> {
    let clients = watched.clients.iter().zip(&watched.service);
    let group = |(&client, served): (&ClientId, &Serving)| {
        let users = network.clients[client].population;
        Group { client, users, served: served.clone() }
    };
    clients.map(group).collect()
}

fn geo_dns(
    network: &Network,
    seed: u64,
    watched: &Watched,
    ttl: Span,
    horizon: Span,
    has_fallback: bool,
) -> Vec<Group> {
    let nodes = watched.nodes.iter().map(|(node, _)| *node);
    let authority = Authority::new(
        nodes.map(|node| (node, geolocation::of_router(network, network.nodes[node].router))),
    );
    let verdicts = verdicts(network, seed, watched, horizon);
    let mut groups = Vec::new();
    for askers in Askers::all(network, &watched.clients, seed) {
        let Ok(n) = watched.clients.binary_search(&askers.client) else { continue };
        let answers = answers(network, watched, &authority, &verdicts, &askers, n);
        for cohort in askers.cohorts(network, ttl) {
            let held = cohort.refresh.held(&answers);
            let unicast = by_held(watched, n, &held);
            let served = if has_fallback {
                with_fallback(&unicast, &watched.service[n], network.dns.fallback)
            } else {
                unicast
            };
            groups.push(Group { client: askers.client, users: cohort.users, served });
        }
    }
    groups
}

/// What the authority holds of each node, in the order of [`Watched::nodes`].
fn verdicts(
    network: &Network,
    seed: u64,
    watched: &Watched,
    horizon: Span,
) -> Vec<(NodeId, Series<bool>)> {
    let check = &network.dns.health;
    let verdict = |(node, ways): &(NodeId, Vec<Serving>)| {
        let moments = ways.iter().flat_map(Series::moments);
        let answers = Series::compiled(moments, |at| ways.iter().any(|way| way.when(at).is_some()));
        let mut stream = Stream::fork(seed, Purpose::HealthCheck, node.get());
        let first = stream.between(0, check.interval_us.as_us().saturating_sub(1));
        (*node, health::verdict(&answers, check, Span::from_us(first), horizon))
    };
    watched.nodes.iter().map(verdict).collect()
}

/// Whose address these askers would be given, over time.
fn answers(
    network: &Network,
    watched: &Watched,
    authority: &Authority,
    verdicts: &[(NodeId, Series<bool>)],
    askers: &Askers,
    n: usize,
) -> Series<Answer> {
    let resolver = askers.resolver.map(|resolver| &watched.resolvers[resolver][n]);
    let moments = verdicts.iter().flat_map(|(_, verdict)| verdict.moments());
    let moments = moments.chain(resolver.into_iter().flat_map(Series::moments));
    Series::compiled(moments, |at| {
        let reached = resolver.map(|resolver| *resolver.when(at));
        if reached == Some(None) {
            return None;
        }
        let place = askers.believed(network, reached.flatten());
        authority
            .answer(place, |node| verdicts.iter().any(|(of, held)| *of == node && *held.when(at)))
    })
}

/// Who answers users that send to the address they hold.
fn by_held(watched: &Watched, n: usize, held: &Series<Answer>) -> Serving {
    let way = |answer: &Answer| {
        let (_, ways) = watched.nodes.iter().find(|(node, _)| Some(*node) == *answer)?;
        Some(&ways[n])
    };
    let answers = std::iter::once(held.before()).chain(held.changes().iter().map(|(_, one)| one));
    let moments = answers.filter_map(way).flat_map(Series::moments).chain(held.moments());
    let moments: Vec<Span> = moments.collect();
    Series::compiled(moments, |at| way(held.when(at)).and_then(|way| *way.when(at)))
}

/// Who answers users that try the service address too if the first is silent for so long.
fn with_fallback(first: &Serving, second: &Serving, delay: Span) -> Serving {
    Series::compiled(first.moments().chain(second.moments()), |at| {
        let late = |served: Served| Served { round_trip: served.round_trip + delay, ..served };
        first.when(at).or_else(|| second.when(at).map(late))
    })
}
