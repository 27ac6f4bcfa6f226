//! A deck's packages made ready to be published: copies of them, records for catalogues and archives, a landing page, what a data protection
//! officer asks for, and checksums of it all. Knows deck and course; knows no disk, no clock and no key.
//!
//! A record is a file and a row in [`RECORDS`].

mod dcat;
mod lom;
mod oai;
mod package;
mod page;
mod processing;
mod records;
mod schema_org;
mod tongue;
mod zenodo;

pub use package::Package;

use crate::checksum::{SUMS, sha256};
use crate::course::{Metadata, Module, Split, together};
use crate::deck::{Deck, Tracking};
use crate::diagnostic::{Findings, rules};
use crate::package::{CITATION, citation};
use crate::source::Place;
use crate::tree::Tree;
use records::Records;

rules! {
    /// A folder without packages of the deck.
    NO_PACKAGES = error "H020";
    /// A package that is not the one that was built.
    NOT_AS_BUILT = error "H021";
    /// A deck that does not say what an archive requires.
    MISSING_FACT = error "H022";
    /// No day of publication, and so no record for harvesters.
    NO_DATE = note "H023";
    /// A package of another version of the deck.
    OTHER_VERSION = error "H024";
    /// A package of the same version whose deck says something else.
    OTHER_STATE = error "H025";
    /// A list of changes of another version, which stays behind.
    OTHER_CHANGES = note "H026";
}

/// What is published, for those who write about it.
pub struct Publication<'a> {
    /// The module of the whole deck, in the languages of the packages.
    pub module: &'a Module<'a>,
    /// The packages, by name.
    pub packages: &'a [Package],
    /// The day of publication, `2026-11-29`, where it is known.
    pub day: Option<&'a str>,
}

impl<'a> Publication<'a> {
    /// The facts about the deck.
    pub fn facts(&self) -> Metadata<'a> {
        Metadata::of(self.module)
    }
}

/// Files by name, each with what writes it; nothing where it would not be whole.
type Record = (&'static str, fn(&Publication<'_>, &Records) -> Option<String>);

/// Every record. The landing page has schema.org's inside it too.
static RECORDS: [Record; 11] = [
    (CITATION, |own, _| Some(citation(&own.facts(), own.day))),
    (".zenodo.json", |own, _| Some(zenodo::record(own))),
    ("schema.jsonld", |own, _| Some(schema_org::record(own))),
    ("dcat.rdf", |own, records| Some(dcat::record(own, records))),
    ("lom.xml", |own, _| lom::record(own)),
    ("oai_dc.xml", oai::dublin_core),
    ("oai_lom.xml", oai::lom),
    ("index.html", |own, records| Some(page::landing(own, records))),
    ("processing.fr.html", |own, records| Some(processing::sheet(own, records, "fr"))),
    ("processing.en.html", |own, records| Some(processing::sheet(own, records, "en"))),
    ("processing.json", |own, _| Some(processing::inventory(own))),
];

/// The files of a publication: the packages of a deck, in the order of their names, and all about them; `changes` is the list of changes
/// with its file name, where there is one. The same arguments give the same bytes. Nothing is made where a finding is an error.
pub fn deposit(
    deck: &Deck,
    packages: &[Package],
    day: Option<&str>,
    changes: Option<(&str, String)>,
) -> (Tree, Findings) {
    let mut findings = Findings::default();
    let mut tree = Tree::default();
    let spoken = |language: &&str| packages.iter().any(|package| package.languages.iter().any(|own| own == language));
    let languages: Vec<&str> = deck.languages.iter().map(|own| own.as_str()).filter(spoken).collect();
    let whole = together(deck, &languages, "all", Split::Deck, Tracking::Essential).into_iter().next();
    let (Some(module), place) = (whole, Place::file("deck.toml")) else {
        findings.add(&NO_PACKAGES, &Place::file(""));
        return (tree, findings);
    };
    let own = Publication { module: &module, packages, day };
    for key in missing(&own) {
        findings.add(&MISSING_FACT, &place).with("key", key);
    }
    if day.is_none() {
        findings.add(&NO_DATE, &place);
    }
    if findings.has_errors() {
        return (tree, findings);
    }
    packages.iter().for_each(|package| tree.put(&package.name, package.bytes.clone()));
    if let Some((name, text)) = changes {
        tree.put(name, text);
    }
    let records = Records::new();
    for (name, write) in &RECORDS {
        if let Some(text) = write(&own, &records) {
            tree.put(*name, text);
        }
    }
    let sums: String = tree.files().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    tree.put(SUMS, sums);
    (tree, findings)
}

/// What archives require that the deck does not say, by the keys of `deck.toml`. Sources: Zenodo, deposit metadata (title, creators,
/// description, licence of open files); IEEE 1484.12.1.
fn missing(own: &Publication<'_>) -> Vec<&'static str> {
    let facts = own.facts();
    let rows = [
        // What a theme is about does not stand for the deck here.
        ("description", own.module.deck.description.is_empty()),
        ("keywords", facts.keywords.is_empty()),
        ("licence", !facts.licence.is_named()),
        ("credits", !facts.contributors.iter().any(|one| one.role == "author")),
    ];
    rows.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| key).collect()
}
