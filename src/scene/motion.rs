//! What moves: UPDATEs as triangles, packets as circles, where they are at a moment.
//!
//! A thing on its way has a departure and an arrival; its place is interpolation by simulated
//! time. So pausing, seeking and slow motion cost nothing, and nothing moves by itself. There may
//! be ten thousand: they are sorted by looks, so that each look is drawn once and then copied.

use super::curves::{Curves, along};
use super::draw_list::{Align, Draw, DrawList, Pen, Rgba, Shape, Sprite};
use super::errands::Glyph;
use super::network::Stage;
use super::palette::{CASING, HUE_COUNT, Palette, Theme, hue_of_rank, hue_rank};
use super::point::Point;
use crate::engine::base::ids::{NodeId, PacketId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::{Errand, Heading, Packet};
use crate::engine::sim::view::{UpdateInFlight, UpdateKey};
use crate::engine::sim::world::World;

/// How far beside the line UPDATEs travel, so that they and packets can be told apart.
const BESIDE: f64 = 6.0;
/// How far beyond the window's edge a mark may stand of which something is to be seen.
const ROOM: f64 = 12.0;
/// Where a journey is shown when motion is reduced: it steps through these many places.
const STEPS: f64 = 3.0;

/// What a flash tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    /// An UPDATE arrived: a ring.
    Received,
    /// A packet was dropped: a cross.
    Dropped,
}

impl FlashKind {
    /// How long it stays, in milliseconds of real time; whoever shows it keeps the clock.
    #[must_use]
    pub const fn lasts_ms(self) -> f64 {
        match self {
            Self::Received => 450.0,
            Self::Dropped => 1_000.0,
        }
    }
}

/// Something that happened at a router a moment ago.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flash {
    /// The router.
    pub router: RouterId,
    /// What happened.
    pub kind: FlashKind,
    /// How much of its time is over, from 0 to 1.
    pub age: f64,
}

/// The moment that is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The simulated time.
    pub now: SimTime,
    /// Whether things step instead of gliding.
    pub is_reduced: bool,
    /// What happened just before.
    pub flashes: &'a [Flash],
    /// What is selected of that which moves.
    pub selected: Option<Mover>,
}

/// A thing that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mover {
    /// A packet.
    Packet(PacketId),
    /// An UPDATE; of several that travel together, the first.
    Update(UpdateKey),
}

/// How a moving thing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A query, in the hue of this rank; absent: of nobody.
    Query(Option<usize>),
    /// An answer.
    Answer(Option<usize>),
    /// An UPDATE.
    Update {
        /// Whether it withdraws.
        is_withdrawal: bool,
        /// Whether what it announces takes the place of what its sender announced before.
        is_replacement: bool,
        /// Whether it stays inside one network.
        is_internal: bool,
    },
    /// A packet of a session or a probe, in the hue of this rank.
    Errand(Glyph, Option<usize>),
}

/// Where a moving thing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moving {
    /// What it is.
    pub what: Mover,
    /// How it looks.
    pub look: Look,
    /// Its place in the window.
    pub at: Point,
    /// How many travel together.
    pub count: u32,
}

/// Everything that moves, at a moment. Keep it from frame to frame: its lists are used again.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// What lies under the moving things: flashes.
    pub under: DrawList,
    /// The places of moving things, by [`Look::rank`].
    pub swarms: Vec<Vec<Point>>,
    /// What lies over them: counts, and a ring around what is selected.
    pub over: DrawList,
}

impl Default for Motion {
    fn default() -> Self {
        let swarms = vec![Vec::new(); Look::ALL_COUNT];
        Self { under: DrawList::default(), swarms, over: DrawList::default() }
    }
}

