//! From a deck to packages, the whole way: modules, pages, files, archive, and the proof that each is sound. All archives are
//! made in memory first, so that a failed build leaves the earlier ones as they were.

mod backup;
mod register;
mod release;
mod schemas;
mod unchanged;
mod write;

pub use register::{register, write_register};
pub use release::{
    CHANGED, LEFTOVER, OTHER_DECK, OUTDATED, RULES, UNFINISHED, UNWRITTEN_REGISTER, check as check_release, unsigned,
};
pub use schemas::read_schemas;
pub use unchanged::{Made, earlier, inputs, others};
pub use write::write;

use crate::course::{Module, Split, joined, modules, with_units};
use crate::deck::{Deck, Tracking};
use crate::diagnostic::Findings;
use crate::package::{Format, Holds, book_source, connected, source};
use crate::render::{Delivery, Forums, RenderError, book, papers, render, sheets, site};
use crate::tree::{ArchiveError, Tree, tgz, zip};
use crate::verify::Known;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What is wanted of a build.
pub struct Options {
    /// The formats.
    pub formats: Vec<&'static Format>,
    /// The languages.
    pub languages: Languages,
    /// How the deck is cut.
    pub split: Split,
    /// Which forums a course has.
    pub forums: Forums,
    /// What is tracked.
    pub tracking: Tracking,
    /// Whether the deck's source goes into each package.
    pub with_source: bool,
    /// Whether the packages are to be published.
    pub release: bool,
    /// The official schemas that go into the packages, by format.
    pub schemas: BTreeMap<&'static str, Tree>,
}

/// Which languages a build makes, and how.
pub enum Languages {
    /// Modules for each of these by itself, BCP 47.
    Each(Vec<String>),
    /// Every module holds all languages of the deck.
    Joined,
}

/// A finished package.
pub struct Artefact {
    /// Its file name.
    pub name: String,
    /// The id of the module that it holds.
    pub module: String,
    /// The languages of the module, BCP 47.
    pub languages: Vec<String>,
    /// The format's name.
    pub format: &'static str,
    /// The archive.
    pub bytes: Vec<u8>,
}

impl Artefact {
    /// The SHA-256 of the archive, in hexadecimal digits.
    pub fn checksum(&self) -> String {
        write::hex(&Sha256::digest(&self.bytes))
    }
}

/// Why a package could not be made, whatever the deck: a fault of the program or a limit of the archive.
#[derive(Debug)]
pub enum BuildError {
    /// A template is at fault.
    Render(RenderError),
    /// The archive cannot hold the module.
    Archive(ArchiveError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Render(fault) => write!(f, "{fault}"),
            Self::Archive(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for BuildError {}

/// The packages of a deck in the order of languages, modules and formats, and what verifying them found. `progress` is told,
/// from any thread, how many modules of how many are done.
///
/// # Errors
/// See [`BuildError`]. What is wrong with the deck or a package is a finding.
pub fn build(
    deck: &Deck,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(Vec<Artefact>, Findings), BuildError> {
    let mut findings = Findings::default();
    if options.release {
        release::check(deck, &mut findings);
    }
    let mut artefacts = Vec::new();
    let common = Common::default();
    for holds in Holds::ALL {
        let is_it = |format: &&&Format| held(format, options.split) == holds;
        let formats: Vec<&Format> = options.formats.iter().filter(is_it).copied().collect();
        let modules = if formats.is_empty() { Vec::new() } else { cut(deck, options, holds, &mut findings) };
        let done = AtomicUsize::new(0);
        let make = |module: &Module<'_>| {
            let made = packages(module, holds, &formats, options, &common);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, modules.len());
            made
        };
        let made: Vec<_> = modules.par_iter().map(make).collect();
        for result in made {
            let (packages, found) = result?;
            artefacts.extend(packages);
            findings.extend(found);
        }
    }
    Ok((artefacts, findings))
}

/// What a format holds when the deck is cut in this way: only a whole deck is a course, and the rest is rendered once for all formats.
fn held(format: &Format, split: Split) -> Holds {
    match format.holds {
        Holds::Course if split != Split::Deck => Holds::Module,
        holds => holds,
    }
}

/// The modules that formats of one kind package. Sheets are for one table and a book for one reader, each in one language, so that all
/// languages are a deck of sheets each.
fn cut<'a>(deck: &'a Deck, options: &Options, holds: Holds, findings: &mut Findings) -> Vec<Module<'a>> {
    let (split, joins) = match holds {
        Holds::Module | Holds::Course => (options.split, true),
        Holds::Site | Holds::Backup => (Split::Deck, true),
        Holds::Sheets | Holds::Book => (Split::Deck, false),
    };
    let each = |language: &str| modules(deck, language, split, options.tracking);
    let cut: Vec<Module<'_>> = match &options.languages {
        Languages::Each(languages) => languages.iter().flat_map(|language| each(language)).collect(),
        Languages::Joined if joins => {
            let joined = joined(deck, split, options.tracking);
            release::languages(deck, &joined, findings);
            joined
        }
        Languages::Joined => deck.languages.iter().flat_map(|language| each(language)).collect(),
    };
    match holds {
        Holds::Course => cut.into_iter().map(with_units).collect(),
        Holds::Backup => cut.into_iter().map(|module| backup::with_modules(module, options)).collect(),
        Holds::Module | Holds::Site | Holds::Sheets | Holds::Book => cut,
    }
}

