//! `cartable new deck` and `cartable new card`

use super::{Outcome, Speech, folder};
use crate::diagnostic::say;
use crate::templates::{TEMPLATES, text};
use crate::tree::Tree;
use crate::ui::{Ui, pasted};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Begins a deck, or a card in a theme.
#[derive(Debug, Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a deck with one theme, one situation and one capsule, to be written over.
    Deck(Place),
    /// Puts the guide's blank card into a theme's folder, with the next number and the next id.
    Card(Place),
}

#[derive(Debug, Args)]
struct Place {
    /// The folder: a new one for a deck, a theme's for a card.
    folder: PathBuf,
    #[command(flatten)]
    speech: Speech,
}

impl New {
    pub fn run(self) -> Outcome {
        match self.what {
            What::Deck(place) => deck(&place.speech.ui(), &place.folder),
            What::Card(place) => card(&place.speech.ui(), &place.folder),
        }
    }
}

fn deck(ui: &Ui, target: &Path) -> Outcome {
    let mut files = Tree::default();
    let root = format!("new/{}/deck", ui.locale.key());
    let mut folders: Vec<_> = TEMPLATES.get_dir(&root).into_iter().collect();
    while let Some(dir) = folders.pop() {
        folders.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().strip_prefix(&root).unwrap_or(file.path());
            files.put(path.to_string_lossy(), file.contents());
        }
    }
    let outcome = folder::create(ui, target, &files);
    if outcome == Outcome::Done {
        ui.say("new.deck", &[("path", &target.display().to_string()), ("pasted", &pasted(target))]);
    }
    outcome
}

fn card(ui: &Ui, theme: &Path) -> Outcome {
    let (id, number) = match next(theme) {
        Ok(next) => next,
        Err(error) => return Outcome::file(ui, theme, error),
    };
    let name = say(ui.locale, "new.file", &[("number", &format!("{number:02}"))]);
    let path = theme.join(name);
    let blank = text(&format!("new/{}/card.md", ui.locale.key())).replace("{id}", &id);
    // A card that is there already is never written over.
    let written = fs::File::create_new(&path).and_then(|mut file| io::Write::write_all(&mut file, blank.as_bytes()));
    match written {
        Ok(()) => {
            ui.say("new.card", &[("path", &path.display().to_string()), ("id", &id)]);
            Outcome::Done
        }
        Err(error) => Outcome::file(ui, &path, error),
    }
}

/// The next free id of a theme and the next number for a file. Ids of removed cards that are still named in a file are passed
/// over by counting on from the highest.
fn next(theme: &Path) -> io::Result<(String, usize)> {
    let theme_id = front(&fs::read_to_string(theme.join("theme.md"))?).ok_or(io::ErrorKind::InvalidData)?;
    let (mut highest_id, mut highest_file) = (0, 0);
    for entry in fs::read_dir(theme)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") || !entry.file_type()?.is_file() {
            continue;
        }
        let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
        highest_file = highest_file.max(digits.parse().unwrap_or(0));
        let id = front(&fs::read_to_string(entry.path())?);
        let number = id.and_then(|id| id.strip_prefix(&format!("{theme_id}-s"))?.parse().ok());
        highest_id = highest_id.max(number.unwrap_or(0));
    }
    Ok((format!("{theme_id}-s{:02}", highest_id + 1), highest_file + 1))
}

/// The id in a file's front matter.
fn front(text: &str) -> Option<String> {
    let toml = text.strip_prefix("+++\n")?.split("\n+++").next()?;
    let table: toml::Table = toml::from_str(toml).ok()?;
    Some(table.get("id")?.as_str()?.to_owned())
}
