//! `cartable new`: a deck, and what goes into one. What is new is written in the language of the deck, whatever language the
//! command speaks, and gets an id that nothing in the deck ever had.

mod home;

use self::home::{Home, Refusal};
use super::{Outcome, Speech, folder};
use crate::edit::Refusal as Why;
use crate::edit::fresh::{self, Fresh};
use crate::form::{LONGEST_ID, is_id};
use crate::read::{paths, schema};
use crate::slug::slug;
use crate::templates::TEMPLATES;
use crate::tree::Tree;
use crate::ui::{Ui, pasted};
use clap::{Args, Subcommand};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Creates a deck, or a theme, a card, a capsule or a teaching sheet in one.
#[derive(Debug, Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a deck with one theme, one situation and one capsule, to be written over. Its id and title come from the folder's name.
    Deck(Place),
    /// Adds a theme to a deck: a folder with its theme.md, and its id in deck.toml.
    Theme(Part),
    /// Puts the guide's blank card into a theme's folder, with the next number and the next id.
    Card(Part),
    /// Puts a blank capsule into a theme's folder.
    Capsule(Part),
    /// Puts a blank teaching sheet into a theme's folder, with a section for each of its cards.
    Teaching(Part),
}

#[derive(Debug, Args)]
struct Place {
    /// The folder of the new deck.
    folder: PathBuf,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Debug, Args)]
struct Part {
    /// The folder: the deck's for a theme, a theme's for a card, a capsule or a teaching sheet.
    folder: PathBuf,
    /// Its title; its file is named after it, and so is a capsule's id.
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    speech: Speech,
}

impl New {
    pub fn run(self) -> Outcome {
        match self.what {
            What::Deck(place) => deck(&place.speech.ui(), &place.folder),
            What::Theme(part) => part.put(theme),
            What::Card(part) => part.put(card),
            What::Capsule(part) => part.put(capsule),
            What::Teaching(part) => part.put(teaching),
        }
    }
}

/// The schema of `deck.toml`, beside it.
const SCHEMA: &str = ".deck.schema.json";

fn deck(ui: &Ui, target: &Path) -> Outcome {
    let absolute = env::current_dir().unwrap_or_default().join(target);
    let name =
        absolute.file_name().map(|name| name.to_string_lossy().replace(char::is_control, " ")).unwrap_or_default();
    let id = slug(&name, LONGEST_ID);
    let id = if is_id(&id) { id } else { slug(&format!("deck-{id}"), LONGEST_ID) };
    let title = name.replace(['-', '_'], " ");
    let mut letters = title.trim().chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let mut files = Tree::default();
    let root = format!("new/{}/deck", ui.locale.key());
    let mut folders: Vec<_> = TEMPLATES.get_dir(&root).into_iter().collect();
    while let Some(dir) = folders.pop() {
        folders.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().strip_prefix(&root).unwrap_or(file.path());
            let text =
                file.contents_utf8().unwrap_or_default().replace("{id}", &id).replace("{title}", &quoted(&title));
            files.put(path.to_string_lossy(), text);
        }
    }
    // Editors read it (`#:schema` in deck.toml). Its name is hidden, so that it is no file of the deck.
    files.put(SCHEMA, format!("{:#}\n", schema("deck", ui.locale)));
    let outcome = folder::create(ui, target, &files);
    if outcome == Outcome::Done {
        ui.say("new.deck", &[("path", &target.display().to_string()), ("pasted", &pasted(target)), ("id", &id)]);
    }
    outcome
}

/// A text as a value of TOML, whose strings are those of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What was made.
struct Made {
    path: PathBuf,
    id: String,
}

/// Why nothing was made.
enum Failure {
    Refused(Refusal),
    Disk(PathBuf, io::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Why> for Failure {
    fn from(_: Why) -> Self {
        Self::Refused(Refusal::no_language())
    }
}

impl Part {
    fn put(self, make: fn(&Home, &Self) -> Result<Made, Failure>) -> Outcome {
        let ui = self.speech.ui();
        let made = match Home::of(&self.folder) {
            Ok(home) => home.map_err(Failure::from).and_then(|home| make(&home, &self)),
            Err(error) => return Outcome::file(&ui, &self.folder, error),
        };
        match made {
            Ok(Made { path, id }) => {
                let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
                let shown = path.strip_prefix(&here).unwrap_or(&path).display().to_string();
                ui.say("new.part", &[("path", &shown), ("id", &id)]);
                Outcome::Done
            }
            Err(Failure::Disk(path, error)) => Outcome::file(&ui, &path, error),
            Err(Failure::Refused(Refusal { key, known })) => {
                ui.message(key, &[("path", &self.folder.display().to_string()), ("known", &known)]);
                Outcome::File
            }
        }
    }
}

fn theme(home: &Home, part: &Part) -> Result<Made, Failure> {
    home.edition()?;
    let keys = keys(home)?;
    let new = fresh::theme(&home.deck, keys.iter().map(String::as_str), part.title.as_deref())?;
    let list = home.root.join("deck.toml");
    let disk = |error| Failure::Disk(list.clone(), error);
    let deck = fs::read_to_string(&list).map_err(disk)?;
    let listed = fresh::listed(&deck, &new.id).map_err(|_| disk(io::ErrorKind::InvalidData.into()))?;
    let made = write(home, new)?;
    // A theme that the list lacks is a finding of `check`; one that it has and that is not there would be another.
    let beside = home.root.join(".deck.toml.part");
    fs::write(&beside, listed).and_then(|()| fs::rename(&beside, &list)).map_err(disk)?;
    Ok(made)
}

fn card(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (theme, _) = home.theme()?;
    let keys = keys(home)?;
    write(home, fresh::card(&home.deck, theme, keys.iter().map(String::as_str), part.title.as_deref())?)
}

fn capsule(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (theme, _) = home.theme()?;
    write(home, fresh::capsule(&home.deck, theme, part.title.as_deref())?)
}

fn teaching(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (theme, _) = home.theme()?;
    write(home, fresh::teaching(&home.deck, theme, part.title.as_deref())?)
}

/// The paths of the deck's files.
fn keys(home: &Home) -> Result<Vec<String>, Failure> {
    let keys = paths(&home.root).map_err(|error| Failure::Disk(home.root.clone(), error))?;
    Ok(keys.into_keys().collect())
}

/// Writes a new file. What is there already is never written over.
fn write(home: &Home, new: Fresh) -> Result<Made, Failure> {
    let path = home.root.join(&new.key);
    let folder = path.parent().unwrap_or(&home.root);
    fs::create_dir_all(folder).map_err(|error| Failure::Disk(folder.to_owned(), error))?;
    let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(new.text.as_bytes()));
    written.map_err(|error| Failure::Disk(path.clone(), error))?;
    Ok(Made { path, id: new.id })
}
