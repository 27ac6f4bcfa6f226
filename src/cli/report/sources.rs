//! The sources of a report: each file is known by its first bytes, whatever its name.

use super::super::{Outcome, bounded, statements};
use super::{ReportCommand, remote};
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::record::{ExportFault, Store, export};
use crate::report::{Events, read, rules as report};
use crate::source::Place;
use crate::statements::{Accounts, Catalogue, MOST_BYTES, Options, Sheet, Statements, rules, table};
use crate::titles;
use crate::ui::Ui;
use jiff::tz::TimeZone;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// How much of a stream is read at once.
const AT_ONCE: usize = 1 << 18;

/// The first bytes of a data base.
const DATA_BASE: &[u8] = b"SQLite format 3\0";

/// What came of all sources.
pub(super) struct Gathered {
    pub events: Events,
    pub names: Vec<String>,
    /// That some source could not be read, which has been said.
    pub unread: Option<Outcome>,
}

/// What a source is.
enum Sort {
    Statements(Box<dyn BufRead>),
    Store,
    Table,
}

pub(super) fn gather(
    command: &ReportCommand,
    ui: &Ui,
    deck: Option<&Deck>,
    zone: &TimeZone,
    findings: &mut Findings,
) -> Result<Gathered, Outcome> {
    let renamed = deck.map(titles::renamed).unwrap_or_default();
    let mut gathered = Gathered { events: Events::of(renamed), names: Vec::new(), unread: None };
    let mut tables = Vec::new();
    for path in &command.sources {
        gathered
            .names
            .push(path.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned()));
        let done = match sort(path) {
            Ok(Sort::Statements(stream)) => {
                read(&path.display().to_string(), stream, &mut gathered.events, findings).map(drop)
            }
            Ok(Sort::Store) => {
                let before = gathered.events.left_out;
                let done = store(path, &mut gathered.events);
                left_out(&path.display().to_string(), gathered.events.left_out - before, findings);
                done
            }
            Ok(Sort::Table) => {
                tables.push(path);
                Ok(())
            }
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            gathered.unread = Some(Outcome::file(ui, path, error));
        }
    }
    if let Some(url) = &command.from {
        let (name, count, unread) = remote::gather(command, ui, url, &mut gathered.events, findings)?;
        left_out(&name, count, findings);
        gathered.names.push(name);
        gathered.unread = unread.or(gathered.unread);
    }
    if !tables.is_empty() {
        tell(command, ui, deck, zone, &tables, &mut gathered, findings)?;
    }
    Ok(gathered)
}

/// Says how many statements of a record store are left out: it has no lines to be named.
fn left_out(name: &str, count: usize, findings: &mut Findings) {
    if count > 0 {
        findings.add(&report::LEFT_OUT, &Place::file(name)).with("count", count);
    }
}

/// What a file is, by its first bytes.
fn sort(path: &Path) -> io::Result<Sort> {
    let mut stream: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::with_capacity(AT_ONCE, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(AT_ONCE, File::open(path)?))
    };
    let start = stream.fill_buf()?;
    if start.starts_with(DATA_BASE) {
        return Ok(Sort::Store);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let is_json = matches!(text.first(), Some(b'{' | b'[')) || path == Path::new("-");
    Ok(if is_json { Sort::Statements(stream) } else { Sort::Table })
}

/// Every statement of a record store's data base, which may be serving meanwhile.
fn store(path: &Path, events: &mut Events) -> io::Result<()> {
    let store = Store::open(path)?;
    let exported = export(&store, |body, voided| {
        // What the store took in is a statement; one that says nothing of anybody is left out, and counted. What it holds
        // as voided stays so, even where the statement that said so was purged or forgotten.
        let _ = if voided { events.take_voided(body) } else { events.take(body) };
        Ok(())
    });
    exported.map(drop).map_err(|fault| match fault {
        ExportFault::Read(refusal) => io::Error::other(refusal.reason),
        ExportFault::Write(error) => error,
    })
}

/// Tables as `cartable statements` tells them.
fn tell(
    command: &ReportCommand,
    ui: &Ui,
    deck: Option<&Deck>,
    zone: &TimeZone,
    tables: &[&PathBuf],
    gathered: &mut Gathered,
    findings: &mut Findings,
) -> Result<(), Outcome> {
    let (Some(deck), Some(_)) = (deck, &command.timezone) else {
        let key = if deck.is_none() { "report.needs_deck" } else { "report.needs_timezone" };
        ui.message(key, &[("path", &tables[0].display().to_string())]);
        return Err(Outcome::Usage);
    };
    let catalogue = Catalogue::of(deck);
    let modules = statements::modules(ui, &command.module, &catalogue)?;
    let key = command.pseudonyms.as_deref().map(|path| super::super::pseudonyms::key(ui, path)).transpose()?;
    let accounts = Accounts { home_page: command.home_page.clone(), field: command.account, key };
    let options = Options { accounts, zone: zone.clone(), modules };
    let mut teller = Statements::new(&catalogue, &options);
    for path in tables {
        match bounded::read(path, MOST_BYTES) {
            Ok(bytes) => {
                let mut sink = |statement: &serde_json::Value| {
                    // What we tell ourselves has all that a report looks at.
                    let _ = gathered.events.take(&statement.to_string());
                };
                teller.tell(&path.display().to_string(), &bytes, &mut sink, findings);
            }
            Err(error) => gathered.unread = Some(Outcome::file(ui, path, error)),
        }
    }
    Ok(())
}

/// The table in a file; none where it has none, and findings say why.
pub(super) fn sheet(ui: &Ui, path: &Path, findings: &mut Findings) -> Result<Option<Sheet>, Outcome> {
    let bytes = bounded::read(path, MOST_BYTES).map_err(|error| Outcome::file(ui, path, error))?;
    let name = path.display().to_string();
    let sheet = table(&name, &bytes, findings);
    if sheet.as_ref().is_some_and(|sheet| sheet.rows.is_empty()) {
        findings.add(&rules::EMPTY, &Place::file(&name));
        return Ok(None);
    }
    Ok(sheet)
}
