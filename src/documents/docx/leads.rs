//! Where a member of a document leads: links, pictures, and the diagrams and charts whose words stand in members of their own. Each
//! member has relations of its own, which say the names of others: they differ between the programs that write them.

use super::{attribute, is};
use crate::documents::collector::Collector;
use crate::office::{self, Archive, Fault, parse};
use roxmltree::Node;
use std::collections::BTreeMap;

/// The most that all pictures unpack to, in bytes.
const MOST_PICTURES: usize = 50 << 20;

struct Relation {
    /// The last part of its type.
    kind: String,
    /// The name of a member, or an address outside the document.
    target: String,
    outside: bool,
}

/// What a member leads to, by the ids of its relations.
#[derive(Default)]
pub struct Leads {
    relations: BTreeMap<String, Relation>,
    /// The numbers of pictures.
    pictures: BTreeMap<String, usize>,
    /// The words of diagrams and charts.
    words: BTreeMap<String, String>,
}

impl Leads {
    /// What a member leads to, but for pictures; the archive itself is the member without a name.
    ///
    /// # Errors
    /// Where the relations are damaged or too large.
    pub fn read(archive: &mut Archive<'_>, member: &str) -> Result<Self, Fault> {
        let relations = office::relations(member);
        if !archive.has(&relations) {
            return Ok(Self::default());
        }
        let text = archive.text(&relations)?;
        let xml = parse(&text)?;
        let relation = |node: Node<'_, '_>| {
            let kind = attribute(&node, "Type")?.rsplit('/').next()?.to_owned();
            let outside = attribute(&node, "TargetMode") == Some("External");
            let target = attribute(&node, "Target")?;
            let target = if outside { target.to_owned() } else { office::resolve(member, target) };
            Some((attribute(&node, "Id")?.to_owned(), Relation { kind, target, outside }))
        };
        let relations = xml.root_element().children().filter_map(relation).collect();
        Ok(Self { relations, ..Self::default() })
    }

    /// Reads the pictures, diagrams and charts: those outside the document are named and never fetched.
    ///
    /// # Errors
    /// Where a member is damaged or too large.
    pub fn draw(&mut self, archive: &mut Archive<'_>, collector: &mut Collector) -> Result<(), Fault> {
        let mut left = MOST_PICTURES;
        for (id, relation) in &self.relations {
            let name = relation.target.rsplit(['/', '\\']).next().unwrap_or_default();
            let is_there = !relation.outside && archive.has(&relation.target);
            match relation.kind.as_str() {
                "image" => {
                    let bytes = if is_there { Some(archive.bytes(&relation.target)?) } else { None };
                    left = left.checked_sub(bytes.as_ref().map_or(0, Vec::len)).ok_or(Fault::TooLarge)?;
                    self.pictures.insert(id.clone(), collector.picture(name, bytes));
                }
                "diagramData" | "chart" | "chartEx" => {
                    if is_there {
                        let text = archive.text(&relation.target)?;
                        self.words.insert(id.clone(), words(&parse(&text)?.root_element()));
                    }
                    self.pictures.insert(id.clone(), collector.picture(name, None));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The members of a kind.
    pub fn members(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.relations.values().filter(move |r| r.kind == kind && !r.outside).map(|r| r.target.as_str())
    }

    /// The member of a kind; where no relation says one, it has its usual name.
    pub fn member(&self, kind: &str) -> String {
        self.members(kind).next().map_or_else(|| format!("word/{kind}.xml"), str::to_owned)
    }

    /// The address that a link leads to.
    pub fn link(&self, id: &str) -> Option<String> {
        self.relations.get(id).filter(|r| r.outside).map(|r| r.target.clone())
    }

    /// The number of a picture.
    pub fn picture(&self, id: &str) -> Option<usize> {
        self.pictures.get(id).copied()
    }

    /// What a diagram or a chart says.
    pub fn words(&self, id: &str) -> Option<&str> {
        self.words.get(id).map(String::as_str)
    }
}

/// The paragraphs and values of a diagram or a chart, each once: a chart says its categories again for every series.
fn words(root: &Node<'_, '_>) -> String {
    let mut all: Vec<String> = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        let said = match node.tag_name().name() {
            "p" => {
                node.descendants().filter(|node| is(node, "t")).map(|node| node.text().unwrap_or_default()).collect()
            }
            "v" | "pt" => node.text().unwrap_or_default().trim().to_owned(),
            _ => continue,
        };
        if !said.trim().is_empty() && !all.contains(&said) {
            all.push(said);
        }
    }
    all.join(" · ")
}