/// What packages of one build have in common, so that it is made, compressed and read once.
#[derive(Default)]
struct Common {
    known: Known,
    sources: Mutex<BTreeMap<Vec<String>, Tree>>,
}

impl Common {
    /// The source of a module, once for all formats; that of a deck goes into its site and its sheets, which speak the same
    /// languages.
    fn source(&self, module: &Module<'_>, holds: Holds) -> Tree {
        match holds {
            Holds::Module => return source(module),
            Holds::Book => return book_source(module),
            _ => {}
        }
        let languages = module.languages().map(|own| own.language.to_owned()).collect();
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.entry(languages).or_insert_with(|| source(module)).clone()
    }
}

/// How the package of a module reaches its learners in a format.
fn delivery(format: &Format, module: &Module<'_>) -> Delivery<'static> {
    Delivery {
        format: format.key,
        advice: format.advice,
        elements: format.elements,
        journal: format.journal && module.deck.journal,
    }
}

fn packages(
    module: &Module<'_>,
    holds: Holds,
    formats: &[&Format],
    options: &Options,
    common: &Common,
) -> Result<(Vec<Artefact>, Findings), BuildError> {
    let mut findings = Findings::default();
    let pages = match holds {
        Holds::Module | Holds::Course => render(module),
        Holds::Site => site(module),
        Holds::Sheets => sheets(module),
        Holds::Book => book(module),
        Holds::Backup => {
            let (files, found) = backup::backup(module, options)?;
            findings = found;
            Ok(files)
        }
    };
    let mut pages = pages.map_err(BuildError::Render)?;
    match holds {
        Holds::Module | Holds::Course => release::words(module, &pages, &mut findings),
        Holds::Site => release::site_words(module, &pages, &mut findings),
        Holds::Sheets => release::sheet_words(module, &pages, &mut findings),
        Holds::Book => release::book_words(module, &pages, &mut findings),
        // Those of its modules were looked for as they were made.
        Holds::Backup => {}
    }
    release::metadata(module, formats, &mut findings);
    if options.with_source {
        pages.add(&common.source(module, holds));
    }
    let connected = formats.iter().any(|format| format.speaks).then(|| connected(&pages));
    let mut artefacts = Vec::new();
    for format in formats {
        let mut files = connected.as_ref().filter(|_| format.speaks).unwrap_or(&pages).clone();
        options.schemas.get(format.key).into_iter().for_each(|schemas| files.add(schemas));
        files.add(&papers(module, delivery(format, module)).map_err(BuildError::Render)?);
        let files = format.package(module, files);
        let bytes = if holds == Holds::Backup { tgz(&files) } else { zip(&files, holds.packing()) };
        let bytes = bytes.map_err(BuildError::Archive)?;
        let name = format.file(&module.name);
        findings.extend(common.known.verify(&name, &bytes));
        artefacts.push(Artefact {
            name,
            module: module.id.clone(),
            languages: module.languages().map(|own| own.language.to_owned()).collect(),
            format: format.key,
            bytes,
        });
    }
    Ok((artefacts, findings))
}
