//! Routers as namespaces, links as pairs of virtual Ethernet, a bgpd each.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Map, Value, json};

const BGPD: &str = "/usr/lib/frr/bgpd";
/// How long to wait between two looks at the tables.
const PAUSE: Duration = Duration::from_millis(500);
/// So many looks in a row must be alike.
const ALIKE: u32 = 3;
/// After so many looks a topology has not settled.
const MOST_LOOKS: u32 = 120;

/// Whether this machine can run them.
///
/// # Errors
/// What is missing.
pub fn is_possible() -> Result<(), String> {
    if !std::path::Path::new(BGPD).exists() {
        return Err(format!("{BGPD} is not there (apt-get install --no-install-recommends frr)"));
    }
    let probe = format!("alab{}p", std::process::id());
    ip(&["netns", "add", &probe]).map_err(|why| format!("no namespaces here: {why}"))?;
    ip(&["netns", "del", &probe])?;
    run("vtysh", &["--help"]).map(|_| ())
}

fn ip(arguments: &[&str]) -> Result<(), String> {
    run("ip", arguments).map(|_| ())
}

fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("{program} {}: {told}", arguments.join(" ")))
    }
}

/// Running daemons; gone when dropped.
pub struct Daemons {
    topology: Value,
    folder: PathBuf,
    children: Vec<Child>,
}

fn list<'a>(topology: &'a Value, key: &str) -> &'a Vec<Value> {
    topology[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn namespace(router: &str) -> String {
    format!("alab{}{router}", std::process::id())
}

impl Daemons {
    /// Builds the topology and starts a daemon a router.
    ///
    /// # Errors
    /// What did not work.
    pub fn start(topology: &Value) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("alab-{}", std::process::id()));
        let mut daemons = Self { topology: topology.clone(), folder, children: Vec::new() };
        for router in list(topology, "routers") {
            let name = namespace(text(router, "name"));
            ip(&["netns", "add", &name])?;
            ip(&["-n", &name, "link", "set", "lo", "up"])?;
        }
        for link in list(topology, "links") {
            let id = text(link, "id");
            let ends = ["a", "b"].map(|side| {
                (
                    namespace(text(link, side)),
                    format!("{id}{side}"),
                    text(link, &format!("{side}_addr")),
                )
            });
            let [(a, a_device, _), (b, b_device, _)] = &ends;
            ip(&[
                "-n", a, "link", "add", a_device, "type", "veth", "peer", "name", b_device,
                "netns", b,
            ])?;
            for (name, device, address) in &ends {
                ip(&["-n", name, "addr", "add", &format!("{address}/24"), "dev", device])?;
                ip(&["-n", name, "link", "set", device, "up"])?;
            }
        }
        for router in list(topology, "routers") {
            let child = daemons.start_one(router)?;
            daemons.children.push(child);
        }
        Ok(daemons)
    }

    fn start_one(&self, router: &Value) -> Result<Child, String> {
        let name = text(router, "name");
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let path = |file: &str| folder.join(file).to_string_lossy().into_owned();
        std::fs::write(path("bgpd.conf"), configuration(&self.topology, router))
            .map_err(|error| error.to_string())?;
        Command::new("ip")
            .args(["netns", "exec", &namespace(name), BGPD, "-Z", "-S", "-P", "0"])
            .args(["-f", &path("bgpd.conf"), "-i", &path("pid")])
            .args(["--vty_socket", &folder.to_string_lossy()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())
    }

    fn ask(&self, router: &str, question: &str) -> Result<Value, String> {
        let folder = self.folder.join(router).to_string_lossy().into_owned();
        let told = run("vtysh", &["--vty_socket", &folder, "-d", "bgpd", "-c", question])?;
        serde_json::from_str(&told).map_err(|error| format!("{router} {question}: {error}"))
    }

    /// The selected routes by router and prefix, once every session is up and no table has changed
    /// for a while.
    ///
    /// # Errors
    /// That it never came to rest.
    pub fn settled_tables(&self) -> Result<Map<String, Value>, String> {
        let (mut last, mut alike) = (None, 0);
        for _ in 0..MOST_LOOKS {
            std::thread::sleep(PAUSE);
            let tables = self.tables();
            alike =
                if tables.is_ok() && tables.as_ref().ok() == last.as_ref() { alike + 1 } else { 0 };
            if alike == ALIKE {
                return tables;
            }
            last = tables.ok();
        }
        Err(format!("{} did not come to rest", text(&self.topology, "id")))
    }

    fn tables(&self) -> Result<Map<String, Value>, String> {
        let mut tables = Map::new();
        for router in list(&self.topology, "routers") {
            let name = text(router, "name");
            let summary = self.ask(name, "show bgp ipv4 unicast summary json")?;
            let peers = summary["peers"].as_object().ok_or("no peers")?;
            if peers.values().any(|peer| peer["state"] != "Established") {
                return Err("a session is down".to_owned());
            }
            let table = self.ask(name, "show bgp ipv4 unicast json")?;
            let mut routes = Map::new();
            for (prefix, paths) in table["routes"].as_object().ok_or("no routes")? {
                let mut paths = paths.as_array().into_iter().flatten();
                if let Some(best) = paths.find(|path| path["bestpath"] == true) {
                    routes.insert(prefix.clone(), self.described(name, best));
                }
            }
            tables.insert(name.to_owned(), routes.into());
        }
        Ok(tables)
    }

    /// A path of bgpd in the words of the fixture schema.
    fn described(&self, router: &str, path: &Value) -> Value {
        let as_path: Vec<u32> =
            text(path, "path").split_whitespace().map(|asn| asn.parse().unwrap()).collect();
        let peer = path["peerId"].as_str().unwrap_or_default();
        let session = list(&self.topology, "links").iter().find_map(|link| {
            [("a", "b"), ("b", "a")].into_iter().find_map(|(near, far)| {
                let is_it = link[near] == router && link[format!("{far}_addr")] == peer;
                is_it.then(|| (link["id"].clone(), link[far].clone()))
            })
        });
        let (link, neighbor) = session.unwrap_or_default();
        json!({
            "as_path": as_path,
            "link": link,
            "neighbor": neighbor,
            "local_pref": path["locPrf"],
            "med": path["metric"],
        })
    }
}