impl Motion {
    /// Whether nothing is to be seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.under.commands.is_empty()
            && self.over.commands.is_empty()
            && self.swarms.iter().all(Vec::is_empty)
    }

    /// Fills it with everything that moves in a world at a moment. `node_of` says whose hue a
    /// packet wears.
    pub fn fill(
        &mut self,
        stage: &Stage<'_>,
        world: &World,
        moment: &Moment<'_>,
        node_of: impl Fn(&Packet) -> Option<NodeId>,
    ) {
        self.under.commands.clear();
        self.over.commands.clear();
        self.swarms.iter_mut().for_each(Vec::clear);
        for flash in moment.flashes {
            draw_flash(&mut self.under, stage, *flash);
        }
        let palette = stage.theme.palette();
        let sight = Sight::new(stage, moment);
        for packet in world.packets() {
            let Some(at) = sight.place_of(packet).filter(|at| sight.is_in_window(*at)) else {
                continue;
            };
            self.swarms[look_of(stage, world, packet, node_of(packet)).rank()].push(at);
            if moment.selected == Some(Mover::Packet(packet.id)) {
                ring(&mut self.over, &palette, at);
            }
        }
        each_update(stage, world, moment, |moving| {
            let Moving { at, look, .. } = moving;
            if !sight.is_in_window(at) {
                return;
            }
            self.swarms[look.rank()].push(at);
            if moving.count > 1 {
                self.over.push(count(&palette, at, moving.count));
            }
            if moment.selected == Some(moving.what) {
                ring(&mut self.over, &palette, at);
            }
        });
    }
}

impl Look {
    const PACKETS: usize = HUE_COUNT + 1;
    /// So many looks, the first of all, are packets', which are discs.
    pub const DISCS: usize = 2 * Self::PACKETS;
    /// After UPDATEs come the packets of sessions and probes.
    const ERRANDS: usize = 2 * Self::PACKETS + 6;
    /// How many looks there are.
    pub const ALL_COUNT: usize = Self::ERRANDS + Glyph::ALL.len() * Self::PACKETS;

    /// Its place among all looks; what comes later lies above.
    #[must_use]
    pub fn rank(self) -> usize {
        let hue = |rank: Option<usize>| rank.map_or(0, |rank| 1 + rank % HUE_COUNT);
        match self {
            Self::Query(rank) => hue(rank),
            Self::Answer(rank) => Self::PACKETS + hue(rank),
            Self::Update { is_withdrawal, is_replacement, is_internal } => {
                let kind = if is_withdrawal { 2 } else { usize::from(is_replacement) };
                2 * Self::PACKETS + 2 * kind + usize::from(!is_internal)
            }
            Self::Errand(glyph, rank) => Self::ERRANDS + glyph as usize * Self::PACKETS + hue(rank),
        }
    }

    /// The look of this rank.
    #[must_use]
    pub fn of_rank(rank: usize) -> Self {
        let hue = |rank: usize| rank.checked_sub(1);
        match rank {
            _ if rank < Self::PACKETS => Self::Query(hue(rank)),
            _ if rank < 2 * Self::PACKETS => Self::Answer(hue(rank - Self::PACKETS)),
            _ if rank >= Self::ERRANDS => {
                let place = rank - Self::ERRANDS;
                let glyph = Glyph::ALL[place / Self::PACKETS % Glyph::ALL.len()];
                Self::Errand(glyph, hue(place % Self::PACKETS))
            }
            _ => {
                let (kind, is_external) = ((rank - 2 * Self::PACKETS) / 2, !rank.is_multiple_of(2));
                Self::Update {
                    is_withdrawal: kind == 2,
                    is_replacement: kind == 1,
                    is_internal: !is_external,
                }
            }
        }
    }

    /// Its picture: a query is filled, an answer hollow, in the hue of the node. A triangle up
    /// announces, hollow if it replaces; one down withdraws. Inside a network it is smaller.
    #[must_use]
    pub fn sprite(self, theme: Theme) -> Sprite {
        let palette = theme.palette();
        let hue = |rank: Option<usize>| rank.map_or(palette.text, hue_of_rank);
        let pen = |width: f64, color: Rgba| Some(Pen { width, color });
        match self {
            Self::Query(rank) => Sprite {
                shape: Shape::Disc,
                radius: 3.6,
                casing: None,
                fill: Some(hue(rank)),
                edge: pen(1.2, CASING),
            },
            Self::Answer(rank) => Sprite {
                shape: Shape::Disc,
                radius: 3.4,
                casing: pen(4.0, CASING),
                fill: Some(palette.ground),
                edge: pen(1.8, hue(rank)),
            },
            Self::Update { is_withdrawal, is_replacement, is_internal } => {
                let (shape, color) = if is_withdrawal {
                    (Shape::TriangleDown, palette.text)
                } else {
                    (Shape::TriangleUp, palette.accent)
                };
                let radius = if is_internal { 3.6 } else { 5.0 };
                let (casing, fill, edge) = if is_replacement {
                    (pen(4.2, palette.ground), Some(palette.ground), pen(1.7, color))
                } else {
                    (None, Some(color), pen(1.2, palette.ground))
                };
                Sprite { shape, radius, casing, fill, edge }
            }
            Self::Errand(glyph, rank) => glyph.sprite(hue(rank), palette.ground),
        }
    }
}

