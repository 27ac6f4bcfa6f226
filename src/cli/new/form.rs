//! `cartable new form`: the blank card as a document to fill in.

use super::from::language;
use crate::cli::choice::choice;
use crate::cli::{Outcome, Speech};
use crate::documents::{Form, form};
use crate::ui::pasted;
use clap::Args;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

/// The form, and where it goes.
#[derive(Debug, Args)]
pub struct NewForm {
    /// Type of document: Word, LibreOffice Writer, or a spreadsheet with one card per row.
    #[arg(long, value_parser = choice(Form::ALL, Form::ending))]
    to: Form,
    /// File to create; it must not exist. Defaults to `card.docx`, `card.odt` or `card.xlsx` in the current folder.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of the form; defaults to the language of messages.
    #[arg(long, value_parser = language)]
    lang: Option<String>,
    #[command(flatten)]
    speech: Speech,
}

impl NewForm {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let path = self.out.unwrap_or_else(|| PathBuf::from(format!("card.{}", self.to.ending())));
        let bytes = match form(self.to, self.lang.as_deref().unwrap_or(ui.locale.key())) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::file(&ui, &path, error),
        };
        let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(&bytes));
        if let Err(error) = written {
            return Outcome::file(&ui, &path, error);
        }
        ui.say("new.form", &[("path", &path.display().to_string()), ("pasted", &pasted(&path))]);
        Outcome::Done
    }
}
