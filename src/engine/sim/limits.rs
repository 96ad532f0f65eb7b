//! Limits: everything has one, and reaching it is a fact or a refusal, never a freeze.

use crate::engine::base::time::Span;

/// How long a world is left alone before it is shown: MRAI timers run out meanwhile, as they
/// would have in an Internet that has stood for years, and packets are under way.
pub const CALM: Span = Span::from_s(60);

/// Extra copies of the own AS number that a prepend command may ask for.
pub const MAX_PREPEND: u8 = 10;

/// How long a router's BGP may be away at least, when a command restarts it.
pub const MIN_RESTART: Span = Span::from_s(1);

/// And at most.
pub const MAX_RESTART: Span = Span::from_s(3_600);

/// Events that [`settle`](super::world::World::settle) handles before it gives up.
pub const MAX_SETTLE_EVENTS: u64 = 5_000_000;

/// Events within which a world has to settle to be opened settled; beyond, it opens as it is. Some
/// seconds in a browser, and several times what the largest world that ships needs.
pub const MAX_OPENING_EVENTS: u64 = 1_000_000;

/// Packets in flight at one time; a query beyond is not sent.
pub const MAX_PACKETS: usize = 20_000;

/// Floods that go on at one time.
pub const MAX_FLOODS: u64 = 16;

/// Sites, or pairs of site and neighbour, of a board that is searched: 2^14 positions.
pub const MAX_BOARD_CHOICES: usize = 14;

/// How often a flood that rises is looked at again, and nodes look at their load.
pub const TRAFFIC_STEP: Span = Span::from_s(1);

/// The highest load above which nodes may be told to withdraw, in percent.
pub const MAX_THRESHOLD_PERCENT: u64 = 1_000;

/// The longest that an automated node may be told to wait.
pub const MAX_AUTOMATION_WAIT: Span = Span::from_s(3_600);

/// Events without rest after which a world begins to look for a cycle, at least.
pub const PATIENCE_EVENTS: u64 = 512;

/// The same, for each session: a large network has more to say before it falls quiet.
pub const PATIENCE_EVENTS_PER_SESSION: u64 = 64;

/// Things that looking for a cycle may take into fingerprints, for each event handled.
pub const WATCH_PER_EVENT: u64 = 1;

/// The latest facts in which a world that did not converge looks for routers that kept changing.
pub const UNSETTLED_FACTS: usize = 10_000;

/// Distinct paths that a [`Lens`](super::lens::Lens) remembers, over all routers and prefixes.
pub const LENS_PATHS: usize = 100_000;

/// Points of a lens's series of routers without a route, for each prefix.
pub const LENS_POINTS: usize = 2_048;

/// How long after a failure the outages of users are looked at.
pub const RACE_HORIZON: Span = Span::from_s(3_600);

/// Events of a copy of the world, played to see what a failure does to users.
pub const MAX_RACE_EVENTS: u64 = 2_000_000;

/// Settings that one failure is played with.
pub const MAX_RACE_SETTINGS: usize = 32;
/// The longest that an owner of before may keep connections from an address that was moved.
pub const MAX_GRACE: Span = Span::from_s(3_600);

/// Connections of servers that a world remembers, those that are over among them; more are refused.
pub const MAX_CONNECTIONS: u64 = 1_000;

/// Probes that a world remembers; an older one is forgotten.
pub const MAX_PROBES: usize = 64;

/// How long a probe waits for an answer.
pub const PROBE_PATIENCE: Span = Span::from_s(5);

/// The highest Time to Live that a traceroute tries.
pub const MAX_TRACE_TTL: u8 = 30;

/// Silent hops in a row after which a traceroute gives up.
pub const MAX_SILENT_HOPS: usize = 5;

/// Sessions that a world remembers, those that are over among them; more are refused. So many
/// downloads at once make 60,000 events a second, and leave room to settle within
/// [`MAX_SETTLE_EVENTS`].
pub const MAX_FLOWS: usize = 1_000;
