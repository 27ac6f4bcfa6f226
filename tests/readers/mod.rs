//! Every reader of what strangers write, as a function of bytes, with what must hold whatever the bytes. The tests replay a
//! corpus through them and change it; the targets below `fuzz/` search with them. What does not hold is a panic.

use cartable::diagnostic::{Findings, Locale, Severity, human, json};
use cartable::import::{Options, import};
use cartable::package::{SOURCE_FILE, deck_files};
use cartable::source::Source;
use cartable::tree::Tree;
use cartable::verify::verify;
use cartable::{check, read, translate};

#[path = "../packages/mod.rs"]
#[allow(dead_code)]
mod packages;

use packages::{Entry, Pack};

/// A reader by the name of its corpus, and words that mean something to it.
pub struct Reader {
    pub name: &'static str,
    pub read: fn(&[u8]),
    pub words: &'static [&'static str],
}

/// All of them.
pub const READERS: [Reader; 8] = [
    Reader {
        name: "situation",
        read: situation,
        words: &["+++\n", "\n## A {#quiz}\n", "{#q1 kind=fact}", "- [x] ", "  > ", "<b>", "](", "\"", "= ", "|"],
    },
    Reader {
        name: "deck-toml",
        read: deck_toml,
        words: &["[title]\n", "= ", "\"", "\"\"\"", "[[", "]]", "{", "fr", "\n[", "'''"],
    },
    Reader {
        name: "catalogue",
        read: catalogue,
        words: &["msgid \"\"\n", "msgstr ", "msgctxt ", "#, fuzzy\n", "#~ ", "\\n", "\"", "[0]", "#| "],
    },
    Reader {
        name: "guide",
        read: guide,
        words: &[
            "SITUATION 1\n",
            "\n- > ",
            "Dilemme éthique\n",
            "TITRE\n",
            "•",
            "Partenaires :\n",
            "ÉTAPE 1\n",
            "\u{c}",
        ],
    },
    Reader {
        name: "archive",
        read: archive,
        words: &["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{6}\u{7}", "../", "\0\0\0\0", "imsmanifest.xml"],
    },
    Reader {
        name: "manifest",
        read: manifest,
        words: &[
            "<item>",
            "</item>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#0;",
            "&amp;",
            " a=\"\"",
            "xmlns:x=\"y\" ",
            "<!DOCTYPE",
            "http://",
            "imsss:",
        ],
    },
    Reader {
        name: "page",
        read: page,
        words: &["<script>", "</script", "`${", "}", "/*", "//", "url(", "style=\"", "src=", "&#", "=/[/", "cmi.exit"],
    },
    Reader {
        name: "source",
        read: source,
        words: &["{\"form\":1,", "\"files\":{", "\"..\":", "\"\\u0000\"", "[", "]", "\"media\":[", "/"],
    },
];

/// The deck that the readers of decks put their bytes into.
const DECK: [(&str, &str); 7] = [
    ("deck.toml", include_str!("../decks/good/deck.toml")),
    ("fr/game.md", include_str!("../decks/good/fr/game.md")),
    ("fr/board.md", include_str!("../decks/good/fr/board.md")),
    ("fr/1-deborder/theme.md", include_str!("../decks/good/fr/1-deborder/theme.md")),
    ("fr/1-deborder/01-appel.md", include_str!("../decks/good/fr/1-deborder/01-appel.md")),
    ("fr/1-deborder/02-message.md", include_str!("../decks/good/fr/1-deborder/02-message.md")),
    ("fr/1-deborder/capsules/pause.md", include_str!("../decks/good/fr/1-deborder/capsules/pause.md")),
];

/// What must hold of findings: they can be told in both languages, stay inside their text, and are no more than the bytes give
/// reason for.
fn hold(findings: &Findings, bytes: usize) {
    let all = findings.sorted();
    assert!(all.len() <= 100 + 2 * bytes, "{} findings for {bytes} bytes", all.len());
    for finding in all.iter().take(200) {
        assert!(finding.place.end <= finding.place.source.text().len());
        for locale in Locale::ALL {
            assert!(!human(finding, locale, false).is_empty());
        }
    }
    json(findings, Locale::En);
}

fn deck(path: &str, bytes: &[u8]) -> (cartable::deck::Deck, Findings) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let files = || DECK.iter().map(|(name, good)| (*name, if *name == path { text.as_str() } else { *good }));
    let (deck, mut findings) = read::read_files(files());
    findings.extend(check::check(&deck));
    hold(&findings, bytes.len());
    let (_, again) = read::read_files(files());
    let count = |findings: &Findings| findings.count(Severity::Error);
    assert!(count(&again) <= count(&findings), "the same files read twice give other findings");
    (deck, findings)
}

fn situation(bytes: &[u8]) {
    let (deck, findings) = deck("fr/1-deborder/01-appel.md", bytes);
    // What is read without error can be given to translators.
    if !findings.has_errors() {
        assert!(translate::export(&deck, "en").contains("msgid"));
    }
}

fn deck_toml(bytes: &[u8]) {
    let (deck, findings) = deck("deck.toml", bytes);
    assert!(findings.has_errors() || !deck.languages.is_empty(), "a deck without a language is no deck");
}

fn catalogue(bytes: &[u8]) {
    let (deck, read) = read::read_files(DECK.into_iter());
    let (imported, findings) = translate::import((&deck, &read), ("en.po", bytes), Some("en"));
    hold(&findings, bytes.len());
    let Some(imported) = imported else {
        assert!(findings.has_errors(), "nothing came out and nobody says why");
        return;
    };
    assert_eq!(imported.language, "en");
    for (path, _) in imported.files.files() {
        assert!(path == "deck.toml" || path.starts_with("en/"), "{path} is not the translation's");
    }
}

fn guide(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (tree, findings) = import(&Source::new("guide.txt", text), &Options::default());
    hold(&findings, bytes.len());
    assert_eq!(tree.is_none(), findings.has_errors());
    let Some(tree) = tree else { return };
    let files: Vec<(&str, &str)> =
        tree.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
    assert!(files.iter().all(|(path, _)| is_plain(path)), "a path leads outside");
    hold(&read::read_files(files.into_iter()).1, bytes.len());
}

fn archive(bytes: &[u8]) {
    let findings = verify("package.zip", bytes);
    // Fifty of each rule and one line on the rest, whatever comes in.
    assert!(findings.sorted().len() <= 51 * cartable::verify::RULES.len());
    hold(&findings, bytes.len() + 5_000);
}

fn manifest(bytes: &[u8]) {
    for good in [Pack::good, Pack::scorm2004, Pack::cmi5, Pack::tincan] {
        let mut pack = good();
        pack.manifest = bytes.to_vec();
        archive(&pack.bytes());
    }
}

fn page(bytes: &[u8]) {
    let mut pack = Pack::site();
    pack.entries[1] = Entry::stored("index.html", bytes);
    pack.entries[0] = Entry::stored("app.js", bytes);
    pack.entries[2] = Entry::stored("style.css", bytes);
    archive(&pack.bytes());
}

fn source(bytes: &[u8]) {
    let mut members = Tree::default();
    members.put(SOURCE_FILE, bytes.to_vec());
    members.put("a.png", "x");
    let Ok(tree) = deck_files(&members) else { return };
    let files: Vec<(&str, &str)> =
        tree.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
    assert!(files.iter().all(|(path, _)| is_plain(path)), "a path leads outside");
    hold(&read::read_files(files.into_iter()).1, bytes.len());
}

/// Whether a path stays below the folder that it is put into.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !["", ".", ".."].contains(&part))
}
