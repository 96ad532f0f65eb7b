//! Kinds of commands, as lessons name them.

use serde::Deserialize;

use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;

/// A kind of command, as lessons allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CommandKind {
    /// [`Command::Announce`].
    Announce,
    /// [`Command::Withdraw`].
    Withdraw,
    /// [`Command::Prepend`].
    Prepend,
    /// [`Command::FailLink`].
    FailLink,
    /// [`Command::FailLinkSilently`].
    FailLinkSilently,
    /// [`Command::RestartBgp`].
    RestartBgp,
    /// [`Command::RestoreLink`].
    RestoreLink,
    /// [`Command::FailPop`].
    FailPop,
    /// [`Command::RestorePop`].
    RestorePop,
    /// [`Command::SendPacket`].
    SendPacket,
    /// [`Command::AnnouncePrefix`].
    AnnouncePrefix,
    /// [`Command::WithdrawPrefix`].
    WithdrawPrefix,
    /// [`Command::FailSession`].
    FailSession,
    /// [`Command::RestoreSession`].
    RestoreSession,
    /// [`Command::SetRules`].
    SetRules,
    /// [`Command::Leak`].
    Leak,
    /// [`Command::Hijack`].
    Hijack,
    /// [`Command::EndHijack`].
    EndHijack,
    /// [`Command::PublishRoa`].
    PublishRoa,
    /// [`Command::RevokeRoa`].
    RevokeRoa,
    /// [`Command::Drain`].
    Drain,
    /// [`Command::SetCommunities`].
    SetCommunities,
    /// [`Command::StartFlood`].
    StartFlood,
    /// [`Command::StopFlood`].
    StopFlood,
    /// [`Command::Scrub`].
    Scrub,
    /// [`Command::SetCapacity`].
    SetCapacity,
    /// [`Command::Steer`].
    Steer,
    /// [`Command::SetAutomation`].
    SetAutomation,
    /// [`Command::EndAutomation`].
    EndAutomation,
    /// [`Command::Ping`].
    Ping,
    /// [`Command::Traceroute`].
    Traceroute,
    /// [`Command::QueryIdServer`].
    QueryIdServer,
    /// [`Command::StartFlow`].
    #[serde(rename = "start-session")]
    StartFlow,
    /// [`Command::StopFlow`].
    #[serde(rename = "stop-session")]
    StopFlow,
    /// [`Command::FailServer`].
    FailServer,
    /// [`Command::RestoreServer`].
    RestoreServer,
    /// [`Command::SetBalancer`].
    SetBalancer,
    /// [`Command::SetPerPacket`].
    SetPerPacket,
    /// [`Command::SetEgressDesign`].
    SetEgressDesign,
    /// [`Command::SetFallback`].
    SetFallback,
    /// [`Command::SetGrace`].
    SetGrace,
    /// [`Command::SetDnsAsker`].
    SetDnsAsker,
    /// [`Command::LendAddress`].
    #[serde(rename = "allocate-address")]
    LendAddress,
    /// [`Command::ReleaseAddress`].
    ReleaseAddress,
    /// [`Command::MoveAddress`].
    MoveAddress,
    /// [`Command::MoveRange`].
    MoveRange,
    /// [`Command::DrainAddresses`].
    DrainAddresses,
    /// [`Command::OnboardPrefix`].
    OnboardPrefix,
    /// [`Command::LoadGeofeed`].
    LoadGeofeed,
    /// [`Command::OpenConnection`].
    OpenConnection,
    /// [`Command::CloseConnection`].
    CloseConnection,
    /// [`Command::HoldPorts`].
    HoldPorts,
    /// [`Command::FreePorts`].
    FreePorts,
    /// [`Command::RebootRouter`].
    RebootRouter,
}

