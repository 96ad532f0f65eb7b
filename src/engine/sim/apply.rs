//! The one door in: commands, checked before anything changes.

use std::sync::Arc;

use ipnet::IpNet;

use super::command::{Command, PrefixAnnouncement};
use super::deviate::{Switch, rules_in_range};
use super::egress::EgressCommand;
use super::fact::{Fact, What};
use super::floods::Deed;
use super::host_commands::HostCommand;
use super::limits::{MAX_PREPEND, MAX_RESTART, MIN_RESTART};
pub use super::refusal::Refusal;
use super::world::World;
use crate::engine::base::ids::{
    ClientId, EndId, LinkId, NodeId, PrefixId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::attributes::Attributes;
use crate::engine::bgp::policy::Rule;
use crate::engine::net::roa::Roa;

/// A command with everything in it found and checked.
pub(super) enum Checked {
    Announce(RouterId, PrefixId, Arc<Attributes>),
    Withdraw(RouterId, PrefixId),
    Prepend(RouterId, PrefixId, Vec<EndId>, u8),
    WithdrawAll(RouterId, Vec<PrefixId>),
    Switch(Vec<EndId>, Switch),
    SetRules(RouterId, EndId, Option<Vec<Rule>>, Option<Vec<Rule>>),
    SetRoa(Roa, bool),
    SetSession(SessionId, bool),
    SetLink(LinkId, bool),
    SilenceLink(LinkId),
    RestartBgp(RouterId, Span),
    SetRouter(RouterId, bool),
    SendPacket(ClientId, ServiceId),
    Rates(Deed),
    Steer(RouterId, PrefixId, Vec<EndId>, bool),
    Hosts(HostCommand),
    Egress(EgressCommand),
}

impl World {
    /// Carries out a command at time `at`. Events before `at` are handled first, those of `at`
    /// itself only if they have been already: a learner can act between two events of one
    /// instant. Facts are appended, in order.
    ///
    /// # Errors
    /// A refused command changes nothing (the clock included) and says why.
    pub fn apply(
        &mut self,
        at: SimTime,
        command: &Command,
        facts: &mut Vec<Fact>,
    ) -> Result<(), Refusal> {
        if at < self.now {
            return Err(Refusal::Past { at, now: self.now });
        }
        // What is checked changes by commands alone, so it may be checked before the events.
        let checked = self.check(command)?;
        while self.queue.next_at().is_some_and(|next| next < at) {
            self.step(facts);
        }
        self.now = at;
        let is_routing = command.is_routing();
        if is_routing {
            self.count_anew();
        }
        self.tell(facts, What::CommandApplied(Arc::new(command.clone())));
        self.carry_out_command(checked, facts);
        if is_routing {
            // So that `Converged` is told again even if nothing had to be sent.
            self.progress.is_converged = false;
        }
        self.close_instant(facts);
        Ok(())
    }

    /// Something sets BGP off: its UPDATEs are counted, and cycles looked for, from here on.
    pub(super) fn count_anew(&mut self) {
        self.progress.announced = 0;
        self.progress.withdrawn = 0;
        self.watch.restart(self.steps);
    }

    /// Whether a command would be carried out if it were given now; else why not.
    ///
    /// # Errors
    /// The refusal that [`World::apply`] would answer with.
    pub fn accepts(&self, command: &Command) -> Result<(), Refusal> {
        self.check(command).map(drop)
    }

    #[expect(clippy::too_many_lines, reason = "each command has its line, and none is forgotten")]
    fn check(&self, command: &Command) -> Result<Checked, Refusal> {
        match command {
            Command::Announce { node } => self.check_announce(node),
            Command::Withdraw { node } => self.check_withdraw(node),
            Command::Prepend { node, times, neighbor } => {
                self.check_prepend(node, *times, neighbor.as_ref())
            }
            Command::AnnouncePrefix(announcement) => self.check_announcement(announcement),
            Command::WithdrawPrefix { router: name, prefix: net } => {
                let (router, prefix) = self.find_own(name, *net)?;
                if self.speakers[router].own(prefix).is_none() {
                    return Err(already(name, "withdrawn"));
                }
                Ok(Checked::Withdraw(router, prefix))
            }
            Command::FailSession { session } => self.check_session(session, false),
            Command::RestoreSession { session } => self.check_session(session, true),
            Command::SetRules { session, router, import, export } => {
                let end = self.find_end(session, router)?;
                let router = self.network.end(end).router;
                rules_in_range(import.iter().chain(export))?;
                Ok(Checked::SetRules(router, end, import.clone(), export.clone()))
            }
            Command::Leak { network, neighbor, is_on } => {
                self.check_leak(network, neighbor.as_ref(), *is_on)
            }
            Command::Hijack { router, prefix, kind } => self.check_hijack(router, *prefix, *kind),
            Command::EndHijack { router, prefix } => self.check_end_hijack(router, *prefix),
            Command::PublishRoa(order) => self.check_publish(order),
            Command::RevokeRoa(order) => self.check_revoke(order),
            Command::Drain { node, is_on } => self.check_drain(node, *is_on),
            Command::SetCommunities { node, communities } => {
                self.check_communities(node, communities)
            }
            Command::FailLink { link } => self.check_link(link, false),
            Command::RestoreLink { link } => self.check_link(link, true),
            Command::FailLinkSilently { link } => self.check_silence(link),
            Command::RestartBgp { router, for_us } => self.check_restart(router, *for_us),
            Command::FailPop { node } => self.check_pop(node, false),
            Command::RestorePop { node } => self.check_pop(node, true),
            Command::SendPacket { client, service } => {
                let (client, service) = self.check_packet(client, service)?;
                Ok(Checked::SendPacket(client, service))
            }
            Command::Ping { .. }
            | Command::Traceroute { .. }
            | Command::QueryIdServer { .. }
            | Command::StartFlow { .. }
            | Command::StopFlow { .. }
            | Command::FailServer { .. }
            | Command::RestoreServer { .. }
            | Command::SetBalancer { .. }
            | Command::SetPerPacket { .. } => self.check_hosts(command).map(Checked::Hosts),
            Command::SetEgressDesign { .. }
            | Command::SetFallback { .. }
            | Command::SetGrace { .. }
            | Command::SetDnsAsker { .. }
            | Command::LendAddress { .. }
            | Command::ReleaseAddress { .. }
            | Command::MoveAddress { .. }
            | Command::MoveRange { .. }
            | Command::DrainAddresses { .. }
            | Command::OnboardPrefix { .. }
            | Command::LoadGeofeed { .. }
            | Command::OpenConnection { .. }
            | Command::CloseConnection { .. }
            | Command::HoldPorts(_)
            | Command::FreePorts(_)
            | Command::RebootRouter { .. } => self.check_egress(command).map(Checked::Egress),
            Command::StartFlood(order) => self.check_flood(order),
            Command::StopFlood { flood } => self.check_stop(flood),
            Command::Scrub { node, is_on } => self.check_scrub(node, *is_on),
            Command::SetCapacity { node, bps } => self.check_capacity(node, *bps),
            Command::Steer { node, neighbor, is_on } => self.check_steer(node, neighbor, *is_on),
            Command::SetAutomation { service, withdraw_above_percent, for_us, hysteresis } => {
                self.check_automation(service, *withdraw_above_percent, *for_us, *hysteresis)
            }
            Command::EndAutomation { service } => self.check_end_automation(service),
        }
    }

    fn check_announce(&self, node: &Slug) -> Result<Checked, Refusal> {
        let (id, router, prefix) = self.find_node(node)?;
        if self.is_announced(id) {
            return Err(already(node, "announced"));
        }
        let attributes = self.config.announcement(&self.network, router);
        Ok(Checked::Announce(router, prefix, Arc::new(attributes)))
    }

    fn check_withdraw(&self, node: &Slug) -> Result<Checked, Refusal> {
        let (id, router, prefix) = self.find_node(node)?;
        if !self.is_announced(id) {
            return Err(already(node, "withdrawn"));
        }
        Ok(Checked::Withdraw(router, prefix))
    }

    fn check_prepend(
        &self,
        node: &Slug,
        times: u8,
        neighbor: Option<&Slug>,
    ) -> Result<Checked, Refusal> {
        let (_, router, prefix) = self.find_node(node)?;
        if times > MAX_PREPEND {
            let (value, high) = (u64::from(times), u64::from(MAX_PREPEND));
            return Err(Refusal::OutOfRange { what: "times", value, low: 0, high });
        }
        let ends = self.ends_towards(node, router, neighbor)?;
        Ok(Checked::Prepend(router, prefix, ends, times))
    }

    fn check_announcement(&self, announcement: &PrefixAnnouncement) -> Result<Checked, Refusal> {
        let (router, prefix) = self.find_own(&announcement.router, announcement.prefix)?;
        let attributes = self.config.announcement(&self.network, router).announced_as(
            announcement.origin,
            announcement.med,
            &announcement.communities,
            &announcement.as_path_tail,
        );
        Ok(Checked::Announce(router, prefix, Arc::new(attributes)))
    }

    fn carry_out_command(&mut self, command: Checked, facts: &mut Vec<Fact>) {
        match command {
            Checked::Announce(router, prefix, attributes) => {
                self.decided_by_hand(router, prefix);
                self.with_speaker(router, facts, |speaker, desk| {
                    speaker.originate(desk, prefix, attributes);
                });
            }
            Checked::Withdraw(router, prefix) => {
                self.decided_by_hand(router, prefix);
                self.with_speaker(router, facts, |speaker, desk| {
                    speaker.cease(desk, prefix);
                });
            }
            Checked::Prepend(router, prefix, ends, times) => {
                self.with_speaker(router, facts, |speaker, desk| {
                    for end in ends {
                        speaker.prepend(desk, prefix, end, times);
                    }
                });
            }
            Checked::WithdrawAll(router, prefixes) => {
                self.with_speaker(router, facts, |speaker, desk| {
                    for prefix in prefixes {
                        speaker.cease(desk, prefix);
                    }
                });
            }
            Checked::Switch(ends, switch) => self.switch(&ends, switch, facts),
            Checked::SetRules(router, end, import, export) => {
                let config = &mut Arc::make_mut(&mut self.config).ends[end];
                config.import = import.unwrap_or_else(|| std::mem::take(&mut config.import));
                config.export = export.unwrap_or_else(|| std::mem::take(&mut config.export));
                self.with_speaker(router, facts, |speaker, desk| {
                    speaker.rules_changed(desk, end);
                });
            }
            Checked::SetRoa(roa, is_published) => self.set_roa(roa, is_published, facts),
            Checked::SetSession(session, is_enabled) => {
                self.sessions[session].is_enabled = is_enabled;
                self.reconcile(&[], facts);
            }
            Checked::SilenceLink(link) => self.silence_link(link, facts),
            Checked::RestartBgp(router, after) => self.restart_bgp(router, after, facts),
            Checked::SetLink(link, is_up) => {
                self.end_silence(link, facts);
                self.links[link].is_up = is_up;
                self.links[link].epoch += 1;
                self.reconcile(&[link], facts);
            }
            Checked::SetRouter(router, is_up) => self.set_router(router, is_up, facts),
            Checked::SendPacket(client, service) => self.send_query(client, service, facts),
            Checked::Rates(deed) => self.change_rates(deed, facts),
            Checked::Steer(router, prefix, ends, is_on) => {
                self.steer(router, prefix, (&ends, is_on), facts);
            }
            Checked::Hosts(command) => self.carry_out_hosts(command, facts),
            Checked::Egress(command) => self.carry_out_egress(command, facts),
        }
    }

    pub(super) fn find_node(&self, node: &Slug) -> Result<(NodeId, RouterId, PrefixId), Refusal> {
        let id = *self.network.names.nodes.get(node).ok_or_else(|| unknown("node", node))?;
        let found = &self.network.nodes[id];
        Ok((id, found.router, self.network.services[found.service].prefix))
    }

    pub(super) fn find_service(&self, service: &Slug) -> Result<ServiceId, Refusal> {
        let services = &self.network.names.services;
        services.get(service).copied().ok_or_else(|| unknown("service", service))
    }

    fn find_own(&self, router: &Slug, net: IpNet) -> Result<(RouterId, PrefixId), Refusal> {
        let names = &self.network.names;
        let router = *names.routers.get(router).ok_or_else(|| unknown("router", router))?;
        let mut prefixes = self.network.prefixes.iter_enumerated();
        let found = prefixes.find(|(_, prefix)| **prefix == net).map(|(id, _)| id);
        let name = net.to_string();
        Ok((router, found.ok_or(Refusal::Unknown { kind: "prefix", name })?))
    }

    fn find_end(&self, session: &Slug, router: &Slug) -> Result<EndId, Refusal> {
        let names = &self.network.names;
        let id = *names.sessions.get(session).ok_or_else(|| unknown("session", session))?;
        let at = names.routers.get(router).ok_or_else(|| unknown("router", router))?;
        let mut ends = id.ends().into_iter();
        ends.find(|&end| self.network.end(end).router == *at)
            .ok_or_else(|| unknown("router of that session", router))
    }

    fn check_session(&self, session: &Slug, is_enabled: bool) -> Result<Checked, Refusal> {
        let sessions = &self.network.names.sessions;
        let id = *sessions.get(session).ok_or_else(|| unknown("session", session))?;
        if self.sessions[id].is_enabled == is_enabled {
            return Err(already(session, if is_enabled { "up" } else { "down" }));
        }
        Ok(Checked::SetSession(id, is_enabled))
    }

    pub(super) fn ends_towards(
        &self,
        node: &Slug,
        router: RouterId,
        neighbor: Option<&Slug>,
    ) -> Result<Vec<EndId>, Refusal> {
        let ends = &self.network.routers[router].ends;
        let Some(neighbor) = neighbor else { return Ok(ends.clone()) };
        let in_as =
            *self.network.names.ases.get(neighbor).ok_or_else(|| unknown("network", neighbor))?;
        let is_towards =
            |&end: &EndId| self.network.routers[self.network.neighbor(end)].in_as == in_as;
        let towards: Vec<EndId> = ends.iter().copied().filter(is_towards).collect();
        if towards.is_empty() {
            let (node, neighbor) = (node.to_string(), neighbor.to_string());
            return Err(Refusal::NotNeighbor { node, neighbor });
        }
        Ok(towards)
    }

    fn check_link(&self, link: &Slug, is_up: bool) -> Result<Checked, Refusal> {
        let id = *self.network.names.links.get(link).ok_or_else(|| unknown("link", link))?;
        if self.is_link_up(id) == is_up {
            return Err(already(link, if is_up { "up" } else { "down" }));
        }
        Ok(Checked::SetLink(id, is_up))
    }

    fn check_silence(&self, link: &Slug) -> Result<Checked, Refusal> {
        let id = *self.network.names.links.get(link).ok_or_else(|| unknown("link", link))?;
        if !self.is_link_up(id) {
            return Err(already(link, "down"));
        }
        if self.network.links[id].igp_cost.is_some() {
            return Err(Refusal::Internal { link: link.to_string() });
        }
        Ok(Checked::SilenceLink(id))
    }

    fn check_restart(&self, router: &Slug, after: Span) -> Result<Checked, Refusal> {
        let routers = &self.network.names.routers;
        let id = *routers.get(router).ok_or_else(|| unknown("router", router))?;
        let (low, high) = (MIN_RESTART.as_us(), MAX_RESTART.as_us());
        if !(low..=high).contains(&after.as_us()) {
            let value = after.as_us();
            return Err(Refusal::OutOfRange { what: "for_us", value, low, high });
        }
        if self.is_restarting(id) {
            return Err(already(router, "restarting"));
        }
        Ok(Checked::RestartBgp(id, after))
    }

    fn check_pop(&self, node: &Slug, is_up: bool) -> Result<Checked, Refusal> {
        let (_, router, _) = self.find_node(node)?;
        if self.is_router_up[router] == is_up {
            return Err(already(node, if is_up { "up" } else { "down" }));
        }
        Ok(Checked::SetRouter(router, is_up))
    }
}

pub(super) fn unknown(kind: &'static str, name: &Slug) -> Refusal {
    Refusal::Unknown { kind, name: name.to_string() }
}

pub(super) fn already(name: &Slug, state: &'static str) -> Refusal {
    Refusal::Already { name: name.to_string(), state }
}
