//! Whether a goal holds, what is so instead, and what it wants.

use super::evidence::{Evidence, Since};
use super::format::{Bounds, Goal, Milli, Reason};
use super::measured::{
    Find, Unit, count, reason_against, round_trip, seconds, served_by, unserved, validity,
};
use super::things::Thing;
use crate::engine::base::ids::{AsId, ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::net::network::{Asn, Network};
use crate::engine::net::roa::OriginIs;
use crate::engine::sim::world::World;

/// How a goal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it holds.
    pub holds: bool,
    /// What is so.
    pub actual: Actual,
    /// What it wants.
    pub expected: Actual,
}

/// What is so, or is wanted to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// So many, or so much; absent: there is no such number.
    Amount(Option<Milli>, Unit),
    /// This node, or none.
    Node(Option<NodeId>),
    /// These networks, in the order of a path; none: there is no path.
    Networks(Vec<AsId>),
    /// This reason.
    Reason(Reason),
    /// ROAs say this.
    Validity(OriginIs),
    /// It is so, or not.
    Is(bool),
}

/// What a goal speaks of: where the learner should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A client network.
    Client(ClientId),
    /// A node.
    Node(NodeId),
    /// A router.
    Router(RouterId),
    /// The whole world.
    World,
}

impl Goal {
    /// How the goal stands in this world, after what was witnessed. A goal that names what does
    /// not exist never holds; [`resolve`](super::resolve) tells authors of it.
    #[must_use]
    pub fn standing(&self, world: &World, evidence: &Evidence) -> Standing {
        let asked = Asked { world, evidence, find: Find(world.network()) };
        asked.look(self).unwrap_or_else(|| is(false))
    }

    /// What the goal speaks of; one that is made of others, what the first of them does.
    #[must_use]
    pub fn subject(&self, network: &Network) -> Subject {
        let find = Find(network);
        let found = self.names().into_iter().find_map(|(kind, slug)| match kind {
            Thing::Client => find.client(slug).map(Subject::Client),
            Thing::Node => find.node(slug).map(Subject::Node),
            Thing::Router => find.router(slug).map(Subject::Router),
            _ => None,
        });
        let of_parts = || {
            let mut parts = self.parts().iter().map(|part| part.subject(network));
            parts.find(|part| *part != Subject::World)
        };
        found.or_else(of_parts).unwrap_or(Subject::World)
    }
}

/// Who is asked.
#[derive(Clone, Copy)]
struct Asked<'a> {
    world: &'a World,
    evidence: &'a Evidence,
    find: Find<'a>,
}