impl Moment<'_> {
    /// The share of a journey at which it is shown.
    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    fn progress(&self, departed: SimTime, arrives: SimTime) -> f64 {
        let t = progress(departed, arrives, self.now);
        if self.is_reduced { ((t * STEPS).floor().min(STEPS - 1.0) + 0.5) / STEPS } else { t }
    }
}

/// How much of a journey lies behind at `now`, from 0 to 1; a journey without length is over.
#[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
#[inline(always)]
#[must_use]
pub fn progress(departed: SimTime, arrives: SimTime, now: SimTime) -> f64 {
    let micros = |span: u64| f64::from(u32::try_from(span).unwrap_or(u32::MAX));
    let whole = micros(arrives.since(departed).as_us());
    if whole > 0.0 { (micros(now.since(departed).as_us()) / whole).min(1.0) } else { 1.0 }
}

/// Visits everything that moves, packets first.
pub fn each(
    stage: &Stage<'_>,
    world: &World,
    moment: &Moment<'_>,
    node_of: impl Fn(&Packet) -> Option<NodeId>,
    mut visit: impl FnMut(Moving),
) {
    let sight = Sight::new(stage, moment);
    for packet in world.packets() {
        if let Some(at) = sight.place_of(packet) {
            visit(packet_there((stage, world), packet, node_of(packet), at));
        }
    }
    each_update(stage, world, moment, &mut visit);
}

fn each_update(
    stage: &Stage<'_>,
    world: &World,
    moment: &Moment<'_>,
    mut visit: impl FnMut(Moving),
) {
    let mut updates: Vec<UpdateInFlight> = world.updates_in_any_order().collect();
    let together = |u: &UpdateInFlight| (u.session, u.to, u.departed, u.arrives, u.is_withdrawal());
    updates.sort_by_key(together);
    for batch in updates.chunk_by(|a, b| together(a) == together(b)) {
        if let Some(moving) = update_at(stage, &batch[0], moment) {
            let count = u32::try_from(batch.len()).unwrap_or(u32::MAX);
            visit(Moving { count, ..moving });
        }
    }
}

/// An UPDATE on its way; nowhere once it has arrived.
#[must_use]
pub fn update_at(
    stage: &Stage<'_>,
    update: &UpdateInFlight,
    moment: &Moment<'_>,
) -> Option<Moving> {
    if update.arrives < moment.now {
        return None;
    }
    let (curve, is_backward) = stage.curves.session(stage.network, update.session)?;
    let session = &stage.network.sessions[update.session];
    let is_from_second = session.ends[0].router != update.from;
    let t = moment.progress(update.departed, update.arrives);
    let (at, direction) = along(curve, is_backward != is_from_second, t);
    // Close to its ends an UPDATE is on its mark, not beside it.
    let beside = direction.turned() * (BESIDE * (4.0 * t * (1.0 - t)).min(1.0));
    Some(Moving {
        what: Mover::Update(update.key()),
        look: Look::Update {
            is_withdrawal: update.is_withdrawal(),
            is_replacement: update.is_replacement,
            is_internal: session.is_internal(),
        },
        at: at + beside + stage.viewport.origin(),
        count: 1,
    })
}

