//! What the lessons, MODEL.md and the map say of `first-light`, asked of the engine.

use std::collections::{BTreeMap, BTreeSet};

use anycast_lab::engine::anycast::catchment::Reach;
use anycast_lab::engine::anycast::nearest::nearer;
use anycast_lab::engine::base::ids::{ClientId, NodeId, ServiceId};
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::{Explanation, Step, Verdict};
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::network::Network;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

use super::geography::continent;

const FIRST_LIGHT: &str = include_str!("../../assets/scenarios/first-light.json");
const MODEL: &str = include_str!("../../MODEL.md");
const MODEL_ZH: &str = include_str!("../../MODEL.zh.md");

/// A settled first-light, with short ways to ask about it.
struct Lab {
    world: World,
    service: ServiceId,
    facts: Vec<Fact>,
}

impl Lab {
    fn new(seed: u64) -> Self {
        let setup = Setup::from_json(FIRST_LIGHT).expect("first-light has no problems");
        let mut lab = Self {
            world: World::new(&setup, seed),
            service: setup.network.names.services["dns"],
            facts: Vec::new(),
        };
        assert!(lab.world.settle(&mut lab.facts));
        lab
    }

    /// Does it a minute later and settles again; facts are those since.
    fn apply(&mut self, command: &Command) {
        self.facts.clear();
        let at = self.world.now() + Span::from_s(60);
        self.world.apply(at, command, &mut self.facts).expect("the command makes sense");
        assert!(self.world.settle(&mut self.facts));
    }

    fn withdraw(&mut self, node: &str) {
        self.apply(&Command::Withdraw { node: node.into() });
    }

    fn network(&self) -> &Network {
        self.world.network()
    }

    fn client(&self, slug: &str) -> ClientId {
        self.network().names.clients[slug]
    }

    fn node_slug(&self, node: Option<NodeId>) -> String {
        node.map_or_else(|| "nobody".to_owned(), |node| self.network().nodes[node].slug.to_string())
    }

    fn reach(&self, client: ClientId) -> Reach {
        self.world.reach(client, self.service)
    }

    /// Each client's node.
    fn catchments(&self) -> BTreeMap<Slug, String> {
        let clients = self.network().clients.iter_enumerated();
        clients
            .map(|(id, client)| (client.slug.clone(), self.node_slug(self.reach(id).node)))
            .collect()
    }

    fn served_by(&self, client: &str) -> String {
        self.node_slug(self.reach(self.client(client)).node)
    }

    fn explain(&self, router: &str) -> Explanation {
        let network = self.network();
        let prefix = network.services[self.service].prefix;
        self.world.explain(network.names.routers[router], prefix)
    }

    /// The steps at which `router` set aside routes with exactly this AS_PATH.
    fn lost_at(&self, router: &str, as_path: &str) -> BTreeSet<Step> {
        let explanation = self.explain(router);
        let with_path = explanation
            .candidates
            .iter()
            .filter(|candidate| candidate.route.attributes.as_path.to_string() == as_path);
        with_path
            .filter_map(|candidate| match candidate.verdict {
                Verdict::Eliminated { step, .. } => Some(step),
                _ => None,
            })
            .collect()
    }

    /// Whether a client is served by another node than the one that physics would choose.
    fn is_astray(&self, client: ClientId) -> bool {
        let network = self.network();
        let node = self.reach(client).node.expect("a node");
        let is_announced = |node| self.world.is_announced(node);
        nearer(network, network.clients[client].router, node, is_announced).is_some()
    }

    fn continents(&self, client: &str) -> (&'static str, &'static str) {
        let network = self.network();
        let id = self.client(client);
        let of = |router| continent(&network.router_city(router).expect("a city").country);
        let node = self.reach(id).node.expect("a node");
        (of(network.clients[id].router), of(network.nodes[node].router))
    }

    /// The nodes that a client was served by since the last command, in order.
    fn moves(&self, client: &str) -> Vec<String> {
        let id = self.client(client);
        let moved = self.facts.iter().filter_map(|fact| match fact.what {
            What::CatchmentMoved { client, after, .. } if client == id => Some(after),
            _ => None,
        });
        moved.map(|after| self.node_slug(after)).collect()
    }
}

#[test]
fn every_client_is_served_and_every_pop_serves() {
    let lab = Lab::new(1);
    let mut serving = BTreeSet::new();
    for id in lab.network().clients.keys() {
        let reach = lab.reach(id);
        assert_eq!(reach.fate, Fate::Delivered);
        assert_eq!(reach.node, lab.world.serving(id, lab.service));
        serving.extend(reach.node);
    }
    assert_eq!(serving.len(), lab.network().nodes.len());
}

