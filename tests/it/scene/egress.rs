//! Connections on the map: whose ways, in which styles, and where they end.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::flight::{self, FlightCard};
use anycast_lab::app::present::map::{focus, node_of};
use anycast_lab::app::present::map_egress::{looked_at, routers_on_way, shown};
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::{ConnectionId, RouterId};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::{Errand, Heading, Packet, PacketKind};
use anycast_lab::engine::net::egress::Design;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::scene::draw_list::{Draw, DrawList, Shape};
use anycast_lab::scene::egress::{Bundle, Shown, Stretch, Style, bundles, draw, over};
use anycast_lab::scene::errands::Glyph;
use anycast_lab::scene::layers::MapLayers;
use anycast_lab::scene::motion::{Look, Moment, Motion, Mover};
use anycast_lab::scene::network::Focus;
use anycast_lab::scene::relations::backbone;
use anycast_lab::scene::returns::Leg;

use super::{Scene, desktop};

pub(super) fn setup() -> Setup {
    Setup::from_json(include_str!("../../../assets/scenarios/backbone.json"))
        .expect("backbone has no problems")
}

pub(super) fn lab() -> Lab {
    Lab::open(setup(), 1, Lang::En)
}

fn open(lab: &mut Lab, client: &str, destination: &str, slug: &str) -> ConnectionId {
    lab.handle(Intent::Do(Command::OpenConnection {
        client: client.into(),
        destination: destination.into(),
        slug: slug.into(),
        tag: None,
        for_us: None,
    }));
    lab.world().egress().unwrap().connection_named(&slug.into()).expect("it is opened").0
}

fn pass(lab: &mut Lab, span: Span) {
    lab.session.advance(span, u64::MAX);
}

fn opened(lab: &mut Lab) -> ConnectionId {
    let id = open(lab, "thistle", "bookhouse", "one");
    pass(lab, Span::from_ms(700));
    lab.handle(Intent::Select(Selection::Connection(id)));
    id
}

fn router(lab: &Lab, slug: &str) -> RouterId {
    lab.network().names.routers[slug]
}

/// The routers at the ends of some legs, which follow each other.
fn ends(lab: &Lab, legs: &[Leg]) -> [RouterId; 2] {
    let links = &lab.network().links;
    let way = |&(link, is_backward): &Leg| {
        let [a, b] = links[link].routers;
        if is_backward { [b, a] } else { [a, b] }
    };
    for pair in legs.windows(2) {
        assert_eq!(way(&pair[0])[1], way(&pair[1])[0], "they follow each other");
    }
    [way(&legs[0])[0], way(&legs[legs.len() - 1])[1]]
}

fn styles(story: &[Stretch]) -> Vec<Style> {
    story.iter().map(|stretch| stretch.style).collect()
}

fn scene(lab: &Lab) -> Scene {
    Scene::of(lab.world().clone(), desktop())
}

