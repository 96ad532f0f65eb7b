//! The four canvases: ground, links, ways, motion. Each is painted again only when what it shows
//! has changed.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use super::connections::Connections;
use super::ground::{Ground, path};
use super::painter::{dashes, paint};
use super::swarm;
use super::throng::{self, Throng};
use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::app::present::map::{focus, mover_of, node_of, shown_service, way_back};
use crate::app::session::record::is_loss;
use crate::engine::base::ids::{LinkId, SessionId};
use crate::engine::sim::fact::What;
use crate::engine::sim::world::World;
use crate::scene::catchments::{Flow, catchments, flows};
use crate::scene::draw_list::DrawList;
use crate::scene::errands::Glyph;
use crate::scene::land::Land;
use crate::scene::layers::{Highlight, MapLayers};
use crate::scene::motion::{Flash, FlashKind, Look as MoverLook, Moment, Motion};
use crate::scene::network::{self, Down, Focus, Stage, Traffic, dash, dashed};
use crate::scene::palette::Theme;
use crate::scene::relations::{self, Links};
use crate::scene::returns::{self, Leg};
use crate::scene::ribbons::{self, Ribbon};
use crate::scene::viewport::Viewport;
use crate::web::frame::Painter;

/// Flashes shown at one time; the oldest make room.
const MAX_FLASHES: usize = 120;
/// How far dashes move along their ways, in pixels a second.
const DASH_SPEED: f64 = 26.0;
/// How much of moving things is left to see while the legend points out others.
const DIMMED: f64 = 0.12;

/// How the map looks, apart from the lab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Bright or dark.
    pub theme: Theme,
    /// Whether motion is reduced.
    pub is_reduced: bool,
    /// What the legend points out.
    pub highlight: Option<Highlight>,
}

/// A canvas and its context.
struct Layer {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// What the links layer showed when it was painted last.
#[derive(PartialEq)]
struct LinksShown {
    is_down: Down,
    sessions_down: Vec<SessionId>,
    focus: Option<Focus>,
    layers: MapLayers,
    viewport: Viewport,
    look: Look,
}

/// What the ways layer showed when it was painted last.
#[derive(PartialEq)]
struct WaysShown {
    flows: Vec<Flow>,
    former: Vec<Flow>,
    ribbons: Vec<Ribbon>,
    back: Vec<Leg>,
    focus: Option<Focus>,
    has_arrows: bool,
    viewport: Viewport,
    theme: Theme,
}

/// The canvases and what they show.
pub struct Layers {
    sheets: [Layer; 4],
    ground: Ground,
    ground_shown: Option<(Viewport, Theme)>,
    links_shown: Option<LinksShown>,
    ways_shown: Option<WaysShown>,
    /// What has changed since the ways were painted.
    owed: Changes,
    /// Whether they waited in the last frame.
    has_waited: bool,
    /// The width and height of the canvases in CSS pixels, and device pixels for one of them.
    fitted: Option<[f64; 3]>,
    ratio: f64,
    motion: Motion,
    throng: Throng,
    connections: Connections,
    flashes: Vec<(Flash, f64)>,
    /// The flows before the last command, until BGP has converged.
    former: Vec<Flow>,
    next_fact: Option<u64>,
    motion_is_blank: bool,
    /// The lines along which dashes move, while they do.
    dashed: Option<Path2d>,
    /// How far dashes have come, in pixels, and when that was.
    dashes: (f64, f64),
}

impl Layer {
    fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    /// Gives the canvas the window's size in device pixels, which clears it.
    fn fit(&self, viewport: &Viewport, ratio: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a window's size in pixels, bounded right here"
        )]
        let device = |pixels: f64| (pixels * ratio).round().clamp(1.0, 16_384.0) as u32;
        self.canvas.set_width(device(viewport.width()));
        self.canvas.set_height(device(viewport.height()));
        // Fails only on numbers that are none.
        let _ = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    }

    fn clear(&self, viewport: &Viewport) {
        self.context.clear_rect(0.0, 0.0, viewport.width(), viewport.height());
    }

    fn show(&self, viewport: &Viewport, list: &DrawList) {
        self.clear(viewport);
        paint(&self.context, list);
    }
}

