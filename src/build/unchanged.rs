//! Whether a build would give what is there already. A folder of packages remembers, in a hidden file, from what each build was
//! made and what came out; a build of the same deck by the same program with the same options is not done again.

use super::Options;
use crate::build::Languages;
use crate::deck::Deck;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The hidden file. It may be deleted at any time: then everything is built.
pub(super) const MEMORY: &str = ".cartable-builds.json";
/// What the program was made from (`build.rs`).
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("CARTABLE_SOURCES"));
/// How many builds a folder remembers.
const MOST: usize = 32;

/// What came out of builds, by what went in: names of archives with their checksums.
type Memory = BTreeMap<String, BTreeMap<String, String>>;

/// A checksum of all that a build depends on: the program, the deck and the options.
pub fn inputs(deck: &Deck, options: &Options) -> String {
    let mut hash = Sha256::new();
    let mut feed = |part: &[u8]| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    feed(PROGRAM.as_bytes());
    for source in deck.sources() {
        feed(source.path().as_bytes());
        feed(source.text().as_bytes());
    }
    for (path, content) in &deck.media {
        feed(path.as_bytes());
        feed(content);
    }
    let formats: Vec<&str> = options.formats.iter().map(|format| format.key).collect();
    feed(formats.join(",").as_bytes());
    match &options.languages {
        Languages::Each(languages) => feed(languages.join(",").as_bytes()),
        Languages::Joined => feed(b"all"),
    }
    feed(options.split.key().as_bytes());
    feed(options.tracking.key().as_bytes());
    feed(&[u8::from(options.with_source), u8::from(options.release)]);
    for (path, content) in options.schemas.values().flat_map(|schemas| schemas.files()) {
        feed(path.as_bytes());
        feed(content);
    }
    super::write::hex(&hash.finalize())
}

/// The archives of an earlier build from the same inputs, where all of them are still in the folder as they were made.
pub fn earlier(folder: &Path, inputs: &str) -> Option<Vec<(String, u64)>> {
    let archives = remembered(folder).remove(inputs)?;
    let is_there = |(name, sum): (String, String)| {
        let bytes = fs::read(folder.join(&name)).ok()?;
        (super::write::hex(&Sha256::digest(&bytes)) == sum).then_some((name, bytes.len() as u64))
    };
    archives.into_iter().map(is_there).collect()
}

/// The memory of a folder with one more build in it, as JSON: `made` are its archives with their checksums. `inputs` is left out of
/// a build that is to be done again. Builds of which an archive was replaced are forgotten.
pub(super) fn remember(folder: &Path, inputs: Option<&String>, made: &BTreeMap<String, String>) -> Vec<u8> {
    let mut memory = remembered(folder);
    memory.retain(|_, archives| archives.iter().all(|(name, sum)| made.get(name).is_none_or(|new| new == sum)));
    if let Some(inputs) = inputs {
        while memory.len() >= MOST {
            memory.pop_first();
        }
        memory.insert(inputs.clone(), made.clone());
    }
    serde_json::to_vec(&memory).unwrap_or_default()
}

fn remembered(folder: &Path) -> Memory {
    let text = fs::read(folder.join(MEMORY)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
