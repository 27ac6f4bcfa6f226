//! What an imported cartridge shows: each item below the root is a section, and all that can be opened in it is in that section, as Moodle's
//! importer has it (`cc_organization`).

use super::resources::Kind;
use super::{Cartridge, MOST_TEXT, all, below, first, outermost, version};
use crate::verify::archive::Package;
use crate::verify::contents::{Entry, Section};
use crate::verify::files::IMS;
use crate::verify::report::Report;
use crate::verify::xml::Manifest;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// The sections; none where there is no manifest of a cartridge.
pub(in crate::verify) fn contents(package: &Package) -> Option<Vec<Section>> {
    let mut report = Report::new(IMS, &[]);
    let mut cartridge = Cartridge { package, version: "", left: MOST_TEXT };
    let mut found = None;
    cartridge.document(IMS, &mut report, |manifest, report| {
        found = version(manifest, report).map(|version| outline(manifest, version));
    });
    let mut sections = found?;
    for (section, paths) in &mut sections {
        for (entry, path) in section.entries.iter_mut().zip(paths).filter(|(entry, _)| entry.kind == "quiz") {
            cartridge.document(path, &mut report, |document, _| {
                entry.questions = outermost(document.tree.root_element(), "item").map(question).collect();
            });
        }
    }
    Some(sections.into_iter().map(|(section, _)| section).collect())
}

/// The sections, each with the first files of what is in it.
fn outline(manifest: &Manifest, version: &str) -> Vec<(Section, Vec<String>)> {
    let root = manifest.tree.root_element();
    let resources: BTreeMap<&str, Node> =
        below(root, "resource").filter_map(|node| Some((node.attribute("identifier")?, node))).collect();
    let items = first(root, "organizations").and_then(|node| first(node, "organization"));
    let items = items.and_then(|node| first(node, "item")).into_iter().flat_map(|root| all(root, "item"));
    let section = |item: Node| {
        let opened =
            below(item, "item").filter_map(|leaf| Some((leaf, *resources.get(leaf.attribute("identifierref")?)?)));
        let (entries, paths) = opened.map(|(leaf, resource)| entry(leaf, resource, version)).unzip();
        (Section { title: title(item), hidden: false, entries }, paths)
    };
    items.map(section).collect()
}

fn entry(item: Node, resource: Node, version: &str) -> (Entry, String) {
    let kind = match Kind::of(resource.attribute("type").unwrap_or_default(), version) {
        Some(Kind::Web) => "page",
        Some(Kind::Topic) => "topic",
        Some(Kind::Link) => "link",
        Some(Kind::Quiz) => "quiz",
        Some(Kind::Tool) => "tool",
        _ => "other",
    };
    let path = first(resource, "file").and_then(|file| file.attribute("href")).unwrap_or_default();
    let entry = Entry { kind: kind.to_owned(), title: title(item), hidden: false, questions: Vec::new() };
    (entry, path.to_owned())
}

fn title(item: Node) -> String {
    first(item, "title").map(Manifest::text).unwrap_or_default()
}

/// What a question says, up to the end of its first paragraph; its title where that cannot be read.
fn question(item: Node) -> String {
    let said = below(item, "mattext").next().map(Manifest::text).unwrap_or_default();
    let page = format!("<div>{said}</div>");
    let first = Document::parse(&page).ok().and_then(|page| {
        let part = page.root_element().first_element_child().unwrap_or(page.root_element());
        let words: String = part.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
        Some(words.trim().to_owned()).filter(|words| !words.is_empty())
    });
    first.unwrap_or_else(|| item.attribute("title").unwrap_or_default().to_owned())
}