impl Layers {
    /// The layers on these canvases, from the lowest; `None` where a canvas cannot be drawn on.
    pub fn new(canvases: [HtmlCanvasElement; 4], land: &Land) -> Option<Self> {
        let [ground, links, ways, motion] = canvases.map(Layer::new);
        Some(Self {
            sheets: [ground?, links?, ways?, motion?],
            ground: Ground::new(land)?,
            ground_shown: None,
            links_shown: None,
            ways_shown: None,
            owed: Changes::NONE,
            has_waited: false,
            fitted: None,
            ratio: 0.0,
            motion: Motion::default(),
            throng: Throng::default(),
            connections: Connections::default(),
            flashes: Vec::new(),
            former: Vec::new(),
            next_fact: None,
            motion_is_blank: true,
            dashed: None,
            dashes: (0.0, 0.0),
        })
    }

    /// Shows other land from now on.
    pub fn show_land(&mut self, land: &Land) {
        if let Some(ground) = Ground::new(land) {
            self.ground = ground;
            self.ground_shown = None;
        }
    }

    /// Paints what has changed.
    pub fn paint(
        &mut self,
        lab: &Lab,
        stage: &Stage<'_>,
        look: Look,
        (changes, now_ms): (Changes, f64),
    ) -> Painter {
        let viewport = &lab.viewport;
        self.fit(viewport);
        if self.ground_shown != Some((*viewport, look.theme)) {
            self.ground.paint(&self.sheets[0].context, viewport, look.theme, self.ratio);
            self.ground_shown = Some((*viewport, look.theme));
        }
        self.read_facts(lab, look, now_ms);
        self.paint_links(lab, stage, look, changes);
        self.owed.add(changes);
        // A frame in which marks change has enough to do; the ways follow in the next.
        let is_same_view = self.ways_shown.as_ref().is_some_and(|it| it.viewport == *viewport);
        let has_much = changes.has(Aspect::Topology) || changes.has(Aspect::Selection);
        let waits = is_same_view && has_much && !self.has_waited;
        self.has_waited = waits;
        if !waits {
            let owed = std::mem::take(&mut self.owed);
            self.paint_ways(lab, stage, look, (owed, now_ms));
        }
        let goes_on = self.paint_motion(lab, stage, look, now_ms);
        if waits || self.connections.waits() { Painter::GoesOn } else { goes_on }
    }

    /// A window of another size, or on another screen, needs other canvases.
    fn fit(&mut self, viewport: &Viewport) {
        let ratio = window().device_pixel_ratio().clamp(0.5, 4.0);
        let size = [viewport.width(), viewport.height(), ratio];
        if self.fitted == Some(size) {
            return;
        }
        self.fitted = Some(size);
        self.ratio = ratio;
        for layer in &self.sheets {
            layer.fit(viewport, ratio);
        }
        self.ground_shown = None;
        self.links_shown = None;
        self.ways_shown = None;
    }

    fn paint_links(&mut self, lab: &Lab, stage: &Stage<'_>, look: Look, changes: Changes) {
        const SHOWN: [Aspect; 4] =
            [Aspect::Topology, Aspect::Sessions, Aspect::Selection, Aspect::Viewport];
        let is_same_look = self.links_shown.as_ref().is_some_and(|shown| shown.look == look);
        if is_same_look && !SHOWN.into_iter().any(|aspect| changes.has(aspect)) {
            return;
        }
        let (world, network) = (lab.world(), lab.network());
        let is_session_down = |id: &SessionId| lab.layers.sessions && !world.is_session_up(*id);
        let to_show = LinksShown {
            is_down: network.links.keys().map(|link| !world.is_link_up(link)).collect(),
            sessions_down: network.sessions.keys().filter(is_session_down).collect(),
            focus: focus(lab),
            layers: lab.layers,
            viewport: lab.viewport,
            look,
        };
        if self.links_shown.as_ref() == Some(&to_show) {
            return;
        }
        let links = Links {
            is_down: &to_show.is_down,
            sessions_down: &to_show.sessions_down,
            focus: to_show.focus,
            layers: lab.layers,
            highlight: look.highlight,
        };
        let list = relations::draw(stage, &links).with_lines(stage.theme.line_scale());
        self.sheets[1].show(stage.viewport, &list);
        self.links_shown = Some(to_show);
    }

