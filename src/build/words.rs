//! Whether every word of a deck is in what was made of it: in pages of modules, sites, sheets, lessons and books. What a page leaves out on
//! purpose is said here. Judges no package.

use super::release::MISSING_WORDS;
use crate::course::Module;
use crate::deck::{Inline, plain};
use crate::diagnostic::Findings;
use crate::render::{TEACHING, country_page, language_folder, language_pages};
use crate::source::Place;
use crate::tree::Tree;
use simdutf8::basic::from_utf8;
use std::borrow::Cow;

/// Every text of the module's themes, situations, capsules, game and board, and of the glossary what it needs, stands in its page, in whatever language it
/// is there; so it is for each language that the module holds. Teaching sheets have a page of their own.
pub fn module(module: &Module<'_>, pages: &Tree, findings: &mut Findings) {
    for (name, own) in language_pages(module) {
        let page = from_utf8(pages.get(&name).unwrap_or_default()).unwrap_or_default();
        page_words(own, page, own.situations.len() > 1, findings);
        let sheet = from_utf8(pages.get(&country_page(&name, own)).unwrap_or_default()).unwrap_or_default();
        country_words(own, sheet, findings);
    }
    let sheets = from_utf8(pages.get(TEACHING).unwrap_or_default()).unwrap_or_default();
    missing(module, sheets, &teaching_texts(module), findings);
}

/// What the teaching sheets of a module say.
fn teaching_texts<'a>(module: &Module<'a>) -> Vec<Cow<'a, str>> {
    let mut texts = Vec::new();
    let sheets = module.themes.iter().filter_map(|part| part.teaching);
    sheets.for_each(|sheet| sheet.text.texts(&mut |content, _| runs(content, &mut texts)));
    texts
}

/// The same for a site, whose pages say it together.
pub fn site(module: &Module<'_>, pages: &Tree, findings: &mut Findings) {
    let languages: Vec<&str> = module.languages().map(|own| own.language).collect();
    for own in module.languages() {
        let folder = language_folder(own.language, &languages);
        let is_page = |path: &str| path.strip_prefix(&folder).is_some_and(|p| !p.contains('/') && p.ends_with(".html"));
        let page = joined(pages, is_page);
        page_words(own, &page, true, findings);
        country_words(own, &page, findings);
        missing(own, &page, &teaching_texts(own), findings);
    }
}

/// The same for sheets, of which each holds a part.
pub fn sheet(module: &Module<'_>, sheets: &Tree, findings: &mut Findings) {
    let pages = joined(sheets, |path| path.ends_with(".html"));
    page_words(module, &pages, true, findings);
    country_words(module, &pages, findings);
    missing(module, &pages, &teaching_texts(module), findings);
}

/// The same for lessons, which leave out the game, the board, the glossary and what is to be filled in. Of the quizzes they only name
/// what is no fact; facts are no text of a page.
pub fn lesson(module: &Module<'_>, pages: &Tree, findings: &mut Findings) {
    let page = joined(pages, |path| path.ends_with(".html"));
    let mut texts = Vec::new();
    let mut take = |content, _| runs(content, &mut texts);
    module.themes.iter().for_each(|part| part.intro.paragraphs(&mut take));
    for card in module.situations.iter().map(|activity| activity.situation.text) {
        card.story.paragraphs(&mut take);
        card.content_note.paragraphs(&mut take);
        card.prompts.iter().for_each(|line| take(&line.content, &line.place));
        let left_out = card.items.iter().filter(|item| !item.body.is_scored());
        left_out.for_each(|item| take(&item.question.content, &item.question.place));
        card.actions.iter().flat_map(|(_, ideas)| ideas).for_each(|line| take(&line.content, &line.place));
    }
    module.capsules.iter().for_each(|capsule| capsule.text.body.paragraphs(&mut take));
    missing(module, &page, &texts, findings);
    missing(module, &page, &teaching_texts(module), findings);
    country_words(module, &page, findings);
}

/// The same for a book, which has no teaching sheets: it is for those who read.
pub fn book(module: &Module<'_>, pages: &Tree, findings: &mut Findings) {
    let pages = joined(pages, |path| path.ends_with(".xhtml"));
    page_words(module, &pages, true, findings);
    country_words(module, &pages, findings);
}

/// Some pages, one after another.
fn joined(pages: &Tree, is_page: impl Fn(&str) -> bool) -> String {
    let pages = pages.files().filter(|(path, _)| is_page(path));
    pages.filter_map(|(_, page)| from_utf8(page).ok()).collect()
}

/// A module of a single situation opens on it and has no overview, where a theme would introduce its situations.
fn page_words(module: &Module<'_>, page: &str, has_overview: bool, findings: &mut Findings) {
    let mut texts = Vec::new();
    let mut take = |content, _| runs(content, &mut texts);
    let introduced = module.themes.iter().filter(|_| has_overview);
    introduced.for_each(|part| part.intro.paragraphs(&mut take));
    module.situations.iter().for_each(|activity| activity.situation.text.texts(&mut take));
    module.capsules.iter().for_each(|capsule| capsule.text.own_texts(&mut take));
    module.handouts().for_each(|handout| handout.texts(&mut take));
    module.game.iter().for_each(|game| game.text.texts(&mut take));
    module.board.iter().for_each(|board| board.text.texts(&mut take));
    module.glossary.iter().for_each(|glossary| glossary.text.intro.paragraphs(&mut take));
    module.terms.iter().for_each(|term| term.texts(&mut take));
    missing(module, page, &texts, findings);
}

/// The words of the sheets of countries, which have a page of their own.
fn country_words(module: &Module<'_>, page: &str, findings: &mut Findings) {
    let mut texts = Vec::new();
    let mut take = |content, _| runs(content, &mut texts);
    for country in &module.countries {
        country.text.intro.paragraphs(&mut take);
        let shown = country.text.entries.iter().filter(|entry| module.entries.contains(&entry.id.as_str()));
        shown.for_each(|entry| entry.texts(&mut take));
    }
    missing(module, page, &texts, findings);
}

/// Reports the texts that a page does not say.
fn missing(module: &Module<'_>, page: &str, texts: &[Cow<'_, str>], findings: &mut Findings) {
    for missing in crate::verify::missing_words(page, texts) {
        let finding = findings.add(&MISSING_WORDS, &Place::file(&module.name));
        finding.with("text", missing.chars().take(80).collect::<String>());
    }
}

/// The runs of text between links and pictures: behind a link the page says that it leads out, and a picture's words are no part
/// of the text around it.
fn runs<'a>(content: &'a [Inline], out: &mut Vec<Cow<'a, str>>) {
    for part in content.split_inclusive(|inline| matches!(inline, Inline::Link { .. } | Inline::Image { .. })) {
        match part {
            [text @ .., Inline::Image { alt, .. }] => {
                out.push(plain(text));
                out.push(Cow::Borrowed(alt));
            }
            [text @ .., Inline::Link { content, .. }] => {
                out.push(plain(text));
                runs(content, out);
            }
            text => out.push(plain(text)),
        }
    }
}
