//! What is named in a lesson, in a language: choices, answers, numbers, things in its prose.

use crate::app::i18n::Lang;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::app::selection::Selection;
use crate::engine::base::text::Slug;
use crate::engine::bgp::decision::Step as Rule;
use crate::engine::net::network::Network;
use crate::engine::net::roa::OriginIs;
use crate::lesson::format::{
    Answer, Asks, ChoiceKind, Form, Inquiry, Measure, Milli, Outcome, Reason, of_slug,
};
use crate::lesson::goal::Actual;
use crate::lesson::measured::Unit;
use crate::lesson::prose::node::{Block, named, named_words};
use crate::say;

/// The words of a step.
pub(super) struct Words<'a> {
    names: Names<'a>,
    form: Option<&'a Form>,
}

impl<'a> Words<'a> {
    pub fn new(lang: Lang, network: &'a Network, form: Option<&'a Form>) -> Self {
        Self { names: Names { lang, network }, form }
    }

    pub const fn lang(&self) -> Lang {
        self.names.lang
    }

    /// Blocks of prose, with things by their names.
    pub fn blocks(&self, blocks: Option<&[Block]>) -> Vec<Block> {
        self.filled(blocks, &[])
    }

    /// The same, with these holes filled, too.
    pub fn filled(&self, blocks: Option<&[Block]>, holes: &[(&str, String)]) -> Vec<Block> {
        let fill = |hole: &str| {
            let given = holes.iter().find(|(name, _)| *name == hole);
            given.map(|(_, value)| value.clone()).or_else(|| self.thing(hole))
        };
        blocks.map(|blocks| named(blocks, &fill)).unwrap_or_default()
    }

    /// A line of words, with things by their names.
    pub fn line(&self, words: &str) -> String {
        named_words(words, &|hole| self.thing(hole))
    }

    /// The name of what prose calls `slug`, or `kind:slug` where several are called so.
    fn thing(&self, hole: &str) -> Option<String> {
        let (kind, slug) = match hole.split_once(':') {
            Some((kind, slug)) => (Some(kind.trim()), slug.trim()),
            None => (None, hole.trim()),
        };
        let slug = self.form.map_or(slug, |form| form.swapped(slug));
        let (names, all) = (&self.names, &self.names.network.names);
        let is = |one: &str| kind.is_none_or(|kind| kind == one);
        let lang = names.lang;
        let node = || all.nodes.get(slug).map(|&id| names.lettered(id));
        let client = || all.clients.get(slug).map(|&id| names.client(id));
        let router = || all.routers.get(slug).map(|&id| names.router(id));
        let network = || all.ases.get(slug).map(|&id| names.system(id));
        let service = || {
            let id = all.services.get(slug)?;
            Some(lang.of(&names.network.services[*id].name).to_owned())
        };
        let city = || {
            let id = all.cities.get(slug)?;
            Some(lang.of(&names.network.cities[*id].name).to_owned())
        };
        let link = || all.links.get(slug).map(|&id| names.link(id));
        let find = |one: &str, find: &dyn Fn() -> Option<String>| is(one).then(find).flatten();
        find("node", &node)
            .or_else(|| find("client", &client))
            .or_else(|| find("router", &router))
            .or_else(|| find("network", &network))
            .or_else(|| find("service", &service))
            .or_else(|| find("city", &city))
            .or_else(|| find("link", &link))
    }

    /// Where a choice is on the map.
    pub fn target(&self, inquiry: &Inquiry, choice: &Slug) -> Selection {
        target(self.names.network, inquiry, choice)
    }

    /// What a question is about: the router that decides, the client that sends.
    pub fn asked_about(&self, asks: &Asks) -> Selection {
        let names = &self.names.network.names;
        let found = match asks {
            Asks::WhyNot { router, .. } | Asks::WhatDecides { router, .. } => {
                names.routers.get(router).copied().map(Selection::Router)
            }
            Asks::WhichNodeServes { client, .. } | Asks::WhatBecomes { client, .. } => {
                names.clients.get(client).copied().map(Selection::Client)
            }
            _ => None,
        };
        found.unwrap_or_default()
    }

    /// A choice.
    pub fn choice(&self, inquiry: &Inquiry, choice: &Slug) -> String {
        let lang = self.lang();
        match self.target(inquiry, choice) {
            Selection::Node(node) => return self.names.lettered(node),
            Selection::Client(client) => return self.names.client(client),
            Selection::Router(router) => return self.names.router(router),
            _ => {}
        }
        let known = match inquiry.question.asks.choice_kind() {
            ChoiceKind::YesNo => yes_no(lang, choice),
            ChoiceKind::Reason => of_slug(choice).map(|it| reason(lang, it)),
            ChoiceKind::Outcome => of_slug(choice).map(|it| outcome(lang, it)),
            _ => None,
        };
        known.unwrap_or_else(|| choice.to_string())
    }

