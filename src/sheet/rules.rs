//! The rules that a table can break, whatever it says. The texts are in `templates/findings/LANGUAGE/statements.toml`.

use crate::diagnostic::rules;

rules! {
    /// A file, or a table in it, that is larger than any that is read.
    TOO_LARGE = error "F001";
    /// Something else than a table.
    NOT_A_TABLE = error "F002";
    /// A spreadsheet that is cut off or broken.
    DAMAGED = error "F003";
    /// A web page that is called a spreadsheet.
    WEB_PAGE = error "F004";
    /// Excel's form before 2007.
    OLD_EXCEL = error "F005";
    /// A text whose encoding had to be guessed.
    GUESSED = note "F006";
    /// A quotation mark that is never closed.
    OPEN_QUOTE = error "F007";
}
