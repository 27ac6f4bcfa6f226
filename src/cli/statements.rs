//! `cartable statements`

use super::choice::choice;
use super::{Outcome, Speech, bounded, folder, pseudonyms};
use crate::deck::Deck;
use crate::diagnostic::{Findings, json, say};
use crate::statements::{Accounts, Catalogue, Field, MOST_BYTES, Options, Statements as Teller, Summary, zone};
use crate::ui::{Format, Ui};
use crate::{form, read};
use clap::Args;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Makes xAPI statements from records of sessions and from Moodle exports.
///
/// Reads sheets of sessions around the table, Moodle's SCORM reports and its activity completion, as text, Excel or OpenDocument.
/// Prints one statement per line, for `cartable send -`.
#[derive(Debug, Args)]
pub struct Statements {
    /// Files to read.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Home page of all accounts: the address of the LMS or the institute.
    #[arg(long, value_name = "URL", value_parser = address)]
    home_page: String,
    /// Time zone of the dates in the files, such as Europe/Paris or +01:00: that of the person who exported them.
    #[arg(long, value_name = "ZONE", value_parser = time_zone)]
    timezone: TimeZone,
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    #[arg(long, value_name = "DIR")]
    deck: Option<PathBuf>,
    /// Module that a file is about, such as dlis-t1, or dlis-t1=NAME if its name in Moodle is NAME; repeatable.
    #[arg(long, value_name = "ID[=NAME]")]
    module: Vec<String>,
    /// Field that identifies people in Moodle exports: username, idnumber or email; by default username, else idnumber.
    #[arg(long, value_name = "FIELD", value_parser = choice(Field::ALL, Field::key))]
    account: Option<Field>,
    /// Replaces accounts with pseudonyms; the file holds the key, at least 32 bytes, and only its owner may read it.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

pub(super) fn address(text: &str) -> Result<String, String> {
    Some(text.to_owned()).filter(|text| form::is_url(text)).ok_or_else(|| "https://moodle.example.org".to_owned())
}

fn time_zone(text: &str) -> Result<TimeZone, String> {
    zone(text).ok_or_else(|| "Europe/Paris, +01:00, …".to_owned())
}

impl Statements {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        self.tell(&ui).unwrap_or_else(|outcome| outcome)
    }

    fn tell(self, ui: &Ui) -> Result<Outcome, Outcome> {
        let catalogue = Catalogue::of(&deck(ui, &folder::deck(self.deck.as_deref()))?);
        let modules = modules(ui, &self.module, &catalogue)?;
        let key = self.pseudonyms.as_deref().map(|path| pseudonyms::key(ui, path)).transpose()?;
        let accounts = Accounts { home_page: self.home_page, field: self.account, key };
        let options = Options { accounts, zone: self.timezone, modules };
        let mut teller = Teller::new(&catalogue, &options);
        let (mut report, mut findings, mut unread) = (Report::default(), Findings::default(), None);
        for path in &self.files {
            let bytes = match bounded::read(path, MOST_BYTES) {
                Ok(bytes) => bytes,
                Err(error) => {
                    unread = Some(Outcome::file(ui, path, error));
                    continue;
                }
            };
            let name = path.display().to_string();
            let mut sink = |statement: &Value| match ui.format {
                Format::Human => ui.result(&statement.to_string()),
                Format::Json => report.statements.push(statement.clone()),
            };
            let summary = teller.tell(&name, &bytes, &mut sink, &mut findings);
            report.files.extend(summary.map(|summary| (name, summary)));
        }
        report.show(ui, &findings);
        Ok(unread.unwrap_or_else(|| Outcome::of(&findings)))
    }
}

/// What machines are told at the end, and people in a line for each file.
#[derive(Default)]
struct Report {
    statements: Vec<Value>,
    files: Vec<(String, Summary)>,
}

impl Report {
    fn show(self, ui: &Ui, findings: &Findings) {
        if ui.format == Format::Json {
            let mut report = json(findings, ui.locale);
            report["files"] = self.files.iter().map(|(path, summary)| row(path, summary)).collect();
            report["statements"] = self.statements.into();
            return ui.result(&format!("{report:#}"));
        }
        for (path, summary) in &self.files {
            let kind = say(ui.locale, &format!("statements.{}", summary.source), &[]);
            let modules = summary.modules.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let (rows, count) = (summary.rows.to_string(), summary.statements.to_string());
            let args =
                [("path", path.as_str()), ("kind", &kind), ("rows", &rows), ("count", &count), ("modules", &modules)];
            ui.message(if modules.is_empty() { "statements.told" } else { "statements.told_of" }, &args);
        }
        ui.findings(findings);
    }
}

fn row(path: &str, summary: &Summary) -> Value {
    json!({
        "file": path, "source": summary.source, "rows": summary.rows, "statements": summary.statements,
        "modules": summary.modules,
    })
}

fn deck(ui: &Ui, root: &Path) -> Result<Deck, Outcome> {
    let (deck, findings) = read::read(root).map_err(|error| Outcome::file(ui, root, error))?;
    if findings.has_errors() {
        ui.findings(&findings);
        ui.message("statements.deck", &[("path", &root.display().to_string())]);
        return Err(Outcome::Findings);
    }
    Ok(deck)
}

/// The modules that were named, each of which the deck must have.
pub(super) fn modules(
    ui: &Ui,
    named: &[String],
    catalogue: &Catalogue,
) -> Result<Vec<(String, Option<String>)>, Outcome> {
    let split = |text: &String| match text.split_once('=') {
        Some((id, name)) => (id.to_owned(), Some(name.to_owned())),
        None => (text.clone(), None),
    };
    let modules: Vec<_> = named.iter().map(split).collect();
    if let Some((id, _)) = modules.iter().find(|(id, _)| catalogue.module(id).is_none()) {
        let known = catalogue.ids().collect::<Vec<_>>().join(", ");
        ui.message("statements.module", &[("value", id), ("known", &known)]);
        return Err(Outcome::Usage);
    }
    Ok(modules)
}
