//! Findings for people: the line, with a mark under what is meant. Only the text is made here; `ui` prints it.

use super::catalogue::{Locale, clause, message, say};
use super::{Finding, Severity};
use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};

/// A line longer than this is not shown: the place is named instead.
const LONGEST_LINE: usize = 400;

/// One finding as text, coloured where asked.
pub fn human(finding: &Finding, locale: Locale, color: bool) -> String {
    let (text, help) = message(locale, finding);
    let word = finding.rule.severity.word(locale);
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (path, origin) = (finding.path(), origin(finding));
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
    if place.source.text().is_empty() {
        return finding.path();
    }
    let (line, column) = place.line_column();
    format!("{}:{line}:{column}", finding.path())
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
