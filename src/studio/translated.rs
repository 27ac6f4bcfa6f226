//! Files of a translation that were made from the deck as it was read are written through the journal, in one step. Knows no request and no
//! catalogue.

use crate::deck::Deck;
use crate::edit::{Desk, Draft, Failure, Refusal};

/// The file of the deck's own texts, and of its list of languages.
pub(super) const HEAD: &str = "deck.toml";
/// The byte order mark, which some editors write.
const MARK: char = '\u{feff}';

/// Writes files, each a path below the deck's folder with its text. `deck.toml` comes last: a language that it lists must have a folder by
/// then. A file that is there keeps its line ends and its mark.
///
/// # Errors
/// Where a file has another text now than the deck that was read, or the disk says no; then no file is changed.
pub(super) fn write<'t>(
    desk: &mut Desk,
    deck: &Deck,
    files: impl Iterator<Item = (&'t str, &'t [u8])>,
) -> Result<(), Failure> {
    let mut drafts = files.map(|(path, text)| draft(desk, deck, path, text)).collect::<Result<Vec<_>, _>>()?;
    drafts.sort_by_key(|draft| draft.key == HEAD);
    desk.save_all(&drafts)
}

fn draft(desk: &Desk, deck: &Deck, path: &str, text: &[u8]) -> Result<Draft, Failure> {
    let text = str::from_utf8(text).map_err(|_| Refusal::new("not_text", path))?;
    let key = path.to_owned();
    let read = deck.sources().find(|source| source.path() == path).filter(|source| !source.text().is_empty());
    // A file of the base of an overlay is there for the deck, and not in its folder.
    let Some(read) = read.filter(|_| desk.root().join(path).exists()) else {
        return Ok(Draft { key, checksum: None, text: text.to_owned() });
    };
    let opened = desk.read(path)?;
    let bare = opened.text.strip_prefix(MARK);
    let mark = if bare.is_some() { "\u{feff}" } else { "" };
    let bare = bare.unwrap_or(&opened.text);
    if bare.replace("\r\n", "\n").replace('\r', "\n") != read.text() {
        return Err(Refusal::new("busy", path).into());
    }
    let lines = if bare.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    Ok(Draft { key, checksum: Some(opened.checksum), text: format!("{mark}{lines}") })
}
