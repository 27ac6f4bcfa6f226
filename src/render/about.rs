//! What every module carries beside its situations: the game, the board, the glossary, credits, licence and funding.

use super::html::Html;
use super::page::Maker;
use super::taken::{TakenPage, web};
use crate::course::Told;
use crate::deck::{Board, BoardLevel, Credit, Game, Glossary, Part, Term};
use crate::source::At;
use serde::Serialize;
use std::collections::BTreeMap;

/// The last parts of the page.
#[derive(Serialize)]
pub struct About {
    game: Option<GamePage>,
    board: Option<BoardPage>,
    glossary: Option<GlossaryPage>,
    credits: Vec<CreditPage>,
    taken: Vec<TakenPage>,
    licence: LicencePage,
    funding: Option<FundingPage>,
}

#[derive(Serialize)]
struct GamePage {
    title: String,
    untranslated: String,
    intro: String,
    parts: Vec<PartPage>,
}

/// A section with those below it.
#[derive(Serialize)]
pub struct PartPage {
    id: String,
    title: String,
    body: String,
    parts: Vec<PartPage>,
}

#[derive(Serialize)]
struct BoardPage {
    title: String,
    untranslated: String,
    intro: String,
    levels: Vec<LevelPage>,
}

#[derive(Serialize)]
struct LevelPage {
    key: &'static str,
    title: String,
    body: String,
    questions: Vec<String>,
}

#[derive(Serialize)]
struct GlossaryPage {
    title: String,
    untranslated: String,
    intro: String,
    /// Each with what it means, and its id.
    terms: Vec<[String; 3]>,
}

#[derive(Serialize)]
struct CreditPage {
    role: String,
    is_author: bool,
    name: String,
    url: String,
    note: String,
}

#[derive(Serialize)]
struct LicencePage {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct FundingPage {
    programme: String,
    project: String,
    statement: String,
}

impl About {
    /// Gathers them for a module.
    pub fn of(maker: &Maker<'_>) -> Self {
        let (module, texts) = (maker.module, maker.texts);
        let (deck, html) = (module.deck, maker.html(module.language));
        let text = |given: Option<&str>| given.map_or_else(String::new, |given| html.text(given));
        let credit = |credit: &Credit| CreditPage {
            role: texts.find(&format!("role.{}", *credit.role)).map_or_else(|| html.text(&credit.role), str::to_owned),
            is_author: *credit.role == "author",
            name: html.text(&credit.named()),
            url: web(credit.url.as_ref().map_or("", |url| url.as_str())),
            note: text(credit.note.as_ref().map(|note| note.as_str())),
        };
        // What has to be said is said in the source language where nobody has translated it.
        let said = |statement: &BTreeMap<String, At<String>>| {
            let own = [module.language, deck.source_language()].into_iter();
            let mut own = own.filter_map(|language| Some(maker.html(language).text(statement.get(language)?)));
            own.next().unwrap_or_default()
        };
        let funding = deck.funding.as_ref().map(|funding| FundingPage {
            programme: html.text(&funding.programme),
            project: html.text(&funding.project),
            statement: said(&funding.statement),
        });
        Self {
            game: module.game.map(|own| game(maker, own)),
            board: module.board.map(|own| board(maker, own)),
            glossary: module.glossary.map(|own| glossary(maker, own)),
            credits: deck.credits.iter().map(credit).collect(),
            taken: TakenPage::all(maker),
            licence: LicencePage {
                name: html.text(&deck.licence.name),
                url: web(deck.licence.url.as_ref().map_or("", |url| url.as_str())),
            },
            funding,
        }
    }
}

fn game<'a>(maker: &Maker<'a>, game: Told<'a, Game>) -> GamePage {
    let html = maker.html(game.language);
    GamePage {
        title: html.text(&game.title),
        untranslated: maker.remark(game.language, &game.source),
        intro: html.prose(&game.intro, 3),
        parts: parts(&html, &game.parts, 4),
    }
}

/// Sections with those below them; headings in their texts begin at `level`.
pub fn parts(html: &Html<'_>, parts: &[Part], level: u8) -> Vec<PartPage> {
    let part = |part: &Part| PartPage {
        id: part.id.value.clone(),
        title: html.line(&part.title),
        body: html.prose(&part.body, level),
        parts: self::parts(html, &part.parts, level + 1),
    };
    parts.iter().map(part).collect()
}

fn board<'a>(maker: &Maker<'a>, board: Told<'a, Board>) -> BoardPage {
    let html = maker.html(board.language);
    let level = |entry: &BoardLevel| LevelPage {
        key: entry.level.key(),
        title: html.line(&entry.title),
        body: html.prose(&entry.body, 4),
        questions: entry.questions.iter().map(|question| html.line(question)).collect(),
    };
    BoardPage {
        title: html.text(&board.title),
        untranslated: maker.remark(board.language, &board.source),
        intro: html.prose(&board.intro, 3),
        levels: board.levels.iter().map(level).collect(),
    }
}

fn glossary<'a>(maker: &Maker<'a>, glossary: Told<'a, Glossary>) -> GlossaryPage {
    let html = maker.html(glossary.language);
    let term = |term: &Term| [html.line(&term.title), html.prose(&term.body, 3), term.id.value.clone()];
    GlossaryPage {
        title: html.text(&glossary.title),
        untranslated: maker.remark(glossary.language, &glossary.source),
        intro: html.prose(&glossary.intro, 3),
        terms: maker.module.terms.iter().map(|own| term(own)).collect(),
    }
}
