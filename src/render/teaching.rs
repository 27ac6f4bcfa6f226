//! The teaching sheets of a module's themes, for the trainer. The same sheets stand in a package, among those to print and on a site.
//! Knows no format.

use super::about::{PartPage, parts};
use super::html::Sheet as Countries;
use super::page::Maker;
use super::suit::suit;
use super::texts::Texts;
use super::{RenderError, SHARED, country_page, draw};
use crate::course::{Module, SituationActivity, ThemePart};
use serde::Serialize;
use tera::Context;

/// The page's name in a package, among sheets and on a site.
pub const PAGE: &str = "teaching.html";

/// A sheet as its templates want it: every text as HTML.
#[derive(Serialize)]
pub struct Sheet {
    id: String,
    suit: usize,
    title: String,
    untranslated: String,
    intro: String,
    parts: Vec<PartPage>,
    /// The cards of the theme that open on a note: each by its number and its title.
    noted: Vec<(usize, String)>,
    /// Who has signed it.
    signed: String,
}

/// Whether a theme of the module has a sheet.
pub fn has_sheets(module: &Module<'_>) -> bool {
    module.themes.iter().any(|part| part.teaching.is_some())
}

/// The sheets of a module, in the order of its themes. Their sections are headings of `level`.
pub fn sheets(maker: Maker<'_>, level: u8) -> Vec<Sheet> {
    let mut cards = maker.module.situations.iter();
    let mut all = Vec::new();
    for part in &maker.module.themes {
        let own: Vec<_> = cards.by_ref().take(part.situations).collect();
        all.extend(sheet(maker, part, &own, level));
    }
    all
}

fn sheet(maker: Maker<'_>, part: &ThemePart<'_>, cards: &[&SituationActivity<'_>], level: u8) -> Option<Sheet> {
    let told = part.teaching?;
    let html = maker.html(told.language);
    let noted = cards.iter().enumerate().filter(|(_, card)| !card.situation.content_note.is_empty());
    let title = |card: &SituationActivity<'_>| maker.html(card.situation.language).text(&card.situation.title);
    let reviewer = told.text.reviewer.as_ref().map_or("", |reviewer| reviewer.as_str());
    let signed = match reviewer {
        "" => maker.texts.get("teaching.unsigned").to_owned(),
        name => maker.texts.fill("teaching.signed", &[("name", &html.bare(name))]),
    };
    Some(Sheet {
        id: part.theme.id.value.clone(),
        suit: suit(maker.module, &part.theme.id.value),
        title: html.text(&told.title),
        untranslated: maker.remark(told.language, &told.source),
        intro: html.prose(&told.intro, level),
        parts: parts(&html, &told.parts, level + 1),
        noted: noted.map(|(at, card)| (at + 1, title(card))).collect(),
        signed,
    })
}

/// The page of a package, which stands by itself as the tutor's sheet does; none where no theme has a sheet.
///
/// # Errors
/// Where the template is at fault.
pub fn page(module: &Module<'_>) -> Result<Option<String>, RenderError> {
    if !has_sheets(module) {
        return Ok(None);
    }
    let all = Texts::with(&SHARED.texts, module.deck);
    let texts = Texts::of(&all, module.language);
    let countries = country_page("index.html", module);
    let maker = Maker { module, texts, all: &all, sheet: Countries::Page(&countries) };
    // A single sheet gives the page its heading.
    let is_one = module.themes.len() == 1;
    let level = if is_one { 2 } else { 3 };
    let mut context = Context::new();
    context.insert("language", module.language);
    context.insert("title", &maker.html(module.title_language).bare(&module.title));
    context.insert("is_one", &is_one);
    context.insert("level", &level);
    context.insert("sheets", &sheets(maker, level));
    context.insert("teaching", &texts.section("teaching"));
    draw(PAGE, &context).map(Some)
}
