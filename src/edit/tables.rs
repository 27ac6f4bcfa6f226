//! The tables of a list (`[[credits]]`): one more, one fewer, another order. Knows no field but by its path.

use super::refusal::Refusal;
use super::spelling::written;
use super::toml_text::TomlText;
use super::value::{at_end, with_empty_lines};
use super::what::What;
use super::written::trimmed;
use crate::read::Kind;
use crate::translate::Edit;
use serde_json::{Map, Value};
use std::ops::Range;

/// The changes that add a table with these values at the end of a list of tables. Values are texts, numbers and lists of texts.
///
/// # Errors
/// Where the list may hold no tables, or a value is not of its kind.
pub fn add(toml: &TomlText<'_>, what: What, path: &str, values: &Map<String, Value>) -> Result<Vec<Edit>, Refusal> {
    let Some((Kind::Tables(fields), _)) = what.field(&[path]) else {
        return Err(Refusal::new("unknown_field", path));
    };
    let mut lines = Vec::new();
    for field in fields {
        match (values.get(field.name), field.kind) {
            (None | Some(Value::Null), _) => {}
            (Some(Value::Object(by)), Kind::ByLanguage(_)) => {
                let by: Vec<_> = by.iter().map(|(key, value)| format!("{key} = {}", written(value, ""))).collect();
                lines.push(format!("{} = {{ {} }}", field.name, by.join(", ")));
            }
            (Some(value), _) => lines.push(format!("{} = {}", field.name, written(value, ""))),
        }
    }
    if let Some(name) = values.keys().find(|name| fields.iter().all(|field| field.name != name.as_str())) {
        return Err(Refusal::new("unknown_field", format!("{path}.{name}")));
    }
    let tables = ranges(toml, path);
    if tables.is_empty() || is_header(toml, path) {
        let block = format!("[[{path}]]\n{}\n", lines.join("\n"));
        return Ok(vec![match tables.last() {
            Some(last) => {
                let at = trimmed(toml.text, last.clone()).end;
                Edit { range: at..at, text: format!("\n\n{}", block.trim_end()) }
            }
            None => at_end(toml, &block),
        }]);
    }
    let list = toml.find(&[path]).map_or(0..0, |found| found.range);
    let table = format!("{{ {} }}", lines.join(", "));
    Ok(super::list::append(toml.text, &list, tables.last().map(|last| last.end), &[table]))
}

/// The changes that take a table out of its list.
///
/// # Errors
/// Where there is no such table.
pub fn remove(toml: &TomlText<'_>, path: &str, at: usize) -> Result<Vec<Edit>, Refusal> {
    let tables = ranges(toml, path);
    let own = tables.get(at).cloned().ok_or_else(|| Refusal::new("unknown_field", format!("{path}.{at}")))?;
    if is_header(toml, path) {
        return Ok(vec![Edit { range: with_empty_lines(toml, own), text: String::new() }]);
    }
    Ok(vec![super::list::without(toml.text, &tables, at..at + 1)])
}

/// The changes that let two tables of a list change places.
///
/// # Errors
/// Where one of them is not there.
pub fn swap(toml: &TomlText<'_>, path: &str, one: usize, other: usize) -> Result<Vec<Edit>, Refusal> {
    let tables = ranges(toml, path);
    let table = |at: usize| {
        let found = tables.get(at).cloned().ok_or_else(|| Refusal::new("unknown_field", format!("{path}.{at}")));
        found.map(|range| trimmed(toml.text, range))
    };
    Ok(exchange(toml.text, table(one)?, table(other)?))
}

/// The changes that put each of two ranges where the other one is.
pub fn exchange(text: &str, one: Range<usize>, other: Range<usize>) -> Vec<Edit> {
    vec![
        Edit { range: one.clone(), text: text[other.clone()].to_owned() },
        Edit { range: other, text: text[one].to_owned() },
    ]
}

fn is_header(toml: &TomlText<'_>, path: &str) -> bool {
    toml.find(&[path]).is_some_and(|found| toml.text[found.range].starts_with("[["))
}

/// Where the tables of a list stand: their lines, or their braces.
fn ranges(toml: &TomlText<'_>, path: &str) -> Vec<Range<usize>> {
    let elements = toml.elements(&[path]);
    if !is_header(toml, path) {
        return elements;
    }
    let block = |at: usize| {
        let parts = toml.block(&[path, &at.to_string()]);
        let ends = parts.iter().map(|part| part.end).max();
        parts.first().map_or(0..0, |first| first.start..ends.unwrap_or(first.end))
    };
    (0..elements.len()).map(block).collect()
}