#[test]
fn answers_find_the_way_back_to_every_client() {
    let mut lab = Lab::new(1);
    let mut facts = Vec::new();
    let now = lab.world.now();
    assert!(lab.world.advance(now + Span::from_s(4), 1_000_000, &mut facts));
    let mut answered = BTreeSet::new();
    for fact in &facts {
        match &fact.what {
            What::AnswerArrived { packet, .. } => {
                answered.insert(packet.client);
            }
            What::PacketDropped { packet, .. } => panic!("{packet:?} was dropped"),
            _ => {}
        }
    }
    assert_eq!(answered.len(), lab.network().clients.len());
}

#[test]
fn some_but_not_many_are_far_from_home() {
    let lab = Lab::new(1);
    let clients = &lab.network().clients;
    let astray: Vec<_> = clients.keys().filter(|&id| lab.is_astray(id)).collect();
    let slugs: BTreeSet<_> = astray.iter().map(|&id| clients[id].slug.as_str()).collect();
    let expected = ["birch", "jeepney", "lagoon", "nopal", "papyrus", "protea", "quipu", "tanuki"];
    assert_eq!(slugs, BTreeSet::from(expected));
    let users = |id: &ClientId| clients[*id].population;
    let (far, all) =
        (astray.iter().map(users).sum::<u64>(), clients.keys().map(|id| users(&id)).sum::<u64>());
    for (part, whole) in [(8, 45), (far, all)] {
        assert!((10..=35).contains(&(part * 100 / whole)), "{part} of {whole}");
    }
    assert_eq!(clients.len(), 45);
}

#[test]
fn lima_is_served_from_tokyo_because_a_customer_beats_a_peer() {
    let lab = Lab::new(1);
    assert_eq!(lab.served_by("quipu"), "tokyo");
    assert_eq!(lab.continents("quipu"), ("South America", "Asia"));
    // Its packets pass through Los Angeles, where there is a PoP.
    let way = lab.reach(lab.client("quipu"));
    let los_angeles = lab.network().names.routers["albatross-los-angeles"];
    assert!(way.routers.contains(&los_angeles));
    assert!(way.delay > Span::from_ms(100));
    // There, Longwind's and Aurora's routes to it lose: a peer's, not a customer's.
    assert_eq!(lab.explain("albatross-los-angeles").decided_by, Some(Step::LocalPref));
    for peer in ["64602 64500", "64603 64500"] {
        let steps = lab.lost_at("albatross-los-angeles", peer);
        assert_eq!(steps, BTreeSet::from([Step::LocalPref]), "{peer}");
    }
}

#[test]
fn cape_town_is_served_from_london_because_of_a_shorter_as_path() {
    let lab = Lab::new(1);
    assert_eq!(lab.served_by("protea"), "london");
    assert_eq!(lab.served_by("highveld"), "johannesburg");
    assert_eq!(lab.continents("protea"), ("Africa", "Europe"));
    // Both are customers' routes; the one through Baobab is longer by one AS.
    let steps = lab.lost_at("meridian-cape-town", "64707 64500");
    assert_eq!(steps, BTreeSet::from([Step::AsPath]));
}

#[test]
fn one_client_in_tokyo_is_served_from_los_angeles() {
    let lab = Lab::new(1);
    assert_eq!(lab.served_by("momiji"), "tokyo");
    assert_eq!(lab.served_by("tanuki"), "los-angeles");
    assert_eq!(lab.continents("tanuki"), ("Asia", "North America"));
    // Of Aurora's own exits Los Angeles is nearest; Longwind's, in Tokyo, is but a peer's.
    assert_eq!(lab.explain("aurora-tokyo").decided_by, Some(Step::IgpMetric));
    let steps = lab.lost_at("aurora-tokyo", "64602 64500");
    assert_eq!(steps, BTreeSet::from([Step::LocalPref]));
}

#[test]
fn mexico_city_hangs_on_a_tie_that_one_prepend_turns() {
    let mut lab = Lab::new(1);
    assert_eq!(lab.served_by("nopal"), "tokyo");
    assert_eq!(lab.explain("nopal-mexico-city").decided_by, Some(Step::RouterId));
    lab.apply(&Command::Prepend { node: "tokyo".into(), times: 1, neighbor: None });
    assert_eq!(lab.served_by("nopal"), "chicago");
    assert_eq!(lab.explain("nopal-mexico-city").decided_by, Some(Step::AsPath));
    // Lima stays: LOCAL_PREF comes before the path's length.
    assert_eq!(lab.served_by("quipu"), "tokyo");
}

