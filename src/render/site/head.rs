//! What the head of a page says of it: its title, where it is published, the same page in other languages, what its work is.

use super::desk::Desk;
use crate::deck::primary;
use serde::Serialize;

/// Languages that are written from right to left (Unicode CLDR, script metadata).
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// How a language is written: `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    if RIGHT_TO_LEFT.contains(&primary(language)) { "rtl" } else { "ltr" }
}

/// A page, as its head and its frame want it. Titles and descriptions are HTML without tags.
#[derive(Serialize)]
pub struct Head {
    /// The way up to the folder of the site, with a slash at its end: nothing, or `../`.
    pub root: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What the browser shows above the page.
    pub title: String,
    /// What a search engine shows below it; may be empty.
    pub description: String,
    /// Where the page is published; empty where the deck does not say.
    pub canonical: String,
    /// The same page in every language, its own too; empty where there is only one.
    pub alternates: Vec<Alternate>,
    /// The work as JSON-LD; may be empty.
    pub facts: String,
    /// The words of its script as JSON.
    pub texts: String,
}

/// The page in a language.
#[derive(Serialize)]
pub struct Alternate {
    /// BCP 47, or `x-default` for readers of none of them.
    pub language: String,
    /// Where: as it is published, or from this page where the deck does not say.
    pub href: String,
}

impl Head {
    /// The head of a page of a language, without its work.
    pub fn of(desk: &Desk<'_>, name: &str, title: &str, description: String, others: &[&Desk<'_>]) -> Self {
        let deck = desk.maker().html(desk.deck.title_language).bare(&desk.deck.title);
        Self {
            root: desk.up(),
            direction: direction(desk.language()),
            title: if title.is_empty() { deck } else { format!("{title} – {deck}") },
            description,
            canonical: desk.published(name).unwrap_or_default(),
            alternates: alternates(desk, name, others),
            facts: String::new(),
            texts: script_texts(desk),
        }
    }
}

impl Desk<'_> {
    fn up(&self) -> &'static str {
        if self.folder.is_empty() { "" } else { "../" }
    }

    /// The way from a page of this language to one of another.
    pub fn way(&self, other: &Desk<'_>, name: &str) -> String {
        if self.language() == other.language() {
            name.to_owned()
        } else {
            format!("{}{}{name}", self.up(), other.folder)
        }
    }

    /// Where a page is published, where the deck says so: a folder stands for its first page.
    fn published(&self, name: &str) -> Option<String> {
        let name = if name == "index.html" { "" } else { name };
        self.facts.address.map(|address| format!("{address}/{}{name}", self.folder))
    }
}

/// The page in every language, its own first, and the first language for readers of none; nothing where there is no other.
fn alternates(desk: &Desk<'_>, name: &str, others: &[&Desk<'_>]) -> Vec<Alternate> {
    let there: Vec<&Desk<'_>> = others.iter().filter(|other| other.has(name)).copied().collect();
    if there.is_empty() {
        return Vec::new();
    }
    let all: Vec<&Desk<'_>> = std::iter::once(desk).chain(there).collect();
    let href = |own: &Desk<'_>| own.published(name).unwrap_or_else(|| desk.way(own, name));
    let of = |own: &Desk<'_>, language: &str| Alternate { language: language.to_owned(), href: href(own) };
    let first = all.iter().find(|own| own.folder.is_empty()).map(|own| of(own, "x-default"));
    all.iter().map(|own| of(own, own.language())).chain(first).collect()
}

/// What the script of a page that is no theme may have to say.
fn script_texts(desk: &Desk<'_>) -> String {
    let display = |key: &&str| ["display", "size", "spacing", "theme"].iter().any(|name| key.starts_with(name));
    let script = desk.texts.section("script").into_iter().filter(|(key, _)| display(key));
    let words = script.chain(desk.texts.section("search")).map(|(key, text)| (key.to_owned(), text.into()));
    serde_json::Value::Object(words.collect()).to_string().replace('<', "\\u003c")
}
