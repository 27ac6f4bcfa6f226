//! Forms and changes of a deck's files: one value is written, and everything else keeps its bytes.

use cartable::diagnostic::Locale;
use cartable::edit::{Change, Choice, Form, Input, Part, Piece, change, form, set};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file of the deck that ships which has a form, by key.
fn shipped() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let keys = cartable::read::paths(&root).unwrap();
    let text = |key: String| fs::read_to_string(root.join(&key)).ok().map(|text| (key, text));
    let is_text = |key: &String| key.ends_with(".md") || ["deck.toml", "terms.toml"].contains(&key.as_str());
    keys.into_keys().filter(is_text).filter_map(text).collect()
}

fn languages() -> Vec<String> {
    ["fr", "en", "ro", "el"].map(str::to_owned).to_vec()
}

fn form_of(key: &str, text: &str) -> Form {
    form(key, text, &languages(), Locale::En).unwrap_or_else(|refusal| panic!("{key}: {refusal:?}"))
}

/// Every field that holds a value of its own.
fn leaves<'f>(fields: &'f [Input], into: &mut Vec<&'f Input>) {
    for field in fields {
        match field.input {
            "table" => leaves(&field.fields, into),
            "tables" => field.entries.iter().for_each(|entry| leaves(entry, into)),
            _ => into.push(field),
        }
    }
}

/// Every piece of a body by name.
fn pieces(parts: &[Part]) -> BTreeMap<String, String> {
    fn piece(piece: &Piece, into: &mut BTreeMap<String, String>) {
        assert_eq!(into.insert(piece.name.clone(), piece.text.clone()), None, "{} twice", piece.name);
    }
    fn choice(entry: &Choice, into: &mut BTreeMap<String, String>) {
        assert_eq!(into.insert(entry.name.clone(), entry.text.clone()), None, "{} twice", entry.name);
        entry.pieces.iter().for_each(|own| piece(own, into));
        entry.entries.iter().for_each(|own| choice(own, into));
    }
    fn part(own: &Part, into: &mut BTreeMap<String, String>) {
        own.title.iter().chain(&own.pieces).for_each(|own| piece(own, into));
        own.entries.iter().for_each(|own| choice(own, into));
        own.parts.iter().for_each(|own| part(own, into));
    }
    let mut all = BTreeMap::new();
    parts.iter().for_each(|own| part(own, &mut all));
    all
}

fn value_of(form: &Form, path: &str) -> Value {
    let mut all = Vec::new();
    leaves(&form.fields, &mut all);
    all.iter().find(|field| field.path == path).map_or(Value::Null, |field| field.value.clone())
}

/// Another value of the same kind.
fn another(field: &Input) -> Value {
    match field.input {
        "number" => json!(field.between.map_or(1, |(least, _)| least)),
        "choice" => json!(field.choices.last()),
        "list" => json!(["one more “word”", "and another"]),
        _ => json!("ein anderer \"Text\" mit \\ und ’"),
    }
}

/// The same text as it may be on disk elsewhere.
fn on_disks(text: &str) -> [String; 3] {
    let windows = text.replace('\n', "\r\n");
    [text.to_owned(), windows.clone(), format!("\u{feff}{windows}")]
}

/// The lines of which one text has more than the other.
fn changed(before: &str, after: &str) -> usize {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    a.len().max(b.len()) - front - back
}

#[test]
fn the_present_value_of_every_field_and_piece_gives_the_same_bytes() {
    let (mut fields, mut texts) = (0, 0);
    for (at, (key, text)) in shipped().into_iter().enumerate() {
        for raw in on_disks(&text).into_iter().skip(at % 3).take(1) {
            let form = form_of(&key, &raw);
            let mut all = Vec::new();
            leaves(&form.fields, &mut all);
            for field in all.into_iter().filter(|field| !field.value.is_null()) {
                fields += 1;
                assert!(set(&key, &raw, &field.path, &field.value).unwrap() == raw, "{key} {}", field.path);
            }
            for (name, text) in pieces(&form.parts) {
                texts += 1;
                let same = set(&key, &raw, &name, &json!(text)).unwrap_or_else(|e| panic!("{key} {name} {e:?}"));
                assert!(same == raw, "{key} {name}");
            }
        }
    }
    assert!(fields > 700 && texts > 4_000, "{fields} fields, {texts} texts");
}

