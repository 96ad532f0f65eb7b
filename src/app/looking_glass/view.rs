//! What the panel of the looking glass shows.

use super::answer::vocabulary;
use super::complete::complete;
use super::output::Block;
use super::screen::Entry;
use super::vocabulary::Known;
use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::engine::base::ids::RouterId;

/// Choices that are offered to touch.
const OFFERED: usize = 8;

/// Where one is, and where else one could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The router's name.
    pub name: String,
    /// What stands before the line.
    pub prompt: String,
    /// The router that is selected on the map, if it is another.
    pub other: Option<(RouterId, String)>,
}

/// A line that was entered, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number; with the language, what tells it from others.
    pub number: u64,
    /// The language of its notes.
    pub lang: Lang,
    /// When.
    pub time: String,
    /// The router and the line.
    pub line: String,
    /// The answer.
    pub pieces: Vec<Piece>,
}

/// A piece of an answer, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What kind it is.
    pub kind: PieceKind,
    /// Its lines.
    pub text: String,
}

/// What kind of piece it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// As engineers know it.
    Output,
    /// A sentence for learners.
    Note,
    /// What went wrong.
    Trouble,
}

/// Something to touch in place of typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it says.
    pub word: String,
    /// What it is.
    pub about: String,
    /// The line when it is chosen.
    pub line: String,
}

/// What stands before a line: `longwind-osaka> `.
#[must_use]
pub fn prompt(lab: &Lab, router: RouterId) -> String {
    format!("{}> ", lab.network().routers[router].slug)
}

/// Where one is.
#[must_use]
pub fn place(lab: &Lab) -> Option<Place> {
    let router = lab.glass_router()?;
    let names = Names { lang: lab.lang, network: lab.network() };
    let other = lab.selected_router().filter(|&other| other != router);
    Some(Place {
        name: names.router(router),
        prompt: prompt(lab, router),
        other: other.map(|other| (other, names.router(other))),
    })
}

/// Everything on the screen.
#[must_use]
pub fn shown(lab: &Lab) -> Vec<Shown> {
    let one = |entry: &Entry| Shown {
        number: entry.number,
        lang: lab.lang,
        time: quantity::clock(entry.at),
        line: format!("{}{}", entry.prompt, entry.line),
        pieces: pieces(lab, &entry.answer.blocks),
    };
    lab.glass.entries().map(one).collect()
}

/// Neighbouring pieces of one kind are one.
fn pieces(lab: &Lab, blocks: &[Block]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for block in blocks {
        let (kind, text) = match block {
            Block::Text(text) => (PieceKind::Output, text.clone()),
            Block::Table(table) => (PieceKind::Output, table.lines().join("\n")),
            Block::Note(said) => (PieceKind::Note, said.of(lab.lang).to_owned()),
            Block::Trouble(text) => (PieceKind::Trouble, text.clone()),
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind && kind != PieceKind::Note => {
                last.text += "\n";
                last.text += &text;
            }
            _ => pieces.push(Piece { kind, text }),
        }
    }
    pieces
}

/// What may be touched in place of typing: whole commands at first, then the words that fit.
#[must_use]
pub fn chips(lab: &Lab) -> Vec<Chip> {
    let Some(router) = lab.glass_router() else { return Vec::new() };
    let input = lab.glass.input();
    if input.trim().is_empty() {
        return first_chips(lab);
    }
    let done = complete(&vocabulary(lab, router), input);
    let column = input.chars().rev().position(char::is_whitespace).unwrap_or(usize::MAX);
    let kept = input.chars().count().saturating_sub(column);
    let kept: String = input.chars().take(if column == usize::MAX { 0 } else { kept }).collect();
    let chip = |known: Known| {
        let line = format!("{kept}{} ", known.text);
        Chip { word: known.text, about: known.about, line }
    };
    done.choices.into_iter().take(OFFERED).map(chip).collect()
}

fn first_chips(lab: &Lab) -> Vec<Chip> {
    let network = lab.network();
    let service = network.services.first();
    let prefix = service.map(|service| network.prefixes[service.prefix].to_string());
    let slug = service.map(|service| service.slug.to_string());
    let with = |verb: &str, value: Option<String>| value.map(|value| format!("{verb} {value}"));
    let lines = [
        with("show bgp", prefix),
        with("traceroute", slug.clone()),
        with("ping", slug),
        Some("show bgp summary".to_owned()),
        Some("show route".to_owned()),
        Some("help".to_owned()),
    ];
    let chip = |line: String| Chip { word: line.clone(), about: String::new(), line };
    lines.into_iter().flatten().map(chip).collect()
}
