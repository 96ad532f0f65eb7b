//! The three canvases: land, network, motion. Each is painted again only when what it shows has
//! changed.

use leptos::prelude::*;
use typed_index_collections::TiVec;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::painter::paint;
use crate::app::changes::{Aspect, Changes};
use crate::app::lab::Lab;
use crate::app::present::map::{focus_of, shown_service};
use crate::engine::base::ids::LinkId;
use crate::engine::sim::fact::What;
use crate::scene::catchments::{Flow, catchments, flows};
use crate::scene::draw_list::DrawList;
use crate::scene::land::Land;
use crate::scene::motion::{self, Flash, FlashKind, Moment};
use crate::scene::network::{self, Focus, Stage, Traffic};
use crate::scene::palette::Theme;
use crate::scene::placement::Placement;
use crate::scene::viewport::Viewport;
use crate::web::frame::Painter;

/// Flashes shown at one time; the oldest make room.
const MAX_FLASHES: usize = 200;

/// How the map looks, apart from the lab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Bright or dark.
    pub theme: Theme,
    /// Whether motion is reduced.
    pub is_reduced: bool,
    /// Whether the relations of all links are shown.
    pub shows_relations: bool,
}

/// A canvas and its context.
struct Layer {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// What the network layer showed when it was painted last.
#[derive(PartialEq)]
struct NetworkShown {
    flows: Vec<Flow>,
    former: Vec<Flow>,
    is_down: TiVec<LinkId, bool>,
    focus: Option<Focus>,
    viewport: Viewport,
    look: Look,
}

/// The canvases and what they show.
pub struct Layers {
    land: Layer,
    network: Layer,
    motion: Layer,
    coasts: Land,
    land_shown: Option<(Viewport, Theme)>,
    network_shown: Option<NetworkShown>,
    ratio: f64,
    flashes: Vec<(Flash, f64)>,
    /// The flows before the last command, until BGP has converged.
    former: Vec<Flow>,
    next_fact: Option<u64>,
    motion_is_blank: bool,
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

    fn show(&self, viewport: &Viewport, list: &DrawList) {
        self.context.clear_rect(0.0, 0.0, viewport.width(), viewport.height());
        paint(&self.context, list);
    }
}

impl Layers {
    /// The layers on these canvases, from the lowest; `None` where a canvas cannot be drawn on.
    pub fn new(canvases: [HtmlCanvasElement; 3], coasts: Land) -> Option<Self> {
        let [land, network, motion] = canvases;
        Some(Self {
            land: Layer::new(land)?,
            network: Layer::new(network)?,
            motion: Layer::new(motion)?,
            coasts,
            land_shown: None,
            network_shown: None,
            ratio: 0.0,
            flashes: Vec::new(),
            former: Vec::new(),
            next_fact: None,
            motion_is_blank: true,
        })
    }

    /// Paints what has changed.
    pub fn paint(
        &mut self,
        lab: &Lab,
        placement: &Placement,
        look: Look,
        (changes, now_ms): (Changes, f64),
    ) -> Painter {
        let viewport = &lab.viewport;
        self.fit(viewport);
        let stage = Stage { network: lab.network(), placement, viewport, theme: look.theme };
        if self.land_shown != Some((*viewport, look.theme)) {
            self.land.show(viewport, &self.coasts.draw(viewport, look.theme));
            self.land_shown = Some((*viewport, look.theme));
        }
        self.read_facts(lab, look, now_ms);
        self.paint_network(lab, &stage, look, changes);
        self.paint_motion(lab, &stage, look, now_ms)
    }

    /// A window of another size, or on another screen, needs other canvases.
    fn fit(&mut self, viewport: &Viewport) {
        let ratio = window().device_pixel_ratio().clamp(0.5, 4.0);
        let is_same = self.land_shown.is_some_and(|(shown, _)| {
            let apart = (shown.width() - viewport.width()).abs()
                + (shown.height() - viewport.height()).abs()
                + (ratio - self.ratio).abs();
            apart < 1e-9
        });
        if is_same {
            return;
        }
        self.ratio = ratio;
        for layer in [&self.land, &self.network, &self.motion] {
            layer.fit(viewport, ratio);
        }
        self.land_shown = None;
        self.network_shown = None;
    }

    fn paint_network(&mut self, lab: &Lab, stage: &Stage<'_>, look: Look, changes: Changes) {
        const SHOWN: [Aspect; 6] = [
            Aspect::Topology,
            Aspect::Sessions,
            Aspect::Forwarding,
            Aspect::Catchments,
            Aspect::Selection,
            Aspect::Viewport,
        ];
        let is_same_look = self.network_shown.as_ref().is_some_and(|shown| shown.look == look);
        if is_same_look && !SHOWN.into_iter().any(|aspect| changes.has(aspect)) {
            return;
        }
        let (world, network) = (lab.world(), lab.network());
        let mut ways =
            shown_service(network).map(|service| catchments(world, service)).unwrap_or_default();
        ways.retain(|way| !lab.conceals(way.client));
        let is_up = |link| world.is_link_up(link);
        let flows = flows(network, &ways, is_up);
        let is_down = network.links.keys().map(|link| !is_up(link)).collect();
        let focus = focus_of(lab.selection);
        let (viewport, former) = (lab.viewport, self.former.clone());
        let to_show = NetworkShown { flows, former, is_down, focus, viewport, look };
        if self.network_shown.as_ref() == Some(&to_show) {
            return;
        }
        let traffic = Traffic {
            flows: &to_show.flows,
            former: &to_show.former,
            is_down: &to_show.is_down,
            focus,
            shows_relations: look.shows_relations,
        };
        self.network.show(stage.viewport, &network::draw(stage, &traffic));
        self.network_shown = Some(to_show);
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
        let now = lab.world().now();
        let moment = Moment { now, is_reduced: look.is_reduced, flashes: &flashes };
        let list = motion::draw(stage, lab.world(), &moment);
        let is_blank = list.commands.is_empty();
        if !(is_blank && self.motion_is_blank) {
            self.motion.show(stage.viewport, &list);
        }
        self.motion_is_blank = is_blank;
        if flashes.is_empty() { Painter::Rests } else { Painter::GoesOn }
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
                    self.network_shown.as_ref().map_or_else(Vec::new, |shown| shown.flows.clone());
            }
            let (router, kind) = match &fact.what {
                What::UpdateReceived { to, .. } if !look.is_reduced => (*to, FlashKind::Received),
                What::PacketDropped { at, .. } => (*at, FlashKind::Dropped),
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
