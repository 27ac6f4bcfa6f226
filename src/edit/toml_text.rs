//! The TOML of a file with the place of every table and value, in whatever of TOML's ways it is written. Knows no field.

use super::refusal::Refusal;
use super::written::{line_end, line_start};
use crate::diagnostic::Findings;
use crate::read::split;
use crate::source::Source;
use serde_json::{Value, json};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// TOML in a text.
pub struct TomlText<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Where the TOML stands in it.
    pub range: Range<usize>,
    table: Spanned<DeTable<'a>>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The file itself.
    Root,
    /// Below `[name]` or `[[name]]`.
    Header,
    /// `{ … }`.
    Inline,
    /// `name.key = …`.
    Dotted,
}

/// A value that is there. Ranges are bytes of the whole text.
pub struct Found<'t> {
    /// Its value; of a table below a header, the header.
    pub range: Range<usize>,
    /// What it is.
    pub value: &'t DeValue<'t>,
}

impl<'a> TomlText<'a> {
    /// The TOML of a text: all of it, or what stands between the fences where it has `front` matter.
    ///
    /// # Errors
    /// Where the fences are missing or the TOML cannot be parsed: then its text must be put right first.
    pub fn of(source: &'a Source, front: bool) -> Result<Self, Refusal> {
        let text = source.text();
        let range = if front {
            let mut findings = Findings::default();
            let parts = split(source, &mut findings);
            if !findings.is_empty() {
                return Err(Refusal::new("no_front_matter", source.path()));
            }
            parts.toml
        } else {
            0..text.len()
        };
        let table = DeTable::parse(&text[range.clone()]).map_err(|_| Refusal::new("toml_syntax", source.path()))?;
        Ok(Self { text, range, table })
    }

    /// The value of a path; none where it is not there.
    pub fn find(&self, path: &[&str]) -> Option<Found<'_>> {
        let (first, rest) = path.split_first()?;
        let mut value = self.table.get_ref().get(*first)?;
        for name in rest {
            value = match value.get_ref() {
                DeValue::Table(table) => table.get(*name)?,
                DeValue::Array(values) => values.get(name.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(Found { range: self.at(value.span()), value: value.get_ref() })
    }

    /// How the table of a path is written; the path is that of a table which is there.
    pub fn shape(&self, path: &[&str]) -> Shape {
        if path.is_empty() {
            return Shape::Root;
        }
        match self.find(path).map(|found| &self.text[found.range]) {
            Some(text) if text.starts_with('[') => Shape::Header,
            Some(text) if text.starts_with('{') => Shape::Inline,
            _ => Shape::Dotted,
        }
    }

    /// The keys of a table and the ends of their values, in the order of the text, without tables below headers of their own.
    pub fn keys(&self, path: &[&str]) -> Vec<(&str, Range<usize>)> {
        let table = match path {
            [] => Some(self.table.get_ref()),
            _ => self.find(path).and_then(|found| found.value.as_table()),
        };
        let mut keys = Vec::new();
        for (key, value) in table.into_iter().flat_map(|table| table.iter()) {
            let name: &str = key.get_ref();
            let span = self.at(value.span());
            let end = match value.get_ref() {
                DeValue::Table(_) | DeValue::Array(_) if self.is_header(value) => continue,
                DeValue::Table(_) if !self.text[span.clone()].starts_with('{') => {
                    let inner = self.keys(&[path, &[name]].concat());
                    inner.into_iter().map(|(_, range)| range.end).max().unwrap_or(span.end)
                }
                _ => span.end,
            };
            keys.push((name, self.at(key.span()).start..end));
        }
        keys.sort_by_key(|(_, range)| range.start);
        keys
    }

    /// Whether a value is a table, or a list of tables, below a header of its own.
    pub fn is_header(&self, value: &Spanned<DeValue<'_>>) -> bool {
        let text = &self.text[self.at(value.span())];
        match value.get_ref() {
            DeValue::Table(_) => text.starts_with('['),
            DeValue::Array(values) => values.iter().next().is_some_and(|first| first.span() == value.span()),
            _ => false,
        }
    }

    /// The lines of a table below a header, with those of the tables in it.
    pub fn block(&self, path: &[&str]) -> Vec<Range<usize>> {
        let Some(found) = self.find(path) else { return Vec::new() };
        let last = self.keys(path).last().map_or(found.range.end, |(_, range)| range.end);
        let mut blocks = vec![line_start(self.text, found.range.start)..line_end(self.text, last)];
        for (key, value) in found.value.as_table().into_iter().flat_map(|table| table.iter()) {
            if value.get_ref().is_table() && self.is_header(value) {
                blocks.extend(self.block(&[path, &[&**key.get_ref()]].concat()));
            }
        }
        blocks
    }

    /// The places of the elements of a list in their order.
    pub fn elements(&self, path: &[&str]) -> Vec<Range<usize>> {
        let found = self.find(path).and_then(|found| found.value.as_array());
        found.into_iter().flat_map(|values| values.iter()).map(|value| self.at(value.span())).collect()
    }

    fn at(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.range.start..span.end + self.range.start
    }
}

/// A value as JSON.
pub fn as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => {
            i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).map_or(Value::Null, |n| json!(n))
        }
        DeValue::Boolean(is) => json!(is),
        DeValue::Array(values) => values.iter().map(|value| as_json(value.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), as_json(value.get_ref()))).collect()
        }
        DeValue::Float(_) | DeValue::Datetime(_) => Value::Null,
    }
}
