//! One value of TOML is set, added or removed where it is written. Knows no file.

use super::list;
use super::refusal::Refusal;
use super::spelling::written;
use super::toml_text::{Shape, TomlText, as_json};
use super::what::What;
use super::written::{line_end, line_start};
use crate::read::Kind;
use crate::translate::Edit;
use serde_json::Value;
use std::ops::Range;

/// The changes that give a path a value: a text, a whole number, a list of texts; null removes it.
///
/// # Errors
/// Where no such value exists, it is of another kind, or it must be there.
pub fn set(toml: &TomlText<'_>, what: What, path: &[&str], value: &Value) -> Result<Vec<Edit>, Refusal> {
    let name = || path.join(".");
    let (kind, required) = what.field(path).ok_or_else(|| Refusal::new("unknown_field", name()))?;
    let found = toml.find(path);
    if value.is_null() {
        return match found {
            None => Ok(Vec::new()),
            Some(_) if required && !takes_its_table(toml, what, path) => Err(Refusal::new("required", name())),
            Some(_) => Ok(remove(toml, what, path)),
        };
    }
    if !fits(&kind, value) {
        let code = if texts(value).any(|text| text.contains(char::is_control)) { "not_line" } else { "wrong_kind" };
        return Err(Refusal::new(code, name()));
    }
    let Some(found) = found else { return Ok(vec![insert(toml, what, path, written(value, ""))]) };
    if as_json(found.value) == *value {
        return Ok(Vec::new());
    }
    match value.as_array().filter(|_| found.value.is_array()) {
        Some(wanted) => Ok(list::change(toml, path, wanted)),
        None => {
            let text = written(value, &toml.text[found.range.clone()]);
            Ok(vec![Edit { range: found.range, text }])
        }
    }
}

/// Whether a value is of a kind, and on one line. What else is wrong with it is a finding.
fn fits(kind: &Kind, value: &Value) -> bool {
    let is_line = |value: &Value| value.as_str().is_some_and(|text| !text.contains(char::is_control));
    match kind {
        Kind::Text | Kind::Form(..) | Kind::OneOf(_) => is_line(value),
        Kind::List(_) => value.as_array().is_some_and(|values| values.iter().all(is_line)),
        Kind::Whole(.., word) => value.is_i64() || word.is_some_and(|word| value == word),
        Kind::ByLanguage(_) | Kind::Table(_) | Kind::Tables(_) => false,
    }
}

/// The texts of a value: its own, or those of its list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let listed = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    value.as_str().into_iter().chain(listed)
}

/// A new value at the end of the table that it belongs to, which is made where it is missing.
fn insert(toml: &TomlText<'_>, what: What, path: &[&str], value: String) -> Edit {
    let there = (0..path.len()).rev().find(|n| *n == 0 || toml.find(&path[..*n]).is_some()).unwrap_or(0);
    let (table, rest) = path.split_at(there);
    let shape = toml.shape(table);
    let is_listed = table.iter().any(|name| name.parse::<usize>().is_ok());
    if let (Shape::Root | Shape::Header, [parents @ .., key], false) = (shape, rest, is_listed)
        && !parents.is_empty()
    {
        let header = [table, parents].concat().join(".");
        return at_end(toml, &format!("[{header}]\n{key} = {value}\n"));
    }
    // Tables in an element of a list, and in a table in braces, stay in braces.
    let value = rest[1..].iter().rev().fold(value, |value, key| format!("{{ {key} = {value} }}"));
    let line = format!("{} = {value}", rest[0]);
    let keys = toml.keys(table);
    match shape {
        Shape::Inline => {
            let braces = toml.find(table).map_or(0..0, |found| found.range);
            let at = keys.last().map_or(braces.start + 1, |(_, range)| range.end);
            let text = if keys.is_empty() { format!(" {line} ") } else { format!(", {line}") };
            Edit { range: at..at, text }
        }
        Shape::Dotted => {
            let first = keys.first().map_or(toml.range.start, |(_, range)| range.start);
            let prefix = &toml.text[line_start(toml.text, first)..first];
            let end = keys.last().map_or(first, |(_, range)| range.end);
            after_line(toml, end, &format!("{prefix}{line}\n"))
        }
        Shape::Header => {
            let header = toml.find(table).map_or(toml.range.start, |found| found.range.end);
            after_line(toml, keys.last().map_or(header, |(_, range)| range.end), &format!("{line}\n"))
        }
        Shape::Root => {
            let order: Vec<_> = what.fields().iter().map(|field| field.name).collect();
            let rank = |name: &str| order.iter().position(|known| *known == name);
            let before = keys.iter().rev().find(|(name, _)| rank(name) < rank(rest[0]));
            match before {
                Some((_, range)) => after_line(toml, range.end, &format!("{line}\n")),
                None => {
                    let at =
                        keys.first().map_or_else(|| first_header(toml), |(_, key)| line_start(toml.text, key.start));
                    Edit { range: at..at, text: format!("{line}\n") }
                }
            }
        }
    }
}

