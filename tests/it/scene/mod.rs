//! What is drawn, as data: projections, places, lines, marks.

mod crowd;
mod egress;
mod geometry;
mod lines;
mod marks;
mod moving;
mod returns;
mod ribbons;
mod sites;
mod throng;

use anycast_lab::engine::base::ids::{LinkId, ServiceId};
use anycast_lab::engine::net::network::Network;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::scene::catchments::{Flow, catchments, flows};
use anycast_lab::scene::curves::{Arcs, Curves};
use anycast_lab::scene::network::Stage;
use anycast_lab::scene::palette::Theme;
use anycast_lab::scene::placement::{Detail, Placement};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::projection::{Geo, forward};
use anycast_lab::scene::viewport::Viewport;
use typed_index_collections::TiVec;

/// First-light in a window.
struct Scene {
    world: World,
    viewport: Viewport,
    placement: Placement,
    curves: Curves,
}

impl Scene {
    fn settled(viewport: Viewport) -> Self {
        let setup = Setup::from_json(include_str!("../../../assets/scenarios/first-light.json"))
            .expect("first-light has no problems");
        let mut world = World::new(&setup, 1);
        world.settle(&mut Vec::new());
        Self::of(world, viewport)
    }

    fn of(world: World, viewport: Viewport) -> Self {
        let network = world.network();
        let placement = Placement::new(network, &viewport, &Detail::default());
        let curves = Curves::new(&Arcs::new(network), network, &placement, &viewport);
        Self { world, viewport, placement, curves }
    }

    fn network(&self) -> &Network {
        self.world.network()
    }

    fn stage(&self) -> Stage<'_> {
        Stage {
            network: self.network(),
            placement: &self.placement,
            curves: &self.curves,
            viewport: &self.viewport,
            theme: Theme::Dark,
        }
    }

    fn service(&self) -> ServiceId {
        self.network().services.keys().next().expect("it has a service")
    }

    fn flows(&self) -> Vec<Flow> {
        let ways = catchments(&self.world, self.service());
        flows(self.network(), &ways, |link| self.world.is_link_up(link))
    }

    fn is_down(&self) -> TiVec<LinkId, bool> {
        self.network().links.keys().map(|link| !self.world.is_link_up(link)).collect()
    }
}

fn desktop() -> Viewport {
    Viewport::new(1040.0, 700.0)
}

/// A desktop window that looks at one place from near.
fn near(lon: f64, lat: f64, zoom: f64) -> Viewport {
    let whole = desktop();
    let at = whole.to_screen(forward(Geo::new(lon, lat)));
    let nearer = whole.zoomed(at, zoom);
    let at = nearer.to_screen(forward(Geo::new(lon, lat)));
    nearer.panned(Point::new(520.0, 350.0) - at)
}
