//! What an editor shows of a position, and where an id leads (LSP 3.17, "Hover Request", "Goto Definition Request").

use super::cursor::{What, cursor};
use super::desk::Known;
use super::names::{Name, names};
use super::schema_node::SchemaNode;
use crate::diagnostic::{Finding, Locale, explain, message};
use crate::read::FileKind;
use crate::source::Source;

/// What there is to say of a position, in Markdown: its findings as `explain` tells them, the key, the id. None where there is nothing.
pub fn hover(known: &Known, source: &Source, at: usize, locale: Locale) -> Option<String> {
    let here = known.findings_in(source.path()).into_iter().filter(|finding| covers(finding, at));
    let mut parts: Vec<String> = here.map(|finding| explained(finding, locale)).collect();
    if let Some(kind) = FileKind::of(source) {
        let found = cursor(kind, source, at);
        let word = &source.text()[found.word.clone()];
        if let What::Key { table } = &found.what {
            let whole = SchemaNode::of(kind, locale);
            let path = if table.is_empty() { word.to_owned() } else { format!("{table}.{word}") };
            let node = whole.at(&path).filter(|node| !word.is_empty() && !node.description().is_empty());
            parts.extend(node.map(|node| format!("`{word}` {}", node.description())));
        }
        parts.extend(name(known, source, at).map(|name| format!("`{}` {}", name.id, name.title).trim().to_owned()));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n---\n\n"))
}

/// The id at a position, with where it was given.
pub fn name(known: &Known, source: &Source, at: usize) -> Option<Name> {
    let kind = FileKind::of(source)?;
    let found = cursor(kind, source, at);
    let word = &source.text()[found.word];
    names(&known.deck, kind, source, &found.what).into_iter().find(|name| name.id == word)
}

fn covers(finding: &Finding, at: usize) -> bool {
    (finding.place.start..=finding.place.end).contains(&at)
}

/// A finding as `explain` tells of its rule, with its own words filled in.
fn explained(finding: &Finding, locale: Locale) -> String {
    let (text, help) = message(locale, finding);
    let (title, why, clause) = explain(locale, finding.rule.code)
        .map_or(("", "", ""), |all| (all.title.as_str(), all.why.as_str(), all.clause.as_str()));
    let head = format!("**{} ({}) {title}**", finding.rule.code, finding.severity.word(locale));
    let parts = [head.as_str(), &text, &help, why, clause];
    parts.into_iter().filter(|part| !part.is_empty()).map(bare).collect::<Vec<_>>().join("\n\n")
}

/// What `explain` says of a code, as plain text; none for a code that does not exist.
pub fn told(code: &str, locale: Locale) -> Option<String> {
    let all = explain(locale, code)?;
    let parts = [&all.title, &all.why, &all.help, &all.clause].map(String::as_str);
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(format!("{code} {}", parts.join("\n\n")))
}

/// A text in which nothing is Markdown or HTML but what `head` made bold: what a stranger's deck says is shown as it is.
fn bare(text: &str) -> String {
    text.replace('<', "&lt;").replace("![", "!\\[").replace("](", "]\\(")
}
