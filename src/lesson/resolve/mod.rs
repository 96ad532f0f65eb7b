//! Whether everything that a lesson names exists in its world.

mod prose;

use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::engine::sim::command::{Command, FloodOrder, FloodTarget};
use crate::lesson::command_kind::CommandKind;
use crate::lesson::format::{
    Act, Allow, Asks, ChoiceKind, Exercise, Goal, IT, Inquiry, Lesson, Measure, Outcome, Question,
    Reason, Step, Task, of_slug,
};
use crate::lesson::load::Loaded;
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::things::Thing;
use crate::lesson::worlds::Worlds;

/// What a lesson names that its world lacks, and its variants that theirs do.
#[must_use]
pub fn resolve(loaded: &Loaded, worlds: &Worlds) -> Vec<Problem> {
    let lesson = &loaded.lesson;
    let mut resolver = Resolver::of(lesson, &worlds.own.network);
    resolver.lesson(lesson);
    for (n, step) in lesson.steps.iter().enumerate() {
        for (v, variant) in step.variants.iter().enumerate() {
            let Some(world) = &variant.world else { continue };
            let place = format!("steps[{n}].variants[{v}]");
            if let Some(setup) = worlds.of(variant) {
                (resolver.world, resolver.network) = (world, &setup.network);
                resolver.step(&variant.step, &place);
            } else {
                let message = format!("there is no world called `{world}`");
                resolver.problems.add(format!("{place}.world"), message);
            }
        }
    }
    let mut all = resolver.problems.into_list();
    all.extend(prose::resolve(loaded, worlds));
    all
}

/// What a lesson names that its own world lacks, variants that play elsewhere aside.
#[must_use]
pub fn resolve_here(lesson: &Lesson, network: &Network) -> Vec<Problem> {
    let mut resolver = Resolver::of(lesson, network);
    resolver.lesson(lesson);
    resolver.problems.into_list()
}

struct Resolver<'a> {
    network: &'a Network,
    world: &'a Slug,
    problems: Problems,
}

impl<'a> Resolver<'a> {
    fn of(lesson: &'a Lesson, network: &'a Network) -> Self {
        let problems = Problems::of(format!("{}/lesson.json", lesson.slug));
        Self { network, world: &lesson.world, problems }
    }

    fn lesson(&mut self, lesson: &Lesson) {
        self.all(Thing::City, "camera", &lesson.camera);
        for (name, figure) in &lesson.figures {
            self.measure(&figure.measure, &format!("figures.{name}.measure"));
        }
        for (n, step) in lesson.steps.iter().enumerate() {
            self.step(step, &format!("steps[{n}]"));
            for (v, variant) in step.variants.iter().enumerate() {
                if variant.world.is_none() {
                    self.step(&variant.step, &format!("steps[{n}].variants[{v}]"));
                }
            }
        }
    }

    fn known(&mut self, kind: Thing, place: &str, slug: &Slug) {
        if !kind.is_in(self.network, slug) {
            let (kind, world) = (kind.name(), self.world);
            let message = format!("there is no {kind} called `{slug}` in the world `{world}`");
            self.problems.add(place, message);
        }
    }

    fn all(&mut self, kind: Thing, place: &str, slugs: &[Slug]) {
        for (n, slug) in slugs.iter().enumerate() {
            self.known(kind, &format!("{place}[{n}]"), slug);
        }
    }

    fn step(&mut self, step: &Step, place: &str) {
        self.all(Thing::City, &format!("{place}.camera"), step.camera.as_deref().unwrap_or(&[]));
        self.acts(&step.events, &format!("{place}.events"));
        match &step.task {
            Task::Read => {}
            Task::Free { allow } => self.allow(allow.as_deref().unwrap_or(&[]), place),
            Task::Ask(inquiry) => {
                self.question(&inquiry.question, &format!("{place}.question"));
                self.choices(inquiry, &format!("{place}.choices"));
            }
            Task::Do(exercise) => self.exercise(exercise, place),
        }
    }

    fn choices(&mut self, inquiry: &Inquiry, place: &str) {
        let choices = &inquiry.choices;
        match inquiry.question.asks.choice_kind() {
            ChoiceKind::Node => self.all(Thing::Node, place, choices),
            ChoiceKind::Client => self.all(Thing::Client, place, choices),
            ChoiceKind::It => {
                let (Asks::WhichHas { measure, .. } | Asks::Order { measure }) =
                    &inquiry.question.asks
                else {
                    return;
                };
                if let Some(kind) = measure.kind_of_it() {
                    self.all(kind, place, choices);
                }
            }
            ChoiceKind::YesNo => {
                self.words(choices, place, "`yes` or `no`", |it| {
                    matches!(it.as_str(), "yes" | "no")
                });
            }
            ChoiceKind::Reason => {
                self.words(choices, place, "a reason of lessons/README.md", |it| {
                    of_slug::<Reason>(it).is_some()
                });
            }
            ChoiceKind::Outcome => {
                let known = "answered, no-route, loop, link-down, blackholed, hijacked or lost";
                self.words(choices, place, known, |it| of_slug::<Outcome>(it).is_some());
            }
            ChoiceKind::Nothing => {}
        }
    }

    fn words(&mut self, choices: &[Slug], place: &str, known: &str, is: fn(&Slug) -> bool) {
        for (n, choice) in choices.iter().enumerate().filter(|(_, choice)| !is(choice)) {
            self.problems.add(format!("{place}[{n}]"), format!("`{choice}` is not {known}"));
        }
    }

