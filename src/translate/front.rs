//! The units of front matter: title and keywords. Everything else there is the same in all languages.

use super::digest::Digests;
use super::edit::{Edit, toml_list, toml_text};
use super::files::File;
use super::unit::{Spelling, Unit};
use crate::diagnostic::Findings;
use crate::read::{Parts, split};
use crate::source::Source;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where the parts of front matter stand.
#[derive(Debug)]
pub struct Front {
    /// Where the value of `source-version` stands.
    version: Option<Range<usize>>,
    /// The digests of what it was made from, and where they stand.
    pub digests: Option<(Range<usize>, Digests)>,
    /// Whether it has a place for whoever reviews the file.
    is_reviewed: bool,
    /// Where the fence that ends it begins.
    end: usize,
    /// Where the text begins.
    pub body: usize,
}

impl Front {
    /// The places and the units of a file's front matter.
    pub fn read(source: &Source, base: &str) -> (Self, Vec<Unit>) {
        // What is wrong with the fences has been said where the deck was read.
        let Parts { toml, body, .. } = split(source, &mut Findings::default());
        let text = &source.text()[toml.clone()];
        let (table, _) = DeTable::parse_recoverable(text);
        let table = table.get_ref();
        let at = |value: &Spanned<DeValue<'_>>| value.span().start + toml.start..value.span().end + toml.start;
        let unit = |name: &'static str, text: String, range: Range<usize>, spelling: Spelling| Unit {
            context: format!("{base}/{name}"),
            word: name,
            text,
            range,
            spelling,
            form: String::new(),
        };
        let mut units = Vec::new();
        if let Some((value, title)) = table.get("title").and_then(|v| Some((v, v.get_ref().as_str()?))) {
            units.push(unit("title", title.trim().to_owned(), at(value), Spelling::Text));
        }
        if let Some((value, list)) = table.get("keywords").and_then(|v| Some((v, v.get_ref().as_array()?))) {
            let words: Vec<_> = list.iter().filter_map(|word| word.get_ref().as_str()).map(str::trim).collect();
            units.push(unit("keywords", words.join("\n"), at(value), Spelling::List));
        }
        units.retain(|unit| !unit.text.is_empty());
        let version = table.get("source-version").map(at);
        let list = table.get("source-digest").and_then(|v| Some((v, v.get_ref().as_str()?)));
        let digests = list.map(|(value, list)| (at(value), Digests::parse(list)));
        let is_reviewed = table.contains_key("reviewer");
        (Self { version, digests, is_reviewed, end: toml.end, body }, units)
    }

    /// Whether the file was made from a text of the source as it is now; what a file without digests says of all its texts
    /// stands in `otherwise`.
    pub fn is_made_from(&self, unit: &Unit, otherwise: bool) -> bool {
        self.digests.as_ref().map_or(otherwise, |(_, digests)| digests.has(unit))
    }

    /// What changes the version of the source that a translation names.
    pub fn set_version(&self, version: &str) -> Edit {
        let text = toml_text(version);
        match &self.version {
            Some(range) => Edit { range: range.clone(), text },
            None => Edit { range: self.end..self.end, text: format!("source-version = {text}\n") },
        }
    }

    /// What changes the digests of what a translation was made from.
    pub fn set_digests(&self, list: &str) -> Edit {
        let text = toml_text(list);
        match &self.digests {
            Some((range, _)) => Edit { range: range.clone(), text },
            None => Edit { range: self.end..self.end, text: format!("source-digest = {text}\n") },
        }
    }

    /// What adds a text that is not there: a title, or keywords.
    pub fn add(&self, unit: &Unit, text: &str) -> Edit {
        let value = if unit.spelling == Spelling::List { toml_list(text) } else { toml_text(text) };
        Edit { range: self.end..self.end, text: format!("{} = {value}\n", unit.word) }
    }
}

/// The front matter of a new translation. Where its source has a reviewer, it has none yet: each language is signed on its own.
pub fn compose(
    (file, source): (&File<'_>, &Front),
    title: &str,
    keywords: Option<&str>,
    made_from: (Option<&str>, Option<&str>),
) -> String {
    let mut out = String::from("+++\n");
    let mut line = |name: &str, value: Option<String>| {
        out.extend(value.map(|value| format!("{name} = {value}\n")));
    };
    line("id", file.id.map(toml_text));
    line("title", Some(toml_text(title)));
    line("keywords", keywords.map(toml_list));
    line("checked", file.checked.map(toml_text));
    line("reviewer", source.is_reviewed.then(|| toml_text("")));
    line("source-version", made_from.0.map(toml_text));
    line("source-digest", made_from.1.map(toml_text));
    out + "+++\n"
}
