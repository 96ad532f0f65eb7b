//! Projection, window, land, arcs.

use anycast_lab::scene::arc::Arc;
use anycast_lab::scene::land::{FORMAT, Land, LandError, MAX_BYTES};
use anycast_lab::scene::point::Point;
use anycast_lab::scene::projection::{Geo, extent, forward, forward_from_middle, inverse, wrap};
use anycast_lab::scene::viewport::{MAX_ZOOM, Viewport};
use proptest::prelude::*;

use super::{Scene, desktop, near};

fn close(a: f64, b: f64, by: f64) {
    assert!((a - b).abs() <= by, "{a} is not {b}");
}

#[test]
fn the_projection_has_the_published_edges_and_true_areas() {
    // PROJ's `eqearth` on the unit sphere.
    close(forward_from_middle(180.0, 0.0).x, 2.706_629_983_696_075, 1e-12);
    close(forward_from_middle(0.0, 90.0).y, 1.317_362_759_157_4, 1e-12);
    // A cell of half a degree has the area that it has on the globe, wherever it lies.
    for lat in [-50.0, -20.0, 0.0, 35.0, 60.0, 75.0] {
        let corner = |east: f64, up: f64| forward_from_middle(60.0 + east, lat + up);
        let wide = (corner(0.5, 0.25) - corner(0.0, 0.25)).x;
        let tall = (corner(0.0, 0.5) - corner(0.0, 0.0)).y;
        let step = 0.5_f64.to_radians();
        close(wide * tall / (step * step), (lat + 0.25).to_radians().cos(), 2e-5);
    }
}

#[test]
fn a_narrow_map_moves_up_for_those_whom_its_controls_would_cover() {
    let phone = Viewport::new(390.0, 338.0);
    let sydney = forward(Geo::new(151.2, -33.9));
    let shown = phone.revealing(sydney, 76.0).to_screen(sydney);
    close(338.0 - shown.y, 76.0, 1.0);
    // Who only drags comes to an end there.
    let far = phone.panned(Point::new(0.0, -5_000.0));
    assert!(phone.to_screen(sydney).y - far.to_screen(sydney).y < 80.0);
    // A wide map has its controls elsewhere, and stays.
    let wide = desktop();
    close(wide.panned(Point::new(0.0, -50.0)).to_screen(sydney).y, wide.to_screen(sydney).y, 1e-9);
}

proptest! {
    #[test]
    fn the_inverse_undoes_the_projection(lon in -179.9..179.9, lat in -89.0..89.0) {
        let there_and_back = inverse(forward(Geo::new(lon, lat))).expect("it is on the map");
        let apart = (there_and_back.lon - lon).abs();
        prop_assert!(apart.min(360.0 - apart) < 1e-6, "{there_and_back:?}");
        prop_assert!((there_and_back.lat - lat).abs() < 1e-6, "{there_and_back:?}");
    }

    #[test]
    fn a_place_stays_under_the_pointer_while_zooming(
        x in 300.0..700.0, y in 250.0..450.0, factor in 1.0..9.0,
    ) {
        let (about, before) = (Point::new(x, y), desktop().zoomed(Point::new(520.0, 350.0), 2.0));
        let place = before.to_plane(about);
        let after = before.zoomed(about, factor);
        prop_assert!(after.to_screen(place).distance(about) < 1e-6);
    }

    #[test]
    fn no_way_of_moving_loses_the_world(
        moves in proptest::collection::vec(
            (-2000.0..2000.0, -2000.0..2000.0, 0.05..20.0, 200.0..1600.0), 1..12),
    ) {
        let (north_west, south_east) = extent();
        let mut view = desktop();
        for (x, y, factor, size) in moves {
            view = view.panned(Point::new(x, y)).zoomed(Point::new(x, y), factor);
            view = view.resized(size, size * 0.7);
            prop_assert!((1.0..=MAX_ZOOM).contains(&view.zoom()));
            let (low, high) = (view.to_screen(north_west), view.to_screen(south_east));
            let middle = Point::new(view.width() / 2.0, view.height() / 2.0);
            prop_assert!(low.x <= middle.x && middle.x <= high.x);
            prop_assert!(low.y <= middle.y && middle.y <= high.y);
        }
    }
}

