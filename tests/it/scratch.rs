use anycast_lab::engine::sim::{setup::Setup, world::World, command::Command, fact::What};
use anycast_lab::lesson;
fn show(w: &World, c: &str) {
    let n = w.network();
    let r = w.reach(n.names.clients[c], n.names.services["dns"]);
    println!("{c}: {:?} {}us via {:?}", r.node.map(|x| n.nodes[x].slug.to_string()), r.delay.as_us(),
      r.routers.iter().map(|&x| n.routers[x].slug.to_string()).collect::<Vec<_>>());
}
fn explain(w: &World, r: &str) {
    let n = w.network();
    let p = n.services[n.names.services["dns"]].prefix;
    let e = w.explain(n.names.routers[r], p);
    println!("== {r} decided {:?}", e.decided_by);
    for c in e.candidates {
        println!("   {} from {:?} lp {} ext {} igp {:?} -> {:?}", c.route.attributes.as_path, c.route.from.map(|e| n.routers[n.neighbor(e)].slug.to_string()), c.route.attributes.local_pref, c.route.is_external, c.route.igp_metric, c.verdict);
    }
}
#[test]
fn scratch() {
    let setup = Setup::from_json(include_str!("../../assets/scenarios/first-light.json")).unwrap();
    let mut w = World::opened(&setup, 1);
    for c in ["lavande","paramo","kowhai","quipu","momiji","tanuki","hanji","takoyaki","highveld","acacia","lagoon"] { show(&w, c); }
    for r in ["albatross-los-angeles","albatross-lima","quipu-lima","albatross-panama-city","albatross-tokyo"] { explain(&w, r); }
    let mut facts = vec![];
    let t0 = w.now();
    w.apply(t0, &Command::Withdraw{node:"tokyo".into()}, &mut facts).unwrap();
    w.settle(&mut facts);
    println!("---- after withdraw");
    let n = w.network();
    for f in &facts { match &f.what {
        What::BestRouteChanged{router, after, before, ..} if ["albatross-lima","albatross-panama-city","quipu-lima","albatross-los-angeles"].contains(&n.routers[*router].slug.as_str()) =>
          println!("{} {} {:?} -> {:?}", f.at.since(t0).as_us(), n.routers[*router].slug, before.as_ref().map(|b| (b.as_path.to_string(), b.neighbor.map(|x| n.routers[x].slug.to_string()))), after.as_ref().map(|b| (b.as_path.to_string(), b.neighbor.map(|x| n.routers[x].slug.to_string())))),
        What::CatchmentMoved{client, before, after, ..} => println!("{} {} {:?} -> {:?}", f.at.since(t0).as_us(), n.clients[*client].slug, before.map(|x| n.nodes[x].slug.to_string()), after.map(|x| n.nodes[x].slug.to_string())),
        What::Converged{announced, withdrawn} => println!("{} converged {announced} {withdrawn}", f.at.since(t0).as_us()),
        _ => {} } }
    let mut counts = std::collections::BTreeMap::new();
    for f in &facts { if let What::BestRouteChanged{router, ..} = &f.what { *counts.entry(n.routers[*router].slug.to_string()).or_insert(0) += 1; } }
    println!("{} routers changed: {counts:?}", counts.len());
    for c in ["quipu","momiji","tanuki","hanji","takoyaki","lagoon","jeepney","nopal"] { show(&w, c); }
    for r in ["albatross-lima","albatross-panama-city","albatross-mexico-city","quipu-lima"] { explain(&w, r); }
    for slug in ["one-address","withdraw"] {
        let mut p = lesson::problem::Problems::of("lesson.json");
        let l = lesson::json::read(&std::fs::read_to_string(format!("lessons/{slug}/lesson.json")).unwrap(), &mut p);
        for x in p.into_list() { println!("{x}"); }
        if let Some(l) = l {
            for x in lesson::resolve::resolve(&l, &setup.network) { println!("{x}"); }
            for x in lesson::prove::prove(&l, &setup) { println!("{x}"); }
        }
    }
}
