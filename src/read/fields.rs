//! TOML with places: tables held against a list of fields, every fault a finding. Knows no deck.

use super::rules;
use crate::diagnostic::{Findings, Rule};
use crate::source::{At, Place, Source};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a key may hold. The same lists give the reader its checks and editors their schema.
#[derive(Debug)]
pub enum Kind {
    /// A text that is not empty.
    Text,
    /// A text that a test accepts, the rule it breaks otherwise, and the pattern for editors.
    Form(fn(&str) -> bool, &'static Rule, &'static str),
    /// A list of texts of a kind.
    List(&'static Kind),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number between two, or the word, where one is given.
    Whole(i64, i64, Option<&'static str>),
    /// A text for each language.
    ByLanguage,
    /// A table of fields.
    Table(&'static [Field]),
    /// A list of tables of fields.
    Tables(&'static [Field]),
}

/// A key, what it may hold, and whether it must be there.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

impl Field {
    /// A field that must be there.
    pub const fn must(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: true }
    }

    /// A field that may be left out.
    pub const fn may(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: false }
    }
}

/// A table that has been held against its fields.
pub struct Fields<'a> {
    table: Option<&'a DeTable<'a>>,
    source: &'a Source,
    offset: usize,
    place: Place,
}

/// Parses TOML that begins at `offset` of a source, holds it against its fields and hands it to `take`.
pub fn with_fields<T>(
    source: &Source,
    (offset, toml): (usize, &str),
    fields: &[Field],
    findings: &mut Findings,
    take: impl FnOnce(&Fields<'_>, &mut Findings) -> T,
) -> T {
    let (table, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let place = source.place(span.start + offset..span.end + offset);
        findings.add(&rules::TOML_SYNTAX, &place).with("reason", error.message().replace('\n', ", "));
    }
    let end = toml.find('\n').unwrap_or(toml.len());
    let place = source.place(offset..offset + end);
    let read = Fields { table: Some(table.get_ref()), source, offset, place };
    // After a syntax error a key may be missing only because its line was skipped.
    read.hold(fields, errors.is_empty(), findings);
    take(&read, findings)
}

impl<'a> Fields<'a> {
    fn hold(&self, fields: &[Field], complete: bool, findings: &mut Findings) {
        let Some(table) = self.table else { return };
        for key in table.keys() {
            if !fields.iter().any(|field| field.name == key.get_ref().as_ref()) {
                let near = nearest(key.get_ref(), fields.iter().map(|f| f.name));
                let place = self.at(key);
                findings.add(&rules::UNKNOWN_KEY, &place).with("key", key.get_ref()).with("near", near);
            }
        }
        for field in fields {
            match table.get(field.name) {
                Some(value) => self.hold_value(field.name, value, &field.kind, complete, findings),
                None if field.required && complete => {
                    findings.add(&rules::MISSING_KEY, &self.place).with("key", field.name);
                }
                None => {}
            }
        }
    }

    fn hold_value(
        &self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        kind: &Kind,
        complete: bool,
        findings: &mut Findings,
    ) {
        let place = self.at(value);
        let text = value.get_ref().as_str();
        match (kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) if text.trim().is_empty() => {
                findings.add(&rules::EMPTY_TEXT, &place).with("key", name);
            }
            (Kind::Form(accepts, rule, _), DeValue::String(text)) if !accepts(text) => {
                findings.add(rule, &place).with("key", name).with("value", text);
            }
            (Kind::OneOf(words), DeValue::String(text)) if !words.contains(&text.as_ref()) => {
                let listed = words.join(", ");
                findings.add(&rules::UNKNOWN_WORD, &place).with("key", name).with("value", text).with("words", listed);
            }
            (Kind::Text | Kind::Form(..) | Kind::OneOf(_), DeValue::String(_)) => {}
            (Kind::List(inner), DeValue::Array(values)) => {
                for value in values.iter() {
                    self.hold_value(name, value, inner, complete, findings);
                }
            }
            (Kind::Whole(least, most, word), _) if text != *word || text.is_none() => {
                let number = whole(value.get_ref());
                if number.is_none_or(|n| !(*least..=*most).contains(&n)) {
                    findings
                        .add(&rules::OUT_OF_RANGE, &place)
                        .with("key", name)
                        .with("least", least)
                        .with("most", most);
                }
            }
            (Kind::Whole(..), _) => {}
            (Kind::ByLanguage, DeValue::Table(texts)) => {
                for text in texts.values() {
                    self.hold_value(name, text, &Kind::Text, complete, findings);
                }
            }
            (Kind::Table(fields), DeValue::Table(_)) => self.inner(value).hold(fields, complete, findings),
            (Kind::Tables(fields), DeValue::Array(tables)) if tables.iter().all(|t| t.get_ref().is_table()) => {
                for table in tables.iter() {
                    self.inner(table).hold(fields, complete, findings);
                }
            }
            (_, found) => {
                let wanted = kind.name();
                findings
                    .add(&rules::WRONG_KIND, &place)
                    .with("key", name)
                    .with("wanted", wanted)
                    .with("found", found.type_str());
            }
        }
    }

    fn inner<'b>(&'b self, value: &'b Spanned<DeValue<'b>>) -> Fields<'b> {
        let table = value.get_ref().as_table();
        Fields { table, source: self.source, offset: self.offset, place: self.at(value) }
    }

    fn at<T>(&self, spanned: &Spanned<T>) -> Place {
        let span = spanned.span();
        self.source.place(span.start + self.offset..span.end + self.offset)
    }

    fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table?.get(name)
    }

    /// The place of the table.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// A text, where the key holds one.
    pub fn text(&self, name: &str) -> Option<At<String>> {
        self.get(name).and_then(|value| self.string(value))
    }

    /// A text, or an empty one at the table's place where it is missing: the finding is already there.
    pub fn text_or_empty(&self, name: &str) -> At<String> {
        self.text(name).unwrap_or_else(|| At::new(String::new(), self.place.clone()))
    }

    /// The texts of a list, and the place of the list.
    pub fn texts(&self, name: &str) -> At<Vec<At<String>>> {
        match self.get(name) {
            Some(value) => {
                let list = value.get_ref().as_array();
                let texts = list.into_iter().flat_map(|list| list.iter()).filter_map(|v| self.string(v)).collect();
                At::new(texts, self.at(value))
            }
            None => At::new(Vec::new(), self.place.clone()),
        }
    }

    /// A whole number with its place.
    pub fn whole(&self, name: &str) -> Option<At<i64>> {
        let value = self.get(name)?;
        whole(value.get_ref()).map(|number| At::new(number, self.at(value)))
    }

    /// The texts of a table by key.
    pub fn by_key(&self, name: &str) -> BTreeMap<String, At<String>> {
        let table = self.get(name).and_then(|value| value.get_ref().as_table());
        let pairs = table.into_iter().flat_map(|table| table.iter());
        pairs.filter_map(|(key, value)| Some((key.get_ref().to_string(), self.string(value)?))).collect()
    }

    /// A table in a table.
    pub fn table(&self, name: &str) -> Option<Fields<'_>> {
        self.get(name).filter(|value| value.get_ref().is_table()).map(|value| self.inner(value))
    }

    /// The tables of a list.
    pub fn tables(&self, name: &str) -> Vec<Fields<'_>> {
        let list = self.get(name).and_then(|value| value.get_ref().as_array());
        list.into_iter().flat_map(|list| list.iter()).map(|table| self.inner(table)).collect()
    }

    fn string(&self, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        value.get_ref().as_str().map(|text| At::new(text.trim().to_owned(), self.at(value)))
    }
}

impl Kind {
    /// A word for what is wanted, as TOML calls it.
    fn name(&self) -> &'static str {
        match self {
            Self::Text | Self::Form(..) | Self::OneOf(_) => "string",
            Self::List(_) => "array",
            Self::Whole(..) => "integer",
            Self::ByLanguage | Self::Table(_) => "table",
            Self::Tables(_) => "array of tables",
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
}

/// The known name that is most like a word, by letters in common from both ends.
pub fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> &'n str {
    let likeness = |name: &str| {
        let front = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        let back = word.chars().rev().zip(name.chars().rev()).take_while(|(a, b)| a == b).count();
        (front + back, std::cmp::Reverse(name.len().abs_diff(word.len())))
    };
    names.max_by_key(|name| likeness(name)).unwrap_or("")
}
