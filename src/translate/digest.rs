//! What a translation was made from: a digest of each text of its source, in its front matter, or in `deck.toml` for the texts there. Knows
//! no file and no disk.

use super::unit::Unit;
use crate::checksum::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

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
        self.has_text(unit.named())
    }

    /// The same by what names the text, and the text.
    pub fn has_text(&self, named: (&str, &str)) -> bool {
        self.0.contains(&digest(named))
    }

    /// The list for some texts of the source, each behind what names it, in their order.
    pub fn list<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        texts.map(digest).collect::<Vec<_>>().join(" ")
    }
}

/// The digest of a text and its place, in hexadecimal digits: answers that change places change what their marks mean. Spaces and
/// line breaks count as one space, so that a text may be wrapped anew.
fn digest((context, text): (&str, &str)) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sum = Sha256::digest(format!("{context}\n{words}"));
    hex(&sum[..BYTES])
}
