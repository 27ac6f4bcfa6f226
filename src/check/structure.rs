//! Whether every part is there that learners and narrators need.

use super::is_absent;
use crate::deck::{BoardLevel, Deck, Theme};
use crate::diagnostic::{Findings, rules};

/// More situations than this in a module make a page that an old phone opens slowly.
const MOST_SITUATIONS: usize = 400;

rules! {
    /// A theme without situations.
    EMPTY_THEME = warning "C001";
    /// A situation without a story.
    NO_STORY = error "C002";
    /// More than five prompts.
    MANY_PROMPTS = warning "C003";
    /// A capsule without `{#keep}`.
    NOTHING_TO_KEEP = warning "C004";
    /// No rules of the game.
    NO_GAME = note "C005";
    /// No board.
    NO_BOARD = warning "C006";
    /// More than one position item in a situation.
    MANY_POSITIONS = error "C007";
    /// A theme that makes too large a module.
    LARGE_MODULE = warning "C008";
    /// A level of the board without a question.
    SILENT_LEVEL = note "C009";
    /// More situations asked for than any module has.
    UNREACHABLE_COMPLETION = note "C010";
}

/// Checks every edition of the deck.
pub fn check(deck: &Deck, findings: &mut Findings) {
    // What only a translation lacks is not translated yet, which is said there.
    for source in deck.editions.iter().take(1).filter(|edition| !is_absent(edition)) {
        let unread = |name: &str| deck.has_unread(&format!("{}/{name}", source.language));
        if source.game.is_none() && !unread("game.md") {
            findings.add(&NO_GAME, &deck.source.whole()).with("language", &source.language);
        }
        if source.board.is_none() && !unread("board.md") {
            findings.add(&NO_BOARD, &deck.source.whole()).with("language", &source.language);
        }
    }
    for edition in deck.editions.iter().filter(|edition| !is_absent(edition)) {
        let silent = |level: &&BoardLevel| level.questions.is_empty() && !level.body.is_empty();
        for level in edition.board.iter().flat_map(|board| &board.levels).filter(silent) {
            findings.add(&SILENT_LEVEL, &level.title.place).with("level", level.level.key());
        }
        for capsule in edition.capsules.iter().filter(|capsule| capsule.keep.is_empty()) {
            findings.add(&NOTHING_TO_KEEP, &capsule.title.place);
        }
        edition.themes.iter().for_each(|theme| check_theme(theme, findings));
    }
    // In a translation a theme without situations is one that is not translated yet.
    let empty = deck.editions.iter().take(1).flat_map(|e| &e.themes).filter(|theme| theme.situations.is_empty());
    // A card that could not be read is no missing one.
    for theme in empty.filter(|theme| !deck.has_unread(theme.source.path().trim_end_matches("theme.md"))) {
        findings.add(&EMPTY_THEME, &theme.title.place);
    }
    if let crate::deck::Completion::Situations(wanted, place) = &deck.completion {
        let most = deck.editions.iter().flat_map(|e| &e.themes).map(|t| t.situations.len()).max().unwrap_or(0);
        if *wanted > most {
            findings.add(&UNREACHABLE_COMPLETION, place).with("wanted", wanted).with("most", most);
        }
    }
}

fn check_theme(theme: &Theme, findings: &mut Findings) {
    if theme.situations.len() > MOST_SITUATIONS {
        let finding = findings.add(&LARGE_MODULE, &theme.title.place);
        finding.with("found", theme.situations.len()).with("most", MOST_SITUATIONS);
    }
    for card in &theme.situations {
        if card.story.is_empty() {
            findings.add(&NO_STORY, &card.title.place);
        }
        if card.prompts.len() > 5 {
            findings.add(&MANY_PROMPTS, &card.prompts[5].place).with("found", card.prompts.len());
        }
        let is_position = |item: &&crate::deck::Item| matches!(item.body, crate::deck::ItemBody::Position { .. });
        for item in card.items.iter().filter(is_position).skip(1) {
            findings.add(&MANY_POSITIONS, &item.place);
        }
    }
}
