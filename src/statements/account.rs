//! Who it was: an account at a home page, never a name, and an e-mail address only where it was asked for. With a key
//! the account is a pseudonym, which is the same for the same account and key and says nothing without the key.

use super::rules;
use super::sheet::{Row, Sheet};
use super::words::{self, moodle};
use crate::diagnostic::Findings;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::{self, Write};

/// A field by which Moodle tells people apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The user name.
    Username,
    /// The ID number, which an institute gives.
    IdNumber,
    /// The e-mail address.
    Email,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 3] = [Self::Username, Self::IdNumber, Self::Email];

    /// The name by which commands call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::IdNumber => "idnumber",
            Self::Email => "email",
        }
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Username => moodle::USERNAME,
            Self::IdNumber => moodle::ID_NUMBER,
            Self::Email => moodle::EMAIL,
        }
    }
}

/// The key of pseudonyms: at least [`Key::LEAST`] bytes.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl Key {
    /// The fewest bytes of a key. Fewer could be tried out, and with them every account of a school.
    pub const LEAST: usize = 32;

    /// The key in the content of a file, without line ends behind it; none where it is too short.
    pub fn read(content: &[u8]) -> Option<Self> {
        let key = content.trim_ascii_end();
        (key.len() >= Self::LEAST).then(|| Self(key.to_vec()))
    }

    /// The pseudonym of an account: HMAC-SHA256 of its name (RFC 2104), in hexadecimal digits.
    fn pseudonym(&self, name: &str) -> String {
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            unreachable!("HMAC takes keys of any length")
        };
        hmac.update(name.as_bytes());
        hmac.finalize().into_bytes().iter().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// How people are named.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// The home page of all accounts: the address of the LMS or of the institute.
    pub home_page: String,
    /// The field that was asked for; otherwise the user name, or the ID number where there is none.
    pub field: Option<Field>,
    /// The key, where accounts become pseudonyms.
    pub key: Option<Key>,
}

impl Accounts {
    /// The column by which people are named in an export of Moodle; none where there is none that may be used.
    pub(super) fn column(&self, sheet: &Sheet, findings: &mut Findings) -> Option<usize> {
        let header = sheet.rows.first()?;
        let find = |field: Field| header.cells.iter().position(|cell| words::is(&cell.text, field.words()));
        let found = match self.field {
            Some(field) => find(field),
            None => find(Field::Username).or_else(|| find(Field::IdNumber)),
        };
        if found.is_none() {
            findings
                .add(&rules::NO_ACCOUNT, &sheet.row(header))
                .with("field", self.field.map_or("username", Field::key));
        }
        found
    }

    /// The name of the account in a cell; none where it is empty.
    pub(super) fn name(&self, sheet: &Sheet, row: &Row, column: usize, findings: &mut Findings) -> Option<String> {
        let text = row.text(column);
        if text.is_empty() {
            let header = sheet.rows.first().map_or("", |header| header.text(column));
            findings.add(&rules::EMPTY_CELL, &sheet.cell(row, column)).with("column", header);
            return None;
        }
        Some(self.key.as_ref().map_or_else(|| text.to_owned(), |key| key.pseudonym(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_the_hmac_of_the_account() {
        let key = Key::read(&[b'k'; 32]).expect("long enough");
        // Computed with another implementation.
        assert_eq!(key.pseudonym("user01"), "b0ad5950ac9fa60aaec4e6b038d6ba65c33ff9faf16916507eae4760b7e6feba");
        assert_ne!(key.pseudonym("user01"), key.pseudonym("user02"));
        assert!(
            Key::read(&[b'k'; 31]).is_none()
                && Key::read(b"short\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n").is_none()
        );
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
