//! The pages of one language of a site: which there are, and how each is drawn.

use super::facts::{Rights, json_ld};
use super::head::Head;
use super::home::{Home, pointers};
use super::language_folder;
use super::register::{entries, letters};
use crate::course::{Metadata, Module, Worded};
use crate::render::page::Maker;
use crate::render::texts::Texts;
use crate::render::{RenderError, Shared, Tongue, context, draw, pictures, tight};
use crate::tree::Tree;
use tera::Context;

/// The page of an address that leads nowhere, by the name under which servers look for it.
const LOST: &str = "404.html";

/// All that the pages of a language are made of.
pub struct Desk<'a> {
    shared: &'static Shared,
    /// The whole deck in the language.
    pub deck: &'a Module<'a>,
    /// The words of the interface.
    pub texts: &'a Texts,
    /// What the deck says of itself in the language.
    pub facts: Metadata<'a>,
    /// The folder of the pages, with a slash at its end; empty for the first language.
    pub folder: String,
    pages: Vec<Page>,
}

/// A page that is no theme. Texts are HTML without tags.
struct Page {
    name: String,
    template: &'static str,
    title: String,
    description: String,
    /// Which capsule it shows.
    capsule: Option<usize>,
}

impl<'a> Desk<'a> {
    /// The desk of a deck in one of the site's languages.
    pub fn new(shared: &'static Shared, deck: &'a Module<'a>, languages: &[&str]) -> Self {
        let texts = Texts::of(&shared.texts, deck.language);
        let folder = language_folder(deck.language, languages);
        let mut desk = Self { shared, deck, texts, facts: Metadata::of(deck), folder, pages: Vec::new() };
        desk.pages = desk.all_pages();
        desk
    }

