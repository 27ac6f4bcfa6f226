//! Paragraphs and items of lists, as the guide has them, and their way into a deck's text.

use super::line::{Line, Mark};
use super::{markdown, rules};
use crate::diagnostic::Findings;
use crate::source::Place;

/// A paragraph or an item of a list.
#[derive(Clone, Debug)]
pub struct Block {
    /// Whether it is an item.
    pub is_item: bool,
    /// Its words, with the marks of the source.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Block {
    /// The block of a line.
    pub fn new(line: &Line) -> Self {
        Self { is_item: line.mark != Mark::None, text: line.text.clone(), place: line.place.clone() }
    }
}

/// The blocks as Markdown, each list in one piece. Sentences that rest on an empty link are left out and named.
pub fn markdown_of(blocks: &[Block], findings: &mut Findings) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for block in blocks {
        let (text, had_dead_link) = markdown::without_dead_links(&block.text);
        if had_dead_link {
            findings.add(&rules::DEAD_LINK, &block.place);
        }
        if text.is_empty() {
            continue;
        }
        if !(out.is_empty() || (in_list && block.is_item)) {
            out.push('\n');
        }
        out.push_str(if block.is_item { "- " } else { "" });
        out.push_str(&markdown::line(&text));
        out.push('\n');
        in_list = block.is_item;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::source::Source;

    #[test]
    fn a_list_stays_in_one_piece_and_dead_sentences_are_named() {
        let source = Source::new("a.txt", "Un :\n\n- > a\n\n> # b\n\nVoir [ici](#).\n\n1. fin");
        let mut findings = Findings::default();
        let blocks: Vec<_> = lines(&source, &mut findings).unwrap().iter().map(Block::new).collect();
        assert_eq!(markdown_of(&blocks, &mut findings), "Un :\n\n- a\n- \\# b\n\n1\\. fin\n");
        assert_eq!(findings.sorted()[0].rule.code, "I022");
    }
}
