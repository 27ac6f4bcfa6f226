//! Parts of a deck as HTML for the pages of somebody else: what a theme is about, the prompts of situations, capsules. They need no
//! script and no style. Knows no format.

use super::about::About;
use super::countries::CountriesPage;
use super::html::Sheet;
use super::page::{Maker, Page, SituationPage};
use super::texts::{Texts, Tongues};
use super::typography::unquoted;
use super::{RenderError, SHARED, draw, teaching, tight};
use crate::course::Module;
use crate::tree::Tree;
use serde::Serialize;
use std::ops::Range;
use tera::Context;

/// Which situations share a set of prompts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forums {
    /// No prompts.
    None,
    /// Those of a theme stand together.
    Theme,
    /// Each situation has its own.
    #[default]
    Situation,
}

impl Forums {
    /// Every way.
    pub const ALL: [Forums; 3] = [Self::None, Self::Theme, Self::Situation];

    /// The name by which the command calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Theme => "theme",
            Self::Situation => "situation",
        }
    }

    /// The way of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|forums| forums.key() == key)
    }
}

/// Makes `section/THEME.html`, `forum/SITUATION.html` or `forum/THEME.html`, `capsule/CAPSULE.html`, `credits.html`, and `country.html`
/// where texts lead to sheets of countries, of a module, in each of its languages, one below the other; and the teaching sheets, where
/// there are any. Addresses of pictures are those of the deck.
///
/// # Errors
/// Where a template is at fault.
pub fn excerpts(module: &Module<'_>, forums: Forums) -> Result<Tree, RenderError> {
    let several = !module.translations.is_empty();
    let all = Texts::with(&SHARED.texts, module.deck);
    let mut voices: Vec<Voice<'_>> = module.languages().map(|own| Voice::of(own, &all, several)).collect();
    let mut tree = Tree::default();
    for (path, piece) in pieces(module, forums) {
        let told: Result<Vec<String>, RenderError> = voices.iter_mut().map(|voice| voice.tell(&piece)).collect();
        tree.put(path, told?.concat());
    }
    if let Some(page) = teaching::page(module)? {
        tree.put(teaching::PAGE, tight(&page));
    }
    Ok(tree)
}

/// What a course to read and discuss is made of, in the module's own language: the excerpts with a set of prompts a situation,
/// `situation/SITUATION.html` with what there is to read of each, `left-out.html` with the items that are no facts, and `situations.json`
/// with all that the pages are made of.
///
/// # Errors
/// Where a template is at fault.
pub fn lessons(module: &Module<'_>) -> Result<Tree, RenderError> {
    let mut tree = excerpts(module, Forums::Situation)?;
    let all = Texts::with(&SHARED.texts, module.deck);
    let mut voice = Voice::of(module, &all, false);
    for (at, own) in module.situations.iter().enumerate() {
        tree.put(format!("situation/{}.html", own.id), voice.tell(&Piece::Situation(at))?);
    }
    tree.put("left-out.html", voice.tell(&Piece::LeftOut)?);
    let situations: Vec<&SituationPage> = voice.page.situations().collect();
    tree.put("situations.json", serde_json::to_vec(&situations).map_err(|fault| RenderError(fault.to_string()))?);
    Ok(tree)
}

/// A part of a module, by its place in it.
enum Piece {
    Theme(usize),
    /// What there is to read of a situation.
    Situation(usize),
    /// What is no fact.
    LeftOut,
    Capsule(usize),
    /// The prompts of one situation.
    Prompts(usize),
    /// The prompts of all situations of a theme.
    ThemePrompts(Range<usize>),
    /// The sheets of countries.
    Countries,
    /// Who made the deck, and under which terms.
    Credits,
}

