//! `cartable report`

pub(super) mod outline;
mod remote;
mod sources;

use super::choice::choice;
use super::keys::KeyArgs;
use super::{Outcome, bounded, language, statements};
use crate::clock;
use crate::diagnostic::Findings;
use crate::replace::replace_by;
use crate::report::{Ask, Form, LANGUAGES, Output, Report, Roster, Separator, Thresholds, report, table};
use crate::source::Source;
use crate::statements::{Field, zone};
use crate::titles;
use crate::ui::{Format, Ui};
use crate::xapi::pseudonym;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The most bytes of a file of thresholds.
const MOST_OF_RULES: usize = 1 << 20;

/// The home page of accounts for which none was given.
const NO_HOME: &str = "https://moodle.invalid";

/// Makes a tutor's report from statements, Moodle exports and record stores.
///
/// The report is one self-contained HTML page, with tables if you want them: group counts to share, individual learners for the
/// tutor only, or all data about one learner.
#[derive(Debug, Args)]
pub struct ReportCommand {
    /// Statement files (one per line, an array, or `-` for standard input), Moodle exports, session sheets and record store
    /// databases.
    #[arg(required_unless_present = "from")]
    sources: Vec<PathBuf>,
    /// xAPI endpoint of a record store to read from.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    #[command(flatten)]
    keys: KeyArgs,
    /// File that keeps the statements read from a record store, one per line; the next run fetches only newer ones.
    #[arg(long, value_name = "FILE", requires = "from")]
    keep: Option<PathBuf>,
    /// HTML page to write.
    #[arg(long, value_name = "FILE.html", required_unless_present = "table")]
    out: Option<PathBuf>,
    /// Table to write, as .csv, .ods or .xlsx according to its extension; repeatable.
    #[arg(long, value_name = "FILE", value_parser = table_path)]
    table: Vec<(PathBuf, Kind)>,
    /// Field separator in CSV files.
    #[arg(long, value_enum, default_value = "semicolon")]
    separator: Sign,
    /// Audience: group counts that can be shared, or individual learners for the tutor only.
    #[arg(long, value_enum, default_value = "group")]
    output: Whom,
    /// Reports all data about one learner, by account; HOME|NAME where several home pages have the name.
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "output")]
    learner: Option<String>,
    /// List of learners (account, group, name), or Moodle's export of participants; repeatable.
    #[arg(long, value_name = "FILE")]
    list: Vec<PathBuf>,
    /// TOML file with the thresholds for saying that a learner may need support.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Language of the report: fr, en, ro or el; defaults to the language of messages.
    #[arg(long, value_parser = LANGUAGES)]
    lang: Option<String>,
    /// Time zone in which days begin and in which Moodle exports give dates, such as Europe/Paris; required for Moodle exports.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// Deck to take titles from: its folder, or a package built from it. Defaults to `content/` or the current folder, if there
    /// is a deck.
    #[arg(long, value_name = "DIR|PACKAGE")]
    deck: Option<PathBuf>,
    /// Module that a Moodle export is about, as for `cartable statements`; repeatable.
    #[arg(long, value_name = "ID[=NAME]")]
    module: Vec<String>,
    /// Field that identifies people in Moodle exports: username, idnumber or email.
    #[arg(long, value_name = "FIELD", value_parser = choice(Field::ALL, Field::key))]
    account: Option<Field>,
    /// Home page of the accounts in Moodle exports and lists; required with --pseudonyms.
    #[arg(long, value_name = "URL", default_value = NO_HOME, value_parser = statements::address)]
    home_page: String,
    /// File with the key that replaced the accounts in the sources; those in lists and Moodle exports are replaced in the same
    /// way.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
    /// Date of the report; defaults to today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// For whom a report is.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Whom {
    /// Group counts.
    Group,
    /// Individual learners.
    Accompany,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sign {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

/// The kind of a table.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Csv,
    Ods,
    Xlsx,
}

fn table_path(text: &str) -> Result<(PathBuf, Kind), String> {
    let kind = match Path::new(text).extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Kind::Csv,
        Some("ods") => Kind::Ods,
        Some("xlsx") => Kind::Xlsx,
        _ => return Err(".csv, .ods, .xlsx".to_owned()),
    };
    Ok((PathBuf::from(text), kind))
}

