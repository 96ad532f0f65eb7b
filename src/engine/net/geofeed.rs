//! Geofeeds: where a network says its addresses are used [RFC 8805].
//!
//! One entry a line: `prefix,country,region,city,postal`; what follows the prefix is optional,
//! lines that begin with `#` are comments, fields may be quoted [RFC 4180 § 2]. Left out: whether
//! codes are in ISO 3166 (their form alone is checked), and signatures [RFC 9632].

use std::net::IpAddr;

use ipnet::IpNet;

/// A line of a geofeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The prefix; host bits are cleared.
    pub prefix: IpNet,
    /// ISO 3166-1 alpha-2 code in capitals; empty or `ZZ`: do not geolocate.
    pub country: String,
    /// ISO 3166-2 code in capitals; may be empty.
    pub region: String,
    /// City, in whatever words; may be empty.
    pub city: String,
    /// Postal code; may be empty. Publishing it is discouraged [RFC 8805 § 2.1.1.5].
    pub postal: String,
}

/// Why a line is no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// The first field is empty.
    #[error("has no prefix")]
    NoPrefix,
    /// The first field is neither a prefix nor an address.
    #[error("`{0}` is no prefix or address, as in 192.0.2.0/24")]
    NotAPrefix(String),
    /// A quoted field does not end, or something stands beside its quotes.
    #[error("has a quote that is out of place")]
    Quote,
    /// There are more fields than five, and not all of the rest are empty.
    #[error("has {0} fields; at most 5")]
    TooMany(usize),
    /// The country is not two letters.
    #[error("`{0}` is no country: two letters, or nothing")]
    NotACountry(String),
}

/// Fields of a line.
const FIELDS: usize = 5;

/// Reads one line: an entry, or nothing if it is blank or a comment.
///
/// # Errors
/// Why it is neither.
pub fn line(line: &str) -> Result<Option<Entry>, LineProblem> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let mut fields = fields(line)?;
    let count = fields.len();
    if fields.iter().skip(FIELDS).any(|field| !field.is_empty()) {
        return Err(LineProblem::TooMany(count));
    }
    fields.resize(FIELDS, String::new());
    let [prefix, country, region, city, postal] =
        <[String; FIELDS]>::try_from(fields).expect("there are just as many");
    let prefix = parse_prefix(&prefix)?;
    let (country, region) = (country.to_ascii_uppercase(), region.to_ascii_uppercase());
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(country.is_empty() || is_country) {
        return Err(LineProblem::NotACountry(country));
    }
    Ok(Some(Entry { prefix, country, region, city, postal }))
}

/// A whole feed: its entries, and what is wrong with other lines, by their number from 1.
#[must_use]
pub fn feed(text: &str) -> (Vec<Entry>, Vec<(usize, LineProblem)>) {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for (number, text) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match line(text) {
            Ok(entry) => entries.extend(entry),
            Err(problem) => problems.push((number + 1, problem)),
        }
    }
    (entries, problems)
}

/// The entry that speaks of an address: the most specific one; of equals the last.
#[must_use]
pub fn lookup(entries: &[Entry], address: IpAddr) -> Option<&Entry> {
    let covering = entries.iter().filter(|entry| entry.prefix.contains(&address));
    covering.max_by_key(|entry| entry.prefix.prefix_len())
}

fn parse_prefix(text: &str) -> Result<IpNet, LineProblem> {
    if text.is_empty() {
        return Err(LineProblem::NoPrefix);
    }
    let net = text.parse::<IpNet>().ok();
    let prefix = net.or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    let prefix = prefix.ok_or_else(|| LineProblem::NotAPrefix(text.to_owned()))?;
    Ok(prefix.trunc())
}

/// Splits at commas outside of quotes; a doubled quote inside quotes is one.
fn fields(line: &str) -> Result<Vec<String>, LineProblem> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let field = if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = unquote(quoted)?;
            rest = after.trim_start();
            field
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let field = rest[..end].trim().to_owned();
            if field.contains('"') {
                return Err(LineProblem::Quote);
            }
            rest = &rest[end..];
            field
        };
        fields.push(field);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(fields),
            None => return Err(LineProblem::Quote),
        }
    }
}

/// The field up to its closing quote, and what follows.
fn unquote(quoted: &str) -> Result<(String, &str), LineProblem> {
    let mut field = String::new();
    let mut rest = quoted;
    loop {
        let end = rest.find('"').ok_or(LineProblem::Quote)?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None => return Ok((field, rest)),
        }
    }
}
