//! Commands to clients and servers: checked, and carried out.

use std::net::IpAddr;

use super::apply::{Refusal, already, unknown};
use super::command::Command;
use super::fact::Fact;
use super::flows::NewFlow;
use super::limits::MAX_FLOWS;
use super::probes::ProbeKind;
use super::world::World;
use crate::engine::base::ids::{ClientId, FlowId, NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::net::inside::Balancer;

/// A command to clients or servers, with everything in it found.
pub(super) enum HostCommand {
    Probe(ProbeKind, ClientId, IpAddr),
    StartFlow(NewFlow),
    StopFlow(FlowId),
    SetServer(NodeId, u8, bool),
    SetBalancer(NodeId, Balancer),
    SetPerPacket(NodeId, bool),
}

impl World {
    /// Checks a command to clients or servers.
    pub(super) fn check_hosts(&self, command: &Command) -> Result<HostCommand, Refusal> {
        match command {
            Command::Ping { client, service, address } => {
                let (client, to) = self.check_target(client, service.as_ref(), *address)?;
                Ok(HostCommand::Probe(ProbeKind::Ping, client, to))
            }
            Command::Traceroute { client, service, address } => {
                let (client, to) = self.check_target(client, service.as_ref(), *address)?;
                Ok(HostCommand::Probe(ProbeKind::Traceroute, client, to))
            }
            Command::QueryIdServer { client, service } => {
                let (client, to) = self.check_target(client, Some(service), None)?;
                Ok(HostCommand::Probe(ProbeKind::IdServer, client, to))
            }
            Command::StartFlow { client, service, kind, slug, source_port } => {
                let (client, service) = self.check_packet(client, service)?;
                let (kind, slug, source_port) = (*kind, slug.clone(), *source_port);
                self.check_flow(NewFlow { client, service, kind, slug, source_port })
            }
            Command::StopFlow { slug } => {
                let id = self.flow_named(slug).ok_or_else(|| unknown("session", slug))?;
                let is_alive = self.hosts.flows[id].is_alive();
                if is_alive { Ok(HostCommand::StopFlow(id)) } else { Err(already(slug, "over")) }
            }
            Command::FailServer { node, server } => self.check_server(node, *server, false),
            Command::RestoreServer { node, server } => self.check_server(node, *server, true),
            Command::SetBalancer { node, balancer } => {
                let (id, ..) = self.find_node(node)?;
                if self.hosts.pops[id].balancer == *balancer {
                    return Err(already(node, "balanced so"));
                }
                Ok(HostCommand::SetBalancer(id, *balancer))
            }
            Command::SetPerPacket { node, is_on } => {
                let (id, ..) = self.find_node(node)?;
                if self.hosts.pops[id].is_per_packet == *is_on {
                    return Err(already(node, if *is_on { "per packet" } else { "per flow" }));
                }
                Ok(HostCommand::SetPerPacket(id, *is_on))
            }
            _ => unreachable!("it is no command to clients or servers"),
        }
    }

    /// A client network, and a service that it can ask.
    pub(super) fn check_packet(
        &self,
        client: &Slug,
        service: &Slug,
    ) -> Result<(ClientId, ServiceId), Refusal> {
        let from = self.find_client(client)?;
        let to = self.find_service(service)?;
        self.check_family(client, from, self.network.services[to].address)?;
        Ok((from, to))
    }

    fn find_client(&self, client: &Slug) -> Result<ClientId, Refusal> {
        let clients = &self.network.names.clients;
        clients.get(client).copied().ok_or_else(|| unknown("client", client))
    }

    fn check_family(&self, client: &Slug, from: ClientId, to: IpAddr) -> Result<(), Refusal> {
        if self.network.clients[from].address_towards(to).is_none() {
            return Err(Refusal::NoAddress { client: client.to_string(), service: to });
        }
        Ok(())
    }

    fn check_target(
        &self,
        client: &Slug,
        service: Option<&Slug>,
        address: Option<IpAddr>,
    ) -> Result<(ClientId, IpAddr), Refusal> {
        let from = self.find_client(client)?;
        let to = match (service, address) {
            (Some(service), None) => {
                let (_, service) = self.check_packet(client, service)?;
                self.network.services[service].address
            }
            (None, Some(address)) => address,
            (one, _) => {
                let (what, value) = ("service and address", if one.is_some() { 2 } else { 0 });
                return Err(Refusal::OutOfRange { what, value, low: 1, high: 1 });
            }
        };
        self.check_family(client, from, to)?;
        Ok((from, to))
    }

    fn check_flow(&self, new: NewFlow) -> Result<HostCommand, Refusal> {
        let out_of_range = |what, value, low, high| Refusal::OutOfRange { what, value, low, high };
        if !new.slug.is_well_formed() {
            return Err(unknown("slug", &new.slug));
        }
        let namesake = self.flow_named(&new.slug);
        if namesake.is_some_and(|id| self.hosts.flows[id].is_alive()) {
            return Err(already(&new.slug, "open"));
        }
        if self.hosts.flows.len() >= MAX_FLOWS {
            let most = u64::try_from(MAX_FLOWS).unwrap_or(u64::MAX);
            return Err(out_of_range("sessions", most + 1, 0, most));
        }
        if let Some(port) = new.source_port {
            if port == 0 {
                return Err(out_of_range("source_port", 0, 1, u16::MAX.into()));
            }
            if self.is_port_taken(new.client, new.service, port) {
                return Err(already(&new.slug, "taking a port that is taken"));
            }
        }
        Ok(HostCommand::StartFlow(new))
    }

    fn check_server(&self, node: &Slug, server: u8, is_up: bool) -> Result<HostCommand, Refusal> {
        let (id, ..) = self.find_node(node)?;
        let count = self.network.nodes[id].inside.servers;
        if server >= count {
            let (value, high) = (server.into(), u64::from(count) - 1);
            return Err(Refusal::OutOfRange { what: "server", value, low: 0, high });
        }
        if self.hosts.pops[id].is_up(server) == is_up {
            return Err(already(node, if is_up { "up" } else { "down" }));
        }
        Ok(HostCommand::SetServer(id, server, is_up))
    }

    /// Carries out a command to clients or servers.
    pub(super) fn carry_out_hosts(&mut self, command: HostCommand, facts: &mut Vec<Fact>) {
        match command {
            HostCommand::Probe(kind, client, to) => self.start_probe(kind, client, to, facts),
            HostCommand::StartFlow(new) => self.start_flow(new, facts),
            HostCommand::StopFlow(flow) => self.stop_flow(flow, facts),
            HostCommand::SetServer(node, server, is_up) => {
                self.set_server((node, server), is_up, facts);
            }
            HostCommand::SetBalancer(node, balancer) => {
                self.hosts.pops[node].balancer = balancer;
            }
            HostCommand::SetPerPacket(node, is_on) => self.hosts.pops[node].is_per_packet = is_on,
        }
    }
}
