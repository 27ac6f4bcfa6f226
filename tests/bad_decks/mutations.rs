//! Whatever the bytes, reading and checking say what is wrong and never panic.

use cartable::diagnostic::{Locale, human};
use proptest::prelude::*;

const GOOD: [(&str, &str); 7] = [
    ("deck.toml", include_str!("../decks/good/deck.toml")),
    ("fr/game.md", include_str!("../decks/good/fr/game.md")),
    ("fr/board.md", include_str!("../decks/good/fr/board.md")),
    ("fr/1-deborder/theme.md", include_str!("../decks/good/fr/1-deborder/theme.md")),
    ("fr/1-deborder/01-appel.md", include_str!("../decks/good/fr/1-deborder/01-appel.md")),
    ("fr/1-deborder/02-message.md", include_str!("../decks/good/fr/1-deborder/02-message.md")),
    ("fr/1-deborder/capsules/pause.md", include_str!("../decks/good/fr/1-deborder/capsules/pause.md")),
];

/// Pieces that mean something to the reader.
const PIECES: [&str; 24] = [
    "+++",
    "\n+++\n",
    "\n## A {#quiz}\n",
    "\n### {#q1 kind=fact}\n",
    "\n### ? {#q1 kind=",
    "- [x] ",
    "\n- ",
    "\n1. ",
    "  > ",
    "<b>",
    "](",
    "![",
    "\"",
    "\"\"\"",
    "[[",
    "= ",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "&#1;",
    "{",
    "}",
];

fn survive(files: &[(&str, String)]) {
    let (deck, mut findings) = cartable::read::read_files(files.iter().map(|(path, text)| (*path, text.as_str())));
    findings.extend(cartable::check::check(&deck));
    for finding in findings.sorted() {
        human(finding, Locale::Fr, true);
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Takes a piece out, and puts another one in.
fn mutate(text: &str, from: usize, length: usize, piece: usize) -> String {
    let from = floor(text, from);
    let to = from + floor(&text[from..], length);
    let piece = PIECES.get(piece).copied().unwrap_or(&text[from..to]);
    format!("{}{piece}{piece}{}", &text[..from], &text[to..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_deck_never_panics(
        changes in prop::collection::vec((0..GOOD.len(), any::<usize>(), 0..200_usize, 0..PIECES.len() + 4), 1..6)
    ) {
        let mut files = GOOD.map(|(path, text)| (path, text.to_owned()));
        for (file, from, length, piece) in changes {
            files[file].1 = mutate(&files[file].1, from, length, piece);
        }
        survive(&files);
    }

    #[test]
    fn random_bytes_never_panic(file in 0..GOOD.len(), bytes in prop::collection::vec(any::<u8>(), 0..2000), front: bool) {
        let mut files = GOOD.map(|(path, text)| (path, text.to_owned()));
        let fence = if front { "+++\n" } else { "" };
        files[file].1 = format!("{fence}{}", String::from_utf8_lossy(&bytes));
        survive(&files);
    }

    #[test]
    fn random_names_never_panic(path in "[a-zé./ \\\\:]{0,20}", text in "\\PC{0,100}") {
        let mut files = GOOD.map(|(path, text)| (path, text.to_owned())).to_vec();
        files.push((path.as_str(), text));
        survive(&files);
    }
}
