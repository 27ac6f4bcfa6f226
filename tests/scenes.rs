//! Scenes on the cards: in every language, only where they are used, and whole again out of a package.

use cartable::course::{Split, modules};
use cartable::deck::{Deck, Scene, Tracking};
use cartable::package::{deck_files, source};
use cartable::read::{read, read_files};
use cartable::render::render;
use cartable::source::Source;
use std::path::Path;

fn shipped() -> Deck {
    let (deck, findings) = read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"))).expect("the deck");
    assert!(!findings.has_errors());
    deck
}

#[test]
fn every_card_of_the_deck_that_ships_has_a_scene_of_its_own_in_every_language() {
    let deck = shipped();
    for edition in &deck.editions {
        let mut named: Vec<&str> =
            edition.situations().map(|card| card.scene.as_ref().expect("a scene").as_str()).collect();
        named.sort_unstable();
        let all: Vec<&str> = deck.scenes.keys().map(String::as_str).collect();
        assert_eq!(named, all, "{}", edition.language);
    }
    let bytes: usize = deck.scenes.values().map(|scene| scene.path.len()).sum();
    assert!(bytes < 9_000, "{bytes} bytes of lines");
}

#[test]
fn a_scene_that_was_drawn_anew_is_another_input_of_a_build() {
    let (mut deck, before) = (shipped(), shipped());
    let drawn = Source::new("scenes/cupboard.svg", "<svg viewBox=\"0 0 48 48\"><path d=\"M1 1h2\"/></svg>");
    deck.scenes.insert("cupboard".to_owned(), Scene { path: "M1 1h2".to_owned(), source: drawn });
    let sum = |deck: &Deck| deck.sources().map(|source| source.text().to_owned()).collect::<String>();
    assert_ne!(sum(&before), sum(&deck));
}

#[test]
fn a_module_shows_the_scenes_of_its_cards_and_packs_no_others() {
    let deck = shipped();
    for language in ["fr", "el"] {
        for (split, own) in [(Split::Theme, 4), (Split::Situation, 1), (Split::Deck, 26)] {
            let all = modules(&deck, language, split, Tracking::Essential);
            let module =
                all.iter().find(|module| module.situations.iter().any(|card| card.id == "t4-s01")).expect("it");
            let tree = render(module, false).expect("the templates are sound");
            let page = String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8");
            let shown = deck.scenes.values().filter(|scene| page.contains(&scene.path)).count();
            assert_eq!(shown, own, "{language} {split:?}");
            let files = deck_files(&source(module)).expect("a source");
            let (again, _) =
                read_files(files.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))));
            assert_eq!(again.scenes.len(), own, "{language} {split:?}");
            let card = again.editions[0].situations().find(|card| *card.id == "t4-s01").expect("the card");
            assert_eq!(card.scene.as_deref().map(String::as_str), Some("lifted-pencil"), "{language} {split:?}");
        }
    }
}

#[test]
fn nothing_but_lines_of_a_drawing_reaches_a_page() {
    let drawing = |inside: &str| format!("<svg viewBox=\"0 0 48 48\">{inside}</svg>");
    for inside in [
        "<script>alert(1)</script>",
        "<path d=\"M1 1h2\" onload=\"alert(1)\"/>",
        "<path d=\"M1 1h2 url(https://example.org)\"/>",
        "<g><path d=\"M1 1h2\"/></g>",
        "<path d='M1 1\"/><script>alert(1)</script>'/>",
    ] {
        let text = drawing(inside);
        let (deck, findings) = read_files([("deck.toml", ""), ("scenes/a.svg", text.as_str())].into_iter());
        assert_eq!(deck.scenes["a"].path, "", "{inside}");
        assert!(findings.sorted().iter().any(|finding| ["R091", "R093"].contains(&finding.rule.code)), "{inside}");
    }
}