impl Asked<'_> {
    fn look(self, goal: &Goal) -> Option<Standing> {
        Some(match goal {
            Goal::All(goals) => self.all(goals)?,
            Goal::Any(goals) => self.any(goals)?,
            Goal::Not(goal) => {
                let inner = self.look(goal)?;
                Standing { holds: !inner.holds, ..inner }
            }
            Goal::Within { us, goal } => self.within(*us, goal),
            Goal::For { us, goal } => self.lasting(*us, goal),
            Goal::Converged {} => is(self.has_converged()),
            Goal::ConvergedWithin { us } => {
                let took = self.evidence.since_command().map(Since::last_change);
                let took = took.filter(|_| self.has_converged()).map(seconds);
                at_most(took, seconds(*us), Unit::Seconds)
            }
            Goal::Explained { router } => {
                is(self.evidence.has_explained(self.find.router(router)?))
            }
            Goal::PacketsSent { client, at_least: least } => {
                let sent = self.evidence.sent(self.find.client(client)?);
                at_least(sent, *least, Unit::Packets)
            }
            Goal::AnswersArrived { client, at_least: least } => {
                let answered = self.evidence.answered(self.find.client(client)?);
                at_least(answered, *least, Unit::Answers)
            }
            Goal::CommandsAtMost { count: most } => {
                let given = whole(self.evidence.commands());
                at_most(Some(given), whole(*most), Unit::Commands)
            }
            Goal::Measured { measure, at_least, at_most } => {
                let bounds = Bounds { at_least: *at_least, at_most: *at_most };
                between(measure.value(self.world, self.evidence), bounds, measure.unit())
            }
            _ => return self.look_at_nodes(goal),
        })
    }

    fn look_at_nodes(self, goal: &Goal) -> Option<Standing> {
        let (world, find) = (self.world, self.find);
        Some(match goal {
            Goal::NodeWithdrawn { node } => {
                let is_announced = world.is_announced(find.node(node)?);
                Standing { holds: !is_announced, actual: Actual::Is(!is_announced), ..is(true) }
            }
            Goal::NodeAnnounced { node } => is(world.is_announced(find.node(node)?)),
            Goal::ServedBy { client, node } => {
                let node = find.node(node)?;
                let serving = world.serving(find.client(client)?, self.service_of(node));
                this_node(serving, node, serving == Some(node))
            }
            Goal::NotServedBy { client, node } => {
                let node = find.node(node)?;
                let serving = world.serving(find.client(client)?, self.service_of(node));
                this_node(serving, node, serving != Some(node))
            }
            Goal::Reachable { client, service } => {
                let serving = world.serving(find.client(client)?, find.service(service)?);
                Standing {
                    holds: serving.is_some(),
                    actual: Actual::Node(serving),
                    expected: Actual::Is(true),
                }
            }
            Goal::EveryClientServed { service } => {
                let unserved = count(unserved(world, find.service(service)?));
                at_most(Some(unserved), Milli(0), Unit::Networks)
            }
            Goal::Catchment { node, at_least, at_most } => {
                let served = count(served_by(world, find.node(node)?));
                let bounds = Bounds { at_least: at_least.map(whole), at_most: at_most.map(whole) };
                between(Some(served), bounds, Unit::Networks)
            }
            _ => return self.look_at_routes(goal),
        })
    }

    fn look_at_routes(self, goal: &Goal) -> Option<Standing> {
        let (world, find) = (self.world, self.find);
        Some(match goal {
            Goal::ExploredAtLeast { router, service, routes } => {
                let (router, prefix) = (find.router(router)?, find.prefix(service)?);
                at_least(self.evidence.explored(router, prefix), *routes, Unit::Changes)
            }
            Goal::RouteVia { router, service, network } => {
                let wanted = find.network(network)?;
                let best = world.best(find.router(router)?, find.prefix(service)?);
                let path = best.map(|best| self.systems(best.attributes.as_path.ases()));
                let path = path.unwrap_or_default();
                Standing {
                    holds: path.contains(&wanted),
                    actual: Actual::Networks(path),
                    expected: Actual::Networks(vec![wanted]),
                }
            }
            Goal::HasRoute { router, prefix } => {
                let router = find.router(router)?;
                let mut prefixes = world.network().prefixes.iter_enumerated();
                let (prefix, _) = prefixes.find(|(_, known)| *known == prefix)?;
                is(world.best(router, prefix).is_some())
            }
            Goal::EliminatedAt { router, service, from, step } => {
                let (router, prefix) = (find.router(router)?, find.prefix(service)?);
                let reason = reason_against(world, router, prefix, find.network(from)?);
                Standing {
                    holds: reason == *step,
                    actual: Actual::Reason(reason),
                    expected: Actual::Reason(*step),
                }
            }
            Goal::Validity { router, service, is: wanted } => {
                let said = validity(world, find.router(router)?, find.prefix(service)?);
                Standing {
                    holds: said == *wanted,
                    actual: Actual::Validity(said),
                    expected: Actual::Validity(*wanted),
                }
            }
            Goal::Path { .. } => self.path(goal)?,
            _ => return self.look_at_traffic(goal),
        })
    }

    fn look_at_traffic(self, goal: &Goal) -> Option<Standing> {
        use super::format::Measure;
        let value = |measure: Measure| measure.value(self.world, self.evidence);
        Some(match goal {
            Goal::LoadBelow { node, percent } => {
                let load = value(Measure::Load { node: node.clone() });
                below(load, whole(*percent))
            }
            Goal::ServedAtLeast { service, percent } => {
                let served = value(Measure::Served { service: service.clone() });
                let bounds = Bounds { at_least: Some(whole(*percent)), at_most: None };
                between(served, bounds, Unit::Percent)
            }
            Goal::LossBelow { client, service, percent } => {
                let (client, service) = (client.clone(), service.clone());
                below(value(Measure::Loss { client, service }), whole(*percent))
            }
            Goal::SessionsSurviving { at_least } => {
                let alive = value(Measure::SessionsAlive {});
                let bounds = Bounds { at_least: Some(whole(*at_least)), at_most: None };
                between(alive, bounds, Unit::Sessions)
            }
            Goal::SessionsLost { at_least, at_most } => {
                let bounds = Bounds { at_least: at_least.map(whole), at_most: at_most.map(whole) };
                between(value(Measure::SessionsLost {}), bounds, Unit::Sessions)
            }
            Goal::PortsUsed { node, destination, at_least, at_most } => {
                let (node, destination) = (node.clone(), destination.clone());
                let bounds = Bounds { at_least: at_least.map(whole), at_most: at_most.map(whole) };
                between(value(Measure::PortsUsed { node, destination }), bounds, Unit::Percent)
            }
            Goal::AddressAt { address, node } => {
                let wanted = self.find.node(node)?;
                let view = self.world.egress()?;
                let id = view.pool().number(*address)?;
                let owner = view.table().lending(id).map(|lending| lending.owner);
                let knows = |node| {
                    let lending = view.known_at(node).and_then(|table| table.lending(id));
                    lending.is_some_and(|lending| lending.owner == wanted)
                };
                this_node(owner, wanted, owner == Some(wanted) && view.nodes().all(knows))
            }
            _ => return None,
        })
    }

    fn service_of(self, node: NodeId) -> ServiceId {
        self.world.network().nodes[node].service
    }

    fn has_converged(self) -> bool {
        self.evidence.has_converged() && self.world.is_converged()
    }

    /// Of goals that are to hold together, the first that does not says what is so.
    fn all(self, goals: &[Goal]) -> Option<Standing> {
        let each = self.each(goals)?;
        let first = each.iter().find(|one| !one.holds).or(each.first()).cloned();
        Some(first.unwrap_or_else(|| is(true)))
    }

    /// Of goals of which one is enough, the first that holds says what is so.
    fn any(self, goals: &[Goal]) -> Option<Standing> {
        let each = self.each(goals)?;
        let first = each.iter().find(|one| one.holds).or(each.first()).cloned();
        Some(first.unwrap_or_else(|| is(false)))
    }

    fn each(self, goals: &[Goal]) -> Option<Vec<Standing>> {
        goals.iter().map(|goal| self.look(goal)).collect()
    }

    /// It holds, and has since no later than so long after the first command: what held, and broke,
    /// must have come back by then.
    fn within(self, most: Span, goal: &Goal) -> Standing {
        let wanted = seconds(most);
        let Some(first) = self.evidence.first_command() else {
            return at_most(None, wanted, Unit::Seconds);
        };
        let holds = self.look(goal).is_some_and(|inner| inner.holds);
        let since = self.evidence.held_since(goal).filter(|_| holds);
        let took = since.unwrap_or_else(|| self.world.now()).since(first);
        Standing {
            holds: since.is_some() && took <= most,
            ..at_most(Some(seconds(took)), wanted, Unit::Seconds)
        }
    }

    /// It has held for so long.
    fn lasting(self, least: Span, goal: &Goal) -> Standing {
        let holds = self.look(goal).is_some_and(|inner| inner.holds);
        let since = self.evidence.held_since(goal).filter(|_| holds);
        let lasted = since.map_or(Span::ZERO, |since| self.world.now().since(since));
        let bounds = Bounds { at_least: Some(seconds(least)), at_most: None };
        Standing {
            holds: since.is_some() && lasted >= least,
            ..between(Some(seconds(lasted)), bounds, Unit::Seconds)
        }
    }

    /// The way of a client network's packets to the node that they reach.
    fn path(self, goal: &Goal) -> Option<Standing> {
        let Goal::Path { client, service, through, avoids, round_trip_at_most_us } = goal else {
            return None;
        };
        let (world, find) = (self.world, self.find);
        let (client, service) = (find.client(client)?, find.service(service)?);
        let system = |name: &Option<_>| match name {
            Some(slug) => find.network(slug).map(Some),
            None => Some(None),
        };
        let (through, avoids) = (system(through)?, system(avoids)?);
        let reach = world.reach(client, service);
        let mut path: Vec<AsId> = Vec::new();
        if reach.node.is_some() {
            path.extend(reach.routers.iter().map(|&router| world.network().routers[router].in_as));
            path.dedup();
        }
        let is_way = reach.node.is_some()
            && through.is_none_or(|system| path.contains(&system))
            && avoids.is_none_or(|system| !path.contains(&system));
        let Some(most) = round_trip_at_most_us.filter(|_| is_way) else {
            let expected = through.or(avoids).into_iter().collect();
            return Some(Standing {
                holds: is_way,
                actual: Actual::Networks(path),
                expected: Actual::Networks(expected),
            });
        };
        let took = round_trip(world, client, service).map(super::measured::milliseconds);
        Some(at_most(took, super::measured::milliseconds(most), Unit::Milliseconds))
    }

    /// Networks of a path, in order, each once where it repeats itself.
    fn systems(self, path: &[Asn]) -> Vec<AsId> {
        let ases = &self.world.network().ases;
        let of = |asn: &Asn| ases.iter_enumerated().find(|(_, one)| one.asn == *asn);
        let mut systems: Vec<AsId> = path.iter().filter_map(of).map(|(id, _)| id).collect();
        systems.dedup();
        systems
    }
}

