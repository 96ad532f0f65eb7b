//! The geofeed of an operator: what is said of its egress addresses, in as few rows as it can be
//! said in, and such rows read back [RFC 8805].
//!
//! An address with a tag is used from anywhere; where its users are is known only because the
//! operator says so. A row speaks of a prefix: addresses of one tag that lie together need few
//! rows, those that lie between others' need one each.
//!
//! Left out: rows inside of other rows that say otherwise. They would make some feeds shorter, and
//! every one harder to check.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::engine::net::geofeed::{self, Entry, LineProblem};

/// The longest text that is read, in bytes: some 2,000 rows.
pub const MAX_FEED_BYTES: usize = 64 << 10;

/// How many problems of a text are told one by one.
pub const MAX_PROBLEMS: usize = 100;

/// What every text begins with.
const HEADER: &str = "# prefix,country,region,city,postal\n";

/// What is said of an address: each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// ISO 3166-2 code of the region.
    pub region: String,
    /// City, in whatever words.
    pub city: String,
}

/// Why a row is not loaded, and nothing else of its text either.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// It is no entry.
    #[error(transparent)]
    Line(#[from] LineProblem),
    /// It speaks of addresses that are not in the pool.
    #[error("speaks of {0}, which is not all in the pool")]
    OutsidePool(IpNet),
    /// Another row says something else of the same prefix.
    #[error("says something else of {prefix} than row {row}")]
    SaidOtherwise {
        /// The prefix.
        prefix: IpNet,
        /// The number of the other row, from 1.
        row: usize,
    },
    /// The text is too long, and this is the row in which the limit lies; none was read.
    #[error("goes beyond {MAX_FEED_BYTES} bytes, and a feed may have no more")]
    TooLong,
    /// There are so many more problems, of which this row's is the first.
    #[error("has the first of {0} more problems")]
    More(usize),
}

/// One row an address, sorted by address. Of what is said of one address repeatedly, the last
/// counts.
pub fn single_rows(addresses: impl IntoIterator<Item = (IpAddr, Said)>) -> Vec<Entry> {
    let last: BTreeMap<IpAddr, Said> = addresses.into_iter().collect();
    last.into_iter().map(|(address, said)| said.of(address.into())).collect()
}

/// The fewest disjoint rows that say just the same as [`single_rows`], sorted by prefix.
pub fn rows(addresses: impl IntoIterator<Item = (IpAddr, Said)>) -> Vec<Entry> {
    let mut alike: BTreeMap<Said, Vec<IpNet>> = BTreeMap::new();
    for (address, said) in addresses.into_iter().collect::<BTreeMap<_, _>>() {
        alike.entry(said.in_capitals()).or_default().push(address.into());
    }
    let prefixes = alike.into_iter().flat_map(|(said, addresses)| {
        IpNet::aggregate(&addresses).into_iter().map(move |prefix| said.clone().of(prefix))
    });
    let mut rows: Vec<Entry> = prefixes.collect();
    rows.sort_unstable_by_key(|row| row.prefix);
    rows
}

/// A feed's text: a comment that names the fields, and a line for each row. What [`geofeed::feed`]
/// reads from it are the same rows; but a line break within a field becomes a blank, since a row is
/// a line.
#[must_use]
pub fn csv(rows: &[Entry]) -> String {
    let lines = rows.iter().map(|Entry { prefix, country, region, city, postal }| {
        let [country, region, city, postal] = [country, region, city, postal].map(|it| field(it));
        format!("{prefix},{country},{region},{city},{postal}\n")
    });
    std::iter::once(HEADER.to_owned()).chain(lines).collect()
}

