//! Messages that no editor should send: each is refused or ignored, and the session goes on.

use crate::editor::{Editor, Folder};
use serde_json::{Value, json};

const NOT_JSON: i64 = -32_700;
const NO_REQUEST: i64 = -32_600;
const NO_METHOD: i64 = -32_601;
const BAD_PARAMS: i64 = -32_602;
const NOT_INITIALIZED: i64 = -32_002;

/// Whether the session still answers; gives what came before the answer.
fn lives(editor: &mut Editor) -> Vec<Value> {
    editor.told.clear();
    let params = json!({ "textDocument": { "uri": "file:///nowhere" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.ask("textDocument/hover", params), Ok(Value::Null));
    std::mem::take(&mut editor.told)
}

#[test]
fn bytes_that_are_no_message_are_refused() {
    let mut editor = Editor::begin(json!({}));
    for bytes in [
        &b"Content-Length: 5\r\n\r\n{\"id\""[..],
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: -4\r\n\r\n",
        b"Content-Length: 18446744073709551616\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        editor.raw(bytes);
        let told = lives(&mut editor);
        assert_eq!(told[0]["error"]["code"], NOT_JSON, "{}", String::from_utf8_lossy(bytes));
        assert_eq!(told[0]["id"], Value::Null);
    }
    assert!(editor.end());
}

#[test]
fn json_that_is_no_message_is_refused() {
    let mut editor = Editor::begin(json!({}));
    for message in [json!(null), json!(7), json!("x"), json!([]), json!({}), json!([{ "id": 1, "method": "shutdown" }])]
    {
        editor.send(&message);
        assert_eq!(lives(&mut editor)[0]["error"]["code"], NO_REQUEST, "{message}");
    }
    for (message, code) in [
        (json!({ "id": 900, "method": 7 }), NO_REQUEST),
        (json!({ "id": 900 }), NO_REQUEST),
        (json!({ "id": "a", "method": "no/such" }), NO_METHOD),
        (json!({ "id": -1, "method": "$/strange" }), NO_METHOD),
        (json!({ "id": 900, "method": "initialize", "params": {} }), NO_REQUEST),
        (json!({ "id": 900, "method": "textDocument/hover" }), BAD_PARAMS),
        (json!({ "id": 900, "method": "textDocument/hover", "params": [1] }), BAD_PARAMS),
        (json!({ "id": 900, "method": "textDocument/completion", "params": { "textDocument": 7 } }), BAD_PARAMS),
        (json!({ "id": 900, "method": "textDocument/codeAction", "params": null }), BAD_PARAMS),
        (json!({ "id": 900, "method": "workspace/executeCommand", "params": { "command": "rm" } }), BAD_PARAMS),
        (
            json!({ "id": 900, "method": "workspace/executeCommand",
                "params": { "command": "cartable.explain", "arguments": ["Q999"] } }),
            BAD_PARAMS,
        ),
        (
            json!({ "id": 900, "method": "workspace/executeCommand",
                "params": { "command": "cartable.explain", "arguments": { "0": 1 } } }),
            BAD_PARAMS,
        ),
    ] {
        editor.send(&message);
        let told = lives(&mut editor);
        assert_eq!((&told[0]["id"], &told[0]["error"]["code"]), (&message["id"], &json!(code)), "{message}");
        assert!(told[0]["error"]["message"].as_str().is_some_and(|text| !text.is_empty() && !text.contains("lsp.")));
    }
    assert!(editor.end());
}

#[test]
fn notices_that_say_nothing_are_ignored() {
    let deck = Folder::of("tests/decks/good", "notices");
    let address = deck.address("deck.toml");
    let mut editor = Editor::begin(json!({}));
    for (method, params) in [
        ("no/such", json!({})),
        ("$/cancelRequest", json!({ "id": 1 })),
        ("textDocument/didOpen", json!(null)),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": address } })),
        ("textDocument/didOpen", json!({ "textDocument": { "uri": 7, "text": "" } })),
        ("textDocument/didChange", json!({ "textDocument": { "uri": address }, "contentChanges": [] })),
        ("textDocument/didChange", json!({ "textDocument": { "uri": address }, "contentChanges": [{ "text": 7 }] })),
        ("textDocument/didClose", json!({})),
        ("textDocument/didClose", json!({ "textDocument": { "uri": "file:///never/open" } })),
        ("workspace/didChangeWatchedFiles", json!(7)),
        ("initialized", json!(7)),
    ] {
        editor.tell(method, params.clone());
        assert_eq!(lives(&mut editor), [Value::Null; 0], "{method} {params}");
    }
    assert!(editor.end());
}

#[test]
fn positions_beyond_the_text_are_those_at_its_end() {
    let deck = Folder::of("tests/decks/good", "beyond");
    let address = deck.address("deck.toml");
    let mut editor = Editor::begin(json!({}));
    editor.open(&address, &deck.text("deck.toml"));
    for (line, character) in [(u64::MAX, 0), (0, u64::MAX), (9_999, 9_999)] {
        let position = json!({ "line": line, "character": character });
        let place = json!({ "textDocument": { "uri": address }, "position": position });
        for method in ["hover", "completion", "definition"] {
            assert!(editor.ask(&format!("textDocument/{method}"), place.clone()).is_ok(), "{method} {position}");
        }
    }
    let backwards = json!({ "start": { "line": 9, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let params = json!({ "textDocument": { "uri": address }, "range": backwards, "context": {} });
    assert!(editor.ask("textDocument/codeAction", params).is_ok());
    assert!(editor.end());
}

#[test]
fn nothing_is_answered_before_the_beginning_and_after_the_end() {
    let mut editor = Editor::new(None);
    let code = |answer: Result<Value, Value>| answer.expect_err("a refusal")["code"].as_i64();
    assert_eq!(code(editor.ask("textDocument/hover", json!({}))), Some(NOT_INITIALIZED));
    assert_eq!(code(editor.ask("shutdown", json!(null))), Some(NOT_INITIALIZED));
    assert!(editor.ask("initialize", json!(null)).is_ok());
    assert_eq!(editor.ask("shutdown", json!(null)), Ok(Value::Null));
    assert_eq!(code(editor.ask("textDocument/hover", json!({}))), Some(NO_REQUEST));
    assert_eq!(code(editor.ask("shutdown", json!(null))), Some(NO_REQUEST));
    editor.tell("exit", json!(null));
    assert!(editor.receive().is_none());
}
