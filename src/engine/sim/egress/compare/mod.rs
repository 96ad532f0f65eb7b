//! The million-dollar table: what each design of egress needs, costs and loses, from the world.
//!
//! Users of every client network fetch from every destination, through the PoP that their requests
//! reach, where they are spread evenly over the servers. Each such connection is followed there and
//! back by the forwarding tables as they are, in each design. Then every PoP and every link of the
//! backbone fails, one after another, in a copy of the world; when routing has settled there, each
//! connection is looked at again.
//!
//! Addresses are counted and priced ([`addresses`]); all else is found in the world.
//!
//! Simplified: all PoPs have as many servers, and all servers work; a connection that lives again
//! once routing has settled was not lost meanwhile; ports do not run out; and a CDN sends everybody
//! to the place nearest to the user, whatever address is shown to it.

pub mod addresses;
mod flows;
mod losses;
pub mod params;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use flows::Server;
pub use losses::{Loss, Part};

use addresses::Addresses;
use flows::{Flow, Plan, Ways};
use losses::{Losses, Spread, ppm};
use params::Params;

use crate::engine::base::ids::{LinkId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::egress::{Design, Egress};
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::sim::command::Command;
use crate::engine::sim::limits::MAX_RACE_EVENTS;
use crate::engine::sim::world::World;

const DESIGNS: usize = Design::ALL.len();
/// The place of [`Design::PerPop`] in [`Design::ALL`]: there packets go out and back straight.
const STRAIGHT: usize = 2;

/// Why nothing can be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompareProblem {
    /// Nobody opens connections in this world.
    #[error("the servers of this world open no connections")]
    NoEgress,
    /// Numbers are out of their ranges.
    #[error("{}", listed(.0))]
    OutOfRange(Vec<OutOfRange>),
    /// Routing does not settle, even before anything fails.
    #[error("routing does not settle")]
    Unsettled,
}

fn listed(numbers: &[OutOfRange]) -> String {
    let told = numbers.iter().map(|OutOfRange { field, value, low, high }| {
        format!("{field} must lie between {low} and {high}, not {value}")
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What a design comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The design.
    pub design: Design,
    /// Its addresses.
    pub addresses: Addresses,
    /// The share of connections that leave at the PoP where the user came in, in millionths.
    pub local_ppm: u32,
    /// The share that dies at once, since no reply comes home, in millionths.
    pub dead_ppm: u32,
    /// How much longer the round trip to the destination is than straight out and back by an
    /// address of the PoP's own; absent: no connection lives.
    pub added: Option<Added>,
    /// What is lost when a server fails.
    pub server_fails: Option<Loss>,
    /// What is lost when a PoP fails.
    pub pop_fails: Option<Loss>,
    /// What is lost when a link of the backbone fails; absent: it has none.
    pub link_fails: Option<Loss>,
    /// What is lost when a PoP's router starts again, and is back soon.
    pub router_reboots: Option<Loss>,
    /// The largest share of connections that leave through one place; absent: there are none.
    pub choke: Option<Choke>,
    /// The link of the backbone over which the most replies are carried; absent: none is.
    pub backbone: Option<Busiest>,
}

/// The busiest link of the backbone, in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busiest {
    /// The link.
    pub link: LinkId,
    /// The router that replies leave there.
    pub from: RouterId,
    /// The share of connections whose replies it carries, in millionths.
    pub share_ppm: u32,
    /// What that comes to, in bits per second, by what the scenario says each user is sent.
    pub bps: u64,
    /// How much of the link's capacity that is, in percent, rounded up; absent: it has no bound.
    pub percent: Option<u64>,
}

/// Microseconds that are added to round trips, over users whose connections live. A reply that is
/// carried home may be faster: then they are negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Half of the users have no more.
    pub median_us: i64,
    /// 95 of 100 have no more.
    pub p95_us: i64,
}

/// A place that many connections leave through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choke {
    /// How many, in millionths of all.
    pub share_ppm: u32,
    /// The place; of several as bad the first.
    pub part: Part,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What was compared.
    pub params: Params,
    /// Users whose requests reach a PoP.
    pub users: u64,
    /// What each design comes to, in the order of [`Design::ALL`].
    pub outcomes: Vec<Outcome>,
    /// Failures after which routing did not settle: what they lose was looked at as it stood.
    pub unsettled: u32,
}

/// A comparison under way, a failure a step.
#[derive(Clone, Debug)]
pub struct Comparison {
    params: Params,
    plan: Plan,
    /// The world before anything fails.
    world: World,
    users: u64,
    flows: Vec<Flow>,
    /// The round trips of the flows that live, by design.
    trips: [Vec<Option<Span>>; DESIGNS],
    /// The busiest link of each design.
    busiest: [Option<Busiest>; DESIGNS],
    failures: Vec<(Part, Command)>,
    done: usize,
    pops: [Losses; DESIGNS],
    links: [Losses; DESIGNS],
    unsettled: u32,
}

