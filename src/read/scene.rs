//! The scenes of a deck (`scenes/NAME.svg`): drawings of lines, from which only the data of their paths is taken, so that nothing else of
//! a file can reach a page. Knows no situation.

use super::rules;
use crate::deck::Scene;
use crate::diagnostic::Findings;
use crate::form;
use crate::markup::{absurd, offset, start_tag};
use crate::source::{Place, Source};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;

/// The folder of a deck that holds scenes.
pub const FOLDER: &str = "scenes";
/// The square on which all scenes are drawn.
const SQUARE: &str = "0 0 48 48";
/// The most bytes of path data: a scene is sent with every module that shows its card.
const MOST: usize = 1000;
/// The most elements and attributes that are looked at.
const MOST_PARTS: usize = 1000;

/// The scenes among the texts of a deck, by name. One that is not drawn as scenes are is a finding, and has an empty path.
pub fn scenes(texts: &BTreeMap<String, Source>, findings: &mut Findings) -> BTreeMap<String, Scene> {
    let named = texts.iter().filter_map(|(path, source)| Some((name(path)?, source)));
    named.map(|(name, source)| (name.to_owned(), scene(source, findings))).collect()
}

/// Whether a path in a deck is that of a scene.
pub fn is_scene(path: &str) -> bool {
    name(path).is_some()
}

fn name(path: &str) -> Option<&str> {
    let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".svg")?;
    form::is_id(name).then_some(name)
}

fn scene(source: &Source, findings: &mut Findings) -> Scene {
    let empty = || Scene { path: String::new(), source: source.clone() };
    let options = ParsingOptions { nodes_limit: MOST_PARTS as u32, ..ParsingOptions::default() };
    if absurd(source.text(), MOST_PARTS).is_some() {
        findings.add(&rules::BROKEN_SCENE, &source.whole());
        return empty();
    }
    let document = match Document::parse_with_options(source.text(), options) {
        Ok(document) => document,
        Err(error) => {
            let start = offset(source.text(), error.pos().row, 1);
            findings.add(&rules::BROKEN_SCENE, &source.place(start..start));
            return empty();
        }
    };
    let root = document.root_element();
    if root.attribute("viewBox") != Some(SQUARE) {
        findings.add(&rules::SCENE_SQUARE, &tag(source, &root)).with("square", SQUARE);
    }
    let mut path = String::new();
    for node in root.children().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        match node.attribute("d").filter(|d| name == "path" && node.attributes().len() == 1 && is_data(d)) {
            Some(d) => path.push_str(d.trim()),
            None => {
                findings.add(&rules::SCENE_PART, &tag(source, &node)).with("what", name);
            }
        }
    }
    if path.len() > MOST {
        findings.add(&rules::LARGE_SCENE, &source.whole()).with("size", path.len()).with("most", MOST);
    } else if path.is_empty() {
        findings.add(&rules::SCENE_PART, &tag(source, &root)).with("what", root.tag_name().name());
    }
    Scene { path, source: source.clone() }
}

/// Whether a text is made of the commands and numbers of path data, and begins as it must.
fn is_data(text: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || " \n\t,.+-eMmZzLlHhVvCcSsQqTtAa".contains(c);
    text.trim_start().starts_with(['M', 'm']) && text.chars().all(known)
}

/// The opening tag of an element.
fn tag(source: &Source, node: &Node<'_, '_>) -> Place {
    source.place(start_tag(source.text(), node.range()))
}
