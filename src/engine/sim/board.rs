//! The best that can be made of a flood, found by trying everything: on small boards, so that a
//! learner can be graded against the true optimum.
//!
//! A board is a settled world with floods. A *position* is a set of withdrawals: of whole sites, or
//! of sites from single neighbours. Each is reached with the real engine, by commands in a fixed
//! order, the world settling after each; what its ways are then is kept, and equal ones once. How
//! many good users a position serves is a matter of loads along those ways, whatever floods there
//! are: so one search of the positions answers for any strength of any flood.
//!
//! Not tried: prepending, which on a board where each neighbour prefers by LOCAL_PREF does nothing,
//! scrubbing and black holes. In a world whose routing can settle in more than one way, a position
//! is the one that those commands lead to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::command::Command;
use super::limits::MAX_BOARD_CHOICES;
use super::loads::Served;
use super::traffic::KnownWays;
use super::world::World;
use crate::engine::base::ids::{AsId, NodeId, ServiceId};
use crate::engine::net::network::Network;

/// Why a board cannot be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardProblem {
    /// Every choice doubles the positions.
    #[error("there are {choices} {what}; each doubles the positions to try, so at most {most}")]
    TooLarge {
        /// `sites`, or `pairs of site and neighbour`.
        what: &'static str,
        /// How many there are.
        choices: usize,
        /// The most.
        most: usize,
    },
    /// BGP did not settle in some position.
    #[error("routing does not settle with {withdrawn} withdrawn")]
    Unsettled {
        /// What was withdrawn.
        withdrawn: String,
    },
}

/// Something that can be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// A whole site.
    Site(NodeId),
    /// A site from one neighbouring network.
    From(NodeId, AsId),
}

/// A position and how many good users it serves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// The users that it serves.
    pub served: Served,
    /// What is withdrawn in it.
    pub withdrawn: Vec<Choice>,
}

/// What can be made of some floods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Doing nothing.
    pub nothing: Served,
    /// The best of withdrawing whole sites.
    pub sites: Scored,
    /// The best of withdrawing sites from single neighbours.
    pub steering: Scored,
}

/// All positions of a board, by their ways.
#[derive(Clone, Debug)]
pub struct Board {
    service: ServiceId,
    sites: Positions,
    steering: Positions,
}

/// Positions, each set of ways once, with the fewest withdrawals that lead to it.
#[derive(Clone, Debug, Default)]
struct Positions(Vec<(Arc<KnownWays>, Vec<Choice>)>);

impl Board {
    /// Tries every position of a world in which the nodes of a service that announce may withdraw.
    /// The world should be settled, and its floods are those that the answers are about; how strong
    /// they are may change later.
    ///
    /// # Errors
    /// There are too many positions, or routing does not settle in one.
    pub fn explore(world: &World, service: ServiceId) -> Result<Self, BoardProblem> {
        let network = world.network();
        let nodes = network.services[service].nodes.iter().copied();
        let sites: Vec<NodeId> = nodes.filter(|&node| world.is_announced(node)).collect();
        let neighbors = |node: NodeId| {
            let systems = network.systems_around(network.nodes[node].router).into_iter();
            systems.map(move |system| Choice::From(node, system))
        };
        let pairs: Vec<Choice> = sites.iter().flat_map(|&node| neighbors(node)).collect();
        let sites: Vec<Choice> = sites.into_iter().map(Choice::Site).collect();
        within("sites", sites.len())?;
        within("pairs of site and neighbour", pairs.len())?;
        Ok(Self {
            service,
            sites: Positions::of(world, &sites)?,
            steering: Positions::of(world, &pairs)?,
        })
    }

