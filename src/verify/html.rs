//! A page cut into tags, texts, scripts and styles, in one pass. Reads what browsers read, refuses nothing, and knows
//! nothing of what is looked for.

use std::borrow::Cow;

/// Attributes of one tag beyond these are passed over.
const MOST_ATTRIBUTES: usize = 10_000;

/// A part of a page. Offsets are bytes of the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An opening or closing tag.
    Tag(Tag<'a>),
    /// Text between tags, with its entities.
    Text(&'a str),
    /// What a `script` or a `style` contains.
    Raw { element: &'a str, text: &'a str, at: usize },
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Where its name stands.
    pub at: usize,
    pub name: &'a str,
    pub closing: bool,
    pub attributes: Vec<Attribute<'a>>,
}

/// An attribute with its raw value and where that stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub name: &'a str,
    pub value: &'a str,
    pub at: usize,
}

impl Attribute<'_> {
    /// Its name in small letters, which it nearly always has.
    pub(super) fn key(&self) -> Cow<'_, str> {
        if self.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.name.to_ascii_lowercase().into();
        }
        self.name.into()
    }
}

impl<'a> Tag<'a> {
    /// Whether it is this element, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// An attribute by name, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(name))
    }
}

/// The pieces of a page.
pub(super) struct Pieces<'a> {
    page: &'a str,
    at: usize,
    raw: Option<&'a str>,
}

/// Cuts a page.
pub(super) fn pieces(page: &str) -> Pieces<'_> {
    Pieces { page, at: 0, raw: None }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = &self.page[self.at..];
            if rest.is_empty() {
                return None;
            }
            if let Some(element) = self.raw.take() {
                let end = end_of_raw(rest, element);
                let piece = Piece::Raw { element, text: &rest[..end], at: self.at };
                self.at += end;
                return Some(piece);
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.at += comment.find("-->").map_or(rest.len(), |end| end + 7);
                continue;
            }
            let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
            if rest.starts_with('<') && (next == b'/' || next.is_ascii_alphabetic()) {
                return Some(Piece::Tag(self.tag()));
            }
            if rest.starts_with("<!") || rest.starts_with("<?") {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
                continue;
            }
            let end = rest.bytes().skip(1).position(|b| b == b'<').map_or(rest.len(), |end| end + 1);
            self.at += end;
            return Some(Piece::Text(&rest[..end]));
        }
    }
}

impl<'a> Pieces<'a> {
    /// Reads the tag that begins here, to its `>` or to the end of the page.
    fn tag(&mut self) -> Tag<'a> {
        self.at += 1;
        let closing = self.skip_while(|b| b == b'/') > 0;
        let at = self.at;
        let name = self.take_while(|b| !b.is_ascii_whitespace() && b != b'/' && b != b'>');
        let mut attributes = Vec::new();
        loop {
            self.skip_while(|b| b.is_ascii_whitespace() || b == b'/');
            match self.page.as_bytes().get(self.at) {
                None => break,
                Some(b'>') => {
                    self.at += 1;
                    break;
                }
                Some(_) if attributes.len() < MOST_ATTRIBUTES => attributes.push(self.attribute()),
                Some(_) => {
                    self.attribute();
                }
            }
        }
        let tag = Tag { at, name, closing, attributes };
        if !closing && (tag.is("script") || tag.is("style")) {
            self.raw = Some(name);
        }
        tag
    }

    fn attribute(&mut self) -> Attribute<'a> {
        let begin = self.at;
        self.at += 1;
        while !self.page.is_char_boundary(self.at) {
            self.at += 1;
        }
        self.take_while(|b| !b.is_ascii_whitespace() && b != b'/' && b != b'>' && b != b'=');
        let name = &self.page[begin..self.at];
        let after = self.at;
        self.skip_while(|b| b.is_ascii_whitespace());
        if self.page.as_bytes().get(self.at) != Some(&b'=') {
            self.at = after;
            return Attribute { name, value: "", at: begin };
        }
        self.at += 1;
        self.skip_while(|b| b.is_ascii_whitespace());
        let quote = self.page.as_bytes().get(self.at).copied().filter(|b| [b'"', b'\''].contains(b));
        self.at += usize::from(quote.is_some());
        let at = self.at;
        let value = match quote {
            Some(quote) => self.take_while(|b| b != quote),
            None => self.take_while(|b| !b.is_ascii_whitespace() && b != b'>'),
        };
        self.at = (self.at + usize::from(quote.is_some())).min(self.page.len());
        Attribute { name, value, at }
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a str {
        let begin = self.at;
        self.skip_while(keep);
        &self.page[begin..self.at]
    }

    /// Moves on over bytes and says how many; what stops it is always ASCII, so characters stay whole.
    fn skip_while(&mut self, skip: impl Fn(u8) -> bool) -> usize {
        let rest = &self.page.as_bytes()[self.at..];
        let count = rest.iter().position(|&b| !skip(b)).unwrap_or(rest.len());
        self.at += count;
        count
    }
}

/// Where `</element` begins, or the end of the page.
fn end_of_raw(rest: &str, element: &str) -> usize {
    let mut from = 0;
    while let Some(found) = rest[from..].find("</") {
        let at = from + found;
        let name = rest.as_bytes().get(at + 2..at + 2 + element.len());
        if name.is_some_and(|name| name.eq_ignore_ascii_case(element.as_bytes())) {
            return at;
        }
        from = at + 2;
    }
    rest.len()
}

/// A text with its entities replaced. Those that are not known stay as they are.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // An entity is short; looking further would make a page of ampersands slow.
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, character)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return code.and_then(char::from_u32);
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("hellip", '…'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("shy", '\u{ad}'),
    ];
    known.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_comments_and_broken_tags_are_cut_as_browsers_do() {
        let page = "<!-- <a href=x> --><p class=a title='é>'>été</p><script>if(a<b)'</p>'</SCRIPT><img src=\"x";
        let cut: Vec<_> = pieces(page).collect();
        let Piece::Tag(p) = &cut[0] else { panic!("{cut:?}") };
        assert_eq!(p.get("TITLE").map(|a| a.value), Some("é>"));
        assert_eq!(cut[1], Piece::Text("été"));
        assert!(cut.iter().any(|c| matches!(c, Piece::Raw { text: "if(a<b)'</p>'", .. })), "{cut:?}");
        let Some(Piece::Tag(img)) = cut.last() else { panic!("{cut:?}") };
        assert_eq!(img.get("src").map(|a| a.value), Some("x"));
    }

    #[test]
    fn entities_of_all_three_kinds_are_read_and_others_kept() {
        assert_eq!(decode("l&#39;&#xE9;t&amp;&unknown; & &#xFFFFFFFF; é&é"), "l'ét&&unknown; & &#xFFFFFFFF; é&é");
    }
}