    fn question(&mut self, question: &Question, place: &str) {
        match &question.asks {
            Asks::WhichNodeServes { client, service } | Asks::WhatBecomes { client, service } => {
                self.known(Thing::Client, place, client);
                self.known(Thing::Service, place, service);
            }
            Asks::WhichClientStays { service } => self.known(Thing::Service, place, service),
            Asks::WhichHas { measure, .. } | Asks::Order { measure } => {
                self.comparison(measure, place);
            }
            Asks::HowMuch { measure, .. } => self.measure(measure, place),
            Asks::IsItSo { goal } => self.goal(goal, place),
            Asks::WhyNot { router, service, from } => {
                self.known(Thing::Router, place, router);
                self.known(Thing::Service, place, service);
                self.known(Thing::Network, place, from);
            }
            Asks::WhatDecides { router, service } => {
                self.known(Thing::Router, place, router);
                self.known(Thing::Service, place, service);
            }
        }
        for (n, command) in question.after.commands.iter().enumerate() {
            self.command(command, &format!("{place}.after[{n}]"));
        }
    }

    /// What is compared calls some one kind of things `it`.
    fn comparison(&mut self, measure: &Measure, place: &str) {
        let mut kinds = Vec::new();
        for (kind, slug) in measure.names() {
            if slug.as_str() == IT {
                kinds.push(kind);
            } else {
                self.known(kind, place, slug);
            }
        }
        if kinds.len() != 1 {
            let message = format!("the measure must call one thing `{IT}`, not {}", kinds.len());
            self.problems.add(place, message);
        }
    }

    fn measure(&mut self, measure: &Measure, place: &str) {
        self.named(measure.names(), place);
    }

    fn named(&mut self, names: Vec<(Thing, &Slug)>, place: &str) {
        for (kind, slug) in names {
            if slug.as_str() == IT && !kind.is_in(self.network, slug) {
                let message =
                    format!("`{IT}` is nobody here: only `which-has` and `order` compare things");
                self.problems.add(place, message);
            } else {
                self.known(kind, place, slug);
            }
        }
    }

    fn goal(&mut self, goal: &Goal, place: &str) {
        self.named(goal.names(), place);
        match goal {
            Goal::HasRoute { prefix, .. } if !self.network.prefixes.contains(prefix) => {
                let message = format!("nobody in the world `{}` can announce {prefix}", self.world);
                self.problems.add(place, message);
            }
            Goal::AddressAt { address, .. } => {
                let egress = self.network.egress.as_ref();
                let is_lent = egress.is_some_and(|egress| {
                    let customers = egress.customers.iter().map(|customer| &customer.prefix);
                    egress.pool.iter().chain(customers).any(|prefix| prefix.contains(address))
                });
                if !is_lent {
                    let message =
                        format!("{address} is no egress address of the world `{}`", self.world);
                    self.problems.add(place, message);
                }
            }
            _ => {}
        }
        for part in goal.parts() {
            self.goal(part, place);
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
                self.known(Thing::Network, place, neighbor);
            }
            Command::Steer { neighbor, .. } => self.known(Thing::Network, place, neighbor),
            Command::SendPacket { service, .. }
            | Command::StartFlood(FloodOrder { at: FloodTarget::Service(service), .. })
            | Command::QueryIdServer { service, .. }
            | Command::StartFlow { service, .. }
            | Command::Ping { service: Some(service), .. }
            | Command::Traceroute { service: Some(service), .. } => {
                self.known(Thing::Service, place, service);
            }
            _ => {}
        }
    }

    fn allow(&mut self, allow: &[Allow], place: &str) {
        for (n, Allow { kind, only }) in allow.iter().enumerate() {
            let only = only.as_deref().unwrap_or(&[]);
            self.all(kind_of_thing(*kind), &format!("{place}.allow[{n}].only"), only);
        }
    }

    fn exercise(&mut self, exercise: &Exercise, place: &str) {
        self.allow(&exercise.allow, place);
        for (n, goal) in exercise.goals.iter().enumerate() {
            self.goal(&goal.needs, &format!("{place}.goals[{n}].needs"));
        }
        self.acts(&exercise.solution, &format!("{place}.solution"));
    }

    fn acts(&mut self, acts: &[Act], place: &str) {
        for (n, act) in acts.iter().enumerate() {
            let place = format!("{place}[{n}]");
            match act {
                Act::Command(command) => self.command(command, &place),
                Act::Explain { router } => self.known(Thing::Router, &place, router),
                Act::Settle {} | Act::Wait { .. } => {}
            }
        }
    }
}

const fn kind_of_thing(kind: CommandKind) -> Thing {
    match kind {
        CommandKind::FailLink | CommandKind::FailLinkSilently | CommandKind::RestoreLink => {
            Thing::Link
        }
        CommandKind::SendPacket
        | CommandKind::Ping
        | CommandKind::Traceroute
        | CommandKind::QueryIdServer
        | CommandKind::StartFlow
        | CommandKind::OpenConnection => Thing::Client,
        CommandKind::StopFlow | CommandKind::CloseConnection | CommandKind::StopFlood => {
            Thing::MadeLater
        }
        CommandKind::AnnouncePrefix
        | CommandKind::WithdrawPrefix
        | CommandKind::RestartBgp
        | CommandKind::RebootRouter
        | CommandKind::Hijack
        | CommandKind::EndHijack => Thing::Router,
        CommandKind::Leak => Thing::Network,
        CommandKind::SetAutomation | CommandKind::EndAutomation => Thing::Service,
        CommandKind::StartFlood => Thing::Botnet,
        CommandKind::FailSession | CommandKind::RestoreSession | CommandKind::SetRules => {
            Thing::Session
        }
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
        | CommandKind::RestorePop => Thing::Node,
    }
}