impl CommandKind {
    /// The kind of a command, and the node, link, client, network, router, session, service,
    /// botnet, flood or connection it is done to, if it is to one.
    #[must_use]
    pub const fn of(command: &Command) -> (Self, Option<&Slug>) {
        let (kind, thing) = match command {
            Command::Announce { node } => (Self::Announce, node),
            Command::Withdraw { node } => (Self::Withdraw, node),
            Command::Prepend { node, .. } => (Self::Prepend, node),
            Command::FailLink { link } => (Self::FailLink, link),
            Command::FailLinkSilently { link } => (Self::FailLinkSilently, link),
            Command::RestartBgp { router, .. } => (Self::RestartBgp, router),
            Command::RestoreLink { link } => (Self::RestoreLink, link),
            Command::FailPop { node } => (Self::FailPop, node),
            Command::RestorePop { node } => (Self::RestorePop, node),
            Command::SendPacket { client, .. } => (Self::SendPacket, client),
            Command::AnnouncePrefix(announcement) => (Self::AnnouncePrefix, &announcement.router),
            Command::WithdrawPrefix { router, .. } => (Self::WithdrawPrefix, router),
            Command::FailSession { session } => (Self::FailSession, session),
            Command::RestoreSession { session } => (Self::RestoreSession, session),
            Command::SetRules { session, .. } => (Self::SetRules, session),
            Command::Leak { network, .. } => (Self::Leak, network),
            Command::Hijack { router, .. } => (Self::Hijack, router),
            Command::EndHijack { router, .. } => (Self::EndHijack, router),
            Command::Drain { node, .. } => (Self::Drain, node),
            Command::SetCommunities { node, .. } => (Self::SetCommunities, node),
            Command::StartFlood(order) => (Self::StartFlood, &order.botnet),
            Command::StopFlood { flood } => (Self::StopFlood, flood),
            Command::Scrub { node, .. } => (Self::Scrub, node),
            Command::SetCapacity { node, .. } => (Self::SetCapacity, node),
            Command::Steer { node, .. } => (Self::Steer, node),
            Command::SetAutomation { service, .. } => (Self::SetAutomation, service),
            Command::EndAutomation { service } => (Self::EndAutomation, service),
            Command::Ping { client, .. } => (Self::Ping, client),
            Command::Traceroute { client, .. } => (Self::Traceroute, client),
            Command::QueryIdServer { client, .. } => (Self::QueryIdServer, client),
            Command::StartFlow { client, .. } => (Self::StartFlow, client),
            Command::StopFlow { slug } => (Self::StopFlow, slug),
            Command::FailServer { node, .. } => (Self::FailServer, node),
            Command::RestoreServer { node, .. } => (Self::RestoreServer, node),
            Command::SetBalancer { node, .. } => (Self::SetBalancer, node),
            Command::SetPerPacket { node, .. } => (Self::SetPerPacket, node),
            // A ROA belongs to a prefix, and prefixes have no slugs.
            Command::PublishRoa(_) => return (Self::PublishRoa, None),
            Command::RevokeRoa(_) => return (Self::RevokeRoa, None),
            _ => return Self::of_egress(command),
        };
        (kind, Some(thing))
    }

    const fn of_egress(command: &Command) -> (Self, Option<&Slug>) {
        match command {
            Command::SetFallback { .. } => (Self::SetFallback, None),
            Command::SetGrace { .. } => (Self::SetGrace, None),
            Command::SetDnsAsker { .. } => (Self::SetDnsAsker, None),
            Command::LendAddress { node, .. } => (Self::LendAddress, Some(node)),
            Command::ReleaseAddress { .. } => (Self::ReleaseAddress, None),
            Command::MoveAddress { to, .. } => (Self::MoveAddress, Some(to)),
            Command::MoveRange { to, .. } => (Self::MoveRange, Some(to)),
            Command::DrainAddresses { node } => (Self::DrainAddresses, Some(node)),
            Command::OnboardPrefix { node, .. } => (Self::OnboardPrefix, Some(node)),
            Command::LoadGeofeed { .. } => (Self::LoadGeofeed, None),
            Command::OpenConnection { client, .. } => (Self::OpenConnection, Some(client)),
            Command::CloseConnection { slug } => (Self::CloseConnection, Some(slug)),
            Command::HoldPorts(order) => (Self::HoldPorts, Some(&order.node)),
            Command::FreePorts(order) => (Self::FreePorts, Some(&order.node)),
            Command::RebootRouter { router, .. } => (Self::RebootRouter, Some(router)),
            _ => (Self::SetEgressDesign, None),
        }
    }
}
