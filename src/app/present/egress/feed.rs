//! The geofeed: what the operator says of where its addresses are, in how many rows, and what is
//! wrong with what somebody wrote.

use ipnet::IpNet;

use super::both;
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::engine::egress::feed::{MAX_FEED_BYTES, RowProblem, csv, read, rows, single_rows};
use crate::engine::egress::table::{Borrower, Table};
use crate::engine::net::egress::{Egress, Layout};
use crate::engine::net::geofeed::LineProblem;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::said;
use crate::engine::sim::egress::view::EgressView;
use crate::say;

/// Problems that are shown; of more, how many.
const SHOWN: usize = 8;

/// The geofeed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// How many rows it has, and how many there would be otherwise.
    pub facts: Vec<String>,
    /// Whether it was written by hand.
    pub is_edited: bool,
    /// Its text.
    pub text: String,
    /// The text that says what the table says.
    pub of_table: String,
}

/// The geofeed as everybody reads it.
#[must_use]
pub fn feed(lab: &Lab) -> Feed {
    let Some((egress, view)) = both(lab) else { return Feed::default() };
    let lang = lab.lang;
    let all = said(view.pool(), view.table(), egress);
    let own = rows(all.iter().cloned());
    let count = view.feed().len();
    let mut facts = vec![say!(lang, "feed-rows", count = count)];
    if view.is_feed_edited() {
        facts.push(say!(lang, "feed-edited", count = own.len()));
    } else {
        let single = single_rows(all).len();
        facts.push(say!(lang, "feed-aggregated", single = single));
        if let Some(scattered) = scattered(lab, egress, view) {
            facts.push(say!(lang, "feed-scattered", count = scattered));
        }
    }
    Feed { facts, is_edited: view.is_feed_edited(), text: csv(view.feed()), of_table: csv(&own) }
}

/// How many rows it would have if addresses were lent PoP by PoP, where they are not.
fn scattered(lab: &Lab, egress: &Egress, view: EgressView) -> Option<usize> {
    if egress.layout == Layout::ByPop {
        return None;
    }
    let nodes = &lab.network().nodes;
    let borrowers: Vec<Borrower> = view
        .nodes()
        .map(|node| Borrower { node, servers: nodes[node].inside.servers.into() })
        .collect();
    let (count, tags, slice) = (view.pool().count(), egress.tags.len(), egress.slice);
    let table = Table::lent_out(count, &borrowers, tags, slice, Layout::ByPop);
    Some(rows(said(view.pool(), &table, egress)).len())
}

/// What is wrong with a text, row by row; nothing, if it can be published.
#[must_use]
pub fn problems(lab: &Lab, text: &str) -> Vec<String> {
    let Some((_, view)) = both(lab) else { return Vec::new() };
    let pool: Vec<IpNet> = view.pool().prefixes().collect();
    let Err(problems) = read(text, &pool) else { return Vec::new() };
    let lang = lab.lang;
    let all = problems.len();
    let mut told: Vec<String> =
        problems.iter().take(SHOWN).map(|(row, what)| problem(lang, *row, what)).collect();
    if all > SHOWN {
        told.push(say!(lang, "feed-more-problems", count = all - SHOWN));
    }
    told
}

fn problem(lang: Lang, row: usize, what: &RowProblem) -> String {
    match what {
        RowProblem::Line(LineProblem::NoPrefix) => say!(lang, "feed-no-prefix", row = row),
        RowProblem::Line(LineProblem::NotAPrefix(text)) => {
            say!(lang, "feed-not-a-prefix", row = row, text = text.as_str())
        }
        RowProblem::Line(LineProblem::Quote) => say!(lang, "feed-quote", row = row),
        RowProblem::Line(LineProblem::TooMany(count)) => {
            say!(lang, "feed-too-many", row = row, count = *count)
        }
        RowProblem::Line(LineProblem::NotACountry(text)) => {
            say!(lang, "feed-not-a-country", row = row, text = text.as_str())
        }
        RowProblem::OutsidePool(prefix) => {
            say!(lang, "feed-outside-pool", row = row, prefix = prefix.to_string())
        }
        RowProblem::SaidOtherwise { prefix, row: other } => {
            let prefix = prefix.to_string();
            say!(lang, "feed-said-otherwise", row = row, prefix = prefix, other = *other)
        }
        RowProblem::TooLong => say!(lang, "feed-too-long", row = row, most = MAX_FEED_BYTES),
        RowProblem::More(count) => say!(lang, "feed-more-problems", count = *count),
    }
}

/// The command that publishes a text.
#[must_use]
pub fn publish(text: &str) -> Command {
    Command::LoadGeofeed { csv: text.to_owned() }
}

/// A link that gives the text as a file.
#[must_use]
pub fn as_link(text: &str) -> String {
    use std::fmt::Write as _;

    let mut link = "data:text/csv;charset=utf-8,".to_owned();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:,".contains(&byte) {
            link.push(char::from(byte));
        } else {
            write!(link, "%{byte:02X}").expect("strings take everything");
        }
    }
    link
}