impl ReportCommand {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        self.make(&ui).unwrap_or_else(|outcome| outcome)
    }

    fn make(&self, ui: &Ui) -> Result<Outcome, Outcome> {
        let named = self.timezone.as_deref().unwrap_or("UTC");
        let zone = zone(named).ok_or_else(|| {
            ui.message("report.timezone", &[("value", named)]);
            Outcome::Usage
        })?;
        let language = self.lang.clone().unwrap_or_else(|| ui.locale.key().to_owned());
        let mut findings = Findings::default();
        let deck = outline::deck(ui, self.deck.as_deref())?;
        let outline = deck.as_ref().map(|deck| titles::of(deck, &language)).unwrap_or_default();
        let mut gathered = sources::gather(self, ui, deck.as_ref(), &zone, &mut findings)?;
        let roster = self.roster(ui, &mut findings)?;
        let thresholds = self.thresholds(ui, &mut findings)?;
        let ask = Ask {
            output: self.output(),
            language,
            today: self.today.unwrap_or_else(|| today(&zone)),
            zone_name: named.to_owned(),
            zone,
            thresholds,
            home_page: self.home(),
            sources: gathered.names,
        };
        let made = report(&ask, &mut gathered.events, &roster, outline, &mut findings);
        if let Some(made) = made.filter(|_| gathered.events.statements > 0) {
            self.write(ui, &made)?;
            self.tell(ui, gathered.events.statements, &findings);
        } else {
            ui.findings(&findings);
            ui.message("report.nothing", &[]);
            return Ok(gathered.unread.unwrap_or(Outcome::Findings));
        }
        Ok(gathered.unread.unwrap_or_else(|| Outcome::of(&findings)))
    }

    fn output(&self) -> Output {
        match (&self.learner, self.output) {
            (Some(account), _) => Output::Mine(account.clone()),
            (None, Whom::Group) => Output::Group,
            (None, Whom::Accompany) => Output::Accompany,
        }
    }

    /// The home page of the accounts of lists, where it was given.
    fn home(&self) -> Option<String> {
        let home = if self.pseudonyms.is_some() { pseudonym::HOME } else { self.home_page.as_str() };
        Some(home.to_owned()).filter(|home| home != NO_HOME)
    }

    /// The lists, under the names that the sources use.
    fn roster(&self, ui: &Ui, findings: &mut Findings) -> Result<Roster, Outcome> {
        let mut roster = Roster::default();
        for path in &self.list {
            let Some(sheet) = sources::sheet(ui, path, findings)? else { continue };
            roster.add(&sheet, findings);
        }
        let key = self.pseudonyms.as_deref().map(|path| super::pseudonyms::key(ui, path)).transpose()?;
        Ok(match key {
            Some(key) => roster.renamed(|name| {
                let (home, name) = name.split_once('|').unwrap_or((self.home_page.as_str(), name));
                key.name(&pseudonym::account(home, name))
            }),
            None => roster,
        })
    }

    fn thresholds(&self, ui: &Ui, findings: &mut Findings) -> Result<Thresholds, Outcome> {
        let Some(path) = &self.rules else { return Ok(Thresholds::default()) };
        let bytes = bounded::read(path, MOST_OF_RULES).map_err(|error| Outcome::file(ui, path, error))?;
        let text = String::from_utf8_lossy(&bytes);
        Thresholds::read(&Source::new(path.display().to_string(), text), findings).ok_or_else(|| {
            ui.findings(findings);
            Outcome::Findings
        })
    }

    /// Writes the page and the tables, each whole or not at all.
    fn write(&self, ui: &Ui, made: &Report) -> Result<(), Outcome> {
        let fault = |reason: String| {
            ui.message("outcome.internal", &[("reason", &reason)]);
            Outcome::Internal
        };
        let mut files = Vec::new();
        if let Some(path) = &self.out {
            files.push((path, made.page().map_err(fault)?.into_bytes()));
        }
        for (path, kind) in &self.table {
            let form = match (kind, self.separator) {
                (Kind::Ods, _) => Form::Ods,
                (Kind::Xlsx, _) => Form::Xlsx,
                (Kind::Csv, Sign::Comma) => Form::Csv(Separator::Comma),
                (Kind::Csv, Sign::Semicolon) => Form::Csv(Separator::Semicolon),
                (Kind::Csv, Sign::Tab) => Form::Csv(Separator::Tab),
            };
            files.push((path, table(made, form).map_err(fault)?));
        }
        for (path, bytes) in files {
            replace_by(path, |file| file.write_all(&bytes)).map_err(|error| Outcome::file(ui, path, error))?;
            if ui.format == Format::Human {
                let size = bytes.len().div_ceil(1000).to_string();
                ui.say("report.written", &[("path", &path.display().to_string()), ("size", &size)]);
            }
        }
        Ok(())
    }

    fn tell(&self, ui: &Ui, statements: usize, findings: &Findings) {
        if ui.format == Format::Human {
            if !findings.is_empty() {
                ui.findings(findings);
            }
            return;
        }
        let paths = self.out.iter().chain(self.table.iter().map(|(path, _)| path));
        let mut told = crate::diagnostic::json(findings, ui.locale);
        told["files"] = paths.map(|path| json!(path.display().to_string())).collect();
        told["statements"] = json!(statements);
        ui.result(&format!("{told:#}"));
    }
}

fn today(zone: &TimeZone) -> Date {
    let now = Timestamp::from_microsecond(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH);
    now.to_zoned(zone.clone()).date()
}