#[test]
fn withdrawing_tokyo_sends_its_clients_to_five_places() {
    let mut lab = Lab::new(1);
    let before = lab.catchments();
    let delay = |lab: &Lab, client| lab.reach(lab.client(client)).delay;
    let clients = ["quipu", "lagoon", "momiji"];
    let first = clients.map(|client| delay(&lab, client));
    lab.withdraw("tokyo");
    let after = lab.catchments();
    let moved: BTreeMap<&str, &str> = after
        .iter()
        .filter(|(client, node)| before[*client] != **node)
        .map(|(client, node)| (client.as_str(), node.as_str()))
        .collect();
    let expected = [
        ("hanji", "hong-kong"),
        ("jeepney", "singapore"),
        ("lagoon", "sydney"),
        ("momiji", "hong-kong"),
        ("nopal", "chicago"),
        ("quipu", "miami"),
        ("takoyaki", "hong-kong"),
    ];
    assert_eq!(moved, BTreeMap::from(expected));
    // Lima and Suva are better off without Tokyo, Tokyo itself is not.
    let then = clients.map(|client| delay(&lab, client));
    assert!(then[0] < first[0] && then[1] < first[1] && then[2] > first[2]);
    // Once it announces again, all is as it was.
    lab.apply(&Command::Announce { node: "tokyo".into() });
    assert_eq!(lab.catchments(), before);
}

#[test]
fn withdrawing_tokyo_shows_path_exploration() {
    let mut lab = Lab::new(1);
    lab.withdraw("tokyo");
    assert_eq!(lab.moves("quipu"), ["hong-kong", "los-angeles", "miami"]);
    let lima = lab.network().names.routers["albatross-lima"];
    let paths: Vec<_> = lab
        .facts
        .iter()
        .filter_map(|fact| match &fact.what {
            What::BestRouteChanged { router, after, .. } if *router == lima => {
                Some(after.map(|route| lab.world.as_path(route.attributes).to_string()))
            }
            _ => None,
        })
        .collect();
    let paths: Vec<_> = paths.iter().map(Option::as_deref).collect();
    assert_eq!(paths, [Some("64602 64500"), Some("64602 64500"), Some("64603 64500")]);
}

#[test]
fn withdrawing_johannesburg_takes_its_neighbour_to_europe() {
    let mut lab = Lab::new(1);
    lab.withdraw("johannesburg");
    assert_eq!(lab.served_by("highveld"), "london");
    assert_eq!(lab.served_by("acacia"), "mumbai");
    assert_eq!(lab.moves("highveld"), ["nobody", "london"]);
}

#[test]
fn five_steps_decide_everything() {
    let lab = Lab::new(1);
    let network = lab.network();
    let mut decided_by = BTreeSet::new();
    for router in network.routers.keys() {
        for prefix in network.prefixes.keys() {
            decided_by.extend(lab.world.explain(router, prefix).decided_by);
        }
    }
    let five = [Step::LocalPref, Step::AsPath, Step::PeerType, Step::IgpMetric, Step::RouterId];
    assert_eq!(decided_by, BTreeSet::from(five));
}

#[test]
fn the_model_page_counts_right() {
    let lab = Lab::new(1);
    let network = lab.network();
    let (ases, routers) = (network.ases.len(), network.routers.len());
    let (links, cities) = (network.links.len(), network.cities.len());
    let (nodes, clients) = (network.nodes.len(), network.clients.len());
    let english = [
        format!(
            "{ases} autonomous systems (ASes), {routers} routers and {links} links in \
             {cities} cities"
        ),
        format!("operator with {nodes} PoPs"),
        format!("8 of {clients} client networks"),
    ];
    let chinese = [
        format!(
            "{ases} 个自治系统（AS）、{routers} 台路由器、{links} 条链路，\
             分布在 {cities} 座城市"
        ),
        format!("{nodes} 个接入点（PoP）"),
        format!("{clients} 个客户网络中有 8 个"),
    ];
    for (page, statements) in [(MODEL, english), (MODEL_ZH, chinese)] {
        for statement in statements {
            assert!(page.contains(&statement), "the page does not say `{statement}`");
        }
    }
}

#[test]
fn jitter_changes_when_but_not_where() {
    let settled = Lab::new(1).catchments();
    for seed in 2..=6 {
        let mut lab = Lab::new(seed);
        assert_eq!(lab.catchments(), settled, "seed {seed}");
        lab.withdraw("tokyo");
        assert_eq!(lab.served_by("quipu"), "miami", "seed {seed}");
    }
}
