//! Accented letters as one sign each (NFC). Some systems write the accent as a sign of its own (NFD), which looks the same and is another
//! text. Knows no catalogue and no deck.

use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// The text with its accents in their letters. One without accents of their own stays as it is.
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    if text.contains(is_accent) { ComposingNormalizerBorrowed::new_nfc().normalize(text) } else { Cow::Borrowed(text) }
}