#[test]
fn outside_the_map_there_is_no_place() {
    assert_eq!(inverse(Point::new(2.8, 0.0)), None);
    assert_eq!(inverse(Point::new(2.5, 1.2)), None);
    assert_eq!(inverse(Point::new(0.0, 1.5)), None);
}

#[test]
fn the_first_view_shows_the_whole_world_and_stays_the_first_view_in_another_window() {
    let view = desktop();
    let (north_west, south_east) = extent();
    let (low, high) = (view.to_screen(north_west), view.to_screen(south_east));
    assert!(low.x >= 0.0 && low.y >= 0.0 && high.x <= 1040.0 && high.y <= 700.0);
    assert_eq!(view.resized(390.0, 371.0), Viewport::new(390.0, 371.0));
    let moved = view.zoomed(Point::new(520.0, 350.0), 3.0);
    close(moved.resized(800.0, 600.0).zoom(), 3.0, 1e-9);
    // A window of no size at all, or of a nonsensical one, is a small one.
    assert!(Viewport::new(0.0, f64::NAN).scale() > 0.0);
}

#[test]
fn fitting_to_places_shows_all_of_them() {
    let places = [(139.7, 35.7), (103.8, 1.35), (151.2, -33.9)]
        .map(|(lon, lat)| forward(Geo::new(lon, lat)));
    let view = desktop().fitted_to(&places, 40.0);
    assert!(view.zoom() > 1.5);
    for place in places {
        let at = view.to_screen(place);
        // The map's buttons stand at its right.
        assert!((39.0..=957.0).contains(&at.x) && (39.0..=661.0).contains(&at.y), "{at:?}");
    }
    assert_eq!(desktop().fitted_to(&[], 40.0), desktop());
    // Where these lie in a row, so much is left and no more.
    let [from, to] = [(-9.1, 38.7), (13.4, 38.7)].map(|(lon, lat)| forward(Geo::new(lon, lat)));
    let row = desktop().fitted_to(&[from, to], 40.0);
    close(row.to_screen(from).x, 40.0, 1.0);
    close(row.to_screen(to).x, 1040.0 - 44.0 - 40.0, 1.0);
    let revealed = view.revealing(forward(Geo::new(-74.0, 40.7)), 60.0);
    assert!(revealed.to_screen(forward(Geo::new(-74.0, 40.7))).x >= 59.0);
}

#[test]
fn the_first_view_shows_what_there_is_where_that_is_close_together() {
    let places = |all: &[(f64, f64)]| -> Vec<Point> {
        all.iter().map(|&(lon, lat)| forward(Geo::new(lon, lat))).collect()
    };
    let near = places(&[(16.4, 48.2), (4.9, 52.4), (18.1, 59.3)]);
    // Over the south of a narrow map lie its controls.
    for (width, height, foot) in [(1040.0, 700.0, 0.0), (390.0, 371.0, 60.0)] {
        let view = Viewport::new(width, height).at_home(&near);
        assert!(view.zoom() > 3.0 && view.zoom() < MAX_ZOOM);
        for place in &near {
            let at = view.to_screen(*place);
            assert!((70.0..=width - 70.0).contains(&at.x), "{at:?}");
            assert!((70.0..=height - 70.0 - foot).contains(&at.y), "{at:?}");
        }
        // From anywhere else one comes back to it, and another window has its own.
        let moved = view.zoomed(Point::new(20.0, 30.0), 0.2).panned(Point::new(50.0, 50.0));
        assert_eq!(moved.fitted(), view);
        assert_eq!(view.resized(700.0, 900.0), Viewport::new(700.0, 900.0).at_home(&near));
        // From edge to edge of the map, or nowhere: as ever.
        let whole = Viewport::new(width, height);
        let far = places(&[(-165.0, 0.0), (-173.0, 0.0), (18.1, 59.3)]);
        for all in [&far[..], &[]] {
            let view = whole.at_home(all);
            assert_eq!((view.zoom(), view.origin()), (whole.zoom(), whole.origin()));
        }
        // One place alone is not looked at through a microscope.
        assert!(whole.at_home(&near[..1]).zoom() < MAX_ZOOM / 2.0);
    }
}

