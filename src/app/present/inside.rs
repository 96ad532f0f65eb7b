//! What is inside a PoP: its servers, and how they are chosen.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::acts::Switch;
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::engine::net::inside::Balancer;
use crate::engine::sim::command::Command;
use crate::engine::sim::pops::Pop;
use crate::say;

/// What is shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// How many servers are in service, of how many.
    pub brief: String,
    /// Each server.
    pub servers: Vec<ServerRow>,
    /// The ways to choose one; none where there is nothing to choose.
    pub balancers: Vec<Switch>,
    /// What the one that is used does.
    pub about: String,
    /// Whether each packet goes to another server.
    pub per_packet: Option<Switch>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerRow {
    /// Its name.
    pub name: String,
    /// How it is, and whether the health checks know.
    pub state: String,
    /// What fails it, or brings it back.
    pub switch: Switch,
}

/// The inside of `node`'s PoP.
#[must_use]
pub fn inside(lab: &Lab, node: NodeId) -> Inside {
    let (lang, world) = (lab.lang, lab.world());
    let here = &lab.network().nodes[node];
    let (pop, slug, count) = (world.pop(node), &here.slug, here.inside.servers);
    let has_choice = count > 1;
    let per_packet = Command::SetPerPacket { node: slug.clone(), is_on: !pop.is_per_packet };
    let per_packet = switch(lab, "per-packet", say!(lang, "inside-per-packet"), per_packet);
    let is_on = Some(pop.is_per_packet);
    Inside {
        brief: brief(lang, pop, count),
        servers: (0..count).map(|server| server_row(lab, pop, slug, server)).collect(),
        balancers: if has_choice { balancers(lab, pop, slug) } else { Vec::new() },
        about: if pop.is_per_packet {
            say!(lang, "inside-per-packet-about")
        } else {
            about(lang, pop.balancer)
        },
        per_packet: has_choice.then_some(Switch { is_on, ..per_packet }),
    }
}

/// How many servers answer. Those that have failed do not, whether or not it is noticed.
fn brief(lang: Lang, pop: &Pop, count: u8) -> String {
    let failed = (0..count).zip(pop.in_service()).filter(|(n, is_in)| **is_in && !pop.is_up(*n));
    match failed.count() {
        0 => say!(lang, "inside-brief", alive = pop.count_in_service(), all = count),
        unnoticed => {
            let alive = pop.count_in_service() - unnoticed;
            say!(lang, "inside-brief-unnoticed", alive = alive, all = count, count = unnoticed)
        }
    }
}

fn switch(lab: &Lab, act: &'static str, label: String, command: Command) -> Switch {
    let is_ready = lab.allows(&command) && lab.world().accepts(&command).is_ok();
    Switch { act, label, is_on: None, is_ready, command }
}

fn server_row(lab: &Lab, pop: &Pop, slug: &Slug, server: u8) -> ServerRow {
    let lang = lab.lang;
    let is_known = pop.in_service().get(usize::from(server)).copied().unwrap_or(false);
    let state = match (pop.is_up(server), is_known) {
        (true, true) => say!(lang, "inside-in-service"),
        (true, false) => say!(lang, "inside-back"),
        (false, true) => say!(lang, "inside-unnoticed"),
        (false, false) => say!(lang, "inside-out"),
    };
    let node = slug.clone();
    let switch = if pop.is_up(server) {
        let label = say!(lang, "inside-fail");
        switch(lab, "fail-server", label, Command::FailServer { node, server })
    } else {
        let label = say!(lang, "inside-restore");
        switch(lab, "restore-server", label, Command::RestoreServer { node, server })
    };
    ServerRow { name: say!(lang, "inside-server", server = server), state, switch }
}

fn balancers(lab: &Lab, pop: &Pop, slug: &Slug) -> Vec<Switch> {
    let all = [
        (Balancer::Ecmp, "inside-ecmp"),
        (Balancer::Resilient, "inside-resilient"),
        (Balancer::Layer4, "inside-layer4"),
    ];
    let one = |(balancer, label): (Balancer, &'static str)| {
        let is_on = pop.balancer == balancer;
        let command = Command::SetBalancer { node: slug.clone(), balancer };
        // The one that is used is refused, since it changes nothing; but it can be seen.
        let is_ready = is_on || lab.allows(&command);
        let label = say!(lab.lang, label);
        Switch { act: "balancer", label, is_on: Some(is_on), is_ready, command }
    };
    all.into_iter().map(one).collect()
}

fn about(lang: Lang, balancer: Balancer) -> String {
    match balancer {
        Balancer::Ecmp => say!(lang, "inside-ecmp-about"),
        Balancer::Resilient => say!(lang, "inside-resilient-about"),
        Balancer::Layer4 => say!(lang, "inside-layer4-about"),
    }
}
