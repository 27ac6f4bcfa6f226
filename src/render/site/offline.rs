//! The list of what a reader's browser keeps: the pages of one language and all that they show, each with its checksum. It changes
//! with any content, and with nothing else, which is how updates arrive. Source: W3C Service Workers, 2.2 and 4.4: a worker
//! speaks for the folder in which it stands, and is installed anew when its bytes change.

use super::script::WORKER;
use crate::checksum::sha256;
use crate::render::room;
use crate::tree::Tree;
use std::collections::BTreeMap;

/// What the pages of every language need.
const SHARED: [&str; 7] =
    ["site.css", "site.js", "offline.js", "icon.svg", "module.js", room::FILES[0], room::FILES[1]];

/// Puts the worker of a language into the folder of its pages, all of which are there.
pub fn write(folder: &str, tree: &mut Tree) {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let up = if folder.is_empty() { "" } else { "../" };
    for (path, content) in tree.files() {
        let own = path.strip_prefix(folder).filter(|name| !name.contains('/') && is_page(name));
        let shared = (SHARED.contains(&path) || is_shown(path, folder, tree)).then(|| format!("{up}{path}"));
        if let Some(name) = own.map(str::to_owned).or(shared) {
            files.insert(name, checksum(content));
        }
    }
    let list = serde_json::to_string(&files).unwrap_or_default();
    tree.put(format!("{folder}sw.js"), format!("'use strict';const FILES={list};\n{}", *WORKER));
}

/// The page for addresses that lead nowhere is never asked for by its name.
fn is_page(name: &str) -> bool {
    name == "search-index.js" || room::is_card(name) || name.ends_with(".html") && name != "404.html"
}

/// Whether a page of the folder shows a picture.
fn is_shown(path: &str, folder: &str, tree: &Tree) -> bool {
    let named = format!("{path}\"");
    let shows = |(page, content): (&str, &[u8])| {
        page.strip_prefix(folder).is_some_and(|name| !name.contains('/') && is_page(name))
            && std::str::from_utf8(content).is_ok_and(|html| html.contains(&named))
    };
    path.starts_with("media/") && tree.files().any(shows)
}

/// The first 16 digits of the SHA-256: nobody forges them here, they only tell versions apart.
fn checksum(content: &[u8]) -> String {
    sha256(content)[..16].to_owned()
}
