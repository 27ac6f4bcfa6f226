//! The pages of one language of a site: how each is drawn, from its desk.

use super::accessibility::Statement;
use super::desk::{COUNTRIES, Desk, Page};
use super::facts::{Rights, json_ld};
use super::head::Head;
use super::home::{Home, Pointer, pointers};
use super::register::{entries, letters};
use super::shelf::{shelves, suits};
use crate::course::{Metadata, Module};
use crate::render::sheets::imprint;
use crate::render::teaching::sheets;
use crate::render::{RenderError, Tongue, context, draw, pictures, room, tight};
use crate::tree::Tree;
use std::collections::BTreeMap;
use tera::Context;

/// The page of an address that leads nowhere, by the name under which servers look for it.
const LOST: &str = "404.html";
/// The level of the headings in a teaching sheet.
const SHEET_LEVEL: u8 = 3;

/// What the pages of capsules say besides, by their ids.
struct Capsules<'a> {
    suits: BTreeMap<&'a str, usize>,
    used: BTreeMap<&'a str, Vec<Pointer>>,
}

impl Desk<'_> {
    /// Writes all pages of the language, given the modules of its themes and the other languages.
    pub fn write(&self, themes: &[Module<'_>], others: &[&Desk<'_>], tree: &mut Tree) -> Result<(), RenderError> {
        for theme in themes {
            self.write_theme(theme, others, tree)?;
        }
        let entries = entries(self.deck, self.texts);
        let mut context = self.context(self.deck, &self.facts, &[])?;
        let shelves = shelves(self);
        context.insert("home", &Home::of(self, themes));
        context.insert("shelves", &shelves);
        context.insert("accessibility", &self.texts.section("accessibility"));
        context.insert("statement", &Statement::of(self));
        context.insert("register", &letters(&entries));
        context.insert("sheets", &sheets(self.maker(), SHEET_LEVEL));
        context.insert("level", &SHEET_LEVEL);
        context.insert("teaching", &self.texts.section("teaching"));
        context.insert("r", &self.texts.section("room"));
        context.insert("room", &room::data(self.maker(), imprint(self.maker()))?);
        let capsules = Capsules { suits: suits(&shelves), used: pointers(self) };
        for page in &self.pages {
            self.write_page(page, others, &capsules, &mut context, tree)?;
        }
        room::write(self.maker(), &self.shared.style, &self.folder, tree)?;
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
        self.put(&name, &draw("site/theme.html", &context)?, theme, tree);
        Ok(())
    }

    fn write_page(
        &self,
        page: &Page,
        others: &[&Desk<'_>],
        capsules: &Capsules<'_>,
        context: &mut Context,
        tree: &mut Tree,
    ) -> Result<(), RenderError> {
        let mut head = Head::of(self, &page.name, &page.title, page.description.clone(), others);
        if page.name == "index.html" {
            let iri = |id: &str| format!("{}/{id}", self.deck.deck.iri_of(id));
            let part = |theme: &crate::deck::Theme| (iri(&theme.id), theme.title.value.clone());
            let parts: Vec<_> = self.deck.themes.iter().map(|own| part(own.theme.text)).collect();
            head.facts = json_ld(&self.facts, &head.canonical, &parts);
        }
        context.insert("here", &head);
        context.insert("tongues", &self.tongues(&page.name, others));
        if let Some(at) = page.capsule {
            let id = &self.deck.capsules[at].id.value;
            context.insert("at", &at);
            context.insert("suit", capsules.suits.get(id.as_str()).unwrap_or(&1));
            context.insert("used", capsules.used.get(id.as_str()).map_or(&[][..], Vec::as_slice));
        }
        self.put(&page.name, &draw(page.template, context)?, self.deck, tree);
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
        self.put(LOST, &draw("site/lost.html", &context)?, self.deck, tree);
        Ok(())
    }

    /// What the templates of modules ask for, and those of a site besides.
    fn context(
        &self,
        module: &Module<'_>,
        facts: &Metadata<'_>,
        tongues: &[Tongue<'_>],
    ) -> Result<Context, RenderError> {
        let mut context = context(self.all, module, tongues, COUNTRIES, false)?;
        // What a page of a site says of privacy is not what a module in an LMS says.
        let mut words = self.texts.section("page");
        words.insert("privacy", self.texts.get("site.privacy"));
        context.insert("t", &words);
        context.insert("s", &self.texts.section("site"));
        context.insert("a", self.texts.get("accessibility.title"));
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
