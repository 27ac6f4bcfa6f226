//! Whether everything that is pointed to exists, and everything that exists is pointed to.

use crate::deck::{Capsule, Deck, Edition, Inline, Item, Situation};
use crate::diagnostic::{Findings, rules};
use crate::form;
use crate::source::Place;
use std::collections::BTreeSet;

rules! {
    /// A situation that points to a capsule which does not exist.
    NO_CAPSULE = error "C030";
    /// An item that rests on a capsule which does not exist.
    NO_SOURCE_CAPSULE = error "C031";
    /// A fact that names no source.
    NO_SOURCE = warning "C032";
    /// A capsule that no situation points to.
    UNREACHED_CAPSULE = warning "C033";
    /// A picture or a file that does not exist.
    NO_MEDIUM = error "C034";
    /// A medium that nothing shows.
    UNUSED_MEDIUM = note "C035";
    /// A situation without capsules.
    NO_CAPSULES = note "C036";
    /// A source on an item that is not a fact.
    SOURCE_WITHOUT_FACT = note "C037";
    /// A capsule that stands twice in a situation's list.
    REPEATED_CAPSULE = warning "C038";
    /// A file that is there and cannot be shown.
    UNUSABLE_MEDIUM = error "C039";
    /// A link to a capsule, to a card or to another text.
    INNER_LINK = error "C101";
}

/// Checks every edition, and the media of the deck.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let mut used = BTreeSet::new();
    let Some(source) = deck.editions.first() else { return };
    for (at, edition) in deck.editions.iter().enumerate() {
        // Where an id could not be read, nobody can say that a capsule is missing.
        let is_whole = !deck.has_unread(&format!("{}/", edition.language));
        if is_whole && edition.capsules.iter().all(|capsule| form::is_id(&capsule.id)) {
            capsules(edition, (at > 0).then_some(source), findings);
        }
        edition.texts(&mut |content, _| media(content, deck, &mut used, findings));
    }
    let is_whole = !deck.has_unread("");
    for path in deck.media.keys().filter(|path| is_whole && !used.contains(*path)) {
        findings.add(&UNUSED_MEDIUM, &Place::file(path));
    }
}

fn capsules(edition: &Edition, source: Option<&Edition>, findings: &mut Findings) {
    let translation = source.is_some();
    // A capsule of the source that is not translated is no missing one.
    let all = edition.capsules.iter().chain(source.into_iter().flat_map(|source| &source.capsules));
    let known: BTreeSet<&str> = all.map(|capsule| capsule.id.as_str()).collect();
    let mut reached = BTreeSet::new();
    for card in edition.situations() {
        // A title that is missing stands for front matter that could not be read.
        if card.capsules.is_empty() && !known.is_empty() && !translation && !card.title.is_empty() {
            findings.add(&NO_CAPSULES, &card.title.place);
        }
        reached.extend(card.capsules.iter().map(|id| id.value.as_str()));
        card_capsules(card, &known, findings);
        // A translation names no sources: what is wrong with them is said once, at the source.
        for item in card.items.iter().filter(|_| !translation) {
            item_source(item, &known, findings);
        }
    }
    let lost = |capsule: &&Capsule| !reached.contains(capsule.id.as_str());
    for capsule in edition.capsules.iter().filter(lost).filter(|_| !translation) {
        findings.add(&UNREACHED_CAPSULE, &capsule.id.place).with("id", &capsule.id.value);
    }
}

fn card_capsules(card: &Situation, known: &BTreeSet<&str>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    // What a translation takes over from its source stands in another file, and is checked there.
    for id in card.capsules.iter().filter(|id| id.place.source.path() == card.source.path()) {
        if !known.contains(id.value.as_str()) {
            findings.add(&NO_CAPSULE, &id.place).with("id", &id.value);
        } else if !seen.insert(id.value.as_str()) {
            findings.add(&REPEATED_CAPSULE, &id.place).with("id", &id.value);
        }
    }
}

fn item_source(item: &Item, known: &BTreeSet<&str>, findings: &mut Findings) {
    match &item.source {
        Some(id) if !known.contains(id.value.as_str()) => {
            findings.add(&NO_SOURCE_CAPSULE, &id.place).with("id", &id.value);
        }
        Some(id) if !item.body.is_scored() => {
            findings.add(&SOURCE_WITHOUT_FACT, &id.place).with("kind", item.body.kind());
        }
        None if item.body.is_scored() => {
            findings.add(&NO_SOURCE, &item.place);
        }
        _ => {}
    }
}

fn media(content: &[Inline], deck: &Deck, used: &mut BTreeSet<String>, findings: &mut Findings) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Foreign { content: inner, .. } => {
                media(inner, deck, used, findings);
            }
            Inline::Link { url, content, place } => {
                file(url, place, deck, used, findings);
                media(content, deck, used, findings);
            }
            Inline::Image { url, place, .. } => file(url, place, deck, used, findings),
            _ => {}
        }
    }
}

fn file(url: &str, place: &Place, deck: &Deck, used: &mut BTreeSet<String>, findings: &mut Findings) {
    if url.contains(':') {
        return;
    }
    used.insert(url.to_owned());
    if deck.media.contains_key(url) {
        return;
    }
    let name = url.rsplit(['/', '#']).next().unwrap_or(url);
    let name = name.strip_suffix(".md").unwrap_or(name);
    if url.starts_with('#') || url.ends_with(".md") || is_text(name, deck) {
        findings.add(&INNER_LINK, place).with("id", name);
    } else if deck.unread.contains(url) {
        findings.add(&UNUSABLE_MEDIUM, place).with("path", url);
    } else {
        findings.add(&NO_MEDIUM, place).with("path", url);
    }
}

/// Whether a capsule, a card or a theme has this id.
fn is_text(id: &str, deck: &Deck) -> bool {
    deck.editions.iter().any(|edition| {
        edition.capsule(id).is_some()
            || edition.situations().any(|card| *card.id == id)
            || edition.themes.iter().any(|theme| *theme.id == id)
    })
}
