//! One word for one thing: how a concept is called in each language, and how it is not.

use crate::source::At;
use std::collections::BTreeMap;

/// A concept of the table of terms, `terms.toml`.
#[derive(Clone, Debug)]
pub struct TermRule {
    /// Unique in the table.
    pub id: At<String>,
    /// What it is called, by language.
    pub words: BTreeMap<String, At<String>>,
    /// Words that may not stand for it, by language. A `*` at the beginning or the end of one stands for any letters.
    pub never: BTreeMap<String, At<Vec<At<String>>>>,
    /// What a translator has to know.
    pub note: Option<At<String>>,
}

/// Whether a word of [`TermRule::never`], or a term, occurs in a text that is in small letters. The word may have any.
pub fn occurs(word: &str, text: &str) -> bool {
    let word = word.to_lowercase();
    let core = word.trim_start_matches('*').trim_end_matches('*');
    let begins = |at: usize| word.starts_with('*') || !text[..at].ends_with(char::is_alphanumeric);
    let ends = |at: usize| word.ends_with('*') || !text[at..].starts_with(char::is_alphanumeric);
    !core.is_empty() && text.match_indices(core).any(|(at, _)| begins(at) && ends(at + core.len()))
}

#[cfg(test)]
mod tests {
    use super::occurs;

    #[test]
    fn a_word_is_met_whole_or_as_its_stars_say() {
        for (word, text, met) in [
            ("mailbox", "Her Mailbox is full", true),
            ("mailbox", "Her mailboxes", false),
            ("mailbox*", "Her mailboxes", true),
            ("*box", "the mailbox", true),
            ("box", "the mailbox", false),
            ("să-l încadreze", "trebuie să-l încadreze.", true),
            ("ΊΧΝΟΣ", "ένα ίχνος", true),
            ("ίχνη", "Ίχνη", true),
            ("*", "anything", false),
            ("", "anything", false),
        ] {
            assert_eq!(occurs(word, &text.to_lowercase()), met, "{word} in {text}");
        }
    }
}
