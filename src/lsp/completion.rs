//! Completion (LSP 3.17, "Completion Request"): keys with what the schema says of them, words that a key may hold, ids of the deck,
//! marks of headings.

use super::cursor::{Cursor, What, cursor};
use super::names::names;
use super::position::Encoding;
use super::schema_node::SchemaNode;
use crate::deck::Deck;
use crate::diagnostic::Locale;
use crate::read::FileKind;
use crate::source::Source;
use serde_json::{Value, json};
use std::ops::Range;

/// `CompletionItemKind` of the protocol.
const KEYWORD: u8 = 14;
const PROPERTY: u8 = 10;
const REFERENCE: u8 = 18;

/// What can be inserted.
struct Choice {
    kind: u8,
    label: String,
    detail: String,
    text: String,
}

/// How an editor wants what is completed.
#[derive(Clone, Copy)]
pub struct Manner {
    /// How places are counted.
    pub encoding: Encoding,
    /// Whether a text may say where the cursor goes.
    pub snippets: bool,
    /// The language of descriptions.
    pub locale: Locale,
}

/// What may come at a position of a file.
pub fn completion(deck: &Deck, source: &Source, at: usize, manner: Manner) -> Vec<Value> {
    let Some(kind) = FileKind::of(source) else { return Vec::new() };
    let Cursor { what, word } = cursor(kind, source, at);
    // What is after the cursor stays, so that a key can be written before another word.
    let word = word.start..at;
    let choices = match &what {
        What::Key { table } => keys(kind, source, table, word.start, manner),
        What::Value { path, quoted } => values(deck, kind, source, path, *quoted, manner.locale),
        What::Mark { above } => marks(deck, kind, source, above, &word),
        What::ItemKind => kinds(kind),
        What::Attribute => ["kind", "source", "was", "steps"].map(|name| plain(KEYWORD, &format!("{name}="))).into(),
        What::ItemSource | What::Entry => ids(deck, kind, source, &what, |id| id.to_owned()),
        What::Nothing => Vec::new(),
    };
    let range = manner.encoding.range(source.text(), &word);
    let item = |(rank, choice): (usize, Choice)| {
        let mut item = json!({
            "label": choice.label,
            "kind": choice.kind,
            "filterText": choice.label,
            "sortText": format!("{rank:04}"),
            "textEdit": { "range": range, "newText": choice.text },
        });
        if !choice.detail.is_empty() {
            let place = if choice.kind == PROPERTY { "documentation" } else { "detail" };
            item[place] = json!(choice.detail);
        }
        if choice.kind == PROPERTY && manner.snippets {
            item["insertTextFormat"] = json!(2);
        }
        item
    };
    choices.into_iter().enumerate().map(item).collect()
}

fn plain(kind: u8, text: &str) -> Choice {
    Choice { kind, label: text.to_owned(), detail: String::new(), text: text.to_owned() }
}

/// The keys of a table that it does not have yet.
fn keys(kind: FileKind, source: &Source, table: &str, at: usize, manner: Manner) -> Vec<Choice> {
    let whole = SchemaNode::of(kind, manner.locale);
    let Some(node) = whole.at(table) else { return Vec::new() };
    let is_there = |key: &str| {
        let begins =
            |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        table.is_empty() && source.text().lines().any(begins)
    };
    // Behind a bracket comes the name of a table and nothing else.
    let is_header = source.text()[..at].ends_with('[');
    let is_due = |node: &SchemaNode| !is_header || ["object", "tables"].contains(&node.form());
    let keys = node.keys().into_iter().filter(|(key, node)| !is_there(key) && is_due(node));
    let choice = |(key, inner): (String, SchemaNode)| {
        let cursor = if manner.snippets { "$0" } else { "" };
        let text = match inner.form() {
            "string" => format!("{key} = \"{cursor}\""),
            "array" => format!("{key} = [{cursor}]"),
            "object" | "tables" if is_header => key.clone(),
            "object" => format!("[{key}]"),
            "tables" => format!("[[{key}]]"),
            _ => format!("{key} = {cursor}"),
        };
        Choice { kind: PROPERTY, label: key, detail: inner.description().to_owned(), text }
    };
    keys.map(choice).collect()
}

/// Ids of the deck, or the words that the schema lists.
fn values(deck: &Deck, kind: FileKind, source: &Source, path: &str, quoted: bool, locale: Locale) -> Vec<Choice> {
    let shown = |word: &str| if quoted { word.to_owned() } else { format!("\"{word}\"") };
    let what = What::Value { path: path.to_owned(), quoted };
    let found = ids(deck, kind, source, &what, shown);
    if !found.is_empty() {
        return found;
    }
    let whole = SchemaNode::of(kind, locale);
    let words = whole.at(path).map(|node| node.words()).unwrap_or_default();
    words.iter().map(|word| Choice { text: shown(word), ..plain(KEYWORD, word) }).collect()
}

fn ids(deck: &Deck, kind: FileKind, source: &Source, what: &What, shown: impl Fn(&str) -> String) -> Vec<Choice> {
    let choice = |name: super::names::Name| Choice {
        kind: REFERENCE,
        text: shown(&name.id),
        detail: name.title,
        label: name.id,
    };
    names(deck, kind, source, what).into_iter().map(choice).collect()
}

/// Marks of parts that the file does not have yet, each with `#`; for questions with the next number.
fn marks(deck: &Deck, kind: FileKind, source: &Source, above: &str, word: &Range<usize>) -> Vec<Choice> {
    let text = source.text();
    let sign = if text[..word.start].ends_with('#') { "" } else { "#" };
    let has = |mark: &str| [" ", "}"].iter().any(|end| text.contains(&format!("{{#{mark}{end}")));
    let next = (1..).find(|number| !has(&format!("q{number}"))).unwrap_or(1);
    let what = What::Mark { above: above.to_owned() };
    let own = kind.marks(above).iter().map(|mark| match mark.strip_prefix("q1 ") {
        Some(rest) => plain(KEYWORD, &format!("q{next} {rest}")),
        None => plain(KEYWORD, mark),
    });
    let own = own.chain(ids(deck, kind, source, &what, str::to_owned));
    own.filter(|choice| !has(&choice.label))
        .map(|choice| Choice { text: format!("{sign}{}", choice.text), ..choice })
        .collect()
}

fn kinds(kind: FileKind) -> Vec<Choice> {
    let marks = kind.marks("quiz").iter().filter_map(|mark| mark.rsplit_once("kind="));
    marks.map(|(_, kind)| plain(KEYWORD, kind)).collect()
}
