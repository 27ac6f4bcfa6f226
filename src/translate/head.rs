//! What becomes of `deck.toml` when a translation comes in.

use super::deck_toml;
use super::desk::Desk;
use super::digest::Digests;
use super::edit::{Edit, apply};
use super::rules;
use super::unit::Spelling;
use crate::deck::Deck;

/// What becomes of `deck.toml`.
pub struct Head {
    /// The whole file, where it changes.
    pub text: Option<String>,
    /// What it must say in the language then, by context.
    pub said: Vec<(&'static str, String)>,
}

/// The texts of `deck.toml`. A language that the deck does not list is added, once there is a file in it.
pub fn head(deck: &Deck, language: &str, has_files: bool, desk: &mut Desk<'_, '_>) -> Head {
    let new = deck_toml::add_language(deck, language);
    let is_there = new.is_none();
    let (mut edits, mut said, mut open): (Vec<Edit>, _, _) = (Vec::new(), Vec::new(), Vec::new());
    if let (Some(edit), Some(last), true) = (new, deck.languages.last(), has_files) {
        if !deck.source.is_joined() {
            desk.findings.add(&rules::NEW_LANGUAGE, &last.place).with("language", language);
        }
        edits.push(edit);
    }
    let mut made_from = Vec::new();
    for text in deck_toml::texts(deck, language) {
        let present = text.present.as_ref().map(|present| present.as_str());
        let given = desk.text(text.context, (&text.source, text.spelling), present);
        if given.is_some() || (present.is_some() && text.is_made_from) {
            made_from.push((text.context, text.source.value.clone()));
        }
        match given {
            Some(given) if is_there || has_files => {
                if text.present.as_ref().is_none_or(|present| present.value != given) {
                    edits.push(text.put(language, &given));
                    desk.replaced.extend(text.present.filter(|_| text.is_made_from).map(|present| present.place));
                }
                said.push((text.context, given));
            }
            // Keywords may be left out.
            None if text.spelling != Spelling::List => open.push(text.context),
            _ => {}
        }
    }
    if let Some(first) = open.first() {
        let place = desk.place(first);
        desk.findings.add(&rules::VERSION_KEPT, &place).with("file", "deck.toml").with("count", open.len());
    }
    if !said.is_empty() {
        let list = Digests::list(made_from.iter().map(|(context, source)| (*context, source.as_str())));
        edits.extend(deck_toml::set_digests(deck, language, &list));
    }
    let text = (!edits.is_empty()).then(|| apply(deck.source.text(), edits));
    Head { text, said }
}
