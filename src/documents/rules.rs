//! The rules of documents on their way into a deck: what stops a file, and what was taken for what. The texts are in
//! `templates/findings/LANGUAGE/documents.toml`.

use crate::diagnostic::rules;

rules! {
    /// More text or more of it unpacked than is taken.
    TOO_LARGE = error "U001";
    /// An archive or a member of it that cannot be read.
    DAMAGED = error "U002";
    /// A file that is protected by a password.
    ENCRYPTED = error "U003";
    /// Word's form before 2007.
    OLD_WORD = error "U004";
    /// A form of file that is not read.
    OTHER_FORM = error "U005";
    /// A document without a word.
    EMPTY = error "U006";
    /// A text whose encoding had to be guessed.
    GUESSED = note "U007";
    /// A document in which no card was found.
    NO_CARD = error "U008";
    /// A spreadsheet whose header names no part of a card.
    NO_COLUMNS = error "U009";
    /// A heading that became a card.
    TAKEN_CARD = note "U010";
    /// A heading that became a theme.
    TAKEN_THEME = note "U011";
    /// Words that opened a part of a card.
    TAKEN_PART = note "U012";
    /// Questions of a quiz and their kind.
    TAKEN_ITEM = note "U013";
    /// A question without a right answer.
    NO_RIGHT_ANSWER = warning "U014";
    /// A paragraph that was taken for a heading.
    TAKEN_HEADING = note "U015";
    /// A table that became something else.
    TAKEN_TABLE = note "U016";
    /// Words that had no place in the deck.
    LEFT_OVER = warning "U017";
    /// What stands outside the text.
    ASIDE = note "U018";
    /// A language that was guessed.
    TAKEN_LANGUAGE = note "U019";
    /// A picture without an alternative.
    NO_ALTERNATIVE = warning "U020";
    /// A picture that cannot be taken along.
    PICTURE_LEFT_OUT = warning "U021";
    /// A link that cannot be kept.
    LINK_LEFT_OUT = note "U022";
    /// Entries that stood below others and became their neighbours.
    FLATTENED = note "U023";
    /// Ideas of which no level is said.
    TAKEN_LEVEL = note "U024";
    /// A table that had no place in the deck.
    TABLE_LEFT_OVER = warning "U025";
}