fn pieces(module: &Module<'_>, forums: Forums) -> Vec<(String, Piece)> {
    let (mut pieces, mut first) = (Vec::new(), 0);
    for (at, part) in module.themes.iter().enumerate() {
        let (theme, own) = (&part.theme.id.value, first..first + part.situations);
        first = own.end;
        pieces.push((format!("section/{theme}.html"), Piece::Theme(at)));
        match forums {
            Forums::None => {}
            Forums::Theme => pieces.push((format!("forum/{theme}.html"), Piece::ThemePrompts(own))),
            Forums::Situation => {
                pieces.extend(own.map(|at| (format!("forum/{}.html", module.situations[at].id), Piece::Prompts(at))))
            }
        }
    }
    let capsules = module.capsules.iter().enumerate();
    pieces.extend(capsules.map(|(at, own)| (format!("capsule/{}.html", own.id.value), Piece::Capsule(at))));
    pieces.extend((!module.entries.is_empty()).then(|| ("country.html".to_owned(), Piece::Countries)));
    pieces.push(("credits.html".to_owned(), Piece::Credits));
    pieces
}

/// A module in one of its languages.
struct Voice<'a> {
    maker: Maker<'a>,
    several: bool,
    page: Page<'a>,
    context: Context,
}

impl<'a> Voice<'a> {
    fn of(module: &'a Module<'a>, all: &'a Tongues, several: bool) -> Self {
        let texts = Texts::of(all, module.language);
        // Where the page of countries stands is for others to decide: only its name can be said.
        let maker = Maker { module, texts, all, sheet: Sheet::Paper(texts.get("country.title")) };
        let page = maker.page(false);
        let mut context = Context::new();
        context.insert("page", &page);
        context.insert("t", &texts.section("page"));
        context.insert("c", &texts.section("course"));
        context.insert("several", &several);
        Self { maker, several, page, context }
    }

    /// A piece, marked with its language, and below the language's own name where there are several.
    fn tell(&mut self, piece: &Piece) -> Result<String, RenderError> {
        let text = match piece {
            Piece::Theme(at) => self.draw("section", "at", at),
            Piece::Situation(at) => self.situation(*at),
            Piece::LeftOut => self.left_out(),
            Piece::Capsule(at) => self.draw("capsule", "at", at),
            Piece::Prompts(at) => self.prompts(*at..*at + 1, false),
            Piece::ThemePrompts(own) => self.prompts(own.clone(), true),
            Piece::Countries => self.countries(),
            Piece::Credits => self.credits(),
        }?;
        let language = self.maker.module.language;
        let name = match self.several {
            true => format!("<h4>{}</h4>\n", Texts::name(self.maker.all, language)),
            false => String::new(),
        };
        Ok(format!("<div lang=\"{language}\">\n{name}{text}</div>\n"))
    }

    fn situation(&mut self, at: usize) -> Result<String, RenderError> {
        self.context.insert("s", &self.maker.texts.section("step"));
        self.context.insert("own", &self.page.situations().nth(at));
        self.draw("situation", "at", &at)
    }

    fn left_out(&mut self) -> Result<String, RenderError> {
        let has_some = |own: &&SituationPage| own.has_left_out();
        self.context.insert("situations", &self.page.situations().filter(has_some).collect::<Vec<_>>());
        self.draw("left-out", "c", &self.maker.texts.section("cartridge"))
    }

    fn countries(&mut self) -> Result<String, RenderError> {
        self.context.insert("countries", &CountriesPage::of(self.maker, self.maker.sheet));
        self.draw("country", "k", &self.maker.texts.section("country"))
    }

    fn credits(&mut self) -> Result<String, RenderError> {
        self.context.insert("p", &self.maker.texts.section("page"));
        self.draw("credits", "about", &About::of(&self.maker))
    }

    fn prompts(&mut self, own: Range<usize>, together: bool) -> Result<String, RenderError> {
        let own: Vec<&SituationPage> = self.page.situations().skip(own.start).take(own.len()).collect();
        let title = own.first().map_or("", |situation| situation.title.as_str());
        let lead = match together {
            true => self.maker.texts.get("course.lead_theme").to_owned(),
            false => self.maker.texts.fill("course.lead", &[("title", unquoted(title))]),
        };
        self.context.insert("lead", &lead);
        self.context.insert("situations", &own);
        self.draw("forum", "titled", &together)
    }

    fn draw(&mut self, template: &str, name: &'static str, value: &impl Serialize) -> Result<String, RenderError> {
        self.context.insert(name, value);
        draw(&format!("excerpt/{template}.html"), &self.context).map(|html| tight(&html))
    }
}
