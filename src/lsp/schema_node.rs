//! A place in the schema of a file: what a key means, what it may hold. Knows JSON Schema as far as `read::schema` writes it.

use crate::diagnostic::Locale;
use crate::read::{FileKind, schema};
use serde_json::Value;

/// The schema of a file, a table or a key.
pub struct SchemaNode(Value);

impl SchemaNode {
    /// The schema of a kind of file.
    pub fn of(kind: FileKind, locale: Locale) -> Self {
        Self(schema(kind.schema(), locale))
    }

    /// The part of it for a key, by its path with dots; the whole for an empty one. None where no such key exists.
    pub fn at(&self, path: &str) -> Option<SchemaNode> {
        let mut node = &self.0;
        for key in path.split('.').filter(|key| !key.is_empty()) {
            let inside = if node["items"].is_object() { &node["items"] } else { node };
            node =
                inside["properties"].get(key).or(inside.get("additionalProperties").filter(|rest| rest.is_object()))?;
        }
        Some(Self(node.clone()))
    }

    /// Its keys, each with what is known of it.
    pub fn keys(&self) -> Vec<(String, SchemaNode)> {
        let inside = if self.0["items"].is_object() { &self.0["items"] } else { &self.0 };
        let properties = inside["properties"].as_object().into_iter().flatten();
        properties.map(|(key, node)| (key.clone(), Self(node.clone()))).collect()
    }

    /// What it means; empty where the schema does not say so.
    pub fn description(&self) -> &str {
        self.0["description"].as_str().unwrap_or_default()
    }

    /// The type of its value as the schema names it; `string` for one of several words, `tables` for a list of tables.
    pub fn form(&self) -> &str {
        match &self.0 {
            node if node["enum"].is_array() => "string",
            node if node["items"]["properties"].is_object() => "tables",
            node => node["type"].as_str().unwrap_or_default(),
        }
    }

    /// The words that it may hold, where they are listed.
    pub fn words(&self) -> Vec<String> {
        let words = self.0["enum"].as_array().into_iter().flatten();
        words.filter_map(|word| word.as_str().map(str::to_owned)).collect()
    }
}
