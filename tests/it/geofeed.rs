//! Geofeeds: every recorded row.

use anycast_lab::engine::net::geofeed::{Entry, LineProblem, feed, line, lookup};
use serde_json::{Value, json};

fn sets() -> Vec<Value> {
    let path = format!("{}/tests/fixtures/vectors/geofeed.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    vectors["sets"].as_array().unwrap().clone()
}

fn list<'a>(set: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    set[key].as_array().into_iter().flatten()
}

fn described(entry: &Entry) -> Value {
    let Entry { prefix, country, region, city, postal } = entry;
    json!({
        "prefix": prefix, "country": country, "region": region, "city": city, "postal": postal,
    })
}

#[test]
fn every_row_is_read_as_recorded() {
    let mut rows = 0;
    for set in sets() {
        for row in list(&set, "lines") {
            rows += 1;
            let text = row["line"].as_str().unwrap();
            let read = line(text);
            match row["result"].as_str().unwrap() {
                "skip" => assert_eq!(read, Ok(None), "{text}"),
                "error" => assert!(read.is_err(), "{text}: {read:?}"),
                _ => {
                    let described = described(&read.unwrap().unwrap());
                    for key in ["prefix", "country", "region", "city", "postal"] {
                        assert_eq!(described[key], row[key], "{text} {key}");
                    }
                }
            }
        }
        // RFC 8805 does not say: host bits are cleared.
        if let Some(text) = set["host_bits"]["line"].as_str() {
            rows += 1;
            assert_eq!(line(text).unwrap().unwrap().prefix.to_string(), "203.0.113.0/24");
        }
        let feed_lines: Vec<&str> = list(&set, "feed").filter_map(Value::as_str).collect();
        let (entries, problems) = feed(&feed_lines.join("\n"));
        assert_eq!(problems, []);
        for row in list(&set, "lookups") {
            rows += 1;
            let found = lookup(&entries, row["dst"].as_str().unwrap().parse().unwrap());
            assert_eq!(found.map(|entry| entry.city.as_str()), row["city"].as_str(), "{row}");
        }
    }
    println!("{rows} rows of geofeeds agree");
    assert_eq!(rows, 31);
}

/// Rows that another parser refuses and RFC 8805 does not ask to: codes outside ISO 3166. Here
/// their form alone is checked; a zone is refused, since it is no address of the Internet.
#[test]
fn strictness_that_is_optional_is_as_documented() {
    let mut optional = Vec::new();
    for set in sets() {
        let rows = list(&set, "strictness_optional");
        optional.extend(rows.map(|row| row["line"].as_str().unwrap().to_owned()));
    }
    let refused: Vec<&str> =
        optional.iter().map(String::as_str).filter(|text| line(text).is_err()).collect();
    assert_eq!(optional.len(), 4);
    assert_eq!(refused, ["fe80::1%eth0,US"]);
}

#[test]
fn all_problems_of_a_feed_come_at_once_with_their_lines() {
    let text = [
        "\u{feff}# feed",
        "192.0.2.0/24,US",
        ",US",
        "10.0.0.0/8,\"x",
        "10.0.0.0/8,USA",
        "1,2,3,4,5,6",
        "192.0.2.0/24,,,\"say \"\"hi\"\"\",,,",
        "192.0.2.0/24,US,,,,x",
        "192.0.2.0/24,US,,a\"b",
    ];
    let (entries, problems) = feed(&text.join("\n"));
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1].city, "say \"hi\"");
    let expected = [
        (3, LineProblem::NoPrefix),
        (4, LineProblem::Quote),
        (5, LineProblem::NotACountry("USA".to_owned())),
        (6, LineProblem::TooMany(6)),
        (8, LineProblem::TooMany(6)),
        (9, LineProblem::Quote),
    ];
    assert_eq!(problems, expected);
}