#[test]
fn another_value_changes_its_place_alone_and_reads_back() {
    for (key, text) in shipped().into_iter().filter(|(key, _)| key.starts_with("fr/") || !key.contains('/')) {
        let raw = text.replace('\n', "\r\n");
        let form = form_of(&key, &raw);
        let mut all = Vec::new();
        leaves(&form.fields, &mut all);
        for field in all {
            let value = another(field);
            let made = set(&key, &raw, &field.path, &value).unwrap_or_else(|e| panic!("{key} {}: {e:?}", field.path));
            assert_eq!(value_of(&form_of(&key, &made), &field.path), value, "{key} {}\n{made}", field.path);
            assert!(changed(&raw, &made) <= 3, "{key} {}\n{made}", field.path);
            assert!(!made.replace("\r\n", "").contains('\n'), "{key} {}", field.path);
            if field.value.is_null() {
                assert_eq!(
                    set(&key, &made, &field.path, &Value::Null).unwrap().trim_end(),
                    raw.trim_end(),
                    "{key} {}",
                    field.path
                );
            }
        }
    }
}

#[test]
fn another_text_of_a_piece_changes_that_piece_alone() {
    for (key, text) in shipped().into_iter().filter(|(key, _)| key.starts_with("fr/2-") || key == "fr/countries/be.md")
    {
        let raw = text.replace('\n', "\r\n");
        let before = pieces(&form_of(&key, &raw).parts);
        for name in before.keys() {
            let made =
                set(&key, &raw, name, &json!("Un *autre* texte")).unwrap_or_else(|e| panic!("{key} {name}: {e:?}"));
            let mut wanted = before.clone();
            wanted.insert(name.clone(), "Un *autre* texte".to_owned());
            assert_eq!(pieces(&form_of(&key, &made).parts), wanted, "{key} {name}");
        }
    }
}

const CARD: &str = "+++\nid = 'a' # for ever\ntitle = 'T'\nodd = 1\n+++\n\nStory.\n\n## Débat {#prompts}\n\n- one\n- two\n\n## Quiz {#quiz}\n\n\
                    ### Who? {#q1 kind=fact source=c}\n\n- [ ] a\n  > no\n- [x] b\n\n> closing\n\n### Order? {#q2 kind=order}\n\n1. x\n2. y\n3. z\n";

fn changed_card(asked: Value) -> Result<String, &'static str> {
    let asked: Change = serde_json::from_value(asked).unwrap();
    change("fr/1-a/01-a.md", CARD, &asked).map_err(|refusal| refusal.code)
}

