//! The styles of a document and its lists. A style's name says what it is: Word keeps those of its own styles in English whatever
//! language it speaks, and its id follows the language.

use super::leads::Leads;
use super::{attribute, is, property, switch};
use crate::documents::vocabulary;
use crate::office::{Archive, Fault, parse};
use roxmltree::Node;
use std::collections::BTreeMap;

/// How far styles are followed to those that they are based on.
const FARTHEST: usize = 20;

#[derive(Default)]
struct Style {
    name: String,
    base: Option<String>,
    level: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    number: Option<(String, usize)>,
}

/// The styles and lists.
#[derive(Default)]
pub struct Styles {
    all: BTreeMap<String, Style>,
    /// Whether the levels of a list are numbered, by the list's id.
    lists: BTreeMap<String, Vec<bool>>,
}

impl Styles {
    /// Those of a document.
    ///
    /// # Errors
    /// Where a member is damaged or too large.
    pub fn read(archive: &mut Archive<'_>, leads: &Leads) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let [member, numbering] = ["styles", "numbering"].map(|kind| leads.member(kind));
        if archive.has(&member) {
            let text = archive.text(&member)?;
            let xml = parse(&text)?;
            let own = xml.root_element().children().filter(|node| is(node, "style"));
            styles.all = own.filter_map(|node| Some((attribute(&node, "styleId")?.to_owned(), style(&node)))).collect();
        }
        if archive.has(&numbering) {
            let text = archive.text(&numbering)?;
            styles.lists = lists(&parse(&text)?.root_element());
        }
        Ok(styles)
    }

    /// A style and those that it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.all.get(id));
        std::iter::successors(first, |style| self.all.get(style.base.as_deref()?)).take(FARTHEST)
    }

    /// The level of a heading in this style: 1 to 9, 0 for the title of the document.
    pub fn level(&self, id: Option<&str>) -> Option<u8> {
        // A document without a table of styles says as much by the id as anything does.
        let bare = || id.filter(|id| !self.all.contains_key(*id)).and_then(spaced);
        self.chain(id).find_map(|style| vocabulary::level(&style.name).or(style.level)).or_else(bare)
    }

    /// Whether letters in this style are bold.
    pub fn is_bold(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }

    /// Whether letters in this style are in italics.
    pub fn is_italic(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.italic).unwrap_or(false)
    }

    /// Whether letters in this style are hidden, where it says so.
    pub fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.chain(id).find_map(|style| style.hidden)
    }

    /// Whether the style is one of the lines of a table of contents.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        let name = |style: &Style| style.name.to_lowercase();
        self.chain(id).any(|style| name(style).starts_with("toc ") || name(style).starts_with("contents "))
    }

    /// Whether the style is one of quotes.
    pub fn is_quote(&self, id: Option<&str>) -> bool {
        self.chain(id)
            .any(|style| matches!(style.name.to_lowercase().as_str(), "quote" | "intense quote" | "quotations"))
    }

    /// The list that the style is of, and the level in it.
    pub fn number(&self, id: Option<&str>) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.number.clone())
    }

    /// Whether a level of a list is numbered.
    pub fn is_ordered(&self, list: &str, level: usize) -> bool {
        self.lists.get(list).and_then(|levels| levels.get(level)).copied().unwrap_or(false)
    }
}

/// The level that an id such as `Heading1` says.
fn spaced(id: &str) -> Option<u8> {
    let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    vocabulary::level(&format!("{} {}", &id[..at], &id[at..]))
}

fn style(node: &Node<'_, '_>) -> Style {
    let child = |name| node.children().find(|child| is(child, name));
    let (paragraph, letters) = (child("pPr"), child("rPr"));
    let level = paragraph.and_then(|p| property(&p, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
    let number = paragraph.and_then(|p| p.children().find(|child| is(child, "numPr"))).and_then(|number| {
        let level = property(&number, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        Some((property(&number, "numId")?.to_owned(), level))
    });
    Style {
        name: property(node, "name").unwrap_or_default().to_owned(),
        base: property(node, "basedOn").map(str::to_owned),
        level: level.filter(|level| *level < 9).map(|level| level + 1),
        bold: letters.and_then(|letters| switch(&letters, "b")),
        italic: letters.and_then(|letters| switch(&letters, "i")),
        hidden: letters.and_then(|letters| switch(&letters, "vanish")),
        number,
    }
}

/// Which levels of each list are numbered: a list follows an abstract one.
fn lists(numbering: &Node<'_, '_>) -> BTreeMap<String, Vec<bool>> {
    let numbered = |level: Node<'_, '_>| !matches!(property(&level, "numFmt"), None | Some("bullet" | "none"));
    let levels =
        |node: &Node<'_, '_>| node.children().filter(|child| is(child, "lvl")).map(numbered).collect::<Vec<_>>();
    let children = |name: &'static str| numbering.children().filter(move |node| is(node, name));
    let abstracts: BTreeMap<&str, Vec<bool>> =
        children("abstractNum").filter_map(|node| Some((attribute(&node, "abstractNumId")?, levels(&node)))).collect();
    let list = |node: Node<'_, '_>| {
        let levels = abstracts.get(property(&node, "abstractNumId")?)?.clone();
        Some((attribute(&node, "numId")?.to_owned(), levels))
    };
    children("num").filter_map(list).collect()
}
