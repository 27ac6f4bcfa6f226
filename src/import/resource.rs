//! The resources: chapters, sections and their text. The PDF lost the look of headings, so they are known by their form and by
//! the blank lines above them. Knows nothing of capsules.

use super::block::Block;
use super::line::{Line, Mark};
use super::rules;
use crate::diagnostic::Findings;
use crate::source::Place;

/// A chapter, a section or a part of a section.
#[derive(Clone, Debug)]
pub struct Section {
    /// 1 for a chapter, 2 for a section, 3 for its parts.
    pub level: u8,
    /// The heading, without a colon at its end.
    pub title: String,
    /// The heading.
    pub place: Place,
    /// The text before the parts.
    pub blocks: Vec<Block>,
    /// The parts.
    pub parts: Vec<Section>,
}

/// A heading is at most this long: a section's, and that of its parts.
const LONGEST: [usize; 2] = [90, 120];
/// So many blank lines stand above the heading of a part.
const GAP: usize = 3;

/// The level of the heading that a line is; none where it is text.
fn level(line: &Line, next: Option<&Line>) -> Option<u8> {
    let length = line.text.chars().count();
    let leads_in = line.text.ends_with(':') && next.is_some_and(|next| next.mark == Mark::Item);
    match line.mark {
        Mark::Item | Mark::Dash => None,
        Mark::None if line.is_capitals() => Some(1),
        Mark::None if line.gap >= GAP && length <= LONGEST[1] => Some(3),
        Mark::None if length <= LONGEST[0] && !line.text.ends_with(['.', '!']) && !leads_in => Some(2),
        Mark::None => None,
    }
}

/// The chapters of the resources.
pub fn chapters(lines: &[Line], findings: &mut Findings) -> Vec<Section> {
    let mut chapters: Vec<Section> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let level = level(line, lines.get(at + 1));
        let placed = match level {
            Some(1) => {
                chapters.push(Section::new(1, line));
                true
            }
            Some(level) => open(&mut chapters, level).is_some_and(|parent| {
                parent.parts.push(Section::new(level, line));
                true
            }),
            None => innermost(&mut chapters).is_some_and(|section| {
                section.blocks.push(Block::new(line));
                true
            }),
        };
        if !placed {
            findings.add(&rules::LOOSE_TEXT, &line.place);
        }
    }
    chapters
}

/// The section that a heading of a level belongs to.
fn open(chapters: &mut [Section], level: u8) -> Option<&mut Section> {
    let mut parent = chapters.last_mut()?;
    for _ in 2..level {
        parent = parent.parts.last_mut()?;
    }
    Some(parent)
}

/// The section that text belongs to; a chapter has none of its own.
fn innermost(chapters: &mut [Section]) -> Option<&mut Section> {
    let section = chapters.last_mut()?.parts.last_mut()?;
    if section.parts.is_empty() { Some(section) } else { section.parts.last_mut() }
}

impl Section {
    fn new(level: u8, line: &Line) -> Self {
        let title = line.text.trim_end_matches(':').trim_end().to_owned();
        Self { level, title, place: line.place.clone(), blocks: Vec::new(), parts: Vec::new() }
    }

    /// This section and all its parts, in order.
    pub fn all(&self) -> Vec<&Section> {
        let mut all = vec![self];
        all.extend(self.parts.iter().flat_map(Section::all));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::source::Source;

    fn read(text: &str) -> (Vec<Section>, usize) {
        let mut findings = Findings::default();
        let lines = lines(&Source::new("a.txt", text), &mut findings).unwrap();
        let chapters = chapters(&lines, &mut findings);
        (chapters, findings.count(crate::diagnostic::Severity::Error))
    }

    #[test]
    fn headings_are_known_by_form_and_gap() {
        let (chapters, errors) = read(
            "CHAPITRE\n\nSection :\n\nCeci introduit :\n\n- > a\n\n> b\n\nFini.\n\n\n\nPartie :\n\nTexte !\n\nAutre section\n\n- > c",
        );
        assert_eq!(errors, 0);
        let all: Vec<_> = chapters[0].all().iter().map(|s| (s.level, s.title.as_str(), s.blocks.len())).collect();
        assert_eq!(all, [(1, "CHAPITRE", 0), (2, "Section", 4), (3, "Partie", 1), (2, "Autre section", 1)]);
    }

    #[test]
    fn text_under_no_heading_is_an_error() {
        assert_eq!(read("Section\n\nCHAPITRE\n\n- > a\n\n\n\nPartie").1, 3);
    }
}
