//! Where a deck comes from that was laid over another one: whose ids it keeps.

use super::rights::Licence;
use crate::source::{At, Place};
use std::collections::{BTreeMap, BTreeSet};

/// The deck under an overlay.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Its id.
    pub id: At<String>,
    /// The IRI under which its cards stay.
    pub iri: At<String>,
    /// Its version.
    pub version: At<String>,
    /// Its title, by language.
    pub title: BTreeMap<String, At<String>>,
    /// Under what terms it may be passed on.
    pub licence: Licence,
    /// The ids of its themes and situations.
    pub ids: BTreeSet<String>,
    /// Where the overlay names it, or the table in a deck that came out of a package.
    pub place: Place,
}

impl Origin {
    /// Its title in a language, or the first that it has, or its id.
    pub fn title_in(&self, language: &str) -> &str {
        let own = self.title.get(language).or_else(|| self.title.values().next());
        own.map_or(self.id.as_str(), |title| title.as_str())
    }

    /// Its title with its version and the name of its licence.
    pub fn terms(&self, language: &str) -> String {
        format!("{} {} ({})", self.title_in(language), *self.version, *self.licence.name)
    }
}
