//! Words of another language, `[Code du travail]{lang=fr}`. Markdown has no such mark and leaves it in the text, where it is found here.

use crate::deck::Inline;
use crate::form;

/// What comes between the words and the tag of their language, and after it.
const MARK: (&str, u8) = ("]{lang=", b'}');
/// Beginnings of a mark that was meant and is not understood.
const MEANT: [&str; 2] = ["]{", "{lang"];
/// Stands before a sign whose meaning a backslash took from it, until the marks are found. No text has this character: Markdown
/// replaces it (CommonMark 2.3).
pub const ESCAPED: &str = "\0";
/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 40;

/// Running text with the words of other languages taken out of it, and whether a mark is left that is not understood.
pub fn foreign(content: Vec<Inline>) -> (Vec<Inline>, bool) {
    let has = |sign: &str| content.iter().any(|inline| matches!(inline, Inline::Text(text) if text.contains(sign)));
    if !has(ESCAPED) && !MEANT.iter().any(|mark| has(mark)) {
        return (content, false);
    }
    let mut found = Found::default();
    for inline in content {
        match inline {
            Inline::Text(text) => found.text(&text),
            other => found.done.push(other),
        }
    }
    let is_broken = found.done.iter().any(|inline| matches!(inline, Inline::Text(text) if is_meant(text)));
    (finished(found.done), is_broken)
}

/// Whether a text has what was meant to be a mark.
fn is_meant(text: &str) -> bool {
    let is_sign = |at: usize| !text[..at].ends_with(ESCAPED);
    MEANT.iter().any(|mark| text.match_indices(mark).any(|(at, _)| is_sign(at)))
}

/// Running text without texts that say nothing, and without what stood before escaped signs.
fn finished(content: Vec<Inline>) -> Vec<Inline> {
    let one = |inline| match inline {
        Inline::Text(text) if text.contains(ESCAPED) => Inline::Text(text.replace(ESCAPED, "")),
        other => other,
    };
    content.into_iter().map(one).filter(|inline| !matches!(inline, Inline::Text(text) if text.is_empty())).collect()
}

/// Running text up to a place, and the brackets that are open there: the piece that each is in, and where. Each sign is read once,
/// whatever the text.
#[derive(Default)]
struct Found {
    done: Vec<Inline>,
    open: Vec<(usize, usize)>,
}

impl Found {
    fn text(&mut self, text: &str) {
        let (mut piece, mut behind) = (String::new(), 0);
        for (at, sign) in text.char_indices().filter(|(_, sign)| ['[', ']'].contains(sign)) {
            // A bracket inside a mark is none, nor is one that was escaped.
            if at < behind || text[..at].ends_with(ESCAPED) {
                continue;
            }
            piece.push_str(&text[behind..at]);
            behind = at;
            if sign == '[' {
                self.open.push((self.done.len(), piece.len()));
            } else if let Some(open) = self.open.pop()
                && let Some(language) = language(&text[at..])
            {
                self.done.push(Inline::Text(std::mem::take(&mut piece)));
                self.close(open, language);
                behind = at + MARK.0.len() + language.len() + 1;
            }
        }
        piece.push_str(&text[behind..]);
        self.done.push(Inline::Text(piece));
    }

    /// Makes the words since a bracket words of a language.
    fn close(&mut self, (piece, at): (usize, usize), language: &str) {
        let mut words = self.done.split_off(piece);
        if let Some(Inline::Text(first)) = words.first_mut() {
            let inside = first[at + 1..].to_owned();
            let before = std::mem::replace(first, inside);
            self.done.push(Inline::Text(before[..at].to_owned()));
        }
        self.done.push(Inline::Foreign { language: language.to_owned(), content: finished(words) });
    }
}

/// The language in a mark that a text begins with.
fn language(text: &str) -> Option<&str> {
    let tag = text.strip_prefix(MARK.0)?;
    let end = tag.bytes().take(LONGEST).position(|byte| byte == MARK.1)?;
    Some(&tag[..end]).filter(|tag| form::is_language(tag))
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
            Inline::Foreign { language, content } => Some((language.clone(), plain(content).into_owned())),
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
        let nested = foreign(vec![text("[a [b]{lang=en} c]{lang=fr}")]).0;
        assert!(matches!(&nested[..], [Inline::Foreign { content, .. }] if content.len() == 3), "{nested:?}");
        let (content, broken) = foreign(strong);
        assert_eq!((plain(&content).into_owned(), content.len(), broken), ("x Code pénal y".to_owned(), 3, false));
    }

    #[test]
    fn a_long_text_is_read_once() {
        for text in ["[a]{lang=fr}", "]{lang=fr}", "[", "[]{lang="] {
            found(vec![self::text(&text.repeat(100_000))]);
        }
    }

    #[test]
    fn a_mark_that_is_not_understood_is_told() {
        for mark in ["[a]{lang=}", "[a]{lang=french1}", "[a] {lang=fr}", "a]{lang=fr}", "[a]{fr}", "[a]{lang=fr"] {
            assert_eq!(found(vec![text(mark)]), (Vec::new(), true), "{mark}");
        }
        assert_eq!(found(vec![text("[a] {b} (c)")]), (Vec::new(), false));
        for escaped in ["\0[a]{lang=fr}", "[a\0]{lang=fr}", "[a]\0{lang=fr}", "\0]\0{\0#a}"] {
            let (content, broken) = foreign(vec![text(escaped)]);
            assert_eq!((plain(&content).into_owned(), content.len()), (escaped.replace('\0', ""), 1), "{escaped}");
            // What begins with a brace that was escaped was meant as it is.
            assert_eq!(broken, !escaped.contains("\0{"), "{escaped}");
        }
    }
}