#[test]
fn pieces_are_marked_added_removed_and_exchanged_where_they_are() {
    let new = |kind: &str, text: &str| json!({ "kind": kind, "text": text });
    let part = |id: &str, item: Value| json!({ "kind": "part", "id": id, "title": "New", "item": item });
    for (asked, old, wanted) in [
        (json!({ "do": "set", "name": "title", "value": "U" }), "title = 'T'", "title = 'U'"),
        (json!({ "do": "set", "name": "title", "value": "d'U" }), "title = 'T'", "title = \"d'U\""),
        (json!({ "do": "set", "name": "/q1/option-1@mark", "value": true }), "- [ ] a", "- [x] a"),
        (json!({ "do": "set", "name": "/q1@source", "value": "other" }), "source=c", "source=other"),
        (json!({ "do": "set", "name": "/q1@source", "value": null }), " source=c", ""),
        (json!({ "do": "set", "name": "/q1@was", "value": "q7" }), "source=c}", "source=c was=q7}"),
        (json!({ "do": "set", "name": "/q1/option-1/feedback-1", "value": "yes\nno" }), "  > no", "  > yes\n  > no"),
        (json!({ "do": "add", "name": "/prompts", "new": new("entry", "three") }), "- two\n", "- two\n- three\n"),
        (json!({ "do": "add", "name": "/q1", "new": new("entry", "c") }), "- [x] b\n", "- [x] b\n- [ ] c\n"),
        (json!({ "do": "add", "name": "/q1/option-2", "new": new("quote", "yes") }), "- [x] b\n", "- [x] b\n  > yes\n"),
        (json!({ "do": "add", "name": "/q2", "new": new("entry", "w") }), "3. z\n", "3. z\n4. w\n"),
        (json!({ "do": "add", "name": "/q2", "new": new("paragraph", "Intro.") }), "1. x", "Intro.\n\n1. x"),
        (json!({ "do": "add", "name": "", "new": new("paragraph", "More.") }), "Story.\n", "Story.\n\nMore.\n"),
        (
            json!({ "do": "add", "name": "", "new": part("dilemma", Value::Null) }),
            "## Débat",
            "## New {#dilemma}\n\n## Débat",
        ),
        (
            json!({ "do": "add", "name": "/quiz", "new": part("", json!("position")) }),
            "3. z\n",
            "3. z\n\n### New {#q3 kind=position}\n\n- …\n- …\n",
        ),
        (json!({ "do": "remove", "name": "/prompts/prompt-1" }), "- one\n", ""),
        (json!({ "do": "remove", "name": "/q2/entry-1" }), "1. x\n2. y\n3. z", "1. y\n2. z"),
        (json!({ "do": "remove", "name": "/q1/closing-1" }), "> closing\n\n", ""),
        (json!({ "do": "remove", "name": "/prompts" }), "## Débat {#prompts}\n\n- one\n- two\n\n", ""),
        (
            json!({ "do": "swap", "name": "/prompts/prompt-1", "with": "/prompts/prompt-2" }),
            "- one\n- two",
            "- two\n- one",
        ),
        (json!({ "do": "swap", "name": "/q2/entry-1", "with": "/q2/entry-3" }), "1. x\n2. y\n3. z", "1. z\n2. y\n3. x"),
    ] {
        assert!(CARD.contains(old), "{old}");
        assert_eq!(changed_card(asked.clone()), Ok(CARD.replacen(old, wanted, 1)), "{asked}");
    }
    let swapped = changed_card(json!({ "do": "swap", "name": "/q1", "with": "/q2" })).unwrap();
    assert!(swapped.find("{#q2").unwrap() < swapped.find("{#q1").unwrap() && swapped.len() == CARD.len());
}

#[test]
fn what_cannot_be_written_is_refused_with_a_reason() {
    for (asked, code) in [
        (json!({ "do": "set", "name": "titel", "value": "U" }), "unknown_field"),
        (json!({ "do": "set", "name": "title", "value": ["U"] }), "wrong_kind"),
        (json!({ "do": "set", "name": "title", "value": "two\nlines" }), "not_line"),
        (json!({ "do": "set", "name": "title", "value": "a\ttab" }), "not_line"),
        (json!({ "do": "set", "name": "title", "value": null }), "required"),
        (json!({ "do": "set", "name": "/q9", "value": "x" }), "unknown_piece"),
        (json!({ "do": "set", "name": "/prompts/prompt-1", "value": " " }), "empty_piece"),
        (json!({ "do": "set", "name": "/story-1", "value": "a\n\n## b {#c}" }), "other_shape"),
        (json!({ "do": "set", "name": "/prompts/prompt-1", "value": "a\n- b" }), "other_shape"),
        (json!({ "do": "set", "name": "/q1@source", "value": "a} # b" }), "not_word"),
        (json!({ "do": "set", "name": "/q1@source", "value": "The title of a capsule" }), "not_word"),
        (json!({ "do": "set", "name": "/prompts/prompt-1@mark", "value": true }), "unknown_piece"),
        (
            json!({ "do": "add", "name": "/quiz", "new": { "kind": "part", "id": "q1", "title": "x", "item": "fact" } }),
            "taken_id",
        ),
        (
            json!({ "do": "add", "name": "/quiz", "new": { "kind": "part", "id": "Q", "title": "x", "item": "fact" } }),
            "bad_id",
        ),
        (
            json!({ "do": "add", "name": "/quiz", "new": { "kind": "part", "id": "", "title": "x", "item": "poll" } }),
            "wrong_kind",
        ),
        (json!({ "do": "swap", "name": "/prompts/prompt-1", "with": "/q2/entry-1" }), "not_together"),
        (json!({ "do": "swap", "name": "/prompts", "with": "/q1" }), "not_together"),
        (json!({ "do": "remove", "name": "credits.0" }), "unknown_field"),
    ] {
        assert_eq!(changed_card(asked.clone()), Err(code), "{asked}");
        for locale in Locale::ALL {
            let said = cartable::edit::Refusal::new(code, "x").message(locale);
            assert!(!said.starts_with("edit."), "{code}");
        }
    }
    assert_eq!(set("fr/1-a/01-a.md", "no front matter", "title", &json!("a")).unwrap_err().code, "no_front_matter");
    assert_eq!(set("deck.toml", "id = ", "id", &json!("a")).unwrap_err().code, "toml_syntax");
}

