//! What chosen cards need of their deck: themes, teaching sheets, capsules, terms, entries of countries, drawings, pictures, in every
//! language that the new deck has.

use super::Part;
use super::choice::Choice;
use super::piece::{Kind, Piece};
use super::rename::Edits;
use crate::course::{Module, Split, linked_entries, modules, unmet};
use crate::deck::{Capsule, Country, Deck, Edition, Glossary, Situation, Teaching, Theme, Tracking};
use crate::form::version;
use crate::source::{At, Source, line, sections};
use std::collections::{BTreeMap, BTreeSet};

/// The pieces of a deck that are taken.
pub struct Cut {
    /// The pieces, themes first, in the order of the deck.
    pub pieces: Vec<Piece>,
    /// The ids of the cards as their deck has them.
    pub cards: BTreeSet<String>,
    /// The ids of the capsules as their deck has them.
    pub capsules: BTreeSet<String>,
}

/// What is needed, by the ids of the deck.
struct Needs<'a> {
    choice: &'a Choice,
    deck: &'a Deck,
    cards: BTreeSet<String>,
    themes: BTreeSet<String>,
    capsules: BTreeSet<String>,
    terms: BTreeSet<String>,
    /// The entries of countries; in the end those that any deck needs, so that the same sheet stays the same.
    entries: BTreeSet<String>,
    /// The cards of the new deck, from all decks, by their new ids.
    all: &'a BTreeSet<String>,
    /// The version of the new deck.
    version: &'a str,
}

impl Cut {
    /// Cuts every deck. `all` are the cards of the new deck by their new ids, `version` is its version.
    pub fn all(parts: &[Part], languages: &[String], all: &BTreeSet<String>, version: &str) -> Vec<Self> {
        let mut needs: Vec<Needs<'_>> = parts.iter().map(|part| Needs::of(part, all, version)).collect();
        let entries: BTreeSet<String> = needs.iter().flat_map(|own| own.entries.iter().cloned()).collect();
        needs.iter_mut().filter(|own| !own.entries.is_empty()).for_each(|own| own.entries.clone_from(&entries));
        needs.into_iter().map(|own| Self::of(own, languages)).collect()
    }

    fn of(needs: Needs<'_>, languages: &[String]) -> Self {
        let mut pieces = Pieces::default();
        for language in languages {
            needs.deck.edition(language).into_iter().for_each(|edition| pieces.edition(edition, &needs));
        }
        pieces.files(&needs, languages);
        Self { pieces: pieces.0, capsules: needs.capsules, cards: needs.cards }
    }
}

/// A deck with these cards only, which shows all its countries.
fn only(deck: &Deck, cards: &BTreeSet<String>) -> Deck {
    let mut kept = deck.clone();
    for theme in kept.editions.iter_mut().flat_map(|edition| &mut edition.themes) {
        theme.situations.retain(|card| cards.contains(&card.id.value));
    }
    let countries: Vec<String> = deck.countries.iter().map(|country| country.value.clone()).collect();
    kept.choose(&countries);
    kept.selected.clear();
    kept
}

impl<'a> Needs<'a> {
    fn of(part: &'a Part, all: &'a BTreeSet<String>, version: &'a str) -> Self {
        let (deck, choice) = (&part.deck, &part.choice);
        let nothing = BTreeSet::new;
        let (themes, capsules, terms, entries) = (nothing(), nothing(), nothing(), nothing());
        let mut needs =
            Self { choice, deck, cards: choice.cards(deck), themes, capsules, terms, entries, all, version };
        let kept = only(deck, &needs.cards);
        let whole = modules(&kept, kept.source_language(), Split::Deck, Tracking::default());
        whole.into_iter().for_each(|mut module| needs.read(&mut module));
        needs
    }

