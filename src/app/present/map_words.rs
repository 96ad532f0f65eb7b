//! What stands on the map, in words.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::map::{Service, ThingState};
use crate::app::present::names::Names;
use crate::app::present::pop::PopState;
use crate::app::present::quantity;
use crate::engine::base::ids::{DestinationId, RouterId};
use crate::engine::net::egress::DestinationKind;
use crate::engine::net::network::Network;
use crate::say;
use crate::scene::placement::Thing;

/// The destination that is behind a router, if one is.
#[must_use]
pub fn destination_at(network: &Network, router: RouterId) -> Option<DestinationId> {
    let mut all = network.egress.as_ref()?.destinations.iter_enumerated();
    all.find(|(_, it)| it.sites.iter().any(|site| site.router == router)).map(|(id, _)| id)
}

/// Whether the destination behind a router is nowhere else.
#[must_use]
pub fn is_only_site(network: &Network, router: RouterId) -> bool {
    let egress = network.egress.as_ref().zip(destination_at(network, router));
    egress.is_some_and(|(egress, id)| egress.destinations[id].sites.len() == 1)
}

/// What the destination behind a router is called.
#[must_use]
pub fn site(names: &Names, router: RouterId) -> String {
    let egress = names.network.egress.as_ref().zip(destination_at(names.network, router));
    egress.map_or_else(
        || names.system(names.network.routers[router].in_as),
        |(egress, id)| names.lang.of(&egress.destinations[id].name).to_owned(),
    )
}

/// What kind of destination is behind a router, and where: `origin · Tokyo`.
#[must_use]
pub fn site_note(names: &Names, router: RouterId) -> String {
    let egress = names.network.egress.as_ref().zip(destination_at(names.network, router));
    let kind =
        egress.map(|(egress, id)| destination_kind(names.lang, egress.destinations[id].kind));
    let city = names.city(router);
    kind.map_or_else(|| city.clone(), |kind| format!("{kind} · {city}"))
}

/// What a destination is.
#[must_use]
pub fn destination_kind(lang: Lang, kind: DestinationKind) -> String {
    match kind {
        DestinationKind::Origin => say!(lang, "destination-origin"),
        DestinationKind::Cdn => say!(lang, "destination-cdn"),
        DestinationKind::Geofenced => say!(lang, "destination-geofenced"),
    }
}

/// What a thing is and how it does, in one sentence.
#[must_use]
pub fn describe(lab: &Lab, thing: Thing, state: &ThingState) -> String {
    let (network, lang) = (lab.network(), lab.lang);
    let names = Names { lang, network };
    match (thing, state) {
        (Thing::Node(id), ThingState::Node(state, count)) => {
            let name = names.lettered(id);
            match state {
                PopState::Withdrawn => say!(lang, "map-node-withdrawn", name = name),
                PopState::Dark => say!(lang, "map-node-dark", name = name),
                PopState::Announced => say!(lang, "map-node", name = name, count = *count),
            }
        }
        (Thing::Client(id), ThingState::Client(service)) => {
            let name = names.client(id);
            let people = quantity::people(lang, network.clients[id].population);
            match service {
                Service::Secret => say!(lang, "map-client-secret", name = name, people = people),
                Service::Nobody => {
                    say!(lang, "map-client-unserved", name = name, people = people)
                }
                Service::By(node) => {
                    let node = names.lettered(*node);
                    say!(lang, "map-client", name = name, people = people, node = node)
                }
            }
        }
        (Thing::Group(lead), ThingState::Group(members, counts)) => {
            let people = members.iter().map(|client| network.clients[*client].population).sum();
            let part = |(service, count): &(Service, usize)| match service {
                Service::By(node) => {
                    let node = names.lettered(*node);
                    say!(lang, "map-group-served", count = *count, node = node)
                }
                Service::Nobody => say!(lang, "map-group-unserved", count = *count),
                Service::Secret => say!(lang, "map-group-secret", count = *count),
            };
            let parts: Vec<String> = counts.iter().map(part).collect();
            say!(
                lang,
                "map-group",
                count = members.len(),
                city = names.city(network.clients[lead].router),
                people = quantity::people(lang, people),
                parts = parts.join(&say!(lang, "map-group-between")),
            )
        }
        (Thing::Router(id), _) if destination_at(network, id).is_some() => {
            say!(lang, "map-site", name = site(&names, id), about = site_note(&names, id))
        }
        (Thing::Router(id), _) => {
            let asn = network.routers[id].asn.to_string();
            say!(lang, "map-router", name = names.router(id), asn = asn)
        }
        _ => String::new(),
    }
}
