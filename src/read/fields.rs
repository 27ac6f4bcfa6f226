//! TOML with places: tables held against a list of fields, every fault a finding. Knows no deck.

use super::kinds::{Field, Kind};
use super::rules;
use super::syntax::mend;
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Place, Source};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

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
    let right = DeTable::parse_recoverable(toml);
    // Nearly every text is right, and is not parsed once more.
    let mended = (!right.1.is_empty()).then(|| mend(toml));
    for fault in mended.iter().flat_map(|mended| &mended.faults) {
        let place = source.place(fault.span.start + offset..fault.span.end + offset);
        findings.add(&rules::TOML_SYNTAX, &place).with("reason", fault.reason);
    }
    let (table, _) = mended.as_ref().map_or(right, |mended| DeTable::parse_recoverable(&mended.text));
    // What is missing in front matter is missing between its fences: the first one is shown.
    let fence = source.text()[..offset].trim_end();
    let begin = fence.rfind('\n').map_or(0, |at| at + 1);
    let place = if offset > 0 { source.place(begin..fence.len()) } else { source.whole() };
    let read = Fields { table: Some(table.get_ref()), source, offset, place };
    // After a syntax error a key may be missing only because its line was left out.
    if mended.as_ref().is_none_or(|mended| mended.is_whole) {
        let lost = read.below_tables(fields, findings);
        read.hold(fields, &lost, mended.is_none(), findings);
    }
    take(&read, findings)
}

