//! From a deck to packages, the whole way: modules, pages, files, archive, and the proof that each is sound. All archives are
//! made in memory first, so that a failed build leaves the earlier ones as they were.

mod backup;
mod changes;
mod checklist;
mod common;
mod joint;
mod languages;
mod publication;
mod register;
mod release;
mod schemas;
mod unchanged;
mod words;
mod write;

pub use changes::{Before, CHANGES, changes, changes_file, heading};
pub use checklist::{Point, Standing, checklist};
pub use joint::joint;
pub use languages::{ALL, Languages, WITH};
pub use publication::{before, digest, packages as check_published, publish};
pub use register::{keep_register, register, write_register};
pub use release::{LEFTOVER, NOT_COMPARED, OTHER_DECK, RULES, UNSIGNED, advised, promote as check_release, unsigned};
pub use schemas::read_schemas;
pub use unchanged::{MEMORY, Made, earlier, inputs, listed, others};
pub use write::{add, add_text, write};

use crate::checksum::sha256;
use crate::course::{Module, Split, modules, together, with_units};
use crate::deck::{Deck, Tracking};
use crate::diagnostic::Findings;
use crate::package::{Format, Holds};
use crate::render::{Delivery, Forums, RenderError, book, lessons, papers, questions, sheets, site, speaking};
use crate::tree::{ArchiveError, Packing, Tree, tgz, zip};
use common::Common;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

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

impl Options {
    /// Packages as the command makes them where nothing else is asked for: the deck's own tracking, with its source, not for publication.
    pub fn new(deck: &Deck, format: &'static Format, languages: Languages, split: Split) -> Self {
        Self {
            formats: vec![format],
            languages,
            split,
            forums: Forums::default(),
            tracking: deck.tracking,
            with_source: true,
            release: false,
            schemas: BTreeMap::new(),
        }
    }
}

/// A finished package.
pub struct Artefact {
    /// Its file name.
    pub name: String,
    /// The id of the module that it holds.
    pub module: String,
    /// The languages of the module, BCP 47.
    pub languages: Vec<String>,
    /// How its name says them: `fr`, `fr_ro`, `all`.
    pub spoken: String,
    /// The format's name.
    pub format: &'static str,
    /// The archive.
    pub bytes: Vec<u8>,
}

impl Artefact {
    /// The SHA-256 of the archive, in hexadecimal digits.
    pub fn checksum(&self) -> String {
        sha256(&self.bytes)
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
    let keeps_pages = options.formats.iter().any(|format| format.holds == Holds::Backup);
    let common = Common::new(keeps_pages);
    for holds in Holds::ALL {
        let is_it = |format: &&&Format| held(format, options.split) == holds;
        let formats: Vec<&Format> = options.formats.iter().filter(is_it).copied().collect();
        let modules = if formats.is_empty() { Vec::new() } else { cut(deck, options, holds, &mut findings) };
        let (done, all) = (AtomicUsize::new(0), modules.len());
        // A module is let go as soon as its packages are there.
        let make = |module: Module<'_>| {
            let made = packages(&module, holds, &formats, options, &common);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            made
        };
        let made: Vec<_> = modules.into_par_iter().map(make).collect();
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

/// The modules that formats of one kind package. Sheets are for one table, a book for one reader, and a question has no switch, so that all
/// languages are one of these each.
fn cut<'a>(deck: &'a Deck, options: &Options, holds: Holds, findings: &mut Findings) -> Vec<Module<'a>> {
    let (split, joins) = match holds {
        Holds::Module | Holds::Course => (options.split, true),
        Holds::Site | Holds::Backup => (Split::Deck, true),
        Holds::Sheets | Holds::Cartridge | Holds::Questions | Holds::Book => (Split::Deck, false),
    };
    let mut cut: Vec<Module<'_>> = Vec::new();
    for set in options.languages.sets(deck) {
        if joins {
            let joined = together(deck, &set.languages, &set.name, split, options.tracking);
            release::languages(deck, &set.languages, &joined, findings);
            cut.extend(joined);
            continue;
        }
        for language in set.languages {
            if !cut.iter().any(|module| module.language == language) {
                cut.extend(modules(deck, language, split, options.tracking));
            }
        }
    }
    match holds {
        Holds::Course => cut.into_iter().map(with_units).collect(),
        Holds::Backup => cut.into_iter().map(|module| backup::with_modules(module, options)).collect(),
        Holds::Module | Holds::Site | Holds::Sheets | Holds::Cartridge | Holds::Questions | Holds::Book => cut,
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

/// A module of a single situation is as small as it gets, for slow lines. What is larger meets no limit for a hundredth more.
fn packing(module: &Module<'_>) -> Packing {
    if module.split == Split::Situation { Packing::Tight } else { Packing::Quick }
}

fn packages(
    module: &Module<'_>,
    holds: Holds,
    formats: &[&Format],
    options: &Options,
    common: &Common,
) -> Result<(Vec<Artefact>, Findings), BuildError> {
    let mut findings = Findings::default();
    let speaks = formats.iter().all(|format| format.speaks);
    let pages = match holds {
        Holds::Module | Holds::Course => Ok(common.pages(module, speaks, &mut findings)?),
        Holds::Site => site(module),
        Holds::Sheets => sheets(module),
        Holds::Cartridge => lessons(module),
        Holds::Questions => questions(module),
        Holds::Book => book(module),
        Holds::Backup => {
            let (files, found) = backup::backup(module, options, common)?;
            findings = found;
            Ok(files)
        }
    };
    let mut pages = pages.map_err(BuildError::Render)?;
    match holds {
        Holds::Site => words::site(module, &pages, &mut findings),
        Holds::Sheets => words::sheet(module, &pages, &mut findings),
        Holds::Book => words::book(module, &pages, &mut findings),
        Holds::Cartridge => words::lesson(module, &pages, &mut findings),
        // Those of modules are looked for as they are made; a bank leaves most of the deck out.
        Holds::Module | Holds::Course | Holds::Backup | Holds::Questions => {}
    }
    release::metadata(module, formats, &mut findings);
    if options.with_source {
        pages.add(&common.source(module, holds));
    }
    let is_mixed = !speaks && formats.iter().any(|format| format.speaks);
    let spoken = is_mixed.then(|| speaking(module, &pages)).transpose().map_err(BuildError::Render)?;
    let mut artefacts = Vec::new();
    for format in formats {
        let mut files = spoken.as_ref().filter(|_| format.speaks).unwrap_or(&pages).clone();
        options.schemas.get(format.key).into_iter().for_each(|schemas| files.add(schemas));
        files.add(&papers(module, delivery(format, module)).map_err(BuildError::Render)?);
        let files = format.package(module, files);
        if options.release {
            release::licence(module, &format.file(&module.name), &files, &mut findings);
        }
        let bytes = if holds == Holds::Backup { tgz(&files) } else { zip(&files, packing(module)) };
        let bytes = bytes.map_err(BuildError::Archive)?;
        let name = format.file(&module.name);
        findings.extend(common.known.verify(&name, &bytes));
        artefacts.push(Artefact {
            name,
            module: module.id.clone(),
            languages: module.languages().map(|own| own.language.to_owned()).collect(),
            spoken: module.spoken.clone(),
            format: format.key,
            bytes,
        });
    }
    Ok((artefacts, findings))
}
