//! How servers leave, and what else can be set: each choice with what it means.

use super::both;
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::app::present::quantity;
use crate::app::present::quantity::grouped;
use crate::engine::base::time::Span;
use crate::engine::egress::table::{Borrower, needed};
use crate::engine::net::egress::{Design, Egress, Fallback};
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::AsksAs;
use crate::say;

/// Grace periods that are offered, in seconds.
const GRACES: [u64; 4] = [0, 10, 60, 300];

/// What can be set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The ways to share addresses.
    pub designs: Vec<Choice>,
    /// The one that holds.
    pub design: String,
    /// What becomes of replies that the backbone has no way for, who asks DNS, and how long owners
    /// of before keep their connections.
    pub others: Vec<Group>,
}

/// Choices of which one holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// For tests.
    pub key: &'static str,
    /// What is chosen.
    pub title: String,
    /// What the choice that holds means.
    pub about: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// For tests.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it means, if that is said beside it.
    pub about: String,
    /// Whether it holds.
    pub is_chosen: bool,
    /// What chooses it.
    pub command: Option<Command>,
}

/// What can be set, and what holds.
#[must_use]
pub fn settings(lab: &Lab) -> Settings {
    let Some((egress, view)) = both(lab) else { return Settings::default() };
    let lang = lab.lang;
    let design = |design: Design| Choice {
        key: design.name().to_owned(),
        name: egress_words::design(lang, design),
        about: about(lab, egress, design),
        is_chosen: view.design() == design,
        command: Some(Command::SetEgressDesign { design }),
    };
    Settings {
        designs: Design::ALL.map(design).into(),
        design: egress_words::design(lang, view.design()),
        others: vec![fallback(lab), grace(lab), asker(lab)],
    }
}

/// What a design is, and what it costs here in addresses.
fn about(lab: &Lab, egress: &Egress, design: Design) -> String {
    let lang = lab.lang;
    let said = match design {
        Design::PerServer => say!(lang, "design-per-server-about"),
        Design::OneServer => say!(lang, "design-one-server-about"),
        Design::PerPop => say!(lang, "design-per-pop-about"),
        Design::SoftUnicast => say!(lang, "design-soft-unicast-about"),
        Design::Naive => say!(lang, "design-naive-about"),
        Design::Nat => say!(lang, "design-nat-about"),
    };
    let count = addresses(lab.network(), egress, design);
    let (shown, space) = (grouped(count), if lang == Lang::Zh { "" } else { " " });
    format!("{said}{space}{}", say!(lang, "design-addresses", count = count, shown = shown))
}

/// How many addresses a design needs here.
#[must_use]
pub fn addresses(network: &Network, egress: &Egress, design: Design) -> u64 {
    let nodes = &network.services[egress.service].nodes;
    let borrowers: Vec<Borrower> = nodes
        .iter()
        .map(|&node| Borrower { node, servers: network.nodes[node].inside.servers.into() })
        .collect();
    let tags = u64::try_from(egress.tags.len()).unwrap_or(u64::MAX);
    let servers: u64 = borrowers.iter().map(|one| u64::from(one.servers)).sum();
    match design {
        Design::PerServer => servers * tags,
        Design::OneServer => tags,
        Design::PerPop | Design::SoftUnicast => needed(&borrowers, tags, egress.slice),
        Design::Naive => 1,
        Design::Nat => u64::try_from(borrowers.len()).unwrap_or(u64::MAX) * tags,
    }
}

fn fallback(lab: &Lab) -> Group {
    let (lang, held) = (lab.lang, both(lab).map(|(_, view)| view.fallback()));
    let choice = |fallback: Fallback, key: &str, name: String| Choice {
        key: key.to_owned(),
        name,
        about: String::new(),
        is_chosen: held == Some(fallback),
        command: Some(Command::SetFallback { fallback }),
    };
    Group {
        key: "fallback",
        title: say!(lang, "egress-fallback"),
        about: if held == Some(Fallback::Drop) {
            say!(lang, "egress-fallback-drop-about")
        } else {
            say!(lang, "egress-fallback-tunnel-about")
        },
        choices: vec![
            choice(Fallback::Tunnel, "tunnel", say!(lang, "egress-fallback-tunnel")),
            choice(Fallback::Drop, "drop", say!(lang, "egress-fallback-drop")),
        ],
    }
}

fn grace(lab: &Lab) -> Group {
    let lang = lab.lang;
    let held = both(lab).map_or(Span::ZERO, |(_, view)| view.grace());
    let mut offered: Vec<Span> = GRACES.map(Span::from_s).into();
    if !offered.contains(&held) {
        offered.push(held);
        offered.sort_unstable();
    }
    let choice = |for_us: Span| Choice {
        key: (for_us.as_us() / 1_000_000).to_string(),
        name: quantity::whole_seconds(for_us),
        about: String::new(),
        is_chosen: held == for_us,
        command: Some(Command::SetGrace { for_us }),
    };
    Group {
        key: "grace",
        title: say!(lang, "egress-grace"),
        about: if held.is_zero() {
            say!(lang, "egress-grace-none-about")
        } else {
            say!(lang, "egress-grace-about", seconds = quantity::whole_seconds(held))
        },
        choices: offered.into_iter().map(choice).collect(),
    }
}

fn asker(lab: &Lab) -> Group {
    let (lang, held) = (lab.lang, both(lab).map(|(_, view)| view.asks_as()));
    let choice = |asker: AsksAs, key: &str, name: String| Choice {
        key: key.to_owned(),
        name,
        about: String::new(),
        is_chosen: held == Some(asker),
        command: Some(Command::SetDnsAsker { asker }),
    };
    Group {
        key: "asker",
        title: say!(lang, "egress-asker"),
        about: if held == Some(AsksAs::Pop) {
            say!(lang, "egress-asker-pop-about")
        } else {
            say!(lang, "egress-asker-user-about")
        },
        choices: vec![
            choice(AsksAs::User, "user", say!(lang, "egress-asker-user")),
            choice(AsksAs::Pop, "pop", say!(lang, "egress-asker-pop")),
        ],
    }
}
