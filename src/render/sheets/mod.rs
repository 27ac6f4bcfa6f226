//! A deck on paper: cards to cut out, cards to draw face down, the same in large print, the board, the narrator's booklet, a blank card, teaching sheets, and
//! what to print on which paper. Pages for a browser's printer, which need no script, and the room, which does. Knows no format.

mod card;
mod flow;
mod imposition;
mod measure;
mod named;
mod split;

use super::countries::CountriesPage;
use super::html::Sheet;
use super::page::Maker;
use super::room;
use super::teaching;
use super::texts::Texts;
use super::{RenderError, SHARED, about::About, draw, pictures, tight};
use crate::course::Module;
use crate::tree::{File, Tree};
use card::{Hand, Side};
use imposition::impose;
use std::sync::{Arc, LazyLock};
use tera::Context;

/// The pages of every deck, each a template of its name.
const PAGES: [&str; 8] = [
    "index.html",
    "cards.html",
    "cards-draw.html",
    "cards-large.html",
    "board.html",
    "booklet.html",
    "blank.html",
    room::PAGE,
];
/// The papers that pages are printed on, each a style sheet of its own.
const PAPERS: [&str; 6] = ["plain", "cards", "large", "board", "booklet", "handout"];
/// The page of the countries, where there are any.
const COUNTRY: &str = "country.html";

/// The level of the headings in a teaching sheet.
const LEVEL: u8 = 3;

/// The sheet of every page, with the suits as the screen has them.
static STYLE: LazyLock<Arc<File>> = LazyLock::new(|| {
    let files: Vec<&str> = std::iter::once("print/print.css").chain(super::style::suits()).collect();
    File::new(super::style::sheet(&files).into_bytes())
});

/// Makes the sheets of a module in its own language: paper has no switch.
///
/// # Errors
/// Where a template is at fault.
pub fn sheets(module: &Module<'_>) -> Result<Tree, RenderError> {
    let shared = &*SHARED;
    let all = Texts::with(&shared.texts, module.deck);
    let texts = Texts::of(&all, module.language);
    let sheet = Sheet::Paper(texts.get("country.title"));
    let maker = Maker { module, texts, all: &all, sheet };
    let page = maker.page(false);
    let imprint = imprint(maker);
    let pairs = || module.situations.iter().zip(page.situations());
    let hand = |pointer| Hand { maker, imprint: &imprint, pointer };
    let noted = hand(texts.get("print.noted"));
    let cards: Vec<[Side<'_>; 2]> = pairs().flat_map(|(activity, page)| noted.cards(activity, page)).collect();
    let both: Vec<[&Side<'_>; 2]> = cards.iter().map(|[front, back]| [front, back]).collect();
    let noted = hand(texts.get("print.draw_noted"));
    let stories: Vec<Side<'_>> = pairs().flat_map(|(activity, page)| noted.stories(activity, page)).collect();
    let drawn: Vec<[&Side<'_>; 2]> = stories.iter().map(|side| [side, side]).collect();
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("about", &About::of(&maker));
    context.insert("sheets", &impose(&both));
    context.insert("cards", &cards.len());
    context.insert("drawn", &impose(&drawn));
    context.insert("stories", &stories.len());
    context.insert("imprint", &imprint);
    context.insert("countries", &CountriesPage::of(maker, sheet));
    context.insert("c", &texts.section("country"));
    let lessons = teaching::sheets(maker, LEVEL);
    context.insert("lessons", &lessons);
    context.insert("level", &LEVEL);
    context.insert("teaching", &texts.section("teaching"));
    context.insert("handouts", &module.handouts().next().is_some());
    context.insert("t", &texts.section("print"));
    context.insert("p", &texts.section("page"));
    context.insert("step", &texts.section("step"));
    context.insert("r", &texts.section("room"));
    context.insert("room", &room::data(maker, imprint.clone())?);
    let mut tree = Tree::default();
    let optional = [(COUNTRY, !module.entries.is_empty()), (teaching::PAGE, !lessons.is_empty())];
    for name in PAGES.into_iter().chain(optional.into_iter().filter_map(|(name, is_there)| is_there.then_some(name))) {
        context.insert("file", name);
        let html = draw(&format!("print/{name}"), &context)?;
        pictures(&mut tree, module, &html);
        tree.put(name, tight(&html));
    }
    for (at, capsule) in module.capsules.iter().enumerate().filter(|(_, capsule)| module.handout(capsule).is_some()) {
        context.insert("at", &at);
        let name = format!("handout-{}.html", capsule.id.value);
        let html = draw("print/handout.html", &context)?;
        pictures(&mut tree, module, &html);
        tree.put(name, tight(&html));
    }
    room::write(maker, &shared.style, "", &mut tree)?;
    tree.share("print.css", Arc::clone(&STYLE));
    for paper in PAPERS {
        let name = format!("paper-{paper}.css");
        tree.put(&name, super::style::sheet(&[&format!("print/{name}")]));
    }
    Ok(tree)
}

/// The line that every card carries, as its licence asks: what it comes from, who wrote it, under what terms, which version.
pub(super) fn imprint(maker: Maker<'_>) -> String {
    let (module, deck) = (maker.module, maker.module.deck);
    let title = maker.html(deck.title_language(module.language)).text(deck.title_in(module.language));
    let authors = deck.credits.iter().filter(|credit| *credit.role == "author").map(|credit| credit.name.as_str());
    let licence = if deck.licence.is_named() { &deck.licence.id } else { &deck.licence.name };
    let below: Vec<String> = deck.others(module.language).collect();
    let rest = authors.chain([licence.as_str(), deck.version.as_str()]).chain(below.iter().map(String::as_str));
    let rest = rest.map(|text| maker.html(module.language).text(text));
    std::iter::once(title).chain(rest).collect::<Vec<_>>().join(" · ")
}
