//! `deck.toml` and the editions it names.

use super::edition::edition;
use super::fields::{Fields, with_fields};
use super::folder::Folder;
use super::interface::{interface, is_interface};
use super::overlay::{self, Laid};
use super::register::register;
use super::scene::{is_scene, scenes};
use super::term_table::{TERMS_FILE, term_table};
use super::{forms, rules, translation};
use crate::deck::{
    Accessibility, Completion, Credit, Deck, Edition, Funding, Licence, Origin, REGISTER_FILE, Register, Taken,
    Tracking,
};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Place, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Reads the deck in a folder. A deck comes out whatever is wrong with it; it may only be used where no finding is an error.
///
/// # Errors
/// Where the folder cannot be listed at all.
pub fn read(root: &Path) -> io::Result<(Deck, Findings)> {
    read_over(root, &BTreeMap::new())
}

/// The same with texts that an editor has not saved yet in the place of those on the disk, by path below the folder.
///
/// # Errors
/// Where the folder cannot be listed at all.
pub fn read_over(root: &Path, unsaved: &BTreeMap<String, String>) -> io::Result<(Deck, Findings)> {
    let mut findings = Findings::default();
    let folder = Folder::read(root, unsaved, &mut findings)?;
    Ok(assemble(Some(root), folder, findings))
}

/// Reads a deck from files in memory, by path and content.
pub fn read_files<'a, C: AsRef<[u8]> + ?Sized + 'a>(files: impl Iterator<Item = (&'a str, &'a C)>) -> (Deck, Findings) {
    let mut findings = Findings::default();
    let folder = Folder::from_files(files.map(|(path, text)| (path, text.as_ref())), &mut findings);
    assemble(None, folder, findings)
}

/// Lays an overlay over its base, where the deck is one, and reads the whole.
fn assemble(root: Option<&Path>, mut folder: Folder, mut findings: Findings) -> (Deck, Findings) {
    match overlay::lay(root, &mut folder, &mut findings) {
        Laid::Plain => (whole(folder, &mut findings), findings),
        Laid::Failed => {
            // Without its base nothing can be said of the rest.
            let source = folder.texts.remove("deck.toml").unwrap_or_else(|| Source::new("deck.toml", ""));
            let mut unsaid = Findings::default();
            let deck = with_fields(&source, (0, source.text()), forms::OVERLAY, &mut unsaid, |f, _| head(f, &source));
            (Deck { languages: Vec::new(), ..deck }, findings)
        }
        Laid::Over { register, elsewhere } => {
            let mut found = Findings::default();
            let mut deck = whole(folder, &mut found);
            deck.register = overlay::with_base(deck.register, &register);
            findings.extend(found.relocated(|path| elsewhere.get(path).cloned()));
            deck.elsewhere = elsewhere;
            (deck, findings)
        }
    }
}

fn whole(mut folder: Folder, findings: &mut Findings) -> Deck {
    let missing = || {
        if folder.decks.is_empty() {
            findings.add(&rules::NO_DECK, &Place::file("deck.toml"));
        } else {
            findings.add(&rules::DECKS_BELOW, &Place::file("deck.toml")).with("found", folder.decks.join(", "));
        }
        Source::new("deck.toml", "")
    };
    let found = folder.texts.get("deck.toml").cloned();
    let is_there = found.is_some();
    let source = found.unwrap_or_else(missing);
    let known = if is_there { forms::DECK } else { &[] };
    let mut said = Findings::default();
    let mut deck = with_fields(&source, (0, source.text()), known, &mut said, |fields, _| head(fields, &source));
    // What is wrong with a text of two files was said of each.
    if !source.is_joined() {
        findings.extend(said);
    }
    for inside in folder.decks.iter().filter(|_| is_there) {
        findings.add(&rules::DECK_INSIDE, &Place::file(inside));
    }
    strangers(&folder, &deck, findings);
    deck.register = folder.texts.get(REGISTER_FILE).map(|source| register(source, findings)).unwrap_or_default();
    deck.interface = interface(&folder, findings);
    deck.scenes = scenes(&folder.texts, findings);
    deck.terms = folder.texts.get(TERMS_FILE).map(|source| term_table(source, findings)).unwrap_or_default();
    let mut unread = std::mem::take(&mut folder.unread);
    let mut done = BTreeSet::new();
    for language in deck.languages.iter().filter(|language| done.insert(language.value.clone())) {
        let prefix = format!("{}/", language.value);
        let has_files = folder.texts.keys().chain(&unread).any(|path| path.starts_with(&prefix));
        if form::is_language(language) && !has_files {
            findings.add(&rules::NO_EDITION, &language.place).with("language", &language.value);
        }
        let translation = !deck.editions.is_empty();
        let mut read = edition(&folder, &mut unread, language, translation, findings);
        let is_whole = !unread.iter().any(|path| path.starts_with(&prefix) && path.ends_with("/theme.md"));
        arrange(&mut read, &deck.themes, translation || !is_whole, findings);
        let rank = |id: &str| deck.countries.iter().position(|listed| listed.value == id).unwrap_or(usize::MAX);
        read.countries.sort_by_key(|country| rank(&country.id));
        deck.editions.push(read);
    }
    translation::complete(&mut deck.editions);
    deck.media = folder.media;
    deck.unread = unread;
    deck
}

