//! Licence, credits and funding, which every redistribution carries, and the evidence of accessibility.

use crate::source::{At, Place};
use std::collections::BTreeMap;

/// Under what terms the deck may be passed on.
#[derive(Clone, Debug)]
pub struct Licence {
    /// An SPDX expression, or `LicenseRef-…` where the rights are only described.
    pub id: At<String>,
    /// How it is shown.
    pub name: At<String>,
    /// Where it can be read.
    pub url: Option<At<String>>,
}

impl Licence {
    /// Whether it names a licence that anyone can look up, so that the deck may be released.
    pub fn is_named(&self) -> bool {
        !self.id.starts_with("LicenseRef-") && !self.id.is_empty()
    }
}

/// Someone, or a work, that the deck owes something to.
#[derive(Clone, Debug)]
pub struct Credit {
    /// `author`, `translator`, `source`, `partner` or `correction`.
    pub role: At<String>,
    /// Who or what.
    pub name: At<String>,
    /// Where to find it.
    pub url: Option<At<String>>,
    /// What for.
    pub note: Option<At<String>>,
    /// The person's ORCID iD: `0000-0002-1825-0097`.
    pub orcid: Option<At<String>>,
    /// Who made the work, where this is a work; may be empty.
    pub authors: Vec<At<String>>,
    /// The entry.
    pub place: Place,
}

impl Credit {
    /// The name, and behind that of a work those who made it.
    pub fn named(&self) -> String {
        let authors: Vec<&str> = self.authors.iter().map(|author| author.as_str()).collect();
        if authors.is_empty() { self.name.value.clone() } else { format!("{} ({})", *self.name, authors.join(", ")) }
    }
}

/// Who paid for the work.
#[derive(Clone, Debug)]
pub struct Funding {
    /// The programme.
    pub programme: At<String>,
    /// The number of the grant.
    pub project: At<String>,
    /// Who gave the grant.
    pub funder: Option<At<String>>,
    /// What has to be said, by language.
    pub statement: BTreeMap<String, At<String>>,
}

/// An evaluation of the deck's modules against WCAG.
#[derive(Clone, Debug)]
pub struct Accessibility {
    /// Where the statement or the report can be read.
    pub statement: At<String>,
    /// The month of the evaluation, `YYYY-MM`.
    pub checked: At<String>,
}
