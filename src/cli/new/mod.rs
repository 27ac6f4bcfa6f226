//! `cartable new`: a deck, and what goes into one. What is new is written in the language of the deck, whatever language the
//! command speaks, and gets an id that nothing in the deck ever had.

mod form;
mod from;
mod home;
mod with;

use self::from::From as Documents;
use self::home::{Home, Refusal};
use super::{Outcome, Speech, folder};
use crate::diagnostic::Locale;
use crate::edit::Refusal as Why;
use crate::edit::fresh::{self, Fresh};
use crate::read::{paths, schema};
use crate::replace::{rename, write_beside};
use crate::tree::Tree;
use crate::ui::{Ui, pasted};
use clap::{Args, Subcommand};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Creates a deck, or adds a theme, card, capsule or teaching sheet to one.
#[derive(Debug, Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Creates a starter deck to edit, a deck from documents with `--from`, or one with cards of other decks with `--with`.
    ///
    /// A starter deck has one theme, one situation and one capsule. The id comes from the folder name, and so does the title
    /// unless the documents have one.
    Deck(Place),
    /// Adds a theme to a deck: a folder with a theme.md, and an entry in deck.toml.
    Theme(Part),
    /// Adds a blank card to a theme, or cards from documents with `--from`.
    ///
    /// A new card gets the next number and the next id.
    Card(CardPart),
    /// Adds a blank capsule to a theme.
    Capsule(Part),
    /// Adds a blank teaching sheet to a theme, with a section for each card.
    Teaching(Part),
    /// Creates a blank card as a document to fill in and read back with `--from`.
    Form(form::NewForm),
}

#[derive(Debug, Args)]
struct Place {
    /// Folder to create; if it exists, it must be empty.
    folder: PathBuf,
    #[command(flatten)]
    documents: Documents,
    #[command(flatten)]
    decks: with::With,
    /// Language of the deck; defaults to that of the documents, else to the language of messages.
    #[arg(long, value_parser = from::language)]
    lang: Option<String>,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Debug, Args)]
struct Part {
    /// Deck folder for a theme; theme folder for a card, capsule or teaching sheet.
    folder: PathBuf,
    /// Title, which also gives the file or folder its name, and a capsule its id.
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    speech: Speech,
}

#[derive(Debug, Args)]
struct CardPart {
    #[command(flatten)]
    documents: Documents,
    #[command(flatten)]
    part: Part,
}

impl New {
    pub fn run(self) -> Outcome {
        match self.what {
            What::Deck(Place { folder, decks, speech, .. }) if !decks.with.is_empty() => {
                with::deck(&speech.ui(), &folder, &decks.with)
            }
            What::Deck(Place { folder, documents, lang, speech, .. }) if !documents.from.is_empty() => {
                from::deck(&speech.ui(), &folder, &documents.from, lang.as_deref())
            }
            What::Deck(place) => deck(&place.speech.ui(), &place.folder, place.lang.as_deref()),
            What::Theme(part) => part.put(theme),
            What::Card(CardPart { documents, part }) if documents.from.is_empty() => part.put(card),
            What::Card(CardPart { documents, part }) => part.documents(&documents.from),
            What::Capsule(part) => part.put(capsule),
            What::Teaching(part) => part.put(teaching),
            What::Form(form) => form.run(),
        }
    }
}

/// The schema of `deck.toml`, beside it.
const SCHEMA: &str = ".deck.schema.json";

fn deck(ui: &Ui, target: &Path, language: Option<&str>) -> Outcome {
    let known = Locale::ALL.map(Locale::key);
    let language = language.unwrap_or(ui.locale.key());
    if !known.contains(&language) {
        ui.message("new.no_starter", &[("language", language), ("known", &known.join(", "))]);
        return Outcome::Usage;
    }
    let (id, title) = identity(target);
    let (_, files) = starter(language, &id, &title);
    let outcome = folder::create(ui, target, &files);
    if outcome == Outcome::Done {
        ui.say("new.deck", &[("path", &target.display().to_string()), ("pasted", &pasted(target)), ("id", &id)]);
    }
    outcome
}

/// The id and the title of a deck after the name of its folder.
fn identity(target: &Path) -> (String, String) {
    let absolute = env::current_dir().unwrap_or_default().join(target);
    let name =
        absolute.file_name().map(|name| name.to_string_lossy().replace(char::is_control, " ")).unwrap_or_default();
    let id = fresh::deck_id(&name);
    let title = name.replace(['-', '_'], " ");
    let mut letters = title.trim().chars();
    (id, letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect())
}

/// The starter deck in a language with its schema, and the language that it is in.
fn starter<'a>(language: &'a str, id: &str, title: &str) -> (&'a str, Tree) {
    let (language, fresh) = fresh::deck(language, id, title);
    let mut files = Tree::default();
    fresh.into_iter().for_each(|file| files.put(file.key, file.text));
    // Editors read it (`#:schema` in deck.toml). Its name is hidden, so that it is no file of the deck.
    let locale = Locale::from_key(language).unwrap_or(Locale::En);
    files.put(SCHEMA, format!("{:#}\n", schema("deck", locale)));
    (language, files)
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
        self.done(&ui, |home| {
            let Made { path, id } = make(home, &self)?;
            ui.say("new.part", &[("path", &shown(&path)), ("id", &id)]);
            Ok(Outcome::Done)
        })
    }

    /// Adds the cards of documents to the theme of the folder.
    fn documents(self, files: &[PathBuf]) -> Outcome {
        let ui = self.speech.ui();
        self.done(&ui, |home| from::cards(&ui, home, files))
    }

    /// Does something in the deck around the folder, and says why where nothing came of it.
    fn done(&self, ui: &Ui, make: impl FnOnce(&Home) -> Result<Outcome, Failure>) -> Outcome {
        let done = match Home::of(&self.folder) {
            Ok(home) => home.map_err(Failure::from).and_then(|home| make(&home)),
            Err(error) => return Outcome::file(ui, &self.folder, error),
        };
        match done {
            Ok(outcome) => outcome,
            Err(Failure::Disk(path, error)) => Outcome::file(ui, &path, error),
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
    write_beside(&beside, listed.as_bytes()).and_then(|()| rename(&beside, &list)).map_err(disk)?;
    Ok(made)
}

fn card(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (theme, _) = home.theme()?;
    let keys = keys(home)?;
    write(home, fresh::card(&home.deck, theme, keys.iter().map(String::as_str), part.title.as_deref())?)
}

/// A path as it is shown: from the current folder where it is below it.
fn shown(path: &Path) -> String {
    let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
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
