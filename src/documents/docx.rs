//! Word's documents. Source: ECMA-376 part 1, chapters 11 and 17 (WordprocessingML). Names are compared without their name space,
//! because the strict form has others. Insertions that are tracked count as text, deletions stand outside it.

mod inline;
mod signs;
mod styles;

use super::collector::{Collector, Position};
use super::document::{Block, Document, Text};
use crate::office::{Archive, Fault, parse};
use inline::{Found, Look, Texts};
use roxmltree::Node;
use std::collections::BTreeMap;
use styles::Styles;

/// The member that makes an archive a document.
pub const BODY: &str = "word/document.xml";

/// The document in an archive.
///
/// # Errors
/// Where a member is missing, damaged or too large.
pub fn read(path: &str, archive: &mut Archive<'_>) -> Result<Document, Fault> {
    let styles = Styles::read(archive)?;
    let relations = relations(archive, "word/_rels/document.xml.rels")?;
    let mut reader = Reader { collector: Collector::default(), styles, relations, pictures: BTreeMap::new() };
    for (member, kind) in
        [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "footnote"), ("word/comments.xml", "comment")]
    {
        reader.outside(archive, member, kind)?;
    }
    reader.pictures(archive)?;
    let text = archive.text(BODY)?;
    let xml = parse(&text)?;
    let body = xml.root_element().children().find(|node| is(node, "body")).ok_or(Fault::Damaged)?;
    reader.blocks(&body)?;
    let edges: Vec<String> = reader
        .relations
        .values()
        .filter(|r| r.kind == "header" || r.kind == "footer")
        .map(|r| r.target.clone())
        .collect();
    for member in edges {
        reader.outside(archive, &format!("word/{member}"), "header")?;
    }
    if reader.collector.is_full() { Err(Fault::TooLarge) } else { Ok(reader.collector.document(path, None)) }
}

/// Whether a node is an element of this name.
fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// An attribute by its name, whatever its name space.
fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The value of a property among an element's children.
fn property<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.children().find(|child| is(child, name)).and_then(|child| attribute(&child, "val"))
}

/// Whether a property that can be switched off is on; none where it is not there.
fn switch(node: &Node<'_, '_>, name: &str) -> Option<bool> {
    let found = node.children().find(|child| is(child, name))?;
    Some(!matches!(attribute(&found, "val"), Some("0" | "false" | "off" | "none")))
}

/// What a member leads to.
struct Relation {
    /// The last part of its type.
    kind: String,
    target: String,
    outside: bool,
}

fn relations(archive: &mut Archive<'_>, member: &str) -> Result<BTreeMap<String, Relation>, Fault> {
    if !archive.has(member) {
        return Ok(BTreeMap::new());
    }
    let text = archive.text(member)?;
    let xml = parse(&text)?;
    let relation = |node: Node<'_, '_>| {
        let kind = attribute(&node, "Type")?.rsplit('/').next()?.to_owned();
        let outside = attribute(&node, "TargetMode") == Some("External");
        Some((
            attribute(&node, "Id")?.to_owned(),
            Relation { kind, target: attribute(&node, "Target")?.to_owned(), outside },
        ))
    };
    Ok(xml.root_element().children().filter_map(relation).collect())
}

struct Reader {
    collector: Collector,
    styles: Styles,
    relations: BTreeMap<String, Relation>,
    /// The number of each picture by the relation that leads to it.
    pictures: BTreeMap<String, usize>,
}

impl Reader {
    /// The pictures of the document: those outside it are named and never fetched.
    fn pictures(&mut self, archive: &mut Archive<'_>) -> Result<(), Fault> {
        let mut left: usize = 50 << 20;
        for (id, relation) in self.relations.iter().filter(|(_, relation)| relation.kind == "image") {
            let name = relation.target.rsplit(['/', '\\']).next().unwrap_or_default();
            let target = relation.target.trim_start_matches('/');
            let member = if target.starts_with("word/") { target.to_owned() } else { format!("word/{target}") };
            let bytes = if relation.outside || !archive.has(&member) { None } else { Some(archive.bytes(&member)?) };
            left = left.checked_sub(bytes.as_ref().map_or(0, Vec::len)).ok_or(Fault::TooLarge)?;
            self.pictures.insert(id.clone(), self.collector.picture(name, bytes));
        }
        Ok(())
    }

    /// Puts all paragraphs of a member outside the text.
    fn outside(&mut self, archive: &mut Archive<'_>, member: &str, kind: &'static str) -> Result<(), Fault> {
        if !archive.has(member) {
            return Ok(());
        }
        let text = archive.text(member)?;
        let xml = parse(&text)?;
        self.all(kind, &xml.root_element());
        Ok(())
    }

    /// Puts all paragraphs in an element outside the text.
    fn all(&mut self, kind: &'static str, within: &Node<'_, '_>) {
        for paragraph in within.descendants().filter(is_paragraph) {
            let texts = self.texts(&paragraph);
            self.collector.aside(kind, texts.runs);
            texts.asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
        }
    }

