//! Findings as workflow commands of GitHub Actions, which shows them at their lines in a pull request.

use super::catalogue::{Locale, explain, message};
use super::{Finding, Findings, Severity};

/// One command for each finding, a line each. `prefix` is put before the paths of files that are in no archive.
pub fn github(findings: &Findings, prefix: &str, locale: Locale) -> Vec<String> {
    findings.sorted().into_iter().map(|finding| command(finding, prefix, locale)).collect()
}

fn command(finding: &Finding, prefix: &str, locale: Locale) -> String {
    let (text, help) = message(locale, finding);
    let title = explain(locale, finding.rule.code).map_or("", |text| text.title.as_str());
    let path = if finding.archive.is_some() { finding.path() } else { format!("{prefix}{}", finding.path()) };
    let mut place = format!("file={}", property(&path));
    if !finding.place.source.text().is_empty() {
        let (line, column) = finding.place.line_column();
        let (end_line, end_column) = finding.place.end_line_column();
        place.push_str(&format!(",line={line},endLine={end_line}"));
        // Columns are refused where a finding spans lines.
        if line == end_line {
            place.push_str(&format!(",col={column},endColumn={end_column}"));
        }
    }
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = property(&format!("{} {title}", finding.rule.code));
    format!("::{word} {place},title={title}::{}", data(&format!("{text}\n{help}")))
}

/// What follows the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which besides may not hold what ends one.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;
    use crate::source::{Place, Source};

    static RULE: Rule = Rule::warning("R023");

    fn finding(place: Place, key: &str) -> Finding {
        let args = vec![("key", key.to_owned()), ("known", "a".to_owned())];
        Finding { rule: &RULE, severity: RULE.severity, place, args, archive: None }
    }

    #[test]
    fn no_text_of_a_deck_ends_a_command_or_begins_one() {
        let source = Source::new("a,b:c%\n::error::d.md", "xy\nz");
        let text = command(&finding(source.place(0..2), "100%\r\n::error::x"), "e/", Locale::En);
        assert_eq!(text.lines().count(), 1, "{text}");
        let start = "::warning file=e/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ad.md,line=1,endLine=1,col=1,endColumn=3,title=R023 Unknown key::";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains("100%25%0D%0A::error::x"), "{text}");
        let text = command(&finding(source.place(0..4), "k"), "", Locale::En);
        assert!(text.contains(",line=1,endLine=2,title="), "{text}");
        let text = command(&finding(Place::file("f.png"), "k"), "", Locale::En);
        assert!(text.starts_with("::warning file=f.png,title="), "{text}");
    }
}
