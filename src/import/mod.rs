//! The partners' guide, as text, becomes a deck. Two steps: [`Guide::read`] takes the text apart, `write` puts a deck together.
//! Knows how a deck is written down; knows no package, no page and no disk.

mod block;
mod board;
mod card;
mod editorial;
mod errata;
mod game;
mod guide;
mod identity;
mod line;
mod markdown;
mod outline;
mod resource;
mod rules;
mod title;
mod write;

pub use block::Block;
pub use board::{Board, Level};
pub use card::Card;
pub use errata::Corrections;
pub use game::Game;
pub use guide::{Frame, Guide, Theme};
pub use identity::{Identity, Partner};
pub use line::Line;
pub use resource::Section;
pub use rules::RULES;

use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use crate::tree::Tree;

/// The longest text that is taken in, in bytes: ten times the guide.
pub const LARGEST: usize = 1_000_000;

/// How a text is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether what a known file has lost is put back.
    pub errata: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { errata: true }
    }
}

/// The files of a deck made of the guide, or of its cards alone. None where a finding is an error.
pub fn import(source: &Source, options: &Options) -> (Option<Tree>, Findings) {
    let mut findings = Findings::default();
    if source.text().len() > LARGEST {
        findings.add(&rules::TOO_LARGE, &Place::file(source.path())).with("most", LARGEST / 1_000_000);
        return (None, findings);
    }
    let tree = Guide::read(source, options, &mut findings).map(|guide| write::deck(&guide, &mut findings));
    (tree.filter(|_| !findings.has_errors()), findings)
}
