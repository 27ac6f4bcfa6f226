//! The rules that a file of what happened can break, once it is a table. The texts are in `templates/findings/LANGUAGE/statements.toml`.

use crate::diagnostic::rules;

rules! {
    /// A table without rows.
    EMPTY = error "F008";
    /// A header that no reader knows.
    UNKNOWN_TABLE = error "F009";
    /// A column that the table needs.
    MISSING_COLUMN = error "F010";
    /// No column by which people may be known.
    NO_ACCOUNT = error "F011";
    /// A cell that must not be empty.
    EMPTY_CELL = error "F012";
    /// An account that is an e-mail address where none was asked for.
    MAIL_ADDRESS = error "F013";
    /// A fact without a date.
    NO_DATE = error "F014";
    /// A date that cannot be read.
    BAD_DATE = error "F015";
    /// Neither yes nor no.
    BAD_ANSWER = error "F016";
    /// A situation that the deck does not have.
    UNKNOWN_SITUATION = error "F017";
    /// A file whose module is not known.
    UNKNOWN_MODULE = error "F018";
    /// A title that several modules have.
    SEVERAL_MODULES = error "F019";
    /// A column of another activity.
    OTHER_ACTIVITY = note "F020";
    /// A status that is not known.
    BAD_STATUS = error "F021";
    /// A score or a number of an attempt that is none.
    BAD_NUMBER = error "F022";
    /// A row that says again what another said.
    SAID_BEFORE = note "F023";
    /// A package of several parts.
    SEVERAL_PARTS = note "F024";
    /// A file that does not name its module.
    NO_MODULE = error "F025";
    /// A column of a situation that the deck does not have.
    OTHER_OBJECTIVE = note "F026";
    /// Columns of situations in which nothing stands.
    NO_STATUS = note "F027";
    /// Moodle's course completion, where its activity completion is needed.
    COURSE_COMPLETION = error "F028";
}
