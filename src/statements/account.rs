//! Who it was: an account at a home page, never a name, and an e-mail address only where it was asked for. With a key
//! the account is a pseudonym, which is the same for the same account and key and says nothing without the key.

use super::fact::Group;
use super::rules;
use super::{Row, Sheet, moodle, words};
use crate::diagnostic::Findings;
use crate::xapi::pseudonym::{self, Key};

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
    /// The home page that statements name.
    pub(super) fn home(&self) -> &str {
        if self.key.is_some() { pseudonym::HOME } else { &self.home_page }
    }

    /// The column by which people are named in an export of Moodle; none where there is none that may be used.
    pub(super) fn column(&self, sheet: &Sheet, findings: &mut Findings) -> Option<usize> {
        let header = sheet.rows.first()?;
        let find = |field: Field| header.texts().position(|text| words::is(text, field.words()));
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

    /// The group of a name. It has a home page of its own, so that no group is taken for the person of the same name.
    pub(super) fn group(&self, name: &str) -> Group {
        let page = self.home_page.split('#').next().unwrap_or_default();
        let plain = || Group { home_page: format!("{page}#groups"), name: name.to_owned() };
        self.key.as_ref().map_or_else(plain, |key| Group {
            home_page: pseudonym::HOME.to_owned(),
            name: key.name(&pseudonym::group(&self.home_page, name)),
        })
    }

    /// The name of the account in a cell; none where it is empty.
    pub(super) fn name(&self, sheet: &Sheet, row: &Row, column: usize, findings: &mut Findings) -> Option<String> {
        let text = row.text(column);
        if text.is_empty() {
            let header = sheet.rows.first().map_or("", |header| header.text(column));
            findings.add(&rules::EMPTY_CELL, &sheet.cell(row, column)).with("column", header);
            return None;
        }
        let pseudonym = |key: &Key| key.name(&pseudonym::account(&self.home_page, text));
        Some(self.key.as_ref().map_or_else(|| text.to_owned(), pseudonym))
    }
}
