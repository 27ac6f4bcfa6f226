//! `texts/LANGUAGE.toml` of a deck with new texts. Lines are changed and added where they belong; comments, and what is not known here,
//! stay as their author wrote them.

use super::edit::{Edit, apply, toml_text};
use crate::source::{At, Source};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Texts by `section.key`.
pub type Words = BTreeMap<String, String>;

/// The file with these texts; `own` are those that it has, and `order` is the order of new ones. None where it is written in a way that
/// leaves no place for them.
pub fn revised(source: &Source, own: &BTreeMap<String, At<String>>, texts: &Words, order: &[String]) -> Option<String> {
    let mut edits = Vec::new();
    for (name, at) in own {
        let text = texts.get(name).filter(|text| **text != at.value);
        edits.extend(text.map(|text| Edit { range: at.place.start..at.place.end, text: toml_text(text) }));
    }
    let mut fresh: Vec<(&str, String)> = Vec::new();
    for name in order.iter().filter(|name| !own.contains_key(*name)) {
        let (Some((section, key)), Some(text)) = (name.split_once('.'), texts.get(name)) else { continue };
        let line = format!("\n{key} = {}", toml_text(text));
        match fresh.iter_mut().find(|(known, _)| *known == section) {
            Some((_, lines)) => lines.push_str(&line),
            None => fresh.push((section, line)),
        }
    }
    let whole = source.text();
    let mut behind = String::new();
    for (section, lines) in fresh {
        match end_of(whole, section, own) {
            Some(at) => edits.push(Edit { range: at..at, text: lines }),
            None => behind.push_str(&format!("\n[{section}]{lines}\n")),
        }
    }
    let text = apply(whole, edits) + &behind;
    says(&text, texts).then_some(text)
}

/// Where a new line of a section goes: behind its last text, or else behind its heading. None where the file does not have it.
fn end_of(whole: &str, section: &str, own: &BTreeMap<String, At<String>>) -> Option<usize> {
    let inside = own.iter().filter(|(name, _)| name.split_once('.').is_some_and(|(known, _)| known == section));
    let last = inside.map(|(_, at)| at.place.end).max();
    let heading = || {
        let (table, _) = DeTable::parse_recoverable(whole);
        table.get_ref().keys().find(|key| key.get_ref() == section).map(|key| key.span().end)
    };
    let at = last.or_else(heading)?;
    Some(whole[at..].find('\n').map_or(whole.len(), |end| at + end))
}

/// Whether a file says all these texts.
fn says(file: &str, texts: &Words) -> bool {
    let Ok(read) = toml::from_str::<toml::Table>(file) else { return false };
    texts.iter().all(|(name, text)| {
        let value = name.split_once('.').and_then(|(section, key)| read.get(section)?.get(key)?.as_str());
        value == Some(text)
    })
}
