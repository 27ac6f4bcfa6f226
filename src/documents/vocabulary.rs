//! The words by which the parts of a card are known, from `templates/documents/words.toml`. Knows nothing of documents.

use crate::slug::slug;
use crate::templates;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The languages that have words, those with more readers first: a heading that two have is taken for the first one's.
pub const LANGUAGES: [&str; 6] = ["fr", "en", "ro", "el", "de", "nl"];

/// What a heading in a card can open.
pub const PARTS: [&str; 9] =
    ["story", "content-note", "dilemma", "prompts", "quiz", "actions", "capsule", "keep", "sources"];
/// The levels of ideas for action.
pub const LEVELS: [&str; 4] = ["individual", "team", "organisation", "policy"];

type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = templates::text("documents/words.toml");
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/documents/words.toml: {fault}"))
});

/// What each heading stands for in some language, by its slug, with `*` at the end where any words may follow.
static KEYS: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut keys: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, languages) in &*WORDS {
        for word in languages.values().flatten().filter(|_| key != "language") {
            let star = if word.ends_with('*') { "*" } else { "" };
            keys.entry(plain(word) + star).or_default().push(key);
        }
    }
    keys
});

/// Longer texts are no headings of a part.
const LONGEST: usize = 80;

/// What of `wanted` a heading stands for.
pub fn key(heading: &str, wanted: &[&'static str]) -> Option<&'static str> {
    if heading.len() > 2 * LONGEST {
        return None;
    }
    let slug = plain(heading);
    let find = |slug: &str| KEYS.get(slug)?.iter().find(|key| wanted.contains(key)).copied();
    let begins = || slug.match_indices('-').rev().find_map(|(at, _)| find(&format!("{}*", &slug[..at])));
    find(&slug).or_else(begins)
}

/// The level that the name of a style gives to a heading: 1 to 9, or 0 for the title of a document.
pub fn level(style: &str) -> Option<u8> {
    let slug = slug(style, LONGEST);
    if let Some((name, number)) = slug.rsplit_once('-')
        && let (Ok(level @ 1..=9), true) = (number.parse(), key_of_style(name, "heading"))
    {
        return Some(level);
    }
    key_of_style(&slug, "document-title").then_some(0)
}

fn key_of_style(slug: &str, key: &str) -> bool {
    KEYS.get(slug).is_some_and(|keys| keys.contains(&key))
}

/// The words that a part is headed with in a language; in English where it has none.
pub fn heading(key: &str, language: &str) -> &'static str {
    let words = WORDS.get(key).and_then(|words| words.get(language).or_else(|| words.get(templates::STAND_IN)));
    words.and_then(|words| words.first()).map_or("", String::as_str)
}

/// The language of a heading that is known; English where it is not.
pub fn language_of(heading: &str) -> &'static str {
    let slug = plain(heading);
    let has = |language: &&&str| {
        WORDS.values().filter_map(|words| words.get(**language)).flatten().any(|word| plain(word) == slug)
    };
    LANGUAGES.iter().find(has).copied().unwrap_or(templates::STAND_IN)
}

/// The language that most small words of a text are of; none where there are too few to say.
pub fn language(text: &str) -> Option<&'static str> {
    const ENOUGH: usize = 4;
    let mut counts = [0usize; LANGUAGES.len()];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(20_000) {
        let word = word.to_lowercase();
        for (language, count) in LANGUAGES.iter().zip(&mut counts) {
            *count += usize::from(WORDS["language"][*language].contains(&word));
        }
    }
    let best = LANGUAGES.iter().zip(counts).rev().max_by_key(|(_, count)| *count)?;
    (best.1 >= ENOUGH).then_some(*best.0)
}

/// A heading without its number, accents, capitals and signs.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace() || ".):-–—°*".contains(c));
    slug(text, 2 * LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [&str; 3] = ["prompts", "quiz", "individual"];

    #[test]
    fn parts_are_known_in_six_languages_however_they_are_written() {
        for (heading, wanted) in [
            ("QUESTIONS À DÉBATTRE :", Some("prompts")),
            ("3. Quiz", Some("quiz")),
            ("Questions pour le débat", Some("prompts")),
            ("Întrebări pentru dezbatere", Some("prompts")),
            ("Ερωτήματα", Some("prompts")),
            ("Fragen zur Diskussion", Some("prompts")),
            ("Discussievragen", Some("prompts")),
            ("On my own", Some("individual")),
            ("Questions de Camille", None),
            ("", None),
        ] {
            assert_eq!(key(heading, &PARTS), wanted, "{heading}");
        }
        for (key, languages) in &*WORDS {
            assert!(languages.keys().map(String::as_str).eq(["de", "el", "en", "fr", "nl", "ro"]), "{key}");
        }
    }

    #[test]
    fn styles_are_known_by_their_names() {
        for (name, wanted) in [
            ("heading 1", Some(1)),
            ("Titre 2", Some(2)),
            ("Überschrift 3", Some(3)),
            ("Titlu 1", Some(1)),
            ("Επικεφαλίδα 1", Some(1)),
            ("Kop 2", Some(2)),
            ("Title", Some(0)),
            ("Τίτλος", Some(0)),
            ("Normal", None),
            ("heading 12", None),
        ] {
            assert_eq!(level(name), wanted, "{name}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_small_words() {
        assert_eq!(
            language(
                "Le téléphone sonne dans la nuit. Elle ne décroche pas, les autres non plus, et la nuit est longue."
            ),
            Some("fr")
        );
        assert_eq!(language("Η οικογένεια αφήνει ένα μήνυμα και δεν ξέρουμε τι να κάνουμε με το αίτημα."), Some("el"));
        assert_eq!(language("Mot"), None);
    }
}
