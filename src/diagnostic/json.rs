//! Findings for machines.

use super::catalogue::{Locale, clause, explain, message};
use super::{Finding, Findings, Severity};
use serde_json::{Value, json};

/// The findings as one JSON object: `findings`, each with `code`, `severity`, `archive` (null where the file is in none), `file`,
/// `line` and `column` (both from 1, null where the file as a whole is meant), `end_line` and `end_column` (one past the last character),
/// `title`, `message`, `help`, `clause` (null where the rule rests
/// on no specification), `affects` (the learning management systems that the severity is meant for; null for all); and `errors`, `warnings`, `notes` as numbers.
pub fn json(findings: &Findings, locale: Locale) -> Value {
    json!({
        "findings": findings.sorted().into_iter().map(|f| row(f, locale)).collect::<Vec<_>>(),
        "errors": findings.count(Severity::Error),
        "warnings": findings.count(Severity::Warning),
        "notes": findings.count(Severity::Note),
    })
}

fn row(finding: &Finding, locale: Locale) -> Value {
    let (text, help) = message(locale, finding);
    let place = &finding.place;
    let position = (!place.source.text().is_empty()).then(|| place.line_column());
    let end = position.map(|_| place.end_line_column());
    let title = explain(locale, finding.rule.code).map(|text| text.title.as_str());
    let clause = Some(clause(locale, finding)).filter(|clause| !clause.is_empty());
    let whom = finding.value("whom");
    let affects: Option<Vec<&str>> = (!whom.is_empty()).then(|| whom.split(", ").collect());
    json!({
        "code": finding.rule.code,
        "severity": finding.severity.key(),
        "archive": finding.archive.as_deref(),
        "file": place.source.path(),
        "line": position.map(|p| p.0),
        "column": position.map(|p| p.1),
        "end_line": end.map(|p| p.0),
        "end_column": end.map(|p| p.1),
        "title": title,
        "message": text,
        "help": help,
        "clause": clause,
        "affects": affects,
    })
}
