//! A deck as a book to read: a page for each theme, situation and capsule, the answers of quizzes as notes, and what stands around them.
//! Pages are XHTML, need no script, and lead to each other by their file names. Knows deck and course; knows no format.

use super::countries::CountriesPage;
use super::html::Sheet;
use super::page::{Maker, SituationPage};
use super::texts::Texts;
use super::{RenderError, SHARED, about::About, draw, pictures, tight};
use crate::course::{Module, SituationActivity};
use crate::deck::{Item, ItemBody};
use crate::tree::{File, Tree};
use std::sync::{Arc, LazyLock};
use tera::Context;

/// The page of the countries.
const COUNTRY: &str = "country.xhtml";

static STYLE: LazyLock<Arc<File>> = LazyLock::new(|| File::new(super::style::sheet(&["book/book.css"]).into_bytes()));

/// Makes the pages of a module in its own language, `book.css` and the pictures that they show. `nav.xhtml` lists the others in the
/// order in which they are read.
///
/// # Errors
/// Where a template is at fault.
pub fn book(module: &Module<'_>) -> Result<Tree, RenderError> {
    let all = Texts::with(&SHARED.texts, module.deck);
    let texts = Texts::of(&all, module.language);
    let maker = Maker { module, texts, all: &all, sheet: Sheet::Book(COUNTRY) };
    let page = maker.page(false);
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("about", &About::of(&maker));
    context.insert("countries", &CountriesPage::of(maker, maker.sheet));
    context.insert("answered", &answered(module));
    for (name, section) in [("t", "book"), ("p", "page"), ("step", "step"), ("s", "script"), ("c", "country")] {
        context.insert(name, &texts.section(section));
    }
    let mut leaves = Leaves { module, context, tree: Tree::default() };
    leaves.around(maker)?;
    leaves.themes(maker, page.situations())?;
    for (at, capsule) in module.capsules.iter().enumerate() {
        leaves.context.insert("at", &at);
        let title = maker.html(capsule.language).bare(&capsule.title);
        leaves.put("capsule", &format!("capsule-{}", capsule.id.value), &title)?;
    }
    leaves.tree.share("book.css", Arc::clone(&STYLE));
    Ok(leaves.tree)
}

/// The pages of a book while they are made.
struct Leaves<'a> {
    module: &'a Module<'a>,
    context: Context,
    tree: Tree,
}

impl Leaves<'_> {
    /// Those that every book has, and those of what this deck has.
    fn around(&mut self, maker: Maker<'_>) -> Result<(), RenderError> {
        let module = self.module;
        let said = |key: &str| maker.html(module.language).bare(maker.texts.get(key));
        let deck = maker.html(module.title_language).bare(&module.title);
        let told = |language: &str, title: &str| maker.html(language).bare(title);
        let pages = [
            ("cover", Some(deck)),
            ("nav", Some(said("book.contents"))),
            ("use", Some(said("book.use"))),
            ("game", module.game.map(|own| told(own.language, &own.title))),
            ("board", module.board.map(|own| told(own.language, &own.title))),
            ("capsules", (!module.capsules.is_empty()).then(|| said("page.capsules"))),
            ("country", (!module.entries.is_empty()).then(|| said("country.title"))),
            ("glossary", module.glossary.map(|own| told(own.language, &own.title))),
            ("credits", Some(said("page.credits"))),
        ];
        pages.into_iter().try_for_each(|(name, title)| title.map_or(Ok(()), |title| self.put(name, name, &title)))
    }

    /// Each theme with its situations, and the answers of its quizzes.
    fn themes<'p>(
        &mut self,
        maker: Maker<'_>,
        mut pages: impl Iterator<Item = &'p SituationPage>,
    ) -> Result<(), RenderError> {
        let mut cards = self.module.situations.iter();
        for (at, part) in self.module.themes.iter().enumerate() {
            let id = &part.theme.id.value;
            let title = maker.html(part.theme.language).bare(&part.theme.title);
            self.context.insert("at", &at);
            self.context.insert("theme", id);
            self.put("theme", &format!("theme-{id}"), &title)?;
            let own: Vec<_> = cards.by_ref().take(part.situations).collect();
            if own.iter().any(|card| has_notes(card)) {
                let answers = maker.html(self.module.language).bare(maker.texts.get("book.answers"));
                self.put("answers", &format!("answers-{id}"), &format!("{answers} – {title}"))?;
            }
            for (card, page) in own.iter().zip(pages.by_ref()) {
                self.context.insert("situation", page);
                let title = maker.html(card.situation.language).bare(&card.situation.title);
                self.put("card", &format!("card-{}", card.id), &title)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, template: &str, name: &str, title: &str) -> Result<(), RenderError> {
        self.context.insert("title", title);
        let page = draw(&format!("book/{template}.html"), &self.context)?;
        pictures(&mut self.tree, self.module, &page);
        self.tree.put(format!("{name}.xhtml"), tight(&page));
        Ok(())
    }
}

/// The ids of themes and situations that have notes.
fn answered<'a>(module: &'a Module<'_>) -> Vec<&'a str> {
    let (mut ids, mut cards) = (Vec::new(), module.situations.iter());
    for part in &module.themes {
        let own: Vec<&str> =
            cards.by_ref().take(part.situations).filter(|card| has_notes(card)).map(|card| card.id).collect();
        ids.extend((!own.is_empty()).then_some(part.theme.id.value.as_str()));
        ids.extend(own);
    }
    ids
}

/// Whether something of a situation stands among the notes: the answer of a question, or what is said once one has taken a position.
fn has_notes(card: &SituationActivity<'_>) -> bool {
    let is_noted = |item: &Item| match item.body {
        ItemBody::Perspectives(_) | ItemBody::Note => false,
        ItemBody::Position { .. } => !item.closing.0.is_empty() || item.source.is_some(),
        _ => true,
    };
    card.items.iter().any(|entry| is_noted(entry.item))
}