fn head(fields: &Fields<'_>, source: &Source) -> Deck {
    let licence = fields.table("licence");
    let funding = fields.table("funding");
    let empty = || At::new(String::new(), source.whole());
    let none = || Licence { id: empty(), name: empty(), url: None };
    let tracking = fields.text("tracking");
    let whole = |table: &str, key: &str| fields.table(table).and_then(|table| table.whole(key));
    let required = whole("completion", "situations");
    let languages = fields.texts("languages").value;
    let first = languages.first().map_or("", |language| language.as_str());
    let taken = fields.tables("taken").iter().map(|own| taken(own, first)).collect();
    Deck {
        id: fields.text_or_empty("id"),
        iri: fields.text_or_empty("iri"),
        version: fields.text_or_empty("version"),
        languages,
        themes: fields.texts("themes"),
        countries: fields.texts("countries"),
        chosen: false,
        selected: BTreeSet::new(),
        title: fields.by_key("title"),
        description: fields.by_key("description"),
        keywords: fields.lists_by_key("keywords"),
        address: fields.text("address"),
        contact: fields.text("contact"),
        journal: fields.text("journal").is_none_or(|place| *place != "none"),
        tracking: tracking.and_then(|word| Tracking::from_key(&word)).unwrap_or_default(),
        completion: required
            .map_or(Completion::All, |n| Completion::Situations(usize::try_from(n.value).unwrap_or(1), n.place)),
        success: whole("success", "threshold").and_then(|percent| u8::try_from(percent.value).ok()),
        licence: licence.map_or_else(none, |table| self::licence(&table)),
        credits: fields.tables("credits").iter().map(credit).collect(),
        funding: funding.map(|funding| self::funding(&funding)),
        accessibility: fields.table("accessibility").map(|own| Accessibility {
            statement: own.text_or_empty("statement"),
            checked: own.text_or_empty("checked"),
        }),
        editions: Vec::new(),
        media: Default::default(),
        scenes: Default::default(),
        register: Register::default(),
        interface: Vec::new(),
        terms: Vec::new(),
        outdated: BTreeSet::new(),
        digests: fields.by_key("source-digest"),
        origin: fields.table("origin").map(|origin| self::origin(&origin)),
        taken,
        elsewhere: Default::default(),
        unread: BTreeSet::new(),
        source: source.clone(),
    }
}

fn licence(fields: &Fields<'_>) -> Licence {
    Licence { id: fields.text_or_empty("id"), name: fields.text_or_empty("name"), url: fields.text("url") }
}

fn funding(fields: &Fields<'_>) -> Funding {
    Funding {
        programme: fields.text_or_empty("programme"),
        project: fields.text_or_empty("project"),
        funder: fields.text("funder"),
        statement: fields.by_key("statement"),
    }
}

