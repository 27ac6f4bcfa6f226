//! The guide as it was read: what is in it, in its own order. Knows nothing of the deck that will be made of it.

use super::board::Board;
use super::card::{self, Card};
use super::editorial::Editorial;
use super::errata::{Corrections, Errata};
use super::game::Game;
use super::identity::Identity;
use super::line::{self, Line};
use super::outline::{self, Outline};
use super::resource::{self, Section};
use super::{Options, rules};
use crate::diagnostic::Findings;
use crate::source::Source;

/// The guide, or its cards alone.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The themes with their cards.
    pub themes: Vec<Theme>,
    /// What stands around the cards; none where the text holds the cards alone.
    pub frame: Option<Frame>,
    /// What was corrected.
    pub corrections: Corrections,
}

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Its cards.
    pub cards: Vec<Card>,
}

/// What stands around the cards.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Who made it, and who paid.
    pub identity: Identity,
    /// The rules of the game.
    pub game: Game,
    /// The board.
    pub board: Board,
    /// The resources: a chapter a theme.
    pub chapters: Vec<Section>,
}

impl Guide {
    /// Reads a text. None where it is not the guide; what it then is not, and on which line, is in the findings.
    pub fn read(source: &Source, options: &Options, findings: &mut Findings) -> Option<Self> {
        let mut lines = line::lines(source, findings)?;
        let beginning = |lines: &[Line]| card::beginning(lines, &Editorial::built_in().theme_names());
        if beginning(&lines).is_none() {
            findings.add(&rules::NO_CARD, &source.whole());
            return None;
        }
        let corrections = correct(source, &mut lines, options, findings);
        // A correction may have joined lines, so that the cards begin earlier than before.
        let first = beginning(&lines)?;
        let is_whole = Outline::is_in(&lines);
        let (themes, frame) =
            if is_whole { whole(&lines, first, findings) } else { (alone(&lines, first, findings), None) };
        (!findings.has_errors()).then_some(Self { themes, frame, corrections })
    }
}

/// Puts back what a known file has lost.
fn correct(source: &Source, lines: &mut Vec<Line>, options: &Options, findings: &mut Findings) -> Corrections {
    match Errata::of(source) {
        Some(errata) if options.errata => errata.apply(lines),
        Some(_) => Corrections::default(),
        None => {
            findings.add(&rules::UNKNOWN_FILE, &source.whole());
            Corrections::default()
        }
    }
}

/// The cards without the guide.
fn alone(lines: &[Line], first: usize, findings: &mut Findings) -> Vec<Theme> {
    let names = Editorial::built_in().theme_names();
    leave_out(&lines[..first], findings);
    let (groups, end) = card::cards(&lines[first..], &names, findings);
    let place = &lines[first].place;
    if let Some(heading) = lines[first..].get(end) {
        let last = groups.last().and_then(|group| group.last()).map_or(0, |card| card.number);
        findings.add(&rules::HEADING_IN_CARD, &heading.place).with("number", last);
    }
    if groups.len() != names.len() {
        findings.add(&rules::UNNAMED_THEMES, place).with("themes", groups.len()).with("names", names.len());
    }
    findings.add(&rules::CARDS_ALONE, place);
    name(groups, &names)
}

/// The whole guide.
fn whole(lines: &[Line], first: usize, findings: &mut Findings) -> (Vec<Theme>, Option<Frame>) {
    let outline = Outline::new(&lines[..first], findings);
    let identity = Identity::read(&outline, findings);
    let game = Game::read(&outline, findings);
    let board = Board::read(&outline, findings);
    let listed = game.intro.iter().filter(|block| block.is_item);
    let names: Vec<_> = listed.map(|block| block.text.clone()).collect();
    let (groups, end) = card::cards(&lines[first..], &names, findings);
    let chapters = chapters(&lines[first + end..], lines, findings);
    if names.len() != groups.len() || (names.len() != chapters.len()) {
        findings
            .add(&rules::THEMES_DIFFER, &lines[first].place)
            .with("names", names.len())
            .with("groups", groups.len())
            .with("chapters", chapters.len());
    }
    for part in [
        "Pour information : ",
        "UN JEU POUR RÉFLÉCHIR COLLECTIVEMENT",
        "Recommandations pour la rédaction des «CARTES SITUATIONS» :",
    ] {
        leave_out(outline.part(part).map_or(&[], |part| &part.lines), findings);
    }
    leave_out(&board.left, findings);
    (name(groups, &names), Some(Frame { identity, game, board, chapters }))
}

/// The chapters of the resources, up to the line that closes the guide.
fn chapters(rest: &[Line], all: &[Line], findings: &mut Findings) -> Vec<Section> {
    let closing = rest.iter().position(|line| outline::begins(line, outline::CLOSING));
    if let (None, Some(last)) = (closing, all.last()) {
        findings.add(&rules::MISSING_PART, &last.place).with("part", outline::CLOSING.trim_end());
    }
    resource::chapters(&rest[..closing.unwrap_or(rest.len())], findings)
}

/// Says which lines find no place in a deck.
fn leave_out(lines: &[Line], findings: &mut Findings) {
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        findings.add(&rules::LEFT_OUT, &first.place).with("first", first.number).with("last", last.number);
    }
}

/// Brings the groups of cards and the names together by their order.
fn name(groups: Vec<Vec<Card>>, names: &[String]) -> Vec<Theme> {
    let name = |at: usize| match names.get(at) {
        Some(name) => Editorial::built_in().theme(name),
        None => format!("Thème {}", at + 1),
    };
    groups.into_iter().enumerate().map(|(at, cards)| Theme { name: name(at), cards }).collect()
}
