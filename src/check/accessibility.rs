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
    /// A picture whose words are the name of its file.
    ALTERNATIVE_IS_NAME = warning "C047";
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
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Foreign { content: inner, .. } => {
                inlines(inner, findings);
            }
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
    } else if is_name(alt, url) {
        findings.add(&ALTERNATIVE_IS_NAME, place).with("text", alt.trim());
    }
    if url.contains(':') {
        findings.add(&OUTSIDE_PICTURE, place).with("url", url);
    }
}

/// Endings of pictures, by which a name is known.
const ENDINGS: [&str; 9] = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".heic", ".tif", ".bmp"];

/// Whether the words for a picture are the name of its file or of another one, such as a camera gives: `IMG_1234`, `DSC00017`.
fn is_name(alt: &str, url: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let words = alt.trim().to_lowercase();
    let file = url.rsplit('/').next().unwrap_or(url);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let letters = words.chars().take_while(|c| c.is_ascii_alphabetic()).count();
    let rest = words[letters..].trim_matches(|c: char| "-_ ".contains(c));
    let is_camera = (2..=10).contains(&letters) && rest.len() >= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    // One word may be both the right word and the file's name: "logo".
    let is_stem =
        bare(&words) == bare(stem) && (stem.contains(['-', '_']) || stem.contains(|c: char| c.is_ascii_digit()));
    ENDINGS.iter().any(|ending| words.ends_with(ending)) || is_stem || (is_camera && !words.contains(' '))
}

/// Three words or more without a lower-case letter; acronyms stand in shorter runs.
fn in_capitals(text: &str) -> bool {
    let has_letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    // Nearly every text has a small letter near its beginning.
    text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && text.split_whitespace().filter(has_letters).nth(2).is_some()
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

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_of_a_file_says_nothing_of_a_picture() {
        for (alt, url) in [
            ("telephone.png", "media/telephone.png"),
            ("autre.JPG", "media/telephone.png"),
            ("plan-accueil", "media/plan-accueil.svg"),
            ("plan accueil", "media/plan_accueil.svg"),
            ("IMG_1234", "media/a.png"),
            ("DSC00017", "media/a.png"),
        ] {
            assert!(is_name(alt, url), "{alt}");
        }
        for (alt, url) in [
            ("Un téléphone posé sur une table", "media/telephone.png"),
            ("téléphone", "media/telephone.png"),
            ("Logo", "media/logo.svg"),
            ("Schéma 3", "media/a.svg"),
            ("Erasmus 2021", "media/a.svg"),
            ("", "media/a.svg"),
        ] {
            assert!(!is_name(alt, url), "{alt}");
        }
    }
}
