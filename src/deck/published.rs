//! What was built for publication: which bytes each version of a deck has under each name. It is kept in `register.toml` and never
//! goes into a package, which cannot hold its own checksum.

use std::fmt;

/// Something that was built for publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The version of the deck, `1.2.0`.
    pub version: String,
    /// The month of the first build, `YYYY-MM`.
    pub month: String,
    /// The file name of a package, or [`Published::DECK`] for the texts and media of the deck.
    pub name: String,
    /// The SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Published {
    /// The name under which a version's texts and media have their checksum; packages have a file's ending.
    pub const DECK: &'static str = "deck";

    /// Reads an entry as it is written: `1.2.0 2026-11 essai-t1-fr-scorm12.zip 9f2c…`. None where the text is no entry.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        let (version, month, name, sha256) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let is_sum = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (is_sum && words.next().is_none() && !name.is_empty()).then_some(Self { version, month, name, sha256 })
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.version, self.month, self.name, self.sha256)
    }
}
