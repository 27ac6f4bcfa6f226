//! Where in a deck something new is to go: the deck around a folder, and what is wrong with the folder where nothing can go there.

use crate::deck::{Deck, Theme};
use crate::read;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A folder in a deck.
pub struct Home {
    /// The deck's folder.
    pub root: PathBuf,
    /// The deck, whatever is wrong with it.
    pub deck: Deck,
    /// The names of the folders that lead from the deck to it.
    inside: Vec<String>,
}

/// Why nothing can be put into a folder: the message to say, and what it names.
pub struct Refusal {
    /// The message's key.
    pub key: &'static str,
    /// What the message names besides the folder.
    pub known: String,
}

impl Refusal {
    fn new(key: &'static str, known: impl Into<String>) -> Self {
        Self { key, known: known.into() }
    }

    /// The deck names no language.
    pub fn no_language() -> Self {
        Self::new("new.no_language", "")
    }
}

impl Home {
    /// The deck that a folder is in, or is.
    ///
    /// # Errors
    /// Where the disk says no; then where the folder is missing or in no deck.
    pub fn of(folder: &Path) -> io::Result<Result<Self, Refusal>> {
        let folder = match fs::canonicalize(folder) {
            Ok(folder) if folder.is_dir() => folder,
            Ok(_) => return Ok(Err(Refusal::new("new.no_folder", ""))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(Refusal::new("new.no_folder", ""))),
            Err(error) => return Err(error),
        };
        let Some(root) = folder.ancestors().find(|folder| folder.join("deck.toml").is_file()) else {
            return Ok(Err(Refusal::new("new.no_deck", "")));
        };
        let (deck, _) = read::read(root)?;
        let below = folder.strip_prefix(root).unwrap_or(&folder);
        let inside = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        Ok(Ok(Self { root: root.to_owned(), deck, inside }))
    }

    /// The folder of the language in which the deck is written.
    ///
    /// # Errors
    /// Where the deck names no language, or the folder is that of a translation.
    pub fn edition(&self) -> Result<PathBuf, Refusal> {
        let source = self.deck.source_language();
        if source.is_empty() {
            return Err(Refusal::no_language());
        }
        let is_translation =
            |name: &&String| self.deck.languages.iter().skip(1).any(|language| language.value == **name);
        match self.inside.first().filter(is_translation) {
            Some(_) => {
                Err(Refusal::new("new.translation", [&[source.to_owned()], &self.inside[1..]].concat().join("/")))
            }
            None => Ok(self.root.join(source)),
        }
    }

    /// The theme whose folder it is, or in whose folder it is, and that folder.
    ///
    /// # Errors
    /// Where it is no theme's of the language in which the deck is written, or the theme has no id.
    pub fn theme(&self) -> Result<(&Theme, PathBuf), Refusal> {
        let edition = self.edition()?;
        let themes = self.deck.editions.first().map_or(&[][..], |edition| &edition.themes);
        let folder = |theme: &Theme| theme.source.path().trim_end_matches("/theme.md").to_owned();
        let is_source = self.inside.first().is_some_and(|name| name == self.deck.source_language());
        let Some(name) = self.inside.get(1).filter(|_| is_source) else {
            let known: Vec<String> = themes.iter().map(folder).collect();
            return Err(Refusal::new("new.not_theme", known.join(", ")));
        };
        let own = format!("{}/{name}", self.deck.source_language());
        let found = themes.iter().find(|theme| folder(theme) == own && !theme.id.is_empty());
        found.map(|theme| (theme, edition.join(name))).ok_or_else(|| Refusal::new("new.no_theme", ""))
    }
}
