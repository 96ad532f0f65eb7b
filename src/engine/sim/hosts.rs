//! What clients and servers know: probes, flows, and the insides of PoPs.

use std::collections::BTreeMap;

use typed_index_collections::TiVec;

use super::fact::Fact;
use super::pops::Pop;
use super::probes::Probe;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{FlowId, NodeId, ProbeId};
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::engine::traffic::flow::Flow;

/// Something that a client or a server is going to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// The client of a flow looks at the time.
    Client { flow: FlowId },
    /// The server of a flow sends its next segment, or the last one again.
    Server { flow: FlowId, serial: u32 },
    /// Whoever sent a packet of a probe has waited for long enough.
    Probe { probe: ProbeId, trial: u32 },
}

impl Deed {
    /// What it is, in numbers, for fingerprints.
    pub fn add_to(&self, digester: &mut impl Intake) {
        let (name, one, other) = match self {
            Self::Client { flow } => ("client due", flow.get(), 0),
            Self::Server { flow, serial } => ("server due", flow.get(), *serial),
            Self::Probe { probe, trial } => ("probe due", probe.get(), *trial),
        };
        digester.text(name);
        digester.number(one.into());
        digester.number(other.into());
    }
}

/// The state of all hosts. In a world where nobody has asked for any of it, it is as it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosts {
    /// Probes, the latest ones.
    pub probes: BTreeMap<ProbeId, Probe>,
    /// How many there have been.
    pub probe_count: usize,
    /// Flows, also those that are over.
    pub flows: TiVec<FlowId, Flow>,
    /// The latest flow of each name.
    pub flow_names: BTreeMap<Slug, FlowId>,
    /// The insides of PoPs.
    pub pops: TiVec<NodeId, Pop>,
    /// Servers that something has happened to and that were not checked since.
    pub checks: u64,
}

impl Hosts {
    pub fn new(network: &Network) -> Self {
        let pops = network.nodes.iter().map(|node| Pop::new(&node.inside)).collect();
        Self { pops, ..Self::default() }
    }

    /// The state in numbers, for fingerprints; nothing if it is as it began.
    pub fn add_to(&self, digester: &mut impl Intake, network: &Network) {
        for (id, probe) in &self.probes {
            digester.text("probe");
            digester.number(id.get().into());
            probe.add_to(digester);
        }
        for (id, flow) in self.flows.iter_enumerated() {
            digester.text("flow");
            digester.number(id.get().into());
            super::flows::add_to(flow, digester);
        }
        for (node, pop) in self.pops.iter_enumerated() {
            pop.add_to(digester, node, &network.nodes[node].inside);
        }
    }

    /// How much memory it takes, about, in bytes.
    pub fn bytes(&self) -> usize {
        self.probes.values().map(Probe::bytes).sum::<usize>()
            + self.flows.len() * (size_of::<Flow>() + size_of::<(Slug, FlowId)>())
            + self.pops.iter().map(Pop::bytes).sum::<usize>()
    }
}

impl World {
    /// A client or a server does what it was going to do.
    pub(super) fn host_acts(&mut self, deed: Deed, facts: &mut Vec<Fact>) {
        match deed {
            Deed::Client { flow } => self.client_due(flow, facts),
            Deed::Server { flow, serial } => self.server_due(flow, serial, facts),
            Deed::Probe { probe, trial } => self.probe_due(probe, trial, facts),
        }
    }
}
