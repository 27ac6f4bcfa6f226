//! What is shown to people, made from templates: a module's pages, sites, sheets, books, questions, and what goes along with a package.
//! Knows deck and course; knows no format, checks nothing and prints nothing.

mod about;
mod book;
mod countries;
mod data;
mod excerpts;
mod handout;
mod html;
mod item;
mod learner;
mod links;
mod page;
mod parts;
mod questions;
mod room;
mod runtime;
mod sheets;
mod shuffle;
mod site;
mod stamp;
mod style;
mod suit;
mod taken;
mod teaching;
mod texts;
mod tutor;
mod typography;

pub use book::book;
pub use excerpts::{Forums, excerpts, lessons};
pub use learner::{render, speaking};
pub use questions::questions;
pub use site::{front, json_ld, language_folder, site};
pub use teaching::PAGE as TEACHING;
pub use tutor::{Delivery, INVENTORY, papers};

use crate::course::Module;
use crate::deck::Deck;
use crate::templates::TEMPLATES;
use crate::tree::{File, Tree};
use about::About;
use countries::CountriesPage;
use html::Sheet;
use page::Maker;
use parts::{Part, Parts, Variants};
use serde::Serialize;
pub use sheets::sheets;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};
use tera::{Context, Kwargs, State, Tera, Value};
use texts::{Texts, Tongues};

/// Why a page could not be made. It is a fault of the templates, never of the deck.
#[derive(Debug)]
pub struct RenderError(String);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RenderError {}

/// The elements around which a browser shows no space, whatever stands there.
const BLOCKS: [&str; 16] = [
    "article", "details", "div", "dl", "fieldset", "footer", "h2", "h3", "h4", "header", "li", "main", "ol", "p",
    "section", "ul",
];

/// What is the same in every module, read once.
struct Shared {
    texts: Tongues,
    style: Variants,
    script: Variants,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared {
    texts: Texts::all(),
    style: Variants::new(style::sheet),
    script: Variants::new(runtime::script),
});

/// The templates of a module, which nearly every build draws.
static OF_MODULES: LazyLock<Tera> = LazyLock::new(|| tera(&["module"]));
/// All of them: those of sites, sheets and books draw on those of modules.
static ALL: LazyLock<Tera> = LazyLock::new(|| tera(&["module", "site", "print", "table", "excerpt", "book"]));

/// The interface texts of a section by key, in the language that a deck was written in.
pub fn source_texts(deck: &Deck, section: &str) -> BTreeMap<String, String> {
    let tongues = Texts::with(&SHARED.texts, deck);
    let texts = Texts::of(&tongues, deck.source_language());
    texts.section(section).into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

/// The name of the page of each language that a module holds: `index.html`, which is launched, then `en.html`, …. Pages of units
/// are called after the unit: `dlis-t2-fr.html`, `dlis-t2-en.html`, ….
pub fn language_pages<'m, 'a>(module: &'m Module<'a>) -> impl Iterator<Item = (String, &'m Module<'a>)> {
    let name = |own: &Module<'_>| {
        if !module.units.is_empty() {
            own.name.clone()
        } else if std::ptr::eq(own, module) {
            "index".to_owned()
        } else {
            own.language.to_ascii_lowercase()
        }
    };
    let pages = module.launched().iter().flat_map(Module::languages);
    pages.map(move |own| (format!("{}.html", name(own)), own))
}

/// The page of countries beside a page of a module: `country.html` beside `index.html`, `country-en.html` beside all other pages in
/// English.
pub fn country_page(page: &str, module: &Module<'_>) -> String {
    if page == "index.html" {
        "country.html".into()
    } else {
        format!("country-{}.html", module.language.to_ascii_lowercase())
    }
}

/// A language that a page leads to.
#[derive(Serialize)]
struct Tongue<'a> {
    page: String,
    language: &'a str,
    name: String,
}

/// All that the templates may ask for about a module. Its page of countries has the name `sheet`.
fn context(
    all: &Tongues,
    module: &Module<'_>,
    tongues: &[Tongue<'_>],
    sheet: &str,
    speaks: bool,
) -> Result<Context, RenderError> {
    let texts = Texts::of(all, module.language);
    let maker = Maker { module, texts, all, sheet: Sheet::Page(sheet) };
    let mut context = Context::new();
    context.insert("page", &maker.page(speaks));
    context.insert("connects", &speaks);
    context.insert("about", &About::of(&maker));
    context.insert("t", &texts.section("page"));
    context.insert("steps", &texts.section("step"));
    context.insert("tongues", tongues);
    context.insert("c", &texts.section("country"));
    // Where it leads; empty where there is nothing to lead to.
    context.insert("sheet", if module.entries.is_empty() { "" } else { sheet });
    context.insert("countries", &CountriesPage::of(maker, Sheet::Here));
    let parts = if tongues.is_empty() { Parts::of(module) } else { Parts::of(module).and(Part::Switch) };
    let course = data::course(module, &parts, texts);
    context.insert("course", &course.map_err(|fault| RenderError(fault.to_string()))?);
    Ok(context)
}

fn draw(template: &str, context: &Context) -> Result<String, RenderError> {
    // Those of a module have no folder in their names.
    let tera = if template.contains('/') { &*ALL } else { &*OF_MODULES };
    tera.render(template, context).map_err(|fault| RenderError(fault.to_string()))
}

fn tera(folders: &[&str]) -> Tera {
    let mut tera = Tera::new();
    // Ours shares the text, where Tera's copies it.
    tera.register_filter("safe", |text: Value, _: Kwargs, _: &State| text.mark_safe());
    tera.add_raw_templates(pages(folders)).unwrap_or_else(|fault| panic!("templates: {fault}"));
    tera
}

/// The templates in some folders: those of a module by their path in its folder, others by theirs.
fn pages(folders: &[&str]) -> Vec<(String, &'static str)> {
    let mut folders: Vec<_> = folders.iter().filter_map(|name| TEMPLATES.get_dir(name)).collect();
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().strip_prefix("module").unwrap_or(file.path());
            let name = path.to_str().filter(|name| name.ends_with(".html"));
            pages.extend(name.zip(file.contents_utf8()).map(|(name, text)| (name.to_owned(), text)));
        }
    }
    pages
}

/// Puts in the pictures that the page shows, and no others.
fn pictures(tree: &mut Tree, module: &Module<'_>, index: &str) {
    for path in index.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if let Some(content) = module.deck.media.get(path) {
            tree.share(path, File::new(Arc::clone(content)));
        }
    }
}

/// As [`tight`], and without the line ends before what begins or ends a block, which show nowhere.
fn joined(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for line in lines(html) {
        let tag = line.strip_prefix("</").or_else(|| line.strip_prefix('<')).unwrap_or_default();
        let name = tag.split(['>', ' ']).next().unwrap_or_default();
        if BLOCKS.contains(&name) && out.ends_with('\n') {
            out.pop();
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Without the indentation and the empty lines that the templates leave: a quarter less to send on a slow line.
fn tight(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for line in lines(html) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn lines(html: &str) -> impl Iterator<Item = &str> {
    html.lines().map(str::trim).filter(|line| !line.is_empty())
}
