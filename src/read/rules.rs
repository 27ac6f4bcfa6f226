//! The rules that reading itself can break: files, syntax and form. What well-formed content should be like is in `check`.

use crate::diagnostic::rules;

rules! {
    /// The folder has no `deck.toml`.
    NO_DECK = error "R001";
    /// A file cannot be read.
    UNREADABLE = error "R002";
    /// A text that is not plain UTF-8.
    NOT_UTF8 = error "R003";
    /// A text begins with a byte order mark.
    BYTE_ORDER_MARK = warning "R004";
    /// A file is larger than a deck may hold.
    TOO_LARGE = error "R005";
    /// A name has characters beyond `a-z0-9._-`.
    BAD_NAME = error "R006";
    /// A name that Windows refuses.
    WINDOWS_NAME = error "R007";
    /// A link of the file system.
    SYMLINK = warning "R008";
    /// Folders nested too deeply.
    TOO_DEEP = error "R009";
    /// A file that no deck has.
    UNKNOWN_FILE = warning "R010";
    /// Two names that differ only by case.
    SAME_NAME = error "R011";
    /// A file that does not hold what its name says.
    OTHER_CONTENT = error "R012";
    /// A file in `media` that a module cannot show.
    OTHER_MEDIUM = warning "R013";
    /// A text that is not where a deck looks for it.
    MISPLACED = error "R014";
    /// A capsule in the folder of a theme.
    CAPSULE_AMONG_CARDS = error "R015";
    /// A card in a folder of capsules.
    CARD_AMONG_CAPSULES = error "R016";
    /// A folder that is a deck of its own.
    DECK_INSIDE = warning "R017";
    /// No deck here, but in folders below.
    DECKS_BELOW = error "R018";
    /// A control character in a text.
    CONTROL = error "R019";
    /// TOML that cannot be parsed.
    TOML_SYNTAX = error "R020";
    /// No front matter.
    NO_FRONT_MATTER = error "R021";
    /// Front matter without an end.
    OPEN_FRONT_MATTER = error "R022";
    /// A key that does not exist.
    UNKNOWN_KEY = error "R023";
    /// A key that is missing.
    MISSING_KEY = error "R024";
    /// A value of the wrong kind.
    WRONG_KIND = error "R025";
    /// A text or a list that is empty.
    EMPTY_TEXT = error "R026";
    /// A word that is not one of those allowed.
    UNKNOWN_WORD = error "R027";
    /// A number out of range.
    OUT_OF_RANGE = error "R028";
    /// An id with other characters, or too long.
    BAD_ID = error "R029";
    /// A language tag that is none.
    BAD_LANGUAGE = error "R030";
    /// A version that is not semantic.
    BAD_VERSION = error "R031";
    /// An address that is not absolute.
    BAD_IRI = error "R032";
    /// A character that no package can carry.
    INVISIBLE = error "R033";
    /// An entry of the register that cannot be read.
    BAD_ENTRY = error "R034";
    /// A key of the whole file that was written below a table.
    KEY_BELOW_TABLE = error "R035";
    /// Raw HTML.
    RAW_HTML = error "R040";
    /// A link to a scheme that is not allowed.
    BAD_LINK = error "R041";
    /// Markdown that a deck has no use for.
    UNSUPPORTED_MARKDOWN = error "R042";
    /// Blocks nested too deeply.
    NESTED_TOO_DEEPLY = error "R043";
    /// A heading without an attribute where sections are known by it.
    STRAY_HEADING = error "R044";
    /// A section that does not exist here.
    UNKNOWN_SECTION = error "R045";
    /// A section that stands twice.
    DOUBLE_SECTION = error "R046";
    /// A section that is missing.
    MISSING_SECTION = error "R047";
    /// Text that has no place here, mostly where a list is wanted.
    NOT_A_LIST = error "R048";
    /// A section with nothing in it.
    EMPTY_SECTION = error "R049";
    /// A list of the wrong length.
    WRONG_COUNT = error "R050";
    /// A section where none can stand.
    NO_SECTION_HERE = error "R051";
    /// A heading or an entry of a list without words.
    EMPTY_LINE = error "R052";
    /// A position without exactly two ends.
    NOT_TWO_ENDS = error "R053";
    /// A part whose heading has level 1.
    FIRST_LEVEL_PART = error "R054";
    /// A heading without a space after its signs.
    NO_SPACE = error "R055";
    /// A mark that is not written as it should be.
    BROKEN_MARK = error "R056";
    /// A heading in a text that has none.
    HEADING_HERE = error "R057";
    /// A table.
    TABLE = error "R058";
    /// A block of code.
    CODE_BLOCK = error "R059";
    /// An item whose kind does not exist.
    UNKNOWN_ITEM_KIND = error "R060";
    /// An attribute that an item does not have.
    UNKNOWN_ATTRIBUTE = error "R061";
    /// An item without a list of answers.
    NO_ANSWERS = error "R062";
    /// Answers without `[x]` or `[ ]`.
    NO_MARKS = error "R063";
    /// The wrong number of right answers.
    WRONG_MARKS = error "R064";
    /// Voices that are not four.
    NOT_FOUR_VOICES = error "R065";
    /// A pair or a box without what belongs to it.
    NO_PARTNER = error "R066";
    /// A list in a note.
    LIST_IN_NOTE = error "R067";
    /// Marks in a translation.
    MARKS_IN_TRANSLATION = error "R068";
    /// Marks where nothing is right or wrong.
    STRAY_MARKS = error "R069";
    /// A folder of a language that is missing.
    NO_EDITION = error "R070";
    /// A folder that is no declared language.
    UNDECLARED_LANGUAGE = warning "R071";
    /// A theme folder without `theme.md`.
    NO_THEME_FILE = error "R072";
    /// A theme that `deck.toml` does not list.
    UNLISTED_THEME = error "R073";
    /// A theme that is listed and does not exist.
    MISSING_THEME = error "R074";
    /// An attribute with quotes around its value.
    QUOTED = error "R080";
    /// A quote right below the last answer, which is said to everyone.
    LOOSE_FEEDBACK = error "R081";
    /// A quote for everyone where the last answer alone has no feedback.
    LAST_WITHOUT_FEEDBACK = warning "R082";
    /// Signs of emphasis or of a link that show as they are.
    RAW_SIGNS = warning "R083";
    /// Words of another language whose mark is not understood.
    BAD_FOREIGN = error "R084";
    /// A month that is not written as year and month.
    BAD_MONTH = error "R085";
    /// A country that is not known by its code.
    BAD_COUNTRY = error "R086";
    /// An interface text with other gaps than the English one.
    OTHER_GAPS = error "R087";
    /// Statements to rate without a scale of a few steps.
    NO_SCALE = error "R090";
    /// A scene that cannot be parsed.
    BROKEN_SCENE = error "R091";
    /// A scene that is not on the square of the others.
    SCENE_SQUARE = error "R092";
    /// A part of a scene that is not a path and nothing else.
    SCENE_PART = error "R093";
    /// An ORCID iD that is not one.
    BAD_ORCID = error "R110";
    /// A scene with more lines than a card can carry.
    LARGE_SCENE = error "R094";
}