    /// An answer to a question; none: nobody, or nothing.
    pub fn answer(&self, inquiry: &Inquiry, answer: Option<&Answer>) -> String {
        match (answer, &inquiry.question.asks) {
            (None, _) => say!(self.lang(), "lesson-nobody"),
            (Some(Answer::Choice(choice)), _) => self.choice(inquiry, choice),
            (Some(Answer::Number(number)), Asks::HowMuch { measure, .. }) => {
                self.in_unit(measure.unit(), *number)
            }
            (Some(Answer::Number(number)), _) => shown(*number),
            (Some(Answer::Order(order)), _) => {
                let all: Vec<String> =
                    order.iter().map(|choice| self.choice(inquiry, choice)).collect();
                all.join(" < ")
            }
        }
    }

    /// A number with its unit: `7 networks`, `113 ms`.
    fn in_unit(&self, unit: Unit, number: Milli) -> String {
        amount(self.lang(), message(unit, self.names.network), number)
    }

    /// The unit of a measure alone, as it stands beside a field.
    pub fn unit(&self, measure: &Measure) -> String {
        unit(self.lang(), message(measure.unit(), self.names.network))
    }

    /// What is so, or is wanted to be.
    pub fn actual(&self, actual: &Actual) -> String {
        let lang = self.lang();
        match actual {
            Actual::Amount(Some(number), unit) => self.in_unit(*unit, *number),
            Actual::Node(Some(node)) => self.names.lettered(*node),
            Actual::Networks(path) if !path.is_empty() => {
                let path: Vec<String> =
                    path.iter().map(|&system| self.names.system(system)).collect();
                path.join(&say!(lang, "list-separator"))
            }
            Actual::Amount(None, _) | Actual::Node(None) | Actual::Networks(_) => {
                say!(lang, "lesson-nobody")
            }
            Actual::Reason(it) => reason(lang, *it),
            Actual::Validity(said) => validity(lang, *said),
            Actual::Is(true) => say!(lang, "lesson-yes"),
            Actual::Is(false) => say!(lang, "lesson-no"),
        }
    }
}

/// Where a choice is on the map, if it is something there.
pub(super) fn target(network: &Network, inquiry: &Inquiry, choice: &Slug) -> Selection {
    let names = &network.names;
    let node = || names.nodes.get(choice).copied().map(Selection::Node);
    let client = || names.clients.get(choice).copied().map(Selection::Client);
    let router = || names.routers.get(choice).copied().map(Selection::Router);
    let found = match inquiry.question.asks.choice_kind() {
        ChoiceKind::Node => node(),
        ChoiceKind::Client => client(),
        ChoiceKind::It => node().or_else(client).or_else(router),
        ChoiceKind::YesNo | ChoiceKind::Reason | ChoiceKind::Outcome | ChoiceKind::Nothing => None,
    };
    found.unwrap_or_default()
}

fn yes_no(lang: Lang, choice: &Slug) -> Option<String> {
    match choice.as_str() {
        "yes" => Some(say!(lang, "lesson-yes")),
        "no" => Some(say!(lang, "lesson-no")),
        _ => None,
    }
}

/// A reason that a router may have; steps of the decision process as its ladder calls them.
fn reason(lang: Lang, reason: Reason) -> String {
    let rule = |step: Rule| names::rule(lang, step);
    match reason {
        Reason::Weight => rule(Rule::Weight),
        Reason::Local => rule(Rule::Local),
        Reason::LocalPref => rule(Rule::LocalPref),
        Reason::AsPath => rule(Rule::AsPath),
        Reason::Origin => rule(Rule::Origin),
        Reason::Med => rule(Rule::Med),
        Reason::PeerType => rule(Rule::PeerType),
        Reason::InteriorCost => rule(Rule::IgpMetric),
        Reason::Oldest => rule(Rule::Oldest),
        Reason::RouterId => rule(Rule::RouterId),
        Reason::ClusterList => rule(Rule::ClusterList),
        Reason::NeighborAddress => rule(Rule::PeerAddr),
        Reason::OwnAsInPath => say!(lang, "lesson-reason-own-as"),
        Reason::Reflected => say!(lang, "lesson-reason-reflected"),
        Reason::NextHopUnreachable => say!(lang, "lesson-reason-next-hop"),
        Reason::Damped => say!(lang, "lesson-reason-damped"),
        Reason::Denied => say!(lang, "lesson-reason-denied"),
        Reason::TooLong => say!(lang, "lesson-reason-too-long"),
        Reason::NoPolicy => say!(lang, "lesson-reason-no-policy"),
        Reason::OriginInvalid => say!(lang, "lesson-reason-origin-invalid"),
        Reason::Leak => say!(lang, "lesson-reason-leak"),
        Reason::NotHeard => say!(lang, "lesson-reason-not-heard"),
        Reason::Used => say!(lang, "lesson-reason-used"),
    }
}