    /// The language.
    pub fn language(&self) -> &'a str {
        self.deck.language
    }

    /// What turns the deck's texts into HTML.
    pub fn maker(&self) -> Maker<'_> {
        Maker { module: self.deck, texts: self.texts, all: &self.shared.texts }
    }

    /// What the language calls itself.
    pub fn language_name(&self) -> String {
        Texts::name(&self.shared.texts, self.deck.language)
    }

    /// Whether the language has a page of this name. All languages have the same themes.
    pub fn has(&self, name: &str) -> bool {
        name.starts_with("theme-") || self.pages.iter().any(|page| page.name == name)
    }

    fn bare(&self, language: &str, text: &str) -> String {
        self.maker().html(language).bare(text)
    }

    fn described(&self, facts: &Metadata<'_>) -> String {
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
            own("capsules.html", "site/capsules.html", "page.capsules", "page.capsules_lead"),
            own("privacy.html", "site/privacy.html", "site.privacy", "site.privacy_lead"),
            own("credits.html", "site/credits.html", "page.credits", "page.credits"),
        ];
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
        pages
    }

    /// Writes all pages of the language, given the modules of its themes and the other languages.
    pub fn write(&self, themes: &[Module<'_>], others: &[&Desk<'_>], tree: &mut Tree) -> Result<(), RenderError> {
        for theme in themes {
            self.write_theme(theme, others, tree)?;
        }
        let entries = entries(self.deck, self.texts);
        let mut context = self.context(self.deck, &self.facts, &[])?;
        context.insert("home", &Home::of(self, themes));
        context.insert("register", &letters(&entries));
        for page in &self.pages {
            self.write_page(page, others, &mut context, tree)?;
        }
        let index = serde_json::to_string(&entries).map_err(|fault| RenderError(fault.to_string()))?;
        // What is a blank in JSON ended a line of a script before 2019.
        let index = index.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        tree.put(format!("{}search-index.js", self.folder), format!("window.cartableIndex={index};\n"));
        Ok(())
    }

    /// The page of a theme is the page of its module.
    fn write_theme(&self, theme: &Module<'_>, others: &[&Desk<'_>], tree: &mut Tree) -> Result<(), RenderError> {
        let name = format!("theme-{}.html", theme.themes.first().map_or("", |part| part.theme.text.id.as_str()));
        let facts = Metadata::of(theme);
        let mut context = self.context(theme, &facts, &self.tongues(&name, others))?;
        let title = self.bare(theme.title_language, &theme.title);
        let mut head = Head::of(self, &name, &title, self.described(&facts), others);
        head.facts = json_ld(&facts, &head.canonical, &[]);
        context.insert("here", &head);
        self.put(&name, &draw(self.shared, "site/theme.html", &context)?, theme, tree);
        Ok(())
    }

    fn write_page(
        &self,
        page: &Page,
        others: &[&Desk<'_>],
        context: &mut Context,
        tree: &mut Tree,
    ) -> Result<(), RenderError> {
        let mut head = Head::of(self, &page.name, &page.title, page.description.clone(), others);
        if page.name == "index.html" {
            let (iri, themes) = (&self.deck.deck.iri.value, &self.deck.themes);
            let part = |theme: &crate::deck::Theme| (format!("{iri}/{}", theme.id.value), theme.title.value.clone());
            let parts: Vec<_> = themes.iter().map(|own| part(own.theme.text)).collect();
            head.facts = json_ld(&self.facts, &head.canonical, &parts);
        }
        context.insert("here", &head);
        context.insert("tongues", &self.tongues(&page.name, others));
        if let Some(at) = page.capsule {
            context.insert("at", &at);
            context.insert("used", &pointers(self, &self.deck.capsules[at].id.value));
        }
        self.put(&page.name, &draw(self.shared, page.template, context)?, self.deck, tree);
        Ok(())
    }

    /// A server shows it at any address, so its links are whole: it is there where the deck says at which it is published. It asks
    /// for nothing, not even the sheet: a copy of the site elsewhere must call nobody.
    pub fn write_lost(&self, tree: &mut Tree) -> Result<(), RenderError> {
        let Some(address) = self.facts.address else { return Ok(()) };
        let mut context = self.context(self.deck, &self.facts, &[])?;
        let title = self.texts.get("site.lost");
        context.insert("here", &Head::of(self, LOST, title, String::new(), &[]));
        context.insert("address", address);
        self.put(LOST, &draw(self.shared, "site/lost.html", &context)?, self.deck, tree);
        Ok(())
    }

    /// What the templates of modules ask for, and those of a site besides.
    fn context(
        &self,
        module: &Module<'_>,
        facts: &Metadata<'_>,
        tongues: &[Tongue<'_>],
    ) -> Result<Context, RenderError> {
        let mut context = context(self.shared, module, tongues)?;
        // What a page of a site says of privacy is not what a module in an LMS says.
        let mut words = self.texts.section("page");
        words.insert("privacy", self.texts.get("site.privacy"));
        context.insert("t", &words);
        context.insert("s", &self.texts.section("site"));
        context.insert("display", self.texts.get("script.display"));
        context.insert("rights", &Rights::of(facts));
        context.insert("stays", &true);
        context.insert("anchored", &true);
        Ok(context)
    }

    fn tongues<'o>(&self, name: &str, others: &[&'o Desk<'_>]) -> Vec<Tongue<'o>> {
        let tongue = |other: &&'o Desk<'_>| Tongue {
            page: self.way(other, name),
            language: other.deck.language,
            name: other.language_name(),
        };
        others.iter().filter(|other| other.has(name)).map(tongue).collect()
    }

    /// Puts a page into the folder of its language. Pictures stand at the top; nothing that an author writes can look like the
    /// beginning of their address, for quotation marks are escaped.
    fn put(&self, name: &str, html: &str, module: &Module<'_>, tree: &mut Tree) {
        pictures(tree, module, html);
        let html = tight(html);
        let html = if self.folder.is_empty() { html } else { html.replace("src=\"media/", "src=\"../media/") };
        tree.put(format!("{}{name}", self.folder), html);
    }
}
