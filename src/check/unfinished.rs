//! Whether texts and addresses of the starter deck are still there. They are known from the starter deck itself.

use crate::deck::{Deck, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::At;
use crate::templates::TEMPLATES;
use include_dir::Dir;
use std::collections::BTreeSet;
use std::sync::LazyLock;

rules! {
    /// A text of a blank form.
    PLACEHOLDER = warning "C090";
    /// An address that is reserved for examples.
    EXAMPLE_ADDRESS = warning "C091";
}

/// The texts that are there to be replaced.
static TEXTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut texts = BTreeSet::new();
    let mut folders: Vec<&Dir<'_>> = TEMPLATES.get_dir("new").into_iter().collect();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path();
            let text = file.contents_utf8().unwrap_or_default();
            // What stands in a starter deck are examples, but for the head of its theme.
            let is_example = path.iter().any(|part| part == "deck") && !path.ends_with("theme.md");
            if path.ends_with("deck.toml") {
                texts.extend(names(text));
            } else if !is_example {
                texts.extend(text.lines().filter_map(form_line));
            }
        }
    }
    // A heading by which documents are known is recommended to authors, and may stay.
    let known = TEMPLATES.get_file("documents/words.toml").and_then(|file| file.contents_utf8()).unwrap_or_default();
    texts.retain(|text| !known.contains(&format!("\"{text}\"")));
    texts
});

/// What a line of a blank form says; headings and the rest of the front matter say nothing of their own.
fn form_line(line: &str) -> Option<String> {
    let title = line.strip_prefix("title = ").map(|title| title.trim_matches('"'));
    let is_text = !line.starts_with(['#', '+']) && !line.contains(" = ");
    let text = title.or_else(|| is_text.then(|| line.trim_start_matches("- ")))?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The id, the titles and the names of those credited in a starter `deck.toml`, but for what is filled in when it is made.
fn names(text: &str) -> Vec<String> {
    let (mut table, mut names) = ("", Vec::new());
    for line in text.lines() {
        let (key, value) = line.split_once(" = ").unwrap_or_default();
        let value =
            value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).filter(|value| !value.contains('{'));
        match (table, key, value) {
            _ if line.starts_with('[') => table = line,
            ("", "id", Some(value)) | ("[title]", _, Some(value)) | ("[[credits]]", "name", Some(value)) => {
                names.push(value.to_owned());
            }
            _ => {}
        }
    }
    names
}

/// What stands in the place of a text that is to come, also in the forms that editors are given.
const TO_COME: [&str; 2] = ["…", "..."];

/// Checks `deck.toml` and every text of every edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let mut placeholder = |text: &str, place| {
        if TEXTS.contains(text.trim()) || TO_COME.contains(&text.trim()) {
            findings.add(&PLACEHOLDER, place).with("text", text.trim());
        }
    };
    placeholder(&deck.id, &deck.id.place);
    deck.title.values().for_each(|title| placeholder(title, &title.place));
    deck.credits.iter().for_each(|credit| placeholder(&credit.name, &credit.name.place));
    for edition in &deck.editions {
        edition.titles().for_each(|title| placeholder(title, &title.place));
        edition.texts(&mut |content, place| placeholder(&plain(content), place));
    }
    let urls = deck.credits.iter().filter_map(|credit| credit.url.as_ref());
    let addresses = std::iter::once(&deck.iri).chain(&deck.address).chain(&deck.licence.url).chain(urls);
    for address in addresses.filter(|address| is_example(address)) {
        findings.add(&EXAMPLE_ADDRESS, &address.place).with("text", &address.value);
    }
}

fn is_example(address: &At<String>) -> bool {
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    // The machine's own addresses (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3) lead nowhere else.
    host.starts_with("127.")
        || host.starts_with("[::1]")
        || super::is_reserved(host.split(['/', ':', '?', '#']).next().unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_have_texts_in_both_languages() {
        for text in ["Your team", "Votre équipe", "A theme", "What could be discussed here?"] {
            assert!(TEXTS.contains(text), "{text} is not among {:?}", *TEXTS);
        }
        for text in ["Ce qu’il faut savoir", "What one should know"] {
            assert!(!TEXTS.contains(text), "{text} is a good title");
        }
        assert!(!TEXTS.iter().any(|text| text.contains('{') || text == "capsules = []"), "{:?}", *TEXTS);
    }
}
