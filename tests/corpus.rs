//! Replays the corpus of every reader, and changes it: the same changes every time, as many as `CORPUS_ROUNDS` says for each
//! file. An input that breaks something is kept beside the temporary files, and the message says where.

#![allow(missing_docs)]

mod readers;

use readers::{READERS, Reader};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Changes of each file in an ordinary run.
const ROUNDS: u64 = 25;
/// A larger input is cut, so that every round takes little time.
const LONGEST: usize = 20_000;

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        if most == 0 { 0 } else { (self.0 % most as u64) as usize }
    }
}

/// The files of a corpus, by name.
fn corpus(reader: &Reader) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader.name);
    let files = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} has no corpus", reader.name));
    let mut files: Vec<_> = files.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.into_iter().map(|path| (name(&path), fs::read(&path).expect("a file"))).collect()
}

/// One to four changes: a byte, a word, a piece that is taken out, doubled, or comes from another file.
fn change(bytes: &[u8], others: &[(String, Vec<u8>)], words: &[&str], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.splice(at..at, words[dice.below(words.len())].bytes())),
            3 if at < to => drop(bytes.drain(at..to)),
            4 if at < to => {
                let piece = bytes[at..to].repeat(1 + dice.below(3));
                bytes.splice(at..at, piece);
            }
            5 => bytes.truncate(at),
            _ => {
                let other = &others[dice.below(others.len())].1;
                let from = dice.below(other.len() + 1);
                let piece = other[from..(from + dice.below(200)).min(other.len())].to_vec();
                bytes.splice(at..to.max(at), piece);
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

/// Runs a reader; where something does not hold, keeps the input and says so.
fn run(reader: &Reader, name: &str, bytes: &[u8]) {
    if let Err(fault) = catch_unwind(AssertUnwindSafe(|| (reader.read)(bytes))) {
        let kept = std::env::temp_dir().join(format!("cartable-{}-{}", reader.name, bytes.len()));
        fs::write(&kept, bytes).expect("a file");
        let fault = fault.downcast_ref::<String>().map(String::as_str).or(fault.downcast_ref::<&str>().copied());
        panic!("{} breaks on {name}, kept as {}: {}", reader.name, kept.display(), fault.unwrap_or_default());
    }
}

fn play(name: &str) {
    let reader = READERS.iter().find(|reader| reader.name == name).expect("a reader");
    let files = corpus(reader);
    let rounds = std::env::var("CORPUS_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("a number"));
    for (name, bytes) in &files {
        run(reader, name, bytes);
        for round in 0..rounds {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (round + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
            let changed = change(bytes, &files, reader.words, &mut dice);
            run(reader, &format!("{name}, round {round}"), &changed);
        }
    }
}

macro_rules! readers {
    ($($test:ident $name:literal)*) => {
        $(#[test] fn $test() { play($name); })*
        const PLAYED: &[&str] = &[$($name),*];
    };
}

readers! {
    situation "situation"
    text "text"
    deck_toml "deck-toml"
    catalogue "catalogue"
    guide "guide"
    archive "archive"
    manifest "manifest"
    page "page"
    source "source"
    report "report"
    statements "statements"
    table "table"
    workbook "workbook"
    request "request"
    builds "builds"
    document "document"
}

#[test]
fn every_reader_has_a_corpus_a_test_and_a_target() {
    let names: Vec<&str> = READERS.iter().map(|reader| reader.name).collect();
    assert_eq!(names, PLAYED);
    for reader in &READERS {
        let files = corpus(reader);
        assert!(files.len() >= 3, "{} has only {} files", reader.name, files.len());
        assert!(files.iter().all(|(_, bytes)| bytes.len() < 100_000), "a corpus is small");
        let target = format!("fuzz/fuzz_targets/{}.rs", reader.name.replace('-', "_"));
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&target).exists(), "{target}");
    }
}
