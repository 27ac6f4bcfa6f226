//! An e-book: the pages of a deck's book in the container that e-readers open. Knows EPUB 3.3 and EPUB Accessibility 1.1; renders
//! nothing: the order of reading is that of the links in the book's own contents.

use super::manifest::{Xml, document, text};
use super::when::moment;
use super::words::words;
use crate::course::{Metadata, Module};
use crate::tree::{BOOK_FOLDER, Tree};
use jiff::Timestamp;
use quick_xml::events::BytesText;
use std::io;
use uuid::Uuid;

const CONTENTS: &str = "nav.xhtml";
/// The tutor's sheet is no XHTML and advises on nothing that an e-book needs.
const SHEET: &str = "tutor.html";
/// Media types by ending (EPUB 3.3, 3.2). What else a deck holds is never shown, only kept for its source.
const TYPES: [(&str, &str); 9] = [
    (".xhtml", "application/xhtml+xml"),
    (".css", "text/css"),
    (".json", "application/json"),
    (".png", "image/png"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".gif", "image/gif"),
    (".webp", "image/webp"),
    (".svg", "image/svg+xml"),
];
/// What MARC calls the roles of the deck (id.loc.gov/vocabulary/relators).
const RELATORS: [(&str, &str); 4] =
    [("author", "aut"), ("translator", "trl"), ("correction", "pfr"), ("partner", "ctb")];

/// The book with its container and its package document.
pub fn package(module: &Module<'_>, files: Tree) -> Tree {
    let mut book = Tree::default();
    book.put("mimetype", "application/epub+zip");
    book.put("META-INF/container.xml", document(container));
    let mut files = files.without(SHEET);
    let opf = document(|xml| publication(xml, module, &files));
    files.put("package.opf", opf);
    book.add(&files.below(BOOK_FOLDER));
    book
}

fn container(xml: &mut Xml) -> io::Result<()> {
    let root = xml
        .create_element("container")
        .with_attributes([("version", "1.0"), ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")]);
    root.write_inner_content(|xml| {
        xml.create_element("rootfiles").write_inner_content(|xml| {
            let path = format!("{BOOK_FOLDER}/package.opf");
            let root = xml.create_element("rootfile").with_attribute(("full-path", path.as_str()));
            root.with_attribute(("media-type", "application/oebps-package+xml")).write_empty()?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn publication(xml: &mut Xml, module: &Module<'_>, files: &Tree) -> io::Result<()> {
    let root = xml.create_element("package").with_attributes([
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "id"),
        ("xml:lang", module.language),
    ]);
    root.write_inner_content(|xml| {
        let all = xml.create_element("metadata").with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"));
        all.write_inner_content(|xml| {
            described(xml, module)?;
            accessible(xml, module, files)
        })?;
        xml.create_element("manifest").write_inner_content(|xml| items(xml, files))?;
        xml.create_element("spine").write_inner_content(|xml| {
            for page in reading(files) {
                xml.create_element("itemref").with_attribute(("idref", page.as_str())).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// What the book is, from what the deck says. The identifier follows from the deck's IRI and the language, so that a new version is the
/// same book; the moment follows from the version (EPUB 3.3, 5.5.3 and 5.5.4).
fn described(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let facts = Metadata::of(module);
    let name = format!("{}#{}", module.deck.iri.value, module.language);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).urn().to_string();
    let element = xml.create_element("dc:identifier").with_attribute(("id", "id"));
    element.write_text_content(BytesText::new(&id))?;
    text(xml, "dc:title", &module.title)?;
    text(xml, "dc:language", module.language)?;
    let modified = Timestamp::from_second(moment(&module.deck.version) as i64).unwrap_or_default();
    meta(xml, "dcterms:modified", &modified.to_string())?;
    for (at, one) in facts.contributors.iter().enumerate() {
        let (name, id) = (if one.role == "author" { "dc:creator" } else { "dc:contributor" }, format!("by-{at}"));
        let element = xml.create_element(name).with_attribute(("id", id.as_str()));
        element.write_text_content(BytesText::new(one.name))?;
        let relator = RELATORS.iter().find(|(role, _)| *role == one.role).map_or("ctb", |(_, code)| code);
        let role = xml.create_element("meta").with_attribute(("refines", format!("#{id}").as_str()));
        let role = role.with_attributes([("property", "role"), ("scheme", "marc:relators")]);
        role.write_text_content(BytesText::new(relator))?;
    }
    facts.description.iter().try_for_each(|told| text(xml, "dc:description", &told.text))?;
    facts.keywords.iter().try_for_each(|word| text(xml, "dc:subject", &word.text))?;
    facts.sources.iter().try_for_each(|source| text(xml, "dc:source", &source.name))?;
    text(xml, "dc:relation", facts.iri)?;
    text(xml, "dc:rights", &module.deck.terms(module.language))
}

/// What readers with disabilities can expect (EPUB Accessibility 1.1, 2). Conformance to WCAG is for an audit to say.
fn accessible(xml: &mut Xml, module: &Module<'_>, files: &Tree) -> io::Result<()> {
    let pages = files.files().filter(|(path, _)| path.ends_with(".xhtml"));
    let mut pages = pages.filter_map(|(_, page)| std::str::from_utf8(page).ok());
    let shows = pages.any(|page| page.contains("<img "));
    let pictures = |name: &'static str| Some(name).filter(|_| shows);
    let modes = ["textual"].into_iter().chain(pictures("visual"));
    modes.map(|mode| ("schema:accessMode", mode)).try_for_each(|(name, mode)| meta(xml, name, mode))?;
    meta(xml, "schema:accessModeSufficient", "textual")?;
    let features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"];
    for feature in features.into_iter().chain(pictures("alternativeText")) {
        meta(xml, "schema:accessibilityFeature", feature)?;
    }
    meta(xml, "schema:accessibilityHazard", "none")?;
    let own = words(module, "book");
    let said = |key: &str| own.values().next().and_then(|texts| texts[key].as_str()).unwrap_or_default().to_owned();
    let pictured = if shows { format!(" {}", said("summary_pictures")) } else { String::new() };
    meta(xml, "schema:accessibilitySummary", &(said("summary") + &pictured))
}

fn meta(xml: &mut Xml, property: &str, value: &str) -> io::Result<()> {
    let element = xml.create_element("meta").with_attribute(("property", property));
    element.write_text_content(BytesText::new(value))?;
    Ok(())
}

/// Every file but this document. An item is called after its path, which is a name of XML but for a digit in front and a slash.
fn items(xml: &mut Xml, files: &Tree) -> io::Result<()> {
    for (path, _) in files.files() {
        let kind =
            TYPES.iter().find(|(end, _)| path.ends_with(end)).map_or("application/octet-stream", |(_, kind)| kind);
        let item = xml.create_element("item").with_attributes([("id", id(path).as_str()), ("href", path)]);
        let item = item.with_attribute(("media-type", kind));
        let item = if path == CONTENTS { item.with_attribute(("properties", "nav")) } else { item };
        item.write_empty()?;
    }
    Ok(())
}

fn id(path: &str) -> String {
    format!("f-{}", path.replace('/', "-"))
}

/// The pages in the order of the contents, which follow the title page.
fn reading(files: &Tree) -> Vec<String> {
    let contents = files.get(CONTENTS).and_then(|page| std::str::from_utf8(page).ok()).unwrap_or_default();
    let mut pages: Vec<String> = Vec::new();
    let links = contents.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    for page in links.filter(|link| link.ends_with(".xhtml") && files.get(link).is_some()).map(id) {
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    pages.insert(pages.len().min(1), id(CONTENTS));
    pages
}
