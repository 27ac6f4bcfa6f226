//! The interface texts that a deck brings (`texts/LANGUAGE.toml`), held against the English ones of the program, which say what
//! there is. Knows no page.

use super::fields::with_fields;
use super::folder::Folder;
use super::kinds::{Field, Kind};
use super::rules;
use crate::deck::InterfaceTexts;
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Place, Source};
use crate::templates::{self, Sections};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

/// The folder of a deck that holds interface texts.
pub const FOLDER: &str = "texts";
/// Names of languages are free: a deck may add those that it has.
const LANGUAGES: &str = "language";

/// Reads a folder of interface texts, `LANGUAGE.toml` each, as if it were the one in a deck.
///
/// # Errors
/// Where the folder cannot be listed at all.
pub fn interface_folder(root: &Path, findings: &mut Findings) -> io::Result<Vec<InterfaceTexts>> {
    let folder = Folder::read(root, &BTreeMap::new(), findings)?;
    for path in folder.media.keys().chain(folder.texts.keys().filter(|path| language(path).is_none())) {
        findings.add(&rules::UNKNOWN_FILE, &Place::file(path));
    }
    Ok(folder.texts.iter().filter_map(|(path, source)| Some(file(language(path)?, source, findings))).collect())
}

/// The interface texts of a deck.
pub fn interface(folder: &Folder, findings: &mut Findings) -> Vec<InterfaceTexts> {
    let inside = |path: &str| language(path.strip_prefix(FOLDER)?.strip_prefix('/')?).map(str::to_owned);
    folder.texts.iter().filter_map(|(path, source)| Some(file(&inside(path)?, source, findings))).collect()
}

/// Whether a path in a deck is that of interface texts.
pub fn is_interface(path: &str) -> bool {
    path.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/')).and_then(language).is_some()
}

fn language(name: &str) -> Option<&str> {
    name.strip_suffix(".toml").filter(|tag| form::is_language(tag))
}

fn file(language: &str, source: &Source, findings: &mut Findings) -> InterfaceTexts {
    let texts = with_fields(source, (0, source.text()), &FIELDS, findings, |fields, findings| {
        let mut texts = BTreeMap::new();
        for (section, keys) in english() {
            let Some(table) = fields.table(section) else { continue };
            let named = (section == LANGUAGES).then(|| fields.by_key(section));
            let listed = keys.keys().filter_map(|key| Some((key.clone(), table.text(key)?)));
            for (key, text) in named.map_or_else(|| listed.collect::<Vec<_>>(), |named| named.into_iter().collect()) {
                if let Some(own) = keys.get(&key) {
                    gaps(own, &text, findings);
                }
                texts.insert(format!("{section}.{key}"), text);
            }
        }
        texts
    });
    InterfaceTexts { language: language.to_owned(), texts, source: source.clone() }
}

/// Reports a text whose gaps are not those of the English one.
fn gaps(english: &str, text: &At<String>, findings: &mut Findings) {
    let (found, wanted) = (templates::gaps(text), templates::gaps(english));
    if found != wanted {
        let named = |gaps: Vec<&str>| gaps.iter().map(|gap| format!("{{{gap}}}")).collect::<Vec<_>>().join(" ");
        findings.add(&rules::OTHER_GAPS, &text.place).with("found", named(found)).with("wanted", named(wanted));
    }
}

fn english() -> &'static Sections {
    templates::interface(templates::STAND_IN)
}

/// What such a file may hold. Read once and kept, because fields are `'static`.
static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let field = |(section, keys): (&'static String, &'static BTreeMap<String, String>)| {
        let kind = if section == LANGUAGES {
            Kind::ByLanguage(&Kind::Text)
        } else {
            let own: Vec<Field> = keys.keys().map(|key| Field::may(key, Kind::Text)).collect();
            Kind::Table(own.leak())
        };
        Field::may(section, kind)
    };
    english().iter().map(field).collect()
});
