//! How a value is spelled in TOML. Knows no file.

use crate::translate::toml_text;
use serde_json::Value;

/// A value as TOML, with the quotes that the old one has where they can hold it.
pub fn written(value: &Value, old: &str) -> String {
    match value {
        Value::String(text) if old.starts_with('\'') && !text.contains('\'') => format!("'{text}'"),
        Value::String(text) => toml_text(text),
        Value::Array(values) => {
            format!("[{}]", values.iter().map(|value| written(value, old)).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
