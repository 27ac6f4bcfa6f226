//! OpenDocument texts. Source: OpenDocument 1.3 part 3, chapters 4 to 7 (text), 9 (tables), 10 (drawings). Insertions that are tracked
//! count as text; deletions, which stand apart in the file, stand outside it.

mod inline;
mod styles;

use super::collector::{Collector, Position};
use super::document::{Block, Document, Run, Text};
use crate::office::{Archive, Fault, parse};
use inline::Found;
use roxmltree::Node;
use std::collections::BTreeMap;
use styles::Styles;

/// The member with the text.
pub const BODY: &str = "content.xml";

/// Whether the archive says that its members are encrypted (part 2, 3.4).
pub fn is_encrypted(archive: &mut Archive<'_>) -> bool {
    archive.text("META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data"))
}

/// Whether a document holds text, and is no spreadsheet or drawing.
pub fn is_text(archive: &mut Archive<'_>) -> bool {
    archive.text(BODY).is_ok_and(|text| text.contains("<office:text"))
}

/// The document in an archive.
///
/// # Errors
/// Where a member is missing, damaged or too large.
pub fn read(path: &str, archive: &mut Archive<'_>) -> Result<Document, Fault> {
    let content = archive.text(BODY)?;
    let content = parse(&content)?;
    let others = if archive.has("styles.xml") { archive.text("styles.xml")? } else { "<styles/>".to_owned() };
    let others = parse(&others)?;
    let styles = Styles::read(&[content.root_element(), others.root_element()]);
    let mut reader = Reader { collector: Collector::default(), styles, pictures: BTreeMap::new(), lists: 0 };
    reader.pictures(&content.root_element(), archive)?;
    let body = content.descendants().find(|node| is(node, "text") && node.parent().is_some_and(|up| is(&up, "body")));
    reader.blocks(&body.ok_or(Fault::Damaged)?)?;
    let edges = others.descendants().filter(|node| is(node, "master-page")).flat_map(|page| page.children());
    edges.for_each(|edge| reader.all("header", &edge));
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

struct Reader {
    collector: Collector,
    styles: Styles,
    /// The number of each picture by the address that leads to it.
    pictures: BTreeMap<String, usize>,
    /// How many lists were read.
    lists: usize,
}

impl Reader {
    /// The pictures of the document: those outside it are named and never fetched.
    fn pictures(&mut self, content: &Node<'_, '_>, archive: &mut Archive<'_>) -> Result<(), Fault> {
        let mut left: usize = 50 << 20;
        for image in content.descendants().filter(|node| is(node, "image")) {
            let Some(address) = attribute(&image, "href") else { continue };
            let member = address.trim_start_matches("./");
            let bytes = if archive.has(member) { Some(archive.bytes(member)?) } else { None };
            left = left.checked_sub(bytes.as_ref().map_or(0, Vec::len)).ok_or(Fault::TooLarge)?;
            let name = address.rsplit(['/', '\\']).next().unwrap_or_default();
            self.pictures.insert(address.to_owned(), self.collector.picture(name, bytes));
        }
        Ok(())
    }

    /// The blocks among the children of an element.
    fn blocks(&mut self, parent: &Node<'_, '_>) -> Result<(), Fault> {
        for node in parent.children().filter(Node::is_element) {
            if self.collector.is_full() {
                return Err(Fault::TooLarge);
            }
            match node.tag_name().name() {
                "h" | "p" => {
                    let found = self.found(&node);
                    self.paragraph(&node, found)?;
                }
                "list" => {
                    self.lists += 1;
                    let style = attribute(&node, "style-name");
                    self.list(&node, style, 0, self.lists)?;
                    self.collector.close();
                }
                "table" => self.table(&node),
                "section" | "index-title" | "text-box" => self.blocks(&node)?,
                "tracked-changes" => {
                    let deletions = node.descendants().filter(|node| is(node, "deletion"));
                    deletions.for_each(|deletion| self.all("deleted", &deletion));
                }
                "frame" | "custom-shape" | "g" => {
                    let mut found = Found::default();
                    self.drawing(&node, &mut found);
                    self.paragraph(&node, found)?;
                }
                name if name.ends_with("-index") || name == "table-of-content" || name == "bibliography" => {
                    self.all("contents", &node);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: &Node<'_, '_>, found: Found<'_, '_>) -> Result<(), Fault> {
        let level = self.level(node);
        let text = self.collector.text(found.runs, None);
        match level {
            Some(level) => self.collector.block(Block::Heading(level, text)),
            None if self.styles.is_quote(attribute(node, "style-name")) => self.collector.block(Block::Quote(text)),
            None => self.collector.block(Block::Paragraph(text)),
        }
        self.beside(found.asides, &found.inside)
    }

    /// The level of a heading; none where a paragraph is none.
    fn level(&self, node: &Node<'_, '_>) -> Option<u8> {
        let own = attribute(node, "outline-level").filter(|_| is(node, "h")).and_then(|level| level.parse().ok());
        let named = self.styles.level(attribute(node, "style-name"));
        let bare = || is(node, "h").then_some(1);
        named.filter(|level| *level == 0).or(own).or(named).or_else(bare).map(|level: u8| level.min(9))
    }

    /// What stands in a paragraph and is read after it, or outside the text.
    fn beside(
        &mut self,
        asides: Vec<(&'static str, Vec<Run>)>,
        inside: &[(Option<&'static str>, Node<'_, '_>)],
    ) -> Result<(), Fault> {
        asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
        for (kind, node) in inside {
            match kind {
                Some(kind) => self.all(kind, node),
                None => self.blocks(node)?,
            }
        }
        Ok(())
    }

    /// Puts all paragraphs in an element outside the text.
    fn all(&mut self, kind: &'static str, within: &Node<'_, '_>) {
        for paragraph in within.descendants().filter(|node| is(node, "p") || is(node, "h")) {
            let found = self.found(&paragraph);
            self.collector.aside(kind, found.runs);
            found.asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
        }
    }

    /// The entries of a list: the first paragraph of each, further ones below it, lists below that.
    fn list(&mut self, list: &Node<'_, '_>, style: Option<&str>, level: usize, number: usize) -> Result<(), Fault> {
        let position = Position { list: number, level, ordered: self.styles.is_ordered(style, level) };
        for item in list.children().filter(|node| is(node, "list-item") || is(node, "list-header")) {
            let mut is_first = true;
            for node in item.children().filter(Node::is_element) {
                match node.tag_name().name() {
                    "list" => {
                        let style = attribute(&node, "style-name").or(style);
                        self.list(&node, style, level + 1, number)?;
                    }
                    "h" | "p" => {
                        let found = self.found(&node);
                        if self.level(&node).is_some() {
                            self.paragraph(&node, found)?;
                            continue;
                        }
                        let text = self.collector.text(found.runs, None);
                        if is_first {
                            self.collector.entry(position, text);
                        } else {
                            self.collector.more(level, text);
                        }
                        is_first = false;
                        self.beside(found.asides, &found.inside)?;
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// A table; what stands in another one inside a cell is read as paragraphs of that cell.
    fn table(&mut self, table: &Node<'_, '_>) {
        let (mut rows, mut asides) = (Vec::new(), Vec::new());
        let inside =
            |node: &Node<'_, '_>, name| node.ancestors().skip(1).find(|above| is(above, name)).map(|above| above.id());
        for row in table.descendants().filter(|node| is(node, "table-row") && inside(node, "table") == Some(table.id()))
        {
            let cells = row.children().filter(|node| is(node, "table-cell"));
            let mut texts = |cell: Node<'_, '_>| -> Vec<Text> {
                let paragraphs = cell.descendants().filter(|node| is(node, "p") || is(node, "h"));
                // What is in a note or a text box of the cell is found with its paragraph.
                let own = paragraphs.filter(|node| !inside_note(node, &cell));
                let all: Vec<Found<'_, '_>> = own.map(|paragraph| self.found(&paragraph)).collect();
                let mut texts = Vec::new();
                for found in all {
                    asides.extend(found.asides);
                    for (kind, node) in found.inside {
                        for paragraph in node.descendants().filter(|node| is(node, "p") || is(node, "h")) {
                            let runs = self.found(&paragraph).runs;
                            match kind {
                                Some(kind) => asides.push((kind, runs)),
                                None => texts.push(self.collector.text(runs, None)),
                            }
                        }
                    }
                    texts.push(self.collector.text(found.runs, None));
                }
                texts.retain(|text| !text.is_empty());
                texts
            };
            rows.push(cells.map(&mut texts).collect());
        }
        self.collector.block(Block::Table(rows));
        asides.into_iter().for_each(|(kind, runs)| self.collector.aside(kind, runs));
    }
}

/// Whether a paragraph stands in a note, a comment or a text box of a cell.
fn inside_note(paragraph: &Node<'_, '_>, cell: &Node<'_, '_>) -> bool {
    let between = paragraph.ancestors().skip(1).take_while(|node| node.id() != cell.id());
    between
        .into_iter()
        .any(|node| ["note-body", "annotation", "text-box", "custom-shape"].iter().any(|name| is(&node, name)))
}
