//! `cartable translate export`, `cartable translate import` and `cartable translate accept`

use super::{Outcome, bounded, folder, language};
use crate::check::check;
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::replace::{replace, replace_one};
use crate::translate::{LARGEST, accept, export_after, export_texts, hindrances, import, import_texts, previous};
use crate::ui::{Format, Ui};
use crate::{form, read};
use clap::{Args, Subcommand};
use std::io;
use std::path::{Path, PathBuf};

/// Exports a deck's texts for translators as a PO file (gettext), and imports them back.
#[derive(Debug, Args)]
pub struct Translate {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    Export(Export),
    Import(Import),
    Accept(Accept),
}

/// Exports every source text, with its translation if there is one.
#[derive(Debug, Args)]
struct Export {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Language of the translation; it can be a new one.
    #[arg(long, value_parser = tag)]
    lang: String,
    /// Exports the interface texts (buttons, labels, tutor's sheet) instead of the deck's texts; their source is English.
    #[arg(long)]
    texts: bool,
    /// File to write; defaults to standard output.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Replaces an existing file, including what translators have written in it.
    #[arg(long, requires = "out")]
    force: bool,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Imports a translation from a PO file.
///
/// The source never changes. If anything is wrong, nothing is written.
#[derive(Debug, Args)]
#[command(override_usage = "cartable translate import [OPTIONS] [DECK] <FILE>")]
struct Import {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// PO file.
    // One name alone is the file's: clap would tell that by what follows, which may be an option.
    #[arg(required_unless_present = "deck")]
    file: Option<PathBuf>,
    /// Imports interface texts, into `texts/` next to deck.toml.
    #[arg(long)]
    texts: bool,
    /// Language; defaults to the one named in the file.
    #[arg(long, value_parser = tag)]
    lang: Option<String>,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Marks a translation as checked against the source.
///
/// Each translated file records the source texts as they are now.
#[derive(Debug, Args)]
struct Accept {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Language of the translation.
    #[arg(long, value_parser = tag)]
    lang: String,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

fn tag(text: &str) -> Result<String, String> {
    Some(text.to_owned()).filter(|text| form::is_language(text)).ok_or_else(|| "en, pt-BR, …".to_owned())
}

impl Translate {
    pub fn run(self) -> Outcome {
        match self.way {
            Way::Export(command) => command.run(),
            Way::Import(command) => command.run(),
            Way::Accept(command) => command.run(),
        }
    }
}

impl Export {
    fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let text = match self.text(&ui) {
            Ok(text) => text,
            Err(outcome) => return outcome,
        };
        match &self.out {
            None => ui.result(text.trim_end_matches('\n')),
            Some(path) => match replace_one(path, text.as_bytes(), self.force) {
                Ok(()) => ui.message("translate.exported", &[("path", &path.display().to_string())]),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    ui.message("outcome.exists", &[("path", &path.display().to_string())]);
                    return Outcome::File;
                }
                Err(error) => return Outcome::file(&ui, path, error),
            },
        }
        Outcome::Done
    }
}

impl Export {
    fn text(&self, ui: &Ui) -> Result<String, Outcome> {
        if !self.texts {
            let (_, deck) = translated(ui, self.deck.as_deref(), &self.lang)?;
            // The file that is replaced knows the texts that were translated.
            let earlier = self.out.as_ref().filter(|_| self.force).and_then(|path| bounded::read(path, LARGEST).ok());
            let earlier = earlier.map(|bytes| previous(&bytes)).unwrap_or_default();
            return Ok(export_after(&deck, &self.lang, &earlier));
        }
        let root = folder::deck(self.deck.as_deref());
        let (deck, _) = read::read(&root).map_err(|error| Outcome::file(ui, &root, error))?;
        Ok(export_texts(&deck, &self.lang))
    }
}

/// The deck and its folder, where it can be translated into a language: nothing hinders it, and it is not written in that language.
fn translated(ui: &Ui, given: Option<&Path>, language: &str) -> Result<(PathBuf, Deck), Outcome> {
    let root = folder::deck(given);
    let (deck, found) = read::read(&root).map_err(|error| Outcome::file(ui, &root, error))?;
    let found = hindrances(&found, &deck, language);
    if found.has_errors() {
        return Err(refuse(ui, &found));
    }
    if deck.source_language() == language {
        ui.message("translate.source", &[("language", language)]);
        return Err(Outcome::Usage);
    }
    Ok((root, deck))
}

impl Import {
    fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let (deck, file) = match (self.deck, self.file) {
            (deck, Some(file)) => (deck, file),
            (file, None) => (None, file.unwrap_or_default()),
        };
        let root = folder::deck(deck.as_deref());
        let read = match read::read(&root) {
            Ok(read) => read,
            Err(error) => return Outcome::file(&ui, &root, error),
        };
        let bytes = match bounded::read(&file, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::file(&ui, &file, error),
        };
        let name = file.display().to_string();
        let (file, asked) = ((name.as_str(), bytes.as_slice()), self.lang.as_deref());
        let (imported, findings) = if self.texts {
            import_texts(&read.0, file, asked)
        } else {
            import((&read.0, &read.1), file, asked, check)
        };
        let Some(imported) = imported else { return refuse(&ui, &findings) };
        if let Err(error) = replace(&root, &imported.files) {
            return Outcome::file(&ui, &root, error);
        }
        if self.format == Format::Json || !findings.is_empty() {
            ui.findings(&findings);
        }
        if self.format == Format::Human {
            for (path, _) in imported.files.files() {
                ui.say("translate.file", &[("path", &root.join(path).display().to_string())]);
            }
            let count = imported.files.files().count().to_string();
            ui.message("translate.imported", &[("language", &imported.language), ("count", &count)]);
        }
        Outcome::Done
    }
}

impl Accept {
    fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let (root, deck) = match translated(&ui, self.deck.as_deref(), &self.lang) {
            Ok(read) => read,
            Err(outcome) => return outcome,
        };
        if deck.edition(&self.lang).is_none() {
            ui.message("translate.unknown", &[("language", &self.lang)]);
            return Outcome::Usage;
        }
        let files = match accept(&deck, &self.lang) {
            Ok(files) => files,
            Err(unlike) => {
                unlike
                    .iter()
                    .for_each(|path| ui.message("translate.unlike", &[("path", path), ("language", &self.lang)]));
                return Outcome::Findings;
            }
        };
        if let Err(error) = replace(&root, &files) {
            return Outcome::file(&ui, &root, error);
        }
        let count = files.files().count().to_string();
        ui.message("translate.accepted", &[("language", &self.lang), ("count", &count)]);
        Outcome::Done
    }
}

fn refuse(ui: &Ui, findings: &Findings) -> Outcome {
    ui.findings(findings);
    ui.message("build.refused", &[]);
    Outcome::Findings
}