#[test]
fn a_story_leads_from_the_user_to_the_destination_and_home_over_the_backbone() {
    let mut lab = lab();
    let id = opened(&mut lab);
    assert_eq!(looked_at(&lab), Some(id));
    let shown = shown(&lab).unwrap();
    let expected = [Style::There, Style::There, Style::Back, Style::Backbone];
    assert_eq!(styles(&shown.story), expected);
    let numbers: Vec<usize> = shown.story.iter().map(|stretch| stretch.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let [user, pop] = ["thistle-london", "lighthouse-london"].map(|slug| router(&lab, slug));
    let [site, entered] = ["bookhouse-tokyo", "lighthouse-tokyo"].map(|slug| router(&lab, slug));
    let all = shown.story.iter().map(|stretch| ends(&lab, &stretch.legs)).collect::<Vec<_>>();
    assert_eq!(all, [[user, pop], [pop, site], [site, entered], [entered, pop]]);
    let end = shown.end.unwrap();
    assert_eq!((end.router, end.is_home), (pop, true));
    assert_eq!(shown.others, [], "it is not among the others");
    assert_eq!(focus(&lab), Some(Focus::Apart), "ways of clients step back");
    assert!(routers_on_way(&lab).contains(&entered));
}

#[test]
fn before_it_was_opened_there_is_nothing_to_look_at() {
    let mut lab = lab();
    opened(&mut lab);
    lab.handle(Intent::Undo);
    assert_eq!((lab.selection, looked_at(&lab), focus(&lab)), (Selection::None, None, None));
    assert_eq!(shown(&lab), Some(Shown::default()));
}

#[test]
fn a_packet_of_it_tells_the_same_story() {
    let mut lab = lab();
    let id = open(&mut lab, "thistle", "bookhouse", "one");
    pass(&mut lab, Span::from_ms(330));
    lab.handle(Intent::Select(Selection::Connection(id)));
    let story = shown(&lab).unwrap();
    let packet = lab.world().packets().find(|it| it.errand == Errand::Egress(id)).unwrap().id;
    lab.handle(Intent::Select(Selection::Packet(packet)));
    assert_eq!(shown(&lab).unwrap(), story);
    assert_eq!(focus(&lab), Some(Focus::Apart));
    match flight::card(&lab) {
        Some(FlightCard::Packet(card)) => assert_eq!(card.connection.unwrap().0, id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reply_is_said_to_go_to_whoever_is_nearest_until_a_pop_carries_it() {
    let mut lab = lab();
    let id = open(&mut lab, "thistle", "bookhouse", "one");
    let mut said = Vec::new();
    for _ in 0..400 {
        pass(&mut lab, Span::from_ms(1));
        let reply = |it: &&Packet| it.errand == Errand::Egress(id) && it.node.is_some();
        let replies = lab.world().packets().filter(|it| it.heading == Heading::Client);
        let Some(packet) = replies.filter(reply).map(|it| it.id).next() else { continue };
        lab.handle(Intent::Select(Selection::Packet(packet)));
        let Some(FlightCard::Packet(card)) = flight::card(&lab) else { continue };
        if said.last() != Some(&card.state) {
            said.push(card.state);
        }
    }
    assert!(said.iter().any(|words| words.contains("nearest to the replier")), "{said:?}");
    assert!(said.iter().any(|words| words.contains("one PoP carries it")), "{said:?}");
}

#[test]
fn it_dies_where_nobody_knows_it() {
    let mut lab = lab();
    lab.handle(Intent::Do(Command::SetEgressDesign { design: Design::Naive }));
    let id = open(&mut lab, "thistle", "bookhouse", "one");
    pass(&mut lab, Span::from_ms(100));
    lab.handle(Intent::Select(Selection::Connection(id)));
    let entered = router(&lab, "lighthouse-tokyo");
    let check = |lab: &Lab| {
        let shown = shown(lab).unwrap();
        assert_eq!(styles(&shown.story), [Style::There, Style::There, Style::Back]);
        let end = shown.end.unwrap();
        assert_eq!((end.router, end.is_home), (entered, false));
    };
    check(&lab);
    // Also when it is over: nobody keeps the journey of what did not arrive.
    pass(&mut lab, Span::from_s(60));
    let egress = lab.world().egress().unwrap();
    assert!(!egress.connection(id).unwrap().is_alive());
    let shown = shown(&lab).unwrap();
    assert_eq!(shown.story.last().unwrap().style, Style::Back);
    let end = shown.end.unwrap();
    assert_eq!((end.router, end.is_home), (entered, false));
}

#[test]
fn one_that_is_over_shows_what_its_last_packets_took() {
    let mut lab = lab();
    let id = opened(&mut lab);
    let alive = shown(&lab).unwrap();
    pass(&mut lab, Span::from_s(3));
    lab.handle(Intent::Do(Command::CloseConnection { slug: "one".into() }));
    pass(&mut lab, Span::from_s(3));
    assert!(!lab.world().egress().unwrap().connection(id).unwrap().is_alive());
    let over = shown(&lab).unwrap();
    assert_eq!((over.story, over.end), (alive.story, alive.end));
}

#[test]
fn a_backbone_in_pieces_leaves_a_tunnel_or_a_loss() {
    let mut lab = lab();
    opened(&mut lab);
    let tokyo = router(&lab, "lighthouse-tokyo");
    let network = lab.network();
    let is_inner = |link: &&anycast_lab::engine::base::ids::LinkId| {
        let far = network.across(**link, tokyo);
        network.routers[far].in_as == network.routers[tokyo].in_as
    };
    let links = network.routers[tokyo].links.iter().filter(is_inner);
    let cables: Vec<_> = links.map(|link| network.links[*link].slug.clone()).collect();
    assert!(!cables.is_empty());
    for link in cables {
        lab.handle(Intent::Do(Command::FailLink { link }));
    }
    lab.handle(Intent::SkipToConverged);
    let tunnelled = shown(&lab).unwrap();
    assert_eq!(tunnelled.story.last().unwrap().style, Style::Tunnel);
    assert!(tunnelled.end.unwrap().is_home);
    let fallback = anycast_lab::engine::net::egress::Fallback::Drop;
    lab.handle(Intent::Do(Command::SetFallback { fallback }));
    let dropped = shown(&lab).unwrap();
    assert_eq!(dropped.story.last().unwrap().style, Style::Back);
    let end = dropped.end.unwrap();
    assert_eq!((end.router, end.is_home), (tokyo, false));
}

#[test]
fn others_are_one_line_a_way_however_many_there_are() {
    let mut lab = lab();
    for number in 0..12 {
        open(&mut lab, "thistle", "bookhouse", &format!("same-{number}"));
    }
    open(&mut lab, "lavande", "bookhouse", "other");
    pass(&mut lab, Span::from_ms(700));
    let all = shown(&lab).unwrap();
    assert_eq!((all.story.len(), all.end, all.losses.len()), (0, None, 0));
    let network = lab.network().clone();
    let site = router(&lab, "bookhouse-tokyo");
    let at_site = |it: &&Bundle| network.links[it.link].routers.contains(&site);
    let first: Vec<&Bundle> = all.others.iter().filter(at_site).collect();
    assert_eq!(first.len(), 1, "every reply leaves over one link");
    assert_eq!((first[0].count, first[0].style), (13, Style::Back));
    let system = backbone(&network).unwrap();
    for bundle in all.others.iter().filter(|it| it.style == Style::Backbone) {
        let routers = network.links[bundle.link].routers;
        assert!(routers.iter().all(|router| network.routers[*router].in_as == system));
    }
    assert!(all.others.iter().any(|it| it.style == Style::Backbone));
    // Looked at, one of them is told in full, and the others are one fewer.
    let id = lab.world().egress().unwrap().connections().next().unwrap().0;
    lab.handle(Intent::Select(Selection::Connection(id)));
    let told = shown(&lab).unwrap();
    assert_eq!(told.story.len(), 4);
    assert_eq!(told.others.iter().filter(at_site).map(|it| it.count).sum::<u32>(), 12);
    lab.handle(Intent::Select(Selection::None));
    let layers = MapLayers { ways: false, ..MapLayers::default() };
    lab.handle(Intent::ShowLayers(layers));
    assert_eq!(shown(&lab).unwrap(), Shown::default(), "without ways there are none of these");
}

#[test]
fn where_many_die_is_marked_once_with_how_many() {
    let mut lab = lab();
    lab.handle(Intent::Do(Command::SetEgressDesign { design: Design::Naive }));
    for number in 0..5 {
        open(&mut lab, "thistle", "bookhouse", &format!("lost-{number}"));
    }
    pass(&mut lab, Span::from_ms(100));
    let all = shown(&lab).unwrap();
    assert_eq!(all.losses.len(), 1);
    assert_eq!(all.losses[0].count, 5);
    let list = over(&scene(&lab).stage(), &all);
    let is_count = |it: &Draw| matches!(it, Draw::Text { text, .. } if text == "×5");
    assert!(list.commands.iter().any(is_count));
    assert!(has_shape(&list, Shape::Cross));
}

#[test]
fn other_worlds_have_nothing_of_it() {
    let first = Setup::from_json(include_str!("../../../assets/scenarios/first-light.json"));
    let lab = Lab::open(first.unwrap(), 1, Lang::En);
    assert_eq!(shown(&lab), None);
    assert_eq!(backbone(lab.network()), None);
    let scene = Scene::settled(desktop());
    assert!(scene.placement.things().iter().all(|placed| !placed.is_site));
}

fn has_shape(list: &DrawList, wanted: Shape) -> bool {
    list.commands.iter().any(|it| matches!(it, Draw::Mark { shape, .. } if *shape == wanted))
}

/// What tells a style from others apart from its colour: how many lines, which dashed, and whether
/// one lies inside another.
fn shape_of(style: Style) -> Vec<(Option<[u64; 2]>, bool)> {
    let scene = Scene::settled(desktop());
    let length = |link: &_| scene.curves.link(*link).length();
    let links = scene.network().links.keys();
    let link = links.max_by(|a, b| length(a).total_cmp(&length(b))).unwrap();
    let bundle = Bundle { link, is_backward: false, style, count: 1 };
    let shown = Shown { others: vec![bundle], ..Shown::default() };
    let list = draw(&scene.stage(), &shown);
    let ground = scene.stage().theme.palette().ground.with_alpha(0);
    let lines = list.commands.iter().filter_map(|it| match it {
        Draw::Line { pen, dash, .. } => {
            let dash = dash.map(|[dash, gap, _]| [dash.to_bits(), gap.to_bits()]);
            Some((dash, pen.color.with_alpha(0) == ground))
        }
        _ => None,
    });
    lines.collect()
}

#[test]
fn each_style_is_told_by_its_line_not_by_its_colour() {
    let shapes = Style::ALL.map(shape_of);
    for (place, shape) in shapes.iter().enumerate() {
        assert!(!shape.is_empty());
        assert!(!shapes[..place].contains(shape), "{:?}: {shape:?}", Style::ALL[place]);
    }
}

#[test]
fn a_story_has_numbers_directions_and_an_end_and_its_lines_do_not_cover_each_other() {
    let mut lab = lab();
    opened(&mut lab);
    let scene = scene(&lab);
    let shown = shown(&lab).unwrap();
    let list = draw(&scene.stage(), &shown);
    let above = over(&scene.stage(), &shown);
    let texts: Vec<&str> = above
        .commands
        .iter()
        .filter_map(|it| if let Draw::Text { text, .. } = it { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!(texts, ["1", "2", "3", "4"]);
    assert!(list.commands.iter().any(|it| matches!(it, Draw::Fill { .. })), "arrow heads");
    assert!(has_shape(&above, Shape::Disc) && !has_shape(&above, Shape::Cross), "a tick");
    // Two that go the same way along one link lie beside each other.
    let (link, is_backward) = shown.story[3].legs[0];
    let twice: Vec<Stretch> = [1, 2]
        .map(|number| Stretch { number, style: Style::Back, legs: vec![(link, is_backward)] })
        .to_vec();
    let list = draw(&scene.stage(), &Shown { story: twice, ..Shown::default() });
    let lines: Vec<_> = list
        .commands
        .iter()
        .filter_map(|it| if let Draw::Line { points, .. } = it { Some(points[0]) } else { None })
        .collect();
    assert!(lines.iter().enumerate().all(|(n, at)| lines[..n].iter().all(|it| it != at)));
}

#[test]
fn a_thousand_connections_are_a_few_lines() {
    let mut lab = lab();
    lab.handle(Intent::Do(Command::SetEgressDesign { design: Design::SoftUnicast }));
    let clients: Vec<_> = lab.network().clients.iter().map(|it| it.slug.to_string()).collect();
    for number in 0..990 {
        let client = &clients[number % clients.len()];
        let to = ["bookhouse", "watermill", "granary"][number % 3];
        open(&mut lab, client, to, &format!("many-{number}"));
    }
    pass(&mut lab, Span::from_s(1));
    let all = shown(&lab).unwrap();
    let links = lab.network().links.len();
    assert!(all.others.len() <= 3 * links, "{}", all.others.len());
    let list = draw(&scene(&lab).stage(), &all);
    assert!(list.commands.len() < 1_000, "{}", list.commands.len());
}

#[test]
fn what_goes_along_a_link_is_counted_once_a_style_and_direction() {
    let link = 3.into();
    let (there, back) = ([(link, false)], [(link, true)]);
    let ways =
        [(Style::Back, &there[..], 2), (Style::Back, &there[..], 3), (Style::Back, &back, 1)];
    let counts: Vec<(bool, u32)> =
        bundles(ways.into_iter()).iter().map(|it| (it.is_backward, it.count)).collect();
    assert_eq!(counts, [(false, 5), (true, 1)]);
}

#[test]
fn packets_of_a_connection_tell_requests_replies_and_what_is_carried() {
    let mut lab = lab();
    let id = open(&mut lab, "thistle", "bookhouse", "one");
    let london = lab.network().names.nodes["london"];
    let scene = scene(&lab);
    let (mut seen, mut last) = (Vec::new(), None);
    for _ in 0..500 {
        pass(&mut lab, Span::from_ms(1));
        let moment = Moment {
            now: lab.world().now(),
            is_reduced: false,
            flashes: &[],
            selected: None::<Mover>,
        };
        let mut motion = Motion::default();
        motion.fill(&scene.stage(), lab.world(), &moment, |packet| node_of(&lab, packet));
        let egress = lab.world().egress().unwrap();
        let has_opened = egress.connection(id).unwrap().at.is_some();
        for packet in lab.world().packets().filter(|it| it.errand == Errand::Egress(id)) {
            let is_carried = egress.carried(packet.id).is_some();
            let glyph = Glyph::of_connection(packet, is_carried);
            assert_eq!(is_carried, glyph == Glyph::Carried);
            assert_eq!(packet.heading == Heading::Server, glyph == Glyph::Asking);
            assert!(!has_opened || node_of(&lab, packet) == Some(london), "its server's PoP");
            if !seen.contains(&glyph) {
                seen.push(glyph);
            }
            last = Some(packet.clone());
        }
        let shown = motion.swarms.iter().enumerate().filter(|(_, places)| !places.is_empty());
        for (rank, _) in shown {
            if let Look::Errand(glyph, _) = Look::of_rank(rank) {
                assert!(seen.contains(&glyph));
            }
        }
    }
    assert_eq!(seen, [Glyph::Asking, Glyph::Replying, Glyph::Carried]);
    let reset = Packet { kind: PacketKind::Rst, ..last.unwrap() };
    assert_eq!(Glyph::of_connection(&reset, false), Glyph::Reset);
}