/// Reads a feed about addresses of a pool: all of it or nothing, since half a feed would leave the
/// other half where it was. A row that stands there twice is read once.
///
/// # Errors
/// All problems, or the first [`MAX_PROBLEMS`] and how many more there are, with the numbers of
/// their rows from 1, in their order.
pub fn read(text: &str, pool: &[IpNet]) -> Result<Vec<Entry>, Vec<(usize, RowProblem)>> {
    if let Some((within, _)) = text.as_bytes().split_at_checked(MAX_FEED_BYTES + 1) {
        let row = within[..MAX_FEED_BYTES].split(|byte| *byte == b'\n').count();
        return Err(vec![(row, RowProblem::TooLong)]);
    }
    // Neighbours become one, so that a row may speak of several prefixes of the pool.
    let pool = IpNet::aggregate(&pool.to_vec());
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: BTreeMap<IpNet, (usize, Entry)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        match row(line, &pool, &known) {
            Ok(Some(entry)) => {
                known.insert(entry.prefix, (number, entry.clone()));
                entries.push(entry);
            }
            Ok(None) => {}
            Err(problem) => problems.push((number, problem)),
        }
    }
    if problems.is_empty() {
        return Ok(entries);
    }
    if let Some(&(number, _)) = problems.get(MAX_PROBLEMS) {
        let more = problems.len() - MAX_PROBLEMS;
        problems.truncate(MAX_PROBLEMS);
        problems.push((number, RowProblem::More(more)));
    }
    Err(problems)
}

/// What a line adds to the rows that are known already, by prefix and with their numbers.
fn row(
    line: &str,
    pool: &[IpNet],
    known: &BTreeMap<IpNet, (usize, Entry)>,
) -> Result<Option<Entry>, RowProblem> {
    // A carriage return alone ends no line here, nor may it stay: see `csv`.
    let line = line.replace('\r', " ");
    let Some(entry) = geofeed::line(&line)? else { return Ok(None) };
    let prefix = entry.prefix;
    // The pool is sorted and disjoint: only the last that begins no later can have it.
    let before = pool.partition_point(|part| part.network() <= prefix.network());
    if !pool[..before].last().is_some_and(|part| part.contains(&prefix)) {
        return Err(RowProblem::OutsidePool(prefix));
    }
    match known.get(&prefix) {
        None => Ok(Some(entry)),
        Some((_, other)) if *other == entry => Ok(None),
        Some((row, _)) => Err(RowProblem::SaidOtherwise { prefix, row: *row }),
    }
}

impl Said {
    /// The row that says it of a prefix.
    fn of(self, prefix: IpNet) -> Entry {
        let Self { country, region, city } = self.in_capitals();
        Entry { prefix, country, region, city, postal: String::new() }
    }

    /// Codes as a feed's reader has them.
    fn in_capitals(mut self) -> Self {
        self.country.make_ascii_uppercase();
        self.region.make_ascii_uppercase();
        self
    }
}

