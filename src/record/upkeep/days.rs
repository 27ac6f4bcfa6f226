//! Statements in a file a day, for programs that analyse them elsewhere. A later run makes the files anew, so that what was forgotten or
//! purged since is gone from them too.

use super::export::{ExportFault, between, first_after};
use crate::record::Store;
use crate::record::store::progress;
use crate::replace::replace_by;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// How the name of a file begins and ends; between them stands the day.
const NAME: (&str, &str) = ("statements-", ".ndjson");

/// What was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Days on which statements arrived, a file each.
    pub days: usize,
    /// Statements.
    pub statements: usize,
}

/// Writes every statement into the file of the day on which it was stored, in the store's time zone, such as
/// `statements-2026-11-30.ndjson`: one a line, the oldest first, readable by the owner alone. Files of days without statements are
/// removed; others in the folder stay. What arrives today after today's file was begun is in the next run's.
///
/// # Errors
/// Where the data base cannot be read, or the folder cannot be written. Each file is then as before or whole.
pub fn export_days(store: &Store, folder: &Path) -> Result<Days, ExportFault> {
    let zone = store.read(progress::zone).map_err(ExportFault::Read)?;
    own_folder(folder)?;
    let (mut last, mut done, mut written) = (i64::MIN, Days::default(), BTreeSet::new());
    while let Some(first) = first_after(store, last)? {
        let (day, end) = day(first, &zone);
        done.statements +=
            replace_by(&folder.join(name(day)), |file| between(store, last, end, |line, _| writeln!(file, "{line}")))?;
        done.days += 1;
        written.insert(day);
        last = end - 1;
    }
    sweep(folder, &written)?;
    Ok(done)
}

/// Makes the folder for its owner alone, where the system knows of that. One that is there stays as it is.
fn own_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn name(day: Date) -> String {
    format!("{}{day}{}", NAME.0, NAME.1)
}

/// The day of a moment, and the moment at which the next one begins, in microseconds since 1970.
fn day(moment: i64, zone: &TimeZone) -> (Date, i64) {
    let day = Timestamp::from_microsecond(moment).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date();
    let next = day.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
    (day, next.map_or(i64::MAX, |next| next.timestamp().as_microsecond()))
}

/// Removes the files of days that were not written.
fn sweep(folder: &Path, written: &BTreeSet<Date>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name();
        let day = file.to_str().and_then(|file| file.strip_prefix(NAME.0)?.strip_suffix(NAME.1)?.parse::<Date>().ok());
        if day.is_some_and(|day| !written.contains(&day)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
