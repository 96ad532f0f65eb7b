//! Whether everything that a lesson names exists in its world.

use super::command_kind::CommandKind;
use super::format::{Act, Allow, Asks, ChoiceKind, Exercise, Goal, Lesson, Question, Task};
use super::problem::{Problem, Problems};
use crate::engine::base::text::Slug;
use crate::engine::net::network::{Botnet, Names, Network};
use crate::engine::sim::command::{Command, FloodOrder, FloodTarget};

/// What commands make and name: it is in no world from the start.
const MADE_LATER: &str = "session of a client";

/// What a lesson names that its world lacks.
#[must_use]
pub fn resolve(lesson: &Lesson, network: &Network) -> Vec<Problem> {
    let problems = Problems::of(format!("{}/lesson.json", lesson.slug));
    let mut resolver = Resolver { names: &network.names, botnets: &network.botnets, problems };
    resolver.all("city", "camera", &lesson.camera);
    for (n, step) in lesson.steps.iter().enumerate() {
        let place = format!("steps[{n}]");
        resolver.all("city", &format!("{place}.camera"), step.camera.as_deref().unwrap_or(&[]));
        match &step.task {
            Task::Read | Task::Free { .. } => {}
            Task::Ask(inquiry) => {
                resolver.question(&inquiry.question, &place);
                let kind = match inquiry.question.asks.choice_kind() {
                    ChoiceKind::Node => "node",
                    ChoiceKind::Client => "client",
                    _ => continue,
                };
                resolver.all(kind, &format!("{place}.choices"), &inquiry.choices);
            }
            Task::Do(exercise) => resolver.exercise(exercise, &place),
        }
    }
    resolver.problems.into_list()
}

struct Resolver<'a> {
    names: &'a Names,
    botnets: &'a [Botnet],
    problems: Problems,
}

impl Resolver<'_> {
    fn known(&mut self, kind: &str, place: &str, slug: &Slug) {
        let names = self.names;
        let is_known = match kind {
            "city" => names.cities.contains_key(slug),
            "network" => names.ases.contains_key(slug),
            "router" => names.routers.contains_key(slug),
            "link" => names.links.contains_key(slug),
            "service" => names.services.contains_key(slug),
            "node" => names.nodes.contains_key(slug),
            "session" => names.sessions.contains_key(slug),
            "botnet" => self.botnets.iter().any(|botnet| botnet.slug == *slug),
            // Floods get their names when they begin.
            "flood" | MADE_LATER => true,
            _ => names.clients.contains_key(slug),
        };
        if !is_known {
            let message = format!("there is no {kind} called `{slug}` in this world");
            self.problems.add(place, message);
        }
    }

    fn all(&mut self, kind: &str, place: &str, slugs: &[Slug]) {
        for (n, slug) in slugs.iter().enumerate() {
            self.known(kind, &format!("{place}[{n}]"), slug);
        }
    }

    fn question(&mut self, question: &Question, place: &str) {
        let place = format!("{place}.question");
        match &question.asks {
            Asks::WhichNodeServes { client, service } => {
                self.known("client", &place, client);
                self.known("service", &place, service);
            }
            Asks::WhichClientStays { service } => self.known("service", &place, service),
            _ => {}
        }
        for (n, command) in question.after.commands.iter().enumerate() {
            self.command(command, &format!("{place}.after[{n}]"));
        }
    }

    fn command(&mut self, command: &Command, place: &str) {
        let (kind, thing) = CommandKind::of(command);
        if let Some(thing) = thing {
            self.known(kind_of_thing(kind), place, thing);
        }
        match command {
            Command::Prepend { neighbor: Some(neighbor), .. }
            | Command::Leak { neighbor: Some(neighbor), .. } => {
                self.known("network", place, neighbor);
            }
            Command::Steer { neighbor, .. } => self.known("network", place, neighbor),
            Command::SendPacket { service, .. }
            | Command::StartFlood(FloodOrder { at: FloodTarget::Service(service), .. })
            | Command::QueryIdServer { service, .. }
            | Command::StartFlow { service, .. }
            | Command::Ping { service: Some(service), .. }
            | Command::Traceroute { service: Some(service), .. } => {
                self.known("service", place, service);
            }
            _ => {}
        }
    }

    fn exercise(&mut self, exercise: &Exercise, place: &str) {
        for (n, Allow { kind, only }) in exercise.allow.iter().enumerate() {
            let only = only.as_deref().unwrap_or(&[]);
            self.all(kind_of_thing(*kind), &format!("{place}.allow[{n}].only"), only);
        }
        for (n, goal) in exercise.goals.iter().enumerate() {
            self.goal(&goal.needs, &format!("{place}.goals[{n}].needs"));
        }
        for (n, act) in exercise.solution.iter().enumerate() {
            let place = format!("{place}.solution[{n}]");
            match act {
                Act::Command(command) => self.command(command, &place),
                Act::Explain { router } => self.known("router", &place, router),
                Act::Settle {} | Act::Wait { .. } => {}
            }
        }
    }

    fn goal(&mut self, goal: &Goal, place: &str) {
        match goal {
            Goal::PacketsSent { client, .. } | Goal::AnswersArrived { client, .. } => {
                self.known("client", place, client);
            }
            Goal::NodeWithdrawn { node } | Goal::NodeAnnounced { node } => {
                self.known("node", place, node);
            }
            Goal::ServedBy { client, node } | Goal::NotServedBy { client, node } => {
                self.known("client", place, client);
                self.known("node", place, node);
            }
            Goal::EveryClientServed { service } => self.known("service", place, service),
            Goal::ExploredAtLeast { router, service, .. } => {
                self.known("router", place, router);
                self.known("service", place, service);
            }
            Goal::Explained { router } => self.known("router", place, router),
            _ => {}
        }
    }
}

