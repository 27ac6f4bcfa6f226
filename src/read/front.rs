//! The fences of front matter, and what is made of a file that lacks one.

use super::rules;
use crate::diagnostic::Findings;
use crate::source::Source;
use std::ops::Range;

/// Where the front matter stands, and where the body begins.
pub struct Parts {
    /// The TOML between the fences.
    pub toml: Range<usize>,
    /// Where the text begins.
    pub body: usize,
    /// Whether there is front matter at all.
    pub is_there: bool,
}

/// Finds the fences. Where one is missing, so much is guessed that the rest of the file can still be read.
pub fn split(source: &Source, findings: &mut Findings) -> Parts {
    let text = source.text();
    let begin = text.len() - text.trim_start().len();
    let first = text[begin..].lines().next().unwrap_or_default();
    let inside = (begin + first.len() + 1).min(text.len());
    let after = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    if first.trim_end() != "+++" {
        findings.add(&rules::NO_FRONT_MATTER, &source.place(begin..begin + first.trim_end().len()));
        // YAML, which other tools use, is passed over as a whole.
        let yaml = (first.trim_end() == "---").then(|| line_of(text, inside, "---")).flatten();
        return Parts { toml: 0..0, body: yaml.map_or(0, after), is_there: false };
    }
    if let Some(close) = line_of(text, inside, "+++") {
        return Parts { toml: inside..close, body: after(close), is_there: true };
    }
    findings.add(&rules::OPEN_FRONT_MATTER, &source.place(begin..begin + 3));
    let close = line_of(text, inside, "").unwrap_or(text.len());
    Parts { toml: inside..close, body: close, is_there: true }
}

/// Where the first line begins, from `at` on, that holds `wanted` and nothing else.
fn line_of(text: &str, mut at: usize, wanted: &str) -> Option<usize> {
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == wanted {
            return Some(at);
        }
        at += line.len();
    }
    None
}
