//! The accessibility statement of a site: what was tested, with what, what was not, and where to complain. The evidence is
//! `templates/site/evidence.toml`; the words are in the section `accessibility` of the interface's texts. It judges nothing.
//! Source: Directive (EU) 2016/2102, article 7, and the model statement of Implementing Decision (EU) 2018/1523.

use super::desk::Desk;
use crate::templates;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What is known, the same for every site.
#[derive(Deserialize)]
struct Evidence {
    /// The month of the last look at all of it, `2026-11`.
    month: String,
    tested: Vec<Test>,
    untested: Vec<String>,
    weak: Vec<String>,
}

/// Something that was tested.
#[derive(Deserialize)]
struct Test {
    /// The key of its words, `tested_…`.
    what: String,
    /// The programs that did it.
    with: String,
    /// The test of this project that does it again for each version; without one it was done once.
    #[serde(default)]
    by: String,
}

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(|| {
    let text = templates::text("site/evidence.toml");
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/site/evidence.toml: {fault}"))
});

/// A statement. Texts are HTML.
#[derive(Serialize)]
pub struct Statement {
    /// When all of it was last looked at.
    made: String,
    tested: Vec<Row>,
    untested: Vec<String>,
    weak: Vec<String>,
    /// Whom to write to, as the deck says; may be empty.
    contact: String,
    /// Where that leads; may be empty.
    href: String,
}

#[derive(Serialize)]
struct Row {
    what: String,
    with: String,
    each: bool,
}

impl Statement {
    /// The statement of a site in a language.
    pub fn of(desk: &Desk<'_>) -> Self {
        let html = desk.maker().html(desk.language());
        let text = |kind: &str, key: &str| html.text(desk.texts.get(&format!("accessibility.{kind}_{key}")));
        let row = |test: &Test| Row {
            what: text("tested", &test.what),
            with: html.text(&test.with),
            each: !test.by.is_empty(),
        };
        let (year, number) = EVIDENCE.month.split_once('-').unwrap_or_default();
        let month = desk.texts.find(&format!("month.m{number}")).unwrap_or(number);
        let contact = desk.deck.deck.contact.as_ref().map_or("", |contact| contact.as_str());
        let href = match contact {
            url if url.starts_with("https://") || url.starts_with("http://") => url.to_owned(),
            mail if mail.contains('@') => format!("mailto:{mail}"),
            _ => String::new(),
        };
        Self {
            made: desk.texts.fill("accessibility.made", &[("month", month), ("year", year)]),
            tested: EVIDENCE.tested.iter().map(row).collect(),
            untested: EVIDENCE.untested.iter().map(|key| text("untested", key)).collect(),
            weak: EVIDENCE.weak.iter().map(|key| text("weak", key)).collect(),
            contact: html.bare(contact),
            href: html.bare(&href),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn all_evidence_has_its_words_and_its_test() {
        let evidence = &*EVIDENCE;
        let tested = evidence.tested.iter().map(|test| format!("tested_{}", test.what));
        let rest = evidence.untested.iter().map(|key| format!("untested_{key}"));
        let keys: Vec<String> =
            tested.chain(rest).chain(evidence.weak.iter().map(|key| format!("weak_{key}"))).collect();
        for language in templates::languages() {
            let words = &templates::interface(language)["accessibility"];
            keys.iter().for_each(|key| assert!(words.contains_key(key), "{language}: {key}"));
            let said =
                words.keys().filter(|key| ["tested_", "untested_", "weak_"].iter().any(|kind| key.starts_with(kind)));
            said.for_each(|key| assert!(keys.contains(key), "{language}: {key} is not in the evidence"));
        }
        for test in evidence.tested.iter().filter(|test| !test.by.is_empty()) {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&test.by).is_file(), "{}", test.by);
        }
    }
}