impl Drop for Daemons {
    fn drop(&mut self) {
        for child in &mut self.children {
            let is_over = child.kill().and_then(|()| child.wait());
            drop(is_over);
        }
        for router in list(&self.topology, "routers") {
            // What is left of a failed start may lack some: no matter.
            drop(ip(&["netns", "del", &namespace(text(router, "name"))]));
        }
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// bgpd's configuration of a router: LOCAL_PREF by relation, kept apart by communities that never
/// leave the AS, and the clauses of each end.
fn configuration(topology: &Value, router: &Value) -> String {
    let (name, asn) = (text(router, "name"), &router["asn"]);
    let mut sessions = String::new();
    let mut families = String::new();
    let mut maps = String::from(
        "bgp community-list standard UP permit 64999:2\n\
         bgp community-list standard UP permit 64999:3\n",
    );
    for link in list(topology, "links") {
        for (near, far) in [("a", "b"), ("b", "a")] {
            if link[near] != name {
                continue;
            }
            let id = text(link, "id");
            let peer = text(link, &format!("{far}_addr"));
            let routers = list(topology, "routers");
            let far_asn = &routers.iter().find(|one| one["name"] == link[far]).unwrap()["asn"];
            writeln!(sessions, " neighbor {peer} remote-as {far_asn}").unwrap();
            writeln!(sessions, " neighbor {peer} timers connect 1").unwrap();
            if near == "b" {
                writeln!(sessions, " neighbor {peer} passive").unwrap();
            }
            writeln!(families, "  neighbor {peer} activate").unwrap();
            writeln!(families, "  neighbor {peer} route-map IN-{id} in").unwrap();
            writeln!(families, "  neighbor {peer} route-map OUT-{id} out").unwrap();
            // What the far end is to this one.
            let (local_pref, mark) = match (text(link, "rel"), near) {
                ("p2p", _) => (150, 2),
                (_, "a") => (200, 1),
                _ => (100, 3),
            };
            writeln!(maps, "route-map IN-{id} permit 10").unwrap();
            writeln!(maps, " set local-preference {local_pref}").unwrap();
            writeln!(maps, " set community 64999:{mark}").unwrap();
            if mark != 1 {
                writeln!(maps, "route-map OUT-{id} deny 5\n match community UP").unwrap();
            }
            writeln!(maps, "route-map OUT-{id} permit 10\n set community none").unwrap();
            for clause in list(link, &format!("{near}_export")) {
                if let Some(med) = clause["set"]["med"].as_u64() {
                    writeln!(maps, " set metric {med}").unwrap();
                }
                if let Some(times) = clause["set"]["prepend"].as_u64() {
                    let copies = vec![asn.to_string(); usize::try_from(times).unwrap()].join(" ");
                    writeln!(maps, " set as-path prepend {copies}").unwrap();
                }
            }
        }
    }
    for own in list(topology, "announcements").iter().filter(|own| own["router"] == name) {
        writeln!(families, "  network {}", text(own, "prefix")).unwrap();
    }
    format!(
        "hostname {name}\n{maps}!\nrouter bgp {asn}\n bgp router-id {}\n\
         \x20no bgp default ipv4-unicast\n\
         \x20bgp deterministic-med\n bgp bestpath compare-routerid\n no bgp network import-check\n\
         {sessions} address-family ipv4 unicast\n{families} exit-address-family\n",
        text(router, "router_id"),
    )
}