#[test]
fn a_refusal_names_what_the_form_names() {
    let say = |code, name: &str| cartable::edit::Refusal::new(code, name).message(Locale::En);
    assert_eq!(say("empty_piece", "/q1/option-2"), "Option cannot be empty. Remove it instead.");
    assert_eq!(say("empty_piece", "/q1/title"), "Title cannot be empty. Remove it instead.");
    assert_eq!(say("required", "title.fr"), "Title is required and cannot be removed.");
    assert_eq!(say("unknown_piece", "/q9"), "There is no /q9 in this text any more. Load it again.");
    assert!(say("not_word", "/q1@source").starts_with("Source is a word"));
    assert!(say("not_line", "credits.0.name").starts_with("Name is one line"));
}

#[test]
fn what_would_be_read_as_something_else_is_never_written() {
    let others = [
        "[Samir]: bonjour",
        "Words.\n\n[Samir]: bonjour",
        "---",
        "***",
        "Words.\n---",
        "Title\n===",
        "# title",
        "words\n## Other",
        "<div>",
        "<!-- note -->",
        "```\ncode\n```",
        "- a",
        "1. a",
        "> a",
        "words\n\n---\n\nmore",
    ];
    let add = |kind: &str, text: &str| json!({ "kind": kind, "text": text });
    for text in others {
        for asked in [
            json!({ "do": "set", "name": "/story-1", "value": text }),
            json!({ "do": "set", "name": "/prompts/prompt-1", "value": text }),
            json!({ "do": "set", "name": "/q1/option-1/feedback-1", "value": text }),
            json!({ "do": "set", "name": "/q1/closing-1", "value": text }),
            json!({ "do": "add", "name": "", "new": add("paragraph", text) }),
            json!({ "do": "add", "name": "/prompts", "new": add("entry", text) }),
            json!({ "do": "add", "name": "/q1/option-2", "new": add("quote", text) }),
        ] {
            assert_eq!(changed_card(asked.clone()), Err("other_shape"), "{asked}");
        }
    }
    // What people write stays what it is, whatever signs it has.
    for text in ["[Samir]\u{a0}: bonjour", "One.\n\nTwo.", "a *b* [c](https://d.example) \\* `e`", "2024 – a"] {
        let made = changed_card(json!({ "do": "set", "name": "/story-1", "value": text }))
            .unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(made, CARD.replace("Story.", text));
    }
}

#[test]
fn tables_come_go_and_change_places() {
    let deck = "id = \"a\"\n\n[[credits]] # us\nrole = \"author\"\nname = \"A\"\n\n[[credits]]\nrole = \"partner\"\nname = \"B\"\n\n[success]\nthreshold = 60 # per cent\n";
    let ask = |asked: Value| change("deck.toml", deck, &serde_json::from_value(asked).unwrap()).unwrap();
    let made = ask(json!({ "do": "table", "name": "credits", "values": { "name": "C", "role": "source" } }));
    assert_eq!(made, deck.replace("\"B\"\n", "\"B\"\n\n[[credits]]\nrole = \"source\"\nname = \"C\"\n"));
    let made = ask(json!({ "do": "remove", "name": "credits.1" }));
    assert_eq!(made, deck.replace("[[credits]]\nrole = \"partner\"\nname = \"B\"\n\n", ""));
    let made = ask(json!({ "do": "swap", "name": "credits.0", "with": "credits.1" }));
    assert!(made.find("\"B\"").unwrap() < made.find("[[credits]] # us").unwrap() && made.len() == deck.len());
    let made = ask(json!({ "do": "set", "name": "success.threshold", "value": null }));
    assert_eq!(made, deck.replace("[success]\nthreshold = 60 # per cent\n", ""));
    let made = ask(json!({ "do": "set", "name": "title.fr", "value": "T" }));
    assert_eq!(made, format!("{deck}\n[title]\nfr = \"T\"\n"));
}
