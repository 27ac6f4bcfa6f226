//! Whether a language of a deck can do without the others.

use super::activity::Module;
use super::modules::{Split, former, modules};
use super::terms::unmet;
use std::collections::BTreeSet;

impl Module<'_> {
    /// Whether the files of the module's language alone make the same module, once they say what a translation leaves to its
    /// source. Nothing of it may be told in another language, and nothing may depend on what only the source has.
    pub fn stands_alone(&self) -> bool {
        self.stands_alone_whole() && self.is_explained()
    }

    /// The same for what shows all themes together and is never cut into them.
    pub fn stands_alone_whole(&self) -> bool {
        let is_whole = self.is_told() && self.is_named() && self.is_in_order() && self.says_what_was();
        self.translations.is_empty() && is_whole
    }

    /// Whether the texts of this language have the same terms as those of the source in each theme of several, which are pages of a
    /// site and units of a course. A single theme has no other terms in its files.
    fn is_explained(&self) -> bool {
        let Some(glossary) = self.glossary.filter(|_| self.themes.len() > 1) else { return true };
        modules(self.deck, self.language, Split::Theme, self.tracking).iter().all(|theme| {
            let shown: BTreeSet<&str> = theme.terms.iter().map(|term| term.id.as_str()).collect();
            let unmet = unmet(theme, glossary.text);
            glossary.text.terms.iter().all(|term| shown.contains(term.id.as_str()) != unmet.contains(term.id.as_str()))
        })
    }

    /// Whether every text is there in the module's language.
    fn is_told(&self) -> bool {
        let themes = self.themes.iter().flat_map(|part| [part.theme.language, part.intro.language]);
        let cards = self.situations.iter().map(|activity| activity.situation.language);
        let capsules = self.capsules.iter().map(|capsule| capsule.language);
        let countries = self.countries.iter().map(|country| country.language);
        let game = self.game.iter().map(|game| game.language);
        let others = game.chain(self.board.iter().map(|board| board.language));
        let glossary = self.glossary.iter().map(|glossary| glossary.language);
        let sheets = self.themes.iter().filter_map(|part| part.teaching).map(|sheet| sheet.language);
        themes
            .chain(cards)
            .chain(capsules)
            .chain(countries)
            .chain(others)
            .chain(glossary)
            .chain(sheets)
            .all(|language| language == self.language)
    }

    /// Whether the deck says in this language whatever it says in its source language.
    fn is_named(&self) -> bool {
        let (deck, source) = (self.deck, self.deck.source_language());
        let says = |language: &str| {
            let statement = deck.funding.as_ref().is_some_and(|funding| funding.statement.contains_key(language));
            let (title, description) = (deck.title.contains_key(language), deck.description.contains_key(language));
            [title, description, deck.keywords.contains_key(language), statement]
        };
        says(source).into_iter().zip(says(self.language)).all(|(source, own)| own || !source)
    }

    /// Whether the files of this language have the situations in the same themes and order as those of the source.
    fn is_in_order(&self) -> bool {
        let shown: BTreeSet<&str> = self.situations.iter().map(|activity| activity.id).collect();
        let mut activities = self.situations.iter();
        self.themes.iter().all(|part| {
            let wanted = activities.by_ref().take(part.situations).map(|activity| activity.id);
            let cards = part.theme.text.situations.iter().map(|card| card.id.as_str());
            wanted.eq(cards.filter(|id| shown.contains(id)))
        })
    }

    /// Whether the situations and items of this language name all ids that were given up.
    fn says_what_was(&self) -> bool {
        former(self.situations.iter().map(|activity| activity.situation.text)) == self.was
    }
}
