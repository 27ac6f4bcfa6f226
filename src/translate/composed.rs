//! Accented letters as one sign each (NFC). Some systems write the accent as a sign of its own (NFD), which looks the same and is another
//! text. Knows no catalogue and no deck.

use std::borrow::Cow;

/// The text with its accents in their letters. One without accents of their own stays as it is.
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    if text.contains(is_accent) { compose(text) } else { Cow::Borrowed(text) }
}

#[cfg(feature = "program")]
fn compose(text: &str) -> Cow<'_, str> {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The tables are too large for a page of the web, where no catalogue is taken in.
#[cfg(not(feature = "program"))]
fn compose(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