/// Compares all designs.
///
/// # Errors
/// Why nothing can be compared.
pub fn compare(world: &World, params: Params) -> Result<Compared, CompareProblem> {
    let mut comparison = Comparison::begin(world, params)?;
    while comparison.step() {}
    Ok(comparison.compared())
}

impl Comparison {
    /// Begins to compare, with the world as it is now; that one is left alone.
    ///
    /// # Errors
    /// Why nothing can be compared.
    pub fn begin(world: &World, params: Params) -> Result<Self, CompareProblem> {
        let egress = world.network().egress.as_ref().ok_or(CompareProblem::NoEgress)?;
        let problems = params.check(world);
        if !problems.is_empty() {
            return Err(CompareProblem::OutOfRange(problems));
        }
        let plan = Plan::new(world, egress, &params);
        let world = with_pops(world, egress, &plan).ok_or(CompareProblem::Unsettled)?;
        let flows = plan.flows(&world, egress, &params);
        let clients = world.network().clients.iter_enumerated();
        let served = clients.filter(|&(client, _)| {
            world.serving(client, plan.service).is_some_and(|node| plan.pops.contains(&node))
        });
        let users = served.map(|(_, client)| client.population).sum();
        let mut ways = Ways::new(&world, &plan);
        let trips = Design::ALL
            .map(|design| flows.iter().map(|flow| ways.trip(design, flow)).collect::<Vec<_>>());
        let busiest = Design::ALL.map(|design| {
            let living = flows.iter().filter(|flow| ways.trip(design, flow).is_some());
            let living: Vec<Flow> = living.copied().collect();
            let carried = living.iter().map(|flow| (flow.users, ways.links_home(design, flow)));
            busiest(&world, egress, carried, users_of(&flows))
        });
        let failures = failures(&world, &plan);
        let (pops, links) = Default::default();
        Ok(Self {
            params,
            plan,
            world,
            users,
            flows,
            trips,
            busiest,
            failures,
            done: 0,
            pops,
            links,
            unsettled: 0,
        })
    }

    /// Has the next thing fail. Returns whether there is more to do.
    pub fn step(&mut self) -> bool {
        let Some((part, command)) = self.failures.get(self.done).cloned() else { return false };
        self.done += 1;
        let mut world = self.world.clone();
        let mut facts = Vec::new();
        let is_accepted = world.apply(world.now(), &command, &mut facts).is_ok();
        if is_accepted && !world.settle_within(MAX_RACE_EVENTS, &mut facts) {
            self.unsettled += 1;
        }
        let lost = self.lost(&world, part);
        let losses = if matches!(part, Part::Link(_)) { &mut self.links } else { &mut self.pops };
        for (losses, lost) in losses.iter_mut().zip(lost) {
            losses.add(part, lost);
        }
        self.done < self.failures.len()
    }

    /// How many failures have been looked at, and how many there are.
    #[must_use]
    pub const fn progress(&self) -> (usize, usize) {
        (self.done, self.failures.len())
    }

    /// The table, as far as failures have been looked at.
    #[must_use]
    pub fn compared(&self) -> Compared {
        let designs = Design::ALL.into_iter().enumerate();
        Compared {
            params: self.params,
            users: self.users,
            outcomes: designs.map(|(place, design)| self.outcome(place, design)).collect(),
            unsettled: self.unsettled,
        }
    }

    /// How many connections of each design are lost in a world where a part has failed.
    fn lost(&self, world: &World, part: Part) -> [u128; DESIGNS] {
        let mut ways = Ways::new(world, &self.plan);
        let mut lost = [0; DESIGNS];
        for ((design, trips), lost) in Design::ALL.into_iter().zip(&self.trips).zip(&mut lost) {
            for (flow, _) in self.flows.iter().zip(trips).filter(|(_, trip)| trip.is_some()) {
                let is_through = design == Design::OneServer && part == Part::Pop(flow.owner.node);
                let has_server = part != Part::Pop(flow.at) && !is_through;
                if !has_server || ways.trip(design, flow).is_none() {
                    *lost += u128::from(flow.users);
                }
            }
        }
        lost
    }

    fn outcome(&self, place: usize, design: Design) -> Outcome {
        let trips = &self.trips[place];
        let users = |is: &dyn Fn(&Flow, Option<Span>) -> bool| -> u128 {
            let all = self.flows.iter().zip(trips).filter(|(flow, trip)| is(flow, **trip));
            all.map(|(flow, _)| u128::from(flow.users)).sum()
        };
        let all = users(&|_, _| true);
        let of_servers = all * u128::from(self.params.servers);
        let local = users(&|flow, _| design != Design::OneServer || flow.owner.node == flow.at);
        let living = self.flows.iter().zip(trips).filter(|(_, trip)| trip.is_some());
        let living = Spread::of(living.map(|(flow, _)| flow), &self.params);
        let everybody = Spread::of(self.flows.iter(), &self.params);
        let pops = &self.plan.pops;
        Outcome {
            design,
            addresses: Addresses::of(design, &self.params),
            local_ppm: ppm(local, all),
            dead_ppm: ppm(users(&|_, trip| trip.is_none()), all),
            added: self.added(trips),
            server_fails: living.servers_fail(design, pops).loss(of_servers),
            pop_fails: self.pops[place].loss(all),
            link_fails: self.links[place].loss(all),
            router_reboots: living.routers_reboot(design, pops).loss(of_servers),
            choke: everybody
                .choke(design)
                .map(|(part, share)| Choke { share_ppm: ppm(share, of_servers), part }),
            backbone: self.busiest[place],
        }
    }

