//! Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show at their lines.

use super::catalogue::{Locale, explain, message};
use super::{Finding, Findings, Rule, Severity};
use serde_json::{Value, json};

/// The findings as one SARIF log with one run. `prefix` is put before the paths of files that are in no archive: the log is read
/// from the folder where the command ran. Rules are those that were broken, each with its help; columns count code points.
pub fn sarif(findings: &Findings, prefix: &str, locale: Locale) -> Value {
    let sorted = findings.sorted();
    let mut rules: Vec<&'static Rule> = sorted.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup();
    let index = |finding: &Finding| rules.iter().position(|rule| *rule == finding.rule);
    let results = sorted.iter().map(|finding| {
        let (text, help) = message(locale, finding);
        json!({
            "ruleId": finding.rule.code,
            "ruleIndex": index(finding),
            "level": finding.severity.key(),
            "message": { "text": format!("{text} {help}") },
            "locations": [location(finding, prefix)],
        })
    });
    let results: Vec<Value> = results.collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cartable",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": locale.key(),
                "rules": rules.iter().map(|rule| self::rule(rule, locale)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(rule: &Rule, locale: Locale) -> Value {
    let (title, why, clause) = explain(locale, rule.code)
        .map_or((rule.code, "", ""), |text| (text.title.as_str(), text.why.as_str(), text.clause.as_str()));
    let help = [why, clause].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let level = if rule.severity == Severity::Note { "note" } else { rule.severity.key() };
    json!({
        "id": rule.code,
        "shortDescription": { "text": title },
        "help": { "text": if help.is_empty() { title } else { &help } },
        "defaultConfiguration": { "level": level },
    })
}

/// Where a finding is: the file, and the part of it unless the file as a whole is meant.
fn location(finding: &Finding, prefix: &str) -> Value {
    let path = if finding.archive.is_some() { finding.path() } else { format!("{prefix}{}", finding.path()) };
    let mut place = json!({ "artifactLocation": { "uri": reference(&path) } });
    if !finding.place.source.text().is_empty() {
        let (line, column) = finding.place.line_column();
        let (end_line, end_column) = finding.place.end_line_column();
        place["region"] =
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    }
    json!({ "physicalLocation": place })
}

/// A path as a reference (RFC 3986, 4.1); one from the root as an address.
fn reference(path: &str) -> String {
    let mut reference = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                reference.push(char::from(byte));
            }
            b'\\' => reference.push('/'),
            _ => reference.push_str(&format!("%{byte:02X}")),
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn a_path_is_a_reference() {
        for (path, wanted) in [
            ("fr/1-a/b.md", "fr/1-a/b.md"),
            ("../été d'ici/a:b.md", "../%C3%A9t%C3%A9%20d%27ici/a%3Ab.md"),
            ("/a b", "file:///a%20b"),
            ("a\\b", "a/b"),
        ] {
            assert_eq!(reference(path), wanted);
        }
    }
}
