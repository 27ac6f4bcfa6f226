//! The pages of a book: XHTML that an XML reader takes, with links that lead somewhere and scripts that were announced (EPUB 3.3, 6.1).

use super::publication::{Item, same_ids};
use crate::markup;
use crate::source::{Place, Source};
use crate::verify::archive::Package;
use crate::verify::encoding::decode;
use crate::verify::hosts;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::values::scheme;
use crate::verify::xml::Manifest;
use roxmltree::{Document, Error, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = "application/xhtml+xml";
/// The largest page that is read, in bytes, and the most that all of them may have: bytes, tags and attributes.
const LARGEST: u64 = 4 << 20;
const MOST_TEXT: u64 = 32 << 20;
const MOST_TAGS: usize = 400_000;
const MOST_ATTRIBUTES: usize = 400_000;
/// The list of what only a reader with a key can read (OCF 3.3, 4.2.6.3.2).
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// A link to a place in a page of the book.
struct Link {
    target: String,
    fragment: String,
    place: Place,
}

/// Judges the pages among the files of a book.
pub(super) fn check(items: &[Item], is_third: bool, package: &Package, report: &mut Report) {
    let locked = locked(package);
    let mut book = Book { is_third, left: MOST_TEXT, tags: MOST_TAGS, ids: BTreeMap::new(), links: Vec::new() };
    let mut seen = BTreeSet::new();
    for item in items.iter().filter(|item| item.kind == PAGE) {
        if seen.insert(item.path.as_str()) && !locked.contains(&item.path) {
            book.page(item, package, report);
        }
    }
    for link in &book.links {
        if book.ids.get(&link.target).is_some_and(|ids| !ids.contains(&link.fragment)) {
            let args = [("file", link.target.clone()), ("id", link.fragment.clone())];
            report.add(&rules::NO_PLACE, &link.place, args);
        }
    }
}

/// The files that cannot be read without a key.
fn locked(package: &Package) -> BTreeSet<String> {
    let is_small = package.size(ENCRYPTION) <= LARGEST;
    let bytes = is_small.then(|| package.read(ENCRYPTION, true, &mut Report::new("", &[]))).flatten();
    let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
    let uris = text.split("URI=\"").skip(1).filter_map(|rest| rest.split('"').next());
    uris.filter_map(|uri| hosts::path("", uri)).collect()
}

/// A book while its pages are read.
struct Book {
    is_third: bool,
    /// How many bytes and tags may still be read.
    left: u64,
    tags: usize,
    ids: BTreeMap<String, BTreeSet<String>>,
    links: Vec<Link>,
}

impl Book {
    fn page(&mut self, item: &Item, package: &Package, report: &mut Report) {
        let (path, size) = (item.path.as_str(), package.size(&item.path));
        let unread = |report: &mut Report| {
            report.add(&rules::NOT_EXAMINED, &Place::file(path), [("file", path.to_owned())]);
        };
        if size > LARGEST || size > self.left {
            return unread(report);
        }
        self.left -= size;
        // A damaged file is told when all files are read.
        let Some(bytes) = package.read(path, true, &mut Report::new("", &[])) else { return };
        let Some(text) = decode(path, &bytes, report) else { return };
        let tags = text.matches('<').count();
        if tags > self.tags || markup::absurd(&text, MOST_ATTRIBUTES).is_some() {
            return unread(report);
        }
        self.tags -= tags;
        let source = Source::new(path, text);
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        // Entities of a page's own may grow without end; no book needs them.
        let declares = source.text().find("<!ENTITY");
        let tree = match declares {
            Some(at) => return malformed(&source, at, "<!ENTITY".to_owned(), report),
            None => Document::parse_with_options(source.text(), options),
        };
        match tree {
            Ok(tree) => self.look(item, &Manifest { tree: &tree, source: &source }, report),
            // The document type of EPUB 2 knows the entities of HTML.
            Err(Error::UnknownEntityReference(..)) if !self.is_third => {}
            Err(fault) => malformed(
                &source,
                markup::offset(source.text(), fault.pos().row, fault.pos().col),
                fault.to_string(),
                report,
            ),
        }
    }

    fn look(&mut self, item: &Item, page: &Manifest, report: &mut Report) {
        self.ids.insert(item.path.clone(), same_ids(page, report));
        let folder = item.path.rfind('/').map_or("", |end| &item.path[..=end]);
        let mut script = None;
        for node in page.tree.descendants().filter(|node| node.is_element()) {
            let runs = node.tag_name().name() == "script" && is_code(node.attribute("type").unwrap_or_default());
            if script.is_none() && (runs || node.attributes().any(|attribute| attribute.name().starts_with("on"))) {
                script = Some(page.place(node));
            }
            let href = node.attribute_node("href").filter(|_| node.tag_name().name() == "a");
            let Some((href, (path, fragment))) =
                href.and_then(|href| Some((href, href.value().trim().split_once('#')?)))
            else {
                continue;
            };
            // Places that are said in other ways than by an id are not judged.
            if scheme(path).is_some() || path.starts_with("//") || fragment.is_empty() || fragment.contains(['(', '='])
            {
                continue;
            }
            let target = if path.is_empty() { Some(item.path.clone()) } else { hosts::path(folder, path) };
            self.links.extend(target.map(|target| Link {
                target,
                fragment: hosts::percent(fragment),
                place: page.value(&href),
            }));
        }
        if script.is_some() != item.is_scripted && self.is_third {
            let place = script.unwrap_or_else(|| Place::file(&item.path));
            report.add(&rules::SCRIPTED, &place, [("file", item.path.clone())]);
        }
    }
}

/// Whether a `script` of this type is code, and not data.
fn is_code(kind: &str) -> bool {
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("ecmascript")
}

fn malformed(source: &Source, at: usize, fault: String, report: &mut Report) {
    report.add(&rules::PAGE_NOT_XML, &source.place(at..at + 1), [("fault", fault)]);
}
