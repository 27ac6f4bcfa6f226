//! Packages as a page opens them: what an archive holds, and what is wrong with it.

use super::message::{Message, Why, files};
use cartable::diagnostic::{Locale, json};
use cartable::package::{SourceFault, deck_files};
use cartable::read::unpacked;
use cartable::tree::{Tree, unzip};
use cartable::verify;
use serde_json::json;

/// What an archive holds: `what` it is, `deck` or `package`; `deck` says whether the files are those of a deck, which a package holds
/// where cartable made it. Without a deck, the files are the members of the archive.
///
/// # Errors
/// Where it is no archive, or too large to be taken apart.
pub fn open(message: &Message) -> Result<Message, Why> {
    let (_, bytes) = message.file()?;
    let members = members(bytes)?;
    if message.head["members"] == true {
        return Ok(Message::new(json!({}), files(&members)));
    }
    if let Some(deck) = unpacked(&members) {
        return Ok(Message::new(json!({ "what": "deck", "deck": true }), files(&deck)));
    }
    match deck_files(&members) {
        Ok(deck) => Ok(Message::new(json!({ "what": "package", "deck": true }), files(&deck))),
        Err(_) => Ok(Message::new(json!({ "what": "package", "deck": false }), Vec::new())),
    }
}

/// What there is to say about a package: the findings.
///
/// # Errors
/// Where no file came along.
pub fn verify(message: &Message, locale: Locale) -> Result<Message, Why> {
    let (name, bytes) = message.file()?;
    Ok(Message::new(json(&verify::verify(name, bytes), locale), Vec::new()))
}

/// The files of the deck in an archive: the deck that it holds, or the one that a package was made from.
///
/// # Errors
/// Where there is none.
pub fn deck_in(members: &Tree) -> Result<Tree, Why> {
    unpacked(members).map_or_else(|| deck_files(members).map_err(|fault| why(&fault)), Ok)
}

/// The members of an archive.
///
/// # Errors
/// Where it is none, or too large to be taken apart.
pub fn members(bytes: &[u8]) -> Result<Tree, Why> {
    unzip(bytes).map_err(|_| "archive")
}

/// Why a package gives no deck back.
pub fn why(fault: &SourceFault) -> Why {
    match fault {
        SourceFault::Missing => "no_source",
        SourceFault::Unknown => "unknown_source",
        SourceFault::Outside(_) => "outside",
    }
}
