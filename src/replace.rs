//! Files of a folder that change: all written beside first, then renamed, so that nobody ever sees half of one. What a link of
//! the file system leads to is not touched.

use crate::diagnostic::Reason;
use crate::tree::Tree;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;
use std::{fs, io};

/// How often Windows is asked to replace a file, and how long to wait in between: a second in all.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Gives what was written beside its name, in the place of what has it. Windows refuses that while another program has that file open, and
/// says no more than that access is denied; one that looks for viruses in new files soon closes it, so it is asked again for a moment.
///
/// # Errors
/// Where the disk says no; `ResourceBusy` where another program keeps the file open.
pub fn rename(part: &Path, target: &Path) -> io::Result<()> {
    let is_held = |error: &io::Error| cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
    for _ in 1..TRIES {
        match fs::rename(part, target) {
            Err(error) if is_held(&error) => sleep(PAUSE),
            done => return done,
        }
    }
    fs::rename(part, target).map_err(|error| if is_held(&error) { io::ErrorKind::ResourceBusy.into() } else { error })
}

/// Writes a file beside the one whose place it is to take. What an interrupted run left there goes first; where that was a link, what it leads
/// to is not touched.
///
/// # Errors
/// Where the disk says no, or something that is no file is in the way.
pub fn write_beside(path: &Path, content: &[u8]) -> io::Result<()> {
    clear(path)?;
    File::create_new(path)?.write_all(content)
}

/// Takes away what is beside, if anything.
fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes files below a folder in the place of those of the same name. A file keeps the ends of lines that it has.
///
/// # Errors
/// Where a file cannot be written; then none has been replaced, unless renaming itself fails.
pub fn replace(folder: &Path, files: &Tree) -> io::Result<()> {
    let mut beside: Vec<(PathBuf, PathBuf)> = Vec::new();
    let written = files.files().try_for_each(|(path, content)| {
        links(folder, path)?;
        let target = folder.join(path);
        beside.push((part(&target)?, target));
        let Some((part, target)) = beside.last() else { return Ok(()) };
        write(part, target, content)
    });
    let done = written.and_then(|()| beside.iter().try_for_each(|(part, target)| rename(part, target)));
    if done.is_err() {
        beside.iter().for_each(|(part, _)| drop(fs::remove_file(part)));
    }
    done
}

/// Writes one file, wherever it is. One that exists is replaced only where `force` is given.
///
/// # Errors
/// Where it cannot be written, or exists.
pub fn replace_one(target: &Path, content: &[u8], force: bool) -> io::Result<()> {
    if !force && target.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let part = part(target)?;
    let done = write_beside(&part, content).and_then(|()| rename(&part, target));
    if done.is_err() {
        drop(fs::remove_file(&part));
    }
    done
}

/// Writes one file piece by piece, for its owner alone, and gives what the function gives.
///
/// # Errors
/// Where it cannot be written, or the function fails; then what was there before is there still.
pub fn replace_by<T, E: From<io::Error>>(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, E>,
) -> Result<T, E> {
    let part = part(target)?;
    let whole = || {
        let mut file = BufWriter::new(private(&part)?);
        let written = write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        rename(&part, target)?;
        Ok(written)
    };
    let done = whole();
    if done.is_err() {
        drop(fs::remove_file(&part));
    }
    done
}

fn private(path: &Path) -> io::Result<File> {
    // What a run before left behind may be open to others.
    clear(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn part(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    Ok(target.with_file_name(format!(".{name}.part")))
}

fn write(part: &Path, target: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    let has_crlf = fs::read(target).is_ok_and(|old| old.windows(2).any(|pair| pair == b"\r\n"));
    match str::from_utf8(content) {
        Ok(text) if has_crlf => write_beside(part, text.replace('\n', "\r\n").as_bytes()),
        _ => write_beside(part, content),
    }
}

/// Refuses a path that goes through a link: it may lead out of the deck.
fn links(folder: &Path, path: &str) -> io::Result<()> {
    let mut at = folder.to_owned();
    for part in path.split('/') {
        at.push(part);
        if fs::symlink_metadata(&at).is_ok_and(|meta| meta.is_symlink()) {
            return Err(Reason("link").into());
        }
    }
    Ok(())
}
