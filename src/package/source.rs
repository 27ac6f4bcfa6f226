//! The deck's source in a package, and the way back: whoever receives a package can edit it. It is one file of plain JSON,
//! because some LMSs refuse archives in archives. It holds what the module was made from, which is a whole deck of its own.

use super::source_edition::{self, Change, changed, line, list};
use crate::course::Module;
use crate::deck::{Edition, REGISTER_FILE, Register, interface};
use crate::mbz;
use crate::source::{At, Place};
use crate::templates;
use crate::tree::Tree;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The member of a package that holds its source.
pub const SOURCE_FILE: &str = "source.json";
/// The largest source that is read, in bytes, and the most files of it. A deck of thousands of cards has a tenth.
const LARGEST: usize = 16 << 20;
const MOST_FILES: usize = 20_000;
/// The form of that file.
const FORM: &str = "cartable-deck/1";

#[derive(Serialize, Deserialize)]
struct Packed {
    form: String,
    files: BTreeMap<String, String>,
    /// Paths of members of the package that belong to the deck as they are.
    media: BTreeSet<String>,
}

/// Why a package gives no deck back.
#[derive(Debug, PartialEq, Eq)]
pub enum SourceFault {
    /// The package was built without its source, or by another tool.
    Missing,
    /// The source is not in a form that this version knows.
    Unknown,
    /// It names a file outside the deck.
    Outside(String),
}

/// The source of a module, with every medium that it names.
pub fn source(module: &Module<'_>) -> Tree {
    let deck = module.deck;
    let alone = module.stands_alone();
    // Otherwise the original goes along, from which a translation has its right answers and what it lacks.
    let original = deck.editions.first().filter(|first| !alone && first.language != module.language);
    let editions: Vec<&Edition> = original.into_iter().chain(module.languages().map(|own| own.edition)).collect();
    let mut files = BTreeMap::from([("deck.toml".to_owned(), deck_toml(module, &editions))]);
    files.insert(REGISTER_FILE.to_owned(), format!("{:#}", module.register()));
    let interfaces = module.languages().filter_map(|own| interface(&deck.interface, own.language));
    files.extend(interfaces.map(|own| (format!("texts/{}.toml", own.language), own.source.text().to_owned())));
    files.extend(editions.iter().flat_map(|edition| source_edition::files(module, edition, alone)));
    let named = |path: &str| files.values().any(|text| text.contains(path));
    let media: BTreeSet<String> = deck.media.keys().filter(|path| named(path)).cloned().collect();
    let mut tree = Tree::default();
    for path in &media {
        tree.put(path, deck.media[path].to_vec());
    }
    let packed = Packed { form: FORM.to_owned(), files, media };
    tree.put(SOURCE_FILE, serde_json::to_vec_pretty(&packed).unwrap_or_default());
    tree
}

/// `register.toml` as it is written into a deck. A package has it without the words for authors.
pub fn register_text(register: &Register) -> String {
    format!("{}\n{register}", templates::text("register.toml"))
}

/// `deck.toml` word for word, but for the lists of themes and languages, which name what is here, and the lines in other languages.
fn deck_toml(module: &Module<'_>, editions: &[&Edition]) -> String {
    let deck = module.deck;
    let themes = list(module.themes.iter().map(|part| part.theme.text.id.as_str()));
    let languages = list(editions.iter().map(|edition| edition.language.as_str()));
    let (Some(first), Some(last)) = (deck.languages.first(), deck.languages.last()) else { return String::new() };
    let mut changes = vec![
        (deck.themes.place.start..deck.themes.place.end, themes),
        (first.place.start..last.place.end, languages.trim_matches(['[', ']']).to_owned()),
    ];
    changes.extend(countries(module));
    fn places<T>(texts: &BTreeMap<String, At<T>>) -> Vec<(&str, &Place)> {
        texts.iter().map(|(language, text)| (language.as_str(), &text.place)).collect()
    }
    let statement = deck.funding.as_ref().map(|funding| places(&funding.statement));
    let tables =
        [places(&deck.title), places(&deck.description), places(&deck.keywords), statement.unwrap_or_default()];
    let is_here = |language: &str| editions.iter().any(|edition| edition.language == language);
    // A table that says nothing in these languages stays as it is: it may not become empty.
    for table in tables.iter().filter(|table| table.iter().any(|(language, _)| is_here(language))) {
        let others = table.iter().filter(|(language, _)| !is_here(language));
        changes.extend(others.filter_map(|(language, place)| Some((line(language, place)?, String::new()))));
    }
    changed(deck.source.text(), changes)
}

/// The list of countries names those whose sheets are here; without any, its lines go.
fn countries(module: &Module<'_>) -> Option<Change> {
    let listed = &module.deck.countries;
    let is_here = |id: &str| module.languages().any(|own| own.countries.iter().any(|told| *told.text.id == id));
    let here: Vec<&str> = listed.iter().map(|id| id.as_str()).filter(|id| is_here(id)).collect();
    let place = &listed.place;
    if listed.is_empty() || !here.is_empty() {
        return (!listed.is_empty()).then(|| (place.start..place.end, list(here.into_iter())));
    }
    let text = place.source.text();
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at + 1);
    Some((start..end, String::new()))
}

/// The deck that a package was made from, given its members. In a Moodle backup it lies among the files of a page, or of a module.
///
/// # Errors
/// Where there is none, where it is of an unknown form, and where it names a path that would leave the deck's folder.
pub fn deck_files(members: &Tree) -> Result<Tree, SourceFault> {
    if !mbz::is_backup(members) {
        return files_of(members);
    }
    let areas = mbz::areas(members);
    let holds =
        |component: &str| areas.iter().find(|own| own.component == component && own.files.get(SOURCE_FILE).is_some());
    // That of a page is the whole deck's.
    let area = holds("mod_page").or_else(|| holds("mod_scorm"));
    area.map_or(Err(SourceFault::Missing), |area| files_of(&area.files))
}

fn files_of(members: &Tree) -> Result<Tree, SourceFault> {
    let json = members.get(SOURCE_FILE).ok_or(SourceFault::Missing)?;
    if json.len() > LARGEST {
        return Err(SourceFault::Unknown);
    }
    let packed: Packed = serde_json::from_slice(json).map_err(|_| SourceFault::Unknown)?;
    if packed.form != FORM || packed.files.len() + packed.media.len() > MOST_FILES {
        return Err(SourceFault::Unknown);
    }
    let mut deck = Tree::default();
    for (path, text) in packed.files {
        deck.put(inside(&path)?, text);
    }
    for path in packed.media {
        let content = members.get(&path).ok_or(SourceFault::Unknown)?.to_vec();
        deck.put(inside(&path)?, content);
    }
    Ok(deck)
}

/// A path of plain names only, so that nothing is ever written outside the folder that was asked for.
fn inside(path: &str) -> Result<String, SourceFault> {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    if path.split('/').all(plain) { Ok(path.to_owned()) } else { Err(SourceFault::Outside(path.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_cannot_lead_outside_its_folder() {
        for path in ["../a.md", "/etc/a", "a/../b", "a//b", "a\\b", ".git/config", "c:/a", ""] {
            let packed = format!(r#"{{"form":"{FORM}","files":{{{path:?}:""}},"media":[]}}"#);
            let mut members = Tree::default();
            members.put(SOURCE_FILE, packed);
            assert_eq!(deck_files(&members), Err(SourceFault::Outside(path.to_owned())), "{path}");
        }
        assert_eq!(deck_files(&Tree::default()), Err(SourceFault::Missing));
    }
}
