//! The interface texts of a language as a catalogue, and back as `texts/LANGUAGE.toml` of a deck. The source of every text is the
//! English one of the program. Knows no page and no disk.

use super::catalogue::{Catalogue, TEXTS_FIELD, parse};
use super::composed::composed;
use super::edit::toml_text;
use super::import::{Imported, language};
use super::interface_toml::{Words, revised};
use super::po::{Entry, Message, write};
use super::rules;
use crate::deck::{Deck, InterfaceTexts, interface, primary};
use crate::diagnostic::Findings;
use crate::source::Place;
use crate::templates::{self, STAND_IN, gaps};
use crate::tree::Tree;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Writes the English interface texts with those in a language: those of the deck, or else those of the program.
pub fn export_texts(deck: &Deck, language: &str) -> String {
    // gettext joins language and region by a low line.
    let tag = language.replace('-', "_");
    let header = [
        ("Project-Id-Version", "cartable"),
        ("Language", tag.as_str()),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        (TEXTS_FIELD, env!("CARGO_PKG_VERSION")),
    ];
    let (english, comments) = (words(STAND_IN), Comments::read());
    let mut present = built_in(language);
    present.extend(own(self::present(deck, language)));
    let entry = |(name, line): (String, usize)| Entry {
        comment: comments.of(&name, &english[&name]),
        reference: format!("templates/texts/{STAND_IN}.toml:{line}"),
        fuzzy: false,
        previous: None,
        id: english[&name].clone(),
        text: present.get(&name).cloned().unwrap_or_default(),
        context: name,
    };
    write(&header, &in_order().into_iter().map(entry).collect::<Vec<_>>())
}

/// Takes such a catalogue into a deck: its texts, and those of the deck on which it is silent. New ones that say the same as the program
/// are left out. Nothing comes out where a finding is an error.
pub fn import_texts(deck: &Deck, (path, bytes): (&str, &[u8]), asked: Option<&str>) -> (Option<Imported>, Findings) {
    let mut findings = Findings::default();
    let catalogue = parse(path, bytes, &mut findings);
    let language = catalogue.as_ref().and_then(|catalogue| language(catalogue, deck, asked, &mut findings));
    let (Some(catalogue), Some(language)) = (catalogue, language) else { return (None, findings) };
    let present = present(deck, &language);
    let own = present.map(|present| &present.texts);
    let own = |name: &str| own.and_then(|own| own.get(name));
    let mut taken = taken(&catalogue, &mut findings);
    if taken.is_empty() {
        findings.add(&rules::NO_TEXTS, &catalogue.header_place);
    }
    let built_in = built_in(&language);
    taken.retain(|name, text| own(name).is_some() || built_in.get(name) != Some(text));
    taken.retain(|name, text| own(name).is_none_or(|own| composed(&own.value) != *text));
    let replaced: Vec<&Place> = taken.keys().filter_map(|name| own(name)).map(|own| &own.place).collect();
    if let Some(first) = replaced.first() {
        findings.add(&rules::REPLACED, first).with("count", replaced.len());
    }
    let mut files = Tree::default();
    if !taken.is_empty() {
        files.put(format!("texts/{language}.toml"), with(present, taken));
    }
    (Some(Imported { language, files }).filter(|_| !findings.has_errors()), findings)
}

/// The texts of the program in a language, or the one that it is a region of; empty where it has none.
fn built_in(language: &str) -> Words {
    let known = templates::languages().find(|known| *known == primary(language));
    known.map(words).unwrap_or_default()
}

fn words(language: &str) -> Words {
    let named = |(section, keys): (&'static String, &'static BTreeMap<String, String>)| {
        keys.iter().map(move |(key, text)| (format!("{section}.{key}"), text.clone()))
    };
    templates::interface(language).iter().flat_map(named).collect()
}

/// The file of the deck for exactly this language.
fn present<'a>(deck: &'a Deck, language: &str) -> Option<&'a InterfaceTexts> {
    interface(&deck.interface, language).filter(|own| own.language == language)
}

/// The texts of the deck in exactly this language.
fn own(present: Option<&InterfaceTexts>) -> Words {
    let texts = present.into_iter().flat_map(|own| &own.texts);
    texts.map(|(name, text)| (name.clone(), text.value.clone())).collect()
}

