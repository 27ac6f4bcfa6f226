//! The board: what it is for, and its four levels with their questions.

use super::block::Block;
use super::game::blocks;
use super::line::{Line, Mark};
use super::outline::Outline;
use super::{markdown, rules};
use crate::diagnostic::Findings;

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    /// What it is for.
    pub intro: Vec<Block>,
    /// Its levels, from the nearest to the farthest.
    pub levels: [Level; 4],
    /// What follows the last level and does not belong to it.
    pub left: Vec<Line>,
}

/// A level of the board.
#[derive(Clone, Debug)]
pub struct Level {
    /// By what key decks know it.
    pub key: &'static str,
    /// Its name.
    pub title: String,
    /// The questions that guide; the first level has none.
    pub questions: Vec<String>,
    /// What it means.
    pub explanation: Vec<Block>,
}

const LEVELS: [(&str, &str); 4] = [
    ("individual", "Au niveau individuel"),
    ("team", "Au niveau équipe/service/unité"),
    ("organisation", "Au niveau structure/institution"),
    ("policy", "Au niveau politiques locales/nationales/européennes"),
];

impl Board {
    /// Reads the parts of the board.
    pub fn read(outline: &Outline<'_>, findings: &mut Findings) -> Self {
        let before = outline.part("Fin de la partie !").map_or(&[][..], |part| &part.lines);
        let intro = blocks(before.get(1..).unwrap_or_default());
        let mut left = Vec::new();
        let levels = LEVELS.map(|(key, name)| {
            let (level, rest) = level(key, name, outline, findings);
            left = rest;
            level
        });
        Self { intro, levels, left }
    }
}

/// A level: questions, then one paragraph that explains, then what does not belong to it.
fn level(key: &'static str, name: &str, outline: &Outline<'_>, findings: &mut Findings) -> (Level, Vec<Line>) {
    let lines = outline.lines(name, findings);
    let asks = |line: &&Line| line.mark == Mark::None && line.text.ends_with('?');
    let count = lines.iter().take_while(asks).count();
    let (asked, said) = lines.split_at(count);
    if said.is_empty()
        && let (false, Some(part)) = (asked.is_empty(), outline.part(name))
    {
        findings.add(&rules::EMPTY_PART, &part.place).with("part", name);
    }
    let (explanation, left) = said.split_at(said.len().min(1));
    let questions = asked.iter().flat_map(|line| markdown::sentences(&line.text)).map(str::to_owned).collect();
    let title = super::title::capitalised(name.trim_start_matches("Au niveau "));
    (Level { key, title, questions, explanation: blocks(explanation) }, left.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;
    use crate::source::Source;

    #[test]
    fn wrapped_questions_are_joined_and_double_ones_parted() {
        let text = "Fin de la partie !\n\nfin\n\nintro\n\nAu niveau individuel\n\nA.\n\nAu niveau équipe/service/unité\n\n\
                    Quoi\nfaire ?\n\nQui ? Quand ?\n\nB.\n\nautre";
        let mut findings = Findings::default();
        let lines = lines(&Source::new("a.txt", text), &mut findings).unwrap();
        let outline = Outline::new(&lines, &mut findings);
        let (first, _) = level("individual", "Au niveau individuel", &outline, &mut findings);
        assert_eq!((first.title.as_str(), first.questions.len(), first.explanation.len()), ("Individuel", 0, 1));
        let (team, left) = level("team", "Au niveau équipe/service/unité", &outline, &mut findings);
        assert_eq!(team.questions, ["Quoi faire ?", "Qui ?", "Quand ?"]);
        assert_eq!((team.explanation[0].text.as_str(), left.len()), ("B.", 1));
        assert_eq!(Board::read(&outline, &mut findings).intro[0].text, "intro");
    }
}
