//! The room as it is built: small enough for a slow line, whole in every language, and in no module.

use cartable::build::{Languages, Options, build};
use cartable::course::Split;
use cartable::deck::{Deck, Tracking};
use cartable::import::import;
use cartable::package::Format;
use cartable::read::{read, read_files};
use cartable::source::Source;
use cartable::tree::{Tree, unzip};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;
use std::path::Path;

/// The bytes that the page may have on its way, with its style and its script, and those with the texts of any one card besides.
const ROOM: usize = 29_000;
const PLAYED: usize = 36_000;
/// The words that a passage may have.
const PASSAGE: usize = 60;

fn deck(folder: &str) -> Deck {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the deck").0
}

/// The packages of a format, each with its language.
fn packages(deck: &Deck, format: &str) -> Vec<(String, Tree)> {
    let options = Options {
        formats: vec![Format::from_key(format).expect("the format")],
        languages: Languages::Each(deck.languages.iter().map(|language| language.value.clone()).collect()),
        split: Split::Theme,
        tracking: Tracking::Essential,
        forums: Default::default(),
        with_source: false,
        release: false,
        schemas: Default::default(),
    };
    let (made, _) = build(deck, &options, &|_, _| ()).expect("a build");
    made.into_iter().map(|one| (one.name, unzip(&one.bytes).expect("an archive"))).collect()
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

fn sent(text: &str) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap().len()
}

fn room(tree: &Tree) -> Value {
    let page = text(tree, "table.html");
    let (_, rest) = page.split_once("id=\"_room\">").expect("the data");
    serde_json::from_str(rest.split("</script>").next().expect("an end")).expect("JSON")
}

fn card(tree: &Tree, id: &str) -> Value {
    let (_, json) = text(tree, &format!("table-{id}.js")).split_once("]=").expect("an assignment");
    serde_json::from_str(json.trim_end().trim_end_matches(';')).expect("JSON")
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn the_page_is_small_in_every_language_and_edition() {
    is_small(&deck("content"));
}

fn is_small(deck: &Deck) {
    for format in ["print", "web"] {
        for (name, tree) in packages(deck, format) {
            let page: usize = ["table.html", "table.css", "table.js"].iter().map(|file| sent(text(&tree, file))).sum();
            let files = tree.files().filter(|(path, _)| path.starts_with("table-"));
            let largest = files.map(|(path, _)| sent(text(&tree, path))).max().expect("cards");
            println!("{name}: {page} bytes, {largest} for the largest card");
            assert!(page <= ROOM && page + largest <= PLAYED, "{name}: {page} bytes and {largest} for a card");
        }
    }
}

/// The partners' guide is not ours to ship: it is read from beside the project, and must be there in CI.
#[test]
fn the_guides_own_table_is_small_too() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/guide/guide.txt");
    let Ok(guide) = std::fs::read_to_string(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is needed in CI", path.display());
        return;
    };
    let tree = import(&Source::new("guide.txt", guide), &Default::default()).0.expect("a deck");
    let texts = tree.files().map(|(path, content)| (path, std::str::from_utf8(content).expect("UTF-8")));
    let deck = read_files(texts).0;
    is_small(&deck);
}

#[test]
fn every_card_of_the_deck_lies_on_the_table_in_every_language() {
    let deck = deck("content");
    let known: Vec<&str> = deck.editions[0].situations().map(|card| card.id.value.as_str()).collect();
    for (name, tree) in packages(&deck, "print") {
        let room = room(&tree);
        let mut cards = Vec::new();
        for part in room["themes"].as_array().expect("themes") {
            for entry in part["cards"].as_array().expect("cards") {
                let id = entry["id"].as_str().expect("an id");
                let card = card(&tree, id);
                cards.push(id.to_owned());
                assert!(!texts(&card["story"]).is_empty() && !texts(&card["prompts"]).is_empty(), "{name} {id}");
                assert!(card["scene"].as_str().is_some_and(|path| path.starts_with('M')), "{name} {id}: no drawing");
                for passage in texts(&card["story"]) {
                    let bare = passage.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
                    let words = bare.collect::<Vec<_>>().join(" ").split_whitespace().count();
                    assert!(words <= PASSAGE, "{name} {id}: {words} words: {passage}");
                }
                for capsule in card["capsules"].as_array().expect("capsules") {
                    let keep = capsule["keep"].as_str().unwrap_or_default();
                    assert!(!keep.is_empty(), "{name} {id}: {capsule}");
                }
            }
        }
        cards.sort();
        let mut known = known.clone();
        known.sort_unstable();
        assert_eq!(cards, known, "{name}");
        assert_eq!(room["file"], "table-ID.js", "where the page looks for them");
        assert_eq!(texts(&room["asks"]).len(), 5, "{name}: what helps when talk dries up");
        assert_eq!(room["levels"].as_array().map(Vec::len), Some(4));
    }
}

#[test]
fn a_deck_without_rules_or_board_has_a_table_all_the_same() {
    for folder in ["tests/decks/good", "tests/browser/deck"] {
        for (name, tree) in packages(&deck(folder), "print") {
            let room = room(&tree);
            assert!(room["themes"].as_array().is_some_and(|themes| !themes.is_empty()), "{name}");
            let levels = room["levels"].as_array().expect("levels");
            assert!(
                levels.iter().all(|level| level["title"].as_str().is_some_and(|title| !title.is_empty())),
                "{name}"
            );
        }
    }
}

#[test]
fn pages_may_not_be_more_than_they_say() {
    let deck = deck("content");
    let (_, tree) = packages(&deck, "print").remove(0);
    let page = text(&tree, "table.html");
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
    assert!(page.contains(policy));
    for word in ["style=", "onclick", "http-equiv=\"refresh\"", "unsafe"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn modules_are_no_larger_for_it() {
    let deck = deck("content");
    for (name, tree) in packages(&deck, "scorm12") {
        assert!(tree.files().all(|(path, _)| !path.starts_with("table")), "{name}");
        assert!(!text(&tree, "index.html").contains("table.html"), "{name}");
    }
}