/// The file with new texts.
fn with(present: Option<&InterfaceTexts>, taken: Words) -> String {
    let order: Vec<String> = in_order().into_iter().map(|(name, _)| name).collect();
    let mut texts = own(present);
    texts.extend(taken);
    let revised = present.and_then(|present| revised(&present.source, &present.texts, &texts, &order));
    revised.unwrap_or_else(|| file(&texts, order))
}

/// The translations that can be used.
fn taken(catalogue: &Catalogue, findings: &mut Findings) -> Words {
    let english = words(STAND_IN);
    let mut taken = Words::new();
    for Message { context, id, text, fuzzy, place, text_place } in &catalogue.messages {
        let name = context.clone().unwrap_or_default();
        let Some(source) = english.get(&name) else {
            findings.add(&rules::UNKNOWN_CONTEXT, place).with("context", name);
            continue;
        };
        let text = composed(text.trim());
        let text = text.as_ref();
        if *fuzzy || text.is_empty() {
            continue;
        }
        if id.trim() != source {
            findings.add(&rules::SOURCE_CHANGED, place).with("context", name);
        } else if gaps(text) != gaps(source) {
            let finding = findings.add(&rules::GAPS, text_place).with("context", name);
            finding.with("found", gaps(text).join(", ")).with("wanted", gaps(source).join(", "));
        } else {
            taken.insert(name, text.to_owned());
        }
    }
    taken
}

/// The file of these texts, in the order of the English one. What English does not have comes last.
fn file(texts: &Words, mut names: Vec<String>) -> String {
    names.extend(texts.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    let mut sections: Vec<(&str, String)> = Vec::new();
    for name in &names {
        let (Some((section, key)), Some(text)) = (name.split_once('.'), texts.get(name)) else { continue };
        let line = format!("{key} = {}\n", toml_text(text));
        match sections.iter_mut().find(|(known, _)| *known == section) {
            Some((_, lines)) => lines.push_str(&line),
            None => sections.push((section, line)),
        }
    }
    sections.iter().map(|(section, lines)| format!("[{section}]\n{lines}")).collect::<Vec<_>>().join("\n")
}

/// The names of the English texts with the line of each, counted from 1, in the order of the file.
fn in_order() -> Vec<(String, usize)> {
    let text = templates::text(&format!("texts/{STAND_IN}.toml"));
    let (table, _) = DeTable::parse_recoverable(text);
    let mut found = Vec::new();
    for (section, keys) in table.get_ref() {
        for key in keys.get_ref().as_table().into_iter().flat_map(|keys| keys.keys()) {
            found.push((key.span().start, format!("{}.{}", section.get_ref(), key.get_ref())));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(at, name)| (name, text[..at].matches('\n').count() + 1)).collect()
}

/// What translators are told.
#[derive(serde::Deserialize)]
struct Comments {
    sections: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

impl Comments {
    fn read() -> Self {
        toml::from_str(templates::text("interface.toml"))
            .unwrap_or_else(|fault| panic!("templates/interface.toml: {fault}"))
    }

    /// The comment on one text: what is said of its section and of itself, and that its gaps stay.
    fn of(&self, name: &str, text: &str) -> String {
        let section = name.split_once('.').map_or(name, |(section, _)| section);
        let said = self.sections.get(section).into_iter().chain(self.texts.get(name));
        let mut said: Vec<String> = said.cloned().collect();
        let gaps: Vec<String> = gaps(text).into_iter().map(|gap| format!("{{{gap}}}")).collect();
        if !gaps.is_empty() {
            said.push(format!("Keep {}: the program fills it.", gaps.join(", ")));
        }
        said.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_section_has_a_comment_and_no_comment_is_for_nothing() {
        let (comments, order) = (Comments::read(), in_order());
        let names: BTreeSet<&str> = order.iter().map(|(name, _)| name.as_str()).collect();
        let sections: BTreeSet<&str> = names.iter().filter_map(|name| Some(name.split_once('.')?.0)).collect();
        let told: BTreeSet<&str> = comments.sections.keys().map(String::as_str).collect();
        assert_eq!(told, sections);
        assert!(comments.texts.keys().all(|name| names.contains(name.as_str())), "{:?}", comments.texts);
    }
}
