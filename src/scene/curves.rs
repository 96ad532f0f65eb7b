//! The line of every link and session: worked out once on the plane, then cheaply at each zoom.

use std::collections::BTreeMap;

use typed_index_collections::TiVec;

use super::arc::{Arc, Curve};
use super::placement::Placement;
use super::point::Point;
use super::projection::Geo;
use super::viewport::Viewport;
use crate::engine::base::ids::{CityId, LinkId, RouterId, SessionId};
use crate::engine::net::network::Network;

/// How far lines bend aside, as a share of their length.
const BOW: f64 = 0.05;

/// The arcs between all cities that a link or a session joins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arcs(BTreeMap<[CityId; 2], Arc>);

/// The lines of a network at one zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Pixels per unit of the plane.
    scale: f64,
    links: TiVec<LinkId, Line>,
    /// Of the sessions that run over no link of their own.
    inner: BTreeMap<SessionId, Line>,
}

/// A line between two marks.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    /// Where it begins.
    from: RouterId,
    /// How far its ends stand from their cities: with the zoom, all that it depends on.
    shifts: [Point; 2],
    curve: Curve,
}

impl Arcs {
    /// The arcs of a network.
    #[must_use]
    pub fn new(network: &Network) -> Self {
        let links = network.links.iter().map(|link| link.routers);
        let sessions = network.sessions.iter().map(|session| {
            let [a, b] = &session.ends;
            [a.router, b.router]
        });
        let mut arcs = BTreeMap::new();
        for routers in links.chain(sessions) {
            let Some(cities) = cities(network, routers) else { continue };
            arcs.entry(cities).or_insert_with(|| {
                let [from, to] = cities.map(|city| geo(network, city));
                Arc::new(from, to)
            });
        }
        Self(arcs)
    }

    fn line(
        &self,
        network: &Network,
        placement: &Placement,
        viewport: &Viewport,
        (routers, before): ([RouterId; 2], Option<&Line>),
    ) -> Line {
        let shifts = routers.map(|router| placement.shift(router));
        if let Some(line) = before.filter(|line| line.shifts == shifts) {
            return line.clone();
        }
        let arc = cities(network, routers).and_then(|cities| self.0.get(&cities));
        let nowhere = || Arc::new(Geo::default(), Geo::default()).curve(viewport, shifts, BOW);
        let curve = arc.map_or_else(nowhere, |arc| arc.curve(viewport, shifts, BOW));
        Line { from: routers[0], shifts, curve }
    }
}

impl Curves {
    /// The lines between marks that stand as `placement` says.
    #[must_use]
    pub fn new(arcs: &Arcs, network: &Network, placement: &Placement, view: &Viewport) -> Self {
        Self::after(None, arcs, network, placement, view)
    }

    /// The same, where lines of the same network are there: those between marks that stand where
    /// they stood are not worked out again.
    #[must_use]
    pub fn after(
        before: Option<&Self>,
        arcs: &Arcs,
        network: &Network,
        placement: &Placement,
        view: &Viewport,
    ) -> Self {
        let scale = view.scale();
        let before = before.filter(|before| before.scale.to_bits() == scale.to_bits());
        let links = network
            .links
            .iter_enumerated()
            .map(|(id, link)| {
                let before = before.and_then(|before| before.links.get(id));
                arcs.line(network, placement, view, (link.routers, before))
            })
            .collect();
        let inner = network
            .sessions
            .iter_enumerated()
            .filter(|(_, session)| session.link.is_none())
            .map(|(id, session)| {
                let [a, b] = &session.ends;
                let before = before.and_then(|before| before.inner.get(&id));
                (id, arcs.line(network, placement, view, ([a.router, b.router], before)))
            })
            .collect();
        Self { scale, links, inner }
    }

    /// A link's line, from its first router to its second.
    #[must_use]
    pub fn link(&self, link: LinkId) -> &Curve {
        &self.links[link].curve
    }

    /// The place a fraction `t` of the way along a link to one of its routers.
    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    #[must_use]
    pub fn on_way_to(&self, link: LinkId, to: RouterId, t: f64) -> Point {
        let line = &self.links[link];
        line.curve.point(if line.from == to { 1.0 - t } else { t })
    }

    /// The line of a session, and whether it runs from its second end to its first.
    #[must_use]
    pub fn session(&self, network: &Network, session: SessionId) -> Option<(&Curve, bool)> {
        let described = &network.sessions[session];
        match described.link {
            Some(link) => {
                let is_backward = network.links[link].routers[0] != described.ends[0].router;
                Some((&self.links[link].curve, is_backward))
            }
            None => self.inner.get(&session).map(|line| (&line.curve, false)),
        }
    }
}

/// A place on a line that is gone along in one direction or the other, and the direction there.
#[must_use]
pub fn along(curve: &Curve, is_backward: bool, t: f64) -> (Point, Point) {
    if is_backward {
        (curve.point(1.0 - t), curve.direction(1.0 - t) * -1.0)
    } else {
        (curve.point(t), curve.direction(t))
    }
}

fn cities(network: &Network, routers: [RouterId; 2]) -> Option<[CityId; 2]> {
    let [a, b] = routers.map(|router| network.routers[router].city);
    Some([a?, b?])
}

fn geo(network: &Network, city: CityId) -> Geo {
    let city = &network.cities[city];
    Geo::from_udeg(city.lon_udeg, city.lat_udeg)
}
