//! The small care of typesetting that an author need not take. Works on plain characters; knows no HTML.

use std::borrow::Cow;

const NO_BREAK: char = '\u{a0}';

/// Puts no-break spaces where French wants the space before a sign to stay with its word, inside « » and in numbers. It turns
/// spaces into other spaces and adds none, so that no word changes. The wide no-break space is taken because old phones have
/// no glyph for the narrow one.
pub fn set<'a>(text: &'a str, language: &str) -> Cow<'a, str> {
    if primary(language) != "fr" || !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let sticks = c == ' ' && stays_together(before, rest.as_str());
        out.push(if sticks { NO_BREAK } else { c });
        before = Some(c);
    }
    Cow::Owned(out)
}

/// The first part of a language tag: `fr` of `fr-BE`.
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

fn stays_together(before: Option<char>, rest: &str) -> bool {
    let sign = rest.starts_with(['?', '!', ':', ';', '»', '%', '€']);
    sign || before == Some('«') || (before.is_some_and(|c| c.is_ascii_digit()) && thousand(rest))
}

/// Three digits and no more: the second part of `2 500`.
fn thousand(rest: &str) -> bool {
    rest.chars().take_while(char::is_ascii_digit).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_stay_with_their_word() {
        assert_eq!(set("Qui ? « Moi » : 2 500 !", "fr"), "Qui\u{a0}? «\u{a0}Moi\u{a0}»\u{a0}: 2\u{a0}500\u{a0}!");
        assert_eq!(set("Qui ?", "en"), "Qui ?");
        assert_eq!(set("Qui ?", "fr-BE"), "Qui\u{a0}?");
        assert_eq!(set("le 4 1234", "fr"), "le 4 1234");
    }
}