/// What becomes of a packet.
fn outcome(lang: Lang, outcome: Outcome) -> String {
    match outcome {
        Outcome::Answered => say!(lang, "lesson-outcome-answered"),
        Outcome::NoRoute => say!(lang, "lesson-outcome-no-route"),
        Outcome::Loop => say!(lang, "lesson-outcome-loop"),
        Outcome::LinkDown => say!(lang, "lesson-outcome-link-down"),
        Outcome::Blackholed => say!(lang, "lesson-outcome-blackholed"),
        Outcome::Hijacked => say!(lang, "lesson-outcome-hijacked"),
        Outcome::Lost => say!(lang, "lesson-outcome-lost"),
    }
}

/// What ROAs say.
fn validity(lang: Lang, said: OriginIs) -> String {
    match said {
        OriginIs::Valid => say!(lang, "lesson-validity-valid"),
        OriginIs::Invalid => say!(lang, "lesson-validity-invalid"),
        OriginIs::NotFound => say!(lang, "lesson-validity-not-found"),
    }
}

/// The message of a unit. Where servers open connections, those are what is counted as sessions.
const fn message(unit: Unit, network: &Network) -> &'static str {
    match unit {
        Unit::Sessions if network.egress.is_some() => "lesson-amount-connections",
        Unit::Networks => "lesson-amount-networks",
        Unit::Milliseconds => "lesson-amount-ms",
        Unit::Kilometres => "lesson-amount-km",
        Unit::Ases => "lesson-amount-ases",
        Unit::Routes => "lesson-amount-routes",
        Unit::Percent => "lesson-amount-percent",
        Unit::Seconds => "lesson-amount-s",
        Unit::Messages => "lesson-amount-messages",
        Unit::Changes => "lesson-amount-changes",
        Unit::Sessions => "lesson-amount-sessions",
        Unit::Addresses => "lesson-amount-addresses",
        Unit::Commands => "lesson-amount-commands",
        Unit::Packets => "lesson-amount-packets",
        Unit::Answers => "lesson-amount-answers",
    }
}

/// A number with the unit of a message.
fn amount(lang: Lang, message: &str, number: Milli) -> String {
    // Of what is no whole number, there are several.
    let plural = if number.0 % 1_000 == 0 { number.0 / 1_000 } else { 2 };
    let mut args = crate::app::i18n::FluentArgs::new();
    args.set("plural", plural);
    args.set("count", said(number));
    crate::app::i18n::say(lang, message, &args)
}

/// A unit alone.
fn unit(lang: Lang, message: &str) -> String {
    let mut args = crate::app::i18n::FluentArgs::new();
    args.set("plural", 2);
    args.set("count", "");
    crate::app::i18n::say(lang, message, &args).trim().to_owned()
}

/// A number as it is read: thousands apart, which have no decimals.
fn said(number: Milli) -> String {
    match u64::try_from(number.0) {
        Ok(thousandths) if thousandths >= 1_000_000 => {
            quantity::grouped((thousandths + 500) / 1_000)
        }
        _ => shown(number),
    }
}

/// A number with as many decimals as one wants to read: `113`, `62.4`, `0.84`.
pub(super) fn shown(number: Milli) -> String {
    let size = number.0.unsigned_abs();
    let grain = match size {
        100_000.. => 1_000,
        10_000.. => 100,
        1_000.. => 10,
        _ => 1,
    };
    let rounded = (size + grain / 2) / grain * grain;
    let rounded = i64::try_from(rounded).unwrap_or(i64::MAX);
    Milli(if number.0 < 0 { -rounded } else { rounded }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_that_one_wants_to_read() {
        for (thousandths, text) in [
            (0, "0"),
            (7_000, "7"),
            (113_247, "113"),
            (62_449, "62.4"),
            (1_005, "1.01"),
            (842, "0.842"),
            (-12_350, "-12.4"),
        ] {
            assert_eq!(shown(Milli(thousandths)), text);
        }
    }

    #[test]
    fn amounts_have_units_in_each_language() {
        let networks = "lesson-amount-networks";
        let one = |lang, message, count| amount(lang, message, Milli(count));
        assert_eq!(one(Lang::En, networks, 1_000), "1 network");
        assert_eq!(one(Lang::En, networks, 7_000), "7 networks");
        assert_eq!(one(Lang::En, "lesson-amount-ms", 113_247), "113 ms");
        assert_eq!(one(Lang::En, "lesson-amount-addresses", 9_600_000), "9,600 addresses");
        assert_eq!(one(Lang::Zh, networks, 7_000), "7 个网络");
        assert_eq!(
            (unit(Lang::En, networks), unit(Lang::Zh, networks)),
            ("networks".into(), "个网络".into())
        );
    }
}