impl<'a> Fields<'a> {
    /// Reports keys of the whole file that were written below a table, and so belong to it for TOML. Gives their names.
    fn below_tables(&self, fields: &[Field], findings: &mut Findings) -> BTreeSet<&'static str> {
        let Some(table) = self.table else { return BTreeSet::new() };
        let mut lost = BTreeSet::new();
        for field in fields {
            let own: &[Field] = match field.kind {
                Kind::Table(own) | Kind::Tables(own) => own,
                Kind::ByLanguage(_) => &[],
                _ => continue,
            };
            let Some(value) = table.get(field.name).map(Spanned::get_ref) else { continue };
            let inner = value.as_table().or_else(|| value.as_array()?.last()?.get_ref().as_table());
            for key in inner.into_iter().flat_map(|inner| inner.keys()) {
                let is_lost = |known: &&Field| known.name == key.get_ref().as_ref() && !table.contains_key(known.name);
                let Some(known) = fields.iter().find(is_lost) else { continue };
                if own.iter().all(|own| own.name != known.name) && lost.insert(known.name) {
                    let finding = findings.add(&rules::KEY_BELOW_TABLE, &self.at(key));
                    finding.with("key", known.name).with("table", field.name);
                }
            }
        }
        lost
    }

    fn hold(&self, fields: &[Field], lost: &BTreeSet<&'static str>, complete: bool, findings: &mut Findings) {
        let Some(table) = self.table else { return };
        let mut meant: BTreeSet<&str> = lost.clone();
        let is_unknown = |key: &str| !fields.iter().any(|field| field.name == key) && !lost.contains(key);
        for key in table.keys().filter(|key| is_unknown(key.get_ref())) {
            let known = by_likeness(key.get_ref(), fields);
            let place = self.at(key);
            findings.add(&rules::UNKNOWN_KEY, &place).with("key", key.get_ref()).with("known", known.join(", "));
            meant.extend(known.first().copied());
        }
        for field in fields {
            match table.get(field.name) {
                Some(value) => self.hold_value(field, value, &field.kind, lost, complete, findings),
                // A key that is only misspelt is not missing besides.
                None if field.required && complete && !meant.contains(field.name) => {
                    let example = field.kind.example(field.name);
                    findings.add(&rules::MISSING_KEY, &self.place).with("key", field.name).with("example", example);
                }
                None => {}
            }
        }
    }

    fn hold_value(
        &self,
        field: &Field,
        value: &Spanned<DeValue<'_>>,
        kind: &Kind,
        lost: &BTreeSet<&'static str>,
        complete: bool,
        findings: &mut Findings,
    ) {
        match (kind, value.get_ref()) {
            (Kind::Text | Kind::Form(..) | Kind::OneOf(_), DeValue::String(text)) => {
                self.hold_text(field, (text, &self.at(value)), kind, findings);
            }
            (Kind::List(inner), DeValue::Array(values)) => {
                self.hold_length(field, values.len(), value, findings);
                for value in values.iter() {
                    // What a list holds is text; the example that helps is that of the list.
                    let kind = if value.get_ref().is_str() { inner } else { kind };
                    self.hold_value(field, value, kind, lost, complete, findings);
                }
            }
            (Kind::Whole(_, _, Some(word)), DeValue::String(text)) if text == word => {}
            (Kind::Whole(least, most, _), DeValue::Integer(_)) => {
                if whole(value.get_ref()).is_none_or(|n| !(*least..=*most).contains(&n)) {
                    let finding = findings.add(&rules::OUT_OF_RANGE, &self.at(value));
                    finding.with("key", field.name).with("least", least).with("most", most);
                }
            }
            (Kind::ByLanguage(inner), DeValue::Table(values)) => {
                self.hold_length(field, values.len(), value, findings);
                for (key, value) in values.iter() {
                    let name: &str = key.get_ref();
                    if lost.contains(name) {
                        continue;
                    }
                    // Of a value of another kind, the example that helps is that of the table.
                    let wanted = if matches!(inner, Kind::List(_)) { DeValue::is_array } else { DeValue::is_str };
                    let kind = if wanted(value.get_ref()) { inner } else { kind };
                    self.hold_value(field, value, kind, lost, complete, findings);
                }
            }
            (Kind::Table(fields), DeValue::Table(_)) => self.inner(value).hold(fields, lost, complete, findings),
            (Kind::Tables(fields), DeValue::Array(tables)) if tables.iter().all(|t| t.get_ref().is_table()) => {
                self.hold_length(field, tables.len(), value, findings);
                for table in tables.iter() {
                    self.inner(table).hold(fields, lost, complete, findings);
                }
            }
            _ => {
                let finding = findings.add(&rules::WRONG_KIND, &self.at(value));
                finding.with("key", field.name).with("example", field.kind.example(field.name));
            }
        }
    }

    fn hold_text(&self, field: &Field, (text, place): (&str, &Place), kind: &Kind, findings: &mut Findings) {
        match kind {
            Kind::Form(accepts, rule, _) if !accepts(text) => {
                findings.add(rule, place).with("key", field.name).with("value", text);
            }
            Kind::OneOf(words) if !words.contains(&text) => {
                let words = words.join(", ");
                findings
                    .add(&rules::UNKNOWN_WORD, place)
                    .with("key", field.name)
                    .with("value", text)
                    .with("words", words);
            }
            Kind::Text if text.trim().is_empty() => {
                findings.add(&rules::EMPTY_TEXT, place).with("key", field.name);
            }
            Kind::Text if text.contains(form::is_invisible) => {
                findings.add(&rules::INVISIBLE, place);
            }
            _ => {}
        }
    }

    /// What must be there must hold something.
    fn hold_length(&self, field: &Field, length: usize, value: &Spanned<DeValue<'_>>, findings: &mut Findings) {
        if length == 0 && field.required {
            findings.add(&rules::EMPTY_TEXT, &self.at(value)).with("key", field.name);
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

    /// The texts of a list, and the place of the list. A text alone counts as a list of one: the finding is already there.
    pub fn texts(&self, name: &str) -> At<Vec<At<String>>> {
        match self.get(name) {
            Some(value) => {
                let list = value.get_ref().as_array().into_iter().flat_map(|list| list.iter());
                At::new(
                    self.string(value).into_iter().chain(list.filter_map(|v| self.string(v))).collect(),
                    self.at(value),
                )
            }
            None => At::new(Vec::new(), self.place.clone()),
        }
    }

    /// A whole number with its place.
    pub fn whole(&self, name: &str) -> Option<At<i64>> {
        let value = self.get(name)?;
        whole(value.get_ref()).map(|number| At::new(number, self.at(value)))
    }

    /// The texts of a table by key. What is no text counts as an empty one: the finding is already there.
    pub fn by_key(&self, name: &str) -> BTreeMap<String, At<String>> {
        let table = self.get(name).and_then(|value| value.get_ref().as_table());
        let pairs = table.into_iter().flat_map(|table| table.iter());
        let text = |value| self.string(value).unwrap_or_else(|| At::new(String::new(), self.at(value)));
        pairs.map(|(key, value)| (key.get_ref().to_string(), text(value))).collect()
    }

    /// The lists of a table by key.
    pub fn lists_by_key(&self, name: &str) -> BTreeMap<String, At<Vec<At<String>>>> {
        let inner = self.table(name);
        let lists = |inner: &Fields<'_>| {
            let keys = inner.table.into_iter().flat_map(|table| table.keys());
            keys.map(|key| (key.get_ref().to_string(), inner.texts(key.get_ref()))).collect()
        };
        inner.as_ref().map(lists).unwrap_or_default()
    }

    /// A table in a table.
    pub fn table(&self, name: &str) -> Option<Fields<'_>> {
        self.get(name).filter(|value| value.get_ref().is_table()).map(|value| self.inner(value))
    }

    /// A table of nothing at the place of this one.
    pub fn none(&self) -> Fields<'_> {
        Fields { table: None, source: self.source, offset: self.offset, place: self.place.clone() }
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

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
}

/// The names of fields, the one most like a word first, by letters in common from both ends.
fn by_likeness(word: &str, fields: &[Field]) -> Vec<&'static str> {
    let likeness = |name: &str| {
        let front = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        let back = word.chars().rev().zip(name.chars().rev()).take_while(|(a, b)| a == b).count();
        std::cmp::Reverse(front + back)
    };
    let mut names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    names.sort_by_key(|name| likeness(name));
    names
}
