//! How to cite a deck, as a file that reference managers and code forges read. Source: Citation File Format 1.2.0
//! (10.5281/zenodo.5171937). It is YAML, of which only texts in quotation marks, lists and tables are written.

use crate::course::{Metadata, Worded};
use crate::deck::Credit;

/// The name of the file.
pub const CITATION: &str = "CITATION.cff";

/// Stands for the authors of a source whom the deck does not name.
const UNNAMED: &str = "anonymous";

/// The file for a deck or a part of it, with the day of publication (`2026-11-29`) where it is known. Without it, the version says
/// which state of the deck is meant. The format has no place for partners and translators of the deck; a source has its own authors.
pub fn citation(facts: &Metadata<'_>, published: Option<&str>) -> String {
    let first = |said: &[Worded]| said.first().map(|said| said.text.clone());
    let mut out = String::from("cff-version: 1.2.0\ntype: dataset\n");
    let mut put = |key: &str, text: &str| out.push_str(&format!("{key}: {}\n", quoted(text)));
    put("message", "If you use or adapt this deck, please cite it as below and keep its licence.");
    put("title", &first(&facts.title).unwrap_or_default());
    put("version", facts.version);
    if let Some(day) = published {
        put("date-released", day);
    }
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
    list(&mut out, "authors", authors(facts).into_iter());
    let keywords: Vec<String> = facts.keywords.iter().map(|word| quoted(&word.text)).collect();
    list(&mut out, "keywords", keywords.iter().cloned());
    list(&mut out, "identifiers", [format!("type: other\n    value: {}", quoted(facts.iri))].into_iter());
    list(&mut out, "references", facts.sources.iter().map(|source| work(source)));
    out
}

/// The authors, or where the deck names none, whoever else it credits: the format wants at least one.
fn authors(facts: &Metadata<'_>) -> Vec<String> {
    let all = || facts.contributors.iter().map(|one| (one.role, entity(one.name, one.url, one.orcid)));
    let own: Vec<String> = all().filter(|(role, _)| *role == "author").map(|(_, one)| one).collect();
    let sources = facts.sources.iter().flat_map(|source| authors_of(source));
    if own.is_empty() { all().map(|(_, one)| one).chain(sources).collect() } else { own }
}

/// A person or a body: a deck does not say which, and a `name` may be either.
fn entity(name: &str, url: Option<&str>, orcid: Option<&str>) -> String {
    let website = url.map_or_else(String::new, |url| format!("\n    website: {}", quoted(url)));
    let orcid =
        orcid.map_or_else(String::new, |id| format!("\n    orcid: {}", quoted(&format!("https://orcid.org/{id}"))));
    format!("name: {}{website}{orcid}", quoted(name))
}

/// Who made a source. The format wants at least one author of each, and a title is none.
fn authors_of(source: &Credit) -> Vec<String> {
    let named = source.authors.iter().map(|author| entity(author, None, None));
    let named: Vec<String> = named.collect();
    if named.is_empty() { vec![entity(UNNAMED, None, None)] } else { named }
}

fn work(source: &Credit) -> String {
    let url = source.url.as_ref().map_or_else(String::new, |url| format!("\n    url: {}", quoted(url)));
    let authors: Vec<String> = authors_of(source).iter().map(|author| format!("\n      - {author}")).collect();
    format!("type: generic\n    title: {}\n    authors:{}{url}", quoted(&source.name), authors.concat())
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