    fn read(&mut self, module: &mut Module<'_>) {
        self.themes = module.themes.iter().map(|part| part.theme.id.value.clone()).collect();
        let sources =
            module.situations.iter().flat_map(|own| &own.situation.text.items).filter_map(|item| item.source.as_ref());
        self.capsules = sources.map(|id| id.value.clone()).collect();
        self.capsules.extend(module.capsules.iter().map(|own| own.text.id.value.clone()));
        self.capsules.retain(|id| !self.choice.leaves_out(id));
        if let Some(glossary) = module.glossary {
            let unmet = unmet(module, glossary.text);
            module.terms.retain(|term| !unmet.contains(term.id.as_str()));
        }
        let terms = module.terms.iter().map(|term| term.id.value.clone());
        self.terms = terms.filter(|id| !self.choice.leaves_out(id)).collect();
        self.entries = linked_entries(module).into_iter().map(str::to_owned).collect();
    }
}

/// Pieces as they are met, each with its texts.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn put(&mut self, kind: Kind, id: &str, theme: &str, path: &str, language: &str, text: impl Into<Vec<u8>>) {
        let found = self.0.iter_mut().find(|piece| piece.kind == kind && piece.id == id);
        let texts = match found {
            Some(piece) => &mut piece.texts,
            None => {
                let (id, theme, path) = (id.to_owned(), theme.to_owned(), path.to_owned());
                self.0.push(Piece { kind, id, theme, path, texts: BTreeMap::new() });
                let Some(piece) = self.0.last_mut() else { return };
                &mut piece.texts
            }
        };
        texts.insert(language.to_owned(), text.into());
    }

    fn edition(&mut self, edition: &Edition, needs: &Needs<'_>) {
        let language = edition.language.as_str();
        let path = |source: &Source| source.path().split_once('/').map_or("", |(_, rest)| rest).to_owned();
        for theme in edition.themes.iter().filter(|theme| needs.themes.contains(&theme.id.value)) {
            let id = needs.choice.id(&theme.id);
            self.put(Kind::Theme, id, id, &path(&theme.source), language, needs.theme(theme));
            for card in theme.situations.iter().filter(|card| needs.cards.contains(&card.id.value)) {
                self.put(Kind::Card, needs.choice.id(&card.id), id, &path(&card.source), language, needs.card(card));
            }
            if let Some(sheet) = &theme.teaching {
                self.put(Kind::Teaching, id, id, &path(&sheet.source), language, needs.sheet(sheet));
            }
        }
        for capsule in edition.capsules.iter().filter(|own| needs.capsules.contains(&own.id.value)) {
            let id = needs.choice.id(&capsule.id);
            self.put(Kind::Capsule, id, "", &path(&capsule.source), language, needs.capsule(capsule));
        }
        for country in &edition.countries {
            if !needs.entries.is_empty() && !needs.choice.leaves_out(&country.id) {
                self.put(Kind::Country, &country.id, "", &path(&country.source), language, needs.country(country));
            }
        }
        if let Some(game) = &edition.game {
            let text = needs.dated(Edits::of(&game.source), &game.source_version);
            self.put(Kind::Game, "game", "", "game.md", language, text);
        }
        if let Some(board) = &edition.board {
            let text = needs.dated(Edits::of(&board.source), &board.source_version);
            self.put(Kind::Board, "board", "", "board.md", language, text);
        }
        edition.glossary.iter().for_each(|glossary| self.glossary(glossary, language, needs));
    }

    fn glossary(&mut self, glossary: &Glossary, language: &str, needs: &Needs<'_>) {
        let text = glossary.source.text();
        let headings: Vec<_> = glossary.terms.iter().map(|term| &term.title.place).collect();
        let sections = sections(text, &headings, text.len());
        let needed: Vec<_> =
            glossary.terms.iter().zip(sections).filter(|(term, _)| needs.terms.contains(&term.id.value)).collect();
        if needed.is_empty() {
            return;
        }
        let mut head = Edits::of(&glossary.source);
        head.cut(headings.first().map_or(text.len(), |place| line(text, place))..text.len());
        let head = needs.dated(head, &glossary.source_version);
        self.put(Kind::Glossary, "glossary", "", "glossary.md", language, head);
        for (term, section) in needed {
            let mut edits = Edits::of(&glossary.source);
            let id = needs.choice.id(&term.id);
            edits.id(&term.id, id);
            edits.cut(0..section.start);
            edits.cut(section.end..text.len());
            self.put(Kind::Term, id, "", "glossary.md", language, edits.done().trim_end().to_owned() + "\n");
        }
    }

    /// Drawings, pictures and interface texts.
    fn files(&mut self, needs: &Needs<'_>, languages: &[String]) {
        let deck = needs.deck;
        let cards =
            || deck.editions.iter().flat_map(Edition::situations).filter(|card| needs.cards.contains(&card.id.value));
        for scene in cards().filter_map(|card| deck.scenes.get_key_value(card.scene.as_deref()?)) {
            let (name, source) = (scene.0, &scene.1.source);
            if !needs.choice.leaves_out(name) {
                self.put(Kind::Scene, name, "", source.path(), "", source.text());
            }
        }
        for own in deck.interface.iter().filter(|own| languages.contains(&own.language)) {
            let path = format!("texts/{}.toml", own.language);
            self.put(Kind::Interface, &own.language, "", &path, "", own.source.text());
        }
        let texts: Vec<String> = self
            .0
            .iter()
            .flat_map(|piece| piece.texts.values())
            .map(|text| String::from_utf8_lossy(text).into())
            .collect();
        for (path, bytes) in &deck.media {
            if texts.iter().any(|text| text.contains(path.as_str())) {
                self.put(Kind::Medium, path, "", path, "", bytes.to_vec());
            }
        }
    }
}

