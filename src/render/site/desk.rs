//! All that the pages of one language of a site are made of, and which there are. It draws none of them.

use super::language_folder;
use crate::course::{Metadata, Module, Worded};
use crate::render::Shared;
use crate::render::html::Sheet;
use crate::render::page::Maker;
use crate::render::room;
use crate::render::teaching::{PAGE, has_sheets};
use crate::render::texts::{Texts, Tongues};

/// The page of the countries.
pub const COUNTRIES: &str = "countries.html";

/// All that the pages of a language are made of.
pub struct Desk<'a> {
    /// What every page of the program shares.
    pub shared: &'static Shared,
    /// The whole deck in the language.
    pub deck: &'a Module<'a>,
    /// The words of the interface.
    pub texts: &'a Texts,
    /// The words of the interface in every language.
    pub all: &'a Tongues,
    /// What the deck says of itself in the language.
    pub facts: Metadata<'a>,
    /// The folder of the pages, with a slash at its end; empty for the first language.
    pub folder: String,
    /// The pages that are no themes, in the order of the site.
    pub pages: Vec<Page>,
}

/// A page that is no theme. Its texts are HTML without tags.
pub struct Page {
    /// Its file.
    pub name: String,
    /// What draws it.
    pub template: &'static str,
    /// Its title.
    pub title: String,
    /// What a search engine says of it.
    pub description: String,
    /// Which capsule it shows.
    pub capsule: Option<usize>,
}

impl<'a> Desk<'a> {
    /// The desk of a deck in one of the site's languages.
    pub fn new((shared, all): (&'static Shared, &'a Tongues), deck: &'a Module<'a>, languages: &[&str]) -> Self {
        let texts = Texts::of(all, deck.language);
        let folder = language_folder(deck.language, languages);
        let mut desk = Self { shared, deck, texts, all, facts: Metadata::of(deck), folder, pages: Vec::new() };
        desk.pages = desk.all_pages();
        desk
    }

    /// The language.
    pub fn language(&self) -> &'a str {
        self.deck.language
    }

    /// What turns the deck's texts into HTML.
    pub fn maker(&self) -> Maker<'_> {
        Maker { module: self.deck, texts: self.texts, all: self.all, sheet: Sheet::Page(COUNTRIES) }
    }

    /// What the language calls itself.
    pub fn language_name(&self) -> String {
        Texts::name(self.all, self.deck.language)
    }

    /// Whether the language has a page of this name. All languages have the same themes.
    pub fn has(&self, name: &str) -> bool {
        name.starts_with("theme-") || self.pages.iter().any(|page| page.name == name)
    }

    /// A text of the deck in a language, as HTML without tags.
    pub fn bare(&self, language: &str, text: &str) -> String {
        self.maker().html(language).bare(text)
    }

    /// What a work says of itself, as HTML without tags; empty where it says nothing.
    pub fn described(&self, facts: &Metadata<'_>) -> String {
        facts.description.first().map_or_else(String::new, |Worded { language, text }| self.bare(language, text))
    }

    fn all_pages(&self) -> Vec<Page> {
        let (deck, texts) = (self.deck, self.texts);
        let page = |name: &str, template, title: String, description: String| Page {
            name: name.to_owned(),
            template,
            title,
            description,
            capsule: None,
        };
        let own = |name: &str, template, title: &str, description: &str| {
            page(name, template, texts.get(title).to_owned(), texts.get(description).to_owned())
        };
        let mut pages = vec![
            page("index.html", "site/home.html", String::new(), self.described(&self.facts)),
            own("search.html", "site/search.html", "site.search", "site.search_lead"),
            own(room::PAGE, "site/table.html", "room.title", "room.lead"),
            own("capsules.html", "site/capsules.html", "page.capsules", "page.capsules_lead"),
            own("accessibility.html", "site/accessibility.html", "accessibility.title", "accessibility.lead"),
            own("privacy.html", "site/privacy.html", "site.privacy", "site.privacy_lead"),
            own("credits.html", "site/credits.html", "page.credits", "page.credits"),
        ];
        if !deck.entries.is_empty() {
            pages.push(own(COUNTRIES, "site/countries.html", "country.title", "country.lead"));
        }
        if has_sheets(deck) {
            pages.push(own(PAGE, "site/teaching.html", "teaching.title", "teaching.lead"));
        }
        let told = [
            deck.game.map(|one| ("game.html", "site/game.html", one.language, &one.text.title, &one.text.intro)),
            deck.board.map(|one| ("board.html", "site/board.html", one.language, &one.text.title, &one.text.intro)),
            deck.glossary
                .map(|one| ("glossary.html", "site/glossary.html", one.language, &one.text.title, &one.text.intro)),
        ];
        pages.extend(told.into_iter().flatten().map(|(name, template, language, title, intro)| {
            let first = intro.text().lines().next().unwrap_or_default().to_owned();
            page(name, template, self.bare(language, title), self.bare(language, &first))
        }));
        pages.extend(deck.capsules.iter().enumerate().map(|(at, capsule)| {
            let keep = capsule.keep.text().lines().next().unwrap_or_default().to_owned();
            let (title, keep) = (self.bare(capsule.language, &capsule.title), self.bare(capsule.language, &keep));
            let name = format!("capsule-{}.html", capsule.id.value);
            Page { capsule: Some(at), ..page(&name, "site/capsule.html", title, keep) }
        }));
        let sheets = deck.capsules.iter().enumerate().filter_map(|(at, capsule)| {
            let handout = capsule.handout.as_ref()?;
            let (title, name) = (handout.title.text(), format!("handout-{}.html", capsule.id.value));
            let title = self.bare(capsule.language, &title);
            Some(Page { capsule: Some(at), ..page(&name, "site/handout.html", title.clone(), title) })
        });
        pages.extend(sheets);
        pages
    }
}
