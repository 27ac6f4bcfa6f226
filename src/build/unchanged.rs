//! What a folder of packages remembers, in a hidden file: from what each build was made and what came out, so that a build of the
//! same deck by the same program with the same options is not done again; and of which deck each archive is, so that no deck takes
//! the place of another, and what a deck has no more is not signed any longer.

use super::languages::named;
use super::{Artefact, Options};
use crate::checksum::{hex, sha256};
use crate::course::registered;
use crate::deck::Deck;
use crate::package::Format;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The hidden file. It may be deleted at any time: then everything is built.
pub const MEMORY: &str = ".cartable-builds.json";
/// What the program was made from (`build.rs`).
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("CARTABLE_SOURCES"));
/// How many builds a folder remembers.
const MOST: usize = 32;

#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// What came out of builds, by what went in.
    builds: BTreeMap<String, Vec<Made>>,
    /// Where each archive comes from, by its name.
    archives: BTreeMap<String, Origin>,
}

/// From what an archive was built.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Origin {
    /// The IRI of the deck.
    deck: String,
    /// How the deck was cut.
    split: String,
    /// The format's name.
    format: String,
    /// The languages as its name says them: `fr`, `fr_ro`, `all`.
    languages: String,
}

impl Origin {
    fn of(made: &Made, deck: &Deck, options: &Options) -> Self {
        let languages = made.spoken.clone();
        let (split, format) = (options.split.key().to_owned(), made.format.clone());
        Self { deck: deck.iri.value.clone(), split, format, languages }
    }
}

/// What is known of an archive without its bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    /// Its file name.
    pub name: String,
    /// The id of the module that it holds.
    pub module: String,
    /// The languages of the module, BCP 47.
    pub languages: Vec<String>,
    /// How its name says them: `fr`, `fr_ro`, `all`.
    #[serde(default)]
    pub spoken: String,
    /// The format's name.
    pub format: String,
    /// The SHA-256 of the archive, in hexadecimal digits.
    pub sha256: String,
}

impl From<&Artefact> for Made {
    fn from(artefact: &Artefact) -> Self {
        let Artefact { name, module, languages, spoken, format, .. } = artefact;
        let (name, module, languages) = (name.clone(), module.clone(), languages.clone());
        Self {
            name,
            module,
            languages,
            spoken: spoken.clone(),
            format: (*format).to_owned(),
            sha256: artefact.checksum(),
        }
    }
}

/// A checksum of all that a build depends on: the program, the deck with its register as packages have it, and the options.
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
    feed(&[u8::from(deck.chosen)]);
    feed(format!("{:#}", registered(deck)).as_bytes());
    for (path, content) in &deck.media {
        feed(path.as_bytes());
        feed(content);
    }
    let formats: Vec<&str> = options.formats.iter().map(|format| format.key).collect();
    feed(formats.join(",").as_bytes());
    feed(options.languages.key().as_bytes());
    feed(deck.selected.iter().map(String::as_str).collect::<Vec<_>>().join(",").as_bytes());
    feed(options.split.key().as_bytes());
    feed(options.forums.key().as_bytes());
    feed(options.tracking.key().as_bytes());
    feed(&[u8::from(options.with_source), u8::from(options.release)]);
    for (path, content) in options.schemas.values().flat_map(|schemas| schemas.files()) {
        feed(path.as_bytes());
        feed(content);
    }
    hex(&hash.finalize())
}

/// The archives of an earlier build from the same inputs, with their sizes in bytes, where all of them are still in the folder as
/// they were made.
pub fn earlier(folder: &Path, inputs: &str) -> Option<Vec<(Made, usize)>> {
    let archives = remembered(folder).builds.remove(inputs)?;
    let is_there = |made: Made| {
        // The memory may be anybody's: it leads to nothing but files beside it.
        let name = Path::new(&made.name).file_name().filter(|name| *name == made.name.as_str())?;
        let bytes = fs::read(folder.join(name)).ok()?;
        (sha256(&bytes) == made.sha256).then_some((made, bytes.len()))
    };
    archives.into_iter().map(is_there).collect()
}

/// The archives of a folder that a build would replace although they were made from another deck, each with that deck's IRI.
pub fn others(folder: &Path, deck: &Deck, artefacts: &[Artefact]) -> Vec<(String, String)> {
    let archives = remembered(folder).archives;
    let other = |artefact: &Artefact| {
        let origin = archives.get(&artefact.name).filter(|origin| origin.deck != deck.iri.value)?;
        folder.join(&artefact.name).is_file().then(|| (artefact.name.clone(), origin.deck.clone()))
    };
    artefacts.iter().filter_map(other).collect()
}