    /// The best that can be made of the floods of a world that has the same network and floods as
    /// the one explored, of whatever strength. Of equally good positions, the one with the fewest
    /// withdrawals, then the first.
    #[must_use]
    pub fn answer(&self, world: &World) -> Answer {
        let best = |positions: &Positions| {
            let score = |(ways, withdrawn): &(Arc<KnownWays>, Vec<Choice>)| {
                let served = world.loads_on(ways).served(self.service);
                Scored { served, withdrawn: withdrawn.clone() }
            };
            let mut scored = positions.0.iter().map(score);
            let first = scored.next().unwrap_or_default();
            scored.fold(first, |best, one| if one.beats(&best) { one } else { best })
        };
        let unchanged = self.sites.0.first();
        Answer {
            nothing: unchanged.map_or_else(Served::default, |(ways, _)| {
                world.loads_on(ways).served(self.service)
            }),
            sites: best(&self.sites),
            steering: best(&self.steering),
        }
    }
}

impl Scored {
    fn beats(&self, best: &Self) -> bool {
        (self.served, best.withdrawn.len()) > (best.served, self.withdrawn.len())
    }
}

fn within(what: &'static str, choices: usize) -> Result<(), BoardProblem> {
    if choices > MAX_BOARD_CHOICES {
        return Err(BoardProblem::TooLarge { what, choices, most: MAX_BOARD_CHOICES });
    }
    Ok(())
}

impl Positions {
    /// Every subset of these choices, the empty one first.
    fn of(world: &World, choices: &[Choice]) -> Result<Self, BoardProblem> {
        let mut found = BTreeMap::new();
        let mut withdrawn = Vec::new();
        let mut all = Self::default();
        let mut world = world.clone();
        // Whoever tries positions holds them.
        world.traffic.automations.clear();
        all.explore(&world, choices, &mut withdrawn, &mut found)?;
        Ok(all)
    }

    /// The position of a world, and all that further choices lead to from it.
    fn explore(
        &mut self,
        world: &World,
        choices: &[Choice],
        withdrawn: &mut Vec<Choice>,
        found: &mut BTreeMap<Arc<KnownWays>, usize>,
    ) -> Result<(), BoardProblem> {
        self.note(world, withdrawn, found);
        for (n, &choice) in choices.iter().enumerate() {
            withdrawn.push(choice);
            let mut next = world.clone();
            let command = command(&next, choice);
            let is_settled = next.apply(next.now(), &command, &mut Vec::new()).is_ok()
                && next.settle(&mut Vec::new());
            if !is_settled {
                let network = next.network();
                let named: Vec<String> = withdrawn.iter().map(|one| one.named(network)).collect();
                return Err(BoardProblem::Unsettled { withdrawn: named.join(", ") });
            }
            self.explore(&next, &choices[n + 1..], withdrawn, found)?;
            withdrawn.pop();
        }
        Ok(())
    }

    fn note(
        &mut self,
        world: &World,
        withdrawn: &[Choice],
        found: &mut BTreeMap<Arc<KnownWays>, usize>,
    ) {
        let ways = world.known_ways();
        let Some(&known) = found.get(ways) else {
            found.insert(Arc::clone(ways), self.0.len());
            self.0.push((Arc::clone(ways), withdrawn.to_vec()));
            return;
        };
        let (_, fewest) = &mut self.0[known];
        if withdrawn.len() < fewest.len() {
            *fewest = withdrawn.to_vec();
        }
    }
}

impl Choice {
    /// It in slugs: `s1`, or `s1 from i0`.
    #[must_use]
    pub fn named(self, network: &Network) -> String {
        match self {
            Self::Site(node) => network.nodes[node].slug.to_string(),
            Self::From(node, system) => {
                format!("{} from {}", network.nodes[node].slug, network.ases[system].slug)
            }
        }
    }
}

fn command(world: &World, choice: Choice) -> Command {
    let network = world.network();
    match choice {
        Choice::Site(node) => Command::Withdraw { node: network.nodes[node].slug.clone() },
        Choice::From(node, system) => Command::Steer {
            node: network.nodes[node].slug.clone(),
            neighbor: network.ases[system].slug.clone(),
            is_on: true,
        },
    }
}
