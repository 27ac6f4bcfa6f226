//! JSON Schemas of a deck's files, so that an editor completes keys and shows faults while one types. They are made from the
//! same tables that the reader holds files against.

use super::forms;
use super::kinds::{Field, Kind};
use crate::diagnostic::Locale;
use crate::templates;
use serde_json::{Map, Value, json};

/// The files that have a schema, and their fields: `deck.toml`, and the front matter of the others.
const FILES: [(&str, &[Field]); 10] = [
    ("deck", forms::DECK),
    ("overlay", forms::OVERLAY),
    ("theme", forms::NAMED),
    ("situation", forms::SITUATION),
    ("capsule", forms::CAPSULE),
    ("country", forms::COUNTRY),
    ("game", forms::TITLED),
    ("board", forms::TITLED),
    ("glossary", forms::TITLED),
    ("teaching", forms::TEACHING),
];

/// The names of all schemas.
pub const SCHEMAS: [&str; FILES.len()] =
    ["deck", "overlay", "theme", "situation", "capsule", "country", "game", "board", "glossary", "teaching"];

/// The schema of a file by its name in [`SCHEMAS`] (draft 2020-12), described in a language; null where no file has that name.
pub fn schema(name: &str, locale: Locale) -> Value {
    let Some((_, fields)) = FILES.iter().find(|(known, _)| *known == name) else { return Value::Null };
    let words = Words(texts(locale, name));
    let mut schema = object(fields, "", &words);
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(name));
    schema.insert("description".into(), json!(words.of("")));
    Value::Object(schema)
}

/// What the fields of a file mean, by path. The file itself is described by an empty one.
struct Words(toml::Table);

impl Words {
    fn of(&self, path: &str) -> &str {
        self.0.get(path).and_then(|text| text.as_str()).unwrap_or_default()
    }
}

/// What a field of a file means, by the file's name in [`SCHEMAS`] and the field's path (`licence.id`); empty where there is no such
/// field. An empty path stands for the file itself.
pub fn described(name: &str, path: &str, locale: Locale) -> String {
    Words(texts(locale, name)).of(path).to_owned()
}

fn texts(locale: Locale, name: &str) -> toml::Table {
    let text = templates::text(&format!("schema/{}.toml", locale.key()));
    let table: toml::Table = toml::from_str(text).expect("the built-in descriptions are TOML");
    let of = |name: &str| table.get(name).and_then(|value| value.as_table()).cloned().unwrap_or_default();
    if name != "overlay" {
        return of(name);
    }
    // An overlay has the fields of any deck but the two that cartable writes.
    let is_written = |path: &str| path.starts_with("origin") || path == "source-digest";
    let deck = of("deck").into_iter().filter(|(path, _)| !is_written(path));
    deck.chain(of(name)).collect()
}

fn object(fields: &[Field], path: &str, words: &Words) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in fields {
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        let mut property = kind(&field.kind, &path, words);
        property.insert("description".into(), json!(words.of(&path)));
        // What must be there must hold something.
        let least = match property.get("type").and_then(Value::as_str) {
            Some("array") => Some("minItems"),
            Some("object") if !property.contains_key("properties") => Some("minProperties"),
            _ => None,
        };
        if let Some(least) = least.filter(|_| field.required) {
            property.insert(least.into(), json!(1));
        }
        properties.insert(field.name.into(), Value::Object(property));
    }
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let parts = [
        ("type", json!("object")),
        ("properties", Value::Object(properties)),
        ("required", json!(required)),
        ("additionalProperties", json!(false)),
    ];
    parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn kind(kind: &Kind, path: &str, words: &Words) -> Map<String, Value> {
    let made = match kind {
        Kind::Text => json!({ "type": "string", "pattern": "\\S" }),
        Kind::Form(_, _, "") => json!({ "type": "string" }),
        Kind::Form(_, _, pattern) => json!({ "type": "string", "pattern": pattern }),
        Kind::List(inner) => json!({ "type": "array", "items": self::kind(inner, path, words) }),
        Kind::OneOf(choices) => json!({ "enum": choices }),
        Kind::Whole(least, most, None) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Whole(least, most, Some(word)) => {
            json!({ "anyOf": [{ "const": word }, { "type": "integer", "minimum": least, "maximum": most }] })
        }
        Kind::ByLanguage(inner) => json!({ "type": "object", "additionalProperties": self::kind(inner, path, words) }),
        Kind::Table(fields) => Value::Object(object(fields, path, words)),
        Kind::Tables(fields) => json!({ "type": "array", "items": object(fields, path, words) }),
    };
    match made {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn paths(fields: &[Field], path: &str, into: &mut BTreeSet<String>) {
        for field in fields {
            let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
            if let Kind::Table(inner) | Kind::Tables(inner) = &field.kind {
                paths(inner, &path, into);
            }
            into.insert(path);
        }
    }

    #[test]
    fn every_field_is_described_in_both_languages_and_nothing_else_is() {
        assert_eq!(FILES.map(|(name, _)| name), SCHEMAS);
        for (name, fields) in FILES {
            let mut wanted = BTreeSet::from([String::new()]);
            paths(fields, "", &mut wanted);
            for locale in Locale::ALL {
                let found: BTreeSet<String> = texts(locale, name).keys().cloned().collect();
                assert_eq!(found, wanted, "{name} in {locale:?}");
            }
        }
    }

    #[test]
    fn the_schema_says_what_the_reader_holds_files_against() {
        let deck = schema("deck", Locale::Fr);
        assert_eq!(
            deck["required"],
            json!(["id", "iri", "version", "languages", "themes", "title", "licence", "credits"])
        );
        assert_eq!(deck["properties"]["languages"]["minItems"], 1);
        assert_eq!(deck["properties"]["credits"]["items"]["properties"]["role"]["enum"][0], "author");
        assert_eq!(deck["properties"]["success"]["properties"]["threshold"]["maximum"], 100);
        let situations = &deck["properties"]["completion"]["properties"]["situations"];
        assert_eq!(situations["anyOf"][0]["const"], "all");
        assert_eq!(
            schema("situation", Locale::En)["properties"]["capsules"].get("minItems"),
            None,
            "a situation may have none"
        );
        assert_eq!(deck["properties"]["title"]["description"], "Titre du jeu, une ligne par langue.");
        assert_eq!(schema("other", Locale::En), Value::Null);
    }
}
