//! One failure, and how long users miss a service that is published in one way or another: the race
//! of GeoDNS against anycast.
//!
//! A copy of the world is played through the failure, event by event, with the timers of each
//! setting. For each client network it is then known from when to when a request would have been
//! answered at each address, by the forwarding tables as they were at that very moment; and for
//! each cohort of its users, which address they held.
//!
//! Published *both* ways, a name has two addresses in one answer: that of the nearest node, and the
//! service address. Clients try the first, and if nobody answers within the Connection Attempt
//! Delay, the second [RFC 1123 § 2.3, RFC 8305 § 5]. (Operators also speak of both when they give
//! some users the one and some the other, by which has served them faster: Calder and others,
//! 2015. That is GeoDNS with a better database, and fails as GeoDNS does.)
//!
//! Simplified: a request and its answer see the tables of one instant; see also
//! [`traffic::dns`](crate::engine::traffic::dns). Nobody repairs what failed, and routing is left
//! alone meanwhile.

mod publish;
mod watch;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::apply::{Refusal, already, unknown};
use super::command::Command;
use super::limits::{MAX_RACE_SETTINGS, RACE_HORIZON};
use super::world::World;
use crate::engine::base::ids::{LinkId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::bgp::timing::Bfd;
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::net::validate::MAX_SPAN_US;
use crate::engine::net::validate::timing::{
    MAX_BFD_INTERVAL_US, MAX_BFD_MULTIPLIER, MIN_BFD_INTERVAL_US, MIN_HOLD_US,
};
use crate::engine::traffic::outage::Outages;
use watch::{Watched, watch};

/// How a service's name is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publishing {
    /// Its one address, which all nodes announce.
    Anycast,
    /// The own address of a node, another for each asker.
    GeoDns,
    /// The own address of a node, and the one address beside it.
    Both,
}

/// A way to publish, and the timers that decide how soon a failure is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The way.
    pub publishing: Publishing,
    /// Time to live of the records; anycast has no use for it.
    pub ttl: Span,
    /// Hold time of all BGP sessions [RFC 4271 § 4.2]; zero: silence is never noticed.
    pub hold: Span,
    /// BFD on all links between networks, if it runs [RFC 5880].
    pub bfd: Option<Bfd>,
}

/// BFD as data centres and exchanges commonly run it: 3 times 300 ms.
pub const USUAL_BFD: Bfd = Bfd { interval: Span::from_ms(300), multiplier: 3 };

/// The hold time that most routers come with.
pub const USUAL_HOLD: Span = Span::from_s(180);

impl Setting {
    /// GeoDNS with this time to live, beside routers with the usual hold time and no BFD.
    #[must_use]
    pub const fn geo_dns(ttl: Span) -> Self {
        Self { publishing: Publishing::GeoDns, ttl, hold: USUAL_HOLD, bfd: None }
    }

    /// Anycast with the usual hold time, and BFD or not.
    #[must_use]
    pub const fn anycast(bfd: Option<Bfd>) -> Self {
        Self { publishing: Publishing::Anycast, ttl: Span::ZERO, hold: USUAL_HOLD, bfd }
    }

    /// Both, with this time to live and the usual hold time.
    #[must_use]
    pub const fn both(ttl: Span) -> Self {
        Self { publishing: Publishing::Both, ttl, hold: USUAL_HOLD, bfd: None }
    }

    /// The five that are usually compared: GeoDNS at 20, 60 and 300 s, anycast without BFD and
    /// with it.
    #[must_use]
    pub fn five() -> Vec<Self> {
        let geo_dns = [20, 60, 300].map(|ttl| Self::geo_dns(Span::from_s(ttl)));
        let anycast = [None, Some(USUAL_BFD)].map(Self::anycast);
        geo_dns.into_iter().chain(anycast).collect()
    }

    fn problem(&self) -> Option<OutOfRange> {
        let hold = self.hold.as_us();
        OutOfRange::check("ttl_us", self.ttl.as_us(), 0, MAX_SPAN_US)
            .or_else(|| {
                let hold = (hold != 0).then_some(hold)?;
                OutOfRange::check("hold_us", hold, MIN_HOLD_US, MAX_SPAN_US)
            })
            .or_else(|| {
                let interval = self.bfd?.interval.as_us();
                let (low, high) = (MIN_BFD_INTERVAL_US, MAX_BFD_INTERVAL_US);
                OutOfRange::check("bfd.interval_us", interval, low, high)
            })
            .or_else(|| {
                let multiplier = self.bfd?.multiplier.into();
                OutOfRange::check("bfd.multiplier", multiplier, 1, MAX_BFD_MULTIPLIER)
            })
    }
}

/// How a PoP is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its links carry nothing any more, and neither end's interface says so.
    Silent,
    /// It goes dark, and its neighbours notice at once.
    Dark,
    /// It withdraws its service's prefix, and goes on answering what reaches it.
    Withdrawn,
}

/// Something that happens to a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The service.
    pub service: ServiceId,
    /// What happens, all at one instant.
    pub commands: Vec<Command>,
}

