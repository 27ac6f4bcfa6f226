//! Completion, hover and definition, for every kind of name and key.

use crate::editor::{Editor, Folder};
use serde_json::{Value, json};

#[test]
fn ids_keys_words_and_marks_are_completed() {
    let deck = Folder::of("content", "complete");
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    let card = "fr/2-outils-numeriques/01-deconnexion.md";
    let front = |line: &str| format!("+++\nid = \"t2-s01\"\n{line}\n+++\n\nUn texte.\n");
    let quiz =
        |line: &str| format!("+++\nid = \"t2-s01\"\n+++\n\n## Quiz {{#quiz}}\n\n### A {{#q1 kind=note}}\n\n{line}\n");
    for (path, text, wanted, other) in [
        (card, front("capsules = [\"|\"]"), "se-deconnecter", "t2-s01"),
        (card, front("capsules = [|]"), "se-deconnecter", "t2-s01"),
        (card, front("scene = \"|\""), "clock", "se-deconnecter"),
        (card, front("|"), "capsules", "id"),
        (card, front("ca|"), "keywords", "countries"),
        (card, "+++\n+++\n\n## A {|\n".to_owned(), "prompts", "keep"),
        (card, "+++\n+++\n\n## A {#quiz}\n\n## B {#|}\n".to_owned(), "dilemma", "quiz"),
        (card, quiz("### B {#|}"), "q2 kind=fact", "q1 kind=fact"),
        (card, quiz("### B {#q2 kind=|}"), "sort", "quiz"),
        (card, quiz("### B {#q2 kind=fact source=|}"), "se-deconnecter", "t2-s01"),
        (card, quiz("### B {#q2 |}"), "source=", "id"),
        (card, "+++\n+++\n\n[a](country:|)\n".to_owned(), "child", "be"),
        ("en/2-digital-tools/01-x.md", "+++\nid = \"|\"\n+++\n".to_owned(), "t2-s01", "t2"),
        ("fr/2-outils-numeriques/capsules/x.md", "+++\n+++\n## A {#|}\n".to_owned(), "keep", "quiz"),
        ("fr/2-outils-numeriques/teaching.md", "+++\n+++\n## A {#cards}\n### B {#|}\n".to_owned(), "t2-s01", "t1-s01"),
        ("fr/board.md", "+++\n+++\n## A {#|}\n".to_owned(), "policy", "quiz"),
        ("fr/game.md", "+++\n+++\n## A {#roles}\n### B {#|}\n".to_owned(), "narrator", "aim"),
        ("en/glossary.md", "+++\n+++\n## A {#|}\n".to_owned(), "rgpd", "quiz"),
        ("deck.toml", "languages = [\"fr\"]\nthemes = [\"|\"]\n".to_owned(), "t1", "fr"),
        ("deck.toml", "tracking = \"|\"\n".to_owned(), "reflective", "fr"),
        ("deck.toml", "languages = [\"fr\"]\ncountries = [\"|\"]\n".to_owned(), "be", "en"),
        ("deck.toml", "[[credits]]\nrole = \"|\"\n".to_owned(), "translator", "fr"),
        ("deck.toml", "[licence]\n|\n".to_owned(), "url", "themes"),
        ("deck.toml", "id = \"a\"\n|\n".to_owned(), "themes", "id"),
        ("deck.toml", "id = \"a\"\n[|\n".to_owned(), "licence", "version"),
    ] {
        let address = deck.address(path);
        let labels = editor.labels(&address, &text);
        assert!(labels.contains(&wanted.to_owned()), "{path} {text}: {labels:?}");
        assert!(!labels.contains(&other.to_owned()), "{path} {text}: {labels:?}");
        // What was tried is not there any more.
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": address } }));
    }
    assert!(editor.end());
}

#[test]
fn what_is_completed_takes_the_place_of_what_was_typed() {
    let deck = Folder::of("tests/decks/good", "edit");
    let address = deck.address("fr/1-deborder/02-message.md");
    let mut editor = Editor::begin(json!({ "locale": "fr", "capabilities": {
        "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } } }));
    let item = |editor: &mut Editor, text: &str, label: &str| {
        let items = editor.at("textDocument/completion", &address, text);
        let found = items.as_array().expect("a list").iter().find(|item| item["label"] == label);
        found.unwrap_or_else(|| panic!("{label} in {items}")).clone()
    };
    let capsule = item(&mut editor, "+++\né = 1\ncapsules = [\"pa|\"]\n+++\n", "pause");
    assert_eq!(capsule["textEdit"]["newText"], "pause");
    assert_eq!(
        capsule["textEdit"]["range"],
        json!({
        "start": { "line": 2, "character": 13 }, "end": { "line": 2, "character": 15 } })
    );
    assert!(capsule["detail"].as_str().is_some_and(|title| !title.is_empty()), "{capsule}");
    let key = item(&mut editor, "+++\n|\n+++\n", "keywords");
    assert_eq!((&key["textEdit"]["newText"], &key["insertTextFormat"]), (&json!("keywords = [$0]"), &json!(2)));
    assert!(key["documentation"].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    assert_eq!(item(&mut editor, "+++\n+++\n## A {|", "quiz")["textEdit"]["newText"], "#quiz");
    assert_eq!(item(&mut editor, "+++\n+++\n## A {#|", "quiz")["textEdit"]["newText"], "quiz");
    let address = deck.address("deck.toml");
    let plain = editor.at("textDocument/completion", &address, "|");
    let text = |label: &str| {
        let item = plain.as_array().expect("a list").iter().find(|item| item["label"] == label).cloned();
        item.expect("a key")["textEdit"]["newText"].clone()
    };
    assert_eq!((text("licence"), text("credits")), (json!("[licence]"), json!("[[credits]]")));
    assert!(editor.end());
}

#[test]
fn a_name_shows_its_title_and_leads_to_where_it_was_given() {
    let deck = Folder::of("content", "lead");
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    let card = "fr/2-outils-numeriques/01-deconnexion.md";
    let text = deck.text(card);
    let marked = text.replacen("\"se-deconnecter\"", "\"se-decon|necter\"", 1);
    let address = deck.address(card);
    let shown = editor.at("textDocument/hover", &address, &marked);
    assert!(shown["contents"]["value"].as_str().is_some_and(|text| text.starts_with("`se-deconnecter` ")), "{shown}");
    let there = editor.at("textDocument/definition", &address, &marked);
    let target = "fr/2-outils-numeriques/capsules/";
    assert!(there["uri"].as_str().is_some_and(|uri| uri.starts_with(&deck.address(target))), "{there}");
    assert_eq!(there["range"]["start"]["line"], 1, "the line of the id: {there}");
    let theme = editor.at(
        "textDocument/definition",
        &deck.address("deck.toml"),
        &deck.text("deck.toml").replacen("\"t2\"", "\"t|2\"", 1),
    );
    assert_eq!(theme["uri"], deck.address("fr/2-outils-numeriques/theme.md"));
    let key = editor.at("textDocument/hover", &address, &text.replacen("capsules =", "cap|sules =", 1));
    assert!(key["contents"]["value"].as_str().is_some_and(|text| text.starts_with("`capsules` ")), "{key}");
    for nothing in ["Un| mot", "+++\nid = \"|\"\n+++\n", "|"] {
        assert_eq!(editor.at("textDocument/definition", &address, nothing), Value::Null, "{nothing}");
    }
    assert!(editor.end());
}
