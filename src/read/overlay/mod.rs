//! Overlays: a deck that holds only what it changes, adds or hides of another one, its base. The files of the overlay are laid
//! over those of the base, path by path, before anything is read, so that everything else sees one deck. One level: a base is
//! no overlay itself.

mod accept;
mod base;
mod changes;
mod hide;
mod merge;
mod register;
pub mod rules;
mod sums;

pub use accept::{Accepted, accept};
pub use merge::is_overlay;
pub use register::with_base;
pub use rules::RULES;
pub use sums::KEPT;

use super::fields::{Fields, with_fields};
use super::folder::Folder;
use super::forms;
use super::rules::UNKNOWN_FILE;
use crate::deck::{REGISTER_FILE, Register};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Part, Source};
use hide::Hidden;
use std::collections::BTreeMap;
use std::path::Path;

/// `deck.toml`.
const DECK: &str = "deck.toml";

/// What became of a folder's files.
pub enum Laid {
    /// The deck is no overlay.
    Plain,
    /// The files of the base are among them, and `deck.toml` is the two together.
    Over {
        /// The register of the base.
        register: Register,
        /// Where the files of the base are, by path.
        elsewhere: BTreeMap<String, String>,
    },
    /// There is no base to read, which is a finding.
    Failed,
}

/// What an overlay says of its base.
struct Head {
    base: At<String>,
    sum: Option<At<String>>,
    hide: Vec<At<String>>,
    iri: At<String>,
    languages: Vec<At<String>>,
}

/// An overlay and its base.
struct Pair {
    head: Head,
    /// The files of the base, each known by where it is.
    base: Folder,
    /// `deck.toml` of the base.
    deck: Source,
    hidden: Hidden,
}

/// Lays the files of an overlay over those of its base. `root` is the overlay's folder; without one there is no base either.
pub fn lay(root: Option<&Path>, folder: &mut Folder, findings: &mut Findings) -> Laid {
    let Some(source) = folder.texts.get(DECK).cloned().filter(merge::is_overlay) else { return Laid::Plain };
    let found = pair(root, &source, findings);
    // A base that lies among the overlay's own files is in its place there.
    let base = merge::base(&source);
    findings.retain(|finding| finding.rule != &UNKNOWN_FILE || Some(finding.place.source.path()) != base.as_deref());
    folder.decks.retain(|deck| Some(deck) != base.as_ref());
    let Some(pair) = found else { return Laid::Failed };
    let Pair { head, base, deck, hidden } = &pair;
    if let Some(root) = root {
        changes::report(root, &pair, folder, findings);
    }
    let languages = if head.languages.is_empty() { hidden.languages.clone() } else { values(&head.languages) };
    let register = base.texts.get(REGISTER_FILE).map(|source| super::register::register(source, findings));
    let register = register::of_base(register.unwrap_or_default(), &hidden.ids);
    let merged = merge::merge(&source, deck, register::ids(&register).collect(), &languages);
    let mut elsewhere = BTreeMap::new();
    // What lies in no folder is known by name; a language that the deck does not have is left out.
    let is_taken = |path: &str| {
        let top = path.split_once('/').map(|(top, _)| top);
        top.is_some_and(|top| !form::is_language(top) || languages.iter().any(|own| own == top))
            && !hidden.files.contains(path)
    };
    for (path, text) in base.texts.iter().filter(|(path, _)| is_taken(path)) {
        if !folder.texts.contains_key(path) && !folder.unread.contains(path) {
            elsewhere.insert(path.clone(), text.path().to_owned());
            folder.texts.insert(path.clone(), hidden.without(path, text));
        }
    }
    let label = |path: &str| format!("{}/{path}", *head.base);
    for (path, medium) in base.media.iter().filter(|(path, _)| is_taken(path) && !folder.has(path)).collect::<Vec<_>>()
    {
        elsewhere.insert(path.clone(), label(path));
        folder.media.insert(path.clone(), medium.clone());
    }
    for path in base.unread.iter().filter(|path| is_taken(path) && !folder.has(path)).collect::<Vec<_>>() {
        elsewhere.insert(path.clone(), label(path));
        folder.unread.insert(path.clone());
    }
    folder.texts.insert(DECK.to_owned(), merged);
    Laid::Over { register, elsewhere }
}

/// The overlay's own words and its base, with all that is wrong between the two; none where there is nothing to lay it over.
fn pair(root: Option<&Path>, source: &Source, findings: &mut Findings) -> Option<Pair> {
    let head = with_fields(source, (0, source.text()), forms::OVERLAY, findings, |fields, _| Head {
        base: fields.text_or_empty("base"),
        sum: fields.text("base-sha256"),
        hide: fields.texts("hide").value,
        iri: fields.text_or_empty("iri"),
        languages: fields.texts("languages").value,
    });
    let base = base::open(root, &head.base, findings)?;
    let deck = base.texts.get(DECK).cloned()?;
    if merge::is_overlay(&deck) || merge::names_origin(&deck) {
        findings.add(&rules::BASE_IS_OVERLAY, &head.base.place).with("base", &head.base.value);
        return None;
    }
    let (iri, languages) = with_fields(&deck, (0, deck.text()), forms::DECK, findings, |fields: &Fields<'_>, _| {
        (fields.text_or_empty("iri").value, values(&fields.texts("languages").value))
    });
    if head.iri.value == iri && !iri.is_empty() {
        findings.add(&rules::SAME_IRI, &head.iri.place).with("iri", iri);
    }
    let others = head.languages.first().filter(|own| form::is_language(own)).zip(languages.first());
    if let Some((own, first)) = others.filter(|(own, first)| own.value != **first) {
        findings.add(&rules::OTHER_SOURCE, &own.place).with("language", &own.value).with("base", first);
        return None;
    }
    let hidden = Hidden::of(&head.hide, &base, languages, findings);
    Some(Pair { head, base, deck, hidden })
}

fn values(list: &[At<String>]) -> Vec<String> {
    list.iter().map(|own| own.value.clone()).collect()
}

/// A text of the base as the deck has it: known by its path, and written where the base is.
fn taken(path: &str, text: &Source) -> Source {
    Source::joined(path, [Part::Taken(text.place(0..text.text().len()))])
}
