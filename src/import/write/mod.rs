//! The guide put down as the files of a deck. Knows the format of decks; the guide has been read before.

mod capsules;
mod deck_toml;
mod game;
mod situations;
mod text;

use super::guide::Guide;
use crate::diagnostic::Findings;
use crate::tree::Tree;

/// The language of the guide, which is the folder of its texts.
const LANGUAGE: &str = "fr";

/// The deck.
pub fn deck(guide: &Guide, findings: &mut Findings) -> Tree {
    let mut tree = Tree::default();
    tree.put("deck.toml", deck_toml::deck_toml(guide));
    let folders = situations::folders(&guide.themes);
    let chapters = guide.frame.as_ref().map_or(&[][..], |frame| &frame.chapters);
    let capsules = capsules::capsules(chapters);
    for capsule in &capsules {
        let folder = &folders[capsule.chapter.min(folders.len() - 1)];
        let path = format!("{LANGUAGE}/{folder}/capsules/{}.md", capsule.id);
        tree.put(path, capsule.markdown(findings));
    }
    situations::put(guide, &folders, &capsules, &mut tree, findings);
    if let Some(frame) = &guide.frame {
        tree.put(format!("{LANGUAGE}/game.md"), game::game(&frame.game, findings));
        tree.put(format!("{LANGUAGE}/board.md"), game::board(&frame.board, findings));
    }
    tree
}