fn whole(number: u32) -> Milli {
    Milli::whole(number.into())
}

fn at_least(actual: u32, least: u32, unit: Unit) -> Standing {
    let bounds = Bounds { at_least: Some(whole(least)), at_most: None };
    between(Some(whole(actual)), bounds, unit)
}

fn at_most(actual: Option<Milli>, most: Milli, unit: Unit) -> Standing {
    between(actual, Bounds { at_least: None, at_most: Some(most) }, unit)
}

fn below(actual: Option<Milli>, bound: Milli) -> Standing {
    let holds = actual.is_some_and(|actual| actual < bound);
    Standing { holds, ..at_most(actual, bound, Unit::Percent) }
}

/// Between bounds; what is wanted is the bound that is missed, or the first there is.
fn between(actual: Option<Milli>, bounds: Bounds, unit: Unit) -> Standing {
    let is_too_much = bounds.at_most.filter(|most| actual.is_some_and(|actual| actual > *most));
    Standing {
        holds: actual.is_some_and(|actual| bounds.hold(actual)),
        actual: Actual::Amount(actual, unit),
        expected: Actual::Amount(is_too_much.or(bounds.at_least).or(bounds.at_most), unit),
    }
}

fn this_node(serving: Option<NodeId>, wanted: NodeId, holds: bool) -> Standing {
    Standing { holds, actual: Actual::Node(serving), expected: Actual::Node(Some(wanted)) }
}

const fn is(holds: bool) -> Standing {
    Standing { holds, actual: Actual::Is(holds), expected: Actual::Is(true) }
}