/// The archives that builds of a deck put into a folder: name, format and languages (BCP 47) of each, by name.
pub fn listed(folder: &Path, deck: &Deck) -> Vec<(String, String, Vec<String>)> {
    let languages = |origin: &Origin| {
        let names: Vec<&str> = named(&origin.languages).collect();
        let is_named = |own: &&String| names.is_empty() || names.iter().any(|name| own.eq_ignore_ascii_case(name));
        deck.languages.iter().map(|own| &own.value).filter(is_named).cloned().collect()
    };
    let archives = remembered(folder).archives.into_iter().filter(|(_, origin)| origin.deck == deck.iri.value);
    archives.map(|(name, origin)| (name, origin.format.clone(), languages(&origin))).collect()
}

/// The archives of a folder that the same deck gave in an earlier build of this kind and gives no more, whichever of its themes
/// this build is of.
pub(super) fn leftovers(folder: &Path, deck: &Deck, options: &Options, made: &[Made]) -> Vec<String> {
    let kinds: BTreeSet<Origin> = made.iter().map(|one| Origin::of(one, deck, options)).collect();
    let made: BTreeSet<&str> = made.iter().map(|one| one.name.as_str()).collect();
    let given = Given::of(deck);
    let is_spoken = |own: &str| deck.languages.iter().any(|language| language.eq_ignore_ascii_case(own));
    let is_left = |name: &str, origin: &Origin| {
        let is_gone = origin.deck == deck.iri.value && !named(&origin.languages).all(is_spoken);
        let is_given = made.contains(name) || begin(name, origin).is_some_and(|own| given.has(own));
        (is_gone || kinds.contains(origin) && !is_given) && folder.join(name).is_file()
    };
    let archives = remembered(folder).archives;
    archives.into_iter().filter(|(name, origin)| is_left(name, origin)).map(|(name, _)| name).collect()
}

/// What the name of an archive says of its module, in front of languages and format.
fn begin<'a>(name: &'a str, origin: &Origin) -> Option<&'a str> {
    name.strip_suffix(&Format::from_key(&origin.format)?.file(&format!("-{}", origin.languages)))
}

/// What a deck gives modules of: the ids of its themes with situations, and those of its situations.
struct Given<'a> {
    deck: &'a str,
    themes: BTreeSet<&'a str>,
    cards: BTreeSet<&'a str>,
}

impl<'a> Given<'a> {
    fn of(deck: &'a Deck) -> Self {
        let themes = deck.editions.first().map_or(&[][..], |source| &source.themes);
        let filled = themes.iter().filter(|theme| !theme.situations.is_empty());
        let cards = themes.iter().flat_map(|theme| &theme.situations).map(|card| card.id.as_str());
        Self { deck: &deck.id, themes: filled.map(|theme| theme.id.as_str()).collect(), cards: cards.collect() }
    }

    /// Whether there is a module of this name: the whole deck's, `dlis`, or of some themes, `dlis_t2_t4`, that of a theme or of a
    /// situation.
    fn has(&self, name: &str) -> bool {
        let Some(rest) = name.strip_prefix(self.deck) else { return false };
        match rest.split_at_checked(1) {
            Some(("_", themes)) => themes.split('_').all(|id| self.themes.contains(id)),
            Some(("-", id)) => self.themes.contains(id) || self.cards.contains(id),
            other => other.is_none(),
        }
    }
}

/// The memory of a folder with one more build in it, as JSON: `made` are its archives. `inputs` is left out of a build that is to
/// be done again. Builds of which an archive was replaced are forgotten.
pub(super) fn remember(
    folder: &Path,
    (deck, options): (&Deck, &Options),
    inputs: Option<&String>,
    made: &[Made],
) -> Vec<u8> {
    let sums: BTreeMap<&str, &str> = made.iter().map(|one| (one.name.as_str(), one.sha256.as_str())).collect();
    let mut memory = remembered(folder);
    memory.archives.retain(|name, _| Path::new(name).file_name().is_some_and(|own| folder.join(own).is_file()));
    memory.archives.extend(made.iter().map(|one| (one.name.clone(), Origin::of(one, deck, options))));
    memory.builds.retain(|_, archives| {
        archives.iter().all(|one| sums.get(one.name.as_str()).is_none_or(|new| *new == one.sha256))
    });
    if let Some(inputs) = inputs {
        while memory.builds.len() >= MOST {
            memory.builds.pop_first();
        }
        memory.builds.insert(inputs.clone(), made.to_vec());
    }
    serde_json::to_vec(&memory).unwrap_or_default()
}

fn remembered(folder: &Path) -> Memory {
    let text = fs::read(folder.join(MEMORY)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
