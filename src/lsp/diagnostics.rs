//! Findings as an editor shows them (LSP 3.17, "Diagnostic").

use super::desk::{Desk, Known};
use super::position::Encoding;
use crate::diagnostic::{Finding, Locale, Severity, message};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is wrong with a deck by the address of the file; every file that is open has an entry, if an empty one.
pub fn diagnostics(known: &Known, desk: &Desk, encoding: Encoding, locale: Locale) -> BTreeMap<String, Vec<Value>> {
    let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in known.findings.sorted() {
        let file = known.file(&finding.place);
        let is_own = file.ends_with(finding.place.source.path()) || finding.place.source.path().starts_with("..");
        let mut said = diagnostic(finding, encoding, locale);
        if !is_own {
            let text = format!("{}: {}", finding.path(), said["message"].as_str().unwrap_or_default());
            said["message"] = json!(text);
        }
        all.entry(desk.address(&file)).or_default().push(said);
    }
    all
}

fn diagnostic(finding: &Finding, encoding: Encoding, locale: Locale) -> Value {
    let (text, help) = message(locale, finding);
    json!({
        "range": encoding.range_of(&finding.place),
        "severity": severity(finding.severity),
        "code": finding.rule.code,
        "source": "cartable",
        "message": format!("{text}\n{help}"),
    })
}

fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    }
}