#[test]
fn a_first_view_of_the_globe_leaves_out_empty_ocean_and_nothing_else() {
    let places: Vec<Point> = [(-118.2, 34.0), (166.4, -22.3), (18.1, 59.3)]
        .map(|(lon, lat)| forward(Geo::new(lon, lat)))
        .to_vec();
    let whole = Viewport::new(748.0, 419.0);
    let view = whole.at_home(&places);
    assert!(view.zoom() > 1.1, "{}", view.zoom());
    for place in &places {
        let at = view.to_screen(*place);
        assert!((43.0..=705.0).contains(&at.x) && (10.0..=409.0).contains(&at.y), "{at:?}");
    }
    // North and south stay, however much ocean there is.
    let (north_west, south_east) = extent();
    for shape in [(748.0, 419.0), (1900.0, 300.0)] {
        let view = Viewport::new(shape.0, shape.1).at_home(&places);
        assert!(view.to_screen(north_west).y >= -1e-9);
        assert!(view.to_screen(south_east).y <= shape.1 + 1e-9);
    }
    assert_eq!(view.panned(Point::new(40.0, 9.0)).fitted(), view);
}

#[test]
fn the_land_is_read_and_no_coast_leaves_the_map_or_streaks_across_it() {
    let land = Land::from_json(include_str!("../../../assets/map/land-110m.json"))
        .expect("the land is sound");
    assert!(land.ring_count() > 90, "{}", land.ring_count());
    let points = on_map(&land);
    assert!(points > 3_000, "{points}");
}

#[test]
fn the_land_for_near_views_is_read_and_finer() {
    let read = |text| Land::from_json(text).expect("the land is sound");
    let coarse = read(include_str!("../../../assets/map/land-110m.json"));
    let fine = read(include_str!("../../../assets/map/land-50m.json"));
    assert!(on_map(&fine) > 5 * on_map(&coarse), "{}", on_map(&fine));
}

/// How many points the land has, all of them on the map.
fn on_map(land: &Land) -> usize {
    let (north_west, south_east) = extent();
    for point in land.rings().iter().flatten() {
        assert!(point.x >= north_west.x - 1e-9 && point.x <= south_east.x + 1e-9, "{point:?}");
        assert!(point.y <= north_west.y + 1e-9 && point.y >= south_east.y - 1e-9, "{point:?}");
    }
    land.rings().iter().map(Vec::len).sum()
}