/// A packet on its last hop; nowhere before its first, and once it has arrived.
#[must_use]
pub fn packet_at(
    (stage, world): (&Stage<'_>, &World),
    packet: &Packet,
    moment: &Moment<'_>,
    node: impl FnOnce() -> Option<NodeId>,
) -> Option<Moving> {
    let at = Sight::new(stage, moment).place_of(packet)?;
    Some(packet_there((stage, world), packet, node(), at))
}

fn packet_there(
    (stage, world): (&Stage<'_>, &World),
    packet: &Packet,
    node: Option<NodeId>,
    at: Point,
) -> Moving {
    let look = look_of(stage, world, packet, node);
    Moving { what: Mover::Packet(packet.id), look, at, count: 1 }
}

fn look_of(stage: &Stage<'_>, world: &World, packet: &Packet, node: Option<NodeId>) -> Look {
    let hue = node.map(|node| hue_rank(stage.network.nodes[node].letter));
    match packet.heading {
        _ if packet.errand != Errand::Regular => Look::Errand(glyph_of(world, packet), hue),
        Heading::Server => Look::Query(hue),
        Heading::Client => Look::Answer(hue),
    }
}

fn glyph_of(world: &World, packet: &Packet) -> Glyph {
    let Errand::Egress(_) = packet.errand else { return Glyph::of(packet) };
    let is_carried = world.egress().is_some_and(|egress| egress.carried(packet.id).is_some());
    Glyph::of_connection(packet, is_carried)
}

/// What the places of packets depend on, worked out once: there are thousands, in every frame.
struct Sight<'a> {
    curves: &'a Curves,
    moment: &'a Moment<'a>,
    origin: Point,
    /// Where the window ends, with room for marks that stand on its edge.
    end: Point,
}

impl<'a> Sight<'a> {
    fn new(stage: &Stage<'a>, moment: &'a Moment<'a>) -> Self {
        let room = Point::new(ROOM, ROOM);
        let end = Point::new(stage.viewport.width(), stage.viewport.height()) + room;
        Self { curves: stage.curves, moment, origin: stage.viewport.origin(), end }
    }

    /// Where a packet is in the window, or beside it.
    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    fn place_of(&self, packet: &Packet) -> Option<Point> {
        let hop = &packet.last;
        let link = hop.via?;
        if hop.arrives < self.moment.now {
            return None;
        }
        let t = self.moment.progress(hop.departed, hop.arrives);
        let at = self.curves.on_way_to(link, hop.router, t);
        Some(at + self.origin)
    }

    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    fn is_in_window(&self, at: Point) -> bool {
        at.x >= -ROOM && at.y >= -ROOM && at.x <= self.end.x && at.y <= self.end.y
    }
}

fn draw_flash(list: &mut DrawList, stage: &Stage<'_>, flash: Flash) {
    let Some(placed) = stage.placement.of_router(flash.router) else { return };
    let at = placed.at + stage.viewport.origin();
    let palette = stage.theme.palette();
    match flash.kind {
        FlashKind::Received => {
            let radius = placed.radius + 3.0 + 7.0 * flash.age;
            let left = 255.0 * (1.0 - flash.age).clamp(0.0, 1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 255 by the clamp"
            )]
            let color = palette.accent.with_alpha(left as u8);
            let edge = Some(Pen { width: 2.0, color });
            list.push(Draw::Mark { shape: Shape::Disc, at, radius, fill: None, edge });
        }
        FlashKind::Dropped => {
            for (width, color) in [(5.0, palette.ground), (2.4, palette.text)] {
                let edge = Some(Pen { width, color });
                list.push(Draw::Mark { shape: Shape::Cross, at, radius: 8.0, fill: None, edge });
            }
        }
    }
}

/// How many UPDATEs travel together.
fn count(palette: &Palette, at: Point, count: u32) -> Draw {
    Draw::Text {
        at: at + Point::new(8.0, 0.0),
        text: format!("×{count}"),
        size: 10.0,
        color: palette.text,
        halo: Some(palette.ground),
        align: Align::Start,
    }
}

fn ring(list: &mut DrawList, palette: &Palette, at: Point) {
    for (width, color) in [(4.5, palette.ground), (2.0, palette.accent)] {
        let edge = Some(Pen { width, color });
        list.push(Draw::Mark { shape: Shape::Disc, at, radius: 10.0, fill: None, edge });
    }
}
