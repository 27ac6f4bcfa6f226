//! The rules that a text can break on its way from the partners' guide into a deck.

use crate::diagnostic::rules;

rules! {
    /// Nothing but blanks.
    EMPTY = error "I001";
    /// Bytes that are no text, or text that was read in the wrong encoding.
    NOT_TEXT = error "I002";
    /// A web page instead of its text.
    WEB_PAGE = error "I003";
    /// No situation card.
    NO_CARD = error "I004";
    /// A card whose number neither follows nor begins a theme.
    NUMBER = error "I005";
    /// A card without a title.
    NO_TITLE = error "I006";
    /// A card without a story.
    NO_STORY = error "I007";
    /// A card without a prompt.
    NO_PROMPT = error "I008";
    /// Text after the prompts of a card.
    AFTER_PROMPTS = error "I009";
    /// A second dilemma in a card.
    TWO_DILEMMAS = error "I010";
    /// A dilemma that is not followed by exactly one prompt.
    DILEMMA_PROMPTS = warning "I011";
    /// A heading where a card should go on.
    HEADING_IN_CARD = error "I012";
    /// A dilemma without text.
    EMPTY_DILEMMA = error "I013";
    /// A page header that names another theme.
    OTHER_HEADER = warning "I014";
    /// A part of the guide that is missing or stands elsewhere.
    MISSING_PART = error "I015";
    /// A part of the guide with nothing in it.
    EMPTY_PART = error "I016";
    /// Themes, groups of cards and chapters that do not match.
    THEMES_DIFFER = error "I017";
    /// Resource text that stands under no heading.
    LOOSE_TEXT = error "I018";
    /// More or fewer themes than there are names.
    UNNAMED_THEMES = warning "I019";
    /// A file whose corrections are not known.
    UNKNOWN_FILE = note "I020";
    /// The cards without the guide around them.
    CARDS_ALONE = note "I021";
    /// A sentence that rests on a link without an address.
    DEAD_LINK = note "I022";
    /// Lines for which a deck has no place.
    LEFT_OUT = note "I023";
    /// A capsule that a situation should lead to and that is not there.
    NO_CAPSULE = warning "I024";
    /// More text than any guide has.
    TOO_LARGE = error "I025";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Locale, explain};

    #[test]
    fn every_rule_has_its_texts() {
        for rule in RULES {
            assert!(Locale::ALL.into_iter().all(|locale| explain(locale, rule.code).is_some()), "{}", rule.code);
        }
    }
}