/// A field, in quotes if it would be read as something else without them [RFC 4180 § 2].
fn field(text: &str) -> Cow<'_, str> {
    let is_plain = !text.contains([',', '"', '\r', '\n']) && text.trim() == text;
    if is_plain {
        return text.into();
    }
    let text = text.replace(['\r', '\n'], " ").replace('"', "\"\"");
    format!("\"{text}\"").into()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use proptest::prelude::*;

    use super::*;

    fn said(country: &str, city: &str) -> Said {
        Said { country: country.into(), region: String::new(), city: city.into() }
    }

    fn address(nth: u8) -> IpAddr {
        IpAddr::from([198, 18, 7, nth])
    }

    fn pool(prefixes: &[&str]) -> Vec<IpNet> {
        prefixes.iter().map(|prefix| prefix.parse().unwrap()).collect()
    }

    fn refused(text: &str) -> Vec<(usize, String)> {
        let problems = read(text, &pool(&["198.18.0.0/16"])).unwrap_err();
        problems.into_iter().map(|(row, problem)| (row, problem.to_string())).collect()
    }

    #[test]
    fn tags_that_lie_together_need_few_rows_and_interleaved_ones_many() {
        let tags = [said("de", "Berlin"), said("jp", "Tokyo")];
        let by_tag = (0..128).map(|nth| (address(nth), tags[usize::from(nth / 64)].clone()));
        assert_eq!((single_rows(by_tag.clone()).len(), rows(by_tag.clone()).len()), (128, 2));
        assert_eq!(
            csv(&rows(by_tag)),
            "# prefix,country,region,city,postal\n\
             198.18.7.0/26,DE,,Berlin,\n\
             198.18.7.64/26,JP,,Tokyo,\n"
        );
        let by_pop = (0..128).map(|nth| (address(nth), tags[usize::from(nth % 2)].clone()));
        assert_eq!((single_rows(by_pop.clone()).len(), rows(by_pop).len()), (128, 128));
        // Nothing is said of what was not named, even if that makes more rows.
        let gap = (0..64).filter(|nth| *nth != 5).map(|nth| (address(nth), tags[0].clone()));
        assert_eq!(rows(gap).len(), 6);
        assert_eq!(csv(&rows([])), HEADER);
    }

    #[test]
    fn of_what_is_said_repeatedly_the_last_counts() {
        let both = [(address(1), said("de", "")), (address(1), said("fr", ""))];
        assert_eq!(rows(both.clone()), single_rows(both.clone()));
        assert_eq!(rows(both)[0].country, "FR");
    }

    #[test]
    fn each_problem_is_told_with_its_row() {
        let text = "# comment\n\
            198.18.7.0/24,DE,,,\n\
            198.18.9.0/33,DE,,,\n\
            \n\
            203.0.113.0/24,DE,,,\n\
            198.18.7.0/24,FR,,,\n\
            198.18.0.0/15,DE,,,\n\
            198.18.8.0/24,DEU,,,\n\
            2001:db8::/32,DE,,,\n";
        let expected = [
            (3, "`198.18.9.0/33` is no prefix or address, as in 192.0.2.0/24"),
            (5, "speaks of 203.0.113.0/24, which is not all in the pool"),
            (6, "says something else of 198.18.7.0/24 than row 2"),
            (7, "speaks of 198.18.0.0/15, which is not all in the pool"),
            (8, "`DEU` is no country: two letters, or nothing"),
            (9, "speaks of 2001:db8::/32, which is not all in the pool"),
        ];
        assert_eq!(refused(text), expected.map(|(row, problem)| (row, problem.to_owned())));
    }

    #[test]
    fn a_row_may_stand_there_twice_and_within_another() {
        let text = "\u{feff}198.18.7.0/24,DE\r\n198.18.7.1,FR\r\n198.18.7.9/24,de,,,\r\n";
        let entries = read(text, &pool(&["198.18.7.0/25", "198.18.7.128/25"])).unwrap();
        let prefixes: Vec<String> = entries.iter().map(|row| row.prefix.to_string()).collect();
        assert_eq!(prefixes, ["198.18.7.0/24", "198.18.7.1/32"]);
        assert_eq!(read("", &[]), Ok(vec![]));
        assert!(read("198.18.7.1,FR", &[]).is_err());
    }

    #[test]
    fn a_text_may_have_so_many_bytes_and_problems() {
        let row = "198.18.7.0/24,DE,,,\n";
        let text = row.repeat(MAX_FEED_BYTES / row.len());
        let padded = format!("{text}{}", "#".repeat(MAX_FEED_BYTES - text.len()));
        assert_eq!(read(&padded, &pool(&["198.18.7.0/24"])).unwrap().len(), 1);
        let rows = MAX_FEED_BYTES / row.len();
        let expected = "goes beyond 65536 bytes, and a feed may have no more";
        assert_eq!(refused(&(padded + "#")), [(rows + 1, expected.to_owned())]);
        // The limit may lie within a letter.
        assert_eq!(refused(&"é".repeat(MAX_FEED_BYTES))[0], (1, expected.to_owned()));

        let problems = refused(&"?\n".repeat(MAX_PROBLEMS + 7));
        assert_eq!(problems.len(), MAX_PROBLEMS + 1);
        let last = (MAX_PROBLEMS + 1, "has the first of 7 more problems".to_owned());
        assert_eq!(problems.last(), Some(&last));
        assert_eq!(refused(&"?\n".repeat(MAX_PROBLEMS)).len(), MAX_PROBLEMS);
    }

    fn anything_said() -> impl Strategy<Value = Said> {
        let region = prop::sample::select(vec!["", "us-al", "JP-13"]);
        let city = prop::string::string_regex("[a-c,\"# \t\u{e9}\u{a0}]{0,6}").unwrap();
        let country = prop::sample::select(vec!["", "us", "JP", "ZZ"]);
        (country, region, city).prop_map(|(country, region, city)| Said {
            country: country.into(),
            region: region.into(),
            city,
        })
    }

    /// Addresses of both families, some of them missing, with few things said of them.
    fn addresses() -> impl Strategy<Value = Vec<(IpAddr, Said)>> {
        let few = prop::collection::vec(anything_said(), 1..4);
        (few, prop::collection::vec((0..4_usize, any::<bool>()), 0..200)).prop_map(|(few, all)| {
            (0..)
                .zip(all)
                .filter_map(|(nth, (which, is_v6)): (u8, _)| {
                    let v6 = Ipv6Addr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, u16::from(nth)]);
                    let at = if is_v6 { v6.into() } else { address(nth) };
                    Some((at, few.get(which)?.clone()))
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn rows_say_the_same_and_could_not_be_fewer(addresses in addresses()) {
            let rows = rows(addresses.clone());
            let mut told: Vec<Entry> = Vec::new();
            for row in &rows {
                let longest = row.prefix.max_prefix_len();
                for single in row.prefix.subnets(longest).unwrap() {
                    told.push(Entry { prefix: single, ..row.clone() });
                }
            }
            prop_assert_eq!(told, single_rows(addresses));
            for (one, other) in rows.iter().flat_map(|one| rows.iter().map(move |b| (one, b))) {
                let alike = Entry { prefix: one.prefix, ..other.clone() } == *one;
                prop_assert!(!(alike && one.prefix.is_sibling(&other.prefix)) || one == other);
            }
        }

        #[test]
        fn what_is_written_is_read_again(addresses in addresses()) {
            for rows in [rows(addresses.clone()), single_rows(addresses)] {
                let text = csv(&rows);
                prop_assert!(text.ends_with('\n'));
                prop_assert_eq!(geofeed::feed(&text), (rows.clone(), vec![]));
                let pool: Vec<IpNet> = rows.iter().rev().map(|row| row.prefix).collect();
                prop_assert_eq!(read(&text, &pool), Ok(rows));
            }
        }

        #[test]
        fn nothing_else_is_read_than_the_feed_has(text in "[0-9./,:\"#a-z\n]{0,60}") {
            let all = pool(&["0.0.0.0/0", "::/0"]);
            if let Ok(entries) = read(&text, &all) {
                let (mut expected, problems) = geofeed::feed(&text);
                prop_assert_eq!(problems, vec![]);
                let mut known = std::collections::BTreeSet::new();
                expected.retain(|entry| known.insert(entry.prefix));
                prop_assert_eq!(entries, expected);
            }
        }
    }

    #[test]
    fn a_carriage_return_within_a_line_is_a_blank() {
        let pool = ["203.0.113.0/24".parse().unwrap()];
        let rows = read("203.0.113.7,GB,GB\r1,\" A\rB\r\",\r\n", &pool).unwrap();
        assert_eq!((rows[0].region.as_str(), rows[0].city.as_str()), ("GB 1", " A B "));
        assert_eq!(read(&csv(&rows), &pool).unwrap(), rows);
    }

    #[test]
    fn a_line_break_within_a_field_becomes_a_blank() {
        let text = csv(&single_rows([(address(1), said("de", "Bad\r\nTölz"))]));
        let (entries, problems) = geofeed::feed(&text);
        assert_eq!((entries[0].city.as_str(), problems), ("Bad  Tölz", vec![]));
    }
}
