//! From the arguments to what is wanted of a build: what the deck does not have is named, with what it has.

use super::Build;
use crate::build::{ALL, Languages, Options, WITH, read_schemas};
use crate::cli::Outcome;
use crate::cli::nearest::nearest;
use crate::deck::Deck;
use crate::package::{FORMATS, Format};
use crate::ui::Ui;
use std::collections::BTreeMap;

impl Build {
    /// What is wanted of the packages of a deck.
    ///
    /// # Errors
    /// Where an argument names what the deck does not have; the user has been told.
    pub(super) fn options(&self, ui: &Ui, deck: &Deck) -> Result<Options, Outcome> {
        let wrong = |key: &str, value: &str, known: Vec<&str>| {
            ui.message(key, &[("value", value), ("known", &known.join(", "))]);
            if let Some(name) = nearest(value, known.into_iter()) {
                ui.message("build.nearest", &[("value", name)]);
            }
            Outcome::Usage
        };
        let languages = || deck.languages.iter().map(|language| language.as_str());
        let mut asked = self.lang.iter().flat_map(|set| set.split(WITH));
        if let Some(unknown) = asked.find(|language| *language != ALL && deck.edition(language).is_none()) {
            return Err(wrong("build.language", unknown, languages().collect()));
        }
        let themes = || deck.themes.iter().map(|theme| theme.as_str());
        if let Some(unknown) = self.theme.iter().find(|id| !themes().any(|known| known == **id)) {
            return Err(wrong("build.theme", unknown, themes().collect()));
        }
        let is_listed = |id: &&String| deck.countries.iter().any(|own| own.value == **id);
        if let Some(unknown) = self.country.iter().find(|id| !is_listed(id)) {
            let known: Vec<&str> = deck.countries.iter().map(|id| id.as_str()).collect();
            let key = if known.is_empty() { "build.no_country" } else { "build.country" };
            return Err(wrong(key, unknown, known));
        }
        let languages = self.languages(ui, deck)?;
        let formats = self.formats();
        let schemas = match &self.schemas {
            Some(folder) => read_schemas(folder, &formats).map_err(|(path, error)| Outcome::file(ui, &path, error))?,
            None => BTreeMap::new(),
        };
        Ok(Options {
            formats,
            schemas,
            languages,
            split: self.split,
            tracking: self.tracking.unwrap_or(deck.tracking),
            forums: self.forums,
            with_source: !self.no_source,
            release: self.release,
        })
    }

    /// The formats in the order of the argument; one that is named twice is wanted once.
    fn formats(&self) -> Vec<&'static Format> {
        if self.to.iter().any(|key| key == ALL) {
            return FORMATS.iter().collect();
        }
        let mut formats: Vec<&'static Format> = Vec::new();
        for format in self.to.iter().filter_map(|key| Format::from_key(key)) {
            if !formats.iter().any(|known| known.key == format.key) {
                formats.push(format);
            }
        }
        formats
    }

    fn languages(&self, ui: &Ui, deck: &Deck) -> Result<Languages, Outcome> {
        let languages = || deck.languages.iter().map(|language| language.as_str());
        if self.lang.is_empty() {
            Ok(Languages::Each(languages().map(str::to_owned).collect()))
        } else if self.lang.iter().all(|language| language == ALL) {
            Ok(Languages::Joined)
        } else if self.lang.iter().any(|set| set.split(WITH).any(|language| language == ALL)) {
            let others = self.lang.iter().map(|set| without_all(set)).filter(|set| !set.is_empty());
            let others = others.collect::<Vec<_>>().join(",");
            let together = languages().collect::<Vec<_>>().join(&WITH.to_string());
            ui.message("build.all_and", &[("others", &others), ("together", &together)]);
            Err(Outcome::Usage)
        } else {
            Ok(Languages::Each(self.lang.clone()))
        }
    }
}

/// What is left of languages that are asked for together.
fn without_all(set: &str) -> String {
    set.split(WITH).filter(|language| *language != ALL).collect::<Vec<_>>().join(&WITH.to_string())
}
