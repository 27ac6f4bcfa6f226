//! A module's pages: `index.html`, one more for each further language, `module.css`, `module.js`, and the pictures they show. A course has
//! such pages for each of its units. Knows no format but for one thing: whether its pages speak with a record store.

use super::parts::Parts;
use super::texts::{Texts, Tongues};
use super::{RenderError, SHARED, Tongue, context, country_page, draw, joined, language_pages, pictures, tight};
use super::{runtime, style, teaching};
use crate::course::Module;
use crate::tree::Tree;
use tera::Context;

/// Makes the files of a module. A format may put its adapter in front of `module.js` (see `docs/runtime.md`). The pages of a format
/// that `speaks` with a record store have leave to do so, and say it.
///
/// # Errors
/// Where a template is at fault.
pub fn render(module: &Module<'_>, speaks: bool) -> Result<Tree, RenderError> {
    let shared = &*SHARED;
    let all = Texts::with(&shared.texts, module.deck);
    let mut tree = Tree::default();
    for (name, own) in language_pages(module) {
        let sheet = country_page(&name, own);
        let (page, mut context) = learners_page(&all, module, own, &sheet, speaks)?;
        pictures(&mut tree, own, &page);
        tree.put(name, page);
        if !own.entries.is_empty() {
            // Nothing on it speaks with anybody.
            context.insert("connects", &false);
            let page = draw("country.html", &context)?;
            pictures(&mut tree, own, &page);
            tree.put(sheet, tight(&page));
        }
    }
    if let Some(page) = teaching::page(module)? {
        pictures(&mut tree, module, &page);
        tree.put(teaching::PAGE, tight(&page));
    }
    let parts = Parts::of(module);
    tree.share("module.css", shared.style.of(parts.needed(&style::FILES)));
    tree.share("module.js", shared.script.of(parts.needed(&runtime::FILES)));
    Ok(tree)
}

/// The same files with the learners' pages as a format needs them that `speaks` with a record store; `files` are those of one that does
/// not.
///
/// # Errors
/// Where a template is at fault.
pub fn speaking(module: &Module<'_>, files: &Tree) -> Result<Tree, RenderError> {
    let all = Texts::with(&SHARED.texts, module.deck);
    let mut tree = files.clone();
    for (name, own) in language_pages(module) {
        let (page, _) = learners_page(&all, module, own, &country_page(&name, own), true)?;
        tree.put(name, page);
    }
    Ok(tree)
}

/// The page of one language, and what its templates were told.
fn learners_page(
    all: &Tongues,
    module: &Module<'_>,
    own: &Module<'_>,
    sheet: &str,
    speaks: bool,
) -> Result<(String, Context), RenderError> {
    let mut context = context(all, own, &tongues(all, module, own), sheet, speaks)?;
    // Only the page that is launched leads on to the language that the reader's browser asks for.
    context.insert("stays", &!module.launched().iter().any(|launched| std::ptr::eq(launched, own)));
    context.insert("anchored", &false);
    let page = draw("index.html", &context)?;
    Ok((joined(&page), context))
}

/// The other languages of a page, each by its own name.
fn tongues<'a>(all: &Tongues, module: &Module<'a>, own: &Module<'_>) -> Vec<Tongue<'a>> {
    let others = language_pages(module).filter(|(_, other)| other.id == own.id && other.language != own.language);
    let tongue = |(page, other): (String, &Module<'a>)| Tongue {
        page,
        language: other.language,
        name: Texts::name(all, other.language),
    };
    others.map(tongue).collect()
}
