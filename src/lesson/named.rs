//! What is so, in the words of those who write lessons: slugs and plain numbers.

use super::format::slug_of;
use super::goal::Actual;
use super::measured::Unit;
use crate::engine::sim::world::World;

/// The world whose things are named.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a>(pub &'a World);

impl Named<'_> {
    /// What is so.
    #[must_use]
    pub fn say(self, actual: &Actual) -> String {
        let network = self.0.network();
        match actual {
            Actual::Amount(Some(amount), unit) => format!("{amount} {}", unit.name()),
            Actual::Amount(None, unit) => format!("no number of {}", unit.name()),
            Actual::Node(Some(node)) => format!("`{}`", network.nodes[*node].slug),
            Actual::Node(None) => "no node".to_owned(),
            Actual::Networks(path) if path.is_empty() => "no path".to_owned(),
            Actual::Networks(path) => {
                let slugs = path.iter().map(|&one| format!("`{}`", network.ases[one].slug));
                slugs.collect::<Vec<_>>().join(", ")
            }
            Actual::Reason(reason) => format!("`{}`", slug_of(reason)),
            Actual::Validity(said) => format!("`{}`", slug_of(said)),
            Actual::Is(true) => "so".to_owned(),
            Actual::Is(false) => "not so".to_owned(),
        }
    }
}

impl Unit {
    /// Its name in the author's guide.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Networks => "networks",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Kilometres => "km",
            Self::Ases => "ASes",
            Self::Routes => "routes",
            Self::Percent => "%",
            Self::Messages => "messages",
            Self::Changes => "changes",
            Self::Sessions => "sessions",
            Self::Addresses => "addresses",
            Self::Commands => "commands",
            Self::Packets => "packets",
            Self::Answers => "answers",
        }
    }
}
