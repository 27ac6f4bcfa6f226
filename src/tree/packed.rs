//! A deck's source as one member of a package, and the way back: whoever receives a package can edit it. It is one file of plain
//! JSON, because some LMSs refuse archives in archives. Knows paths and bytes; knows no deck.

use super::Tree;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The member of a package that holds its source.
pub const SOURCE_FILE: &str = "source.json";
/// The folder in which an e-book has what other packages have at their root.
pub const BOOK_FOLDER: &str = "book";
/// How an e-book begins (OCF 3.3, 4.2.2).
const EPUB: &[u8] = b"application/epub+zip";
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

/// The member that holds a deck of these texts; `media` are members of the package beside it.
pub fn packed(files: BTreeMap<String, String>, media: BTreeSet<String>) -> Vec<u8> {
    serde_json::to_vec_pretty(&Packed { form: FORM.to_owned(), files, media }).unwrap_or_default()
}

/// The members of a package as a package of a module has them: those of an e-book without its container.
pub fn contents(members: &Tree) -> Tree {
    if members.get("mimetype") == Some(EPUB) { members.within(BOOK_FOLDER) } else { members.clone() }
}

/// The deck that a package was made from, given its members.
///
/// # Errors
/// Where there is none, where it is of an unknown form, and where it names a path that would leave the deck's folder.
pub fn deck_files(members: &Tree) -> Result<Tree, SourceFault> {
    let members = contents(members);
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
