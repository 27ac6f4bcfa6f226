//! Forms and changes of a deck's files: one value is written, and everything else keeps its bytes.

use cartable::diagnostic::Locale;
use cartable::edit::{Choice, Form, Input, Part, Piece, form, set};
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
