//! IMS Common Cartridge 1.1: a course that most learning platforms import, of pages to read, topics to discuss and quizzes. Knows what the
//! specification and its schemas allow (CC 1.1, QTI 1.2.1 profile) and what Moodle keeps of it; renders nothing: it finds the lessons among
//! its files, under the names that [`package`] lists.

mod course;
mod manifest;
mod metadata;
mod quiz;
mod topic;
mod xml;

use crate::course::Module;
use crate::tree::{File, Tree};
use course::{Body, Course, Entry};
use std::sync::Arc;

/// The page for tutors, the teaching sheets, and the page of what is no question.
const SHEET: &str = "tutor.html";
const TEACHING: &str = "teaching.html";
const LEFT_OUT: &str = "left-out.html";
/// The sheets of countries, to which pages lead, and the credits.
const COUNTRY: &str = "country.html";
const CREDITS: &str = "credits.html";
/// What the lessons are made of.
const SITUATIONS: &str = "situations.json";
/// Fragments of HTML by kind.
const FRAGMENTS: [&str; 4] = ["section/", "situation/", "capsule/", "forum/"];

/// The cartridge of a whole deck in one language. `files` holds fragments of HTML as `section/THEME.html`, `situation/SITUATION.html`,
/// `capsule/CAPSULE.html`, `forum/SITUATION.html`, `left-out.html`, `credits.html` and, where there are sheets of countries, `country.html`;
/// `situations.json` with the questions; the pages `tutor.html` and, where there are teaching sheets, `teaching.html`; and whatever else
/// goes with the page for tutors.
pub fn package(module: &Module<'_>, files: Tree) -> Tree {
    let course = Course::of(module, &files);
    let mut cartridge = Tree::default();
    for (path, _) in files.files().filter(|(path, _)| !is_part(path)) {
        files.file(path).into_iter().for_each(|file| cartridge.share(path, Arc::clone(file)));
    }
    for entry in course.entries() {
        cartridge.put(entry.path(), content(&course, entry));
        for path in shown(module, &cartridge, entry) {
            cartridge.share(path.clone(), File::new(Arc::clone(&module.deck.media[&path])));
        }
    }
    let manifest = manifest::manifest(&course, &cartridge);
    cartridge.put("imsmanifest.xml", manifest);
    cartridge
}

/// Whether a file is made into others.
fn is_part(path: &str) -> bool {
    [LEFT_OUT, COUNTRY, CREDITS, SITUATIONS].contains(&path) || FRAGMENTS.iter().any(|kind| path.starts_with(kind))
}

fn content(course: &Course<'_>, entry: &Entry) -> Vec<u8> {
    match &entry.body {
        Body::Page(html) => page(course.module.language, &entry.title, html).into_bytes(),
        Body::Sheet(html) => html.clone().into_bytes(),
        Body::Topic(html) => topic::topic(&entry.title, html),
        Body::Quiz(questions) => quiz::quiz(course.module.language, entry, questions),
    }
}

/// A page that stands alone: platforms show it in a frame, or take what is between the tags of its body.
fn page(language: &str, title: &str, html: &str) -> String {
    let title = super::fragment::escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n\
         <h1>{title}</h1>\n{html}\n</body>\n</html>\n"
    )
}

/// The pictures of a page.
fn shown(module: &Module<'_>, cartridge: &Tree, entry: &Entry) -> Vec<String> {
    let page = String::from_utf8_lossy(cartridge.get(&entry.path()).unwrap_or_default());
    let is_shown = |path: &&String| page.contains(&format!("src=\"{path}\""));
    module.deck.media.keys().filter(is_shown).cloned().collect()
}