const fn kind_of_thing(kind: CommandKind) -> &'static str {
    match kind {
        CommandKind::FailLink | CommandKind::FailLinkSilently | CommandKind::RestoreLink => "link",
        CommandKind::SendPacket
        | CommandKind::Ping
        | CommandKind::Traceroute
        | CommandKind::QueryIdServer
        | CommandKind::StartFlow
        | CommandKind::OpenConnection => "client",
        CommandKind::StopFlow | CommandKind::CloseConnection => MADE_LATER,
        CommandKind::AnnouncePrefix
        | CommandKind::WithdrawPrefix
        | CommandKind::RestartBgp
        | CommandKind::RebootRouter
        | CommandKind::Hijack
        | CommandKind::EndHijack => "router",
        CommandKind::Leak => "network",
        CommandKind::SetAutomation | CommandKind::EndAutomation => "service",
        CommandKind::StartFlood => "botnet",
        CommandKind::StopFlood => "flood",
        CommandKind::FailSession | CommandKind::RestoreSession | CommandKind::SetRules => "session",
        CommandKind::Announce
        | CommandKind::Withdraw
        | CommandKind::Prepend
        | CommandKind::Drain
        | CommandKind::PublishRoa
        | CommandKind::RevokeRoa
        | CommandKind::SetCommunities
        | CommandKind::Scrub
        | CommandKind::SetCapacity
        | CommandKind::Steer
        | CommandKind::FailServer
        | CommandKind::RestoreServer
        | CommandKind::SetBalancer
        | CommandKind::SetPerPacket
        | CommandKind::SetEgressDesign
        | CommandKind::SetFallback
        | CommandKind::SetGrace
        | CommandKind::SetDnsAsker
        | CommandKind::LendAddress
        | CommandKind::ReleaseAddress
        | CommandKind::MoveAddress
        | CommandKind::MoveRange
        | CommandKind::DrainAddresses
        | CommandKind::OnboardPrefix
        | CommandKind::LoadGeofeed
        | CommandKind::HoldPorts
        | CommandKind::FreePorts
        | CommandKind::FailPop
        | CommandKind::RestorePop => "node",
    }
}
