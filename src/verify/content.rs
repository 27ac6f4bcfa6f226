//! Reads every file of a package once: all to check that they unpack, the texts to see what they do. One text is in memory
//! at a time.

use super::archive::Package;
use super::html::{Piece, Tag, pieces};
use super::known::Known;
use super::moodle::{Behaviour, watched};
use super::privacy::Privacy;
use super::report::Report;
use super::rules;
use super::script::{Token, tokens};
use super::site::Pages;
use super::text::Text;
use crate::source::Place;
use simdutf8::basic::from_utf8;
use std::borrow::Cow;

/// The largest text that is examined.
const LONGEST_TEXT: u64 = 16 << 20;
/// How much text is examined in one package.
const MOST_TEXT: u64 = 32 << 20;
/// How many tokens a rule may look back.
const WINDOW: usize = 6;

/// Reads all files but those that are known; says what the package does when it runs.
pub(super) fn examine(package: &Package, known: &Known, report: &mut Report) -> Behaviour {
    let pages = Pages::new(package);
    let mut reader = Reader { privacy: Privacy::default(), behaviour: Behaviour::default(), pages };
    let mut left = MOST_TEXT;
    for name in package.names() {
        let kind = Kind::of(name);
        let size = package.size(name);
        let examined = kind != Kind::Other && size <= LONGEST_TEXT && size <= left;
        if kind != Kind::Other && !examined {
            report.add(&rules::NOT_EXAMINED, &Place::file(name), [("file", name.to_owned())]);
        }
        reader.behaviour.file(name, report);
        let checksum = examined.then(|| package.checksum(name)).flatten();
        let same = checksum.and_then(|checksum| known.find(&checksum, package));
        if let Some(traits) = same.filter(|traits| reader.privacy.is_new(&traits.said)) {
            left -= size;
            reader.behaviour.recall(&traits);
            reader.privacy.recall(&traits.said, report);
            continue;
        }
        let Some(content) = package.read(name, examined, report) else { continue };
        if examined {
            left -= size;
            // The lossy way is slow, and hardly ever the one to take.
            let text = from_utf8(&content).map_or_else(|_| String::from_utf8_lossy(&content), Cow::Borrowed);
            let mut file = Text::new(name, text.trim_start_matches('\u{feff}'), report);
            reader.text(kind, &mut file);
            reader.behaviour.names(&file.traits.names);
            known.keep(checksum, file.traits);
        }
    }
    reader.behaviour
}

/// Whether a file of this name is examined.
pub(super) fn is_text(name: &str) -> bool {
    Kind::of(name) != Kind::Other
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Style,
    Script,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" | "xhtml" | "svg" => Self::Page,
            "css" => Self::Style,
            "js" | "mjs" | "cjs" | "json" => Self::Script,
            _ => Self::Other,
        }
    }
}

struct Reader<'p> {
    privacy: Privacy,
    behaviour: Behaviour,
    pages: Pages<'p>,
}

impl Reader<'_> {
    fn text(&mut self, kind: Kind, file: &mut Text) {
        let text = file.text;
        self.privacy.begin();
        match kind {
            Kind::Page => self.page(text, file),
            Kind::Style => self.privacy.style(text, 0, file),
            Kind::Script => self.script(text, 0, file),
            Kind::Other => {}
        }
    }

    fn page(&mut self, page: &str, file: &mut Text) {
        let mut runs = true;
        for piece in pieces(page) {
            match piece {
                Piece::Tag(tag) if !tag.closing => {
                    runs = is_code(&tag);
                    self.tag(&tag, file);
                }
                Piece::Raw { element, text, at } if element.eq_ignore_ascii_case("style") => {
                    self.privacy.style(text, at, file);
                }
                Piece::Raw { text, at, .. } if runs => self.script(text, at, file),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag, file: &mut Text) {
        self.privacy.tag(tag, file);
        self.pages.tag(tag, file);
        self.behaviour.tag(tag, file);
        for attribute in &tag.attributes {
            if attribute.name.eq_ignore_ascii_case("style") {
                self.privacy.style(attribute.value, attribute.at, file);
            } else if attribute.name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")) {
                self.script(attribute.value, attribute.at, file);
            }
        }
    }

    fn script(&mut self, script: &str, start: usize, file: &mut Text) {
        let mut before: Vec<Token> = Vec::new();
        let watched = watched(script);
        for token in tokens(script) {
            let near = &before[before.len().saturating_sub(WINDOW)..];
            self.privacy.token(&token, near, start + token.at, file);
            self.behaviour.token(&token, near, start + token.at, file);
            file.traits.names.extend(watched.iter().filter(|name| token.has(name)));
            if before.len() >= 64 {
                before.drain(..before.len() - WINDOW);
            }
            before.push(token);
        }
    }
}

/// Whether a `script` is code, and not data for code.
fn is_code(tag: &Tag) -> bool {
    let kind = tag.get("type").map_or("", |a| a.value).to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("json")
}
