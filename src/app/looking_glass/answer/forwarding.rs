//! `show route`: where packets go.

use std::net::IpAddr;

use super::{head, slug};
use crate::app::lab::Lab;
use crate::app::looking_glass::output::{Answer, Table, time};
use crate::engine::base::ids::{LinkId, RouterId};
use crate::engine::dataplane::fib::NextHop;
use crate::say;

/// Every entry.
pub(super) fn table(lab: &Lab, router: RouterId, answer: &mut Answer) {
    let mut table = Table::new(&["Network", "Via", "Out over"]);
    for (id, prefix) in lab.network().prefixes.iter_enumerated() {
        if let Some(next_hop) = lab.world().forwarding_entry(router, id) {
            let [via, link] = via(lab, router, next_hop);
            table.push(vec![prefix.to_string(), via, link]);
        }
    }
    answer.line(format!("Forwarding table of {}", head(lab, router)));
    answer.table(table);
    answer.note(|lang| say!(lang, "glass-route-note"));
}

/// The entry that an address matches.
pub(super) fn entry(lab: &Lab, router: RouterId, address: Option<IpAddr>, answer: &mut Answer) {
    let found = address.and_then(|address| lab.world().forwarding_to(router, address));
    let Some((prefix, next_hop)) = found else {
        answer.trouble("% No route: packets to it are dropped here");
        answer.note(|lang| say!(lang, "glass-unrouted"));
        return;
    };
    let [via, link] = via(lab, router, next_hop);
    let address = address.map(|address| address.to_string()).unwrap_or_default();
    answer.line(format!("{address} matches {}", lab.network().prefixes[prefix]));
    answer.line(format!("  via {via}"));
    if !link.is_empty() {
        answer.line(format!("  out over {link}"));
    }
    match next_hop {
        NextHop::Discard => answer.note(|lang| say!(lang, "glass-route-discard")),
        NextHop::Deliver => answer.note(|lang| say!(lang, "glass-route-here")),
        NextHop::Link(_) => answer.note(|lang| say!(lang, "glass-route-link")),
        NextHop::Exit(_) => answer.note(|lang| say!(lang, "glass-route-exit")),
    }
}

/// The next hop, and the link to it.
fn via(lab: &Lab, router: RouterId, next_hop: NextHop) -> [String; 2] {
    let network = lab.network();
    match next_hop {
        NextHop::Discard => ["discard".to_owned(), String::new()],
        NextHop::Deliver => ["connected".to_owned(), String::new()],
        NextHop::Link(link) => {
            let far = network.across(link, router);
            [format!("BGP, {}", slug(lab, far)), out_over(lab, link)]
        }
        NextHop::Exit(exit) => {
            let Some(path) = lab.world().interior_path(router, exit) else {
                return [format!("BGP, {} (unreachable)", slug(lab, exit)), String::new()];
            };
            let via = format!("BGP, exit {} (cost {})", slug(lab, exit), path.cost);
            [via, out_over(lab, path.first)]
        }
    }
}

fn out_over(lab: &Lab, link: LinkId) -> String {
    let link = &lab.network().links[link];
    format!("{}, {}", link.slug, time(link.delay))
}
