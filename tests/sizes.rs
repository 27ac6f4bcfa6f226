//! How large the modules of the deck that ships are, one for each situation: what a slow line and a full platform can take.

use cartable::build::{Languages, Options, build};
use cartable::course::Split;
use cartable::deck::Tracking;
use cartable::package::{FORMATS, Holds};
use cartable::read::read;
use cartable::tree::{Tree, unzip};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// The bytes that an archive may have.
const ARCHIVE: usize = 62_000;
/// The files that it may have.
const FILES: usize = 8;
/// The bytes that the first view may have on its way.
const FIRST_VIEW: usize = 42_000;

/// The bytes of the three files of the first view, each as a server sends it.
fn first_view(members: &Tree) -> usize {
    let sent = |name: &str| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(members.get(name).unwrap_or_else(|| panic!("no {name}"))).unwrap();
        gzip.finish().unwrap().len()
    };
    ["index.html", "module.css", "module.js"].into_iter().map(sent).sum()
}

#[test]
fn a_situation_is_a_small_module_in_every_language_and_format() {
    let (deck, _) = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    let options = Options {
        formats: FORMATS.iter().filter(|format| matches!(format.holds, Holds::Module | Holds::Course)).collect(),
        languages: Languages::Each(deck.languages.iter().map(|language| language.value.clone()).collect()),
        split: Split::Situation,
        tracking: Tracking::Essential,
        forums: Default::default(),
        with_source: true,
        schemas: BTreeMap::new(),
        release: false,
    };
    let (packages, _) = build(&deck, &options, &|_, _| ()).unwrap();
    let situations = deck.editions[0].situations().count();
    assert_eq!(packages.len(), situations * deck.languages.len() * options.formats.len());
    let mut large = Vec::new();
    for package in &packages {
        let members = unzip(&package.bytes).unwrap();
        let (archive, files, view) = (package.bytes.len(), members.files().count(), first_view(&members));
        if archive > ARCHIVE || files > FILES || view > FIRST_VIEW {
            large.push(format!("{}: {archive} bytes, {files} files, first view {view} bytes", package.name));
        }
    }
    assert!(large.is_empty(), "{}", large.join("\n"));
}
