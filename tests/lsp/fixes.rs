//! Quick fixes: after each, the finding that it was offered for is gone.

use crate::editor::{Editor, Folder, edited};
use serde_json::{Value, json};

const CARD: &str = "fr/1-deborder/01-appel.md";

#[test]
fn a_fix_resolves_its_finding() {
    let deck = Folder::of("tests/decks/good", "fix");
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    for (code, path, from, to) in [
        ("R023", CARD, "title = ", "titel = "),
        ("R024", CARD, "id = \"t1-s01\"\n", ""),
        ("R024", "deck.toml", "themes = [\"t1\"]\n", ""),
        ("R027", "deck.toml", "tracking = \"essential\"", "tracking = \"esential\""),
        ("R044", CARD, " {#prompts}", ""),
        ("R045", CARD, "{#prompts}", "{#promts}"),
        ("R054", CARD, "## Questions", "# Questions"),
        ("R055", CARD, "## Questions", "##Questions"),
        ("R056", CARD, "{#prompts}", "{# prompts}"),
        ("R060", CARD, "kind=fact", "kind=fakt"),
        ("R060", CARD, " kind=fact", ""),
        ("R080", CARD, "kind=fact", "kind=\"fact\""),
        ("C030", CARD, "[\"pause\"]", "[\"pose\"]"),
        ("C031", CARD, "source=pause", "source=pauses"),
        ("R074", "deck.toml", "[\"t1\"]", "[\"t1x\"]"),
    ] {
        let text = deck.text(path);
        let spoilt = text.replacen(from, to, 1);
        assert_ne!(text, spoilt, "{path} has {from}");
        let address = deck.address(path);
        editor.open(&address, &spoilt);
        let found = count(&mut editor, &address, &spoilt, code);
        assert!(found > 0, "{code} is found after {from} → {to}");
        let actions = editor.actions(&address, &spoilt);
        let fixes: Vec<&Value> = offered(&actions, code);
        assert!(!fixes.is_empty(), "{code}: {actions:?}");
        assert_eq!(fixes[0]["isPreferred"], true);
        let fixed = edited(&spoilt, fixes[0], &address);
        editor.change(&address, &fixed);
        assert!(count(&mut editor, &address, &fixed, code) < found, "{code}: {}\n{fixed}", fixes[0]);
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": address } }));
    }
    assert!(editor.end());
}

/// The fixes that are offered for the first finding of a code: those before its explanation.
fn offered<'a>(actions: &'a [Value], code: &str) -> Vec<&'a Value> {
    let explains = |action: &&Value| action["command"]["arguments"][0] == code;
    let end = actions.iter().position(|action| explains(&action)).unwrap_or(0);
    let begin = actions[..end].iter().rposition(|action| action.get("command").is_some()).map_or(0, |at| at + 1);
    actions[begin..end].iter().collect()
}

/// How many findings of a code a text has.
fn count(editor: &mut Editor, address: &str, text: &str, code: &str) -> usize {
    let actions = editor.actions(address, text);
    actions.iter().filter(|action| action["command"]["arguments"][0] == code).count()
}

#[test]
fn nothing_is_offered_that_would_be_a_guess() {
    let deck = Folder::of("tests/decks/good", "guess");
    let mut editor = Editor::begin(json!({ "capabilities": {} }));
    for (path, from, to) in [
        (CARD, "[\"pause\"]", "[\"something-else\"]"),
        (CARD, "title = ", "nonsense = "),
        ("deck.toml", "[licence]", "[something]"),
        (CARD, "## Questions à débattre {#prompts}", "## Autre chose"),
    ] {
        let spoilt = deck.text(path).replacen(from, to, 1);
        let address = deck.address(path);
        editor.open(&address, &spoilt);
        let actions = editor.actions(&address, &spoilt);
        assert!(!actions.is_empty(), "something is wrong with {to}");
        let edits: Vec<&Value> = actions.iter().filter(|action| action.get("edit").is_some()).collect();
        assert!(
            edits.iter().all(|edit| edit["title"].as_str().is_some_and(|title| title.starts_with("Insert"))),
            "{to}: {edits:?}"
        );
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": address } }));
    }
    let only = json!({ "only": ["refactor"] });
    let address = deck.address(CARD);
    editor.open(&address, "");
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let params = json!({ "textDocument": { "uri": address }, "range": range, "context": only });
    assert_eq!(editor.ask("textDocument/codeAction", params), Ok(json!([])));
    assert!(editor.end());
}
