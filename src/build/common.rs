//! What packages of one build have in common, so that it is made, compressed and read once.

use super::{BuildError, words};
use crate::course::Module;
use crate::diagnostic::Findings;
use crate::package::{Holds, book_source, source};
use crate::render::render;
use crate::tree::Tree;
use crate::verify::Known;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is made once for several packages.
#[derive(Default)]
pub struct Common {
    /// The texts that were verified before.
    pub known: Known,
    /// Whether pages are wanted a second time, by a course of the same modules.
    keeps_pages: bool,
    sources: Mutex<BTreeMap<Vec<String>, Tree>>,
    pages: Mutex<BTreeMap<Key, Tree>>,
}

/// A module: its name, its languages, how many units it is a course of, and whether it speaks with a record store.
type Key = (String, Vec<String>, usize, bool);

impl Common {
    /// Nothing so far.
    pub fn new(keeps_pages: bool) -> Self {
        Self { keeps_pages, ..Self::default() }
    }

    /// The source of a module, once for all formats; that of a deck goes into its site and its sheets, which speak the same
    /// languages.
    pub fn source(&self, module: &Module<'_>, holds: Holds) -> Tree {
        match holds {
            Holds::Module => return source(module),
            Holds::Book => return book_source(module),
            _ => {}
        }
        lock(&self.sources).entry(languages(module)).or_insert_with(|| source(module)).clone()
    }

    /// The pages of a module, once for its own packages and for the course that it is in. Words that did not reach them are told
    /// once, too.
    ///
    /// # Errors
    /// Where a template is at fault.
    pub fn pages(&self, module: &Module<'_>, speaks: bool, findings: &mut Findings) -> Result<Tree, BuildError> {
        let key = (module.name.clone(), languages(module), module.units.len(), speaks);
        if let Some(pages) = lock(&self.pages).get(&key) {
            return Ok(pages.clone());
        }
        let pages = render(module, speaks).map_err(BuildError::Render)?;
        words::module(module, &pages, findings);
        if self.keeps_pages {
            lock(&self.pages).insert(key, pages.clone());
        }
        Ok(pages)
    }
}

fn languages(module: &Module<'_>) -> Vec<String> {
    module.languages().map(|own| own.language.to_owned()).collect()
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{Split, in_units, modules};
    use crate::deck::Tracking;
    use crate::read::read;
    use std::path::Path;
    use std::sync::Arc;

    #[test]
    fn a_course_has_the_pages_that_its_modules_were_given_and_not_others() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let (deck, _) = read(&root).expect("the deck that ships");
        let cut = |language, split| modules(&deck, language, split, Tracking::Essential);
        let alone = cut("fr", Split::Theme).remove(0);
        let course = in_units(cut("fr", Split::Deck).remove(0), Split::Theme);
        let (common, forgetful) = (Common::new(true), Common::new(false));
        let is_shared = |common: &Common, one: &Module<'_>, other: &Module<'_>| {
            let pages =
                [one, other].map(|module| common.pages(module, false, &mut Findings::default()).expect("it renders"));
            let is_same = (&one.id, one.language, one.units.len()) == (&other.id, other.language, other.units.len());
            assert_eq!(pages[0] == pages[1], is_same);
            let mut own = pages[0].files().map(|(path, _)| path).filter(|path| path.ends_with(".html"));
            own.any(|path| {
                pages[1].file(path).is_some_and(|file| pages[0].file(path).is_some_and(|own| Arc::ptr_eq(own, file)))
            })
        };
        assert!(is_shared(&common, &alone, &course.units[0]));
        assert!(!is_shared(&common, &alone, &course.units[1]));
        assert!(!is_shared(&common, &alone, &cut("ro", Split::Theme)[0]));
        assert!(!is_shared(&common, &cut("fr", Split::Deck)[0], &course), "a course of units is another page");
        assert!(!is_shared(&forgetful, &alone, &course.units[0]), "nothing is kept that is not wanted again");
    }
}