    fn texts(&self, paragraph: &Node<'_, '_>) -> Found {
        let link = |id: &str| self.relations.get(id).filter(|r| r.outside).map(|r| r.target.clone());
        let picture = |id: &str| self.pictures.get(id).copied();
        let mut texts = Texts::new(&self.styles, &link, &picture);
        texts.inline(paragraph, &Look::of(&self.styles, paragraph));
        texts.done()
    }

    /// The blocks among the children of an element.
    fn blocks(&mut self, parent: &Node<'_, '_>) -> Result<(), Fault> {
        for node in parent.children().filter(Node::is_element) {
            if self.collector.is_full() {
                return Err(Fault::TooLarge);
            }
            match node.tag_name().name() {
                "p" => self.paragraph(&node)?,
                "tbl" => self.table(&node),
                "sdt" if is_contents(&node) => self.all("contents", &node),
                "del" | "moveFrom" => self.all("deleted", &node),
                "AlternateContent" => {
                    if let Some(choice) = node.children().find(|node| is(node, "Choice")) {
                        self.blocks(&choice)?;
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(&node)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: &Node<'_, '_>) -> Result<(), Fault> {
        let properties = node.children().find(|child| is(child, "pPr"));
        let style = properties.and_then(|p| property(&p, "pStyle"));
        let texts = self.texts(node);
        let (asides, boxes) = (texts.asides, texts.boxes);
        let own_level = properties.and_then(|p| property(&p, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let level = own_level.filter(|level| *level < 9).map(|level| level + 1).or_else(|| self.styles.level(style));
        if self.styles.is_contents(style) {
            self.collector.aside("contents", texts.runs);
        } else {
            let number = properties.and_then(|p| p.children().find(|child| is(child, "numPr")));
            let position = self.position(number, style).filter(|_| level.is_none());
            let text = self.collector.text(texts.runs, None);
            match (level, position) {
                (Some(level), _) => self.collector.block(Block::Heading(level, text)),
                (None, Some(position)) => self.collector.entry(position, text),
                (None, None) if self.styles.is_quote(style) => self.collector.block(Block::Quote(text)),
                (None, None) => self.collector.block(Block::Paragraph(text)),
            }
        }
        asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
        boxes.into_iter().filter_map(|id| node.document().get_node(id)).try_for_each(|content| self.blocks(&content))
    }

    fn position(&self, number: Option<Node<'_, '_>>, style: Option<&str>) -> Option<Position> {
        let own = number.map(|n| (property(&n, "numId"), property(&n, "ilvl").and_then(|level| level.parse().ok())));
        let (id, level) = match own {
            Some((Some(id), level)) => (id.to_owned(), level.unwrap_or(0)),
            other => {
                let (id, level) = self.styles.number(style)?;
                (id, other.and_then(|(_, level)| level).unwrap_or(level))
            }
        };
        if id == "0" {
            return None;
        }
        Some(Position { list: id.parse().unwrap_or(usize::MAX), level, ordered: self.styles.is_ordered(&id, level) })
    }

    /// A table; what stands in another one inside a cell is read as paragraphs of that cell.
    fn table(&mut self, table: &Node<'_, '_>) {
        let (mut rows, mut asides) = (Vec::new(), Vec::new());
        let inside =
            |node: &Node<'_, '_>, name| node.ancestors().skip(1).find(|above| is(above, name)).map(|above| above.id());
        for row in table.descendants().filter(|node| is(node, "tr") && inside(node, "tbl") == Some(table.id())) {
            let cells = row.descendants().filter(|node| is(node, "tc") && inside(node, "tr") == Some(row.id()));
            let mut texts = |cell: Node<'_, '_>| -> Vec<Text> {
                let paragraphs = cell.descendants().filter(is_paragraph).map(|paragraph| self.texts(&paragraph));
                let all: Vec<Found> = paragraphs.collect();
                let texts = all.into_iter().map(|texts| {
                    asides.extend(texts.asides);
                    self.collector.text(texts.runs, None)
                });
                texts.filter(|text| !text.is_empty()).collect()
            };
            rows.push(cells.map(&mut texts).collect());
        }
        self.collector.block(Block::Table(rows));
        asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
    }
}

/// Whether a node is a paragraph that is there once: older programs get some a second time.
fn is_paragraph(node: &Node<'_, '_>) -> bool {
    is(node, "p") && !node.ancestors().any(|above| is(&above, "Fallback"))
}

fn is_contents(sdt: &Node<'_, '_>) -> bool {
    let gallery = sdt.children().find(|node| is(node, "sdtPr")).and_then(|properties| {
        properties.descendants().find(|node| is(node, "docPartGallery")).and_then(|node| attribute(&node, "val"))
    });
    gallery == Some("Table of Contents")
}
