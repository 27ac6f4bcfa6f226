//! Formatted text of the deck as HTML, and for an e-book as XHTML. It writes only tags of its own and escapes everything else. Knows no
//! page.

use super::typography;
use crate::deck::{BlockKind, Entry, Inline, Line, Prose};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a link to an entry on the sheets of countries leads.
#[derive(Clone, Copy)]
pub enum Sheet<'a> {
    /// To a page of this name, which opens beside this one: leaving a module would lose what was typed there.
    Page(&'a str),
    /// To another place of the page.
    Here,
    /// Nowhere: paper gives the name of the sheet.
    Paper(&'a str),
    /// To a file of an e-book. Its pages are XHTML, and no link opens a window.
    Book(&'a str),
}

/// Turns texts of one language into HTML.
#[derive(Clone, Copy)]
pub struct Html<'a> {
    /// The language, for its typography.
    pub language: &'a str,
    /// Whether it is not the page's: then each text carries it, wherever on the page it is put.
    pub foreign: bool,
    /// What is said, unseen, behind a link that opens a new window.
    pub new_window: &'a str,
    /// The pictures that the deck has, by path.
    pub media: &'a BTreeMap<String, Arc<[u8]>>,
    /// Where links to the sheets of countries lead.
    pub sheet: Sheet<'a>,
}

impl Html<'_> {
    /// Blocks. Their headings begin at `level`, so that they fit under the heading above them; in a book one above, because each of its
    /// pages has a heading of the first level of its own.
    pub fn prose(&self, prose: &Prose, level: u8) -> String {
        let mut out = String::new();
        let level = if self.is_book() { level.saturating_sub(1) } else { level };
        self.blocks(&mut out, prose, level, &self.mark());
        out
    }

    /// One line, without a block around it.
    pub fn line(&self, line: &Line) -> String {
        let mut out = String::new();
        self.inlines(&mut out, &line.content);
        self.spanned(out)
    }

    /// Plain characters, to be shown.
    pub fn text(&self, text: &str) -> String {
        self.spanned(self.bare(text))
    }

    /// Plain characters where no tag may stand: in an attribute.
    pub fn bare(&self, text: &str) -> String {
        let mut out = String::new();
        escape(&mut out, &typography::set(text, self.language));
        out
    }

    fn spanned(&self, text: String) -> String {
        if self.foreign && !text.is_empty() { format!("<span{}>{text}</span>", self.mark()) } else { text }
    }

    /// The attribute of a text in another language than the page's.
    fn mark(&self) -> String {
        let mut out = String::new();
        if self.foreign {
            self.tongue(&mut out, self.language);
        }
        out
    }

    /// Whether the text goes into an e-book.
    pub fn is_book(&self) -> bool {
        matches!(self.sheet, Sheet::Book(_))
    }

    /// XHTML says the language twice (Polyglot markup: HTML reads `lang`, XML reads `xml:lang`).
    fn tongue(&self, out: &mut String, language: &str) {
        for name in [" lang", " xml:lang"].into_iter().take(if self.is_book() { 2 } else { 1 }) {
            out.push_str(name);
            out.push_str("=\"");
            escape(out, language);
            out.push('"');
        }
    }

    /// `mark` stands in the outer blocks; what is inside them is in the same language.
    fn blocks(&self, out: &mut String, prose: &Prose, level: u8, mark: &str) {
        for block in &prose.0 {
            match &block.kind {
                BlockKind::Paragraph(content) => self.element(out, "p", mark, content),
                BlockKind::Heading(depth, content) => {
                    let depth = (level + depth.saturating_sub(2)).min(6);
                    let tag = ["h2", "h3", "h4", "h5", "h6"][usize::from(depth.clamp(2, 6) - 2)];
                    self.element(out, tag, mark, content);
                }
                BlockKind::List { ordered, entries } => {
                    let tag = if *ordered { "ol" } else { "ul" };
                    self.list(out, tag, mark, entries, level);
                }
                BlockKind::Quote(inner) => {
                    out.push_str(&format!("<blockquote{mark}>"));
                    self.blocks(out, inner, level, "");
                    out.push_str("</blockquote>");
                }
            }
        }
    }

    fn element(&self, out: &mut String, tag: &str, mark: &str, content: &[Inline]) {
        out.push_str(&format!("<{tag}{mark}>"));
        self.inlines(out, content);
        out.push_str(&format!("</{tag}>"));
    }

    fn list(&self, out: &mut String, tag: &str, mark: &str, entries: &[Entry], level: u8) {
        out.push_str(&format!("<{tag}{mark}>"));
        for entry in entries {
            out.push_str("<li>");
            match entry.body.0.as_slice() {
                // An entry of one paragraph is written without it: less to load, and no gap between entries.
                [only] if matches!(only.kind, BlockKind::Paragraph(_)) => {
                    if let BlockKind::Paragraph(content) = &only.kind {
                        self.inlines(out, content);
                    }
                }
                _ => self.blocks(out, &entry.body, level, ""),
            }
            out.push_str("</li>");
        }
        out.push_str(&format!("</{tag}>"));
    }

    /// Running text.
    pub(super) fn inlines(&self, out: &mut String, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => escape(out, &typography::set(text, self.language)),
                Inline::Emphasis(inner) => self.element(out, "em", "", inner),
                Inline::Strong(inner) => self.element(out, "strong", "", inner),
                Inline::Code(text) => {
                    out.push_str("<code>");
                    escape(out, text);
                    out.push_str("</code>");
                }
                Inline::Link { url, content, .. } => self.link(out, url, content),
                Inline::Image { url, alt, .. } => self.image(out, url, alt),
                Inline::Foreign { language, content } => {
                    out.push_str("<span");
                    self.tongue(out, language);
                    out.push('>');
                    Html { language, ..*self }.inlines(out, content);
                    out.push_str("</span>");
                }
                Inline::Break => out.push_str(if self.is_book() { "<br/>" } else { "<br>" }),
            }
        }
    }
}