/// What was taken from another deck; its title as a source is in `language` where it has one.
fn taken(fields: &Fields<'_>, language: &str) -> Taken {
    let nobody = || credit(&fields.none());
    let mut taken = Taken {
        id: fields.text_or_empty("id"),
        iri: fields.text_or_empty("iri"),
        version: fields.text_or_empty("version"),
        title: fields.by_key("title"),
        licence: licence(&fields.table("licence").unwrap_or_else(|| fields.none())),
        credits: fields.tables("credits").iter().map(credit).collect(),
        funding: fields.table("funding").map(|own| funding(&own)),
        cards: fields.texts("cards").value,
        renamed: fields.texts("renamed").value,
        texts: fields.texts("texts").value,
        source: nobody(),
        place: fields.place().clone(),
    };
    taken.source.name.value = taken.terms(language);
    let authors = taken.credits.iter().filter(|credit| *credit.role == "author");
    taken.source.authors = authors.map(|credit| credit.name.clone()).collect();
    taken.source.role.value = "source".to_owned();
    taken.source.url = fields.text("address");
    taken
}

fn origin(fields: &Fields<'_>) -> Origin {
    Origin {
        id: fields.text_or_empty("id"),
        iri: fields.text_or_empty("iri"),
        version: fields.text_or_empty("version"),
        title: fields.by_key("title"),
        licence: licence(&fields.table("licence").unwrap_or_else(|| fields.none())),
        ids: fields.texts("ids").value.into_iter().map(|id| id.value).collect(),
        place: fields.place().clone(),
    }
}

fn credit(fields: &Fields<'_>) -> Credit {
    Credit {
        role: fields.text_or_empty("role"),
        name: fields.text_or_empty("name"),
        url: fields.text("url"),
        note: fields.text("note"),
        orcid: fields.text("orcid"),
        authors: fields.texts("authors").value,
        place: fields.place().clone(),
    }
}

/// Reports files beside the declared languages.
fn strangers(folder: &Folder, deck: &Deck, findings: &mut Findings) {
    // Without the list of languages every folder would be a stranger.
    if !deck.languages.iter().any(|language| form::is_language(language)) {
        return;
    }
    let mut reported = BTreeSet::new();
    for path in folder.texts.keys().chain(folder.media.keys()) {
        let (top, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_medium = top == "media" && !folder.texts.contains_key(path);
        let known = is_medium
            || is_interface(path)
            || is_scene(path)
            || ["deck.toml", REGISTER_FILE, TERMS_FILE].contains(&path.as_str())
            || deck.languages.iter().any(|l| l.value == top);
        if known || reported.contains(top) {
            continue;
        }
        if !rest.is_empty() && form::is_language(top) {
            findings.add(&rules::UNDECLARED_LANGUAGE, &Place::file(top)).with("language", top);
            reported.insert(top);
        } else {
            stray(folder.texts.get(path), path, findings);
        }
    }
}

/// Reports a file that no place in a deck is meant for. One that is written as a deck's texts are would be missed in the modules.
pub fn stray(text: Option<&Source>, path: &str, findings: &mut Findings) {
    let is_text = text.is_some_and(|source| source.text().trim_start().starts_with("+++"));
    let rule = if is_text { &rules::MISPLACED } else { &rules::UNKNOWN_FILE };
    findings.add(rule, &Place::file(path));
}

/// Puts the themes into the order of `deck.toml`. `quiet` is an edition that need not have every theme.
fn arrange(edition: &mut Edition, order: &At<Vec<At<String>>>, quiet: bool, findings: &mut Findings) {
    let is_listed = |id: &str| order.iter().any(|listed| listed.value == id);
    // Where an id could not be read, or the order is missing, the finding is already there.
    let unknown = edition.themes.iter().any(|theme| !form::is_id(&theme.id));
    // A theme that only a translation has is no theme at all, which `check` says.
    let source = edition.themes.iter().filter(|_| !quiet && !order.is_empty());
    for theme in source.filter(|theme| form::is_id(&theme.id)) {
        if !is_listed(&theme.id) {
            findings.add(&rules::UNLISTED_THEME, &theme.id.place).with("id", &theme.id.value);
        }
    }
    let nothing = edition.themes.is_empty() && edition.capsules.is_empty();
    for id in order.iter().filter(|id| form::is_id(id) && !quiet && !unknown && !nothing) {
        if !edition.themes.iter().any(|theme| theme.id.value == id.value) {
            findings.add(&rules::MISSING_THEME, &id.place).with("id", &id.value);
        }
    }
    let rank = |id: &str| order.iter().position(|listed| listed.value == id).unwrap_or(usize::MAX);
    edition.themes.sort_by_key(|theme| rank(&theme.id));
}
