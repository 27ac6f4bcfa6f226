//! The rules that a catalogue can break.

use crate::diagnostic::rules;

rules! {
    /// A catalogue that is not UTF-8.
    NOT_UTF8 = error "T001";
    /// A header that names another charset.
    CHARSET = error "T002";
    /// A line that no catalogue has.
    SYNTAX = error "T003";
    /// A text whose quotation mark is not closed, or with something behind it.
    OPEN_TEXT = error "T004";
    /// An escape that means nothing.
    BAD_ESCAPE = error "T005";
    /// A context that stands twice.
    DOUBLE_CONTEXT = error "T006";
    /// Plural forms, of which a deck has none.
    PLURAL = error "T007";
    /// No language, neither in the header nor asked for.
    NO_LANGUAGE = error "T008";
    /// A language tag that is none.
    BAD_LANGUAGE = error "T009";
    /// Another language than was asked for.
    OTHER_LANGUAGE = error "T010";
    /// The language in which the deck is written.
    SOURCE_LANGUAGE = error "T011";
    /// The catalogue of another deck.
    OTHER_DECK = error "T012";
    /// An entry without a context.
    NO_CONTEXT = warning "T013";
    /// A context that the deck does not have.
    UNKNOWN_CONTEXT = warning "T014";
    /// An entry whose source has been changed since.
    SOURCE_CHANGED = warning "T015";
    /// A text that would change the structure of its file.
    STRUCTURE = error "T016";
    /// A text with more or fewer links than its source.
    LINKS = warning "T017";
    /// A file that keeps its version, because entries are missing or fuzzy.
    VERSION_KEPT = note "T018";
    /// A file that is not written, because entries are missing or fuzzy.
    NOT_WRITTEN = warning "T019";
    /// `deck.toml` cannot take the text where it is.
    NO_PLACE = error "T020";
    /// A language that was added to `deck.toml`.
    NEW_LANGUAGE = note "T021";
    /// A catalogue that is larger than any deck.
    TOO_LARGE = error "T022";
    /// A language that differs from one of the deck's only by its region or script.
    NEAR_LANGUAGE = error "T023";
    /// An interface text with other gaps than its source.
    GAPS = error "T024";
    /// A catalogue without any interface text that can be taken.
    NO_TEXTS = error "T025";
    /// Interface texts where those of a deck are expected.
    INTERFACE_TEXTS = error "T026";
    /// Texts for the `deck.toml` of an overlay, which is not changed.
    HEAD_LEFT = warning "T030";
    /// A file that is not written, because it has parts that its source does not have.
    OWN_PARTS = warning "T031";
    /// Texts that were translated from the source as it is, and are others now.
    REPLACED = warning "T032";
}
