//! The JSON Schema of `lesson.json`, for editors: made from the very types that read the file.
//!
//! What stands in a step of which kind, and in a variant, the reader checks by hand; here it is
//! written out again, and a test holds the two together.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;
use crate::lesson::command_kind::CommandKind;
use crate::lesson::format::{
    Act, Allow, FORMAT, Figure, GoalEntry, Input, Kind, Milli, Pace, Question,
};

/// The schema, as it stands in `lessons/lesson.schema.json`.
#[must_use]
pub fn lesson_schema() -> String {
    let mut generator = SchemaGenerator::default();
    let step = step(&mut generator);
    let variant = variant(&step);
    let figure = generator.subschema_for::<Figure>();
    let slugs = generator.subschema_for::<Vec<Slug>>();
    let slug = generator.subschema_for::<Slug>();
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A lesson of Anycast Lab",
        "description": "Explained in README.md beside this file.",
        "type": "object",
        "required": ["format", "slug", "world", "seed", "minutes", "steps"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string" },
            "format": { "const": FORMAT },
            "slug": slug,
            "world": described(&slug, "A file in assets/scenarios, without .json."),
            "seed": {
                "type": "integer", "minimum": 0,
                "description": "What the world's randomness comes from.",
            },
            "drawn": {
                "type": "boolean",
                "description": "Every run has a seed of its own, and draws its variants with it.",
            },
            "minutes": { "type": "integer", "minimum": 1, "maximum": 90 },
            "requires": described(&slugs, "Lessons to do before."),
            "camera": described(&slugs, "Cities that the map shows at first; none: the world."),
            "figures": { "type": "object", "additionalProperties": figure },
            "steps": { "type": "array", "items": step, "minItems": 1, "maxItems": 40 },
        },
    });
    let definitions = generator.take_definitions(true);
    root["$defs"] = Value::Object(definitions);
    root["$defs"]["Variant"] = variant;
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

/// A step, with whatever may stand in one of some kind.
fn step(generator: &mut SchemaGenerator) -> Value {
    json!({
        "type": "object",
        "required": ["slug", "kind"],
        "additionalProperties": false,
        "properties": {
            "slug": generator.subschema_for::<Slug>(),
            "kind": generator.subschema_for::<Kind>(),
            "camera": generator.subschema_for::<Vec<Slug>>(),
            "pace": generator.subschema_for::<Pace>(),
            "events": generator.subschema_for::<Vec<Act>>(),
            "question": generator.subschema_for::<Question>(),
            "choices": generator.subschema_for::<Vec<Slug>>(),
            "input": generator.subschema_for::<Input>(),
            "revealed-by": generator.subschema_for::<Slug>(),
            "weight": { "type": "integer", "minimum": 1, "maximum": 20 },
            "allow": generator.subschema_for::<Vec<Allow>>(),
            "goals": generator.subschema_for::<Vec<GoalEntry>>(),
            "solution": generator.subschema_for::<Vec<Act>>(),
            "variants": { "type": "array", "maxItems": 8, "items": { "$ref": "#/$defs/Variant" } },
        },
    })
}

/// A variant: some fields of its step, and four of its own.
fn variant(step: &Value) -> Value {
    let mut properties = step["properties"].clone();
    if let Some(fields) = properties.as_object_mut() {
        fields.remove("variants");
        fields.insert("world".to_owned(), fields["slug"].clone());
        // What its step has, it may do without.
        let revealing = json!({ "anyOf": [fields["revealed-by"], { "type": "null" }] });
        fields.insert("revealed-by".to_owned(), revealing);
        fields.insert("seed".to_owned(), json!({ "type": "integer", "minimum": 0 }));
        let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        fields.insert("swap".to_owned(), texts);
    }
    json!({
        "type": "object",
        "required": ["slug"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn described(schema: &Schema, words: &str) -> Value {
    json!({ "description": words, "allOf": [schema] })
}

impl JsonSchema for Slug {
    fn schema_name() -> Cow<'static, str> {
        "Slug".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$" })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Microseconds".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0 })
    }
}

impl JsonSchema for Milli {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "At most three decimals." })
    }
}

/// Of a command only its kind is told; `assets/scenarios/SCHEMA.md` lists its other fields.
impl JsonSchema for Command {
    fn schema_name() -> Cow<'static, str> {
        "Command".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "required": ["do"],
            "description": "The other fields stand in assets/scenarios/SCHEMA.md.",
            "properties": { "do": generator.subschema_for::<CommandKind>() },
        })
    }
}
