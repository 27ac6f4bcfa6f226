//! The styles of a text and its lists. A style of an author is based on those of the program, whose names are in English.

use super::{attribute, is};
use crate::documents::vocabulary;
use roxmltree::Node;
use std::collections::BTreeMap;

/// How far styles are followed to those that they are based on.
const FARTHEST: usize = 20;

/// How letters look.
#[derive(Clone, Default)]
pub struct Look {
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are in italics.
    pub italic: bool,
    /// Whether they are not shown.
    pub hidden: bool,
    /// Whether they are struck out.
    pub struck: bool,
    /// Whether they stand above (`superscript`) or below (`subscript`) the line.
    pub place: &'static str,
    /// The address that they lead to.
    pub link: Option<String>,
}

#[derive(Default)]
struct Style {
    /// The name that people see, and the one in the file, in which `_20_` stands for a blank.
    names: [String; 2],
    base: Option<String>,
    level: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
    place: Option<&'static str>,
}

/// The styles and lists.
#[derive(Default)]
pub struct Styles {
    all: BTreeMap<String, Style>,
    /// Whether the levels of a list are numbered.
    lists: BTreeMap<String, Vec<bool>>,
}

impl Styles {
    /// Those of the members of a document.
    pub fn read(members: &[Node<'_, '_>]) -> Self {
        let mut styles = Self::default();
        for node in members.iter().flat_map(|member| member.descendants()).filter(Node::is_element) {
            let Some(name) = attribute(&node, "name") else { continue };
            if is(&node, "style") {
                styles.all.entry(name.to_owned()).or_insert_with(|| style(&node, name));
            } else if is(&node, "list-style") {
                let numbered =
                    node.children().filter(Node::is_element).map(|level| is(&level, "list-level-style-number"));
                styles.lists.entry(name.to_owned()).or_insert_with(|| numbered.collect());
            }
        }
        styles
    }

    fn chain<'a>(&'a self, name: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = name.and_then(|name| self.all.get(name));
        std::iter::successors(first, |style| self.all.get(style.base.as_deref()?)).take(FARTHEST)
    }

    /// The level of a heading in this style: 1 to 9, 0 for the title of the document.
    pub fn level(&self, name: Option<&str>) -> Option<u8> {
        let bare = || name.and_then(|name| vocabulary::level(&name.replace("_20_", " ")));
        let of = |style: &Style| style.names.iter().find_map(|name| vocabulary::level(name)).or(style.level);
        self.chain(name).find_map(of).or_else(bare)
    }

    /// Whether the style is one of quotes.
    pub fn is_quote(&self, name: Option<&str>) -> bool {
        self.chain(name).any(|style| style.names.iter().any(|name| name.eq_ignore_ascii_case("quotations")))
    }

    /// How letters look in a style that stands in another look.
    pub fn look(&self, name: Option<&str>, around: &Look) -> Look {
        let find = |of: fn(&Style) -> Option<bool>| self.chain(name).find_map(of);
        Look {
            bold: find(|style| style.bold).unwrap_or(around.bold),
            italic: find(|style| style.italic).unwrap_or(around.italic),
            hidden: find(|style| style.hidden).unwrap_or(around.hidden),
            struck: find(|style| style.struck).unwrap_or(around.struck),
            place: self.chain(name).find_map(|style| style.place).unwrap_or(around.place),
            link: around.link.clone(),
        }
    }

    /// Whether a level of a list is numbered.
    pub fn is_ordered(&self, list: Option<&str>, level: usize) -> bool {
        list.and_then(|list| self.lists.get(list)).and_then(|levels| levels.get(level)).copied().unwrap_or(false)
    }
}

fn style(node: &Node<'_, '_>, name: &str) -> Style {
    let letters = node.children().find(|child| is(child, "text-properties"));
    let letter = |name| letters.and_then(|letters| attribute(&letters, name));
    let is_bold = |weight: &str| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600);
    Style {
        names: [attribute(node, "display-name").unwrap_or_default().to_owned(), name.replace("_20_", " ")],
        base: attribute(node, "parent-style-name").map(str::to_owned),
        level: attribute(node, "default-outline-level").and_then(|level| level.parse().ok()),
        bold: letter("font-weight").map(is_bold),
        italic: letter("font-style").map(|style| style != "normal"),
        hidden: letter("display").map(|display| display == "none"),
        struck: letter("text-line-through-style").map(|style| style != "none"),
        place: letter("text-position").map(place),
    }
}

/// Where letters stand whose position is a word or how far they are raised.
fn place(position: &str) -> &'static str {
    let raised = position.split_whitespace().next().unwrap_or_default();
    match (raised, raised.trim_end_matches('%').parse::<f32>()) {
        ("super", _) => "superscript",
        ("sub", _) => "subscript",
        (_, Ok(by)) if by > 0.0 => "superscript",
        (_, Ok(by)) if by < 0.0 => "subscript",
        _ => "",
    }
}
