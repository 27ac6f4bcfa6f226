//! Words of another language, `[Code du travail]{lang=fr}`. Markdown has no such mark and leaves it in the text, where it is found here.

use crate::deck::Inline;
use crate::form;

/// What comes between the words and the tag of their language, and after it.
const MARK: (&str, &str) = ("]{lang=", "}");
/// Beginnings of a mark that was meant and is not understood.
const MEANT: [&str; 2] = ["]{", "{lang"];

/// Running text with the words of other languages taken out of it, and whether a mark is left that is not understood.
pub fn foreign(content: Vec<Inline>) -> (Vec<Inline>, bool) {
    let (mut done, mut rest) = (Vec::new(), content);
    while let Some(Cut { before, words, language, after }) = cut(&rest) {
        done.extend(before);
        done.push(Inline::Foreign { language, content: words });
        rest = after;
    }
    done.extend(rest);
    let is_broken =
        |inline: &Inline| matches!(inline, Inline::Text(text) if MEANT.iter().any(|mark| text.contains(mark)));
    let broken = done.iter().any(is_broken);
    (done, broken)
}

/// Running text, parted at the first words of another language.
struct Cut {
    before: Vec<Inline>,
    words: Vec<Inline>,
    language: String,
    after: Vec<Inline>,
}

fn cut(content: &[Inline]) -> Option<Cut> {
    let ends = content.iter().enumerate().flat_map(|(piece, inline)| match inline {
        Inline::Text(text) => text.match_indices(MARK.0).map(|(at, _)| (piece, at)).collect(),
        _ => Vec::new(),
    });
    for (piece, at) in ends {
        let Inline::Text(text) = &content[piece] else { continue };
        let (language, after) = text[at + MARK.0.len()..].split_once(MARK.1)?;
        let open = open(content, piece, at).filter(|_| form::is_language(language));
        let Some((first, start)) = open else { continue };
        let part = |from: Option<usize>, to: Option<usize>, piece: usize| match &content[piece] {
            Inline::Text(text) => Inline::Text(text[from.unwrap_or(0)..to.unwrap_or(text.len())].to_owned()),
            other => other.clone(),
        };
        let words =
            (first..=piece).map(|own| part((own == first).then_some(start + 1), (own == piece).then_some(at), own));
        let before = content[..first].iter().cloned().chain([part(None, Some(start), first)]);
        let after = [Inline::Text(after.to_owned())].into_iter().chain(content[piece + 1..].iter().cloned());
        let (before, words, after) = (filled(before), filled(words), filled(after));
        return Some(Cut { before, words, language: language.to_owned(), after });
    }
    None
}

/// The bracket that the one at a place closes: its piece and its place there.
fn open(content: &[Inline], piece: usize, at: usize) -> Option<(usize, usize)> {
    let mut depth = 1;
    for own in (0..=piece).rev() {
        let Inline::Text(text) = &content[own] else { continue };
        let text = if own == piece { &text[..at] } else { text.as_str() };
        for (place, sign) in text.char_indices().rev() {
            depth += match sign {
                ']' => 1,
                '[' => -1,
                _ => 0,
            };
            if depth == 0 {
                return Some((own, place));
            }
        }
    }
    None
}

/// Without texts that say nothing.
fn filled(content: impl Iterator<Item = Inline>) -> Vec<Inline> {
    content.filter(|inline| !matches!(inline, Inline::Text(text) if text.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::plain;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    /// The words of other languages in a text, each with its language, and whether a mark is left.
    fn found(content: Vec<Inline>) -> (Vec<(String, String)>, bool) {
        let (content, broken) = foreign(content);
        let one = |inline: &Inline| match inline {
            Inline::Foreign { language, content } => Some((language.clone(), plain(content))),
            _ => None,
        };
        (content.iter().filter_map(one).collect(), broken)
    }

    #[test]
    fn words_of_another_language_are_found() {
        let pair = |language: &str, words: &str| (language.to_owned(), words.to_owned());
        assert_eq!(found(vec![text("the [Code du travail]{lang=fr}, L. 2242-17")]).0, [pair("fr", "Code du travail")]);
        let two = vec![text("[a]{lang=fr} [b [c]]{lang=pt-BR}.")];
        assert_eq!(found(two), (vec![pair("fr", "a"), pair("pt-BR", "b [c]")], false));
        let strong = vec![text("x ["), Inline::Strong(vec![text("Code")]), text(" pénal]{lang=fr} y")];
        let (content, broken) = foreign(strong);
        assert_eq!((plain(&content), content.len(), broken), ("x Code pénal y".to_owned(), 3, false));
    }

    #[test]
    fn a_mark_that_is_not_understood_is_told() {
        for mark in ["[a]{lang=}", "[a]{lang=french1}", "[a] {lang=fr}", "a]{lang=fr}", "[a]{fr}", "[a]{lang=fr"] {
            assert_eq!(found(vec![text(mark)]), (Vec::new(), true), "{mark}");
        }
        assert_eq!(found(vec![text("[a] {b} (c)")]), (Vec::new(), false));
    }
}