impl Needs<'_> {
    /// A text whose translation was made from the version of its deck is one from the version of the new deck; from an earlier one
    /// it stays outdated.
    fn dated(&self, mut edits: Edits<'_>, from: &Option<At<String>>) -> String {
        if let Some(from) = from {
            let is_current = version(from) >= version(&self.deck.version);
            edits.put(&from.place, format!("\"{}\"", if is_current { self.version } else { "0.0.0" }));
        }
        edits.done()
    }

    fn theme(&self, theme: &Theme) -> String {
        let mut edits = Edits::of(&theme.source);
        edits.id(&theme.id, self.choice.id(&theme.id));
        self.dated(edits, &theme.source_version)
    }

    fn card(&self, card: &Situation) -> String {
        let mut edits = Edits::of(&card.source);
        let items = card.items.iter().filter_map(|item| item.source.as_ref());
        std::iter::once(&card.id).chain(&card.capsules).chain(items).for_each(|id| edits.id(id, self.choice.id(id)));
        self.dated(edits, &card.source_version)
    }

    fn capsule(&self, capsule: &Capsule) -> String {
        let mut edits = Edits::of(&capsule.source);
        edits.id(&capsule.id, self.choice.id(&capsule.id));
        self.dated(edits, &capsule.source_version)
    }

    /// The sheet without its sections about cards that the new deck does not have.
    fn sheet(&self, sheet: &Teaching) -> String {
        let mut edits = Edits::of(&sheet.source);
        for (card, section) in sheet.card_sections() {
            let id = self.choice.id(&card.id);
            if self.all.contains(id) { edits.id(&card.id, id) } else { edits.cut(section) }
        }
        self.dated(edits, &sheet.source_version)
    }

    /// The sheet without the entries that no text leads to.
    fn country(&self, country: &Country) -> String {
        let text = country.source.text();
        let mut edits = Edits::of(&country.source);
        let headings: Vec<_> = country.entries.iter().map(|entry| &entry.title.place).collect();
        let all = country.entries.iter().zip(sections(text, &headings, text.len()));
        all.filter(|(entry, _)| !self.entries.contains(&entry.id.value)).for_each(|(_, section)| edits.cut(section));
        self.dated(edits, &country.source_version)
    }
}
