//! The map on a page: objects, focus, gestures, canvases.

use anycast_lab::app::intent::Intent;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::web::bridge::Bridge;
use anycast_lab::web::map::map_view;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement, KeyboardEvent,
    KeyboardEventInit, MouseEvent, MouseEventInit, PointerEvent, PointerEventInit, WheelEvent,
    WheelEventInit,
};

use super::bridge::{paused_lab, two_frames};

/// A map of 800 × 500 pixels with first-light, paused.
struct Page {
    root: HtmlElement,
    bridge: Bridge,
    /// Keeps the map mounted.
    _handle: Box<dyn std::any::Any>,
}

impl Page {
    async fn open() -> Self {
        let root: HtmlElement =
            document().create_element("div").expect("a document makes elements").unchecked_into();
        for (name, value) in [
            ("width", "800px"),
            ("height", "500px"),
            ("position", "fixed"),
            ("inset", "0 auto auto 0"),
        ] {
            root.style().set_property(name, value).expect("a style is set");
        }
        let style = document().create_element("style").expect("a document makes elements");
        style.set_text_content(Some(include_str!("../../assets/style/map.css")));
        root.append_child(&style).expect("it takes a child");
        document().body().expect("it has a body").append_child(&root).expect("it takes a child");
        let slot: std::rc::Rc<std::cell::Cell<Option<Bridge>>> = std::rc::Rc::default();
        let inner = std::rc::Rc::clone(&slot);
        let handle = mount_to(root.clone(), move || {
            let bridge = Bridge::new(paused_lab());
            inner.set(Some(bridge));
            map_view(bridge, true.into())
        });
        let bridge = slot.take().expect("mounting makes it");
        two_frames().await;
        two_frames().await;
        Self { root, bridge, _handle: Box::new(handle) }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.root.query_selector_all(selector).expect("a selector");
        (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
    }

    fn one(&self, selector: &str) -> Element {
        self.root.query_selector(selector).expect("a selector").expect("it is there")
    }

    fn selection(&self) -> Selection {
        self.bridge.with(|lab| lab.selection)
    }

    /// How many pixels of a canvas are not clear.
    fn ink(&self, index: usize) -> usize {
        let canvas: HtmlCanvasElement = self.all("canvas")[index].clone().unchecked_into();
        let context = canvas.get_context("2d").expect("it may be asked").expect("it has one");
        let context: CanvasRenderingContext2d = context.unchecked_into();
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        let data = context.get_image_data(0.0, 0.0, width, height).expect("our own").data();
        data.chunks_exact(4).filter(|pixel| pixel[3] > 0).count()
    }
}

fn press_key(on: &Element, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
    on.dispatch_event(&event.expect("an event")).expect("it is handled");
}

/// A finger does something at a place of the page.
fn point(on: &Element, name: &str, id: i32, (x, y): (i32, i32)) {
    let init = PointerEventInit::new();
    init.set_pointer_id(id);
    init.set_bubbles(true);
    init.set_client_x(x);
    init.set_client_y(y);
    init.set_pointer_type("touch");
    let event = PointerEvent::new_with_event_init_dict(name, &init).expect("an event");
    on.dispatch_event(&event).expect("it is handled");
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

#[wasm_bindgen_test]
async fn everything_on_the_map_is_a_button_with_a_name_and_one_is_a_tab_stop() {
    let page = Page::open().await;
    let things = page.all("[data-thing]");
    assert!(things.len() > 100, "{}", things.len());
    for thing in &things {
        assert_eq!(thing.get_attribute("role").as_deref(), Some("button"));
        assert!(thing.get_attribute("aria-label").is_some_and(|name| name.len() > 8));
    }
    assert_eq!(page.all("[data-thing][tabindex='0']").len(), 1);
    let tokyo = things.iter().filter_map(|thing| thing.get_attribute("aria-label"));
    assert!(tokyo.into_iter().any(|name| name.contains("M · Tokyo")));
    for canvas in page.all("canvas") {
        assert_eq!(canvas.get_attribute("aria-hidden").as_deref(), Some("true"));
    }
}

#[wasm_bindgen_test]
async fn targets_are_large_enough() {
    let page = Page::open().await;
    for target in page.all(".map-target") {
        let area = target.get_bounding_client_rect();
        assert!(area.width() >= 23.9 && area.height() >= 23.9, "{}", area.width());
    }
    for button in page.all(".map-controls button") {
        let area = button.get_bounding_client_rect();
        assert!(area.width() >= 24.0 && area.height() >= 24.0);
        assert!(button.get_attribute("aria-label").is_some_and(|name| !name.is_empty()));
    }
}

#[wasm_bindgen_test]
async fn land_and_network_are_painted_and_nothing_moves_before_there_is_motion() {
    let page = Page::open().await;
    assert!(page.ink(0) > 50_000, "land: {}", page.ink(0));
    assert!(page.ink(1) > 2_000, "links: {}", page.ink(1));
    assert!(page.ink(2) > 2_000, "ways: {}", page.ink(2));
    page.bridge.send(Intent::Do(Command::Withdraw { node: Slug::new("tokyo") }));
    page.bridge.send(Intent::StepEvent);
    two_frames().await;
    assert!(page.ink(3) > 10, "motion: {}", page.ink(3));
}

#[wasm_bindgen_test]
async fn keys_select_move_and_zoom() {
    let page = Page::open().await;
    let first = page.one("[data-thing][tabindex='0']");
    press_key(&first, "Enter");
    assert_eq!(page.selection(), Selection::Node(0.into()));
    two_frames().await;
    assert_eq!(first.get_attribute("aria-pressed").as_deref(), Some("true"));
    press_key(&first, "ArrowRight");
    two_frames().await;
    let next = page.one("[data-thing][tabindex='0']");
    assert_ne!(next.get_attribute("data-thing"), first.get_attribute("data-thing"));
    let focused = document().active_element().expect("something has the focus");
    assert_eq!(focused.get_attribute("data-thing"), next.get_attribute("data-thing"));
    let zoom = || page.bridge.with(|lab| lab.viewport.zoom());
    let apart = || {
        let [a, b] = ["n0", "n12"].map(|key| {
            page.one(&format!("[data-thing='{key}'] .map-target")).get_bounding_client_rect()
        });
        (a.x() - b.x()).hypot(a.y() - b.y())
    };
    let (before, near) = (zoom(), apart());
    press_key(&next, "+");
    assert!(zoom() > before);
    two_frames().await;
    assert!(apart() > near * 1.3, "the marks follow: {near} {}", apart());
    press_key(&next, "0");
    assert!((zoom() - before).abs() < 1e-9);
    press_key(&next, "Escape");
    assert_eq!(page.selection(), Selection::None);
}

#[wasm_bindgen_test]
async fn home_end_and_letters_go_to_things() {
    let page = Page::open().await;
    let stop = || page.one("[data-thing][tabindex='0']");
    press_key(&stop(), "End");
    two_frames().await;
    let last = stop().get_attribute("data-thing");
    assert!(last.as_deref().is_some_and(|key| key.starts_with('r')), "{last:?}");
    press_key(&stop(), "Home");
    two_frames().await;
    assert_eq!(stop().get_attribute("data-thing").as_deref(), Some("n0"));
    press_key(&stop(), "c");
    two_frames().await;
    let focused = document().active_element().expect("something has the focus");
    assert_eq!(focused.get_attribute("data-thing"), stop().get_attribute("data-thing"));
    assert_ne!(focused.get_attribute("data-thing").as_deref(), Some("n0"));
}

#[wasm_bindgen_test]
async fn a_click_on_what_moves_opens_it() {
    let page = Page::open().await;
    page.bridge.send(Intent::Do(Command::Withdraw { node: Slug::new("tokyo") }));
    // On the longest way, far from any mark.
    for _ in 0..40 {
        page.bridge.send(Intent::StepEvent);
    }
    two_frames().await;
    let map = page.one(".map");
    let mut opened = 0;
    for x in (20..800).step_by(6) {
        for y in (20..480).step_by(6) {
            if opened < 3 {
                point(&map, "pointerdown", 3, (x, y));
                point(&map, "pointerup", 3, (x, y));
                let is_mover =
                    matches!(page.selection(), Selection::Packet(_) | Selection::Update(_));
                opened += u32::from(is_mover);
            }
        }
    }
    assert_eq!(opened, 3);
    assert!(page.bridge.with(|lab| lab.watched.is_some()));
}

#[wasm_bindgen_test]
async fn the_key_points_out_and_layers_are_switched() {
    let page = Page::open().await;
    // What is folded away is made when it is opened.
    let summary: HtmlElement = page.one(".map-legend summary").unchecked_into();
    summary.click();
    two_frames().await;
    let entries = page.all(".map-legend button");
    assert!(entries.len() > 9, "{}", entries.len());
    let entry: HtmlElement = entries[0].clone().unchecked_into();
    entry.click();
    two_frames().await;
    assert_eq!(page.one(".map").get_attribute("data-highlight").as_deref(), Some("nodes"));
    let before = page.ink(1);
    let layers: HtmlElement = page.one(".map-controls [aria-expanded]").unchecked_into();
    layers.click();
    two_frames().await;
    let boxes = page.all(".map-layers input");
    assert_eq!(boxes.len(), 3);
    let sessions: HtmlElement = boxes[2].clone().unchecked_into();
    sessions.click();
    two_frames().await;
    assert!(page.bridge.with(|lab| lab.layers.sessions));
    assert!(page.ink(1) > before, "{before} {}", page.ink(1));
}

#[wasm_bindgen_test]
async fn a_screen_readers_click_selects() {
    let page = Page::open().await;
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).expect("an event");
    page.one("[data-thing='c3']").dispatch_event(&event).expect("it is handled");
    assert_eq!(page.selection(), Selection::Client(3.into()));
}

#[wasm_bindgen_test]
async fn a_withdrawn_node_is_dashed_and_says_so() {
    let page = Page::open().await;
    page.bridge.send(Intent::Do(Command::Withdraw { node: Slug::new("tokyo") }));
    two_frames().await;
    let node = page.bridge.with(|lab| lab.network().names.nodes["tokyo"]);
    let mark = page.one(&format!("[data-thing='n{}']", node.get()));
    assert!(mark.get_attribute("aria-label").is_some_and(|name| name.contains("withdrawn")));
    let dashed = mark.query_selector("path[stroke-dasharray]").expect("a selector");
    assert!(dashed.is_some());
    let labels = page.one(".map-labels").text_content().unwrap_or_default();
    assert!(labels.contains("withdrawn"), "{labels}");
}

#[wasm_bindgen_test]
async fn a_finger_pans_and_does_not_select_and_a_tap_selects() {
    let page = Page::open().await;
    let map = page.one(".map");
    let view = || page.bridge.with(|lab| lab.viewport);
    press_key(&page.one("[data-thing][tabindex='0']"), "+");
    two_frames().await;
    let before = view().origin();
    point(&map, "pointerdown", 7, (400, 250));
    point(&map, "pointermove", 7, (430, 240));
    point(&map, "pointermove", 7, (440, 230));
    point(&map, "pointerup", 7, (440, 230));
    let after = view().origin();
    assert!((after.x - before.x - 40.0).abs() < 1.0, "{before:?} {after:?}");
    assert_eq!(page.selection(), Selection::None);
    two_frames().await;
    let place = page.one("[data-thing='n4'] .map-target").get_bounding_client_rect();
    #[expect(clippy::cast_possible_truncation, reason = "a place on the page")]
    let at = ((place.x() + place.width() / 2.0) as i32, (place.y() + place.height() / 2.0) as i32);
    point(&map, "pointerdown", 8, at);
    point(&map, "pointerup", 8, at);
    assert_eq!(page.selection(), Selection::Node(4.into()));
}

#[wasm_bindgen_test]
async fn two_fingers_and_the_wheel_zoom() {
    let page = Page::open().await;
    let map = page.one(".map");
    let zoom = || page.bridge.with(|lab| lab.viewport.zoom());
    let fitted = zoom();
    point(&map, "pointerdown", 1, (350, 250));
    point(&map, "pointerdown", 2, (450, 250));
    point(&map, "pointermove", 2, (550, 250));
    point(&map, "pointerup", 2, (550, 250));
    point(&map, "pointerup", 1, (350, 250));
    assert!((zoom() / fitted - 2.0).abs() < 0.01, "{} of {fitted}", zoom());
    assert_eq!(page.selection(), Selection::None);
    let init = WheelEventInit::new();
    init.set_delta_y(-200.0);
    init.set_cancelable(true);
    let event = WheelEvent::new_with_event_init_dict("wheel", &init).expect("an event");
    let was_let_through = map.dispatch_event(&event).expect("it is handled");
    assert!(!was_let_through, "the page must not scroll");
    assert!(zoom() / fitted > 2.2, "{} of {fitted}", zoom());
}

#[wasm_bindgen_test]
async fn whoever_drags_an_address_finds_the_pop_under_the_pointer() {
    let page = Page::open().await;
    let map = &page.all(".map")[0];
    map.class_list().add_1("is-dropping").expect("it takes a class");
    let slugs: Vec<String> = page
        .bridge
        .with(|lab| lab.network().nodes.iter().map(|node| node.slug.to_string()).collect());
    assert_eq!(page.all("[data-node]").len(), slugs.len());
    for slug in slugs {
        let node = &page.all(&format!("[data-node='{slug}']"))[0];
        let target = node.query_selector(".map-mark").expect("a selector").expect("it has a mark");
        let room = target.get_bounding_client_rect();
        let (x, y) = (room.left() + room.width() / 2.0, room.top() + room.height() / 2.0);
        #[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
        let hit = document().element_from_point(x as f32, y as f32).expect("something is there");
        let found = hit.closest("[data-node]").expect("a selector").expect("a PoP is there");
        assert_eq!(found.get_attribute("data-node"), Some(slug));
    }
}
