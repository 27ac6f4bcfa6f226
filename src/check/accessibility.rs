//! Whether the content can be used by everyone: what a page cannot mend by itself.

use crate::deck::{BlockKind, Capsule, Deck, Inline, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::Place;

/// Words that say nothing about where a link leads, in the languages of the partners.
const EMPTY_LINKS: [&str; 12] = [
    "ici",
    "cliquez ici",
    "cliquer ici",
    "lien",
    "ce lien",
    "here",
    "click here",
    "this link",
    "link",
    "aici",
    "εδώ",
    "plus",
];

rules! {
    /// A picture without words for it.
    NO_ALTERNATIVE = warning "C040";
    /// A link whose words say nothing.
    EMPTY_LINK = warning "C041";
    /// A picture from elsewhere.
    OUTSIDE_PICTURE = error "C042";
    /// Text in capitals.
    CAPITALS = warning "C043";
    /// A heading level that is skipped in a capsule.
    SKIPPED_LEVEL = warning "C044";
    /// A heading of level 1 in a text.
    FIRST_LEVEL = warning "C045";
    /// Letters with a cedilla in Romanian.
    CEDILLA = error "C046";
}

/// Checks every text of every edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for edition in &deck.editions {
        let romanian = edition.language.starts_with("ro");
        edition.texts(&mut |content, place| {
            inlines(content, findings);
            letters(&plain(content), romanian, place, findings);
        });
        edition.titles().for_each(|title| letters(title, romanian, &title.place, findings));
        edition.capsules.iter().for_each(|capsule| levels(capsule, findings));
    }
}

fn letters(text: &str, romanian: bool, place: &Place, findings: &mut Findings) {
    if in_capitals(text) {
        findings.add(&CAPITALS, place);
    }
    if romanian && text.contains(['ş', 'ţ', 'Ş', 'Ţ']) {
        findings.add(&CEDILLA, place);
    }
}

fn inlines(content: &[Inline], findings: &mut Findings) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) => inlines(inner, findings),
            Inline::Link { content, place, .. } => {
                let words = plain(content).trim().trim_end_matches('.').to_lowercase();
                if words.is_empty() || EMPTY_LINKS.contains(&words.as_str()) || words.starts_with("http") {
                    findings.add(&EMPTY_LINK, place).with("text", words);
                }
                inlines(content, findings);
            }
            Inline::Image { url, alt, place } => picture(url, alt, place, findings),
            _ => {}
        }
    }
}

fn picture(url: &str, alt: &str, place: &Place, findings: &mut Findings) {
    if alt.trim().is_empty() {
        findings.add(&NO_ALTERNATIVE, place);
    }
    if url.contains(':') {
        findings.add(&OUTSIDE_PICTURE, place).with("url", url);
    }
}

/// Three words or more without a lower-case letter; acronyms stand in shorter runs.
fn in_capitals(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    words.len() >= 3 && text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

fn levels(capsule: &Capsule, findings: &mut Findings) {
    let mut last = 1;
    for block in &capsule.body.0 {
        let BlockKind::Heading(level, _) = block.kind else { continue };
        if level == 1 {
            findings.add(&FIRST_LEVEL, &block.place);
        } else if level > last + 1 {
            findings.add(&SKIPPED_LEVEL, &block.place).with("level", level).with("wanted", last + 1);
        }
        last = level;
    }
}
