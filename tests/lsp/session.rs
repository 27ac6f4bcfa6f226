//! A session from `initialize` to `exit`: texts that are open, changed, saved by others, closed.

use crate::editor::{Editor, Folder, position};
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

const CARD: &str = "fr/1-deborder/02-message.md";

#[test]
fn an_author_opens_changes_completes_asks_and_fixes() {
    let deck = Folder::of("tests/decks/good", "author");
    let (address, text) = (deck.address(CARD), deck.text(CARD));
    let mut editor = Editor::begin(json!({ "locale": "fr-BE", "capabilities": {} }));
    editor.open(&address, &text);
    editor.change(&address, &text.replace("pause", "pauze"));
    let wrong = editor.codes(&address, &["C030"]);
    assert_eq!(wrong[0]["severity"], 1);
    let start = text.find("\"pause\"").expect("an id");
    assert_eq!(wrong[0]["range"]["start"], position(&text, start));
    assert_eq!(wrong[0]["range"]["end"], position(&text, start + 7));
    assert!(wrong[0]["message"].as_str().expect("a text").contains("capsule"), "{wrong:?}");

    let spoilt = text.replace("pause", "pauze");
    let offered = editor.actions(&address, &spoilt);
    assert_eq!(offered[0]["title"], "Remplacer « pauze » par « pause »");
    assert_eq!(crate::editor::edited(&spoilt, &offered[0], &address), text);
    assert_eq!(offered[1]["command"]["command"], "cartable.explain");
    let explained = editor.ask("workspace/executeCommand", offered[1]["command"].clone());
    assert_eq!(explained, Ok(Value::Null));
    let shown = editor.told.pop().expect("a message");
    assert_eq!(shown["method"], "window/showMessage");
    assert!(shown["params"]["message"].as_str().expect("a text").starts_with("C030 "), "{shown}");

    let hovered = editor.at("textDocument/hover", &address, &spoilt.replace("pauze", "pau|ze"));
    assert!(hovered["contents"]["value"].as_str().expect("Markdown").starts_with("**C030 (erreur)"), "{hovered}");
    assert_eq!(editor.labels(&address, &text.replace("pause", "|")), ["pause"]);
    editor.change(&address, &text);
    editor.codes(&address, &[]);
    assert!(editor.end());
}

#[test]
fn findings_follow_what_is_open_and_what_is_on_the_disk() {
    let deck = Folder::of("tests/decks/good", "follow");
    let capsule = "fr/1-deborder/capsules/pause.md";
    let (card, capsule_address) = (deck.address(CARD), deck.address(capsule));
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    // A change of one file shows in another one, which is not open.
    let text = deck.text(capsule);
    editor.open(&capsule_address, &text.replace("id = \"pause\"", "id = \"repos\""));
    editor.codes(&card, &["C030"]);
    // What is not saved goes with the text that is closed.
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": capsule_address } }));
    editor.codes(&card, &[]);
    // Another program writes a file.
    editor.open(&capsule_address, &text);
    fs::write(deck.0.join(CARD), deck.text(CARD).replace("[\"pause\"]", "[\"pausa\"]")).expect("a write");
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.codes(&card, &["C030"]);
    // A file that is not on the disk yet belongs to the deck.
    let fresh = deck.address("fr/1-deborder/03-new.md");
    editor.open(&fresh, "+++\nid = \"t1-s03\"\n+++\n");
    editor.findings(&fresh, |codes| codes.contains(&"R024".to_owned()));
    // The deck is gone.
    fs::remove_dir_all(&deck.0).expect("it can be removed");
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": fresh } }));
    assert!(editor.ask("textDocument/hover", json!({ "textDocument": { "uri": fresh } })).is_ok());
    assert!(editor.end());
}

