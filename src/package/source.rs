//! The deck's source in a package, and the way back: whoever receives a package can edit it. It is one file of plain JSON,
//! because some LMSs refuse archives in archives. It holds what the module was made from, which is a whole deck of its own.

use crate::course::Module;
use crate::deck::Edition;
use crate::source::Source;
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

/// The source of a module as JSON.
pub fn source(module: &Module<'_>) -> Vec<u8> {
    let mut files = BTreeMap::from([("deck.toml".to_owned(), deck_toml(module))]);
    let shown: BTreeSet<&str> = module.situations.iter().map(|activity| activity.id).collect();
    let capsules: BTreeSet<&str> = module.capsules.iter().map(|capsule| capsule.id.as_str()).collect();
    for edition in editions(module) {
        let themes = edition.themes.iter().filter(|theme| module.themes.iter().any(|part| *part.theme.id == *theme.id));
        let cards = edition.situations().filter(|card| shown.contains(card.id.as_str()));
        let texts = edition.capsules.iter().filter(|capsule| capsules.contains(capsule.id.as_str()));
        let sources = (themes.map(|t| &t.source))
            .chain(cards.map(|card| &card.source))
            .chain(texts.map(|capsule| &capsule.source))
            .chain(edition.game.iter().map(|game| &game.source))
            .chain(edition.board.iter().map(|board| &board.source))
            .chain(edition.glossary.iter().map(|glossary| &glossary.source));
        files.extend(sources.map(|source: &Source| (source.path().to_owned(), source.text().to_owned())));
    }
    let named = |path: &&String| files.values().any(|text| text.contains(path.as_str()));
    let media = module.deck.media.keys().filter(named).cloned().collect();
    let packed = Packed { form: FORM.to_owned(), files, media };
    serde_json::to_vec_pretty(&packed).unwrap_or_default()
}

/// A translation leaves right answers to its source, so the source goes with it.
fn editions<'a>(module: &Module<'a>) -> impl Iterator<Item = &'a Edition> {
    let original = module.deck.editions.first().filter(|first| first.language != module.language);
    original.into_iter().chain(module.languages().map(|module| module.edition))
}

/// `deck.toml` word for word, but for the lists of themes and languages, which name what is here.
fn deck_toml(module: &Module<'_>) -> String {
    let deck = module.deck;
    let quoted = |names: Vec<&str>| names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    let themes = quoted(module.themes.iter().map(|part| part.theme.text.id.as_str()).collect());
    let languages = quoted(editions(module).map(|edition| edition.language.as_str()).collect());
    let (Some(first), Some(last)) = (deck.languages.first(), deck.languages.last()) else { return String::new() };
    let mut changes = [
        (deck.themes.place.start..deck.themes.place.end, format!("[{themes}]")),
        (first.place.start..last.place.end, languages),
    ];
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = deck.source.text().to_owned();
    for (range, new) in changes {
        text.replace_range(range, &new);
    }
    text
}

/// The deck that a package was made from, given its members.
///
/// # Errors
/// Where there is none, where it is of an unknown form, and where it names a path that would leave the deck's folder.
pub fn deck_files(members: &Tree) -> Result<Tree, SourceFault> {
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
