//! A site of the whole deck: a page for each theme, which plays as its module does, one for each capsule, and those around them.
//! The first language stands at the top, every other in a folder of its own with the same file names. Everything is reached by
//! relative addresses that name a file, so that the site works from a folder as well. Knows deck and course; knows no format.

mod accessibility;
mod desk;
mod facts;
mod front;
mod head;
mod home;
mod offline;
mod pages;
mod register;
mod script;
mod shelf;

use super::parts::{Part, Parts};
use super::texts::Texts;
use super::{RenderError, SHARED, runtime, style};
use crate::course::{Module, Split, modules};
use crate::deck::{Deck, Tracking};
use crate::templates;
use crate::tree::{File, Tree};
use desk::Desk;
pub use front::front;
use std::sync::{Arc, LazyLock};

/// The suit of the pages that are no theme.
const OWN_SUIT: Part = Part::Suit(1);

/// The satchel in a browser's tab.
static ICON: LazyLock<Arc<File>> = LazyLock::new(|| File::new(templates::text("site/icon.svg").trim().as_bytes()));

/// Makes the files of a site from the module of a whole deck, in every language that it holds.
///
/// # Errors
/// Where a template is at fault.
pub fn site(module: &Module<'_>) -> Result<Tree, RenderError> {
    let shared = &*SHARED;
    let mut tree = Tree::default();
    let parts = Parts::of(module).and(OWN_SUIT).and(Part::Hand);
    tree.share("site.js", Arc::clone(&script::PAGES));
    tree.share("offline.js", Arc::clone(&script::OFFLINE));
    tree.share("icon.svg", Arc::clone(&ICON));
    tree.share("module.js", shared.script.of(parts.needed(&runtime::FILES)));
    // The sheet of modules, and after it what only a site has. Its pages have the switch where modules of one language have none.
    let parts = parts.and(Part::Switch);
    tree.share("site.css", shared.style.of(parts.needed(&style::FILES).chain(["site/site.css"])));
    let languages: Vec<&str> = module.languages().map(|own| own.language).collect();
    let decks: Vec<Module<'_>> =
        languages.iter().flat_map(|language| cut(module.deck, language, Split::Deck)).collect();
    let all = Texts::with(&shared.texts, module.deck);
    let desks: Vec<Desk<'_>> = decks.iter().map(|deck| Desk::new((shared, &all), deck, &languages)).collect();
    for desk in &desks {
        let others: Vec<&Desk<'_>> = desks.iter().filter(|other| other.language() != desk.language()).collect();
        let themes = cut(module.deck, desk.language(), Split::Theme);
        desk.write(&themes, &others, &mut tree)?;
    }
    if let Some(first) = desks.first() {
        first.write_lost(&mut tree)?;
    }
    for desk in &desks {
        offline::write(&desk.folder, &mut tree);
    }
    Ok(tree)
}

/// The folder in which the pages of a language stand, with a slash at its end: none for the first, `en/` for another.
pub fn language_folder(language: &str, languages: &[&str]) -> String {
    if languages.first() == Some(&language) { String::new() } else { format!("{}/", language.to_ascii_lowercase()) }
}

/// Nothing is recorded on a site, so there is nothing that a deck could ask to be tracked beyond the least.
fn cut<'a>(deck: &'a Deck, language: &str, split: Split) -> Vec<Module<'a>> {
    modules(deck, language, split, Tracking::Essential)
}
