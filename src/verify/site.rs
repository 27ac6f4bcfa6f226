//! What is asked of any page, whatever the kind of package: a language, and links that lead somewhere. An archive that has
//! no manifest and such a page at its root is a site.

use super::archive::Package;
use super::hosts;
use super::html::{Tag, decode};
use super::rules;
use super::text::Text;
use super::values::scheme;

/// The page that a site begins with.
pub(super) const PAGE: &str = "index.html";

/// Moodle stores no longer path.
const LONGEST_FOLDER: usize = 255;

/// Elements and the attributes that name a file.
const LINKS: [(&str, &str); 14] = [
    ("a", "href"),
    ("area", "href"),
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("source", "src"),
    ("track", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("input", "src"),
    ("object", "data"),
];

/// Looks at the tags of one page after the other.
pub(super) struct Pages<'p> {
    package: &'p Package<'p>,
    /// The page whose addresses begin elsewhere.
    based: Option<String>,
}

impl<'p> Pages<'p> {
    pub(super) fn new(package: &'p Package<'p>) -> Self {
        Self { package, based: None }
    }

    /// A tag of a page.
    pub(super) fn tag(&mut self, tag: &Tag, file: &mut Text) {
        if tag.is("html") && tag.get("lang").or(tag.get("xml:lang")).is_none_or(|lang| lang.value.trim().is_empty()) {
            file.add(&rules::PAGE_LANGUAGE, tag.at, []);
        }
        if tag.is("base") && tag.get("href").is_some() {
            self.based = Some(file.name.to_owned());
        }
        if self.based.as_deref() == Some(file.name) {
            return;
        }
        for (element, name) in LINKS {
            if let Some(attribute) = tag.is(element).then(|| tag.get(name)).flatten() {
                let address = decode(attribute.value);
                if self.is_broken(address.trim(), file) {
                    file.add(&rules::LINK_BROKEN, attribute.at, [("file", address)]);
                }
            }
        }
    }

    /// Whether an address that stays in the package names nothing there. What a script will fill in is not judged.
    fn is_broken(&self, address: &str, file: &mut Text) -> bool {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || path.starts_with("//") || scheme(address).is_some() || path.contains(['{', '$', '<']) {
            return false;
        }
        let folder = file.name.rfind('/').map_or("", |end| &file.name[..=end]);
        // No LMS takes such a page, which is another rule's finding; going through its name for each link would take hours.
        if folder.len() > LONGEST_FOLDER {
            return false;
        }
        let Some(path) = hosts::path(folder, path).filter(|_| !path.starts_with('/')) else { return true };
        let start = if path.ends_with('/') || path.is_empty() { format!("{path}{PAGE}") } else { path };
        let is_there = self.package.has(&start);
        file.traits.leads_to.extend(is_there.then_some(start));
        !is_there
    }
}
