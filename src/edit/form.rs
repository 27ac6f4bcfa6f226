//! The form of a file, as data for a page: its fields with what each means and may hold, from the tables that make `cartable schema`,
//! and the pieces of its body. Knows no page.

use super::body::{Body, Part, label};
use super::refusal::Refusal;
use super::toml_text::{TomlText, as_json};
use super::what::What;
use super::written::Written;
use crate::diagnostic::Locale;
use crate::read::{Field, Kind, described};
use serde::Serialize;
use serde_json::Value;

/// Texts that are longer than a line of a form.
const LONG: [&str; 3] = ["description", "statement", "note"];

/// The form of a file.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// What the file is: its name among the schemas.
    pub what: &'static str,
    /// The same for people.
    pub about: String,
    /// Its fields.
    pub fields: Vec<Input>,
    /// The parts of its body.
    pub parts: Vec<Part>,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct Input {
    /// Its path, for instance `title.fr` or `credits.0.name`, as [`set`](super::set) takes it.
    pub path: String,
    /// Its key.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// What it means.
    pub help: String,
    /// `text`, `long`, `number`, `choice`, `list`, `table` or `tables`.
    pub input: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The value that it has; null where it has none, and for tables.
    pub value: Value,
    /// The line of its value, from 1.
    pub line: Option<usize>,
    /// The words that it may be, or that a number may be instead.
    pub choices: Vec<&'static str>,
    /// The pattern of each of its texts; empty where there is none.
    pub pattern: &'static str,
    /// The least and the most that a number may be.
    pub between: Option<(i64, i64)>,
    /// The fields of a table; of a list of tables those of a new one.
    pub fields: Vec<Input>,
    /// The fields of each table of a list.
    pub entries: Vec<Vec<Input>>,
}

/// The form of the file of a key, described in a language; texts by language have a field for each of `languages` and for what is
/// there besides.
///
/// # Errors
/// Where the file has no form, or is so written that it can only be edited as text.
pub fn form(key: &str, raw: &str, languages: &[String], locale: Locale) -> Result<Form, Refusal> {
    let written = Written::of(raw);
    let what = What::of(key, &written).ok_or_else(|| Refusal::new("no_form", key))?;
    let source = written.source(key);
    let toml = TomlText::of(&source, matches!(what, What::Text(_)))?;
    let fields = Fields { toml: &toml, what, written: &written, languages, locale };
    let body = Body::of(what, key, &written);
    Ok(Form {
        what: what.name(),
        about: described(what.name(), "", locale),
        fields: fields.of(what.fields(), &[], ""),
        parts: body.map(|body| body.parts(&written, locale)).unwrap_or_default(),
    })
}

struct Fields<'a> {
    toml: &'a TomlText<'a>,
    what: What,
    written: &'a Written,
    languages: &'a [String],
    locale: Locale,
}

impl Fields<'_> {
    fn of(&self, fields: &[Field], parent: &[&str], meaning: &str) -> Vec<Input> {
        let one = |field: &Field| {
            let path = [parent, &[field.name]].concat();
            let meaning = if meaning.is_empty() { field.name.to_owned() } else { format!("{meaning}.{}", field.name) };
            self.input(&path, &meaning, field.kind, field.required)
        };
        fields.iter().map(one).collect()
    }

    fn input(&self, path: &[&str], meaning: &str, kind: Kind, required: bool) -> Input {
        let found = self.toml.find(path);
        let key = path.last().copied().unwrap_or_default();
        let line = found.as_ref().map(|found| self.written.line(found.range.start));
        let mut input = Input {
            path: path.join("."),
            key: key.to_owned(),
            label: label(self.locale, "field", key),
            help: described(self.what.name(), meaning, self.locale),
            input: "text",
            required,
            value: found.map_or(Value::Null, |found| as_json(found.value)),
            line,
            choices: Vec::new(),
            pattern: "",
            between: None,
            fields: Vec::new(),
            entries: Vec::new(),
        };
        match kind {
            Kind::Text if LONG.iter().any(|long| path.contains(long)) => input.input = "long",
            Kind::Text => {}
            Kind::Form(_, _, pattern) => input.pattern = pattern,
            Kind::OneOf(words) => (input.input, input.choices) = ("choice", words.to_vec()),
            Kind::Whole(least, most, word) => {
                (input.input, input.between) = ("number", Some((least, most)));
                input.choices = word.into_iter().collect();
            }
            Kind::List(inner) => {
                input.input = "list";
                match inner {
                    Kind::Form(_, _, pattern) => input.pattern = pattern,
                    Kind::OneOf(words) => input.choices = words.to_vec(),
                    _ => {}
                }
            }
            Kind::ByLanguage(inner) => {
                (input.input, input.fields) = ("table", self.by_language(path, meaning, *inner, &input.value));
            }
            Kind::Table(fields) => (input.input, input.fields) = ("table", self.of(fields, path, meaning)),
            Kind::Tables(fields) => {
                input.input = "tables";
                let count = input.value.as_array().map_or(0, Vec::len);
                let entry = |at: usize| self.of(fields, &[path, &[at.to_string().as_str()]].concat(), meaning);
                (input.entries, input.fields) = ((0..count).map(entry).collect(), entry(count));
            }
        }
        if matches!(input.input, "table" | "tables") {
            input.value = Value::Null;
        }
        input
    }

    fn by_language(&self, path: &[&str], meaning: &str, inner: Kind, present: &Value) -> Vec<Input> {
        let mut languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
        let there = present.as_object().into_iter().flat_map(|by| by.keys());
        let more: Vec<&str> = there.map(String::as_str).filter(|own| !languages.contains(own)).collect();
        languages.extend(more);
        let one = |language: &&str| self.input(&[path, &[*language]].concat(), meaning, inner, false);
        languages.iter().map(one).collect()
    }
}
