//! A deck for a question bank: what each question says, as HTML by its id, and the sheet that says what is not a question and why.
//! Knows no format.

use super::about::About;
use super::html::{Html, Sheet};
use super::page::Maker;
use super::texts::Texts;
use super::typography::unquoted;
use super::{RenderError, SHARED, draw, tight, typography};
use crate::course::{ItemActivity, Module, SituationActivity, question};
use crate::deck::{ItemBody, Line};
use crate::tree::Tree;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;

/// What questions say, for a format to write; no file of a package.
const BANK: &str = "bank.json";
/// The sheet.
const SHEET: &str = "index.html";

/// What a question says, a situation's story or a theme's introduction. HTML, but for the second half of a pair, which is plain.
#[derive(Default, Serialize)]
struct Said {
    text: String,
    /// Options with what is said to those who choose them, statements with what belongs to them, or steps; in the deck's order.
    parts: Vec<[String; 2]>,
    /// What is said once it was answered, and the sources.
    feedback: String,
    /// What is said before a second try.
    hint: String,
}

/// Something of the deck that is no question.
#[derive(Serialize)]
struct Left<'a> {
    id: String,
    text: String,
    why: &'a str,
}

#[derive(Serialize)]
struct Listed<'a> {
    /// The title where no tag may stand.
    name: String,
    title: String,
    count: usize,
    left: Vec<Left<'a>>,
}

/// Makes [`BANK`], by the id of a theme (`t1`), of a situation (`t1-s01`) and of an item (`t1-s01/q1`), and the sheet, `index.html`.
/// Addresses of pictures are those of the deck.
///
/// # Errors
/// Where a template is at fault.
pub fn questions(module: &Module<'_>) -> Result<Tree, RenderError> {
    let all = Texts::with(&SHARED.texts, module.deck);
    let texts = Texts::of(&all, module.language);
    let maker = Maker { module, texts, all: &all, sheet: Sheet::Paper(texts.get("country.title")) };
    let (mut bank, mut themes) = (BTreeMap::new(), Vec::new());
    let mut situations = module.situations.iter();
    // The licence wants them wherever the questions are, and an import takes only what is in a category or a question.
    let about = About::of(&maker);
    let credits = credits(maker, &about)?;
    for part in &module.themes {
        let intro = maker.html(part.intro.language).prose(&part.intro, 3);
        bank.insert(part.theme.id.value.clone(), Said { text: intro + &credits, ..Said::default() });
        let (html, title) = (maker.html(part.theme.language), &part.theme.title);
        let mut listed = Listed { name: html.bare(title), title: html.text(title), count: 0, left: Vec::new() };
        situations.by_ref().take(part.situations).for_each(|own| situation(maker, own, &mut bank, &mut listed));
        themes.push(listed);
    }
    let mut tree = Tree::default();
    tree.put(BANK, serde_json::to_vec(&bank).map_err(|fault| RenderError(fault.to_string()))?);
    tree.put(SHEET, tight(&sheet(maker, &about, &themes)?));
    Ok(tree)
}

fn situation<'a>(
    maker: Maker<'a>,
    own: &SituationActivity<'a>,
    bank: &mut BTreeMap<String, Said>,
    listed: &mut Listed<'a>,
) {
    let (card, html) = (own.situation, maker.html(own.situation.language));
    bank.insert(own.id.to_owned(), Said { text: html.prose(&card.story, 4), ..Said::default() });
    let why = |key: &str| maker.texts.get(&format!("questions.why_{key}"));
    if let Some(dilemma) = &card.dilemma {
        let text = html.prose(&dilemma.tension, 4);
        listed.left.push(Left { id: own.id.to_owned(), text, why: why("dilemma") });
    }
    for item in &own.items {
        let id = format!("{}/{}", own.id, item.id);
        match question(item.item) {
            Ok(_) => {
                bank.insert(id, said(maker, html, item));
                listed.count += 1;
            }
            Err(reason) => {
                listed.left.push(Left { id, text: html.line(&item.item.question), why: why(reason.key()) });
            }
        }
    }
}

fn said(maker: Maker<'_>, html: Html<'_>, item: &ItemActivity<'_>) -> Said {
    let item = item.item;
    let capsule = item.source.as_ref().and_then(|id| maker.module.capsule(id)).map(|(_, capsule)| capsule);
    let mut feedback = html.prose(&item.closing, 5);
    let mut hint = String::new();
    if let Some(capsule) = capsule {
        let own = maker.html(capsule.language);
        let title = own.text(&capsule.title);
        feedback.push_str(&format!("<p>{} <strong>{title}</strong></p>", maker.texts.get("page.source")));
        feedback.push_str(&own.prose(&capsule.sources, 5));
        hint = format!("<p>{}</p>", maker.texts.fill("questions.hint", &[("title", unquoted(&title))]));
    }
    let text = format!("<p>{}</p>{}", html.line(&item.question), html.prose(&item.intro, 5));
    Said { text, parts: parts(html, &item.body), feedback, hint }
}

fn parts(html: Html<'_>, body: &ItemBody) -> Vec<[String; 2]> {
    let plain = |line: &Line| typography::set(&line.text(), html.language).into_owned();
    match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => {
            choices.iter().map(|choice| [html.line(&choice.text), html.prose(&choice.feedback, 5)]).collect()
        }
        ItemBody::Match(pairs) => pairs.iter().map(|pair| [html.line(&pair.left), plain(&pair.right)]).collect(),
        // A box in which nothing belongs is one more answer to choose from.
        ItemBody::Sort(boxes) => {
            let of = |own: &crate::deck::SortBox| -> Vec<[String; 2]> {
                let label = plain(&own.label);
                let pairs = own.statements.iter().map(|line| [html.line(line), label.clone()]);
                if own.statements.is_empty() { vec![[String::new(), label.clone()]] } else { pairs.collect() }
            };
            boxes.iter().flat_map(of).collect()
        }
        ItemBody::Order(lines) => lines.iter().map(|line| [html.line(line), String::new()]).collect(),
        ItemBody::Position { .. } | ItemBody::Perspectives(_) | ItemBody::Note => Vec::new(),
    }
}

fn credits(maker: Maker<'_>, about: &About) -> Result<String, RenderError> {
    let mut context = Context::new();
    context.insert("p", &maker.texts.section("page"));
    context.insert("about", about);
    draw("excerpt/credits.html", &context)
}

fn sheet(maker: Maker<'_>, about: &About, themes: &[Listed<'_>]) -> Result<String, RenderError> {
    let (module, texts) = (maker.module, maker.texts);
    let mut context = Context::new();
    context.insert("language", maker.tongue());
    let title = maker.html(module.title_language).bare(&module.title);
    context.insert("title", &texts.fill("questions.title", &[("title", &title)]));
    context.insert("t", &texts.section("questions"));
    context.insert("advice", &texts.section("advice_questions").into_values().collect::<Vec<_>>());
    context.insert("themes", themes);
    context.insert("p", &texts.section("page"));
    context.insert("about", about);
    let licence = maker.html(module.language).bare(&module.deck.terms(module.language));
    context.insert("terms", &texts.fill("unrecorded_questions.terms_text", &[("licence", &licence)]));
    draw("excerpt/questions.html", &context)
}
