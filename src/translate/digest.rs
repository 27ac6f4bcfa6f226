//! What a translation was made from: a digest of each text of its source, in its front matter. A translation is outdated where
//! a text of the source has another digest now, whatever the version of the deck. Knows no page and no disk.

use super::cut::Cut;
use super::edit::apply;
use super::files::{Pair, pairs};
use super::unit::Unit;
use crate::deck::Deck;
use crate::source::Place;
use crate::tree::Tree;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes of a checksum are kept. Within one file, two texts have the same digest once in 16 million pairs.
const BYTES: usize = 3;

/// The digests of the texts that a translation was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digests(BTreeSet<String>);

impl Digests {
    /// Those that a front matter lists, separated by spaces.
    pub fn parse(list: &str) -> Self {
        Self(list.split_whitespace().map(str::to_owned).collect())
    }

    /// Whether a text of the source is one that was translated.
    pub fn has(&self, unit: &Unit) -> bool {
        self.0.contains(&digest(&unit.text))
    }

    /// The list for some texts of the source, in their order.
    pub fn list<'a>(units: impl Iterator<Item = &'a Unit>) -> String {
        units.map(|unit| digest(&unit.text)).collect::<Vec<_>>().join(" ")
    }
}

/// The digest of a text: hexadecimal digits. Spaces and line breaks count as one space, so that a text may be wrapped anew.
fn digest(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Sha256::digest(words).iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// How a translated file stands to its source.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The list of digests in the translation.
    pub place: Place,
    /// How many texts the source has.
    pub all: usize,
    /// The texts of the source that are new or were changed.
    pub changed: Vec<Place>,
}

/// How the files of a translation stand to their source, by path, where they have digests.
pub fn standing(deck: &Deck, language: &str) -> BTreeMap<String, Standing> {
    let stands = |pair: &Pair<'_>| {
        let translation = Cut::new(pair.translation.as_ref()?);
        let (range, digests) = translation.front.digests.as_ref()?;
        let source = Cut::new(&pair.source);
        let changed = source.units.iter().filter(|unit| !digests.has(unit));
        let changed = changed.map(|unit| source.source.place(unit.range.clone())).collect();
        let place = translation.source.place(range.clone());
        Some((pair.path.clone(), Standing { place, all: source.units.len(), changed }))
    };
    pairs(deck, language).iter().filter_map(stands).collect()
}

/// The files of a translation with the digests of the source as it is now: somebody has compared them. Only files that change
/// come out, by path below the deck's folder.
pub fn accept(deck: &Deck, language: &str) -> Tree {
    let mut files = Tree::default();
    for pair in pairs(deck, language) {
        let Some(translation) = pair.translation.as_ref().map(Cut::new) else { continue };
        let source = Cut::new(&pair.source);
        let list = Digests::list(source.units.iter());
        let edits = vec![translation.front.set_version(&deck.version), translation.front.set_digests(&list)];
        let text = apply(translation.source.text(), edits);
        if text != translation.source.text() {
            files.put(pair.path, text);
        }
    }
    files
}
