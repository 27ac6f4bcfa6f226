//! The rules of the game: who plays, what for, with what, the roles, the steps, the narrator's questions, the end.

use super::block::Block;
use super::line::Line;
use super::outline::Outline;
use crate::diagnostic::Findings;

/// The rules of the game.
#[derive(Clone, Debug)]
pub struct Game {
    /// What the guide is for and how it goes about it.
    pub intro: Vec<Block>,
    /// Who plays, and how many.
    pub players: Vec<Block>,
    /// What for, and how.
    pub aim: Vec<Block>,
    /// What is needed.
    pub material: Vec<Block>,
    /// The roles in general.
    pub roles: Vec<Block>,
    /// Who leads.
    pub narrator: Vec<Block>,
    /// Who plays.
    pub player: Vec<Block>,
    /// The steps.
    pub steps: [Vec<Block>; 4],
    /// What the narrator may ask, with its introduction.
    pub questions: Vec<Block>,
    /// What may follow.
    pub ending: Vec<Block>,
}

impl Game {
    /// Reads the parts of the game.
    pub fn read(outline: &Outline<'_>, findings: &mut Findings) -> Self {
        let mut part = |name: &str| blocks(outline.lines(name, findings));
        Self {
            intro: part("DÉMARCHE GÉNÉRALE"),
            players: [part("Public"), part("Nombre de joueuses")].concat(),
            aim: [part("But du jeu"), part("Comment")].concat(),
            material: part("Matériel"),
            roles: part("DESCRIPTION DES RÔLES"),
            narrator: part("RÔLE DE LA NARRATRICE"),
            player: part("RÔLE DES JOUEUSES"),
            steps: ["ÉTAPE 1", "ÉTAPE 2", "ÉTAPE 3", "ÉTAPE 4"].map(&mut part),
            questions: part("Note à la narratrice"),
            // The board follows without a heading: the drawing above it is lost.
            ending: part("Fin de la partie !").into_iter().take(1).collect(),
        }
    }
}

/// The blocks of lines.
pub fn blocks(lines: &[Line]) -> Vec<Block> {
    lines.iter().map(Block::new).collect()
}
