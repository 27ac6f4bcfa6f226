//! `cartable new`: a deck, and what goes into one. What is new is written in the language of the deck, whatever language the
//! command speaks, and gets an id that nothing in the deck ever had.

mod form;
mod from;
mod home;
mod ids;
mod teaching;
mod theme_list;

use self::from::From as Documents;
use self::home::{Home, Refusal};
use super::{Outcome, Speech, folder};
use crate::form::{LONGEST_ID, is_id};
use crate::slug::slug;
use crate::templates::{STAND_IN, TEMPLATES};
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
    /// With `--from`, its themes and cards are those of documents.
    Deck(Place),
    /// Adds a theme to a deck: a folder with its theme.md, and its id in deck.toml.
    Theme(Part),
    /// Puts the guide's blank card into a theme's folder, with the next number and the next id.
    /// With `--from`, adds the cards of documents instead.
    Card(CardPart),
    /// Puts a blank capsule into a theme's folder.
    Capsule(Part),
    /// Puts a blank teaching sheet into a theme's folder, with a section for each of its cards.
    Teaching(Part),
    /// Writes the guide's blank card as a document to fill in, which `--from` takes back.
    Form(form::NewForm),
}

#[derive(Debug, Args)]
struct Place {
    /// The folder of the new deck.
    folder: PathBuf,
    #[command(flatten)]
    documents: Documents,
    /// The language of the documents; by default the one that their small words are of.
    #[arg(long, requires = "from", value_parser = from::language)]
    language: Option<String>,
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
            What::Deck(Place { folder, documents, language, speech }) if !documents.from.is_empty() => {
                from::deck(&speech.ui(), &folder, &documents.from, language.as_deref())
            }
            What::Deck(place) => deck(&place.speech.ui(), &place.folder),
            What::Theme(part) => part.put(theme),
            What::Card(CardPart { documents, part }) if documents.from.is_empty() => part.put(card),
            What::Card(CardPart { documents, part }) => part.documents(&documents.from),
            What::Capsule(part) => part.put(capsule),
            What::Teaching(part) => part.put(teaching::teaching),
            What::Form(form) => form.run(),
        }
    }
}

fn deck(ui: &Ui, target: &Path) -> Outcome {
    let (id, title) = identity(target);
    let (_, files) = starter(ui.locale.key(), &id, &title);
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
    let id = slug(&name, LONGEST_ID);
    let id = if is_id(&id) { id } else { slug(&format!("deck-{id}"), LONGEST_ID) };
    let title = name.replace(['-', '_'], " ");
    let mut letters = title.trim().chars();
    (id, letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect())
}

/// The starter deck in a language, and the language that it is in: English where the language has none.
fn starter<'a>(language: &'a str, id: &str, title: &str) -> (&'a str, Tree) {
    let root = |language: &str| format!("new/{language}/deck");
    let language = if TEMPLATES.get_dir(root(language)).is_some() { language } else { STAND_IN };
    let root = root(language);
    let mut files = Tree::default();
    let mut folders: Vec<_> = TEMPLATES.get_dir(&root).into_iter().collect();
    while let Some(dir) = folders.pop() {
        folders.extend(dir.dirs());
        for file in dir.files() {
            let path = file.path().strip_prefix(&root).unwrap_or(file.path());
            let text = file.contents_utf8().unwrap_or_default().replace("{id}", id).replace("{title}", &quoted(title));
            files.put(path.to_string_lossy(), text);
        }
    }
    (language, files)
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

    /// The blank of a kind in the language of a deck, and the name of its file without the ending; English where the language has
    /// none. With the part's own title where it has one.
    fn blank(&self, home: &Home, kind: &str) -> (String, String) {
        let folder = |language: &str| TEMPLATES.get_dir(format!("new/{language}/{kind}"));
        let file =
            folder(home.deck.source_language()).or_else(|| folder("en")).and_then(|folder| folder.files().next());
        let text = file.and_then(|file| file.contents_utf8()).unwrap_or_default();
        let name = file.and_then(|file| file.path().file_stem()).unwrap_or_default().to_string_lossy().into_owned();
        let Some(title) = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) else {
            return (text.to_owned(), name);
        };
        let line = |line: &str| {
            if line.starts_with("title = ") { format!("title = {}\n", quoted(title)) } else { format!("{line}\n") }
        };
        let own = slug(title, 60);
        (text.lines().map(line).collect(), if own.is_empty() { name } else { own })
    }
}

fn theme(home: &Home, part: &Part) -> Result<Made, Failure> {
    let edition = home.edition()?;
    let (text, name) = part.blank(home, "theme");
    let id = ids::next(&ids::taken(&home.deck), "t", 1);
    let folder = edition.join(format!("{}-{name}", highest(&edition)? + 1));
    fs::create_dir_all(&folder).map_err(|error| Failure::Disk(folder.clone(), error))?;
    let path = write(folder.join("theme.md"), &text, &id)?;
    // A theme that the list lacks is a finding of `check`; one that it has and that is not there would be another.
    theme_list::add(&home.root, &home.deck, &id).map_err(|error| Failure::Disk(home.root.join("deck.toml"), error))?;
    Ok(Made { path, id })
}

fn card(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (theme, folder) = home.theme()?;
    let (text, name) = part.blank(home, "card");
    let id = ids::next(&ids::taken(&home.deck), &begin(&theme.id), 2);
    let path = write(folder.join(format!("{:02}-{name}.md", highest(&folder)? + 1)), &text, &id)?;
    Ok(Made { path, id })
}

/// How the ids of a theme's cards begin. With a number of two digits they are still short enough.
fn begin(theme: &str) -> String {
    format!("{}-s", theme[..theme.len().min(LONGEST_ID - 5)].trim_end_matches('-'))
}

/// A path as it is shown: from the current folder where it is below it.
fn shown(path: &Path) -> String {
    let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}

fn capsule(home: &Home, part: &Part) -> Result<Made, Failure> {
    let (_, folder) = home.theme()?;
    let (text, name) = part.blank(home, "capsule");
    let wanted = slug(&name.replace('-', " "), LONGEST_ID);
    let wanted = if is_id(&wanted) { wanted } else { slug(&format!("c {wanted}"), LONGEST_ID) };
    let id = ids::free(&ids::taken(&home.deck), "capsule/", &wanted);
    let folder = folder.join("capsules");
    fs::create_dir_all(&folder).map_err(|error| Failure::Disk(folder.clone(), error))?;
    let path = write(folder.join(format!("{id}.md")), &text, &id)?;
    Ok(Made { path, id })
}

/// Writes a blank with its id. What is there already is never written over.
fn write(path: PathBuf, text: &str, id: &str) -> Result<PathBuf, Failure> {
    let text = text.replace("{id}", id);
    let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::Disk(path.clone(), error))?;
    Ok(path)
}

/// The highest number with which a name in a folder begins; 0 where none does.
fn highest(folder: &Path) -> Result<usize, Failure> {
    let disk = |error| Failure::Disk(folder.to_owned(), error);
    let mut highest = 0;
    for entry in fs::read_dir(folder).map_err(disk)? {
        let name = entry.map_err(disk)?.file_name().to_string_lossy().into_owned();
        let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
        highest = highest.max(digits.parse().unwrap_or(0));
    }
    Ok(highest)
}