    fn paint_ways(
        &mut self,
        lab: &Lab,
        stage: &Stage<'_>,
        look: Look,
        (changes, now_ms): (Changes, f64),
    ) {
        const SHOWN: [Aspect; 5] = [
            Aspect::Topology,
            Aspect::Forwarding,
            Aspect::Catchments,
            Aspect::Selection,
            Aspect::Viewport,
        ];
        let is_other = self.connections.look(lab, changes, now_ms);
        let has_arrows = look.is_reduced || !lab.playback.is_playing;
        let ribbons = flooded(lab);
        let is_same_look = self.ways_shown.as_ref().is_some_and(|shown| {
            (shown.theme, shown.has_arrows) == (look.theme, has_arrows) && shown.ribbons == ribbons
        });
        let has_changed = is_other || SHOWN.into_iter().any(|aspect| changes.has(aspect));
        if is_same_look && !has_changed {
            return;
        }
        let (world, network) = (lab.world(), lab.network());
        let mut ways = match shown_service(network) {
            Some(service) if lab.layers.ways => catchments(world, service),
            _ => Vec::new(),
        };
        ways.retain(|way| !lab.conceals(way.client));
        let to_show = WaysShown {
            flows: flows(network, &ways, |link| world.is_link_up(link)),
            former: self.former.clone(),
            ribbons,
            back: if lab.selection.is_none() { Vec::new() } else { way_back(lab) },
            focus: focus(lab),
            has_arrows,
            viewport: lab.viewport,
            theme: look.theme,
        };
        if !is_other && self.ways_shown.as_ref() == Some(&to_show) {
            return;
        }
        let mut list = network::draw(stage, &to_show.traffic());
        if !to_show.back.is_empty() {
            list.commands.extend(returns::draw(stage, &to_show.back).commands);
        }
        if !to_show.ribbons.is_empty() {
            list.commands.extend(ribbons::draw(stage, &to_show.ribbons).commands);
        }
        self.connections.draw(stage, &mut list);
        self.sheets[2].show(stage.viewport, &list.with_lines(stage.theme.line_scale()));
        let lines = if has_arrows { Vec::new() } else { dashed(stage, &to_show.traffic()) };
        self.dashed = if lines.is_empty() { None } else { path(&lines, false) };
        self.ways_shown = Some(to_show);
    }

    fn paint_motion(&mut self, lab: &Lab, stage: &Stage<'_>, look: Look, now_ms: f64) -> Painter {
        let flashes: Vec<Flash> = self
            .flashes
            .iter()
            .map(|(flash, began)| Flash {
                age: ((now_ms - began) / flash.kind.lasts_ms()).clamp(0.0, 1.0),
                ..*flash
            })
            .collect();
        let moment = Moment {
            now: lab.world().now(),
            is_reduced: look.is_reduced,
            flashes: &flashes,
            selected: mover_of(lab.selection),
        };
        self.motion.fill(stage, lab.world(), &moment, |packet| node_of(lab, packet));
        if let Some(over) = self.connections.over(stage) {
            self.motion.over.commands.extend(over.commands);
        }
        self.move_dashes(lab, now_ms);
        let is_blank = self.motion.is_empty() && self.dashed.is_none();
        if !(is_blank && self.motion_is_blank) {
            self.show_motion(stage, look);
        }
        self.motion_is_blank = is_blank;
        if flashes.is_empty() { Painter::Rests } else { Painter::GoesOn }
    }

    fn show_motion(&mut self, stage: &Stage<'_>, look: Look) {
        let layer = &self.sheets[3];
        let packets = &self.motion.swarms[..MoverLook::DISCS];
        // Dimmed ones are drawn one by one: they are so for a moment only.
        let is_throng = look.highlight.is_none() && throng::is_one(packets);
        if is_throng {
            let size = [layer.canvas.width(), layer.canvas.height()];
            self.throng.paint(&layer.context, (size, self.ratio), look.theme, packets);
            // It takes the place of all that was there, so what lies under it comes after it.
            set_composition(&layer.context, "destination-over");
            self.motion.under.commands.reverse();
            paint(&layer.context, &self.motion.under);
        } else {
            layer.clear(stage.viewport);
        }
        if let Some(lines) = &self.dashed {
            dashes(&layer.context, lines, dash(self.dashes.0));
        }
        if is_throng {
            set_composition(&layer.context, "source-over");
        } else {
            paint(&layer.context, &self.motion.under);
        }
        for (rank, places) in self.motion.swarms.iter().enumerate() {
            if places.is_empty() || is_throng && rank < MoverLook::DISCS {
                continue;
            }
            let alpha = if is_dimmed(look.highlight, rank) { DIMMED } else { 1.0 };
            layer.context.set_global_alpha(alpha);
            swarm::paint(&layer.context, &MoverLook::of_rank(rank).sprite(look.theme), places);
        }
        layer.context.set_global_alpha(1.0);
        paint(&layer.context, &self.motion.over);
    }

