//! The module as learners get it: the very archive that `build` makes, unpacked in memory. After a mistake the last good one stays.

use super::latest::Read;
use crate::build::{Languages, Options, build};
use crate::course::Split;
use crate::diagnostic::Findings;
use crate::package::{FORMATS, Format, Holds};
use crate::tree::{Tree, unzip};
use crate::verify::{Section, contents};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many packages are kept; then those that are not asked for go.
const MOST_KEPT: usize = 4;
/// The scope of the whole deck.
const DECK: &str = "deck";

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ask {
    /// The key of a format.
    pub(super) format: String,
    /// A language, or `all`.
    pub(super) language: String,
    /// The id of a theme, or `deck`.
    pub(super) scope: String,
}

/// A package that could be made.
pub(super) struct Good {
    /// The state of the deck it was made from.
    pub(super) number: u64,
    /// The name of its archive.
    pub(super) name: String,
    /// Its files; none of a course.
    pub(super) files: Arc<Tree>,
    /// What a tutor finds in it once it was imported, of a course.
    pub(super) course: Vec<Section>,
    /// What `build` and `verify` said of it.
    pub(super) findings: Findings,
}

/// The packages that were made.
#[derive(Default)]
pub(super) struct Preview(Mutex<BTreeMap<Ask, Arc<Good>>>);

/// The formats that can be chosen in the preview: all of them, since it lists what a course holds.
pub(super) fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter()
}

/// The page by which a package is looked at. None for a course, which only the LMS that imports it puts together: it is listed.
pub(super) fn first_page(format: &str) -> Option<&'static str> {
    let format = Format::from_key(format)?;
    match format.holds {
        Holds::Backup | Holds::Cartridge => None,
        Holds::Book => Some("book/nav.xhtml"),
        Holds::Module | Holds::Course | Holds::Site | Holds::Sheets | Holds::Questions => Some("index.html"),
    }
}

/// Whether packages of a format speak with an LMS in the browser, which the studio can simulate.
pub(super) fn is_scorm(format: &str) -> bool {
    format.starts_with("scorm")
}

/// Whether packages of a format speak with a record store, which the studio has in memory.
pub(super) fn is_launched(format: &str) -> bool {
    matches!(format, "cmi5" | "xapi")
}

impl Preview {
    /// The package that is asked for: of this state of the deck or a later one, or the last good one where this state has errors.
    /// Nothing where there is none.
    pub(super) fn package(&self, read: &Read, ask: &Ask) -> Option<Arc<Good>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = kept.get(ask).cloned();
        if before.as_ref().is_some_and(|good| good.number >= read.number) || read.findings.has_errors() {
            return before;
        }
        let Some(made) = make(read, ask) else { return before };
        let made = Arc::new(made);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(ask.clone(), Arc::clone(&made));
        Some(made)
    }

    /// The last package of this kind, whatever has become of the deck since.
    pub(super) fn last(&self, ask: &Ask) -> Option<Arc<Good>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(ask).cloned()
    }
}

fn make(read: &Read, ask: &Ask) -> Option<Good> {
    let format = formats().find(|format| format.key == ask.format)?;
    let mut deck = read.deck.clone();
    let split = if ask.scope == DECK { Split::Deck } else { Split::Theme };
    if split == Split::Theme {
        deck.select(std::slice::from_ref(&ask.scope));
    }
    let languages =
        if ask.language == crate::build::ALL { Languages::Joined } else { Languages::Each(vec![ask.language.clone()]) };
    let options = Options::new(&deck, format, languages, split);
    let (artefacts, findings) = build(&deck, &options, &|_, _| ()).ok()?;
    let artefact = artefacts.into_iter().next().filter(|_| !findings.has_errors())?;
    let (files, course) = match first_page(format.key) {
        Some(_) => (unzip(&artefact.bytes).ok()?, Vec::new()),
        None => (Tree::default(), contents(&artefact.name, &artefact.bytes)?),
    };
    Some(Good { number: read.number, name: artefact.name, files: Arc::new(files), course, findings })
}