    /// What these round trips are longer than straight ones.
    fn added(&self, trips: &[Option<Span>]) -> Option<Added> {
        let us = |span: Span| i64::try_from(span.as_us()).unwrap_or(i64::MAX);
        let both = trips.iter().zip(&self.trips[STRAIGHT]).zip(&self.flows);
        let mut added: Vec<(i64, u64)> = both
            .filter_map(|((trip, straight), flow)| {
                Some((us((*trip)?) - us((*straight)?), flow.users))
            })
            .collect();
        added.sort_unstable();
        let [median_us, p95_us] = [50, 95].map(|percent| quantile(&added, percent));
        Some(Added { median_us: median_us?, p95_us: p95_us? })
    }
}

/// Users of flows, each as often as there are destinations.
fn users_of(flows: &[Flow]) -> u128 {
    flows.iter().map(|flow| u128::from(flow.users)).sum()
}

/// The link over which the most users' replies are carried; of equal ones the first.
fn busiest(
    world: &World,
    egress: &Egress,
    carried: impl Iterator<Item = (u64, Vec<(LinkId, RouterId)>)>,
    all: u128,
) -> Option<Busiest> {
    let mut loads: BTreeMap<(LinkId, RouterId), u128> = BTreeMap::new();
    for (users, links) in carried {
        for end in links {
            *loads.entry(end).or_default() += u128::from(users);
        }
    }
    let most = loads.values().copied().max()?;
    let ((link, from), users) = loads.into_iter().find(|&(_, users)| users == most)?;
    let destinations = u128::try_from(egress.destinations.len()).unwrap_or(u128::MAX).max(1);
    let bps = users * u128::from(egress.per_user_bps) / destinations;
    let bps = u64::try_from(bps).unwrap_or(u64::MAX);
    let capacity = world.network().links[link].capacity_bps;
    let percent = capacity.map(|most| (u128::from(bps) * 100).div_ceil(u128::from(most.max(1))));
    let percent = percent.map(|percent| u64::try_from(percent).unwrap_or(u64::MAX));
    Some(Busiest { link, from, share_ppm: ppm(users, all), bps, percent })
}

/// The least of these sorted values that so many of a hundred users have no more than.
fn quantile(values: &[(i64, u64)], percent: u128) -> Option<i64> {
    let all: u128 = values.iter().map(|&(_, users)| u128::from(users)).sum();
    let mut below = 0;
    let mut values = values.iter();
    values
        .find(|&&(_, users)| {
            below += u128::from(users);
            below * 100 >= all * percent && below > 0
        })
        .map(|&(value, _)| value)
}

/// A copy of a world in which only these PoPs announce the service and the pool, and client
/// networks send nothing. Absent: it does not settle.
fn with_pops(world: &World, egress: &Egress, plan: &Plan) -> Option<World> {
    let mut copy = world.clone();
    Arc::make_mut(&mut copy.config).client_interval = None;
    let network = Arc::clone(&copy.network);
    let mut facts = Vec::new();
    let others = network.services[egress.service].nodes.iter();
    for &node in others.filter(|node| !plan.pops.contains(node)) {
        let described = &network.nodes[node];
        let router = &network.routers[described.router].slug;
        let service = Command::Withdraw { node: described.slug.clone() };
        let pool = egress
            .pool
            .iter()
            .map(|&prefix| Command::WithdrawPrefix { router: router.clone(), prefix });
        for command in std::iter::once(service).chain(pool) {
            // Refused is what was withdrawn before.
            drop(copy.apply(copy.now(), &command, &mut facts));
        }
    }
    copy.settle_within(MAX_RACE_EVENTS, &mut facts).then_some(copy)
}

/// What can fail now: PoPs that take part, and links of their network that are up.
fn failures(world: &World, plan: &Plan) -> Vec<(Part, Command)> {
    let network = world.network();
    let pops = plan.pops.iter().map(|&node| {
        let slug = network.nodes[node].slug.clone();
        (Part::Pop(node), Command::FailPop { node: slug })
    });
    let operator = plan.pops.first().map(|&node| network.routers[network.nodes[node].router].in_as);
    let links = network.links.iter_enumerated().filter(|(_, link)| {
        link.igp_cost.is_some() && Some(network.routers[link.routers[0]].in_as) == operator
    });
    let links = links.map(|(id, link)| {
        let slug = link.slug.clone();
        (Part::Link(id), Command::FailLink { link: slug })
    });
    pops.chain(links).filter(|(_, command)| world.accepts(command).is_ok()).collect()
}
