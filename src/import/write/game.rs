//! `game.md` and `board.md`.

use super::text::{front_matter, quoted, section};
use crate::diagnostic::Findings;
use crate::import::block::{Block, markdown_of};
use crate::import::board::Board;
use crate::import::game::Game;
use crate::import::markdown;

/// The text of `game.md`.
pub fn game(game: &Game, findings: &mut Findings) -> String {
    let mut out = front_matter(&[("title", quoted("Règle du jeu"))]);
    let mut text = |blocks: &[Block]| markdown_of(blocks, findings);
    out.push_str(&text(&game.intro));
    let sections: [(usize, &str, &str, &[Block]); 12] = [
        (2, "Joueuses", "players", &game.players),
        (2, "But du jeu", "aim", &game.aim),
        (2, "Matériel", "material", &game.material),
        (2, "Rôles", "roles", &game.roles),
        (3, "Rôle de la narratrice", "narrator", &game.narrator),
        (3, "Rôle des joueuses", "player", &game.player),
        (2, "Étapes", "steps", &[]),
        (3, "Étape 1", "step-1", &game.steps[0]),
        (3, "Étape 2", "step-2", &game.steps[1]),
        (3, "Étape 3", "step-3", &game.steps[2]),
        (3, "Étape 4", "step-4", &game.steps[3]),
        (2, "Note à la narratrice", "questions", &game.questions),
    ];
    for (level, title, id, blocks) in sections {
        out.push_str(&section(level, title, id, &text(blocks)));
    }
    out + &section(2, "Fin de la partie", "ending", &text(&game.ending))
}

/// The text of `board.md`.
pub fn board(board: &Board, findings: &mut Findings) -> String {
    let mut out = front_matter(&[("title", quoted("Plateau des systèmes"))]);
    out.push_str(&markdown_of(&board.intro, findings));
    for level in &board.levels {
        let mut body = markdown_of(&level.explanation, findings);
        if !level.questions.is_empty() {
            body.push('\n');
        }
        for question in &level.questions {
            body.push_str(&format!("- {}\n", markdown::line(question)));
        }
        out.push_str(&section(2, &markdown::line(&level.title), level.key, &body));
    }
    out
}
