//! The lines that hold the guide together: each begins a part, and they come in one order. Knows no part's content.

use super::line::Line;
use super::{line, rules};
use crate::diagnostic::Findings;
use crate::source::Place;

/// The first words of each part, in the order of the guide. A line is exactly this; where a blank ends it, a line begins so.
pub const PARTS: &[&str] = &[
    // The imprint.
    "Projet numéro : ",
    "Programme : ",
    "Type d'action : ",
    "Appel : ",
    "Session : ",
    "Partenaires :",
    "Coordinateur :",
    "Design:",
    "Pour information : ",
    // Why a game.
    "DÉMARCHE GÉNÉRALE",
    "UN JEU POUR RÉFLÉCHIR COLLECTIVEMENT",
    // The game.
    "Public",
    "Nombre de joueuses",
    "But du jeu",
    "Comment",
    "Matériel",
    "DESCRIPTION DES RÔLES",
    "RÔLE DE LA NARRATRICE",
    "RÔLE DES JOUEUSES",
    "ÉTAPE 1",
    "ÉTAPE 2",
    "Note à la narratrice",
    "ÉTAPE 3",
    "ÉTAPE 4",
    "Fin de la partie !",
    "DÉTAILS DE CHAQUE NIVEAU",
    // The four levels of the board.
    "Au niveau individuel",
    "Au niveau équipe/service/unité",
    "Au niveau structure/institution",
    "Au niveau politiques locales/nationales/européennes",
    // Advice for authors.
    "Recommandations pour la rédaction des «CARTES SITUATIONS» :",
    "CARTE SITUATION",
    "Exposer la situation :",
    // The blank card ends here, and below its last line stands where the cards come from.
    "Questions à mettre en débat :",
];

/// The last part: it closes the guide, and what it says was said in the first.
pub const CLOSING: &str = "Project Number ";

/// A part of the guide.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// What stands behind the first words, on their line.
    pub rest: &'a str,
    /// The lines below, those that were wrapped by hand put together.
    pub lines: Vec<Line>,
    /// The first line.
    pub place: Place,
}

/// The guide before its cards, part by part.
pub struct Outline<'a> {
    /// The lines above the first part.
    pub cover: Vec<Line>,
    parts: Vec<(&'static str, Part<'a>)>,
}

/// Whether a line begins a part.
pub fn begins(line: &Line, part: &str) -> bool {
    line.text == part || (part.ends_with(' ') && line.text.starts_with(part))
}

impl<'a> Outline<'a> {
    /// Cuts the lines before the cards into parts. A part that is missing, or stands before one it should follow, is an error.
    pub fn new(lines: &'a [Line], findings: &mut Findings) -> Self {
        let mut found: Vec<(&'static str, usize)> = Vec::new();
        for &part in PARTS {
            let from = found.last().map_or(0, |(_, at)| at + 1);
            match lines[from..].iter().position(|line| begins(line, part)) {
                Some(at) => found.push((part, from + at)),
                None => {
                    let place = lines.get(from.saturating_sub(1)).map(|line| &line.place);
                    if let Some(place) = place {
                        findings.add(&rules::MISSING_PART, place).with("part", part.trim_end());
                    }
                }
            }
        }
        let ends = found.iter().skip(1).map(|(_, at)| *at).chain([lines.len()]);
        let parts = found.iter().zip(ends).map(|(&(name, at), end)| {
            let rest = lines[at].text.strip_prefix(name).unwrap_or_default();
            (name, Part { rest, lines: line::unwrapped(&lines[at + 1..end]), place: lines[at].place.clone() })
        });
        let parts = parts.collect();
        let cover = line::unwrapped(&lines[..found.first().map_or(0, |(_, at)| *at)]);
        Self { cover, parts }
    }

    /// Whether any part was found: a text without them is not the guide.
    pub fn is_in(lines: &[Line]) -> bool {
        lines.iter().any(|line| PARTS.iter().chain([&CLOSING]).any(|part| begins(line, part)))
    }

    /// A part; none where it is missing, which has been said.
    pub fn part(&self, name: &str) -> Option<&Part<'a>> {
        self.parts.iter().find(|(part, _)| *part == name).map(|(_, part)| part)
    }

    /// The lines of a part that must say something.
    pub fn lines(&self, name: &str, findings: &mut Findings) -> &[Line] {
        let Some(part) = self.part(name) else { return &[] };
        if part.lines.is_empty() {
            findings.add(&rules::EMPTY_PART, &part.place).with("part", name);
        }
        &part.lines
    }

    /// What stands behind the first words of a part.
    pub fn rest(&self, name: &str) -> String {
        self.part(name).map_or_else(String::new, |part| part.rest.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn codes(text: &str) -> Vec<String> {
        let mut findings = Findings::default();
        let lines = line::lines(&Source::new("a.txt", text), &mut findings).unwrap();
        Outline::new(&lines, &mut findings);
        findings.sorted().into_iter().map(|f| format!("{} {}", f.rule.code, f.args[0].1)).collect()
    }

    #[test]
    fn a_part_that_is_missing_or_out_of_order_is_named() {
        let whole: Vec<_> = PARTS.iter().map(|part| format!("{part}x\n\n")).collect();
        let exact = |part: &&str| if part.ends_with(' ') { format!("{part}x\n\n") } else { format!("{part}\n\n") };
        let lines: Vec<_> = PARTS.iter().map(exact).collect();
        assert!(codes(&lines.concat()).is_empty());
        assert!(!codes(&whole.concat()).is_empty());
        let mut without = lines.clone();
        without.remove(12);
        assert_eq!(codes(&without.concat()), ["I015 Nombre de joueuses"]);
        let mut swapped = lines;
        swapped.swap(18, 19);
        assert_eq!(codes(&swapped.concat()), ["I015 ÉTAPE 1"]);
    }
}
