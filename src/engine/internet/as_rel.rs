//! The as-rel format of CAIDA's AS relationships, serial-1 and serial-2: who pays whom, one link
//! a line.
//!
//! `provider|customer|-1` and `peer|peer|0`; serial-2 adds a fourth field, how the link was
//! found (`bgp`, `mlp`). Lines that begin with `#` are comments, two of which say something:
//! `# input clique:` lists the ASes without providers, `# IXP ASes:` route servers.

use crate::engine::net::network::Asn;
use crate::engine::net::validate::{MAX_PROBLEMS, Problem};

/// The longest text that is read, in bytes: some three times the real Internet.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;
/// The most links of one graph: some seven times the real Internet.
pub const MAX_LINKS: usize = 4_000_000;

/// What the two ASes of a link are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The first sells transit to the second: `-1`.
    Transit,
    /// Neither pays the other: `0`.
    Peers,
}

/// A link between two ASes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsLink {
    /// The provider, or one of the peers.
    pub a: Asn,
    /// The customer, or the other peer.
    pub b: Asn,
    /// What they are to each other.
    pub relation: Relation,
    /// How the link was found (serial-2).
    pub source: Option<String>,
    /// Its line in the file, from 1; 0 if it comes from no file.
    pub line: usize,
}

impl AsLink {
    /// A link that comes from no file.
    #[must_use]
    pub const fn new(a: Asn, b: Asn, relation: Relation) -> Self {
        Self { a, b, relation, source: None, line: 0 }
    }
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsRelations {
    /// Every link, in the order of the file.
    pub links: Vec<AsLink>,
    /// The ASes of `# input clique:`.
    pub clique: Vec<Asn>,
    /// The ASes of `# IXP ASes:`.
    pub ixps: Vec<Asn>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A link; its `line` is not known here and 0.
    Link(AsLink),
    /// `# input clique:` and what follows.
    Clique(Vec<Asn>),
    /// `# IXP ASes:` and what follows.
    Ixps(Vec<Asn>),
    /// Blank, or another comment.
    Skip,
}

/// Why a line is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Neither serial-1 nor serial-2.
    #[error("has {0} fields; expected 3 (`a|b|relation`) or 4 (`a|b|relation|source`)")]
    Fields(usize),
    /// No AS number [RFC 6793]; 0 is reserved [RFC 7607].
    #[error("`{0}` is no AS number: a number from 1 to 4294967295")]
    Asn(String),
    /// No relation that the format knows.
    #[error("`{0}` is no relation: -1 (provider and customer) or 0 (peers)")]
    Relation(String),
    /// Both ends are one AS.
    #[error("AS {0} cannot be linked to itself")]
    SelfLink(Asn),
}

/// Reads one line.
///
/// # Errors
/// What is wrong with it.
pub fn read_line(line: &str) -> Result<Line, LineError> {
    let line = line.trim();
    if let Some(comment) = line.strip_prefix('#') {
        let comment = comment.trim_start();
        return if let Some(list) = comment.strip_prefix("input clique:") {
            Ok(Line::Clique(read_list(list)?))
        } else if let Some(list) = comment.strip_prefix("IXP ASes:") {
            Ok(Line::Ixps(read_list(list)?))
        } else {
            Ok(Line::Skip)
        };
    }
    if line.is_empty() {
        return Ok(Line::Skip);
    }
    let fields: Vec<&str> = line.split('|').collect();
    let (a, b, relation, source) = match fields[..] {
        [a, b, relation] => (a, b, relation, None),
        [a, b, relation, source] => (a, b, relation, Some(source.to_owned())),
        _ => return Err(LineError::Fields(fields.len())),
    };
    let (a, b) = (read_asn(a)?, read_asn(b)?);
    let relation = match relation {
        "-1" => Relation::Transit,
        "0" => Relation::Peers,
        other => return Err(LineError::Relation(other.to_owned())),
    };
    if a == b {
        return Err(LineError::SelfLink(a));
    }
    Ok(Line::Link(AsLink { source, ..AsLink::new(a, b, relation) }))
}

fn read_list(list: &str) -> Result<Vec<Asn>, LineError> {
    list.split_whitespace().map(read_asn).collect()
}

fn read_asn(text: &str) -> Result<Asn, LineError> {
    // `parse` would take a plus sign too.
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|&number| is_number && number > 0);
    number.map(Asn).ok_or_else(|| LineError::Asn(text.to_owned()))
}

/// Reads a whole file.
///
/// # Errors
/// All lines that are wrong, up to [`MAX_PROBLEMS`]; a text or a number of links beyond the limit.
pub fn read(text: &str) -> Result<AsRelations, Vec<Problem>> {
    if text.len() > MAX_TEXT_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_TEXT_BYTES}", text.len());
        return Err(vec![Problem::new("file", message)]);
    }
    let mut relations = AsRelations::default();
    let mut problems = Vec::new();
    for (before, line) in text.lines().enumerate() {
        let number = before + 1;
        match read_line(line) {
            Ok(Line::Link(link)) => relations.links.push(AsLink { line: number, ..link }),
            Ok(Line::Clique(ases)) => relations.clique.extend(ases),
            Ok(Line::Ixps(ases)) => relations.ixps.extend(ases),
            Err(error) if problems.len() < MAX_PROBLEMS => {
                problems.push(Problem::new(&format!("line {number}"), error.to_string()));
            }
            Ok(Line::Skip) | Err(_) => {}
        }
    }
    if relations.links.len() > MAX_LINKS {
        let message = format!("has {} links; at most {MAX_LINKS}", relations.links.len());
        problems.push(Problem::new("file", message));
    }
    if problems.is_empty() { Ok(relations) } else { Err(problems) }
}
