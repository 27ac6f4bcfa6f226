//! The guide's running text as Markdown: bold, italics and working links are kept, all else is escaped so that it says what it
//! said. Sentences that rest on a link without an address are found here. Knows no file of a deck.

/// A run of text without the sentences that rest on an empty link, and whether there were any.
pub fn without_dead_links(text: &str) -> (String, bool) {
    if !text.contains(EMPTY_LINK) {
        return (text.to_owned(), false);
    }
    let kept: Vec<_> = sentences(text).into_iter().filter(|sentence| !sentence.contains(EMPTY_LINK)).collect();
    (kept.join(" "), true)
}

const EMPTY_LINK: &str = "](#)";

/// The sentences of a text: each ends with `.`, `!` or `?` before a blank.
pub fn sentences(text: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if matches!(c, '.' | '!' | '?') && text[end..].starts_with(char::is_whitespace) {
            out.push(text[start..end].trim());
            start = end;
        }
    }
    out.push(text[start..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// A text without the bold that wraps the whole of it, which has no meaning.
pub fn unbold(text: &str) -> &str {
    let inner = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**") && !inner.trim().is_empty()).map_or(text, str::trim)
}

/// A paragraph, an item or a heading in Markdown, on one line.
pub fn line(text: &str) -> String {
    let mut out = String::new();
    inline(text.trim(), &mut out);
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if out.starts_with(['>', '+', '-', '=', '~']) {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let taken = ["**", "*"]
            .iter()
            .find_map(|mark| emphasis(rest, mark, before, out))
            .or_else(|| link(rest, out))
            .unwrap_or_else(|| {
                escape(c, &rest[c.len_utf8()..], out);
                c.len_utf8()
            });
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
}

/// Emphasis at the start of a text: writes it and says how long it was. Marks that Markdown would not see as emphasis are
/// dropped, their words are kept.
fn emphasis(text: &str, mark: &str, before: Option<char>, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix(mark)?;
    let inner = &inner[..inner.find(mark)?];
    if inner.is_empty() || inner.trim() != inner || inner.contains('*') {
        return None;
    }
    let taken = inner.len() + 2 * mark.len();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = is_word(inner.chars().next()) || !is_word(before);
    let closes = is_word(inner.chars().next_back()) || !is_word(text[taken..].chars().next());
    let shown = if opens && closes { mark } else { "" };
    out.push_str(shown);
    inline(inner, out);
    out.push_str(shown);
    Some(taken)
}

/// No longer words make a link, so that a line of brackets is not searched over and over.
const LONGEST_LABEL: usize = 300;

/// A link with an address on the web at the start of a text: writes it and says how long it was.
fn link(text: &str, out: &mut String) -> Option<usize> {
    let (end, _) = text.char_indices().take(LONGEST_LABEL).find(|(_, c)| *c == ']')?;
    let (label, rest) = (text.strip_prefix('[')?.get(..end - 1)?, text[end..].strip_prefix("](")?);
    let (url, _) = rest.split_once(')')?;
    let is_address = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme))
        && url.chars().all(|c| c.is_ascii_graphic() && !"<>()[]\\\"`*".contains(c));
    if !is_address || label.is_empty() || label.contains('[') {
        return None;
    }
    out.push('[');
    label.chars().for_each(|c| escape(c, "", out));
    out.push_str(&format!("]({url})"));
    Some(label.len() + url.len() + 4)
}

/// A character that says itself; `after` is what follows it.
fn escape(c: char, after: &str, out: &mut String) {
    let entity = c == '&' && after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#');
    if entity || "\\`*_[]<#{}".contains(c) {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The text that a reader sees, and how many blocks and links there are.
    fn seen(markdown: &str) -> (String, usize, usize) {
        let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TASKLISTS;
        let (mut text, mut blocks, mut links) = (String::new(), 0, 0);
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(Tag::Paragraph | Tag::Heading { .. }) => blocks += 1,
                Event::Start(Tag::Link { .. }) => links += 1,
                Event::Start(Tag::Strong | Tag::Emphasis) | Event::End(_) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        (text, blocks, links)
    }

    proptest! {
        #[test]
        fn any_text_says_what_it_said(text in r#"[a-zé0-9 .)(\\`_\[\]<>#{}&;:!|~=+"'$^-]{1,40}"#) {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!text.is_empty());
            prop_assert_eq!(seen(&line(&text)), (text.clone(), 1, 0));
            prop_assert_eq!(seen(&format!("## {}", line(&text))), (text, 1, 0));
        }

        #[test]
        fn no_stars_make_it_stumble(text in r"[a« »*. ]{0,20}") {
            let without = |text: &str| text.replace(['*', ' '], "");
            let text = text.trim();
            prop_assume!(!without(text).is_empty());
            prop_assert_eq!(without(&seen(&line(text)).0), without(text));
        }
    }

    #[test]
    fn bold_and_links_stay_where_they_work() {
        assert_eq!(line("un **mot** et *deux*"), "un **mot** et *deux*");
        assert_eq!(line("l'**« a »**b"), "l'« a »b", "Markdown would show these stars");
        assert_eq!(line("[ici](https://example.org/a_b)"), "[ici](https://example.org/a_b)");
        assert_eq!(line("[ici](javascript:alert)"), r"\[ici\](javascript:alert)");
        assert_eq!(seen(&line("[x] non")).0, "[x] non");
        assert_eq!(unbold("**a ?**"), "a ?");
        assert_eq!(unbold("****"), "****");
        assert_eq!(unbold("**a** et **b**"), "**a** et **b**");
    }

    #[test]
    fn a_sentence_goes_with_its_empty_link() {
        assert_eq!(without_dead_links("Lire. Puis via [ce lien](#)."), ("Lire.".to_owned(), true));
        assert_eq!(without_dead_links("Voir [a](#) !"), (String::new(), true));
        assert_eq!(without_dead_links("Lire (a. b). Fin"), ("Lire (a. b). Fin".to_owned(), false));
    }
}
