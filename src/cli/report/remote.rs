//! `--from URL`: a record store as a source. With `--keep FILE` what was read is kept, and the next run goes on after it.

use super::super::{Outcome, lrs};
use super::ReportCommand;
use crate::diagnostic::Findings;
use crate::replace::replace_by;
use crate::report::{Events, read};
use crate::ui::Ui;
use crate::xapi::pages;
use crate::xapi::statement::Version;
use serde::Deserialize;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Reads a store's statements into events. Gives what the source is called, how many statements are left out, and whether it could
/// not be read to its end, which has been said.
pub(super) fn gather(
    command: &ReportCommand,
    ui: &Ui,
    url: &str,
    events: &mut Events,
    findings: &mut Findings,
) -> Result<(String, usize, Option<Outcome>), Outcome> {
    let endpoint = lrs::endpoint(ui, url)?;
    let client = lrs::client(ui, endpoint, &command.keys, Version::One)?;
    let name = client.endpoint().to_owned();
    let mut kept = match command.keep.as_deref() {
        Some(path) => {
            is_of(ui, path, &name)?;
            Some(Kept::open(path, events, findings).map_err(|error| Outcome::file(ui, path, error))?)
        }
        None => None,
    };
    let before = events.left_out;
    let since = kept.as_ref().and_then(|kept| kept.since.clone());
    let done = pages::statements(&client, since.as_deref(), &lrs::Real, |page| {
        for text in page {
            // What a store took in is a statement; one that says nothing of anybody is left out, and counted.
            let _ = events.take(text);
        }
        kept.as_mut().map_or(Ok(()), |kept| kept.add(page)).map_err(|error| error.to_string())
    });
    let left_out = events.left_out - before;
    match done {
        Ok(count) => {
            ui.message("report.kept", &[("count", &count.to_string()), ("endpoint", &name)]);
            Ok((name, left_out, None))
        }
        Err(reason) => {
            ui.message("report.page", &[("endpoint", &name), ("reason", &reason)]);
            Ok((name, left_out, Some(Outcome::Network)))
        }
    }
}

/// Refuses a file that keeps the statements of another store: those of this one that are older would be missed. The address stands
/// beside it, so that it holds statements and nothing else.
fn is_of(ui: &Ui, path: &Path, endpoint: &str) -> Result<(), Outcome> {
    let beside = PathBuf::from(format!("{}.from", path.display()));
    if let Some(known) = std::fs::read_to_string(&beside).ok().filter(|_| path.exists()) {
        if known.trim() == endpoint {
            return Ok(());
        }
        let path = path.display().to_string();
        ui.message("report.other_store", &[("path", &path), ("known", known.trim()), ("endpoint", endpoint)]);
        return Err(Outcome::Usage);
    }
    replace_by(&beside, |file| writeln!(file, "{endpoint}")).map_err(|error| Outcome::file(ui, &beside, error))
}

/// Opens a file that only its owner can read, made where there is none.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // One that was made before, or copied, may be open to others.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// What was read from a store before, one statement a line.
struct Kept {
    file: File,
    /// When the latest of them was stored.
    since: Option<String>,
}

#[derive(Deserialize)]
struct Stored {
    stored: Option<String>,
}

impl Kept {
    /// Opens the file, takes in what it holds, and drops a line that was cut off.
    fn open(path: &Path, events: &mut Events, findings: &mut Findings) -> io::Result<Self> {
        let mut file = private(path)?;
        let (mut whole, mut since, mut line) = (0, None, Vec::new());
        let mut stream = BufReader::new(&file);
        while stream.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
            whole += line.len() as u64;
            let stored = serde_json::from_slice::<Stored>(&line).ok().and_then(|one| one.stored);
            // In one store moments are written in one way, and sort as texts.
            since = since.max(stored);
            line.clear();
        }
        file.set_len(whole)?;
        if whole > 0 {
            file.seek(SeekFrom::Start(0))?;
            read(&path.display().to_string(), BufReader::new(&file), events, findings)?;
        }
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, since })
    }

    /// Adds a page, on the disk before the next is asked for.
    fn add(&mut self, page: &[&str]) -> io::Result<()> {
        let mut lines = String::new();
        for text in page {
            // A statement may have been sent over several lines.
            lines.push_str(&text.replace(['\n', '\r'], " "));
            lines.push('\n');
        }
        self.file.write_all(lines.as_bytes())?;
        self.file.sync_data()
    }
}
