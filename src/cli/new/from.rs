//! `--from`: a deck, or the cards of a theme, from documents.

use super::home::Home;
use super::{Failure, identity, starter};
use crate::cli::{Outcome, bounded, folder};
use crate::diagnostic::Findings;
use crate::documents::{self, Document, LEFTOVERS, Made, Maker, leftovers_head, rules};
use crate::edit::{bare, fresh};
use crate::form::is_language;
use crate::replace::{rename, write_beside};
use crate::translate::toml_text;
use crate::tree::Tree;
use crate::ui::{Ui, pasted};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The documents, and what is known of them.
#[derive(Debug, Args)]
pub struct From {
    /// Documents to take cards from: .docx, .odt, .md, .txt, .xlsx, .ods, .csv. Text that fits nowhere goes into LEFTOVERS.md.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub from: Vec<PathBuf>,
}

/// Reads the documents; none where one cannot be read. Findings say why.
fn read(ui: &Ui, files: &[PathBuf], findings: &mut Findings) -> Result<Vec<(Document, String)>, Outcome> {
    let mut documents = Vec::new();
    for path in files {
        let bytes = bounded::read(path, documents::MOST_BYTES).map_err(|error| Outcome::file(ui, path, error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let document = documents::read(&path.display().to_string(), &bytes, findings);
        documents.extend(document.map(|document| (document, name)));
    }
    Ok(documents)
}

/// Makes a new deck of documents.
pub fn deck(ui: &Ui, target: &Path, files: &[PathBuf], language: Option<&str>) -> Outcome {
    let mut findings = Findings::default();
    let documents = match read(ui, files, &mut findings) {
        Ok(documents) => documents,
        Err(outcome) => return outcome,
    };
    let language = match language {
        Some(language) => language.to_owned(),
        None => guessed(ui, &documents, &mut findings),
    };
    let mut maker = Maker::deck(&language, ui.locale);
    documents.iter().for_each(|(document, name)| maker.add(document, name, &mut findings));
    let made = maker.done();
    ui.findings(&findings);
    if findings.has_errors() {
        return Outcome::Findings;
    }
    let (id, title) = identity(target);
    let mut tree = frame(&language, &id, made.title.as_deref().unwrap_or(&title), &made.themes);
    tree.add(&made.files);
    if !made.leftovers.is_empty() {
        tree.put(LEFTOVERS, leftovers_head(ui.locale) + &made.leftovers);
    }
    let outcome = folder::create(ui, target, &tree);
    if outcome == Outcome::Done {
        ui.say("new.deck", &[("path", &target.display().to_string()), ("pasted", &pasted(target)), ("id", &id)]);
        count(ui, &made);
    }
    outcome
}

/// The language of the documents by their small words; that of the messages where there are too few.
fn guessed(ui: &Ui, documents: &[(Document, String)], findings: &mut Findings) -> String {
    let mut all = String::new();
    documents.iter().for_each(|(document, _)| {
        document.texts(&mut |text| {
            all.push_str(&text.plain());
            all.push('\n');
        });
    });
    let language = documents::language(&all).unwrap_or(ui.locale.key());
    if let Some((document, _)) = documents.first() {
        findings.add(&rules::TAKEN_LANGUAGE, &document.source.whole()).with("language", language);
    }
    language.to_owned()
}

/// `deck.toml` and what else a new deck has, in its language where there is a starter in it.
fn frame(language: &str, id: &str, title: &str, themes: &[String]) -> Tree {
    let (own, mut tree) = starter(language, id, title);
    let files: Vec<String> = tree.files().map(|(path, _)| path.to_owned()).collect();
    let is_kept =
        |path: &str| ["deck.toml", super::SCHEMA].contains(&path) || own == language && path.matches('/').count() == 1;
    for path in files.iter().filter(|path| !is_kept(path)) {
        tree = tree.without(path);
    }
    let text = String::from_utf8_lossy(tree.get("deck.toml").unwrap_or_default()).into_owned();
    let list = themes.iter().map(|theme| toml_text(theme)).collect::<Vec<_>>().join(", ");
    let line = |line: &str| match line.split_once(" = ") {
        Some(("languages", _)) => format!("languages = [{}]\n", toml_text(language)),
        Some(("themes", _)) => format!("themes = [{list}]\n"),
        Some((key, value)) if key == own => format!("{language} = {value}\n"),
        _ => format!("{line}\n"),
    };
    let text: String = text.lines().map(line).collect();
    tree.put("deck.toml", text);
    tree
}

/// Adds the cards of documents to a theme. Files are written beside what is there, all of them or none.
pub fn cards(ui: &Ui, home: &Home, files: &[PathBuf]) -> Result<Outcome, Failure> {
    let (theme, target) = home.theme()?;
    let mut findings = Findings::default();
    let documents = match read(ui, files, &mut findings) {
        Ok(documents) => documents,
        Err(outcome) => return Ok(outcome),
    };
    let keys = super::keys(home)?;
    let fresh::Room { folder, begin, id, file, taken } =
        fresh::room(&home.deck, theme, keys.iter().map(String::as_str));
    let place = documents::Home { folder, begin, id, file };
    let capsules: BTreeSet<String> =
        taken.iter().filter_map(|id| id.strip_prefix("capsule/").map(str::to_owned)).collect();
    let disk = |error| Failure::Disk(home.root.clone(), error);
    let mut maker = Maker::cards(home.deck.source_language(), ui.locale, place, capsules);
    maker.media(media(&home.root).map_err(disk)?);
    documents.iter().for_each(|(document, name)| maker.add(document, name, &mut findings));
    let made = maker.done();
    ui.findings(&findings);
    if findings.has_errors() {
        return Ok(Outcome::Findings);
    }
    let mut written = Vec::new();
    if let Err((path, error)) = write(&home.root, &made, &mut written).and_then(|()| note(ui, &home.root, &made)) {
        written.iter().for_each(|path| drop(fs::remove_file(path)));
        return Err(Failure::Disk(path, error));
    }
    let ids = made.cards.join(", ");
    ui.say("new.part", &[("path", &super::shown(&target)), ("id", &ids)]);
    count(ui, &made);
    Ok(Outcome::Done)
}

/// The pictures that a deck has.
fn media(root: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut all = BTreeMap::new();
    let entries = match fs::read_dir(root.join("media")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(all),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            all.insert(entry.file_name().to_string_lossy().into_owned(), bounded::read(&entry.path(), 20 << 20)?);
        }
    }
    Ok(all)
}

/// Writes files that are not there; a picture may be there as it is.
fn write(root: &Path, made: &Made, written: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    for (path, content) in made.files.files() {
        let is_medium = path.starts_with("media/");
        let path = root.join(path);
        if is_medium && path.is_file() {
            continue;
        }
        let mut put = || {
            fs::create_dir_all(path.parent().unwrap_or(root))?;
            let mut file = fs::File::create_new(&path)?;
            written.push(path.clone());
            io::Write::write_all(&mut file, &bare(&path.to_string_lossy(), content))
        };
        put().map_err(|error| (path.clone(), error))?;
    }
    Ok(())
}

/// Adds what is left over to the deck's note, which is written beside and then renamed.
fn note(ui: &Ui, root: &Path, made: &Made) -> Result<(), (PathBuf, io::Error)> {
    if made.leftovers.is_empty() {
        return Ok(());
    }
    let path = root.join(LEFTOVERS);
    let put = || {
        let before = match fs::read_to_string(&path) {
            Ok(text) => text.trim_end().to_owned() + "\n\n",
            Err(error) if error.kind() == io::ErrorKind::NotFound => leftovers_head(ui.locale),
            Err(error) => return Err(error),
        };
        let beside = root.join(format!(".{LEFTOVERS}.part"));
        write_beside(&beside, (before + &made.leftovers).as_bytes())?;
        rename(&beside, &path)
    };
    put().map_err(|error| (path.clone(), error))
}

fn count(ui: &Ui, made: &Made) {
    let [words, deck, left] = [made.words, made.in_deck, made.left].map(|count| count.to_string());
    let key = if made.left == 0 { "documents.all" } else { "documents.some" };
    ui.say(key, &[("words", &words), ("deck", &deck), ("left", &left), ("file", LEFTOVERS)]);
}

/// A language tag as an argument.
pub fn language(tag: &str) -> Result<String, String> {
    if is_language(tag) { Ok(tag.to_owned()) } else { Err("fr, en, ro, el, de, nl, …".to_owned()) }
}