    /// The dashes that tell directions move on, while time plays.
    fn move_dashes(&mut self, lab: &Lab, now_ms: f64) {
        let (come, at_ms) = self.dashes;
        let passed = (now_ms - at_ms).clamp(0.0, 100.0);
        let come = if lab.is_moving() { come + passed * DASH_SPEED / 1_000.0 } else { come };
        self.dashes = (come, now_ms);
    }

    /// Takes up what happened since the last frame, and forgets what is over.
    fn read_facts(&mut self, lab: &Lab, look: Look, now_ms: f64) {
        self.flashes.retain(|(flash, began)| now_ms - began < flash.kind.lasts_ms());
        let recent = &lab.session.recent;
        let from = self.next_fact.unwrap_or_else(|| recent.next_number());
        self.next_fact = Some(recent.next_number());
        if lab.world().is_converged() {
            self.former.clear();
        }
        for fact in recent.since(from) {
            if matches!(fact.what, What::CommandApplied(_)) && !lab.world().is_converged() {
                self.former =
                    self.ways_shown.as_ref().map_or_else(Vec::new, |shown| shown.flows.clone());
            }
            let (router, kind) = match &fact.what {
                What::UpdateReceived { to, .. } if !look.is_reduced => (*to, FlashKind::Received),
                What::PacketDropped { packet, at, fate } if is_loss(packet, *fate) => {
                    (*at, FlashKind::Dropped)
                }
                _ => continue,
            };
            let is_shown = |(flash, _): &(Flash, f64)| flash.router == router && flash.kind == kind;
            self.flashes.retain(|flash| !is_shown(flash));
            self.flashes.push((Flash { router, kind, age: 0.0 }, now_ms));
        }
        let surplus = self.flashes.len().saturating_sub(MAX_FLASHES);
        self.flashes.drain(..surplus);
    }
}

/// What floods send over each link, in each direction.
fn flooded(lab: &Lab) -> Vec<Ribbon> {
    let world = lab.world();
    if world.floods().next().is_none() { Vec::new() } else { ribbons_of(world) }
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn ribbons_of(world: &World) -> Vec<Ribbon> {
    let loads = world.loads();
    let both = |link: LinkId| {
        let sides = [false, true].into_iter().zip(loads.link(link));
        sides.map(move |(is_backward, load)| Ribbon { link, is_backward, bps: load.bad.bps })
    };
    world.network().links.keys().flat_map(both).filter(|ribbon| ribbon.bps > 0).collect()
}

/// How what is painted next is put together with what is there.
fn set_composition(context: &CanvasRenderingContext2d, how: &str) {
    // Fails on no word that browsers know.
    let _ = context.set_global_composite_operation(how);
}

impl WaysShown {
    fn traffic(&self) -> Traffic<'_> {
        Traffic {
            flows: &self.flows,
            former: &self.former,
            focus: self.focus,
            has_arrows: self.has_arrows,
        }
    }
}

/// Whether the legend points out something else than what looks like this.
fn is_dimmed(highlight: Option<Highlight>, rank: usize) -> bool {
    let Some(highlight) = highlight else { return false };
    let meant = match MoverLook::of_rank(rank) {
        MoverLook::Query(_) | MoverLook::Errand(Glyph::Query | Glyph::Asking, _) => {
            Highlight::Queries
        }
        MoverLook::Answer(_)
        | MoverLook::Errand(Glyph::Answer | Glyph::Replying | Glyph::Carried, _) => {
            Highlight::Answers
        }
        MoverLook::Errand(..) => return true,
        MoverLook::Update { is_withdrawal: true, .. } => Highlight::Withdrawals,
        MoverLook::Update { is_replacement: true, .. } => Highlight::Replacements,
        MoverLook::Update { .. } => Highlight::Announcements,
    };
    meant != highlight
}