impl Failure {
    /// The loss of a PoP.
    ///
    /// # Errors
    /// There is no such node, or none of its links is up.
    pub fn of_node(world: &World, node: &Slug, how: How) -> Result<Self, Refusal> {
        let network = world.network();
        let id = *network.names.nodes.get(node).ok_or_else(|| unknown("node", node))?;
        let (service, router) = (network.nodes[id].service, network.nodes[id].router);
        let commands = match how {
            How::Dark => vec![Command::FailPop { node: node.clone() }],
            How::Withdrawn => vec![Command::Withdraw { node: node.clone() }],
            How::Silent => {
                let links = network.routers[router].links.iter();
                let up =
                    links.filter(|&&link| world.is_link_up(link) && world.is_router_up(router));
                let slug = |&link: &LinkId| network.links[link].slug.clone();
                up.map(|link| Command::FailLinkSilently { link: slug(link) }).collect()
            }
        };
        if commands.is_empty() {
            return Err(already(node, "down"));
        }
        Ok(Self { service, commands })
    }

    /// Why the service cannot be published by GeoDNS, if it cannot: a node has no address of its
    /// own.
    #[must_use]
    pub fn lacks_address(&self, world: &World) -> Option<RaceProblem> {
        let network = world.network();
        let mut nodes = network.services[self.service].nodes.iter();
        let &node = nodes.find(|&&node| network.nodes[node].unicast.is_none())?;
        Some(RaceProblem::NoUnicast { node: network.nodes[node].slug.to_string() })
    }
}

/// Why a failure cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RaceProblem {
    /// One of its commands was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A name cannot point to a node that has no address of its own.
    #[error("node `{node}` has no address of its own (`unicast`), which GeoDNS needs")]
    NoUnicast {
        /// The node.
        node: String,
    },
    /// A number of a setting is out of its range.
    #[error("{} must lie between {} and {}, not {}", .0.field, .0.low, .0.high, .0.value)]
    OutOfRange(OutOfRange),
}

/// What users saw with one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The setting.
    pub setting: Setting,
    /// What they saw.
    pub outages: Outages,
    /// Whether there were too many events to play them all: what came later is not known.
    pub is_cut: bool,
}

/// Plays a failure with each of the settings, on copies of the world as it is now.
///
/// # Errors
/// The first thing that makes it impossible.
pub fn race(
    world: &World,
    failure: &Failure,
    settings: &[Setting],
) -> Result<Vec<Outcome>, RaceProblem> {
    let count = u64::try_from(settings.len()).unwrap_or(u64::MAX);
    let most = u64::try_from(MAX_RACE_SETTINGS).unwrap_or(u64::MAX);
    let too_many = OutOfRange::check("settings", count, 0, most);
    if let Some(problem) = too_many.or_else(|| settings.iter().find_map(Setting::problem)) {
        return Err(RaceProblem::OutOfRange(problem));
    }
    if settings.iter().any(|setting| setting.publishing != Publishing::Anycast)
        && let Some(problem) = failure.lacks_address(world)
    {
        return Err(problem);
    }
    let network = world.network();
    // DNS does not change what routers do: one run for all with the same timers.
    let mut runs: Vec<((Span, Option<Bfd>), Watched)> = Vec::new();
    let mut outcomes = Vec::new();
    for setting in settings {
        let timers = (setting.hold, setting.bfd);
        let known = runs.iter().position(|(of, _)| *of == timers);
        let run = if let Some(run) = known {
            run
        } else {
            let copy = world.with_timers(setting.hold, setting.bfd);
            let seen = watch(copy, failure.service, &failure.commands, RACE_HORIZON)?;
            runs.push((timers, seen));
            runs.len() - 1
        };
        let watched = &runs[run].1;
        let outages = publish::outages(network, world.seed(), watched, setting, RACE_HORIZON);
        outcomes.push(Outcome { setting: *setting, outages, is_cut: watched.is_cut });
    }
    Ok(outcomes)
}

/// The outcomes that lost their users the least service, which may be several.
#[must_use]
pub fn winners(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let least = outcomes.iter().map(|outcome| outcome.outages.lost_us).min();
    outcomes.iter().filter(|outcome| Some(outcome.outages.lost_us) == least).collect()
}

/// The first of them.
#[must_use]
pub fn winner(outcomes: &[Outcome]) -> Option<&Outcome> {
    winners(outcomes).first().copied()
}

impl World {
    /// A copy whose routers have these timers from now on, and whose client networks send nothing.
    ///
    /// Messages that keep sessions up are computed when a link falls silent, so a copy of a calm
    /// world is the world that it would have been, had it had these timers from the beginning.
    fn with_timers(&self, hold: Span, bfd: Option<Bfd>) -> Self {
        let mut copy = self.clone();
        let config = Arc::make_mut(&mut copy.config);
        config.timing.hold = hold;
        config.timing.keepalive = Span::from_us(hold.as_us() / 3);
        config.timing.bfd = bfd;
        config.client_interval = None;
        copy
    }
}
