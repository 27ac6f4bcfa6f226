//! What is particular to a country: its authorities, helplines and laws, with the month in which somebody checked them.

use super::prose::{Line, Prose};
use super::signature::Signature;
use crate::source::{At, Source};

/// The sheet of a country.
#[derive(Clone, Debug)]
pub struct Country {
    /// ISO 3166 in small letters, or `other` for everywhere else.
    pub id: At<String>,
    /// Its name.
    pub title: At<String>,
    /// Languages whose modules show it unless a build asks for others; empty: all. Read from the source edition.
    pub languages: Vec<At<String>>,
    /// When its facts were checked, unless an entry says otherwise, and who signed the sheet.
    pub signature: Signature,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What comes before the entries; may be empty.
    pub intro: Prose,
    /// Its entries. Every country has the same ids in the same order.
    pub entries: Vec<CountryEntry>,
    /// The file it stands in.
    pub source: Source,
}

/// One subject on the sheet of a country.
#[derive(Clone, Debug)]
pub struct CountryEntry {
    /// Unique on the sheet; links lead to it.
    pub id: At<String>,
    /// Its heading.
    pub title: Line,
    /// What it says.
    pub body: Prose,
    /// The law, the article, the site that it rests on; may be empty.
    pub sources: Prose,
    /// Whether somebody checked it.
    pub checked: Checked,
}

/// Whether a fact was checked, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// In this month, `YYYY-MM`.
    In(At<String>),
    /// The author says that nobody did.
    No,
    /// The author says nothing.
    Unsaid,
}

impl Checked {
    /// The month, `YYYY-MM`, where there is one.
    pub fn month(&self) -> Option<&At<String>> {
        match self {
            Self::In(month) => Some(month),
            Self::No | Self::Unsaid => None,
        }
    }
}