/// Where the first header stands, or the TOML ends.
fn first_header(toml: &TomlText<'_>) -> usize {
    let mut at = toml.range.start;
    for line in toml.text[toml.range.clone()].split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            return at;
        }
        at += line.len();
    }
    toml.range.end
}

/// Whole lines behind the line of a byte.
fn after_line(toml: &TomlText<'_>, at: usize, lines: &str) -> Edit {
    let at = line_end(toml.text, at).min(toml.range.end);
    let begin = if toml.text[..at].ends_with('\n') || at == 0 { "" } else { "\n" };
    Edit { range: at..at, text: format!("{begin}{lines}") }
}

/// A block of lines at the end of the TOML, behind an empty line.
pub fn at_end(toml: &TomlText<'_>, block: &str) -> Edit {
    let text = &toml.text[toml.range.clone()];
    let at = toml.range.start + text.trim_end().len();
    let begin = if at == toml.range.start { "" } else { "\n\n" };
    let block = if at < toml.range.end { block.trim_end() } else { block };
    Edit { range: at..at, text: format!("{begin}{block}") }
}

/// The changes that take a value out; a table that may be missing goes with its last value.
fn remove(toml: &TomlText<'_>, what: What, path: &[&str]) -> Vec<Edit> {
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    let parent = &path[..path.len() - 1];
    if takes_its_table(toml, what, path) {
        return remove(toml, what, parent);
    }
    let keys = toml.keys(parent);
    let Some(at) = keys.iter().position(|(name, _)| *name == path[path.len() - 1]) else {
        return blocks(toml, path).into_iter().map(gone).collect();
    };
    let own = keys[at].1.clone();
    if toml.shape(parent) != Shape::Inline {
        return vec![gone(line_start(toml.text, own.start)..line_end(toml.text, own.end))];
    }
    vec![gone(match (keys.get(at + 1), at.checked_sub(1).map(|before| &keys[before])) {
        (Some((_, next)), _) => own.start..next.start,
        (None, Some((_, before))) => before.end..own.end,
        (None, None) => own,
    })]
}

/// Whether a value is the last one of a table that may be missing, or of one that is all that such a table has.
fn takes_its_table(toml: &TomlText<'_>, what: What, path: &[&str]) -> bool {
    let Some((_, parent)) = path.split_last() else { return false };
    let is_named = parent.last().is_some_and(|name| name.parse::<usize>().is_err());
    is_named
        && what.field(parent).is_some_and(|(_, required)| !required || takes_its_table(toml, what, parent))
        && toml.find(parent).and_then(|found| found.value.as_table()).is_some_and(|table| table.len() == 1)
}

/// The lines of a table below a header or of all tables of a list, with the empty lines behind them.
fn blocks(toml: &TomlText<'_>, path: &[&str]) -> Vec<Range<usize>> {
    let count = toml.elements(path).len();
    let numbers: Vec<String> = (0..count).map(|n| n.to_string()).collect();
    let blocks: Vec<Range<usize>> = match count {
        0 => toml.block(path),
        _ => numbers.iter().flat_map(|n| toml.block(&[path, &[n.as_str()]].concat())).collect(),
    };
    blocks.into_iter().map(|block| with_empty_lines(toml, block)).collect()
}

/// Lines with the empty lines behind them.
pub fn with_empty_lines(toml: &TomlText<'_>, lines: Range<usize>) -> Range<usize> {
    let behind = &toml.text[lines.end..toml.range.end];
    let empty: usize = behind.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    lines.start..lines.end + empty
}
