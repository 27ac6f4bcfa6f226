//! Word's documents. Source: ECMA-376 part 1, chapters 11 and 17 (WordprocessingML). Names are compared without their name space,
//! because the strict form has others. Insertions that are tracked count as text, deletions stand outside it.

mod equations;
mod fields;
mod inline;
mod leads;
mod styles;

use super::collector::{Collector, Position};
use super::document::{Block, Document, Text};
use crate::office::{Archive, Fault, parse};
use inline::{Found, Look, Texts};
use leads::Leads;
use roxmltree::Node;
use styles::Styles;

/// The usual name of the member with the text.
const BODY: &str = "word/document.xml";

/// The member with the text, which the archive names; none where it is no document.
pub fn body(archive: &mut Archive<'_>) -> Option<String> {
    let named =
        Leads::read(archive, "").ok().and_then(|leads| leads.members("officeDocument").next().map(str::to_owned));
    let is_text = |member: &String| archive.text(member).is_ok_and(|text| text.contains("wordprocessingml"));
    named.filter(is_text).or_else(|| archive.has(BODY).then(|| BODY.to_owned()))
}

/// The document whose text is in a member of an archive.
///
/// # Errors
/// Where a member is missing, damaged or too large.
pub fn read(path: &str, archive: &mut Archive<'_>, member: &str) -> Result<Document, Fault> {
    let leads = Leads::read(archive, member)?;
    let styles = Styles::read(archive, &leads)?;
    let mut reader = Reader { collector: Collector::default(), styles, leads };
    for (member, kind) in [("footnotes", "footnote"), ("endnotes", "footnote"), ("comments", "comment")] {
        reader.outside(archive, &reader.leads.member(member), kind)?;
    }
    reader.leads.draw(archive, &mut reader.collector)?;
    let text = archive.text(member)?;
    let xml = parse(&text)?;
    let body = xml.root_element().children().find(|node| is(node, "body")).ok_or(Fault::Damaged)?;
    reader.blocks(&body)?;
    let edges = ["header", "footer"].map(|kind| reader.leads.members(kind).map(str::to_owned).collect::<Vec<_>>());
    for member in edges.concat() {
        reader.outside(archive, &member, "header")?;
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

struct Reader {
    collector: Collector,
    styles: Styles,
    /// What the member leads to that is being read.
    leads: Leads,
}

impl Reader {
    /// Puts all paragraphs of a member outside the text.
    fn outside(&mut self, archive: &mut Archive<'_>, member: &str, kind: &'static str) -> Result<(), Fault> {
        if !archive.has(member) {
            return Ok(());
        }
        let mut own = Leads::read(archive, member)?;
        own.draw(archive, &mut self.collector)?;
        let text = archive.text(member)?;
        let xml = parse(&text)?;
        let body = std::mem::replace(&mut self.leads, own);
        self.all(kind, &xml.root_element());
        self.leads = body;
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
        let mut texts = Texts::new(&self.styles, &self.leads);
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