#[test]
fn a_ring_over_the_edge_of_the_map_is_cut_in_two() {
    // A square around Bering Strait, where the map ends.
    let file = format!(r#"{{"format":"{FORMAT}","rings":[[-17500,6000,1000,0,0,1000,-1000,0]]}}"#);
    assert_eq!(Land::from_json(&file).expect("it is sound").ring_count(), 2);
}

#[test]
fn a_bad_land_file_is_told_what_is_wrong_and_where() {
    let file = |format: &str, ring: &str| format!(r#"{{"format":"{format}","rings":[{ring}]}}"#);
    let error = |text: &str| Land::from_json(text).expect_err("it is bad").to_string();
    assert!(error("{").starts_with("line 1, column 1"), "{}", error("{"));
    assert_eq!(
        error(&file("land/9", "[]")),
        "format: expected `anycast-lab/land/2`, found `land/9`"
    );
    assert!(error(&file(FORMAT, "[0,0,1,1]")).starts_with("rings[0]: 4 numbers"));
    assert_eq!(
        error(&file(FORMAT, "[0,0,100,9100,200,0]")),
        "rings[0][3]: 9100 is not a latitude in hundredths of a degree"
    );
    // Steps add up, and off the globe even where numbers end.
    let far = error(&file(FORMAT, "[0,0,100,5000,100,5000]"));
    assert_eq!(far, "rings[0][5]: 10000 is not a latitude in hundredths of a degree");
    let far = error(&file(FORMAT, "[17000,0,2147483647,0,2147483647,0]"));
    assert!(far.starts_with("rings[0][2]: 2147483647 is not a longitude"), "{far}");
    assert!(error(&file(FORMAT, "[0,0,1.5,1,2,0]")).contains("expected i32"));
    let long = " ".repeat(MAX_BYTES + 1);
    assert_eq!(Land::from_json(&long), Err(LandError::TooLong(MAX_BYTES + 1)));
    let many = vec!["[]"; 2_001].join(",");
    assert_eq!(Land::from_json(&file(FORMAT, &many)), Err(LandError::TooManyRings(2_001)));
}

#[test]
fn a_line_over_the_pacific_is_cut_at_the_edge_of_the_map() {
    let (los_angeles, tokyo) = (Geo::new(-118.2, 34.0), Geo::new(139.7, 35.7));
    let arc = Arc::new(los_angeles, tokyo);
    assert!(arc.crosses_edge());
    let curve = arc.curve(&desktop(), [Point::default(); 2], 0.05);
    let pieces = curve.pieces(0.0);
    assert_eq!(pieces.len(), 2);
    let sheet = |place: Geo| desktop().to_sheet(forward(place));
    assert!(pieces[0][0].distance(sheet(los_angeles)) < 1e-6);
    assert!(pieces[1].last().expect("a piece has points").distance(sheet(tokyo)) < 1e-6);
    // The way goes on at the same height on the other edge.
    let (out, back) = (pieces[0].last().expect("points"), pieces[1][0]);
    close(out.y, back.y, 1e-6);
    close(out.x, -back.x, 1e-6);
    assert!(!Arc::new(tokyo, Geo::new(151.2, -33.9)).crosses_edge());
}

proptest! {
    /// Wherever it runs, and however it is cut: a line has no leaps, stays on the map, and what
    /// travels along it does so evenly, but for the one place where it changes edges.
    #[test]
    fn no_line_streaks_across_the_map(
        from in (-180.0..180.0, -55.0..75.0), to in (-150.0..150.0, -55.0..75.0),
        zoom in 1.0..20.0, shift in -20.0..20.0,
    ) {
        // Between antipodes every way is the shortest: no cable runs there.
        let to = (wrap(from.0 + to.0), to.1);
        let viewport = near(0.0, 20.0, zoom);
        let arc = Arc::new(Geo::new(from.0, from.1), Geo::new(to.0, to.1));
        let curve = arc.curve(&viewport, [Point::new(shift, -shift), Point::default()], 0.05);
        let (north_west, south_east) = extent();
        let (low, high) = (viewport.to_sheet(north_west), viewport.to_sheet(south_east));
        let pieces = curve.pieces(0.0);
        prop_assert_eq!(pieces.len(), if arc.crosses_edge() { 2 } else { 1 });
        // The map is more than five units wide.
        let longest = viewport.scale() * 0.4 + 4.0;
        for piece in &pieces {
            for pair in piece.windows(2) {
                prop_assert!(pair[0].distance(pair[1]) < longest, "{:?}", pair);
            }
            for at in piece {
                let room = 30.0 + viewport.scale() * 0.25;
                prop_assert!(at.x > low.x - room && at.x < high.x + room);
                prop_assert!(at.y >= low.y && at.y < high.y + room);
            }
        }
        let mut leaps = 0;
        for i in 0..500_u32 {
            let at = |i: u32| curve.point(f64::from(i) / 500.0);
            leaps += u32::from(at(i).distance(at(i + 1)) > longest);
            prop_assert!((curve.direction(f64::from(i) / 500.0).length() - 1.0).abs() < 1e-6
                || curve.length() < 1e-6);
        }
        prop_assert!(leaps <= u32::from(arc.crosses_edge()));
    }
}

#[test]
fn no_link_of_the_world_streaks_across_the_map() {
    let scene = Scene::settled(desktop());
    let (north_west, south_east) = extent();
    let (low, high) = (desktop().to_sheet(north_west), desktop().to_sheet(south_east));
    for (id, link) in scene.network().links.iter_enumerated() {
        for piece in scene.curves.link(id).pieces(0.0) {
            for pair in piece.windows(2) {
                assert!(pair[0].distance(pair[1]) < 60.0, "{}: {pair:?}", link.slug);
            }
            for at in piece {
                let inside = at.x > low.x - 30.0 && at.x < high.x + 30.0;
                assert!(inside && at.y > low.y + 5.0 && at.y < high.y, "{}: {at:?}", link.slug);
            }
        }
    }
}
