//! The small care of typesetting that an author need not take. Works on plain characters; knows no HTML.

use crate::deck::primary;
use std::borrow::Cow;

const NO_BREAK: char = '\u{a0}';

/// Puts no-break spaces inside numbers of several groups (telephone numbers), and in French also where the space before a sign
/// stays with its word, inside « », before the number of an article and before an initial. It turns spaces into other spaces
/// and adds none, so that no word changes. The wide no-break space is taken because old phones have no glyph for the narrow one.
pub fn set<'a>(text: &'a str, language: &str) -> Cow<'a, str> {
    let is_french = primary(language) == "fr";
    let sticks = |at: usize| {
        let (before, rest) = (&text[..at], &text[at + 1..]);
        // Most spaces stand between two words, of which the second begins with a small letter.
        if rest.starts_with(|c: char| c.is_ascii_lowercase()) {
            return is_french && before.ends_with('«');
        }
        is_number(before, rest) || is_french && (before_sign(before, rest) || is_name(before, rest))
    };
    let (mut out, mut from) = (String::new(), 0);
    for (at, _) in text.match_indices(' ').filter(|(at, _)| sticks(*at)) {
        out.push_str(&text[from..at]);
        out.push(NO_BREAK);
        from = at + 1;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// A title that is a quotation, without its own marks, for a sentence that puts some around it. A title with a quotation in it keeps them.
pub fn unquoted(title: &str) -> &str {
    let pairs = [("„", "”"), ("„", "“"), ("“", "”"), ("«", "»"), ("\"", "\""), ("&quot;", "&quot;")];
    let within = |(open, close): &(&str, &str)| title.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    let is_whole = |inner: &&str| !pairs.iter().any(|(open, close)| inner.contains(open) || inner.contains(close));
    pairs.iter().filter_map(within).find(is_whole).unwrap_or(title)
}

/// Two groups of digits of one number: `0800 32 123`, `2 500`. A single digit before another group is a thousand or a number
/// of its own.
fn is_number(before: &str, rest: &str) -> bool {
    let left = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let right = rest.bytes().take_while(u8::is_ascii_digit).count();
    left >= 2 && right >= 2 || left == 1 && right == 3
}

/// The space before a sign, and the one after an opening quotation mark.
fn before_sign(before: &str, rest: &str) -> bool {
    rest.starts_with(['?', '!', ':', ';', '»', '%', '€']) || before.ends_with('«')
}

/// `article 9`, `n° 12`, `L. 2242-17`, `Madame D.`: what comes after is no use at the beginning of a line.
fn is_name(before: &str, rest: &str) -> bool {
    let numbered = ["article", "articles", "n°", "L.", "R."];
    let is_initial = || {
        let mut letters = rest.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next() == Some('.')
            && !letters.next().is_some_and(|next| {
                next.is_alphanumeric() || next == ' ' && letters.next().is_some_and(|c| c.is_ascii_digit())
            })
    };
    let word = || before.rsplit([' ', '\u{a0}', '(', '’']).next().unwrap_or_default();
    // What comes after is asked first: it nearly always says no.
    rest.starts_with(|c: char| c.is_ascii_digit()) && numbered.contains(&word())
        || is_initial() && word().starts_with(char::is_uppercase)
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
        assert_eq!(set("article 9, n° 12, L. 2242-17", "fr"), "article\u{a0}9, n°\u{a0}12, L.\u{a0}2242-17");
        assert_eq!(set("Madame D. attend", "fr"), "Madame\u{a0}D. attend");
        assert_eq!(set("En 2023, article, L. 1", "en"), "En 2023, article, L. 1");
    }

    #[test]
    fn a_title_that_is_a_quotation_loses_its_marks() {
        let cases = [
            ("„Asta să n-o scrieți”", "Asta să n-o scrieți"),
            ("„Das nicht“", "Das nicht"),
            ("“Don’t write that”", "Don’t write that"),
            ("«\u{a0}Ne l’écrivez pas\u{a0}»", "Ne l’écrivez pas"),
            ("&quot;No&quot;", "No"),
            ("“No” and “yes”", "“No” and “yes”"),
            ("They said “no”", "They said “no”"),
            ("“", "“"),
            ("", ""),
        ];
        for (title, wanted) in cases {
            assert_eq!(unquoted(title), wanted);
        }
    }

    #[test]
    fn a_telephone_number_stays_on_one_line_in_every_language() {
        for language in ["fr", "en", "ro", "el"] {
            assert_eq!(set("le 0800 32 123, 45 45 45", language), "le 0800\u{a0}32\u{a0}123, 45\u{a0}45\u{a0}45");
            assert_eq!(set("116 111 and 8 places", language), "116\u{a0}111 and 8 places");
        }
    }
}
