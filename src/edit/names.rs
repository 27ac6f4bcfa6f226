//! The names of new files: the one place that makes or accepts them. Knows no disk.

use crate::form;
use crate::read::{is_notice, is_windows};
use crate::slug::slug;

/// The longest name without its ending, in characters.
const LONGEST: usize = 60;
/// Endings of the files that a deck holds.
const ENDINGS: [&str; 8] = ["md", "toml", "png", "jpg", "jpeg", "webp", "gif", "svg"];

/// A name of `a-z`, `0-9` and `-` made of any text; none where nothing of it can be written so.
pub fn name(text: &str) -> Option<String> {
    let name = slug(text, LONGEST);
    let name = if is_windows(&name) { format!("{name}-1") } else { name };
    (!name.is_empty()).then_some(name)
}

/// Whether a key may be that of a new file: names of `a-z`, `0-9` and `-` (a language's folder may have capitals), one ending that a
/// deck has, nothing that Windows refuses, and no way up or out. A note for people beside `deck.toml` is one too.
pub fn is_key(key: &str) -> bool {
    if is_notice(key) {
        return true;
    }
    let (folders, file) = match key.rsplit_once('/') {
        Some((folders, file)) => (Some(folders), file),
        None => (None, key),
    };
    let is_plain = |name: &str| {
        let is_made = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !name.is_empty() && !name.starts_with('-') && name.bytes().all(is_made) && !is_windows(name)
    };
    let is_folder =
        |(at, name): (usize, &str)| is_plain(name) || (at == 0 && form::is_language(name) && !is_windows(name));
    let Some((stem, ending)) = file.split_once('.') else { return false };
    let is_file =
        (is_plain(stem) || (folders == Some("texts") && form::is_language(stem))) && ENDINGS.contains(&ending);
    is_file && !is_windows(file) && folders.is_none_or(|folders| folders.split('/').enumerate().all(is_folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leads_out_or_is_one_that_a_system_refuses() {
        for key in ["deck.toml", "fr/theme-1/01-a.md", "pt-BR/game.md", "media/a-1.png", "texts/it.toml"] {
            assert!(is_key(key), "{key}");
        }
        for key in [
            "",
            "a",
            "/a.md",
            "./a.md",
            "../a.md",
            "fr/../a.md",
            "fr//a.md",
            "./a.md",
            "fr/.a.md",
            ".a.md",
            "c:/a.md",
            "c:a.md",
            "fr\\a.md",
            "con.md",
            "fr/nul.toml",
            "aux/a.md",
            "a.md.",
            "a.md ",
            "a.exe",
            "a.b.md",
            "A.md",
            "é.md",
            "fr/-a.md",
            "fr/a b.md",
            "a.md\0",
            "fr/a.md/",
            "com1.md",
            "a/PT/b.md",
        ] {
            assert!(!is_key(key), "{key}");
        }
    }

    #[test]
    fn a_name_is_made_of_any_text() {
        for (text, wanted) in [
            ("Été à Loos.JPG", Some("ete-a-loos-jpg")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("CON", Some("con-1")),
            ("Ώρες γραφείου", Some("ores-grafeioy")),
            ("…", None),
        ] {
            assert_eq!(name(text).as_deref(), wanted, "{text}");
        }
    }
}
