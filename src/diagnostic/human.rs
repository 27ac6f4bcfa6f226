//! Findings for people: the line, with a mark under what is meant. Only the text is made here; `ui` prints it.

use super::catalogue::{Locale, clause, message, say};
use super::{Finding, Severity};
use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};

/// A line longer than this is not shown: the place is named instead.
const LONGEST_LINE: usize = 400;

/// A longer path is cut.
const LONGEST_PATH: usize = 300;

/// One finding as text, coloured where asked.
pub fn human(finding: &Finding, locale: Locale, color: bool) -> String {
    let (text, help) = message(locale, finding);
    let (text, help) = (harmless(&text), harmless(&help));
    let word = finding.severity.word(locale);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (path, origin) = (shown(&finding.path()), origin(finding));
    let title = level.with_name(Some(word.as_str())).primary_title(text.as_str()).id(finding.rule.code);
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let help_word = say(locale, "severity.help", &[]);
    let line = line_around(finding);
    let mut group = Group::with_title(title);
    group = match &line {
        Some((number, line, start, end)) => group.element(
            Snippet::source(line.as_str())
                .line_start(*number)
                .path(path.as_str())
                .annotation(AnnotationKind::Primary.span(*start..*end)),
        ),
        None => group.element(annotate_snippets::Origin::path(origin.as_str())),
    };
    group = group.element(Level::HELP.with_name(Some(help_word.as_str())).message(help.as_str()));
    let (whom, whom_word) = (finding.value("whom"), say(locale, "severity.whom", &[]));
    if !whom.is_empty() {
        group = group.element(Level::NOTE.with_name(Some(whom_word.as_str())).message(whom));
    }
    let clause = clause(locale, finding);
    let clause_word = say(locale, "severity.clause", &[]);
    if !clause.is_empty() {
        group = group.element(Level::NOTE.with_name(Some(clause_word.as_str())).message(clause.as_str()));
    }
    renderer.render(&[group])
}

/// `file:line:column`, or the file alone.
fn origin(finding: &Finding) -> String {
    let place = &finding.place;
    let path = shown(&finding.path());
    if place.source.text().is_empty() {
        return path;
    }
    let (line, column) = place.line_column();
    format!("{path}:{line}:{column}")
}

/// A path fit for a line, because a stranger's archive may hold any.
fn shown(path: &str) -> String {
    let mut short: String = harmless(path).replace('\n', "\u{fffd}").chars().take(LONGEST_PATH).collect();
    if path.chars().nth(LONGEST_PATH).is_some() {
        short.push('…');
    }
    short
}

/// A text without the characters by which it could command a terminal.
fn harmless(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}

/// The first line of the place with its number, and the marked range in it; none where there is nothing to show.
fn line_around(finding: &Finding) -> Option<(usize, String, usize, usize)> {
    let place = &finding.place;
    let text = place.source.text();
    if text.is_empty() {
        return None;
    }
    let begin = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.start..].find('\n').map_or(text.len(), |at| place.start + at);
    let line = text[begin..end].trim_end_matches('\r');
    if line.len() > LONGEST_LINE {
        return None;
    }
    let start = (place.start - begin).min(line.len());
    let stop = (place.end.min(end) - begin).clamp(start, line.len());
    Some((place.line_column().0, line.to_owned(), start, stop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;
    use crate::source::{Place, Source};

    #[test]
    fn a_stranger_commands_no_terminal() {
        static RULE: Rule = Rule::warning("Z020");
        let name = format!("\u{1b}]0;a\u{7}\u{9b}31m\nb{}", "c".repeat(1_000));
        let args = vec![("file", name.clone())];
        let text = human(
            &Finding { rule: &RULE, severity: RULE.severity, place: Place::file(&name), args, archive: None },
            Locale::En,
            false,
        );
        assert!(text.lines().count() <= 6 && !text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        let line = Source::new("a", "\u{1b}[31m");
        let text = human(
            &Finding { rule: &RULE, severity: RULE.severity, place: line.place(0..1), args: Vec::new(), archive: None },
            Locale::En,
            false,
        );
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }
}
