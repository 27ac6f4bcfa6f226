//! How to cite a deck, as a file that reference managers and code forges read. Source: Citation File Format 1.2.0
//! (10.5281/zenodo.5171937). It is YAML, of which only texts in quotation marks, lists and tables are written.

use crate::course::{Metadata, Worded};
use crate::deck::Credit;

/// The name of the file.
pub const CITATION: &str = "CITATION.cff";

/// The file for a deck or a part of it. No date stands in it: the version says which state of the deck is meant.
pub fn citation(facts: &Metadata<'_>) -> String {
    let first = |said: &[Worded]| said.first().map(|said| said.text.clone());
    let mut out = String::from("cff-version: 1.2.0\ntype: dataset\n");
    let mut put = |key: &str, text: &str| out.push_str(&format!("{key}: {}\n", quoted(text)));
    put("message", "If you use or adapt this deck, please cite it as below and keep its licence.");
    put("title", &first(&facts.title).unwrap_or_default());
    put("version", facts.version);
    if let Some(text) = first(&facts.description) {
        put("abstract", &text);
    }
    // Only SPDX names are allowed for `license`; rights that are only described have an address or nothing.
    if facts.licence.is_named() {
        put("license", &facts.licence.id);
    } else if let Some(url) = &facts.licence.url {
        put("license-url", url);
    }
    if let Some(address) = facts.address {
        put("url", address);
    }
    list(&mut out, "authors", authors(facts).iter().map(|(name, url)| entity(name, *url)));
    let keywords: Vec<String> = facts.keywords.iter().map(|word| quoted(&word.text)).collect();
    list(&mut out, "keywords", keywords.iter().cloned());
    list(&mut out, "identifiers", [format!("type: other\n    value: {}", quoted(facts.iri))].into_iter());
    list(&mut out, "references", facts.sources.iter().map(|source| work(source)));
    out
}

/// The authors, or where the deck names none, whoever else it credits: the format wants at least one.
fn authors<'a>(facts: &'a Metadata<'_>) -> Vec<(&'a str, Option<&'a str>)> {
    let all = || facts.contributors.iter().map(|one| (one.role, (one.name, one.url)));
    let own: Vec<_> = all().filter(|(role, _)| *role == "author").map(|(_, one)| one).collect();
    let sources = facts.sources.iter().map(|one| (one.name.as_str(), one.url.as_ref().map(|url| url.as_str())));
    if own.is_empty() { all().map(|(_, one)| one).chain(sources).collect() } else { own }
}

/// A person or a body: a deck does not say which, and a `name` may be either.
fn entity(name: &str, url: Option<&str>) -> String {
    let website = url.map_or_else(String::new, |url| format!("\n    website: {}", quoted(url)));
    format!("name: {}{website}", quoted(name))
}

fn work(source: &Credit) -> String {
    let url = source.url.as_ref().map_or_else(String::new, |url| format!("\n    url: {}", quoted(url)));
    let name = quoted(&source.name);
    format!("type: generic\n    title: {name}\n    authors:\n      - name: {name}{url}")
}

fn list(out: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    for (at, entry) in entries.enumerate() {
        if at == 0 {
            out.push_str(&format!("{key}:\n"));
        }
        out.push_str(&format!("  - {entry}\n"));
    }
}

/// A text between quotation marks, in which YAML escapes as JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
