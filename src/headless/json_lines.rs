//! Which line of a JSON file a place in it stands on: `steps[3].goals[0].needs` is line 51.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// Finds lines in the text of one file.
pub struct JsonLines<'a> {
    text: &'a str,
    root: Option<Value<'a>>,
}

impl<'a> JsonLines<'a> {
    /// Of this text. Where it is no JSON, nothing is found.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Self { text, root: parsed.ok().and_then(|parsed| parsed.value) }
    }

    /// The line, from 1, that a place stands on; of a place that is not there the nearest part
    /// around it that is: what is missing is missing there.
    #[must_use]
    pub fn line(&self, place: &str) -> Option<usize> {
        let mut value = self.root.as_ref()?;
        let mut at = value.start();
        for part in parts(place) {
            let found = match (value, part) {
                (Value::Object(object), Part::Field(name)) => object
                    .properties
                    .iter()
                    .find(|property| property.name.as_str() == name)
                    .map(|property| (property.start(), &property.value)),
                (Value::Array(array), Part::Index(n)) => {
                    array.elements.get(n).map(|element| (element.start(), element))
                }
                _ => None,
            };
            let Some((start, inner)) = found else { break };
            (at, value) = (start, inner);
        }
        let before = self.text.get(..at)?;
        Some(before.bytes().filter(|byte| *byte == b'\n').count() + 1)
    }
}

/// A step of a place.
enum Part<'a> {
    Field(&'a str),
    Index(usize),
}

/// The steps of a place such as `steps[3].goals[0]`.
fn parts(place: &str) -> impl Iterator<Item = Part<'_>> {
    let pieces = place.split(['.', '[']);
    pieces.filter(|piece| !piece.is_empty()).map(|piece| {
        let index = piece.strip_suffix(']').and_then(|digits| digits.parse().ok());
        index.map_or(Part::Field(piece), Part::Index)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_line_on_which_it_begins() {
        let text = r#"{
  "a": 1,
  "steps": [
    {},
    {
      "goals": [1,
 2]
    }
  ]
}"#;
        let lines = JsonLines::of(text);
        for (place, line) in [
            ("a", 2),
            ("steps", 3),
            ("steps[0]", 4),
            ("steps[1]", 5),
            ("steps[1].goals", 6),
            ("steps[1].goals[1]", 7),
            ("steps[1].goals[9].needs", 6),
            ("steps[1].kind", 5),
            ("file", 1),
        ] {
            assert_eq!(lines.line(place), Some(line), "{place}");
        }
        assert_eq!(JsonLines::of("{ oops").line("a"), None);
    }
}