#[test]
fn a_file_outside_a_deck_is_left_alone() {
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    for address in ["file:///nowhere/a.md", "untitled:Untitled-1", "file:///", "git:/a.md", "%", "file:///a%zz.md"] {
        editor.open(address, "+++\nnonsense");
        let place = json!({ "textDocument": { "uri": address }, "position": { "line": 0, "character": 1 } });
        assert_eq!(editor.ask("textDocument/hover", place.clone()), Ok(Value::Null), "{address}");
        assert_eq!(editor.ask("textDocument/completion", place.clone()), Ok(json!([])), "{address}");
        assert_eq!(editor.ask("textDocument/definition", place), Ok(Value::Null), "{address}");
        assert!(editor.actions(address, "+++\nnonsense").is_empty(), "{address}");
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": address } }));
    }
    assert!(editor.told.is_empty() && editor.shown.is_empty(), "{:?}", editor.told);
    assert!(editor.end());
}

#[test]
fn characters_are_counted_as_agreed() {
    let deck = Folder::of("tests/decks/good", "count");
    let address = deck.address(CARD);
    let text = deck.text(CARD).replace("Il attend", "🙂é ![](media/telephone.png) Il attend");
    for (offered, agreed, character) in [(json!(null), "utf-16", 4), (json!(["utf-8", "utf-16"]), "utf-8", 7)] {
        let mut editor = Editor::new(None);
        let client = json!({ "capabilities": { "general": { "positionEncodings": offered } } });
        let server = editor.ask("initialize", client).expect("a start");
        assert_eq!(server["capabilities"]["positionEncoding"], agreed);
        // Line ends of Windows count as one.
        editor.open(&address, &text.replace('\n', "\r\n"));
        let wrong = editor.findings(&address, |codes| !codes.is_empty());
        let line = text.lines().position(|line| line.contains("🙂")).expect("the line");
        let before = if agreed == "utf-8" { "Un collègue écrit à minuit. ".len() } else { 28 };
        assert_eq!(wrong[0]["range"]["start"], json!({ "line": line, "character": before + character }), "{wrong:?}");
        assert!(editor.end());
    }
}

#[test]
fn the_language_is_the_editors_own_setting_then_the_command_lines_then_the_locale() {
    use cartable::diagnostic::Locale;
    let deck = Folder::of("tests/decks/good", "language");
    let (address, text) = (deck.address(CARD), deck.text(CARD).replace("pause", "pauze"));
    let setting = |language: &str| json!({ "messages": language });
    for (named, options, locale, wanted) in [
        (None, json!(null), json!("fr"), "Expliquer C030"),
        (None, json!(null), json!("de"), "Explain C030"),
        (Some(Locale::En), json!(null), json!("fr"), "Explain C030"),
        (Some(Locale::En), setting("fr"), json!("en"), "Expliquer C030"),
        (Some(Locale::Fr), setting("x"), json!(7), "Expliquer C030"),
    ] {
        let mut editor = Editor::new(named);
        let params = json!({ "initializationOptions": options, "locale": locale, "capabilities": {} });
        editor.ask("initialize", params).expect("a start");
        editor.open(&address, &text);
        let titles: Vec<Value> = editor.actions(&address, &text).iter().map(|one| one["title"].clone()).collect();
        assert!(titles.contains(&json!(wanted)), "{titles:?}");
        assert!(editor.end());
    }
}

#[test]
fn an_editor_that_goes_without_a_word_ends_the_server() {
    assert!(!Editor::begin(json!({})).vanish());
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        command.spawn().expect("the program runs")
    };
    let message = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
    let all = [
        "{\"id\":1,\"method\":\"initialize\",\"params\":{}}",
        "{\"id\":2,\"method\":\"shutdown\"}",
        "{\"method\":\"exit\"}",
    ];
    for (said, code) in [(3, 0), (1, 1), (0, 1)] {
        let mut server = program();
        let mut input = server.stdin.take().expect("a pipe");
        let words: String = all[..said].iter().map(|text| message(text)).collect();
        input.write_all(words.as_bytes()).expect("it listens");
        drop(input);
        let mut output = String::new();
        server.stdout.take().expect("a pipe").read_to_string(&mut output).expect("text");
        assert_eq!(server.wait().expect("it ends").code(), Some(code));
        assert_eq!(output.matches("Content-Length: ").count(), said.min(2), "{output}");
    }
}