/// Writes characters so that they mean themselves in HTML and XML, in text and between quotation marks. Those that no XML document may
/// hold are left out (XML 1.0, 2.2).
pub(super) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let instead = match c {
            '\u{fffe}' | '\u{ffff}' => "",
            c if c < ' ' && !"\t\n\r".contains(c) => "",
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(instead);
        from = at + c.len_utf8();
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Block;
    use crate::source::Source;

    fn line(content: Vec<Inline>) -> Line {
        Line { content, place: Source::new("a.md", "").whole() }
    }

    fn link(url: &str) -> Line {
        let place = Source::new("a.md", "").whole();
        line(vec![Inline::Link { url: url.into(), content: vec![Inline::Text("là".into())], place }])
    }

    #[test]
    fn what_an_author_writes_never_becomes_a_tag() {
        let media = BTreeMap::new();
        let html = Html { language: "fr", foreign: false, new_window: "(ailleurs)", media: &media, sheet: Sheet::Here };
        assert_eq!(html.line(&line(vec![Inline::Text("<b> & \"c\"".into())])), "&lt;b&gt; &amp; &quot;c&quot;");
        assert_eq!(html.line(&link("javascript:alert(1)")), "là");
        let out = html.line(&link("https://a.eu/?x=\"1"));
        assert!(
            out.contains("href=\"https://a.eu/?x=&quot;1\"") && out.contains("noopener noreferrer external"),
            "{out}"
        );
        assert!(out.contains("(ailleurs)"), "the new window is announced: {out}");
    }

    #[test]
    fn what_goes_into_an_e_book_is_xml_whatever_the_author_writes() {
        let media = BTreeMap::from([("media/a.png".to_owned(), Arc::from(b"".as_slice()))]);
        let html =
            Html { language: "en", foreign: true, new_window: "(new)", media: &media, sheet: Sheet::Book("c.xhtml") };
        let place = Source::new("a.md", "").whole();
        let inner = |text: &str| vec![Inline::Text(text.into())];
        let linked = |url: &str| Inline::Link { url: url.into(), content: inner("there"), place: place.clone() };
        let all = vec![
            Inline::Text("<br> & \u{8}\u{ffff}".into()),
            Inline::Break,
            Inline::Image { url: "../media/a.png".into(), alt: "\"A\" <b>".into(), place: place.clone() },
            Inline::Foreign { language: "fr".into(), content: inner("là") },
            linked("https://a.eu/?a=1&b=2"),
            linked("country:child"),
        ];
        let out = html.line(&line(all));
        let xml = format!("<p>{out}</p>");
        assert!(roxmltree::Document::parse(&xml).is_ok(), "{xml}");
        for wanted in [
            "&lt;br&gt; &amp; <br/>",
            "<img src=\"media/a.png\" alt=\"&quot;A&quot; &lt;b&gt;\"/>",
            "<span lang=\"fr\" xml:lang=\"fr\">là</span>",
            "<a href=\"https://a.eu/?a=1&amp;b=2\">there</a>",
            "<a href=\"c.xhtml#child\">there</a>",
        ] {
            assert!(out.contains(wanted), "{wanted} is not in {out}");
        }
        assert!(out.starts_with("<span lang=\"en\" xml:lang=\"en\">"), "{out}");
    }

    #[test]
    fn words_of_another_language_have_its_signs() {
        let media = BTreeMap::new();
        let html = Html { language: "fr", foreign: false, new_window: "", media: &media, sheet: Sheet::Here };
        let foreign = Inline::Foreign { language: "en".into(), content: vec![Inline::Text("Who ? <b>".into())] };
        let content = vec![Inline::Text("Qui ? ".into()), foreign];
        assert_eq!(html.line(&line(content)), "Qui\u{a0}? <span lang=\"en\">Who ? &lt;b&gt;</span>");
    }

    #[test]
    fn a_text_in_another_language_carries_it_once() {
        let media = BTreeMap::new();
        let html = Html { language: "fr", foreign: true, new_window: "", media: &media, sheet: Sheet::Here };
        assert_eq!(html.text("Qui ?"), "<span lang=\"fr\">Qui\u{a0}?</span>");
        assert_eq!((html.bare("Qui ?"), html.text("")), ("Qui\u{a0}?".to_owned(), String::new()));
        let place = Source::new("a.md", "").whole();
        let paragraph = || Block { kind: BlockKind::Paragraph(vec![Inline::Text("a".into())]), place: place.clone() };
        let quote = Block { kind: BlockKind::Quote(Prose(vec![paragraph()])), place: place.clone() };
        let out = html.prose(&Prose(vec![paragraph(), quote]), 3);
        assert_eq!(out, "<p lang=\"fr\">a</p><blockquote lang=\"fr\"><p>a</p></blockquote>");
    }
}
