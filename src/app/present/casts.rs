//! The four casts as one scene: one packet, four sets of receivers.

use crate::app::i18n::Lang;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::dataplane::casts::{Cast, Crossing, Delivery, Receiver};
use crate::engine::net::network::Network;
use crate::engine::sim::world::World;
use crate::say;

/// What became of the packet, one way of sending it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastCard {
    /// Whom it was for.
    pub cast: Cast,
    /// What that is called.
    pub title: String,
    /// Whom it is for, and what its limit is.
    pub about: String,
    /// What became of it here: receivers, links, time.
    pub figures: String,
    /// Who received it, and when, in order of time.
    pub receivers: Vec<ReceiverLine>,
    /// The links that it crosses, and when, to be drawn.
    pub crossings: Vec<Crossing>,
}

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiverLine {
    /// The router.
    pub router: RouterId,
    /// Its name.
    pub name: String,
    /// When it had the packet.
    pub after: String,
}

/// The four casts from a client network to a service, the unicast one to this node.
#[must_use]
pub fn casts(
    lang: Lang,
    world: &World,
    client: ClientId,
    service: ServiceId,
    node: NodeId,
) -> Vec<CastCard> {
    let names = Names { lang, network: world.network() };
    let four = world.casts(client, service, node);
    let mut cards = Vec::new();
    if four.unicast.is_none() {
        cards.push(CastCard {
            cast: Cast::Unicast,
            title: title(lang, Cast::Unicast),
            about: say!(lang, "cast-unicast-about"),
            figures: say!(lang, "cast-no-address", node = names.lettered(node)),
            receivers: Vec::new(),
            crossings: Vec::new(),
        });
    }
    cards.extend(four.iter().map(|sent| card(&names, sent)));
    cards
}

fn card(names: &Names<'_>, sent: &Delivery) -> CastCard {
    let lang = names.lang;
    let line = |receiver: &Receiver| ReceiverLine {
        router: receiver.router,
        name: names.router(receiver.router),
        after: quantity::milliseconds(receiver.after),
    };
    CastCard {
        cast: sent.cast,
        title: title(lang, sent.cast),
        about: match sent.cast {
            Cast::Unicast => say!(lang, "cast-unicast-about"),
            Cast::Broadcast => say!(lang, "cast-broadcast-about"),
            Cast::Multicast => say!(lang, "cast-multicast-about"),
            Cast::Anycast => say!(lang, "cast-anycast-about"),
        },
        figures: figures(lang, names.network, sent),
        receivers: sent.receivers.iter().map(line).collect(),
        crossings: sent.crossings.clone(),
    }
}

fn title(lang: Lang, cast: Cast) -> String {
    match cast {
        Cast::Unicast => say!(lang, "cast-unicast"),
        Cast::Broadcast => say!(lang, "cast-broadcast"),
        Cast::Multicast => say!(lang, "cast-multicast"),
        Cast::Anycast => say!(lang, "cast-anycast"),
    }
}

/// Receivers, links and time; for multicast also what it saves.
fn figures(lang: Lang, network: &Network, sent: &Delivery) -> String {
    if let Some(fate) = sent.lost {
        return say!(lang, "cast-lost", fate = names::fate(lang, fate));
    }
    let Some(last) = sent.last() else {
        let system = &network.ases[network.routers[sent.sender].in_as];
        return if sent.cast == Cast::Broadcast {
            say!(lang, "cast-alone", system = lang.of(&system.name))
        } else {
            say!(lang, "cast-nobody")
        };
    };
    let (receivers, links) = (sent.receivers.len(), sent.crossings.len());
    let time = quantity::milliseconds(last);
    let said = say!(lang, "cast-figures", receivers = receivers, links = links, time = time);
    let apart = sent.crossings_apart();
    if sent.cast == Cast::Multicast && apart > links {
        let saved = say!(lang, "cast-saved", apart = apart, forks = sent.forks());
        return say!(lang, "two-sentences", one = said, other = saved);
    }
    said
}
